//! Files that would become one and the same page.

use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::finding::{Finding, Findings, Rule};
use crate::model::network::Network;
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
}

/// Finds files that would become one page.
pub struct Addresses;

impl Check for Addresses {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn run(&self, network: &Network, findings: &mut Findings) {
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

/// The finding about `file`, whose page `other` has already.
fn finding(file: &FilePath, other: &FilePath, page: &SitePath) -> Finding {
    let message = format!("this file and `{other}` would both become the page `{page}`");
    Finding::new(&COLLISION, file, message).help("rename one of the two files")
}
