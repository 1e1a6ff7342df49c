//! The only reader of the network folder.
//!
//! In order:
//! 1. [`walk`] lists the files, and never leaves the folder: links out of it, devices and the like become findings.
//! 2. What has not changed since the last scan is remembered; everything else is read, in parallel.
//! 3. [`room`] says by its place how a file is read, [`decode`] turns its bytes into text or a finding.
//! 4. Where the disk says which files were written, [`glance`] reads only these.

mod decode;
mod glance;
pub(crate) mod read;
pub mod retractions;
mod room;
mod walk;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::finding::{Finding, Findings};
use crate::rules;
use crate::scan::read::Stamp;
use crate::scan::walk::Found;
use crate::source::{FilePath, SourceFile, Sources};

rules! {
    /// A file could not be read.
    ///
    /// **Why it matters to a patient.** Whatever the file says is missing from the site: a page, a picture, a telephone
    /// number. So nothing is published, and the previous site stays.
    ///
    /// **How to mend it.** Close the program that holds the file open, wait until OneDrive or Dropbox has finished, or
    /// ask for permission to read it. Delete the file if it is not needed.
    UNREADABLE = "file/unreadable", Error;

    /// A text file is not written in UTF-8, the one encoding that holds every alphabet.
    ///
    /// **Why it matters to a patient.** Letters such as é, ü or µ would come out as other signs: a dose of "5 µg" must
    /// not turn into "5 �g". So the file is left out until it is saved again.
    ///
    /// **How to mend it.** In Notepad: File, Save as, Encoding: UTF-8. In Word: save as Plain Text, choose "Other
    /// encoding", then "Unicode (UTF-8)". In VS Code: click on the encoding in the bar at the foot, then "Save with
    /// encoding".
    NOT_UTF8 = "file/not-utf8", Error;

    /// A text file holds a NUL byte, which no text has.
    ///
    /// **Why it matters to a patient.** The file is damaged, or it is no text at all; what a browser would show of it
    /// cannot be told.
    ///
    /// **How to mend it.** Open the file, copy its text into a new file and save that. If it is a Word or PDF file with
    /// a wrong ending, rename it.
    NUL_BYTE = "file/nul-byte", Error;

    /// A file is larger than bedside reads: 16 MiB for a text, 256 MiB for a chat's transcript.
    ///
    /// **Why it matters to a patient.** A page of this size would not open on a telephone. Usually it is a picture
    /// or an export that was given the wrong ending.
    ///
    /// **How to mend it.** Move files that patients download to `static/`; divide a long text into several pages.
    TOO_LARGE = "file/too-large", Error;

    /// The folder holds more files, or deeper folders, than bedside reads: 200,000 files, 64 folders deep.
    ///
    /// **Why it matters to a patient.** Whatever lies beyond is missing from the site.
    ///
    /// **How to mend it.** Usually something was copied into the network folder that does not belong there, such as a
    /// backup. Move it out.
    TOO_MANY = "file/too-many", Error;

    /// A link of the file system leads out of the network folder, in a circle, or nowhere.
    ///
    /// **Why it matters to a patient.** Following it could publish what was never meant for the site. It is not
    /// followed, so what it stands for is missing.
    ///
    /// **How to mend it.** Put the file itself into the network folder and delete the link.
    LINK = "file/link", Error;

    /// Something that is no file lies in the network folder: a pipe, a socket or a device.
    ///
    /// **Why it matters to a patient.** It does not: it is left alone.
    ///
    /// **How to mend it.** Delete it, or move it out of the network folder.
    SPECIAL = "file/special", Warning;

    /// The name of a file cannot be part of a web address.
    ///
    /// **Why it matters to a patient.** Browsers could not open it, so it is left out.
    ///
    /// **How to mend it.** Rename the file with letters, digits and hyphens, as in `hair-loss.md`.
    NAME = "file/name", Error;
}

/// Why the folder as a whole could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScanError {
    /// There is no such folder, or it is not a folder.
    NoFolder(PathBuf),
    /// The folder has no `bedside.yaml`.
    NoConfig(PathBuf),
    /// The folder, or its `bedside.yaml`, cannot be read; why.
    Unreadable(PathBuf, String),
}

impl fmt::Display for ScanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFolder(path) => write!(f, "there is no folder {}", path.display()),
            Self::NoConfig(path) => write!(
                f,
                "{0} has no bedside.yaml, so it is not a network folder; `bedside new DIR` makes a complete one to begin with",
                path.display()
            ),
            Self::Unreadable(path, why) => write!(f, "{} cannot be read: {why}", path.display()),
        }
    }
}

impl std::error::Error for ScanError {}

/// Reads every file of the network folder `root`, leaving out `out`, which the site is written to.
///
/// # Errors
/// When there is no network in `root`. What is wrong with a single file is a finding.
pub fn scan(root: &Path, out: &Path) -> Result<(Sources, Findings), ScanError> {
    Scanner::new(root, out).scan()
}

/// Reads one network folder again and again; a file that has not changed is read only once.
#[derive(Debug)]
pub struct Scanner {
    root: PathBuf,
    out: PathBuf,
    memory: Mutex<Memory>,
}

/// What is remembered of the last scan.
#[derive(Debug, Default)]
struct Memory {
    files: BTreeMap<FilePath, Remembered>,
    /// What was passed by, and why.
    passed: Findings,
}

/// One file as it was read.
#[derive(Clone, Debug)]
struct Remembered {
    stamp: Stamp,
    /// Whether the file was written well before it was read, so that a later change must show in its stamp. The newest
    /// file of the folder stands in for a clock: the scan was later than that.
    settled: bool,
    read: Arc<Read>,
}

/// What reading one file gave: the file, or why it is left out.
type Read = Result<Arc<SourceFile>, Finding>;

impl Scanner {
    /// A scanner for the network in `root`, which leaves out the folder `out`.
    pub fn new(root: impl Into<PathBuf>, out: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), out: out.into(), memory: Mutex::default() }
    }

    /// Reads the folder. Only files with a new length, time or number on the disk are opened.
    ///
    /// # Errors
    /// When there is no network in the folder. What is wrong with a single file is a finding.
    pub fn scan(&self) -> Result<(Sources, Findings), ScanError> {
        let root = folder(&self.root)?;
        let walk = walk::walk(&root, &walk::resolve(&self.out));
        if !walk.files.iter().any(|found| found.path.as_str() == CONFIG) {
            return Err(missing_config(&self.root, &walk.findings));
        }
        let old = std::mem::take(&mut *self.lock());
        let new = Memory { files: remember(&walk.files, &old), passed: walk.findings };
        let (sources, findings) = gather(&new);
        *self.lock() = new;
        let broken = findings.iter().find(|finding| finding.file.as_str() == CONFIG);
        match broken.map(|finding| finding.message.clone()) {
            Some(why) => Err(ScanError::Unreadable(self.root.join(CONFIG), why)),
            None => Ok((sources, findings)),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Memory> {
        // The memory is only ever replaced as a whole, so a panic elsewhere cannot have left it half written.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The one file that every network has.
const CONFIG: &str = "bedside.yaml";

/// How long before the newest file another one must have been written for its stamp to be trusted, in nanoseconds:
/// the coarsest clock among file systems counts in steps of two seconds.
const SETTLING: i128 = 2_000_000_000;

/// The real path of the network folder.
fn folder(root: &Path) -> Result<PathBuf, ScanError> {
    let real = root.canonicalize().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => ScanError::NoFolder(root.to_path_buf()),
        _ => ScanError::Unreadable(root.to_path_buf(), error.to_string()),
    })?;
    if real.is_dir() { Ok(real) } else { Err(ScanError::NoFolder(root.to_path_buf())) }
}

/// Why `bedside.yaml` is not among the files.
fn missing_config(root: &Path, findings: &Findings) -> ScanError {
    let about = |finding: &&Finding| matches!(finding.file.as_str(), CONFIG | ".");
    match findings.iter().find(about) {
        Some(finding) => ScanError::Unreadable(root.join(finding.file.as_str()), finding.message.clone()),
        None => ScanError::NoConfig(root.to_path_buf()),
    }
}

/// Reads what is new among `files`, in parallel.
fn remember(files: &[Found], old: &Memory) -> BTreeMap<FilePath, Remembered> {
    let stamped: Vec<_> = files.par_iter().map(|found| (found, read::stamp(&found.real))).collect();
    let changed = |stamp: &Option<Stamp>| stamp.map_or(i128::MIN, |stamp| stamp.changed);
    let newest = stamped.iter().map(|(_, stamp)| changed(stamp)).max().unwrap_or(i128::MIN);
    stamped
        .into_par_iter()
        .map(|(found, stamp)| {
            let known = old.files.get(&found.path).filter(|known| known.settled && Some(known.stamp) == stamp);
            let remembered = known.cloned().unwrap_or_else(|| {
                let stamp = stamp.unwrap_or_default();
                let settled = stamp.changed < newest.saturating_sub(SETTLING);
                Remembered { stamp, settled, read: Arc::new(read::read(found, stamp)) }
            });
            (found.path.clone(), remembered)
        })
        .collect()
}

/// The files and findings of a scan.
fn gather(memory: &Memory) -> (Sources, Findings) {
    let mut findings = Findings::new();
    let mut files = Vec::with_capacity(memory.files.len());
    for remembered in memory.files.values() {
        match &*remembered.read {
            Ok(file) => files.push(Arc::clone(file)),
            Err(finding) => findings.push(finding.clone()),
        }
    }
    findings.extend(memory.passed.clone());
    (Sources::new(files), findings)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::{ScanError, Scanner, scan};
    use crate::finding::Findings;
    use crate::source::{Content, Sources};

    /// A network folder with `files`, in a temporary folder that also has room for what lies outside of it.
    fn network(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), "net/bedside.yaml", b"title: Test\n");
        for (path, bytes) in files {
            put(folder.path(), &format!("net/{path}"), bytes);
        }
        folder
    }

    fn put(folder: &Path, path: &str, bytes: &[u8]) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn scanned(folder: &tempfile::TempDir) -> (Sources, Findings) {
        let root = folder.path().join("net");
        scan(&root, &root.join("public")).unwrap()
    }

    fn paths(sources: &Sources) -> Vec<&str> {
        sources.files().iter().map(|file| file.path.as_str()).collect()
    }

    fn said(findings: &Findings) -> Vec<String> {
        findings.iter().map(|finding| format!("{} {}: {}", finding.rule.id, finding.file, finding.message)).collect()
    }

    #[test]
    fn the_output_and_leftovers_are_passed_by_in_silence() {
        let folder = network(&[
            ("public/index.html", b"old"),
            ("topics/a.md", b"A"),
            ("topics/.a.md.swp", b"x"),
            ("topics/a.md~", b"x"),
            ("topics/~$a.md", b"x"),
            ("topics/Thumbs.db", b"x"),
            (".git/config", b"x"),
            ("node_modules/x/index.js", b"x"),
            ("target/debug/x", b"x"),
            ("static/target/x.png", b"x"),
        ]);
        let (sources, findings) = scanned(&folder);
        assert_eq!(paths(&sources), ["bedside.yaml", "static/target/x.png", "topics/a.md"]);
        assert!(findings.is_empty(), "{findings:?}");
        assert!(matches!(sources.get("static/target/x.png").unwrap().content, Content::Unread(_)));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_only_inside_and_never_in_a_circle() {
        use std::os::unix::fs::symlink;
        let folder = network(&[("topics/a.md", b"A"), ("public/index.html", b"old"), (".secret/key.md", b"x")]);
        put(folder.path(), "outside/secret.md", b"secret");
        let topics = folder.path().join("net/topics");
        symlink(folder.path().join("outside"), topics.join("out")).unwrap();
        symlink("../../outside/secret.md", topics.join("secret.md")).unwrap();
        symlink("a.md", topics.join("b.md")).unwrap();
        symlink("..", topics.join("circle")).unwrap();
        symlink("nowhere", topics.join("dangling.md")).unwrap();
        symlink("../public", topics.join("site")).unwrap();
        symlink("../.secret", topics.join("hidden")).unwrap();
        let (sources, findings) = scanned(&folder);
        assert_eq!(paths(&sources), ["bedside.yaml", "topics/a.md", "topics/b.md"]);
        let mut found: Vec<_> = findings.iter().map(|finding| (finding.rule.id, finding.file.as_str())).collect();
        found.sort_unstable();
        let links = ["topics/circle", "topics/dangling.md", "topics/out", "topics/secret.md"];
        assert_eq!(found, links.map(|path| ("file/link", path)));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn pipes_are_never_opened_and_odd_names_are_named() {
        use std::os::unix::ffi::OsStrExt as _;
        let folder = network(&[("topics/back\\slash.md", b"x"), ("topics/line\nbreak.md", b"x")]);
        let topics = folder.path().join("net/topics");
        let pipe = topics.join("pipe.md");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        std::fs::write(topics.join(std::ffi::OsStr::from_bytes(b"caf\xE9.md")), "x").unwrap();
        let (sources, findings) = scanned(&folder);
        assert_eq!(paths(&sources), ["bedside.yaml"]);
        let said = said(&findings).join("\n");
        assert!(said.contains("file/special topics/pipe.md: this is a pipe"), "{said}");
        assert!(said.contains("file/name topics/caf\u{FFFD}.md: the name of this file is not UTF-8"), "{said}");
        assert!(said.contains("holds the character \\\\"), "{said}");
        assert!(said.contains("holds the character \\n"), "{said}");
    }

    #[test]
    fn what_is_no_text_is_left_out_with_its_line() {
        let folder = network(&[
            ("topics/latin.md", b"---\ntitle: Caf\xE9\n---\n"),
            ("topics/nul.md", b"one\ntwo\0"),
            ("chats/2026-01-01-a/export.bin", b"PK\x03\x04\xFF\0"),
            ("chats/2026-01-01-a/log", b"Anna: hello"),
        ]);
        let (sources, findings) = scanned(&folder);
        assert_eq!(paths(&sources), ["bedside.yaml", "chats/2026-01-01-a/export.bin", "chats/2026-01-01-a/log"]);
        assert!(matches!(sources.files()[1].content, Content::Binary(_)));
        assert_eq!(sources.files()[2].as_text().map(|text| &**text), Some("Anna: hello"));
        let latin = &findings.iter().next().unwrap();
        assert_eq!(latin.message, "line 2 holds a byte that is not UTF-8 after “title: Caf”, so the file is left out");
        assert!(latin.help.as_ref().unwrap().contains("reads “Café”"), "{latin:?}");
        assert!(said(&findings)[1].starts_with("file/nul-byte topics/nul.md: line 2"));
    }

    #[test]
    fn a_file_over_the_limit_is_not_read() {
        let folder = network(&[]);
        put(folder.path(), "net/topics/big.md", b"");
        let file = std::fs::File::options().write(true).open(folder.path().join("net/topics/big.md")).unwrap();
        file.set_len(100 << 20).unwrap();
        let (sources, findings) = scanned(&folder);
        assert_eq!(paths(&sources), ["bedside.yaml"]);
        assert_eq!(
            said(&findings),
            [
                "file/too-large topics/big.md: this file has 100 MiB, more than the 16 MiB that are read, so it is left out"
            ]
        );
    }

    #[test]
    fn folders_that_are_no_network_say_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_path_buf();
        let error = scan(&root, &root.join("public")).unwrap_err();
        assert_eq!(error, ScanError::NoConfig(root.clone()));
        assert!(error.to_string().contains("bedside new"), "{error}");
        let nowhere = root.join("nowhere");
        assert_eq!(scan(&nowhere, &root).unwrap_err(), ScanError::NoFolder(nowhere));
        put(&root, "bedside.yaml", b"title: Caf\xE9");
        assert!(
            matches!(scan(&root, &root.join("public")), Err(ScanError::Unreadable(path, _)) if path.ends_with("bedside.yaml"))
        );
    }

    #[test]
    fn a_second_scan_sees_edits_renames_and_deletions() {
        let folder = network(&[("topics/a.md", b"A"), ("topics/b.md", b"B"), ("topics/c.md", b"C")]);
        let root = folder.path().join("net");
        let scanner = Scanner::new(&root, root.join("public"));
        scanner.scan().unwrap();
        // The same length, at once: only reading the file anew can tell.
        put(&root, "topics/a.md", b"X");
        std::fs::rename(root.join("topics/b.md"), root.join("topics/d.md")).unwrap();
        std::fs::remove_file(root.join("topics/c.md")).unwrap();
        let (warm, _) = scanner.scan().unwrap();
        let (cold, _) = scan(&root, &root.join("public")).unwrap();
        assert_eq!(paths(&warm), ["bedside.yaml", "topics/a.md", "topics/d.md"]);
        assert_eq!(warm.get("topics/a.md").unwrap().as_text().map(|text| &**text), Some("X"));
        let prints = |sources: &Sources| sources.files().iter().map(|file| file.fingerprint).collect::<Vec<_>>();
        assert_eq!(prints(&warm), prints(&cold));
    }

    #[test]
    fn a_settled_file_is_read_once() {
        let folder = network(&[("topics/a.md", b"A")]);
        let root = folder.path().join("net");
        let scanner = Scanner::new(&root, root.join("public"));
        let (first, _) = scanner.scan().unwrap();
        // Just written, so its stamp may not be trusted yet.
        let (second, _) = scanner.scan().unwrap();
        assert!(!Arc::ptr_eq(&first.files()[1], &second.files()[1]));
        scanner.lock().files.values_mut().for_each(|remembered| remembered.settled = true);
        let (third, _) = scanner.scan().unwrap();
        assert!(Arc::ptr_eq(&second.files()[1], &third.files()[1]));
        put(&root, "topics/a.md", b"Another");
        let (fourth, _) = scanner.scan().unwrap();
        assert_eq!(fourth.files()[1].as_text().map(|text| &**text), Some("Another"));
    }

    #[test]
    #[ignore = "a measurement, not a test: run with --ignored --nocapture"]
    fn how_long_ten_thousand_files_take() {
        let names: Vec<_> = (0..10_000).map(|at| format!("topics/{}/{at}.md", at % 100)).collect();
        let body = "word ".repeat(1_000);
        let files: Vec<_> = names.iter().map(|name| (name.as_str(), body.as_bytes())).collect();
        let folder = network(&files);
        let root = folder.path().join("net");
        let scanner = Scanner::new(&root, root.join("public"));
        for what in ["cold", "warm, unsettled", "settled"] {
            let begin = std::time::Instant::now();
            scanner.scan().unwrap();
            println!("{what}: {:?}", begin.elapsed());
            if what != "cold" {
                continue;
            }
            std::thread::sleep(std::time::Duration::from_secs(3));
            put(&root, "topics/new.md", b"newer than the others");
        }
    }
}
