//! Sentences.

use super::Span;

/// Abbreviations that end in a full stop without ending a sentence, in lower case, sorted.
const ABBREVIATIONS: &str = include_str!("../../assets/lexicon/abbreviations.txt");

/// The sentences of `span`, in order, each with its closing marks but without the white space
/// after it. Reads each byte once.
///
/// A sentence ends at `.`, `!`, `?` or `…` (and the closing quotation marks and brackets behind
/// it) before white space and something that can open a sentence: a capital, a digit or an opening
/// mark. A full stop after an initial or a listed abbreviation does not end one, nor does one
/// before a word in lower case ("“Stop!” he said").
pub fn sentences(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut rest = span.trimmed(text);
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.start() + first_end(rest.of(text));
        let sentence = Span::new(rest.start(), end);
        rest = Span::new(end, rest.end()).trimmed(text);
        Some(sentence)
    })
}

/// The byte behind the first sentence of `text`, which does not start with white space.
fn first_end(text: &str) -> usize {
    let mut marks = text.match_indices(['.', '!', '?', '…']).peekable();
    while let Some((at, mark)) = marks.next() {
        let after = at + mark.len();
        if marks.peek().is_some_and(|&(next, _)| next == after) {
            continue;
        }
        let closing = text[after..].find(|c: char| !is_closing(c)).map_or(text.len(), |len| after + len);
        let rest = &text[closing..];
        if rest.is_empty() {
            return text.len();
        }
        if !rest.starts_with(char::is_whitespace) {
            continue;
        }
        let abbreviated = mark == "." && closing == after && is_abbreviated(&text[..at]);
        if !abbreviated && rest.trim_start().starts_with(can_open) {
            return closing;
        }
    }
    text.len()
}

/// Whether `c` can stand between the end of a sentence and the space behind it.
fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
}

/// Whether `c` can open a sentence.
fn can_open(c: char) -> bool {
    c.is_uppercase()
        || c.is_numeric()
        || matches!(c, '"' | '\'' | '“' | '‘' | '„' | '«' | '(' | '[' | '—' | '–' | '-' | '•')
        || (c.is_alphabetic() && !c.is_lowercase())
}

/// Whether the full stop right behind `before` belongs to a listed abbreviation or an initial.
fn is_abbreviated(before: &str) -> bool {
    let tail = &before[before.ceil_char_boundary(before.len().saturating_sub(24))..];
    let word = tail.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or("");
    let initial = |part: &str| part.chars().count() == 1 && part.starts_with(char::is_alphabetic);
    if word.split('.').all(initial) {
        return word != "I";
    }
    let lower = word.to_lowercase();
    ABBREVIATIONS.lines().any(|listed| listed == lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, Span::new(0, text.len())).map(|span| span.of(text)).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        let table: &[(&str, &[&str])] = &[
            ("One. Two! Three?", &["One.", "Two!", "Three?"]),
            ("Mr. Long met Gen. Vale. He left.", &["Mr. Long met Gen. Vale.", "He left."]),
            (
                "The U.S. Army said so. J. R. Ames did not.",
                &["The U.S. Army said so.", "J. R. Ames did not."],
            ),
            ("“Stop!” he said. “Now.” She went.", &["“Stop!” he said.", "“Now.”", "She went."]),
            (
                "It cost 4.2 million. (It did.) Wait… What?",
                &["It cost 4.2 million.", "(It did.)", "Wait…", "What?"],
            ),
            ("", &[]),
            ("no end", &["no end"]),
        ];
        for (text, expected) in table {
            assert_eq!(split(text), *expected, "{text}");
        }
    }

    #[test]
    fn nothing_but_white_space_is_lost() {
        let text = "  “A. B.” c? D\n\ne. F!";
        let joined: String = split(text).concat();
        assert_eq!(joined.replace(char::is_whitespace, ""), text.replace(char::is_whitespace, ""));
    }
}
