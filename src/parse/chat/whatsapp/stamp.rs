//! The date and time at the beginning of a message of WhatsApp, in the shapes that its languages have.

use jiff::civil::Time;

use crate::parse::chat::lines::is_blank;

/// How a stamp is written. All of a file are written alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape {
    /// In square brackets, as on iOS.
    pub(super) bracketed: bool,
    /// What stands between the numbers of the date: `/`, `.` or `-`.
    pub(super) separator: char,
    /// Whether the year comes first.
    pub(super) year_first: bool,
    /// Whether there are seconds.
    pub(super) seconds: bool,
}

/// A stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) shape: Shape,
    /// The year, in full.
    pub(super) year: i16,
    /// The other two numbers of the date, in the order in which they are written.
    pub(super) numbers: [i8; 2],
    pub(super) time: Time,
}

/// Words for before noon and after noon, small letters and without blanks and stops.
const HALVES: [(&str, bool); 12] = [
    ("am", false),
    ("pm", true),
    ("a", false),
    ("p", true),
    ("ص", false),
    ("م", true),
    ("上午", false),
    ("下午", true),
    ("午前", false),
    ("午後", true),
    ("오전", false),
    ("오후", true),
];

/// The stamp at the beginning of `line`, and how many bytes it takes.
pub(super) fn stamp(line: &str) -> Option<(Stamp, usize)> {
    // Nearly every line that is none is known by its first character.
    let first = *line.as_bytes().first()?;
    if !(first.is_ascii_digit() || first == b'[' || first >= 0x80 || first == b' ') {
        return None;
    }
    let mut reader = Reader { text: line, at: 0 };
    reader.blanks();
    let bracketed = reader.eat('[');
    let (separator, [first, second, third]) = reader.date()?;
    reader.between();
    let (time, seconds) = reader.time()?;
    reader.blanks();
    if bracketed {
        reader.eat(']').then_some(())?;
    } else {
        ['-', '–', '—'].into_iter().any(|dash| reader.eat(dash)).then_some(())?;
    }
    if reader.eat(' ') || reader.rest().chars().next().is_some_and(is_blank) {
        reader.eat('\u{202f}');
    } else {
        return None;
    }
    let year_first = first.1 == 4;
    let (year, numbers) = if year_first { (first, [second, third]) } else { (third, [first, second]) };
    let full = match year.1 {
        2 => 2000 + year.0,
        4 => year.0,
        _ => return None,
    };
    let number =
        |(number, digits): (i16, usize)| i8::try_from(number).ok().filter(|n| (1..=31).contains(n) && digits <= 2);
    let numbers = [number(numbers[0])?, number(numbers[1])?];
    let shape = Shape { bracketed, separator, year_first, seconds };
    Some((Stamp { shape, year: full, numbers, time }, reader.at))
}

/// A place in a line.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        // Mostly there is none.
        if rest.as_bytes().first().is_some_and(u8::is_ascii_graphic) {
            return;
        }
        self.at += rest.len() - rest.trim_start_matches(is_blank).len();
    }

    /// A number of at most four digits, in any of three scripts, with the count of its digits.
    fn number(&mut self) -> Option<(i16, usize)> {
        let (mut number, mut digits) = (0, 0);
        while let Some(c) = self.rest().chars().next() {
            let digit = match c {
                '0'..='9' => c as u32 - '0' as u32,
                '\u{660}'..='\u{669}' => c as u32 - 0x660,
                '\u{6f0}'..='\u{6f9}' => c as u32 - 0x6f0,
                _ => break,
            };
            if digits == 4 {
                return None;
            }
            number = number * 10 + i16::try_from(digit).ok()?;
            digits += 1;
            self.at += c.len_utf8();
        }
        (digits > 0).then_some((number, digits))
    }

    /// Three numbers with one kind of separator.
    fn date(&mut self) -> Option<(char, [(i16, usize); 3])> {
        let first = self.number()?;
        self.blanks();
        let separator = ['/', '.', '-'].into_iter().find(|separator| self.eat(*separator))?;
        self.blanks();
        let second = self.number()?;
        self.blanks();
        self.eat(separator).then_some(())?;
        self.blanks();
        let third = self.number()?;
        self.eat('.');
        Some((separator, [first, second, third]))
    }

    /// What stands between the date and the time.
    fn between(&mut self) {
        for _ in 0..2 {
            self.blanks();
            if !self.eat(',') {
                self.eat('،');
            }
        }
        for word in ["klo", "at", "à", "às", "kl", "om", "um"] {
            if self.rest().strip_prefix(word).is_some_and(|rest| rest.starts_with(|c: char| is_blank(c) || c == '.')) {
                self.at += word.len();
                self.eat('.');
                break;
            }
        }
        self.blanks();
    }

    /// A time of day, and whether it has seconds.
    fn time(&mut self) -> Option<(Time, bool)> {
        let before = self.half();
        self.blanks();
        let (hour, _) = self.number().filter(|hour| hour.1 <= 2)?;
        let colon = [':', '.'].into_iter().find(|colon| self.eat(*colon))?;
        let (minute, _) = self.number().filter(|minute| minute.1 == 2)?;
        let second = if self.eat(colon) { Some(self.number().filter(|second| second.1 == 2)?.0) } else { None };
        let half = before.or_else(|| {
            let at = self.at;
            self.blanks();
            let half = self.half();
            self.at = if half.is_some() { self.at } else { at };
            half
        });
        let hour = match half {
            Some(after_noon) if hour <= 12 => hour % 12 + if after_noon { 12 } else { 0 },
            _ => hour,
        };
        let small = |number: i16| i8::try_from(number).ok();
        let time = Time::new(small(hour)?, small(minute)?, small(second.unwrap_or(0))?, 0).ok()?;
        Some((time, second.is_some()))
    }

    /// Whether it is after noon: `PM`, `p. m.`, `下午`.
    fn half(&mut self) -> Option<bool> {
        let rest = self.rest();
        // Nearly always a bracket or a dash comes next.
        if rest.starts_with([']', '-', ' ']) || rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let mut word = String::new();
        let mut end = 0;
        for (at, c) in rest.char_indices().take(8) {
            if c.is_alphabetic() {
                word.extend(c.to_lowercase());
                end = at + c.len_utf8();
            } else if c == '.' {
                end = at + 1;
            } else if !is_blank(c) {
                break;
            }
        }
        let half = HALVES.iter().find(|(half, _)| *half == word).map(|(_, half)| *half)?;
        self.at += end;
        Some(half)
    }
}

#[cfg(test)]
mod tests {
    use super::stamp;

    fn shown(line: &str) -> String {
        match stamp(line) {
            Some((stamp, length)) => {
                let [a, b] = stamp.numbers;
                let order = if stamp.shape.year_first { "y" } else { "-" };
                format!("{order} {}:{a}:{b} {}|{}", stamp.year, stamp.time, &line[length..])
            }
            None => String::from("none"),
        }
    }

    #[test]
    fn stamps_in_all_their_shapes() {
        let same = [
            "12/05/26, 19:02 - x",
            "[12/05/26, 19:02] x",
            "\u{200e}[12/05/2026, 7:02\u{202f}PM] x",
            "12/05/2026, 7:02 p.\u{a0}m. - x",
            "12.05.26, 19.02 – x",
            "12.5.2026 klo 19.02 - x",
            "12. 5. 2026. 19:02 - x",
            "12-05-2026 19:02 - x",
            "[١٢/٥/٢٠٢٦، ٧:٠٢ م] x",
            "\u{200f}12/5/2026, 19:02 - x",
            "[12/05/2026 下午7:02] x",
        ];
        for line in same {
            assert_eq!(shown(line), "- 2026:12:5 19:02:00|x", "{line}");
        }
        assert_eq!(shown("2026/05/12, 19:02 - x"), "y 2026:5:12 19:02:00|x");
        assert_eq!(shown("[2026-05-12, 19:02:31] x"), "y 2026:5:12 19:02:31|x");
    }

    #[test]
    fn what_is_no_stamp() {
        for line in [
            "12/05/26 is my day",
            "12/05/26, 19:02",
            "[12/05/26] x",
            "12/05/26, 25:02 - x",
            "19:02 - x",
            "[sic] x",
            "1",
            "[",
            "",
        ] {
            assert_eq!(shown(line), "none", "{line}");
        }
    }
}
