//! Takes everything out of raw HTML that could run, load, send or imitate something. Only what has gone through here
//! becomes [`SafeHtml`].

use std::collections::BTreeSet;
use std::sync::LazyLock;

use ammonia::Builder;

use crate::model::prose::{SafeHtml, Style};

/// The elements that a block of raw HTML may use. No media, no forms, no styles, no SVG and no mathematics.
const ELEMENTS: [&str; 46] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "u",
];

/// The rest of [`ELEMENTS`].
const MORE_ELEMENTS: [&str; 8] = ["tfoot", "th", "thead", "time", "tr", "ul", "var", "wbr"];

/// The sanitiser, set up once.
static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.into_iter().chain(MORE_ELEMENTS).collect())
        .clean_content_tags(["script", "style", "template", "noscript", "title", "textarea", "svg", "math"].into())
        .generic_attributes(["lang", "dir", "title"].into())
        .tag_attributes(
            [
                ("a", ["href"].into()),
                ("ol", ["start", "reversed"].into()),
                ("td", ["colspan", "rowspan"].into()),
                ("th", ["colspan", "rowspan", "scope"].into()),
                ("time", ["datetime"].into()),
            ]
            .into(),
        )
        // Relative addresses of raw HTML are not looked up in the network, so they would break: only absolute ones stay.
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer"));
    builder
});

/// The harmless part of a block of raw HTML; nothing if nothing is left.
pub fn html(html: &str) -> Option<SafeHtml> {
    let clean = SANITISER.clean(html).to_string();
    (!clean.trim().is_empty()).then(|| SafeHtml::vouched(clean))
}

/// The names of the elements in `html` that are taken out, each once.
pub fn removed_tags(html: &str) -> Vec<String> {
    let names: BTreeSet<String> =
        html.split('<').skip(1).map(tag_name).filter(|name| !name.is_empty() && !is_known(name)).collect();
    names.into_iter().collect()
}

/// What a single raw HTML tag within a line means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineTag {
    /// A line break.
    Break,
    /// Words in a style begin.
    Open(Style),
    /// Words in a style end.
    Close(Style),
    /// Nothing that anybody would miss: a comment, or an element that only holds words.
    Nothing,
    /// An element that is not shown; its name.
    Removed(String),
}

/// The elements that have a meaning within a line.
const INLINE: [(&str, Style); 14] = [
    ("abbr", Style::Abbreviation),
    ("b", Style::Strong),
    ("del", Style::Strikethrough),
    ("em", Style::Emphasis),
    ("i", Style::Emphasis),
    ("ins", Style::Inserted),
    ("kbd", Style::Keyboard),
    ("mark", Style::Mark),
    ("s", Style::Strikethrough),
    ("small", Style::Small),
    ("strong", Style::Strong),
    ("sub", Style::Subscript),
    ("sup", Style::Superscript),
    ("u", Style::Inserted),
];

/// What the tag `tag`, with its angle brackets, means within a line.
pub fn inline_tag(tag: &str) -> InlineTag {
    let inner = tag.trim_start_matches('<');
    let name = tag_name(inner);
    let style = INLINE.iter().find(|(known, _)| *known == name).map(|(_, style)| *style);
    match (name.as_str(), style) {
        ("br", _) => InlineTag::Break,
        (_, Some(style)) if inner.starts_with('/') => InlineTag::Close(style),
        (_, Some(style)) => InlineTag::Open(style),
        ("", None) => InlineTag::Nothing,
        (known, None) if is_known(known) => InlineTag::Nothing,
        (_, None) => InlineTag::Removed(name),
    }
}

/// The name of the element that `tag` begins with, in lower case; empty for comments and declarations.
fn tag_name(tag: &str) -> String {
    let name = tag.trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    name[..end].to_ascii_lowercase()
}

/// Whether blocks of raw HTML may use the element.
fn is_known(name: &str) -> bool {
    ELEMENTS.contains(&name) || MORE_ELEMENTS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::{InlineTag, html, inline_tag, removed_tags};
    use crate::model::prose::Style;

    #[test]
    fn what_runs_or_loads_is_taken_out() {
        let cases = [
            ("<script>alert(1)</script>", None),
            ("<p onclick=x()>Rest <img src=//t.example/p.gif> well</p>", Some("<p>Rest  well</p>")),
            ("<svg><script>1</script></svg>", None),
            ("<a href=\"javascript:x\">go</a>", Some("<a rel=\"noopener noreferrer\">go</a>")),
            ("<form action=/x><input name=q></form>", None),
            ("<p style=\"background:url(//x)\" class=\"care-card\">a</p>", Some("<p>a</p>")),
            ("<!-- Anna, ward 4 -->", None),
        ];
        for (raw, clean) in cases {
            assert_eq!(html(raw).as_ref().map(super::SafeHtml::as_str), clean, "{raw}");
        }
    }

    #[test]
    fn removed_elements_are_named_once() {
        assert_eq!(removed_tags("<p><iframe src=x></iframe><IFRAME></p><!-- x -->"), ["iframe"]);
    }

    #[test]
    fn inline_tags_lose_their_attributes() {
        assert_eq!(inline_tag("<sub onclick=x>"), InlineTag::Open(Style::Subscript));
        assert_eq!(inline_tag("</SUB>"), InlineTag::Close(Style::Subscript));
        assert_eq!(inline_tag("<br/>"), InlineTag::Break);
        assert_eq!(inline_tag("<!-- c -->"), InlineTag::Nothing);
        assert_eq!(inline_tag("<img src=x onerror=y>"), InlineTag::Removed("img".into()));
    }
}
