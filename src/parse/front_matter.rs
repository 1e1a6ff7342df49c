//! Splits a Markdown file into its front matter and its body, and reads the settings that all texts share.

use crate::finding::{Finding, Findings};
use crate::model::article::{Claim, Correction, Meta, TopicKind};
use crate::model::evidence::Certainty;
use crate::parse::fields::Fields;
use crate::parse::yaml::{self, Node};
use crate::rules;
use crate::source::{FilePath, Located, Span};

rules! {
    /// The settings at the top of a page are not closed, or far too long.
    ///
    /// They stand between two lines that hold nothing but `---`.
    ///
    /// **Why it matters to a patient.** None of the settings can be used: the page appears without its reviewer and
    /// its review date.
    ///
    /// **How to mend it.** Put a line `---` after the last setting, and move everything else below it.
    FRONT_MATTER = "front-matter/unclosed", Error;
}

/// Front matter longer than this is not read: it is text that lacks its closing line, or an attack on the reader.
const MAX_FRONT_MATTER: usize = 64 * 1024;

/// A Markdown file in its two parts.
pub struct Split<'a> {
    /// The settings, if there are any that can be read.
    pub settings: Option<Node>,
    /// The body.
    pub body: &'a str,
    /// Where the body begins in the file.
    pub body_start: usize,
}

/// Splits `text`. A file without front matter is all body.
pub fn split<'a>(file: &FilePath, text: &'a str, findings: &mut Findings) -> Split<'a> {
    let whole = Split { settings: None, body: text, body_start: 0 };
    let Some(start) = first_fence(text) else { return whole };
    let Some((end, body_start)) = closing_fence(text, start) else {
        let finding = Finding::new(&FRONT_MATTER, file, "the settings at the top of the page are not closed");
        findings.push(finding.at(Span::new(0..start)).help("put a line `---` after the last setting"));
        return whole;
    };
    let rest = Split { settings: None, body: &text[body_start..], body_start };
    if end - start > MAX_FRONT_MATTER {
        let message = format!("the settings at the top of the page are longer than {} KiB", MAX_FRONT_MATTER / 1024);
        let finding = Finding::new(&FRONT_MATTER, file, message);
        findings
            .push(finding.at(Span::new(0..start)).help("keep settings short, and put the text below the second `---`"));
        return rest;
    }
    Split { settings: yaml::read(file, &text[start..end], start, findings), ..rest }
}

/// Where the settings begin, if the first line is a fence.
fn first_fence(text: &str) -> Option<usize> {
    let line = text.lines().next()?;
    (line.trim_end() == "---").then(|| text.find('\n').map_or(text.len(), |end| end + 1))
}

/// Where the settings end and where the body begins after them.
fn closing_fence(text: &str, start: usize) -> Option<(usize, usize)> {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// The settings of a page as [`Fields`]; an empty set when there are none that can be read.
pub fn fields<'a>(file: &'a FilePath, settings: Option<Node>, findings: &mut Findings) -> Fields<'a> {
    settings.and_then(|settings| Fields::of(file, settings, findings)).unwrap_or_else(|| Fields::none(file))
}

/// Takes the settings out of `fields` that articles and recaps share, but for the title.
pub fn meta(fields: &mut Fields<'_>) -> Meta {
    let claims = claims(fields);
    let mut sources = fields.texts("sources");
    for source in claims.iter().flat_map(|claim| &claim.sources) {
        if sources.iter().all(|known| known.value != source.value) {
            sources.push(source.clone());
        }
    }
    let (old_addresses, aliases) = fields.texts("aliases").into_iter().partition(|alias| is_address(alias));
    Meta {
        summary: fields.words("summary"),
        kind: fields.choice("kind", &TopicKind::ALL),
        audience: fields.all_words("audience"),
        authors: fields.texts("authors"),
        reviewed_by: fields.texts("reviewed_by"),
        reviewed: fields.date("reviewed"),
        review_due: fields.date("review_due"),
        updated: fields.date("updated"),
        sources,
        disclosures: fields.words("disclosures"),
        funding: fields.words("funding"),
        tags: fields.all_words("tags"),
        aliases: names(aliases),
        old_addresses,
        corrections: corrections(fields),
        claims,
        language: fields.words("language"),
        translation_of: fields.text("translation_of"),
        draft: fields.flag("draft").unwrap_or(false),
        weight: fields.signed("weight").unwrap_or(0),
    }
}

/// Whether an alias is an address at which the page stood before, not another name of its subject.
fn is_address(alias: &str) -> bool {
    let ends = [".html", ".htm", ".md", "/"];
    let begins = ["/", "topics/", "chats/", "pages/"];
    let is_word = alias.contains(char::is_whitespace);
    !is_word && (begins.iter().any(|part| alias.starts_with(part)) || ends.iter().any(|part| alias.ends_with(part)))
}

/// Words without their places.
fn names(aliases: Vec<Located<String>>) -> Vec<String> {
    aliases.into_iter().map(|alias| alias.value).filter(|name| !name.trim().is_empty()).collect()
}

/// `corrections:`, each with its date and what was put right.
fn corrections(fields: &mut Fields<'_>) -> Vec<Correction> {
    let mut corrections = Vec::new();
    for mut entry in fields.maps("corrections") {
        let span = entry.span();
        let (date, text) = (entry.date("date"), entry.words("text"));
        fields.close(entry);
        match date.zip(text) {
            Some((date, text)) => corrections.push(Correction { date, text }),
            None => fields.complain(
                span,
                "this correction has no `date` or no `text`",
                "write `date: 2026-05-12` and `text: …` with what was wrong and what is right",
            ),
        }
    }
    corrections
}

/// `claims:`, each with what is said, how sure it is, and what it rests on.
fn claims(fields: &mut Fields<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for mut entry in fields.maps("claims") {
        let span = entry.span();
        let (text, certainty) = (entry.text("text"), entry.choice("certainty", &Certainty::ALL));
        let sources = entry.texts("sources");
        fields.close(entry);
        match text.zip(certainty) {
            Some((text, certainty)) => claims.push(Claim { text, certainty, sources }),
            None => fields.complain(
                span,
                "this claim has no `text` or no `certainty`",
                "write `text: …`, `certainty:` with high, moderate, low or very-low, and `sources: [key]`",
            ),
        }
    }
    claims
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::finding::Findings;
    use crate::source::FilePath;

    fn body(text: &str) -> (String, bool, usize) {
        let mut findings = Findings::new();
        let split = split(&FilePath::new("topics/a.md"), text, &mut findings);
        (String::from(split.body), split.settings.is_some(), findings.len())
    }

    #[test]
    fn a_file_is_split_at_its_fences() {
        assert_eq!(body("---\ntitle: a\n---\nText"), (String::from("Text"), true, 0));
        assert_eq!(body("---\r\ntitle: a\r\n---\r\nText"), (String::from("Text"), true, 0));
        assert_eq!(body("Text\n---\n"), (String::from("Text\n---\n"), false, 0));
        assert_eq!(body("---\ntitle: a\n"), (String::from("---\ntitle: a\n"), false, 1));
        assert_eq!(body(""), (String::new(), false, 0));
    }

    #[test]
    fn endless_front_matter_is_not_read() {
        let text = format!("---\n{}\n---\nText", "a: b\n".repeat(20_000));
        assert_eq!(body(&text), (String::from("Text"), false, 1));
    }
}
