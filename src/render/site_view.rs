//! What is the same on every page: the names of the site, its help line, its places and its policy.

use crate::model::contact::Contacts;
use crate::model::id::{NodeId, NodeKind};
use crate::model::network::Network;
use crate::render::escape::push_text;
use crate::render::html::push_contact;
use crate::render::theme::Theme;
use crate::render::views::{AssetsView, SitePageView, SiteView};

/// What pages may load and do: their own style, scripts and pictures, nothing from elsewhere. The one
/// form is the search, which leads to the A–Z when there is no script; its field has no name, so it sends nothing.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                          connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'";

/// Works out what all pages of the site share.
pub fn of(network: &Network, theme: &Theme) -> SiteView {
    let config = &network.config;
    let asset = |name: &str| theme.asset(name).map(ToString::to_string);
    SiteView {
        title: config.title.clone(),
        lang: config.language.clone(),
        organisation: config.organisation.clone(),
        department: config.department.clone(),
        description: config.description.clone(),
        disclaimer: config.disclaimer.clone(),
        emergency_html: config.emergency.as_ref().map(|text| with_contacts(text, &network.contacts)),
        has_chats: !network.chats.is_empty() || config.chats.schedule.is_some(),
        has_glossary: !network.terms.is_empty(),
        has_references: !network.references.is_empty(),
        has_people: !network.people.staff.is_empty(),
        has_tags: !network.tags.is_empty(),
        has_about: network.articles.contains_key(&NodeId::new(NodeKind::Page, "about")),
        has_feed: config.url.is_some(),
        pages: pages(network),
        policy: POLICY,
        assets: AssetsView {
            style: asset("site.css"),
            custom: asset("custom.css"),
            script: asset("site.js"),
            search_ui: asset("search-ui.js"),
            search_core: asset("search-core.js"),
        },
    }
}

/// The pages about the site, but the text of the home page.
fn pages(network: &Network) -> Vec<SitePageView> {
    let mut pages: Vec<_> = network
        .articles
        .values()
        .filter(|page| {
            page.id.kind() == NodeKind::Page && page.id.key() != "index" && page.meta.translation_of.is_none()
        })
        .collect();
    pages.sort_by_key(|page| (page.meta.weight, page.title.to_lowercase()));
    pages
        .into_iter()
        .map(|page| SitePageView {
            path: crate::site::SitePath::new("index.html").link_to(&page.id.address().page),
            title: page.title.clone(),
            lang: page.meta.language.clone().filter(|language| *language != network.config.language),
        })
        .collect()
}

/// `text` as HTML, with `[[contact:id]]` and `[[threshold:name]]` filled in.
pub fn with_contacts(text: &str, contacts: &Contacts) -> String {
    let mut html = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((before, name, after)) = next_hole(rest) {
        push_text(&mut html, before);
        match name.split_once(':') {
            Some(("contact", id)) => match contacts.contact(id.trim()) {
                Some(contact) => push_contact(&mut html, contact, ""),
                None => push_text(&mut html, id),
            },
            Some(("threshold", id)) => {
                push_text(&mut html, contacts.thresholds.get(id.trim()).map_or(id, String::as_str));
            }
            _ => push_text(&mut html, name),
        }
        rest = after;
    }
    push_text(&mut html, rest);
    html
}

/// The text before the next `[[name]]`, the name, and the text after it.
fn next_hole(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("[[")?;
    let (name, after) = rest.split_once("]]")?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::with_contacts;
    use crate::model::contact::{Contact, Contacts};
    use crate::source::Located;

    #[test]
    fn the_help_line_takes_its_number_from_the_contacts() {
        let contact = Contact {
            id: Located { value: String::from("helpline"), ..Located::default() },
            name: String::from("Helpline"),
            telephone: Some(String::from("+44 (0)1632 960 123")),
            hours: None,
            purpose: None,
            email: None,
        };
        let contacts = Contacts { contacts: vec![contact], ..Contacts::default() };
        assert_eq!(
            with_contacts("Call 999 <now> or [[contact:helpline]].", &contacts),
            "Call 999 &lt;now&gt; or <a class=\"tel\" dir=\"ltr\" href=\"tel:+4401632960123\">+44 (0)1632 960 123</a>."
        );
        assert_eq!(with_contacts("Ring [[contact:nobody]] or [[x", &contacts), "Ring nobody or [[x");
    }
}
