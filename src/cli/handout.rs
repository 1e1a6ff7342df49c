//! `bedside handout`: pages as PDFs to hand out, printed by an installed Chromium.
//!
//! 1. The network is read, checked and cleared as for a build: a handout says nothing that the site may not say.
//! 2. The page, and what it shows, is written into a folder that goes away afterwards.
//! 3. Chromium prints it from there. The PDF is tagged, so that a screen reader can read it as it reads the page.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::chromium::Chromium;
use crate::cli::report::text::{self, Show};
use crate::cli::{Failure, Outcome, build, terminal, today};
use crate::finding::{Findings, Severity, nearest};
use crate::gate;
use crate::leaks::{self, Leaks};
use crate::model::id::{NodeId, NodeKind};
use crate::model::network::{Drafts, Network, Resolved};
use crate::pipeline::{self, Pipeline};
use crate::render::pages::large_print;
use crate::scan::ScanError;
use crate::site::{Site, SitePath};
use crate::source::Sources;

/// The options of `bedside handout`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The pages to print: their files, as topics/side-effects/fatigue.md, or their names, as side-effects/fatigue.
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<String>,
    /// The network folder: the one that bedside.yaml lies in.
    #[arg(long, default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    /// The folder to write the PDFs to.
    #[arg(long, default_value = "handouts", value_name = "DIR")]
    out: PathBuf,
    /// Print topic pages in large print.
    #[arg(long)]
    large: bool,
    /// The paper to print on.
    #[arg(long, value_enum, default_value_t = Paper::A4)]
    paper: Paper,
    /// The day to take for today, as in 2026-11-22.
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
}

/// A size of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

/// One page to print.
struct Sheet {
    page: SitePath,
    pdf: String,
    files: BTreeSet<SitePath>,
}

/// Prints the pages.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let root = &arguments.dir;
    if !root.is_dir() {
        return Err(ScanError::NoFolder(root.clone()).into());
    }
    let chromium = Chromium::find()?;
    let day = arguments.today.unwrap_or_else(today);
    let pipeline = Pipeline::new(root, build::default_out(root), day);
    let checked = pipeline.check(Drafts::LeaveOut)?;
    let sheets = sheets(arguments, &checked.network)?;
    text::report(&checked.findings, &checked.sources, Show::Errors, false);
    let (leaks, config) = (Leaks::of(&checked.network, &checked.findings), Arc::clone(&checked.network.config));
    let Ok(cleared) = gate::publish(checked.network, &checked.findings) else {
        return Ok(nothing_printed(&checked.findings));
    };
    let theme = pipeline.theme(&cleared)?;
    let site = pipeline::pages(&cleared, &theme);
    let found = leaked(&leaks, &site, &sheets)?.filter_map(|finding| config.adjust(finding));
    text::report(&found, &Sources::default(), Show::Errors, false);
    if found.count(Severity::Error) > 0 {
        return Ok(nothing_printed(&found));
    }
    std::fs::create_dir_all(&arguments.out).map_err(|error| unwritten(&arguments.out, &error))?;
    for sheet in &sheets {
        let pdf = arguments.out.join(&sheet.pdf);
        print(&chromium, &site, sheet, arguments.paper, &pdf)?;
        terminal::say(&pdf.display().to_string());
    }
    Ok(Outcome::Done)
}

/// Says that errors stopped the printing.
fn nothing_printed(findings: &Findings) -> Outcome {
    terminal::say(&format!("{}: nothing was printed", terminal::count(findings)));
    Outcome::Errors
}

/// What the pages say that the site may not say: they are looked through as a build looks through them.
fn leaked(leaks: &Leaks, site: &Site<'_>, sheets: &[Sheet]) -> Result<Findings, Failure> {
    let mut found = BTreeSet::new();
    for page in sheets.iter().map(|sheet| &sheet.page) {
        if let Some(artifact) = site.get(page) {
            found.extend(leaks.in_file(page, &artifact.bytes()?));
        }
    }
    Ok(leaks::findings(&found))
}

/// The pages that are asked for.
fn sheets(arguments: &Arguments, network: &Network) -> Result<Vec<Sheet>, Failure> {
    arguments.pages.iter().map(|name| sheet(arguments, network, name)).collect()
}

/// The page that `name` asks for.
fn sheet(arguments: &Arguments, network: &Network, name: &str) -> Result<Sheet, Failure> {
    let id = find(&arguments.dir, network, name).ok_or_else(|| unknown(network, name))?;
    let large = arguments.large && id.kind() == NodeKind::Topic;
    let page = if large { large_print::path_of(&id) } else { id.address().page };
    let shown = network.resolved(&id).iter().filter_map(|target| match target {
        Resolved::Asset(path) => Some(path.clone()),
        _ => None,
    });
    let ending = if large { "-large-print" } else { "" };
    let pdf = format!("{}{ending}.pdf", id.key().replace('/', "-"));
    Ok(Sheet { files: shown.chain([page.clone()]).collect(), page, pdf })
}

/// The text that is called `name`: by its file, seen from here or from the network folder, or by its name.
fn find(dir: &Path, network: &Network, name: &str) -> Option<NodeId> {
    let name = name.replace('\\', "/");
    let path = Path::new(&name);
    let inside = path.strip_prefix(dir).unwrap_or(path).to_string_lossy().into_owned();
    let file = NodeId::of_file(inside.trim_start_matches("./"));
    let key = name.trim_start_matches("topics/").trim_start_matches("chats/").trim_end_matches(".html");
    let kinds = [NodeKind::Topic, NodeKind::Section, NodeKind::Chat, NodeKind::Page];
    let named = kinds.into_iter().map(|kind| NodeId::new(kind, key));
    file.into_iter().chain(named).find(|id| network.text(id).is_some())
}

/// What to say of a page that is not there.
fn unknown(network: &Network, name: &str) -> Failure {
    let names: Vec<&str> = network.texts().map(|text| text.id.key()).collect();
    let hint =
        nearest(name.trim_end_matches(".md"), names).map_or_else(String::new, |near| format!(" Did you mean {near}?"));
    Failure(format!("there is no page \"{name}\" in this network.{hint}"))
}

/// Prints one page.
fn print(chromium: &Chromium, site: &Site<'_>, sheet: &Sheet, paper: Paper, pdf: &Path) -> Result<(), Failure> {
    let folder = tempfile::tempdir().map_err(|error| unwritten(&std::env::temp_dir(), &error))?;
    let assets = site.artifacts().keys().filter(|path| path.as_str().starts_with("assets/"));
    for path in assets.chain(&sheet.files) {
        let Some(artifact) = site.get(path) else { continue };
        let mut bytes = artifact.bytes()?.to_vec();
        if path.as_str().ends_with(".css") {
            bytes.extend_from_slice(paper.rule().as_bytes());
        }
        let file = folder.path().join("site").join(path.as_str());
        write(&file, &bytes).map_err(|error| unwritten(&file, &error))?;
    }
    let page = folder.path().join("site").join(sheet.page.as_str());
    chromium.print(&page, pdf, folder.path())
}

/// Writes one file, and makes its folder.
fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(file, bytes)
}

/// What to say of a file or folder that cannot be written.
fn unwritten(path: &Path, error: &std::io::Error) -> Failure {
    Failure(format!("{} cannot be written: {error}", path.display()))
}

impl Paper {
    /// The rule that sets pages on this paper.
    fn rule(self) -> &'static str {
        match self {
            Self::A4 => "\n@page { size: A4; }\n",
            Self::Letter => "\n@page { size: letter; }\n",
        }
    }
}
