//! Nobody can be recognised in any byte of the example site who did not agree to it: not in pages, not in the search
//! index, not in feeds, calendars or JSON.
//!
//! The transcripts are read here a second time, by a reader of a few lines that shares nothing with the product.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::example::{NETWORK, site};
use crate::page::none;
use crate::support::tree;

/// How transcripts write the people who agreed to be named, as people.yaml has it.
const NAMED: [&str; 18] = [
    "@RuthOkaforOnc",
    "Ruth Okafor",
    "@MarwanHaddadRT",
    "Marwan Haddad",
    "@JohannaBCN",
    "Johanna Lindqvist",
    "@SofiaLymphPhysio",
    "Sofia Bianchi",
    "@DanMensahInfo",
    "Daniel Mensah",
    "@LauraWGenetics",
    "Laura Whitcombe",
    "@AnaFPsych",
    "Ana Ferreira",
    "@marialiving",
    "Maria L.",
    "@garethcares",
    "Gareth P.",
];

/// How transcripts write the people whose words must not be shown at all, with the name or without.
const SILENT: [&str; 6] = ["@ThuNguyenRx", "Thu Nguyen", "@bev_and_the_dog", "Bev", "@quietlycoping", "Ros"];

/// A name that the site shows for another reason: the pharmacist reviews pages, and only her part in chats is withheld.
const ELSEWHERE: &str = "Thu Nguyen";

/// Authors of cited papers who share a first name with a participant, as the site and its exports write them.
const CITED: [&str; 4] = ["Harbeck, Nadia", "Sparacio, Dee", "Dee Sparacio", "Sparacio Dee"];

/// Who said what, as the transcript has it.
struct Said {
    author: String,
    text: String,
}

/// Every message of every transcript of the example site.
static TRANSCRIPTS: LazyLock<Vec<Said>> = LazyLock::new(|| {
    let files = tree(&NETWORK.join("chats")).into_iter().filter(|(path, _)| path.contains("transcript"));
    let said: Vec<_> = files.flat_map(|(_, bytes)| messages(std::str::from_utf8(&bytes).unwrap())).collect();
    assert!(said.len() > 240, "only {} messages were read from the transcripts", said.len());
    said
});

/// Every file of the site as text.
static OUTPUT: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let files = tree(site()).into_iter();
    files.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect()
});

/// The names by which people call each other in the transcripts. Where somebody is addressed, the site shows a number.
static FIRST_NAMES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let names = TRANSCRIPTS.iter().map(|said| said.author.as_str()).filter(|name| !name.starts_with('@'));
    names.filter_map(|name| name.split(' ').next()).collect()
});

#[test]
fn no_handle_is_in_any_byte() {
    let mut handles: BTreeSet<String> =
        TRANSCRIPTS.iter().flat_map(|said| mentions(&said.author).into_iter().chain(mentions(&said.text))).collect();
    handles.extend(NAMED.iter().filter(|name| name.starts_with('@')).map(|name| name.to_lowercase()));
    assert!(handles.len() >= 25, "only {handles:?}");
    let mut found = Vec::new();
    for (path, text) in OUTPUT.iter() {
        let text = format!("{path} {text}").to_lowercase();
        found.extend(
            handles.iter().filter(|handle| text.contains(&handle[1..])).map(|handle| format!("{path}: {handle}")),
        );
    }
    none(&found, "handle");
}

#[test]
fn no_name_of_anybody_else_is_in_any_byte() {
    let names: BTreeSet<&str> = TRANSCRIPTS
        .iter()
        .map(|said| said.author.as_str())
        .filter(|name| !name.starts_with('@') && !NAMED.contains(name) && *name != ELSEWHERE)
        .collect();
    assert!(names.len() >= 15, "only {names:?}");
    let mut found = Vec::new();
    for (path, text) in OUTPUT.iter() {
        // The bytes of a picture are no words, but two of them may look like a short name.
        if path.ends_with(".webp") || path.ends_with(".png") || path.ends_with(".jpg") {
            continue;
        }
        let text = CITED.iter().fold(text.clone(), |text, author| text.replace(author, ""));
        let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        found.extend(names.iter().filter(|name| words.contains(*name)).map(|name| format!("{path}: {name}")));
    }
    none(&found, "name");
}

#[test]
fn words_that_are_withheld_are_in_no_byte() {
    let output: BTreeMap<_, _> = OUTPUT.iter().map(|(path, text)| (path, letters(text))).collect();
    let mut found = Vec::new();
    let mut looked = 0;
    for said in TRANSCRIPTS.iter().filter(|said| SILENT.contains(&said.author.as_str())) {
        for words in passages(&said.text) {
            looked += 1;
            let places = output.iter().filter(|(_, text)| text.contains(&words));
            found.extend(places.map(|(path, _)| format!("{path}: {} said {words}", said.author)));
        }
    }
    assert!(looked >= 20, "only {looked} passages were looked for");
    none(&found, "passage that its author withheld");
}

#[test]
fn words_that_may_be_shown_are_there() {
    let chats: String =
        OUTPUT.iter().filter(|(path, _)| path.starts_with("chats/")).map(|(_, text)| letters(text)).collect();
    let mut lost = Vec::new();
    let mut looked = 0;
    for said in TRANSCRIPTS.iter().filter(|said| !SILENT.contains(&said.author.as_str()) && !is_repetition(&said.text))
    {
        for words in passages(&said.text) {
            looked += 1;
            if !chats.contains(&words) {
                lost.push(format!("{}: {words}", said.author));
            }
        }
    }
    assert!(looked >= 200, "only {looked} passages were looked for");
    none(&lost, "passage that is missing");
}

/// The messages of a transcript in one of the four ways in which the example site writes them.
fn messages(text: &str) -> Vec<Said> {
    let mut messages: Vec<Said> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with("# ") && !line.starts_with("## ")) {
        match author(line) {
            Some((author, text)) => messages.push(Said { author: String::from(author), text: String::from(text) }),
            None => {
                if let Some(last) = messages.last_mut() {
                    last.text = format!("{} {line}", last.text);
                }
            }
        }
    }
    messages
}

/// The author at the beginning of a line, and the rest of it.
fn author(line: &str) -> Option<(&str, &str)> {
    if line.starts_with('@') {
        let (handle, rest) = line.split_once(' ')?;
        let time = rest.starts_with(['(', '·']);
        return time.then(|| (handle, rest.split_once("): ").map_or("", |(_, text)| text)));
    }
    let time = line.trim_start_matches('[');
    let (hours, rest) = time.split_at_checked(5)?;
    if !hours.chars().all(|c| c.is_ascii_digit() || c == ':') {
        return None;
    }
    let (name, text) = rest.trim_start_matches([']', ' ', '*']).split_once(':')?;
    Some((name, text.trim_start_matches(['*', ' '])))
}

/// The handles in a text, in lower case. Times such as `@19:00` are none.
fn mentions(text: &str) -> Vec<String> {
    let words = text.split('@').skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        format!("@{}", rest[..end].to_lowercase())
    });
    words.filter(|handle| handle.len() > 4).collect()
}

/// The longer runs of words in a message between marks, links, names and hashtags: what must be findable as it is.
fn passages(text: &str) -> Vec<String> {
    let mark = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.starts_with(['@', '#']) || word.contains("://") || is_topic_mark(word) || FIRST_NAMES.contains(bare)
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let runs = words.split(|word| mark(word)).map(|run| letters(&run.join(" ")));
    runs.filter(|run| run.chars().count() >= 25).collect()
}

/// Whether a message repeats what somebody else said.
fn is_repetition(text: &str) -> bool {
    let words = text.split_whitespace().find(|word| !["CT"].contains(word) && !is_numbered(word));
    words.is_some_and(|word| word == "RT" || word == "MT")
}

/// Whether a word is `T1`, `A2.`, `Q3:`, `CT` or `RT`, which the page does not repeat.
fn is_topic_mark(word: &str) -> bool {
    is_numbered(word) || ["CT", "RT", "MT"].contains(&word.trim_end_matches(['.', ':', ',']))
}

/// Whether a word is `T1`, `A2.` or `Q3:`.
fn is_numbered(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ':', ',']);
    word.strip_prefix(['A', 'Q', 'T']).is_some_and(|number| number.parse::<u8>().is_ok())
}

/// A text without markup, punctuation, spaces and capitals, so that typography does not hide anything.
fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = match first {
            '<' => rest.find('>').filter(|_| is_tag(rest)),
            '&' => rest.find(';').filter(|end| *end < 10),
            '\\' if rest.starts_with("\\u") => Some(5),
            _ => None,
        };
        if skipped.is_none() && first.is_alphanumeric() {
            letters.extend(first.to_lowercase());
        }
        rest = rest.get(skipped.map_or(first.len_utf8(), |end| end + 1)..).unwrap_or_default();
    }
    letters
}

/// Whether a text that begins with `<` begins with a tag.
fn is_tag(text: &str) -> bool {
    text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
}
