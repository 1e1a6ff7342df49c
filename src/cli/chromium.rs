//! An installed Chromium, which prints pages: no other program makes tagged PDFs of HTML that bedside may take along.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use crate::cli::Failure;

/// The names by which Chromium and its kin are started.
const NAMES: [&str; 6] =
    ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge", "msedge"];

/// Where they lie on systems that do not start programs by name.
const PLACES: [&str; 5] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];

/// How often to look whether it is done, and how many times before giving up: two minutes in all.
const PAUSE: Duration = Duration::from_millis(50);
const PATIENCE: u32 = 2400;

/// An installed Chromium.
#[derive(Debug)]
pub(crate) struct Chromium {
    program: PathBuf,
}

impl Chromium {
    /// The browser that `CHROME_PATH` names, else one that is installed.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn find() -> Result<Self, Failure> {
        let program = match std::env::var_os("CHROME_PATH") {
            Some(path) => Some(PathBuf::from(path)).filter(|path| path.is_file()),
            None => on_path().or_else(|| PLACES.iter().map(PathBuf::from).find(|place| place.is_file())),
        };
        program.map(|program| Self { program }).ok_or_else(|| {
            Failure(String::from(
                "handouts are printed by Chromium, Chrome or Edge, and none of them was found. Install one, or name \
                 it in the environment variable CHROME_PATH. Until then, print the page from your own browser: it \
                 comes out the same.",
            ))
        })
    }

    /// Prints `page` to `pdf`; what the browser needs to remember meanwhile goes to `folder`.
    ///
    /// # Errors
    /// When the browser cannot be started, does not come to an end, or writes nothing.
    pub(crate) fn print(&self, page: &Path, pdf: &Path, folder: &Path) -> Result<(), Failure> {
        let pdf = std::path::absolute(pdf)?;
        let said = folder.join("said.txt");
        let run = |more: &[&str]| -> Result<(bool, String), Failure> {
            let child = self.start(page, &pdf, folder, &said, more)?;
            let done = wait(child)?.is_some_and(|status| status.success()) && pdf.is_file();
            Ok((done, std::fs::read_to_string(&said).unwrap_or_default()))
        };
        let _ = std::fs::remove_file(&pdf);
        let (mut done, mut words) = run(&[])?;
        // Chromium refuses its sandbox to the administrator of a container. The page is our own and may load nothing.
        if !done && words.contains("--no-sandbox") {
            (done, words) = run(&["--no-sandbox"])?;
        }
        if done { Ok(()) } else { Err(self.failed(&words)) }
    }

    /// Starts the browser.
    fn start(&self, page: &Path, pdf: &Path, folder: &Path, said: &Path, more: &[&str]) -> Result<Child, Failure> {
        let option = |name: &str, value: &Path| {
            let mut option = std::ffi::OsString::from(name);
            option.push(value);
            option
        };
        Command::new(&self.program)
            .args(["--headless", "--disable-gpu", "--no-first-run", "--disable-extensions"])
            .args(["--disable-background-networking", "--no-pdf-header-footer", "--generate-pdf-document-outline"])
            .args(more)
            .arg(option("--user-data-dir=", &folder.join("profile")))
            .arg(option("--print-to-pdf=", pdf))
            .arg(address(page))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(said)?)
            .spawn()
            .map_err(|error| Failure(format!("{} could not be started: {error}", self.program.display())))
    }

    /// What to say when nothing was printed.
    fn failed(&self, said: &str) -> Failure {
        let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("it said nothing");
        Failure(format!("{} did not print the page: {last}", self.program.display()))
    }
}

/// The first program on `PATH` that is Chromium or its kin.
fn on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    NAMES.iter().find_map(|name| {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        folders.iter().map(|folder| folder.join(&file)).find(|program| program.is_file())
    })
}

/// Waits for the browser to end; ends it when it takes too long.
fn wait(mut child: Child) -> Result<Option<ExitStatus>, Failure> {
    for _ in 0..PATIENCE {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        std::thread::sleep(PAUSE);
    }
    let _ = child.kill();
    let _ = child.wait();
    Ok(None)
}

/// The address of a file on the disk.
fn address(file: &Path) -> String {
    let path = file.to_string_lossy().replace('\\', "/");
    let mut address = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => {
                address.push(char::from(byte));
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::address;

    #[test]
    fn a_file_has_an_address() {
        assert_eq!(address(Path::new("/tmp/a b/é.html")), "file:///tmp/a%20b/%C3%A9.html");
    }
}
