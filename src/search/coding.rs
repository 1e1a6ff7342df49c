//! Small numbers as few bits, and bits as letters: how postings are written so that a shard stays small.
//! `search-core.js` reads what is written here.

/// The letters of six bits each, as in base64 for addresses.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Writes bits, most significant first, as letters.
#[derive(Default)]
pub(super) struct Bits {
    letters: String,
    pending: u8,
    count: u8,
}

impl Bits {
    /// Writes the lowest `width` bits of `value`.
    pub(super) fn fixed(&mut self, value: u32, width: u32) {
        (0..width).rev().for_each(|bit| self.bit(value >> bit & 1 == 1));
    }

    /// Writes `value` as so many ones and a zero.
    pub(super) fn unary(&mut self, value: u32) {
        (0..value).for_each(|_| self.bit(true));
        self.bit(false);
    }

    /// Writes `value` by Elias's gamma code for `value` + 1: 1 bit for 0, 3 for 1 and 2, 5 for 3 to 6.
    pub(super) fn gamma(&mut self, value: u32) {
        let value = value.saturating_add(1);
        let width = value.ilog2();
        self.unary(width);
        self.fixed(value, width);
    }

    /// Writes `value` by the Rice code with `width` fixed bits.
    pub(super) fn rice(&mut self, value: u32, width: u32) {
        self.unary(value >> width);
        self.fixed(value, width);
    }

    fn bit(&mut self, bit: bool) {
        self.pending = self.pending << 1 | u8::from(bit);
        self.count += 1;
        if self.count == 6 {
            self.letters.push(letter(u32::from(self.pending)));
            self.pending = 0;
            self.count = 0;
        }
    }

    /// How many bits have been written.
    pub(super) fn len(&self) -> usize {
        self.letters.len() * 6 + usize::from(self.count)
    }

    /// The letters, the last one filled up with zeros.
    pub(super) fn finish(mut self) -> String {
        while self.count > 0 {
            self.bit(false);
        }
        self.letters
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
