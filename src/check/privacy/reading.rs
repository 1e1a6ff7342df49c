//! Reads one file for what may tell who somebody is, knowing nothing of the rest of the network.

use std::borrow::Cow;

use crate::check::privacy::line::{Ground, Line, Token};
use crate::check::privacy::surface::{Surface, Syntax};
use crate::check::privacy::words::folded;
use crate::check::privacy::{Excuse, Hits, look};
use crate::finding::identifier::{Class, Passage};
use crate::model::chat::{Fragment, Message, Transcript};
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
}

/// Reads `file`, which holds `document`.
pub fn read(file: &SourceFile, document: &Document) -> Reading {
    let mut reader = Reader::default();
    reader.file_name(file);
    match document {
        Document::Transcript(transcript) => reader.transcript(transcript),
        Document::Asset(embedded) => reader.labels(&embedded.shown),
        _ => reader.text_file(file, document),
    }
    match document {
        Document::Article(article) => reader.link_targets(&article.prose.links),
        Document::Recap(recap) => reader.link_targets(&recap.prose.links),
        _ => {}
    }
    Reading { suspects: reader.suspects, vocabulary: vocabulary(reader.words) }
}

/// Looks at one line of text as it would stand in a chat; for measuring how well detectors do.
pub fn classes_in(text: &str, is_chat: bool) -> Vec<Class> {
    let mut reader = Reader::default();
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

/// The hash by which a folded word is known in a vocabulary.
pub(crate) fn word_hash(folded: &str) -> u64 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(folded.as_bytes());
    hasher.finish()
}

/// Reads, and keeps its room for the next line.
#[derive(Default)]
struct Reader {
    suspects: Vec<Suspect>,
    words: Vec<u64>,
    tokens: Vec<Token>,
    hits: Hits,
}

impl Reader {
    /// A text file: its front matter and its body, or the whole of it.
    fn text_file(&mut self, file: &SourceFile, document: &Document) {
        let Some((ground, syntax)) = ground_of(file, document) else { return };
        let Some(text) = file.as_text() else { return };
        let body = if syntax == Syntax::Markdown { body_start(text) } else { 0 };
        for (start, end, syntax) in [(0, body, Syntax::Data), (body, text.len(), syntax)] {
            let shift = |span: Span| Span::new(span.range().start + start..span.range().end + start);
            let surface = Surface::of(&text[start..end], syntax);
            if ground == Ground::Page {
                self.learn(&surface.text);
            }
            self.surface(&surface, ground, |range| {
                let span = shift(surface.span(range));
                (Passage::Text(span), Some(span))
            });
        }
    }

    /// The targets of links to other files, which are read like the names of files.
    fn link_targets(&mut self, links: &[WrittenLink]) {
        for link in links {
            let Target::Path { path, .. } = &link.target else { continue };
            self.name(path, (Passage::Text(link.span), Some(link.span)));
        }
    }

    /// The labels of a drawing, which stay when it is copied. What else it says of itself is taken out.
    fn labels(&mut self, labels: &[String]) {
        for label in labels {
            self.surface(&Surface::of(label, Syntax::Data), Ground::Page, |_| (Passage::File, None));
        }
    }

    /// What people said.
    fn transcript(&mut self, transcript: &Transcript) {
        for (at, message) in transcript.messages.iter().enumerate().filter(|(_, message)| !message.deleted) {
            let surface = Surface::of(&words_of(message), Syntax::Chat);
            let span = Some(message.span).filter(|span| span.end > span.start);
            self.left_out(message, at, span);
            self.surface(&surface, Ground::Chat, |_| (Passage::Message(at), span));
        }
    }

    /// Numbers and addresses that were left out when the chat was read. They are not published, but they stand in the
    /// file, and whoever typed them should know.
    fn left_out(&mut self, message: &Message, at: usize, span: Option<Span>) {
        for fragment in &message.body {
            let Fragment::Omitted(what) = fragment else { continue };
            let class = match *what {
                "e-mail address not shown" => Class::Email,
                "telephone number not shown" => Class::Telephone,
                _ => continue,
            };
            let words = format!("{what}, message {}", at + 1);
            self.suspects.push(Suspect { class, words, passage: Passage::Message(at), span, excuse: Excuse::LeftOut });
        }
    }

    /// The name of the file, which becomes an address of the site. Names of transcripts do not.
    fn file_name(&mut self, file: &SourceFile) {
        let path = file.path.as_str();
        if path.starts_with("chats/") || path.starts_with("references/") || path.starts_with("theme/") {
            return;
        }
        self.name(path, (Passage::File, None));
    }

    /// The name of a file that stands at `place`: as it is, and with the signs between its words taken for blanks.
    fn name(&mut self, path: &str, place: (Passage, Option<Span>)) {
        let before = self.suspects.len();
        let words: String = path.chars().map(|c| if matches!(c, '-' | '_' | '/' | '.') { ' ' } else { c }).collect();
        for name in [path, words.as_str()] {
            self.surface(&Surface::of(name, Syntax::Data), Ground::Page, |_| place);
        }
        // A file name has no room for the day that something happened to somebody; a day in it is that of the file.
        let found = self.suspects.split_off(before);
        self.suspects.extend(found.into_iter().filter(|it| !matches!(it.class, Class::Date | Class::RelativeDate)));
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
                self.suspects.push(Suspect { class: hit.class, words, passage, span, excuse: hit.excuse });
            }
            start += text.len() + 1;
        }
    }

    /// Learns the words of a professional text.
    fn learn(&mut self, text: &str) {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| word.len() > 1);
        self.words.extend(words.map(|word| word_hash(folded(word).as_ref())));
    }
}

/// The words of a message. Whoever or whatever is not shown in it leaves a sign that is no word.
fn words_of(message: &Message) -> Cow<'_, str> {
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
