//! The integration tests, in one binary so that they link once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a test that fails says so by a panic, also in what tests share"
)]

mod architecture;
mod attacks;
mod browser;
mod build;
mod cli;
mod conversations;
mod copied_files;
mod decisions;
mod determinism;
mod example;
mod fail_closed;
mod feeds;
mod formats;
mod handout;
mod leaks;
mod links;
mod page;
mod pictures;
mod preview;
mod preview_edits;
mod privacy_detectors;
mod privacy_of_output;
mod protection;
mod reach;
mod references;
mod search;
mod search_command;
mod structured_data;
mod support;
mod transcripts;
