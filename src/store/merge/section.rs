//! The items of one kind in three versions of a record.

use std::collections::{HashMap, HashSet};

use super::fields::Difference;
use super::item::{Joined, Side, Texts, item};
use super::report::{Named, Remark};
use crate::annotation::words_of;
use crate::store::document::Lines;
use crate::store::line::{EntityLine, Line, NoteLine};

/// How many characters of an item's words a remark repeats.
const WORDS: usize = 60;

/// What is known while the sections of a record are merged.
pub(super) struct Work<'t> {
    pub(super) texts: &'t Texts<'t>,
    remarks: Vec<Remark>,
    /// How many items were counted in another text than the chosen one.
    strange: usize,
    wanted: Wanted,
}

/// Items that something new names: kind (empty where it may be any), id, and the side that names it.
pub(super) type Wanted = HashSet<(&'static str, String, Side)>;

impl<'t> Work<'t> {
    pub(super) fn new(texts: &'t Texts<'t>) -> Self {
        Self { texts, remarks: Vec::new(), strange: 0, wanted: Wanted::new() }
    }

    pub(super) fn remark(&mut self, remark: Remark) {
        self.remarks.push(remark);
    }

    pub(super) fn into_remarks(self) -> Vec<Remark> {
        self.remarks
    }

    pub(super) fn strange(&self) -> usize {
        self.strange
    }

    pub(super) fn has_wanted(&self) -> bool {
        !self.wanted.is_empty()
    }

    pub(super) fn take_wanted(&mut self) -> Wanted {
        std::mem::take(&mut self.wanted)
    }

    /// Notes what a line names that is new, or changed, on `side`.
    fn want<L: Line>(&mut self, line: &L, side: Side) {
        let mut line = line.clone();
        let names = line.names().into_iter().map(|(kind, id)| (kind, std::mem::take(id), side));
        self.wanted.extend(names);
    }

    /// Tells what became of an item.
    fn tell<L: Line>(&mut self, joined: &Joined<L>) {
        let Some(line) = &joined.line else { return };
        self.strange += usize::from(joined.strange);
        if let Some(side) = joined.removed_by {
            self.remark(Remark::Kept { item: named(line), removed_by_us: side == Side::Ours });
        }
        for difference in &joined.differences {
            let Difference { field, key, ours, theirs, text, by } = difference;
            let value = || theirs.as_deref().map_or_else(|| "nothing".to_owned(), words_of);
            self.remark(Remark::Disagreement {
                item: named(line),
                field: key.as_ref().unwrap_or(field).clone(),
                ours: ours.clone(),
                theirs: text.clone().unwrap_or_else(value),
                by: by.clone(),
            });
        }
    }

    /// Tells which entities both sides made under one name.
    pub(super) fn same_names(&mut self, entities: &Section<EntityLine>) {
        let mut made: HashMap<(&str, &str), &str> = HashMap::new();
        let by = |side| move |entity: &&EntityLine| entities.made.get(&entity.id) == Some(&side);
        for entity in entities.lines.iter().filter(by(Side::Ours)) {
            made.insert((&entity.name, &entity.kind), &entity.id);
        }
        for entity in entities.lines.iter().filter(by(Side::Theirs)) {
            if let Some(ours) = made.get(&(entity.name.as_str(), entity.kind.as_str())) {
                self.remarks.push(Remark::SameName {
                    name: entity.name.clone(),
                    kind: entity.kind.clone(),
                    ids: [(*ours).to_owned(), entity.id.clone()],
                });
            }
        }
    }
}

/// An item for a message.
pub(super) fn named<L: Line>(line: &L) -> Named {
    let own = || {
        let mut written = String::new();
        line.write(&mut written);
        let fields: crate::store::line::AnyLine =
            crate::store::document::options().from_str(&written).unwrap_or_default();
        let own = ["name", "text", "label"].iter().find_map(|&name| fields.extra.get(name));
        own.map_or_else(String::new, |value| words_of(value))
    };
    let quoted = line.anchor().and_then(|anchor| anchor.text).filter(|_| L::KIND != NoteLine::KIND);
    let text = quoted.map_or_else(own, str::to_owned).replace('\n', " ");
    let cut = text.char_indices().nth(WORDS).and_then(|(cut, _)| text.get(..cut));
    let text = cut.map_or_else(|| text.clone(), |cut| format!("{cut}…"));
    Named { kind: L::KIND, id: line.id().to_owned(), text }
}

/// The merged items of one kind.
pub(super) struct Section<L> {
    lines: Vec<L>,
    /// Items that one side removed and the other left as they were, by id, with the side that removed
    /// them.
    removed: HashMap<String, (L, Side)>,
    /// The items that were made since the base by one side alone.
    made: HashMap<String, Side>,
}

impl<L: Line> Section<L> {
    /// Merges base, ours and theirs.
    pub(super) fn merge(sides: [Vec<L>; 3], work: &mut Work<'_>) -> Self {
        let length = sides[1].len().max(sides[2].len());
        let mut section =
            Self { lines: Vec::with_capacity(length), removed: HashMap::new(), made: HashMap::new() };
        let mut order: Vec<String> = Vec::with_capacity(length);
        let mut versions: HashMap<String, [Vec<L>; 3]> = HashMap::with_capacity(length);
        for (side, lines) in sides.into_iter().enumerate() {
            for line in lines {
                let versions = versions.entry(line.id().to_owned()).or_insert_with(|| {
                    order.push(line.id().to_owned());
                    [const { Vec::new() }; 3]
                });
                // A merge by lines leaves the same line twice.
                if versions[side].first() != Some(&line) {
                    versions[side].push(line);
                }
            }
        }
        for id in order {
            let Some(versions) = versions.remove(&id) else { continue };
            if id.is_empty() || versions.iter().any(|lines| lines.len() > 1) {
                section.lines.extend(set(versions));
            } else {
                section.add(id, versions.map(|mut lines| lines.pop()), work);
            }
        }
        section
    }

    /// Adds what became of one item.
    fn add(&mut self, id: String, [base, ours, theirs]: [Option<L>; 3], work: &mut Work<'_>) {
        let fresh = |line: &Option<L>| line.is_some() && *line != base;
        let fresh = [(Side::Ours, fresh(&ours)), (Side::Theirs, fresh(&theirs))];
        let left = match (&ours, &theirs) {
            (None, Some(theirs)) => Some((theirs.clone(), Side::Ours)),
            (Some(ours), None) => Some((ours.clone(), Side::Theirs)),
            _ => None,
        };
        if base.is_none() {
            let maker = left.as_ref().map(|(_, missing)| missing.other());
            self.made.extend(maker.map(|maker| (id.clone(), maker)));
        }
        let joined = item(base.as_ref(), ours, theirs, work.texts);
        work.tell(&joined);
        match joined.line {
            Some(line) => {
                for (side, _) in fresh.into_iter().filter(|(_, fresh)| *fresh) {
                    work.want(&line, side);
                }
                self.lines.push(line);
                self.lines.extend(joined.rival);
            }
            None => self.removed.extend(left.map(|left| (id, left))),
        }
    }

    /// Takes back items that one side removed and that the other names anew.
    pub(super) fn bring_back(&mut self, wanted: &Wanted, work: &mut Work<'_>) {
        let is_wanted = |id: &str, removed_by: Side| {
            let by = removed_by.other();
            [L::KIND, ""].iter().any(|&kind| wanted.contains(&(kind, id.to_owned(), by)))
        };
        let mut back: Vec<String> = self
            .removed
            .iter()
            .filter(|(id, (_, removed_by))| is_wanted(id, *removed_by))
            .map(|(id, _)| id.clone())
            .collect();
        back.sort_unstable();
        for id in back {
            let Some((line, removed_by)) = self.removed.remove(&id) else { continue };
            work.want(&line, removed_by.other());
            work.remark(Remark::Named { item: named(&line), removed_by_us: removed_by == Side::Ours });
            self.lines.push(line);
        }
    }

    /// The items as they are written.
    pub(super) fn write(self) -> Lines {
        let written = |line: L| {
            let mut out = String::new();
            line.write(&mut out);
            let place = line.anchor().and_then(|anchor| anchor.at.first().copied()).unwrap_or_default();
            (place, line.id().to_owned(), out)
        };
        self.lines.into_iter().map(written).collect()
    }
}

/// What becomes of items that have one id or none: what was there and nobody removed, and what either
/// side added.
fn set<L: Line>([base, ours, theirs]: [Vec<L>; 3]) -> Vec<L> {
    let written = |lines: &[L]| -> Vec<String> {
        let write = |line: &L| {
            let mut out = String::new();
            line.write(&mut out);
            out
        };
        lines.iter().map(write).collect()
    };
    let known: [HashSet<String>; 3] =
        [&base, &ours, &theirs].map(|lines| written(lines).into_iter().collect());
    let mut taken = HashSet::new();
    let mut all: Vec<(String, L)> = Vec::new();
    for (lines, others) in [(ours, &known[2]), (theirs, &known[1])] {
        for (text, line) in written(&lines).into_iter().zip(lines) {
            let stays = others.contains(&text) || !known[0].contains(&text);
            if stays && taken.insert(text.clone()) {
                all.push((text, line));
            }
        }
    }
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all.into_iter().map(|(_, line)| line).collect()
}
