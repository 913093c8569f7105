//! The ASCII letters at the start of a text, sixteen bytes at a time.
//!
//! Nearly every word is a run of them. Its end, its case and its key in the lexicon come out of the
//! same few operations on one number, without a branch for each byte.

use super::Case;
use crate::attribution::lexicon::{HEAD, head};

/// A run of ASCII letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Letters {
    /// How many there are, up to [`HEAD`]; a longer run is cut there.
    pub(super) len: usize,
    /// The letters in lower case, the first in the lowest byte, and zeros behind them.
    pub(super) lower: u128,
    pub(super) case: Case,
}

/// A number with `byte` in each of its bytes.
const fn each(byte: u8) -> u128 {
    u128::from_ne_bytes([byte; HEAD])
}

/// The highest bit of each byte, where the tests below leave their answer for that byte.
const TOP: u128 = each(0x80);
/// The bit of a letter that tells lower from upper case.
const LOWER: u128 = each(0x20);

impl Letters {
    /// The run that `bytes` start with.
    pub(super) fn opening(bytes: &[u8]) -> Self {
        let bytes = head(bytes);
        // With its top bit clear a byte can be added to without a carry into the next.
        let low = (bytes | LOWER) & !TOP;
        let from_a = low + each(0x80 - b'a');
        let past_z = low + each(0x7f - b'z');
        let others = (!from_a | past_z | bytes) & TOP;
        // All bits of the bytes before the first that is no letter.
        let end = others >> 7;
        let run = !end & end.wrapping_sub(1);
        let capitals = !bytes & LOWER & run;
        let len = others.trailing_zeros() as usize / 8;
        let case = match capitals {
            0 => Case::Lower,
            _ if len > 1 && capitals == LOWER & run => Case::Shouted,
            _ => Case::Capital,
        };
        Self { len, lower: (bytes | LOWER) & run, case }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_ends_at_the_first_byte_that_is_no_letter() {
        for byte in 0..=u8::MAX {
            let bytes = [b'q', b'Z', byte, b'a', b'z'];
            let run = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            assert_eq!(Letters::opening(&bytes).len, run, "{byte}");
        }
        for len in 0..40 {
            let text = "a".repeat(len) + " and more behind it";
            assert_eq!(Letters::opening(text.as_bytes()).len, len.min(HEAD));
            assert_eq!(Letters::opening(&text.as_bytes()[..len]).len, len.min(HEAD));
        }
    }

    #[test]
    fn a_run_has_its_case_and_the_key_of_its_word() {
        let table = [
            ("long", Case::Lower, "long"),
            ("Long,", Case::Capital, "long"),
            ("McAda ", Case::Capital, "mcada"),
            ("NATO.", Case::Shouted, "nato"),
            ("I am", Case::Capital, "i"),
            ("’s", Case::Lower, ""),
            ("ABCDEFGHIJKLMNOP", Case::Shouted, "abcdefghijklmnop"),
            ("abcdefghijklmnoP q", Case::Capital, "abcdefghijklmnop"),
        ];
        for (text, case, lower) in table {
            let letters = Letters::opening(text.as_bytes());
            assert_eq!((letters.case, letters.lower), (case, head(lower.as_bytes())), "{text}");
        }
    }
}
