//! The words of the glossary: the first use of each on a page is marked, and what they mean is listed at the end.
//!
//! A marked word is a link to the glossary. The theme's `terms.js` makes a button of it that shows what the list says; the
//! list itself is printed, since on paper nothing can be pressed.

use crate::model::id::{NodeId, NodeKind};
use crate::model::prose::Inline;
use crate::model::term::Term;
use crate::render::html::Writer;

impl<'a> Writer<'a> {
    /// Words, in which the first use of each word of the glossary is marked; none in headings and links.
    pub(super) fn words(&mut self, text: &'a str) {
        let vocabulary = self.scene.glossary.vocabulary.filter(|_| !self.in_link && !self.in_title);
        let Some(vocabulary) = vocabulary else { return self.text(text) };
        let mut rest = 0;
        for found in vocabulary.find(text) {
            if self.needs_explanation(found.term) {
                self.text(&text[rest..found.range.start]);
                self.mark(found.term);
                self.text(&text[found.range.clone()]);
                self.raw("</a>");
                rest = found.range.end;
            }
        }
        self.text(&text[rest..]);
    }

    /// Writes a link to a word of the glossary as the marked word; says whether it was one, and here to be explained.
    pub(super) fn explain(&mut self, id: &NodeId, content: &'a [Inline]) -> bool {
        let term = (id.kind() == NodeKind::Term).then(|| self.scene.network.terms.get(id)).flatten();
        let Some(term) = term.filter(|term| !self.in_title && self.needs_explanation(term)) else { return false };
        self.mark(term);
        self.in_link = true;
        let before = self.html.len();
        self.inlines(content);
        if self.html.len() == before {
            self.text(&term.term);
        }
        self.in_link = false;
        self.raw("</a>");
        true
    }

    /// Whether the word has not been explained yet, and the page is not the one that the glossary sends readers to.
    fn needs_explanation(&self, term: &Term) -> bool {
        let explained = self.explained.iter().any(|other| other.id == term.id);
        let here =
            |see: &String| self.scene.network.find_path(&term.file, see).as_ref() == Some(self.scene.glossary.text);
        !explained && !term.see.as_deref().is_some_and(here)
    }

    /// Opens the link of a marked word.
    fn mark(&mut self, term: &'a Term) {
        self.explained.push(term);
        let number = self.explained.len();
        self.raw("<a class=\"term\" href=\"");
        let href = term.id.address().href(self.scene.page);
        self.attribute(&href);
        self.raw(&format!("\" data-term=\"term_{number}\">"));
    }

    /// What the marked words mean.
    pub(super) fn terms(&mut self) {
        if self.explained.is_empty() {
            return;
        }
        self.raw("<div class=\"terms\"><h2>");
        self.text(self.string("terms_on_page"));
        self.raw("</h2><dl>\n");
        for (at, term) in std::mem::take(&mut self.explained).into_iter().enumerate() {
            self.raw(&format!("<div id=\"term_{}\"><dt>", at + 1));
            self.text(&term.term);
            if let Some(clinical) = term.clinical.as_ref().filter(|clinical| **clinical != *term.term) {
                self.raw(" (");
                self.text(clinical);
                self.raw(")");
            }
            self.raw("</dt><dd>");
            self.text(&term.definition);
            self.raw("</dd></div>\n");
        }
        self.raw("</dl></div>\n");
    }
}
