//! One good site on a thread of its own: its pages borrow from its network, so both live together there, and the thread
//! ends when nobody can ask it for anything any more.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use tokio::sync::oneshot;

use crate::gate::Cleared;
use crate::memo::Memo;
use crate::pipeline;
use crate::render::theme::Theme;
use crate::site::{MakeError, Site, SitePath};
use crate::source::Fingerprint;

/// A site that can be asked for its pages, and about them.
#[derive(Clone)]
pub(crate) struct Stage {
    jobs: Sender<Job>,
}

/// What stands on the stage: the cleared network, and the pages that are made of it.
pub(crate) struct Set<'a> {
    /// The network.
    pub(crate) cleared: &'a Cleared,
    pages: &'a Site<'a>,
    made: &'a Memo<Made>,
}

/// The bytes of a page, nothing if there is no such page, or why it cannot be made.
pub(crate) type Made = Result<Option<Arc<[u8]>>, MakeError>;

/// Something to be worked out on the stage.
type Job = Box<dyn FnOnce(&Set<'_>) + Send>;

impl Stage {
    /// Raises the curtain over the site of `cleared`.
    pub(crate) fn new(cleared: Cleared, theme: Arc<Theme>) -> Self {
        let (jobs, received) = channel();
        std::thread::spawn(move || play(&cleared, &theme, received));
        Self { jobs }
    }

    /// What `job` works out, on a thread of its own; nothing if bedside failed over it.
    pub(crate) async fn ask<T: Send + 'static>(&self, job: impl FnOnce(&Set<'_>) -> T + Send + 'static) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        // Whoever asked may have gone away. A job that cannot be sent is dropped, and with it the other end of `answer`.
        let _ = self.jobs.send(Box::new(move |set| drop(reply.send(job(set)))));
        answer.await.ok()
    }
}

/// Does one job after the other, each on a thread of its own, until nobody can send any more.
fn play(cleared: &Cleared, theme: &Theme, jobs: Receiver<Job>) {
    let (pages, made) = (pipeline::pages(cleared, theme), Memo::default());
    let set = Set { cleared, pages: &pages, made: &made };
    std::thread::scope(|scope| {
        for job in jobs {
            let set = &set;
            scope.spawn(move || job(set));
        }
    });
}

impl Set<'_> {
    /// The bytes at `path`, made once.
    pub(crate) fn page(&self, path: &SitePath) -> Made {
        let print = Fingerprint::of(&[path.as_str().as_bytes()]);
        let made = self.made.get(print, || self.pages.get(path).map(crate::site::Artifact::bytes).transpose());
        Made::clone(&made)
    }
}
