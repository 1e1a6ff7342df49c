//! `bedside serve`: the site from memory, in the browser beside the editor.
//!
//! 1. [`watch`] wakes up when something in the network folder changes. It is a doorbell: whoever rings is looked at first,
//!    and soon after everything else.
//! 2. [`generation`] runs the pipeline of the batch build up to its gate, and keeps the result. Pages are made by the
//!    same functions as in a build, each when a browser asks for it. Of a large site, [`early`] gives the first pages
//!    before the others are read.
//! 3. [`stage`] holds one site with its pages, [`shelf`] its search index.
//! 4. [`connections`] lets browsers connect and [`server`] answers them: those on this computer, and nobody else unless
//!    [`lan`] lets them in; [`guard`] decides that.
//! 5. [`page`] adds the panel to a page, and [`state`] says what the panel shows.
//!
//! What cannot be read or rendered leaves the last good site in place, with a banner that says so.

mod about;
mod changes;
mod connections;
mod early;
mod editor;
mod generation;
mod guard;
mod lan;
mod open;
mod page;
mod quote;
mod server;
mod shelf;
mod stage;
mod state;
mod watch;

use std::net::Ipv4Addr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::sync::watch::{Receiver, Sender, channel};
use tokio::task::JoinHandle;

use crate::pipeline::Pipeline;
use crate::preview::early::{Early, Wanted};
pub use crate::preview::editor::Editor;
use crate::preview::generation::{Generation, Maker};
use crate::preview::lan::Door;
use crate::preview::server::Preview;
use crate::preview::watch::Doorbell;
use crate::scan::ScanError;

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port to serve at; if it is taken, the next free one. 0 takes any.
    pub port: u16,
    /// Whether to open the site in the browser.
    pub open: bool,
    /// Whether other devices of the local network may look in, each with a code.
    pub lan: bool,
    /// Whether to look for changes every second, where the disk does not tell of them.
    pub poll: bool,
    /// How files are opened from the panel.
    pub editor: Option<Editor>,
    /// What to do with the lines that tell the editor what happens.
    pub say: fn(&str),
}

/// How many ports are tried.
const PORTS: u16 = 50;

/// Serves the network of `pipeline` until Ctrl-C.
///
/// # Errors
/// When there is no network to begin with, or no port to serve at. What goes wrong later is shown in the pages.
pub fn serve(pipeline: Pipeline, options: Options) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("the preview cannot start: {error}"))?;
    // Before the first reading, so that no change can fall between the two.
    let doorbell = Doorbell::new(pipeline.root(), pipeline.out(), options.poll);
    if !doorbell.works() && !options.poll {
        (options.say)("this disk does not tell of changes, so bedside looks for them every second");
    }
    let maker = Maker::new(pipeline);
    runtime.block_on(async {
        // Listened for before the address is told, so that whoever ends the preview at once ends it well.
        let interrupted = tokio::spawn(tokio::signal::ctrl_c());
        tokio::task::yield_now().await;
        let listener = bind(&options).await?;
        let port = listener.local_addr().map_err(|error| error.to_string())?.port();
        let door = if options.lan { Some(Arc::new(door(port)?)) } else { None };
        let (sender, site) = channel(Arc::new(Generation::unread()));
        let wanted = Arc::new(Wanted::default());
        let work = Work { maker, doorbell, site: sender, wanted: Arc::clone(&wanted), say: options.say };
        let greeting = greet(site.clone(), port, &options, door.clone());
        let (failed, failure) = oneshot::channel();
        std::thread::spawn(move || work.go_on().map_err(|error| failed.send(error)));
        let preview = Preview { port, site, wanted, editor: options.editor.clone(), door, say: options.say };
        tokio::select! {
            ended = run(listener, preview, interrupted) => ended,
            Ok(error) = failure => Err(error),
            () = greeting => Ok(()),
        }
    })
}

/// Tells the address as soon as there is something to see at it, and then says nothing for ever.
async fn greet(mut site: Receiver<Arc<Generation>>, port: u16, options: &Options, door: Option<Arc<Door>>) {
    let url = format!("http://127.0.0.1:{port}/");
    if site.changed().await.is_ok() {
        let summary = site.borrow().summary();
        (options.say)(&format!("{url} shows the site and follows each change ({summary}); Ctrl-C ends"));
        door.iter().for_each(|door| welcome(door, options.say));
        if options.open && !open::open(&url) {
            (options.say)("no browser could be opened; copy the address above into one");
        }
    }
    std::future::pending::<()>().await;
}

/// The door for other devices.
fn door(port: u16) -> Result<Door, String> {
    Door::new(port).ok_or_else(|| String::from("this computer is in no network that another device could reach it by"))
}

/// Says what an open door means.
fn welcome(door: &Door, say: fn(&str)) {
    say("other devices in this network can see drafts and unpublished pages now, if they have this address:");
    if let Some(drawn) = lan::qr(&door.url()) {
        say(&drawn);
    }
    say(&format!("{} (lets one device in)", door.url()));
}

/// Answers browsers until Ctrl-C.
async fn run(
    listener: TcpListener,
    preview: Preview,
    interrupted: JoinHandle<std::io::Result<()>>,
) -> Result<(), String> {
    tokio::select! {
        () = connections::answer_all(listener, preview) => Ok(()),
        signal = interrupted => {
            signal.map_err(|error| error.to_string())?.map_err(|error| error.to_string())
        }
    }
}

/// The first free port from the one that was asked for; on this computer only, unless other devices may look in.
async fn bind(options: &Options) -> Result<TcpListener, String> {
    let address = if options.lan { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST };
    let mut why = String::new();
    for port in options.port..=options.port.saturating_add(PORTS) {
        match TcpListener::bind((address, port)).await {
            Ok(listener) => {
                if port != options.port && options.port != 0 {
                    (options.say)(&format!("port {} is taken, so this is port {port}", options.port));
                }
                return Ok(listener);
            }
            Err(error) => why = error.to_string(),
        }
    }
    Err(format!("no port from {} on is free: {why}", options.port))
}

/// What the thread works with that makes the site.
struct Work {
    maker: Maker,
    doorbell: Doorbell,
    site: Sender<Arc<Generation>>,
    wanted: Arc<Wanted>,
    say: fn(&str),
}

impl Work {
    /// Makes the site, and makes it anew whenever the doorbell rings.
    fn go_on(mut self) -> Result<(), String> {
        // Browsers would wait for ever for whoever fails here.
        match catch_unwind(AssertUnwindSafe(|| self.begin())) {
            Ok(begun) => begun.map_err(|error| error.to_string())?,
            Err(_) => return Err(String::from("bedside failed over these files; please report it")),
        }
        loop {
            let look = self.doorbell.wait(self.site.borrow().is_in_trouble());
            let begin = Instant::now();
            let Some((next, what)) = self.maker.next(&self.site.borrow().clone(), &look) else { continue };
            (self.say)(&format!("{what}, {} ms, {}", begin.elapsed().as_millis(), next.summary()));
            self.site.send_replace(Arc::new(next));
        }
    }

    /// Makes the site, and of a large one first the pages that browsers wait for.
    fn begin(&mut self) -> Result<(), ScanError> {
        let begin = Instant::now();
        let (sources, findings) = self.maker.read()?;
        let early = Early::of(self.maker.another(), &sources);
        let is_early = early.is_some();
        let (site, wanted) = (&self.site, &*self.wanted);
        std::thread::scope(|scope| {
            // However this ends, nobody waits for more pages then.
            let _ending = wanted.ending();
            if let Some(mut early) = early {
                show(site, early.first(wanted));
                scope.spawn(move || early.go_on(wanted, |generation| show(site, generation)));
            }
            let whole = self.maker.first(sources, findings);
            if is_early {
                (self.say)(&format!("all pages are read, {} ms, {}", begin.elapsed().as_millis(), whole.summary()));
            }
            show(site, whole);
        });
        Ok(())
    }
}

/// Shows one of the sites to begin with, unless the whole of it is shown already.
fn show(site: &Sender<Arc<Generation>>, mut generation: Generation) {
    site.send_if_modified(|shown| {
        let is_news = !shown.is_whole();
        if is_news {
            generation.number = if shown.is_unread() { 0 } else { shown.number + 1 };
            *shown = Arc::new(std::mem::replace(&mut generation, Generation::unread()));
        }
        is_news
    });
}
