//! The keys of a context, sorted for people.

use crate::app::{Action, Context, Typed};
use crate::config::{Change, Key, Keymap, TagSet};

/// What the keys do in a context.
pub(in crate::cli) struct Sheet<'a> {
    /// The context.
    pub(in crate::cli) context: &'static Context,
    /// The actions that have keys there, by group, in the order of the table of actions.
    pub(in crate::cli) rows: Vec<Row>,
    /// The tag set, whose labels have keys there.
    pub(in crate::cli) labels: Option<&'a TagSet>,
    /// What a person's keymap changed there.
    pub(in crate::cli) changes: Vec<&'a Change<Action>>,
}

/// An action with its keys.
pub(in crate::cli) struct Row {
    /// The action.
    pub(in crate::cli) action: Action,
    /// Its keys as a keymap has them.
    pub(in crate::cli) keys: Vec<String>,
}

impl<'a> Sheet<'a> {
    /// The keys of `context`.
    pub(in crate::cli) fn new(
        context: &'static Context,
        keymap: &'a Keymap<Action>,
        tag_set: &'a TagSet,
    ) -> Self {
        let bindings = keymap.bindings(context.name);
        let rows = Action::ALL.iter().filter_map(|&(action, _)| {
            let bound = bindings.iter().filter(|(_, bound)| *bound == action);
            let keys: Vec<String> = bound.map(|(keys, _)| Key::written_sequence(keys)).collect();
            (!keys.is_empty()).then_some(Row { action, keys })
        });
        let is_labelled = context.typed == Typed::Label && !tag_set.labels.is_empty();
        Self {
            context,
            rows: rows.collect(),
            labels: is_labelled.then_some(tag_set),
            changes: keymap.changes().iter().filter(|change| change.context == context.name).collect(),
        }
    }

    /// The rows by the group of their action.
    pub(in crate::cli) fn groups(&self) -> impl Iterator<Item = &[Row]> {
        self.rows.chunk_by(|one, other| one.action.group() == other.action.group())
    }

    /// The labels with their keys.
    pub(in crate::cli) fn labels(&self) -> impl Iterator<Item = (String, &str)> {
        let labels = self.labels.iter().flat_map(|tag_set| &tag_set.labels);
        labels.map(|label| (Key::written_sequence(&label.key), label.name.as_str()))
    }
}

/// The name of the group that `rows` are of.
pub(in crate::cli) fn group(rows: &[Row]) -> &'static str {
    rows.first().map_or("", |row| row.action.group())
}
