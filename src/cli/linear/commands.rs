//! What can be asked for, a line each.

/// A command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Command {
    Next,
    Back,
    Again,
    Top,
    End,
    StatementNext,
    StatementPrevious,
    Source(String),
    Search(String),
    Who,
    Why,
    Where,
    Suggestion,
    Accept,
    Reject,
    /// A tag on some words: the label and the words as they were written, or words behind a digit.
    Tag(String),
    Label(char, String),
    Tags,
    Delete(String),
    Note(String),
    Undo,
    Redo,
    Help,
    Quit,
}

/// The commands as the help lists them: how they are written, and what they do.
pub(super) const HELP: &[(&str, &str)] = &[
    ("Enter", "read the next paragraph"),
    ("b", "read the paragraph before"),
    ("r", "read this paragraph again"),
    ("n, p", "read the next statement, or the one before"),
    ("s NAME", "read the next statement of a source; s alone, of the same one"),
    ("/WORDS", "go to the next place with these words; / alone, to the next one"),
    ("top, end", "go to the first paragraph, or the last"),
    ("who", "list the sources"),
    ("why", "say how sure the machine is of what was just read, and why"),
    ("where", "say where you are"),
    ("t", "go to the next suggestion that nobody decided"),
    ("a, x", "accept or reject the suggestion that was just read"),
    ("tag LABEL WORDS", "tag words of this paragraph; 1 WORDS does so with the first label"),
    ("tags", "list the labels, and the tags of this paragraph"),
    ("d WORDS", "delete the tag on these words of this paragraph"),
    ("note TEXT", "write a note on the statement that was just read, or else on the paragraph"),
    ("undo, redo", "take the last edit back, or make it again"),
    ("help", "say this"),
    ("q", "leave; everything is kept"),
];

impl Command {
    /// Reads a line.
    ///
    /// # Errors
    ///
    /// That it is no command, in words.
    pub(super) fn read(line: &str) -> Result<Self, String> {
        let line = line.trim();
        if let Some(words) = line.strip_prefix('/') {
            return Ok(Self::Search(words.trim().to_owned()));
        }
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        let mut letters = word.chars();
        if let (Some(digit @ '1'..='9'), None) = (letters.next(), letters.next()) {
            return Ok(Self::Label(digit, rest.to_owned()));
        }
        match word {
            "s" | "source" => return Ok(Self::Source(rest.to_owned())),
            "tag" if !rest.is_empty() => return Ok(Self::Tag(rest.to_owned())),
            "note" | "m" if !rest.is_empty() => return Ok(Self::Note(rest.to_owned())),
            "d" | "delete" if !rest.is_empty() => return Ok(Self::Delete(rest.to_owned())),
            "d" | "delete" => return Err("delete what? “d WORDS”; tags lists what is tagged".to_owned()),
            "tag" => return Err("tag what? “tag LABEL WORDS”; tags lists the labels".to_owned()),
            "note" | "m" => return Err("note what? “note TEXT”".to_owned()),
            _ => {}
        }
        let command = match word {
            "" => Self::Next,
            "b" | "back" => Self::Back,
            "r" | "read" => Self::Again,
            "top" => Self::Top,
            "end" => Self::End,
            "n" | "next" => Self::StatementNext,
            "p" | "previous" => Self::StatementPrevious,
            "who" => Self::Who,
            "why" => Self::Why,
            "where" => Self::Where,
            "t" => Self::Suggestion,
            "a" | "accept" => Self::Accept,
            "x" | "reject" => Self::Reject,
            "tags" => Self::Tags,
            "u" | "undo" => Self::Undo,
            "redo" => Self::Redo,
            "h" | "help" | "?" => Self::Help,
            "q" | "quit" | "exit" => Self::Quit,
            _ => {
                return Err(format!(
                    "“{word}” is no command; help lists them, and /{line} looks for that in the text"
                ));
            }
        };
        if rest.is_empty() {
            Ok(command)
        } else {
            Err(format!("“{word}” takes nothing behind it; help lists the commands"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_commands() {
        let words = |words: &str| words.to_owned();
        for (line, command) in [
            ("", Command::Next),
            ("  b ", Command::Back),
            ("/the bridge", Command::Search(words("the bridge"))),
            ("/", Command::Search(words(""))),
            ("s Mara  Quill", Command::Source(words("Mara  Quill"))),
            ("1 Mara Quill", Command::Label('1', words("Mara Quill"))),
            ("tag Person Mara Quill", Command::Tag(words("Person Mara Quill"))),
            ("note ask  her", Command::Note(words("ask  her"))),
            ("?", Command::Help),
        ] {
            assert_eq!(Command::read(line), Ok(command), "{line}");
        }
        for (line, why) in [
            (
                "jump  over",
                "“jump” is no command; help lists them, and /jump  over looks for that in the text",
            ),
            ("who else", "“who” takes nothing behind it; help lists the commands"),
            ("tag", "tag what? “tag LABEL WORDS”; tags lists the labels"),
            ("note ", "note what? “note TEXT”"),
        ] {
            assert_eq!(Command::read(line), Err(words(why)), "{line}");
        }
    }

    #[test]
    fn the_help_lists_what_is_read() {
        for (keys, _) in HELP.iter().filter(|(keys, _)| *keys != "Enter") {
            for word in keys.split(", ") {
                assert!(Command::read(word).is_ok_and(|command| command != Command::Next), "{word}");
            }
        }
    }
}
