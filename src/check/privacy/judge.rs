//! Makes findings of what was noted, knowing the whole network: who may be named, what is public, whose words are shown.

mod public;
mod wording;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::privacy::judge::public::{Public, host_of};
use crate::check::privacy::judge::wording::{help, message};
use crate::check::privacy::reading::{Reading, Stand, Suspect};
use crate::check::privacy::word_list::word_hash;
use crate::check::privacy::words::folded;
use crate::check::privacy::{Excuse, rules};
use crate::finding::identifier::{Class, Identifier, Passage};
use crate::finding::{Finding, Findings, Rule, Severity};
use crate::model::chat::{AuthorKey, Chat, SpeakerRole, Transcript};
use crate::model::id::NodeId;
use crate::model::network::Network;
use crate::model::person::Roster;
use crate::source::FilePath;

/// Findings about privacy in the files of a network. `readings` are what was noted in each of its documents.
pub fn judge(network: &Network, readings: &[Arc<Reading>]) -> Findings {
    let judge = Judge::new(network, readings);
    let mut findings = Findings::new();
    let files = network.documents.iter().map(|parsed| &parsed.file.path).zip(readings);
    let noted = files.filter(|(file, reading)| !reading.suspects.is_empty() && !network.drafts.contains(file));
    for (file, reading) in noted {
        match judge.conversations.get(file.as_str()) {
            Some(conversation) => judge.chat(file, reading, conversation, &mut findings),
            None => judge.text(file, reading, &mut findings),
        }
    }
    findings
}

/// A transcript with the chat that it belongs to, if that is published.
struct Conversation<'a> {
    transcript: &'a Transcript,
    chat: Option<&'a Chat>,
}

/// What is known of the network as a whole.
struct Judge<'a> {
    rules: FxHashMap<&'static str, &'static Rule>,
    people: &'a Roster,
    conversations: FxHashMap<&'a str, Conversation<'a>>,
    /// The folders of chats that are published.
    chats: FxHashSet<&'a str>,
    /// What explains whatever was noted.
    public: Public<'a>,
}

impl<'a> Judge<'a> {
    fn new(network: &'a Network, readings: &'a [Arc<Reading>]) -> Self {
        Self {
            rules: rules().map(|rule| (rule.id, rule)).collect(),
            people: &network.people,
            conversations: conversations(network),
            chats: network.chats.keys().map(NodeId::key).collect(),
            public: Public::new(network, readings),
        }
    }

    /// What was noted in a text.
    fn text(&self, file: &FilePath, reading: &Reading, findings: &mut Findings) {
        // A transcript that could not be read harms nobody before its chat is published.
        let folder = file.as_str().strip_prefix("chats/").and_then(|path| path.split('/').next());
        let is_of_no_chat = folder.is_some_and(|folder| !self.chats.contains(folder));
        let most = if is_of_no_chat { Severity::Warning } else { Severity::Error };
        for suspect in reading.suspects.iter().filter(|suspect| self.beside(suspect)) {
            findings.extend(self.finding(file, suspect, most));
        }
    }

    /// Whether what was noted beside what people said in a chat is a finding.
    fn beside(&self, suspect: &Suspect) -> bool {
        !matches!(suspect.excuse, Excuse::OnlyByStaff | Excuse::OnlyTogether) && !self.is_explained(suspect)
    }

    /// What was noted in a chat. Words that are not shown need no finding, and a transcript that is not published
    /// cannot harm anybody yet.
    fn chat(&self, file: &FilePath, reading: &Reading, conversation: &Conversation<'_>, findings: &mut Findings) {
        let most = if conversation.chat.is_some() { Severity::Error } else { Severity::Warning };
        let mut together = Together::default();
        for suspect in &reading.suspects {
            let at = match suspect.passage {
                Passage::Message(at) if suspect.stand == Stand::Text => at,
                _ => {
                    findings.extend(self.beside(suspect).then(|| self.finding(file, suspect, most)).flatten());
                    continue;
                }
            };
            let speaker = conversation.speaker(at, self.people);
            if !speaker.is_shown {
                continue;
            }
            if !speaker.is_staff {
                together.count(conversation, at, suspect);
            }
            let is_explained = match suspect.excuse {
                Excuse::OnlyByStaff => !speaker.is_staff,
                Excuse::SaidByStaff | Excuse::LeftOut => speaker.is_staff,
                Excuse::OnlyTogether => true,
                Excuse::None | Excuse::Familiar | Excuse::Public => self.is_explained(suspect),
            };
            if !is_explained {
                findings.extend(self.finding(file, suspect, most));
            }
        }
        for suspect in together.suspects(conversation) {
            findings.extend(self.finding(file, &suspect, most));
        }
    }

    /// Whether the network explains what was noted.
    fn is_explained(&self, suspect: &Suspect) -> bool {
        let words = folded(&suspect.words);
        match suspect.excuse {
            Excuse::Familiar => self.is_familiar(suspect.class, &words),
            Excuse::Public => {
                let digits: String = words.chars().filter(char::is_ascii_digit).collect();
                self.public.contacts().contains(words.as_ref())
                    || digits.len() > 2 && self.public.contacts().contains(&digits)
                    || host_of(&words).is_some_and(|host| self.public.hosts().contains(host))
            }
            _ => false,
        }
    }

    /// Whether each word is part of a name that may be told or, where nothing says that it is a name, an ordinary one.
    fn is_familiar(&self, class: Class, words: &str) -> bool {
        let is_ordinary =
            |word: &str| class == Class::UnknownWord && self.public.vocabulary().contains(&word_hash(word));
        words
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .map(|word| word.trim_end_matches("'s").trim_matches('\''))
            .filter(|word| word.len() > 1)
            .all(|word| self.public.names().contains(word) || is_ordinary(word) || TITLES.contains(&word))
    }

    /// The finding of what was noted, at most of severity `most`.
    fn finding(&self, file: &FilePath, suspect: &Suspect, most: Severity) -> Option<Finding> {
        let rule = self.rules.get(suspect.class.name())?;
        let identifier = Identifier::new(suspect.class, &normal(&suspect.words), suspect.passage);
        let mut finding = Finding::new(rule, file, message(suspect)).identifies(identifier).help(help(suspect));
        finding.severity = finding.severity.min(most);
        finding.span = suspect.span;
        Some(finding)
    }
}

/// Titles that may stand before a name that may be told.
const TITLES: [&str; 12] =
    ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sr", "sra", "doctor", "dra", "nurse"];

/// Who says a message.
struct Said {
    is_staff: bool,
    is_shown: bool,
}

impl Conversation<'_> {
    /// Who says the message at index `at`.
    fn speaker(&self, at: usize, people: &Roster) -> Said {
        let author = self.author(at);
        // Staff who did not agree to be named are shown under a number, and still say what only staff can say.
        let is_of_staff = author.and_then(|author| people.by_author(author)).is_some_and(|person| person.staff);
        let Some(chat) = self.chat else { return Said { is_staff: is_of_staff, is_shown: author.is_some() } };
        let speaker = author.and_then(|author| chat.speakers.iter().find(|speaker| speaker.author == author));
        Said {
            is_staff: is_of_staff || speaker.is_some_and(|speaker| speaker.role != SpeakerRole::Participant),
            is_shown: speaker.is_some_and(|speaker| speaker.words),
        }
    }

    fn author(&self, at: usize) -> Option<AuthorKey> {
        let author = self.transcript.messages.get(at)?.author?;
        self.transcript.authors.get(author).copied()
    }

    /// The part of the chat that a message belongs to.
    fn part(&self, at: usize) -> usize {
        let parts = self.chat.map_or(&[][..], |chat| chat.parts.as_slice());
        parts.iter().position(|part| part.messages.binary_search(&at).is_ok()).unwrap_or_default()
    }
}

/// Facts of one participant in one part of a chat, each of which would tell little.
#[derive(Default)]
struct Together {
    facts: BTreeMap<(usize, AuthorKey), (BTreeSet<&'static str>, usize)>,
}

/// So many kinds of facts tell who somebody is.
const TOO_MANY: usize = 3;

impl Together {
    /// Counts a fact.
    fn count(&mut self, conversation: &Conversation<'_>, at: usize, suspect: &Suspect) {
        let fact = match suspect.class {
            Class::Combination => "a relative",
            Class::Age | Class::GreatAge => "an age",
            Class::Place => "a place",
            Class::Date | Class::RelativeDate => "a date",
            Class::Employer => "an employer or school",
            _ => return,
        };
        let Some(author) = conversation.author(at) else { return };
        let (facts, last) = self.facts.entry((conversation.part(at), author)).or_default();
        facts.insert(fact);
        *last = at;
    }

    /// What tells too much together, at the last message that adds to it.
    fn suspects(self, conversation: &Conversation<'_>) -> Vec<Suspect> {
        let too_many = self.facts.into_values().filter(|(facts, _)| facts.len() >= TOO_MANY);
        too_many
            .map(|(facts, last)| Suspect {
                class: Class::Combination,
                words: Vec::from_iter(facts).join(", "),
                passage: Passage::Message(last),
                span: conversation
                    .transcript
                    .messages
                    .get(last)
                    .map(|message| message.span)
                    .filter(|span| span.end > span.start),
                excuse: Excuse::None,
                stand: Stand::Text,
            })
            .collect()
    }
}

/// Words as they are compared for decisions: folded, with single blanks.
fn normal(words: &str) -> String {
    folded(words).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every transcript by its file.
fn conversations(network: &Network) -> FxHashMap<&str, Conversation<'_>> {
    let first =
        network.transcripts.iter().map(|(id, transcript)| (network.chats.get(id).map(|chat| &**chat), transcript));
    let extra = network.extra_transcripts.iter().map(|transcript| (None, transcript));
    first.chain(extra).map(|(chat, transcript)| (transcript.file.as_str(), Conversation { transcript, chat })).collect()
}
