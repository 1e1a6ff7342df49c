//! Makes a [`Reference`] out of a formatted-to-be entry: plain title, authors, address and identifiers.

use hayagriva::Entry;
use hayagriva::types::{
    ChunkKind, ChunkedString, Date as EntryDate, EntryType, FormatString, Person, Publisher, QualifiedUrl, StringChunk,
};
use jiff::civil::Date;

use crate::finding::{Finding, Findings};
use crate::model::evidence::{Question, StudyType};
use crate::model::reference::Reference;
use crate::model::web_address::without_tracking;
use crate::parse::references::{BAD_IDENTIFIER, NO_TITLE, TRACKING, bad_field, identifiers, shortened};
use crate::source::{FilePath, Span};

/// What an entry says beyond what citation styles print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// The publication types of PubMed, or what stands for them.
    pub(super) publication_types: Vec<String>,
    /// `study_type`, written by hand.
    pub(super) study_type: Option<String>,
    /// `question`, written by hand.
    pub(super) question: Option<String>,
    /// `level`, written by hand.
    pub(super) level: Option<String>,
    /// `certainty`, written by hand, which no single source has.
    pub(super) certainty: Option<String>,
    /// Whether the key was made by us.
    pub(super) key_is_made: bool,
}

impl Facts {
    /// The fields written by hand, as `field` returns them by name.
    pub(super) fn by_hand(field: impl Fn(&str) -> Option<String>) -> Self {
        let either = |names: [&str; 2]| names.into_iter().find_map(&field).filter(|words| !words.trim().is_empty());
        Self {
            study_type: either(["study_type", "study-type"]),
            question: either(["question", "question_type"]),
            level: either(["evidence_level", "evidence-level"]),
            certainty: either(["certainty", "grade"]),
            ..Self::default()
        }
    }

    /// The fields that stand in a note, one on a line, as in `study_type: cohort`. Reference managers have no fields for
    /// them, but all have notes.
    pub(super) fn in_note(note: &str) -> Self {
        let lines: Vec<(String, &str)> = note
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.trim().to_lowercase().replace([' ', '-'], "_"), value.trim()))
            .collect();
        Self::by_hand(|wanted| {
            let line = lines.iter().find(|(name, _)| *name == wanted);
            line.map(|(_, value)| String::from(*value))
        })
    }
}

/// The reference that `entry` of `file` describes, and what is wrong with its details.
pub(super) fn reference(mut entry: Entry, file: &FilePath, span: Span, facts: Facts) -> (Reference, Findings) {
    let mut critic = Critic { file, span, key: String::from(entry.key()), findings: Findings::new() };
    publish(&mut entry);
    keep_particles(&mut entry);
    keep_capitals(&mut entry);
    critic.identifiers(&mut entry);
    critic.tracking(&mut entry);
    critic.certainty(&facts);
    let url = entry.url_any().filter(|url| matches!(url.value.scheme(), "http" | "https"));
    let title = critic.title(&entry);
    let retracted = |words: &String| words.eq_ignore_ascii_case("retracted publication");
    let reference = Reference {
        key: String::from(entry.key()),
        file: file.clone(),
        span,
        authors: authors(&entry),
        container: container(&entry),
        year: entry.date_any().map(|date| date.year),
        url: url.map(|url| String::from(url.value.as_str())),
        accessed: url.and_then(|url| day(url.visit_date.as_ref()?)),
        doi: entry.doi().map(str::to_lowercase),
        pmid: entry.pmid().map(String::from),
        isbn: entry.isbn().map(String::from),
        study: critic.study(&facts),
        question: critic.question(&facts).unwrap_or_default(),
        level: critic.level(&facts),
        retracted: facts.publication_types.iter().any(retracted) || title.starts_with("RETRACTED"),
        key_is_made: facts.key_is_made,
        title,
        entry,
    };
    (reference, critic.findings)
}

/// Looks over the details of one entry.
struct Critic<'a> {
    file: &'a FilePath,
    span: Span,
    key: String,
    findings: Findings,
}

/// The identifiers that can be checked: their name in an entry, their name for people, their check, how they look.
type Checked = (&'static str, &'static str, fn(&str) -> Option<String>, &'static str);

/// Every such identifier.
const CHECKED: [Checked; 5] = [
    ("doi", "DOI", identifiers::doi, "a DOI looks like `10.1002/14651858.CD006145.pub3`"),
    ("pmid", "PubMed number", identifiers::pmid, "a PubMed number has up to nine digits, as `23152233`"),
    ("pmcid", "PubMed Central number", identifiers::pmcid, "a PubMed Central number looks like `PMC3654245`"),
    ("isbn", "ISBN", identifiers::isbn, "compare it with the book: a digit is wrong or missing"),
    ("issn", "ISSN", identifiers::issn, "compare it with the journal: a digit is wrong or missing"),
];

impl Critic<'_> {
    /// The title. What has none is called by what it appeared in, else by its number.
    fn title(&mut self, entry: &Entry) -> String {
        let title = entry.title().map(|title| title.value.to_str().into_owned()).unwrap_or_default();
        if !title.trim().is_empty() {
            return title;
        }
        let whole = container(entry);
        // A chapter is known by its book, but an article is not by its journal.
        if whole.is_none() || *entry.entry_type() == EntryType::Article {
            let message = format!("the reference `{}` has no title", shortened(&self.key));
            let finding = Finding::new(&NO_TITLE, self.file, message).at(self.span);
            self.findings.push(finding.help("write its title, or export it again with all fields"));
        }
        let numbers = entry.serial_number().map(|numbers| numbers.0.clone()).unwrap_or_default();
        let number = || numbers.iter().next().map(|(name, number)| format!("{} {number}", name.to_uppercase()));
        whole.or_else(number).unwrap_or_else(|| self.key.clone())
    }

    /// Brings identifiers into one form. Those that cannot be right are left out: their links would lead nowhere.
    fn identifiers(&mut self, entry: &mut Entry) {
        let Some(mut numbers) = entry.serial_number().cloned() else { return };
        for (name, words, check, help) in CHECKED {
            let Some(written) = numbers.0.remove(name).filter(|written| !written.trim().is_empty()) else { continue };
            match check(&written) {
                Some(right) => {
                    numbers.0.insert(String::from(name), right);
                }
                None => {
                    let message = format!(
                        "the {words} `{}` of the reference `{}` cannot be right and is left out",
                        shortened(&written),
                        shortened(&self.key)
                    );
                    self.findings.push(Finding::new(&BAD_IDENTIFIER, self.file, message).at(self.span).help(help));
                }
            }
        }
        entry.set_serial_number(numbers);
    }

    /// Takes off what follows readers about.
    fn tracking(&mut self, entry: &mut Entry) {
        let Some(url) = entry.url().cloned() else { return };
        let Some((clean, names)) = without_tracking(url.value.as_str()) else { return };
        let Ok(value) = clean.parse() else { return };
        entry.set_url(QualifiedUrl { value, visit_date: url.visit_date });
        let message =
            format!("the address of the reference `{}` follows readers with `{}`", self.key, names.join("`, `"));
        let help = format!("the site links to `{clean}`; write this address");
        self.findings.push(Finding::new(&TRACKING, self.file, message).at(self.span).help(help));
    }

    /// How the study was done: as written by hand, else as the publication types say.
    fn study(&mut self, facts: &Facts) -> Option<StudyType> {
        if let Some(written) = &facts.study_type {
            let study = StudyType::of_publication_type(written);
            if study.is_none() {
                self.unknown("study_type", written, StudyType::ALL.map(|(word, _)| word).as_slice());
            }
            return study;
        }
        StudyType::strongest(facts.publication_types.iter().filter_map(|words| StudyType::of_publication_type(words)))
    }

    /// Says that a certainty belongs elsewhere.
    fn certainty(&mut self, facts: &Facts) {
        if facts.certainty.is_some() {
            let what = "GRADE says how sure a statement is, all evidence taken together, and nothing of one source";
            let help = "write it under `claims:` in the front matter of the page that makes the statement";
            self.findings.push(bad_field(self.file, self.span, &self.key, "certainty", what, help));
        }
    }

    /// What is asked of the study.
    fn question(&mut self, facts: &Facts) -> Option<Question> {
        let written = facts.question.as_ref()?;
        let question = Question::of(written);
        if question.is_none() {
            self.unknown("question", written, Question::ALL.map(|(word, _)| word).as_slice());
        }
        question
    }

    /// The level given by hand.
    fn level(&mut self, facts: &Facts) -> Option<u8> {
        let written = facts.level.as_ref()?;
        let level = written.trim().parse().ok().filter(|level| (1..=5).contains(level));
        if level.is_none() {
            self.unknown("evidence_level", written, &["1", "2", "3", "4", "5"]);
        }
        level
    }

    /// Says that a word is none of those that may stand there.
    fn unknown(&mut self, field: &str, written: &str, words: &[&str]) {
        let what = format!("`{}` is none of the words it may hold", shortened(written));
        let help = format!("write one of {}", words.join(", "));
        self.findings.push(bad_field(self.file, self.span, &self.key, field, &what, &help));
    }
}

/// Lets the organisation stand as publisher of what has none: citation styles print publishers, and an `institution`
/// nowhere.
fn publish(entry: &mut Entry) {
    if entry.map(|entry| entry.publisher()).is_some_and(|publisher| publisher.name().is_some()) {
        return;
    }
    if let Some(organisation) = entry.organization().cloned() {
        let place = entry.publisher().and_then(|publisher| publisher.location().cloned());
        entry.set_publisher(Publisher::new(Some(organisation), place));
    }
}

/// Lets `de` and `von` belong to the family name, as PubMed and medical journals print it: `de Boer AGEM`. The library
/// would print `Boer AGEM de`.
fn keep_particles(entry: &mut Entry) {
    fn kept(people: &[Person]) -> Option<Vec<Person>> {
        let particle = |person: &Person| person.prefix.as_deref().is_some_and(|prefix| !prefix.trim().is_empty());
        people.iter().any(particle).then(|| {
            let keep = |person: &Person| Person { name: family(person), prefix: None, ..person.clone() };
            people.iter().map(keep).collect()
        })
    }
    if let Some(authors) = entry.authors().and_then(kept) {
        entry.set_authors(authors);
    }
    if let Some(editors) = entry.editors().and_then(kept) {
        entry.set_editors(editors);
    }
}

/// Keeps words such as `HER2`, `DNA` and `mRNA` as they are in styles that write titles in capitals, and sites that are
/// called by their address, as `nhs.uk`. The library would print `Her2` and `Nhs.uk`.
fn keep_capitals(entry: &mut Entry) {
    let is_address = |title: &str| title.contains('.') && !title.contains(char::is_whitespace);
    let mut parents = entry.parents().to_vec();
    for parent in parents.iter_mut().filter(|parent| *parent.entry_type() == EntryType::Web) {
        if let Some(title) = parent.title().filter(|title| is_address(&title.value.to_str())).cloned() {
            let chunks = vec![StringChunk::normal(""), StringChunk::verbatim(title.value.to_str())];
            parent.set_title(FormatString { value: ChunkedString(chunks), short: title.short });
        }
    }
    entry.set_parents(parents);
    let Some(title) = entry.title().cloned() else { return };
    let mut chunks = Vec::new();
    for chunk in title.value.0 {
        if chunk.kind == ChunkKind::Normal {
            push_words(&mut chunks, &chunk.value);
        } else {
            chunks.push(chunk);
        }
    }
    // The library begins to write in capitals with the first chunk that is no such word, and then drops its space.
    if chunks.first().is_some_and(|first| first.kind == ChunkKind::Verbatim) {
        chunks.insert(0, StringChunk::normal(""));
    }
    entry.set_title(FormatString { value: ChunkedString(chunks), short: title.short });
}

/// Appends `text`, with words of several capitals as chunks of their own.
fn push_words(chunks: &mut Vec<StringChunk>, text: &str) {
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let shouted = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let is_kept =
            !shouted && bare.len() > 1 && (capitals > 1 || capitals == 1 && !bare.starts_with(char::is_uppercase));
        let (kind, value) = if is_kept { (ChunkKind::Verbatim, bare) } else { (ChunkKind::Normal, word) };
        push_chunk(chunks, value, kind);
        push_chunk(chunks, &word[value.len()..], ChunkKind::Normal);
    }
}

/// Appends words to the last chunk if it is of the same kind.
fn push_chunk(chunks: &mut Vec<StringChunk>, value: &str, kind: ChunkKind) {
    match chunks.last_mut().filter(|last| last.kind == kind) {
        _ if value.is_empty() => {}
        Some(last) => last.value.push_str(value),
        None => chunks.push(StringChunk::new(value, kind)),
    }
}

/// What it appeared in. A series is not what a book appeared in.
fn container(entry: &Entry) -> Option<String> {
    let is_series = |parent: &Entry| parent.entry_type() == entry.entry_type() && *entry.entry_type() != EntryType::Web;
    let title = entry.parents().iter().filter(|parent| !is_series(parent)).find_map(Entry::title)?;
    Some(title.value.to_str().into_owned())
}

/// The authors, else the editors, else the organisation, as a reader writes them.
fn authors(entry: &Entry) -> Vec<String> {
    let people = entry.authors().filter(|people| !people.is_empty()).or_else(|| entry.editors());
    let names: Vec<String> = people.unwrap_or_default().iter().map(name).filter(|name| !name.is_empty()).collect();
    if !names.is_empty() {
        return names;
    }
    let organisation = entry.organization().or_else(|| entry.publisher().and_then(|publisher| publisher.name()));
    organisation.map(|organisation| organisation.value.to_str().into_owned()).into_iter().collect()
}

/// The family name with its particle, or the whole name of an organisation.
fn family(person: &Person) -> String {
    match person.prefix.as_deref().map(str::trim) {
        Some(prefix) if prefix.ends_with(['\'', '’']) => format!("{prefix}{}", person.name),
        Some(prefix) if !prefix.is_empty() => format!("{prefix} {}", person.name),
        _ => person.name.clone(),
    }
}

/// `Family, Given, Jr.`, or the whole name of an organisation.
fn name(person: &Person) -> String {
    let family = family(person);
    let parts = [Some(family.as_str()), person.given_name.as_deref(), person.suffix.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// A whole day; nothing for a month or year alone.
fn day(date: &EntryDate) -> Option<Date> {
    let year = i16::try_from(date.year).ok()?;
    let number = |zero_based: u8| i8::try_from(zero_based.checked_add(1)?).ok();
    Date::new(year, number(date.month?)?, number(date.day?)?).ok()
}
