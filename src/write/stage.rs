//! Makes the new site in a folder beside the old one.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::site::{Artifact, Site, SitePath};
use crate::write::old::{MANIFEST, Old};
use crate::write::{Inspect, Target, WriteError};

/// The new site while it is being made. Dropped before the swap, it leaves nothing behind.
pub(crate) struct Stage {
    folder: PathBuf,
    swapped: bool,
}

impl Stage {
    /// An empty folder beside the output.
    pub(crate) fn new(target: &Target) -> Result<Self, WriteError> {
        let folder = target.beside("staging");
        std::fs::create_dir(&folder).map_err(|error| WriteError::io(&folder, &error))?;
        if let Ok(metadata) = target.out().metadata() {
            // The site may be open to a web server by the mode of its folder.
            let _ = std::fs::set_permissions(&folder, metadata.permissions());
        }
        Ok(Self { folder, swapped: false })
    }

    /// Where it lies.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Says that it has taken the place of the old site, so that it must not be removed.
    pub(crate) fn is_swapped(&mut self) {
        self.swapped = true;
    }

    /// Makes every file of `site`, in parallel; how many are new or changed.
    pub(crate) fn make(&self, site: &Site<'_>, old: &Old, inspector: &dyn Inspect) -> Result<usize, WriteError> {
        let folders: BTreeSet<&Path> =
            site.artifacts().keys().filter_map(|path| Path::new(path.as_str()).parent()).collect();
        for folder in folders {
            let folder = self.folder.join(folder);
            std::fs::create_dir_all(&folder).map_err(|error| WriteError::io(&folder, &error))?;
        }
        let artifacts: Vec<_> = site.artifacts().iter().collect();
        let changed = artifacts
            .into_par_iter()
            .map(|(path, artifact)| self.make_one(path, artifact, old, inspector).map(usize::from));
        changed.try_reduce(|| 0, |a, b| Ok(a + b))
    }

    /// Makes one file; whether it is new or changed.
    fn make_one(
        &self,
        path: &SitePath,
        artifact: &Artifact<'_>,
        old: &Old,
        inspector: &dyn Inspect,
    ) -> Result<bool, WriteError> {
        let new = self.folder.join(path.as_str());
        let known = old.wrote(path.as_str()).then(|| old.out().join(path.as_str()));
        // A film may be larger than the memory, so a copied file is never held as a whole.
        if let Artifact::File(source) = artifact {
            inspector.made(path, None);
            return copy(source, &new, known.as_deref());
        }
        let bytes = artifact.bytes().map_err(|error| WriteError::Failed(format!("{path} cannot be made: {error}")))?;
        inspector.made(path, Some(&bytes));
        if known.is_some_and(|known| holds(&known, &bytes) && std::fs::hard_link(known, &new).is_ok()) {
            return Ok(false);
        }
        put(&new, &bytes).map(|()| true).map_err(|error| WriteError::io(&new, &error))
    }

    /// Links the files that are somebody else's into the new site.
    pub(crate) fn carry_over(&self, old: &Old) -> Result<(), WriteError> {
        for folder in old.folders() {
            let (from, to) = (old.out().join(folder), self.folder.join(folder));
            std::fs::create_dir_all(&to).map_err(|error| WriteError::io(&to, &error))?;
            if let Ok(metadata) = from.metadata() {
                let _ = std::fs::set_permissions(&to, metadata.permissions());
            }
        }
        for file in old.foreign() {
            let (from, to) = (old.out().join(file), self.folder.join(file));
            carry(&from, &to).map_err(|error| WriteError::io(&from, &error))?;
        }
        Ok(())
    }

    /// Writes the manifest, and sees to it that everything is on the disk before the old site goes.
    pub(crate) fn finish(&self, site: &Site<'_>) -> Result<(), WriteError> {
        let mut manifest = String::new();
        for path in site.artifacts().keys() {
            manifest.push_str(path.as_str());
            manifest.push('\n');
        }
        let path = self.folder.join(MANIFEST);
        put(&path, manifest.as_bytes()).map_err(|error| WriteError::io(&path, &error))?;
        flush(&self.folder).map_err(|error| WriteError::io(&self.folder, &error))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.swapped {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// Writes a new file.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    File::create_new(path)?.write_all(bytes)
}

/// Whether the file at `path` holds exactly `bytes`.
pub(crate) fn holds(path: &Path, bytes: &[u8]) -> bool {
    let Ok(metadata) = path.symlink_metadata() else { return false };
    metadata.is_file() && metadata.len() == bytes.len() as u64 && std::fs::read(path).is_ok_and(|old| old == bytes)
}

/// Copies a file of the network, or links what the last build copied; whether it is new or changed.
fn copy(source: &Path, new: &Path, known: Option<&Path>) -> Result<bool, WriteError> {
    let lost = |error: io::Error| WriteError::Failed(format!("{} can no longer be read: {error}", source.display()));
    if let Some(known) = known
        && same(source, known).map_err(lost)?
        && std::fs::hard_link(known, new).is_ok()
    {
        return Ok(false);
    }
    let mut from = File::open(source).map_err(lost)?;
    let write = |from: &mut File| io::copy(from, &mut File::create_new(new)?);
    write(&mut from).map(|_| true).map_err(|error| WriteError::io(new, &error))
}

/// Whether two files hold the same bytes; an error only if the first cannot be read.
pub(crate) fn same(source: &Path, known: &Path) -> io::Result<bool> {
    let length = source.metadata()?.len();
    if !known.symlink_metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() == length) {
        return Ok(false);
    }
    let Ok(known) = File::open(known) else { return Ok(false) };
    let mut known = BufReader::with_capacity(1 << 16, known);
    let mut source = BufReader::with_capacity(1 << 16, File::open(source)?);
    let (mut one, mut other) = ([0; 1 << 13], [0; 1 << 13]);
    loop {
        let length = source.read(&mut one)?;
        if length == 0 {
            return Ok(true);
        }
        if known.read_exact(&mut other[..length]).is_err() || one[..length] != other[..length] {
            return Ok(false);
        }
    }
}

/// Links or copies a file that is somebody else's; a link of the file system stays a link.
fn carry(from: &Path, to: &Path) -> io::Result<()> {
    if std::fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    let kind = from.symlink_metadata()?.file_type();
    if kind.is_symlink() {
        return link(&std::fs::read_link(from)?, to);
    }
    if kind.is_file() {
        return std::fs::copy(from, to).map(|_| ());
    }
    Err(io::Error::other("it is no file and cannot be carried over"))
}

#[cfg(unix)]
fn link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

#[cfg(not(unix))]
fn link(_target: &Path, _at: &Path) -> io::Result<()> {
    Err(io::Error::other("a link cannot be carried over"))
}

/// Waits until everything in `folder` is on the disk: one call for its whole file system.
#[cfg(target_os = "linux")]
fn flush(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

/// Waits until every file in `folder` is on the disk.
#[cfg(not(target_os = "linux"))]
fn flush(folder: &Path) -> io::Result<()> {
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            File::options().write(true).open(entry.path())?.sync_all()?;
        }
    }
    Ok(())
}
