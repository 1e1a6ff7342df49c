//! Facts that tell little alone and much together. The facts are counted when the whole chat is known.

use crate::check::privacy::line::Line;
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// One participant tells three or more facts that together say who they are.
    ///
    /// Of 45 CFR 164.514(b)(2)(ii), "no actual knowledge": in one part of a chat the same person speaks of a relative, an age,
    /// a place, a date, an employer or school — three kinds or more.
    ///
    /// **Why it matters to a patient.** "A mother of twins, 41, from the coast, operated in May" is one person, whom her
    /// neighbours recognise although no name is said.
    ///
    /// **How to mend it.** Make some of the facts general in the transcript, or tell what was said in the recap and take the
    /// messages out.
    COMBINATION = "privacy/combination", Error;
}

/// Notes relatives, which count only together with other facts.
pub(crate) struct Combination;

impl Detector for Combination {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.is_strict() && line.tags.has(Tags::KIN)
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        let is_own = |at: &usize| line.get(*at).tags.has(Tags::KIN) && line.any(at.saturating_sub(3)..*at, Tags::SELF);
        if let Some(at) = (0..line.tokens.len()).find(is_own) {
            hits.push(Class::Combination, line.range(at, at + 1), Excuse::OnlyTogether);
        }
    }
}
