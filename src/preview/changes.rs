//! What differs between two readings of the network folder: for one line in the terminal, and to follow renamed pages.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::source::{FilePath, SourceFile, Sources};

/// How many deleted files are remembered: a renamed file may be gone for a moment before it is there again.
const REMEMBERED: usize = 50;

/// The files of the last reading, and where renamed ones went.
#[derive(Default)]
pub(crate) struct Files {
    files: Vec<Arc<SourceFile>>,
    gone: VecDeque<Arc<SourceFile>>,
    moves: BTreeMap<FilePath, FilePath>,
}

/// What differs from the last reading.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    saved: Vec<FilePath>,
    removed: Vec<FilePath>,
    /// How many of the saved files are the texts of pages.
    pub(crate) texts: usize,
}

impl Changes {
    /// What changed, in a few words; nothing if it is nothing.
    pub(crate) fn words(&self) -> Option<String> {
        let saved = self.saved.iter().map(|path| format!("saved {path}"));
        let mut all = saved.chain(self.removed.iter().map(|path| format!("removed {path}")));
        let first = all.next()?;
        match all.count() {
            0 => Some(first),
            more => Some(format!("{first} and {more} more")),
        }
    }
}

impl Changes {
    /// Whether settings, people or decisions changed: then words that could be shown may have to be withheld.
    pub(crate) fn may_withdraw(&self) -> bool {
        let is_text = |path: &FilePath| path.as_str().starts_with("topics/") || path.as_str().starts_with("pages/");
        self.saved.iter().chain(&self.removed).any(|path| !is_text(path))
    }
}

impl Files {
    /// Puts `sources` in the place of the last reading, and says what differs.
    pub(crate) fn replace(&mut self, sources: &Sources) -> Changes {
        let old = std::mem::replace(&mut self.files, sources.files().to_vec());
        let (before, after) = differing(&old, &self.files);
        let find = |files: &[Arc<SourceFile>], path: &FilePath| files.binary_search_by(|file| file.path.cmp(path)).ok();
        let mut changes = Changes::default();
        for file in after {
            if find(before, &file.path).is_none_or(|at| before[at].fingerprint != file.fingerprint) {
                changes.saved.push(file.path.clone());
                changes.texts += usize::from(crate::model::id::NodeId::of_file(file.path.as_str()).is_some());
            }
        }
        let removed: Vec<_> = before.iter().filter(|file| find(after, &file.path).is_none()).cloned().collect();
        changes.removed.extend(removed.iter().map(|file| file.path.clone()));
        let come: Vec<_> = after.iter().filter(|file| find(before, &file.path).is_none()).cloned().collect();
        self.follow(removed, &come);
        changes
    }

    /// Where renamed files went.
    pub(crate) fn moves(&self) -> &BTreeMap<FilePath, FilePath> {
        &self.moves
    }

    /// Notes which of the files that are new have the text of one that is gone.
    fn follow(&mut self, removed: Vec<Arc<SourceFile>>, come: &[Arc<SourceFile>]) {
        self.gone.extend(removed);
        let forgotten = self.gone.len().saturating_sub(REMEMBERED);
        self.gone.drain(..forgotten);
        for file in come {
            self.moves.remove(&file.path);
            let text = file.as_text().filter(|text| !text.trim().is_empty());
            let is_it = |gone: &Arc<SourceFile>| text.is_some() && gone.as_text() == text && gone.path != file.path;
            if let Some(at) = self.gone.iter().rposition(is_it)
                && let Some(gone) = self.gone.remove(at)
            {
                self.moves.insert(gone.path.clone(), file.path.clone());
            }
        }
    }
}

/// The parts of two sorted lists of files between what they have in common at both ends.
fn differing<'a>(
    before: &'a [Arc<SourceFile>],
    after: &'a [Arc<SourceFile>],
) -> (&'a [Arc<SourceFile>], &'a [Arc<SourceFile>]) {
    let same = |a: &Arc<SourceFile>, b: &Arc<SourceFile>| Arc::ptr_eq(a, b) || a.fingerprint == b.fingerprint;
    let start = before.iter().zip(after).take_while(|(a, b)| same(a, b)).count();
    let (before, after) = (&before[start..], &after[start..]);
    let end = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| same(a, b)).count();
    (&before[..before.len() - end], &after[..after.len() - end])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Files;
    use crate::source::{FilePath, SourceFile, Sources};

    fn sources(files: &[(&str, &str)]) -> Sources {
        let file = |(path, text): &(&str, &str)| Arc::new(SourceFile::text(FilePath::new(*path), *text));
        Sources::new(files.iter().map(file).collect())
    }

    #[test]
    fn a_change_is_told_in_a_few_words() {
        let mut files = Files::default();
        files.replace(&sources(&[("topics/a.md", "A"), ("topics/b.md", "B")]));
        assert_eq!(files.replace(&sources(&[("topics/a.md", "A"), ("topics/b.md", "B")])).words(), None);
        let saved = files.replace(&sources(&[("topics/a.md", "A2"), ("topics/b.md", "B")]));
        assert_eq!((saved.words().as_deref(), saved.texts), (Some("saved topics/a.md"), 1));
        let more = files.replace(&sources(&[("topics/a.md", "A2"), ("topics/c.md", "C")]));
        assert_eq!(more.words().as_deref(), Some("saved topics/c.md and 1 more"));
    }

    #[test]
    fn a_renamed_file_is_followed_even_if_it_was_gone_for_a_moment() {
        let mut files = Files::default();
        files.replace(&sources(&[("topics/a.md", "Words"), ("topics/z.md", "Z")]));
        files.replace(&sources(&[("topics/z.md", "Z")]));
        files.replace(&sources(&[("topics/b.md", "Words"), ("topics/z.md", "Z")]));
        let moved = files.moves().get("topics/a.md").map(crate::source::FilePath::as_str);
        assert_eq!(moved, Some("topics/b.md"));
        files.replace(&sources(&[("topics/a.md", "New"), ("topics/b.md", "Words"), ("topics/z.md", "Z")]));
        assert_eq!(files.moves().get("topics/a.md"), None, "there is a page of that name again");
    }
}
