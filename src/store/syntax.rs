//! Writing RON, a value at a time.

use std::collections::BTreeMap;

use ron::value::RawValue;

/// A value that a field of a line can have; an absent one is left out of the file.
pub(super) trait Value {
    fn is_absent(&self) -> bool;
    fn write(&self, out: &mut String);
}

impl Value for String {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write(&self, out: &mut String) {
        write_text(self, out);
    }
}

impl Value for u32 {
    fn is_absent(&self) -> bool {
        *self == 0
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl Value for u8 {
    fn is_absent(&self) -> bool {
        *self == 0
    }

    fn write(&self, out: &mut String) {
        u32::from(*self).write(out);
    }
}

impl<T: Value> Value for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn write(&self, out: &mut String) {
        if let Some(value) = self {
            value.write(out);
        }
    }
}

impl Value for (u32, u32) {
    fn is_absent(&self) -> bool {
        false
    }

    fn write(&self, out: &mut String) {
        out.push('(');
        self.0.write(out);
        out.push_str(", ");
        self.1.write(out);
        out.push(')');
    }
}

impl<T: Value> Value for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write(&self, out: &mut String) {
        out.push('[');
        for (index, value) in self.iter().enumerate() {
            out.push_str(if index == 0 { "" } else { ", " });
            value.write(out);
        }
        out.push(']');
    }
}

impl Value for BTreeMap<String, String> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        for (index, (name, value)) in self.iter().enumerate() {
            out.push_str(if index == 0 { "" } else { ", " });
            write_text(name, out);
            out.push_str(": ");
            write_text(value, out);
        }
        out.push('}');
    }
}

/// Writes a string on one line. Nothing that would show as something else than it is goes in raw:
/// controls, line separators and marks that change the direction of the text.
pub(super) fn write_text(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(is_escaped) {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = tail.chars();
        match characters.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(other) => out.extend(other.escape_unicode()),
            None => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

fn is_escaped(c: char) -> bool {
    matches!(
        c,
        '"' | '\\' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    ) || c.is_control()
}

/// Writes a field that this version does not know as it stood, if its name can stand in RON. What
/// is not RON is written as a string.
pub(super) fn write_unknown(name: &str, value: &str, out: &mut String) {
    if !is_name(name) {
        return;
    }
    write_name(name, out);
    out.push_str(": ");
    match RawValue::from_ron(value) {
        Ok(_) => out.push_str(value),
        Err(_) => write_text(value, out),
    }
}

/// Whether RON takes `name` for a field, raw at least.
pub(super) fn is_name(name: &str) -> bool {
    let holds = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '+' | '-') || !c.is_ascii();
    !name.is_empty() && name.chars().all(holds)
}

fn write_name(name: &str, out: &mut String) {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !name.starts_with(|c: char| c.is_ascii_digit());
    out.push_str(if plain { "" } else { "r#" });
    out.push_str(name);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_string_is_read_as_it_was_written_and_stands_on_one_line(text in any::<String>()) {
            let mut written = String::new();
            write_text(&text, &mut written);
            let raw = written.contains(['\n', '\r', '\u{2028}', '\u{1b}']);
            prop_assert!(!raw, "{}", written);
            prop_assert_eq!(ron::from_str::<String>(&written).unwrap(), text);
        }
    }
}
