//! Words that look like names and are none, and names that are also words. All lists are folded and sorted, their words
//! divided by blanks.

/// Words that stand before a colon without anybody speaking: `Note: …`, `PS: …`, `https: …`.
const NEVER_SPEAKERS: &str = "
    a aclaracion aclaración action address agenda also answer answers anyway aviso because but caution closing
    cons contents ct date disclaimer disclosure disclosures doi e-mail edit ejemplo email end eta example
    examples finally first format from ftp fyi hashtag hint host however http https ie imo important
    importante info intro introduction isbn last link links list location mailto message mt nb next nota note
    notes ojo ok or participants pd phone please plus pmid posdata pregunta pros ps q question questions quote
    re recap recuerda reference references remember reminder respuesta resumen rt rules second so source
    sources spoiler start status subject summary tel tema then third time tip tips title tl;dr tldr to today
    tomorrow tonight topic update url warning www הערה ملاحظة ملحوظة
";

/// Words that names are made of and that tell nobody's name by themselves: words of health care, titles, months, words
/// that begin sentences, in English and Spanish.
const NO_NAMES: &str = "
    a abril act action admin advice advocate after again all also am an and anonymous any april arm as ask at
    august away be best better big black blue bone bones bowel brain brave breast brother cancer care carer
    carers center centre charity chat chemo chemotherapy church clinic clinica clinical club clínica coach
    college community council cáncer daily date daughter day days dear december department desk do doc doctor
    doctora don dot doña dr dra early east el elder england english everyone facilitator family father
    february for foundation free french friday friend friends from future gardener general german get golden
    good group guest hair hall happy he health heart hello help her hi hip his home hospital host husband i in
    info is it january job july june junior just kidney la lady las life light little live living long los
    love low lung lymph major mama march market may mayo me medical miss moderator mods monday more morning
    mother mr mrs ms mum my national network never new night nobody north not november now nurse nurses
    october of old on oncology one organiser our page pain participant patient patients person pharmacist
    pharmacy physio physiotherapist please poor presenter prof profesora professor prostate ready regional
    research rev royal russian saint san santa saturday scan school senior september service services she
    short sir sister skin sleep small so some someone son south speaker sr sra staff still strong study sun
    sunday sunny support surgeon surgery survivor team thanks that the they this thu thursday tired to
    together town true trust tue tuesday two university user van volunteer wales warm we wednesday welcome
    well west what white wife wig wigs winter with woman women yes you young your
";

/// Names that are words as well, as "Will" and "Grace". With a capital in the middle of a sentence they are names.
const NAMES_AND_WORDS: &str = "
    amber angel art ash austin autumn baker barber basil bell bill bishop blanca bloom bob brook brown bush
    butler carpenter chance chase chelsea cherry chip christian cielo clara clay concepcion consuelo cook
    cooper coral cross cruz crystal dale dawn dean dolores earl esperanza eve faith fe fern field fisher flor
    florence flower forest fox frank gay gene ginger glen gloria grace gracia grant gray green grey guy hardy
    harmony hazel heather hill holly honey hope hunter iris ivy jade jasmine jean jet jewel jordan joy judge
    justice king knight lake lance lark laurel lily luz mar marble mark mason melody mercedes mercy miles mill
    miller misty moon nick nieves norm olive opal paris parker pat patience paz peace pearl peg penny pierce
    pilar poppy porter price prince prudence queen rain ray red reed reina remedios rich river rob robin rocky
    rod rosa rose rosemary ruby rusty sage salvador sandy serenity sharp sherry silver singer skip sky smart
    snow socorro sol soledad sonny spring star stew stone storm sue sugar summer swift temple turner victor
    victoria violet virginia ward weaver will willow wise wolf wood woods wright
";

/// What people are called in a transcript by the part they play. Nobody is recognised by these, so they stay in texts.
const PARTS: &str = "
    admin anonymous chair coordinator doctor everyone facilitator guest host i me moderador moderadora
    moderator nurse participant patient presenter speaker staff you
";

/// Whether a folded word never speaks.
pub(super) fn never_speaks(folded: &str) -> bool {
    NEVER_SPEAKERS.split_whitespace().any(|word| word == folded)
}

/// Whether a folded word tells nobody's name by itself.
pub(super) fn is_no_name(folded: &str) -> bool {
    NO_NAMES.split_whitespace().any(|word| word == folded)
}

/// Whether a folded word is a name and an ordinary word.
pub(super) fn is_name_and_word(folded: &str) -> bool {
    NAMES_AND_WORDS.split_whitespace().any(|word| word == folded)
}

/// Whether a folded name only says what part somebody plays: `moderator`, `patient 2`.
pub(super) fn is_part(folded: &str) -> bool {
    let without_number = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    PARTS.split_whitespace().any(|word| word == without_number)
}
