//! The folder that a site may be written to.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use crate::write::WriteError;

/// A folder that a site may be written to: it holds nothing that a build must not replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    out: PathBuf,
    parent: PathBuf,
    name: OsString,
}

/// The rooms of the network folder. None of them may become the output.
const ROOMS: [&str; 6] = ["topics", "pages", "chats", "references", "static", "theme"];

impl Target {
    /// The folder `out` for the site of the network in `root`; `home` is the home folder of whoever builds, if known.
    /// Nothing is made or changed on the disk.
    ///
    /// # Errors
    /// When `out` is the network folder, the home folder or a folder around them, one of the network's own folders, or
    /// no folder at all.
    pub fn new(root: &Path, out: &Path, home: Option<&Path>) -> Result<Self, WriteError> {
        let refuse = |why: &str| WriteError::Refused(out.to_path_buf(), why.to_owned());
        let real = resolve(out).ok_or_else(|| refuse("its path leads nowhere"))?;
        let root = root.canonicalize().map_err(|error| WriteError::io(root, &error))?;
        if real.exists() && !real.is_dir() {
            return Err(refuse("it is a file, not a folder"));
        }
        if root.starts_with(&real) {
            return Err(refuse("the network itself lies in it; choose a folder of its own, such as public"));
        }
        if home.and_then(|home| home.canonicalize().ok()).is_some_and(|home| home.starts_with(&real)) {
            return Err(refuse("it is the home folder, or the home folder lies in it; choose a folder of its own"));
        }
        let room = real.strip_prefix(&root).ok().and_then(|inside| inside.components().next());
        if room.is_some_and(|room| ROOMS.iter().any(|name| room.as_os_str() == *name)) {
            return Err(refuse("it lies among the network's own texts; choose another folder, such as public"));
        }
        match (real.parent(), real.file_name()) {
            (Some(parent), Some(name)) => {
                Ok(Self { parent: parent.to_path_buf(), name: name.to_owned(), out: real.clone() })
            }
            _ => Err(refuse("it is the top of the disk")),
        }
    }

    /// The folder, its links resolved.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// The folder that it lies in.
    pub(crate) fn parent(&self) -> &Path {
        &self.parent
    }

    /// A hidden neighbour of the folder that says what it is for.
    pub(crate) fn beside(&self, what: &str) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(".bedside-");
        name.push(what);
        self.parent.join(name)
    }
}

/// `path` with the links of the part that exists resolved; nothing if the rest is no plain path, or a link is broken.
fn resolve(path: &Path) -> Option<PathBuf> {
    let mut rest = Vec::new();
    let mut exists = path;
    while exists.symlink_metadata().is_err() {
        let Some(Component::Normal(name)) = exists.components().next_back() else { break };
        rest.push(name);
        exists = exists.parent()?;
    }
    let exists = if exists.as_os_str().is_empty() { Path::new(".") } else { exists };
    let mut real = exists.canonicalize().ok()?;
    real.extend(rest.into_iter().rev());
    Some(real)
}
