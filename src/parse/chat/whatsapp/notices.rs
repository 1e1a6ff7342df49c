//! What WhatsApp itself writes into an export, in the languages that we know: pictures that were left out, messages that
//! were deleted or edited, and what happened to the group.

use memchr::memchr;

use crate::parse::chat::lines::is_blank;
use crate::parse::chat::raw::{CONTACT, FILE, PHOTO, PLACE, RECORDING, STICKER, VIDEO, attachment_of};

/// What stands in the place of words.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Notice<'a> {
    /// The message was deleted.
    Deleted,
    /// Something was attached, with words below it.
    Attached(&'static str, &'a str),
}

/// Deleted messages, small letters, without a stop at the end.
const DELETED: [&str; 26] = [
    "this message was deleted",
    "you deleted this message",
    "this message was deleted by admin",
    "message deleted",
    "se eliminó este mensaje",
    "eliminaste este mensaje",
    "este mensaje fue eliminado",
    "diese nachricht wurde gelöscht",
    "du hast diese nachricht gelöscht",
    "ce message a été supprimé",
    "vous avez supprimé ce message",
    "questo messaggio è stato eliminato",
    "hai eliminato questo messaggio",
    "mensagem apagada",
    "esta mensagem foi apagada",
    "essa mensagem foi apagada",
    "você apagou esta mensagem",
    "dit bericht is verwijderd",
    "u hebt dit bericht verwijderd",
    "je hebt dit bericht verwijderd",
    "ta wiadomość została usunięta",
    "tämä viesti poistettiin",
    "данное сообщение удалено",
    "bu mesaj silindi",
    "تم حذف هذه الرسالة",
    "הודעה זו נמחקה",
];

/// Marks of edited messages at their end, small letters, between `<` and `>`, without a stop.
const EDITED: [&str; 11] = [
    "this message was edited",
    "se editó este mensaje",
    "este mensaje se editó",
    "este mensaje fue editado",
    "diese nachricht wurde bearbeitet",
    "ce message a été modifié",
    "questo messaggio è stato modificato",
    "mensagem editada",
    "dit bericht is bewerkt",
    "تم تعديل هذه الرسالة",
    "הודעה זו נערכה",
];

/// Words for "left out" and "attached" at the end of a notice.
const LEFT_OUT: [&str; 23] = [
    "omitted",
    "omitido",
    "omitida",
    "omitidos",
    "ausgeschlossen",
    "weggelassen",
    "weggelaten",
    "omis",
    "omise",
    "absente",
    "absent",
    "omesso",
    "omessa",
    "omessi",
    "oculta",
    "oculto",
    "ocultada",
    "ocultado",
    "pominięto",
    "jätettiin pois",
    "медиафайлов",
    "لم يتم تضمينه",
    "לא נכללה",
];

/// What was left out, by a word of the notice.
const THINGS: [(&str, &str); 26] = [
    ("sticker", STICKER),
    ("figurinha", STICKER),
    ("image", PHOTO),
    ("imagen", PHOTO),
    ("bild", PHOTO),
    ("immagine", PHOTO),
    ("imagem", PHOTO),
    ("afbeelding", PHOTO),
    ("foto", PHOTO),
    ("photo", PHOTO),
    ("gif", PHOTO),
    ("video", VIDEO),
    ("vídeo", VIDEO),
    ("vidéo", VIDEO),
    ("audio", RECORDING),
    ("áudio", RECORDING),
    ("voice", RECORDING),
    ("contact", CONTACT),
    ("kontakt", CONTACT),
    ("contacto", CONTACT),
    ("document", FILE),
    ("documento", FILE),
    ("dokument", FILE),
    ("media", PHOTO),
    ("multimedia", PHOTO),
    ("medien", PHOTO),
];

/// Words in brackets after the name of a file, on Android.
const ATTACHED: [&str; 11] = [
    "(file attached)",
    "(archivo adjunto)",
    "(datei angehängt)",
    "(fichier joint)",
    "(file allegato)",
    "(arquivo anexado)",
    "(ficheiro anexado)",
    "(bestand bijgevoegd)",
    "(plik załączony)",
    "(файл добавлен)",
    "(الملف مرفق)",
];

/// What the program says in the place of words.
pub(super) fn notice(text: &str) -> Option<Notice<'_>> {
    let end = memchr(b'\n', text.as_bytes());
    let (line, below) = end.map_or((text, ""), |end| (&text[..end], &text[end + 1..]));
    let line = line.trim_matches(is_blank);
    // A notice is short, save for the name of a file. Nearly every message is not looked at any further.
    if line.len() > 300 {
        return None;
    }
    let has_address = memchr(b'/', line.as_bytes()).is_some();
    if has_address && (line.contains("maps.google.com/") || line.contains("maps.app.goo.gl/")) {
        return Some(Notice::Attached(PLACE, below));
    }
    if below.is_empty() && is_deleted(line) {
        return Some(Notice::Deleted);
    }
    attached(line).map(|what| Notice::Attached(what, below))
}

fn is_deleted(line: &str) -> bool {
    let line = line.trim_end_matches(['.', '।']);
    // None of these notices takes more or fewer bytes in capital letters.
    DELETED.iter().any(|notice| notice.len() == line.len()) && DELETED.contains(&line.to_lowercase().as_str())
}

/// What is attached according to the line, if it says that.
fn attached(line: &str) -> Option<&'static str> {
    if line == "null" {
        return Some(FILE);
    }
    if line.ends_with(')')
        && let Some(open) = line.rfind('(')
        && ATTACHED.contains(&line[open..].to_lowercase().as_str())
    {
        return Some(attachment_of(line[..open].trim_matches(is_blank)));
    }
    let in_brackets = line.strip_prefix('<').and_then(|line| line.strip_suffix('>'));
    if let Some(inside) = in_brackets {
        if let Some((_, name)) = inside.split_once(':').filter(|(_, name)| name.contains('.')) {
            return Some(attachment_of(name.trim_matches(is_blank)));
        }
        return left_out(inside)
            .map(|thing| thing.unwrap_or(PHOTO))
            .or_else(|| (inside.split_whitespace().count() <= 4 && !inside.is_ascii()).then_some(PHOTO));
    }
    // "letter.pdf • 1 page document omitted" as well as "image omitted".
    let left_out = left_out(line)?;
    if line.contains('\u{200e}') {
        return Some(left_out.unwrap_or(PHOTO));
    }
    // Without the mark that the app sets, people may have written it themselves: "the dose was omitted".
    left_out.filter(|_| line.split_whitespace().count() <= 4)
}

/// What a line that ends like a notice says was left out; nothing inside if it names no thing that is known.
fn left_out(line: &str) -> Option<Option<&'static str>> {
    let last = line.rsplit(is_blank).next().unwrap_or_default().trim_end_matches('.');
    // Nearly every message ends otherwise, and with another letter.
    let letter = last.bytes().next_back()?;
    if !LEFT_OUT.iter().any(|word| word.bytes().next_back() == Some(letter) && word.ends_with(last)) {
        return None;
    }
    let lower = line.to_lowercase();
    let known = LEFT_OUT.iter().any(|word| lower.trim_end_matches('.').ends_with(word));
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let thing = words.find_map(|word| THINGS.iter().find(|(thing, _)| *thing == word).map(|(_, what)| *what));
    known.then_some(thing)
}

/// `text` without the mark that says that it was edited, and whether it had one.
pub(super) fn without_edited(text: &str) -> (&str, bool) {
    if !text.ends_with('>') {
        return (text, false);
    }
    let Some(open) = text.rfind('<') else { return (text, false) };
    let inside = text[open + 1..text.len() - 1].trim_matches(is_blank).to_lowercase();
    if EDITED.contains(&inside.trim_end_matches('.')) {
        (text[..open].trim_end_matches(is_blank), true)
    } else {
        (text, false)
    }
}

/// Words by which a line of the program is known even though it has a colon.
const SYSTEM: [&str; 16] = [
    "end-to-end encrypted",
    "cifrados de extremo a extremo",
    "ende-zu-ende-verschlüsselt",
    "chiffrés de bout en bout",
    "crittografati end-to-end",
    "created group",
    "created this group",
    "changed the subject",
    "changed the group",
    "changed this group",
    "changed their phone number",
    "security code",
    "joined using",
    "pinned a message",
    "missed voice call",
    "missed video call",
];

/// How many bytes the shortest of these words has: most names have fewer.
const SHORTEST_SYSTEM: usize = "joined using".len();

/// How many characters a name has at most.
const LONGEST_NAME: usize = 60;

/// Whether a program wrote the line. On iOS such words begin with an invisible mark, as notices about pictures do.
pub(super) fn is_system(name: &str, text: &str, marked: bool) -> bool {
    // Most names are told by their bytes.
    let quoted = match name.is_ascii() {
        true => memchr(b'"', name.as_bytes()).is_some(),
        false => name.contains(['"', '“', '”', '„', '«', '»']),
    };
    let is_long = name.len() > LONGEST_NAME && name.chars().count() > LONGEST_NAME;
    let text = if marked { text.trim_matches(is_blank) } else { text };
    let by_mark = || marked && notice(text).is_none() && !text.starts_with("POLL:");
    let by_words = || {
        let start: String = text.chars().take(120).collect::<String>().to_lowercase();
        SYSTEM.iter().any(|words| start.contains(words))
    };
    // Somebody may well write about a security code; the program does so at the very place of the name, or marked.
    let by_name = || name.len() >= SHORTEST_SYSTEM && SYSTEM.iter().any(|words| name.contains(words));
    quoted || is_long || by_mark() || by_name() || marked && by_words()
}

#[cfg(test)]
mod tests {
    use super::{Notice, SHORTEST_SYSTEM, SYSTEM, notice, without_edited};
    use crate::parse::chat::raw::{CONTACT, FILE, PHOTO, PLACE, RECORDING, STICKER, VIDEO};

    #[test]
    fn what_was_attached() {
        for (text, what) in [
            ("<Media omitted>", PHOTO),
            ("<Multimedia omitido>", PHOTO),
            ("<Medien ausgeschlossen>", PHOTO),
            ("<המדיה לא נכללה>", PHOTO),
            ("image omitted", PHOTO),
            ("imagen omitida", PHOTO),
            ("Bild weggelassen", PHOTO),
            ("video omitted", VIDEO),
            ("audio omitido", RECORDING),
            ("sticker omitted", STICKER),
            ("Contact card omitted", CONTACT),
            ("letter of Maria.pdf • \u{200e}1 page \u{200e}document omitted", FILE),
            ("\u{200e}IMG-20260512-WA0001.jpg (file attached)", PHOTO),
            ("PTT-1.opus (archivo adjunto)", RECORDING),
            ("Maria.vcf (Datei angehängt)", CONTACT),
            ("<attached: 00000012-PHOTO-2026-05-12.jpg>", PHOTO),
            ("<adjunto: carta.pdf>", FILE),
            ("location: https://maps.google.com/?q=51.5,-0.1", PLACE),
            ("null", FILE),
        ] {
            assert_eq!(notice(text), Some(Notice::Attached(what, "")), "{text}");
        }
        assert_eq!(notice("a.jpg (file attached)\nmy new wig"), Some(Notice::Attached(PHOTO, "my new wig")));
        for text in ["the dose was omitted", "I left the image out", "<3", "(see above)", "it was deleted", "hi <b>"] {
            assert_eq!(notice(text), None, "{text}");
        }
    }

    #[test]
    fn no_words_of_the_program_are_shorter_than_the_shortest() {
        assert_eq!(SYSTEM.iter().map(|words| words.len()).min(), Some(SHORTEST_SYSTEM));
    }

    #[test]
    fn deleted_and_edited() {
        for text in ["This message was deleted", "This message was deleted.", "Se eliminó este mensaje", "תם"] {
            assert_eq!(notice(text) == Some(Notice::Deleted), text != "תם", "{text}");
        }
        assert_eq!(without_edited("hi \u{200e}<This message was edited>"), ("hi", true));
        assert_eq!(without_edited("hola <Se editó este mensaje.>"), ("hola", true));
        assert_eq!(without_edited("a <b>"), ("a <b>", false));
    }
}
