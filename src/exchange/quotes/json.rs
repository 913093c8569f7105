//! As JSON.

use serde::Serialize;

use super::{Document, Quote};
use crate::exchange::json_text;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    text: &'a str,
    quotes: Vec<Quote<'a>>,
}

/// The document on one line, without a line feed: JSON Lines.
pub fn line(document: &Document<'_>) -> String {
    let quotes = document.quotes().collect();
    json_text::line(&Line { id: document.id, text: document.article.text(), quotes })
}

/// The document as an object with one quote a line, without a line feed at the end.
pub fn pretty(document: &Document<'_>) -> String {
    let quotes = document.quotes();
    let quotes: Vec<_> = quotes.map(|quote| format!("    {}", json_text::line(&quote))).collect();
    let quotes = if quotes.is_empty() { "[]".into() } else { format!("[\n{}\n  ]", quotes.join(",\n")) };
    format!(
        "{{\n  \"id\": {},\n  \"units\": \"code points\",\n  \"text\": {},\n  \"quotes\": {quotes}\n}}",
        json_text::line(&document.id),
        json_text::line(&document.article.text()),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::exchange::fixture;

    #[test]
    fn both_forms_hold_the_same_and_point_at_their_words() {
        let fixture = fixture::full();
        let (article, attribution) = (&fixture.article, &fixture.attribution);
        let document = Document { id: "a \"b\"\u{9b}", article, attribution };
        let line = line(&document);
        assert_eq!(line.lines().count(), 1);
        let json: Value = serde_json::from_str(&line).unwrap();
        let mut other: Value = serde_json::from_str(&pretty(&document)).unwrap();
        assert_eq!(other.as_object_mut().unwrap().remove("units"), Some("code points".into()));
        assert_eq!(json, other);
        assert_eq!(json["id"], document.id);
        assert_eq!(json["quotes"].as_array().unwrap().len(), 3);
        let text: Vec<char> = json["text"].as_str().unwrap().chars().collect();
        let quote = &json["quotes"][0];
        let words = |start: &Value, end: &Value| -> String {
            text[start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize].iter().collect()
        };
        assert_eq!(words(&quote["spans"][1][0], &quote["spans"][1][1]), "“all of it.”");
        assert_eq!(words(&quote["speaker"]["start"], &quote["speaker"]["end"]), "she");
        assert_eq!(words(&quote["cue"][0], &quote["cue"][1]), "she said");
        assert_eq!(quote["speaker_name"], "Ida Be\u{301}ll");
        assert_eq!(quote["audience"], Value::Null);
        assert_eq!(quote["why"]["evidence"][0]["at"]["text"], "she said");
        assert_eq!(json["quotes"][2]["speaker_name"], Value::Null);
    }
}
