//! The line of key hints: what stands in which column, for those who draw it and for the mouse.

use super::action::Action;
use super::layout::Area;
use super::model::{Focus, Model};
use super::overlays::Overlay;
use super::overlays::help::{hinted, shown};
use crate::config::Key;
use crate::page::{visible, width};

/// From how many columns on the palette is hinted at.
const ROOMY: u16 = 70;

/// A hint: keys, and a word or two about them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// The column of the screen that it begins in.
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

    /// Whether it stands in that column.
    pub(super) fn is_at(&self, column: u16) -> bool {
        let start = usize::from(self.column);
        (start..start + self.width()).contains(&usize::from(column))
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
    /// The context of the keymap, or a name for what is going on there, as far as that makes other keys the
    /// most useful, or has them do something else.
    pub fn situation(&self) -> &'static str {
        match self.context() {
            "article" if self.view.anchor.is_some() => "selecting",
            "article" if self.hand.linking.is_some() => "linking",
            "article" if self.view.suggestion.is_some() => "reviewing",
            "article" if self.search.is_on() => "searched",
            "article" if !self.touched => "opened",
            "help" if self.help.is_none() => "guidelines",
            "list" if self.help.is_some() => "finding",
            "list" if self.overlay.as_ref().is_some_and(Overlay::leads_to_places) => "places",
            context => context,
        }
    }
}

/// The hints that a line of `total` columns has room for behind the mode and what is begun; the palette
/// and the help always, as the last ones.
pub fn hint_line(model: &Model, total: u16) -> Vec<Hint> {
    let situation = model.situation();
    let mut column = width(mode(model)) + 3;
    let mut left = usize::from(total).saturating_sub(column);
    let always = always(model, total);
    left = left.saturating_sub(always.iter().map(|hint| hint.width() + 2).sum::<usize>().saturating_sub(1));
    let begun = begun(model).map_or(0, |begun| width(&begun));
    (column, left) = (column + begun, left.saturating_sub(begun));
    let keys = hinted(&model.keymap, situation, &model.pending);
    let mut first: Vec<Hint> = keys.into_iter().map(|(keys, words)| Hint::new(keys, words, None)).collect();
    let rest = first.split_off(first.len().min(before_labels(situation)));
    // What is useful most of all first, then the labels, then the rest.
    let mut hints = Vec::new();
    for hint in unfolding(model).into_iter().chain(first).chain(labels(model, situation)).chain(rest) {
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

/// How many of the keys come before the labels.
fn before_labels(situation: &str) -> usize {
    match situation {
        "opened" => usize::MAX,
        "reviewing" => 4,
        // What is selected is to get a label.
        "selecting" => 2,
        _ => 3,
    }
}

/// What shows the whole article again, while a part of it is folded.
fn unfolding(model: &Model) -> Option<Hint> {
    let is_here = matches!(model.context(), "article" | "sources") && model.pending.is_empty();
    model.filter.shown().filter(|_| is_here)?;
    let bindings = model.keymap.bindings(model.context()).iter();
    let (keys, action) = bindings.clone().find(|(_, action)| *action == Action::Everything)?;
    Some(Hint::new(keys.clone(), action.hint_in("folded"), None))
}

/// The labels, those that are one key away; the others come up with their prefix.
fn labels(model: &Model, situation: &str) -> Vec<Hint> {
    let is_here = matches!(situation, "opened" | "article" | "selecting" | "reviewing" | "searched");
    let labels = model.tag_set.labels.iter().filter(|_| is_here);
    let (near, far): (Vec<_>, Vec<_>) = labels
        .filter_map(|label| Some((label.key.strip_prefix(model.pending.as_slice())?, label)))
        .partition(|(keys, _)| keys.len() == 1);
    let near =
        near.into_iter().map(|(keys, label)| Hint::new(keys.to_vec(), &label.name, Some(label.colour)));
    let more = far.first().and_then(|(keys, _)| keys.first());
    near.chain(more.map(|&key| Hint::new(vec![key], "more labels", None))).collect()
}

/// The hints on the lower edge of a box in `area`, as many as fit: the most useful keys in a situation.
/// None where the line of hints tells them.
pub fn footer(model: &Model, area: Area, situation: &str) -> Vec<Hint> {
    if model.layout().is_some_and(|layout| layout.hints.is_some()) {
        return Vec::new();
    }
    let mut left = usize::from(area.width).saturating_sub(4);
    let mut column = area.x.saturating_add(3);
    let mut hints = Vec::new();
    for (keys, words) in hinted(&model.keymap, situation, &[]) {
        let hint = Hint { column, ..Hint::new(keys, words, None) };
        let cells = hint.width() + 2;
        if cells > left {
            break;
        }
        left -= cells;
        column = column.saturating_add(u16::try_from(cells).unwrap_or(u16::MAX));
        hints.push(hint);
    }
    hints
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
