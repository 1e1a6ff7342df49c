//! The page of one chat: the reviewed recap first, the transcript collapsed at its foot.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::model::chat::{Chat, ChatStatus};
use crate::model::id::NodeId;
use crate::model::network::Text;
use crate::render::dates::{self, DateView};
use crate::render::foot::foot;
use crate::render::html::body_in_two;
use crate::render::pages::article::article_page;
use crate::render::pages::calendar;
use crate::render::pages::chats::{NextChat, length_in_words, next_chat, time_in_words, times_of};
use crate::render::pages::transcript::{TranscriptView, heading_of, links_to_parts, transcript};
use crate::render::pages::{Pages, page};
use crate::render::people::named_in_chats;
use crate::render::room::{Room, contents};
use crate::render::views::{ContentsView, FootView, LinkView, PersonView};
use crate::site::{Make, MakeError, SitePath};

/// The pages of `chats/`.
pub struct ChatPages;

/// What the template sees.
#[derive(Serialize)]
struct ChatView {
    summary: Option<String>,
    hashtag: Option<String>,
    date: Option<DateView>,
    time: Option<String>,
    length: Option<String>,
    status: String,
    upcoming: bool,
    /// The calendar file of the chat.
    calendar: String,
    join: Option<String>,
    moderators: Vec<PersonView>,
    guests: Vec<PersonView>,
    unnamed: Option<String>,
    topics: Vec<LinkView>,
    questions: Vec<String>,
    contents: Vec<ContentsView>,
    /// The recap up to its first question: key points, what this is and is not.
    before_html: String,
    /// The rest of the recap.
    body_html: String,
    transcript: Option<TranscriptView>,
    numbers: Vec<String>,
    foot: FootView,
    next_chat: Option<NextChat>,
    previous: Option<LinkView>,
    next: Option<LinkView>,
}

impl Pages for ChatPages {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        let chats = room.network.chats.values();
        chats.map(|chat| page(room, chat.id.address().page, move |room, path| chat_page(room, path, chat))).collect()
    }
}

/// One chat.
fn chat_page(room: &Room<'_>, path: &SitePath, chat: &Chat) -> Result<Vec<u8>, MakeError> {
    let text = Text::from(&*chat.recap);
    let language = room.network.language(text.meta);
    let strings = room.strings(language);
    let mut page = article_page(room, path, "chats", text);
    page.crumbs.push(LinkView {
        href: path.link_to(&SitePath::new("chats.html")),
        text: String::from(strings.get("nav_chats")),
        ..LinkView::default()
    });
    let view = view(room, path, chat, text, language)?;
    room.render("chat.html", &page, &view)
}

/// What the template sees of a chat.
fn view(room: &Room<'_>, path: &SitePath, chat: &Chat, text: Text<'_>, language: &str) -> Result<ChatView, MakeError> {
    let strings = room.strings(language);
    let facts = &chat.recap.facts;
    let cited = room.cite(text)?;
    let conversation = room.cleared.conversation(&chat.id);
    let links = conversation.map_or_else(BTreeMap::new, |conversation| links_to_parts(strings, chat, conversation));
    let first = facts.questions.iter().find_map(|question| heading_of(chat, question));
    let scene = room.scene(text, path, &cited.citations, &links);
    let (before_html, body_html) = body_in_two(scene, text.prose, first.map_or("", |heading| &heading.id));
    let times = times_of(room, chat);
    let (moderators, unnamed_moderators) = named_in_chats(room.network, path, &facts.moderators);
    let (guests, unnamed_guests) = named_in_chats(room.network, path, &facts.guests);
    let unnamed = unnamed_moderators + unnamed_guests;
    let upcoming = chat.status == ChatStatus::Upcoming;
    let (previous, next) = neighbours(room, &chat.id);
    Ok(ChatView {
        summary: text.meta.summary.clone(),
        hashtag: facts.hashtag.clone().or_else(|| room.network.config.chats.hashtag.clone()),
        date: chat.date.map(|date| dates::weekday_date(language, date)),
        time: time_in_words(room, language, &times),
        length: length_in_words(room, language, &times),
        status: String::from(strings.get(status_key(chat.status))),
        upcoming,
        calendar: path.link_to(&calendar::path_of(chat)),
        join: room.network.config.chats.join.clone().filter(|_| upcoming),
        moderators,
        guests,
        unnamed: (unnamed > 0).then(|| strings.count("unnamed_staff", unnamed)),
        topics: topics(room, path, chat, language),
        questions: facts.questions.iter().map(|question| question.text.value.clone()).filter(|_| upcoming).collect(),
        contents: contents(text.prose),
        before_html,
        body_html,
        transcript: conversation.map(|conversation| transcript(strings, language, chat, conversation)),
        numbers: if chat.messages > 0 { numbers(room, language, chat) } else { Vec::new() },
        foot: foot(room, text, path, cited),
        next_chat: next_chat(room, path, language).filter(|_| !upcoming),
        previous: previous.map(|id| room.link(path, language, id)),
        next: next.map(|id| room.link(path, language, id)),
    })
}

/// The chats before and after this one.
fn neighbours<'a>(room: &Room<'a>, id: &NodeId) -> (Option<&'a NodeId>, Option<&'a NodeId>) {
    let before = room.network.chats.range(..id).next_back();
    let after = room.network.chats.range(id..).nth(1);
    (before.map(|(id, _)| id), after.map(|(id, _)| id))
}

/// The key of the words for what became of a chat.
fn status_key(status: ChatStatus) -> &'static str {
    match status {
        ChatStatus::Upcoming => "status_upcoming",
        ChatStatus::Held => "status_held",
        ChatStatus::Cancelled => "status_cancelled",
    }
}

/// The topic pages that the chat belongs to.
fn topics(room: &Room<'_>, path: &SitePath, chat: &Chat, language: &str) -> Vec<LinkView> {
    let written = chat.recap.facts.topics.iter();
    let ids = written.filter_map(|topic| room.network.find_path(&chat.recap.file, topic));
    ids.map(|id| room.link(path, language, &id)).collect()
}

/// How many took part and how much was said. Small numbers are not told.
fn numbers(room: &Room<'_>, language: &str, chat: &Chat) -> Vec<String> {
    let strings = room.strings(language);
    vec![strings.count_suppressed("people_took_part", chat.people), strings.count_suppressed("messages", chat.messages)]
}
