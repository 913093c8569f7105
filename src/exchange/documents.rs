//! Reads documents that come as JSON Lines: one object a line, with `id` and `text`.

use serde::Deserialize;

/// A text with the name that its collection gives it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Document {
    /// Its name in the collection.
    pub id: String,
    /// The text, as it stands in the file.
    pub text: String,
}

/// A line is no document.
#[derive(Debug, thiserror::Error)]
#[error("this line is no JSON object with the strings “id” and “text”")]
pub struct NoDocument(#[from] serde_json::Error);

/// Reads one line; `None` where it is blank. Other fields are ignored.
///
/// # Errors
///
/// [`NoDocument`] where the line is no JSON object with `id` and `text`.
pub fn document(line: &[u8]) -> Result<Option<Document>, NoDocument> {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii();
    if line.is_empty() { Ok(None) } else { Ok(Some(serde_json::from_slice(line)?)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_document_a_blank_or_a_mistake() {
        let read = |line: &str| document(line.as_bytes()).map_err(drop);
        let expected = Document { id: "a".into(), text: "b\n".into() };
        assert_eq!(
            read(r#"{"id": "a", "text": "b\n", "quotes": [{"spans": [[0, 1]]}]}"#),
            Ok(Some(expected))
        );
        assert_eq!(read(" \r\n"), Ok(None));
        for line in ["{", "[]", r#"{"id": "a"}"#, r#"{"id": 1, "text": "b"}"#, "\u{0}"] {
            assert_eq!(read(line), Err(()), "{line}");
        }
        assert!(document(b"{\"id\": \"\xFF\"}").is_err());
    }
}
