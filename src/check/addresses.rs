//! Files that would become one and the same page, and old addresses that lead nowhere.

use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::finding::{Finding, Findings, Rule};
use crate::model::network::Network;
use crate::model::network::redirects::{Lost, LostAddress};
use crate::model::slug::fold;
use crate::rules;
use crate::site::SitePath;
use crate::source::FilePath;

rules! {
    /// Two files would become the same page.
    ///
    /// Names that differ only in capital letters, accents' encoding or punctuation are one name on many computers.
    ///
    /// **Why it matters to a patient.** One page would silently replace the other, and with it whatever it says.
    ///
    /// **How to mend it.** Rename one of the two files.
    COLLISION = "addresses/collision", Error;

    /// An old address of a page cannot lead to it.
    ///
    /// Among `aliases`, what begins with `/` or ends in `.html` or `.md` is an address at which the page stood before.
    ///
    /// **Why it matters to a patient.** Old addresses stand in letters, leaflets and bookmarks. Who follows one that leads
    /// nowhere thinks that the page is gone.
    ///
    /// **How to mend it.** Write the address as it was after the name of the site, as in `/side-effects/hair.html`. If
    /// another page stands there now, delete the alias, or link to this page from that one.
    OLD_ADDRESS = "addresses/old", Warning;
}

/// Finds files that would become one page.
pub struct Addresses;

impl Check for Addresses {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn run(&self, network: &Network, findings: &mut Findings) {
        findings.extend(network.redirects().1.into_iter().map(old_address));
    }

    fn outline(&self, network: &Network, findings: &mut Findings) {
        for collision in &network.collisions {
            findings.push(finding(&collision.file, &collision.other, &collision.page));
        }
        let mut taken: FxHashMap<String, (&FilePath, SitePath)> = FxHashMap::default();
        let texts = network.texts().map(|text| (text.file, text.id.address().page));
        let assets =
            network.assets.iter().filter(|(_, asset)| asset.always).map(|(file, asset)| (file, asset.path.clone()));
        for (file, page) in texts.chain(assets) {
            if let Some((other, page)) = taken.insert(fold(page.as_str()), (file, page.clone())) {
                findings.push(finding(file, other, &page));
            }
        }
    }
}

/// The finding about an old address that leads nowhere.
fn old_address(lost: LostAddress<'_>) -> Finding {
    let written = &lost.written.value;
    let (message, help) = match lost.why {
        Lost::NoAddress => (
            format!("the alias `{written}` looks like an old address, but no page can have stood there"),
            "write it as it was after the name of the site, as in `/side-effects/hair.html`",
        ),
        Lost::Taken => (
            format!("the old address `{written}` belongs to another page"),
            "delete the alias, or link to this page from the other one",
        ),
    };
    Finding::new(&OLD_ADDRESS, lost.text.file, message).at(lost.written.span).help(help)
}

/// The finding about `file`, whose page `other` has already.
fn finding(file: &FilePath, other: &FilePath, page: &SitePath) -> Finding {
    let message = format!("this file and `{other}` would both become the page `{page}`");
    Finding::new(&COLLISION, file, message).help("rename one of the two files")
}
