//! Reads `bedside.yaml` into a [`Config`].

use crate::config::{ChatSeries, Config, Feedback, Readability, Schedule, Words};
use crate::finding::{Finding, Findings, Severity};
use crate::parse::fields::Fields;
use crate::parse::yaml;
use crate::rules;
use crate::source::{FilePath, Located};

rules! {
    /// The site has no title.
    ///
    /// **Why it matters to a patient.** The title says whose knowledge this is. It stands at the top of each page.
    ///
    /// **How to mend it.** Add a line `title: Living with cancer, together` to `bedside.yaml`.
    NO_TITLE = "config/no-title", Warning;
}

/// The severities that `bedside.yaml` may give a rule.
const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("info", Some(Severity::Info)),
    ("off", None),
];

/// Reads the settings. What cannot be read keeps its default.
pub fn parse(file: &FilePath, text: &str, findings: &mut Findings) -> Config {
    let Some(mut fields) = yaml::read(file, text, 0, findings).and_then(|node| Fields::of(file, node, findings)) else {
        return Config::default();
    };
    let defaults = Config::default();
    let references = references(&mut fields);
    let config = Config {
        title: fields.words("title").unwrap_or_else(|| {
            let finding = Finding::new(&NO_TITLE, file, "the site has no title");
            findings.push(finding.help("add a line `title: …`"));
            defaults.title
        }),
        organisation: fields.words("organisation"),
        department: fields.words("department"),
        description: fields.words("description"),
        language: fields.words("language").unwrap_or(defaults.language),
        url: url(&mut fields),
        theme: fields.words("theme").unwrap_or(defaults.theme),
        timezone: fields.words("timezone"),
        disclaimer: fields.words("disclaimer"),
        emergency: fields.text("emergency"),
        chats: chats(&mut fields),
        feedback: feedback(&mut fields),
        reference_style: references.0.unwrap_or(defaults.reference_style),
        max_source_age: references.1,
        readability: readability(&mut fields),
        review_interval_months: interval(&mut fields).unwrap_or(defaults.review_interval_months),
        severities: severities(&mut fields),
    };
    findings.extend(fields.finish());
    config
}

/// The address of the site, ending in `/`.
fn url(fields: &mut Fields<'_>) -> Option<String> {
    let url = fields.text("url")?;
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        fields.complain(url.span, format!("`url: {}` is not an address", *url), "write it with https:// in front");
        return None;
    }
    Some(if url.ends_with('/') { url.value } else { format!("{}/", *url) })
}

/// `references: style:` and `references: max_age_years:`
fn references(fields: &mut Fields<'_>) -> (Option<String>, Option<u32>) {
    let Some(mut inner) = fields.map("references") else { return (None, None) };
    let read = (inner.words("style"), inner.number("max_age_years"));
    fields.close(inner);
    read
}

/// `readability: grade:` and `readability: ease:`
fn readability(fields: &mut Fields<'_>) -> Readability {
    let Some(mut inner) = fields.map("readability") else { return Readability::default() };
    let (grade, ease) = (inner.number("grade"), inner.number("ease"));
    fields.close(inner);
    Readability { grade: grade.unwrap_or(Readability::default().grade), ease }
}

/// `review: interval_months:`
fn interval(fields: &mut Fields<'_>) -> Option<u32> {
    let mut inner = fields.map("review")?;
    let months = inner.number("interval_months");
    fields.close(inner);
    months
}

/// `severity:`
fn severities(fields: &mut Fields<'_>) -> std::collections::BTreeMap<String, Option<Severity>> {
    let mut severities = std::collections::BTreeMap::new();
    for (rule, severity) in fields.pairs("severity") {
        match SEVERITIES.iter().find(|(word, _)| *word == severity.trim()) {
            Some((_, known)) => {
                severities.insert(rule.value, *known);
            }
            None => fields.complain(
                severity.span,
                format!("`{}` is not a severity", *severity),
                "it can be error, warning, info or off",
            ),
        }
    }
    severities
}

/// `feedback:`
fn feedback(fields: &mut Fields<'_>) -> Feedback {
    let Some(mut inner) = fields.map("feedback") else { return Feedback::default() };
    let feedback = Feedback {
        contact: inner.text("contact"),
        questions: inner.text("questions"),
        mistakes: inner.text("mistakes"),
    };
    fields.close(inner);
    feedback
}

/// `chats:`
fn chats(fields: &mut Fields<'_>) -> ChatSeries {
    let Some(mut inner) = fields.map("chats") else { return ChatSeries::default() };
    let schedule = inner.text("schedule").and_then(|written| {
        let read = schedule(&written);
        if read.is_none() {
            complain_of_schedule(&mut inner, &written);
        }
        read
    });
    let series = ChatSeries {
        schedule,
        first: inner.date("first").map(|date| date.value),
        time: inner.time("time"),
        length: inner.number("length"),
        hashtag: inner.words("hashtag"),
        join: inner.words("join"),
        words: inner.guarded_choice("words", &Words::ALL, Words::SummaryOnly).unwrap_or_default(),
    };
    fields.close(inner);
    series
}

/// Says which schedules are understood.
fn complain_of_schedule(fields: &mut Fields<'_>, written: &Located<String>) {
    fields.complain(
        written.span,
        format!("`schedule: {}` cannot be understood", **written),
        "write `weekly`, `every 6 weeks`, `monthly`, `every 2 months` or `second Tuesday every 2 months`",
    );
}

/// Reads a schedule.
fn schedule(written: &str) -> Option<Schedule> {
    let lower = written.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    match words.as_slice() {
        ["weekly"] => Some(Schedule::Weeks(1)),
        ["monthly"] => Some(Schedule::Months(1)),
        ["every", rest @ ..] => interval_of(rest),
        [nth, weekday, "monthly"] => weekday_of(nth, weekday, 1),
        [nth, weekday, "every", rest @ ..] => match interval_of(rest)? {
            Schedule::Months(months) => weekday_of(nth, weekday, months),
            _ => None,
        },
        _ => None,
    }
}

/// `2 months`, `month`, `6 weeks`.
fn interval_of(words: &[&str]) -> Option<Schedule> {
    let (count, unit) = match words {
        [unit] => (1, *unit),
        [count, unit] => (count.parse().ok().filter(|count| (1..=120).contains(count))?, *unit),
        _ => return None,
    };
    match unit {
        "week" | "weeks" => Some(Schedule::Weeks(count)),
        "month" | "months" => Some(Schedule::Months(count)),
        _ => None,
    }
}

/// `second Tuesday`.
fn weekday_of(nth: &str, weekday: &str, months: u32) -> Option<Schedule> {
    use jiff::civil::Weekday;
    let nth = match nth {
        "first" | "1st" => 1,
        "second" | "2nd" => 2,
        "third" | "3rd" => 3,
        "fourth" | "4th" => 4,
        "last" => -1,
        _ => return None,
    };
    let weekday = match weekday {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    };
    Some(Schedule::Weekday { nth, weekday, months })
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::{parse, schedule};
    use crate::config::{Schedule, Words};
    use crate::finding::Findings;
    use crate::source::FilePath;

    #[test]
    fn schedules_are_read_as_people_write_them() {
        assert_eq!(schedule("every 2 months"), Some(Schedule::Months(2)));
        assert_eq!(schedule("weekly"), Some(Schedule::Weeks(1)));
        assert_eq!(
            schedule("second Tuesday every 2 months"),
            Some(Schedule::Weekday { nth: 2, weekday: Weekday::Tuesday, months: 2 })
        );
        assert_eq!(schedule("now and then"), None);
    }

    #[test]
    fn a_misspelt_protection_protects() {
        let words = |line: &str| {
            let mut findings = Findings::new();
            let text = format!("title: Ours\nchats:\n  hashtag: \"#a\"\n{line}");
            (parse(&FilePath::new("bedside.yaml"), &text, &mut findings).chats.words, findings.len())
        };
        assert_eq!(words(""), (Words::Pseudonym, 0));
        assert_eq!(words("  words: summary-only\n"), (Words::SummaryOnly, 0));
        assert_eq!(words("  words: summery\n"), (Words::SummaryOnly, 1));
    }

    #[test]
    fn broken_settings_keep_their_defaults_and_are_said() {
        let mut findings = Findings::new();
        let text = "title: Our network\nurl: example.org\nlanguge: fr\nseverity:\n  links/broken: fatal\n";
        let config = parse(&FilePath::new("bedside.yaml"), text, &mut findings);
        assert_eq!((config.title.as_str(), config.language.as_str()), ("Our network", "en"));
        assert_eq!(config.url, None);
        assert_eq!(findings.len(), 3, "{findings:?}");
    }
}
