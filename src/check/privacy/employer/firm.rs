//! Firms that everybody knows, and schools and offices by how their names end, however they are written.

use crate::check::privacy::capitals::proper_run;
use crate::check::privacy::line::Line;
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;

/// Large employers, as people write them.
pub(super) static FIRMS: Phrases = Phrases::of(
    "amazon|google|microsoft|boeing|airbus|tesco|tesco's|tescos|sainsbury's|sainsburys|asda|aldi|lidl|morrisons|waitrose|ikea|walmart|
    costco|kroger|walgreens|cvs|home depot|lowes|ups|fedex|dhl|usps|royal mail|network rail|stagecoach|arriva|tfl|ford|toyota|nissan|
    honda|bmw|siemens|bosch|volkswagen|rolls royce|rolls - royce|jaguar land rover|british gas|vodafone|barclays|hsbc|natwest|santander|
    wells fargo|starbucks|mcdonalds|mcdonald's|greggs|wetherspoons|deloitte|kpmg|pwc|accenture|infosys|tcs|wipro|capgemini|ibm|intel|
    tesla|netflix|facebook|ryanair|easyjet|british airways|lufthansa|mercadona|el corte ingles|telefonica|renfe|correos|bimbo|pemex|
    cemex|carrefour|inditex|zara|co - op|coop|john lewis|argos|b & q|primark|marks and spencer|m & s|unilever|nestle|pepsi|disney|verizon|
    comcast|publix|safeway|wegmans|whole foods|dunelm|halfords|currys|poundland|iceland foods|dpd|hermes|evri|national grid|bp",
);

/// Words of those who speak of their work.
static WORK: Phrases = Phrases::of(
    "work|works|worked|working|job|shift|shifts|nights|boss|hr|manager|supervisor|foreman|warehouse|distribution|notice at|resigned|lads|girls|whip round|repartidor|cartero|era|llevo|laid off|
    sacked|fired|redundant|full pay|sick pay|apprenticeship|apprentice|drive for|drives for|driving for|employer|career|
    colleagues|light duty|contract|despidieron|despidio|trabajo|trabaja|trabajaba|trabaje|uniform|till|checkout|bakery|started at|temp|intern|placement|promoted|hired|depot|office|driver",
);

/// "boeing let me go", "work at the tesco in the retail park": a firm that everybody knows, where work is spoken of.
pub(super) fn firm(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let end = FIRMS.end(line, at)?;
    static GIVES: Phrases = Phrases::of("let me go|gave me|gave him|gave her|sacked|paid me|laid me|made me");
    let is_of_work =
        GIVES.is_at(line, end) || WORK.is_in(line, at.saturating_sub(7)..at) || WORK.is_in(line, end..end + 8);
    let is_at = line.recently(at, 2, words!["at", "for", "with", "from"]) && WORK.is_in(line, at.saturating_sub(5)..at);
    let is_told = line.is_personal() || line.tags.has(Tags::KIN.with(Tags::THIRD)) || at < 2 || is_at;
    (is_of_work && is_told).then_some((at, end))
}

/// How names of schools and offices end.
pub(super) static TAILS: Phrases = Phrases::of(
    "police|constabulary|grammar|uni|academy|comprehensive|polytechnic|high school|primary school|elementary|middle school|university|
    council|fire service|fire brigade|ambulance service|barracks",
);

/// What stands before the end of such a name and says only of what kind it is.
const KINDS: Words = words![
    "a",
    "an",
    "the",
    "my",
    "our",
    "your",
    "his",
    "her",
    "their",
    "this",
    "that",
    "any",
    "some",
    "no",
    "another",
    "local",
    "junior",
    "senior",
    "public",
    "private",
    "state",
    "city",
    "county",
    "town",
    "parish",
    "borough",
    "district",
    "secondary",
    "same",
    "old",
    "new",
    "big",
    "nearest",
    "special",
    "nearby",
    "every",
    "open",
    "medical",
    "online",
    "military",
    "research",
    "good",
];

/// "with west mercia police", "at kings mead grammar": a school or an office by the end of its name.
pub(super) fn by_its_end(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let end = TAILS.end(line, at)?;
    let is_named = |at: usize| line.get(at).is_word() && !line.is(at, KINDS) && !is_before(line, at);
    let count = (1..=3).take_while(|back| *back <= at && is_named(at - back)).count();
    let from = at - count;
    // "With the Met police" names one, "with the local police" none.
    let from = from - usize::from(count > 0 && from > 1 && line.is(from - 1, words!["the"]) && line.get(from).capital);
    let is_told = line.is_personal() || line.tags.has(Tags::KIN);
    (count > 0 && from > 0 && is_before(line, from - 1) && is_told).then_some((from, end))
}

/// What stands before where somebody works or learns.
fn is_before(line: &Line<'_>, at: usize) -> bool {
    line.is(at, words!["at", "with", "for", "in", "to", "attends", "attend", "joined", "of", "from", "on"])
}

/// "the Fire Department of Pine Ridge".
pub(super) fn department(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_department =
        line.is(at, words!["fire", "police", "sheriff's"]) && line.is(at + 1, words!["department", "dept"]);
    let is_told = line.is_personal() || line.is(0, words!["been", "worked"]);
    (is_department && line.is(at + 2, words!["of"]) && is_told).then_some((at, at + 4))
}

/// "conductor de la EMT".
pub(super) fn company(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_acronym = |word: &str| (2..=6).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_of = line.is(at, words!["de"]) && line.is(at + 1, words!["la", "el"]) && is_acronym(line.word(at + 2));
    (is_of && super::JOBS.is_at(line, at.wrapping_sub(1))).then_some((at, at + 3))
}

/// "Hubby's with the Forest Service", "media vida en la Seat".
pub(super) fn served(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_somebodys = || line.before(at, 1).tags.has(Tags::KIN) && line.word(at.wrapping_sub(1)).ends_with("'s");
    let is_with =
        line.is(at, words!["with"]) && (line.was(at, 1, words!["he's", "she's", "i'm", "im"]) || is_somebodys());
    let is_life = line.is(at, words!["en"])
        && line.recently(at, 4, words!["llevo", "llevaba", "lleva", "vida"])
        && line.recently(at, 3, words!["vida", "anos"]);
    if !is_with && !is_life {
        return None;
    }
    let first = at + 1 + usize::from(line.is(at + 1, words!["the", "la", "el"]));
    let end = proper_run(line, first);
    (end > first).then_some((first, end))
}

/// "lecturer at the university of tampere".
pub(super) fn university(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_of = line.is(at, words!["university", "uni", "universidad"]) && line.is(at + 1, words!["of", "de"]);
    let is_told =
        || line.is_personal() || line.tags.has(Tags::KIN) || super::JOBS.is_in(line, at.saturating_sub(7)..at);
    (is_of && line.get(at + 2).is_word() && is_told()).then_some((at, at + 3))
}

/// "I'm a porter in this very hospital", "I work on this ward": that somebody works where the chat is held.
pub(super) fn this_house(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if !line.is(at, words!["this"]) || !line.was(at, 1, words!["in", "at", "on", "for"]) {
        return None;
    }
    let house = at + 1 + usize::from(line.is(at + 1, words!["very", "same"]));
    let is_house =
        line.get(house).tags.has(Tags::INSTITUTION) || line.is(house, words!["place", "building", "department"]);
    let is_worked = line.recently(at, 4, words!["work", "worked", "works"]) && line.is_personal();
    let is_a_job = |near: usize| {
        let is_being =
            line.is(near, words!["i'm", "im"]) || line.is(near, words!["am", "was"]) && line.was(near, 1, words!["i"]);
        is_being && line.is(near + 1, words!["a", "an", "the"]) && super::JOBS.is_in(line, near + 2..at)
    };
    let is_told = is_worked || (at.saturating_sub(6)..at).any(is_a_job);
    (is_house && is_told).then_some((at, house + 1))
}

/// "anyone else a firefighter? station 41 here".
pub(super) fn station(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    const CREWS: Words =
        words!["firefighter", "fireman", "firefighters", "fire", "paramedic", "ambulance", "engine", "crew", "police"];
    let is_numbered = line.is(at, words!["station", "precinct", "depot"]) && line.get(at + 1).is_number();
    (is_numbered && line.has(CREWS)).then_some((at, at + 2))
}
