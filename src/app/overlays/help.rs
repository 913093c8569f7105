//! The list of all keys, made from the keymap.

use crate::app::action::Action;
use crate::config::{Key, Keymap, TagSet};

/// A row of the help.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HelpRow {
    /// Where the keys below it go.
    Context(String),
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
                rows.extend(shown_labels(tag_set));
            }
        }
        let about = action.about_in("article").to_owned();
        rows.push(HelpRow::Keys { keys: keys.join("  "), about });
    }
    rows
}

/// What the keys of the labels do.
pub(in crate::app) fn shown_labels(tag_set: &TagSet) -> impl Iterator<Item = HelpRow> {
    tag_set.labels.iter().map(|label| {
        let about = [&label.name, &label.description].map(String::as_str);
        let about = about.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
        HelpRow::Keys { keys: shown(&label.key), about: format!("Tag as {}.", about.join(". ")) }
    })
}

/// What `keys` do in the article already, or begin to do: they are no keys for a label. What a person
/// bound is not looked at here, see [`labels_keep_their_keys`](crate::app::labels_keep_their_keys).
pub fn bound(keymap: &Keymap<Action>, keys: &[Key]) -> Option<String> {
    let clashes = |bound: &[Key]| {
        (bound.starts_with(keys) || keys.starts_with(bound)) && keymap.change_of("article", bound).is_none()
    };
    let (_, action) = keymap.bindings("article").iter().find(|(bound, _)| clashes(bound))?;
    Some(action.about().trim_end_matches('.').to_lowercase())
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

/// The context of the keymap that keys are looked up in first in a situation, see [`Model::situation`].
fn context_of(situation: &str) -> &str {
    match situation {
        "opened" | "selecting" | "reviewing" | "linking" | "searched" => "article",
        "finding" | "places" => "list",
        "guidelines" => "help",
        context => context,
    }
}

/// Keys and a word or two about each, for the line of hints: the most useful ones in a situation, or what
/// goes on from the keys pressed so far.
pub(in crate::app) fn hinted(
    keymap: &Keymap<Action>,
    situation: &str,
    pending: &[Key],
) -> Vec<(Vec<Key>, &'static str)> {
    let context = context_of(situation);
    // The keys of the article count too while a tag is held.
    let behind = (context == "holding").then_some("article");
    if !pending.is_empty() {
        let bindings = keymap.bindings(behind.unwrap_or(context)).iter();
        let ahead = bindings.filter(|(keys, _)| keys.starts_with(pending));
        let hint = |action: Action| action.hint_in(situation);
        return ahead.map(|(keys, action)| (keys[pending.len()..].to_vec(), hint(*action))).collect();
    }
    useful(situation).iter().filter_map(|&action| first(keymap, context, behind, action, situation)).collect()
}

/// The first key that does `action`, with its hint in a situation.
fn first(
    keymap: &Keymap<Action>,
    context: &str,
    behind: Option<&str>,
    action: Action,
    situation: &str,
) -> Option<(Vec<Key>, &'static str)> {
    let bound = |context| keymap.bindings(context).iter().find(|(_, bound)| *bound == action);
    let (keys, _) = bound(context).or_else(|| bound(behind?))?;
    Some((keys.clone(), action.hint_in(situation)))
}

/// What is the most useful in a situation; the first most of all.
pub(in crate::app) fn useful(situation: &str) -> &'static [Action] {
    match situation {
        // Whoever has just come reads: looks for a person, for a word, for the way out.
        "opened" => {
            &[Action::FocusNext, Action::Search, Action::StatementNext, Action::SuggestionNext, Action::Quit]
        }
        "article" => &[
            Action::FocusNext,
            Action::Search,
            Action::SuggestionNext,
            Action::StatementNext,
            Action::AddNote,
            Action::SelectWord,
            Action::SetSpeaker,
            Action::Undo,
            Action::Export,
            Action::Quit,
        ],
        "reviewing" => &[
            Action::Accept,
            Action::Reject,
            Action::SuggestionNext,
            Action::SetSpeaker,
            Action::Undo,
            Action::AddNote,
            Action::Cancel,
        ],
        "selecting" => &[
            Action::Cancel,
            Action::AddNote,
            Action::SetSpeaker,
            Action::Copy,
            Action::SelectWord,
            Action::UnselectWord,
            Action::SelectSentence,
            Action::SwapEnds,
        ],
        "searched" => &[
            Action::SearchNext,
            Action::SearchPrevious,
            Action::Cancel,
            Action::OnlyHits,
            Action::AddNote,
            Action::SelectWord,
            Action::SuggestionNext,
        ],
        "sources" => &[
            Action::Confirm,
            Action::Cancel,
            Action::OnlySource,
            Action::HighlightSource,
            Action::LineDown,
            Action::StatementPrevious,
            Action::AcceptMany,
        ],
        "recheck" => {
            &[Action::LineDown, Action::Confirm, Action::Accept, Action::Delete, Action::Undo, Action::Cancel]
        }
        "linking" => &[
            Action::Connect,
            Action::Cancel,
            Action::TagNext,
            Action::TagPrevious,
            Action::SuggestionNext,
            Action::StatementNext,
            Action::WordNext,
        ],
        "holding" => &[
            Action::Confirm,
            Action::SwapEnds,
            Action::Cancel,
            Action::SelectWord,
            Action::UnselectWord,
            Action::SelectRight,
            Action::SelectLeft,
        ],
        "entities" => &[
            Action::Confirm,
            Action::RenameEntity,
            Action::MergeEntity,
            Action::IdentifyEntity,
            Action::DeleteEntity,
            Action::Cancel,
        ],
        "note" => &[Action::Confirm, Action::NewLine, Action::Cancel, Action::EraseWord],
        "list" | "places" | "finding" | "menu" | "palette" => {
            &[Action::LineDown, Action::LineUp, Action::Confirm, Action::Cancel]
        }
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
        "overview" => &[Action::LineDown, Action::Confirm, Action::Cancel],
        "search" => &[
            Action::Confirm,
            Action::Cancel,
            Action::ToggleRegex,
            Action::ToggleWords,
            Action::SearchNext,
            Action::LineUp,
        ],
        "line" => &[Action::Confirm, Action::Cancel, Action::EraseWord],
        "guidelines" => &[Action::LineDown, Action::PageDown, Action::Cancel],
        "help" => &[Action::LineDown, Action::PageDown, Action::Search, Action::Cancel],
        _ => &[Action::LineDown, Action::PageDown, Action::Cancel],
    }
}
