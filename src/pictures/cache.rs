//! Remembers the copies of pictures from one build to the next, in a folder of the network folder.
//!
//! A file of the cache is named after what it was made from, and ends with a hash of itself: one that was cut off or
//! changed is made anew. Without a folder that can be written to, nothing is remembered, and nothing else is lost.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::picture::LighterCopy;
use crate::source::Fingerprint;

/// The folder, in the network folder. Its name begins with a dot, so the scan passes it by.
const FOLDER: &str = ".bedside-cache";

/// To be raised whenever copies are made in another way.
const VERSION: &[u8] = b"pictures 1";

/// How long a fingerprint is, in bytes.
const PRINT: usize = 16;

/// The copies that were made in earlier builds.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    used: Mutex<BTreeSet<String>>,
}

impl Cache {
    /// The cache of the network in the folder `root`.
    pub fn new(root: &Path) -> Self {
        Self { folder: root.join(FOLDER), used: Mutex::default() }
    }

    /// The copies of `file`: remembered, or made now.
    pub(super) fn get(&self, file: &[u8], make: impl FnOnce() -> Vec<LighterCopy>) -> Vec<LighterCopy> {
        let name = Fingerprint::of(&[VERSION, file]).hex(2 * PRINT);
        let path = self.folder.join(&name);
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
        if let Some(copies) = std::fs::read(&path).ok().and_then(|bytes| unpacked(&bytes)) {
            return copies;
        }
        let copies = make();
        // The copies are good whether they can be remembered or not.
        let _ = self.put(&path, &packed(&copies));
        copies
    }

    /// Forgets what nobody asked for since the program began.
    pub fn forget_unused(&self) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if is_print(&name) && !used.contains(&*name) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    /// Writes a file of the cache. A file that is only half there when the program is killed has no hash at its end.
    fn put(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        if !self.folder.is_dir() {
            std::fs::create_dir(&self.folder)?;
            // Whoever keeps the network folder in Git must not commit what can be made at any time.
            std::fs::write(self.folder.join(".gitignore"), "*\n")?;
        }
        std::fs::write(path, bytes)
    }
}

/// Whether a file has a name that [`Cache::get`] gives. Anything else in the folder is somebody else's.
fn is_print(name: &str) -> bool {
    name.len() == 2 * PRINT && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Copies as one file: width, length and bytes of each, then a hash of all that.
pub(super) fn packed(copies: &[LighterCopy]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for copy in copies {
        bytes.extend(copy.width.to_le_bytes());
        bytes.extend((copy.bytes.len() as u64).to_le_bytes());
        bytes.extend(&*copy.bytes);
    }
    let print = Fingerprint::of(&[&bytes]);
    bytes.extend(print.0);
    bytes
}

/// The copies in a file of the cache; nothing when it is not as it was written.
fn unpacked(bytes: &[u8]) -> Option<Vec<LighterCopy>> {
    let (mut rest, print) = bytes.split_last_chunk::<PRINT>()?;
    if Fingerprint::of(&[rest]).0 != *print {
        return None;
    }
    let mut copies = Vec::new();
    while !rest.is_empty() {
        let (width, after) = rest.split_first_chunk()?;
        let (length, after) = after.split_first_chunk()?;
        let (copy, after) = after.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        copies.push(LighterCopy { width: u32::from_le_bytes(*width), bytes: Arc::from(copy) });
        rest = after;
    }
    Some(copies)
}
