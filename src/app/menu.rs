//! What a picked row of a menu does.

use super::desk::{App, Effect};
use super::overlay::{Menu, MenuPurpose, Overlay};
use super::{correcting, deciding, document};

/// Picks the row that `typed` stands for, where a menu is open; says so where no row has that key.
pub(super) fn typed(app: &mut App, typed: char) -> Vec<Effect> {
    let Some(Overlay::Menu(menu)) = &app.model.overlay else { return Vec::new() };
    match menu.keyed(typed) {
        Some(row) => pick(app, row),
        None => app.refuse(format!("{typed} is no key of this list: Esc goes back")),
    }
}

/// Picks the chosen row.
pub(super) fn confirm(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Menu(menu)) = &app.model.overlay else { return Vec::new() };
    pick(app, menu.chosen)
}

/// Closes the menu and does what the row of that index stands for, which may open another one.
fn pick(app: &mut App, row: usize) -> Vec<Effect> {
    let Some(Overlay::Menu(Menu { purpose, .. })) = app.model.overlay.take() else { return Vec::new() };
    match purpose {
        MenuPurpose::Document => document::pick(app, row),
        MenuPurpose::Decide { accept, choices } => match choices.get(row) {
            Some(which) => deciding::pick(app, accept, which),
            None => Vec::new(),
        },
        MenuPurpose::Correct(statement) => correcting::pick(app, &statement, row),
    }
}
