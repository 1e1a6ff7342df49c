//! Pictures of people, and words that say which one in a picture somebody is.

use crate::check::privacy::biometric::{FACE, is_somebodys};
use crate::check::privacy::line::Line;
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;

/// Pictures by their names.
pub(super) static PICTURES: Phrases = Phrases::of(
    "photo|photos|photograph|photographs|picture|pictures|pic|pics|headshot|headshots|foto|fotos|image|video|videos|portrait|snap|
    snaps|mugshot|vid|clip|film|footage|reel|bild|retrato|polaroid|gif",
);

/// With what whatever is told by single words begins.
pub(super) const OPENERS: Words = words![
    "recorded",
    "filmed",
    "videoed",
    "grabe",
    "selfie",
    "selfies",
    "selfi",
    "autofoto",
    "recognise",
    "recognize",
    "reconocer",
    "spot",
    "know",
    "me",
    "face",
    "img",
    "dsc",
    "vid",
    "pxl",
];

/// "photo of me", "a selfie", "foto de mi hija", "picture of my face", "my profile pic".
pub(super) fn picture(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if line.is(at, words!["selfie", "selfies", "selfi", "autofoto"]) {
        return Some((at, at + 1));
    }
    // "Attached: me at the bell."
    if let Some(end) = ATTACHED.end(line, at) {
        return Some((at, end));
    }
    if let Some(end) = SHOWING.end(line, at) {
        let is_seen = line.is(at, words!["see", "you'll", "you"])
            || PICTURES.is_in(line, 0..line.tokens.len())
            || SEEN_IN.is_in(line, end..end + 6);
        return is_seen.then_some((at, end));
    }
    if is_recognised(line, at) {
        return Some((at, at + 5));
    }
    if let Some(end) = sent(line, at) {
        return Some((at, end));
    }
    // "Recorded my mum talking."
    let is_recorded = line.is(at, words!["recorded", "filmed", "videoed", "grabe"])
        && (line.get(at + 1).tags.has(Tags::POSSESSIVE) && line.get(at + 2).tags.has(Tags::KIN)
            || line.is(at + 1, words!["me", "myself", "him"]));
    if is_recorded {
        return Some((at, at + 3));
    }
    if line.phrase(at, words!["me", "in", "the"]).is_some()
        && (PICTURES.is_at(line, at + 3) || line.is(at + 3, words!["recording", "film", "clip"]))
    {
        return Some((at, at + 4));
    }
    if line.is(at, words!["face"])
        && line.before(at, 1).tags.has(Tags::POSSESSIVE)
        && line.is(at + 1, words!["is", "was", "on", "all"])
    {
        static SHOWN: Phrases = Phrases::of(
            "website|poster|leaflet|page|site|brochure|facebook|instagram|cover|billboard|newsletter|photo|internet|video",
        );
        return SHOWN.is_in(line, at + 2..at + 10).then_some((at, at + 1));
    }
    if !PICTURES.is_at(line, at) {
        return None;
    }
    if is_pointed_out(line, at) {
        return Some((at, at + 1));
    }
    let of = at + 1 + usize::from(line.is(at + 1, words!["up", "here", "below"]));
    let is_of_person = line.is(of, words!["of", "de", "from", "with", "a"]) && is_person(line, of + 1);
    let is_of_mine = line.is(at + 1, words!["mia", "mias", "nuestra", "nuestras"]);
    let is_portrait =
        line.is(at, words!["mugshot", "headshot", "headshots", "portrait", "retrato"]) && is_somebodys(line, at);
    let end = at + if is_of_person { 3 } else { 1 };
    // "The pic is me", "I am in the blue scarf, see photo".
    let is_me = (at + 1..at + 6).any(|next| {
        line.is(next, words!["me", "us", "myself"])
            && line.is(next - 1, words!["is", "of", "with", "shows", "that's", "was"])
    }) || line.recently(at, 4, words!["see", "this", "attached", "here"])
        && (line.phrase(0, words!["here", "i", "am"]).is_some()
            || line.phrase(0, words!["this", "is", "me"]).is_some()
            || line.phrase(0, words!["that's", "me"]).is_some());
    (is_of_person || is_of_mine || is_portrait || is_me || is_my(line, at)).then_some((at, end))
}

/// What is sent with a message and shows or sounds like somebody.
pub(super) static MEDIA: Phrases = Phrases::of(
    "voice note|voice message|voice memo|voicenote|nota de voz|pic|pics|photo|picture|screenshot|video|vid|selfie|clip|recording|audio|
    close up|headshot|headshots|mugshot|portrait|retrato|fotografia|foto|passport style photo",
);

/// "voice note attached", "uploaded the photo", "video of his seizure uploaded", "IMG_2041.jpg": that a picture or a
/// recording is sent with the message, unless it is said to show a thing.
fn sent(line: &Line<'_>, at: usize) -> Option<usize> {
    const SENT: Words = words![
        "attached",
        "attachment",
        "attaching",
        "uploaded",
        "uploading",
        "posted",
        "sent",
        "sending",
        "adjunto",
        "subo",
        "mando",
        "adjunta",
        "pinned",
        "left",
        "pasting",
        "below",
        "paso",
        "comparto",
        "grabe",
    ];
    // "Voice note attached, sorry": what a message begins with is its writer's.
    let is_of_one = line.tags.has(Tags::SELF.with(Tags::KIN).with(Tags::THIRD)) || at == 0;
    if line.is(at, words!["img", "dsc", "vid", "pxl"])
        && line.get(at + 1).is('_')
        && line.get(at + 2).is_number()
        && is_of_one
    {
        return Some(at + 3);
    }
    let end = MEDIA.end(line, at)?;
    let is_sent = (at.saturating_sub(5)..end + 5).any(|near| line.is(near, SENT))
        || line.recently(at, 3, words!["heres", "here's"])
        || line.recently(at, 2, words!["is"]) && line.recently(at, 3, words!["here", "this"])
        || (end..end + 6)
            .any(|near| line.is(near, words!["sale", "salgo"]) && line.is(near + 1, words!["mi", "yo", "ella", "el"]))
        || line.is(at, words!["voice", "nota"]) && line.recently(at, 3, words!["in", "my", "a", "mi", "una"]);
    let shown = end + usize::from(line.is(end, words!["of", "de"]));
    // "A photo of the leaflet" shows nobody.
    let is_face =
        FACE.is_in(line, shown + 1..line.tokens.len()) || line.is(shown + 1, words!["zoom", "call", "videocall"]);
    let is_thing = shown > end && !is_face && line.is(shown, words!["the", "a", "an", "our", "la", "el", "un", "una"])
        || shown > end
            && line.get(shown).tags.has(Tags::POSSESSIVE)
            && !line.get(shown + 1).tags.has(Tags::KIN)
            && !FACE.is_in(line, shown + 1..shown + 4)
            && !line.is(shown + 1, words!["seizure", "walk", "gait", "voice"]);
    (is_sent && is_of_one && !is_thing).then_some(end)
}

/// What is sent along, and who is in it.
pub(super) static ATTACHED: Phrases = Phrases::of("attached : me|attached : us");

/// With what people say which one in a picture they are, or that there is one.
pub(super) static SHOWING: Phrases = Phrases::of(
    "that's me|that's her in|that's him in|thats her in|thats him in|here she is in|here he is in|thats me|that is me|here's me|heres me|here is me|here's us|i'm the one|i'm the guy|i'm the girl|i'm the woman|i'm the man|
    i'm the lady|you'll spot me|you will spot me|you'll know me by|you can spot me|me in the front row|me with the bald|see pic|see photo|see photos|see pics|see my pic|see my photo|see pics|see attached pic",
);

/// What somebody is seen in, before and after.
static SEEN_IN: Phrases = Phrases::of(
    "before|with no hair|bald|in the yellow|in the grey|in the purple|in the orange|in the cap|in the scarf|yellow hat|red hat|blue hat|in the red|in the blue|in the pink|in the green|in the black|in the white|in the hat|in the wig|in the middle|in the front|in the back|
    on the left|on the right|on the end|front row|back row|holding|wearing|after|at the bell|leaflet|poster|brochure|website|eye patch|patch",
);

/// "that's my mum on the right in the picture", "en la foto mi hijo es el del gorro verde": who is who in a picture.
fn is_pointed_out(line: &Line<'_>, at: usize) -> bool {
    const WHERE: Words = words![
        "right",
        "left",
        "middle",
        "front",
        "behind",
        "standing",
        "sitting",
        "holding",
        "gorro",
        "gafas",
        "derecha",
        "izquierda",
        "medio",
        "hat",
        "glasses",
    ];
    let is_in = line.was(at, 1, words!["the", "this", "that", "la", "esta", "esa"])
        && line.was(at, 2, words!["in", "on", "en", "of"]);
    let is_somebody = line.tags.has(Tags::KIN) || line.has(words!["i'm", "im", "that's", "soy"]);
    // "Family photo from the bell, im in the middle."
    let is_me = (at + 1..line.tokens.len()).any(|next| {
        line.is(next, words!["i'm", "im"])
            && line.is(next + 1, words!["in", "on", "at"])
            && line.is(next + 2, words!["the"])
            && line.is(next + 3, WHERE)
    });
    is_me || is_in && is_somebody && line.has(WHERE)
}

/// "recognise me by my purple hair", "you'll know me by my hat".
fn is_recognised(line: &Line<'_>, at: usize) -> bool {
    line.is(at, words!["recognise", "recognize", "reconocer", "spot", "know"])
        && line.is(at + 1, words!["me", "us", "her", "him"])
        && line.is(at + 2, words!["by", "from", "por"])
        && line.is(at + 3, words!["my", "our", "her", "his", "the", "mi"])
}

/// "me", "my daughter", "my bald head", "us": who is in a picture.
fn is_person(line: &Line<'_>, at: usize) -> bool {
    let is_one = line.is(
        at,
        words!["me", "us", "him", "her", "myself", "mi", "mia", "nosotros", "ella", "them", "mom", "mum", "dad"],
    ) && !line.is(
        at + 1,
        words!["scan", "scans", "scar", "scars", "wound", "rash", "breast", "chest", "xray", "port", "pills", "meds"],
    );
    let is_looked_at = |at: usize| {
        line.get(at).tags.has(Tags::KIN)
            || FACE.is_at(line, at)
            || line.is(
                at,
                words![
                    "smile", "bald", "head", "haircut", "self", "scar", "scars", "breasts", "chest", "body", "gait",
                    "walk", "hair", "nino", "nina", "peque", "bebe"
                ],
            )
    };
    let is_somebodys = line.get(at).tags.has(Tags::POSSESSIVE) && (is_looked_at(at + 1) || is_looked_at(at + 2));
    is_one
        && (!line.get(at).tags.has(Tags::POSSESSIVE)
            || !line.get(at + 1).is_word()
            || line.is(at, words!["her"]) && !is_thing(line, at + 1))
        || is_somebodys
        || line.is(at, words!["the"]) && line.get(at + 1).tags.has(Tags::KIN) && line.is_personal()
}

/// Whether a noun that is no person follows "her".
fn is_thing(line: &Line<'_>, at: usize) -> bool {
    line.get(at).is_word()
        && !(line.word(at).ends_with("ing") && line.get(at).len() > 5)
        && !line.is(at, words!["bald", "at", "in", "with", "and", "on", "before", "after", "ringing", "doing"])
}

/// "my photo is up", "our wedding photo", "my profile pic".
fn is_my(line: &Line<'_>, at: usize) -> bool {
    let is_told = line.is(at + 1, words!["is", "was", "on", "in", "attached", "here", "with", "esta"])
        && !line.is(at, words!["clip", "snap", "image", "video"]);
    const KINDS: Words =
        words!["profile", "passport", "wedding", "school", "perfil", "face", "family", "graduation", "baby", "avatar"];
    // "Took his photo while he was fitting."
    let is_taken = line.recently(at, 3, words!["took", "take", "taken", "taking", "snapped"]);
    line.before(at, 1).tags.has(Tags::POSSESSIVE) && (is_told || is_taken)
        || line.was(at, 1, KINDS) && line.any(at.saturating_sub(3)..at, Tags::POSSESSIVE)
}
