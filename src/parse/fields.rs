//! Takes typed values out of a YAML map, one by one. A value of the wrong kind is a finding and costs only itself;
//! a name that nobody asked for is a finding with the nearest name that is known.

use std::fmt::Display;

use jiff::civil::{Date, Time};

use crate::finding::{Finding, Findings, nearest};
use crate::parse::yaml::{Node, Value};
use crate::rules;
use crate::source::{FilePath, Located, Span};

rules! {
    /// A setting has a name that bedside does not know.
    ///
    /// **Why it matters to a patient.** What stands there is not shown. If `reviewd_by` is meant to say who checked the
    /// page, the page appears as if nobody had.
    ///
    /// **How to mend it.** Correct the name; the message suggests the nearest one. Remove the line if it is not needed.
    UNKNOWN = "fields/unknown", Warning;

    /// A setting has a value that cannot be understood.
    ///
    /// **Why it matters to a patient.** The value is left out: a review date such as `next spring` cannot be shown or
    /// watched over, so the page would look as if it were never reviewed.
    ///
    /// **How to mend it.** Write the value as the message says: dates as `2026-03-15`, times as `"19:00"`, yes and no
    /// as `true` and `false`, lists as `[one, two]` or with `- ` before each item.
    VALUE = "fields/value", Warning;

    /// Settings are expected as lines of `name: value`, and something else stands there.
    ///
    /// **Why it matters to a patient.** None of it can be used: a page appears without its title, reviewer and dates.
    ///
    /// **How to mend it.** Write one `name: value` on each line.
    SHAPE = "fields/shape", Error;
}

/// Names that other tools use for settings that bedside calls differently.
const OTHER_NAMES: [(&str, &str); 10] = [
    ("author", "authors"),
    ("date", "updated"),
    ("description", "summary"),
    ("due", "review_due"),
    ("keywords", "tags"),
    ("lang", "language"),
    ("last_reviewed", "reviewed"),
    ("phone", "telephone"),
    ("reviewer", "reviewed_by"),
    ("synonym", "synonyms"),
];

/// The settings of one map, of which each is taken out once.
pub struct Fields<'a> {
    file: &'a FilePath,
    span: Span,
    left: Vec<(Node, Node)>,
    known: Vec<&'static str>,
    findings: Findings,
}

impl<'a> Fields<'a> {
    /// The settings of `node`, which must be a map. Nothing at all (`Null`) is a map without settings.
    pub fn of(file: &'a FilePath, node: Node, findings: &mut Findings) -> Option<Self> {
        let left = match node.value {
            Value::Map(entries) => entries,
            Value::Null => Vec::new(),
            Value::Bool(_) | Value::Scalar(_) | Value::List(_) => {
                let message = "this is not a set of `name: value` lines";
                findings.push(
                    Finding::new(&SHAPE, file, message).at(node.span).help("write one `name: value` on each line"),
                );
                return None;
            }
        };
        Some(Self { file, span: node.span, left, known: Vec::new(), findings: Findings::new() })
    }

    /// A map without settings.
    pub fn none(file: &'a FilePath) -> Self {
        Self { file, span: Span::default(), left: Vec::new(), known: Vec::new(), findings: Findings::new() }
    }

    /// Where the map was written.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Words.
    pub fn text(&mut self, name: &'static str) -> Option<Located<String>> {
        let node = self.take(name)?;
        self.one_text(name, node)
    }

    /// Words whose place nobody asks for.
    pub fn words(&mut self, name: &'static str) -> Option<String> {
        self.text(name).map(|text| text.value)
    }

    /// One or more words: a single value or a list.
    pub fn texts(&mut self, name: &'static str) -> Vec<Located<String>> {
        match self.take(name) {
            None => Vec::new(),
            Some(Node { value: Value::List(items), .. }) => {
                items.into_iter().filter_map(|item| self.one_text(name, item)).collect()
            }
            Some(node) => self.one_text(name, node).into_iter().collect(),
        }
    }

    /// One or more words whose places nobody asks for.
    pub fn all_words(&mut self, name: &'static str) -> Vec<String> {
        self.texts(name).into_iter().map(|text| text.value).collect()
    }

    /// Yes or no.
    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        let node = self.take(name)?;
        if let Value::Bool(truth) = node.value {
            return Some(truth);
        }
        self.wrong(name, node.span, &node, "`true` or `false`")
    }

    /// A value that can be read from its spelling, described to editors as `wanted`.
    fn read<T: std::str::FromStr>(&mut self, name: &'static str, wanted: &str) -> Option<Located<T>> {
        let node = self.take(name)?;
        let parsed = if let Value::Scalar(text) = &node.value { text.trim().parse().ok() } else { None };
        match parsed {
            Some(value) => Some(Located { value, span: node.span }),
            None => self.wrong(name, node.span, &node, wanted),
        }
    }

    /// A day.
    pub fn date(&mut self, name: &'static str) -> Option<Located<Date>> {
        self.read(name, "a date such as 2026-03-15")
    }

    /// A time of the day.
    pub fn time(&mut self, name: &'static str) -> Option<Time> {
        self.read(name, "a time such as \"19:00\"").map(|time| time.value)
    }

    /// A whole number that is not negative.
    pub fn number(&mut self, name: &'static str) -> Option<u32> {
        self.read(name, "a whole number").map(|number| number.value)
    }

    /// A whole number that may be negative.
    pub fn signed(&mut self, name: &'static str) -> Option<i64> {
        self.read(name, "a whole number").map(|number| number.value)
    }

    /// One of a fixed set of words.
    pub fn choice<T: Copy>(&mut self, name: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(name)?;
        let wanted = text.trim().to_lowercase();
        if let Some((_, choice)) = choices.iter().find(|(word, _)| *word == wanted) {
            return Some(*choice);
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let help = match nearest(&wanted, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? It can be {}", words.join(", ")),
            None => format!("it can be {}", words.join(", ")),
        };
        let message = format!("`{name}: {}` is not known", shortened(&text));
        self.findings.push(Finding::new(&VALUE, self.file, message).at(text.span).help(help));
        None
    }

    /// Like [`Self::choice`], for what protects people: a word that is written and not understood counts as `cautious`.
    pub fn guarded_choice<T: Copy>(
        &mut self,
        name: &'static str,
        choices: &[(&'static str, T)],
        cautious: T,
    ) -> Option<T> {
        let is_name = |key: &Value| matches!(key, Value::Scalar(word) if word == name);
        let is_written = self.left.iter().any(|(key, node)| is_name(&key.value) && node.value != Value::Null);
        self.choice(name, choices).or(is_written.then_some(cautious))
    }

    /// A list of maps, each with settings of its own. Call [`Self::close`] with each when it is done.
    pub fn maps(&mut self, name: &'static str) -> Vec<Fields<'a>> {
        let Some(node) = self.take(name) else { return Vec::new() };
        match node.value {
            Value::List(items) => {
                items.into_iter().filter_map(|item| Fields::of(self.file, item, &mut self.findings)).collect()
            }
            _ => self.wrong::<Vec<_>>(name, node.span, &node, "a list with `- ` before each entry").unwrap_or_default(),
        }
    }

    /// A map with settings of its own. Call [`Self::close`] with it when it is done.
    pub fn map(&mut self, name: &'static str) -> Option<Fields<'a>> {
        let node = self.take(name)?;
        Fields::of(self.file, node, &mut self.findings)
    }

    /// `node`, which was taken out of this map, as a map with settings of its own.
    pub fn inner(&mut self, node: Node) -> Option<Fields<'a>> {
        Fields::of(self.file, node, &mut self.findings)
    }

    /// The value as it was read.
    pub fn node(&mut self, name: &'static str) -> Option<Node> {
        self.take(name)
    }

    /// Names with words, for maps whose names editors choose.
    pub fn pairs(&mut self, name: &'static str) -> Vec<(Located<String>, Located<String>)> {
        let Some(Node { value: Value::Map(entries), .. }) = self.take(name) else { return Vec::new() };
        entries
            .into_iter()
            .filter_map(|(key, value)| Some((self.one_text(name, key)?, self.one_text(name, value)?)))
            .collect()
    }

    /// Adds a finding about the value at `span`, which is left out.
    pub fn complain(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.findings.push(Finding::new(&VALUE, self.file, message).at(span).help(help));
    }

    /// Takes over the findings of a map that was taken out of this one.
    pub fn close(&mut self, inner: Fields<'_>) {
        let findings = inner.finish();
        self.findings.extend(findings);
    }

    /// Every finding, with those about names that nobody asked for.
    pub fn finish(mut self) -> Findings {
        for (name, _) in std::mem::take(&mut self.left) {
            let Value::Scalar(word) = &name.value else { continue };
            let other = OTHER_NAMES.iter().find(|(other, known)| other == word && self.known.contains(known));
            let near = other.map(|(_, known)| *known).or_else(|| nearest(word, self.known.iter().copied()));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here are {}", self.known.join(", ")),
            };
            let message = format!("`{}` is not a setting that bedside knows", shortened(word));
            self.findings.push(Finding::new(&UNKNOWN, self.file, message).at(name.span).help(help));
        }
        self.findings
    }

    /// Takes the value called `name` out. A name without a value is taken for an absent one.
    fn take(&mut self, name: &'static str) -> Option<Node> {
        self.known.push(name);
        let at = self.left.iter().position(|(key, _)| matches!(&key.value, Value::Scalar(word) if word == name))?;
        let (_, node) = self.left.remove(at);
        (node.value != Value::Null).then_some(node)
    }

    /// Words, or a finding.
    fn one_text(&mut self, name: &'static str, node: Node) -> Option<Located<String>> {
        match node.value {
            Value::Scalar(text) => Some(Located { value: text, span: node.span }),
            Value::Bool(truth) => Some(Located { value: truth.to_string(), span: node.span }),
            Value::Null => None,
            Value::List(_) | Value::Map(_) => self.wrong(name, node.span, &node, "words on one line"),
        }
    }

    /// Notes that a value is not what was wanted, and gives nothing.
    fn wrong<T>(&mut self, name: &str, span: Span, node: &Node, wanted: impl Display) -> Option<T> {
        let message = match &node.value {
            Value::Scalar(text) => format!("`{name}: {}` cannot be understood", shortened(text)),
            _ => format!("the value of `{name}` cannot be understood"),
        };
        self.findings.push(Finding::new(&VALUE, self.file, message).at(span).help(format!("write {wanted}")));
        None
    }
}

/// The first words of a value, for a message.
fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > 60 { line.chars().take(60).chain("…".chars()).collect() } else { String::from(line) }
}

#[cfg(test)]
mod tests {
    use super::Fields;
    use crate::finding::Findings;
    use crate::parse::yaml;
    use crate::source::FilePath;

    #[test]
    fn one_bad_value_costs_only_itself() {
        let file = FilePath::new("a.yaml");
        let mut findings = Findings::new();
        let text = "reviewed: soon\nreview_due: 2029-03-02\nreviewd_by: m-haddad\n";
        let node = yaml::read(&file, text, 0, &mut findings).unwrap();
        let mut fields = Fields::of(&file, node, &mut findings).unwrap();
        assert_eq!(fields.date("reviewed"), None);
        assert_eq!(fields.date("review_due").unwrap().to_string(), "2029-03-02");
        assert!(fields.texts("reviewed_by").is_empty());
        let findings: Vec<_> = fields.finish().into_iter().collect();
        assert_eq!(findings[0].message, "`reviewed: soon` cannot be understood");
        assert_eq!(findings[1].help.as_deref(), Some("did you mean `reviewed_by`?"));
    }
}
