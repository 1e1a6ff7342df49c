//! Languages as exports name them.

/// The languages of MEDLINE by their codes and English names, with their tags of BCP 47.
const LANGUAGES: [(&str, &str, &str); 20] = [
    ("eng", "english", "en"),
    ("spa", "spanish", "es"),
    ("fre", "french", "fr"),
    ("ger", "german", "de"),
    ("ita", "italian", "it"),
    ("por", "portuguese", "pt"),
    ("dut", "dutch", "nl"),
    ("chi", "chinese", "zh"),
    ("jpn", "japanese", "ja"),
    ("kor", "korean", "ko"),
    ("rus", "russian", "ru"),
    ("pol", "polish", "pl"),
    ("dan", "danish", "da"),
    ("swe", "swedish", "sv"),
    ("nor", "norwegian", "nb"),
    ("fin", "finnish", "fi"),
    ("tur", "turkish", "tr"),
    ("cze", "czech", "cs"),
    ("hun", "hungarian", "hu"),
    ("ara", "arabic", "ar"),
];

/// The tag of a language; nothing for one that is not known, so that no style is misled.
pub(super) fn tag(written: &str) -> Option<String> {
    let written = written.trim().to_lowercase();
    let listed = LANGUAGES.iter().find(|(code, name, _)| *code == written || *name == written);
    let tag = listed.map(|(_, _, tag)| String::from(*tag));
    tag.or_else(|| {
        let base = written.split(['-', '_']).next().unwrap_or_default();
        LANGUAGES.iter().any(|(_, _, tag)| *tag == base).then(|| written.replace('_', "-"))
    })
}
