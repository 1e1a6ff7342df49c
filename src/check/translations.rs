//! Whether translations keep up with what they translate.

use crate::check::Check;
use crate::finding::{Finding, Findings, Rule};
use crate::model::network::{Network, Text};
use crate::rules;

rules! {
    /// A translation is older than the page it translates.
    ///
    /// **Why it matters to a patient.** Who reads the translation reads what the page said before it changed: an old
    /// number, an old threshold, a treatment that is given otherwise now. The page says so at its top.
    ///
    /// **How to mend it.** Compare the two pages, bring the translation up to date, and set its `updated` (or, when nothing
    /// had to change, its `reviewed`) to today.
    OLDER = "translations/older", Warning;

    /// A translation is in the same language as the page it translates.
    ///
    /// **Why it matters to a patient.** The switch between languages leads from the page to its twin in the same language,
    /// and search engines and screen readers are told a wrong language.
    ///
    /// **How to mend it.** Set `language` at the top of the translation, as in `language: es`, or delete `translation_of`.
    SAME_LANGUAGE = "translations/same-language", Warning;
}

/// Looks at every translation.
pub struct Translations;

impl Check for Translations {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn run(&self, network: &Network, findings: &mut Findings) {
        for text in network.texts() {
            findings.extend(older(network, text));
            findings.extend(same_language(network, text));
        }
    }
}

/// A finding if what the text translates has changed since.
fn older(network: &Network, text: Text<'_>) -> Option<Finding> {
    let newer = network.newer_original(text)?;
    let original = network.text(&newer.original)?;
    let mine = newer.translated.map_or_else(|| String::from("has no date"), |date| format!("is of {date}"));
    let message = format!("this translation {mine}, and `{}` changed on {}", original.file, newer.changed);
    let finding = Finding::new(&OLDER, text.file, message).at(text.meta.translation_of.as_ref()?.span);
    Some(finding.help("bring the translation up to date, then change its `updated` or `reviewed`"))
}

/// A finding if the text and what it translates are in one language.
fn same_language(network: &Network, text: Text<'_>) -> Option<Finding> {
    let original = network.original(text)?;
    let language = network.language(text.meta);
    if language != network.language(original.meta) {
        return None;
    }
    let message = format!("this page translates `{}`, and both are in the language `{language}`", original.file);
    let finding = Finding::new(&SAME_LANGUAGE, text.file, message).at(text.meta.translation_of.as_ref()?.span);
    Some(finding.help("set `language` to the language of this page"))
}
