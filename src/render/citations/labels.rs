//! Takes labels off the names of authors: no language has a word for these, as for editors, and the library looks through
//! all the words of the language for it, for each source.

use hayagriva::citationberg::taxonomy::{NameVariable, Term};
use hayagriva::citationberg::{IndependentStyle, LayoutRenderingElement, Locale, Names, NamesChild};

use crate::render::citations::stand_ins::{each_list, substitutes};

/// Takes such labels out of `style`. Whoever stands in for authors may have the label, and then it stays.
pub(super) fn take_out(style: &mut IndependentStyle) {
    if style.locale.iter().any(has_word) {
        return;
    }
    each_list(style, &mut |elements| {
        for element in elements {
            if let LayoutRenderingElement::Names(names) = element
                && is_of_authors(names)
            {
                names.children.retain(|child| !matches!(child, NamesChild::Label(_)));
            }
        }
    });
}

/// Whether names are those of authors, and of nobody else.
fn is_of_authors(names: &Names) -> bool {
    names.variable == [NameVariable::Author] && substitutes(names).next().is_none()
}

/// Whether a language has a word for authors.
fn has_word(locale: &Locale) -> bool {
    let terms = locale.terms.iter().flat_map(|terms| &terms.terms);
    let mut of_authors = terms.filter(|term| term.name == Term::NameVariable(NameVariable::Author));
    of_authors.any(|term| term.single().or_else(|| term.multiple()).is_some_and(|word| !word.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::has_word;
    use crate::render::citations::locales::Locales;

    #[test]
    fn no_language_of_the_archive_has_a_word_for_authors() {
        assert!(!Locales::archived().all().any(has_word));
    }
}
