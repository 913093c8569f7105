//! JSON as text that is safe to print.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

/// `value` as JSON on one line.
///
/// Characters that JSON allows raw but that steer a terminal or reorder a line (DEL, U+0080-9F,
/// bidirectional controls, the line and paragraph separators) are written as `\u` escapes, so
/// that a file can be looked at with any tool and a reader gets the same string.
pub(super) fn line(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    // Writing to memory does not fail, and nothing that is written here has keys that are no text.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut bytes, Safe));
    String::from_utf8(bytes).unwrap_or_default()
}

struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        let mut rest = fragment;
        while let Some((at, character)) = rest.char_indices().find(|&(_, character)| steers(character)) {
            let (before, after) = rest.split_at(at);
            CompactFormatter.write_string_fragment(writer, before)?;
            write!(writer, "\\u{:04x}", u32::from(character))?;
            rest = after.get(character.len_utf8()..).unwrap_or("");
        }
        CompactFormatter.write_string_fragment(writer, rest)
    }
}

/// Whether a terminal or a text view would act on the character; all of them have four digits.
fn steers(character: char) -> bool {
    matches!(
        character,
        '\u{7F}'..='\u{9F}' | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped_and_read_back() {
        let text = "a\u{1b}[31m\u{9b}31m\u{7f}\u{202e}\u{2028}é😀\n\"";
        let json = line(&text);
        assert_eq!(json, r#""a\u001b[31m\u009b31m\u007f\u202e\u2028é😀\n\"""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
