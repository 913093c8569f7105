//! Searching what is on the record and what the machine found: tags, notes, entities, sources and
//! statements, in one list.

use crate::annotation::{Id, Note, Tag};
use crate::app::desk::{App, Effect};
use crate::app::model::Model;
use crate::app::overlays::Overlay;
use crate::app::overlays::finder::{Finder, FinderPurpose, FinderRow, Item};
use crate::app::reading;
use crate::app::reading::findings;
use crate::page::search::{Pattern, Query};

/// The most rows of a list: who wants others types more.
const MOST: usize = 300;
/// How many bytes of what a row is about are looked through, and shown.
const SHOWN: usize = 300;

/// Opens the list.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let rows = rows(&app.model, "");
    if rows.is_empty() {
        return app.refuse("nothing on the record and nobody heard so far");
    }
    let title = "Tags, notes, entities, sources, statements: type some of the words";
    let finder = Finder::new(FinderPurpose::Everything, title, rows);
    app.model.overlay = Some(Overlay::Finder(finder));
    Vec::new()
}

/// Looks again for what the list shows, after something was typed.
pub(in crate::app) fn follow(app: &mut App) {
    let Some(Overlay::Finder(finder)) = &app.model.overlay else { return };
    if finder.purpose != FinderPurpose::Everything {
        return;
    }
    let rows = rows(&app.model, finder.field.text());
    if let Some(Overlay::Finder(finder)) = &mut app.model.overlay {
        finder.refill(rows);
    }
}

/// Goes to what a row stands for that only this list has.
pub(in crate::app) fn go_to(app: &mut App, item: &Item) -> Vec<Effect> {
    app.model.overlay = None;
    let statement = match item {
        Item::Statement(index) => Some(*index),
        Item::Source(row) => {
            app.model.selected_source = *row;
            app.model.voices.step(*row, None, true)
        }
        _ => None,
    };
    let said = app.model.findings.as_deref().and_then(|findings| findings.statement(statement?));
    let Some(start) = said.map(findings::start) else { return app.refuse("that source says nothing") };
    app.model.view.selecting = false;
    reading::jump(&mut app.model, &mut app.page, start);
    Vec::new()
}

/// What holds all words of `typed`, in any case and order: notes first, for there are few, then who and
/// what is named, then tags and statements in the order of the text.
fn rows(model: &Model, typed: &str) -> Vec<FinderRow> {
    let words = typed
        .split_whitespace()
        .map(|word| Pattern::new(&Query { text: word.to_lowercase(), ..Query::default() }));
    // What is too long to be looked for is nowhere.
    let Ok(words) = words.collect::<Result<Vec<_>, _>>() else { return Vec::new() };
    let holds = |parts: &[&str]| words.iter().all(|word| parts.iter().any(|part| word.is_in(part)));
    let (record, text) = (&model.record, model.article.text());
    let findings = model.findings.as_deref();
    let notes = record.notes().filter(|note| holds(&["note", start_of(&note.text)]));
    let notes = notes.map(|note| FinderRow { name: noted(note), item: Item::Note(note.id.clone()) });
    let entities = record.entities().filter(|entity| {
        holds(&["entity", &entity.kind, &entity.name]) || entity.same_as.iter().any(|name| holds(&[name]))
    });
    let entities =
        entities.map(|entity| FinderRow { name: entity.name.clone(), item: Item::Entity(entity.id.clone()) });
    let sources = model.voices.rows().iter().enumerate();
    let sources = sources.filter(|(_, voice)| voice.count > 0 && holds(&["source", &voice.name]));
    let sources = sources.map(|(row, voice)| FinderRow { name: voice.name.clone(), item: Item::Source(row) });
    let name_of = |id: Option<&Id>| id.and_then(|id| record.entity(id)).map_or("", |entity| &entity.name);
    let tags = record.tags().filter(|tag| {
        let words = tag.at.first().map_or("", |span| start_of(span.of(text)));
        holds(&["tag", &tag.label, words, name_of(tag.entity.as_ref())])
    });
    let tags = tags.map(|tag| FinderRow { name: words_of(model, tag), item: Item::Tag(tag.id.clone()) });
    let statements = findings.map_or(&[][..], |findings| &findings.attribution().statements);
    let statements = statements.iter().enumerate().filter(|(index, said)| {
        let words = said.content.first().map_or("", |span| start_of(span.of(text)));
        holds(&["statement", words, model.voice_of(*index).unwrap_or("")])
    });
    let statements = statements.map(|(index, said)| FinderRow {
        name: model.words(&said.content, SHOWN / 4),
        item: Item::Statement(index),
    });
    notes.chain(entities).chain(sources).chain(tags).chain(statements).take(MOST).collect()
}

/// As much of `text` as is looked through.
fn start_of(text: &str) -> &str {
    text.get(..text.floor_char_boundary(SHOWN)).unwrap_or(text)
}

fn noted(note: &Note) -> String {
    start_of(&note.text).replace('\n', " ")
}

fn words_of(model: &Model, tag: &Tag) -> String {
    model.words(&tag.at, SHOWN / 4)
}
