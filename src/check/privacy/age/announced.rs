//! Bare numbers that the words around them say to be an age.

use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::{Tags, Traits};

/// Whether what stands before a bare number says that it is an age.
pub(super) fn is_announced(line: &Line<'_>, at: usize, end: usize, value: u32) -> bool {
    if line.was(at, 1, words!["aged", "age", "ages", "edad"])
        || line.was(at, 2, words!["age", "aged", "edad"])
            && (line.was(at, 1, words!["of", "is", "was", "about", "de", "just", "only", "barely"])
                || line.before(at, 1).is(':')
                || line.before(at, 1).is(',') && line.before(at, 3).tags.has(Tags::POSSESSIVE))
    {
        return true;
    }
    if line.was(at, 1, words!["turned", "turning", "turns", "turn", "cumpli", "cumplo", "cumplio", "cumple", "reached"])
        && value >= 2
        && !line.get(end).tags.has(Tags::UNIT)
        || is_reached(line, at) && ends_clause(line, end)
        || is_approached(line, at, value)
        || is_of_a_time(line, at, end, value)
        || is_of_kin(line, at, end, value)
        || is_said_of(line, at, end, value)
        || is_bare(line, at, end, value)
    {
        return true;
    }
    let is_told =
        (is_of_speaker(line, at, value) || is_at_event(line, at, value)) && ends_clause(line, end) && value >= 1;
    let is_appended = line.before(at, 1).is(',')
        && (line.get(end).is(',') || line.get(end).kind == Kind::End)
        && (line.any(at.saturating_sub(3)..at, Tags::KIN) || line.was(at, 2, words!["me"]) && value >= 13)
        && value >= 2;
    // "She's a sophomore, fifteen, and".
    let is_inserted = line.before(at, 1).is(',')
        && line.get(end).is(',')
        && (13..100).contains(&value)
        && line.tags.has(Tags::THIRD)
        && line.before(at, 2).is_word()
        && !line.before(at, 2).tags.has(Tags::NUMBER)
        && line.is_strict();
    if is_inserted {
        return true;
    }
    let is_bracketed = line.before(at, 1).is('(')
        && line.get(end).is(')')
        && line.any(at.saturating_sub(4)..at, Tags::KIN.with(Tags::SELF));
    let is_kin_first =
        line.before(at, 1).tags.has(Tags::SELF) && line.get(end).is('-') && line.get(end + 1).tags.has(Tags::PERIOD);
    is_told || is_appended || is_bracketed || is_kin_first
}

/// "my father, 66 yrs,", "my mother has 79 years", "he's just 18 months and": years that are nobody's but one's own.
pub(super) fn is_in_years(line: &Line<'_>, at: usize, end: usize, value: u32) -> bool {
    let is_years = line.is(end, words!["years", "yrs", "yr", "anos"]) && (16..=110).contains(&value);
    let is_months = line.is(end, words!["months", "mths", "weeks"]) && value <= 36;
    let is_free =
        |at: usize| !line.get(at).is_word() || line.is(at, words!["and", "but", "now", "diabetic", "male", "female"]);
    let is_appended = line.before(at, 1).is(',') && line.any(at.saturating_sub(4)..at, Tags::KIN);
    let is_had = line.was(at, 1, words!["has", "have"])
        && line.any(at.saturating_sub(4)..at, Tags::KIN.with(Tags::THIRD).with(Tags::SELF));
    let is_alive = line.is(end, words!["years", "yrs", "yr"]) && line.was(at, 1, words!["alive"]) && value >= 16;
    // "Mi bebé tiene 14 meses."
    let is_of_baby = line.is(end, words!["meses", "semanas"])
        && value <= 36
        && line.was(at, 1, words!["tiene", "tenia", "con", "de"])
        && line.any(at.saturating_sub(4)..at, Tags::KIN);
    let is_one_of_months = is_months && line.was(at, 1, words!["he's", "she's", "hes", "shes"]) && is_free(end + 1);
    if is_alive || is_of_baby || is_one_of_months {
        return true;
    }
    let is_small = line.was(at, 1, words!["just", "only", "about", "nearly"])
        && line.was(at, 2, words!["he's", "she's", "is", "was", "hes", "shes"]);
    is_free(end + 1) && (is_years && (is_appended || is_had) || is_months && is_small)
}

/// Whether somebody says it of themselves or of one other person, in one of many ways.
fn is_said_of(line: &Line<'_>, at: usize, end: usize, value: u32) -> bool {
    if !line.is_strict() || !(13..=115).contains(&value) || line.get(end).tags.has(Tags::UNIT.with(Tags::PERIOD)) {
        return false;
    }
    is_presented(line, at, end, value) || is_at_an_age(line, at, end, value) || is_so_old(line, at, end, value)
}

/// "I become sixty next", "I am woman 45", "me 74, and", "im 16 do my parents", "Pop's ninety-seven and", "an active 95".
fn is_presented(line: &Line<'_>, at: usize, end: usize, value: u32) -> bool {
    const GOES_ON_OF_ME: Words = words![
        "do", "does", "my", "if", "what", "how", "why", "not", "from", "they", "did", "will", "should", "is", "can",
        "are", "just", "mum", "two", "three", "no",
    ];
    const BEING_ONE: Words = words!["he's", "she's", "i'm", "im", "hes", "shes"];
    if line.was(at, 1, words!["i'm", "im"]) && line.is(end, GOES_ON_OF_ME) && value < 90
        || line.was(at, 1, words!["become", "becomes", "became", "becoming"]) && line.is_personal()
    {
        return true;
    }
    let is_sex =
        line.was(at, 1, words!["woman", "man", "lady", "female", "male", "mujer", "hombre"]) && line.is_personal();
    let is_me = line.was(at, 1, words!["me"]) && (at == 1 || matches!(line.before(at, 2).kind, Kind::Sign(_)));
    let is_contracted = line.before(at, 1).is_word()
        && line.word(at - 1).ends_with("'s")
        && (line.before(at, 1).opens && line.before(at, 1).traits.has(Traits::NAME_BY_CAPITAL)
            || line.tags.has(Tags::KIN));
    let is_active = value >= 60
        && !line.is(at, words!["a"])
        && line.recently(at, 3, words!["a", "an"])
        && line.recently(at, 4, BEING_ONE);
    (is_sex || is_me || is_contracted || is_active) && ends_clause(line, end)
}

/// What is measured, so that "at" stands before its value.
static MEASURED: Phrases = Phrases::of(
    "temp|temperature|bp|pulse|sats|hr|hb|haemoglobin|hemoglobin|psa|weight|weigh|weighed|sugar|sugars|glucose|platelets|counts|count|queue|closed|closes|
    score|dose|page|junction|speed|rate|stage|grade|ferritin|creatinine|bmi|oxygen|egfr|number|room|percent|set|stuck|start|started on|calcium|potassium",
);

/// "at 29 you don't expect", "being 24 on a ward", "not bad for seventy-nine", "when she was twenty-two my niece".
fn is_at_an_age(line: &Line<'_>, at: usize, end: usize, value: u32) -> bool {
    let is_at =
        line.was(at, 1, words!["at"]) && value >= 25 && line.is(end, words!["you", "your", "nobody", "everyone"]);
    let is_being = line.was(at, 1, words!["being"]) && line.is(end, words!["on", "in", "with", "among"]);
    // "Got my first kidney stone at 29, now this"; up to 24 it may be the hour, and behind what is measured a value.
    let is_then = line.was(at, 1, words!["at"])
        && (25..90).contains(&value)
        && line.is_personal()
        && (ends_clause(line, end) || line.is(end, words!["am"]))
        && !line.get(at).capital
        && !(at.saturating_sub(6)..at.saturating_sub(1)).any(|near| MEASURED.is_at(line, near));
    // "58 my sister is", "ninety-one she is".
    let is_turned = line.get(at).opens
        && (line.is(end, words!["she", "he", "i"]) && line.is(end + 1, words!["is", "was", "am"])
            || line.get(end + 1).tags.has(Tags::KIN) && line.is(end + 2, words!["is", "was"]));
    let is_too = line.is(end, words!["too"]) && line.is(end + 1, words!["old", "young", "late"]);
    let is_by = line.was(at, 1, words!["los"]) && line.was(at, 2, words!["por"]) && line.tags.has(Tags::KIN);
    if is_then || is_turned || is_too || is_by {
        return true;
    }
    let is_not_bad = at > 2 && line.phrase(at - 3, words!["not", "bad", "for"]).is_some();
    let was_then = line.was(at, 1, words!["was", "were"])
        && line.was(at, 2, words!["i", "she", "he", "they"])
        && line.was(at, 3, words!["when", "since", "until"]);
    let is_con = line.was(at, 1, words!["con"]) && value >= 16 && line.is(end, words!["me", "le", "nos", "ya"]);
    is_at || is_being || is_not_bad || was_then || is_con
}

/// "somebody of ninety-six", "my grandad at 94", "hes 91 hes tired": so high, little else is counted behind these words.
fn is_so_old(line: &Line<'_>, at: usize, end: usize, value: u32) -> bool {
    let is_at = value >= 85 && line.was(at, 1, words!["at"]);
    let is_mine = is_at && line.is_personal() && line.get(end).is_word();
    if is_mine || value < 90 {
        return is_mine;
    }
    let is_of_one =
        line.was(at, 1, words!["of"]) && line.was(at, 2, words!["somebody", "someone", "person", "woman", "man"]);
    let is_of_kin = is_at && line.tags.has(Tags::KIN);
    let is_said = (line.was(at, 1, words!["hes", "shes", "he's", "she's", "whos", "who's", "being"])
        || is_reached(line, at))
        && line.tags.has(Tags::THIRD.with(Tags::KIN).with(Tags::SELF).with(Tags::YOU));
    is_of_one || is_of_kin || is_said
}

/// "I'm 54", "she was only 31", "we are both 52".
fn is_of_speaker(line: &Line<'_>, at: usize, value: u32) -> bool {
    const PERSONS: Words = words![
        "i", "she", "he", "i'm", "im", "she's", "he's", "hes", "shes", "i'll", "she'll", "he'll", "we'll", "ella",
        "who", "we", "they", "we're", "eldest", "youngest", "oldest", "one"
    ];
    const BEING: Words =
        words!["am", "is", "was", "just", "only", "now", "nearly", "almost", "be", "were", "are", "both"];
    const BEING_ONE: Words = words!["i'm", "im", "she's", "he's", "shes", "hes"];
    let is_whose = line.was(at, 1, words!["whos", "who's"]) && line.any(at.saturating_sub(4)..at, Tags::KIN);
    let is_of_person = line.recently(at, 4, PERSONS) || line.any(at.saturating_sub(4)..at, Tags::KIN);
    is_whose
        || line.was(at, 1, BEING_ONE)
        || line.was(at, 1, words!["both"]) && (line.is_personal() || line.tags.has(Tags::KIN))
        || line.was(at, 1, words!["a"]) && line.was(at, 2, BEING_ONE) && value >= 100
        || line.was(at, 1, BEING) && is_of_person
}

/// "diagnosed at 44", "menopause at 39".
fn is_at_event(line: &Line<'_>, at: usize, value: u32) -> bool {
    const EVENTS: Words = words![
        "diagnosed",
        "died",
        "dx",
        "menopause",
        "dx'd",
        "mastectomy",
        "cancer",
        "passed",
        "started",
        "had",
        "got",
        "surgery",
        "it",
        "told",
        "found",
        "operated",
        "caught",
        "lost",
        "widowed",
        "retired",
        "became",
    ];
    line.was(at, 1, words!["at"]) && value >= 2 && line.recently(at, 5, EVENTS)
}

/// "lived to 103", "made it to 99", "past a hundred".
pub(super) fn is_reached(line: &Line<'_>, at: usize) -> bool {
    let is_past =
        line.was(at, 1, words!["past", "over"]) && line.is(at, words!["a"]) && line.is(at + 1, words!["hundred"]);
    if is_past && line.tags.has(Tags::KIN) {
        return true;
    }
    line.was(at, 1, words!["to", "until", "past", "till"])
        && line.recently(at, 4, words!["made", "lived", "got", "live", "lives", "living"])
}

/// "just shy of 60", "pushing seventy", "the big 40".
pub(super) fn is_approached(line: &Line<'_>, at: usize, value: u32) -> bool {
    // "The big five-oh."
    let is_big = line.was(at, 1, words!["big"])
        && line.get(at + 1).is('-')
        && (line.is(at + 2, words!["oh", "o"]) || line.get(at + 2).is_number() && line.get(at + 2).value == 0);
    if is_big && (2..=9).contains(&value) {
        return true;
    }
    let is_near = line.was(
        at,
        1,
        words!["pushing", "approaching", "nearing", "hitting", "hit", "celebrates", "celebrated", "celebrating"],
    ) || line.was(at, 1, words!["up"]) && line.was(at, 2, words!["clocked"])
        || line.was(at, 1, words!["of"]) && line.was(at, 2, words!["all"]) && line.is_personal()
        || line.was(at, 1, words!["so"])
            && line.before(at, 2).is(',')
            && line.is_personal()
            && line.get(at + 1).kind == Kind::End
        || line.was(at, 1, words!["of"]) && line.was(at, 2, words!["shy", "side"])
        || line.was(at, 1, words!["big"]) && line.was(at, 2, words!["the"])
        || line.was(at, 1, words!["on"]) && line.was(at, 2, words!["going"])
        || line.was(at, 1, words!["to", "on", "for"])
            && line.was(at, 2, words!["up"])
            && line.was(at, 3, words!["coming"])
        || line.was(at, 1, words!["up"]) && line.was(at, 2, words!["coming"])
        || line.was(at, 1, words!["cumplir", "cumpla"])
        || line.was(at, 1, words!["los"])
            && line.was(at, 2, words!["de"])
            && line.was(at, 3, words!["pasa", "pasado", "paso", "pasaba", "pasan"])
        || line.was(at, 1, words!["ok", "okay", "fine"]) && ends_clause(line, at + 1) && line.tags.has(Tags::SELF);
    is_near && value >= 16 && (line.is_personal() || line.tags.has(Tags::KIN.with(Tags::THIRD)) || value >= 30)
}

/// "at 44 I had", "27 was too young", "being 35 and": an age at which something happened.
fn is_of_a_time(line: &Line<'_>, at: usize, end: usize, value: u32) -> bool {
    const PERSONS: Words = words!["i", "she", "he", "my", "her", "his", "mum", "mom", "dad", "they"];
    // Up to 24 it may be the hour.
    let is_at = line.was(at, 1, words!["at", "by", "con", "when"])
        && (value >= 25 || line.is(end, words!["i"]) && value >= 13)
        && (line.is(end, PERSONS) || line.get(end).is(',') && line.is(end + 1, PERSONS));
    // "72 today", "82 and counting", "ich bin 67", "a los 57 me lo dijeron", "just gone sixty".
    let is_today =
        line.get(at).opens && line.is(end, words!["today", "tomorrow"]) && ends_clause(line, end + 1) && value >= 16
            || line.is(end, words!["and"]) && line.is(end + 1, words!["counting"])
            || line.phrase(end, words!["and", "still", "going"]).is_some() && value >= 60;
    let is_half = line.phrase(end, words!["and", "a", "half"]).is_some()
        && line.was(at, 1, words!["is", "was", "only", "turned"])
        && !line.get(end + 3).tags.has(Tags::UNIT.with(Tags::PERIOD))
        && ends_clause(line, end + 3);
    let is_german =
        line.phrase(at.saturating_sub(2), words!["ich", "bin"]).is_some() && at > 1 && ends_clause(line, end);
    let is_at_age = line.phrase(at.saturating_sub(2), words!["a", "los"]).is_some()
        && at > 1
        && line.is(end, words!["me", "le", "nos", "tuve", "tuvo", "ya", "empece", "murio"])
        && value >= 10;
    let is_gone = line.phrase(at.saturating_sub(2), words!["just", "gone"]).is_some()
        && at > 1
        && value >= 13
        && ends_clause(line, end);
    let is_nearly = line.phrase(at.saturating_sub(3), words!["not", "bad", "for"]).is_some()
        && at > 2
        && value >= 13
        && ends_clause(line, end)
        || line.was(at, 1, words!["nearly", "almost"])
            && at == 1
            && value >= 16
            && (line.get(end).kind == Kind::End || ends_clause(line, end));
    if is_half || is_today || is_german || is_at_age || is_gone || is_nearly {
        return true;
    }
    let is_too = line.is(end, words!["was", "is", "seems", "felt", "feels"])
        && line.is(end + 1, words!["too", "so", "very", "young", "old", "no", "way", "far"])
        && (10..=115).contains(&value);
    let is_being = line.was(at, 1, words!["being", "siendo"]) && value >= 2 && ends_clause(line, end);
    // "57 to be exact", "70 next birthday", "a mis 39 me".
    let is_exact = line.phrase(end, words!["to", "be", "exact"]).is_some()
        || line.phrase(end, words!["to", "be", "precise"]).is_some();
    let is_birthday = line.is(end, words!["next", "this"]) && line.is(end + 1, words!["birthday"]);
    let is_spanish =
        line.was(at, 1, words!["mis", "sus"]) && line.was(at, 2, words!["a"]) && !line.get(end).tags.has(Tags::UNIT);
    let is_told = (is_exact && line.is_personal() || is_birthday || is_spanish) && value >= 10;
    is_at || is_too && line.is_personal() || is_being || is_told
}

/// Words after which a number is no age: it counts, measures or names something.
static BLOCKERS: Phrases = Phrases::of(
    "day|days|cycle|cycles|round|rounds|page|pages|ward|room|bed|bay|grade|stage|level|bus|route|size|number|no|phase|year|years|week|
    weeks|month|dose|step|steps|chapter|part|score|scored|temp|temperature|bp|hr|sats|weight|weighed|weigh|psa|hb|wbc|count|counts|
    platelets|neutrophils|ph|dia|ciclo|planta|habitacion|cama|talla|took|take|taking|paid|cost|costs|than|least|most|with|by|q|t|a|
    question|topic|version|type|line|lines|floor|bra|waist|bmi|pulse|oxygen|hemoglobin|sugar|sugars|glucose|track|series|episode|season|
    every|each|after|before|until|till|from|between|in|about|around|top|plus|minus|of|and|or|gleason|recurrence|oncotype|ki67|vitamin|
    omega|sleep|slept|walked|ran|did|had|have|has|got|lost|gained|up|down|off|on|the|for|only have|x|mg|channel|radio|gate|platform|door|junction|road",
);

/// A bare number of a person, at the end of a clause: "62, male", "my boy, nearly 5", "dad 88", "granny will be 95", "55 now".
fn is_bare(line: &Line<'_>, at: usize, end: usize, value: u32) -> bool {
    static CLOSE: Phrases = Phrases::of(
        "nearly|almost|just|only|now|be|almost|casi|already|aged|barely|made|reached|cumplir|cumpla|hits|saw",
    );
    if !line.is_strict()
        || !ends_clause(line, end) && !line.is(end, words!["and"])
        || line.get(end).tags.has(Tags::UNIT)
    {
        return false;
    }
    let is_child = line.any(at.saturating_sub(3)..at, Tags::KIN) && !line.any(at.saturating_sub(3)..at, Tags::NUMBER);
    let before = line.before(at, 1);
    let is_after_kin = is_child
        && (before.tags.has(Tags::KIN)
            || matches!(before.kind, Kind::Sign(',' | '(' | ':'))
            || CLOSE.is_at(line, at.wrapping_sub(1)));
    let is_of_person = line.tags.has(Tags::KIN.with(Tags::THIRD))
        && value > 89
        && at > 0
        && (CLOSE.is_at(line, at - 1) || !before.is_word());
    let opens = at == 0
        && (16..=99).contains(&value)
        && (line.get(end).is(',')
            || line.is(end, words!["now", "male", "female", "and", "here", "single", "married", "years"]));
    let is_now = line.is(end, words!["now"]) && (16..=99).contains(&value) && line.get(at).opens;
    (is_after_kin || is_of_person || opens || is_now)
        && value >= 1
        && !(at > 0 && !is_after_kin && BLOCKERS.is_at(line, at - 1))
}

/// "the old lady was 104", "bisabuela de noventa y nueve", "uncle Bert 90".
fn is_of_kin(line: &Line<'_>, at: usize, end: usize, value: u32) -> bool {
    const PERSONS: Words = words![
        "lady",
        "man",
        "woman",
        "gentleman",
        "guy",
        "bloke",
        "gent",
        "chap",
        "fella",
        "patient",
        "senora",
        "senor",
        "abuelita",
        "viejo",
        "chaval",
        "chavala",
        "chica",
        "chico",
        "muchacho",
        "muchacha",
        "mujer",
        "hombre",
    ];
    let is_of = line.was(at, 1, words!["de", "of"])
        && (line.before(at, 2).tags.has(Tags::KIN)
            || line.before(at, 2).is(',') && line.before(at, 3).tags.has(Tags::KIN)
            || at > 1 && line.is(at - 2, PERSONS)
            || line.was(at, 2, words!["lad", "lass", "boy", "girl"]));
    let is_great = value > 89
        && line.was(at, 1, words!["was", "is", "turned", "now", "age", "era", "es", "be"])
        && ((at.saturating_sub(5)..at).any(|near| line.is(near, PERSONS))
            || line.any(at.saturating_sub(5)..at, Tags::KIN.with(Tags::THIRD).with(Tags::SELF)));
    // "My Hb is 92" measures.
    let is_great = is_great && !(at > 1 && BLOCKERS.is_at(line, at - 2));
    // "Mi abuela de 84 no quiere mas", "a bloke of 81 the doctor said"; "a mum of 20 boys" counts children.
    let is_named = is_of
        && (line.was(at, 1, words!["de"]) || !line.before(at, 2).tags.has(Tags::KIN))
        && value >= 16
        && line.get(end).is_word()
        && !line.get(end).tags.has(Tags::UNIT.with(Tags::PERIOD).with(Tags::PEOPLE));
    let is_of = is_of && (ends_clause(line, end) || line.is(end, words!["is", "has"])) || is_named;
    (is_of || is_great) && value >= 2
}

/// Words behind a number that it does not count.
const GOES_ON: Words = words![
    "here",
    "would",
    "but",
    "last",
    "i",
    "she",
    "he",
    "was",
    "y",
    "en",
    "con",
    "pero",
    "como",
    "cuando",
    "hoy",
    "ya",
    "and",
    "but",
    "now",
    "so",
    "when",
    "with",
    "this",
    "next",
    "today",
    "still",
    "too",
    "or",
    "yet",
    "soon",
    "tomorrow",
    "who",
    "while",
    "then",
    "at",
    "already",
    "in",
    "because",
    "having",
    "going",
    "diagnosed",
    "years",
    "though",
    "living",
    "single",
    "married",
    "male",
    "female",
    "und",
    "that",
    "et",
];

/// Whether a clause ends behind a number, so that it counts nothing.
pub(super) fn ends_clause(line: &Line<'_>, end: usize) -> bool {
    let token = line.get(end);
    let is_preposition_of_count = line.is(end, words!["in", "at", "with"]) && line.get(end + 1).is_number();
    match token.kind {
        Kind::End => true,
        Kind::Sign(sign) => {
            matches!(sign, '.' | ',' | '!' | '?' | ')' | ';' | '-' | '\u{fffc}' | '…' | '(') || !sign.is_ascii()
        }
        Kind::Word => line.is(end, GOES_ON) && !is_preposition_of_count,
        _ => false,
    }
}
