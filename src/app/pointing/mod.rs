//! The mouse: what stands where it points, and what is done there.

mod open;
mod text;

use super::documents;
use super::event::Effect;
use super::hinting::{self, Hint};
use super::keys;
use super::layout::Area;
use super::model::{Focus, Message};
use super::program::App;
use super::reading::{self, outline::outline};
use super::update;
use crate::article::Span;
use crate::page::{visible, width};

/// How many rows a notch of the wheel goes.
const NOTCH: isize = 3;
/// How soon a press has to follow another one on the same cell to count as its second, in milliseconds.
const DOUBLE: i128 = 400;
/// The most columns that the name of a document has in the title.
const NAME: usize = 28;

/// Something done with the mouse at a cell of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mouse {
    /// The column, from 0 on.
    pub column: u16,
    /// The row, from 0 on.
    pub row: u16,
    /// What.
    pub gesture: Gesture,
}

/// What is done with the mouse.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gesture {
    /// The button goes down.
    Press {
        /// Whether Shift is held: the selection then goes on to here.
        extend: bool,
    },
    /// The mouse is moved to another cell, the button held.
    Drag,
    /// The button goes up.
    Release,
    /// The wheel turns by a notch.
    Wheel {
        /// Whether towards the person, to what stands below.
        down: bool,
    },
}

impl Gesture {
    /// Whether it goes on in the text instead of jumping.
    pub(in crate::app) fn turns_the_page(self) -> bool {
        matches!(self, Self::Wheel { .. } | Self::Drag)
    }
}

/// What the mouse did last.
#[derive(Clone, Debug, Default)]
pub(super) struct Pointer {
    /// Where the button went down last, and when.
    pressed: Option<(u16, u16, jiff::Timestamp)>,
    /// How many presses came one after the other there.
    presses: u8,
    /// What is done as long as the button is down.
    held: Option<Held>,
}

/// What a held button does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Held {
    /// It selects, from these bytes on.
    Text(Span),
    /// It goes where it points on the strip.
    Strip,
}

/// Takes in what is done with the mouse.
pub(super) fn moved(app: &mut App, mouse: Mouse) -> Vec<Effect> {
    if !app.model.waiting.is_empty() || app.model.documents.is_leaving() {
        // What is on the screen is about to change under the pointer.
        return Vec::new();
    }
    match mouse.gesture {
        Gesture::Press { extend } => press(app, mouse, extend),
        Gesture::Drag => {
            match app.pointer.held {
                Some(Held::Text(from)) => text::drag(app, mouse, from),
                Some(Held::Strip) => to_strip(app, mouse),
                None => {}
            }
            Vec::new()
        }
        Gesture::Release => {
            let held = app.pointer.held.take();
            if matches!(held, Some(Held::Text(_))) { text::release(app) } else { Vec::new() }
        }
        Gesture::Wheel { down } => {
            wheel(app, mouse, if down { NOTCH } else { -NOTCH });
            Vec::new()
        }
    }
}

/// Leaves the mouse to the terminal, or takes it back.
pub(super) fn toggle(app: &mut App) -> Vec<Effect> {
    let is_ours = !app.model.settings.mouse;
    app.model.settings.mouse = is_ours;
    app.pointer = Pointer::default();
    app.model.message = Some(Message::done(if is_ours {
        "the mouse is back: click, drag and wheel work here"
    } else {
        "the mouse is the terminal’s: select and copy there"
    }));
    vec![Effect::Mouse(is_ours)]
}

fn press(app: &mut App, mouse: Mouse, extend: bool) -> Vec<Effect> {
    let presses = count(app, mouse);
    app.pointer.held = None;
    let told = app.model.message.take();
    let Some(layout) = app.model.layout() else { return Vec::new() };
    let is_in = |area: Option<Area>| area.is_some_and(|area| area.contains(mouse.column, mouse.row));
    // A box above the panes may stand before the line of hints.
    let is_open_there = app.model.placed().is_some_and(|it| it.area.contains(mouse.column, mouse.row));
    if is_in(layout.hints) && !is_open_there && told.is_none() {
        let hints = hinting::hint_line(&app.model, app.model.size.0);
        return on_hint(app, hints, mouse.column);
    }
    app.model.touched = true;
    if app.model.is_covered() {
        return open::press(app, mouse);
    }
    app.model.pending.clear();
    if is_in(Some(layout.title)) {
        return on_title(app, mouse.column);
    }
    if is_in(Some(layout.article)) && !is_in(layout.sources) {
        text::press(app, mouse, presses, extend);
        return Vec::new();
    }
    if is_in(layout.sources) {
        on_source(app, layout.sources.unwrap_or_default(), mouse.row);
    } else if is_in(layout.outline) {
        on_outline(app, layout.outline.unwrap_or_default(), mouse.row);
    } else if is_in(layout.strip) {
        app.pointer.held = Some(Held::Strip);
        to_strip(app, mouse);
    }
    // What is pointed at beside the text can be gone back from, as what keys lead to can.
    Vec::new()
}

/// Counts presses one after the other on the same cell.
fn count(app: &mut App, mouse: Mouse) -> u8 {
    let now = app.now();
    let is_next = app.pointer.pressed.is_some_and(|(column, row, then)| {
        let passed = now.as_millisecond() - then.as_millisecond();
        (column, row) == (mouse.column, mouse.row) && i128::from(passed) <= DOUBLE
    });
    let pointer = &mut app.pointer;
    pointer.presses = if is_next { pointer.presses % text::MOST_PRESSES + 1 } else { 1 };
    pointer.pressed = Some((mouse.column, mouse.row, now));
    pointer.presses
}

/// Presses the keys of that one of the hints that stands in that column.
fn on_hint(app: &mut App, hints: Vec<Hint>, column: u16) -> Vec<Effect> {
    let hit = hints.into_iter().find(|hint| hint.is_at(column));
    let Some(hint) = hit else { return Vec::new() };
    hint.keys.into_iter().flat_map(|key| keys::pressed(app, key)).collect()
}

/// Lists the documents where the name of this one is pointed at.
fn on_title(app: &mut App, column: u16) -> Vec<Effect> {
    let number = app.model.documents.number();
    let number = number.map_or(0, |(at, count)| format!("{at}/{count} ").len());
    let file = app.model.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let end = number + width(&visible(file)).min(NAME);
    if usize::from(column) > end || number == 0 {
        return Vec::new();
    }
    documents::open_list(app)
}

/// Goes to the first statement of the source in that row, and to the next one when it is pointed at
/// again.
fn on_source(app: &mut App, area: Area, row: u16) {
    let inner = area.padded();
    let at = app.model.first_source(inner.height) + usize::from(row.saturating_sub(inner.y));
    let is_row = (inner.y..inner.y + inner.height).contains(&row) && at < app.model.voices.rows().len();
    let is_again = app.model.focus == Focus::Sources && app.model.selected_source == at;
    app.model.focus = Focus::Sources;
    if is_row {
        app.model.selected_source = at;
        update::show_source(app, is_again);
    }
    app.arrange();
}

/// Goes to the heading or paragraph in that row of the outline.
fn on_outline(app: &mut App, area: Area, row: u16) {
    let inner = area.padded();
    let rows = outline(&app.model, inner.height.into());
    if let Some(row) = row.checked_sub(inner.y).and_then(|row| rows.get(usize::from(row))) {
        app.model.focus = Focus::Article;
        app.model.view.selecting = false;
        reading::jump(&mut app.model, &mut app.page, row.start);
    }
}

/// Goes to the place that the strip shows in that column.
fn to_strip(app: &mut App, mouse: Mouse) {
    let Some(area) = app.model.layout().and_then(|layout| layout.strip) else { return };
    let column = mouse.column.saturating_sub(area.x);
    let start = app.model.strip.start_of(column.into());
    app.model.view.selecting = false;
    reading::jump(&mut app.model, &mut app.page, start);
}

/// Scrolls what is pointed at by `rows`.
fn wheel(app: &mut App, mouse: Mouse, rows: isize) {
    app.model.touched = true;
    let Some(layout) = app.model.layout() else { return };
    let is_in = |area: Option<Area>| area.is_some_and(|area| area.contains(mouse.column, mouse.row));
    // Beside the rows in the dock there is the article that they are about.
    let is_over = layout.dock.is_none() || is_in(layout.dock) || app.model.help.is_some();
    if app.model.is_covered() && is_over {
        open::wheel(app, rows);
    } else if is_in(layout.sources) {
        app.model.scroll_sources(layout.sources.unwrap_or_default().padded().height, rows);
    } else {
        reading::scrolling::scroll(&mut app.model, &mut app.page, rows);
        if let Some(Held::Text(from)) = app.pointer.held {
            text::drag(app, mouse, from);
        }
    }
}
