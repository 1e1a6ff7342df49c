//! The doorbell: it rings when something in the network folder has changed. It may say where, which is a hint and no truth:
//! what it says is looked at first, and a little later everything.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// How long it must have been quiet: an editor saves a file in several steps.
const QUIET: Duration = Duration::from_millis(30);
/// How often the quiet is waited for at most, so that a program that never stops writing cannot hold the preview up.
const PATIENCE: usize = 30;
/// When to look again after a new folder: what is put into one at once can be missed.
const SECOND_LOOK: Duration = Duration::from_millis(300);
/// How often to look by oneself where nothing rings: the folder is away, or its disk cannot be watched.
const ROUND: Duration = Duration::from_secs(1);
/// How often to look even where the doorbell works: a disk in the network may keep silent about what others write.
const PATROL: Duration = Duration::from_secs(60);

/// How many files may be looked at by themselves; when more changed at once, all are looked at.
const FEW: usize = 50;
/// After how many glances in a row everything is looked at, however busy the folder is.
const GLANCES: usize = 20;

/// What woke the doorbell.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Ring {
    /// Something changed at these places.
    At(Vec<PathBuf>),
    /// Something changed somewhere.
    Somewhere,
    /// A folder is new, or moved here.
    Folder,
}

/// Where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// At these paths: only there did the disk tell of a change.
    At(BTreeSet<PathBuf>),
    /// Everywhere.
    Everywhere,
}

/// Rings when something changes.
pub(crate) struct Doorbell {
    root: PathBuf,
    out: PathBuf,
    sender: Sender<Ring>,
    rings: Receiver<Ring>,
    watcher: Option<RecommendedWatcher>,
    /// Whether to look by oneself and not to wait for a ring.
    poll: bool,
    look_again: bool,
    /// How often in a row only a few files were looked at.
    glances: usize,
}

impl Doorbell {
    /// A doorbell for the network in `root` that is deaf to the folder `out`. With `poll`, it looks every second instead.
    pub(crate) fn new(root: &Path, out: &Path, poll: bool) -> Self {
        let (sender, rings) = channel();
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let out = out.canonicalize().unwrap_or_else(|_| out.file_name().map_or(root.join("public"), |n| root.join(n)));
        let watcher = if poll { None } else { watch(&root, &out, sender.clone()) };
        Self { root, out, sender, rings, watcher, poll, look_again: false, glances: 0 }
    }

    /// Whether the disk says when something changes.
    pub(crate) fn works(&self) -> bool {
        self.watcher.is_some()
    }

    /// Waits until something may have changed and it is quiet again, and says where to look. `in_trouble` looks by itself,
    /// because a folder that went away takes its watch with it.
    pub(crate) fn wait(&mut self, in_trouble: bool) -> Look {
        if !self.poll && (in_trouble || self.watcher.is_none()) {
            self.watcher = watch(&self.root, &self.out, self.sender.clone());
        }
        let first = self.rings.recv_timeout(match (self.look_again, in_trouble || !self.works()) {
            (true, _) => SECOND_LOOK,
            (false, true) => ROUND,
            (false, false) => PATROL,
        });
        let Ok(first) = first else {
            (self.look_again, self.glances) = (false, 0);
            return Look::Everywhere;
        };
        let mut rings = vec![first];
        rings.extend((0..PATIENCE).map_while(|_| self.rings.recv_timeout(QUIET).ok()));
        let look = if in_trouble { Look::Everywhere } else { self.look(&rings) };
        // A glance may have missed something, and so may a look at a folder that was still being filled.
        self.look_again = look != Look::Everywhere || rings.contains(&Ring::Folder);
        look
    }

    /// Where to look after these rings.
    fn look(&mut self, rings: &[Ring]) -> Look {
        let mut at = BTreeSet::new();
        for ring in rings {
            match ring {
                Ring::At(paths) => at.extend(paths.iter().cloned()),
                Ring::Somewhere | Ring::Folder => return self.look_everywhere(),
            }
        }
        self.glances += 1;
        if at.is_empty() || at.len() > FEW || self.glances > GLANCES { self.look_everywhere() } else { Look::At(at) }
    }

    /// Everywhere.
    fn look_everywhere(&mut self) -> Look {
        self.glances = 0;
        Look::Everywhere
    }
}

/// A watcher of `root`, if its disk can be watched.
fn watch(root: &Path, out: &Path, sender: Sender<Ring>) -> Option<RecommendedWatcher> {
    let out = out.to_path_buf();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // Nobody listens any more when the preview ends.
        let _ = ring(event, &out).map(|ring| sender.send(ring));
    })
    .ok()?;
    watcher.watch(root, RecursiveMode::Recursive).ok()?;
    Some(watcher)
}

/// What an event means. Being read is no change, and nor is what a build writes.
fn ring(event: notify::Result<Event>, out: &Path) -> Option<Ring> {
    let Ok(event) = event else { return Some(Ring::Somewhere) };
    let is_reading = matches!(event.kind, EventKind::Access(_));
    let is_ours = |path: &PathBuf| path.starts_with(out) || path.to_string_lossy().contains(".bedside-");
    if is_reading || !event.paths.is_empty() && event.paths.iter().all(is_ours) {
        return None;
    }
    let arrives = matches!(event.kind, EventKind::Create(_) | EventKind::Modify(notify::event::ModifyKind::Name(_)));
    Some(match event.need_rescan() || event.paths.is_empty() {
        true => Ring::Somewhere,
        false if arrives && event.paths.iter().any(|path| path.is_dir()) => Ring::Folder,
        false => Ring::At(event.paths),
    })
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Doorbell, Look};

    /// Whether the bell rings within two seconds after `change`.
    fn rings(change: impl FnOnce(&std::path::Path)) -> bool {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("public")).unwrap();
        std::fs::write(folder.path().join("a.md"), "A").unwrap();
        let doorbell = Doorbell::new(folder.path(), &folder.path().join("public"), false);
        change(folder.path());
        doorbell.rings.recv_timeout(Duration::from_secs(2)).is_ok()
    }

    #[test]
    fn it_rings_for_changes_only() {
        assert!(rings(|root| std::fs::write(root.join("b.md"), "B").unwrap()));
        assert!(rings(|root| std::fs::remove_file(root.join("a.md")).unwrap()));
        assert!(!rings(|root| drop(std::fs::read(root.join("a.md")).unwrap())), "reading");
        assert!(!rings(|root| std::fs::write(root.join("public/x.html"), "x").unwrap()), "a build");
    }

    #[test]
    fn a_new_folder_is_looked_at_twice() {
        let folder = tempfile::tempdir().unwrap();
        let mut doorbell = Doorbell::new(folder.path(), &folder.path().join("public"), false);
        std::fs::create_dir(folder.path().join("topics")).unwrap();
        assert_eq!(doorbell.wait(false), Look::Everywhere);
        assert!(doorbell.look_again);
        let begin = Instant::now();
        doorbell.wait(false);
        assert!(begin.elapsed() < Duration::from_secs(2), "the second look comes by itself");
        assert!(!doorbell.look_again);
    }

    #[test]
    fn a_saved_file_is_looked_at_first_and_then_everything() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().canonicalize().unwrap().join("a.md");
        std::fs::write(&file, "A").unwrap();
        let mut doorbell = Doorbell::new(folder.path(), &folder.path().join("public"), false);
        std::fs::write(&file, "B").unwrap();
        assert_eq!(doorbell.wait(false), Look::At([file].into()));
        assert_eq!(doorbell.wait(false), Look::Everywhere);
    }
}
