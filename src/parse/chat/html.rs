//! The plain text of the HTML that exports write: of posts and of mails. No markup is kept, so nothing in it can act.
//!
//! * Blocks (`p`, `div`, `li` …) and `br` begin new lines; other white space is one blank.
//! * The contents of `script`, `style`, `head` and `title`, comments and every attribute are dropped, save the address
//!   of a link whose words do not show it.
//! * A quotation that repeats somebody else's message is dropped where `Quotations::Drop` says so.
//! * Entities are decoded once. What is no tag, as `a < b`, stays.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// What becomes of `blockquote`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotations {
    /// The words stay.
    Keep,
    /// The words go: they are those of the message that is answered.
    Drop,
}

/// Elements that begin and end lines.
const BLOCKS: [&str; 20] = [
    "address",
    "article",
    "blockquote",
    "div",
    "dd",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "pre",
    "table",
    "tr",
    "ul",
];

/// Elements whose contents nobody reads.
const HIDDEN: [&str; 5] = ["script", "style", "head", "title", "template"];

/// The plain text of `html`.
pub(super) fn plain_text(html: &str, quotations: Quotations) -> String {
    let mut writer = Writer { text: String::with_capacity(html.len()), quotations, quoted: 0, link: None };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        writer.words(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if let Some(tag) = Tag::at(rest) {
            rest = &rest[tag.length..];
            if !tag.closes && HIDDEN.contains(&tag.name.as_str()) {
                rest = after_element(rest, &tag.name);
            }
            writer.tag(&tag);
        } else {
            writer.words("<");
            rest = &rest[1..];
        }
    }
    writer.words(rest);
    writer.finish()
}

/// `text` with its entities decoded once: `&amp;lt;` is `&lt;`.
pub(super) fn decoded(text: &str) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        done.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match entity(rest) {
            Some((characters, length)) => {
                done.extend(characters.into_iter().flatten());
                length
            }
            None => {
                done.push('&');
                1
            }
        };
        rest = &rest[length..];
    }
    done + rest
}

/// The characters for which the entity at the beginning of `text` stands, and its length.
fn entity(text: &str) -> Option<([Option<char>; 2], usize)> {
    let name = text.strip_prefix('&')?;
    if let Some(number) = name.strip_prefix('#') {
        let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |digits| (digits, 16));
        let length = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let code = u32::from_str_radix(digits.get(..length.min(8))?, radix).ok()?;
        let windows = code.checked_sub(0x80).and_then(|at| C1_REPLACEMENTS.get(at as usize).copied().flatten());
        let character = windows.or_else(|| char::from_u32(code)).filter(|c| *c != '\0').unwrap_or('\u{fffd}');
        let end = name.len() - digits.len() + length;
        return Some(([Some(character), None], 1 + end + usize::from(name[end..].starts_with(';'))));
    }
    // The longest name wins; the longest there is has 32 letters.
    let letters = name.bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
    let with_end = letters + usize::from(name[letters..].starts_with(';'));
    (2..=with_end).rev().find_map(|length| {
        let (first, second) = NAMED_ENTITIES.get(&name[..length]).filter(|(first, _)| *first != 0)?;
        let second = char::from_u32(*second).filter(|c| *c != '\0');
        Some(([char::from_u32(*first), second], 1 + length))
    })
}

/// What comes after the end of the element `name`; nothing when it never ends.
fn after_element<'a>(text: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let end = from + at + 2;
        if text[end..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return &text[from + at..];
        }
        from = end;
    }
    ""
}

/// A tag.
struct Tag {
    name: String,
    closes: bool,
    /// The address of a link.
    href: Option<String>,
    /// The emoji that a picture stands for.
    emoji: Option<String>,
    /// How many bytes it takes.
    length: usize,
}

impl Tag {
    /// The tag at the beginning of `text`. One that never ends takes the rest, for it may hold anything.
    fn at(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let closes = inner.starts_with('/');
        let name = inner.trim_start_matches('/');
        let is_mark = inner.starts_with(['!', '?']);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_mark {
            return None;
        }
        let name_end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len());
        let end = tag_end(name);
        let attributes = &name[name_end.min(end)..end];
        let is_emoji = name.starts_with("emoji") || attributes.contains("emoji") || attributes.contains("Emoji");
        Some(Self {
            name: name[..name_end.min(end)].to_ascii_lowercase(),
            closes,
            href: attribute(attributes, "href"),
            emoji: if is_emoji { attribute(attributes, "alt") } else { None },
            length: (text.len() - name.len() + end + 1).min(text.len()),
        })
    }
}

/// Where the tag ends whose `<` is before `text`: at the first `>` outside of quotation marks.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (None, b'>') => return at,
            _ => {}
        }
        after_equals = byte == b'=' || after_equals && byte.is_ascii_whitespace();
    }
    text.len()
}

/// The value of an attribute that stands in quotation marks.
fn attribute(text: &str, name: &str) -> Option<String> {
    let at = text.find(name).filter(|at| text[..*at].ends_with(char::is_whitespace))?;
    let value = text[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next().map(decoded)
}

/// Writes the text.
struct Writer {
    text: String,
    quotations: Quotations,
    /// How many quotations are open that are dropped.
    quoted: usize,
    /// The address of the link that is open, and where its words begin.
    link: Option<(String, usize)>,
}

impl Writer {
    fn words(&mut self, words: &str) {
        if self.quoted > 0 {
            return;
        }
        for character in decoded(words).chars() {
            if !matches!(character, ' ' | '\t' | '\n' | '\r') {
                self.text.push(character);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
    }

    fn tag(&mut self, tag: &Tag) {
        let is_quotation = tag.name == "blockquote" && self.quotations == Quotations::Drop;
        match tag.name.as_str() {
            _ if is_quotation && tag.closes => self.quoted = self.quoted.saturating_sub(1),
            _ if is_quotation => self.quoted += 1,
            _ if self.quoted > 0 => {}
            "p" if !tag.closes => self.paragraph(),
            "br" | "p" => self.line(),
            "a" if tag.closes => self.end_link(),
            "a" => self.link = tag.href.clone().map(|href| (href, self.text.len())),
            "emoji" | "img" if tag.emoji.is_some() => self.text.push_str(tag.emoji.as_deref().unwrap_or_default()),
            "img" if !tag.closes => {
                self.words(" ");
                self.text.push_str("[image]");
            }
            "td" | "th" if !tag.closes => self.words(" "),
            "at" if !tag.closes => self.text.push('@'),
            name if BLOCKS.contains(&name) => self.block(),
            _ => {}
        }
    }

    /// Ends the line.
    fn line(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text.push('\n');
    }

    /// Ends the line if there is something on it.
    fn block(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.line();
        }
    }

    fn paragraph(&mut self) {
        self.block();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Writes the address of a link behind its words, unless they show it, or it only leads to a person or a hashtag.
    fn end_link(&mut self) {
        let Some((href, start)) = self.link.take() else { return };
        let words = self.text.get(start..).unwrap_or_default().trim();
        let shows = words.starts_with(['@', '#']) || words.contains("://") || words.starts_with("www.");
        if !shows && (href.starts_with("https://") || href.starts_with("http://")) {
            let gap = if words.is_empty() { "" } else { " " };
            self.text.push_str(&format!("{gap}({href})"));
        }
    }

    fn finish(mut self) -> String {
        self.end_link();
        String::from(self.text.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::Quotations::{Drop, Keep};
    use super::{decoded, plain_text};

    #[test]
    fn entities_are_decoded_once() {
        assert_eq!(decoded("a &amp;lt; b &lt;b&gt; &#8217;&#x2019; &#146;"), "a &lt; b <b> ’’ ’");
        assert_eq!(decoded("&ampx; &notin; &notit; &AMP &; & &1 &#; &unknown;"), "&x; ∉ ¬it; & &; & &1 &#; &unknown;");
        assert_eq!(decoded("&#0; &#xD800; &#99999999999;"), "\u{fffd} \u{fffd} \u{fffd}");
    }

    #[test]
    fn blocks_are_lines_and_markup_is_gone() {
        assert_eq!(plain_text("<p>Hi<br>all &lt;3</p>\n<p>a <b>b</b>\nc</p>", Keep), "Hi\nall <3\n\na b c");
        assert_eq!(plain_text("<div>a</div><div>b</div><ul><li>c</li></ul>", Keep), "a\nb\nc");
        assert_eq!(plain_text("x<!-- n --><script>if (a</b) {}</SCRIPT >y<style>p{}</style>", Keep), "xy");
        assert_eq!(plain_text("a < b, 3<4 <b title='>'>c</b> <i", Keep), "a < b, 3<4 c");
    }

    #[test]
    fn links_show_where_they_lead() {
        let post = "<a href=\"https://a.example/x\"><span>https://</span><span>a.example/x</span></a>";
        assert_eq!(plain_text(post, Keep), "https://a.example/x");
        assert_eq!(
            plain_text("see <a href='https://a.example/?a=1&amp;b=2'>this</a>.", Keep),
            "see this (https://a.example/?a=1&b=2)."
        );
        assert_eq!(plain_text("<a class=\"u\" href=\"https://s.example/@jo\">@<span>jo</span></a>", Keep), "@jo");
        assert_eq!(plain_text("<a href=\"javascript:x\">y</a>", Keep), "y");
    }

    #[test]
    fn pictures_of_emoji_are_emoji() {
        assert_eq!(
            plain_text(
                "a <emoji id=\"x\" alt=\"🙂\" title=\"X\"></emoji><img class='emoji' alt='👍'> <img src=x>",
                Keep
            ),
            "a 🙂👍 [image]"
        );
        assert_eq!(plain_text("<at id=\"0\">Ana Ruiz</at>, yes", Keep), "@Ana Ruiz, yes");
    }

    #[test]
    fn quotations_can_be_dropped() {
        let answer = "<blockquote>Ana: <b>hers</b><blockquote>older</blockquote></blockquote><p>mine</p>";
        assert_eq!(plain_text(answer, Drop), "mine");
        assert!(plain_text(answer, Keep).contains("hers"));
    }
}
