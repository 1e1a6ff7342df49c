//! Small numbers as few bits, and bits as letters: how postings are written so that a shard stays small.
//! `search-core.js` reads what is written here, and so does [`Letters`].

/// The letters of six bits each, as in base64 for addresses.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Writes bits, most significant first, as letters.
#[derive(Default)]
pub(super) struct Bits {
    letters: String,
    /// Bits that are not written yet: the lowest `count` of these.
    pending: u64,
    count: u32,
}

impl Bits {
    /// Writes the lowest `width` bits of `value`, which has no others.
    pub(super) fn fixed(&mut self, value: u32, width: u32) {
        self.pending = self.pending << width | u64::from(value);
        self.count += width;
        while self.count >= 6 {
            self.count -= 6;
            self.letters.push(letter((self.pending >> self.count) as u32 & 63));
        }
    }

    /// Writes `value` as so many ones and a zero.
    pub(super) fn unary(&mut self, mut value: u32) {
        while value >= 31 {
            self.fixed(u32::MAX >> 1, 31);
            value -= 31;
        }
        self.fixed((1 << value) - 1, value);
        self.fixed(0, 1);
    }

    /// Writes `value` by Elias's gamma code for `value` + 1: 1 bit for 0, 3 for 1 and 2, 5 for 3 to 6.
    pub(super) fn gamma(&mut self, value: u32) {
        let value = value.saturating_add(1);
        let width = value.ilog2();
        self.unary(width);
        self.fixed(value - (1 << width), width);
    }

    /// Writes `value` by the Rice code with `width` fixed bits.
    pub(super) fn rice(&mut self, value: u32, width: u32) {
        self.unary(value >> width);
        self.fixed(value & ((1 << width) - 1), width);
    }

    /// How many letters have been written.
    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    /// The letters, the last one filled up with zeros.
    pub(super) fn finish(mut self) -> String {
        if self.count > 0 {
            self.fixed(0, 6 - self.count);
        }
        self.letters
    }
}

/// Reads what [`Bits`] has written. Every number is nothing where the letters end too soon.
pub(super) struct Letters<'a> {
    letters: std::slice::Iter<'a, u8>,
    value: u32,
    left: u32,
}

impl<'a> Letters<'a> {
    /// Reads `letters` from the beginning.
    pub(super) fn new(letters: &'a str) -> Self {
        Self { letters: letters.as_bytes().iter(), value: 0, left: 0 }
    }

    /// The number that a letter stands for; 0 for what is none.
    pub(super) fn value(letter: u8) -> u32 {
        LETTERS.iter().position(|known| *known == letter).unwrap_or_default() as u32
    }

    fn bit(&mut self) -> Option<u32> {
        if self.left == 0 {
            self.value = Self::value(*self.letters.next()?);
            self.left = 6;
        }
        self.left -= 1;
        Some(self.value >> self.left & 1)
    }

    /// A number of `width` bits.
    pub(super) fn fixed(&mut self, width: u32) -> Option<u32> {
        (0..width).try_fold(0, |number, _| Some(number << 1 | self.bit()?))
    }

    fn unary(&mut self) -> Option<u32> {
        let mut ones = 0;
        while self.bit()? == 1 {
            ones += 1;
        }
        Some(ones)
    }

    /// A number in Elias's gamma code.
    pub(super) fn gamma(&mut self) -> Option<u32> {
        let width = self.unary().filter(|width| *width < 32)?;
        Some((1 << width | self.fixed(width)?) - 1)
    }

    /// A number in the Rice code with `width` fixed bits.
    pub(super) fn rice(&mut self, width: u32) -> Option<u32> {
        Some(self.unary()? << width | self.fixed(width)?)
    }
}

/// The letter for a number below 64; larger ones are clamped.
pub(super) fn letter(value: u32) -> char {
    char::from(LETTERS[value.min(63) as usize])
}

/// The width of the Rice code for the gaps between `some` of `all` numbers: the binary logarithm of the mean gap.
pub(super) fn rice_width(some: usize, all: usize) -> u32 {
    (all / some.max(1)).max(1).ilog2()
}

#[cfg(test)]
mod tests {
    use super::{Bits, Letters, letter, rice_width};

    fn written(write: impl Fn(&mut Bits)) -> String {
        let mut bits = Bits::default();
        write(&mut bits);
        bits.finish()
            .bytes()
            .map(|letter| format!("{:06b}", super::LETTERS.iter().position(|known| *known == letter).unwrap()))
            .collect()
    }

    #[test]
    fn numbers_are_written_in_the_codes_that_the_browser_reads() {
        assert_eq!(written(|bits| bits.fixed(5, 6)), "000101");
        assert_eq!(written(|bits| bits.unary(4)), "111100");
        assert_eq!(written(|bits| (0..4).for_each(|value| bits.gamma(value))), "010010111000");
        assert_eq!(written(|bits| bits.rice(6, 2)), "101000");
    }

    #[test]
    fn what_was_written_is_read_again_and_no_more() {
        let mut bits = Bits::default();
        for value in [0, 1, 5, 70, 100_000] {
            bits.gamma(value);
            bits.rice(value, 4);
            bits.fixed(value & 7, 3);
        }
        let letters = bits.finish();
        let mut read = Letters::new(&letters);
        for value in [0, 1, 5, 70, 100_000] {
            assert_eq!((read.gamma(), read.rice(4), read.fixed(3)), (Some(value), Some(value), Some(value & 7)));
        }
        assert_eq!(read.fixed(6), None);
        assert_eq!(Letters::new("___________").gamma(), None);
    }

    #[test]
    fn long_runs_of_ones_are_no_trouble() {
        let ones = written(|bits| bits.unary(100));
        assert_eq!((ones.matches('1').count(), ones.find('0')), (100, Some(100)));
        assert_eq!(written(|bits| bits.fixed(u32::MAX, 32)).matches('1').count(), 32);
        assert_eq!(written(|bits| bits.gamma(u32::MAX)).matches('1').count(), 31 + 31);
    }

    #[test]
    fn letters_and_widths_stay_in_their_bounds() {
        assert_eq!((letter(0), letter(63), letter(1_000)), ('A', '_', '_'));
        assert_eq!((rice_width(0, 0), rice_width(1, 1_000), rice_width(900, 1_000)), (0, 9, 0));
    }
}
