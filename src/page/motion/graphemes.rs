//! Movements by grapheme cluster.

use crate::page::cell::{cluster_start, clusters};

/// How far back, in bytes, the start of a cluster is looked for: less than the longest one has.
const REACH: usize = 2048;

/// The start of the cluster that holds the byte at `offset`; the length of `text` past its end.
pub fn grapheme_at(text: &str, offset: usize) -> usize {
    cluster_start(text, offset, REACH)
}

/// The end of the cluster that holds the byte at `offset`; the length of `text` past its end.
pub fn next_grapheme(text: &str, offset: usize) -> usize {
    let start = text.floor_char_boundary(offset);
    clusters(&text[start..]).next().map_or(text.len(), |cluster| start + cluster.end())
}

/// The start of the cluster before the byte at `offset`; 0 at the beginning.
pub fn previous_grapheme(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset).checked_sub(1).map_or(0, |before| grapheme_at(text, before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::nasty;
    use proptest::prelude::*;

    #[test]
    fn movements_go_by_whole_clusters() {
        let text = "ae\u{301}👨‍👩‍👧🇳🇴🇸🇪日";
        let mut stops = vec![0];
        while let Some(&last) = stops.last().filter(|&&last| last < text.len()) {
            stops.push(next_grapheme(text, last));
        }
        assert_eq!(stops, [0, 1, 4, 22, 30, 38, 41]);
        for pair in stops.windows(2) {
            assert_eq!(previous_grapheme(text, pair[1]), pair[0]);
        }
        assert_eq!((previous_grapheme(text, 0), next_grapheme(text, 999)), (0, 41));
    }

    #[test]
    fn a_long_run_without_a_boundary_is_walked_in_both_directions() {
        let text = "\u{301}".repeat(20_000);
        let mut at = 0;
        while at < text.len() {
            assert!(next_grapheme(&text, at) > at);
            at = next_grapheme(&text, at);
        }
        while at > 0 {
            assert!(previous_grapheme(&text, at) < at);
            at = previous_grapheme(&text, at);
        }
    }

    proptest! {
        #[test]
        fn back_undoes_forth(text in nasty()) {
            let mut at = 0;
            while at < text.len() {
                let next = next_grapheme(&text, at);
                prop_assert_eq!(previous_grapheme(&text, next), at);
                at = next;
            }
        }
    }
}
