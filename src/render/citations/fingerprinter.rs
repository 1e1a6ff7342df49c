//! Makes a [`Fingerprint`] of anything that can be hashed. What is hashed comes in pieces of a few bytes, which are gathered
//! first.

use std::hash::Hasher;

use crate::source::{self, Fingerprint};

/// What was hashed, and the pieces that were gathered since.
pub(super) struct Fingerprinter {
    hasher: source::Hasher,
    gathered: [u8; 512],
    length: usize,
}

impl Default for Fingerprinter {
    fn default() -> Self {
        Self { hasher: source::Hasher::new(), gathered: [0; 512], length: 0 }
    }
}

impl Fingerprinter {
    /// The fingerprint of all that was hashed.
    pub(super) fn fingerprint(mut self) -> Fingerprint {
        self.hash_gathered();
        self.hasher.finish()
    }

    fn hash_gathered(&mut self) {
        self.hasher.add(&self.gathered[..self.length]);
        self.length = 0;
    }
}

impl Hasher for Fingerprinter {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(self.gathered.len()) {
            if self.length + part.len() > self.gathered.len() {
                self.hash_gathered();
            }
            self.gathered[self.length..self.length + part.len()].copy_from_slice(part);
            self.length += part.len();
        }
    }

    // The fingerprint is read off by its own method: 64 bits would be too few to tell sources apart.
    fn finish(&self) -> u64 {
        0
    }
}
