//! Where the rows of a stretch of running text end.

use super::cell::{Cluster, clusters, is_space};
use crate::article::Span;

/// The rows of `span`, each as long as fits: `first` cells for the first of them, `rest` for the
/// others (0 counts as 1). Together they hold each byte of the span once.
///
/// A row ends behind white space, behind a hyphen, dash or slash inside a word, or between Chinese
/// or Japanese characters; a word that is longer than a row is broken between clusters. White space
/// at the end of a row belongs to it and takes no cells: it hangs. A line feed reads as a space.
pub fn wrap(text: &str, span: Span, first: u16, rest: u16) -> impl Iterator<Item = Span> + '_ {
    let inside = span.of(text);
    let mut start = 0;
    std::iter::from_fn(move || {
        let room = if start == 0 { first } else { rest };
        let left = inside.get(start..).filter(|left| !left.is_empty())?;
        let end = start + plain_row(left.as_bytes(), room).unwrap_or_else(|| row(left, room));
        let row = Span::new(span.start() + start, span.start() + end);
        start = end;
        Some(row)
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
            (is_ideograph(at) && (is_ideograph(next) || next.is_alphanumeric())
                || at.is_alphanumeric() && is_ideograph(next))
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

/// What [`row`] gives, found faster, for a first row of printable ASCII and white space; `None` for
/// any other, and where a mark may follow the row.
fn plain_row(text: &[u8], room: u16) -> Option<usize> {
    let room = usize::from(room.max(1));
    let window = text.get(..=room).unwrap_or(text);
    // No early exit, so that the compiler can look at many bytes at once.
    let plain = window.iter().fold(true, |plain, &byte| plain & is_plain(byte));
    if !plain {
        return None;
    }
    let next = match text.get(room) {
        None => return Some(text.len()),
        Some(&next) => next,
    };
    if is_plain_space(next) {
        let hanging = text[room..].iter().take_while(|&&byte| is_plain_space(byte)).count();
        let end = room + hanging;
        return text.get(end).is_none_or(u8::is_ascii).then_some(end);
    }
    let may_break = |&end: &usize| {
        let at = text[end - 1];
        let inside_a_word =
            || end > 1 && text[end - 2].is_ascii_alphanumeric() && text[end].is_ascii_alphabetic();
        is_plain_space(at) || (matches!(at, b'-' | b'/') && inside_a_word())
    };
    Some((1..=room).rev().find(may_break).unwrap_or(room))
}

/// Whether `byte` is ASCII that is shown as it is, or as a space.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') | is_plain_space(byte)
}

/// Whether `byte` is ASCII white space at which a row may end.
fn is_plain_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t')
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

    proptest! {
        #[test]
        fn the_fast_path_agrees_with_the_slow_one(
            text in "[a-c \n/1-]{0,60}(| {1,4})(|[e\u{301}“a]{1,2})", room in 0_u16..30,
        ) {
            if let (false, Some(end)) = (text.is_empty(), plain_row(text.as_bytes(), room)) {
                prop_assert_eq!(end, row(&text, room));
            }
        }

        #[test]
        fn rows_lose_no_byte_and_fit(text in nasty(), first in 0_u16..300, rest in 0_u16..40) {
            let mut next = 0;
            for span in wrap(&text, Span::new(0, text.len()), first, rest) {
                let room = if next == 0 { first } else { rest }.max(1);
                prop_assert_eq!(span.start(), next);
                prop_assert!(!span.is_empty());
                next = span.end();
                let inside = span.of(&text).trim_end_matches(is_space);
                let cells: usize = clusters(inside).map(|c| usize::from(c.within(room).width)).sum();
                prop_assert!(cells <= usize::from(room), "{:?} in {}", inside, room);
            }
            prop_assert_eq!(next, text.len());
        }
    }
}
