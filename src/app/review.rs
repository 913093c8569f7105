//! Which suggestions a person has decided on.

use std::collections::HashMap;

use super::findings::{Findings, Suggestion, is_suggested, start};
use crate::annotation::{Change, Edit, Id, Record, Tag};
use crate::article::Span;
use crate::attribution::EntityId;
use crate::config::TagSet;

/// For each suggestion whether the record has decided it; kept up with every edit, so that neither
/// a frame nor a key looks through all of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Review {
    statements: Vec<bool>,
    mentions: Vec<bool>,
    left: usize,
    /// Which entity of the record the machine's entities were joined to where they are mentioned.
    joined: HashMap<EntityId, Id>,
}

impl Review {
    /// Looks at what `record` decides among `findings`.
    pub fn new(findings: &Findings, record: &Record, tag_set: &TagSet) -> Self {
        let attribution = findings.attribution();
        let mut review = Self {
            statements: vec![false; attribution.statements.len()],
            mentions: vec![false; attribution.mentions.len()],
            left: attribution.statements.len() + findings.name_count(),
            joined: HashMap::new(),
        };
        let tags = record.tags().map(|tag| tag.at.as_slice());
        for at in tags.chain(record.verdicts().map(|verdict| verdict.at.as_slice())) {
            review.look(at, findings, record, tag_set);
        }
        review
    }

    /// How many suggestions are open.
    pub fn left(&self) -> usize {
        self.left
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

    /// Looks again at the suggestions that `edit` is about, and says which statements those are.
    pub fn follow(
        &mut self,
        edit: &Edit,
        findings: &Findings,
        record: &Record,
        tag_set: &TagSet,
    ) -> Vec<usize> {
        let mut touched = Vec::new();
        for change in &edit.changes {
            let places: [Option<&[Span]>; 2] = match change {
                Change::Tag(before, after) => {
                    [before, after].map(|tag| tag.as_ref().map(|tag| tag.at.as_slice()))
                }
                Change::Verdict(before, after) => {
                    [before, after].map(|verdict| verdict.as_ref().map(|verdict| verdict.at.as_slice()))
                }
                Change::Entity(_, Some(entity)) => {
                    // It may have another name now, and with it the sources.
                    for tag in record.tags_of(&entity.id) {
                        touched.extend(self.look(&tag.at, findings, record, tag_set));
                    }
                    [None, None]
                }
                Change::Link(..) | Change::Note(..) | Change::Entity(..) | Change::DocumentLabel(..) => {
                    [None, None]
                }
            };
            for at in places.into_iter().flatten() {
                touched.extend(self.look(at, findings, record, tag_set));
            }
        }
        touched
    }

    /// Sets what is decided of the suggestions that stand exactly at `at`; gives the statements
    /// among them.
    fn look(&mut self, at: &[Span], findings: &Findings, record: &Record, tag_set: &TagSet) -> Vec<usize> {
        let attribution = findings.attribution();
        let Some(&first) = at.first() else { return Vec::new() };
        let named = attribution.mentions.binary_search_by_key(&first, |mention| mention.span);
        if let Some(index) =
            named.ok().filter(|&index| at.len() == 1 && is_suggested(&attribution.mentions[index]))
        {
            let suggestion = Suggestion::Mention(index);
            let mut tags = record.tags_in(first).filter(|tag| tag.at == at);
            let joined = tags.find_map(|tag| tag.entity.clone());
            if let Some(entity) = attribution.mentions[index].entity {
                match joined {
                    Some(joined) => drop(self.joined.insert(entity, joined)),
                    None => drop(self.joined.remove(&entity)),
                }
            }
            self.set(suggestion, is_decided(suggestion, findings, record, tag_set));
        }
        let from = findings.first_from(first.start());
        let here = attribution.statements.iter().enumerate().skip(from);
        let here = here
            .take_while(|(_, said)| start(said) == first.start())
            .filter(|(_, said)| *said.content == *at);
        let indices: Vec<usize> = here.map(|(index, _)| index).collect();
        for &index in &indices {
            let decided = is_decided(Suggestion::Statement(index), findings, record, tag_set);
            self.set(Suggestion::Statement(index), decided);
        }
        indices
    }

    fn set(&mut self, suggestion: Suggestion, decided: bool) {
        let slot = match suggestion {
            Suggestion::Statement(index) => self.statements.get_mut(index),
            Suggestion::Mention(index) => self.mentions.get_mut(index),
        };
        let Some(slot) = slot else { return };
        if std::mem::replace(slot, decided) != decided {
            self.left = if decided { self.left - 1 } else { self.left + 1 };
        }
    }
}

/// Whether the record holds a tag in place of the suggestion, or a verdict on it.
fn is_decided(suggestion: Suggestion, findings: &Findings, record: &Record, tag_set: &TagSet) -> bool {
    tag_for(suggestion, findings, record, tag_set).is_some()
        || has_verdict(suggestion, REJECTED, findings, record, tag_set)
        || has_verdict(suggestion, CORRECTED, findings, record, tag_set)
}

/// The tag that stands in the place of the suggestion: for a name any tag of the labels that shut
/// each other out there, so that a corrected label counts too.
pub(super) fn tag_for<'r>(
    suggestion: Suggestion,
    findings: &Findings,
    record: &'r Record,
    tag_set: &TagSet,
) -> Option<&'r Tag> {
    let at = findings.place(suggestion);
    let label = tag_set.taking(findings.kind(suggestion))?;
    let same_group = |name: &str| {
        let group = tag_set.label(name).and_then(|other| other.group.as_ref());
        name == label.name || group.is_some() && group == label.group.as_ref()
    };
    record.tags_in(*at.first()?).find(|tag| tag.at == at && same_group(&tag.label))
}

/// Whether a person rejected the suggestion.
pub(super) fn is_rejected(
    suggestion: Suggestion,
    findings: &Findings,
    record: &Record,
    tag_set: &TagSet,
) -> bool {
    has_verdict(suggestion, REJECTED, findings, record, tag_set)
}

/// Whether the record holds that verdict on the suggestion.
fn has_verdict(
    suggestion: Suggestion,
    verdict: &str,
    findings: &Findings,
    record: &Record,
    tag_set: &TagSet,
) -> bool {
    let at = findings.place(suggestion);
    let label = tag_set.taking(findings.kind(suggestion)).map_or("", |label| &label.name);
    let Some(&first) = at.first() else { return false };
    record.verdicts_in(first).any(|held| held.at == at && held.label == label && held.verdict == verdict)
}

/// The verdict on a suggestion that a person does not want.
pub(super) const REJECTED: &str = "rejected";
/// The verdict on a suggestion in whose place a person put another tag.
pub(super) const CORRECTED: &str = "corrected";
