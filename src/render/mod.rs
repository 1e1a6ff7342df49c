//! Turns a cleared network into pages.

pub mod citations;
pub mod theme;

use crate::gate::Cleared;
use crate::render::theme::Theme;
use crate::site::Site;

/// Every page and asset of the site. Nothing is rendered yet: each page is made when its bytes are asked for.
pub fn site<'a>(_cleared: &'a Cleared, _theme: &'a Theme) -> Site<'a> {
    Site::new()
}
