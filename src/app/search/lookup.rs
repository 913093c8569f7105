//! Searching what is on the record and what the machine found: tags, notes, entities, sources and
//! statements, in one list.

use std::collections::HashSet;
use std::sync::Arc;

use super::counting::{Result as Found, Sweep, Swept, What};
use crate::annotation::{Id, Note, Tag};
use crate::app::desk::{App, Effect};
use crate::app::model::Model;
use crate::app::overlays::Overlay;
use crate::app::overlays::finder::{Finder, FinderPurpose, FinderRow, Item};
use crate::app::reading;
use crate::app::reading::findings;
use crate::app::reading::findings::Findings;
use crate::article::Article;
use crate::page::search::{Pattern, Query};

/// The most rows of a list: who wants others types more.
const MOST: usize = 300;
/// The most statements that a key looks through by itself; more are looked through behind the screen.
const AT_ONCE: usize = 2000;
/// How many bytes of what a row is about are looked through, and shown.
const SHOWN: usize = 300;

/// Statements that are looked through for words: in what was said, or in who said it.
#[derive(Clone, Debug)]
pub(in crate::app) struct Said {
    findings: Arc<Findings>,
    /// The row of who says each statement.
    voices: Vec<Option<usize>>,
    /// Each word, with the rows of the sources whose name holds it.
    words: Vec<(Pattern, HashSet<usize>)>,
}

impl Said {
    fn new(model: &Model, words: &[Pattern]) -> Option<Self> {
        let findings = model.findings.clone()?;
        let count = findings.attribution().statements.len();
        let named = |word: &Pattern| {
            let voices = model.voices.rows().iter().enumerate();
            voices.filter(|(_, voice)| word.is_in(&voice.name)).map(|(row, _)| row).collect()
        };
        let words = words.iter().map(|word| (word.clone(), named(word))).collect();
        Some(Self { findings, voices: (0..count).map(|index| model.voices.of(index)).collect(), words })
    }

    /// The first [`MOST`] of them that hold all words; fewer where they are no longer wanted.
    pub(in crate::app) fn run(&self, article: &Article, is_wanted: impl Fn() -> bool) -> Vec<usize> {
        let statements = self.findings.attribution().statements.iter().zip(&self.voices).enumerate();
        let found = statements.take_while(|_| is_wanted()).filter(|(_, (said, voice))| {
            let words = said.content.first().map_or("", |span| start_of(span.of(article.text())));
            self.words.iter().all(|(word, rows)| {
                word.is_in("statement") || word.is_in(words) || voice.is_some_and(|row| rows.contains(&row))
            })
        });
        found.map(|(index, _)| index).take(MOST).collect()
    }
}

/// Opens the list.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let (rows, said) = rows(&app.model, "");
    let is_empty = rows.is_empty() && said.as_ref().is_none_or(|said| said.voices.is_empty());
    if is_empty {
        return app.refuse("no tags, notes or sources to look through yet");
    }
    let title = "Tags, notes, entities, sources, statements: type some of the words";
    let finder = Finder::new(FinderPurpose::Everything, title, rows);
    app.model.overlay = Some(Overlay::Finder(finder));
    add_statements(app, said)
}

/// Looks again for what the list shows, after something was typed.
pub(in crate::app) fn follow(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Finder(finder)) = &app.model.overlay else { return Vec::new() };
    if finder.purpose != FinderPurpose::Everything {
        return Vec::new();
    }
    let (rows, said) = rows(&app.model, finder.field.text());
    if let Some(Overlay::Finder(finder)) = &mut app.model.overlay {
        finder.refill(rows);
    }
    add_statements(app, said)
}

/// Adds the statements to the list: at once where there are few, or else as soon as they are known.
fn add_statements(app: &mut App, said: Option<Said>) -> Vec<Effect> {
    app.model.search.lookup = None;
    let Some(said) = said else { return Vec::new() };
    if said.voices.len() <= AT_ONCE {
        let found = said.run(&app.model.article, || true);
        add(app, &found);
        return Vec::new();
    }
    let (sweep, ticket) = Sweep::new(What::Said(said));
    app.model.search.lookup = Some(ticket);
    vec![Effect::Sweep(sweep)]
}

/// Takes in which statements hold the words.
pub(in crate::app) fn take(app: &mut App, swept: &Swept) {
    if let (Some(_), Found::Said(found)) =
        (app.model.search.lookup.take_if(|ticket| swept.answers(ticket)), &swept.result)
    {
        add(app, found);
    }
}

/// Adds the statements of those indexes, as far as there is room.
fn add(app: &mut App, found: &[usize]) {
    let Model { findings, overlay, .. } = &app.model;
    let (Some(findings), Some(Overlay::Finder(finder))) = (findings, overlay) else { return };
    let room = MOST.saturating_sub(finder.count());
    let statements = found.iter().take(room).filter_map(|&index| {
        let said = findings.statement(index)?;
        Some(FinderRow { name: app.model.words(&said.content, SHOWN / 4), item: Item::Statement(index) })
    });
    let rows: Vec<FinderRow> = statements.collect();
    if let Some(Overlay::Finder(finder)) = &mut app.model.overlay {
        finder.extend(rows);
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
/// what is named, then tags in the order of the text. Beside them the statements that are to be looked
/// through.
fn rows(model: &Model, typed: &str) -> (Vec<FinderRow>, Option<Said>) {
    let words = typed
        .split_whitespace()
        .map(|word| Pattern::new(&Query { text: word.to_lowercase(), ..Query::default() }));
    // What is too long to be looked for is nowhere.
    let Ok(words) = words.collect::<Result<Vec<_>, _>>() else { return (Vec::new(), None) };
    let holds = |parts: &[&str]| words.iter().all(|word| parts.iter().any(|part| word.is_in(part)));
    let (record, text) = (&model.record, model.article.text());
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
    let rows: Vec<FinderRow> = notes.chain(entities).chain(sources).chain(tags).take(MOST).collect();
    let said = (rows.len() < MOST).then(|| Said::new(model, &words)).flatten();
    (rows, said)
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
