//! The clipboard, which is the terminal's: it is handed what to put there (OSC 52).

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

/// The most bytes of a sequence that GNU screen hands through at once.
const PIECE: usize = 240;

/// What stands between the program and the terminal that has the clipboard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clipboard {
    /// Nothing, or tmux, which hands on what it is set up to.
    Direct,
    /// GNU screen, which hands on only what is wrapped for it.
    Screen,
}

impl Clipboard {
    /// Finds it in the environment: `variable` gives the value of one.
    pub fn from_env(variable: impl Fn(&str) -> Option<String>) -> Self {
        let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
        if is_set("STY") && !is_set("TMUX") { Self::Screen } else { Self::Direct }
    }

    /// What puts `text` on the clipboard when the terminal is sent it.
    pub(super) fn sequence(self, text: &str) -> String {
        let mut sequence = String::new();
        // A string can always be written to.
        let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence);
        match self {
            Self::Direct => sequence,
            Self::Screen => {
                // Ended by a bell, for the end of a wrapped piece is the other end that it may have.
                let plain = sequence.trim_end_matches("\x1b\\").to_owned() + "\x07";
                let pieces = plain.as_bytes().chunks(PIECE).map(String::from_utf8_lossy);
                pieces.map(|piece| format!("\x1bP{piece}\x1b\\")).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_goes_to_the_clipboard_as_the_terminal_takes_it() {
        assert_eq!(Clipboard::Direct.sequence("“ay”\n"), "\x1b]52;c;4oCcYXnigJ0K\x1b\\");
        assert_eq!(Clipboard::Screen.sequence("ay"), "\x1bP\x1b]52;c;YXk=\x07\x1b\\");
        let long = Clipboard::Screen.sequence(&"a".repeat(3000));
        assert!(long.split("\x1bP").all(|piece| piece.len() <= PIECE + 2));
        let joined: String = long.split("\x1bP").map(|piece| piece.trim_end_matches("\x1b\\")).collect();
        assert_eq!(joined.len(), "\x1b]52;c;".len() + 4000 + 1);
    }

    #[test]
    fn screen_is_known_by_its_variable() {
        let of = |variables: &'static [(&str, &str)]| {
            let value = |name: &str| variables.iter().find(|(key, _)| *key == name);
            Clipboard::from_env(|name| value(name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[]), Clipboard::Direct);
        assert_eq!(of(&[("STY", "12.pts-0")]), Clipboard::Screen);
        assert_eq!(of(&[("STY", "12.pts-0"), ("TMUX", "/tmp/t,1,0")]), Clipboard::Direct);
    }
}
