//! How many hits there are, known a chunk at a time.

use std::ops::Range;

/// How many hits begin in each chunk of a text, as far as that is known. It takes no more room where
/// there are millions.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// By chunk; [`UNKNOWN`] where nobody has looked.
    counts: Vec<u32>,
    unknown: usize,
    total: usize,
}

/// Nobody has looked there.
const UNKNOWN: u32 = u32::MAX;

impl Tally {
    /// A tally of `chunks` chunks, of which nothing is known.
    pub fn new(chunks: usize) -> Self {
        Self { counts: vec![UNKNOWN; chunks], unknown: chunks, total: 0 }
    }

    /// How many chunks there are.
    pub fn chunks(&self) -> usize {
        self.counts.len()
    }

    /// Takes in that `count` hits begin in the chunk of that number.
    pub fn set(&mut self, chunk: usize, count: u32) {
        let Some(slot) = self.counts.get_mut(chunk) else { return };
        match std::mem::replace(slot, count.min(UNKNOWN - 1)) {
            UNKNOWN => self.unknown -= 1,
            old => self.total -= old as usize,
        }
        self.total += *slot as usize;
    }

    /// How many hits begin in the chunk of that number, where it is known; 0 behind the last one.
    pub fn get(&self, chunk: usize) -> Option<u32> {
        match self.counts.get(chunk) {
            Some(&UNKNOWN) => None,
            known => Some(known.copied().unwrap_or(0)),
        }
    }

    /// How many hits are known.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Whether all are known.
    pub fn is_whole(&self) -> bool {
        self.unknown == 0
    }

    /// How many hits there are before the chunk of that number; `None` while that is not known.
    pub fn before(&self, chunk: usize) -> Option<usize> {
        let before = self.counts.get(..chunk)?;
        let known = !before.contains(&UNKNOWN);
        known.then(|| before.iter().map(|&count| count as usize).sum())
    }

    /// The first chunk among `chunks` in which there may be a hit, or the last one.
    pub fn promising(&self, chunks: Range<usize>, forward: bool) -> Option<usize> {
        let mut chunks = chunks.filter(|&chunk| self.get(chunk) != Some(0));
        if forward { chunks.next() } else { chunks.next_back() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_counted_once() {
        let mut tally = Tally::new(4);
        assert_eq!(
            (tally.total(), tally.is_whole(), tally.before(0), tally.before(1)),
            (0, false, Some(0), None)
        );
        tally.set(0, 3);
        tally.set(0, 2);
        tally.set(1, 0);
        assert_eq!((tally.total(), tally.before(2), tally.before(3)), (2, Some(2), None));
        assert_eq!(tally.promising(1..4, true), Some(2), "nobody has looked there");
        tally.set(2, 0);
        tally.set(3, 5);
        tally.set(9, 9);
        assert_eq!((tally.total(), tally.is_whole(), tally.before(3)), (7, true, Some(2)));
        assert_eq!((tally.promising(1..4, true), tally.promising(0..3, false)), (Some(3), Some(0)));
        assert_eq!(tally.promising(1..3, false), None);
    }

    #[test]
    fn a_text_without_chunks_is_known() {
        assert!(Tally::new(0).is_whole());
        assert_eq!(Tally::new(0).promising(0..0, true), None);
    }
}
