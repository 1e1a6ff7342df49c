//! Where the sources of a library are listed: on one page, or on a page for each year when there are many.
//!
//! Every entry takes about a kilobyte, with its links. A few hundred are a page that a telephone loads in a moment;
//! ten thousand are thirteen megabytes.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::id::{Address, NodeId};
use crate::model::library::Library;
use crate::model::reference::Reference;
use crate::site::SitePath;

/// So many sources are listed on one page at most.
pub const MOST_ON_ONE_PAGE: usize = 300;

/// The sources of each year, the newest first, those without a year last.
pub type Years<'a> = BTreeMap<Reverse<Option<i32>>, Vec<&'a Arc<Reference>>>;

impl Library {
    /// Whether there are so many sources that each year has a page of its own.
    pub fn is_by_year(&self) -> bool {
        self.len() > MOST_ON_ONE_PAGE
    }

    /// The sources by the year whose page lists them; none when one page lists all.
    pub fn years(&self) -> Years<'_> {
        let mut years = Years::new();
        for reference in self.values().filter(|_| self.is_by_year()) {
            years.entry(Reverse(reference.year)).or_default().push(reference);
        }
        years
    }

    /// The sources that the page of a year lists, by key.
    pub fn of_year(&self, year: Option<i32>) -> Vec<&Arc<Reference>> {
        self.values().filter(|reference| reference.year == year).collect()
    }

    /// Where the source `id` is listed.
    pub fn address(&self, id: &NodeId) -> Address {
        let address = id.address();
        match self.get(id.key()).filter(|_| self.is_by_year()) {
            Some(reference) => Address { page: page_of_year(reference.year), ..address },
            None => address,
        }
    }
}

/// The page of the sources of a year, in a library that has such pages.
pub fn page_of_year(year: Option<i32>) -> SitePath {
    let name = year.map_or_else(|| String::from("undated"), |year| year.to_string());
    SitePath::new(format!("references/{name}.html"))
}
