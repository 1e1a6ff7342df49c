//! Reads again only the files that were written, where the disk says which.
//!
//! This is for the common case alone: a file that was there before has new words. Whatever else happens — files and folders
//! that come, go or change their names, links, settings — only a whole scan can tell.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::finding::Findings;
use crate::scan::read::{read, stamp};
use crate::scan::walk::{self, Found};
use crate::scan::{CONFIG, Memory, Remembered, Scanner, gather};
use crate::source::{FilePath, Sources};

impl Scanner {
    /// The folder as it is if nothing has changed since the last scan but the words of files at `changed`, which are paths
    /// on the disk. Nothing if more may have changed than that.
    pub fn glance(&self, changed: &BTreeSet<PathBuf>) -> Option<(Sources, Findings)> {
        let root = self.root.canonicalize().ok()?;
        let out = walk::resolve(&self.out);
        let mut memory = self.lock();
        let written: Vec<&PathBuf> = changed.iter().filter(|path| !is_no_matter(path, &root, &out, &memory)).collect();
        let found: Option<Vec<Found>> = written.iter().map(|path| known(path, &root, &memory)).collect();
        for Found { path, real } in found? {
            let stamp = stamp(&real)?;
            // How long ago it was written is for the next whole scan to say.
            let read = Arc::new(read(&Found { path: path.clone(), real }, stamp));
            memory.files.insert(path, Remembered { stamp, settled: false, read });
        }
        Some(gather(&memory))
    }
}

/// Whether what happened at `path` changes nothing: it lies outside, belongs to no editor, or has come and gone again.
fn is_no_matter(path: &Path, root: &Path, out: &Path, memory: &Memory) -> bool {
    let Ok(inside) = path.strip_prefix(root) else { return true };
    let is_leftover = inside.components().any(|part| walk::is_leftover(&part.as_os_str().to_string_lossy()));
    let is_known = || memory.files.contains_key(inside.to_string_lossy().as_ref());
    is_leftover || path.starts_with(out) || !is_known() && path.symlink_metadata().is_err()
}

/// The file at `path`, if it is one that was there before, and neither a link nor reached by one.
fn known(path: &Path, root: &Path, memory: &Memory) -> Option<Found> {
    let inside = FilePath::new(path.strip_prefix(root).ok()?.to_str()?.replace('\\', "/"));
    let is_plain = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    let is_itself = || path.canonicalize().is_ok_and(|real| real == path);
    let known = inside.as_str() != CONFIG && memory.files.contains_key(&inside);
    (known && is_plain && is_itself()).then(|| Found { path: inside, real: path.to_path_buf() })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use crate::scan::Scanner;

    /// What a glance at `paths` sees of `a.md`, whether it is enough, after `change`.
    fn seen(paths: &[&str], change: impl FnOnce(&Path)) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for (path, text) in
            [("bedside.yaml", "title: T\n"), ("topics/a.md", "old"), ("topics/b.md", "B"), ("public/x.html", "x")]
        {
            std::fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            std::fs::write(root.join(path), text).unwrap();
        }
        let scanner = Scanner::new(&root, root.join("public"));
        scanner.scan().unwrap();
        change(&root);
        let changed: BTreeSet<_> = paths.iter().map(|path| root.join(path)).collect();
        let (sources, _) = scanner.glance(&changed)?;
        assert_eq!(sources.files().len(), 3, "{sources:?}");
        sources.get("topics/a.md").and_then(|file| file.as_text()).map(ToString::to_string)
    }

    #[test]
    fn new_words_of_a_known_file_are_enough_to_look_at() {
        let write = |root: &Path| std::fs::write(root.join("topics/a.md"), "new").unwrap();
        assert_eq!(seen(&["topics/a.md"], write).as_deref(), Some("new"));
        let aside = |root: &Path| {
            std::fs::write(root.join("topics/.a.md.tmp"), "new").unwrap();
            std::fs::rename(root.join("topics/.a.md.tmp"), root.join("topics/a.md")).unwrap();
        };
        assert_eq!(seen(&["topics/a.md", "topics/.a.md.tmp", "4913", "public/x.html"], aside).as_deref(), Some("new"));
        assert_eq!(seen(&["topics/b.md"], |_| {}).as_deref(), Some("old"));
    }

    #[test]
    fn anything_else_needs_a_whole_scan() {
        assert_eq!(seen(&["topics/a.md"], |root| std::fs::remove_file(root.join("topics/a.md")).unwrap()), None);
        assert_eq!(seen(&["topics/c.md"], |root| std::fs::write(root.join("topics/c.md"), "new").unwrap()), None);
        assert_eq!(seen(&["c"], |root| std::fs::create_dir(root.join("c")).unwrap()), None);
        assert_eq!(seen(&["bedside.yaml"], |_| {}), None);
        #[cfg(unix)]
        assert_eq!(
            seen(&["topics/a.md"], |root| {
                std::fs::remove_file(root.join("topics/a.md")).unwrap();
                std::os::unix::fs::symlink(root.join("topics/b.md"), root.join("topics/a.md")).unwrap();
            }),
            None
        );
    }
}
