//! Refuses a site whose addresses some disk or web server could not keep apart.

use std::borrow::Cow;
use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use crate::site::Site;
use crate::write::WriteError;
use crate::write::old::MANIFEST;

/// Checks every address of `site`.
pub(crate) fn check(site: &Site<'_>) -> Result<(), WriteError> {
    let mut folded: BTreeMap<Cow<'_, str>, &str> = BTreeMap::new();
    for path in site.artifacts().keys() {
        let path = path.as_str();
        if !is_plain(path) {
            return Err(WriteError::Failed(format!("“{}” is no address for a page", path.escape_debug())));
        }
        if let Some(other) = folded.insert(fold(path), path) {
            return Err(collision(other, path, "differ only in capital letters or in how accents are stored"));
        }
    }
    for (name, path) in &folded {
        for (slash, _) in name.match_indices('/') {
            if let Some(other) = folded.get(&name[..slash]) {
                return Err(collision(other, path, "need a file and a folder of one name"));
            }
        }
    }
    Ok(())
}

fn collision(one: &str, other: &str, why: &str) -> WriteError {
    WriteError::Failed(format!(
        "the pages {one} and {other} {why}: on many computers one would overwrite the other; rename one of their files"
    ))
}

/// Whether a path is relative and stays in its folder on every platform.
fn is_plain(path: &str) -> bool {
    let unfit = |c: char| c.is_control() || c == '\\';
    path != MANIFEST && !path.contains(unfit) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// What the disks of Windows and macOS take a path for: without capitals, accents in one form.
fn fold(path: &str) -> Cow<'_, str> {
    if path.is_ascii() {
        return if path.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(path.to_ascii_lowercase())
        } else {
            Cow::Borrowed(path)
        };
    }
    Cow::Owned(path.nfd().flat_map(char::to_lowercase).nfc().collect())
}
