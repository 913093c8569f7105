//! Which names stand for the same person, body, place or date.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::aliases::Aliases;
use super::names::{Certainty, Gender, Name};
use super::{Entity, EntityId, EntityKind};

/// The entities of a document while it is read.
#[derive(Default, Debug)]
pub(super) struct Entities {
    list: Vec<Known>,
    /// The index in `keys` by full name in lower case.
    by_name: FxHashMap<Box<str>, usize>,
    keys: Vec<Key>,
    /// The index in `namesakes` by last name.
    by_last: FxHashMap<Box<str>, usize>,
    /// People of one last name, the one named last at the end.
    namesakes: Vec<Vec<EntityId>>,
    /// People by first name.
    by_first: FxHashMap<String, EntityId>,
    /// People by their office, in lower case: "defence secretary".
    by_office: FxHashMap<String, EntityId>,
    aliases: Aliases,
    /// The buffer for a key.
    key: String,
}

/// What is remembered of a name in lower case, so that a name which comes again costs one look-up.
#[derive(Clone, Copy, Debug)]
struct Key {
    /// Whom it stood for first.
    id: EntityId,
    /// Where in `namesakes` the bearers of its last name are, once it named a person.
    people: Option<usize>,
}

#[derive(Debug)]
struct Known {
    entity: Entity,
    gender: Gender,
    certainty: Certainty,
    /// Whether a description names a human being: "the landlord".
    human: bool,
    /// Whether all mentions so far may be capitals of a sentence start.
    doubtful: bool,
}

/// How many people of one last name are kept apart.
const NAMESAKES: usize = 8;

impl Entities {
    /// The entity that a name stands for; a new one where it is new.
    pub(super) fn named(&mut self, text: &str, name: &Name) -> EntityId {
        let written = spaced(name.span.of(text));
        let mut key = std::mem::take(&mut self.key);
        key_of(written.strip_prefix("The ").unwrap_or(&written), &mut key);
        let slot = self.by_name.get(key.as_str()).copied();
        let known = slot
            .and_then(|slot| self.keys.get(slot))
            .map(|key| key.id)
            .filter(|&id| name.kind != EntityKind::Person || self.gender(id).agrees(name.gender));
        let id = known
            .or_else(|| self.namesake(&key, name))
            .or_else(|| self.alias(&key, name, &written))
            .unwrap_or_else(|| self.add(&written, name));
        self.learn(id, &written, &key, slot, name);
        self.key = key;
        if let Some(title) = name.title {
            self.hold_office(title.of(text), id);
        }
        id
    }

    /// The entity that a description stands for: the holder of an office, or one of its own.
    pub(super) fn described(
        &mut self,
        phrase: &str,
        kind: EntityKind,
        definite: bool,
        human: bool,
    ) -> EntityId {
        let written = spaced(phrase);
        let mut lower = std::mem::take(&mut self.key);
        lower_case(&written, &mut lower);
        let (first, rest) = lower.split_once(' ').unwrap_or((&lower, ""));
        let article = matches!(first, "the" | "a" | "an" | "his" | "her" | "their" | "its");
        let key = if article { rest } else { &lower };
        let id = self.known_by(key, definite).unwrap_or_else(|| {
            let name = match written.split_once(' ') {
                Some((_, rest)) if kind == EntityKind::Organisation && first == "the" => rest,
                _ => &written,
            };
            let id = self.push(name.to_owned(), kind, Gender::Unknown, Certainty::Sure, false);
            if let Some(known) = self.list.get_mut(id.index()) {
                known.human = human;
            }
            self.remember(key, id);
            id
        });
        self.key = lower;
        id
    }

    /// The entity that a description in lower case already stands for.
    fn known_by(&self, key: &str, definite: bool) -> Option<EntityId> {
        let held = if definite { self.by_office.get(key).copied() } else { None };
        held.or_else(|| Some(self.keys.get(*self.by_name.get(key)?)?.id))
    }

    /// Remembers whom a name in lower case stands for first.
    fn remember(&mut self, key: &str, id: EntityId) -> usize {
        let slot = *self.by_name.entry(key.into()).or_insert(self.keys.len());
        if slot == self.keys.len() {
            self.keys.push(Key { id, people: None });
        }
        slot
    }

    /// Remembers that a person holds an office: "the US spokesman" and "the spokesman" are theirs.
    pub(super) fn hold_office(&mut self, title: &str, id: EntityId) {
        let lower = spaced(title).to_lowercase();
        let office =
            ["a ", "an ", "the "].iter().find_map(|article| lower.strip_prefix(article)).unwrap_or(&lower);
        let last = office.rsplit(' ').next().unwrap_or("");
        for key in [office, last] {
            if let Some(holder) = self.by_office.get_mut(key) {
                *holder = id;
            } else if key.len() > 3 {
                self.by_office.insert(key.to_owned(), id);
            }
        }
    }

    pub(super) fn get(&self, id: EntityId) -> Option<&Entity> {
        self.list.get(id.index()).map(|known| &known.entity)
    }

    pub(super) fn gender(&self, id: EntityId) -> Gender {
        self.list.get(id.index()).map_or(Gender::Unknown, |known| known.gender)
    }

    /// Whether "he" or "she" can stand for an entity.
    pub(super) fn can_be_person(&self, id: EntityId) -> bool {
        self.list.get(id.index()).is_some_and(|known| known.entity.kind == EntityKind::Person || known.human)
    }

    /// Whether "it" can stand for an entity, or with `people` "they".
    pub(super) fn is_group(&self, id: EntityId, people: bool) -> bool {
        self.list.get(id.index()).is_some_and(|known| match known.entity.kind {
            EntityKind::Person | EntityKind::Date => false,
            EntityKind::Organisation => true,
            EntityKind::Place | EntityKind::Unnamed => !known.human || people,
        })
    }

    /// Remembers what a pronoun showed of a person's gender.
    pub(super) fn set_gender(&mut self, id: EntityId, gender: Gender) {
        if let Some(known) = self.list.get_mut(id.index())
            && known.gender == Gender::Unknown
        {
            known.gender = gender;
        }
    }

    /// Remembers that somebody speaks, and so is no place: "Tarn said" makes "Tarn" a person.
    pub(super) fn speaks(&mut self, id: EntityId) {
        if let Some(known) = self.list.get_mut(id.index()) {
            known.entity.statements += 1;
            known.doubtful = false;
        }
    }

    /// The entities, and for each id where it went; `None` for those that are no names after all.
    pub(super) fn finish(self) -> (Vec<Entity>, Vec<Option<EntityId>>) {
        let mut kept = Vec::with_capacity(self.list.len());
        let moved = self
            .list
            .into_iter()
            .map(|known| {
                (!known.doubtful).then(|| {
                    kept.push(known.entity);
                    id(kept.len() - 1)
                })
            })
            .collect();
        (kept, moved)
    }

    /// Somebody known whom a further name can stand for: "Mr Vance" for "Otto Vance".
    fn namesake(&self, key: &str, name: &Name) -> Option<EntityId> {
        if name.kind != EntityKind::Person && name.certainty == Certainty::Sure {
            return None;
        }
        let (first, last, several) = parts(key);
        let people = self.by_last.get(last).and_then(|&slot| self.namesakes.get(slot));
        let people = people.map_or(&[][..], Vec::as_slice);
        let mut lower = String::new();
        let found = people.iter().rev().copied().find(|&id| {
            let Some(known) = self.list.get(id.index()) else { return false };
            key_of(&known.entity.name, &mut lower);
            let (known_first, _, known_several) = parts(&lower);
            let same_first =
                !several || !known_several || first == known_first || initials_agree(first, known_first);
            same_first && known.gender.agrees(name.gender)
        });
        if several {
            return found.filter(|_| name.kind == EntityKind::Person);
        }
        found.or_else(|| self.by_first.get(key).copied())
    }

    /// A country or body known by another name: "US" for "United States".
    fn alias(&mut self, key: &str, name: &Name, written: &str) -> Option<EntityId> {
        if !matches!(name.kind, EntityKind::Place | EntityKind::Organisation) {
            return None;
        }
        let mut names = self.aliases.of(key)?;
        let shown = names.clone().next() == Some(key);
        let id = names.find_map(|other| {
            let slot = self.by_name.get(other).or_else(|| self.by_name.get(format!("{other}.").as_str()));
            slot.and_then(|&slot| self.keys.get(slot)).map(|key| key.id)
        })?;
        if let Some(known) = self.list.get_mut(id.index()).filter(|_| shown) {
            known.entity.name = written.to_owned();
        }
        Some(id)
    }

    fn add(&mut self, written: &str, name: &Name) -> EntityId {
        self.push(written.to_owned(), name.kind, name.gender, name.certainty, name.doubtful)
    }

    fn push(
        &mut self,
        name: String,
        kind: EntityKind,
        gender: Gender,
        certainty: Certainty,
        doubtful: bool,
    ) -> EntityId {
        self.list.push(Known {
            entity: Entity { name, kind, statements: 0 },
            gender,
            certainty,
            human: false,
            doubtful,
        });
        id(self.list.len() - 1)
    }

    /// Takes from a mention what it tells of its entity. `slot` is where `keys` has `key`, if it does.
    fn learn(&mut self, id: EntityId, written: &str, key: &str, slot: Option<usize>, name: &Name) {
        let Some(known) = self.list.get_mut(id.index()) else { return };
        known.doubtful &= name.doubtful;
        if name.certainty > known.certainty {
            known.entity.kind = name.kind;
            known.certainty = name.certainty;
        }
        if known.gender == Gender::Unknown {
            known.gender = name.gender;
        }
        let shouted = |name: &str| name.chars().all(|c| !c.is_lowercase()) && name.len() > 3;
        let spaces = |name: &str| name.bytes().filter(|&byte| byte == b' ').count();
        let person = known.entity.kind == EntityKind::Person;
        let further = if person { spaces(written) } else { 0 };
        let fuller =
            shouted(&known.entity.name) && !shouted(written) && known.entity.name.to_lowercase() == key
                || further > 0 && further > spaces(&known.entity.name);
        if fuller {
            known.entity.name = written.to_owned();
        }
        let slot = slot.unwrap_or_else(|| {
            let slot = self.remember(key, id);
            if !person {
                let words = written.split(' ').filter_map(|word| word.chars().next());
                let initials: String = words.filter(|first| first.is_uppercase()).collect();
                if initials.len() > 2 {
                    self.remember(&initials.to_lowercase(), id);
                }
            }
            slot
        });
        if person {
            self.list_person(id, key, slot);
        }
    }

    /// Lists a person under the last and the first name of `key`, which `keys` has at `slot`.
    fn list_person(&mut self, id: EntityId, key: &str, slot: usize) {
        let Some(known) = self.keys.get_mut(slot) else { return };
        let people = *known.people.get_or_insert_with(|| {
            let (first, last, several) = parts(key);
            if several && !self.by_first.contains_key(first) {
                self.by_first.insert(first.to_owned(), id);
            }
            *self.by_last.entry(last.into()).or_insert_with(|| {
                self.namesakes.push(Vec::new());
                self.namesakes.len() - 1
            })
        });
        let Some(people) = self.namesakes.get_mut(people) else { return };
        if people.last() != Some(&id) {
            people.retain(|&other| other != id);
            if people.len() >= NAMESAKES {
                people.remove(0);
            }
            people.push(id);
        }
    }
}

fn id(index: usize) -> EntityId {
    EntityId::new(index)
}

/// A name with single spaces: a hard-wrapped one has a line feed inside.
fn spaced(name: &str) -> Cow<'_, str> {
    let mut before = b' ';
    let clean = name.bytes().all(|byte| {
        let fits = byte.is_ascii_graphic() || byte == b' ' && before != b' ';
        before = byte;
        fits
    });
    if clean && before != b' ' {
        return Cow::Borrowed(name);
    }
    let mut spaced = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    Cow::Owned(spaced)
}

/// Fills `lower` with a name in lower case.
fn lower_case(name: &str, lower: &mut String) {
    lower.clear();
    if name.is_ascii() {
        lower.push_str(name);
        lower.make_ascii_lowercase();
    } else {
        lower.push_str(&name.to_lowercase());
    }
}

/// Fills `key` with a name in lower case and with straight apostrophes.
fn key_of(name: &str, key: &mut String) {
    lower_case(name, key);
    if !key.is_ascii() {
        *key = key.replace('’', "'");
    }
}

/// First name, last name and whether there are two or more words, of a name in lower case.
fn parts(name: &str) -> (&str, &str, bool) {
    let stem = name.trim_end_matches('.');
    let name =
        [" jr", " sr", " ii", " iii"].iter().find_map(|suffix| stem.strip_suffix(suffix)).unwrap_or(name);
    let name = name.trim_end_matches(',');
    // "de Marco" is a last name alone.
    let name = ["de ", "van ", "von ", "da ", "di ", "del ", "la ", "le ", "al ", "el ", "bin "]
        .iter()
        .find_map(|particle| name.strip_prefix(particle))
        .filter(|rest| !rest.contains(' '))
        .unwrap_or(name);
    match (name.split_once(' '), name.rsplit_once(' ')) {
        (Some((first, _)), Some((_, last))) => (first, last, true),
        _ => (name, name, false),
    }
}

/// Whether one of two first names is an initial of the other: "r." and "robert".
fn initials_agree(one: &str, other: &str) -> bool {
    let is_initial = |name: &str| name.trim_end_matches('.').chars().count() == 1;
    (is_initial(one) || is_initial(other)) && one.chars().next() == other.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;

    fn person(text: &str, gender: Gender) -> Name {
        let span = Span::new(0, text.len());
        Name {
            span,
            kind: EntityKind::Person,
            certainty: Certainty::Sure,
            doubtful: false,
            gender,
            title: None,
        }
    }

    #[test]
    fn short_names_stand_for_the_full_name_before_them() {
        let mut entities = Entities::default();
        let full = entities.named("Ada Long", &person("Ada Long", Gender::Female));
        for short in ["Long", "Ada", "A. Long", "Ada M. Long", "Ada Long Jr."] {
            assert_eq!(entities.named(short, &person(short, Gender::Unknown)), full, "{short}");
        }
        assert_ne!(entities.named("Ben Long", &person("Ben Long", Gender::Male)), full);
        assert_eq!(entities.named("Long", &person("Long", Gender::Female)), full, "Ms Long is not Ben");
    }

    #[test]
    fn a_fuller_name_replaces_a_shorter_one() {
        let mut entities = Entities::default();
        let id = entities.named("Long", &person("Long", Gender::Unknown));
        assert_eq!(entities.named("Ada Long", &person("Ada Long", Gender::Female)), id);
        assert_eq!(entities.get(id).map(|entity| entity.name.as_str()), Some("Ada Long"));
    }

    #[test]
    fn an_office_leads_to_its_holder() {
        let mut entities = Entities::default();
        let id = entities.named("Ada Long", &person("Ada Long", Gender::Female));
        entities.hold_office("a US spokeswoman", id);
        assert_eq!(entities.described("the spokeswoman", EntityKind::Unnamed, true, true), id);
        assert_ne!(entities.described("a spokeswoman", EntityKind::Unnamed, false, true), id);
    }
}
