//! One build at a time: a lock file beside the output.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use crate::write::{Target, WriteError};

/// Held while a build writes. The operating system takes it back when a build is killed.
pub(crate) struct Lock {
    path: PathBuf,
    _file: File,
}

/// How often to try anew when the lock file was taken away under our hands by a build that just ended.
const ATTEMPTS: usize = 16;

impl Lock {
    /// Takes the lock, without waiting.
    pub(crate) fn take(target: &Target) -> Result<Self, WriteError> {
        let path = target.beside("lock");
        for _ in 0..ATTEMPTS {
            let file = File::options().create(true).truncate(false).write(true).open(&path);
            let file = file.map_err(|error| WriteError::io(&path, &error))?;
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => return Ok(Self { path, _file: file }),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(WriteError::Busy(target.out().to_path_buf())),
                Err(TryLockError::Error(error)) => return Err(WriteError::io(&path, &error)),
            }
        }
        Err(WriteError::Busy(target.out().to_path_buf()))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(unix) {
            // While the lock is still held: whoever opened the file before sees that it is gone, and starts anew.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Whether `file` is still the one at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), path.metadata()) {
        (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}
