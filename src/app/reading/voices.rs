//! The sources as the reader sees them: what the machine found, as corrected on the record.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;

use super::findings::Findings;
use crate::attribution::{EntityId, EntityKind};
use crate::page::width;

/// A source with what the screen shows of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Voice {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// What mentions of it stand for; `None` where only a person named it.
    pub entity: Option<EntityId>,
    /// How many statements it has.
    pub count: usize,
    /// What stands for it beside its statements, in at most two cells: letters, or a letter and a number.
    pub marker: String,
    /// The number of its colour, which stays when the article is opened again.
    pub seat: usize,
}

/// The sources of an article and who says which statement.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Voices {
    rows: Vec<Voice>,
    /// The index of who says it for each statement, or [`NOBODY`]; in 32 bits, for there are millions.
    by_statement: Vec<u32>,
    /// The index of its row for each entity, or [`NOBODY`].
    by_entity: Vec<u32>,
    /// How many rows have a statement; kept, for each frame shows it.
    heard: usize,
    /// How many statements the machine heard most of any source.
    most: usize,
    seats: Seats,
}

/// In the place of the index of a source.
const NOBODY: u32 = u32::MAX;

/// Which source has which colour: names in the order of their colours, first come, first served.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Seats {
    names: Vec<String>,
    by_name: HashMap<String, usize>,
}

/// How many sources keep their colour from one time to the next: many more than there are colours.
const SEATS: usize = 100;

impl Seats {
    /// Seats that are taken by `names` already.
    pub fn new(names: Vec<String>) -> Self {
        let by_name = names.iter().cloned().zip(0..).collect();
        Self { names, by_name }
    }

    /// Who has the seats, in their order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The seat of `name`; where it has none yet the next one, or `spare` where all are taken.
    fn of(&mut self, name: &str, spare: usize) -> usize {
        if let Some(&seat) = self.by_name.get(name) {
            return seat;
        }
        if self.names.len() >= SEATS {
            return spare;
        }
        self.names.push(name.to_owned());
        self.by_name.insert(name.to_owned(), self.names.len() - 1);
        self.names.len() - 1
    }
}

impl Voices {
    /// The sources that the machine found, the most heard first; among equals the order of the
    /// text. Who has one of `seats` keeps it.
    pub fn new(findings: &Findings, seats: Seats) -> Self {
        let attribution = findings.attribution();
        let mut ranked: Vec<usize> =
            (0..attribution.entities.len()).filter(|&id| attribution.entities[id].statements > 0).collect();
        ranked.sort_by_key(|&id| std::cmp::Reverse(attribution.entities[id].statements));
        let by_entity = vec![NOBODY; attribution.entities.len()];
        let mut voices = Self { seats, by_entity, ..Self::default() };
        let mut taken = HashMap::new();
        for id in ranked {
            let entity = &attribution.entities[id];
            voices.by_entity[id] = u32::try_from(voices.rows.len()).unwrap_or(NOBODY);
            voices.rows.push(Voice {
                name: entity.name.clone(),
                kind: entity.kind,
                entity: Some(EntityId::new(id)),
                count: 0,
                marker: marker(&entity.name, &mut taken),
                seat: voices.seats.of(&entity.name, voices.rows.len()),
            });
        }
        let row_of = |id: EntityId| voices.by_entity.get(id.index()).copied();
        let sources = attribution.statements.iter().map(|statement| statement.source);
        voices.by_statement = sources.map(|source| source.and_then(row_of).unwrap_or(NOBODY)).collect();
        for &row in &voices.by_statement {
            if let Some(voice) = voices.rows.get_mut(row as usize) {
                voice.count += 1;
            }
        }
        voices.most = voices.rows.iter().map(|voice| voice.count).max().unwrap_or(0);
        voices.heard = voices.rows.iter().filter(|voice| voice.count > 0).count();
        voices
    }

    /// The sources, in the order of the pane.
    pub fn rows(&self) -> &[Voice] {
        &self.rows
    }

    /// How many sources say something.
    pub fn heard(&self) -> usize {
        self.heard
    }

    /// How many statements the source that was found to have most has. Corrections leave it, so
    /// that shares stay to scale.
    pub fn most(&self) -> usize {
        self.most
    }

    /// The index of who says the statement of that index; `None` for nobody known.
    pub fn of(&self, statement: usize) -> Option<usize> {
        self.by_statement.get(statement).filter(|&&row| row != NOBODY).map(|&row| row as usize)
    }

    /// The number of the colour of the statement of that index; `None` for nobody known.
    pub fn seat_of(&self, statement: usize) -> Option<usize> {
        self.seat(self.of(statement)?)
    }

    /// The number of the colour of the source `row`.
    pub fn seat(&self, row: usize) -> Option<usize> {
        self.rows.get(row).map(|voice| voice.seat)
    }

    /// Gives each source its colour of last time, as `seats` say.
    pub fn seat_anew(&mut self, seats: Seats) {
        self.seats = seats;
        for (row, voice) in self.rows.iter_mut().enumerate() {
            voice.seat = self.seats.of(&voice.name, row);
        }
    }

    /// Which source has which colour.
    pub fn seats(&self) -> &Seats {
        &self.seats
    }

    /// The index of the source that is that entity.
    pub fn of_entity(&self, entity: EntityId) -> Option<usize> {
        self.by_entity.get(entity.index()).filter(|&&row| row != NOBODY).map(|&row| row as usize)
    }

    /// The index of the source of that name.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.rows.iter().position(|voice| voice.name == name)
    }

    /// The first statement of the source `row` behind the statement `after`, or before it.
    pub fn step(&self, row: usize, from: Option<usize>, forward: bool) -> Option<usize> {
        let count = self.by_statement.len();
        let is_of = |&index: &usize| self.of(index) == Some(row);
        match (from, forward) {
            (None, true) => (0..count).find(is_of),
            (None, false) => (0..count).rev().find(is_of),
            (Some(from), true) => (from + 1..count).find(is_of),
            (Some(from), false) => (0..from.min(count)).rev().find(is_of),
        }
    }

    /// Records that `name` says the statement of that index, or nobody does.
    pub fn set(&mut self, statement: usize, name: Option<&str>) {
        if name == self.of(statement).map(|row| self.rows[row].name.as_str()) {
            return;
        }
        let row = name.map(|name| self.named(name).unwrap_or_else(|| self.add(name)));
        let Some(slot) = self.by_statement.get_mut(statement) else { return };
        let row = row.and_then(|row| u32::try_from(row).ok()).unwrap_or(NOBODY);
        let old = std::mem::replace(slot, row);
        if let Some(voice) = self.rows.get_mut(old as usize) {
            voice.count -= 1;
            self.heard -= usize::from(voice.count == 0);
        }
        if let Some(voice) = self.rows.get_mut(row as usize) {
            voice.count += 1;
            self.heard += usize::from(voice.count == 1);
        }
    }

    /// Adds a source of that name; gives its index.
    pub(in crate::app) fn add(&mut self, name: &str) -> usize {
        let mut taken = self.rows.iter().map(|voice| (voice.marker.clone(), 1)).collect();
        let marker = marker(name, &mut taken);
        let seat = self.seats.of(name, self.rows.len());
        self.rows.push(Voice {
            name: name.to_owned(),
            kind: EntityKind::Person,
            entity: None,
            count: 0,
            marker,
            seat,
        });
        self.rows.len() - 1
    }
}

/// The initials of the first and last word of a name, or the first alone where it is as wide as two; where
/// they are taken, the first letter and a number, or a later letter that is as wide as two.
fn marker(name: &str, taken: &mut HashMap<String, usize>) -> String {
    const SMALL_WORDS: [&str; 7] = ["a", "an", "the", "of", "for", "and", "in"];
    let words = || name.unicode_words().filter(|word| !SMALL_WORDS.contains(&word.to_lowercase().as_str()));
    let letter =
        |word: Option<&str>| word.and_then(|word| word.chars().next()).filter(|c| c.is_alphanumeric());
    let is_wide = |letter: &char| width(letter.encode_utf8(&mut [0; 4])) > 1;
    let first = letter(words().next()).unwrap_or('?');
    let last = letter(words().skip(1).last()).filter(|last| !is_wide(&first) && !is_wide(last));
    // One capital each: that of ß would be two.
    let capital = |letter: char| letter.to_uppercase().next().unwrap_or(letter);
    let initials: String = [Some(first), last].into_iter().flatten().map(capital).collect();
    let times = taken.entry(initials.clone()).or_insert(0);
    *times += 1;
    match *times {
        2..10 if is_wide(&first) => {
            let later = name.chars().filter(is_wide).nth(*times - 1);
            later.map_or(initials, String::from)
        }
        2..10 => format!("{}{times}", capital(first)),
        _ => initials,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_initials_and_differ() {
        let mut taken = HashMap::new();
        let names = ["Mara Quill", "a harbour official", "Milo Quarry", "Ada", "", "the Port of Tarn"];
        let markers: Vec<_> = names.iter().map(|name| marker(name, &mut taken)).collect();
        assert_eq!(markers, ["MQ", "HO", "M2", "A", "?", "PT"]);
    }

    #[test]
    fn markers_take_two_cells_at_most() {
        let mut taken = HashMap::new();
        let names = ["山田太郎", "山本", "山", "Mara 山田", "株式会社 Tarn", "ßeta Ölund"];
        let markers: Vec<_> = names.iter().map(|name| marker(name, &mut taken)).collect();
        assert_eq!(markers, ["山", "本", "山", "M", "株", "SÖ"]);
    }
}
