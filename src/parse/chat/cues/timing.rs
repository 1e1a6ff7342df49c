//! The times of cues: `00:01:02.500 --> 00:01:04.000`.

/// The two times of a cue, in milliseconds.
pub(super) fn timing(line: &str) -> Option<(u64, u64)> {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\u{c}');
    let (start, rest) = timestamp(line.trim_start_matches(is_space))?;
    let rest = rest.trim_start_matches(is_space).strip_prefix("-->")?;
    let (end, _) = timestamp(rest.trim_start_matches(is_space))?;
    Some((start, end))
}

/// A time at the beginning of `text`, in milliseconds, and what comes after it.
fn timestamp(text: &str) -> Option<(u64, &str)> {
    let (first, width, rest) = digits(text)?;
    let (second, two, rest) = digits(rest.strip_prefix(':')?)?;
    let with_hours = width != 2 || first > 59 || rest.starts_with(':');
    let (hours, minutes, seconds, rest) = if with_hours {
        let (third, two, rest) = digits(rest.strip_prefix(':')?)?;
        (two == 2).then_some((first, second, third, rest))?
    } else {
        (0, first, second, rest)
    };
    let (thousandths, three, rest) = digits(rest.strip_prefix(['.', ','])?)?;
    let fits = two == 2 && three == 3 && minutes <= 59 && seconds <= 59 && hours < 10_000;
    fits.then(|| (((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths, rest))
}

/// The number at the beginning of `text`, how many digits it has, and what comes after it.
fn digits(text: &str) -> Option<(u64, usize, &str)> {
    let width = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text[..width].parse().ok()?, width, &text[width..]))
}

#[cfg(test)]
mod tests {
    use super::timing;

    #[test]
    fn times_of_cues() {
        assert_eq!(timing("00:01.500 --> 01:00:02.000 align:start"), Some((1500, 3_602_000)));
        assert_eq!(timing("  100:00:00,000\t-->\t100:00:00,001"), Some((360_000_000, 360_000_001)));
        for line in [
            "00:00:60.000 --> 00:00:01.000",
            "00:00 --> 00:01",
            "0000:00.000 --> 00:00:01.000",
            "00:1.000 -->",
            "00:14.000 --> 111111111111111111:10:15.000",
        ] {
            assert_eq!(timing(line), None, "{line}");
        }
    }
}
