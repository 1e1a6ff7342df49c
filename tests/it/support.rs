//! A network folder in a temporary place, and the real program at work on it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The day that every test takes for today.
pub const TODAY: &str = "2026-11-22";

/// A network folder. It goes away at the end of the test.
pub struct Net {
    folder: tempfile::TempDir,
}

impl Net {
    /// A network of a `bedside.yaml` alone.
    pub fn new() -> Self {
        Self::empty().file("bedside.yaml", "title: Test network\n")
    }

    /// A folder without any file.
    pub fn empty() -> Self {
        let net = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(net.root()).unwrap();
        net
    }

    /// The network folder.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("net")
    }

    /// The folder that the network folder lies in.
    pub fn outside(&self) -> &Path {
        self.folder.path()
    }

    /// The folder that the site is written to.
    pub fn out(&self) -> PathBuf {
        self.root().join("public")
    }

    /// The same network with one more file, or another text in it.
    #[must_use]
    pub fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.put(path, text);
        self
    }

    /// Writes one file.
    pub fn put(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Turns every rule about identifiers in texts down to a warning, for texts that a machine made up.
    pub fn tolerate_identifiers(&self) {
        let settings = self.root().join("bedside.yaml");
        let mut text = std::fs::read_to_string(&settings).unwrap();
        text.push_str("\nseverity:\n");
        let classes = bedside::finding::identifier::Class::ALL.iter().map(|(_, name, _)| *name);
        classes.for_each(|name| text.push_str(&format!("  {name}: warning\n")));
        std::fs::write(&settings, text).unwrap();
    }

    /// Deletes one file.
    pub fn delete(&self, path: &str) {
        std::fs::remove_file(self.root().join(path)).unwrap();
    }

    /// Runs the program with `arguments`, started in the network folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let mut command = bedside();
        command.current_dir(self.root()).args(arguments).timeout(std::time::Duration::from_secs(120));
        Run::of(&mut command)
    }

    /// Builds the site.
    pub fn build(&self) -> Run {
        self.run(&["build", "--today", TODAY])
    }

    /// Every file of the site with its bytes.
    pub fn site(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.out())
    }
}

/// The program.
pub fn bedside() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bedside"));
    command.env_remove("NO_COLOR");
    command
}

/// How a run ended.
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Run {
    /// Runs `command` to its end.
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code().expect("the program was killed: it hung, or a signal ended it"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// The same run, if it ended with `code` and without a panic.
    #[must_use]
    #[track_caller]
    pub fn ends(self, code: i32) -> Self {
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        assert_eq!(self.code, code, "{}", self.stderr);
        self
    }

    /// The same run, if it said `text` to people.
    #[must_use]
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "“{text}” is not in:\n{}", self.stderr);
        self
    }
}

/// Every file below `folder` with its bytes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            files.insert(path, std::fs::read(entry.path()).unwrap());
        }
    }
    files
}

/// A folder of samples that lies beside the repository where it is developed; nothing elsewhere.
pub fn samples(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples").join(name);
    folder.is_dir().then_some(folder)
}
