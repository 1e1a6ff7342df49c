//! Reads one element of an XML export into a small tree. Exports are cut into their records first, so that a broken
//! record costs only itself.

use std::ops::Range;

use memchr::memmem::Finder;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may lie in each other. Exports need about ten levels.
const DEEPEST: usize = 64;

/// An element with what it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name, without a namespace.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// The elements in it.
    pub(super) children: Vec<Element>,
    /// All words in it, its children's included.
    words: String,
}

impl Element {
    /// The words in it, on one line; nothing if there are none.
    pub(super) fn text(&self) -> Option<String> {
        let words = self.words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The first element at `path`, a list of names from the outside in.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Self> {
        match path {
            [] => Some(self),
            [name, rest @ ..] => {
                self.children.iter().filter(|child| child.name == *name).find_map(|child| child.at(rest))
            }
        }
    }

    /// The words of the first element at `path`.
    pub(super) fn text_at(&self, path: &[&str]) -> Option<String> {
        self.at(path).and_then(Self::text)
    }

    /// The elements in it that have this name.
    pub(super) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// One record of an export: where it stands, and whether it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// From its opening to its closing tag; of one that never ends, to where the next one begins.
    pub(super) range: Range<usize>,
    /// Whether it ends.
    pub(super) closed: bool,
}

/// Cuts `text` into the elements that have one of these names. They do not lie in each other.
pub(super) fn cut(text: &str, names: &[&'static str]) -> Vec<Cut> {
    let mut cuts = Vec::new();
    // Where each name opens next. A name that a file does not have is looked for once, and not after each record.
    let mut ahead: Vec<(Option<usize>, &'static str)> =
        names.iter().map(|name| (next_opening(text, name, 0), *name)).collect();
    let nearest =
        |ahead: &[(Option<usize>, &'static str)]| ahead.iter().filter_map(|(at, name)| Some(((*at)?, *name))).min();
    let mut open = nearest(&ahead);
    while let Some((start, name)) = open {
        let after = start + name.len() + 1;
        for (at, name) in ahead.iter_mut().filter(|(at, _)| at.is_some_and(|at| at < after)) {
            *at = next_opening(text, name, after);
        }
        let next = nearest(&ahead);
        let limit = next.map_or(text.len(), |(at, _)| at);
        let closing = format!("</{name}>");
        let end = text[after..limit].find(&closing).map(|at| after + at + closing.len());
        cuts.push(Cut { range: start..end.unwrap_or(limit), closed: end.is_some() });
        open = next;
    }
    cuts
}

/// Where an element called `name` opens in `text`, from byte `from` on.
fn next_opening(text: &str, name: &str, from: usize) -> Option<usize> {
    let tag = format!("<{name}");
    let finder = Finder::new(&tag);
    let mut at = from;
    while let Some(found) = finder.find(&text.as_bytes()[at..]) {
        let start = at + found;
        at = start + tag.len();
        if text[at..].starts_with(|next: char| next.is_whitespace() || matches!(next, '>' | '/')) {
            return Some(start);
        }
    }
    None
}

/// The element that `text` begins with, or what is wrong with it and where.
pub(super) fn element(text: &str) -> Result<Element, (String, usize)> {
    let mut reader = Reader::from_str(text);
    // A stray `&` is an ampersand: programs that forget to escape it are many.
    reader.config_mut().allow_dangling_amp = true;
    let mut open: Vec<Element> = Vec::new();
    loop {
        let place = |reader: &Reader<&[u8]>| usize::try_from(reader.error_position()).unwrap_or_default();
        let event = reader.read_event().map_err(|error| (error.to_string(), place(&reader)))?;
        match event {
            Event::Start(_) if open.len() >= DEEPEST => {
                return Err((String::from("its elements lie too deep in each other"), 0));
            }
            Event::Start(start) => open.push(opened(&start)),
            Event::Empty(start) => {
                let element = opened(&start);
                match open.last_mut() {
                    Some(parent) => parent.children.push(element),
                    None => return Ok(element),
                }
            }
            Event::End(_) => {
                if let Some(whole) = close(&mut open) {
                    return Ok(whole);
                }
            }
            Event::Text(words) => add(&mut open, &words),
            Event::CData(words) => add(&mut open, &words),
            Event::GeneralRef(name) => add(&mut open, &character(&name)),
            Event::Eof => return Err((String::from("it does not end"), 0)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// An element that begins.
fn opened(start: &BytesStart<'_>) -> Element {
    let local = |name: &str| String::from(name.rsplit(':').next().unwrap_or(name));
    let mut written = start.attributes();
    let read = written.with_checks(false).flatten();
    let attributes = read.map(|attribute| (local(attribute.key.as_ref()), String::from(&*attribute.value))).collect();
    Element { name: local(start.name().as_ref()), attributes, ..Element::default() }
}

/// Puts the innermost open element into the one around it; gives it back if there is none.
fn close(open: &mut Vec<Element>) -> Option<Element> {
    let element = open.pop()?;
    match open.last_mut() {
        Some(parent) => {
            parent.words.push_str(&element.words);
            // Words of two elements do not run into each other, but marks inside a word do: H<sub>2</sub>O.
            if !matches!(element.name.as_str(), "i" | "b" | "u" | "sub" | "sup" | "style" | "em" | "strong") {
                parent.words.push(' ');
            }
            parent.children.push(element);
            None
        }
        None => Some(element),
    }
}

/// Adds words to the innermost open element.
fn add(open: &mut [Element], words: &str) {
    if let Some(element) = open.last_mut() {
        element.words.push_str(words);
    }
}

/// The character that a reference such as `#233` or `amp` stands for; an unknown one stays as it was written.
fn character(name: &str) -> String {
    let code = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(number) => u32::from_str_radix(number, 16).ok(),
        None => number.parse().ok(),
    });
    let character = code.and_then(char::from_u32).map(String::from);
    character.or_else(|| resolve_predefined_entity(name).map(String::from)).unwrap_or_else(|| format!("&{name};"))
}

#[cfg(test)]
mod tests {
    use super::{cut, element};

    #[test]
    fn records_are_cut_out_one_by_one() {
        let text = "<set><rec a=\"1\">x</rec><record/><rec>y<rec>z</rec></set>";
        let cuts: Vec<_> = cut(text, &["rec"]).into_iter().map(|cut| (&text[cut.range.clone()], cut.closed)).collect();
        assert_eq!(cuts, [("<rec a=\"1\">x</rec>", true), ("<rec>y", false), ("<rec>z</rec>", true)]);
    }

    #[test]
    fn words_and_references_are_read_as_people_see_them() {
        let read =
            element("<a t=\"1\"><d>H<sub>2</sub>O &amp; caf&#233; &#x3b2; A & B</d><c>x</c><c>y</c></a>").unwrap();
        assert_eq!(read.text_at(&["d"]).as_deref(), Some("H2O & café β A & B"));
        assert_eq!(read.text().as_deref(), Some("H2O & café β A & B x y"));
        assert_eq!((read.attribute("t"), read.named("c").count()), (Some("1"), 2));
        assert!(element("<a><b></a>").is_err());
        assert!(element(&"<a>".repeat(100_000)).is_err());
    }
}
