//! Damaged files of every format: nothing panics or hangs, and every place that is named lies in the file.
//! `PROPTEST_CASES=100000 cargo test --lib damage` looks longer; the targets in `fuzz/` look by themselves.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::sample::Index;

use crate::parse::references::tests::read;

/// What readers stumble over.
const STUMBLES: [&str; 26] = [
    "{",
    "}",
    "\"",
    "@",
    "\\",
    "$",
    "#",
    "=",
    ",",
    "[",
    "]",
    "<",
    ">",
    "&",
    "&#x0;",
    "{\"",
    "</PubmedArticle>",
    "<record>",
    "\nER  - \n",
    "\nTY  - ",
    "\nPMID- ",
    "\n%0 ",
    ": *a",
    "99999999999999999999",
    "10.1/",
    "\u{feff}\u{202e}",
];

/// The files of the fixtures and of the example, by their names.
static SEEDS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = |folder: &Path| -> Vec<PathBuf> {
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let folders = entries(&root.join("tests/references")).into_iter().chain([root.join("example-site/references")]);
    let files =
        folders.flat_map(|folder| entries(&folder)).filter(|path| path.extension().is_some_and(|e| e != "expected"));
    let name = |path: &Path| String::from(path.file_name().unwrap().to_str().unwrap());
    // The beginning of a long file is as good as the whole, and read sooner.
    let beginning = |text: String| text[..text.floor_char_boundary(3000)].to_owned();
    files.filter_map(|path| Some((name(&path), beginning(fs::read_to_string(&path).ok()?)))).collect()
});

/// One damage to a text.
#[derive(Clone, Debug)]
enum Damage {
    Byte(u8),
    Lost(usize),
    Twice(usize),
    Stumble(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        any::<u8>().prop_map(Damage::Byte),
        (1..40_usize).prop_map(Damage::Lost),
        (1..400_usize).prop_map(Damage::Twice),
        any::<Index>().prop_map(Damage::Stumble),
        Just(Damage::Lost(1000)),
    ]
}

/// `bytes` with a damage at `at`.
fn damaged(mut bytes: Vec<u8>, at: usize, damage: &Damage) -> Vec<u8> {
    match damage {
        Damage::Byte(byte) => bytes[at] = *byte,
        Damage::Lost(length) => drop(bytes.drain(at..(at + length).min(bytes.len()))),
        Damage::Twice(length) => {
            let run = bytes[at..(at + length).min(bytes.len())].to_vec();
            bytes.splice(at..at, run);
        }
        Damage::Stumble(which) => drop(bytes.splice(at..at, which.get(&STUMBLES).bytes())),
    }
    bytes
}

proptest! {
    #[test]
    fn damaged_lists_are_read_without_harm(
        seed in any::<Index>(),
        damages in proptest::collection::vec((any::<Index>(), damage()), 1..7),
    ) {
        let (name, text) = seed.get(&SEEDS);
        let mut bytes = text.clone().into_bytes();
        for (at, damage) in &damages {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            bytes = damaged(bytes, at, damage);
        }
        let (references, _) = read(name, &String::from_utf8_lossy(&bytes));
        assert!(references.iter().all(|reference| !reference.key.is_empty()));
    }
}
