//! From what happened to what is done.

use super::action::Action;
use super::desk::{App, Effect, Event};
use super::model::{Focus, Message, Model};
use super::overlay::{ListPurpose, MenuPurpose, Overlay};
use super::{
    alike, changes, compose, correcting, deciding, document, edges, menu, preview, reading, retagging,
    selecting, suggesting, tagging,
};
use crate::config::{Code, Found, Key};

/// Takes in an event.
pub(super) fn update(app: &mut App, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(pressed) => {
            app.model.touched = true;
            key(app, pressed)
        }
        Event::Paste(text) => {
            paste(app, &text);
            Vec::new()
        }
        Event::Resize(width, height) => {
            app.model.size = (width, height);
            app.arrange();
            Vec::new()
        }
        Event::Read(article) => {
            app.model.article = article;
            app.model.whole = true;
            app.page.clear();
            app.arrange();
            let damage = app.model.article.damage().to_string();
            if !damage.is_empty() {
                app.model.message = Some(Message::error(damage));
            }
            Vec::new()
        }
        Event::Failed(why) | Event::Exported(Err(why)) => app.refuse(why),
        Event::Opened { record, read_only, notices, place } => {
            app.model.record = *record;
            app.model.saving.is_open = true;
            if let Some(reason) = &read_only {
                app.model.message = Some(Message::error(format!("read-only: {reason}")));
            } else if !notices.is_empty() {
                app.model.message = Some(Message::done(notices.join("; ")));
            }
            app.model.saving.read_only = read_only;
            expire(app);
            if let Some(findings) = app.model.findings.clone() {
                app.take_findings(findings);
            }
            if let Some(place) = place.filter(|_| !app.model.touched) {
                reading::jump(&mut app.model, &mut app.page, place);
            }
            go_on(app)
        }
        Event::Attributed(findings) => {
            expire(app);
            app.take_findings(findings);
            go_on(app)
        }
        Event::Saved => {
            let Model { saving, warned, .. } = &mut app.model;
            saving.pending = saving.pending.saturating_sub(1);
            *warned = false;
            if saving.failure.take().is_some() {
                app.model.message = Some(Message::done("saved after all"));
            }
            Vec::new()
        }
        Event::SaveFailed(why) => {
            // It is tried again and again: what the person is to read meanwhile stays.
            if app.model.message.is_none() || app.model.saving.failure.as_ref() != Some(&why) {
                app.model.message = Some(Message::error(format!("not saved: {why}")));
            }
            app.model.saving.failure = Some(why);
            Vec::new()
        }
        Event::Found(found) => alike::take_found(app, &found),
        Event::Exported(Ok(what)) => {
            app.model.message = Some(Message::done(what));
            Vec::new()
        }
        Event::ExportExists { format, path } => {
            compose::ask_to_replace(app, format, path);
            Vec::new()
        }
    }
}

/// Closes what is about suggestions and tags by their number, which may be others now.
fn expire(app: &mut App) {
    preview::expire(app);
    if app.model.edges.is_some() {
        edges::let_go(app);
        app.model.view.suggestion = None;
    }
    let is_about = |overlay: &Overlay| match overlay {
        Overlay::Menu(menu) => !matches!(menu.purpose, MenuPurpose::Document),
        Overlay::List(list) => matches!(list.purpose, ListPurpose::SpeakerOf(_)),
        _ => false,
    };
    app.model.overlay.take_if(|overlay| is_about(overlay));
}

/// Handles a key, or keeps it until what it needs is there.
fn key(app: &mut App, key: Key) -> Vec<Effect> {
    if !app.model.waiting.is_empty() {
        if key.code == Code::Esc {
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
fn go_on(app: &mut App) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut keys = std::mem::take(&mut app.model.waiting).into_iter();
    while let Some(key) = keys.next() {
        effects.extend(press(app, key));
        if !app.model.waiting.is_empty() {
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
            act(app, action)
        }
        Found::Nothing => {
            let typed = match key {
                Key { code: Code::Char(typed), ctrl: false, alt: false, .. } => Some(typed),
                _ => None,
            };
            let is_first = app.model.pending.len() == 1;
            let label = typed.filter(|_| is_first && matches!(context, "article" | "preview"));
            let label = label.and_then(|typed| app.model.tag_set.keyed(typed).cloned());
            if let Some(label) = label {
                if !app.model.saving.is_open {
                    return wait(app);
                }
                app.model.pending.clear();
                if context == "preview" {
                    return preview::label(app, &label);
                }
                return tagging::put(app, &label);
            }
            let keys = super::help::shown(&app.model.pending);
            app.model.pending.clear();
            match (&mut app.model.overlay, typed) {
                (Some(Overlay::Menu(_)), Some(typed)) => return menu::typed(app, typed),
                (Some(overlay), Some(typed)) => write(overlay, typed.encode_utf8(&mut [0; 4])),
                (Some(_), None) => {}
                (None, _) => return app.refuse(format!("{keys} does nothing here: ? shows the keys")),
            }
            Vec::new()
        }
    }
}

/// Keeps the keys that were just pressed until what they need is there.
fn wait(app: &mut App) -> Vec<Effect> {
    app.model.waiting = std::mem::take(&mut app.model.pending);
    let what = if app.model.saving.is_open { "who said what" } else { "the record" };
    app.model.message = Some(Message::done(format!("waiting for {what}: Esc stops that")));
    Vec::new()
}

/// Whether the record and the attribution are there for `action`.
fn is_ready(app: &App, action: Action) -> bool {
    let needs_record = matches!(
        action,
        Action::Accept
            | Action::Reject
            | Action::SetSpeaker
            | Action::AcceptMany
            | Action::RejectMany
            | Action::Correct
            | Action::TagAlike
            | Action::TagPattern
            | Action::ChangeMany
            | Action::EngineChanges
            | Action::AddNote
            | Action::Document
            | Action::Delete
            | Action::Undo
            | Action::Redo
            | Action::SuggestionNext
            | Action::SuggestionPrevious
            | Action::Export
    );
    let needs_findings = matches!(
        action,
        Action::Accept
            | Action::Reject
            | Action::SetSpeaker
            | Action::AcceptMany
            | Action::RejectMany
            | Action::Correct
            | Action::TagAlike
            | Action::TagPattern
            | Action::ChangeMany
            | Action::EngineChanges
            | Action::SuggestionNext
            | Action::SuggestionPrevious
            | Action::StatementNext
            | Action::StatementPrevious
            | Action::SameSourceNext
            | Action::SameSourcePrevious
            | Action::SelectStatement
    );
    (!needs_record || app.model.saving.is_open) && (!needs_findings || app.model.findings.is_some())
}

/// Puts typed text into what is open, where it has a line to write on.
fn write(overlay: &mut Overlay, text: &str) {
    if let Some(field) = overlay.field() {
        field.insert(text);
    }
    if let Overlay::List(list) = overlay {
        list.chosen = 0;
    }
}

/// Puts pasted text into what is open, on one line; elsewhere it does nothing, for pasted text is
/// no command.
fn paste(app: &mut App, text: &str) {
    let line = text.split(['\r', '\n']).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    match &mut app.model.overlay {
        Some(overlay) => write(overlay, &line),
        None => app.model.message = Some(Message::error("pasted text has nowhere to go: n opens a note")),
    }
}

/// Does what an action says.
fn act(app: &mut App, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit
            if app.model.saving.failure.is_some() && !std::mem::replace(&mut app.model.warned, true) =>
        {
            return app.refuse("the last edits are NOT SAVED: quit again to leave without them");
        }
        Action::Quit => return vec![Effect::Quit],
        Action::Suspend => return vec![Effect::Suspend],
        _ => {}
    }
    if app.model.overlay.is_some() {
        return compose::act(app, action);
    }
    if app.model.edges.is_some()
        && let Some(effects) = edges::act(app, action)
    {
        return effects;
    }
    match action {
        Action::Help => app.model.overlay = Some(Overlay::Help { top: 0 }),
        Action::FocusNext => {
            app.model.focus = match app.model.focus {
                Focus::Article => Focus::Sources,
                Focus::Sources => Focus::Article,
            };
            app.arrange();
        }
        Action::ToggleSources => toggle(app, |app| &mut app.model.panes.sources),
        Action::ToggleHere => toggle(app, |app| &mut app.model.panes.here),
        Action::ToggleStrip => toggle(app, |app| &mut app.model.panes.strip),
        Action::ToggleHints => toggle(app, |app| &mut app.model.panes.hints),
        Action::Cancel => {
            app.model.focus = Focus::Article;
            app.model.view.suggestion = None;
            selecting::clear(app);
            app.arrange();
        }
        Action::AcceptMany => return deciding::open(app, true),
        Action::RejectMany => return deciding::open(app, false),
        _ if app.model.focus == Focus::Sources => in_sources(app, action),
        Action::SuggestionNext => return suggesting::walk(app, true),
        Action::SuggestionPrevious => return suggesting::walk(app, false),
        Action::Accept => return suggesting::accept(app),
        Action::Reject => return suggesting::reject(app),
        Action::SetSpeaker => return compose::open_speakers(app),
        Action::Correct => return correcting::open(app),
        Action::TagAlike => return alike::open(app),
        Action::TagPattern => alike::ask_pattern(app, ""),
        Action::ChangeMany => return retagging::open(app),
        Action::EngineChanges => return changes::open(app),
        Action::AddNote => return compose::open_note(app),
        Action::Document => return document::open(app),
        Action::Export => return compose::open_export(app),
        Action::Delete => return tagging::delete(app),
        Action::Undo => return tagging::travel(app, true),
        Action::Redo => return tagging::travel(app, false),
        Action::Select
        | Action::SelectRight
        | Action::SelectLeft
        | Action::SelectDown
        | Action::SelectUp
        | Action::SelectWord
        | Action::UnselectWord
        | Action::SelectSentence
        | Action::UnselectSentence
        | Action::SelectParagraph
        | Action::SelectStatement
        | Action::SwapEnds => selecting::select(app, action),
        _ => reading::go(&mut app.model, &mut app.page, action),
    }
    Vec::new()
}

/// Shows or hides a pane.
fn toggle(app: &mut App, pane: fn(&mut App) -> &mut bool) {
    let shown = pane(app);
    *shown = !*shown;
    app.arrange();
}

/// Handles an action while the keys go to the sources: picking one, and stepping through what it
/// says.
fn in_sources(app: &mut App, action: Action) {
    let last = app.model.voices.rows().len().saturating_sub(1);
    let row = app.model.selected_source;
    let row = match action {
        Action::LineDown => (row + 1).min(last),
        Action::LineUp => row.saturating_sub(1),
        Action::Top => 0,
        Action::Bottom => last,
        Action::Confirm | Action::StatementPrevious => {
            step(app, action == Action::Confirm);
            // A pane that took the article's place gives it back, so that the statement shows.
            if app.model.layout().is_some_and(|layout| layout.is_covered()) {
                app.model.focus = Focus::Article;
                app.arrange();
            }
            return;
        }
        _ => row,
    };
    if row != app.model.selected_source {
        app.model.selected_source = row;
        // Shows what it says first; Enter then goes through the rest.
        go_to(app, app.model.voices.step(row, None, true));
    }
}

/// Goes to the next statement of the selected source, or to the one before; round the end.
fn step(app: &mut App, forward: bool) {
    let row = app.model.selected_source;
    let Some(findings) = app.model.findings.clone() else { return };
    let cursor = app.model.view.cursor;
    let from = findings.statement_at(cursor).filter(|&index| app.model.voices.of(index) == Some(row));
    let voices = &app.model.voices;
    let found = match from {
        Some(from) => voices.step(row, Some(from), forward),
        None if forward => voices.step(row, findings.first_from(cursor).checked_sub(1), true),
        None => voices.step(row, Some(findings.first_from(cursor)), false),
    };
    let found = found.or_else(|| app.model.voices.step(row, None, forward));
    go_to(app, found);
}

/// Puts the cursor on the statement of that index.
fn go_to(app: &mut App, statement: Option<usize>) {
    let Some(findings) = app.model.findings.clone() else { return };
    let target = statement.and_then(|index| findings.statement(index)).map(super::findings::start);
    if let Some(target) = target {
        reading::jump(&mut app.model, &mut app.page, target);
    }
}
