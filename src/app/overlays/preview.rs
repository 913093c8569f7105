//! Many changes before they are made: rows that a person takes or leaves.

use super::Overlay;
use crate::annotation::Id;
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::keys;
use crate::app::model::{Focus, Message, Model, View};
use crate::app::program::App;
use crate::app::reading;
use crate::app::reading::findings::Suggestion;
use crate::app::review::changes::EngineChange;
use crate::app::search::counting::{Result as Found, Swept};
use crate::app::tagging::alike;
use crate::app::tagging::many;
use crate::app::tagging::seeking::Ticket;
use crate::article::Span;
use crate::config::Label;
use crate::page::motion;

/// How many characters of the text before and behind a row's words are given: more than a row shows.
const CONTEXT: usize = 300;
/// How many rows a page is.
const PAGE: isize = 10;

/// What is about to be done to many places at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    /// What is done to the rows that are taken.
    pub doing: Doing,
    /// The index of the chosen row.
    pub chosen: usize,
    /// Whether there is more than is listed.
    pub is_cut: bool,
    pub(in crate::app) rows: Vec<PreviewRow>,
    /// How many rows are taken; kept, for each frame shows it.
    taken: usize,
    /// Held while more places are looked for.
    pub(in crate::app) ticket: Option<Ticket>,
    /// Held while it is looked up which rows there are or are taken; Enter waits for that.
    pub(in crate::app) awaited: Option<Ticket>,
    /// Where the reader was before.
    from: View,
}

/// What is done to the rows that are taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Doing {
    /// A label is put on words that are found.
    Tag {
        /// Which; `None` as long as none was picked.
        label: Option<String>,
        /// What was looked for.
        sought: Sought,
    },
    /// Tags get another label, or go.
    Change {
        /// The tag that it began with.
        tag: Id,
        /// Which others are meant.
        scope: Scope,
        /// What becomes of them; `None` as long as nothing was picked.
        becoming: Option<Becoming>,
    },
    /// Suggestions are accepted.
    Accept,
    /// Suggestions are rejected.
    Reject,
    /// Nothing is done: one goes to what a later engine finds otherwise than was decided.
    Look,
}

/// What was looked for in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sought {
    /// The same words, exactly as they stand.
    Words {
        /// The words.
        words: String,
        /// Whom or what they name.
        named: Option<Named>,
    },
    /// Everything that names the same entity.
    Entity {
        /// The words that it began with.
        words: String,
        /// Which entity.
        named: Named,
    },
    /// What a pattern fits.
    Pattern(String),
}

/// Whom or what words name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// The entity of the record, where it has one.
    pub id: Option<Id>,
    /// The name.
    pub name: String,
}

/// Which tags are meant beside one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Those on the same words.
    Wording,
    /// Those of the same entity.
    Entity,
    /// Those of the same label.
    Label,
}

/// What becomes of tags.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Becoming {
    /// They get that label.
    Label(String),
    /// They go.
    Nothing,
}

/// A row of a [`Preview`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PreviewRow {
    /// What it is about.
    pub item: PreviewItem,
    /// Whether it is taken.
    pub is_taken: bool,
}

/// What a row of a [`Preview`] is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PreviewItem {
    /// Words that may be tagged.
    Place(Span),
    /// A tag that may be changed.
    Tag(Id),
    /// A suggestion that may be decided.
    Suggestion(Suggestion),
    /// What a later engine finds otherwise.
    Change(EngineChange),
}

impl Preview {
    /// A preview of `rows`, over the article at `from`.
    pub(in crate::app) fn new(doing: Doing, rows: Vec<PreviewRow>, from: View) -> Self {
        let taken = rows.iter().filter(|row| row.is_taken).count();
        Self { doing, chosen: 0, is_cut: false, rows, taken, ticket: None, awaited: None, from }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many rows are taken.
    pub fn taken(&self) -> usize {
        self.taken
    }

    /// Whether more rows are still looked for.
    pub fn is_searching(&self) -> bool {
        self.ticket.is_some() || self.awaited.is_some()
    }

    /// How many rows it wants on the screen. While more are looked for it is any number, so that the
    /// article does not move with each that is found.
    pub(in crate::app) fn room(&self) -> usize {
        if self.is_searching() { usize::MAX } else { self.len() }
    }

    /// Adds rows, which are put in the order of the text; the choice stays on its row.
    pub(in crate::app) fn add(&mut self, model: &Model, rows: Vec<PreviewRow>) {
        let start = |row: &PreviewRow| model.place_of_row(&row.item).first().map_or(0, |span| span.start());
        let chosen = self.rows.get(self.chosen).map(start).unwrap_or(0);
        self.taken += rows.iter().filter(|row| row.is_taken).count();
        let is_behind = self.rows.last().map(start) <= rows.first().map(start);
        self.rows.extend(rows);
        if !is_behind {
            self.rows.sort_by_key(start);
            self.chosen = self.rows.partition_point(|row| start(row) < chosen);
        }
    }

    /// Takes the row of that index, or leaves it.
    pub(in crate::app) fn set(&mut self, index: usize, is_taken: bool) {
        let Some(row) = self.rows.get_mut(index) else { return };
        match (std::mem::replace(&mut row.is_taken, is_taken), is_taken) {
            (false, true) => self.taken += 1,
            (true, false) => self.taken -= 1,
            _ => {}
        }
    }

    /// Takes the row of that index where it was left, and leaves it where it was taken.
    pub(in crate::app) fn turn(&mut self, index: usize) {
        let is_taken = self.rows.get(index).is_some_and(|row| row.is_taken);
        self.set(index, !is_taken);
    }

    /// Leaves the row for the words at `span`.
    fn leave(&mut self, span: Span) {
        let is_before = |row: &PreviewRow| matches!(row.item, PreviewItem::Place(place) if place < span);
        let index = self.rows.partition_point(is_before);
        if self.rows.get(index).is_some_and(|row| row.item == PreviewItem::Place(span)) {
            self.set(index, false);
        }
    }

    fn step(&mut self, rows: isize) {
        self.chosen = self.chosen.saturating_add_signed(rows).min(self.rows.len().saturating_sub(1));
    }
}

/// Opens a preview over the article and shows its first row there.
pub(in crate::app) fn open(app: &mut App, preview: Preview) {
    if app.model.layout().is_some_and(|layout| layout.is_covered()) {
        // The article that the rows are about is to be seen.
        app.model.focus = Focus::Article;
        app.arrange();
    }
    app.model.overlay = Some(Overlay::Preview(preview));
    show(app);
}

/// Closes what is open and gives the reader the place back that they had before.
pub(in crate::app) fn close(app: &mut App) {
    if let Some(Overlay::Preview(preview)) = app.model.overlay.take() {
        app.model.view = preview.from;
    }
}

/// Takes in which rows there are or are taken, and goes on with the keys that wait for that.
pub(in crate::app) fn take(app: &mut App, swept: &mut Swept) -> Vec<Effect> {
    let Some(Overlay::Preview(shown)) = &mut app.model.overlay else { return Vec::new() };
    if shown.awaited.take_if(|ticket| swept.answers(ticket)).is_none() {
        return Vec::new();
    }
    match &mut swept.result {
        Found::Like(rows) => *shown = Preview::new(shown.doing.clone(), std::mem::take(rows), shown.from),
        Found::Tagged(there) => there.iter().for_each(|&span| shown.leave(span)),
        _ => {}
    }
    show(app);
    keys::go_on(app)
}

/// Closes a preview whose rows may be about what is no longer so.
pub(in crate::app) fn expire(app: &mut App) {
    if matches!(app.model.overlay, Some(Overlay::Preview(_))) {
        close(app);
        app.model.view.suggestion = None;
        app.model.message = Some(Message::error("who said what was read anew: open that list again"));
    }
}

/// Shows the chosen row in the article.
pub(in crate::app) fn show(app: &mut App) {
    let Some(Overlay::Preview(preview)) = &app.model.overlay else { return };
    let Some(item) = preview.rows.get(preview.chosen).map(|row| row.item.clone()) else { return };
    let Some(&first) = app.model.place_of_row(&item).first() else { return };
    app.model.view.selecting = false;
    reading::jump(&mut app.model, &mut app.page, first.start());
    match item {
        PreviewItem::Suggestion(suggestion) | PreviewItem::Change(EngineChange::New(suggestion)) => {
            app.model.view.suggestion = Some(suggestion);
        }
        _ => {
            let text = app.model.article.text();
            app.model.view.anchor = Some(motion::previous_grapheme(text, first.end()).max(first.start()));
        }
    }
}

/// Handles an action while a preview is open.
pub(in crate::app) fn act(app: &mut App, action: Action) -> Vec<Effect> {
    let Some(Overlay::Preview(preview)) = &mut app.model.overlay else { return Vec::new() };
    let last = isize::try_from(preview.rows.len()).unwrap_or(isize::MAX);
    match action {
        Action::Cancel => {
            close(app);
            return Vec::new();
        }
        Action::Confirm => return many::carry_out(app),
        Action::Widen => return many::widen(app),
        Action::Delete => return many::become_nothing(app),
        Action::LineDown => preview.step(1),
        Action::LineUp => preview.step(-1),
        Action::PageDown => preview.step(PAGE),
        Action::PageUp => preview.step(-PAGE),
        Action::Top => preview.step(-last),
        Action::Bottom => preview.step(last),
        Action::ToggleRow => {
            preview.turn(preview.chosen);
            preview.step(1);
        }
        Action::TakeRow | Action::LeaveRow => {
            preview.set(preview.chosen, action == Action::TakeRow);
            preview.step(1);
        }
        Action::TakeAll | Action::LeaveAll => {
            (0..preview.rows.len()).for_each(|row| preview.set(row, action == Action::TakeAll));
        }
        _ => {}
    }
    show(app);
    Vec::new()
}

/// Picks a label by its key while a preview is open.
pub(in crate::app) fn label(app: &mut App, label: &Label) -> Vec<Effect> {
    let Some(Overlay::Preview(preview)) = &mut app.model.overlay else { return Vec::new() };
    match &mut preview.doing {
        Doing::Tag { label: picked, .. } => {
            *picked = Some(label.name.clone());
            alike::look_again(app)
        }
        Doing::Change { becoming, .. } => {
            *becoming = Some(Becoming::Label(label.name.clone()));
            Vec::new()
        }
        Doing::Accept | Doing::Reject | Doing::Look => app.refuse("a label means nothing in this list"),
    }
}

/// A row as it is shown. Its words are not yet safe for a terminal.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ShownRow {
    /// Whether it is taken; `None` where nothing is done.
    pub is_taken: Option<bool>,
    /// Its label, or what changed.
    pub what: String,
    /// The text before its words.
    pub before: String,
    /// Its words.
    pub words: String,
    /// The text behind its words.
    pub after: String,
    /// Whom or what it names, or who said it.
    pub about: String,
}

impl Model {
    /// Where the item of a row is; empty where it is gone.
    pub(in crate::app) fn place_of_row<'m>(&'m self, item: &'m PreviewItem) -> &'m [Span] {
        let findings = self.findings.as_deref();
        match item {
            PreviewItem::Place(span) => std::slice::from_ref(span),
            PreviewItem::Tag(id) => self.record.tag(id).map_or(&[], |tag| &tag.at),
            PreviewItem::Suggestion(suggestion) => {
                findings.map_or(&[], |findings| findings.place(*suggestion))
            }
            PreviewItem::Change(change) => change.place(self),
        }
    }

    /// The row of that index as it is shown: with no more of the text than a line can hold.
    pub fn preview_row(&self, preview: &Preview, index: usize) -> Option<ShownRow> {
        let row = preview.rows.get(index)?;
        let at = self.place_of_row(&row.item);
        let (what, about) = self.told_of_row(preview, &row.item);
        let (before, words, after) = self.in_context(at);
        let is_taken = (preview.doing != Doing::Look).then_some(row.is_taken);
        Some(ShownRow { is_taken, what, before, words, after, about })
    }

    fn told_of_row(&self, preview: &Preview, item: &PreviewItem) -> (String, String) {
        let entity = |id: &Option<Id>| {
            let entity = id.as_ref().and_then(|id| self.record.entity(id));
            entity.map_or_else(String::new, |entity| entity.name.clone())
        };
        match (item, &preview.doing) {
            (PreviewItem::Place(_), Doing::Tag { label, sought }) => {
                let about = match sought {
                    Sought::Words { named: Some(named), .. } | Sought::Entity { named, .. } => &*named.name,
                    _ => "",
                };
                (label.clone().unwrap_or_default(), about.to_owned())
            }
            (PreviewItem::Tag(id), _) => match self.record.tag(id) {
                Some(tag) => (tag.label.clone(), entity(&tag.entity)),
                None => Default::default(),
            },
            (PreviewItem::Suggestion(suggestion), _) => {
                let Some(findings) = self.findings.as_deref() else { return Default::default() };
                let label = self.tag_set.taking(findings.kind(*suggestion));
                let about = match *suggestion {
                    Suggestion::Statement(index) => self.voice_of(index).unwrap_or("nobody known"),
                    Suggestion::Mention(index) => {
                        let mention = findings.attribution().mentions.get(index);
                        let entity = mention.and_then(|mention| mention.entity);
                        let entities = &findings.attribution().entities;
                        entity.and_then(|id| entities.get(id.index())).map_or("", |entity| &entity.name)
                    }
                };
                (label.map_or_else(String::new, |label| label.name.clone()), about.to_owned())
            }
            (PreviewItem::Change(change), _) => change.told(self),
            (PreviewItem::Place(_), _) => Default::default(),
        }
    }

    /// The words at `at` with what stands around them in their paragraph.
    fn in_context(&self, at: &[Span]) -> (String, String, String) {
        let (Some(first), Some(last)) = (at.first(), at.last()) else { return Default::default() };
        let text = self.article.text();
        let block = |offset: usize| {
            let block = self.article.blocks().get(self.article.block_at(offset));
            block.map_or(Span::new(offset, offset), |block| block.span)
        };
        let line = |words: String| words.replace('\n', " ");
        let before = Span::new(block(first.start()).start(), first.start()).of(text);
        let before: Vec<char> = before.chars().rev().take(CONTEXT).collect();
        let after = Span::new(last.end(), block(last.start()).end()).of(text);
        let mut words = String::new();
        for (index, span) in at.iter().enumerate() {
            words.push_str(if index > 0 { " … " } else { "" });
            words.extend(span.of(text).chars().take(CONTEXT));
            if words.len() > CONTEXT * 2 {
                break;
            }
        }
        (line(before.into_iter().rev().collect()), line(words), line(after.chars().take(CONTEXT).collect()))
    }
}
