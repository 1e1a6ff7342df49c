//! `bedside explain`: the help page of a finding.

use clap::Args;

use crate::cli::{Failure, Outcome, terminal};
use crate::finding::Rule;
use crate::pipeline;

/// The options of `bedside explain`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The name of the check, as in links/broken; without it, all are listed.
    check: Option<String>,
}

/// Prints one help page, or the list.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let rules = pipeline::rules();
    let text = match &arguments.check {
        None => list(&rules),
        Some(name) => page(find(&rules, name)?),
    };
    terminal::print(&text);
    Ok(Outcome::Done)
}

/// The rule called `name`.
fn find<'a>(rules: &[&'a Rule], name: &str) -> Result<&'a Rule, Failure> {
    let wanted = name.trim().to_lowercase();
    rules.iter().find(|rule| rule.id == wanted).copied().ok_or_else(|| {
        let near = near(rules, &wanted);
        let hint = if near.is_empty() { String::new() } else { format!(" Did you mean {}?", near.join(" or ")) };
        Failure(format!("there is no check “{name}”.{hint} `bedside explain` lists them all."))
    })
}

/// Names that `wanted` may have been meant to be, the nearest first.
fn near<'a>(rules: &[&'a Rule], wanted: &str) -> Vec<&'a str> {
    let parts = |id: &'a str| id.split('/').chain([id]);
    let distance = |id: &'a str| parts(id).map(|part| strsim::osa_distance(wanted, part)).min().unwrap_or(usize::MAX);
    let mut near: Vec<_> = rules.iter().map(|rule| (distance(rule.id), rule.id)).collect();
    near.retain(|(distance, _)| *distance <= (wanted.chars().count() / 3).max(1));
    near.sort_unstable();
    near.into_iter().map(|(_, id)| id).take(3).collect()
}

/// The help page of `rule`.
fn page(rule: &Rule) -> String {
    format!("{} ({})\n\n{}\n", rule.id, rule.severity, rule.help_page())
}

/// Every rule with its title.
fn list(rules: &[&Rule]) -> String {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    let line = |rule: &&Rule| format!("{:width$}  {:7}  {}\n", rule.id, rule.severity.to_string(), rule.title());
    rules.iter().map(line).collect()
}
