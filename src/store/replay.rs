//! Joining the edits of a journal with a record that may hold some of them already, or may have
//! been changed elsewhere.

use std::collections::{BTreeSet, HashMap};

use super::document::Document;
use super::entry::{Entries, Step};
use super::line::{Line, Quotation};

/// What came of a replay.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Replayed {
    /// How many edits the record did not hold yet.
    pub(super) edits: usize,
    /// How many items had been changed elsewhere too: both versions are kept.
    pub(super) disputed: usize,
}

/// Makes the edits of a journal on a record, item by item: an item that is as it was at any point of
/// the journal becomes what it was at the journal's end. One that is different was changed
/// elsewhere: then an edit counts more than a removal, and of two edits the journal's is taken and
/// the other is kept behind it under the same id.
pub(super) fn replay(entries: Entries, document: &mut Document) -> Replayed {
    let same_text = entries.sha256 == document.article.sha256;
    let mut tags = Chains::default();
    let mut links = Chains::default();
    let mut notes = Chains::default();
    let mut entities = Chains::default();
    let mut document_labels = Chains::default();
    let mut verdicts = Chains::default();
    for (edit, steps) in entries.edits.into_iter().enumerate() {
        for step in steps {
            match step {
                Step::Tag(was, now) => tags.add(edit, was, now),
                Step::Link(was, now) => links.add(edit, was, now),
                Step::Note(was, now) => notes.add(edit, was, now),
                Step::Entity(was, now) => entities.add(edit, was, now),
                Step::DocumentLabel(was, now) => document_labels.add(edit, was, now),
                Step::Verdict(was, now) => verdicts.add(edit, was, now),
            }
        }
    }
    let mut edits = BTreeSet::new();
    let disputed = [
        tags.join(&mut document.tags, same_text, &mut edits),
        links.join(&mut document.links, same_text, &mut edits),
        notes.join(&mut document.notes, same_text, &mut edits),
        entities.join(&mut document.entities, same_text, &mut edits),
        document_labels.join(&mut document.document_labels, same_text, &mut edits),
        verdicts.join(&mut document.verdicts, same_text, &mut edits),
    ];
    Replayed { edits: edits.len(), disputed: disputed.into_iter().sum() }
}

/// What became of each item of one kind, in the order of their first edits.
struct Chains<L> {
    chains: Vec<Chain<L>>,
    by_id: HashMap<String, usize>,
}

/// What became of one item: never empty.
struct Chain<L> {
    id: String,
    /// Which edits touched it.
    edits: Vec<usize>,
    states: Vec<Option<L>>,
}

impl<L> Default for Chains<L> {
    fn default() -> Self {
        Self { chains: Vec::new(), by_id: HashMap::new() }
    }
}

impl<L: Line> Chains<L> {
    fn add(&mut self, edit: usize, was: Option<L>, now: Option<L>) {
        let id = |line: &Option<L>| line.as_ref().map(|line| line.id().to_owned());
        match (id(&was), id(&now)) {
            (Some(old), Some(new)) if old != new => {
                self.push(edit, old, was, None);
                self.push(edit, new, None, now);
            }
            (Some(id), _) | (None, Some(id)) => self.push(edit, id, was, now),
            (None, None) => {}
        }
    }

    fn push(&mut self, edit: usize, id: String, was: Option<L>, now: Option<L>) {
        let index = *self.by_id.entry(id.clone()).or_insert(self.chains.len());
        if index == self.chains.len() {
            self.chains.push(Chain { id, edits: Vec::new(), states: Vec::new() });
        }
        if let Some(chain) = self.chains.get_mut(index) {
            chain.edits.push(edit);
            chain.states.extend([was, now]);
        }
    }

    /// Brings `lines` to the end of the chains; says how many items were changed elsewhere too.
    fn join(self, lines: &mut Vec<L>, same_text: bool, edits: &mut BTreeSet<usize>) -> usize {
        if self.chains.is_empty() {
            return 0;
        }
        let mut index: HashMap<String, usize> = HashMap::new();
        for (at, line) in lines.iter().enumerate() {
            index.entry(line.id().to_owned()).or_insert(at);
        }
        let mut disputed = 0;
        let mut kept: Vec<Option<L>> = std::mem::take(lines).into_iter().map(Some).collect();
        for Chain { id, edits: touched, states } in self.chains {
            let place = index.get(&id).copied();
            let current = place.and_then(|at| kept.get_mut(at)).and_then(Option::take);
            let known = |state: &Option<L>| agree(state.as_ref(), current.as_ref(), same_text);
            let reached = states.last().is_some_and(known);
            let expected = states.iter().any(known);
            let last = states.into_iter().next_back().flatten();
            let (now, rival) = match (current, last) {
                (current, _) if reached => (current, None),
                (Some(other), None) if !expected => (Some(other), None),
                (other, last) => {
                    edits.extend(touched);
                    (last, other.filter(|_| !expected))
                }
            };
            disputed += usize::from(!expected);
            match place.and_then(|at| kept.get_mut(at)) {
                Some(slot) => *slot = now,
                None => kept.push(now),
            }
            kept.push(rival);
        }
        *lines = kept.into_iter().flatten().collect();
        disputed
    }
}

/// Whether two lines say the same about an item. Quotations are not compared, for they follow from
/// the place, and places only where both were counted in the same text.
fn agree<L: Line>(one: Option<&L>, other: Option<&L>, same_text: bool) -> bool {
    let essence = |line: &L| {
        let mut at = line.anchor().filter(|_| same_text).map_or_else(Vec::new, |anchor| anchor.at.to_vec());
        at.sort_unstable();
        let mut line = line.clone();
        line.set_quotation(Quotation { at, ..Quotation::default() });
        line
    };
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => essence(one) == essence(other),
        _ => false,
    }
}
