//! Fields of records in which people write freely: the note of a source, how somebody gave consent. Everything else of a
//! list of sources or people is what it says it is.

use std::ops::Range;

use crate::check::privacy::line::Ground;

/// Fields of sources that hold what somebody remarked, in BibTeX, CSL-JSON, YAML, RIS, EndNote and their like.
const OF_SOURCES: [&str; 10] =
    ["note", "notes", "annote", "annotation", "addendum", "comment", "research-notes", "N1", "RN", "%Z"];

/// Fields of people that hold sentences.
const OF_PEOPLE: [&str; 7] = ["consent_method", "about", "role", "credentials", "disclosures", "note", "notes"];

/// Where the fields of a file of this ground begin and end in which people write freely.
pub(super) fn free(text: &str, ground: Ground) -> Vec<Range<usize>> {
    let names: &[&str] = match ground {
        Ground::References => &OF_SOURCES,
        Ground::People => &OF_PEOPLE,
        Ground::Chat | Ground::Page | Ground::Contacts => return Vec::new(),
    };
    let mut fields: Vec<Range<usize>> = names.iter().flat_map(|name| of_name(text, name)).collect();
    fields.sort_unstable_by_key(|field| (field.start, field.end));
    fields.dedup();
    fields
}

/// The values of the fields called `name`, in small or large letters.
fn of_name(text: &str, name: &str) -> Vec<Range<usize>> {
    let first = name.as_bytes()[0];
    let starts = memchr::memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), text.as_bytes());
    let is_name = |at: &usize| {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
        text.as_bytes().get(*at..at + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && !before.is_some_and(is_part)
            && !text.as_bytes().get(at + name.len()).is_some_and(is_part)
    };
    starts.filter(is_name).filter_map(|at| value(text, at + name.len())).collect()
}

/// The value that follows the name of a field: `= {…}`, `: "…"`, `  - …`, `>…</`.
fn value(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..];
    let sign = rest.trim_start_matches(['"', '\'', ' ', '\t', '\n', '\r']);
    let told = sign.strip_prefix(['=', ':', '-', '>']);
    // EndNote's tag of one letter is followed by its words.
    let told = told.or_else(|| text[..at].ends_with("%Z").then_some(sign))?;
    let opened = told.trim_start_matches([' ', '\t', '\n', '\r']);
    let start = text.len() - opened.len();
    let length = match opened.bytes().next()? {
        b'{' => balanced(opened),
        quote @ (b'"' | b'\'') => quoted(opened, char::from(quote)),
        _ if sign.starts_with('>') => opened.find("</").unwrap_or(opened.len()),
        _ => lines(opened, text[..at].rsplit('\n').next().unwrap_or_default()),
    };
    (length > 0).then(|| start..start + length)
}

/// How long the braces at the beginning of `text` are, with what is in them.
fn balanced(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

/// How long the words in quotation marks at the beginning of `text` are.
fn quoted(text: &str, quote: char) -> usize {
    let closing = text[1..].match_indices(quote).map(|(at, _)| at + 1).find(|at| !text[..*at].ends_with('\\'));
    closing.map_or(text.len(), |at| at + 1)
}

/// How long bare words at the beginning of `text` are: up to the end of the line, or of the mapping in braces that `before`
/// opens, and on lines that are set in deeper.
fn lines(text: &str, before: &str) -> usize {
    if before.contains('{') {
        return text.find([',', '}', '\n']).unwrap_or(text.len());
    }
    let indent = before.len() - before.trim_start().len();
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let is_deeper = line.len() - line.trim_start_matches([' ', '\t']).len() > indent;
        if end > 0 && !is_deeper && !line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::free;
    use crate::check::privacy::line::Ground;

    fn found(text: &str, ground: Ground) -> Vec<&str> {
        free(text, ground).into_iter().map(|range| text[range].trim()).collect()
    }

    #[test]
    fn remarks_are_found_in_every_way_of_writing_sources() {
        for (text, value) in [
            ("@article{a, note = {For {Mrs} W}, year = {2020}}", "{For {Mrs} W}"),
            ("@article{a, Annote=\"For Mrs W\", year=2020}", "\"For Mrs W\""),
            ("[{\"id\": \"a\", \"note\": \"For \\\"Mrs\\\" W\"}]", "\"For \\\"Mrs\\\" W\""),
            ("a:\n  type: article\n  note: For Mrs W\n  date: 2020\n", "For Mrs W"),
            ("a:\n  note: >\n    For\n    Mrs W\n  date: 2020\n", ">\n    For\n    Mrs W"),
            ("TY  - JOUR\nN1  - For Mrs W\nER  - \n", "For Mrs W"),
            ("%0 Journal\n%Z For Mrs W\n", "For Mrs W"),
            ("<record><notes>For Mrs W</notes></record>", "For Mrs W"),
        ] {
            assert_eq!(found(text, Ground::References), [value], "{text}");
        }
        assert!(found("@article{note2020, title={Keynotes: a study}}", Ground::References).is_empty());
    }

    #[test]
    fn what_people_are_called_is_no_remark() {
        let people = "- {id: a, name: Mrs W, consent_method: by letter, consent: name}\n";
        assert_eq!(found(people, Ground::People), ["by letter"]);
        assert!(found(people, Ground::Page).is_empty());
    }
}
