//! The example site, built once by the real program, for all tests that look at it.

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use crate::support::{Run, TODAY, bedside};

/// The network folder of the example site.
pub static NETWORK: LazyLock<PathBuf> = LazyLock::new(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site"));

/// The address that the example site says it will be found under.
pub const ADDRESS: &str = "https://example.org/oncology/";

/// The folder of the built site.
pub fn site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example-site");
        build(&NETWORK, &out, None);
        out
    })
}

/// Builds `network` into `out`, on so many threads if it matters.
#[track_caller]
pub fn build(network: &Path, out: &Path, threads: Option<u8>) {
    let mut command = bedside();
    command.args(["build", "--today", TODAY, "--out"]).arg(out).arg(network);
    if let Some(threads) = threads {
        command.env("RAYON_NUM_THREADS", threads.to_string());
    }
    let _ = Run::of(&mut command).ends(0);
}
