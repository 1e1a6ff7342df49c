//! Writes what a citation style made as HTML. Everything is escaped, and links lead to the web only; the library's own
//! HTML does neither.

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatting};

/// Appends `text` so that it is text in HTML, and in the quoted value of an attribute.
pub(super) fn push_escaped(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
}

/// `text` as HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    push_escaped(&mut html, text);
    html
}

/// Whether a page may link to `url`.
pub(super) fn is_of_web(url: &str) -> bool {
    let scheme = url.split("://").next().unwrap_or_default();
    url.len() > scheme.len() && (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"))
}

/// A link to `url` that shows `html`, or `html` alone if a page may not link there.
pub(super) fn link(url: &str, html: &str) -> String {
    if is_of_web(url) { format!("<a href=\"{}\">{html}</a>", escaped(url)) } else { String::from(html) }
}

/// How elements are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Links {
    /// Links lead where the style says.
    Kept,
    /// The words of links only, because a link lies around all of them.
    Words,
}

/// The elements as HTML, without the number of the source: lists number themselves.
pub(super) fn html(children: &ElemChildren, links: Links) -> String {
    let mut html = String::new();
    push_children(&mut html, children, links);
    html
}

/// The words of the elements.
pub(super) fn plain(children: &ElemChildren) -> String {
    let mut words = String::new();
    push_plain(&mut words, children);
    words
}

fn push_plain(words: &mut String, children: &ElemChildren) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) | ElemChild::Link { text, .. } => words.push_str(&text.text),
            ElemChild::Elem(element) => push_plain(words, &element.children),
            ElemChild::Markup(text) => words.push_str(text),
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn push_children(html: &mut String, children: &ElemChildren, links: Links) {
    for child in &children.0 {
        push_child(html, child, links);
    }
}

/// Appends one element.
pub(super) fn push_child(html: &mut String, child: &ElemChild, links: Links) {
    match child {
        ElemChild::Link { text, url } if links == Links::Kept => {
            push_formatted(html, text.formatting, &link(url, &escaped(&text.text)));
        }
        ElemChild::Text(text) | ElemChild::Link { text, .. } => {
            push_formatted(html, text.formatting, &escaped(&text.text));
        }
        ElemChild::Markup(text) => push_escaped(html, text),
        ElemChild::Elem(element) if element.meta == Some(ElemMeta::CitationNumber) => {}
        ElemChild::Elem(element) => {
            // A block of its own, such as a note, begins after a space.
            if element.display.is_some() && !html.is_empty() && !html.ends_with(' ') {
                html.push(' ');
            }
            push_children(html, &element.children, links);
        }
        ElemChild::Transparent { .. } => {}
    }
}

/// Appends `inner` in the elements that stand for its formatting.
fn push_formatted(html: &mut String, formatting: Formatting, inner: &str) {
    let tags = [
        (formatting.font_style == FontStyle::Italic).then_some(("<i>", "</i>")),
        (formatting.font_weight == FontWeight::Bold).then_some(("<b>", "</b>")),
        (formatting.font_variant == FontVariant::SmallCaps).then_some(("<span class=\"small-caps\">", "</span>")),
        (formatting.vertical_align == VerticalAlign::Sup).then_some(("<sup>", "</sup>")),
        (formatting.vertical_align == VerticalAlign::Sub).then_some(("<sub>", "</sub>")),
    ];
    let tags: Vec<_> = tags.into_iter().flatten().collect();
    tags.iter().for_each(|(open, _)| html.push_str(open));
    html.push_str(inner);
    tags.iter().rev().for_each(|(_, close)| html.push_str(close));
}

#[cfg(test)]
mod tests {
    use super::{escaped, link};

    #[test]
    fn links_lead_to_the_web_only() {
        assert_eq!(link("https://a.org/?a&b\"", "x"), "<a href=\"https://a.org/?a&amp;b&quot;\">x</a>");
        for url in ["javascript:alert(1)", "//a.org", "data:text/html,x", "javascript://a.org", "https:"] {
            assert_eq!(link(url, "x"), "x", "{url}");
        }
    }

    #[test]
    fn markup_is_words() {
        assert_eq!(escaped("<script>'&\""), "&lt;script&gt;&#39;&amp;&quot;");
    }
}
