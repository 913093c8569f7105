//! From what happened to what is done.

use std::sync::Arc;

use super::action::Action;
use super::bulk;
use super::documents::{self, changed, document};
use super::event::{Effect, Event};
use super::exporting;
use super::keys;
use super::model::{Bookmark, Focus, Message};
use super::overlays::{compose, guidelines, overview, palette, preview, sheet};
use super::pointing;
use super::program::App;
use super::reading::{
    self, copying, going, highlight, outline, selecting, trail, trail::Trail, typesetting, voices::Seats,
};
use super::review::{changes, correcting, deciding, disputes, recheck, suggesting};
use super::saving;
use super::search::{self, filter, lookup};
use super::tagging::{
    self, alike, attributes, attributes::Lacking, choosing, entities, holding, identity, linking, notes,
    removing, retagging,
};
use crate::config::SCHEMES;

/// Takes in an event.
pub(super) fn update(app: &mut App, event: Event) -> Vec<Effect> {
    let mut effects = take_in(app, event);
    filter::settle(app);
    search::refresh(app);
    effects.extend(changed::go_on(app));
    effects
}

fn take_in(app: &mut App, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(pressed) => {
            let was_touched = std::mem::replace(&mut app.model.touched, true);
            let effects = keys::pressed(app, pressed);
            // Who gives the terminal back for a while finds the same screen again.
            if let [Effect::Suspend | Effect::Redraw] = effects.as_slice() {
                app.model.touched = was_touched;
            }
            effects
        }
        Event::Paste(text) => keys::paste(app, &text),
        Event::Mouse(mouse) => {
            trail::begin(app);
            let effects = pointing::moved(app, mouse);
            trail::follow(app, mouse.gesture.turns_the_page());
            effects
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
            filter::end(app);
            app.arrange();
            let damage = app.model.article.damage().to_string();
            if !damage.is_empty() {
                app.model.message = Some(Message::error(damage));
            }
            search::start(app)
        }
        Event::Changed(article) => {
            changed::take(app, *article);
            Vec::new()
        }
        Event::Vanished => {
            changed::gone(app);
            Vec::new()
        }
        Event::Edited(edited) => bulk::take(app, *edited),
        Event::Failed(why) | Event::Exported(Err(why)) => app.refuse(why),
        Event::Opened { record, read_only, notices, bookmark } => {
            app.model.lacking = Lacking::new(&record, &app.model.tag_set);
            app.model.record = *record;
            app.model.saving.is_open = true;
            let is_renewed = std::mem::take(&mut app.model.is_renewed);
            match &read_only {
                Some(reason) => app.model.message = Some(Message::error(format!("read-only: {reason}"))),
                None => {
                    let renewed = is_renewed.then(|| "the article was changed: read again".to_owned());
                    let notices = renewed.into_iter().chain(notices).chain(recheck::reminder(app)).collect();
                    tell(app, notices);
                }
            }
            app.model.saving.read_only = read_only;
            expire(app);
            let cursor = bookmark.as_ref().map_or(0, |bookmark| bookmark.cursor);
            // An article that is read again brings its own.
            if let Some(Bookmark { sources, marks, .. }) = bookmark.filter(|_| !is_renewed) {
                app.model.trail = Trail::with_marks(marks);
                Arc::make_mut(&mut app.model.voices).seat_anew(Seats::new(sources));
            }
            let findings = app.model.findings.clone();
            let mut effects = findings.map_or(Vec::new(), |findings| bulk::take_findings(app, findings));
            if cursor > 0 && !app.model.touched {
                trail::return_to(app, cursor);
            }
            effects.extend(keys::go_on(app));
            effects
        }
        Event::Joined { record, notices } => {
            app.take_joined(*record);
            tell(app, notices);
            match app.model.findings.clone() {
                Some(findings) => bulk::take_findings(app, findings),
                None => bulk::begin_again(app).into_iter().chain(overview::renew(app)).collect(),
            }
        }
        Event::Recalled { history, notice } => {
            app.model.history.follow(*history);
            app.model.saving.is_recalled = true;
            if let Some(notice) = notice {
                let told = app.model.message.take();
                let told = told.map_or(String::new(), |told| format!("{}; ", told.text));
                app.model.message = Some(Message::error(format!("{told}{notice}")));
            }
            keys::go_on(app)
        }
        Event::Attributed(findings) => {
            expire(app);
            bulk::take_findings(app, findings)
        }
        Event::Themed(name) => {
            let about = SCHEMES.iter().find(|(known, _)| *known == name);
            let about = about.map_or("a theme of yours", |(_, about)| about);
            app.model.message = Some(Message::done(format!("colours: {name}, {about}")));
            app.model.settings.theme = name;
            Vec::new()
        }
        Event::Saved => {
            let left = app.in_flight.pop_front().filter(|edit| edit.changes.len() > bulk::MANY);
            saving::saved(app);
            documents::saved(app).into_iter().chain(left.map(bulk::free)).collect()
        }
        Event::SaveFailed(why) => {
            saving::failed(app, why);
            documents::stay(app, None);
            Vec::new()
        }
        Event::SavedElsewhere { path, waiting } => {
            saving::saved_elsewhere(app, &path, waiting);
            Vec::new()
        }
        Event::ElsewhereExists { path } => {
            saving::ask_to_replace(app, path);
            Vec::new()
        }
        Event::Found(found) => alike::take_found(app, &found),
        Event::Summed(summed) => {
            overview::take(app, summed);
            Vec::new()
        }
        Event::Swept(swept) => search::take(app, swept),
        Event::Exported(Ok(what)) => {
            app.model.message = Some(Message::done(what));
            Vec::new()
        }
        Event::Stays { tried, message } => {
            documents::stay(app, tried);
            app.model.message = Some(message);
            Vec::new()
        }
        Event::Surveyed { at, progress } => {
            documents::surveyed(app, at, progress);
            Vec::new()
        }
        Event::ExportExists { format, path } => {
            exporting::ask_to_replace(app, format, path);
            Vec::new()
        }
    }
}

/// Tells what there is to know of a record that was opened or joined, and what is disputed on it.
fn tell(app: &mut App, mut notices: Vec<String>) {
    notices.extend(disputes::notice(&app.model));
    if !notices.is_empty() {
        app.model.message = Some(Message::done(notices.join("; ")));
    }
}

/// Lets go of what is about suggestions by their number, which may be others now.
pub(super) fn expire(app: &mut App) {
    bulk::expire(app);
    preview::expire(app);
    holding::expire(app);
    linking::expire(app);
    app.model.overlay.take_if(|overlay| overlay.is_about_suggestions());
}

/// Does what an action says.
pub(super) fn act(app: &mut App, action: Action) -> Vec<Effect> {
    trail::begin(app);
    let effects = carry_out(app, action);
    trail::follow(app, trail::turns_the_page(action));
    effects
}

fn carry_out(app: &mut App, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => return saving::quit(app),
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Help => return sheet::turn(app),
        _ => {}
    }
    if app.model.help.is_some() {
        return sheet::act(app, action);
    }
    if let Some(effects) = recheck::act(app, action) {
        return effects;
    }
    if app.model.overlay.is_some() {
        return compose::act(app, action);
    }
    if app.model.context() == "holding"
        && let Some(effects) = holding::act(app, action)
    {
        return effects;
    }
    match action {
        Action::SaveElsewhere => return saving::ask(app),
        Action::Palette => return palette::open(app),
        Action::Guidelines => return guidelines::open(app),
        Action::Overview => return overview::open(app),
        Action::FocusNext => {
            app.model.focus = match app.model.focus {
                Focus::Article => Focus::Sources,
                Focus::Sources => Focus::Article,
            };
            app.arrange();
        }
        Action::ToggleSources => toggle(app, |app| &mut app.model.settings.panes.sources),
        Action::ToggleOutline => toggle(app, |app| &mut app.model.settings.panes.outline),
        Action::ToggleHere => toggle(app, |app| &mut app.model.settings.panes.here),
        Action::ToggleStrip => toggle(app, |app| &mut app.model.settings.panes.strip),
        Action::ToggleMouse => return pointing::toggle(app),
        Action::Copy => return copying::copy(app),
        Action::ToggleHints => toggle(app, |app| &mut app.model.settings.panes.hints),
        Action::ThemeNext => return vec![Effect::NextTheme],
        Action::Narrower
        | Action::Wider
        | Action::ToggleJustify
        | Action::ToggleHyphenate
        | Action::ToggleRuler
        | Action::FocusOn
        | Action::ToggleLineNumbers
        | Action::ToggleParagraphNumbers => typesetting::set(app, action),
        Action::HighlightSource => return highlight::toggle(app),
        Action::Cancel if app.model.is_editing() => return bulk::stop(app),
        Action::Cancel if app.model.hand.linking.is_some() => return linking::let_go(app),
        Action::Cancel if app.model.focus == Focus::Article && search::let_go(app) => {}
        Action::Cancel => {
            app.model.focus = Focus::Article;
            app.model.view.suggestion = None;
            app.model.view.highlight = None;
            app.model.hand.chosen = None;
            selecting::clear(app);
            app.arrange();
        }
        Action::AcceptMany => return deciding::open(app, true),
        Action::RejectMany => return deciding::open(app, false),
        Action::Search => return search::line::open(app),
        Action::SearchNext | Action::SearchPrevious => {
            return search::step(app, action == Action::SearchNext);
        }
        Action::OnlyHits
        | Action::OnlySource
        | Action::OnlyUndecided
        | Action::OnlyMarked
        | Action::Everything => return filter::act(app, action),
        Action::LookUp => return lookup::open(app),
        _ if app.model.focus == Focus::Sources => in_sources(app, action),
        Action::GoTo => return going::ask(app),
        Action::Outline => return outline::open(app),
        Action::JumpBack => return trail::travel(app, true),
        Action::JumpForward => return trail::travel(app, false),
        Action::SetMark => return trail::ask_mark(app),
        Action::GoToMark => return trail::list_marks(app),
        Action::SearchWords => return search::words(app),
        Action::SuggestionNext => return suggesting::walk(app, true),
        Action::SuggestionPrevious => return suggesting::walk(app, false),
        Action::Accept => return suggesting::accept(app),
        Action::Reject => return suggesting::reject(app),
        Action::SetSpeaker => return compose::open_speakers(app),
        Action::Disputes => return disputes::open(app),
        Action::Recheck => return recheck::open(app),
        Action::Attributes => return attributes::open(app),
        Action::LackingNext => return attributes::next_lacking(app),
        Action::TagNext => return choosing::walk(app, true),
        Action::TagPrevious => return choosing::walk(app, false),
        Action::Hold => return holding::hold(app),
        Action::Extend => return holding::extend(app),
        Action::Connect => return linking::connect(app),
        Action::Identify => return identity::open(app),
        Action::Entities => return entities::open(app, None),
        Action::AddNote => return notes::open(app),
        Action::DocumentNote => return notes::open_on_document(app),
        Action::Notes => return notes::list(app),
        Action::Correct => return correcting::open(app),
        Action::TagAlike => return alike::open(app),
        Action::TagPattern => alike::ask_pattern(app, ""),
        Action::ChangeMany => return retagging::open(app),
        Action::EngineChanges => return changes::open(app),
        Action::Document => return document::open(app),
        Action::DoneNext => return documents::finish(app),
        Action::DocumentNext => return documents::step(app, true),
        Action::DocumentPrevious => return documents::step(app, false),
        Action::Documents => return documents::open_list(app),
        Action::Export => return exporting::open(app),
        Action::Delete => return removing::delete(app),
        Action::Undo => return tagging::travel(app, true),
        Action::Redo => return tagging::travel(app, false),
        _ if selecting::is_selecting(action) => selecting::select(app, action),
        _ => reading::go(&mut app.model, &mut app.page, action),
    }
    Vec::new()
}

/// Shows or hides a pane.
fn toggle(app: &mut App, pane: fn(&mut App) -> &mut bool) {
    typesetting::keep_line(app, |app| {
        let shown = pane(app);
        *shown = !*shown;
    });
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
            return uncover(app);
        }
        _ => row,
    };
    app.model.scrolled_source = None;
    if row != app.model.selected_source {
        app.model.selected_source = row;
        // Shows what it says first; Enter then goes through the rest.
        go_to(app, app.model.voices.step(row, None, true));
    }
}

/// Shows what the selected source says first, or where that `is_shown`, what it says next.
pub(super) fn show_source(app: &mut App, is_shown: bool) {
    if is_shown {
        step(app, true);
    } else {
        go_to(app, app.model.voices.step(app.model.selected_source, None, true));
    }
    uncover(app);
}

/// Has a pane that took the article's place give it back, so that the statement shows.
fn uncover(app: &mut App) {
    if app.model.layout().is_some_and(|layout| layout.is_covered()) {
        app.model.focus = Focus::Article;
        app.arrange();
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
    let target = statement.and_then(|index| findings.statement(index)).map(super::reading::findings::start);
    if let Some(target) = target {
        reading::jump(&mut app.model, &mut app.page, target);
    }
}
