//! Where the rows of a stretch of running text end.

use super::cell::{Cluster, clusters, is_space, plain_width};
use super::hyphens::divided;
use crate::article::Span;

/// How many rows that follow each other may end with a hyphen.
const HYPHENS: usize = 2;

/// A row of running text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Line {
    /// Its bytes.
    pub(super) span: Span,
    /// Whether it ends inside of a word, which takes one more cell for a hyphen.
    pub(super) is_divided: bool,
}

/// The rows of `span`, each as long as fits: `first` cells for the first of them, `rest` for the
/// others (0 counts as 1). Together they hold each byte of the span once.
///
/// A row ends behind white space, behind a hyphen, dash or slash inside a word, or between Chinese
/// or Japanese characters; a word that is longer than a row is broken between clusters. White space
/// at the end of a row belongs to it and takes no cells: it hangs. A line feed reads as a space.
pub fn wrap(text: &str, span: Span, first: u16, rest: u16) -> impl Iterator<Item = Span> + '_ {
    lines(text, span, first, rest, false).map(|line| line.span)
}

/// The rows of `span` as [`wrap`] gives them; with `hyphenate`, long words are divided at their ends.
pub(super) fn lines(
    text: &str,
    span: Span,
    first: u16,
    rest: u16,
    hyphenate: bool,
) -> impl Iterator<Item = Line> + '_ {
    let inside = span.of(text);
    let (mut start, mut hyphens) = (0, 0);
    std::iter::from_fn(move || {
        let room = if start == 0 { first } else { rest };
        let left = inside.get(start..).filter(|left| !left.is_empty())?;
        let whole = plain_row(left, room).unwrap_or_else(|| row(left, room));
        let word = if hyphenate && hyphens < HYPHENS { divided(left, whole, room) } else { None };
        hyphens = if word.is_some() { hyphens + 1 } else { 0 };
        let end = start + word.unwrap_or(whole);
        let span = Span::new(span.start() + start, span.start() + end);
        start = end;
        Some(Line { span, is_divided: word.is_some() })
    })
}

/// The length of the first row of `text`, in bytes.
fn row(text: &str, room: u16) -> usize {
    let room = room.max(1);
    let mut column = 0;
    let mut opportunity = None;
    let mut before = None;
    for cluster in clusters(text) {
        let Cluster { width, .. } = cluster.within(room);
        if !cluster.is_space() && column > 0 && column + usize::from(width) > usize::from(room) {
            return opportunity.unwrap_or(cluster.start);
        }
        column += usize::from(width);
        let base = cluster.text.chars().next();
        let next = text[cluster.end()..].chars().next();
        if column > 0 && may_break(before, base, next) {
            opportunity = Some(cluster.end());
        }
        before = base;
    }
    text.len()
}

/// Whether a row may end between the characters `at` and `next`, `before` standing before them.
fn may_break(before: Option<char>, at: Option<char>, next: Option<char>) -> bool {
    let (Some(at), Some(next)) = (at, next) else { return false };
    match at {
        _ if is_space(at) || at == '\u{200B}' => true,
        '-' | '/' | '\u{2010}' => before.is_some_and(char::is_alphanumeric) && next.is_alphabetic(),
        '–' | '—' => {
            before.is_some_and(|before| !is_space(before))
                && (next.is_alphanumeric() || matches!(next, '“' | '‘' | '«' | '('))
        }
        _ => {
            let (from, to) = (is_ideograph(at), is_ideograph(next));
            (from || to && at.is_alphanumeric())
                && (to || next.is_alphanumeric())
                && !matches!(at, '「' | '『' | '（' | '《' | '〈' | '【' | '〔')
                && !matches!(next, '、' | '。' | '」' | '』' | '）' | '》' | '〉' | '】' | '〕')
                && !matches!(next, '，' | '！' | '？' | '：' | '；' | '・' | 'ー' | '々')
        }
    }
}

/// Whether `c` belongs to a script that is written without spaces, or to its punctuation.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
        || matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFD}')
}

/// What [`row`] gives, found faster, where each character of the row and the one behind it is
/// [plain](plain_width) or a line feed or tab; `None` elsewhere.
fn plain_row(text: &str, room: u16) -> Option<usize> {
    let room = usize::from(room.max(1));
    let full = if is_ascii_row(text.as_bytes(), room) { room } else { plain_cells(text, room)? };
    let Some(mut next) = text[full..].chars().next() else { return Some(text.len()) };
    if is_space(next) {
        let hanging = text[full..].find(|c| !is_space(c)).map_or(text.len(), |hanging| full + hanging);
        let behind = text[hanging..].chars().next();
        // A mark would make one cluster with the last space.
        return behind.is_none_or(|behind| cells_of(behind).is_some()).then_some(hanging);
    }
    let mut before = text[..full].char_indices().rev().peekable();
    while let Some((start, at)) = before.next() {
        if may_break(before.peek().map(|&(_, before)| before), Some(at), Some(next)) {
            return Some(start + at.len_utf8());
        }
        next = at;
    }
    Some(full)
}

/// Whether the first `room` bytes of `text`, and one more, are ASCII that takes one cell each.
fn is_ascii_row(text: &[u8], room: usize) -> bool {
    // No early exit, so that the compiler can look at many bytes at once.
    let one_cell =
        |all: bool, &byte: &u8| all & (matches!(byte, b' '..=b'~') | (byte == b'\n') | (byte == b'\t'));
    text.get(..=room).is_some_and(|window| window.iter().fold(true, one_cell))
}

/// How many bytes of `text` fit in `room` cells; `None` where a character is not plain.
fn plain_cells(text: &str, room: usize) -> Option<usize> {
    let mut column = 0;
    for (at, c) in text.char_indices() {
        column += cells_of(c)?;
        if column > room {
            return (at > 0).then_some(at);
        }
    }
    Some(text.len())
}

/// The cells that a plain character, a line feed or a tab takes on a row.
fn cells_of(c: char) -> Option<usize> {
    if matches!(c, '\n' | '\t') { Some(1) } else { plain_width(c).map(usize::from) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::nasty;
    use proptest::prelude::*;

    fn rows(text: &str, first: u16, rest: u16) -> Vec<&str> {
        wrap(text, Span::new(0, text.len()), first, rest).map(|row| row.of(text)).collect()
    }

    #[test]
    fn rows_end_where_a_reader_would_end_them() {
        let table: &[(&str, u16, &[&str])] = &[
            ("", 5, &[]),
            ("one two three", 7, &["one two ", "three"]),
            ("one two three", 3, &["one ", "two ", "thr", "ee"]),
            ("one  \n two", 4, &["one  \n ", "two"]),
            ("abc", 0, &["a", "b", "c"]),
            ("a well-known and/or", 8, &["a well-", "known ", "and/or"]),
            ("at 5 -10 F-16", 6, &["at 5 ", "-10 ", "F-16"]),
            ("yes—no “so”", 5, &["yes—", "no ", "“so”"]),
            ("日本語。日本", 6, &["日本", "語。日", "本"]),
            ("日本", 1, &["日", "本"]),
            ("ab日本", 4, &["ab日", "本"]),
            ("no\u{A0}break at all", 8, &["no\u{A0}break ", "at all"]),
            ("long\u{200B}word", 6, &["long\u{200B}", "word"]),
            ("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]),
            ("ab \u{301}c", 2, &["ab", " \u{301}c"]),
            ("👨‍👩‍👧👨‍👩‍👧", 3, &["👨‍👩‍👧", "👨‍👩‍👧"]),
        ];
        for (text, width, expected) in table {
            assert_eq!(rows(text, *width, *width), *expected, "{text:?} at {width}");
        }
    }

    #[test]
    fn the_first_row_may_be_wider() {
        assert_eq!(rows("- one two three", 7, 5), ["- one ", "two ", "three"]);
    }

    #[test]
    fn three_rows_in_turn_do_not_end_with_a_hyphen() {
        let text = "an information ".repeat(9);
        let rows: Vec<_> = lines(&text, Span::new(0, text.len()), 11, 11, true).collect();
        let divided: Vec<_> = rows.iter().take(5).map(|row| row.is_divided).collect();
        assert_eq!(rows[0].span.of(&text), "an informa");
        assert!(divided.windows(3).all(|three| three != [true; 3]) && divided[0], "{divided:?}");
    }

    proptest! {
        #[test]
        fn the_fast_path_agrees_with_the_slow_one(
            text in "[a-c \n/1-]{0,40}([日本語、é—“д]{1,3}[a ]{1,3}){0,9}(| {1,4})(|[e\u{301}“a]{1,2})",
            room in 0_u16..30,
        ) {
            if let (false, Some(end)) = (text.is_empty(), plain_row(&text, room)) {
                prop_assert_eq!(end, row(&text, room));
            }
        }

        #[test]
        fn rows_lose_no_byte_and_fit(
            text in nasty(), first in 0_u16..300, rest in 0_u16..40, hyphenate: bool,
        ) {
            let mut next = 0;
            for Line { span, is_divided } in lines(&text, Span::new(0, text.len()), first, rest, hyphenate) {
                let room = if next == 0 { first } else { rest }.max(1);
                prop_assert_eq!(span.start(), next);
                prop_assert!(!span.is_empty());
                next = span.end();
                let inside = span.of(&text).trim_end_matches(is_space);
                let cells: usize = clusters(inside).map(|c| usize::from(c.within(room).width)).sum();
                prop_assert!(cells + usize::from(is_divided) <= usize::from(room), "{:?} in {}", inside, room);
            }
            prop_assert_eq!(next, text.len());
        }
    }
}
