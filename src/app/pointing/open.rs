//! The mouse on what is open above the panes.

use super::{Mouse, on_hint};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::hinting;
use crate::app::overlays::Overlay;
use crate::app::overlays::{overview, preview};
use crate::app::program::App;
use crate::app::update;

/// Chooses the row that is pointed at, and takes the one that is chosen already. Beside what is open it
/// does as Esc does, where nothing written is lost.
pub(super) fn press(app: &mut App, mouse: Mouse) -> Vec<Effect> {
    let Some(placed) = app.model.placed() else { return Vec::new() };
    if !placed.area.contains(mouse.column, mouse.row) {
        return beside(app);
    }
    if mouse.row + 1 == placed.area.y + placed.area.height
        && let Some(situation) = footed(app)
    {
        let hints = hinting::footer(&app.model, placed.area, situation);
        return on_hint(app, hints, mouse.column);
    }
    if app.model.help.is_some() {
        return Vec::new();
    }
    let Some(row) = placed.row_at(mouse.column, mouse.row) else { return Vec::new() };
    let (chosen, count) = match &mut app.model.overlay {
        Some(Overlay::List(list)) => {
            let count = list.left().count();
            (&mut list.chosen, count)
        }
        Some(Overlay::Menu(menu)) => (&mut menu.chosen, menu.rows.len()),
        Some(Overlay::Finder(finder)) => {
            let count = finder.count() + usize::from(finder.new_name().is_some());
            (&mut finder.chosen, count)
        }
        Some(Overlay::Palette(palette)) => {
            let count = palette.count();
            (&mut palette.chosen, count)
        }
        Some(Overlay::Preview(preview)) => {
            let count = preview.len();
            (&mut preview.chosen, count)
        }
        Some(Overlay::Overview(_)) => return overview::pick(app, row),
        _ => return Vec::new(),
    };
    if row >= count {
        return Vec::new();
    }
    let is_taken = std::mem::replace(chosen, row) == row;
    match (&mut app.model.overlay, is_taken) {
        // All of them are done at once, by a key: here one is taken or left.
        (Some(Overlay::Preview(shown)), true) => {
            shown.turn(row);
            Vec::new()
        }
        (Some(Overlay::Preview(_)), false) => {
            preview::show(app);
            Vec::new()
        }
        (_, true) => update::act(app, Action::Confirm),
        (_, false) => Vec::new(),
    }
}

/// The situation whose keys stand on the lower edge of what is open; `None` where none do.
fn footed(app: &App) -> Option<&'static str> {
    let situation = app.model.situation();
    (app.model.help.is_some() || matches!(situation, "entities" | "note" | "guidelines")).then_some(situation)
}

/// Closes what is open, but for what was written, and for rows that were picked one by one.
fn beside(app: &mut App) -> Vec<Effect> {
    if app.model.help.take().is_some() {
        return Vec::new();
    }
    let is_written = match &mut app.model.overlay {
        Some(Overlay::Preview(_)) => true,
        Some(overlay) => overlay.field().is_some_and(|field| !field.text().is_empty()),
        None => false,
    };
    if is_written {
        return app.refuse_with(
            "something is written here",
            &[(Action::Cancel, "closes this"), (Action::Confirm, "takes it")],
        );
    }
    update::act(app, Action::Cancel)
}

/// Scrolls what is open by `rows`.
pub(super) fn wheel(app: &mut App, rows: isize) {
    let Some(placed) = app.model.placed() else { return };
    let by = |chosen: usize, count: usize| chosen.saturating_add_signed(rows).min(count.saturating_sub(1));
    if let Some(help) = &mut app.model.help {
        help.top = placed.first.saturating_add_signed(rows).min(help.rows().len());
        return;
    }
    match &mut app.model.overlay {
        Some(Overlay::Guidelines { top }) => {
            *top = placed.first.saturating_add_signed(rows);
        }
        Some(Overlay::List(list)) => list.step(rows),
        Some(Overlay::Menu(menu)) => menu.chosen = by(menu.chosen, menu.rows.len()),
        Some(Overlay::Finder(finder)) => finder.step(rows),
        Some(Overlay::Palette(palette)) => palette.chosen = by(palette.chosen, palette.count()),
        Some(Overlay::Preview(shown)) => {
            shown.chosen = by(shown.chosen, shown.len());
            preview::show(app);
        }
        Some(Overlay::Overview(_)) => {
            let action = if rows > 0 { Action::LineDown } else { Action::LineUp };
            for _ in 0..rows.unsigned_abs() {
                overview::act(app, action);
            }
        }
        Some(Overlay::Line(_) | Overlay::Search(_) | Overlay::Note(_)) | None => {}
    }
}
