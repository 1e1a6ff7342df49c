//! The order of the stages. This is the only room that knows more than one of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::check::Checks;
use crate::check::masking::Masks;
use crate::check::privacy::reading::{self, Reading};
use crate::config::Config;
use crate::finding::{Findings, Rule};
use crate::gate::{self, Cleared};
use crate::memo::{Memo, Results, Series};
use crate::model::document::Document;
use crate::model::network::{Drafts, Linker, Network, Parsed};
use crate::model::retraction::Retraction;
use crate::pictures::cache::Cache;
use crate::render::room::{Memory, Room};
use crate::render::theme::Theme;
use crate::scan::{ScanError, Scanner};
use crate::site::{Artifact, MakeError, Site, SitePath};
use crate::source::{Content, Fingerprint, Hasher, SourceFile, Sources};
use crate::{check, leaks, metadata, parse, pictures, render, scan, search};

/// One network folder, with what is remembered of it between two runs.
pub struct Pipeline {
    root: PathBuf,
    out: PathBuf,
    today: Clock,
    scanner: Scanner,
    parsed: Series<Read>,
    /// What was found in each file, as it is shown.
    shown: Series<Findings>,
    retracted: Memo<(BTreeMap<String, Retraction>, Findings)>,
    readings: Series<Reading>,
    linker: Linker,
    /// For the networks that something is withheld of.
    relinker: Linker,
    checks: Checks,
    themes: Memo<Result<Arc<Theme>, MakeError>>,
    rendered: Arc<Memory>,
    pictures: Arc<Cache>,
}

/// What a file holds, and what there is to say of it.
type Read = (Arc<Document>, Findings);

/// How much had to be made anew since the pipeline was: the rest was remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Files that were parsed.
    pub parsed: usize,
    /// Texts whose links were looked up.
    pub linked: usize,
    /// Texts that were checked by themselves.
    pub checked: usize,
    /// Pages that were rendered.
    pub rendered: usize,
}

/// Where a pipeline takes its date from.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// It is always this day.
    Stopped(Date),
    /// It is the day that this function says: a preview may be left open past midnight.
    Running(fn() -> Date),
}

impl From<Date> for Clock {
    fn from(day: Date) -> Self {
        Self::Stopped(day)
    }
}

/// A network that has been read, linked and checked.
pub struct Checked {
    /// The files it was read from, for showing the text that a finding points at.
    pub sources: Sources,
    /// The network.
    pub network: Network,
    /// Everything found, adjusted to the network's configuration and sorted.
    pub findings: Findings,
}

impl Pipeline {
    /// A pipeline for the network in `root`, which does not read the folder `out` inside it, as of the day `today`.
    pub fn new(root: impl Into<PathBuf>, out: impl Into<PathBuf>, today: impl Into<Clock>) -> Self {
        let (root, out) = (root.into(), out.into());
        let scanner = Scanner::new(root.clone(), out.clone());
        let pictures = Arc::new(Cache::new(&root));
        Self {
            root,
            out,
            today: today.into(),
            scanner,
            parsed: Series::default(),
            shown: Series::default(),
            retracted: Memo::default(),
            readings: Series::default(),
            linker: Linker::default(),
            relinker: Linker::default(),
            checks: Checks::default(),
            themes: Memo::default(),
            rendered: Arc::default(),
            pictures,
        }
    }

    /// A pipeline for the same network that remembers nothing.
    #[must_use]
    pub fn another(&self) -> Self {
        Self::new(self.root.clone(), self.out.clone(), self.today)
    }

    /// The day to take for today.
    pub fn today(&self) -> Date {
        match self.today {
            Clock::Stopped(day) => day,
            Clock::Running(today) => today(),
        }
    }

    /// The network folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder that the site is written to.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// How much had to be made so far.
    pub fn work(&self) -> Work {
        Work {
            parsed: self.parsed.made(),
            linked: self.linker.linked(),
            checked: self.checks.made(),
            rendered: self.rendered.made(),
        }
    }

    /// The pages that were made, for [`pages_again`]. Those that nobody asked for since the last call are forgotten.
    pub fn memory(&self) -> Arc<Memory> {
        self.rendered.end_generation();
        Arc::clone(&self.rendered)
    }

    /// scan → parse → network → check.
    ///
    /// # Errors
    /// When there is no network in the folder.
    pub fn check(&self, drafts: Drafts) -> Result<Checked, ScanError> {
        let (sources, findings) = self.read()?;
        Ok(self.check_read(sources, findings, drafts))
    }

    /// scan: the files as they are, and what is wrong with them.
    ///
    /// # Errors
    /// When there is no network in the folder.
    pub fn read(&self) -> Result<(Sources, Findings), ScanError> {
        self.scanner.scan()
    }

    /// Like [`Pipeline::read`], when nothing has changed since but at the paths `changed` on the disk, as far as is known.
    ///
    /// # Errors
    /// When there is no network in the folder.
    pub fn read_at(&self, changed: &BTreeSet<PathBuf>) -> Result<(Sources, Findings), ScanError> {
        self.scanner.glance(changed).map_or_else(|| self.read(), Ok)
    }

    /// parse → network → check, for what [`Pipeline::read`] gave.
    pub fn check_read(&self, sources: Sources, mut findings: Findings, drafts: Drafts) -> Checked {
        let config = self.config(&sources, &mut findings);
        let parsed = self.parse(&sources);
        let document = |(file, parsed): (&Arc<SourceFile>, &Arc<Read>)| Parsed {
            file: Arc::clone(file),
            document: Arc::clone(&parsed.0),
        };
        let documents: Vec<Parsed> = sources.files().iter().zip(&*parsed).map(document).collect();
        let mut network = Network::link_again(Arc::new(config), self.today(), drafts, &documents, &self.linker);
        network.retractions = self.retractions(&sources, &network, &mut findings);
        let settings = self.settings(&sources);
        findings.extend(self.checks.of_network(&network, settings));
        findings.extend(check::privacy::judge::judge(&network, &self.readings(&documents)));
        let findings = findings.filter_map(|finding| network.config.adjust(finding));
        let findings = check::decisions::apply(&network, findings);
        let masks = Masks::of(&findings, &sources);
        let findings = masks.mask(findings);
        let of_files = self.of_files(&network, &parsed, settings, &masks);
        Checked { sources, network, findings: findings.sorted_with(&*of_files) }
    }

    /// gate: what an editor may see of a network with these findings.
    pub fn preview(&self, network: Network, findings: &Findings) -> Cleared {
        gate::preview_again(network, findings, &self.relinker)
    }

    /// Forgets the copies of pictures that the last build had no use for.
    pub fn forget_unused_pictures(&self) {
        self.pictures.forget_unused();
    }

    /// The theme of a cleared network. It is loaded anew only when its files change.
    ///
    /// # Errors
    /// When there is no such theme, or a template of it is broken.
    pub fn theme(&self, cleared: &Cleared) -> Result<Arc<Theme>, MakeError> {
        let network = cleared.network();
        let load = || Theme::load(&network.config.theme, &network.overrides).map(Arc::new);
        let theme = self.themes.get(Theme::print_of(&network.config.theme, &network.overrides), load);
        self.themes.end_generation();
        Result::clone(&theme)
    }

    /// A fingerprint of what every text is held against: the configuration, the people and the day.
    fn settings(&self, sources: &Sources) -> Fingerprint {
        let mut hasher = Hasher::new();
        hasher.add(self.today().to_string().as_bytes());
        for name in ["bedside.yaml", "people.yaml", "people.yml"] {
            hasher.add(sources.get(name).map_or(&[][..], |file| &file.fingerprint.0));
        }
        hasher.finish()
    }

    /// Notes what may identify somebody in each file, in parallel, or remembers it.
    fn readings(&self, documents: &[Parsed]) -> Results<Reading> {
        let prints = documents.iter().map(|parsed| parsed.file.fingerprint).collect();
        let read = |at: usize| reading::read(&documents[at].file, &documents[at].document);
        self.readings.get_all(Fingerprint::default(), prints, read)
    }

    /// Reads the settings.
    fn config(&self, sources: &Sources, findings: &mut Findings) -> Config {
        let file = sources.get("bedside.yaml");
        file.and_then(|file| Some(parse::config::parse(&file.path, file.as_text()?, findings))).unwrap_or_default()
    }

    /// Looks the sources up in the list of retractions, or remembers what it says of them.
    fn retractions(
        &self,
        sources: &Sources,
        network: &Network,
        findings: &mut Findings,
    ) -> BTreeMap<String, Retraction> {
        let Some(list) = sources.get(scan::retractions::LIST) else { return BTreeMap::new() };
        let wanted = network.references.wanted();
        let identifiers = wanted.identifiers().collect::<Vec<_>>().join("\n");
        let fingerprint = Fingerprint::of(&[&list.fingerprint.0, identifiers.as_bytes()]);
        let read = self.retracted.get(fingerprint, || scan::retractions::matching(list, &wanted));
        self.retracted.end_generation();
        findings.extend(read.1.iter().cloned());
        read.0.clone()
    }

    /// What was found in each file by itself and in what it names, in order, with the severities of the configuration, and
    /// with what `masks` mask.
    fn of_files(
        &self,
        network: &Network,
        parsed: &[Arc<Read>],
        settings: Fingerprint,
        masks: &Masks,
    ) -> Results<Findings> {
        let of_texts = self.checks.of_texts(network, settings);
        let files = &network.documents;
        let prints = files.iter().map(|Parsed { file, .. }| masks.print_of(&file.path, file.fingerprint)).collect();
        let base = Fingerprint::of(&[&settings.0, &network.outline.0, &masks.print().0]);
        self.shown.get_all(base, prints, |at| {
            let in_text = network.place_of(&files[at]).into_iter().flat_map(|place| of_texts.at(place));
            let found = parsed[at].1.shared().chain(in_text).cloned();
            masks.mask(found.filter_map(|finding| network.config.adjust(finding)).collect()).in_order()
        })
    }

    /// Reads every file, in parallel, or remembers what it held.
    fn parse(&self, sources: &Sources) -> Results<Read> {
        let files = sources.files();
        let prints = files.iter().map(|file| file.fingerprint).collect();
        self.parsed.get_all(Fingerprint::default(), prints, |at| {
            let (document, findings) = document(&files[at], &self.pictures);
            (Arc::new(document), findings)
        })
    }
}

/// What a file holds. Of one that is only copied, that is what it says besides what it shows.
fn document(file: &SourceFile, remembered: &Arc<Cache>) -> (Document, Findings) {
    let (document, findings) = parse::document(file);
    match (document, &file.content) {
        (Document::Nothing, Content::Unread(path)) if is_copied(file) => {
            let picture = pictures::look(path, remembered).map(Arc::new);
            (Document::Asset(Arc::new(metadata::embedded(path)), picture), findings)
        }
        (document, _) => (document, findings),
    }
}

/// Whether a file lies where pages take their pictures and documents from.
fn is_copied(file: &SourceFile) -> bool {
    ["static/", "topics/", "pages/"].iter().any(|folder| file.path.as_str().starts_with(folder))
}

/// render: the site without its search index, for whoever cannot wait for that.
pub fn pages<'a>(cleared: &'a Cleared, theme: &'a Theme) -> Site<'a> {
    pages_again(cleared, theme, None)
}

/// Like [`pages`]: the same pages, remembered in `memory` if there is one.
pub fn pages_again<'a>(cleared: &'a Cleared, theme: &'a Theme, memory: Option<Arc<Memory>>) -> Site<'a> {
    let kept = kept(cleared);
    render::site_again(cleared, theme, memory).map(|path, artifact| stripped(path, artifact, &kept))
}

/// The files that are published with what they say of themselves. The gate let these pass: somebody decided so, or turned
/// the rule down. Anything else that cannot be stripped fails.
fn kept(cleared: &Cleared) -> BTreeSet<SitePath> {
    let assets = cleared.network().assets.values();
    assets.filter(|asset| asset.embedded.refused.is_some()).map(|asset| asset.path.clone()).collect()
}

/// A file without what it says of its author or place.
fn stripped<'a>(path: &SitePath, artifact: Artifact<'a>, kept: &BTreeSet<SitePath>) -> Artifact<'a> {
    match artifact {
        Artifact::File(file) if leaks::is_searched(path) && !path.as_str().ends_with(".svg") => searched(file),
        Artifact::File(file) => metadata::artifact(file, kept.contains(path)),
        made => made,
    }
}

/// The pages of a site, each found when it is asked for: what [`pages_again`] has, without a list of all of it.
pub struct Pages<'a> {
    room: Arc<Room<'a>>,
    kept: BTreeSet<SitePath>,
}

impl<'a> Pages<'a> {
    /// The pages of `cleared`, remembered in `memory`.
    pub fn new(cleared: &'a Cleared, theme: &'a Theme, memory: Arc<Memory>) -> Self {
        Self { room: Arc::new(Room::new(cleared, theme, Some(memory))), kept: kept(cleared) }
    }

    /// The page or file at `path`.
    pub fn get(&self, path: &SitePath) -> Option<Artifact<'a>> {
        render::artifact(&self.room, path).map(|artifact| stripped(path, artifact, &self.kept))
    }
}

/// A copied file whose bytes are read, so that the scan for leaks sees them.
fn searched<'a>(file: PathBuf) -> Artifact<'a> {
    Artifact::Made(Box::new(move || {
        std::fs::read(&file).map_err(|error| MakeError(format!("{} can no longer be read: {error}", file.display())))
    }))
}

/// search: the files of the index.
pub fn index(cleared: &Cleared) -> Vec<(SitePath, Vec<u8>)> {
    search::index(cleared)
}

/// Like [`index`], with what was `counted` for the last one.
pub fn index_again(cleared: &Cleared, counted: &search::Counted) -> Vec<(SitePath, Vec<u8>)> {
    search::index_again(cleared, counted)
}

/// render + search. Pages are made when they are asked for.
pub fn site<'a>(cleared: &'a Cleared, theme: &'a Theme) -> Site<'a> {
    let mut site = pages(cleared, theme);
    for (path, bytes) in index(cleared) {
        site.insert(path, Artifact::Bytes(Arc::from(bytes)));
    }
    // A preview lists every copy that a picture may have: it must not wait for them. A site has those that are lighter.
    for (file, picture) in &cleared.network().pictures {
        let made: BTreeSet<u32> = picture.copies().iter().map(|copy| copy.width).collect();
        picture.widths.iter().filter(|width| !made.contains(width)).for_each(|width| {
            site.remove(&picture.path_of(file, *width));
        });
    }
    site
}

/// The search over the index of `cleared`, for whoever has no browser; nothing if the index cannot be read.
pub fn search(cleared: &Cleared) -> Option<search::asking::Search> {
    search::asking::Search::open(&search::index(cleared))
}

/// `findings` with what the search does not find as `search-tests.yaml` says it must.
#[must_use]
pub fn with_search_tests(mut findings: Findings, cleared: &Cleared) -> Findings {
    let network = cleared.network();
    if let Some(search) = Some(()).filter(|()| !network.search_tests.is_empty()).and_then(|()| search(cleared)) {
        let found = search::expectations::check(cleared, &search);
        findings.extend(found.filter_map(|finding| network.config.adjust(finding)));
    }
    findings.sorted()
}

/// Every rule that a finding may come from, sorted by its name.
pub fn rules() -> Vec<&'static Rule> {
    let own = scan::RULES
        .iter()
        .chain(scan::retractions::RULES)
        .chain(leaks::RULES)
        .chain(search::expectations::RULES)
        .copied();
    let mut rules: Vec<_> = own.chain(parse::rules()).chain(check::rules()).collect();
    rules.sort_by_key(|rule| rule.id);
    rules
}
