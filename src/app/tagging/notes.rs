//! Notes: on tags, statements, places, the document.

use std::collections::BTreeMap;

use super::choosing::{Deed, on_tag};
use super::entities;
use super::hand::quoted;
use super::removing::first_line;
use super::told;
use super::writing::{Writing, writing_width};
use crate::annotation::{Change, Id, Note};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::{Message, Model};
use crate::app::overlays::Overlay;
use crate::app::overlays::compose;
use crate::app::overlays::finder::{Finder, FinderPurpose, FinderRow, Item};
use crate::app::program::App;
use crate::app::reading;
use crate::app::reading::findings::Suggestion;
use crate::app::reading::selecting;
use crate::article::Span;
use crate::page::motion;

/// How many characters of what a note is on its title has.
const QUOTED: usize = 32;

/// A note that is being written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// What it becomes.
    pub purpose: DraftPurpose,
    /// What is asked.
    pub title: String,
    /// What was written so far.
    pub writing: Writing,
    /// Whether the person was told that leaving drops what was written.
    pub is_warned: bool,
}

/// What a [`Draft`] becomes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DraftPurpose {
    /// A new note.
    New {
        /// The item that it is about.
        about: Option<Id>,
        /// The place that it is about; with neither it is about the document.
        at: Vec<Span>,
    },
    /// New words for the note of that id.
    Rewrite(Id),
}

/// The name that is reviewed: it is what a person has in mind, whatever it stands in.
fn reviewed_name(model: &Model) -> Option<Span> {
    match model.view.suggestion? {
        Suggestion::Mention(index) => {
            Some(model.findings.as_deref()?.attribution().mentions.get(index)?.span)
        }
        Suggestion::Statement(_) => None,
    }
}

/// Opens a note on the selection, or else on the name that is reviewed, or else on the tag, the statement or
/// the word under the cursor, or else on the document. Where there is a note already it is opened to be changed.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    if app.model.selection().is_none()
        && reviewed_name(&app.model).is_none()
        && let Some(effects) = on_tag(app, Deed::Note)
    {
        return effects;
    }
    open_at_place(app)
}

/// Opens a note about the tag of that id.
pub(in crate::app) fn open_about(app: &mut App, id: &Id) -> Vec<Effect> {
    let Some(tag) = app.model.record.tag(id) else { return app.refuse("that tag is gone") };
    let title = format!("Note on {}", app.model.called(tag));
    let there = app.model.record.notes_about(id).next().cloned();
    write(app, there, title, DraftPurpose::New { about: Some(id.clone()), at: Vec::new() })
}

/// Opens a note on the selection, or else on the name that is reviewed, the statement or the word under the
/// cursor, or else on the document.
pub(in crate::app) fn open_at_place(app: &mut App) -> Vec<Effect> {
    let cursor = app.model.view.cursor;
    let article = app.model.article.clone();
    let text = article.text();
    if let Some(selection) = app.model.selection() {
        let at = vec![selection.trimmed(text)];
        return write(app, None, "Note on the selection".to_owned(), DraftPurpose::New { about: None, at });
    }
    let here = Span::new(cursor, cursor + 1);
    let on = |what: &str, at: &[Span]| format!("Note on {what} {}", quoted(&app.model.words(at, QUOTED)));
    if let Some(name) = reviewed_name(&app.model) {
        let there = app.model.record.notes_in(here).find(|note| note.at == [name]).cloned();
        let title = on("the name", &[name]);
        return write(app, there, title, DraftPurpose::New { about: None, at: vec![name] });
    }
    let there = app.model.record.notes_in(here).next().cloned();
    let statement = app.model.findings.as_deref().and_then(|findings| {
        let index = findings.statement_at(cursor)?;
        Some(findings.statement(index)?.content.to_vec())
    });
    let (at, title) = match (statement, motion::word_at(text, cursor)) {
        (Some(at), _) => {
            let title = on("the statement", &at);
            (at, title)
        }
        (None, Some(word)) => (vec![word], on("the word", &[word])),
        (None, None) if there.is_some() => (Vec::new(), "Note".to_owned()),
        (None, None) => return open_on_document(app),
    };
    write(app, there, title, DraftPurpose::New { about: None, at })
}

/// Opens a note about the document as a whole.
pub(in crate::app) fn open_on_document(app: &mut App) -> Vec<Effect> {
    let there = app.model.record.document_notes().next().cloned();
    let purpose = DraftPurpose::New { about: None, at: Vec::new() };
    write(app, there, "Note on the document".to_owned(), purpose)
}

/// Opens the note that is there, to be changed, or else a new one.
fn write(app: &mut App, there: Option<Note>, title: String, purpose: DraftPurpose) -> Vec<Effect> {
    let (purpose, title, writing) = match there {
        Some(note) => {
            let title = format!("{title}: left empty, it is deleted");
            (DraftPurpose::Rewrite(note.id), title, Writing::new(&note.text))
        }
        None => (purpose, title, Writing::default()),
    };
    app.model.overlay = Some(Overlay::Note(Draft { purpose, title, writing, is_warned: false }));
    Vec::new()
}

/// Handles a key of an open note.
pub(in crate::app) fn act(app: &mut App, action: Action) -> Vec<Effect> {
    let width = writing_width(app.model.size.0);
    let Some(Overlay::Note(draft)) = &mut app.model.overlay else { return Vec::new() };
    match action {
        Action::Confirm => {
            let draft = draft.clone();
            return keep(app, draft);
        }
        Action::Cancel => {
            let old = match &draft.purpose {
                DraftPurpose::New { .. } => "",
                DraftPurpose::Rewrite(id) => app.model.record.note(id).map_or("", |note| &note.text),
            };
            let is_changed = draft.writing.text().trim() != old.trim();
            if is_changed && !std::mem::replace(&mut draft.is_warned, true) {
                return app.refuse_with(
                    "not kept yet",
                    &[(Action::Cancel, "again drops what you wrote"), (Action::Confirm, "keeps it")],
                );
            }
            app.model.overlay = None;
            return Vec::new();
        }
        Action::NewLine => draft.writing.insert("\n"),
        Action::LineUp => draft.writing.up(width),
        Action::LineDown => draft.writing.down(width),
        Action::LineStart => draft.writing.home(width),
        Action::LineEnd => draft.writing.end(width),
        Action::Top => draft.writing.field().home(),
        Action::Bottom => draft.writing.field().end(),
        Action::EraseAll => draft.writing.erase_line(),
        _ => compose::edit(draft.writing.field(), action),
    }
    draft.is_warned = false;
    Vec::new()
}

/// Keeps what was written.
fn keep(app: &mut App, draft: Draft) -> Vec<Effect> {
    let text = draft.writing.text().trim().to_owned();
    app.model.overlay = None;
    match draft.purpose {
        DraftPurpose::New { .. } if text.is_empty() => app.refuse("an empty note is not kept"),
        DraftPurpose::New { about, at } => {
            let note = Note { id: app.id(), about, at, text, stamp: app.stamp(), extra: BTreeMap::new() };
            selecting::clear(app);
            told(app, vec![Change::Note(None, Some(note))], "note kept".to_owned())
        }
        DraftPurpose::Rewrite(id) => {
            let Some(old) = app.model.record.note(&id).cloned() else {
                return app.refuse("that note is gone");
            };
            if old.text == text {
                app.model.message = Some(Message::done("the note is as it was"));
                return Vec::new();
            }
            let new = (!text.is_empty()).then(|| Note { text, stamp: app.stamp(), ..old.clone() });
            let what = if new.is_some() { "changed" } else { "deleted" };
            let what = format!("note {what}{}", app.model.way_back());
            told(app, vec![Change::Note(Some(old), new)], what)
        }
    }
}

/// Opens the list of all notes, in the order of the text, those on the document first.
pub(in crate::app) fn list(app: &mut App) -> Vec<Effect> {
    let record = &app.model.record;
    let mut notes: Vec<&Note> = record.notes().collect();
    if notes.is_empty() {
        return app.refuse_with(
            "no notes yet",
            &[(Action::AddNote, "writes one"), (Action::DocumentNote, "one on the document")],
        );
    }
    notes.sort_by_cached_key(|note| (place(&app.model, note).map(Span::start), note.id.clone()));
    let title = if notes.len() == 1 { "1 note".to_owned() } else { format!("{} notes", notes.len()) };
    let rows = notes
        .into_iter()
        .map(|note| FinderRow { name: first_line(&note.text, 200), item: Item::Note(note.id.clone()) });
    let finder = Finder::new(
        FinderPurpose::Notes,
        format!("{title}{}", app.model.tip_in("list", &[(Action::Confirm, "goes there")])),
        rows.collect(),
    );
    app.model.overlay = Some(Overlay::Finder(finder));
    Vec::new()
}

/// Where a note is, by itself or by the tag that it is about.
fn place(model: &Model, note: &Note) -> Option<Span> {
    let tag = || model.record.tag(note.about.as_ref()?)?.at.first().copied();
    note.at.first().copied().or_else(tag)
}

/// What a note is about, in words.
pub(in crate::app) fn subject(model: &Model, note: &Note) -> String {
    let about = note.about.as_ref();
    let entity = || about.and_then(|id| model.record.entity(id)).map(|entity| entity.name.clone());
    let tag = about.and_then(|id| model.record.tag(id)).map(|tag| model.called(tag));
    match tag.or_else(entity) {
        Some(name) => format!("on {name}"),
        None if note.at.is_empty() => "on the document".to_owned(),
        None => format!("on {}", quoted(&model.words(&note.at, 24))),
    }
}

/// Goes to what a note is about; one on the document is opened.
pub(in crate::app) fn go_to(app: &mut App, id: &Id) -> Vec<Effect> {
    app.model.overlay = None;
    let Some(note) = app.model.record.note(id).cloned() else { return app.refuse("that note is gone") };
    if let Some(tag) = note.about.as_ref().and_then(|id| app.model.record.tag(id)) {
        let tag = tag.id.clone();
        entities::go_to_tag(app, &tag);
    } else if let Some(at) = note.at.first() {
        app.model.view.selecting = false;
        reading::jump(&mut app.model, &mut app.page, at.start());
    } else if let Some(entity) = note.about.as_ref().filter(|id| app.model.record.entity(id).is_some()) {
        return entities::open(app, Some(entity));
    } else {
        let purpose = DraftPurpose::New { about: None, at: Vec::new() };
        return write(app, Some(note), "Note on the document".to_owned(), purpose);
    }
    Vec::new()
}
