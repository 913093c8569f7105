//! Keys: looked up, written into what is open, or kept until what they need is there.

use super::action::{Action, Need};
use super::desk::{App, Effect};
use super::documents;
use super::model::{Message, Model};
use super::overlays::Overlay;
use super::overlays::help::keys_of;
use super::overlays::menu;
use super::overlays::preview;
use super::search;
use super::tagging;
use super::update;
use crate::config::{Code, Found, Key};

/// Handles a key, or keeps it until what it needs is there.
pub(super) fn pressed(app: &mut App, key: Key) -> Vec<Effect> {
    if !app.model.waiting.is_empty() || app.model.documents.is_leaving() {
        if key.code == Code::Esc {
            documents::stay(app, None);
            app.model.waiting.clear();
            app.model.message = Some(Message::done("no longer waiting"));
        } else {
            app.model.waiting.push(key);
        }
        return Vec::new();
    }
    app.model.message = None;
    press(app, key)
}

/// Handles the keys that were kept, as far as they can be by now.
pub(super) fn go_on(app: &mut App) -> Vec<Effect> {
    if app.model.documents.is_leaving() {
        // They are for the next document.
        return Vec::new();
    }
    let mut effects = Vec::new();
    let mut keys = std::mem::take(&mut app.model.waiting).into_iter();
    while let Some(key) = keys.next() {
        effects.extend(press(app, key));
        if !app.model.waiting.is_empty() || app.model.documents.is_leaving() {
            app.model.waiting.extend(keys);
            break;
        }
    }
    effects
}

/// Looks a key up and does what it stands for.
fn press(app: &mut App, key: Key) -> Vec<Effect> {
    let context = app.model.context();
    app.model.pending.push(key);
    let mut found = app.model.keymap.find(context, &app.model.pending);
    if (context, found) == ("holding", Found::Nothing) {
        found = app.model.keymap.find("article", &app.model.pending);
    }
    match found {
        Found::Prefix => Vec::new(),
        Found::Action(action) => {
            if !is_ready(app, action) {
                return wait(app);
            }
            app.model.pending.clear();
            update::act(app, action)
        }
        Found::Nothing => {
            let typed = match key {
                Key { code: Code::Char(typed), ctrl: false, alt: false, .. } => Some(typed),
                _ => None,
            };
            let label = match context {
                "article" | "holding" | "preview" => app.model.tag_set.keyed(&app.model.pending),
                _ => Found::Nothing,
            };
            match label {
                Found::Action(_) if !app.model.saving.is_open => return wait(app),
                Found::Action(label) => {
                    let label = label.clone();
                    app.model.pending.clear();
                    return if context == "preview" {
                        preview::label(app, &label)
                    } else {
                        tagging::put(app, &label)
                    };
                }
                Found::Prefix => return Vec::new(),
                Found::Nothing => {}
            }
            let keys = super::overlays::help::shown(&app.model.pending);
            app.model.pending.clear();
            match (&mut app.model.overlay, typed) {
                (Some(Overlay::Menu(_)), Some(typed)) => return menu::typed(app, typed),
                (Some(_), Some(typed)) => return write(app, typed.encode_utf8(&mut [0; 4])),
                (Some(_), None) => {}
                (None, _) => {
                    let help = keys_of(&app.model.keymap, "article", Action::Help).into_iter().next();
                    let help = help.map_or_else(String::new, |help| format!(": {help} shows the keys"));
                    return app.refuse(format!("{keys} does nothing here{help}"));
                }
            }
            Vec::new()
        }
    }
}

/// Keeps the keys that were just pressed until what they need is there.
fn wait(app: &mut App) -> Vec<Effect> {
    app.model.waiting = std::mem::take(&mut app.model.pending);
    let what = match (&app.model.saving.is_open, &app.model.findings) {
        (false, _) => "the record",
        (true, None) => "who said what",
        (true, Some(_)) => "what was done last time",
    };
    app.model.message = Some(Message::done(format!("waiting for {what}: Esc stops that")));
    Vec::new()
}

/// Whether what `action` needs is there.
fn is_ready(app: &App, action: Action) -> bool {
    let Model { saving, findings, history, .. } = &app.model;
    action.needs().iter().all(|need| match need {
        Need::Record => saving.is_open,
        Need::Findings => findings.is_some(),
        Need::Past => saving.is_recalled || history.can_undo(),
        Need::Future => saving.is_recalled || !history.is_empty(),
    })
}

/// Puts typed text into what is open, where it has a line to write on.
fn write(app: &mut App, text: &str) -> Vec<Effect> {
    let Some(overlay) = &mut app.model.overlay else { return Vec::new() };
    if let Some(field) = overlay.field() {
        field.insert(text);
    }
    match overlay {
        Overlay::List(list) => list.chosen = 0,
        Overlay::Finder(finder) => finder.narrow(),
        Overlay::Note(draft) => draft.is_warned = false,
        Overlay::Search(_) => return search::line::follow(app),
        _ => {}
    }
    search::lookup::follow(app)
}

/// Puts pasted text into what is open, on one line but for a note; elsewhere it does nothing, for
/// pasted text is no command.
pub(super) fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    if let Some(Overlay::Note(draft)) = &mut app.model.overlay {
        draft.writing.insert(text);
        draft.is_warned = false;
        return Vec::new();
    }
    let line = text.split(['\r', '\n']).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    if app.model.overlay.is_none() {
        let key = |action| keys_of(&app.model.keymap, "article", action).into_iter().next();
        let ways = [(Action::AddNote, "opens a note"), (Action::Search, "a search")];
        let ways = ways.into_iter().filter_map(|(action, what)| Some(format!("{} {what}", key(action)?)));
        let ways = ways.collect::<Vec<_>>().join(", ");
        let colon = if ways.is_empty() { "" } else { ": " };
        return app.refuse(format!("pasted text has nowhere to go{colon}{ways}"));
    }
    write(app, &line)
}
