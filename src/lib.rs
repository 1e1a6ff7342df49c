//! bedside compiles what a hospital department knows into a patient knowledge network: a searchable educational site.
pub mod check;
pub mod cli;
pub mod config;
pub mod finding;
pub mod gate;
pub mod memo;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod preview;
pub mod render;
pub mod scan;
pub mod search;
pub mod site;
pub mod source;
pub mod write;
