//! Writes running text as HTML.
//!
//! The text has been parsed and its links resolved; this room only decides on markup. All words are escaped here. The
//! one thing that passes unescaped is [`SafeHtml`](crate::model::prose::SafeHtml), which the parser has sanitised, and
//! the citations that [`citations`](crate::render::citations) made.

mod blocks;
mod callouts;
mod inlines;
mod pictures;
mod tables;
mod terms;
#[cfg(test)]
mod tests;

pub(in crate::render) use crate::render::html::inlines::{dialled, push_contact};

use std::collections::BTreeMap;

use crate::gate::Cleared;
use crate::model::id::NodeId;
use crate::model::network::{Network, Resolved};
use crate::model::prose::{Block, BlockKind, Inline, Prose};
use crate::model::term::Term;
use crate::render::escape::{push_attribute, push_text};
use crate::render::strings::Strings;
use crate::render::vocabulary::Vocabulary;
use crate::site::SitePath;

/// What the words of a page need to know about the place they stand in.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The network that links lead into.
    pub network: &'a Network,
    /// What may be shown of the chats: links to messages lead to the pages on which they stand.
    pub cleared: &'a Cleared,
    /// The words of the interface in the language of the text.
    pub strings: &'a Strings,
    /// The page that the text stands on.
    pub page: &'a SitePath,
    /// What the links of the text point at.
    pub resolved: &'a [Resolved],
    /// The citations of the text, as safe HTML.
    pub citations: &'a [String],
    /// Safe HTML to put after headings, by their anchors.
    pub after_headings: &'a BTreeMap<String, String>,
    /// The words that the text may explain.
    pub glossary: Glossary<'a>,
    /// Whether a transcript stands on the same page.
    pub transcript: bool,
}

/// The words that a text may explain.
#[derive(Clone, Copy)]
pub struct Glossary<'a> {
    /// The words in the language of the text.
    pub vocabulary: Option<&'a Vocabulary<'a>>,
    /// The text itself: a word whose page it is needs no explanation on it.
    pub text: &'a NodeId,
}

/// The text as HTML, with its footnotes and the words that it explains at the foot.
pub fn body(scene: Scene<'_>, prose: &Prose) -> String {
    let mut writer = Writer::new(scene, prose);
    writer.blocks(&prose.blocks);
    writer.footnotes();
    writer.terms();
    writer.html
}

/// The text as HTML in two: what stands before the heading with the anchor `heading`, and the rest.
pub fn body_in_two(scene: Scene<'_>, prose: &Prose, heading: &str) -> (String, String) {
    let mut writer = Writer::new(scene, prose);
    let is_cut = |block: &Block| matches!(&block.kind, BlockKind::Heading(other) if other.id == heading);
    let cut = prose.blocks.iter().position(is_cut).unwrap_or(0);
    writer.blocks(&prose.blocks[..cut]);
    let before = std::mem::take(&mut writer.html);
    writer.blocks(&prose.blocks[cut..]);
    writer.footnotes();
    writer.terms();
    (before, writer.html)
}

/// The text as it is being written.
struct Writer<'a> {
    scene: Scene<'a>,
    prose: &'a Prose,
    html: String,
    /// The level of the last heading.
    level: u8,
    /// The words of the last heading.
    heading: String,
    /// How many tables, tasks and so on have been written: they number the ids.
    tables: usize,
    tasks: usize,
    /// How many pictures stand in the text so far.
    pictures: usize,
    /// How often each footnote has been referred to.
    notes: Vec<usize>,
    /// Whether a link is open: links cannot stand in links.
    in_link: bool,
    /// Whether a heading or title is open, which holds no words to explain.
    in_title: bool,
    /// The words that the text explains, in the order of their first uses.
    explained: Vec<&'a Term>,
}

impl<'a> Writer<'a> {
    fn new(scene: Scene<'a>, prose: &'a Prose) -> Self {
        Self {
            scene,
            prose,
            html: String::with_capacity(4096),
            level: 1,
            heading: String::new(),
            tables: 0,
            tasks: 0,
            pictures: 0,
            notes: vec![0; prose.footnotes.len()],
            in_link: false,
            in_title: false,
            explained: Vec::new(),
        }
    }

    /// Markup of our own.
    fn raw(&mut self, markup: &str) {
        self.html.push_str(markup);
    }

    /// Words.
    fn text(&mut self, text: &str) {
        push_text(&mut self.html, text);
    }

    /// The value of an attribute.
    fn attribute(&mut self, value: &str) {
        push_attribute(&mut self.html, value);
    }

    /// Whether the page has this anchor outside its text: then a heading of that name leaves it to the page.
    fn is_reserved(&self, id: &str) -> bool {
        let numbered = |prefix: &str| {
            let number = id.strip_prefix(prefix).filter(|number| !number.is_empty());
            number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        };
        matches!(id, "main" | "search-input")
            || self.scene.transcript && (id == "transcript" || numbered("message-"))
            || !self.scene.citations.is_empty() && numbered("cite-")
    }

    /// The words of a heading or title.
    fn title(&mut self, content: &'a [Inline]) {
        let outer = std::mem::replace(&mut self.in_title, true);
        self.inlines(content);
        self.in_title = outer;
    }

    /// Words of the interface.
    fn string(&self, key: &'a str) -> &'a str {
        self.scene.strings.get(key)
    }

    /// The footnotes that the text refers to, with links back to where it does.
    fn footnotes(&mut self) {
        let prose = self.prose;
        if prose.footnotes.is_empty() {
            return;
        }
        self.raw("<section class=\"footnotes\"><h2>");
        self.text(self.string("footnotes"));
        self.raw("</h2><ol>");
        for (at, footnote) in prose.footnotes.iter().enumerate() {
            self.raw(&format!("<li id=\"fn_{}\">", at + 1));
            self.footnote(at, &footnote.blocks);
            self.raw("</li>");
        }
        self.raw("</ol></section>\n");
    }

    /// One footnote; the links back stand in its last paragraph where it ends with one.
    fn footnote(&mut self, at: usize, blocks: &'a [Block]) {
        self.blocks(blocks);
        let ends_with_paragraph = self.html.ends_with("</p>\n");
        if ends_with_paragraph {
            self.html.truncate(self.html.len() - "</p>\n".len());
        }
        for call in 1..=self.notes.get(at).copied().unwrap_or(0) {
            self.raw(&format!(" <a class=\"back\" href=\"#{}\" aria-label=\"", note_anchor(at, call)));
            let label = self.scene.strings.fill("footnote_back", &[("n", &(at + 1).to_string())]);
            self.attribute(&label);
            self.raw("\">↩</a>");
        }
        if ends_with_paragraph {
            self.raw("</p>\n");
        }
    }
}

/// The anchor of the nth reference to a footnote. The underscore keeps it apart from the anchors of headings.
fn note_anchor(footnote: usize, call: usize) -> String {
    match call {
        1 => format!("fnref_{}", footnote + 1),
        call => format!("fnref_{}_{call}", footnote + 1),
    }
}
