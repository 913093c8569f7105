//! The line of key hints: what stands in which column, for those who draw it and for the mouse.

use super::action::Action;
use super::model::{Focus, Model};
use super::overlays::help::{hinted, shown};
use crate::config::Key;
use crate::page::{visible, width};

/// How many of the keys of a review come before the labels.
const FIRST: usize = 3;
/// From how many columns on the palette is hinted at.
const ROOMY: u16 = 70;

/// A hint: keys, and a word or two about them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// The column that it begins in, counted from the left edge of the line.
    pub column: u16,
    /// The keys that are still to be pressed.
    pub keys: Vec<Key>,
    /// The keys as they are shown, safe for a terminal.
    pub shown: String,
    /// The words, safe for a terminal.
    pub words: String,
    /// The index of the colour of the label that the keys put on, where they do.
    pub colour: Option<usize>,
}

impl Hint {
    fn new(keys: Vec<Key>, words: &str, colour: Option<usize>) -> Self {
        let shown = visible(&shown(&keys)).into_owned();
        Self { column: 0, keys, shown, words: visible(words).into_owned(), colour }
    }

    /// How many columns it takes, without the space behind it.
    pub fn width(&self) -> usize {
        width(&self.shown) + 1 + width(&self.words)
    }
}

/// What keys do now, in a word.
pub fn mode(model: &Model) -> &'static str {
    match (model.context(), model.focus) {
        _ if model.help.is_some() => "HELP",
        ("recheck", _) => "LOOK",
        ("line" | "note", _) => "WRITE",
        ("list" | "menu" | "entities", _) => "PICK",
        ("palette", _) => "DO",
        ("preview", _) => "MANY",
        ("help", _) => "HELP",
        ("search", _) => "SEARCH",
        ("overview", _) => "OVERVIEW",
        (_, Focus::Sources) => "SOURCES",
        ("holding", _) => "EDGES",
        _ if model.view.anchor.is_some() => "SELECT",
        _ if model.hand.linking.is_some() => "LINK",
        _ if model.view.suggestion.is_some() => "REVIEW",
        _ => "READ",
    }
}

/// The keys that were pressed and that more are awaited behind, as they are shown.
pub fn begun(model: &Model) -> Option<String> {
    (!model.pending.is_empty()).then(|| format!("{} … ", shown(&model.pending)))
}

impl Model {
    /// The context of the keymap, or a name for what is going on in the article, as far as that makes
    /// other keys the most useful.
    pub(super) fn situation(&self) -> &'static str {
        match self.context() {
            "article" if self.view.anchor.is_some() => "article",
            "article" if self.hand.linking.is_some() => "linking",
            "article" if self.search.is_on() => "searched",
            context => context,
        }
    }
}

/// The hints that a line of `total` columns has room for behind the mode and what is begun; the palette
/// and the help always, as the last ones.
pub fn hint_line(model: &Model, total: u16) -> Vec<Hint> {
    let context = model.situation();
    let mut column = width(mode(model)) + 3;
    let mut left = usize::from(total).saturating_sub(column);
    let always = always(model, total);
    left = left.saturating_sub(always.iter().map(|hint| hint.width() + 2).sum::<usize>().saturating_sub(1));
    let begun = begun(model).map_or(0, |begun| width(&begun));
    (column, left) = (column + begun, left.saturating_sub(begun));
    let keys = hinted(&model.keymap, context, &model.pending, model.view.anchor.is_some());
    let mut first: Vec<Hint> = keys.into_iter().map(|(keys, words)| Hint::new(keys, words, None)).collect();
    let rest = first.split_off(first.len().min(FIRST));
    // The keys of a review first, then the labels, then the rest.
    let mut hints = Vec::new();
    for hint in first.into_iter().chain(labels(model, context)).chain(rest) {
        let cells = hint.width() + 2;
        if cells > left {
            break;
        }
        left -= cells;
        hints.push(hint);
    }
    hints.extend(always);
    for hint in &mut hints {
        hint.column = u16::try_from(column).unwrap_or(u16::MAX);
        column += hint.width() + 2;
    }
    hints
}

/// The labels, those that are one key away; the others come up with their prefix.
fn labels(model: &Model, context: &str) -> Vec<Hint> {
    let labels = model.tag_set.labels.iter().filter(|_| matches!(context, "article" | "searched"));
    let (near, far): (Vec<_>, Vec<_>) = labels
        .filter_map(|label| Some((label.key.strip_prefix(model.pending.as_slice())?, label)))
        .partition(|(keys, _)| keys.len() == 1);
    let near =
        near.into_iter().map(|(keys, label)| Hint::new(keys.to_vec(), &label.name, Some(label.colour)));
    let more = far.first().and_then(|(keys, _)| keys.first());
    near.chain(more.map(|&key| Hint::new(vec![key], "more labels", None))).collect()
}

/// What leads to everything else: the help, and the palette where there is room for more than that.
fn always(model: &Model, total: u16) -> Vec<Hint> {
    let context = if model.context() == "holding" { "article" } else { model.context() };
    let bindings = model.keymap.bindings(context).iter();
    let first = |action: Action| {
        let (keys, _) = bindings.clone().find(|(_, bound)| *bound == action)?;
        Some(Hint::new(keys.clone(), action.hint(), None))
    };
    let palette = Some(Action::Palette).filter(|_| total >= ROOMY);
    palette.into_iter().chain([Action::Help]).filter_map(first).collect()
}
