//! The languages of the archive of citation styles. There are some sixty, with hundreds of words each: a language is read
//! when a page first asks for it.

use std::fmt;
use std::sync::OnceLock;

use hayagriva::archive;
use hayagriva::citationberg::Locale;
use hayagriva::citationberg::taxonomy::{Locator, OtherTerm, Term};
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Every language of the archive.
pub(super) struct Locales(Vec<Archived>);

/// One language.
struct Archived {
    /// Its BCP 47 tag in small letters.
    tag: String,
    bytes: &'static [u8],
    /// Its words, once somebody has asked for them.
    locale: OnceLock<Option<Locale>>,
}

/// What is read of each language at once: its tag. The hundreds of words after it are left alone.
struct Tag(String);

impl<'de> Deserialize<'de> for Tag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TagVisitor)
    }
}

/// Looks for the tag, and for nothing more once it is found.
struct TagVisitor;

impl<'de> Visitor<'de> for TagVisitor {
    type Value = Tag;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a language with its tag")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tag, A::Error> {
        const NAME: &str = "@xml:lang";
        while let Some(key) = map.next_key::<String>()? {
            if key == NAME {
                return map.next_value().map(Tag);
            }
            map.next_value::<IgnoredAny>()?;
        }
        Err(A::Error::missing_field(NAME))
    }
}

impl Locales {
    /// The languages of the archive.
    pub(super) fn archived() -> Self {
        let archived = archive::LOCALES.iter().filter_map(|bytes| {
            let Tag(tag) = ciborium::from_reader(*bytes).ok()?;
            Some(Archived { tag: tag.to_lowercase(), bytes, locale: OnceLock::new() })
        });
        Self(archived.collect())
    }

    /// Every language, with its words.
    #[cfg(test)]
    pub(super) fn all(&self) -> impl Iterator<Item = &Locale> {
        self.0.iter().filter_map(Archived::locale)
    }

    /// The language that is nearest to `language`, a BCP 47 tag.
    pub(super) fn nearest(&self, language: &str) -> Option<&Locale> {
        let base = language.split('-').next().unwrap_or_default();
        let find = |test: &dyn Fn(&str) -> bool| self.0.iter().find(|archived| test(&archived.tag));
        let is_base = |part: &str| !base.is_empty() && part.eq_ignore_ascii_case(base);
        let is_main = |tag: &str| tag.split_once('-').is_some_and(|(first, second)| is_base(first) && is_base(second));
        let english = || find(&|tag| tag == "en-us");
        let nearest = find(&|tag| tag.eq_ignore_ascii_case(language))
            .or_else(|| if is_base("en") { english() } else { None })
            .or_else(|| find(&is_main))
            .or_else(|| find(&|tag| tag.split('-').next().is_some_and(is_base)))
            .or_else(english);
        nearest?.locale()
    }
}

impl Archived {
    /// The language with its words, which are read once.
    fn locale(&self) -> Option<&Locale> {
        self.locale.get_or_init(|| ciborium::from_reader(self.bytes).ok().map(sorted)).as_ref()
    }
}

/// A language with the words first that every source asks for: the library looks through all of them for each.
fn sorted(mut locale: Locale) -> Locale {
    let is_rare = |term: Term| match term {
        Term::Other(term) => !matches!(
            term,
            OtherTerm::Ad | OtherTerm::Bc | OtherTerm::And | OtherTerm::EtAl | OtherTerm::PageRangeDelimiter
        ),
        term => !matches!(term, Term::PageVariable | Term::Locator(Locator::Page)),
    };
    if let Some(terms) = &mut locale.terms {
        terms.terms.sort_by_key(|term| is_rare(term.name));
    }
    locale
}
