//! What a key can do.

use std::fmt::{self, Write as _};

use serde::Deserialize;

/// Defines [`Action`] and its table from one list: the name in a keymap is the variant's in snake
/// case, and the description in the help is its doc comment. Behind it stands the word for the line of
/// key hints, and what has to be there for it.
macro_rules! actions {
    ($($group:literal { $(#[doc = $about:literal] $name:ident $hint:literal $(needs $($need:ident)+)?),+ $(,)? })+) => {
        /// What a key can do. Its name in snake case is its name in a keymap.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Action {
            $($(#[doc = $about] $name,)+)+
        }

        impl Action {
            /// All actions with the group that the help lists them in.
            pub const ALL: &[(Action, &str)] = &[$($((Action::$name, $group),)+)+];

            /// The group that the help lists it in.
            pub fn group(self) -> &'static str {
                Action::ALL.iter().find(|(action, _)| *action == self).map_or("", |(_, group)| group)
            }

            /// What has to be there for it.
            pub fn needs(self) -> &'static [Need] {
                match self { $($(Action::$name => &[$($(Need::$need),+)?],)+)+ }
            }

            /// What it does, in one sentence.
            pub fn about(self) -> &'static str {
                match self { $($(Action::$name => $about,)+)+ }.trim_ascii()
            }

            /// What it does, in a word or two for the line of key hints.
            pub fn hint(self) -> &'static str {
                match self { $($(Action::$name => $hint,)+)+ }
            }

            /// Its name as it stands here.
            fn variant(self) -> &'static str {
                match self { $($(Action::$name => stringify!($name),)+)+ }
            }
        }
    };
}

impl fmt::Display for Action {
    /// Writes its name in a keymap.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, letter) in self.variant().chars().enumerate() {
            if letter.is_uppercase() && index > 0 {
                f.write_char('_')?;
            }
            f.write_char(letter.to_ascii_lowercase())?;
        }
        Ok(())
    }
}

/// What an action may have to wait for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// The record, to look at.
    Opened,
    /// The record, to be changed or written as a whole: not while an edit of very many items is made.
    Record,
    /// Who said what.
    Findings,
    /// What can be undone.
    Past,
    /// What can be made again.
    Future,
}

actions! {
    "Reading" {
        /// Move a line down.
        LineDown "down",
        /// Move a line up.
        LineUp "up",
        /// Move a character to the right.
        Right "right",
        /// Move a character to the left.
        Left "left",
        /// Move to the start of the line on the screen.
        LineStart "line start",
        /// Move to the end of the line on the screen.
        LineEnd "line end",
        /// Move to the next word.
        WordNext "word",
        /// Move to the word before.
        WordPrevious "word back",
        /// Move to the end of the word.
        WordEnd "word end",
        /// Move to the next sentence.
        SentenceNext "sentence",
        /// Move to the sentence before.
        SentencePrevious "sentence back",
        /// Move to the next paragraph.
        ParagraphNext "paragraph",
        /// Move to the paragraph before.
        ParagraphPrevious "paragraph back",
        /// Move to the next statement.
        StatementNext "statement" needs Findings,
        /// Move to the statement before.
        StatementPrevious "statement back" needs Findings,
        /// Move to the next statement of the same source.
        SameSourceNext "same source" needs Findings,
        /// Move to the statement of the same source before.
        SameSourcePrevious "same source back" needs Findings,
        /// Move to the next heading.
        HeadingNext "heading",
        /// Move to the heading before.
        HeadingPrevious "heading back",
        /// Move half a screen down.
        HalfPageDown "half page",
        /// Move half a screen up.
        HalfPageUp "half page back",
        /// Move a screen down.
        PageDown "page",
        /// Move a screen up.
        PageUp "page back",
        /// Move to the beginning.
        Top "top",
        /// Move to the end.
        Bottom "end",
    }
    "Places" {
        /// Go to a part of the article by percent, paragraph or line.
        GoTo "go to",
        /// Show the headings and paragraphs, to go to one.
        Outline "outline",
        /// Go back to where the last jump began.
        JumpBack "back",
        /// Go forward again after going back.
        JumpForward "forward",
        /// Mark this place with a letter.
        SetMark "mark",
        /// Go to a mark.
        GoToMark "marks",
    }
    "Searching" {
        /// Search the text.
        Search "search",
        /// Go to the next hit.
        SearchNext "next hit",
        /// Go to the hit before.
        SearchPrevious "hit back",
        /// Search the text for the selected words, or for the word under the cursor.
        SearchWords "search this",
        /// Search the tags, notes, entities, sources and statements.
        LookUp "look up" needs Opened,
        /// Read what is written as a regular expression, or as it stands.
        ToggleRegex "regex",
        /// Find whole words only, or parts of words too.
        ToggleWords "whole words",
        /// Show only the paragraphs with hits.
        OnlyHits "only hits",
        /// Show only the paragraphs with statements of the source under the cursor.
        OnlySource "only this source" needs Findings,
        /// Show only the paragraphs with something to review.
        OnlyUndecided "only to review" needs Opened Findings,
        /// Show only the paragraphs with tags or notes.
        OnlyMarked "only tags and notes" needs Opened,
        /// Show everything again.
        Everything "everything",
    }
    "The page" {
        /// Set the text in a narrower column.
        Narrower "narrower",
        /// Set the text in a wider column.
        Wider "wider",
        /// Let lines end where the column does, or where words do.
        ToggleJustify "justify",
        /// Divide long words at the end of a line, or leave them whole.
        ToggleHyphenate "hyphenate",
        /// Show or hide a ruler at the line with the cursor.
        ToggleRuler "ruler",
        /// Let one sentence, one paragraph or one source stand out, or everything again.
        FocusOn "focus",
        /// Show or hide the numbers of the lines of the file.
        ToggleLineNumbers "line numbers",
        /// Show or hide the numbers of paragraphs.
        ToggleParagraphNumbers "paragraph numbers",
        /// Highlight everything of the source under the cursor, or stop that.
        HighlightSource "highlight" needs Findings,
    }
    "Selecting" {
        /// Let every movement extend or shrink the selection, or stop that.
        Select "select",
        /// Extend the selection by a character.
        SelectRight "extend",
        /// Shrink the selection by a character.
        SelectLeft "shrink",
        /// Extend the selection by a line.
        SelectDown "extend line",
        /// Shrink the selection by a line.
        SelectUp "shrink line",
        /// Extend the selection to the end of a word.
        SelectWord "extend word",
        /// Shrink the selection by a word.
        UnselectWord "shrink word",
        /// Select the sentence, then one more each time.
        SelectSentence "sentence",
        /// Shrink the selection by a sentence.
        UnselectSentence "shrink sentence",
        /// Select the paragraph, then one more each time.
        SelectParagraph "paragraph",
        /// Select the statement under the cursor.
        SelectStatement "statement" needs Findings,
        /// Go to the other end of the selection.
        SwapEnds "other end",
        /// Copy the selection, or else the statement or the sentence under the cursor.
        Copy "copy",
    }
    "Tagging" {
        /// Go to the next suggestion that is not decided.
        SuggestionNext "next suggestion" needs Opened Findings,
        /// Go to the suggestion before that is not decided.
        SuggestionPrevious "previous" needs Opened Findings,
        /// Accept the suggestion under the cursor and go on to the next.
        Accept "accept" needs Record Findings,
        /// Reject the suggestion under the cursor and go on to the next.
        Reject "reject" needs Record Findings,
        /// Accept many suggestions at once, after a look at them.
        AcceptMany "accept many" needs Record Findings,
        /// Reject many suggestions at once, after a look at them.
        RejectMany "reject many" needs Record Findings,
        /// Correct the statement under the cursor: wording, edges, cue, speaker, audience.
        Correct "correct" needs Record Findings,
        /// Set who said the statement under the cursor, or the selected words.
        SetSpeaker "speaker" needs Record Findings,
        /// Go to the next tag.
        TagNext "next tag" needs Opened,
        /// Go to the tag before.
        TagPrevious "tag back" needs Opened,
        /// Take hold of the edges of the tag under the cursor, or set them.
        Hold "edges" needs Record,
        /// Add the selected words to the tag that was touched last.
        Extend "add words" needs Record,
        /// Link the tag under the cursor: pick it, go to the other one, pick that.
        Connect "link" needs Record,
        /// Say which entity the tag or name under the cursor is.
        Identify "entity" needs Record,
        /// Show all entities: their mentions, names, identifiers.
        Entities "entities" needs Record,
        /// Tag every other place with the same words or the same entity.
        TagAlike "tag alike" needs Record Findings,
        /// Tag every place that a regular expression fits.
        TagPattern "tag by pattern" needs Record Findings,
        /// Relabel or delete all tags like the one under the cursor.
        ChangeMany "change many" needs Record Findings,
        /// Show what the engine finds otherwise than was decided with an earlier one.
        EngineChanges "engine changes" needs Record Findings,
        /// Write a note on the selection, or on what is under the cursor.
        AddNote "note" needs Record,
        /// List what to look at again: what the article was changed under, and what lost its place.
        Recheck "look again" needs Record,
        /// Set the attributes of the tag under the cursor.
        Attributes "attributes" needs Record,
        /// Go to the next tag that lacks an attribute.
        LackingNext "next lacking" needs Opened,
        /// Mark the document as done, and open the next one that is not.
        DoneNext "done, next" needs Record,
        /// Write a note on the document.
        DocumentNote "document note" needs Record,
        /// Show all notes.
        Notes "notes" needs Record,
        /// Set what is said of the document as a whole: its status and its labels.
        Document "document" needs Record,
        /// Delete the tag under the cursor, a part or a link of it, or else the note.
        Delete "delete" needs Record,
        /// Show what two people say differently, and decide it.
        Disputes "disputed" needs Record,
        /// Take the last edit back.
        Undo "undo" needs Record Past,
        /// Make the edit that was taken back again.
        Redo "redo" needs Record Future,
    }
    "Many at once" {
        /// Take the row, or leave it.
        ToggleRow "yes/no",
        /// Take the row and go on.
        TakeRow "yes",
        /// Leave the row and go on.
        LeaveRow "no",
        /// Take all rows.
        TakeAll "all",
        /// Leave all rows.
        LeaveAll "none",
        /// Widen the list: the same words, the same entity, the same label.
        Widen "widen",
    }
    "Panes and program" {
        /// Go to the list of the sources, or back to the article.
        FocusNext "go to sources",
        /// Go back to the article; close what is open; drop the selection.
        Cancel "back",
        /// Show or hide the sources.
        ToggleSources "sources",
        /// Show or hide the outline.
        ToggleOutline "outline",
        /// Show or hide what is known about what is under the cursor.
        ToggleHere "here",
        /// Show or hide who speaks where.
        ToggleStrip "strip",
        /// Show or hide the key hints.
        ToggleHints "hints",
        /// Use other colours, and others again each time.
        ThemeNext "colours",
        /// Leave the mouse to the terminal, or take it back.
        ToggleMouse "mouse",
        /// Show the article in figures: who says how much, where and how.
        Overview "overview" needs Opened Findings,
        /// Go to the next statement of the selected source; take a row.
        Confirm "go",
        /// Write the tags to a file that other programs read.
        Export "export" needs Record,
        /// Save the record to another file, as where it cannot be saved in its place.
        SaveElsewhere "save to" needs Record,
        /// Open the next document.
        DocumentNext "next document",
        /// Open the document before.
        DocumentPrevious "document before",
        /// Pick a document.
        Documents "documents",
        /// Show what the labels are for.
        Guidelines "guidelines",
        /// Show all keys.
        Help "help",
        /// Find what can be done by a part of its name, and do it.
        Palette "commands",
        /// Draw everything anew, as after something else wrote on the terminal.
        Redraw "draw anew",
        /// Leave; everything is kept.
        Quit "quit",
        /// Leave for the shell until called back.
        Suspend "suspend",
    }
    "Entities" {
        /// Give the chosen entity another name.
        RenameEntity "rename",
        /// Merge the chosen entity into another one.
        MergeEntity "merge",
        /// Set what other catalogues call the chosen entity.
        IdentifyEntity "same as",
        /// Delete the chosen entity.
        DeleteEntity "delete",
    }
    "Writing" {
        /// Begin a new line.
        NewLine "new line",
        /// Delete the character before the cursor.
        EraseLeft "erase",
        /// Delete the character under the cursor.
        EraseRight "erase right",
        /// Delete the word before the cursor.
        EraseWord "erase word",
        /// Delete everything before the cursor.
        EraseAll "erase all",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_one_description() {
        for (index, &(action, _)) in Action::ALL.iter().enumerate() {
            assert!(action.about().ends_with('.'), "{action:?}");
            assert!(!Action::ALL[..index].iter().any(|(other, _)| other.about() == action.about()));
        }
    }
}
