//! Words that look like names and are none, and names that are also words. All lists are folded and sorted, words divided by blanks.

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

/// Words that names are made of, or begin sentences with, and that are no name by themselves in running text: English
/// and Spanish words, words of health care, titles. A one-word name out of this list is replaced only as it is written.
const ORDINARY: &str = "
    a abril act action admin advice advocate after again alba all also am amber amparo an and angel angeles
    anonymous any april arm art as ash ask at august austin autumn away baker bank barber basil be bell best
    better big bill bird black blanca blessing bloom blue bob bone bones bowel brain brave breast brook brown
    buck bush butler cancer care carer carers carol carpenter center centre chamo chance charity chase chat
    chelsea chemo chemotherapy cherry chip christian church cielo clara claro clay clinic clinical club
    clínica coach cole college community concepcion consuelo cook cooper coral council cross cruz crystal
    cáncer daily daisy dale dan date dawn day days dean dear department desk destiny diamond do doc doctor
    doctora dolores don dot doña dr dra drew duke eagle earl early east el elder ella encarnacion eng england
    english esperanza eve ever everyone facilitator faith family farmer father fe felicity fern field fisher
    flor flora florence flower for forest fortune foster foundation fox france frances frank free french
    friend friends from future gardener gay gene general german get ginger glen gloria golden good grace
    gracia grant gray green grey group guest guy hair hall happy hardy harmony harry haven hazel he health
    heart heather heaven hello help her hi hill hip his holly home honey hope hospital host hugh hunter
    husband i in info inmaculada iris is it ivy jack jade jan january jasmine jay jean jet jewel job jordan
    josh joy jude judge julia julio july june junior just justice kidney king kit knight la lady lake lance
    lark laurel law leaf life light lily little live living long los love low luna lung luz lymph major mama
    mar marble march mark market mason may mayo me meadow medical melody mercedes mercy milagros miles mill
    miller miss misty moderator mods montana moon more morning mother mr mrs ms mum my national network never
    new nick nieves night nobody norm north not now nurse nurses ocean of old olive on oncology one opal
    organiser our page pain paloma paris parker participant pat patience patient patients paz peace pearl peg
    penny person petal pharmacist pharmacy phoenix physio physiotherapist piedad pierce pilar pink piper
    please polly poor poppy porter precious presenter price prince princess prof profesora professor prostate
    prudence queen quest rain ray ready red reed regional reina remedios research rev rich river rob robin
    rocio rocky rod rosa rosario rose rosemary royal ruby russian rusty sage saint salvador san sandy santa
    scan school scot scott senior serenity service services señor señora shade sharp she sherry short silver
    singer sir sister skin skip sky sleep small smart smith snow so socorro sol soledad some someone sonny
    south speaker spring sr sra staff star stella stew still stone storm stormy strong study sue sugar summer
    sun sunny support surgeon surgery survivor susi sweet swift tanner tara team temple thanks that the they
    this thu tired to together topaz town true trust turner two university user van vera verity victor
    victoria violet virginia volunteer wade wales walker wanda ward warm warren we weaver welcome well west
    what white wife wig wigs will willow winter wise with wolf woman women wood woods woody wright yes york
    you young your zest ángel
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

/// Whether a folded word is an ordinary word too.
pub(super) fn is_ordinary(folded: &str) -> bool {
    ORDINARY.split_whitespace().any(|word| word == folded)
}

/// Whether a folded name only says what part somebody plays: `moderator`, `patient 2`.
pub(super) fn is_part(folded: &str) -> bool {
    let without_number = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    PARTS.split_whitespace().any(|word| word == without_number)
}
