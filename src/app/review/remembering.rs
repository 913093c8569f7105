//! What a person decided about suggestions, remembered so that it is never asked again: also by a
//! later engine, which may draw the same thing otherwise.

use std::collections::BTreeMap;

use super::suggesting;
use super::{CORRECTED, REJECTED, is_mostly};
use crate::annotation::{Change, Origin, Tag, Verdict};
use crate::app::program::App;
use crate::app::reading::findings::{Role, Suggestion};
use crate::app::tagging;

/// What there is to remember of a tag that a person makes: which open suggestions it corrects. A
/// rejection of the same tag there is taken back.
pub(in crate::app) fn made(app: &mut App, tag: &Tag) -> Vec<Change> {
    let record = &app.model.record;
    let first = tag.at.first().copied().unwrap_or_default();
    let is_rejection = |verdict: &&Verdict| {
        verdict.verdict == REJECTED && verdict.label == tag.label && verdict.at == tag.at
    };
    let rejections = record.verdicts_in(first).filter(is_rejection);
    let mut changes: Vec<Change> =
        rejections.map(|verdict| Change::Verdict(Some(verdict.clone()), None)).collect();
    let Some(findings) = app.model.findings.clone() else { return changes };
    for suggestion in corrected_by(app, tag) {
        let verdict = suggesting::verdict(app, &findings, suggestion, CORRECTED, Some(tag.id.clone()));
        changes.push(Change::Verdict(None, Some(verdict)));
    }
    changes
}

/// The changes that put `new` in the place of `old`, a tag with other edges or another label: where it
/// comes from now, and what there is to remember of it.
pub(in crate::app) fn reshaped(app: &mut App, old: Tag, new: Tag) -> Vec<Change> {
    let label = app.model.tag_set.label(&new.label).cloned();
    let origin = label.and_then(|label| tagging::origin(app, &new.at, &label));
    let new = Tag { origin, stamp: app.stamp(), ..new };
    let mut changes = changed(app, &old, &new);
    changes.push(Change::Tag(Some(old), Some(new)));
    changes
}

/// What there is to remember of a tag that a person changes: that it was accepted and now says
/// otherwise, once, for the first time tells what was suggested; nothing any more where `new` is as
/// was suggested after all.
pub(in crate::app) fn changed(app: &mut App, old: &Tag, new: &Tag) -> Vec<Change> {
    let known: Vec<Verdict> = app.model.record.verdicts_of(&old.id).cloned().collect();
    if known.is_empty()
        && let Some(origin) = old.origin.as_ref().filter(|_| is_suggested_alone(app, &old.label))
    {
        let verdict = verdict(app, CORRECTED, old, origin, Some(new));
        return vec![Change::Verdict(None, Some(verdict))];
    }
    let is_moved = old.label != new.label || old.at != new.at;
    let is_so_again = |verdict: &Verdict| {
        is_moved && new.origin.is_some() && verdict.label == new.label && verdict.at == new.at
    };
    let taken_back = known.into_iter().filter(is_so_again);
    taken_back.map(|verdict| Change::Verdict(Some(verdict), None)).collect()
}

/// What there is to remember of a tag that a person takes away: what it was accepted from, or
/// corrected, is rejected.
pub(in crate::app) fn removed(app: &mut App, tag: &Tag) -> Vec<Change> {
    let corrected: Vec<Verdict> = app.model.record.verdicts_of(&tag.id).cloned().collect();
    if corrected.is_empty() {
        let origin = tag.origin.as_ref().filter(|_| is_suggested_alone(app, &tag.label));
        let Some(origin) = origin else { return Vec::new() };
        let verdict = verdict(app, REJECTED, tag, origin, None);
        return vec![Change::Verdict(None, Some(verdict))];
    }
    let stamp = app.stamp();
    let rejected = |verdict: Verdict| {
        let rejected =
            Verdict { verdict: REJECTED.to_owned(), became: None, stamp: stamp.clone(), ..verdict.clone() };
        Change::Verdict(Some(verdict), Some(rejected))
    };
    corrected.into_iter().map(rejected).collect()
}

/// Whether the machine suggests tags of that label by themselves: a cue comes with its statement.
fn is_suggested_alone(app: &App, label: &str) -> bool {
    let takes = app.model.tag_set.label(label).and_then(|label| label.takes.as_deref());
    matches!(takes, Some("person" | "organisation" | "place" | "date" | "statement"))
}

/// A verdict on the suggestion that `tag` was accepted from.
fn verdict(app: &mut App, decision: &str, tag: &Tag, origin: &Origin, became: Option<&Tag>) -> Verdict {
    Verdict {
        id: app.id(),
        verdict: decision.to_owned(),
        label: tag.label.clone(),
        at: tag.at.clone(),
        rule: origin.rule.clone(),
        version: origin.version.clone(),
        became: became.map(|tag| tag.id.clone()),
        stamp: app.stamp(),
        extra: BTreeMap::new(),
    }
}

/// The open suggestions that a tag says otherwise of: of a name where a tag of its kind reaches into
/// it, of a statement that is mostly the same.
fn corrected_by(app: &App, tag: &Tag) -> Vec<Suggestion> {
    let (Some(findings), Some(label)) = (app.model.findings.as_deref(), app.model.tag_set.label(&tag.label))
    else {
        return Vec::new();
    };
    let is_other = |&suggestion: &Suggestion| {
        let suggested = app.model.tag_set.taking(findings.kind(suggestion));
        let is_same = suggested.is_some_and(|other| other.name == tag.label);
        !(app.model.review.is_decided(suggestion) || is_same && findings.place(suggestion) == tag.at)
    };
    if label.takes.as_deref() == Some("statement") {
        let pieces = tag.at.iter().flat_map(|&span| findings.pieces_in(span));
        let contents = pieces.filter(|piece| piece.role == Role::Content);
        let mut statements: Vec<usize> = contents.map(|piece| piece.statement()).collect();
        statements.sort_unstable();
        statements.dedup();
        let statements = statements.into_iter().map(Suggestion::Statement).filter(is_other);
        return statements.filter(|&said| is_mostly(findings.place(said), &tag.at)).collect();
    }
    let is_shut_out = |suggestion: &Suggestion| {
        let suggested = app.model.tag_set.taking(findings.kind(*suggestion));
        suggested.is_some_and(|other| app.model.tag_set.shut_out(&other.name, label))
    };
    let names = tag.at.iter().flat_map(|&span| findings.mentions_in(span));
    let names = names.map(|(index, _)| Suggestion::Mention(index));
    names.filter(is_other).filter(is_shut_out).collect()
}
