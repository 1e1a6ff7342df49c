//! Running text: the one parse of a Markdown body that checks, search and render share.
//!
//! Blocks hold blocks or inlines; links and citations are kept in lists of their own, so that linking the network walks
//! two flat lists a page and never a tree. Spans are ranges of bytes in the file, front matter included.

use crate::source::{Located, Span};

/// The body of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// The text, in order.
    pub blocks: Vec<Block>,
    /// The footnotes that the text refers to, in the order of their first reference.
    pub footnotes: Vec<Footnote>,
    /// Every link and image in the text; [`Inline::Link`] and [`Inline::Image`] hold indexes into this list.
    pub links: Vec<WrittenLink>,
    /// Every citation in the text; [`Inline::Citation`] holds indexes into this list.
    pub citations: Vec<Citation>,
}

/// One block and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it was written.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Inlines that stand alone, as in the items of a tight list.
    Plain(Vec<Inline>),
    /// A heading.
    Heading(Heading),
    /// A quotation.
    Quote(Vec<Block>),
    /// An alert or care card.
    Callout(CalloutKind, Vec<Block>),
    /// A list; ordered when it has a first number.
    List {
        /// The number of the first item of an ordered list.
        start: Option<u64>,
        /// The items.
        items: Vec<Item>,
    },
    /// Terms with their definitions.
    Definitions(Vec<Definition>),
    /// A table.
    Table(Table),
    /// A block of code.
    Code {
        /// The first word after the fence, if any.
        language: Option<String>,
        /// The code.
        text: String,
    },
    /// Raw HTML that has been sanitised.
    Html(SafeHtml),
    /// A thematic break.
    Rule,
}

/// HTML out of which everything has been taken that could run, load or imitate. Only `parse::sanitise` makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Vouches that `html` has been sanitised.
    pub fn vouched(html: String) -> Self {
        Self(html)
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A heading with its anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6: the page's title is the only heading of level 1.
    pub level: u8,
    /// The anchor, unique on its page.
    pub id: String,
    /// The words.
    pub content: Vec<Inline>,
}

/// What a callout calls out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CalloutKind {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
    /// The care card `[!NONURGENT]`: see a professional some time soon.
    NonUrgent,
    /// The care card `[!URGENT]`: call today.
    Urgent,
    /// The care card `[!EMERGENCY]`: call an ambulance now.
    Emergency,
    /// The list `[!DO]`: what helps.
    Do,
    /// The list `[!DONT]`: what does harm.
    Dont,
    /// The box `[!KEYPOINTS]`: what to take away from the page.
    KeyPoints,
    /// The box `[!QUESTIONS]`: what to ask the team.
    Questions,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Whether a task is done, for items of a task list.
    pub task: Option<bool>,
    /// What the item says.
    pub blocks: Vec<Block>,
}

/// Terms that share definitions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Vec<Inline>>,
    /// Their definitions.
    pub definitions: Vec<Vec<Block>>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// How each column is aligned.
    pub alignments: Vec<Alignment>,
    /// The cells of the head row.
    pub head: Vec<Vec<Inline>>,
    /// The other rows.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// As the language runs.
    Natural,
    /// To the side on which lines begin.
    Start,
    /// In the middle.
    Center,
    /// To the side on which lines end.
    End,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// The label, as in `[^label]`.
    pub label: String,
    /// The text.
    pub blocks: Vec<Block>,
}

/// A piece of a line of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words. A line break of the source is a space.
    Text(Located<Box<str>>),
    /// Code.
    Code(Located<Box<str>>),
    /// A line break that was asked for.
    LineBreak,
    /// Styled words.
    Styled(Style, Vec<Inline>),
    /// A link: its index in [`Prose::links`] and its words, which are empty for a wikilink without a label of its own.
    Link(usize, Vec<Inline>),
    /// An image: its index in [`Prose::links`], the text that stands for it, and its title.
    Image {
        /// The index in [`Prose::links`].
        link: usize,
        /// The text that stands for the image; empty for a decorative one.
        alt: String,
        /// The title, as shown by some browsers on hovering.
        title: Option<String>,
    },
    /// A citation: its index in [`Prose::citations`].
    Citation(usize),
    /// A reference to a footnote: its index in [`Prose::footnotes`].
    FootnoteReference(usize),
}

/// How words are styled: Markdown's own styles, and the few elements that raw inline HTML may use, without attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// `*emphasis*`
    Emphasis,
    /// `**strong**`
    Strong,
    /// `~~deleted~~`
    Strikethrough,
    /// `<sub>`
    Subscript,
    /// `<sup>`
    Superscript,
    /// `<kbd>`
    Keyboard,
    /// `<mark>`
    Mark,
    /// `<small>`
    Small,
    /// `<ins>`
    Inserted,
    /// `<abbr>`
    Abbreviation,
}

impl Style {
    /// The name of the HTML element.
    pub fn element(self) -> &'static str {
        match self {
            Self::Emphasis => "em",
            Self::Strong => "strong",
            Self::Strikethrough => "del",
            Self::Subscript => "sub",
            Self::Superscript => "sup",
            Self::Keyboard => "kbd",
            Self::Mark => "mark",
            Self::Small => "small",
            Self::Inserted => "ins",
            Self::Abbreviation => "abbr",
        }
    }
}

/// A link or image as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenLink {
    /// What it points at.
    pub target: Target,
    /// Whether it embeds an image.
    pub image: bool,
    /// Where it was written.
    pub span: Span,
}

/// What a link points at, as written and not yet looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An absolute address with one of the schemes that a page may link to: http, https, mailto, tel, doi.
    Url(String),
    /// A path relative to the file, decoded, and an anchor: `../treatments/chemotherapy.md#risks`.
    Path {
        /// The path as written, percent-decoded.
        path: String,
        /// The anchor without `#`.
        fragment: Option<String>,
    },
    /// An anchor on the same page, without `#`.
    Fragment(String),
    /// `[[name#anchor]]`
    Wiki {
        /// The name as written.
        name: String,
        /// The anchor without `#`.
        fragment: Option<String>,
    },
    /// `[[term:name]]` and the other namespaces.
    Named {
        /// What is before the colon.
        space: Namespace,
        /// What is after it; of a chat with the place in it, as `2026-05-12-hair#message-3`.
        name: String,
    },
    /// An address with a scheme that a page may not link to, as `javascript:`.
    Forbidden(String),
}

/// What stands before the colon of a namespaced wikilink.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Namespace {
    /// `term:`, the glossary.
    Term,
    /// `person:`, a member of staff.
    Person,
    /// `chat:`
    Chat,
    /// `ref:`, the reference library.
    Reference,
    /// `contact:`, prints a telephone number of `contacts.yaml`.
    Contact,
    /// `threshold:`, prints a value of `contacts.yaml`.
    Threshold,
}

impl Namespace {
    /// Every namespace with its word.
    pub const ALL: [(&'static str, Self); 6] = [
        ("term", Self::Term),
        ("person", Self::Person),
        ("chat", Self::Chat),
        ("ref", Self::Reference),
        ("contact", Self::Contact),
        ("threshold", Self::Threshold),
    ];

    /// What stands after the colon as the name of something and the place in it. Only chats have places.
    pub fn place(self, name: &str) -> (&str, Option<&str>) {
        match name.split_once('#').filter(|_| self == Self::Chat) {
            Some((name, place)) => (name.trim_end(), Some(place.trim_start())),
            None => (name, None),
        }
    }
}

/// One place in the text where sources are cited, as `[@a; @b, p. 3]` or `@a`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The sources, in the order written.
    pub items: Vec<CitedItem>,
    /// Whether the citation is part of the sentence: `@a says …`.
    pub narrative: bool,
    /// Where it was written.
    pub span: Span,
}

/// One source of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedItem {
    /// The key of the reference.
    pub key: Located<String>,
    /// Words before it: `see`.
    pub prefix: String,
    /// Where in the source, and words after it: `p. 3`.
    pub suffix: String,
    /// `-@key`: the author is not repeated.
    pub suppress_author: bool,
}

impl Prose {
    /// Calls `visit` for each heading with its depth-first order.
    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) => Some(heading),
            _ => None,
        })
    }

    /// The care card of the page: the first of the most pressing kind that it has, outside of lists and quotations.
    pub fn care_card(&self) -> Option<&Block> {
        let of_kind = |kind| {
            self.blocks.iter().find(|block| matches!(&block.kind, BlockKind::Callout(other, _) if *other == kind))
        };
        [CalloutKind::Emergency, CalloutKind::Urgent, CalloutKind::NonUrgent].into_iter().find_map(of_kind)
    }

    /// Whether an element of the page's body has the anchor `id`.
    pub fn has_anchor(&self, id: &str) -> bool {
        let mut found = false;
        self.each_anchor(&mut |anchor| found |= anchor == id);
        found
    }

    /// Shows every anchor of the page's body to `see`, in order.
    pub fn each_anchor(&self, see: &mut dyn FnMut(&str)) {
        fn each(blocks: &[Block], see: &mut dyn FnMut(&str)) {
            for block in blocks {
                match &block.kind {
                    BlockKind::Heading(heading) => see(&heading.id),
                    BlockKind::Quote(blocks) | BlockKind::Callout(_, blocks) => each(blocks, see),
                    BlockKind::List { items, .. } => items.iter().for_each(|item| each(&item.blocks, see)),
                    _ => {}
                }
            }
        }
        each(&self.blocks, see);
    }
}

/// Appends the words of `inlines`, without any markup. Links without words of their own add nothing.
pub fn push_text(words: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => words.push_str(text),
            Inline::LineBreak => words.push(' '),
            Inline::Styled(_, content) | Inline::Link(_, content) => push_text(words, content),
            Inline::Image { alt, .. } => words.push_str(alt),
            Inline::Citation(_) | Inline::FootnoteReference(_) => {}
        }
    }
}

/// The words of `inlines`, without any markup.
pub fn text_of(inlines: &[Inline]) -> String {
    let mut words = String::new();
    push_text(&mut words, inlines);
    words
}

/// Appends the words of `blocks`, each block on a line of its own. Raw HTML and code are left out.
pub fn push_block_text(words: &mut String, blocks: &[Block]) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Plain(content) => push_line(words, content),
            BlockKind::Heading(heading) => push_line(words, &heading.content),
            BlockKind::Quote(blocks) | BlockKind::Callout(_, blocks) => push_block_text(words, blocks),
            BlockKind::List { items, .. } => items.iter().for_each(|item| push_block_text(words, &item.blocks)),
            BlockKind::Definitions(entries) => {
                for entry in entries {
                    entry.terms.iter().for_each(|term| push_line(words, term));
                    entry.definitions.iter().for_each(|blocks| push_block_text(words, blocks));
                }
            }
            BlockKind::Table(table) => {
                let rows = std::iter::once(&table.head).chain(&table.rows);
                rows.for_each(|row| push_row(words, row));
            }
            BlockKind::Code { .. } | BlockKind::Html(_) | BlockKind::Rule => {}
        }
    }
}

/// Appends the words of a row of a table, its cells apart from each other.
fn push_row(words: &mut String, cells: &[Vec<Inline>]) {
    let cells: Vec<String> = cells.iter().map(|cell| text_of(cell)).filter(|cell| !cell.trim().is_empty()).collect();
    if !cells.is_empty() {
        words.push_str(&cells.join(" · "));
        words.push('\n');
    }
}

/// Appends the words of one line and ends it.
fn push_line(words: &mut String, inlines: &[Inline]) {
    let before = words.len();
    push_text(words, inlines);
    if words.len() > before {
        words.push('\n');
    }
}
