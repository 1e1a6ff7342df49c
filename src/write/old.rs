//! What lies in the output folder before a build: the pages of the last one, and files that are somebody else's.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::site::{Site, SitePath};
use crate::write::WriteError;

/// The list of the files that bedside wrote, one path a line, sorted. Whatever is not on it is somebody else's.
pub(crate) const MANIFEST: &str = ".bedside-manifest";

/// The output folder before a build.
#[derive(Debug, Default)]
pub(crate) struct Old {
    out: PathBuf,
    /// What the last build wrote; nothing if there was none.
    manifest: Option<BTreeSet<String>>,
    /// Files that bedside never wrote, by their paths in the folder.
    foreign: BTreeSet<PathBuf>,
    /// Folders that no file of the last build lies in.
    folders: BTreeSet<PathBuf>,
}

impl Old {
    /// Looks at the folder `out`, which may be missing.
    pub(crate) fn read(out: &Path) -> Result<Self, WriteError> {
        let mut old = Self { out: out.to_path_buf(), ..Self::default() };
        if !out.exists() {
            return Ok(old);
        }
        old.manifest = manifest(out)?;
        let ours = old.manifest.clone().unwrap_or_default();
        let our_folders: BTreeSet<&Path> = ours.iter().flat_map(|path| Path::new(path).ancestors().skip(1)).collect();
        for entry in WalkDir::new(out).min_depth(1) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(out).to_path_buf();
                WriteError::io(&path, &error.into_io_error().unwrap_or_else(|| io::Error::other("unreadable")))
            })?;
            let Ok(inside) = entry.path().strip_prefix(out) else { continue };
            let is_ours = inside.to_str().is_some_and(|path| path == MANIFEST || ours.contains(path));
            if entry.file_type().is_dir() {
                if !our_folders.contains(inside) {
                    old.folders.insert(inside.to_path_buf());
                }
            } else if !is_ours {
                old.foreign.insert(inside.to_path_buf());
            }
        }
        Ok(old)
    }

    /// Where it lies.
    pub(crate) fn out(&self) -> &Path {
        &self.out
    }

    /// Whether a build has written the folder.
    pub(crate) fn is_site(&self) -> bool {
        self.manifest.is_some()
    }

    /// Whether the last build wrote the file at `path`.
    pub(crate) fn wrote(&self, path: &str) -> bool {
        self.manifest.as_ref().is_some_and(|manifest| manifest.contains(path))
    }

    /// Files that are somebody else's.
    pub(crate) fn foreign(&self) -> &BTreeSet<PathBuf> {
        &self.foreign
    }

    /// Folders that are somebody else's, those around others first.
    pub(crate) fn folders(&self) -> &BTreeSet<PathBuf> {
        &self.folders
    }

    /// How many files of the last build are not part of `site`.
    pub(crate) fn gone(&self, site: &Site<'_>) -> usize {
        let new: BTreeSet<&str> = site.artifacts().keys().map(SitePath::as_str).collect();
        let manifest = self.manifest.iter().flatten();
        manifest.filter(|path| !new.contains(path.as_str())).count()
    }

    /// Refuses to replace a file that is somebody else's.
    pub(crate) fn refuse_collisions(&self, site: &Site<'_>) -> Result<(), WriteError> {
        if self.foreign.is_empty() && self.folders.is_empty() {
            return Ok(());
        }
        for path in site.artifacts().keys() {
            let path = Path::new(path.as_str());
            let taken = path.ancestors().find(|part| self.foreign.contains(*part));
            let folder = self.folders.contains(path).then_some(path);
            if let Some(taken) = taken.or(folder) {
                return Err(WriteError::Failed(format!(
                    "{} was not written by bedside and would be lost; move it away, or write the site to another folder with --out",
                    self.out.join(taken).display()
                )));
            }
        }
        Ok(())
    }
}

/// The manifest of `out`, if there is one.
pub(crate) fn manifest(out: &Path) -> Result<Option<BTreeSet<String>>, WriteError> {
    match std::fs::read_to_string(out.join(MANIFEST)) {
        Ok(text) => Ok(Some(text.lines().map(str::to_owned).collect())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WriteError::Failed(format!("{} cannot be read: {error}", out.join(MANIFEST).display()))),
    }
}
