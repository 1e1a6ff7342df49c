//! The integration tests, in one binary so that they link once.

mod architecture;
mod build;
mod cli;
mod preview;
mod support;
