//! What stands at the end of every text: references, ties to other pages, reviewers and dates.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::article::{Correction, Meta};
use crate::model::id::{NodeId, NodeKind};
use crate::model::network::{LinkKind, Text};
use crate::model::slug::slug;
use crate::render::citations::{Cited, ListEntry};
use crate::render::dates;
use crate::render::escape::safe_url;
use crate::render::evidence;
use crate::render::feedback::feedback;
use crate::render::pages::{large_print, map};
use crate::render::people::people;
use crate::render::qr;
use crate::render::related::related;
use crate::render::room::Room;
use crate::render::views::{AddressView, CorrectionView, EntryView, FootView, LinkView};
use crate::site::SitePath;

/// The end of `text`.
pub fn foot(room: &Room<'_>, text: Text<'_>, page: &SitePath, cited: Cited) -> FootView {
    let language = room.network.language(text.meta);
    let strings = room.strings(language);
    let date = |date: Date| dates::date(language, date);
    let due = review_due(room, text);
    let mentioned = mentions(room, text, page, language);
    let claims = evidence::claims(strings, page, &text.meta.claims, &cited.list, room.network);
    FootView {
        references: cited.list.into_iter().map(|entry| entry_view(room, language, page, entry)).collect(),
        sources: addresses(text),
        discussed: room.links_from(page, language, text.id, LinkKind::Discusses),
        mentioned_count: strings.count("pages", mentioned.len()),
        mentioned,
        related: related(room.network, text).into_iter().map(|id| room.link(page, language, id)).collect(),
        tags: tags(room, text, page),
        map: (text.id.kind() == NodeKind::Topic).then(|| page.link_to(&map::path_of(text.id))),
        claims,
        corrections: corrections(language, text.meta),
        feedback: feedback(room, page, language, text.title),
        authors: people(room.network, page, &text.meta.authors),
        reviewers: people(room.network, page, &text.meta.reviewed_by),
        reviewed: text.meta.reviewed.as_ref().map(|reviewed| date(reviewed.value)),
        review_due: due.map(date),
        overdue: due.is_some_and(|due| due < room.network.today),
        updated: text.meta.updated.as_ref().map(|updated| date(updated.value)),
        disclosures: text.meta.disclosures.clone(),
        funding: text.meta.funding.clone(),
        address: room
            .absolute(&text.id.address().page)
            .map(|words| AddressView { code_html: qr::svg(&words, strings.get("qr_label")), words }),
        edition: large_print::other_edition(text.id, page),
    }
}

/// The corrections of a text, the latest first.
pub fn corrections(language: &str, meta: &Meta) -> Vec<CorrectionView> {
    let mut sorted: Vec<_> = meta.corrections.iter().collect();
    sorted.sort_by_key(|correction| Reverse(correction.date.value));
    let view = |correction: &&Correction| CorrectionView {
        date: dates::date(language, correction.date.value),
        text: correction.text.clone(),
    };
    sorted.iter().map(view).collect()
}

/// What stands at the foot of each sheet of the text: its title, when it was reviewed, and whom to call.
pub fn sheet_foot(room: &Room<'_>, text: Text<'_>) -> String {
    let language = room.network.language(text.meta);
    let strings = room.strings(language);
    let reviewed = text.meta.reviewed.as_ref().map_or_else(
        || String::from(strings.get("not_reviewed")),
        |date| format!("{}: {}", strings.get("reviewed"), dates::date(language, date.value).words),
    );
    let team = room.network.contacts.contacts.iter().find_map(|contact| {
        let telephone = contact.telephone.as_ref()?;
        // In Arabic or Hebrew the groups of digits would change places.
        Some(format!("{}: \u{2066}{telephone}\u{2069}", contact.name))
    });
    [Some(String::from(text.title)), Some(reviewed), team].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// When the text must be reviewed next: as written, else so many months after its last review.
pub fn review_due(room: &Room<'_>, text: Text<'_>) -> Option<Date> {
    if let Some(due) = &text.meta.review_due {
        return Some(due.value);
    }
    let months = i32::try_from(room.network.config.review_interval_months).ok()?;
    text.meta.reviewed.as_ref()?.value.checked_add(months.months()).ok()
}

/// An entry of the list of references.
fn entry_view(room: &Room<'_>, language: &str, page: &SitePath, entry: ListEntry) -> EntryView {
    let strings = room.strings(language);
    let reference = room.network.references.get(&entry.key);
    let backlinks = entry.backlinks.iter().enumerate().map(|(at, anchor)| LinkView {
        href: format!("#{anchor}"),
        text: (at + 1).to_string(),
        ..LinkView::default()
    });
    EntryView {
        id: entry.id,
        number: entry.number,
        backlinks: backlinks.collect(),
        library: room.network.address(&NodeId::new(NodeKind::Reference, entry.key.as_str())).href(page),
        strength: reference.and_then(|reference| evidence::strength(strings, page, reference)),
        warning: reference.and_then(|reference| evidence::warning(room.network, strings, reference)),
        entry_html: entry.html,
    }
}

/// Sources that are addresses, not keys of the library.
fn addresses(text: Text<'_>) -> Vec<LinkView> {
    let sources = text.meta.sources.iter();
    sources
        .filter_map(|source| {
            let href = safe_url(source)?;
            Some(LinkView { href, text: source.value.clone(), ..LinkView::default() })
        })
        .collect()
}

/// Pages and chats that link to the text; not the chats that are shown as discussing it.
fn mentions(room: &Room<'_>, text: Text<'_>, page: &SitePath, language: &str) -> Vec<LinkView> {
    let incoming = room.network.incoming(text.id);
    let discussing: BTreeSet<&NodeId> =
        incoming.iter().filter(|link| link.kind == LinkKind::Discusses).map(|link| &link.from).collect();
    let mentions = incoming.iter().filter(|link| link.kind == LinkKind::Mentions && !discussing.contains(&link.from));
    mentions.map(|link| room.link(page, language, &link.from)).collect()
}

/// The tags of the text.
fn tags(room: &Room<'_>, text: Text<'_>, page: &SitePath) -> Vec<LinkView> {
    let ids = text.meta.tags.iter().map(|tag| NodeId::new(NodeKind::Tag, slug(tag)));
    let mut tags: Vec<_> = ids
        .filter_map(|id| {
            let tag = room.network.tags.get(&id)?;
            Some(LinkView { href: id.address().href(page), text: tag.name.clone(), ..LinkView::default() })
        })
        .collect();
    tags.dedup();
    tags
}
