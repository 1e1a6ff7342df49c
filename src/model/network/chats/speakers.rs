//! Who speaks in a chat, and under which name.
//!
//! By name is shown only who agreed to it on record, everybody else under a number of this chat. Who has no entry in
//! `people.yaml`, or one that does not speak of consent, is shown as `words` in `bedside.yaml` says.

use crate::model::chat::{AuthorKey, ChatFacts, Speaker, SpeakerName, SpeakerRole, Transcript};
use crate::model::id::{NodeId, NodeKind};
use crate::model::person::{Consent, Person, Roster};
use crate::source::Located;

/// How everybody who speaks is shown; `words` holds for those of whom no consent is recorded. Somebody whom the roster
/// knows under several names has one number; somebody whose words are left out has none (0).
pub(super) fn speakers(roster: &Roster, words: Consent, facts: &ChatFacts, transcript: &Transcript) -> Vec<Speaker> {
    let mut count = 0;
    let mut numbered: Vec<(&Person, u32)> = Vec::new();
    let mut speakers = Vec::with_capacity(transcript.authors.len());
    for &author in &transcript.authors {
        let person = roster.by_author(author);
        let consent = person.and_then(|person| person.consent).unwrap_or(words);
        let known = person.and_then(|person| numbered.iter().find(|(other, _)| std::ptr::eq(*other, person)));
        speakers.push(match (consent, person, known) {
            (Consent::Name, Some(person), _) => named(author, person, facts),
            (Consent::SummaryOnly | Consent::None, ..) => numbered_speaker(author, 0, false),
            (_, _, Some((_, number))) => numbered_speaker(author, *number, true),
            (_, person, None) => {
                count += 1;
                numbered.extend(person.map(|person| (person, count)));
                numbered_speaker(author, count, true)
            }
        });
    }
    speakers
}

/// A speaker who agreed to be named.
fn named(author: AuthorKey, person: &Person, facts: &ChatFacts) -> Speaker {
    let role = if is_listed(person, &facts.moderators) {
        SpeakerRole::Moderator
    } else if is_listed(person, &facts.guests) {
        SpeakerRole::Guest
    } else if person.staff {
        SpeakerRole::Staff
    } else {
        SpeakerRole::Participant
    };
    let staff = person.staff.then(|| NodeId::new(NodeKind::Person, person.id.as_str()));
    Speaker { author, name: SpeakerName::Named { name: person.name.clone(), staff }, role, words: true }
}

/// A speaker who is not named. The role of such a speaker would tell who it is: the recap names the moderators.
fn numbered_speaker(author: AuthorKey, number: u32, words: bool) -> Speaker {
    Speaker { author, name: SpeakerName::Participant(number), role: SpeakerRole::Participant, words }
}

/// Whether the ids of a recap hold this person's.
fn is_listed(person: &Person, ids: &[Located<String>]) -> bool {
    ids.iter().any(|id| **id == *person.id)
}

/// How many people speak. Somebody whom the roster knows under several names is one.
pub(super) fn people(roster: &Roster, transcript: &Transcript) -> usize {
    let mut known: Vec<&Person> = transcript.authors.iter().filter_map(|author| roster.by_author(*author)).collect();
    let strangers = transcript.authors.len() - known.len();
    known.sort_by_key(|person| (person.staff, person.id.as_str()));
    known.dedup_by_key(|person| (person.staff, person.id.as_str()));
    strangers + known.len()
}

/// For each author, whether they moderate, however they are shown. Nothing when no moderator speaks.
pub(super) fn leaders(roster: &Roster, facts: &ChatFacts, transcript: &Transcript) -> Option<Vec<bool>> {
    let leads =
        |author: &AuthorKey| roster.by_author(*author).is_some_and(|person| is_listed(person, &facts.moderators));
    let leaders: Vec<bool> = transcript.authors.iter().map(leads).collect();
    leaders.contains(&true).then_some(leaders)
}

#[cfg(test)]
mod tests {
    use super::{people, speakers};
    use crate::model::chat::{AuthorKey, SpeakerName, SpeakerRole};
    use crate::model::network::chats::testing::{facts, person, roster, transcript};
    use crate::model::person::{Consent, Roster};

    #[test]
    fn the_role_of_somebody_who_is_not_named_is_not_told() {
        let lines = ["jo T1", "ed -"];
        let speakers = speakers(&roster(Consent::Pseudonym), Consent::Pseudonym, &facts(2), &transcript(&lines));
        assert_eq!(speakers[0].name, SpeakerName::Participant(1));
        assert_eq!(speakers[0].role, SpeakerRole::Participant, "the role would tell the name");
        assert_eq!(speakers[1].role, SpeakerRole::Guest);
    }

    #[test]
    fn one_person_under_two_names_is_one() {
        let staff = vec![person("jo", &["@jo", "Jo B"], Consent::Pseudonym), person("cy", &["cy"], Consent::None)];
        let roster = Roster { staff, participants: Vec::new(), ..Roster::default() };
        let mut transcript = transcript(&["bev -", "cy -", "@jo -", "dee -"]);
        transcript.authors.push(AuthorKey::of("Jo B"));
        let speakers = speakers(&roster, Consent::Pseudonym, &facts(0), &transcript);
        let shown: Vec<_> = speakers.iter().map(|speaker| (speaker.name.clone(), speaker.words)).collect();
        let number = SpeakerName::Participant;
        let expected = [(number(1), true), (number(0), false), (number(2), true), (number(3), true), (number(2), true)];
        assert_eq!(shown, expected);
        assert_eq!(people(&roster, &transcript), 4);
    }

    #[test]
    fn of_whom_no_consent_is_recorded_the_settings_decide() {
        let mut roster = roster(Consent::Name);
        roster.staff[0].consent = None;
        let transcript = transcript(&["jo -", "bev -", "ed -"]);
        let words = |default| -> Vec<bool> {
            speakers(&roster, default, &facts(0), &transcript).iter().map(|speaker| speaker.words).collect()
        };
        assert_eq!(words(Consent::Pseudonym), [true, true, true]);
        assert_eq!(words(Consent::SummaryOnly), [false, false, true]);
    }
}
