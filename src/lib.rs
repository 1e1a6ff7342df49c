//! bedside compiles what a hospital department knows — Markdown topic pages, chat transcripts, reference lists — into a
//! *patient knowledge network*: a searchable educational site in which each claim has a source, each page a reviewer
//! and a date, and nobody can be recognised who did not agree to be.
//!
//! # A tour in the order of the data
//!
//! ```text
//! scan → parse → network → check → gate → render + search → write      (bedside build)
//!                                       └→ server                       (bedside serve: the same, asked for fewer pages)
//! ```
//!
//! 1. [`scan::Scanner`] is the only reader of the disk. It turns a folder into [`source::Sources`] and never leaves it.
//! 2. [`parse::document`] reads one [`source::SourceFile`] at a time into a [`model::document::Document`]. It is pure,
//!    and never fails: what cannot be read becomes a [`finding::Finding`] and costs only itself.
//! 3. [`model::network::Network::link`] ties the documents together: every link, citation and name is looked up, and
//!    every tie is known from both ends.
//! 4. [`check::run`] looks over the network for what a patient may stumble over. One file a check.
//! 5. [`gate::publish`] is the one door to publication: only it makes a [`gate::Cleared`], in which no raw transcript
//!    is left. Read this file first if you want to know what keeps patients from being recognised.
//! 6. [`render::site`] turns what is cleared into a [`site::Site`]: a map from path to a function that makes the page.
//!    [`search::index`] makes the index that the search box reads.
//! 7. [`metadata`] takes out of pictures and documents what they say of their author or place before they are copied;
//!    [`pictures`] makes lighter copies of the pictures that pages show.
//! 8. [`leaks`] looks over every finished file for what parse has seen and nobody may see. A build that would publish it
//!    stops.
//! 9. [`write::write`] asks for every page and swaps the finished folder for the old one in a single step.
//!
//! [`pipeline`] holds this order, and is the only room that knows more than one stage. [`preview`] runs it again at each
//! change and asks for the pages that somebody looks at; [`cli`] is one short file a command.
//!
//! # Where to add something
//!
//! A format of transcripts, a format of references, a check, a kind of page: each is one new file, one line in the list
//! of its room (`FORMATS`, `REFERENCE_FORMATS`, `CHECKS`, `PAGES`), and one fixture under `tests/`.

pub mod check;
pub mod cli;
pub mod config;
pub mod finding;
pub mod gate;
pub mod leaks;
pub mod memo;
pub mod metadata;
pub mod model;
pub mod parse;
pub mod pictures;
pub mod pipeline;
pub mod preview;
pub mod render;
pub mod scan;
pub mod search;
pub mod site;
pub mod source;
pub mod write;
