//! Searching the text, the record and the sources, and showing only what matters.
//!
//! What is in sight is searched at once; the rest is counted behind the screen, a chunk at a time. A
//! jump looks through a few chunks by itself, skips those that are known to be without a hit, and
//! waits for the count where neither leads to one.

pub(in crate::app) mod counting;
pub(in crate::app) mod filter;
pub(in crate::app) mod line;
pub(in crate::app) mod lookup;

use crate::app::action::Action;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::counting::{Result as Counted, Sweep, Swept, What};
use super::event::Effect;
use super::model::{Message, Model, View};
use super::overlays::{Overlay, preview};
use super::program::App;
use super::reading;
use super::reading::selecting;
use super::tagging::seeking::Ticket;
use crate::article::{Article, Span};
use crate::page::Tally;
use crate::page::motion;
use crate::page::search::{Pattern, Query, chunk_at, chunk_count};

/// The most chunks that a key looks through by itself.
const AT_ONCE: usize = 4;
/// What is said where a jump leads back to where it began.
const ONLY: &str = "the only hit";
/// How many searches are remembered.
const REMEMBERED: usize = 100;

/// The search that is on, and those before it.
#[derive(Clone, Debug, Default)]
pub struct Searching {
    /// What is looked for, or was last.
    query: Query,
    /// What is marked; `None` while no search is on.
    pattern: Option<Arc<Pattern>>,
    /// How many hits there are, as far as that is known.
    tally: Tally,
    /// Held while the hits are counted.
    ticket: Option<Ticket>,
    /// The hits near what is in sight, by chunk.
    near: BTreeMap<usize, Vec<Span>>,
    /// Held while statements are looked up.
    lookup: Option<Ticket>,
    /// A jump that waits for the count.
    pending: Option<Jump>,
    /// Whether the last jump went round the end.
    round: Option<&'static str>,
    /// What was looked for before, the last one last.
    history: Vec<Query>,
}

/// Going to a hit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Jump {
    /// Where to look from: what begins there counts where it goes forward.
    from: usize,
    forward: bool,
    /// Where the reader was, to go back to where there is nothing.
    back: View,
}

/// Where a jump leads.
enum Target {
    Hit(Span, Option<&'static str>),
    /// Nobody knows yet.
    Unknown,
    Nothing,
}

/// How many hits there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hits {
    /// The number of the one under the cursor, from 1 on, where it is known.
    pub number: Option<usize>,
    /// How many were counted.
    pub total: usize,
    /// Whether all were.
    pub is_whole: bool,
}

impl std::fmt::Display for Hits {
    /// Writes “4/14”; with “…” while they are counted.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.number, self.total, self.is_whole) {
            (_, 0, true) => f.write_str("no hit"),
            (_, 0, false) => f.write_str("looking…"),
            (Some(number), total, true) => write!(f, "{number}/{total}"),
            (Some(number), total, false) => write!(f, "{number}/{total}…"),
            (None, 1, true) => f.write_str("1 hit"),
            (None, total, true) => write!(f, "{total} hits"),
            (None, total, false) => write!(f, "{total}+"),
        }
    }
}

impl Searching {
    /// What is looked for, or was last.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Whether a search is on: its hits are marked.
    pub fn is_on(&self) -> bool {
        self.pattern.is_some()
    }

    /// Whether a jump waits for the count.
    pub fn is_waiting(&self) -> bool {
        self.pending.is_some()
    }

    /// Whether the rows of the list of everything are still looked for.
    pub(in crate::app) fn is_looking_up(&self) -> bool {
        self.lookup.is_some()
    }

    /// Whether the last jump went round the end: “from the top”; or came back: “the only hit”.
    pub fn round(&self) -> Option<&'static str> {
        self.round
    }

    /// What was looked for before, the last one last.
    pub fn history(&self) -> &[Query] {
        &self.history
    }

    /// The hits that share a byte with `span`, which is in sight.
    pub fn hits_in(&self, span: Span) -> impl Iterator<Item = Span> {
        self.near.values().flat_map(move |hits| {
            let first = hits.partition_point(|hit| hit.end() <= span.start());
            let hits = hits.get(first..).unwrap_or_default().iter().copied();
            hits.take_while(move |hit| hit.start() < span.end())
        })
    }

    /// Keeps what a person has looked for, for another document.
    pub(in crate::app) fn turned(&mut self) -> Self {
        let (query, history) = (std::mem::take(&mut self.query), std::mem::take(&mut self.history));
        Self { query, history, ..Self::default() }
    }

    fn remember(&mut self) {
        if !self.query.text.is_empty() {
            self.history.retain(|old| *old != self.query);
            self.history.push(self.query.clone());
            let many = self.history.len().saturating_sub(REMEMBERED);
            self.history.drain(..many);
        }
    }

    /// How many chunks a key may look through by itself.
    fn at_once(&self) -> usize {
        if self.pattern.as_ref().is_some_and(|pattern| pattern.is_quick()) { AT_ONCE } else { 1 }
    }

    /// The hits that begin in a chunk.
    fn hits(&mut self, article: &Article, chunk: usize) -> Vec<Span> {
        if let Some(near) = self.near.get(&chunk) {
            return near.clone();
        }
        let hits = self.pattern.as_ref().map_or(Vec::new(), |pattern| pattern.hits(article, chunk));
        self.tally.set(chunk, u32::try_from(hits.len()).unwrap_or(u32::MAX));
        hits
    }

    /// The first hit from a place on, or the last one before it, round the end.
    fn seek(&mut self, article: &Article, jump: Jump) -> Target {
        let Jump { from, forward, .. } = jump;
        let total = self.tally.chunks();
        let here = chunk_at(article, from);
        let mut left = self.at_once();
        // On from here, then round the end and up to here.
        let round = if forward { "from the top" } else { "from the end" };
        let ways = match forward {
            true => [(here..total, None), (0..(here + 1).min(total), Some(round))],
            false => [(0..(here + 1).min(total), None), (here..total, Some(round))],
        };
        for (mut chunks, round) in ways {
            while let Some(chunk) = self.tally.promising(chunks.clone(), forward) {
                if self.tally.get(chunk).is_none() {
                    if left == 0 {
                        return Target::Unknown;
                    }
                    left -= 1;
                }
                let hits = self.hits(article, chunk);
                let on = |hit: &&Span| (chunk, round) != (here, None) || (hit.start() >= from) == forward;
                let found = if forward { hits.iter().find(on) } else { hits.iter().rev().find(on) };
                if let Some(&hit) = found {
                    return Target::Hit(hit, round);
                }
                match forward {
                    true => chunks.start = chunk + 1,
                    false => chunks.end = chunk,
                }
            }
        }
        Target::Nothing
    }
}

impl Model {
    /// The hit under the cursor.
    pub fn current_hit(&self) -> Option<Span> {
        let cursor = self.view.cursor;
        self.search.hits_in(Span::new(cursor, cursor + 1)).next()
    }

    /// How many hits there are; `None` while no search is on.
    pub fn hits(&self) -> Option<Hits> {
        let search = &self.search;
        search.pattern.as_ref()?;
        let number = self.current_hit().and_then(|hit| {
            let chunk = chunk_at(&self.article, hit.start());
            let place = search.near.get(&chunk)?.iter().position(|other| *other == hit)?;
            Some(search.tally.before(chunk)? + place + 1)
        });
        Some(Hits { number, total: search.tally.total(), is_whole: search.tally.is_whole() })
    }
}

/// Looks for `query`: marks what is in sight and counts the rest.
fn look_for(app: &mut App, query: Query) -> Result<Vec<Effect>, String> {
    let pattern = match query.text.is_empty() {
        true => None,
        false => Some(Arc::new(Pattern::new(&query)?)),
    };
    let search = &mut app.model.search;
    search.query = query;
    search.pattern = pattern;
    Ok(start(app))
}

/// Begins to count the hits of the search that is on.
pub(in crate::app) fn start(app: &mut App) -> Vec<Effect> {
    let Model { search, article, view, .. } = &mut app.model;
    search.tally = Tally::new(chunk_count(article));
    (search.ticket, search.pending, search.round) = (None, None, None);
    search.near.clear();
    let Some(pattern) = search.pattern.clone() else { return Vec::new() };
    if search.tally.chunks() <= search.at_once() {
        (0..search.tally.chunks()).for_each(|chunk| drop(search.hits(article, chunk)));
        return Vec::new();
    }
    let (sweep, ticket) = Sweep::new(What::Count(pattern, chunk_at(article, view.cursor)));
    search.ticket = Some(ticket);
    vec![Effect::Sweep(sweep)]
}

/// Takes in what was counted, or which paragraphs a filter shows.
pub(in crate::app) fn take(app: &mut App, mut swept: Swept) -> Vec<Effect> {
    let search = &mut app.model.search;
    if search.ticket.as_ref().is_some_and(|ticket| swept.answers(ticket)) {
        if let Counted::Counted(first, counts) = swept.result {
            (first..).zip(counts).for_each(|(chunk, count)| search.tally.set(chunk, count));
            if search.tally.is_whole() {
                search.ticket = None;
            }
            if let Some(jump) = search.pending.take() {
                go(app, jump);
            }
        }
        return Vec::new();
    }
    let mut effects = lookup::take(app, &swept);
    effects.extend(preview::take(app, &mut swept));
    filter::take(app, swept);
    effects
}

/// Goes to a hit, or waits until it is known where one is.
fn go(app: &mut App, jump: Jump) {
    let Model { search, article, overlay, .. } = &mut app.model;
    let is_open = matches!(overlay, Some(Overlay::Search(_)));
    match search.seek(article, jump) {
        Target::Hit(hit, round) => {
            // A hit that is come back to is the only one.
            let is_only = round.is_some() && hit.contains(jump.back.cursor);
            let round = if is_only { Some(ONLY) } else { round };
            search.round = round;
            if app.model.layout().is_some_and(|layout| layout.is_covered()) {
                app.model.focus = super::Focus::Article;
                app.arrange();
            }
            app.model.view = View { goal: None, suggestion: None, ..jump.back };
            reading::jump(&mut app.model, &mut app.page, hit.start());
            if let (Some(round), false) = (round, is_open) {
                app.model.message = Some(Message::done(round));
            }
        }
        Target::Unknown => search.pending = Some(jump),
        Target::Nothing if is_open => {
            search.round = None;
            app.model.view = jump.back;
        }
        Target::Nothing => {
            let text = search.query.text.clone();
            app.model.message = Some(Message::error(format!("“{text}” is nowhere in the text")));
        }
    }
}

/// Goes to the next hit, or to the one before; takes up the last search where none is on.
pub(in crate::app) fn step(app: &mut App, forward: bool) -> Vec<Effect> {
    let mut effects = Vec::new();
    if !app.model.search.is_on() {
        if app.model.search.query.text.is_empty() {
            return app.refuse_with("nothing was looked for yet", &[(Action::Search, "searches")]);
        }
        let query = app.model.search.query.clone();
        match look_for(app, query) {
            Ok(begun) => effects = begun,
            Err(why) => return app.refuse(why),
        }
    }
    let view = app.model.view;
    let from = match forward {
        true => motion::next_grapheme(app.model.article.text(), view.cursor),
        false => view.cursor,
    };
    go(app, Jump { from, forward, back: view });
    effects
}

/// Looks for the selected words, or for the word under the cursor.
pub(in crate::app) fn words(app: &mut App) -> Vec<Effect> {
    let text = app.model.article.text();
    let span = match app.model.selection() {
        Some(selection) => Some(selection.trimmed(text)),
        None => motion::word_at(text, app.model.view.cursor),
    };
    let Some(span) = span.filter(|span| !span.is_empty()) else {
        return app.refuse("no word here to look for");
    };
    let query = Query { text: span.of(text).to_owned(), is_regex: false, whole_words: true };
    app.model.view.cursor = span.start();
    selecting::clear(app);
    match look_for(app, query) {
        Ok(mut effects) => {
            app.model.search.remember();
            effects.extend(step(app, true));
            effects
        }
        Err(why) => app.refuse(why),
    }
}

/// Lets go of what Esc lets go of first: a jump or a filter that is still looked for, then the marks.
/// Whether there was anything.
pub(in crate::app) fn let_go(app: &mut App) -> bool {
    if filter::stop(app) {
        return true;
    }
    let search = &mut app.model.search;
    if search.pending.take().is_some() {
        app.model.message = Some(Message::done("no longer looking for the next hit"));
        return true;
    }
    if !search.is_on() || app.model.view.anchor.is_some() || app.model.view.suggestion.is_some() {
        return false;
    }
    search.pattern = None;
    start(app);
    true
}

/// Finds the hits near what is in sight, after anything has happened; those that were known are kept.
pub(in crate::app) fn refresh(app: &mut App) {
    if !app.model.search.is_on() {
        return;
    }
    // Who has moved on meanwhile is not called back.
    let cursor = app.model.view.cursor;
    app.model.search.pending.take_if(|jump| jump.back.cursor != cursor);
    let Some(layout) = app.model.layout() else { return };
    let article = app.model.article.clone();
    let first = reading::top(&app.model, &mut app.page);
    let rows = app.page.rows_from(&article, first, layout.text.height.into());
    let text = rows.iter().filter(|row| !row.is_fold() && !row.span.is_empty());
    let chunks = text.flat_map(|row| {
        [chunk_at(&article, row.span.start()), chunk_at(&article, row.span.end().saturating_sub(1))]
    });
    let wanted: BTreeSet<usize> = chunks.collect();
    let search = &mut app.model.search;
    search.near.retain(|chunk, _| wanted.contains(chunk));
    for chunk in wanted {
        if !search.near.contains_key(&chunk) {
            let hits = search.hits(&article, chunk);
            search.near.insert(chunk, hits);
        }
    }
}
