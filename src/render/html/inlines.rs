//! Words, links, images and citations.

use crate::model::contact::Contact;
use crate::model::id::{Address, NodeId, NodeKind};
use crate::model::network::Resolved;
use crate::model::prose::{Inline, Style, Target, text_of};
use crate::render::escape::{push_attribute, push_text, safe_url};
use crate::render::html::pictures::is_picture;
use crate::render::html::{Writer, note_anchor};

impl<'a> Writer<'a> {
    /// Inlines, in order.
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    /// One inline.
    fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text(text) => self.words(text),
            Inline::Code(code) => {
                self.raw("<code>");
                self.text(code);
                self.raw("</code>");
            }
            Inline::LineBreak => self.raw("<br>\n"),
            Inline::Styled(style, content) => self.styled(*style, content),
            Inline::Link(link, content) => self.link(*link, content),
            Inline::Image { link, alt, title } => self.image(*link, alt, title.as_deref()),
            Inline::Citation(index) => self.citation(*index),
            Inline::FootnoteReference(index) => self.footnote_reference(*index),
        }
    }

    /// The mark of a citation. A raised number stands close to its word, whatever was written between them.
    fn citation(&mut self, index: usize) {
        let Some(citation) = self.scene.citations.get(index) else { return };
        if citation.starts_with("<sup") {
            self.html.truncate(self.html.trim_end_matches(' ').len());
        }
        self.html.push_str(citation);
    }

    /// Styled words.
    fn styled(&mut self, style: Style, content: &'a [Inline]) {
        let element = style.element();
        self.raw(&format!("<{element}>"));
        self.inlines(content);
        self.raw(&format!("</{element}>"));
    }

    /// The raised number of a footnote.
    fn footnote_reference(&mut self, index: usize) {
        let Some(calls) = self.notes.get_mut(index) else { return };
        *calls += 1;
        let anchor = note_anchor(index, *calls);
        let number = (index + 1).to_string();
        self.raw(&format!("<sup id=\"{anchor}\"><a href=\"#fn_{number}\" aria-label=\""));
        let label = self.scene.strings.fill("footnote", &[("n", &number)]);
        self.attribute(&label);
        self.raw(&format!("\">{number}</a></sup>"));
    }

    /// A link, or only its words when it leads nowhere.
    fn link(&mut self, link: usize, content: &'a [Inline]) {
        let target = if self.in_link { None } else { self.scene.resolved.get(link) };
        match target {
            Some(Resolved::Node(id, _)) if id.kind() == NodeKind::Reference => {
                self.link_to_node(id, &self.scene.network.address(id), content);
            }
            Some(Resolved::Node(id, address)) => self.link_to_node(id, address, content),
            Some(Resolved::Asset(path)) => {
                let href = self.scene.page.link_to(path);
                self.anchor(&href, "", content, path.as_str());
            }
            Some(Resolved::External(url)) => match safe_url(url) {
                Some(href) if href.starts_with("http") => self.anchor(&href, " rel=\"noreferrer\"", content, url),
                Some(href) => self.anchor(&href, "", content, url),
                None => self.inlines(content),
            },
            Some(Resolved::Message(chat, number)) => self.link_to_message(link, chat, *number, content),
            Some(Resolved::Anchor(id)) => self.anchor(&format!("#{id}"), "", content, id),
            Some(Resolved::Contact(index)) => self.contact(*index, content),
            Some(Resolved::Threshold(value)) => {
                self.inlines(content);
                if content.is_empty() {
                    self.raw("<bdi>");
                    self.text(value);
                    self.raw("</bdi>");
                }
            }
            // The page is there, only the anchor is not: the reader still gets to the page.
            Some(Resolved::NoAnchor(id, _)) => self.link_to_node(id, &id.address(), content),
            Some(Resolved::Draft | Resolved::Ambiguous(_) | Resolved::Unknown | Resolved::Forbidden) | None => {
                self.words_or_name(link, content);
            }
        }
    }

    /// A link to a page of the network; without words of its own it takes the title of the page.
    fn link_to_node(&mut self, id: &NodeId, address: &Address, content: &'a [Inline]) {
        if self.explain(id, content) {
            return;
        }
        let href = address.href(self.scene.page);
        self.anchor(&href, "", content, self.scene.network.title(id));
    }

    /// A link to a message, on whichever of the chat's pages it stands; only the words when it is not shown.
    fn link_to_message(&mut self, link: usize, chat: &NodeId, number: usize, content: &'a [Inline]) {
        let page = self.scene.cleared.conversation(chat).and_then(|conversation| conversation.page_of(number));
        match page {
            Some(page) => {
                let address = Address { page: page.clone(), fragment: Some(format!("message-{number}")) };
                self.anchor(&address.href(self.scene.page), "", content, self.scene.network.title(chat));
            }
            None => self.words_or_name(link, content),
        }
    }

    /// `<a>` around `content`, or around `name` when there is none.
    fn anchor(&mut self, href: &str, more: &str, content: &'a [Inline], name: &str) {
        self.raw("<a href=\"");
        self.attribute(href);
        self.raw("\"");
        self.raw(more);
        self.raw(">");
        self.in_link = true;
        let before = self.html.len();
        self.inlines(content);
        if self.html.len() == before {
            self.text(name);
        }
        self.in_link = false;
        self.raw("</a>");
    }

    /// The words of a link that leads nowhere; for a wikilink without words, the name it was written with.
    fn words_or_name(&mut self, link: usize, content: &'a [Inline]) {
        let before = self.html.len();
        self.inlines(content);
        if self.html.len() > before {
            return;
        }
        let target = self.prose.links.get(link).map(|link| &link.target);
        match target {
            Some(Target::Wiki { name, .. }) => self.text(name),
            Some(Target::Named { space, name }) => self.text(space.place(name).0),
            _ => {}
        }
    }

    /// A telephone number that can be called.
    fn contact(&mut self, index: usize, content: &'a [Inline]) {
        let Some(contact) = self.scene.network.contacts.contacts.get(index) else { return };
        let words = text_of(content);
        push_contact(&mut self.html, contact, &words);
    }

    /// A picture, or the text that stands for it.
    fn image(&mut self, link: usize, alt: &str, title: Option<&str>) {
        match self.scene.resolved.get(link) {
            Some(Resolved::Asset(path)) if is_picture(path) => self.picture(path, alt, title),
            Some(Resolved::Asset(path)) if !self.in_link => {
                let href = self.scene.page.link_to(path);
                self.plain_anchor(&href, "", alt, path.as_str());
            }
            Some(Resolved::External(url)) if !self.in_link => match safe_url(url) {
                Some(href) => self.plain_anchor(&href, " rel=\"noreferrer\"", alt, url),
                None => self.text(alt),
            },
            _ => self.text(alt),
        }
    }

    /// `<a>` around plain words, or around `name` when there are none.
    fn plain_anchor(&mut self, href: &str, more: &str, words: &str, name: &str) {
        self.raw("<a href=\"");
        self.attribute(href);
        self.raw("\"");
        self.raw(more);
        self.raw(">");
        self.text(if words.is_empty() { name } else { words });
        self.raw("</a>");
    }
}

/// Appends a contact's telephone number as a link, with `words` before it where there are any. The number is always
/// spelled out: on paper a link is no use. A contact without a number is named.
pub(in crate::render) fn push_contact(html: &mut String, contact: &Contact, words: &str) {
    let Some(telephone) = &contact.telephone else {
        push_text(html, if words.is_empty() { &contact.name } else { words });
        return;
    };
    if !words.is_empty() {
        push_text(html, words);
        html.push(' ');
    }
    // In Arabic or Hebrew the groups of digits would change places.
    html.push_str("<a class=\"tel\" dir=\"ltr\" href=\"tel:");
    push_attribute(html, &dialled(telephone));
    html.push_str("\">");
    push_text(html, telephone);
    html.push_str("</a>");
}

/// The digits of a telephone number, with a `+` at the beginning if there is one.
pub(in crate::render) fn dialled(telephone: &str) -> String {
    let plus = telephone.trim_start().starts_with('+');
    plus.then_some('+').into_iter().chain(telephone.chars().filter(char::is_ascii_digit)).collect()
}
