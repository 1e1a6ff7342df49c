//! Pictures and documents that say more than they show.

use crate::check::Check;
use crate::finding::identifier::{Class, Identifier, Passage};
use crate::finding::{Finding, Findings, Rule};
use crate::model::network::{Asset, Network};
use crate::rules;

rules! {
    /// A file that is copied to the site may tell who made it or where, and that cannot be taken out.
    ///
    /// **Why it matters to a patient.** A photograph from a telephone holds the place and the minute it was taken; an
    /// Office file holds the names of everybody who worked on it. Whoever saves such a file from the site can find the
    /// patient who is in it. (45 CFR 164.514: biometric identifiers, device numbers, dates and places.)
    ///
    /// **How to mend it.** Save the file anew in the format that the finding names. If you have looked at the file and it
    /// tells nothing, record that with `bedside decide`.
    KEPT = "privacy/metadata", Error;

    /// A file says where it was taken or who made it. The copy on the site does not.
    ///
    /// **Why it matters to a patient.** The file in the network folder still says it: whoever gets it by another way, as
    /// by e-mail, can find out where the patient lives or who the patient is.
    ///
    /// **How to mend it.** Nothing is wrong with the site. To be safe elsewhere too, take the properties out of the file
    /// itself: on Windows, Properties, Details, "Remove Properties and Personal Information".
    REMOVED = "files/metadata-removed", Info;
}

/// Looks at what copied files say of themselves.
pub struct Files;

impl Check for Files {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn run(&self, network: &Network, findings: &mut Findings) {
        for asset in network.copied_assets() {
            findings.extend(finding(asset));
        }
    }
}

/// A finding if a file says anything. What it says is never repeated: logs are public.
fn finding(asset: &Asset) -> Option<Finding> {
    let (embedded, file) = (&asset.embedded, &asset.file.path);
    if let Some(why) = embedded.refused {
        let (what, how) = why.split_once("; ").unwrap_or((why, "save it anew"));
        let identifier = Identifier::new(Class::Metadata, file.as_str(), Passage::File);
        return Some(Finding::new(&KEPT, file, format!("this file {what}")).help(how).identifies(identifier));
    }
    let said = match (embedded.place, embedded.words.is_empty()) {
        (false, true) => return None,
        (true, true) => "where it was taken",
        (true, false) => "where it was taken, and words about who made it or what it shows",
        (false, false) => "words about who made it or what it shows",
    };
    let message = format!("this file holds {said}; they are taken out of the copy on the site");
    Some(Finding::new(&REMOVED, file, message).help("take the properties out of the file itself too"))
}
