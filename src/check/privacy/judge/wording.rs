//! What a finding about privacy says: the words masked, where they stand, what they may be, and what an editor can do.

use crate::check::privacy::Excuse;
use crate::check::privacy::reading::{Stand, Suspect};
use crate::finding::identifier::{Class, Passage, masked};

/// The sentence of a finding, with the words masked.
pub(super) fn message(suspect: &Suspect) -> String {
    let masked = masked(&suspect.words);
    let place = match (suspect.stand, suspect.passage) {
        (Stand::Author, _) => String::from(", where the name of somebody who speaks should be,"),
        (Stand::FileName, _) => String::from(" in the name of the file"),
        (Stand::Label, _) => String::from(" in a label of the drawing"),
        (Stand::Copied(line), _) => format!(" in line {line} of the file, which is copied as it is,"),
        (Stand::Properties, _) => String::from(", which the file says of itself,"),
        (Stand::Text, Passage::Message(at)) => format!(" in message {}", at + 1),
        (Stand::Text, _) => String::new(),
    };
    if suspect.excuse == Excuse::LeftOut {
        let what = match suspect.class {
            Class::Email => "an e-mail address",
            Class::WebAddress => "the address of somebody's profile",
            _ => "a telephone number",
        };
        return format!("{what}{place} is left out of the site, but it stands in the transcript");
    }
    match suspect.class {
        Class::Combination => {
            format!("one participant tells {} up to message {}", suspect.words, number(suspect.passage))
        }
        Class::CareRelationship => format!("“{}”{place} says that somebody is in your care", suspect.words),
        class => format!("“{masked}”{place} may be {}", what(class)),
    }
}

fn number(passage: Passage) -> usize {
    match passage {
        Passage::Message(at) => at + 1,
        Passage::Text(_) | Passage::File | Passage::FileName => 1,
    }
}

/// What a class is, in the words of an editor.
fn what(class: Class) -> &'static str {
    match class {
        Class::Name => "the name of a person",
        Class::UnknownWord => "a name: it has a capital, and nobody has used it as an ordinary word",
        Class::Place => "a place where somebody lives or is treated",
        Class::Date => "a date in somebody's life",
        Class::RelativeDate => "a day in somebody's life, told from the day of the chat",
        Class::GreatAge => "an age over 89",
        Class::Age => "somebody's age",
        Class::Telephone => "a telephone or fax number",
        Class::Email => "an e-mail address",
        Class::SocialSecurity => "a number of social security or identity",
        Class::Record => "a number of a patient or a medical record",
        Class::HealthPlan => "a number of a health insurance",
        Class::Account => "a number of an account or card",
        Class::Licence => "a number of a licence, certificate or passport",
        Class::Vehicle => "a number of a vehicle",
        Class::Device => "a serial number of a device",
        Class::WebAddress => "a web address that leads to a person",
        Class::Handle => "the name of somebody's account",
        Class::Network => "the address of a computer",
        Class::Biometric => "a picture, a print or a mark of a person",
        Class::Employer => "where somebody works or learns",
        Class::Combination | Class::CareRelationship | Class::Metadata => "something that tells who somebody is",
    }
}

/// What an editor can do.
pub(super) fn help(suspect: &Suspect) -> &'static str {
    match suspect.stand {
        Stand::FileName => return "Give the file another name.",
        Stand::Author => {
            return "Look whether the transcript is read as it was meant. Write the name there, or take the line out.";
        }
        Stand::Properties => {
            return "The published copy would be clean, but the picture or document may show that person: look at it, then save it without this, or record a decision in decisions.yaml.";
        }
        Stand::Text | Stand::Label | Stand::Copied(_) => {}
    }
    match (suspect.class, suspect.passage) {
        (Class::UnknownWord, _) => {
            "If it is an ordinary word, use it on a page, or add it to the glossary or to decisions.yaml; one decision settles it for the site."
        }
        (Class::CareRelationship, _) => {
            "Answer in general: “many people find …”. Take the sentence out, or summarise it in the recap."
        }
        (Class::Telephone | Class::Email, Passage::Text(_)) => {
            "Write it into contacts.yaml if it is the hospital's, and refer to it with `[[contact:id]]`. Take it out if it is a person's."
        }
        (_, Passage::Message(_)) => {
            "Take it out or write it in general words in the transcript, or record a decision in decisions.yaml."
        }
        (_, Passage::Text(_) | Passage::File | Passage::FileName) => {
            "Take it out or write it in general words, or record a decision in decisions.yaml."
        }
    }
}
