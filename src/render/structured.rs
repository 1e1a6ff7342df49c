//! What a page says of itself to search engines: schema.org 30 as JSON-LD, in a `<script>` that holds data, not code.
//!
//! Only what the page shows is said again here; the words of a chat's participants are not, since that would carry them
//! into the excerpts that the page keeps them out of.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Zoned};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::model::article::{Correction, TopicKind};
use crate::model::chat::{Chat, ChatStatus};
use crate::model::id::NodeKind;
use crate::model::network::Text;
use crate::model::term::Term;
use crate::render::pages::chats::{Times, times_of};
use crate::render::people::{named_in_chats, people};
use crate::render::room::Room;
use crate::render::structured_citations::citations;
use crate::render::views::{LinkView, PageView, PersonView};
use crate::site::SitePath;

/// How long a chat lasts that does not say, in minutes.
const USUAL_LENGTH: u32 = 60;

/// What a text says of itself, by its kind.
pub fn of_text(room: &Room<'_>, path: &SitePath, text: Text<'_>) -> Value {
    match (text.id.kind(), room.network.chats.get(text.id)) {
        (_, Some(chat)) if chat.status == ChatStatus::Held => held_chat(room, path, chat, text),
        (_, Some(chat)) => event(room, path, chat, text),
        (NodeKind::Topic, _) => topic(room, path, text),
        (NodeKind::Section, _) => web_page(room, path, text, "CollectionPage"),
        _ if text.id.key() == "about" => web_page(room, path, text, "AboutPage"),
        _ => web_page(room, path, text, "WebPage"),
    }
}

/// The site as a whole, for the home page.
pub fn website(room: &Room<'_>) -> Value {
    let config = &room.network.config;
    let mut site = thing("WebSite", &config.title);
    put(&mut site, "url", room.absolute(&SitePath::new("index.html")));
    put(&mut site, "description", config.description.clone());
    put(&mut site, "inLanguage", Some(config.language.clone()));
    put(&mut site, "publisher", publisher(room));
    Value::Object(site)
}

/// The glossary.
pub fn glossary(room: &Room<'_>, path: &SitePath, title: &str) -> Value {
    let mut set = thing("DefinedTermSet", title);
    put(&mut set, "url", room.absolute(path));
    put(&mut set, "inLanguage", Some(room.network.config.language.clone()));
    put(&mut set, "publisher", publisher(room));
    put_all(&mut set, "hasDefinedTerm", room.network.terms.values().map(|term| defined_term(room, term)).collect());
    Value::Object(set)
}

/// All that is said in a page.
#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<&'a Value>,
}

/// What stands in the page: the things said of it and its place in the site, as safe HTML for the inside of a `<script>`.
pub fn script(room: &Room<'_>, page: &PageView) -> Option<String> {
    let breadcrumbs = breadcrumbs(room, page);
    let graph: Vec<&Value> = page.structured.iter().chain(&breadcrumbs).collect();
    if graph.is_empty() {
        return None;
    }
    let json = serde_json::to_string(&Graph { context: "https://schema.org", graph }).ok()?;
    // Nothing in a string can end the element or begin a comment.
    Some(json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}

/// A topic page: a page about health, with its subject.
fn topic(room: &Room<'_>, path: &SitePath, text: Text<'_>) -> Value {
    let Value::Object(mut page) = web_page(room, path, text, "MedicalWebPage") else { return Value::Null };
    let mut about = thing(subject(text.meta.kind), text.title);
    put_all(&mut about, "alternateName", text.meta.aliases.iter().map(|name| json!(name)).collect());
    page.insert(String::from("about"), Value::Object(about));
    page.insert(String::from("audience"), json!({ "@type": "Patient" }));
    Value::Object(page)
}

/// What every text says: name, language, publisher, and who answers for it.
fn web_page(room: &Room<'_>, path: &SitePath, text: Text<'_>, kind: &str) -> Value {
    let mut page = common(room, path, text, kind);
    put_all(&mut page, "author", persons(&people(room.network, path, &text.meta.authors)));
    put_all(&mut page, "reviewedBy", persons(&people(room.network, path, &text.meta.reviewed_by)));
    put(&mut page, "lastReviewed", text.meta.reviewed.as_ref().map(|date| date.value.to_string()));
    Value::Object(page)
}

/// What texts of every kind have.
fn common(room: &Room<'_>, path: &SitePath, text: Text<'_>, kind: &str) -> Map<String, Value> {
    let mut page = thing(kind, text.title);
    put(&mut page, "url", room.absolute(path));
    put(&mut page, "description", text.meta.summary.clone());
    put(&mut page, "inLanguage", Some(String::from(room.network.language(text.meta))));
    put(&mut page, "dateModified", text.meta.updated.as_ref().map(|date| date.value.to_string()));
    put(&mut page, "isPartOf", Some(json!({ "@type": "WebSite", "name": room.network.config.title })));
    put(&mut page, "publisher", publisher(room));
    put(&mut page, "translationOfWork", original(room, text));
    put_all(&mut page, "citation", citations(room.network, text));
    put_all(&mut page, "correction", text.meta.corrections.iter().map(correction).collect());
    page
}

/// A chat that took place: what was asked, and who led it. Of what was answered only the recap on the page tells.
fn held_chat(room: &Room<'_>, path: &SitePath, chat: &Chat, text: Text<'_>) -> Value {
    let mut page = common(room, path, text, "DiscussionForumPosting");
    page.insert(String::from("headline"), json!(text.title));
    put(&mut page, "datePublished", chat.date.map(|date| date.to_string()));
    let facts = &chat.recap.facts;
    let (moderators, _) = named_in_chats(room.network, path, &facts.moderators);
    let (guests, _) = named_in_chats(room.network, path, &facts.guests);
    let authors = if moderators.is_empty() { publisher(room).into_iter().collect() } else { persons(&moderators) };
    put_all(&mut page, "author", authors);
    put_all(&mut page, "contributor", persons(&guests));
    let questions = facts.questions.iter().map(|question| {
        let mut comment = thing("Comment", &question.label);
        comment.insert(String::from("text"), json!(question.text.value));
        Value::Object(comment)
    });
    put_all(&mut page, "comment", questions.collect());
    Value::Object(page)
}

/// A chat that is still to come, or was called off.
fn event(room: &Room<'_>, path: &SitePath, chat: &Chat, text: Text<'_>) -> Value {
    let mut event = thing("Event", text.title);
    let url = room.absolute(path);
    put(&mut event, "url", url.clone());
    put(&mut event, "description", text.meta.summary.clone());
    put(&mut event, "inLanguage", Some(String::from(room.network.language(text.meta))));
    put(&mut event, "organizer", publisher(room));
    let status = if chat.status == ChatStatus::Cancelled { "EventCancelled" } else { "EventScheduled" };
    event.insert(String::from("eventStatus"), json!(format!("https://schema.org/{status}")));
    event.insert(String::from("eventAttendanceMode"), json!("https://schema.org/OnlineEventAttendanceMode"));
    let mut location = thing("VirtualLocation", &room.network.config.title);
    put(&mut location, "url", url);
    event.insert(String::from("location"), Value::Object(location));
    if let Some(date) = chat.date {
        put_times(&mut event, date, &times_of(room, chat));
    }
    Value::Object(event)
}

/// When an event begins and ends: as moments where the time of day and its zone are known, else the day alone.
fn put_times(event: &mut Map<String, Value>, date: Date, times: &Times) {
    let zone = times.timezone.as_deref().and_then(|zone| TimeZone::get(zone).ok());
    let begin = times.start.and_then(|start| date.to_datetime(start).to_zoned(zone?).ok());
    let Some(begin) = begin else {
        event.insert(String::from("startDate"), json!(date.to_string()));
        return;
    };
    let length = SignedDuration::from_mins(i64::from(times.length.unwrap_or(USUAL_LENGTH)));
    put(event, "endDate", begin.checked_add(length).ok().map(|end| moment(&end)));
    event.insert(String::from("startDate"), json!(moment(&begin)));
}

/// A moment with its distance from universal time: `2027-01-12T19:00:00+00:00`.
fn moment(at: &Zoned) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// One word of the glossary.
fn defined_term(room: &Room<'_>, term: &Term) -> Value {
    let mut entry = thing("DefinedTerm", &term.term);
    let address = term.id.address();
    let url = room.absolute(&address.page).zip(address.fragment).map(|(url, fragment)| format!("{url}#{fragment}"));
    put(&mut entry, "url", url);
    put(&mut entry, "description", Some(term.definition.clone()));
    let names = term.clinical.iter().chain(&term.synonyms).filter(|name| **name != *term.term);
    put_all(&mut entry, "alternateName", names.map(|name| json!(name)).collect());
    Value::Object(entry)
}

/// The pages above this one. Search engines take absolute addresses only.
fn breadcrumbs(room: &Room<'_>, page: &PageView) -> Option<Value> {
    let own = LinkView { href: String::new(), text: page.title.clone(), ..LinkView::default() };
    if page.crumbs.is_empty() {
        return None;
    }
    let crumbs = page.crumbs.iter().chain([&own]).enumerate();
    let items: Option<Vec<Value>> = crumbs
        .map(|(at, crumb)| {
            let item = room.absolute(&page.path.resolve(&crumb.href))?;
            Some(json!({ "@type": "ListItem", "position": at + 1, "name": crumb.text, "item": item }))
        })
        .collect();
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items? }))
}

/// The page that a text translates.
fn original(room: &Room<'_>, text: Text<'_>) -> Option<Value> {
    let original = room.network.original(text)?;
    let mut work = thing("WebPage", original.title);
    put(&mut work, "url", room.absolute(&original.id.address().page));
    Some(Value::Object(work))
}

/// Something that was wrong and has been put right.
fn correction(correction: &Correction) -> Value {
    json!({
        "@type": "CorrectionComment",
        "datePublished": correction.date.value.to_string(),
        "text": correction.text,
    })
}

/// The hospital and its department.
fn publisher(room: &Room<'_>) -> Option<Value> {
    let config = &room.network.config;
    let mut organisation = thing("Organization", config.organisation.as_ref()?);
    put(&mut organisation, "department", config.department.as_ref().map(|name| thing("Organization", name)));
    Some(Value::Object(organisation))
}

/// People as the page shows them.
fn persons(people: &[PersonView]) -> Vec<Value> {
    let view = |person: &PersonView| {
        let mut entry = thing("Person", &person.name);
        put(&mut entry, "jobTitle", person.role.clone());
        put(&mut entry, "honorificSuffix", person.credentials.clone());
        Value::Object(entry)
    };
    people.iter().map(view).collect()
}

/// The type for what a topic page is about.
fn subject(kind: Option<TopicKind>) -> &'static str {
    match kind {
        Some(TopicKind::Condition) => "MedicalCondition",
        Some(TopicKind::Treatment) => "MedicalTherapy",
        Some(TopicKind::SideEffect) => "MedicalSymptom",
        Some(TopicKind::Test) => "MedicalTest",
        Some(TopicKind::Practical | TopicKind::Living | TopicKind::Guide) | None => "Thing",
    }
}

/// A thing of this type.
fn thing(kind: &str, name: &str) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert(String::from("@type"), json!(kind));
    map.insert(String::from("name"), json!(name));
    map
}

/// Adds a property that there may be.
fn put(map: &mut Map<String, Value>, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        map.insert(String::from(name), value.into());
    }
}

/// Adds a property that there may be many of.
fn put_all(map: &mut Map<String, Value>, name: &str, mut values: Vec<Value>) {
    match values.len() {
        0 => {}
        1 => {
            map.insert(String::from(name), values.remove(0));
        }
        _ => {
            map.insert(String::from(name), Value::Array(values));
        }
    }
}
