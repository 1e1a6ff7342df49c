//! Citation styles: finding one by its name, and asking the library to format sources in it.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::taxonomy::{Locator, OtherTerm, Term};
use hayagriva::citationberg::{
    CitationFormat, IndependentStyle, LocaleCode, LocalizedTerm, Style, StyleCategory, TermForm,
};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, CitePurpose, ElemChildren, Entry,
    LocatorPayload, Rendered, SpecificLocator, standalone_citation,
};

use crate::finding::nearest;
use crate::memo::Memo;
use crate::render::citations::elements::plain;
use crate::render::citations::fingerprinter::Fingerprinter;
use crate::render::citations::locales::Locales;
use crate::render::citations::mend;
use crate::render::citations::part::Part;
use crate::render::citations::polish::polish;
use crate::render::citations::questions::Questions;
use crate::render::citations::specialise::{of_kinds, specialised};
use crate::site::MakeError;
use crate::source::Fingerprint;

/// Names that people use for styles, with the names of the archive. Vancouver is the style of the National Library of
/// Medicine, which writes `(1)`; `elsevier-vancouver` follows the same rules and writes `[1]`.
const ALIASES: [(&str, &str); 10] = [
    ("ama", "american-medical-association"),
    ("vancouver", "nlm-citation-sequence"),
    ("nlm", "nlm-citation-sequence"),
    ("icmje", "nlm-citation-sequence"),
    ("lancet", "the-lancet"),
    ("chicago", "chicago-author-date"),
    ("harvard", "harvard-cite-them-right"),
    ("acs", "american-chemical-society"),
    ("bmc", "biomed-central"),
    ("cse", "council-of-science-editors"),
];

/// A citation style with the languages it can be printed in.
pub(super) struct Sheet {
    /// The style.
    pub(super) style: IndependentStyle,
    locales: Locales,
    /// What the style asks of sources.
    pub(super) questions: Questions,
    /// The style that prints of what kind a source is.
    asking_kinds: IndependentStyle,
    /// The styles that print what else is asked of sources of certain kinds.
    asking: Memo<IndependentStyle>,
    /// The answers of each source.
    answers: Memo<String>,
    /// The style for sources with certain answers.
    special: Memo<IndependentStyle>,
    /// The citations of sources that nobody confuses.
    pub(super) citations: Memo<Option<ElemChildren>>,
    /// Whether a source looks the same wherever and beside whatever it is cited, as long as nobody confuses the two.
    pub(super) stands_alone: bool,
    /// Whether an entry of the list can be printed as a citation is.
    pub(super) lists_like_citations: bool,
}

/// The entry of a source, with its fingerprint: to take that of a long entry costs as much as to print a part of it.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) entry: &'a Entry,
    pub(super) print: Fingerprint,
}

impl<'a> Item<'a> {
    /// The entry with its fingerprint.
    pub(super) fn of(entry: &'a Entry) -> Self {
        let mut fingerprinter = Fingerprinter::default();
        entry.hash(&mut fingerprinter);
        Self { entry, print: fingerprinter.fingerprint() }
    }
}

/// What a citation asks for: an entry, the place in it, and a form.
pub(super) struct Asked<'a> {
    pub(super) item: Item<'a>,
    pub(super) locator: Option<(Locator, &'a str)>,
    pub(super) purpose: Option<CitePurpose>,
    pub(super) hidden: bool,
}

impl Hash for Asked<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.item.print.0, self.locator, self.purpose, self.hidden).hash(state);
    }
}

impl<'a> Asked<'a> {
    /// The entry as the style prints it.
    pub(super) fn plainly(item: Item<'a>) -> Self {
        Self { item, locator: None, purpose: None, hidden: false }
    }

    /// What the library is asked.
    fn request(&self) -> CitationItem<'_, Entry> {
        let locator = self.locator.map(|(kind, place)| SpecificLocator(kind, LocatorPayload::Str(place)));
        CitationItem::new(self.item.entry, locator, None, self.hidden, self.purpose)
    }
}

impl Sheet {
    /// The style called `name`.
    pub(super) fn load(name: &str) -> Result<Self, MakeError> {
        let lower = name.trim().to_lowercase();
        let known = ALIASES.iter().find(|(alias, _)| *alias == lower).map_or(lower.as_str(), |(_, name)| name);
        let style = ArchivedStyle::by_name(known).map(ArchivedStyle::get);
        match style {
            Some(Style::Independent(mut style)) => {
                mend::names(&mut style);
                Ok(Self::of(style))
            }
            _ => Err(unknown(name)),
        }
    }

    /// A style that is mended.
    fn of(style: IndependentStyle) -> Self {
        let questions = Questions::of(&style);
        let asking_kinds = questions.asking_kinds(&style);
        let written = Style::Independent(style.clone()).to_xml().unwrap_or_default();
        let stands_alone = stands_alone(&style, &written);
        let lists_like_citations = stands_alone && lists_like_citations(&style, &written);
        Self {
            style,
            locales: Locales::archived(),
            questions,
            asking_kinds,
            asking: Memo::default(),
            answers: Memo::default(),
            special: Memo::default(),
            citations: Memo::default(),
            stands_alone,
            lists_like_citations,
        }
    }

    /// Whether sources have numbers in it.
    pub(super) fn is_numeric(&self) -> bool {
        let numeric = StyleCategory::CitationFormat { format: CitationFormat::Numeric };
        self.style.info.category.contains(&numeric)
    }

    /// `and` in the language.
    pub(super) fn and(&self, language: &str) -> &str {
        self.term(language, Term::Other(OtherTerm::And), TermForm::Long).and_then(|term| term.single()).unwrap_or("and")
    }

    /// `et al.` in the language.
    pub(super) fn et_al(&self, language: &str) -> &str {
        let term = self.term(language, Term::Other(OtherTerm::EtAl), TermForm::Long);
        term.and_then(|term| term.single()).unwrap_or("et al.")
    }

    /// The short word for a kind of place in the language: `p.`, or `pp.` if `number` holds several.
    pub(super) fn label(&self, kind: Locator, number: &str, language: &str) -> &str {
        let term = |form| self.term(language, Term::Locator(kind), form);
        let term = term(TermForm::Short).or_else(|| term(TermForm::Long));
        let several = number.contains(['-', '–', ',', '&']);
        term.and_then(|term| if several { term.multiple() } else { term.single() }).unwrap_or_default()
    }

    /// A word of the language.
    fn term(&self, language: &str, term: Term, form: TermForm) -> Option<&LocalizedTerm> {
        self.locales.nearest(language)?.term(term, form)
    }

    /// The tag of the language that sources are printed in on pages in `language`.
    pub(super) fn language(&self, language: &str) -> Option<String> {
        self.locales.nearest(language)?.lang.as_ref().map(ToString::to_string)
    }

    /// Formats the citations of a page and its list. Nothing if the library gives up on odd input by panicking.
    pub(super) fn format<'a>(&self, citations: &[impl AsRef<[Asked<'a>]>], language: &str) -> Option<Rendered> {
        self.format_part(Part::Both, citations, language)
    }

    /// Formats a part of a page.
    pub(super) fn format_part<'a>(
        &self,
        part: Part,
        citations: &[impl AsRef<[Asked<'a>]>],
        language: &str,
    ) -> Option<Rendered> {
        let answers = |asked: &[Asked<'a>]| asked.iter().map(|asked| self.answers(asked.item)).collect();
        let answers: Vec<Vec<Arc<String>>> = citations.iter().map(|asked| answers(asked.as_ref())).collect();
        let each: Vec<_> = answers.iter().map(|answers| self.special(part, answers)).collect();
        let all = self.special(part, &answers.concat());
        let citations = each.iter().zip(citations).map(|(style, asked)| (style.as_ref(), asked.as_ref()));
        let mut rendered = self.format_in(&all, citations, language)?;
        let items = rendered.bibliography.iter_mut().flat_map(|list| &mut list.items);
        items.for_each(|item| polish(&mut item.content, language));
        Some(rendered)
    }

    /// The style for a part of a page that prints sources with these answers, remembered.
    pub(super) fn special(&self, part: Part, answers: &[Arc<String>]) -> Arc<IndependentStyle> {
        let is_single = answers.len() == 1;
        let is_unnamed = answers.iter().any(|answers| Questions::are_without_people(answers));
        let common = self.questions.common(answers.iter().map(|answers| answers.as_str()));
        let fingerprint =
            Fingerprint::of(&[&[part as u8, u8::from(is_single), u8::from(is_unnamed)], common.as_bytes()]);
        self.special.get(fingerprint, || {
            let mut style = part.only(self.style.clone());
            if is_single {
                // To find sources of the same people beside it, the library would write all its people down.
                (style.citation.collapse, style.citation.cite_group_delimiter) = (None, None);
            }
            if is_unnamed {
                mend::labels_in_titles(&mut style);
            }
            specialised(&self.questions, &style, &common, part)
        })
    }

    /// The answers of a source to what the style asks, remembered.
    pub(super) fn answers(&self, item: Item<'_>) -> Arc<String> {
        self.answers.get(item.print, || {
            let answers = self.asked(item).unwrap_or_default();
            let people = [item.entry.authors(), item.entry.editors()];
            let has_people = people.into_iter().flatten().any(|people| !people.is_empty());
            if has_people { answers } else { self.questions.without_people(&answers) }
        })
    }

    /// Asks a source of what kind it is, and then what the style asks of such.
    fn asked(&self, item: Item<'_>) -> Option<String> {
        let ask = |style| Some(plain(&self.print_alone(style, &[Asked::plainly(item)], "en-US")?));
        let kinds = ask(&self.asking_kinds)?;
        let asking = self.asking.get(Fingerprint::of(&[kinds.as_bytes()]), || {
            let cut = of_kinds(&self.questions, &self.style, &self.questions.answers(&kinds));
            self.questions.asking_besides(&self.style, &cut)
        });
        Some(self.questions.answers(&(kinds + &ask(&asking)?)))
    }

    /// Forgets what has not been asked for since the last call.
    pub(super) fn end_generation(&self) {
        self.asking.end_generation();
        self.answers.end_generation();
        self.special.end_generation();
        self.citations.end_generation();
    }

    /// Formats citations, each in a style, and their list in another; nothing if the library gives up.
    pub(super) fn format_in<'a>(
        &self,
        list: &IndependentStyle,
        citations: impl Iterator<Item = (&'a IndependentStyle, &'a [Asked<'a>])>,
        language: &str,
    ) -> Option<Rendered> {
        let locale = self.locales.nearest(language)?;
        let files = std::slice::from_ref(locale);
        let code: Option<LocaleCode> = locale.lang.clone();
        let mut driver = BibliographyDriver::new();
        for (style, asked) in citations {
            let items = asked.iter().map(Asked::request).collect();
            driver.citation(CitationRequest::new(items, style, code.clone(), files, None));
        }
        let request = BibliographyRequest::new(list, code, files);
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| driver.finish(request))).ok()
    }

    /// Prints one citation in `style`, and looks at nothing else for it. The library then does without most of its work.
    pub(super) fn print_alone(
        &self,
        style: &IndependentStyle,
        asked: &[Asked<'_>],
        language: &str,
    ) -> Option<ElemChildren> {
        let locale = self.locales.nearest(language)?;
        let items = asked.iter().map(Asked::request).collect();
        let request = CitationRequest::new(items, style, locale.lang.clone(), std::slice::from_ref(locale), None);
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| standalone_citation(request))).ok()
    }
}

/// Whether the style has a list with an order of its own, and nothing in it depends on where a source is cited.
fn stands_alone(style: &IndependentStyle, written: &str) -> bool {
    let list = style.bibliography.as_ref().filter(|list| list.sort.is_some());
    let is_whole = list.is_some_and(|list| list.subsequent_author_substitute.is_none());
    is_whole && !written.is_empty() && !["position=", "et-al-subsequent"].iter().any(|words| written.contains(words))
}

/// Whether the library prints an entry of the list as it prints a citation. It sets numbers and labels apart in lists, and
/// puts the marks around the whole of an entry in another way.
fn lists_like_citations(style: &IndependentStyle, written: &str) -> bool {
    let list = style.bibliography.as_ref().filter(|list| list.second_field_align.is_none());
    let is_bare = list.is_some_and(|list| list.layout.prefix.is_none() && list.layout.suffix.is_none());
    is_bare && !["citation-number", "citation-label"].iter().any(|words| written.contains(words))
}

/// The error for a style that nobody knows.
fn unknown(name: &str) -> MakeError {
    let archived = ArchivedStyle::all().iter().flat_map(|style| style.names()).copied();
    let names = ALIASES.iter().map(|(alias, _)| *alias).chain(archived);
    let help = match nearest(name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => String::from("use ama, vancouver, apa, bmj, lancet, nature, elsevier-vancouver, ieee or chicago"),
    };
    MakeError(format!("`references: style: {name}` in bedside.yaml is no citation style that bedside knows; {help}"))
}
