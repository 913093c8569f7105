//! What a picked row of a menu does.

use super::{Menu, MenuPurpose, Overlay};
use crate::app::action::Action;
use crate::app::documents::document;
use crate::app::event::Effect;
use crate::app::program::App;
use crate::app::reading::trail;
use crate::app::review::correcting;
use crate::app::review::deciding;
use crate::app::tagging::attributes;
use crate::app::tagging::choosing;

/// Picks the row that `typed` stands for, where a menu is open; says so where no row has that key.
pub(in crate::app) fn typed(app: &mut App, typed: char) -> Vec<Effect> {
    let Some(Overlay::Menu(menu)) = &app.model.overlay else { return Vec::new() };
    if menu.purpose == MenuPurpose::SetMark {
        app.model.overlay = None;
        return trail::set_mark(app, typed);
    }
    match menu.keyed(typed) {
        Some(row) => pick(app, row),
        None => app.refuse_with(&format!("{typed} is no key of this list"), &[(Action::Cancel, "goes back")]),
    }
}

/// Picks the chosen row.
pub(in crate::app) fn confirm(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Menu(menu)) = &app.model.overlay else { return Vec::new() };
    pick(app, menu.chosen)
}

/// Closes the menu and does what the row of that index stands for, which may open another one.
fn pick(app: &mut App, row: usize) -> Vec<Effect> {
    let Some(Overlay::Menu(Menu { purpose, rows, .. })) = app.model.overlay.take() else { return Vec::new() };
    match purpose {
        MenuPurpose::Attributes { tag, names } => match names.get(row) {
            Some(name) => attributes::set(app, &tag, name),
            None => Vec::new(),
        },
        MenuPurpose::Value { tag, attribute, values } => match values.get(row) {
            Some(value) => attributes::change(app, &tag, &attribute, value.as_deref()),
            None => Vec::new(),
        },
        MenuPurpose::Document(labels) => match row.checked_sub(1) {
            None => document::turn_status(app),
            Some(row) => match labels.get(row) {
                Some(label) => document::set(app, label),
                None => Vec::new(),
            },
        },
        MenuPurpose::DocumentValue { label, values } => match values.get(row) {
            Some(value) => document::change(app, &label, value.as_deref()),
            None => Vec::new(),
        },
        MenuPurpose::Choices(mut choices) if row < choices.len() => {
            choosing::carry_out(app, choices.swap_remove(row))
        }
        MenuPurpose::Choices(_) => Vec::new(),
        MenuPurpose::Decide { accept, choices } => match choices.get(row) {
            Some(which) => deciding::pick(app, accept, which),
            None => Vec::new(),
        },
        MenuPurpose::SetMark | MenuPurpose::GoToMark => {
            match (purpose, rows.get(row).and_then(|row| row.key)) {
                (MenuPurpose::SetMark, Some(mark)) => trail::set_mark(app, mark),
                (_, Some(mark)) => trail::go_to_mark(app, mark),
                (_, None) => Vec::new(),
            }
        }
        MenuPurpose::Correct(statement) => correcting::pick(app, &statement, row),
    }
}
