//! Long words divided at the end of a row.

use super::cell::{clusters, is_space};

/// The shortest word that is divided, in letters.
const SHORTEST: usize = 7;
/// The fewest letters of a word that are left on a row.
const LEFT: usize = 3;
/// The longest word that is looked at, in bytes; the patterns take no more than 45.
const LONGEST: usize = 40;

/// How many bytes of `text` fit in `room` cells with a hyphen behind them, where `end` bytes fit
/// without dividing the word behind them; `None` where that word is better left whole.
///
/// Only English words in small letters are divided: no names, no numbers, no addresses, and not the
/// last word of the text.
pub(super) fn divided(text: &str, end: usize, room: u16) -> Option<usize> {
    if !text[..end].ends_with(is_space) {
        return None;
    }
    let taken: usize = clusters(&text[..end]).map(|cluster| usize::from(cluster.width)).sum();
    let room = usize::from(room).checked_sub(taken + 1).filter(|&room| room >= LEFT)?;
    let rest = &text[end..];
    let token = &rest[..rest.find(is_space).filter(|&len| len <= LONGEST)?];
    let opening = token.len() - token.trim_start_matches(is_opening).len();
    let word = token.get(opening..)?;
    let word = &word[..word.find(|c: char| !is_letter(c)).unwrap_or(word.len())];
    let behind = token.get(opening + word.len()..)?;
    let behind = behind.strip_prefix("’s").or(behind.strip_prefix("'s")).unwrap_or(behind);
    if word.chars().count() < SHORTEST || !behind.chars().all(is_closing) {
        return None;
    }
    let before = token[..opening].chars().count();
    let mut best = None;
    let mut letters = 0;
    let mut bytes = 0;
    for syllable in hypher::hyphenate_bounded(word, hypher::Lang::English, LEFT, LEFT) {
        letters += syllable.chars().count();
        bytes += syllable.len();
        if bytes < word.len() && before + letters <= room {
            best = Some(end + opening + bytes);
        }
    }
    best
}

/// Whether `c` is a small Latin letter; each takes one cell.
fn is_letter(c: char) -> bool {
    c.is_ascii_lowercase() || matches!(c, 'ß'..='ÿ' if c != '÷')
}

/// Whether a word may stand behind `c`.
fn is_opening(c: char) -> bool {
    matches!(c, '“' | '‘' | '"' | '\'' | '(' | '[' | '«')
}

/// Whether `c` may stand behind a word.
fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '\'' | ')' | ']' | '»' | '.' | ',' | ';' | ':' | '!' | '?' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of “so WORD on” on a row of `room` cells.
    fn left(word: &str, room: u16) -> Option<String> {
        let text = format!("so {word} on");
        divided(&text, 3, room).map(|end| text[3..end].to_owned())
    }

    #[test]
    fn words_are_divided_between_syllables() {
        let table = [
            ("information", 16, Some("informa")),
            ("information", 10, Some("infor")),
            ("information", 8, None),
            ("“information,”", 11, Some("“infor")),
            ("government’s", 11, Some("govern")),
            ("letters", 40, Some("let")),
        ];
        for (word, room, expected) in table {
            assert_eq!(left(word, room).as_deref(), expected, "{word} in {room}");
        }
    }

    #[test]
    fn names_numbers_addresses_and_short_words_stay_whole() {
        let words = [
            "letter",
            "Washington",
            "mcDonaldson",
            "https://information.example/",
            "information.example",
            "information@example",
            "information-based",
            "information2",
            "4.2million",
            "информация",
            "e\u{301}information",
        ];
        for word in words {
            assert_eq!(left(word, 60), None, "{word}");
        }
        assert_eq!(divided("so information", 3, 10), None, "the last word");
        assert_eq!(divided("well-information on", 5, 12), None, "no space before it");
    }
}
