//! Asks the finished index what editors wrote down in `search-tests.yaml`: what patients type, and what they must find.

use std::collections::BTreeSet;

use crate::finding::{Finding, Findings, nearest};
use crate::gate::Cleared;
use crate::model::finding_aids::SearchTest;
use crate::model::network::Network;
use crate::rules;
use crate::search::asking::{Options, Search};
use crate::search::entries;
use crate::site::SitePath;

rules! {
    /// A search does not find the page that `search-tests.yaml` expects of it.
    ///
    /// **Why it matters to a patient.** Somebody who types these words looks for this page. People read the first few
    /// results; what stands below them, or nowhere, is not found.
    ///
    /// **How to mend it.** Say the patient's word in the page: in its title, its summary or a heading, or among its
    /// other names (`aliases`). If it is a word for something that many pages are about, put it under `words` in
    /// `search.yaml` or into the glossary. If another page answers the question better, change the test.
    NOT_FOUND = "search/not-found", Warning;

    /// A test in `search-tests.yaml` expects a page that the site does not have.
    ///
    /// **Why it matters to a patient.** The test cannot hold, so nobody will notice when these words find nothing.
    ///
    /// **How to mend it.** Write the path of the page's file from the top of the network folder, as in
    /// `topics/side-effects/nausea.md`, or an address in the site, as in `glossary.html#term-nausea`.
    NO_PAGE = "search/no-page", Warning;
}

/// How many results are looked at to say where a page stands that comes too late.
const LOOKED_AT: usize = 50;

/// What the search over `cleared` does not find as its editors expect.
pub fn check(cleared: &Cleared, search: &Search) -> Findings {
    let network = cleared.network();
    let planned = entries::plan(cleared);
    let pages: BTreeSet<String> = planned.iter().map(|planned| planned.entry(cleared)).map(address_of).collect();
    let tests = network.search_tests.iter();
    tests.filter_map(|test| check_test(network, search, &pages, test)).collect()
}

/// The address of an entry as results give it.
fn address_of(entry: entries::Entry) -> String {
    entry.address.href(&SitePath::new("index.html"))
}

/// What is wrong with one test.
fn check_test(network: &Network, search: &Search, pages: &BTreeSet<String>, test: &SearchTest) -> Option<Finding> {
    let address = address(network, test);
    if !pages.iter().any(|page| leads_to(page, &address) || leads_to(&address, page)) {
        return Some(no_page(network, test));
    }
    let within = test.within as usize;
    let language = test.language.clone().unwrap_or_else(|| network.config.language.clone());
    let options = Options { language, limit: within.max(LOOKED_AT), ..Options::default() };
    let answer = search.query(&test.query, &options);
    // What only begins alike was found by chance.
    let results = if answer.guessed { Vec::new() } else { answer.results };
    let place = results.iter().position(|result| leads_to(&result.url, &address)).map(|at| at + 1);
    if place.is_some_and(|place| place <= within) {
        return None;
    }
    let instead: Vec<&str> = results.iter().take(2).map(|result| result.title.as_str()).collect();
    let message = match (place, instead.as_slice()) {
        (_, []) => format!("“{}” finds nothing", *test.query),
        (Some(place), titles) => {
            format!("“{}” finds {} in place {place} only, after {}", *test.query, *test.page, quoted(titles))
        }
        (None, titles) => format!("“{}” does not find {}, but {}", *test.query, *test.page, quoted(titles)),
    };
    let help = "add the words to the page's `aliases`, or to `words` in search.yaml";
    Some(Finding::new(&NOT_FOUND, &test.file, message).at(test.query.span).help(help))
}

/// The address of the page that a test expects.
fn address(network: &Network, test: &SearchTest) -> String {
    let (path, anchor) = test.page.split_once('#').map_or((test.page.as_str(), None), |(path, to)| (path, Some(to)));
    match (network.find_path(&test.file, path), anchor) {
        (None, _) => test.page.value.clone(),
        (Some(id), None) => id.address().href(&SitePath::new("index.html")),
        (Some(id), Some(anchor)) => format!("{}#{anchor}", id.address().href(&SitePath::new("index.html"))),
    }
}

/// Whether `url` is `address`, or a place on that page.
fn leads_to(url: &str, address: &str) -> bool {
    url.strip_prefix(address).is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
}

/// The finding about a test whose page is not there.
fn no_page(network: &Network, test: &SearchTest) -> Finding {
    let files = network.texts().map(|text| text.file.as_str());
    let message = format!("the site has no page `{}`", *test.page);
    let help = match nearest(&test.page, files) {
        Some(near) => format!("did you mean `{near}`?"),
        None => String::from("write the path of the page's file, as in `topics/side-effects/nausea.md`"),
    };
    Finding::new(&NO_PAGE, &test.file, message).at(test.page.span).help(help)
}

fn quoted(titles: &[&str]) -> String {
    titles.iter().map(|title| format!("“{title}”")).collect::<Vec<_>>().join(" and ")
}
