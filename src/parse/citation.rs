//! Stub.
use std::ops::Range;

use crate::model::prose::CitedItem;
/// Stub
pub fn parse_group(_text: &str, _offset: usize) -> Option<Vec<CitedItem>> {
    None
}
/// Stub
pub fn narrative_keys(_text: &str) -> impl Iterator<Item = Range<usize>> {
    std::iter::empty()
}
