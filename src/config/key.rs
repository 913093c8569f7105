//! A key as it is written in a keymap.

use std::fmt;
use std::str::FromStr;

/// A key with what was held down beside it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Key {
    /// The key itself.
    pub code: Code,
    /// Whether Control was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
    /// Whether Shift was held; never for a character, which carries its case itself.
    pub shift: bool,
}

/// A key without what is held beside it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[expect(missing_docs, reason = "the names are those on the keys")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// The names of keys in keymaps, and how hints show them.
const NAMES: &[(&str, &str, Code)] = &[
    ("enter", "Enter", Code::Enter),
    ("esc", "Esc", Code::Esc),
    ("tab", "Tab", Code::Tab),
    ("backspace", "Backspace", Code::Backspace),
    ("delete", "Del", Code::Delete),
    ("insert", "Ins", Code::Insert),
    ("up", "↑", Code::Up),
    ("down", "↓", Code::Down),
    ("left", "←", Code::Left),
    ("right", "→", Code::Right),
    ("home", "Home", Code::Home),
    ("end", "End", Code::End),
    ("page-up", "PgUp", Code::PageUp),
    ("page-down", "PgDn", Code::PageDown),
    ("space", "Space", Code::Char(' ')),
];

impl Key {
    /// The key alone, nothing held.
    pub fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// The key of a character.
    pub fn char(character: char) -> Self {
        Self::plain(Code::Char(character))
    }

    /// Reads keys that are pressed one after the other: "g g".
    ///
    /// # Errors
    ///
    /// What is wrong, in words, for the first that is no key.
    pub fn sequence(text: &str) -> Result<Vec<Key>, String> {
        text.split_whitespace().map(Key::from_str).collect()
    }
}

impl FromStr for Key {
    type Err = String;

    /// Reads `ctrl-d`, `shift-tab`, `?`, `f1`.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut key = Key::char(' ');
        let mut rest = text;
        loop {
            let (held, name) = match rest.split_once('-') {
                Some((held, name)) if !name.is_empty() => (held, name),
                _ => break,
            };
            match held {
                "ctrl" => key.ctrl = true,
                "alt" => key.alt = true,
                "shift" => key.shift = true,
                _ => break,
            }
            rest = name;
        }
        let mut characters = rest.chars();
        key.code = match (characters.next(), characters.next()) {
            (Some(character), None) => Code::Char(character),
            _ => named(rest)
                .ok_or_else(|| format!("“{text}” is no key: write “ctrl-d”, “shift-tab”, “g g”"))?,
        };
        Ok(key)
    }
}

/// The key of that name.
fn named(name: &str) -> Option<Code> {
    let function = || name.strip_prefix('f')?.parse().ok().filter(|number| (1..=24).contains(number));
    NAMES
        .iter()
        .find(|(known, ..)| *known == name)
        .map(|&(.., code)| code)
        .or_else(|| function().map(Code::F))
}

impl fmt::Display for Key {
    /// Writes the key as hints show it: "^D", "⇧Tab", "Space".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.alt {
            f.write_str("Alt-")?;
        }
        if self.shift {
            f.write_str("⇧")?;
        }
        match self.code {
            Code::Char(character) if self.ctrl => write!(f, "^{}", character.to_uppercase()),
            Code::F(number) => write!(f, "F{number}"),
            code => {
                if self.ctrl {
                    f.write_str("^")?;
                }
                match NAMES.iter().find(|(.., known)| *known == code) {
                    Some((_, shown, _)) => f.write_str(shown),
                    None => match code {
                        Code::Char(character) => write!(f, "{character}"),
                        _ => Ok(()),
                    },
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        let table = [
            ("j", "j"),
            ("ctrl-d", "^D"),
            ("shift-tab", "⇧Tab"),
            ("-", "-"),
            ("ctrl--", "^-"),
            ("space", "Space"),
            ("page-down", "PgDn"),
            ("ctrl-left", "^←"),
            ("f12", "F12"),
        ];
        for (written, shown) in table {
            assert_eq!(written.parse::<Key>().unwrap().to_string(), shown, "{written}");
        }
        assert_eq!(Key::sequence("g g").unwrap(), [Key::char('g'), Key::char('g')]);
        assert!("hyper-x".parse::<Key>().unwrap_err().contains("hyper-x"));
        assert!("f99".parse::<Key>().is_err());
    }
}
