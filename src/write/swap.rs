//! Puts the new site in the place of the old one, in one step where the file system can, and clears up afterwards.

use std::fs::File;
use std::io;
use std::path::Path;

use walkdir::WalkDir;

use crate::write::old::{MANIFEST, Old};
use crate::write::stage::Stage;
use crate::write::{Target, WriteError};

/// Clears up after a build that was killed. Called under the lock, so whatever lies there is nobody's.
pub(crate) fn recover(target: &Target) -> Result<(), WriteError> {
    let aside = target.beside("old");
    if aside.exists() {
        // Killed between the two renames: the old site goes back. After the second one it is no longer needed.
        if target.out().exists() {
            remove(&aside)?;
        } else {
            rename(&aside, target.out())?;
        }
    }
    let staging = target.beside("staging");
    if staging.symlink_metadata().is_ok() { remove(&staging) } else { Ok(()) }
}

/// Puts `stage` in the place of the old site and removes that.
pub(crate) fn swap(target: &Target, mut stage: Stage, old: &Old) -> Result<(), WriteError> {
    let staging = stage.folder().to_path_buf();
    if !target.out().exists() {
        rename(&staging, target.out())?;
        stage.is_swapped();
        sync(target.parent());
        return Ok(());
    }
    let retired = match exchange(&staging, target.out()) {
        Ok(()) => staging,
        Err(_) => {
            pair(target, &staging)?;
            target.beside("old")
        }
    };
    stage.is_swapped();
    sync(target.parent());
    rescue(&retired, target.out(), old);
    // The new site is in place: what is left of the old one is removed by the next build if it cannot be now.
    let _ = std::fs::remove_dir_all(retired);
    Ok(())
}

/// Two renames, for file systems that cannot exchange. [`recover`] mends what a kill between them leaves.
pub(crate) fn pair(target: &Target, staging: &Path) -> Result<(), WriteError> {
    let aside = target.beside("old");
    rename(target.out(), &aside)?;
    rename(staging, target.out()).inspect_err(|_| {
        let _ = std::fs::rename(&aside, target.out());
    })
}

/// Moves files that somebody put into the old site while the new one was being made.
fn rescue(retired: &Path, out: &Path, old: &Old) {
    for entry in WalkDir::new(retired).min_depth(1).into_iter().flatten() {
        let Ok(inside) = entry.path().strip_prefix(retired) else { continue };
        let known = old.foreign().contains(inside)
            || inside.to_str().is_some_and(|path| path == MANIFEST || old.wrote(path))
            || entry.file_type().is_dir();
        let to = out.join(inside);
        if !known && to.symlink_metadata().is_err() {
            let _ = to.parent().map(std::fs::create_dir_all);
            let _ = std::fs::rename(entry.path(), to);
        }
    }
}

/// Exchanges two folders in one step: there is no moment without a site.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

/// Sees to it that the new names are on the disk. Some file systems cannot; the site is in place all the same.
fn sync(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

fn rename(from: &Path, to: &Path) -> Result<(), WriteError> {
    std::fs::rename(from, to).map_err(|error| {
        WriteError::Failed(format!("{} cannot take the place of {}: {error}", from.display(), to.display()))
    })
}

fn remove(path: &Path) -> Result<(), WriteError> {
    let result =
        if path.is_dir() && !path.is_symlink() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    result.map_err(|error| WriteError::Failed(format!("{} cannot be removed: {error}", path.display())))
}
