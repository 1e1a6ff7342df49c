//! The people of `people.yaml`: staff, who are shown on the people page, and chat participants, who are not.

use jiff::civil::Date;

use crate::config::Words;
use crate::model::chat::AuthorKey;
use crate::model::secret::Secret;
use crate::source::{FilePath, Located};

/// Everybody in `people.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// Staff, in the order written: the people page keeps it.
    pub staff: Vec<Person>,
    /// Chat participants who have told the department how they may be shown.
    pub participants: Vec<Person>,
    /// What no page shows: handles of all but staff who speak in public, and names of those who did not agree to be named.
    pub secrets: Vec<Secret>,
}

impl Roster {
    /// The member of staff with this id.
    pub fn staff_member(&self, id: &str) -> Option<&Person> {
        self.staff.iter().find(|person| person.id.as_str() == id)
    }

    /// The person, staff first, whom a transcript writes as `author`.
    pub fn by_author(&self, author: AuthorKey) -> Option<&Person> {
        self.staff.iter().chain(&self.participants).find(|person| person.known_as.contains(&author))
    }
}

/// One person of the roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id that pages and recaps use.
    pub id: Located<String>,
    /// The file the person is recorded in.
    pub file: FilePath,
    /// The name as it may be published.
    pub name: String,
    /// What the person does.
    pub role: Option<String>,
    /// Degrees and memberships.
    pub credentials: Option<String>,
    /// Interests that a reader should know of.
    pub disclosures: Option<String>,
    /// One or two sentences about the person.
    pub about: Option<String>,
    /// The names and handles under which transcripts know the person; the name itself is one of them.
    pub known_as: Vec<AuthorKey>,
    /// How the person may be shown in chats, if that is recorded; else the settings of the network decide.
    pub consent: Option<Consent>,
    /// When that was agreed.
    pub consent_date: Option<Located<Date>>,
    /// How that was agreed.
    pub consent_method: Option<String>,
    /// Whether the person belongs to the staff.
    pub staff: bool,
}

/// How a person agreed to be shown in chats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consent {
    /// By name.
    Name,
    /// Under a pseudonym of the chat.
    Pseudonym,
    /// Only as a part of the recap and its counts; none of their words.
    SummaryOnly,
    /// Not at all.
    None,
}

impl From<Words> for Consent {
    fn from(words: Words) -> Self {
        match words {
            Words::Pseudonym => Self::Pseudonym,
            Words::SummaryOnly => Self::SummaryOnly,
        }
    }
}

impl Consent {
    /// Every kind of consent with its word in `people.yaml`.
    pub const ALL: [(&'static str, Self); 4] = [
        ("name", Self::Name),
        ("pseudonym", Self::Pseudonym),
        ("summary-only", Self::SummaryOnly),
        ("none", Self::None),
    ];
}
