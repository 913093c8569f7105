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
        rows.push(HelpRow::Keys { keys: keys.join("  "), about: action.about().to_owned() });
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

/// What an action does in `context`, in a word or two.
fn hint(context: &str, action: Action) -> &'static str {
    match (context, action) {
        ("note", Action::Confirm) => "keep",
        ("holding", Action::Confirm) => "set the edges",
        ("note" | "holding" | "linking", Action::Cancel) => "leave",
        ("linking", Action::Connect) => "link to this",
        ("entities", Action::Confirm) => "mentions",
        ("searched", Action::Cancel) => "end search",
        ("help", Action::Search) => "find a key",
        ("palette", Action::Confirm) => "do it",
        ("search", Action::Confirm) => "stay",
        ("search", Action::LineUp) => "earlier",
        _ => action.hint(),
    }
}

/// Whether the keys of the article count too: while a tag is held, a link is made or a search is on.
fn in_article(context: &str) -> bool {
    matches!(context, "article" | "holding" | "linking" | "searched")
}

/// Keys and a word or two about each, for the line of hints: what goes on from the keys pressed so
/// far, or the most useful ones of the context, while `selecting` those for what is selected.
pub fn hints(
    keymap: &Keymap<Action>,
    context: &str,
    pending: &[Key],
    selecting: bool,
) -> Vec<(String, &'static str)> {
    let hinted = hinted(keymap, context, pending, selecting);
    hinted.into_iter().map(|(keys, hint)| (shown(&keys), hint)).collect()
}

/// The same, as keys to press.
pub(in crate::app) fn hinted(
    keymap: &Keymap<Action>,
    context: &str,
    pending: &[Key],
    selecting: bool,
) -> Vec<(Vec<Key>, &'static str)> {
    if !pending.is_empty() {
        let context = if in_article(context) { "article" } else { context };
        let ahead = keymap.bindings(context).iter().filter(|(keys, _)| keys.starts_with(pending));
        return ahead.map(|(keys, action)| (keys[pending.len()..].to_vec(), action.hint())).collect();
    }
    let first = |action: Action| {
        let bound = |context| keymap.bindings(context).iter().find(|(_, bound)| *bound == action);
        let bound = bound(context).or_else(|| bound("article").filter(|_| in_article(context)));
        bound.map(|(keys, _)| (keys.clone(), hint(context, action)))
    };
    useful(context, selecting).iter().copied().filter_map(first).collect()
}

/// What is the most useful in `context`, while `selecting` for what is selected; the first most of all.
pub(in crate::app) fn useful(context: &str, selecting: bool) -> &'static [Action] {
    match context {
        "article" if selecting => &[
            Action::SetSpeaker,
            Action::AddNote,
            Action::Cancel,
            Action::Copy,
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
        "searched" => &[
            Action::SearchNext,
            Action::SearchPrevious,
            Action::Cancel,
            Action::OnlyHits,
            Action::AddNote,
            Action::SelectWord,
            Action::SuggestionNext,
        ],
        "sources" => &[Action::LineDown, Action::Confirm, Action::StatementPrevious, Action::Cancel],
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
        "list" | "menu" | "palette" => &[Action::LineDown, Action::LineUp, Action::Confirm, Action::Cancel],
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
        "help" => &[Action::LineDown, Action::PageDown, Action::Search, Action::Cancel],
        _ => &[Action::LineDown, Action::PageDown, Action::Cancel],
    }
}
