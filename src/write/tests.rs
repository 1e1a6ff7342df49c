//! What a build may and may not do to the folder it writes to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::site::{Artifact, MakeError, Site, SitePath};
use crate::write::{Inspect, Target, WriteError, Written, swap, write};

/// An inspector who lets nothing pass.
struct Strict;

impl Inspect for Strict {
    fn made(&self, _path: &SitePath, _bytes: Option<&[u8]>) {}

    fn may_be_published(&self) -> bool {
        false
    }
}

#[test]
fn what_the_inspector_stops_leaves_the_old_site_as_it_was() {
    let place = Place::new();
    place.write(&[("index.html", "old")]).unwrap();
    let error = write(&site(&[("index.html", "new")]), &place.target(), &Strict).unwrap_err();
    assert_eq!(error, WriteError::Stopped);
    assert_eq!(place.holds()["index.html"], "old");
    assert!(place.litter().is_empty(), "{:?}", place.litter());
}

/// A network folder and a place beside it.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("net")).unwrap();
        Self { folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("net")
    }

    fn out(&self) -> PathBuf {
        self.root().join("public")
    }

    fn target(&self) -> Target {
        Target::new(&self.root(), &self.out(), None).unwrap()
    }

    fn write(&self, files: &[(&str, &str)]) -> Result<Written, WriteError> {
        write(&site(files), &self.target(), &())
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.out().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Every file of the output but the manifest, with its text.
    fn holds(&self) -> BTreeMap<String, String> {
        tree(&self.out())
    }

    /// What lies in the network folder beside the output.
    fn litter(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.root()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name != "public").collect()
    }
}

fn tree(out: &Path) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(out).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let named = files.map(|entry| {
        let path = entry.path().strip_prefix(out).unwrap().to_str().unwrap().to_owned();
        (path, std::fs::read_to_string(entry.path()).unwrap())
    });
    named.filter(|(path, _)| path != ".bedside-manifest").collect()
}

fn site(files: &[(&str, &str)]) -> Site<'static> {
    let mut site = Site::new();
    for (path, text) in files {
        site.insert(SitePath::new(*path), Artifact::Bytes(Arc::from(text.as_bytes())));
    }
    site
}

fn map(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn a_site_is_written_and_only_what_changed_is_written_again() {
    let place = Place::new();
    let files = [("index.html", "home"), ("topics/a.html", "A"), ("topics/b.html", "B")];
    assert_eq!(place.write(&files), Ok(Written { files: 3, changed: 3, removed: 0 }));
    assert_eq!(place.holds(), map(&files));
    assert_eq!(place.write(&files), Ok(Written { files: 3, changed: 0, removed: 0 }));
    let files = [("index.html", "home"), ("topics/a.html", "X")];
    assert_eq!(place.write(&files), Ok(Written { files: 2, changed: 1, removed: 1 }));
    assert_eq!(place.holds(), map(&files));
    assert_eq!(std::fs::read_to_string(place.out().join(".bedside-manifest")).unwrap(), "index.html\ntopics/a.html\n");
    assert!(place.litter().is_empty(), "{:?}", place.litter());
}

#[test]
fn copied_files_are_compared_too() {
    let place = Place::new();
    let source = place.root().join("film.mp4");
    let film = |bytes: &[u8]| {
        std::fs::write(&source, bytes).unwrap();
        let mut site = Site::new();
        site.insert(SitePath::new("film.mp4"), Artifact::File(source.clone()));
        write(&site, &place.target(), &()).unwrap().changed
    };
    assert_eq!(film(&[b'a'; 100_000]), 1);
    assert_eq!(film(&[b'a'; 100_000]), 0);
    let mut other = [b'a'; 100_000];
    other[99_999] = b'b';
    assert_eq!(film(&other), 1);
    assert_eq!(std::fs::read(place.out().join("film.mp4")).unwrap(), other);
}

#[test]
fn files_of_others_stay_and_are_never_replaced() {
    let place = Place::new();
    place.put(".git/HEAD", "ref");
    place.put("CNAME", "example.org");
    std::fs::create_dir(place.out().join("empty")).unwrap();
    place.write(&[("index.html", "home")]).unwrap();
    place.put("topics/notes.txt", "mine");
    place.write(&[("index.html", "new")]).unwrap();
    let expected =
        [(".git/HEAD", "ref"), ("CNAME", "example.org"), ("index.html", "new"), ("topics/notes.txt", "mine")];
    assert_eq!(place.holds(), map(&expected));
    assert!(place.out().join("empty").is_dir());

    let error = place.write(&[("index.html", "newer"), ("CNAME", "x")]).unwrap_err().to_string();
    assert!(error.contains("public/CNAME was not written by bedside"), "{error}");
    let error = place.write(&[("CNAME/a.html", "x")]).unwrap_err().to_string();
    assert!(error.contains("public/CNAME was not written by bedside"), "{error}");
    assert_eq!(place.holds(), map(&expected));
    assert!(place.litter().is_empty(), "{:?}", place.litter());
}

#[test]
fn a_page_that_cannot_be_made_leaves_the_old_site() {
    let place = Place::new();
    place.write(&[("index.html", "home")]).unwrap();
    let mut broken = site(&[("a.html", "A")]);
    let make = || Err(MakeError(String::from("page.html, line 3: unknown filter")));
    broken.insert(SitePath::new("index.html"), Artifact::Made(Box::new(make)));
    let error = write(&broken, &place.target(), &()).unwrap_err();
    assert_eq!(error.to_string(), "index.html cannot be made: page.html, line 3: unknown filter");
    assert_eq!(place.holds(), map(&[("index.html", "home")]));
    assert!(place.litter().is_empty(), "{:?}", place.litter());
}

#[test]
fn two_builds_at_once_are_one_too_many() {
    let place = Place::new();
    let inner = std::sync::Mutex::new(None);
    let mut outer = Site::new();
    let make = || {
        *inner.lock().unwrap() = Some(place.write(&[("index.html", "second")]));
        Ok(b"first".to_vec())
    };
    outer.insert(SitePath::new("index.html"), Artifact::Made(Box::new(make)));
    write(&outer, &place.target(), &()).unwrap();
    drop(outer);
    let error = inner.into_inner().unwrap().unwrap().unwrap_err();
    assert!(error.to_string().starts_with("another build is writing to "), "{error}");
    assert_eq!(place.holds(), map(&[("index.html", "first")]));
}

#[test]
fn what_a_killed_build_leaves_is_cleared_up() {
    let place = Place::new();
    place.write(&[("index.html", "home")]).unwrap();
    let target = place.target();
    std::fs::create_dir_all(target.beside("staging").join("topics")).unwrap();
    std::fs::write(target.beside("lock"), "").unwrap();
    place.write(&[("index.html", "new")]).unwrap();
    assert_eq!(place.holds(), map(&[("index.html", "new")]));
    // Killed between the two renames.
    std::fs::rename(place.out(), target.beside("old")).unwrap();
    swap::recover(&target).unwrap();
    assert_eq!(place.holds(), map(&[("index.html", "new")]));
    // Killed after them.
    std::fs::create_dir(target.beside("old")).unwrap();
    swap::recover(&target).unwrap();
    assert_eq!(place.holds(), map(&[("index.html", "new")]));
    assert!(place.litter().is_empty(), "{:?}", place.litter());
}

#[test]
fn a_pair_of_renames_does_where_nothing_can_be_exchanged() {
    let place = Place::new();
    place.write(&[("index.html", "home")]).unwrap();
    let target = place.target();
    std::fs::create_dir(target.beside("staging")).unwrap();
    std::fs::write(target.beside("staging").join("index.html"), "new").unwrap();
    swap::pair(&target, &target.beside("staging")).unwrap();
    assert_eq!(place.holds(), map(&[("index.html", "new")]));
    assert_eq!(tree(&target.beside("old")), map(&[("index.html", "home")]));
    // The second rename fails: the first one is taken back.
    std::fs::remove_dir_all(target.beside("old")).unwrap();
    swap::pair(&target, &target.beside("nothing")).unwrap_err();
    assert_eq!(place.holds(), map(&[("index.html", "new")]));
}

#[test]
fn a_file_that_arrives_during_a_build_is_not_lost() {
    let place = Place::new();
    place.write(&[("index.html", "home")]).unwrap();
    let mut slow = Site::new();
    let make = || {
        place.put("topics/late.txt", "late");
        Ok(b"new".to_vec())
    };
    slow.insert(SitePath::new("index.html"), Artifact::Made(Box::new(make)));
    write(&slow, &place.target(), &()).unwrap();
    assert_eq!(place.holds(), map(&[("index.html", "new"), ("topics/late.txt", "late")]));
}

#[test]
fn addresses_that_collide_are_refused_with_both_named() {
    let place = Place::new();
    for (one, other) in [
        ("topics/Fatigue.html", "topics/fatigue.html"),
        ("cafe\u{301}.html", "caf\u{e9}.html"),
        ("CAFE\u{301}.html", "caf\u{e9}.html"),
        ("topics", "topics/a.html"),
        ("Topics", "topics/a.html"),
    ] {
        let error = place.write(&[(one, "1"), (other, "2")]).unwrap_err().to_string();
        assert!(error.contains(one) && error.contains(other), "{error}");
    }
    assert!(!place.out().exists());
}

#[test]
fn addresses_that_leave_the_folder_are_refused() {
    let place = Place::new();
    for path in ["../a.html", "/a.html", "a//b.html", "a/./b.html", "", "a\\..\\b", "a\0", ".bedside-manifest"] {
        place.write(&[(path, "x")]).unwrap_err();
    }
    assert!(!place.out().exists());
}

#[test]
fn folders_that_must_not_be_replaced_are_refused() {
    let place = Place::new();
    let root = place.root();
    for room in ["topics", "chats"] {
        std::fs::create_dir(root.join(room)).unwrap();
    }
    std::fs::write(root.join("file"), "").unwrap();
    let refused = |out: &Path| match Target::new(&root, out, Some(place.folder.path())) {
        Err(WriteError::Refused(_, why)) => why,
        other => panic!("{out:?}: {other:?}"),
    };
    assert!(refused(&root).contains("the network itself"));
    assert!(refused(&root.join("topics/..")).contains("the network itself"));
    assert!(refused(place.folder.path()).contains("the network itself"));
    assert!(refused(Path::new("/")).contains("the network itself"));
    assert!(refused(&root.join("topics")).contains("own texts"));
    assert!(refused(&root.join("chats/site")).contains("own texts"));
    assert!(refused(&root.join("file")).contains("it is a file"));
    let home = tempfile::tempdir().unwrap();
    let error = Target::new(&root, home.path(), Some(home.path())).unwrap_err().to_string();
    assert!(error.contains("home folder"), "{error}");
    Target::new(&root, &home.path().join("new/deep"), Some(home.path())).unwrap();
}

#[cfg(unix)]
#[test]
fn a_link_is_resolved() {
    let place = Place::new();
    let real = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(real.path(), place.out()).unwrap();
    place.write(&[("index.html", "home")]).unwrap();
    place.write(&[("index.html", "new")]).unwrap();
    assert!(place.out().is_symlink());
    assert_eq!(tree(real.path()), map(&[("index.html", "new")]));
    std::os::unix::fs::symlink("nowhere/at/all", place.root().join("broken")).unwrap();
    Target::new(&place.root(), &place.root().join("broken"), None).unwrap_err();
}

#[test]
#[ignore = "a measurement, not a test: run with --ignored --nocapture"]
fn how_long_ten_thousand_files_take() {
    let place = Place::new();
    let body = "x".repeat(10_000);
    let names: Vec<_> = (0..10_000).map(|at| format!("topics/{}/{at}.html", at % 100)).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), body.as_str())).collect();
    for what in ["new", "unchanged"] {
        let begin = std::time::Instant::now();
        let written = place.write(&files).unwrap();
        println!("{what}: {written:?} in {:?}", begin.elapsed());
    }
    let begin = std::time::Instant::now();
    place.write(&files[1..]).unwrap();
    println!("one fewer: {:?}", begin.elapsed());
}
