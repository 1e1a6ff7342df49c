//! The text of a cue: who says which of its words. Tags go, entities are decoded once.

use crate::parse::chat::html::decoded;
use crate::parse::chat::lines::is_blank;

/// What one voice says in a cue.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The name of the voice, if it has one.
    pub(super) voice: Option<String>,
    /// The words.
    pub(super) words: String,
    /// Whether words appear one after the other, as where each cue repeats the one before it.
    pub(super) rolls: bool,
}

/// The words of a cue by voice, without tags.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut parts = vec![Part { voice: None, words: String::new(), rolls: false }];
    let mut rest = text;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, tag) = rest.split_at(at);
        push_words(&mut parts, before);
        let Some(length) = tag_length(tag) else {
            push_words(&mut parts, &tag[..1]);
            rest = &tag[1..];
            continue;
        };
        read_tag(&mut parts, &tag[..length]);
        rest = &tag[length..];
    }
    push_words(&mut parts, rest);
    parts.retain_mut(|part| {
        part.words = decoded(&part.words).trim_matches(is_blank).to_owned();
        !part.words.is_empty()
    });
    parts
}

fn push_words(parts: &mut [Part], words: &str) {
    if let Some(part) = parts.last_mut() {
        part.words.push_str(words);
    }
}

/// Opens or closes a voice.
fn read_tag(parts: &mut Vec<Part>, tag: &str) {
    let inner = tag.trim_start_matches('<').trim_end_matches('>');
    let name = inner.split([' ', '\t', '\n', '\r', '.']).next().unwrap_or_default();
    if name == "v" {
        let voice = inner.split_once([' ', '\t', '\n', '\r']).map_or("", |(_, voice)| voice);
        let voice = decoded(voice).split_whitespace().collect::<Vec<_>>().join(" ");
        parts.push(Part { voice: Some(voice).filter(|voice| !voice.is_empty()), words: String::new(), rolls: false });
    } else if name == "/v" {
        parts.push(Part { voice: None, words: String::new(), rolls: false });
    } else if let Some(part) = parts.last_mut() {
        part.rolls |= inner.starts_with(|c: char| c.is_ascii_digit());
    }
}

/// How long the tag at the beginning of `text` is. A voice that is not closed takes the rest of its line: it is a name.
fn tag_length(text: &str) -> Option<usize> {
    if text.starts_with('{') {
        return text.starts_with("{\\").then(|| text.find('}').map(|end| end + 1))?;
    }
    let inner = &text[1..];
    let is_time = inner.starts_with(|c: char| c.is_ascii_digit())
        && inner
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.'))
            .is_some_and(|end| inner[end..].starts_with('>'));
    if !is_time && !inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '.' | '>')) {
        return None;
    }
    let is_voice = inner.starts_with("v ") || inner.starts_with("v.") || inner.starts_with("v\t");
    match inner.find(['>', '<']) {
        Some(end) if inner[end..].starts_with('>') => Some(end + 2),
        _ if is_voice => Some(1 + inner.find('\n').unwrap_or(inner.len())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    fn shown(text: &str) -> Vec<String> {
        parts(text).iter().map(|part| format!("{}|{}", part.voice.as_deref().unwrap_or("-"), part.words)).collect()
    }

    #[test]
    fn voices_and_tags() {
        assert_eq!(shown("<v Ana Ruiz>hi <b>all</b></v>"), ["Ana Ruiz|hi all"]);
        assert_eq!(shown("<v.loud Ana &amp; Bo>a<v Bev>b</v> c"), ["Ana & Bo|a", "Bev|b", "-|c"]);
        assert_eq!(shown("1 < 2 <3 &lt;v X&gt; <00:01.000>now {\\an8}x {y}"), ["-|1 < 2 <3 <v X> now x {y}"]);
        assert_eq!(shown("<v Ana Ruiz\nwords"), ["Ana Ruiz|words"]);
    }
}
