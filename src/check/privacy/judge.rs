//! Makes findings of what was noted, knowing the whole network: who may be named, what is public, whose words are shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::privacy::reading::{Reading, Suspect, word_hash};
use crate::check::privacy::words::folded;
use crate::check::privacy::{Excuse, rules};
use crate::finding::identifier::{Class, Identifier, Passage, masked};
use crate::finding::{Finding, Findings, Rule, Severity};
use crate::model::chat::{AuthorKey, Chat, SpeakerRole, Transcript};
use crate::model::network::Network;
use crate::model::person::{Consent, Person};
use crate::source::FilePath;

/// Findings about privacy in the files of a network, each given with what was noted in it.
pub fn judge(network: &Network, readings: &[(FilePath, Arc<Reading>)]) -> Findings {
    let judge = Judge::new(network, readings);
    let mut findings = Findings::new();
    for (file, reading) in readings.iter().filter(|(file, _)| !network.drafts.contains(file)) {
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
    conversations: FxHashMap<&'a str, Conversation<'a>>,
    /// Folded words of names that may be told.
    names: FxHashSet<String>,
    /// Hashes of the words that professional pages use.
    vocabulary: FxHashSet<u64>,
    /// Digits of telephone numbers, e-mail addresses and hosts that are public.
    public: FxHashSet<String>,
    hosts: FxHashSet<String>,
}

impl<'a> Judge<'a> {
    fn new(network: &'a Network, readings: &[(FilePath, Arc<Reading>)]) -> Self {
        Self {
            rules: rules().map(|rule| (rule.id, rule)).collect(),
            conversations: conversations(network),
            names: names(network),
            vocabulary: vocabulary(readings),
            public: public(network),
            hosts: hosts(network),
        }
    }

    /// What was noted in a text.
    fn text(&self, file: &FilePath, reading: &Reading, findings: &mut Findings) {
        for suspect in &reading.suspects {
            let is_alone = !matches!(suspect.excuse, Excuse::OnlyByStaff | Excuse::OnlyTogether);
            if is_alone && !self.is_explained(suspect) {
                findings.extend(self.finding(file, suspect, Severity::Error));
            }
        }
    }

    /// What was noted in a chat. Words that are not shown need no finding, and a transcript that is not published
    /// cannot harm anybody yet.
    fn chat(&self, file: &FilePath, reading: &Reading, conversation: &Conversation<'_>, findings: &mut Findings) {
        let most = if conversation.chat.is_some() { Severity::Error } else { Severity::Warning };
        let mut together = Together::default();
        for suspect in &reading.suspects {
            let Passage::Message(at) = suspect.passage else {
                findings.extend(self.finding(file, suspect, most));
                continue;
            };
            let speaker = conversation.speaker(at);
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
                self.public.contains(words.as_ref())
                    || digits.len() > 2 && self.public.contains(&digits)
                    || host_of(&words).is_some_and(|host| self.hosts.contains(host))
            }
            _ => false,
        }
    }

    /// Whether each word is part of a name that may be told or, where nothing says that it is a name, an ordinary one.
    fn is_familiar(&self, class: Class, words: &str) -> bool {
        let is_ordinary = |word: &str| class == Class::UnknownWord && self.vocabulary.contains(&word_hash(word));
        words
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .map(|word| word.trim_end_matches("'s").trim_matches('\''))
            .filter(|word| word.len() > 1)
            .all(|word| self.names.contains(word) || is_ordinary(word) || TITLES.contains(&word))
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
    fn speaker(&self, at: usize) -> Said {
        let author = self.author(at);
        let Some(chat) = self.chat else { return Said { is_staff: false, is_shown: author.is_some() } };
        let speaker = author.and_then(|author| chat.speakers.iter().find(|speaker| speaker.author == author));
        Said {
            is_staff: speaker.is_some_and(|speaker| speaker.role != SpeakerRole::Participant),
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
            })
            .collect()
    }
}

/// The sentence of a finding, with the words masked.
fn message(suspect: &Suspect) -> String {
    let masked = masked(&suspect.words);
    let place = match suspect.passage {
        Passage::Message(at) => format!(" in message {}", at + 1),
        Passage::File => String::from(" in the name of the file"),
        Passage::Text(_) => String::new(),
    };
    if suspect.excuse == Excuse::LeftOut {
        let what = if suspect.class == Class::Email { "an e-mail address" } else { "a telephone number" };
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
        Passage::Text(_) | Passage::File => 1,
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
        Class::Biometric => "a picture or print of a person",
        Class::Employer => "where somebody works or learns",
        Class::Combination | Class::CareRelationship | Class::Metadata => "something that tells who somebody is",
    }
}

/// What an editor can do.
fn help(suspect: &Suspect) -> &'static str {
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
        (_, Passage::File) => "Give the file another name.",
        (_, Passage::Message(_)) => {
            "Take it out or write it in general words in the transcript, or record a decision in decisions.yaml."
        }
        (_, Passage::Text(_)) => "Take it out or write it in general words, or record a decision in decisions.yaml.",
    }
}

/// Words as they are compared for decisions: folded, with single blanks.
fn normal(words: &str) -> String {
    folded(words).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every transcript by its file.
fn conversations(network: &Network) -> FxHashMap<&str, Conversation<'_>> {
    let first = network.transcripts.iter().map(|(id, transcript)| (network.chats.get(id), transcript));
    let extra = network.extra_transcripts.iter().map(|transcript| (None, transcript));
    first.chain(extra).map(|(chat, transcript)| (transcript.file.as_str(), Conversation { transcript, chat })).collect()
}

/// The words of the names that may be told: staff, participants who agreed to it, authors of pages, cited people by
/// their family names, and what the site and its department are called.
fn names(network: &Network) -> FxHashSet<String> {
    let mut names = FxHashSet::default();
    let mut add = |text: &str| names.extend(words(text));
    let agreed = |person: &&Person| person.staff || person.consent == Some(Consent::Name);
    for person in network.people.staff.iter().chain(&network.people.participants).filter(agreed) {
        add(&person.name);
    }
    for text in network.texts() {
        text.meta.authors.iter().chain(&text.meta.reviewed_by).for_each(|author| add(author));
    }
    for author in network.references.values().flat_map(|reference| &reference.authors) {
        add(author.split(',').next().unwrap_or_default());
    }
    let config = &network.config;
    let titles =
        [Some(&config.title), config.organisation.as_ref(), config.department.as_ref(), config.chats.hashtag.as_ref()];
    titles.into_iter().flatten().for_each(|title| add(title));
    network.contacts.contacts.iter().for_each(|contact| add(&contact.name));
    names
}

/// The folded words of a text.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| word.len() > 1)
        .map(|word| folded(word).into_owned())
        .collect()
}

/// What professional pages use as words, of those that somebody asks for.
fn vocabulary(readings: &[(FilePath, Arc<Reading>)]) -> FxHashSet<u64> {
    let unknown = |suspect: &&Suspect| suspect.class == Class::UnknownWord;
    let asked: FxHashSet<u64> = readings
        .iter()
        .flat_map(|(_, reading)| reading.suspects.iter().filter(unknown))
        .flat_map(|suspect| words(&suspect.words))
        .flat_map(|word| [word_hash(&word), word_hash(word.trim_end_matches("'s"))])
        .collect();
    if asked.is_empty() {
        return asked;
    }
    let used = readings.iter().flat_map(|(_, reading)| reading.vocabulary.iter().copied());
    used.filter(|word| asked.contains(word)).collect()
}

/// Telephone numbers (as digits) and addresses of `contacts.yaml`.
fn public(network: &Network) -> FxHashSet<String> {
    let mut public = FxHashSet::default();
    for contact in &network.contacts.contacts {
        public.extend(
            contact.telephone.iter().map(|number| number.chars().filter(char::is_ascii_digit).collect::<String>()),
        );
        public.extend(contact.email.iter().map(|email| folded(email).into_owned()));
    }
    public
}

/// The hosts that the pages and references of the site point at.
fn hosts(network: &Network) -> FxHashSet<String> {
    let references = network.references.values().filter_map(|reference| reference.url.as_deref());
    let links = network.texts().flat_map(|text| &text.prose.links).filter_map(|link| match &link.target {
        crate::model::prose::Target::Url(url) => Some(url.as_str()),
        _ => None,
    });
    let own = network.config.url.as_deref();
    references.chain(links).chain(own).filter_map(host_of).map(str::to_lowercase).collect()
}

/// The host of a web address, without `www.`.
fn host_of(address: &str) -> Option<&str> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then_some(host)
}
