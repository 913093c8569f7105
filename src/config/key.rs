//! A key as it is written in a keymap.

use std::fmt;
use std::str::FromStr;

use super::did_you_mean;

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
    /// What is wrong, in words, for the first that is no key, and where there is none.
    pub fn sequence(text: &str) -> Result<Vec<Key>, String> {
        let keys: Vec<Key> = text.split_whitespace().map(Key::from_str).collect::<Result<_, _>>()?;
        if keys.is_empty() { Err(no_key(text, "")) } else { Ok(keys) }
    }

    /// The key as a keymap has it: "ctrl-d", "shift-tab". It is read back as the same key.
    pub fn written(self) -> String {
        let held = [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")];
        let mut written: String = held.into_iter().filter_map(|(held, name)| held.then_some(name)).collect();
        match (NAMES.iter().find(|(.., known)| *known == self.code), self.code) {
            (Some((name, ..)), _) => written.push_str(name),
            (None, Code::Char(character)) => written.push(character),
            (None, Code::F(number)) => written.push_str(&format!("f{number}")),
            (None, _) => {}
        }
        written
    }

    /// Keys one after the other as a keymap has them: "g g".
    pub fn written_sequence(keys: &[Key]) -> String {
        keys.iter().map(|key| key.written()).collect::<Vec<_>>().join(" ")
    }
}

/// That `text` is no key.
fn no_key(text: &str, mean: &str) -> String {
    format!("“{text}” is no key: write “ctrl-d”, “shift-tab”, “g g”{mean}")
}

impl FromStr for Key {
    type Err = String;

    /// Reads `ctrl-d`, `shift-tab`, `?`, `f1`. Names may be in capitals; a character is as it is.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut key = Key::char(' ');
        let mut rest = text;
        loop {
            let (held, name) = match rest.split_once('-') {
                Some((held, name)) if !name.is_empty() => (held.to_lowercase(), name),
                _ => break,
            };
            match held.as_str() {
                "ctrl" => key.ctrl = true,
                "alt" => key.alt = true,
                "shift" => key.shift = true,
                _ => break,
            }
            rest = name;
        }
        let mut characters = rest.chars();
        key.code = match (characters.next(), characters.next()) {
            (Some(character), None) if key.shift => {
                let held = Key { code: Code::Char(character), shift: false, ..key };
                let capital: String = character.to_uppercase().collect();
                let written = held.written().replace(character, &capital);
                return Err(format!("“{text}”: a character comes as it is typed: write “{written}”"));
            }
            // Terminals send the same for both.
            (Some(character), None) if key.ctrl => Code::Char(character.to_ascii_lowercase()),
            (Some(character), None) => Code::Char(character),
            _ => named(&rest.to_lowercase()).ok_or_else(|| {
                let names: Vec<&str> = NAMES.iter().map(|&(name, ..)| name).collect();
                no_key(text, &did_you_mean(rest, &names))
            })?,
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
            Code::Char(character) if self.ctrl && character != ' ' => {
                write!(f, "^{}", character.to_uppercase())
            }
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
            ("j", "j", "j"),
            ("ctrl-d", "^D", "ctrl-d"),
            ("Ctrl-D", "^D", "ctrl-d"),
            ("alt-D", "Alt-D", "alt-D"),
            ("shift-tab", "⇧Tab", "shift-tab"),
            ("-", "-", "-"),
            ("ctrl--", "^-", "ctrl--"),
            ("space", "Space", "space"),
            ("ctrl-space", "^Space", "ctrl-space"),
            ("page-down", "PgDn", "page-down"),
            ("shift-ctrl-left", "⇧^←", "ctrl-shift-left"),
            ("F12", "F12", "f12"),
        ];
        for (text, shown, written) in table {
            let key: Key = text.parse().unwrap();
            assert_eq!((key.to_string(), key.written()), (shown.to_owned(), written.to_owned()), "{text}");
            assert_eq!(written.parse(), Ok(key), "{text}");
        }
        assert_eq!(Key::sequence("g g").unwrap(), [Key::char('g'), Key::char('g')]);
        assert_eq!(Key::written_sequence(&[Key::char('g'), Key::char(' ')]), "g space");
    }

    #[test]
    fn what_is_no_key_is_told_with_what_is_meant() {
        let table = [
            ("hyper-x", "“hyper-x” is no key: write “ctrl-d”, “shift-tab”, “g g”"),
            ("f99", "“f99” is no key"),
            (
                "ctrl-page_down",
                "“ctrl-page_down” is no key: write “ctrl-d”, “shift-tab”, “g g”; did you mean “page-down”?",
            ),
            ("g ctrl+d", "“ctrl+d” is no key"),
            ("shift-a", "“shift-a”: a character comes as it is typed: write “A”"),
            ("alt-shift-é", "“alt-shift-é”: a character comes as it is typed: write “alt-É”"),
            (" ", "“ ” is no key"),
        ];
        for (text, expected) in table {
            let told = Key::sequence(text).unwrap_err();
            assert!(told.starts_with(expected), "{told}");
        }
    }
}
