//! `bedside search`: what a patient would find, without a browser.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use serde::{Deserialize, Serialize};

use crate::cli::{Failure, NetworkArguments, Outcome, build, terminal};
use crate::gate;
use crate::model::network::Drafts;
use crate::pipeline::{self, Pipeline};
use crate::search::asking::{Answer, Options, Search};

/// The options of `bedside search`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    network: NetworkArguments,
    /// What a patient types.
    #[arg(required_unless_present = "queries")]
    query: Option<String>,
    /// How many results to show.
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// The language that the patient reads in, as in es; the site's own unless given.
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Print JSON for programs.
    #[arg(long)]
    json: bool,
    /// Ask every question of a file instead: one `{"_id": …, "text": …}` on each line.
    #[arg(long, value_name = "FILE.jsonl", requires = "run", conflicts_with = "query")]
    queries: Option<PathBuf>,
    /// The file to write the results of --queries to, as a TREC run whose document ids are paths of pages in the site.
    #[arg(long, value_name = "FILE", requires = "queries")]
    run: Option<PathBuf>,
}

/// How many results of a question stand in a run.
const RUN_DEPTH: usize = 100;

/// Builds the index in memory and asks it.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let root = arguments.network.root()?;
    let checked = Pipeline::new(root, build::default_out(root), arguments.network.today()).check(Drafts::LeaveOut)?;
    let language = arguments.language.clone().unwrap_or_else(|| checked.network.config.language.clone());
    let cleared = gate::preview(checked.network, &checked.findings);
    let search = pipeline::search(&cleared).ok_or_else(|| Failure(String::from("the index could not be read")))?;
    let options = Options { language, limit: arguments.limit, ..Options::default() };
    match (&arguments.queries, &arguments.run) {
        (Some(queries), Some(run)) => write_run(&search, &options, queries, run)?,
        _ => {
            let query = arguments.query.as_deref().unwrap_or_default();
            let answer = search.query(query, &options);
            let text = if arguments.json { json(query, &answer)? } else { text(&answer) };
            terminal::print(&text);
        }
    }
    Ok(Outcome::Done)
}

/// The answer as people read it.
fn text(answer: &Answer) -> String {
    let mut text = String::new();
    if let Some(corrected) = &answer.corrected {
        let _ = writeln!(text, "Showing results for “{}”.", terminal::plain(corrected));
    }
    if answer.guessed {
        text.push_str("Nothing matches; these are the nearest words.\n");
    }
    for (at, found) in answer.results.iter().enumerate() {
        let heading = if found.heading.is_empty() { String::new() } else { format!(" › {}", found.heading) };
        let title = terminal::plain(&format!("{}{heading}", found.title));
        let _ = writeln!(text, "{:2}. {title}\n    {} ({})", at + 1, terminal::plain(&found.url), found.kind);
    }
    let _ = writeln!(text, "{}", terminal::plural(answer.count, "result", "results"));
    text
}

/// The answer as programs read it, with the question.
fn json(query: &str, answer: &Answer) -> Result<String, Failure> {
    #[derive(Serialize)]
    struct Asked<'a> {
        query: &'a str,
        #[serde(flatten)]
        answer: &'a Answer,
    }
    Ok(serde_json::to_string_pretty(&Asked { query, answer })? + "\n")
}

/// One line of a file of questions.
#[derive(Deserialize)]
struct Question {
    #[serde(rename = "_id")]
    id: String,
    text: String,
}

/// Asks every question of `queries` and writes what was found to `run`.
fn write_run(search: &Search, options: &Options, queries: &PathBuf, run: &PathBuf) -> Result<(), Failure> {
    let failed = |path: &PathBuf, error: &dyn std::fmt::Display| Failure(format!("{}: {error}", path.display()));
    let lines = std::fs::read_to_string(queries).map_err(|error| failed(queries, &error))?;
    let options = Options { limit: RUN_DEPTH, ..options.clone() };
    let mut written = String::new();
    let mut asked = 0;
    for (at, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Question { id, text } = serde_json::from_str(line)
            .map_err(|error| failed(queries, &format!("line {} is not a question: {error}", at + 1)))?;
        push_run(&mut written, &id, &search.query(&text, &options));
        asked += 1;
    }
    std::fs::write(run, written).map_err(|error| failed(run, &error))?;
    terminal::say(&format!("{}: {}", run.display(), terminal::plural(asked, "question", "questions")));
    Ok(())
}

/// Adds the lines of one question: each page once, at its best place.
fn push_run(run: &mut String, id: &str, answer: &Answer) {
    let mut seen = BTreeSet::new();
    for found in &answer.results {
        let page = found.url.split('#').next().unwrap_or_default();
        if seen.insert(page) {
            let _ = writeln!(run, "{id} Q0 {page} {} {:.6} bedside", seen.len(), found.score);
        }
    }
}
