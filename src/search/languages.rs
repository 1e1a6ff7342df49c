//! What the index knows of languages: the stemmer, and the words that weigh nothing in a question.

use rust_stemmers::{Algorithm, Stemmer};

use crate::search::words::{Word, fold};

/// The words that weigh nothing when a reader asks, by language: articles, pronouns, question words. Folded.
pub(super) const STOP_WORDS: &[(&str, &str)] = &[
    (
        "de",
        "aber als am an auch auf aus bei bin bis bist da damit dann das dass dein deine dem den der des dessen die dies \
         diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas euer fur \
         gegen habe haben hat hatte hatten ich ihm ihn ihnen ihr ihre im in ist ja jede jeder jedes kann kannst konnen \
         man mein meine meinem meinen meiner mich mir mit muss nach nicht noch nun nur ob oder ohne sehr sein seine \
         sich sie sind so soll sollte uber um und uns unser unter vom von vor wann warum was weil welche welcher \
         welches wenn wer werde werden wie wieso wird wo wurde zu zum zur",
    ),
    (
        "en",
        "a about am an and any are as at be because been being but by can cant could did do does doesnt doing dont for \
         from get got had has have having he her here hers him his how hows i id if ill im in into is isnt it its ive \
         just may me might mine must my of on or our ours shall she should so some such tell than that thats the their \
         them then there these they this those to us was we were what whats when where which while who whom whose why \
         will with would you your youre yours",
    ),
    (
        "es",
        "a al algo alguna algun ante como con cual cuales cuando cuanto de debo del desde donde dos e el ella ellas \
         ellos en entre era eres es esa ese eso esta estan estar estas este esto estos estoy fue ha hace hacer hacia \
         han has hasta hay he la las le les lo los me mi mis muy nos o os para pero por porque pudo puede pueden puedo \
         que quien quienes se sea ser si sin sobre son soy su sus tal te tener tengo ti tiene tienen tu tus u un una \
         unas uno unos y ya yo",
    ),
    (
        "fr",
        "a ai ainsi alors as au aux avec avez avoir avons c ce ceci cela ces cet cette ceux ci combien comme comment d \
         dans de des dois doit donc du elle elles en es est et ete etes etre eu eux fait il ils j je l la le les leur \
         leurs lui m ma mais me mes moi mon n ne nos notre nous on ont ou par parce pas peut peux pour pourquoi qu quand \
         que quel quelle quelles quels qui quoi s sa sans se ses si son sont suis sur t ta te tes toi ton tu un une \
         vos votre vous y",
    ),
    (
        "it",
        "a ad agli ai al alla alle anche che chi ci come con cosa cui da dal dalla dei del dell della delle di dopo dove \
         e ed era gli ha hai hanno ho i il in io l la le lei lo loro lui ma me mi mia mio ne nei nel nella no noi non o \
         per perche piu posso puo quale quali quando quanto quella quello questa questo se sei si sono sua sul sulla suo \
         ti tra tu un una uno vi voi",
    ),
    (
        "nl",
        "aan al als bij dan dat de der deze die dit doe doen dus een en er ge geen had heb hebben heeft het hij hoe hun \
         ik in is je kan kunnen maar me met mij mijn moet na naar niet nog of om onder ons ook op over te tot u uit uw \
         van veel voor waar waarom wanneer wat we wel welke wie wij wil worden wordt ze zich zij zijn zo",
    ),
    (
        "pt",
        "a ao aos as ate com como da das de dela dele depois do dos e ela elas ele eles em entre era essa esse esta este \
         eu foi ha isso ja lhe mais mas me meu minha muito na nao nas no nos o onde os ou para pela pelo por porque posso \
         pode qual quais quando que quem se sem ser seu sua so sou tem tenho ter um uma voce",
    ),
];

/// Words that a stemmer would throw together with others that mean something else.
const KEPT: [&str; 6] = ["aids", "mers", "news", "sars", "ibs", "organic"];

/// One language as the index treats it.
pub(super) struct Language {
    /// The primary subtag, as in `en`.
    pub(super) tag: String,
    stemmer: Option<Stemmer>,
    stop_words: Vec<&'static str>,
}

impl Language {
    /// The language with the BCP 47 tag `tag`. One without a stemmer has every form stand for itself.
    pub(super) fn new(tag: &str) -> Self {
        let tag = primary(tag);
        let stop_words = stop_words(&tag).split_whitespace().collect();
        Self { stemmer: algorithm(&tag).map(Stemmer::create), stop_words, tag }
    }

    /// Whether `form` weighs nothing in this language.
    pub(super) fn is_stop_word(&self, form: &str) -> bool {
        self.stop_words.contains(&form)
    }

    /// What the inflections of `word` share. Short words, words with digits and abbreviations stand for themselves.
    pub(super) fn stem(&self, word: &Word, abbreviation: bool) -> String {
        let whole = abbreviation
            || word.form.len() <= 3
            || word.form.bytes().any(|byte| byte.is_ascii_digit())
            || KEPT.contains(&word.form.as_str());
        match &self.stemmer {
            Some(stemmer) if !whole => fold(&stemmer.stem(&word.spelled)),
            _ => word.form.clone(),
        }
    }
}

/// The first subtag of a BCP 47 tag, in lower case: `en` of `en-GB`.
pub(super) fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// The stop words of a language, in one line; empty for most.
pub(super) fn stop_words(tag: &str) -> &'static str {
    STOP_WORDS.iter().find(|(language, _)| *language == tag).map_or("", |(_, words)| words)
}

/// The Snowball stemmer of a language.
fn algorithm(tag: &str) -> Option<Algorithm> {
    Some(match tag {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Language, STOP_WORDS, primary};
    use crate::search::words::words;

    fn stem(language: &str, word: &str) -> String {
        Language::new(language).stem(&words(word)[0], false)
    }

    #[test]
    fn inflections_share_a_stem_in_their_own_language() {
        assert_eq!(stem("en", "tumours"), stem("en-GB", "tumour"));
        assert_eq!(stem("es", "depresiones"), stem("es", "depresión"));
        assert_ne!(stem("xx", "tumours"), stem("xx", "tumour"));
    }

    #[test]
    fn short_words_abbreviations_and_words_with_digits_stand_for_themselves() {
        assert_eq!(stem("en", "als"), "als");
        assert_eq!(stem("en", "aids"), "aids");
        assert_eq!(stem("en", "brca2s"), "brca2s");
        assert_eq!(Language::new("en").stem(&words("MERS")[0], true), "mers");
    }

    #[test]
    fn stop_words_are_in_order_folded_and_single_words() {
        for (language, list) in STOP_WORDS {
            for word in list.split_whitespace() {
                let found = words(word);
                assert!(found.len() == 1 && found[0].form == word, "{language}: {word}");
                assert!(Language::new(language).is_stop_word(word));
            }
        }
        assert!(STOP_WORDS.is_sorted_by_key(|(language, _)| *language));
        assert!(!Language::new("en").is_stop_word("hair"));
    }

    #[test]
    fn a_region_is_no_other_language() {
        assert_eq!((primary("en-GB"), primary("PT_br"), primary("")), ("en".into(), "pt".into(), String::new()));
    }
}
