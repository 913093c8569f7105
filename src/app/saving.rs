//! Saving: what is safe, and another file for what cannot be saved in its place.

use super::action::Action;
use super::event::Effect;
use super::keys;
use super::model::{Message, Model};
use super::overlays::compose::REPLACES;
use super::overlays::field::Field;
use super::overlays::{Line, LinePurpose, Overlay};
use super::program::App;

/// Takes in that an edit is on disk.
pub(super) fn saved(app: &mut App) {
    let Model { saving, warned, message, .. } = &mut app.model;
    saving.pending = saving.pending.saturating_sub(1);
    saving.elsewhere = saving.elsewhere.map(|safe| safe.saturating_sub(1));
    *warned = false;
    if saving.failure.take().is_some() {
        *message = Some(Message::done("saved after all"));
    }
}

/// Takes in that an edit is not on disk, and why.
pub(super) fn failed(app: &mut App, why: String) {
    let Model { saving, message, .. } = &app.model;
    let is_new = saving.failure.as_ref() != Some(&why);
    // It is tried again and again: what the person is to read meanwhile stays.
    if is_new || message.is_none() && saving.is_unsafe() {
        let way_out = app
            .model
            .key_in("article", Action::SaveElsewhere)
            .map_or(String::new(), |key| format!("; {key} saves it elsewhere"));
        app.model.message = Some(Message::error(format!("not saved: {why}{way_out}")));
    }
    app.model.saving.failure = Some(why);
}

/// Leaves, but for edits that are nowhere safe: then it says so first, once.
pub(super) fn quit(app: &mut App) -> Vec<Effect> {
    if app.model.is_editing() {
        // An edit that was asked for is not left behind.
        return keys::wait_for(app, "article", Action::Quit);
    }
    if app.model.saving.is_unsafe() && !std::mem::replace(&mut app.model.warned, true) {
        let way_out = app
            .model
            .key_in("article", Action::SaveElsewhere)
            .map_or(String::new(), |key| format!("{key} saves them elsewhere, "));
        return app.refuse(format!("the last edits are NOT SAVED: {way_out}quit again leaves without them"));
    }
    vec![Effect::Quit]
}

/// Opens the line for the file to save the record to.
pub(super) fn ask(app: &mut App) -> Vec<Effect> {
    if let Some(why) = &app.model.saving.read_only {
        let why = format!("there is nothing to save: {why}");
        return app.refuse(why);
    }
    let offer = app.model.saving.offer.clone();
    open(app, None, "Save the record to which file?", offer);
    Vec::new()
}

/// Asks whether the file at `path` may be replaced.
pub(super) fn ask_to_replace(app: &mut App, path: String) {
    let title = format!("There is such a file{}", app.model.tip_in("line", &REPLACES));
    open(app, Some(path.clone()), &title, path);
}

fn open(app: &mut App, told: Option<String>, title: &str, path: String) {
    let purpose = LinePurpose::SaveElsewhere { told };
    let line = Line { purpose, title: title.to_owned(), field: Field::new(path) };
    app.model.overlay = Some(Overlay::Line(line));
}

/// Saves the record to the file `path`; a file that the person was `told` of may be replaced.
pub(super) fn save(app: &mut App, path: String, told: Option<&str>) -> Vec<Effect> {
    if path.is_empty() {
        return app.refuse("no file name: nothing was saved");
    }
    let replace = told == Some(path.as_str());
    vec![Effect::SaveElsewhere { path, replace, record: Box::new(app.model.record.clone()) }]
}

/// Takes in that the record is saved in the file `path`, and `waiting` edits with it that could not be
/// saved in their place.
pub(super) fn saved_elsewhere(app: &mut App, path: &str, waiting: usize) {
    app.model.saving.elsewhere = Some(waiting);
    app.model.warned = false;
    app.model.message = Some(Message::done(match waiting {
        0 => format!("the record is also in {path}"),
        _ => format!("everything is safe in {path}; once it can be saved here, it will be"),
    }));
}
