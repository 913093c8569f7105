//! The lines of the file, by number.

/// Bytes between two remembered counts: a look-up counts at most this many.
const STRIDE: usize = 16 * 1024;

/// How many lines begin before a place, so that a look-up costs the same anywhere in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Lines {
    /// The line feeds before byte `i * STRIDE`.
    feeds: Vec<u32>,
    total: usize,
}

impl Lines {
    /// Counts `text` once.
    pub(super) fn new(text: &str) -> Self {
        let mut feeds = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut total = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            feeds.push(u32::try_from(total).unwrap_or(u32::MAX));
            total += count(chunk);
        }
        Self { feeds, total: total + usize::from(!text.is_empty() && !text.ends_with('\n')) }
    }

    /// How many lines the text has; one without a line feed at its end counts.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// The number of the line that holds the byte at `offset` of `text`, the first being 1.
    pub(super) fn at(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(text.len());
        let stride = (offset / STRIDE).min(self.feeds.len().saturating_sub(1));
        let before = self.feeds.get(stride).map_or(0, |&feeds| feeds as usize);
        before + count(text.as_bytes().get(stride * STRIDE..offset).unwrap_or_default()) + 1
    }
}

fn count(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_numbered_from_one() {
        let text = "one\n\nthree";
        let lines = Lines::new(text);
        let numbers: Vec<_> = [0, 3, 4, 5, 9, 99].map(|offset| lines.at(text, offset)).into();
        assert_eq!(numbers, [1, 1, 2, 3, 3, 3]);
        for (text, total) in [("", 0), ("\n", 1), ("a", 1), ("a\n", 1), ("a\nb", 2), ("a\n\n", 2)] {
            assert_eq!(Lines::new(text).total(), total, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20))]

        #[test]
        fn a_look_up_agrees_with_a_count(unit in "[a\n]{1,40}", times in 1_usize..2000, at: usize) {
            let text = unit.repeat(times);
            let at = at % (text.len() + 1);
            prop_assert_eq!(Lines::new(&text).at(&text, at), count(&text.as_bytes()[..at]) + 1);
        }
    }
}
