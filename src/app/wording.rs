//! What actions are called where keys go: Enter and Esc do something else in every list, and the help, the
//! hints and the lists of keys say what.

use super::action::Action;

impl Action {
    /// What it does in the context of the keymap of that name, in one sentence.
    pub fn about_in(self, context: &str) -> &'static str {
        match (context, self) {
            ("article", Action::Cancel) => "Drop the selection; end a search, a review, a link, a highlight.",
            ("holding", Action::Confirm) => "Set the edges where they stand now.",
            ("holding", Action::Cancel) => "Leave the edges as they were.",
            ("sources", Action::LineDown) => "Go to the next source, to what it says first.",
            ("sources", Action::LineUp) => "Go to the source before, to what it says first.",
            ("sources", Action::Top) => "Go to the first source.",
            ("sources", Action::Bottom) => "Go to the last source.",
            ("sources", Action::Confirm) => "Go to the next statement of the chosen source.",
            ("sources", Action::StatementPrevious) => "Go to the statement of the chosen source before.",
            ("sources", Action::FocusNext | Action::Cancel) => "Go back to the article.",
            ("sources", Action::OnlySource) => {
                "Show only the paragraphs with statements of the chosen source."
            }
            ("sources", Action::HighlightSource) => {
                "Highlight everything of the chosen source, or stop that."
            }
            ("search", Action::Confirm) => "Close the line and stay at the hit; the hits stay marked.",
            ("search", Action::Cancel) => "Close the line and go back to where the search began.",
            ("search", Action::LineUp) => "Write an earlier search again.",
            ("search", Action::LineDown) => "Write a later search again.",
            ("line", Action::Confirm) => "Take what is written.",
            ("line", Action::Cancel) => "Close the line; what is written is dropped.",
            ("note", Action::Confirm) => "Keep the note.",
            ("note", Action::Cancel) => "Leave the note as it was; what was written is asked about first.",
            ("recheck", Action::Confirm) => "Go to what the row is about; give it a place where it has none.",
            ("recheck", Action::Accept) => "Say that the row is as it should be.",
            ("recheck", Action::Delete) => "Delete what the row is about.",
            ("entities", Action::Confirm) => "List where the chosen entity is tagged.",
            ("list" | "menu", Action::Confirm) => "Take the chosen row, or go to what it is about.",
            ("overview", Action::Confirm) => "Go to where the chosen source speaks first.",
            ("palette", Action::Confirm) => "Do what the chosen row says.",
            ("preview", Action::Confirm) => "Do it at all places that are taken.",
            ("preview", Action::Cancel) => "Close the list; nothing is done.",
            ("preview", Action::Delete) => "Delete the tags instead.",
            ("help", Action::Search) => "Find a key by what it does; typing does so too.",
            ("help", Action::Cancel) => "Close the help.",
            ("help", Action::LineDown) => "Scroll a line down.",
            ("help", Action::LineUp) => "Scroll a line up.",
            ("recheck" | "list" | "menu" | "entities" | "palette" | "overview", Action::Cancel) => {
                "Close the list; nothing is taken."
            }
            (
                "recheck" | "list" | "menu" | "entities" | "palette" | "overview" | "preview",
                Action::LineDown,
            ) => "Go to the row below.",
            (
                "recheck" | "list" | "menu" | "entities" | "palette" | "overview" | "preview",
                Action::LineUp,
            ) => "Go to the row above.",
            _ => self.about(),
        }
    }

    /// Other names that people know it by, to be found by in the palette.
    pub(super) fn also(self) -> &'static [&'static str] {
        match self {
            Action::Search => &["find"],
            Action::SearchNext => &["find next"],
            Action::SearchPrevious => &["find previous"],
            Action::FocusNext => &["who said what", "people"],
            Action::OnlyHits | Action::OnlySource | Action::OnlyUndecided | Action::OnlyMarked => {
                &["filter", "fold"]
            }
            Action::Everything => &["unfold", "clear filter"],
            Action::GoTo => &["percent", "jump"],
            Action::Outline => &["headings", "contents"],
            Action::SetMark => &["bookmark"],
            Action::GoToMark => &["bookmarks"],
            Action::Narrower | Action::Wider => &["measure", "width"],
            Action::FocusOn => &["dim", "spotlight"],
            Action::Copy => &["yank", "clipboard"],
            Action::SuggestionNext => &["review"],
            Action::SetSpeaker => &["who said it", "attribute"],
            Action::Connect => &["relation"],
            Action::AddNote => &["comment"],
            Action::Notes => &["comments"],
            Action::Delete => &["remove"],
            Action::Undo => &["take back"],
            Action::ToggleHere => &["why", "details"],
            Action::ThemeNext => &["theme", "dark", "light"],
            Action::Overview => &["figures", "statistics"],
            Action::Export => &["write to a file"],
            Action::Documents => &["files"],
            Action::Guidelines => &["labels"],
            Action::Help => &["keys", "manual"],
            Action::Quit => &["exit", "leave", "close", "q!", "wq"],
            _ => &[],
        }
    }

    /// What it does in a [situation](super::Model::situation), in a word or two for the line of key hints.
    pub fn hint_in(self, situation: &str) -> &'static str {
        match (situation, self) {
            ("opened" | "article", Action::SuggestionNext) => "review",
            ("opened" | "article", Action::FocusNext) => "sources",
            ("selecting", Action::Cancel) => "unselect",
            ("reviewing", Action::SuggestionNext) => "skip",
            ("reviewing", Action::Cancel) => "end review",
            ("searched", Action::Cancel) => "end search",
            ("folded", Action::Everything) => "show everything",
            ("holding", Action::Confirm) => "set the edges",
            ("linking", Action::Connect) => "link to this",
            ("sources", Action::Confirm) => "next statement",
            ("sources", Action::StatementPrevious) => "statement before",
            ("sources", Action::LineDown) => "next source",
            ("sources", Action::OnlySource) => "only it",
            ("sources", Action::Cancel) => "article",
            ("note", Action::Confirm) => "keep",
            ("entities", Action::Confirm) => "mentions",
            ("finding" | "search", Action::Confirm) => "stay",
            ("search", Action::LineUp) => "earlier",
            ("search", Action::Cancel) => "back to where you were",
            ("places" | "recheck" | "overview", Action::Confirm) => "go there",
            ("palette" | "preview", Action::Confirm) => "do it",
            ("list" | "menu" | "line", Action::Confirm) => "take it",
            ("finding", Action::Cancel) => "show all keys",
            ("help", Action::Search) => "find a key",
            ("help" | "guidelines" | "overview" | "recheck" | "entities" | "palette", Action::Cancel) => {
                "close"
            }
            (
                "note" | "holding" | "linking" | "places" | "list" | "menu" | "line" | "preview",
                Action::Cancel,
            ) => "leave",
            _ => self.hint(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::contexts::CONTEXTS;
    use crate::app::overlays::help::useful;
    use crate::app::preset_keymap;
    use crate::config::KeyPreset;

    #[test]
    fn enter_and_escape_say_in_every_context_what_they_do_there() {
        for preset in KeyPreset::ALL {
            let keymap = preset_keymap(preset).unwrap();
            for context in CONTEXTS {
                for (_, action) in keymap.bindings(context.name) {
                    if matches!(action, Action::Confirm | Action::Cancel) {
                        assert_ne!(
                            action.about_in(context.name),
                            action.about(),
                            "{action} in {}",
                            context.name
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn their_hints_say_so_too() {
        let situations = [
            "selecting",
            "reviewing",
            "linking",
            "searched",
            "finding",
            "places",
            "holding",
            "sources",
            "list",
            "recheck",
            "entities",
            "menu",
            "search",
            "preview",
            "line",
            "note",
            "overview",
            "palette",
            "help",
        ];
        for situation in situations {
            for action in
                useful(situation).iter().filter(|action| matches!(action, Action::Confirm | Action::Cancel))
            {
                assert_ne!(action.hint_in(situation), action.hint(), "{action} in {situation}");
            }
        }
    }
}
