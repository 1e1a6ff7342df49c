//! Proof that nothing remembered is ever stale: after each of many random edits, the site made from what is remembered is
//! byte for byte the one that a cold start makes, and only what the edit touched was parsed and rendered.

use std::collections::BTreeMap;
use std::sync::Arc;

use bedside::gate::Cleared;
use bedside::model::network::Drafts;
use bedside::pipeline::{self, Checked, Pipeline, Work};
use bedside::render::theme::Theme;
use bedside::search::Counted;
use bedside::site::MakeError;
use bedside::source::Fingerprint;
use jiff::civil::date;

use crate::support::Net;

/// How many edits each run makes. The runs have seeds of their own, and together make more than 500.
const STEPS: usize = 130;

/// Every page with its bytes, or why there are none, and everything that was found.
type Outcome = (BTreeMap<String, Result<Vec<u8>, String>>, Vec<String>);

/// A small random number generator: the same numbers for the same seed, everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // The generator of Marsaglia (xorshift64), good enough to choose edits.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

fn pipeline_of(net: &Net) -> Pipeline {
    Pipeline::new(net.root(), net.out(), date(2026, 11, 22))
}

/// Themes by the fingerprint of their files. Loading one is a pure function, and takes longer than all else in this test.
type Themes = BTreeMap<Fingerprint, Result<Arc<Theme>, MakeError>>;

/// What a pipeline that remembers nothing makes of the network as it stands.
fn cold(net: &Net, themes: &mut Themes) -> Result<Outcome, String> {
    made_with(&pipeline_of(net), &Counted::default(), &mut |cleared| {
        let network = cleared.network();
        let print = Theme::print_of(&network.config.theme, &network.overrides);
        let load = || Theme::load(&network.config.theme, &network.overrides).map(Arc::new);
        themes.entry(print).or_insert_with(load).clone()
    })
}

/// What a pipeline makes of the network as it stands.
fn made(pipeline: &Pipeline, counted: &Counted) -> Result<Outcome, String> {
    made_with(pipeline, counted, &mut |cleared| pipeline.theme(cleared))
}

/// What a pipeline makes of the network as it stands, with the theme that `theme` finds.
fn made_with(
    pipeline: &Pipeline,
    counted: &Counted,
    theme: &mut dyn FnMut(&Cleared) -> Result<Arc<Theme>, MakeError>,
) -> Result<Outcome, String> {
    made_of(pipeline, counted, pipeline.check(Drafts::Show).map_err(|error| error.to_string())?, theme)
}

/// Every page that a pipeline makes of a network that was checked, and its search index.
fn made_of(
    pipeline: &Pipeline,
    counted: &Counted,
    checked: Checked,
    theme: &mut dyn FnMut(&Cleared) -> Result<Arc<Theme>, MakeError>,
) -> Result<Outcome, String> {
    let findings = checked.findings.placed(&checked.sources).iter().map(|finding| format!("{finding:?}")).collect();
    let cleared = pipeline.preview(checked.network, &checked.findings);
    let theme = theme(&cleared).map_err(|error| error.to_string())?;
    let site = pipeline::pages_again(&cleared, &theme, Some(pipeline.memory()));
    let pages = site.artifacts().iter().map(|(path, artifact)| {
        let bytes = artifact.bytes().map(|bytes| bytes.to_vec()).map_err(|error| error.to_string());
        (path.to_string(), bytes)
    });
    let index = pipeline::index_again(&cleared, counted);
    let index = index.into_iter().map(|(path, bytes)| (path.to_string(), Ok(bytes)));
    Ok((pages.chain(index).collect(), findings))
}

const NAMES: [&str; 7] = ["a", "b", "c", "deep/d", "deep/e", "deep/index", "f"];
const TITLES: [&str; 5] = ["Fatigue", "Hair loss", "Nausea", "Sleep", "Work"];
const LINKS: [&str; 12] = [
    "[x](nowhere.md)",
    "[@unknown]",
    "[x](a.md)",
    "[x](deep/d.md#rest)",
    "[[Fatigue]]",
    "[[Nausea]]",
    "[[term:anaemia]]",
    "[@bower]",
    "[x](#rest)",
    "![](p.png)",
    "[[contact:line]]",
    "[x](../pages/about.md)",
];

/// A topic page with links that may lead somewhere or nowhere.
fn topic(dice: &mut Dice) -> String {
    let title = dice.pick(&TITLES);
    let extra = dice.pick(&[
        "",
        "draft: true\n",
        "aliases: [Tired]\n",
        "tags: [home, Rest]\n",
        "reviewed: 2026-01-02\nreviewed_by: [jo]\n",
        "broken: [\n",
    ]);
    let heading = dice.pick(&["Rest", "Sleep", "What helps"]);
    let (one, two) = (dice.pick(&LINKS), dice.pick(&LINKS));
    // What identifies somebody is withheld, and masked in what is said of other pages.
    let who = dice.pick(&["", "", "", "Call Mrs Nowhere on 020 7946 0123."]);
    format!(
        "---\ntitle: {title}\n{extra}---\n\nWords {}, {one}.\n\n{who}\n\n## {heading}\n\nMore: {two}.\n",
        dice.roll(1000)
    )
}

/// Writes one file, and says so.
fn put(net: &Net, path: &str, text: impl AsRef<[u8]>) -> Vec<String> {
    net.put(path, text);
    vec![String::from(path)]
}

/// Makes one edit, and says which files it touched.
fn edit(net: &Net, dice: &mut Dice) -> Vec<String> {
    let topic_path = format!("topics/{}.md", dice.pick(&NAMES));
    let exists = net.root().join(&topic_path).exists();
    match dice.roll(17) {
        0..=5 => put(net, &topic_path, topic(dice)),
        6 if exists => {
            net.delete(&topic_path);
            vec![topic_path]
        }
        7 if exists => {
            let to = format!("topics/{}.md", dice.pick(&NAMES));
            std::fs::create_dir_all(net.root().join(&to).parent().unwrap()).unwrap();
            std::fs::rename(net.root().join(&topic_path), net.root().join(&to)).unwrap();
            vec![topic_path, to]
        }
        roll => edit_other_file(net, dice, roll),
    }
}

/// Edits the settings, the theme, or another file that is no topic; `roll` says which.
fn edit_other_file(net: &Net, dice: &mut Dice, roll: usize) -> Vec<String> {
    match roll {
        8 => put(
            net,
            "bedside.yaml",
            format!("title: Site {}\nreview_interval_months: {}\n", dice.roll(3), 3 + dice.roll(20)),
        ),
        9 => put(
            net,
            "theme/templates/partials/foot.html",
            dice.pick(&["<p>{{ page.title }}</p>", "<p>Ours</p>", "{{ broken"]),
        ),
        10 => put(
            net,
            "people.yaml",
            dice.pick(&[
                "staff:\n  - id: jo\n    name: Jo Lind\n",
                "staff:\n  - id: jo\n    name: Jo Berg\n",
                "staff: []\n",
            ]),
        ),
        11 => put(
            net,
            "glossary.yaml",
            dice.pick(&[
                "- term: anaemia\n  definition: Few red cells.\n",
                "- term: fatigue\n  definition: Tired.\n",
                "[]\n",
            ]),
        ),
        12 => put(
            net,
            "references/a.bib",
            dice.pick(&["@book{bower, title = {A}}", "@book{bower, title = {B}}", "@book{other, title = {C}}"]),
        ),
        13 => put(
            net,
            &format!("chats/2026-0{}-01-rest/recap.md", 1 + dice.roll(2)),
            format!("---\ntitle: Chat\ntopics: [topics/a.md]\n---\n\nRecap {}, {}.\n", dice.roll(9), dice.pick(&LINKS)),
        ),
        14 => put(
            net,
            "chats/2026-01-01-rest/transcript.txt",
            format!("Jo: Rest helps {}.\nZelda Quist: I am Zelda Quist, and I sleep well.\n", dice.roll(9)),
        ),
        15 => put(
            net,
            &format!("topics/deep/{}.md", dice.pick(&["x", "y"])),
            dice.pick(&[
                "---\ntitle: X\nweight: 3\n---\n\nX.\n",
                "---\ntitle: X\ntags: [home]\n---\n\nX.\n",
                "---\ntitle: X\ntranslation_of: topics/a.md\nlanguage: es\n---\n\nX.\n",
            ]),
        ),
        _ => put(
            net,
            "contacts.yaml",
            dice.pick(&["contacts:\n  - id: line\n    name: Line\n    telephone: 01632 960 123\n", "contacts: []\n"]),
        ),
    }
}

/// What a warm pipeline makes of the network after a change, of which the disk told these paths.
fn made_at(pipeline: &Pipeline, counted: &Counted, net: &Net, changed: &[String]) -> Result<Outcome, String> {
    let root = net.root().canonicalize().unwrap();
    let paths = changed.iter().map(|path| root.join(path)).collect();
    let (sources, findings) = pipeline.read_at(&paths).map_err(|error| error.to_string())?;
    let checked = pipeline.check_read(sources, findings, Drafts::Show);
    made_of(pipeline, counted, checked, &mut |cleared| pipeline.theme(cleared))
}

fn warm_is_cold(seed: u64) {
    let net = Net::new().file("topics/a.md", "---\ntitle: A\n---\n\nHello.\n").file("pages/about.md", "About.\n");
    let (warm, counted) = (pipeline_of(&net), Counted::default());
    let (mut dice, mut themes) = (Dice(seed), Themes::new());
    for step in 0..STEPS {
        let changed = edit(&net, &mut dice);
        // Every third time the disk says nothing of where the change was.
        let after = match step % 3 {
            0 => made(&warm, &counted),
            _ => made_at(&warm, &counted, &net, &changed),
        };
        let cold = cold(&net, &mut themes);
        let (Ok((pages, findings)), Ok((cold_pages, cold_findings))) = (&after, &cold) else {
            assert_eq!(after.err(), cold.err(), "seed {seed}, step {step}");
            continue;
        };
        assert_eq!(findings, cold_findings, "seed {seed}, step {step}");
        let differing: Vec<_> = cold_pages.iter().filter(|(path, bytes)| pages.get(*path) != Some(*bytes)).collect();
        assert!(differing.is_empty() && pages.len() == cold_pages.len(), "seed {seed}, step {step}: {differing:?}");
    }
}

#[test]
fn warm_is_cold_after_every_edit() {
    // Two at a time, each with a network of its own.
    let runs = [1, 22, 333, 4444];
    std::thread::scope(|scope| {
        let run = |seed| scope.spawn(move || warm_is_cold(seed));
        runs.chunks(2).for_each(|pair| {
            let runs: Vec<_> = pair.iter().copied().map(run).collect();
            runs.into_iter().for_each(|run| run.join().unwrap());
        });
    });
    assert!(runs.len() * STEPS >= 500);
}

/// What one edit costs, once all pages are made.
fn cost(net: &Net, warm: &Pipeline, edit: impl FnOnce(&Net)) -> Work {
    let counted = Counted::default();
    made(warm, &counted).unwrap();
    let before = warm.work();
    edit(net);
    made(warm, &counted).unwrap();
    let after = warm.work();
    Work {
        parsed: after.parsed - before.parsed,
        linked: after.linked - before.linked,
        checked: after.checked - before.checked,
        rendered: after.rendered - before.rendered,
    }
}

#[test]
fn only_what_an_edit_touches_is_made_again() {
    let page = |title: &str, words: &str| format!("---\ntitle: {title}\n---\n\n{words}\n\n## Rest\n\nMore.\n");
    let mut net = Net::new();
    for n in 0..20 {
        net = net.file(&format!("topics/t{n}.md"), page(&format!("Topic {n}"), "[next](t0.md)"));
    }
    let warm = pipeline_of(&net);
    let words = cost(&net, &warm, |net| net.put("topics/t3.md", page("Topic 3", "Other words.")));
    assert_eq!(words, Work { parsed: 1, linked: 1, checked: 1, rendered: words.rendered });
    // The page and the one it no longer leads to, each also in large print and on a map; and what is made of all pages:
    // the map of the site, and what is kept for the times without a connection.
    assert!((1..=8).contains(&words.rendered), "{words:?}");
    let nothing = cost(&net, &warm, |net| net.put("topics/t3.md", page("Topic 3", "Other words.")));
    assert_eq!(nothing, Work::default(), "saved without a change");
    let heading = cost(&net, &warm, |net| net.put("topics/t3.md", "---\ntitle: Topic 3\n---\n\n## New\n\nMore.\n"));
    assert_eq!((heading.parsed, heading.linked, heading.checked), (1, 20, 1), "an anchor concerns every link");
    assert!(
        heading.rendered <= 3,
        "{heading:?}: only the page itself shows it, its large print, and the worker's version"
    );
    let all = Arc::new(cost(&net, &warm, |net| net.put("bedside.yaml", "title: Another\n")));
    assert_eq!((all.parsed, all.linked), (1, 0));
    assert!(all.rendered > 20, "{all:?}: the title of the site stands on every page");
}
