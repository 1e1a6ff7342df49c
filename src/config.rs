//! The settings of one network: what `bedside.yaml` says, as plain values. `parse::config` reads the file.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, Time};

use crate::finding::{Finding, Severity};
use crate::source::Located;

/// Everything `bedside.yaml` says, with its defaults filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The name of the site.
    pub title: String,
    /// The hospital or other body that publishes the site.
    pub organisation: Option<String>,
    /// The department that runs it.
    pub department: Option<String>,
    /// One sentence for search engines and the home page.
    pub description: Option<String>,
    /// The BCP 47 tag of pages that name no language of their own.
    pub language: String,
    /// The absolute address of the published site, ending in `/`.
    pub url: Option<String>,
    /// The name of an embedded theme.
    pub theme: String,
    /// The IANA name of the time zone of chats that name none. Never guessed.
    pub timezone: Option<String>,
    /// The sentence that every page carries.
    pub disclaimer: Option<String>,
    /// What to do in an emergency, shown on every page. May hold `[[contact:id]]` and `[[threshold:name]]`.
    pub emergency: Option<Located<String>>,
    /// The series of chats.
    pub chats: ChatSeries,
    /// Who reads what readers answer.
    pub feedback: Feedback,
    /// The CSL style of reference lists.
    pub reference_style: String,
    /// How many years old a source may be before it is noted.
    pub max_source_age: Option<u32>,
    /// How easy pages should be to read.
    pub readability: Readability,
    /// How many months a review lasts when a page gives only `reviewed`.
    pub review_interval_months: u32,
    /// Severities that differ from the rules' own; `None` turns a rule off.
    pub severities: BTreeMap<String, Option<Severity>>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: String::from("Untitled network"),
            organisation: None,
            department: None,
            description: None,
            language: String::from("en"),
            url: None,
            theme: String::from("default"),
            timezone: None,
            disclaimer: None,
            emergency: None,
            chats: ChatSeries::default(),
            feedback: Feedback::default(),
            reference_style: String::from("ama"),
            max_source_age: None,
            readability: Readability::default(),
            review_interval_months: 36,
            severities: BTreeMap::new(),
        }
    }
}

impl Config {
    /// `finding` with the severity that this network gives its rule; nothing when the rule is turned off.
    pub fn adjust(&self, finding: Arc<Finding>) -> Option<Arc<Finding>> {
        match self.severities.get(finding.rule.id) {
            Some(None) => None,
            Some(Some(severity)) if *severity != finding.severity => {
                let mut adjusted = Arc::unwrap_or_clone(finding);
                adjusted.severity = *severity;
                Some(Arc::new(adjusted))
            }
            _ => Some(finding),
        }
    }
}

/// How easy pages should be to read, by the formula for their language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readability {
    /// The school grade at most, where the formula gives one.
    pub grade: u32,
    /// The ease at least, where the formula gives that; without one the language's own, if it is known.
    pub ease: Option<u32>,
}

impl Default for Readability {
    fn default() -> Self {
        // What the American Medical Association recommends for what patients read.
        Self { grade: 6, ease: None }
    }
}

/// Who reads what readers answer: ids of `contacts.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feedback {
    /// Who reads what was not clear, and everything that nobody else is named for.
    pub contact: Option<Located<String>>,
    /// Who gathers questions for the next chat.
    pub questions: Option<Located<String>>,
    /// Who looks into mistakes.
    pub mistakes: Option<Located<String>>,
}

/// What is the same for every chat of the series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatSeries {
    /// How often there is a chat.
    pub schedule: Option<Schedule>,
    /// A date of the series, from which the others are counted.
    pub first: Option<Date>,
    /// When a chat begins, on the clock of its time zone.
    pub time: Option<Time>,
    /// How long a chat lasts, in minutes.
    pub length: Option<u32>,
    /// The hashtag of the chats, with its `#`.
    pub hashtag: Option<String>,
    /// How to take part.
    pub join: Option<String>,
    /// How people are shown of whom no consent is recorded: under a pseudonym, or only in the recap.
    pub words: Words,
}

/// How somebody is shown in chats of whom no consent is recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Words {
    /// Under a pseudonym of the chat.
    #[default]
    Pseudonym,
    /// Only as a part of the recap and its counts; none of their words.
    SummaryOnly,
}

impl Words {
    /// Every way with its word in `bedside.yaml`.
    pub const ALL: [(&'static str, Self); 2] = [("pseudonym", Self::Pseudonym), ("summary-only", Self::SummaryOnly)];
}

/// How often something happens, as in `every 2 months` or `second Tuesday every 2 months`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Every so many weeks.
    Weeks(u32),
    /// Every so many months on the same day of the month.
    Months(u32),
    /// Every so many months on the nth such weekday of the month; -1 is the last.
    Weekday {
        /// Which one of the month: 1 to 4, or -1 for the last.
        nth: i8,
        /// The day of the week.
        weekday: jiff::civil::Weekday,
        /// Every so many months.
        months: u32,
    },
}
