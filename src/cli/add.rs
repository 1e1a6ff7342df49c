//! `bedside add`: begins a topic or a chat.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::cli::{Failure, Outcome, add_export, add_references, terminal, today};
use crate::finding::Finding;
use crate::model::slug::{file_slug, slug};

/// The options of `bedside add`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
    /// The network folder.
    #[arg(long, default_value = ".", value_name = "DIR", global = true)]
    dir: PathBuf,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Begin a topic page.
    Topic {
        /// The title of the page.
        title: String,
        /// The folder under topics/ that it belongs to.
        #[arg(long, value_name = "FOLDER", default_value = "")]
        section: String,
    },
    /// Begin a chat: its folder, with the skeleton of a recap; of an export, with the export and what is found in it.
    Chat {
        /// What the chat is about, or the file that a messenger exported.
        #[arg(value_name = "TITLE|EXPORT")]
        title: String,
        /// The day of the chat.
        #[arg(long, value_name = "YYYY-MM-DD")]
        date: Option<Date>,
        /// The time zone of the chat, as in Europe/London.
        #[arg(long, value_name = "ZONE")]
        tz: Option<String>,
        /// What the chat of an export is about.
        #[arg(long = "title", value_name = "TITLE", id = "about")]
        about: Option<String>,
    },
    /// Put a list of references into the library; without a file, learn how.
    Reference {
        /// The file, as PubMed or a reference manager exported it, or the title of a source.
        #[arg(value_name = "FILE|TITLE")]
        title: Option<String>,
    },
}

/// Begins whatever is asked for.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let dir = &arguments.dir;
    if !dir.join("bedside.yaml").is_file() {
        return Err(crate::scan::ScanError::NoConfig(dir.clone()).into());
    }
    match &arguments.what {
        What::Topic { title, section } => {
            let parts = section.split('/').filter(|part| !part.is_empty()).map(file_slug);
            let folder = parts.fold(PathBuf::from("topics"), |folder, part| folder.join(part));
            make(dir, &folder.join(format!("{}.md", name(title)?)), &topic(title))?;
        }
        What::Chat { title: export, date, tz, about } if Path::new(export).is_file() => {
            let options = add_export::Options { date: *date, zone: tz.as_deref(), title: about.as_deref() };
            add_export::run(dir, Path::new(export), &options)?;
        }
        What::Chat { title, .. } if is_file_name(title) => {
            return Err(Failure(format!("there is no file {title}; write the path of the export, or a title")));
        }
        What::Chat { title, date, tz, .. } => {
            let date = date.unwrap_or_else(today);
            tz.as_deref().map(add_export::zone).transpose()?;
            let folder = Path::new("chats").join(format!("{date}-{}", name(title)?));
            make(dir, &folder.join("recap.md"), &chat(title, date, tz.as_deref()))?;
            terminal::say(&format!("After the chat, put its transcript into {}.", dir.join(folder).display()));
        }
        What::Reference { title: Some(list) } if Path::new(list).is_file() => {
            add_references::run(dir, Path::new(list))?;
        }
        What::Reference { title } => terminal::say(&reference(title.as_deref())),
    }
    Ok(Outcome::Done)
}

/// The file name of a title.
pub(crate) fn name(title: &str) -> Result<String, Failure> {
    match slug(title) {
        name if name.is_empty() => Err(Failure(format!("“{title}” has no letter or digit to name a file by"))),
        name => Ok(name),
    }
}

/// Writes a new file and says so. One that is there already is never touched.
pub(crate) fn make(dir: &Path, file: &Path, text: &str) -> Result<(), Failure> {
    let path = dir.join(file);
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure(format!("{} is there already", path.display())),
        _ => Failure(format!("{} cannot be written: {error}", path.display())),
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::File::create_new(&path).and_then(|mut new| new.write_all(text.as_bytes())).map_err(failed)?;
    terminal::say(&format!("{} is ready to be written.", path.display()));
    Ok(())
}

/// What a finding says, and how to mend it.
pub(crate) fn in_words(finding: &Finding) -> String {
    match &finding.help {
        Some(help) => format!("{}\n  {help}", finding.message),
        None => finding.message.clone(),
    }
}

/// A title as YAML takes it, whatever is in it.
pub(crate) fn yaml(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn topic(title: &str) -> String {
    format!(
        "---
title: {}
summary: One or two plain sentences, shown first.
# kind: condition        # or: treatment, side-effect, test, practical, living, guide
# authors: []            # ids of people.yaml
# reviewed_by: []
# reviewed: 2026-01-20
# review_due: 2029-01-20
# sources: []            # keys of your references
# aliases: []            # other names that patients use
draft: true              # remove this line to publish the page
---

Begin with what matters most to the reader.

## When to get help
",
        yaml(title)
    )
}

/// Whether a title is more likely the name of an export that is not there.
fn is_file_name(title: &str) -> bool {
    let ending = Path::new(title).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    add_export::TEXTS.contains(&ending) || ending == "zip"
}

fn chat(title: &str, date: Date, zone: Option<&str>) -> String {
    let zone = zone.map_or_else(String::new, |zone| format!("timezone: {zone}\n"));
    format!(
        "---
title: {}
summary: One or two plain sentences.
date: {date}
{zone}# start: \"19:00\"
# length: 60             # minutes
# moderators: []         # ids of people.yaml
# guests: []
# questions:
#   - What would you like to know first?
# topics: []             # as in topics/side-effects/fatigue.md
# reviewed_by: []
# reviewed: {date}
---

## Key points

## What this is and is not

This is a summary of what people told each other. It cannot say what is right for you.

## T1:

### What the evidence says

### Still open

## Resources mentioned
",
        yaml(title)
    )
}

/// How references are added: bedside changes no file that a reference manager owns.
fn reference(title: Option<&str>) -> String {
    let title = yaml(title.unwrap_or("Title of the source"));
    let key = title.trim_matches('"').split_whitespace().next().map(slug).filter(|key| !key.is_empty());
    let key = key.unwrap_or_else(|| String::from("source"));
    format!(
        "`bedside add reference FILE` puts what PubMed or a reference manager exported into references/. Or write an entry into a .yaml file there:

{key}:
  type: Web
  title: {title}
  author: \"Who publishes it\"
  url:
    value: https://www.example.org/
    date: {}

Then cite it in a page as [@{key}]. `bedside check` says when a key is not known.",
        today()
    )
}
