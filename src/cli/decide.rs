//! `bedside decide`: goes through what may identify somebody and records what a responsible person decides about it.

mod record;

use std::collections::BTreeMap;
use std::io::{BufRead as _, Write as _};

use clap::Args;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::cli::decide::record::{Book, Entry};
use crate::cli::{Failure, NetworkArguments, Outcome, build, check, report, terminal};
use crate::finding::{Finding, Placed, Severity};
use crate::model::decision::Verdict;
use crate::model::network::Drafts;
use crate::pipeline::{Checked, Pipeline};
use crate::source::FilePath;

/// The options of `bedside decide`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    network: NetworkArguments,
    /// List what is to be decided, one passage a line, and ask nothing.
    #[arg(long, conflicts_with_all = ["fingerprint", "reveal"])]
    list: bool,
    /// Show the words themselves; on a terminal only.
    #[arg(long)]
    reveal: bool,
    /// Decide about the words with this fingerprint, as `--list` gives it, without asking.
    #[arg(long, value_name = "FINGERPRINT", requires_all = ["decision", "reason", "by"])]
    fingerprint: Option<String>,
    /// What is decided: publish or withhold.
    #[arg(long, value_parser = ["publish", "withhold"])]
    decision: Option<String>,
    /// Why.
    #[arg(long)]
    reason: Option<String>,
    /// Who decides.
    #[arg(long)]
    by: Option<String>,
    /// The last day on which the decision holds; a year from today unless given.
    #[arg(long, value_name = "YYYY-MM-DD")]
    expires: Option<Date>,
    /// Decide for every file of the site in which the words stand, not only for the first.
    #[arg(long)]
    everywhere: bool,
}

/// Words about which somebody has to decide, and one place where they stand.
struct Open<'a> {
    fingerprint: String,
    finding: &'a Finding,
    placed: Placed<'a>,
    places: usize,
}

/// Goes through what is open.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    check::may_reveal(arguments.reveal)?;
    let root = arguments.network.root()?;
    let today = arguments.network.today();
    let pipeline = Pipeline::new(root, build::default_out(root), today);
    let mut book = Book::open(root)?;
    let checked = pipeline.check(Drafts::LeaveOut)?;
    let open = open(&checked, &book);
    if arguments.list {
        terminal::print(&open.iter().map(line).collect::<String>());
        return Ok(outcome(&open));
    }
    if let Some(fingerprint) = &arguments.fingerprint {
        let entry = given(arguments, fingerprint, &open, today)?;
        book.add(&entry)?;
        terminal::say(&format!("{}: recorded", book.path().display()));
        return Ok(Outcome::Done);
    }
    ask_all(arguments, &checked, &open, &mut book)
}

/// What is open, each fingerprint once a file.
fn open<'a>(checked: &'a Checked, book: &Book) -> Vec<Open<'a>> {
    let mut open: Vec<Open<'a>> = Vec::new();
    let mut known: BTreeMap<(String, &FilePath), usize> = BTreeMap::new();
    for (finding, placed) in checked.findings.iter().zip(checked.findings.placed(&checked.sources)) {
        let Some(identifier) = finding.identifier.as_ref().filter(|_| finding.severity > Severity::Info) else {
            continue;
        };
        let fingerprint = book.fingerprint(identifier);
        match known.get(&(fingerprint.clone(), &finding.file)) {
            Some(at) => open[*at].places += 1,
            None => {
                known.insert((fingerprint.clone(), &finding.file), open.len());
                open.push(Open { fingerprint, finding, placed, places: 1 });
            }
        }
    }
    open
}

/// What `--list` says of words: fingerprint, class, place, message, divided by tabs.
fn line(open: &Open<'_>) -> String {
    let place = open.placed.line.map_or(open.placed.file.to_string(), |line| format!("{}:{line}", open.placed.file));
    let message = open.finding.message.replace(['\t', '\n'], " ");
    format!("{}\t{}\t{place}\t{message}\n", open.fingerprint, open.finding.rule.id)
}

/// Whether anything is left to decide that stops a build.
fn outcome(open: &[Open<'_>]) -> Outcome {
    let stops = open.iter().any(|open| open.finding.severity == Severity::Error);
    if stops { Outcome::Errors } else { Outcome::Done }
}

/// The decision that the options give.
fn given<'a>(arguments: &Arguments, fingerprint: &str, open: &[Open<'a>], today: Date) -> Result<Entry, Failure> {
    let found = open.iter().find(|open| open.fingerprint == fingerprint);
    let found = found.ok_or_else(|| Failure::from(format!("no open finding has the fingerprint `{fingerprint}`")))?;
    let word = |option: &Option<String>| option.clone().unwrap_or_default();
    let entry = Entry {
        fingerprint: String::from(fingerprint),
        class: found.finding.rule.id,
        file: (!arguments.everywhere).then(|| found.finding.file.clone()),
        verdict: verdict(arguments.decision.as_deref().unwrap_or_default()).unwrap_or(Verdict::Withhold),
        reason: word(&arguments.reason),
        by: word(&arguments.by),
        date: today,
        expires: arguments.expires.unwrap_or_else(|| a_year_from(today)),
    };
    if entry.expires < today {
        return Err(Failure::from("a decision must hold until today at least: --expires is over"));
    }
    Ok(entry)
}

/// The verdict that a word, or its first letter, stands for.
fn verdict(word: &str) -> Option<Verdict> {
    let word = word.trim().to_lowercase();
    let fits = |name: &str| !word.is_empty() && (name == word || name[..1] == word);
    Verdict::ALL.iter().find(|(name, _)| fits(name)).map(|(_, verdict)| *verdict)
}

fn a_year_from(today: Date) -> Date {
    today.saturating_add(1.year())
}

/// Asks about one after another. Each decision is recorded at once, so that nothing is lost on the way.
fn ask_all(arguments: &Arguments, checked: &Checked, open: &[Open<'_>], book: &mut Book) -> Result<Outcome, Failure> {
    if open.is_empty() {
        terminal::say("nothing is to be decided");
        return Ok(Outcome::Done);
    }
    terminal::say(
        "Publish: it identifies nobody, or the person agreed. Withhold: it is left out, and a mark shows that something \
         is missing.\nBetter than either: change the text and run this again.\n",
    );
    let mut left = open.len();
    let mut by = arguments.by.clone().unwrap_or_default();
    for (at, passage) in open.iter().enumerate() {
        show(arguments, checked, passage, at + 1, open.len());
        let Some(answer) = ask("publish, withhold, skip or quit? [p/w/s/q]") else { break };
        let Some(verdict) = verdict(&answer) else {
            if answer.starts_with(['q', 'Q']) {
                break;
            }
            continue;
        };
        let Some(entry) = ask_for_the_rest(arguments, passage, verdict, &mut by) else { continue };
        book.add(&entry)?;
        left -= 1;
    }
    terminal::say(&format!("{} left to decide", terminal::plural(left, "passage is", "passages are")));
    Ok(if left == 0 { Outcome::Done } else { outcome(open) })
}

/// Shows what is to be decided.
fn show(arguments: &Arguments, checked: &Checked, open: &Open<'_>, at: usize, all: usize) {
    let place =
        open.placed.line.map_or(open.placed.file.to_string(), |line| format!("{}, line {line}", open.placed.file));
    let times = if open.places > 1 { format!(" ({} times)", open.places) } else { String::new() };
    terminal::say(&terminal::plain(&format!("[{at} of {all}] {place}{times}\n{}", open.finding.message)));
    if arguments.reveal {
        report::text::reveal(open.finding, &checked.sources);
    }
}

/// Asks why, who and until when; nothing when one of it is not said.
fn ask_for_the_rest(arguments: &Arguments, open: &Open<'_>, verdict: Verdict, by: &mut String) -> Option<Entry> {
    let today = arguments.network.today();
    let reason = ask("why?").filter(|reason| !reason.is_empty())?;
    let who = ask(&if by.is_empty() { String::from("who decides?") } else { format!("who decides? [{by}]") })?;
    if !who.is_empty() {
        *by = who;
    }
    let usual = a_year_from(today);
    let until = ask(&format!("until when? [{usual}]"))?;
    let expires = if until.is_empty() { usual } else { until.parse().ok()? };
    let everywhere = ask("in this file only, or wherever these words stand? [f/w]")?.starts_with(['w', 'W']);
    (!by.is_empty() && expires >= today).then(|| Entry {
        fingerprint: open.fingerprint.clone(),
        class: open.finding.rule.id,
        file: (!everywhere).then(|| open.finding.file.clone()),
        verdict,
        reason,
        by: by.clone(),
        date: today,
        expires,
    })
}

/// One answer; nothing at the end of the input.
fn ask(question: &str) -> Option<String> {
    let mut err = std::io::stderr().lock();
    let _ = write!(err, "{question} ").and_then(|()| err.flush());
    let mut answer = String::new();
    let length = std::io::stdin().lock().read_line(&mut answer).unwrap_or_default();
    (length > 0).then(|| String::from(answer.trim()))
}
