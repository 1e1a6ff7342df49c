//! Lists the files of the network folder and never leaves it.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::finding::{Finding, Findings};
use crate::scan::{LINK, NAME, SPECIAL, TOO_MANY, UNREADABLE};
use crate::source::FilePath;

/// A file that was found.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Its path in the network folder.
    pub(crate) path: FilePath,
    /// Its path on the disk.
    pub(crate) real: PathBuf,
}

/// Every file that was found, and what was passed by.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    pub(crate) files: Vec<Found>,
    pub(crate) findings: Findings,
}

/// How many files a network may have.
const MOST_FILES: usize = 200_000;
/// How many folders may lie in one another.
const DEEPEST: usize = 64;

/// Lists the files of `root`, a real path, leaving out the folder `out`, a resolved one.
pub(crate) fn walk(root: &Path, out: &Path) -> Walk {
    let mut walker = Walker { root, out, walk: Walk::default(), seen: 0, too_deep: BTreeSet::new() };
    let mut entries = WalkDir::new(root).follow_links(true).max_depth(DEEPEST + 1).into_iter();
    // The iterator is driven by hand because a folder that is passed by must not be entered.
    while let Some(entry) = entries.next() {
        let enter = match entry {
            Ok(entry) => walker.entry(&entry),
            Err(error) => walker.error(&error),
        };
        match enter {
            Enter::Yes => {}
            Enter::No => entries.skip_current_dir(),
            Enter::Stop => break,
        }
    }
    walker.finish()
}

/// `path` with its links resolved as far as it exists.
pub(crate) fn resolve(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let parent = path.parent().map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent });
    match (parent.and_then(|parent| parent.canonicalize().ok()), path.file_name()) {
        (Some(parent), Some(name)) => parent.join(name),
        _ => path.to_path_buf(),
    }
}

/// Whether the walk goes on into what was just seen.
enum Enter {
    Yes,
    No,
    Stop,
}

struct Walker<'a> {
    root: &'a Path,
    out: &'a Path,
    walk: Walk,
    /// Everything that was counted: folders too, so that links that multiply folders come to an end.
    seen: usize,
    too_deep: BTreeSet<FilePath>,
}

impl Walker<'_> {
    /// Looks at one file or folder.
    fn entry(&mut self, entry: &DirEntry) -> Enter {
        if entry.depth() == 0 {
            return Enter::Yes;
        }
        let is_folder = entry.file_type().is_dir();
        let pass = if is_folder { Enter::No } else { Enter::Yes };
        if self.is_passed_by(entry) {
            return pass;
        }
        if entry.path_is_symlink() && !self.leads_inside(entry) {
            return pass;
        }
        self.seen += 1;
        if self.seen > MOST_FILES {
            self.too_many();
            return Enter::Stop;
        }
        let Some(path) = self.path(entry.path()) else { return pass };
        if is_folder {
            return self.folder(entry, path);
        }
        if entry.file_type().is_file() {
            self.walk.files.push(Found { path, real: entry.path().to_path_buf() });
        } else {
            let message = "this is a pipe, a socket or a device, not a file, so it is left alone";
            self.add(Finding::new(&SPECIAL, &path, message).help("move it out of the network folder"));
        }
        Enter::Yes
    }

    /// Enters a folder unless it lies too deep.
    fn folder(&mut self, entry: &DirEntry, path: FilePath) -> Enter {
        if entry.depth() <= DEEPEST {
            return Enter::Yes;
        }
        self.too_deep.insert(path);
        Enter::No
    }

    /// Whether it is none of an editor's files: the output, tools' folders, hidden files and what programs leave behind.
    fn is_passed_by(&self, entry: &DirEntry) -> bool {
        let name = entry.file_name().to_string_lossy();
        is_leftover(&name) || entry.path() == self.out || (entry.depth() == 1 && name == "target")
    }

    /// Whether a link may be followed; a finding if it may not.
    fn leads_inside(&mut self, entry: &DirEntry) -> bool {
        let Ok(target) = entry.path().canonicalize() else {
            self.link(entry.path(), "this link leads nowhere");
            return false;
        };
        if target.starts_with(self.out) {
            return false;
        }
        let Ok(inside) = target.strip_prefix(self.root) else {
            self.link(entry.path(), "this link leads out of the network folder, so it is not followed");
            return false;
        };
        // A link to a hidden folder is no way to publish it.
        !inside.components().any(|part| is_leftover(&part.as_os_str().to_string_lossy()))
    }

    /// Something that could not be looked at.
    fn error(&mut self, error: &walkdir::Error) -> Enter {
        let path = error.path().unwrap_or(self.root).to_path_buf();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path != self.root && is_leftover(&name) {
            return Enter::Yes;
        }
        if error.loop_ancestor().is_some() {
            self.link(&path, "this link leads back to a folder that it lies in, so it is not followed");
        } else if path.is_symlink() {
            self.link(&path, "this link leads nowhere");
        } else if let Some(place) = self.path(&path) {
            let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
            self.add(
                Finding::new(&UNREADABLE, &place, format!("this folder or file cannot be read: {why}"))
                    .help("ask for permission to read it, or move it out of the network folder"),
            );
        }
        Enter::Yes
    }

    fn link(&mut self, path: &Path, message: &str) {
        if let Some(path) = self.path(path) {
            self.add(Finding::new(&LINK, &path, message).help("put the file itself here and delete the link"));
        }
    }

    fn too_many(&mut self) {
        let message = format!("the network folder holds more than {MOST_FILES} files; the rest is not read");
        self.add(
            Finding::new(&TOO_MANY, &FilePath::new("."), message)
                .help("move whatever does not belong to the network, such as a backup, out of the folder"),
        );
    }

    /// The path in the network folder, or a finding if it cannot be part of a web address.
    fn path(&mut self, path: &Path) -> Option<FilePath> {
        let inside = path.strip_prefix(self.root).unwrap_or(path);
        let parts: Vec<_> = inside
            .components()
            .filter_map(|part| if let Component::Normal(part) = part { Some(part.to_string_lossy()) } else { None })
            .collect();
        let place = FilePath::new(if parts.is_empty() { String::from(".") } else { parts.join("/") });
        let unfit = |c: char| c.is_control() || matches!(c, '\\' | '\u{FFFD}');
        let Some(character) = place.as_str().chars().find(|c| unfit(*c)) else { return Some(place) };
        let what = match character {
            '\u{FFFD}' => String::from("is not UTF-8"),
            other => format!("holds the character {}", other.escape_default()),
        };
        self.add(
            Finding::new(&NAME, &FilePath::new(place.as_str().replace(char::is_control, "\u{FFFD}")), {
                format!("the name of this file {what}, which no web address can hold, so it is left out")
            })
            .help("rename it with letters, digits and hyphens, as in hair-loss.md"),
        );
        None
    }

    fn add(&mut self, finding: Finding) {
        self.walk.findings.push(finding);
    }

    fn finish(mut self) -> Walk {
        for path in std::mem::take(&mut self.too_deep) {
            let message = format!("this folder lies more than {DEEPEST} folders deep, so what is in it is not read");
            self.add(Finding::new(&TOO_MANY, &path, message).help("move it nearer to the top"));
        }
        self.walk.files.sort_by(|a, b| a.path.cmp(&b.path));
        self.walk
    }
}

/// Whether a name is that of a hidden file, or of something that a program has left behind.
pub(crate) fn is_leftover(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || [".tmp", ".swp", ".swo"].iter().any(|end| lower.ends_with(end))
        || matches!(lower.as_str(), "thumbs.db" | "desktop.ini" | "node_modules")
}
