//! The same sources give the same bytes: on any machine, in any folder, with any number of threads.

use std::collections::BTreeMap;
use std::path::Path;

use crate::example::{NETWORK, build, site};
use crate::page::none;
use crate::support::tree;

#[test]
fn threads_and_places_change_no_byte() {
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("a copy of it, somewhere else");
    copy_of(&NETWORK, &copy);
    let one = elsewhere.path().join("one");
    let eight = elsewhere.path().join("eight");
    build(&NETWORK, &one, Some(1));
    build(&copy, &eight, Some(8));
    let (first, second) = (tree(&one), tree(&eight));
    same(&first, &second);
    same(&first, &tree(site()));
    assert!(first.len() > 50, "the site has only {} files", first.len());
}

#[test]
fn no_file_of_the_site_says_where_or_when_it_was_built() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).to_str().unwrap();
    let told: Vec<_> = tree(site())
        .into_iter()
        .filter(|(_, bytes)| bytes.windows(folder.len()).any(|window| window == folder.as_bytes()))
        .map(|(path, _)| path)
        .collect();
    none(&told, "file that names the folder it was built in");
}

/// Fails with the names of the files that differ.
#[track_caller]
fn same(first: &BTreeMap<String, Vec<u8>>, second: &BTreeMap<String, Vec<u8>>) {
    let mut different: Vec<_> =
        first.iter().filter(|(path, bytes)| second.get(*path) != Some(bytes)).map(|(path, _)| path.clone()).collect();
    different.extend(second.keys().filter(|path| !first.contains_key(*path)).cloned());
    none(&different, "file that differs");
}

/// Copies the files of a folder, in another order and with other times than they were made.
fn copy_of(from: &Path, to: &Path) {
    // What earlier builds remembered stays behind, so that a warm build and a cold one are held against each other.
    let remembered = |path: &str| path.starts_with("public/") || path.starts_with(".bedside-cache/");
    for (path, bytes) in tree(from).into_iter().rev().filter(|(path, _)| !remembered(path)) {
        let path = to.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}
