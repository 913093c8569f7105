//! Long lists of what is on the record, found by typing.

use super::field::Field;
use crate::annotation::Id;
use crate::app::model::Model;
use crate::article::Span;
use crate::attribution::EntityId;

/// Rows to pick one from, narrowed by typing. Unlike a [`List`](crate::app::List) its rows stand for items
/// and not for words, there may be as many as the record has, and what was typed may be a new name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finder {
    /// What it is for.
    pub purpose: FinderPurpose,
    /// What is asked.
    pub title: String,
    /// What was typed to narrow it.
    pub field: Field,
    /// The index of the chosen row among those that are left; one more is the new name, if any.
    pub chosen: usize,
    rows: Vec<FinderRow>,
    /// The rows in small letters, to be searched.
    folded: Vec<String>,
    /// The indexes of the rows that what was typed leaves.
    left: Vec<usize>,
}

/// What a picked row of a [`Finder`] is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FinderPurpose {
    /// All entities, to be looked at and changed.
    Entities,
    /// All mentions of the entity of that id.
    Mentions(Id),
    /// The entity that the one of that id is to be merged into.
    MergeInto(Id),
    /// The entity of something in the text.
    Identity(Subject),
    /// All notes.
    Notes,
    /// Tags, notes, entities, sources and statements; what is typed is looked for in all of them.
    Everything,
}

/// What is to get an entity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// The tag of that id.
    Tag(Id),
    /// The mention of that index, which is tagged with it.
    Mention(usize),
    /// Words, which are tagged by the kind of the entity.
    Words(Span),
}

/// A row of a [`Finder`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FinderRow {
    /// What it is called; not yet safe for a terminal.
    pub name: String,
    /// What it stands for.
    pub item: Item,
}

/// What a row stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Item {
    /// The entity of that id.
    Entity(Id),
    /// An entity that the machine found and that is not on the record.
    Suggested(EntityId),
    /// The tag of that id.
    Tag(Id),
    /// The note of that id.
    Note(Id),
    /// The source of that row.
    Source(usize),
    /// The statement of that index.
    Statement(usize),
}

/// What Enter takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Taken {
    /// What a row stands for.
    Item(Item),
    /// The words that were typed, as a new name.
    New(String),
}

impl Finder {
    /// A list of `rows`, the first of them chosen.
    pub fn new(purpose: FinderPurpose, title: impl Into<String>, rows: Vec<FinderRow>) -> Self {
        let folded = rows.iter().map(|row| row.name.to_lowercase()).collect();
        let left = (0..rows.len()).collect();
        Self { purpose, title: title.into(), field: Field::default(), chosen: 0, rows, folded, left }
    }

    /// The rows that what was typed leaves, from the one of that index on.
    pub fn left_from(&self, first: usize) -> impl Iterator<Item = &FinderRow> {
        self.left.get(first..).unwrap_or_default().iter().filter_map(|&row| self.rows.get(row))
    }

    /// How many rows are left, without the new name.
    pub fn count(&self) -> usize {
        self.left.len()
    }

    /// How many rows there are before anything is typed.
    pub fn total(&self) -> usize {
        self.rows.len()
    }

    /// Whether what was typed may be a new name.
    pub fn takes_new(&self) -> bool {
        matches!(self.purpose, FinderPurpose::Entities | FinderPurpose::Identity(_))
    }

    /// What was typed, where it can be taken as a new name: no row is called exactly that.
    pub fn new_name(&self) -> Option<&str> {
        let typed = self.field.text().trim();
        let is_new = !typed.is_empty() && self.left_from(0).all(|row| row.name != typed);
        (self.takes_new() && is_new).then_some(typed)
    }

    /// What Enter takes; `None` where nothing is left.
    pub fn taken(&self) -> Option<Taken> {
        match self.left_from(self.chosen).next() {
            Some(row) => Some(Taken::Item(row.item.clone())),
            None => self.new_name().map(|name| Taken::New(name.to_owned())),
        }
    }

    /// Whether it is about anything by its number among what the machine found.
    pub(in crate::app) fn is_about_suggestions(&self) -> bool {
        matches!(self.purpose, FinderPurpose::Identity(Subject::Mention(_)))
            || self.purpose == FinderPurpose::Everything
            || self.rows.iter().any(|row| matches!(row.item, Item::Suggested(_)))
    }

    /// What the row stands for, in a word; `None` where all rows stand for the same.
    pub fn kind(&self, row: &FinderRow) -> Option<&'static str> {
        if self.purpose != FinderPurpose::Everything {
            return None;
        }
        Some(match row.item {
            Item::Entity(_) | Item::Suggested(_) => "entity",
            Item::Tag(_) => "tag",
            Item::Note(_) => "note",
            Item::Source(_) => "source",
            Item::Statement(_) => "statement",
        })
    }

    /// The entity that is chosen.
    pub fn entity(&self) -> Option<Id> {
        match &self.left_from(self.chosen).next()?.item {
            Item::Entity(id) => Some(id.clone()),
            _ => None,
        }
    }

    /// Moves the choice by `rows`, from the last row on to the first; a screen at a time stays.
    pub fn step(&mut self, rows: isize) {
        let count = self.left.len() + usize::from(self.new_name().is_some());
        let last = count.saturating_sub(1);
        let next = self.chosen.saturating_add_signed(rows);
        self.chosen = match rows {
            1 if next > last => 0,
            -1 if self.chosen == 0 => last,
            _ => next.min(last),
        };
    }

    /// Takes other rows, all of which are left; the first of them is chosen.
    pub(in crate::app) fn refill(&mut self, rows: Vec<FinderRow>) {
        self.left = (0..rows.len()).collect();
        self.rows = rows;
        self.chosen = 0;
    }

    /// Looks again which rows are left, after something was typed; the first of them is chosen.
    pub fn narrow(&mut self) {
        if self.purpose == FinderPurpose::Everything {
            // Its rows are looked for anew.
            return;
        }
        let wanted = self.field.text().trim().to_lowercase();
        let folded = self.folded.iter().enumerate();
        self.left = folded.filter(|(_, name)| name.contains(&wanted)).map(|(row, _)| row).collect();
        self.chosen = 0;
    }

    /// Chooses the row that stands for `item`, where it is left.
    pub fn choose(&mut self, item: &Item) {
        let found = self.left_from(0).position(|row| row.item == *item);
        self.chosen = found.unwrap_or(0);
    }
}

/// Words about a row, looked up only for rows that show.
pub fn about(model: &Model, row: &FinderRow) -> String {
    match &row.item {
        Item::Entity(id) => {
            let Some(entity) = model.record.entity(id) else { return "gone".to_owned() };
            let tags = tagged(model.record.tag_count_of(id));
            let same_as = entity.same_as.iter().map(|same_as| format!(" · {same_as}"));
            format!("{} · {tags}{}", entity.kind, same_as.collect::<String>())
        }
        Item::Suggested(id) => {
            let entities = model.findings.as_deref().map(|findings| &findings.attribution().entities);
            let entity = entities.and_then(|entities| entities.get(id.index()));
            entity.map_or_else(String::new, |entity| {
                format!("{}, not tagged yet", crate::app::kind_name(entity.kind))
            })
        }
        Item::Tag(id) => {
            let Some(tag) = model.record.tag(id) else { return "gone".to_owned() };
            let start = tag.at.first().map_or(0, |span| span.start());
            format!("{} · {} %", tag.label, start * 100 / model.article.text().len().max(1))
        }
        Item::Source(row) => {
            let count = model.voices.rows().get(*row).map_or(0, |voice| voice.count);
            format!("{count} {}", if count == 1 { "statement" } else { "statements" })
        }
        Item::Statement(index) => model.voice_of(*index).unwrap_or("nobody known").to_owned(),
        Item::Note(id) => model
            .record
            .note(id)
            .map_or_else(|| "gone".to_owned(), |note| crate::app::tagging::notes::subject(model, note)),
    }
}

/// A number of tags, in words.
pub(in crate::app) fn tagged(count: usize) -> String {
    match count {
        0 => "no tag".to_owned(),
        1 => "1 tag".to_owned(),
        count => format!("{count} tags"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finder(names: &[&str]) -> Finder {
        let rows = names.iter().enumerate().map(|(index, name)| FinderRow {
            name: (*name).to_owned(),
            item: Item::Entity(Id::new(index.to_string())),
        });
        Finder::new(FinderPurpose::Entities, "Entities", rows.collect())
    }

    #[test]
    fn what_is_typed_narrows_the_rows_and_is_a_new_name_behind_them() {
        let mut finder = finder(&["Ada Long", "Milo Rask", "Adam"]);
        finder.field.insert("ada");
        finder.narrow();
        assert_eq!(
            finder.left_from(0).map(|row| row.name.as_str()).collect::<Vec<_>>(),
            ["Ada Long", "Adam"]
        );
        assert_eq!(finder.entity(), Some(Id::new("0")));
        finder.step(-1);
        assert_eq!(finder.taken(), Some(Taken::New("ada".to_owned())));
        finder.step(1);
        assert_eq!(finder.entity(), Some(Id::new("0")));
        finder.field.insert("m");
        finder.narrow();
        assert_eq!(finder.count(), 1);
        finder.field.erase_all();
        finder.field.insert("Adam");
        finder.narrow();
        assert_eq!(finder.new_name(), None, "it is there already");
    }
}
