//! Which suggestions a person has decided on.
//!
//! A decision is asked for once. It holds for the suggestion that stands exactly where the tag or the
//! verdict does, and, as a later engine draws the same thing otherwise, for one that is mostly the
//! same: a name that a tag of its kind reaches into, a statement that shares half of what it covers
//! or its cue with one that was decided.

pub(in crate::app) mod batch;
pub(in crate::app) mod changes;
pub(in crate::app) mod correcting;
pub(in crate::app) mod deciding;
pub(in crate::app) mod disputed;
pub(in crate::app) mod disputes;
pub(in crate::app) mod recheck;
pub(in crate::app) mod remembering;
pub(in crate::app) mod suggesting;

use std::collections::{BTreeMap, HashMap};

use crate::annotation::{Change, Edit, Id, Record, Tag, Verdict};
use crate::app::reading::findings::{Findings, Role, Suggestion, is_suggested, kind_name};
use crate::article::Span;
use crate::attribution::{EntityId, EntityKind};
use crate::config::TagSet;

/// The kinds of what is named that a label can take.
const NAMED: [EntityKind; 4] =
    [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Date];

/// For each suggestion whether the record has decided it; kept up with every edit, so that neither
/// a frame nor a key looks through all of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Review {
    statements: Vec<bool>,
    mentions: Vec<bool>,
    /// How many are open of each kind that a label takes.
    left: BTreeMap<&'static str, usize>,
    /// Which entity of the record the machine's entities were joined to where they are mentioned.
    joined: HashMap<EntityId, Id>,
}

impl Review {
    /// Looks at what `record` decides among `findings`. A suggestion that no label of `tag_set` takes
    /// is never asked for.
    pub fn new(findings: &Findings, record: &Record, tag_set: &TagSet) -> Self {
        let attribution = findings.attribution();
        let is_taken = |kind: &str| tag_set.taking(kind).is_some();
        let statements = vec![!is_taken("statement"); attribution.statements.len()];
        let mut left = BTreeMap::from([("statement", statements.len())]);
        // Counted apart: there are millions of mentions, and a look-up for each would be felt.
        let mut named = NAMED.map(|kind| (kind, is_taken(kind_name(kind)), 0));
        let mentions = attribution.mentions.iter().map(|mention| {
            let asked = named.iter_mut().find(|(kind, is_taken, _)| *kind == mention.kind && *is_taken);
            let asked = asked.filter(|_| is_suggested(mention));
            asked.map(|(.., count)| *count += 1).is_none()
        });
        let mentions = mentions.collect();
        left.extend(named.map(|(kind, _, count)| (kind_name(kind), count)));
        left.retain(|kind, _| is_taken(kind));
        let mut review = Self { statements, mentions, left, joined: HashMap::new() };
        let mut touched = Touched::default();
        for tag in record.tags() {
            touched.add(&tag.label, &tag.at, findings, tag_set);
        }
        for verdict in record.verdicts() {
            touched.add(&verdict.label, &verdict.at, findings, tag_set);
        }
        review.look(touched, findings, record, tag_set);
        review
    }

    /// How many suggestions are open.
    pub fn left(&self) -> usize {
        self.left.values().sum()
    }

    /// How many suggestions of that kind ("person", "statement") are open.
    pub fn left_of(&self, kind: &str) -> usize {
        self.left.get(kind).copied().unwrap_or(0)
    }

    /// The entity of the record that a mention of the machine's entity was joined to last; it may be
    /// gone.
    pub fn joined(&self, entity: EntityId) -> Option<&Id> {
        self.joined.get(&entity)
    }

    /// Whether the suggestion is decided.
    pub fn is_decided(&self, suggestion: Suggestion) -> bool {
        let decided = match suggestion {
            Suggestion::Statement(index) => self.statements.get(index),
            Suggestion::Mention(index) => self.mentions.get(index),
        };
        decided.copied().unwrap_or(true)
    }

    /// The statements that are decided.
    pub(in crate::app) fn decided_statements(&self) -> impl Iterator<Item = usize> {
        self.statements.iter().enumerate().filter(|(_, decided)| **decided).map(|(index, _)| index)
    }

    /// Looks again at the suggestions that `edit` is about, and says which statements those are.
    pub(in crate::app) fn follow(
        &mut self,
        edit: &Edit,
        findings: &Findings,
        record: &Record,
        tag_set: &TagSet,
    ) -> Vec<usize> {
        let mut touched = Touched::default();
        for change in edit.changes.iter() {
            let places: [Option<(&str, &[Span])>; 2] = match change {
                Change::Tag(before, after) => {
                    [before, after].map(|tag| tag.as_ref().map(|tag| (&*tag.label, &*tag.at)))
                }
                Change::Verdict(before, after) => [before, after]
                    .map(|verdict| verdict.as_ref().map(|verdict| (&*verdict.label, &*verdict.at))),
                // A link from a statement to its cue comes and goes beside one of the two.
                Change::Link(before, after) => [before, after]
                    .map(|link| record.tag(&link.as_ref()?.to).map(|tag| (&*tag.label, &*tag.at))),
                Change::Entity(_, Some(entity)) => {
                    // It may have another name now, and with it the sources.
                    for tag in record.tags_of(&entity.id) {
                        touched.add(&tag.label, &tag.at, findings, tag_set);
                    }
                    [None, None]
                }
                Change::Note(..)
                | Change::Entity(_, None)
                | Change::DocumentLabel(..)
                | Change::Unplaced(..) => [None, None],
            };
            for (label, at) in places.into_iter().flatten() {
                touched.add(label, at, findings, tag_set);
            }
        }
        self.look(touched, findings, record, tag_set)
    }

    /// Looks at what is decided of the suggestions that are touched; gives the statements among them.
    fn look(
        &mut self,
        touched: Touched,
        findings: &Findings,
        record: &Record,
        tag_set: &TagSet,
    ) -> Vec<usize> {
        let Touched { mut statements, mut mentions, mut named } = touched;
        for indices in [&mut statements, &mut mentions, &mut named] {
            indices.sort_unstable();
            indices.dedup();
        }
        for &index in &statements {
            self.set(Suggestion::Statement(index), findings, record, tag_set);
        }
        for index in mentions {
            self.set(Suggestion::Mention(index), findings, record, tag_set);
        }
        named.into_iter().for_each(|index| self.join(index, findings, record));
        statements
    }

    /// Takes in which entity the mention of that index is tagged with.
    fn join(&mut self, index: usize, findings: &Findings, record: &Record) {
        let Some(mention) = findings.attribution().mentions.get(index) else { return };
        let Some(entity) = mention.entity else { return };
        let mut tags = record.tags_in(mention.span).filter(|tag| tag.at == [mention.span]);
        match tags.find_map(|tag| tag.entity.clone()) {
            Some(joined) => drop(self.joined.insert(entity, joined)),
            None => drop(self.joined.remove(&entity)),
        }
    }

    fn set(&mut self, suggestion: Suggestion, findings: &Findings, record: &Record, tag_set: &TagSet) {
        let Some(left) = self.left.get_mut(findings.kind(suggestion)) else { return };
        let decided = decision(suggestion, findings, record, tag_set).is_some();
        let slot = match suggestion {
            Suggestion::Statement(index) => self.statements.get_mut(index),
            Suggestion::Mention(index) => self.mentions.get_mut(index),
        };
        let Some(slot) = slot else { return };
        if std::mem::replace(slot, decided) != decided {
            *left = if decided { *left - 1 } else { *left + 1 };
        }
    }
}

/// Suggestions that something on the record may decide, by their indices; some more than once.
#[derive(Default)]
struct Touched {
    statements: Vec<usize>,
    mentions: Vec<usize>,
    /// Those of `mentions` that it stands exactly on.
    named: Vec<usize>,
}

impl Touched {
    /// Adds the suggestions that something of that label at `at` can decide.
    fn add(&mut self, label: &str, at: &[Span], findings: &Findings, tag_set: &TagSet) {
        let takes = tag_set.label(label).and_then(|label| label.takes.as_deref());
        match takes {
            Some("statement" | "cue") => {
                let wanted = if takes == Some("cue") { Role::Cue } else { Role::Content };
                let pieces = at.iter().flat_map(|&span| findings.pieces_in(span));
                let pieces = pieces.filter(|piece| piece.role == wanted);
                self.statements.extend(pieces.map(|piece| piece.statement()));
            }
            Some("speaker" | "audience") => {}
            _ => {
                let mentions = at.iter().flat_map(|&span| findings.mentions_in(span));
                let mentions = mentions.filter(|(_, mention)| is_suggested(mention));
                for (index, mention) in mentions {
                    self.mentions.push(index);
                    self.named.extend((at == [mention.span]).then_some(index));
                }
            }
        }
    }
}

/// What the record says of a suggestion.
#[derive(Clone, Copy, Debug)]
pub(in crate::app) enum Decision<'r> {
    /// It, or what a person made of it, is a tag.
    Tag(&'r Tag),
    /// It is no tag, and shall not become one.
    Verdict(&'r Verdict),
}

/// What the record says of the suggestion; `None` where it is open.
pub(in crate::app) fn decision<'r>(
    suggestion: Suggestion,
    findings: &Findings,
    record: &'r Record,
    tag_set: &TagSet,
) -> Option<Decision<'r>> {
    let at = findings.place(suggestion);
    let label = tag_set.taking(findings.kind(suggestion))?;
    let extent = at.iter().copied().reduce(Span::union)?;
    // What a label says that the tag set does not have is no decision.
    let decides = |tag: &&Tag| tag_set.label(&tag.label).is_some() && tag_set.shut_out(&tag.label, label);
    let tags = || record.tags_in(extent).filter(decides);
    let verdicts = || record.verdicts_in(extent).filter(|verdict| verdict.label == label.name);
    let told = |verdict: &'r Verdict| {
        let tag = verdict.became.as_ref().filter(|_| verdict.verdict == CORRECTED);
        tag.and_then(|id| record.tag(id)).map_or(Decision::Verdict(verdict), Decision::Tag)
    };
    if let Some(tag) = tags().find(|tag| tag.at == at) {
        return Some(Decision::Tag(tag));
    }
    if let Some(verdict) = verdicts().find(|verdict| verdict.at == at) {
        return Some(told(verdict));
    }
    let is_name = matches!(suggestion, Suggestion::Mention(_));
    let is_about = |other: &[Span]| is_mostly(at, other) && !stands_alone(other, suggestion, findings);
    // Any tag of its kind that reaches into a name says what is named there.
    let near = tags().filter(|tag| is_name && shared(at, &tag.at) > 0 || is_about(&tag.at));
    if let Some(tag) = near.max_by_key(|tag| shared(at, &tag.at)) {
        return Some(Decision::Tag(tag));
    }
    let by_cue = || reported_by(suggestion, findings, record, tag_set);
    let verdict = || verdicts().find(|verdict| is_about(&verdict.at));
    by_cue().map(Decision::Tag).or_else(|| verdict().map(told))
}

/// The tag of a statement that is linked to the cue of this one.
fn reported_by<'r>(
    suggestion: Suggestion,
    findings: &Findings,
    record: &'r Record,
    tag_set: &TagSet,
) -> Option<&'r Tag> {
    let Suggestion::Statement(index) = suggestion else { return None };
    let span = findings.statement(index)?.cue?;
    let (cue, statement) = (&tag_set.taking("cue")?.name, &tag_set.taking("statement")?.name);
    let cues = record.tags_in(span).filter(|tag| tag.label == *cue && tag.at == [span]);
    let links = cues.flat_map(|cue| record.links_of(&cue.id).filter(|link| link.to == cue.id));
    let mut tags = links.filter_map(|link| record.tag(&link.from)).filter(|tag| tag.label == *statement);
    tags.find(|tag| !stands_alone(&tag.at, suggestion, findings))
}

/// Whether another suggestion of the same kind stands exactly at `at`: what was decided there is then
/// about that one.
fn stands_alone(at: &[Span], suggestion: Suggestion, findings: &Findings) -> bool {
    let Some(first) = at.first() else { return false };
    let mut here = findings.suggestions_from(first.start());
    let mut here = std::iter::from_fn(|| here.next())
        .take_while(|&other| findings.place(other).first().is_some_and(|span| span.start() == first.start()));
    here.any(|other| {
        other != suggestion
            && std::mem::discriminant(&other) == std::mem::discriminant(&suggestion)
            && findings.place(other) == at
    })
}

/// Whether two places are mostly the same: what both cover is at least half of what either covers.
pub(in crate::app) fn is_mostly(one: &[Span], two: &[Span]) -> bool {
    shared(one, two) * 2 >= covered(one, two)
}

/// How many bytes both of two places cover.
fn shared(one: &[Span], two: &[Span]) -> usize {
    let (mut ones, mut twos) = (one.iter().peekable(), two.iter().peekable());
    let mut sum = 0;
    while let (Some(&&one), Some(&&two)) = (ones.peek(), twos.peek()) {
        sum += one.intersection(two).map_or(0, Span::len);
        if one.end() <= two.end() {
            ones.next()
        } else {
            twos.next()
        };
    }
    sum
}

/// How many bytes at least one of two places covers.
fn covered(one: &[Span], two: &[Span]) -> usize {
    let length = |at: &[Span]| at.iter().map(|span| span.len()).sum::<usize>();
    length(one) + length(two) - shared(one, two)
}

/// The tag that stands in the place of the suggestion: for a name any tag of the labels that shut
/// each other out there, so that a corrected label counts too.
pub(in crate::app) fn tag_for<'r>(
    suggestion: Suggestion,
    findings: &Findings,
    record: &'r Record,
    tag_set: &TagSet,
) -> Option<&'r Tag> {
    match decision(suggestion, findings, record, tag_set)? {
        Decision::Tag(tag) => Some(tag),
        Decision::Verdict(_) => None,
    }
}

/// Whether a person rejected the suggestion.
pub(in crate::app) fn is_rejected(
    suggestion: Suggestion,
    findings: &Findings,
    record: &Record,
    tag_set: &TagSet,
) -> bool {
    let decision = decision(suggestion, findings, record, tag_set);
    matches!(decision, Some(Decision::Verdict(verdict)) if verdict.verdict == REJECTED)
}

/// The verdict on a suggestion that a person does not want.
pub(in crate::app) const REJECTED: &str = "rejected";
/// The verdict on a suggestion in whose place a person put another tag.
pub(in crate::app) const CORRECTED: &str = "corrected";
