//! The list of all keys, made from the keymap.

use super::action::Action;
use crate::config::{Key, Keymap, TagSet};

/// A row of the help.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HelpRow {
    /// The name of a group.
    Group(&'static str),
    /// Keys and what they do.
    Keys {
        /// The keys, the first ones of each action.
        keys: String,
        /// What they do, in one sentence.
        about: String,
    },
}

/// All that keys do in the article, by group, the labels among them.
pub fn rows(keymap: &Keymap<Action>, tag_set: &TagSet) -> Vec<HelpRow> {
    let mut rows = Vec::new();
    let mut current = "";
    for &(action, group) in Action::ALL {
        let keys = keys_of(keymap, "article", action);
        if keys.is_empty() {
            continue;
        }
        if group != current {
            current = group;
            rows.push(HelpRow::Group(group));
            if group == "Tagging" {
                rows.extend(tag_set.labels.iter().map(|label| HelpRow::Keys {
                    keys: label.key.to_string(),
                    about: format!("Tag as {}. {}.", label.name, label.description),
                }));
            }
        }
        rows.push(HelpRow::Keys { keys: keys.join("  "), about: action.about().to_owned() });
    }
    rows
}

/// The keys of `action` in `context`, as hints show them, the first three.
pub fn keys_of(keymap: &Keymap<Action>, context: &str, action: Action) -> Vec<String> {
    let bound = keymap.bindings(context).iter().filter(|(_, bound)| *bound == action);
    bound.take(3).map(|(keys, _)| shown(keys)).collect()
}

/// Keys one after the other, as hints show them.
pub fn shown(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

/// Keys and a word or two about each, for the line of hints: what goes on from the keys pressed so
/// far, or the most useful ones of the context, while `selecting` those for what is selected.
pub fn hints(
    keymap: &Keymap<Action>,
    context: &str,
    pending: &[Key],
    selecting: bool,
) -> Vec<(String, &'static str)> {
    if !pending.is_empty() {
        let ahead = keymap.bindings(context).iter().filter(|(keys, _)| keys.starts_with(pending));
        return ahead.map(|(keys, action)| (shown(&keys[pending.len()..]), action.hint())).collect();
    }
    let useful: &[Action] = match context {
        "article" if selecting => &[
            Action::SetSpeaker,
            Action::AddNote,
            Action::Cancel,
            Action::SelectWord,
            Action::UnselectWord,
            Action::SelectSentence,
            Action::SwapEnds,
        ],
        "article" => &[
            Action::SuggestionNext,
            Action::Accept,
            Action::Reject,
            Action::SetSpeaker,
            Action::AddNote,
            Action::Undo,
            Action::StatementNext,
            Action::SelectWord,
            Action::FocusNext,
            Action::Export,
        ],
        "sources" => &[Action::LineDown, Action::Confirm, Action::StatementPrevious, Action::Cancel],
        "list" | "menu" => &[Action::LineDown, Action::LineUp, Action::Confirm, Action::Cancel],
        "preview" => &[
            Action::ToggleRow,
            Action::Confirm,
            Action::Cancel,
            Action::TakeAll,
            Action::LeaveAll,
            Action::TakeRow,
            Action::LeaveRow,
            Action::LineDown,
            Action::PageDown,
        ],
        "holding" => &[
            Action::Confirm,
            Action::Cancel,
            Action::SwapEnds,
            Action::WordNext,
            Action::WordPrevious,
            Action::SelectWord,
            Action::UnselectWord,
            Action::SelectSentence,
        ],
        "line" => &[Action::Confirm, Action::Cancel, Action::EraseWord],
        _ => &[Action::LineDown, Action::PageDown, Action::Cancel],
    };
    let first = |action: Action| {
        // While something is held, the keys of the article do what its own do not.
        let article = if context == "holding" { keymap.bindings("article") } else { &[] };
        let mut bindings = keymap.bindings(context).iter().chain(article);
        let bound = bindings.find(|(_, bound)| *bound == action);
        bound.map(|(keys, _)| (shown(keys), action.hint()))
    };
    useful.iter().copied().filter_map(first).collect()
}
