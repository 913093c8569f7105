//! Keys: looked up, written into what is open, or kept until what they need is there.

use super::action::{Action, Need};
use super::documents;
use super::event::Effect;
use super::model::{Message, Model};
use super::overlays::Overlay;
use super::overlays::menu;
use super::overlays::palette;
use super::overlays::preview;
use super::overlays::sheet;
use super::program::App;
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
            if !is_ready(&app.model, action) {
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
                Found::Action(_) if !app.model.saving.is_open || app.model.at_work.is_some() => {
                    return wait(app);
                }
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
                (_, Some(typed)) if app.model.help.is_some() => {
                    return write(app, typed.encode_utf8(&mut [0; 4]));
                }
                (_, None) if app.model.help.is_some() => {}
                (Some(Overlay::Menu(_)), Some(typed)) => return menu::typed(app, typed),
                (Some(_), Some(typed)) => return write(app, typed.encode_utf8(&mut [0; 4])),
                (Some(_), None) => {}
                (None, _) => {
                    let why = format!("{keys} does nothing here");
                    return app.refuse_with(&why, &[(Action::Help, "shows the keys")]);
                }
            }
            Vec::new()
        }
    }
}

/// Keeps the keys that were just pressed until what they need is there.
fn wait(app: &mut App) -> Vec<Effect> {
    app.model.waiting = std::mem::take(&mut app.model.pending);
    let what = awaited(&app.model);
    app.model.message = Some(Message::done(format!("waiting for {what}: Esc stops that")));
    Vec::new()
}

/// Keeps a key that does `action` in `context` until what it needs is there.
pub(super) fn wait_for(app: &mut App, context: &str, action: Action) -> Vec<Effect> {
    let bound = app.model.keymap.bindings(context).iter().find(|(_, bound)| *bound == action);
    app.model.pending = bound.map_or(Vec::new(), |(keys, _)| keys.clone());
    wait(app)
}

/// What keys that are not ready have to wait for.
pub(super) fn awaited(model: &Model) -> &'static str {
    match (model.saving.is_open, &model.findings) {
        (true, _) if model.is_editing() => "what is being done",
        (true, _) if model.at_work.is_some() => "who said what",
        (false, _) => "the record",
        (true, None) => "who said what",
        (true, Some(_)) if is_sought(model) => "what is looked for",
        (true, Some(_)) => "what was done last time",
    }
}

/// Whether the rows of what is open are still looked for.
fn is_sought(model: &Model) -> bool {
    match &model.overlay {
        Some(Overlay::Preview(preview)) => preview.awaited.is_some(),
        _ => model.search.is_looking_up(),
    }
}

/// Whether what `action` needs is there.
pub(super) fn is_ready(model: &Model, action: Action) -> bool {
    let Model { saving, findings, history, .. } = model;
    action.needs().iter().all(|need| match need {
        Need::Opened => saving.is_open,
        Need::Record => saving.is_open && model.at_work.is_none(),
        Need::Findings => findings.is_some(),
        Need::Past => saving.is_recalled || history.can_undo(),
        Need::Future => saving.is_recalled || !history.is_empty(),
    })
}

/// Puts typed text into what is open, where it has a line to write on.
fn write(app: &mut App, text: &str) -> Vec<Effect> {
    if let Some(help) = &mut app.model.help {
        sheet::write(help, text);
        return Vec::new();
    }
    let Some(overlay) = &mut app.model.overlay else { return Vec::new() };
    if let Some(field) = overlay.field() {
        field.insert(text);
    }
    match overlay {
        Overlay::List(list) => list.chosen = 0,
        Overlay::Finder(finder) => finder.narrow(),
        Overlay::Note(draft) => draft.is_warned = false,
        Overlay::Search(_) => return search::line::follow(app),
        Overlay::Palette(_) => palette::follow(app),
        _ => {}
    }
    search::lookup::follow(app)
}

/// Puts pasted text into what is open, on one line but for a note; elsewhere it does nothing, for
/// pasted text is no command.
pub(super) fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    if app.model.help.is_none()
        && let Some(Overlay::Note(draft)) = &mut app.model.overlay
    {
        draft.writing.insert(text);
        draft.is_warned = false;
        return Vec::new();
    }
    let line = text.split(['\r', '\n']).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    if !app.model.is_covered() {
        let ways = [(Action::AddNote, "opens a note"), (Action::Search, "a search")];
        return app.refuse_with("pasted text has nowhere to go", &ways);
    }
    write(app, &line)
}
