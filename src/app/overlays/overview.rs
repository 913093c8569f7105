//! The overview of the article: which row is what, and the keys that go through them.

use std::collections::HashMap;
use std::sync::Arc;

use super::Overlay;
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::{Focus, Model};
use crate::app::program::App;
use crate::app::reading;
use crate::app::reading::overview::{Overview, Summary, Summed};

/// The overview while it is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// The figures, once they are counted.
    pub figures: Option<Arc<Overview>>,
    /// The row that keys act on.
    pub at: usize,
    /// Held as long as the figures are wanted.
    ticket: Arc<()>,
}

/// What a row of the overview shows. Its place follows from its number, so that a frame costs what it
/// shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OverviewRow {
    /// How many words are said by somebody.
    Quoted,
    /// How many suggestions are decided.
    Reviewed,
    /// Nothing.
    Space,
    /// The heading of the sources, with what the bars mean.
    Sources,
    /// What the columns of the sources are.
    Columns,
    /// The source of that index.
    Source(usize),
    /// Where the source of that index speaks, where that has no room beside it.
    Places(usize),
    /// The heading of the kinds of statement.
    Kinds,
    /// The kind of that index.
    Kind(usize),
    /// The heading of the labels.
    Labels,
    /// The label of that index.
    Label(usize),
}

/// The narrowest screen that shows where a source speaks beside how much.
const BESIDE: u16 = 90;
/// The rows above the first source.
const HEAD: [OverviewRow; 5] = [
    OverviewRow::Quoted,
    OverviewRow::Reviewed,
    OverviewRow::Space,
    OverviewRow::Sources,
    OverviewRow::Columns,
];

impl Overview {
    /// The row of that number on a screen of `width` columns; `None` behind the last.
    pub fn row(&self, number: usize, width: u16) -> Option<OverviewRow> {
        if let Some(row) = HEAD.get(number) {
            return Some(*row);
        }
        let (each, number) = (rows_each(width), number - HEAD.len());
        if number / each < self.sources.len() {
            let row = if number.is_multiple_of(each) { OverviewRow::Source } else { OverviewRow::Places };
            return Some(row(number / each));
        }
        let number = number - self.sources.len() * each;
        match number {
            0 => Some(OverviewRow::Space),
            1 => Some(OverviewRow::Kinds),
            2..=4 => Some(OverviewRow::Kind(number - 2)),
            5 => Some(OverviewRow::Space),
            6 => Some(OverviewRow::Labels),
            _ => (number - 7 < self.labels.len()).then(|| OverviewRow::Label(number - 7)),
        }
    }

    /// How many rows there are on a screen of `width` columns.
    pub fn rows(&self, width: u16) -> usize {
        HEAD.len() + self.sources.len() * rows_each(width) + 7 + self.labels.len()
    }
}

impl Shown {
    /// The first row in sight in a window of `width` columns and `height` rows.
    pub fn top(&self, width: u16, height: u16) -> usize {
        let Some(figures) = &self.figures else { return 0 };
        let (rows, height) = (figures.rows(width), usize::from(height.max(1)));
        // In a narrow window a source has two rows.
        (self.at + rows_each(width)).saturating_sub(height).min(rows.saturating_sub(height))
    }
}

fn rows_each(width: u16) -> usize {
    if is_beside(width) { 1 } else { 2 }
}

/// Whether a screen of `width` columns shows where a source speaks beside how much it says.
pub fn is_beside(width: u16) -> bool {
    width >= BESIDE
}

/// How many rows of the overview a screen shows: all but the title, the frame and the hints.
fn height(model: &Model) -> u16 {
    model.middle().padded().height.max(1)
}

/// Opens the overview, which is counted meanwhile.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    ask(app, HEAD.len())
}

/// Has the overview counted again where it is open: the record or the findings are others.
pub(in crate::app) fn renew(app: &mut App) -> Vec<Effect> {
    match &app.model.overlay {
        Some(Overlay::Overview(shown)) => {
            let at = shown.at;
            ask(app, at)
        }
        _ => Vec::new(),
    }
}

fn ask(app: &mut App, at: usize) -> Vec<Effect> {
    let Some(findings) = app.model.findings.clone() else { return Vec::new() };
    let ticket = Arc::new(());
    let Model { article, record, tag_set, .. } = &app.model;
    let summary = Summary::new(article.clone(), findings, record.clone(), tag_set.clone(), &ticket);
    // Until the new figures are there the old ones stay.
    let figures = match app.model.overlay.take() {
        Some(Overlay::Overview(shown)) => shown.figures,
        _ => None,
    };
    app.model.overlay = Some(Overlay::Overview(Shown { figures, at, ticket }));
    vec![Effect::Sum(Box::new(summary))]
}

/// Takes in the figures, where they are still wanted.
pub(in crate::app) fn take(app: &mut App, summed: Summed) {
    let Some(Overlay::Overview(shown)) = &mut app.model.overlay else { return };
    if !summed.answers(&shown.ticket) {
        return;
    }
    let mut overview = summed.overview;
    // Colours go by the order on the screen, which corrections may have made another one.
    let rows = app.model.voices.rows().iter().enumerate();
    let rows: HashMap<&str, usize> = rows.map(|(row, voice)| (voice.name.as_str(), row)).collect();
    for source in &mut overview.sources {
        source.voice = source.name.as_deref().and_then(|name| rows.get(name).copied()).or(source.voice);
    }
    shown.at = shown.at.min(overview.rows(app.model.size.0).saturating_sub(1));
    shown.figures = Some(Arc::new(overview));
}

/// Handles a key of the overview.
pub(in crate::app) fn act(app: &mut App, action: Action) -> Vec<Effect> {
    let (width, height) = (app.model.size.0, height(&app.model));
    let Some(Overlay::Overview(shown)) = &mut app.model.overlay else { return Vec::new() };
    if action == Action::Cancel {
        app.model.overlay = None;
        return Vec::new();
    }
    let Some(figures) = shown.figures.clone() else { return Vec::new() };
    let each = rows_each(width);
    let last = figures.rows(width).saturating_sub(1);
    // While all is in sight only the sources are gone through.
    let fits = last < usize::from(height);
    let (first_source, last_source) =
        (HEAD.len(), HEAD.len() + (figures.sources.len() * each).saturating_sub(each));
    let (lowest, highest) = if fits { (first_source, last_source) } else { (0, last) };
    let page = usize::from(height.saturating_sub(2).max(1));
    let is_source = |row: usize| matches!(figures.row(row, width), Some(OverviewRow::Source(_)));
    let moved = |from: usize, by: isize| {
        let to = from.saturating_add_signed(by).clamp(lowest, highest.max(lowest));
        match figures.row(to, width) {
            // On to the next source, not to its second row.
            Some(OverviewRow::Places(_)) if by > 0 && is_source(to + 1) => to + 1,
            Some(OverviewRow::Places(_)) => to - 1,
            _ => to,
        }
    };
    let by = isize::try_from(page).unwrap_or(1);
    shown.at = match action {
        Action::LineDown => match moved(shown.at, 1) {
            // Behind the last source in a narrow window.
            same if same == shown.at => (same + each).min(highest),
            next => next,
        },
        Action::LineUp => moved(shown.at, -1),
        Action::PageDown => moved(shown.at, by),
        Action::PageUp => moved(shown.at, -by),
        Action::Top => moved(0, 0),
        Action::Bottom => moved(last, 0),
        Action::Confirm => return go(app, &figures, width),
        _ => shown.at,
    };
    Vec::new()
}

/// Chooses the source in the row of that number, or goes to where it speaks if it is chosen already.
pub(in crate::app) fn pick(app: &mut App, row: usize) -> Vec<Effect> {
    let width = app.model.size.0;
    let Some(Overlay::Overview(shown)) = &mut app.model.overlay else { return Vec::new() };
    let Some(figures) = shown.figures.clone() else { return Vec::new() };
    let row = match figures.row(row, width) {
        Some(OverviewRow::Source(_)) => row,
        Some(OverviewRow::Places(_)) => row - 1,
        _ => return Vec::new(),
    };
    if std::mem::replace(&mut shown.at, row) == row { go(app, &figures, width) } else { Vec::new() }
}

/// Closes the overview and goes to where the chosen source first says something.
fn go(app: &mut App, figures: &Overview, width: u16) -> Vec<Effect> {
    let Some(Overlay::Overview(shown)) = &app.model.overlay else { return Vec::new() };
    let source = match figures.row(shown.at, width) {
        Some(OverviewRow::Source(index) | OverviewRow::Places(index)) => figures.sources.get(index),
        _ => None,
    };
    let Some(source) = source else {
        return app.refuse_with("no source here", &[(Action::LineDown, "goes to one")]);
    };
    let (first, voice) = (source.first, source.voice);
    app.model.overlay = None;
    app.model.selected_source = voice.unwrap_or(app.model.selected_source);
    if app.model.layout().is_some_and(|layout| layout.is_covered()) {
        app.model.focus = Focus::Article;
        app.arrange();
    }
    reading::jump(&mut app.model, &mut app.page, first);
    Vec::new()
}
