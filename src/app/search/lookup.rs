//! Searching what is on the record and what the machine found: tags, notes, entities, sources and
//! statements, in one list.

use std::collections::HashSet;
use std::sync::Arc;

use super::counting::{Result as Found, Sweep, Swept, What};
use crate::annotation::{Id, Note, Record};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::keys;
use crate::app::model::Model;
use crate::app::overlays::Overlay;
use crate::app::overlays::finder::{Finder, FinderPurpose, FinderRow, Item};
use crate::app::program::App;
use crate::app::reading;
use crate::app::reading::findings;
use crate::app::reading::findings::Findings;
use crate::app::reading::voices::Voices;
use crate::app::tagging::hand::first_words;
use crate::app::tagging::seeking::Ticket;
use crate::article::Article;
use crate::page::search::{Pattern, Query};

/// The most rows of a list: who wants others types more.
const MOST: usize = 300;
/// The most items that a key looks through by itself; more are looked through behind the screen.
pub(in crate::app) const AT_ONCE: usize = 2000;
/// How many bytes of what a row is about are looked through, and shown.
const SHOWN: usize = 300;

/// Looking through everything for words, in any case and order.
#[derive(Clone, Debug)]
pub(in crate::app) struct Lookup {
    record: Record,
    findings: Option<Arc<Findings>>,
    voices: Arc<Voices>,
    words: Vec<Pattern>,
}

impl Lookup {
    /// What is to be looked through for the words of `typed`; `None` where they are too long to be
    /// anywhere.
    fn new(model: &Model, typed: &str) -> Option<Self> {
        let words = typed
            .split_whitespace()
            .map(|word| Pattern::new(&Query { text: word.to_lowercase(), ..Query::default() }));
        let words = words.collect::<Result<Vec<_>, _>>().ok()?;
        let (record, findings) = (model.record.clone(), model.findings.clone());
        Some(Self { record, findings, voices: model.voices.clone(), words })
    }

    /// Whether it takes too long for a key.
    fn is_long(&self) -> bool {
        let statements =
            self.findings.as_deref().map_or(0, |findings| findings.attribution().statements.len());
        let few = self.record.notes().map(drop).chain(self.record.entities().map(drop));
        let few = few.chain(self.voices.rows().iter().map(drop)).take(AT_ONCE + 1).count();
        statements + self.record.tag_count() + few > AT_ONCE
    }

    /// The first [`MOST`] that hold all words: notes first, for there are few, then who and what is named,
    /// then tags and statements in the order of the text. Fewer where they are no longer wanted.
    pub(in crate::app) fn run(&self, article: &Article, is_wanted: impl Fn() -> bool) -> Vec<FinderRow> {
        let Self { record, voices, words, .. } = self;
        let text = article.text();
        let holds = |parts: &[&str]| words.iter().all(|word| parts.iter().any(|part| word.is_in(part)));
        let notes = record.notes().filter(|note| holds(&["note", start_of(&note.text)]));
        let notes = notes.map(|note| FinderRow { name: noted(note), item: Item::Note(note.id.clone()) });
        let entities = record.entities().filter(|entity| {
            holds(&["entity", &entity.kind, &entity.name]) || entity.same_as.iter().any(|name| holds(&[name]))
        });
        let entities = entities
            .map(|entity| FinderRow { name: entity.name.clone(), item: Item::Entity(entity.id.clone()) });
        let sources = voices.rows().iter().enumerate();
        let sources = sources.filter(|(_, voice)| voice.count > 0 && holds(&["source", &voice.name]));
        let sources =
            sources.map(|(row, voice)| FinderRow { name: voice.name.clone(), item: Item::Source(row) });
        let name_of = |id: Option<&Id>| id.and_then(|id| record.entity(id)).map_or("", |entity| &entity.name);
        let tags = record.tags().take_while(|_| is_wanted()).filter(|tag| {
            let words = tag.at.first().map_or("", |span| start_of(span.of(text)));
            holds(&["tag", &tag.label, words, name_of(tag.entity.as_ref())])
        });
        let tags = tags.map(|tag| FinderRow {
            name: first_words(article, &tag.at, SHOWN / 4),
            item: Item::Tag(tag.id.clone()),
        });
        let mut rows: Vec<FinderRow> = notes.chain(entities).chain(sources).chain(tags).take(MOST).collect();
        let room = MOST - rows.len();
        if room > 0 && is_wanted() {
            rows.extend(self.statements(article, &is_wanted).take(room));
        }
        rows
    }

    /// The statements that hold all words in what was said or in who said it.
    fn statements(&self, article: &Article, is_wanted: impl Fn() -> bool) -> impl Iterator<Item = FinderRow> {
        let Self { voices, findings, words, .. } = self;
        // Names are few beside statements.
        let named = |word: &Pattern| -> HashSet<usize> {
            let rows = voices.rows().iter().enumerate();
            rows.filter(|(_, voice)| word.is_in(&voice.name)).map(|(row, _)| row).collect()
        };
        let words: Vec<_> = words.iter().map(|word| (word, named(word))).collect();
        let said = findings.iter().flat_map(|findings| &findings.attribution().statements).enumerate();
        let found = said.take_while(move |_| is_wanted()).filter(move |(index, said)| {
            let start = said.content.first().map_or("", |span| start_of(span.of(article.text())));
            let voice = voices.of(*index);
            words.iter().all(|(word, rows)| {
                word.is_in("statement") || word.is_in(start) || voice.is_some_and(|row| rows.contains(&row))
            })
        });
        found.map(|(index, said)| FinderRow {
            name: first_words(article, &said.content, SHOWN / 4),
            item: Item::Statement(index),
        })
    }
}

/// Opens the list.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let Model { record, findings, .. } = &app.model;
    let is_heard = findings.as_deref().is_some_and(|findings| !findings.attribution().statements.is_empty());
    let has_items =
        record.tag_count() > 0 || record.notes().next().is_some() || record.entities().next().is_some();
    if !is_heard && !has_items {
        return app.refuse("no tags, notes or sources to look through yet");
    }
    let title = "Tags, notes, entities, sources, statements: type some of the words";
    let finder = Finder::new(FinderPurpose::Everything, title, Vec::new());
    app.model.overlay = Some(Overlay::Finder(finder));
    follow(app)
}

/// Looks again for what the list shows, after something was typed: at once where there is little to look
/// through, or else as soon as it is known. Until then the rows of before stay.
pub(in crate::app) fn follow(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Finder(finder)) = &app.model.overlay else { return Vec::new() };
    if finder.purpose != FinderPurpose::Everything {
        return Vec::new();
    }
    app.model.search.lookup = None;
    match Lookup::new(&app.model, finder.field.text()) {
        Some(lookup) if lookup.is_long() => {
            let (sweep, ticket) = Sweep::new(What::Everything(Box::new(lookup)));
            app.model.search.lookup = Some(ticket);
            vec![Effect::Sweep(sweep)]
        }
        lookup => {
            let rows = lookup.map_or_else(Vec::new, |lookup| lookup.run(&app.model.article, || true));
            refill(app, rows);
            Vec::new()
        }
    }
}

fn refill(app: &mut App, rows: Vec<FinderRow>) {
    if let Some(Overlay::Finder(finder)) = &mut app.model.overlay {
        finder.refill(rows);
    }
}

/// Takes in what holds the words, and goes on with the keys that wait for that.
pub(in crate::app) fn take(app: &mut App, swept: &Swept) -> Vec<Effect> {
    let answers = |ticket: &mut Ticket| swept.answers(ticket);
    let (Some(_), Found::Rows(rows)) = (app.model.search.lookup.take_if(answers), &swept.result) else {
        return Vec::new();
    };
    refill(app, rows.clone());
    keys::go_on(app)
}

/// Has a key that picks a row wait until the rows are those that hold what was typed.
pub(in crate::app) fn wait(app: &mut App) -> Option<Vec<Effect>> {
    let Some(Overlay::Finder(Finder { purpose: FinderPurpose::Everything, .. })) = &app.model.overlay else {
        return None;
    };
    let is_sought = app.model.search.lookup.is_some();
    is_sought.then(|| keys::wait_for(app, "list", Action::Confirm))
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

/// As much of `text` as is looked through.
fn start_of(text: &str) -> &str {
    text.get(..text.floor_char_boundary(SHOWN)).unwrap_or(text)
}

fn noted(note: &Note) -> String {
    start_of(&note.text).replace('\n', " ")
}
