//! Keys as they are written in a tag set: `'1'`, `"1"`, `";q"`.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

use super::super::Key;

/// Reads keys that are pressed one after the other, written together: `";q"`.
pub(super) fn sequence<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Key>, D::Error> {
    Ok(deserializer.deserialize_any(Characters)?.chars().map(Key::char).collect())
}

/// Reads one key.
pub(super) fn one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<char>, D::Error> {
    let written = deserializer.deserialize_any(Characters)?;
    let mut characters = written.chars();
    match (characters.next(), characters.next()) {
        (Some(key), None) if !key.is_whitespace() && !key.is_control() => Ok(Some(key)),
        _ => Err(D::Error::custom(format_args!("“{written}” is no key: write one character, as in 'q'"))),
    }
}

/// One character or several, with either quotation marks.
struct Characters;

impl Visitor<'_> for Characters {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key, as in 'q'")
    }

    fn visit_char<E>(self, key: char) -> Result<String, E> {
        Ok(key.to_string())
    }

    fn visit_str<E>(self, keys: &str) -> Result<String, E> {
        Ok(keys.to_owned())
    }
}
