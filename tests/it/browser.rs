//! What a reader sees of the example site, and an editor of the preview: runs tests/browser, where Node and Chromium are
//! found.
//!
//! Elsewhere it says plainly that it was skipped, and fails instead when `BEDSIDE_REQUIRE_BROWSER` is set, as CI does.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};

use crate::example::{NETWORK, build, site};
use crate::support::{Net, tree};

/// Where the scripts are.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser");

/// Where Chromium is looked for.
const BROWSERS: [&str; 4] =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

#[test]
fn the_example_site_in_a_browser() {
    in_a_browser(|chromium| look(chromium, site(), "default", &[]));
}

#[test]
fn the_example_site_in_a_browser_and_in_easy_read() {
    let checks = ["accessibility", "without_scripts", "print", "weight", "markup", "terms", "typography"];
    in_a_browser(|chromium| look(chromium, &in_easy_read(), "easy-read", &checks));
}

#[test]
fn the_preview_in_a_browser() {
    in_a_browser(|chromium| {
        let net = Net::new().file("topics/a.md", "---\ntitle: A\n---\n\nHello there.\n");
        let mut command = node();
        command.arg("preview.mjs").args([Path::new(env!("CARGO_BIN_EXE_bedside")), &net.root()]);
        let output = command.env("CHROME_PATH", chromium).output().unwrap();
        let text = told(&output);
        assert!(output.status.success() && text.contains("the preview holds"), "{text}");
    });
}

/// The example site in the Easy Read theme.
fn in_easy_read() -> PathBuf {
    let copy = tempfile::tempdir().unwrap();
    for (path, bytes) in tree(&NETWORK) {
        let file = copy.path().join(&path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
    let settings = copy.path().join("bedside.yaml");
    let text = std::fs::read_to_string(&settings).unwrap();
    assert!(text.contains("theme: default"));
    std::fs::write(settings, text.replace("theme: default", "theme: easy-read")).unwrap();
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example-site-in-easy-read");
    build(copy.path(), &out, None);
    out
}

/// Calls `look` with Chromium, or says why it cannot.
fn in_a_browser(look: impl FnOnce(&Path)) {
    match ready() {
        Ok(chromium) => look(&chromium),
        Err(missing) if std::env::var_os("BEDSIDE_REQUIRE_BROWSER").is_some_and(|value| value == "1") => {
            panic!("the tests in a browser are required here, and {missing}");
        }
        Err(missing) => say(&format!("SKIPPED: the tests in a browser, since {missing}\n")),
    }
}

/// Runs the checks in Chromium: those that are named, or all.
fn look(chromium: &Path, site: &Path, theme: &str, checks: &[&str]) {
    let mut command = node();
    command.arg("--test-reporter=spec").arg("run.mjs").arg(site).args(checks);
    command.env("CHROME_PATH", chromium).env("BEDSIDE_THEME", theme);
    let output = command.output().unwrap();
    let text = told(&output);
    assert!(output.status.success(), "{text}");
    assert!(text.contains("axe finds no violation on any page"), "the checks did not run:\n{text}");
    for line in text.lines().filter(|line| line.contains("# SKIP")) {
        say(&format!("SKIPPED:{}\n", line.trim_end().trim_start_matches([' ', '﹣'])));
    }
}

/// Chromium, once everything that the checks need is there; else what is missing.
fn ready() -> Result<PathBuf, String> {
    let chromium = chromium().ok_or("Chromium is not installed (CHROME_PATH names another place for it)")?;
    let version = node().arg("--version").output().map_err(|_| "Node is not installed")?;
    let version = told(&version);
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        return Err(format!("Node is {}, and 20 or newer is needed", version.trim()));
    }
    install()?;
    Ok(chromium)
}

/// The browser: what `CHROME_PATH` names, else where it usually is.
pub fn chromium() -> Option<PathBuf> {
    match std::env::var_os("CHROME_PATH") {
        Some(path) => Some(PathBuf::from(path)),
        None => BROWSERS.iter().map(PathBuf::from).find(|path| path.exists()),
    }
}

/// Installs what package-lock.json names, unless it is there already. The HTML checker comes along where Java is.
fn install() -> Result<(), String> {
    // The tests run side by side, and two installations would take each other's files away.
    static AT_WORK: Mutex<()> = Mutex::new(());
    let _alone = AT_WORK.lock().unwrap_or_else(PoisonError::into_inner);
    let java = Command::new("java").arg("-version").output().is_ok_and(|output| output.status.success());
    let lock = std::fs::read_to_string(Path::new(FOLDER).join("package-lock.json")).unwrap();
    let wanted = format!("java: {java}\n{lock}");
    let installed = Path::new(FOLDER).join("node_modules/.installed");
    if std::fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let mut npm = within(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    if !java {
        npm.arg("--omit=optional");
    }
    let output = npm.output().map_err(|_| "npm is not installed")?;
    if !output.status.success() {
        return Err(format!("npm could not install tests/browser:\n{}", told(&output)));
    }
    std::fs::write(installed, wanted).unwrap();
    Ok(())
}

/// Node, in the folder of the scripts.
fn node() -> Command {
    within("node")
}

/// A program, in the folder of the scripts.
fn within(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(FOLDER);
    command
}

/// What a program said.
fn told(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Says `text` even when the test passes, when `println!` is not shown.
fn say(text: &str) {
    std::io::stderr().write_all(text.as_bytes()).unwrap();
}
