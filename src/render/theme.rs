//! A theme: templates, styles, scripts and strings, embedded in the binary, with what the network's `theme/` replaces.

use std::sync::Arc;

use crate::site::MakeError;
use crate::source::SourceFile;

/// A theme, ready to render with.
pub struct Theme {}

impl Theme {
    /// The embedded theme called `name`, with the files of the network's `theme/` folder in the place of its own.
    ///
    /// # Errors
    /// When there is no such theme, or a template is broken; the message names file and line.
    pub fn load(_name: &str, _overrides: &[Arc<SourceFile>]) -> Result<Self, MakeError> {
        Ok(Self {})
    }
}
