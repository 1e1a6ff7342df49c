//! What single characters look like: entities decoded, disguises taken off.

/// The character that an entity stands for.
pub(super) fn decode_entity(name: &str) -> Option<char> {
    const NAMED: [(&str, char); 24] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("commat", '@'),
        ("period", '.'),
        ("colon", ':'),
        ("num", '#'),
        ("lowbar", '_'),
        ("hyphen", '-'),
        ("ndash", '-'),
        ("mdash", '-'),
        ("rsquo", '\''),
        ("shy", '\u{ad}'),
        ("zwnj", '\u{200c}'),
        ("eacute", 'é'),
        ("aacute", 'á'),
        ("iacute", 'í'),
        ("oacute", 'ó'),
        ("uacute", 'ú'),
        ("ntilde", 'ñ'),
        ("uuml", 'ü'),
    ];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, character)| *character)
}

/// Letters that most texts of the world are written with: they are what they look like.
pub(super) fn is_letter_as_written(character: char) -> bool {
    matches!(character, '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '\u{5d0}'..='\u{5ea}' | '\u{4e00}'..='\u{9fff}')
}

/// Characters that nobody sees.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}' | '\0'..='\u{8}')
}

/// Quotation marks, dashes and spaces as a keyboard writes them.
pub(super) fn plain_sign(character: char) -> Option<char> {
    match character {
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{2032}' | '\u{b4}' | '\u{ff07}' => Some('\''),
        '\u{201c}' | '\u{201d}' | '«' | '»' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => Some('-'),
        '\u{3002}' | '\u{ff61}' | '\u{2024}' => Some('.'),
        '\u{2028}' | '\u{2029}' => Some('\n'),
        character if character.is_whitespace() => Some(' '),
        _ => None,
    }
}

/// The plain digit of a digit in another script.
pub(super) fn digit(character: char) -> char {
    let zero = match u32::from(character) {
        code @ 0x660..=0x669 => code - 0x660,
        code @ 0x6f0..=0x6f9 => code - 0x6f0,
        code @ 0x966..=0x96f => code - 0x966,
        code @ 0x9e6..=0x9ef => code - 0x9e6,
        _ => return character,
    };
    char::from_digit(zero, 10).unwrap_or(character)
}

/// The Latin letter that a Greek, Cyrillic or small capital letter looks like.
pub(super) fn look_alike(character: char) -> Option<char> {
    const ALIKE: &[(&str, &str)] = &[
        ("АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјорсухһԁԛԝьѵ", "ABESIJKMHOPCTYXYGQWaesijopcyxhdqwbv"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχϲ", "ABEZHIKMNOPTYXaikvopuxc"),
        ("ıɑɡɩʀʏᴀᴄᴅᴇᴊᴋᴍɴᴏᴘᴛᴜᴠᴡᴢ", "iagiryacdejkmnoptuvwz"),
    ];
    if character.is_ascii() || u32::from(character) < 0x131 {
        return None;
    }
    ALIKE.iter().find_map(|(from, to)| {
        let at = from.chars().position(|other| other == character)?;
        to.chars().nth(at)
    })
}
