//! The ASCII letters at the start of a text, eight bytes at a time.
//!
//! Nearly every word is a run of them. Its end, its case and its key in the lexicon come out of the
//! same few operations on a number, without a branch for each byte.

use super::Case;
use crate::attribution::lexicon::{Head, head};

/// A run of ASCII letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Letters {
    /// How many there are, up to sixteen; a longer run is cut there.
    pub(super) len: usize,
    /// The letters in lower case.
    pub(super) lower: Head,
    pub(super) case: Case,
}

/// A number with `byte` in each of its bytes.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The highest bit of each byte, where the tests below leave their answer for that byte.
const TOP: u64 = each(0x80);
/// The bit of a letter that tells lower from upper case.
const LOWER: u64 = each(0x20);

impl Letters {
    /// The run that `bytes` start with.
    pub(super) fn opening(bytes: &[u8]) -> Self {
        let [first, second] = head(bytes);
        let run = run_of(first);
        // Most words end in the first half.
        let rest = if run == u64::MAX { run_of(second) } else { 0 };
        let len = (run.trailing_ones() + rest.trailing_ones()) as usize / 8;
        let capital = (!first & run | !second & rest) & LOWER;
        let small = (first & run | second & rest) & LOWER;
        let case = match (capital, small) {
            (0, _) => Case::Lower,
            (_, 0) if len > 1 => Case::Shouted,
            _ => Case::Capital,
        };
        Self { len, lower: [(first | LOWER) & run, (second | LOWER) & rest], case }
    }
}

/// All bits of the letters that eight bytes, the first the lowest, start with.
fn run_of(bytes: u64) -> u64 {
    // With its top bit clear a byte can be added to without a carry into the next.
    let low = (bytes | LOWER) & !TOP;
    let from_a = low + each(0x80 - b'a');
    let past_z = low + each(0x7f - b'z');
    let others = (!from_a | past_z | bytes) & TOP;
    let end = others >> 7;
    !end & end.wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::lexicon::HEAD;

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
