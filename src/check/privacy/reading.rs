//! Reads one file for what may tell who somebody is, knowing nothing of the rest of the network.

use std::borrow::Cow;

use crate::check::privacy::line::{Ground, Line, Token};
use crate::check::privacy::surface::{Surface, Syntax};
use crate::check::privacy::word_list::hash_of;
use crate::check::privacy::{Excuse, Hits, fields, look};
use crate::finding::identifier::{Class, Passage};
use crate::model::asset::Embedded;
use crate::model::chat::{Fragment, Message, Sealed, Transcript};
use crate::model::document::Document;
use crate::model::prose::{Target, WrittenLink};
use crate::source::{SourceFile, Span};

/// What was noted in one file.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Whatever may tell who somebody is.
    pub(crate) suspects: Vec<Suspect>,
    /// Hashes of the words of a professional text, sorted: what its authors take for ordinary words.
    pub(crate) vocabulary: Box<[u64]>,
}

/// Something that may tell who somebody is, unless the network explains it.
#[derive(Clone, Debug)]
pub(crate) struct Suspect {
    /// What it is.
    pub(crate) class: Class,
    /// Its words as a reader sees them. They never leave the checks but masked or hashed.
    pub(crate) words: String,
    /// The line that it stands in, as a reader sees it, for telling who is meant.
    pub(crate) passage: Passage,
    /// Where it was written, if the file is a text.
    pub(crate) span: Option<Span>,
    /// What may yet explain it.
    pub(crate) excuse: Excuse,
    /// In what it stands.
    pub(crate) stand: Stand,
}

/// In what words stand: a sentence for the editor says so, and what explains the one may not explain the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stand {
    /// In what people read, or in the text of a source.
    Text,
    /// In the place of the name of somebody who speaks.
    Author,
    /// In the name of the file.
    FileName,
    /// In the labels of a drawing.
    Label,
    /// In this line of a text that is copied as it is, counted from 1.
    Copied(usize),
    /// In what a picture or document says of itself.
    Properties,
}

/// Reads `file`, which holds `document`.
pub fn read(file: &SourceFile, document: &Document) -> Reading {
    let mut reader = Reader::new();
    reader.file_name(file);
    match document {
        Document::Transcript(transcript) => reader.transcript(transcript),
        Document::Asset(embedded, _) => reader.asset(embedded),
        _ => reader.text_file(file, document),
    }
    let text = file.as_text().map_or("", |text| &**text);
    match document {
        Document::Article(article) => reader.link_targets(text, &article.prose.links),
        Document::Recap(recap) => reader.link_targets(text, &recap.prose.links),
        _ => {}
    }
    Reading { suspects: reader.suspects, vocabulary: vocabulary(reader.words) }
}

/// Looks at one line of text as it would stand in a chat; for measuring how well detectors do.
pub fn classes_in(text: &str, is_chat: bool) -> Vec<Class> {
    let mut reader = Reader::new();
    let ground = if is_chat { Ground::Chat } else { Ground::Page };
    let syntax = if is_chat { Syntax::Chat } else { Syntax::Markdown };
    reader.surface(&Surface::of(text, syntax), ground, |_| (Passage::File, None));
    let told = reader.suspects.iter().filter(|suspect| !matches!(suspect.excuse, Excuse::OnlyTogether));
    told.map(|suspect| suspect.class).collect()
}

/// Words by their hashes, each once.
fn vocabulary(mut words: Vec<u64>) -> Box<[u64]> {
    words.sort_unstable();
    words.dedup();
    words.into_boxed_slice()
}

/// Reads, and keeps its room for the next line.
struct Reader {
    suspects: Vec<Suspect>,
    words: Vec<u64>,
    tokens: Vec<Token>,
    hits: Hits,
    /// In what the words stand that are read now.
    stand: Stand,
}

impl Reader {
    fn new() -> Self {
        let (suspects, words, tokens, hits) = (Vec::new(), Vec::new(), Vec::new(), Hits::default());
        Self { suspects, words, tokens, hits, stand: Stand::Text }
    }

    /// A text file: its front matter and its body, or the whole of it.
    fn text_file(&mut self, file: &SourceFile, document: &Document) {
        let Some((ground, syntax)) = ground_of(file, document) else { return };
        let Some(text) = file.as_text() else { return };
        let body = if syntax == Syntax::Markdown { body_start(text) } else { 0 };
        for (start, end, syntax) in [(0, body, Syntax::Data), (body, text.len(), syntax)] {
            let surface = Surface::of(&text[start..end], syntax);
            if ground == Ground::Page {
                self.learn(&surface.text);
            }
            self.surface(&surface, ground, |range| {
                let span = shifted(surface.span(range), start);
                (Passage::Text(span), Some(span))
            });
        }
        self.free_fields(text, ground);
    }

    /// What people remarked in a list of sources or people, which is read like a page.
    fn free_fields(&mut self, text: &str, ground: Ground) {
        for field in fields::free(text, ground) {
            let surface = Surface::of(&text[field.clone()], Syntax::Data);
            self.surface(&surface, Ground::Page, |range| {
                let span = shifted(surface.span(range), field.start);
                (Passage::Text(span), Some(span))
            });
        }
    }

    /// The targets of links to other files, which are read like the names of files.
    fn link_targets(&mut self, text: &str, links: &[WrittenLink]) {
        for link in links {
            let Target::Path { path, .. } = &link.target else { continue };
            // The narrower the place, the surer it is that no sentence about it repeats its words.
            let written = text.get(link.span.range()).and_then(|written| written.find(path.as_str()));
            let start = written.map(|at| link.span.range().start + at);
            let place = start.map_or(link.span, |start| Span::new(start..start + path.len()));
            self.name(path, (Passage::Text(place), Some(place)));
        }
    }

    /// A file that is copied: the labels of a drawing and the lines of a text stay; what it says of itself is taken out,
    /// but a picture that bears a patient's name may show the patient.
    fn asset(&mut self, embedded: &Embedded) {
        let of_file = |_| (Passage::File, None);
        self.stand = Stand::Label;
        for label in &embedded.shown {
            self.surface(&Surface::of(label, Syntax::Data), Ground::Page, of_file);
        }
        self.stand = Stand::Properties;
        for words in &embedded.words {
            self.surface(&Surface::of(words, Syntax::Data), Ground::Page, of_file);
        }
        for (at, line) in embedded.text.iter().flat_map(|text| text.lines()).enumerate() {
            self.stand = Stand::Copied(at + 1);
            // Tags, entities and links are laid open wherever they stand.
            self.surface(&Surface::of(line, Syntax::Markdown), Ground::Page, of_file);
        }
        self.stand = Stand::Text;
    }

    /// What people said.
    fn transcript(&mut self, transcript: &Transcript) {
        for (at, message) in transcript.messages.iter().enumerate().filter(|(_, message)| !message.deleted) {
            let surface = Surface::of(&words_of(message), Syntax::Chat);
            let span = Some(message.span).filter(|span| span.end > span.start);
            self.left_out(message, at, span);
            self.surface(&surface, Ground::Chat, |_| (Passage::Message(at), span));
        }
        transcript.odd_authors.iter().for_each(|(at, label)| self.author(transcript, *at, label));
    }

    /// What stands in the place of a name. Names, accounts and telephone numbers do in every export, and a pseudonym is
    /// made of them; anything else shows that the file was not read as it was meant, or that somebody told too much.
    fn author(&mut self, transcript: &Transcript, at: usize, label: &Sealed) {
        let before = self.suspects.len();
        let span = transcript.messages.get(at).map(|message| message.span).filter(|span| span.end > span.start);
        self.stand = Stand::Author;
        self.surface(&Surface::of(label.open(), Syntax::Chat), Ground::Page, |_| (Passage::Message(at), span));
        self.stand = Stand::Text;
        let found = self.suspects.split_off(before);
        let is_usual = |class| matches!(class, Class::Name | Class::UnknownWord | Class::Handle | Class::Employer);
        // A number beside a name is the number of that person, as telephones write it.
        let is_name_with_number = |class| class == Class::Telephone && label.open().starts_with(is_beginning_of_name);
        self.suspects.extend(found.into_iter().filter(|it| !is_usual(it.class) && !is_name_with_number(it.class)));
    }

    /// Numbers and addresses that were left out when the chat was read. They are not published, but they stand in the
    /// file, and whoever typed them should know.
    fn left_out(&mut self, message: &Message, at: usize, span: Option<Span>) {
        for fragment in &message.body {
            let Fragment::Omitted(what) = fragment else { continue };
            let class = match *what {
                "e-mail address not shown" => Class::Email,
                "telephone number not shown" => Class::Telephone,
                "link to a profile not shown" => Class::WebAddress,
                _ => continue,
            };
            let words = format!("{what}, message {}", at + 1);
            let (passage, excuse) = (Passage::Message(at), Excuse::LeftOut);
            self.suspects.push(Suspect { class, words, passage, span, excuse, stand: self.stand });
        }
    }

    /// The name of the file, which becomes an address of the site, or stands in the log of a build.
    fn file_name(&mut self, file: &SourceFile) {
        if !file.path.as_str().starts_with("theme/") {
            self.stand = Stand::FileName;
            self.name(file.path.as_str(), (Passage::FileName, None));
            self.stand = Stand::Text;
        }
    }

    /// The path of a file that stands at `place`: each part as it is, and with the signs between its words taken for
    /// blanks. A day alone is that of the file; on pages only the day of a person counts.
    fn name(&mut self, path: &str, place: (Passage, Option<Span>)) {
        for name in path.split('/') {
            let apart: String = name.chars().map(|c| if matches!(c, '-' | '_' | '.') { ' ' } else { c }).collect();
            // An address loses its strokes in the name of a file.
            let address =
                name.contains(".com").then(|| name.replacen(".com-", ".com/", 1).replacen(".com_", ".com/", 1));
            let noted = self.suspects.len();
            for words in [name, &apart].into_iter().chain(address.as_deref()) {
                let before = self.suspects.len();
                self.surface(&Surface::of(words, Syntax::Data), Ground::Page, |_| place);
                // What was found in one way of reading a name is not said again.
                let found = self.suspects.split_off(before);
                let is_new =
                    |suspect: &Suspect| self.suspects[noted..].iter().all(|known| known.class != suspect.class);
                let found: Vec<Suspect> = found.into_iter().filter(is_new).collect();
                self.suspects.extend(found);
            }
        }
    }

    /// Looks at each line of `surface`; `place` says where a piece of it was written.
    fn surface(
        &mut self,
        surface: &Surface,
        ground: Ground,
        place: impl Fn(std::ops::Range<usize>) -> (Passage, Option<Span>),
    ) {
        let mut start = 0;
        for text in surface.text.split('\n') {
            let line = Line::of(text, ground, &mut self.tokens);
            look(&line, &mut self.hits);
            for hit in self.hits.drain() {
                let words = String::from(&text[hit.range.clone()]);
                let (passage, span) = place(start + hit.range.start..start + hit.range.end);
                let (class, excuse, stand) = (hit.class, hit.excuse, self.stand);
                self.suspects.push(Suspect { class, words, passage, span, excuse, stand });
            }
            start += text.len() + 1;
        }
    }

    /// Learns the words of a professional text.
    fn learn(&mut self, text: &str) {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| word.len() > 1);
        self.words.extend(words.map(hash_of));
    }
}

/// Whether a name or a telephone number may begin with a character.
fn is_beginning_of_name(character: char) -> bool {
    character.is_uppercase() || matches!(character, '+' | '~' | '@')
}

/// `span`, which was counted from `start`, counted from the beginning of the file.
fn shifted(span: Span, start: usize) -> Span {
    Span::new(span.range().start + start..span.range().end + start)
}

/// The words of a message, as they are read for identifiers. Whoever or whatever is not shown in it leaves a sign that is
/// no word.
pub fn words_of(message: &Message) -> Cow<'_, str> {
    if let [Fragment::Text(only)] = message.body.as_slice() {
        return Cow::Borrowed(only);
    }
    let mut words = String::new();
    for fragment in &message.body {
        match fragment {
            Fragment::Text(text) => words.push_str(text),
            Fragment::Link(address) => words.push_str(address),
            Fragment::LineBreak => words.push('\n'),
            Fragment::Mention(_) | Fragment::Omitted(_) => words.push('\u{fffc}'),
        }
    }
    Cow::Owned(words)
}

/// How strictly a file is looked at and how it is written; nothing for files that are not published as text.
fn ground_of(file: &SourceFile, document: &Document) -> Option<(Ground, Syntax)> {
    match document {
        Document::Article(_) | Document::Recap(_) => Some((Ground::Page, Syntax::Markdown)),
        Document::Glossary(_) => Some((Ground::Page, Syntax::Data)),
        Document::References(_) => Some((Ground::References, Syntax::Data)),
        Document::People(_) => Some((Ground::People, Syntax::Data)),
        Document::Contacts(_) => Some((Ground::Contacts, Syntax::Data)),
        Document::Nothing if file.path.as_str() == "bedside.yaml" => Some((Ground::Contacts, Syntax::Data)),
        // What could not be read as a transcript is not published today. A line mended may change that tomorrow.
        Document::Nothing if file.path.as_str().starts_with("chats/") => Some((Ground::Page, Syntax::Chat)),
        // Transcripts are read as they were parsed; the others are not published as text.
        _ => None,
    }
}

/// Where the body of a Markdown text begins: behind its front matter, if it has one.
fn body_start(text: &str) -> usize {
    if !text.starts_with("---") {
        return 0;
    }
    text[3..].find("\n---").map_or(0, |at| {
        let closing = 3 + at + 1;
        text[closing..].find('\n').map_or(text.len(), |end| closing + end + 1)
    })
}
