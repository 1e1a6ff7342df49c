//! Holds the shape of the house: who may import whom, and that every file says what it is for.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the top down. A room imports only what lies below it.
const LAYERS: [&[&str]; 6] = [
    &["main"],
    &["cli"],
    &["preview"],
    &["pipeline"],
    &["scan", "parse", "check", "gate", "leaks", "metadata", "pictures", "render", "search", "write"],
    &["model"],
];

/// The lowest layer: plain values and what they are made of.
const BASE: [&str; 5] = ["config", "finding", "site", "memo", "source"];

#[test]
fn rooms_import_only_what_lies_below_them() {
    let mut broken = Vec::new();
    let is_test = |file: &PathBuf| inside(file).iter().any(|part| part == "tests.rs" || part == "tests");
    for file in rust_files().into_iter().filter(|file| !is_test(file)) {
        let room = room_of(&file);
        let Some(layer) = layer_of(&room) else { continue };
        for (line, import) in imports(&file) {
            let Some(imported) = layer_of(&import) else { continue };
            let beside = imported == layer && import != room && layer < LAYERS.len();
            let through_the_gate = import == "gate" && ["render", "search"].contains(&room.as_str());
            if imported < layer || beside && !through_the_gate {
                broken.push(format!("{}:{line}: {room} imports {import}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<_> =
        rust_files().into_iter().filter(|file| !fs::read_to_string(file).unwrap().starts_with("//! ")).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn imports_are_spelled_out_from_the_crate() {
    let vague: Vec<_> = rust_files()
        .into_iter()
        .filter(|file| {
            let text = fs::read_to_string(file).unwrap();
            let outside_tests = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            outside_tests.contains("use super::")
                || outside_tests.contains("::*;") && !outside_tests.contains("rayon::prelude::*")
        })
        .collect();
    assert!(vague.is_empty(), "spell imports out with `crate::`: {vague:?}");
}

#[test]
fn rules_have_one_name_each_and_a_help_page() {
    let rules = bedside::pipeline::rules();
    let names: BTreeSet<_> = rules.iter().map(|rule| rule.id).collect();
    assert_eq!(names.len(), rules.len(), "two rules share a name");
    for rule in rules {
        assert!(rule.id.contains('/'), "{} has no group", rule.id);
        assert!(rule.title().ends_with('.'), "{} does not open with a sentence", rule.id);
        for part in ["**Why it matters to a patient.**", "**How to mend it.**"] {
            assert!(rule.doc.contains(part), "{} lacks {part}", rule.id);
        }
    }
}

/// Every Rust file under `src/`.
fn rust_files() -> Vec<PathBuf> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    files.sort();
    assert!(files.len() > 20, "the walk found only {files:?}");
    files
}

/// The path of a file under `src/`.
fn inside(file: &Path) -> &Path {
    file.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap()
}

/// The room that a file belongs to: the first part of its path under `src/`.
fn room_of(file: &Path) -> String {
    let first = inside(file).components().next().unwrap().as_os_str().to_str().unwrap();
    String::from(first.trim_end_matches(".rs"))
}

/// How far down a room lies; nothing for what is no room, as `lib`.
fn layer_of(room: &str) -> Option<usize> {
    if BASE.contains(&room) {
        return Some(LAYERS.len());
    }
    LAYERS.iter().position(|rooms| rooms.contains(&room))
}

/// The rooms that a file imports or names, with their lines. Tests may name what they like.
fn imports(file: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(file).unwrap();
    let outside_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut imports = Vec::new();
    for (at, line) in outside_tests.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        for (start, prefix) in line.match_indices("crate::").chain(line.match_indices("bedside::")) {
            let rest = &line[start + prefix.len()..];
            for name in rest.trim_start_matches('{').split(['{', ',', '}']).map(str::trim) {
                let room = name.split("::").next().unwrap_or_default();
                let room = room.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_');
                imports.push((at + 1, String::from(room)));
                if !rest.starts_with('{') {
                    break;
                }
            }
        }
    }
    imports
}
