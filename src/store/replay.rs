//! Joining the edits of a journal with a record that may hold some of them already, or may have
//! been changed elsewhere.

use std::collections::{BTreeSet, HashMap};

use super::document::Document;
use super::entry::{Entries, Step};
use super::line::{Line, Quotation};
use super::merge::{Texts, item};

/// What came of a replay.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Replayed {
    /// How many edits the record did not hold yet.
    pub(super) edits: usize,
    /// How many items had been changed elsewhere too, and differently: both versions are kept.
    pub(super) disputed: usize,
    /// Whether some items are counted in another text than the document says.
    pub(super) mixed: bool,
}

/// Makes the edits of a journal on a record, item by item: an item that is as it was at any point of
/// the journal becomes what it was at the journal's end. One that is different was changed
/// elsewhere: it is merged, with the journal as our side.
pub(super) fn replay(entries: Entries, document: &mut Document) -> Replayed {
    let (sha256, annotator) = (document.article.sha256.clone(), document.annotator.clone());
    let texts = Texts {
        base: &entries.sha256,
        ours: &entries.sha256,
        theirs: &sha256,
        chosen: &sha256,
        by: &annotator,
    };
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
    let mut work = Work { texts: &texts, edits: BTreeSet::new(), disputed: 0, mixed: false };
    tags.join(&mut document.tags, &mut work);
    links.join(&mut document.links, &mut work);
    notes.join(&mut document.notes, &mut work);
    entities.join(&mut document.entities, &mut work);
    document_labels.join(&mut document.document_labels, &mut work);
    verdicts.join(&mut document.verdicts, &mut work);
    Replayed { edits: work.edits.len(), disputed: work.disputed, mixed: work.mixed }
}

/// What is found out on the way.
struct Work<'t> {
    texts: &'t Texts<'t>,
    /// The edits that the record did not hold.
    edits: BTreeSet<usize>,
    disputed: usize,
    mixed: bool,
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

    /// Brings `lines` to the end of the chains.
    fn join(self, lines: &mut Vec<L>, work: &mut Work<'_>) {
        if self.chains.is_empty() {
            return;
        }
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, line) in lines.iter().enumerate() {
            index.entry(line.id().to_owned()).or_default().push(at);
        }
        let mut kept: Vec<Option<L>> = std::mem::take(lines).into_iter().map(Some).collect();
        let same_text = work.texts.ours == work.texts.theirs;
        for chain in self.chains {
            let is_known = |at: &&usize| {
                let line = kept.get(**at).and_then(Option::as_ref);
                line.is_some() && chain.states.iter().any(|state| agree(state.as_ref(), line, same_text))
            };
            // Of several items of one id the one that the journal is about.
            let places = index.get(&chain.id).map_or(&[][..], Vec::as_slice);
            let place = places.iter().find(is_known).or(places.first()).copied();
            let current = place.and_then(|at| kept.get_mut(at)).and_then(Option::take);
            let (now, rival) = chain.join(current, work);
            match place.and_then(|at| kept.get_mut(at)) {
                Some(slot) => *slot = now,
                None => kept.push(now),
            }
            kept.push(rival);
        }
        *lines = kept.into_iter().flatten().collect();
    }
}

impl<L: Line> Chain<L> {
    /// What the item comes to that is `current` in the record, and what is kept behind it under the
    /// same id.
    fn join(self, current: Option<L>, work: &mut Work<'_>) -> (Option<L>, Option<L>) {
        let same_text = work.texts.ours == work.texts.theirs;
        let known = |state: &Option<L>| agree(state.as_ref(), current.as_ref(), same_text);
        // Of two texts the journal's is the newer: its places are, and what was looked at.
        if self.states.last().is_some_and(known) && (same_text || current.is_none()) {
            return (current, None);
        }
        let expected = self.states.iter().any(known);
        let mut states = self.states.into_iter();
        let (first, last) = (states.next().flatten(), states.next_back().flatten());
        if expected {
            work.edits.extend(self.edits);
            work.mixed |= !same_text && last.as_ref().is_some_and(|line| line.anchor().is_some());
            return (last, None);
        }
        let joined = item(first.as_ref(), last, current.clone(), work.texts);
        let disputed =
            !joined.differences.is_empty() || joined.removed_by.is_some() || joined.rival.is_some();
        work.disputed += usize::from(disputed);
        work.mixed |= joined.strange;
        if joined.line != current {
            work.edits.extend(self.edits);
        }
        (joined.line, joined.rival)
    }
}

/// Whether two lines say the same about an item. Quotations are not compared, for they follow from
/// the place; places, and whether they need a look, only where both were counted in the same text.
fn agree<L: Line>(one: Option<&L>, other: Option<&L>, same_text: bool) -> bool {
    let essence = |line: &L| {
        let mut at = line.anchor().filter(|_| same_text).map_or_else(Vec::new, |anchor| anchor.at.to_vec());
        at.sort_unstable();
        let mut line = line.clone();
        line.set_quotation(Quotation { at, ..Quotation::default() });
        if let Some(review) = line.review().filter(|_| !same_text) {
            *review = None;
        }
        line
    };
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => essence(one) == essence(other),
        _ => false,
    }
}
