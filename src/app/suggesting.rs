//! Reviewing what the machine suggests.

use std::collections::BTreeMap;

use super::desk::{App, Effect};
use super::findings::{Findings, Suggestion, start};
use super::model::Message;
use super::reading;
use super::review::{REJECTED, is_rejected, tag_for};
use crate::annotation::{Change, Entity, Id, Link, Origin, Record, Tag, Verdict};
use crate::article::Span;
use crate::attribution::EntityId;
use crate::config::TagSet;
use crate::exchange::quotes;

/// Goes to the next suggestion that is open, or to the one before; round the end of the text.
pub(super) fn walk(app: &mut App, forward: bool) -> Vec<Effect> {
    let Some(findings) = app.model.findings.clone() else { return Vec::new() };
    let current = app.model.view.suggestion;
    let from = current.and_then(|current| findings.place(current).first().copied());
    let from = from.map_or(app.model.view.cursor, Span::start);
    let open = |&suggestion: &Suggestion| !app.model.review.is_decided(suggestion);
    // Several suggestions can start at one byte: those up to the current one are behind it.
    let found = if forward {
        let mut ahead = findings.suggestions_from(from);
        if current.is_some() {
            while ahead.next().is_some_and(|suggestion| Some(suggestion) != current) {}
        }
        ahead.find(open).or_else(|| findings.suggestions_from(0).find(open))
    } else {
        let mut behind = findings.suggestions_before(from + usize::from(current.is_some()));
        if current.is_some() {
            while behind.next().is_some_and(|suggestion| Some(suggestion) != current) {}
        }
        let end = app.model.article.text().len() + 1;
        behind.find(open).or_else(|| findings.suggestions_before(end).find(open))
    };
    match found {
        Some(suggestion) => {
            let target = findings.place(suggestion).first().map_or(0, |span| span.start());
            app.model.view.selecting = false;
            reading::jump(&mut app.model, &mut app.page, target);
            app.model.view.suggestion = Some(suggestion);
        }
        None => {
            app.model.view.suggestion = None;
            app.model.message = Some(Message::done("every suggestion is decided"));
        }
    }
    Vec::new()
}

/// Accepts the current suggestion and goes on.
pub(super) fn accept(app: &mut App) -> Vec<Effect> {
    let (Some(findings), Some(suggestion)) = (app.model.findings.clone(), app.model.current_suggestion())
    else {
        return app.refuse("no open suggestion here: Tab goes to the next one");
    };
    if app.model.review.is_decided(suggestion) {
        return app.refuse("that is decided: u takes it back");
    }
    let mut changes = Vec::new();
    take(app, &mut changes, &findings, suggestion);
    let first = changes.iter().find_map(|change| match change {
        Change::Tag(None, Some(tag)) => Some(tag.id.clone()),
        _ => None,
    });
    let effects = app.commit(changes.into());
    if !effects.is_empty() {
        app.model.hand.last = first.or(app.model.hand.last.take());
        go_on(app, suggestion);
    }
    effects
}

/// Adds to `changes` what puts a suggestion on the record.
pub(super) fn take(app: &mut App, changes: &mut Vec<Change>, findings: &Findings, suggestion: Suggestion) {
    match suggestion {
        Suggestion::Statement(index) => statement_tags(app, changes, findings, index, None),
        Suggestion::Mention(index) => name_tag(app, changes, findings, index),
    }
}

/// Rejects the current suggestion and goes on.
pub(super) fn reject(app: &mut App) -> Vec<Effect> {
    let (Some(findings), Some(suggestion)) = (app.model.findings.clone(), app.model.current_suggestion())
    else {
        return app.refuse("no open suggestion here: Tab goes to the next one");
    };
    if app.model.review.is_decided(suggestion) {
        return app.refuse("that is decided: u takes it back");
    }
    let verdict = verdict(app, &findings, suggestion, REJECTED, None);
    let effects = app.commit(vec![Change::Verdict(None, Some(verdict))].into());
    if !effects.is_empty() {
        go_on(app, suggestion);
    }
    effects
}

/// A verdict on a suggestion; `became` is the tag that stands in its place.
pub(super) fn verdict(
    app: &mut App,
    findings: &Findings,
    suggestion: Suggestion,
    verdict: &str,
    became: Option<Id>,
) -> Verdict {
    let label = app.model.tag_set.taking(findings.kind(suggestion));
    let rule = match suggestion {
        Suggestion::Statement(index) => findings.statement(index).map_or("", |said| said.why.rule),
        Suggestion::Mention(_) => "name",
    };
    Verdict {
        label: label.map_or_else(String::new, |label| label.name.clone()),
        id: app.id(),
        verdict: verdict.to_owned(),
        at: findings.place(suggestion).to_vec(),
        rule: rule.to_owned(),
        version: VERSION.to_owned(),
        became,
        stamp: app.stamp(),
        extra: BTreeMap::new(),
    }
}

/// Goes from a suggestion that was just decided to the next one; the message of the edit stays.
pub(super) fn go_on(app: &mut App, decided: Suggestion) {
    app.model.view.suggestion = Some(decided);
    walk(app, true);
}

/// Adds to `changes` what puts the statement of that index on the record: its quote, speaker and cue,
/// linked where the tag set has a link for it. `source` overrules the machine's.
pub(super) fn statement_tags(
    app: &mut App,
    changes: &mut Vec<Change>,
    findings: &Findings,
    index: usize,
    source: Option<&str>,
) {
    let Some(said) = findings.statement(index) else { return };
    let origin = || Origin {
        rule: said.why.rule.to_owned(),
        version: VERSION.to_owned(),
        confidence: Some(said.confidence),
    };
    let entity = match (source, said.source) {
        (Some(name), _) => {
            let found = said.source.and_then(|id| findings.attribution().entities.get(id.0 as usize));
            let kind = found.map_or("person", |entity| super::kind_name(entity.kind));
            Some(entity(app, changes, name, kind))
        }
        (None, Some(id)) => machine_entity(app, changes, findings, id),
        (None, None) => None,
    };
    let attributes = BTreeMap::from([("kind".to_owned(), quotes::kind_name(said.kind).to_owned())]);
    let mut part = |app: &mut App, takes: &'static str, at: Vec<Span>, entity: Option<Id>| {
        let attributes = if takes == "statement" { attributes.clone() } else { BTreeMap::new() };
        tag(app, changes, Draft { takes, at, entity, attributes, origin: origin() })
    };
    let quote = part(app, "statement", said.content.to_vec(), entity.clone());
    // Words that name somebody else than the corrected source are no speaker of this statement.
    let speaker = said.speaker.filter(|_| source.is_none());
    let speaker = speaker.and_then(|span| part(app, "speaker", vec![span], entity));
    if let Some(span) = said.cue {
        part(app, "cue", vec![span], None);
    }
    if let (Some(from), Some(to)) = (quote, speaker) {
        link(app, changes, from, to);
    }
}

/// Adds to `changes` what tags the name of that index.
fn name_tag(app: &mut App, changes: &mut Vec<Change>, findings: &Findings, index: usize) {
    let Some(mention) = findings.attribution().mentions.get(index) else { return };
    let kind = super::kind_name(mention.kind);
    let entity = match mention.entity {
        _ if kind == "date" => None,
        Some(id) => machine_entity(app, changes, findings, id),
        None => Some(entity(app, changes, mention.span.of(app.model.article.clone().text()), kind)),
    };
    let at = vec![mention.span];
    let draft = Draft { takes: kind, at, entity, attributes: BTreeMap::new(), origin: name_origin() };
    tag(app, changes, draft);
}

/// The id of the entity of the record that the machine's stands for: the one that its mentions on the
/// record have been joined to, or else the one of its name; adds it to `changes` where there is none.
fn machine_entity(app: &mut App, changes: &mut Vec<Change>, findings: &Findings, id: EntityId) -> Option<Id> {
    let found = findings.attribution().entities.get(id.0 as usize)?;
    let kind = super::kind_name(found.kind);
    let named = named(app, changes, &found.name, kind);
    let joined = || app.model.review.joined(id).filter(|id| app.model.record.entity(id).is_some()).cloned();
    Some(named.or_else(joined).unwrap_or_else(|| entity(app, changes, &found.name, kind)))
}

/// Where the tag of a name comes from that the machine found.
pub(super) fn name_origin() -> Origin {
    Origin { rule: "name".to_owned(), version: VERSION.to_owned(), confidence: None }
}

/// A tag that is to be made from a suggestion.
struct Draft {
    takes: &'static str,
    at: Vec<Span>,
    entity: Option<Id>,
    attributes: BTreeMap<String, String>,
    origin: Origin,
}

/// Adds the tag that `draft` describes to `changes`; gives the one that is already there, and
/// nothing where the tag set has no label for it.
fn tag(app: &mut App, changes: &mut Vec<Change>, draft: Draft) -> Option<Tag> {
    let label = app.model.tag_set.taking(draft.takes)?.name.clone();
    let same = |tag: &&Tag| tag.label == label && tag.at == draft.at;
    let made = changes.iter().find_map(|change| match change {
        Change::Tag(None, Some(tag)) => Some(tag).filter(same),
        _ => None,
    });
    let there = made.or_else(|| app.model.record.tags_in(*draft.at.first()?).find(same));
    if let Some(there) = there {
        return Some(there.clone());
    }
    let tag = Tag {
        id: app.id(),
        label,
        at: draft.at,
        entity: draft.entity,
        attributes: draft.attributes,
        origin: Some(draft.origin),
        stamp: app.stamp(),
        extra: BTreeMap::new(),
    };
    changes.push(Change::Tag(None, Some(tag.clone())));
    Some(tag)
}

/// Adds a link between two tags, where the tag set has one that may join them.
fn link(app: &mut App, changes: &mut Vec<Change>, from: Tag, to: Tag) {
    let fits = |labels: &[String], tag: &Tag| labels.contains(&tag.label);
    let label = app.model.tag_set.links.iter().find(|link| fits(&link.from, &from) && fits(&link.to, &to));
    let Some(label) = label.map(|link| link.name.clone()) else { return };
    let link =
        Link { id: app.id(), label, from: from.id, to: to.id, stamp: app.stamp(), extra: BTreeMap::new() };
    changes.push(Change::Link(None, Some(link)));
}

/// The id of the entity of that name and kind; adds it to `changes` where there is none.
pub(super) fn entity(app: &mut App, changes: &mut Vec<Change>, name: &str, kind: &str) -> Id {
    if let Some(there) = named(app, changes, name, kind) {
        return there;
    }
    let id = app.id();
    let entity = Entity {
        id: id.clone(),
        name: name.to_owned(),
        kind: kind_label(app, kind),
        same_as: Vec::new(),
        extra: BTreeMap::new(),
    };
    changes.push(Change::Entity(None, Some(entity)));
    id
}

/// The id of the entity of that name and kind on the record, or among those that `changes` add.
fn named(app: &App, changes: &[Change], name: &str, kind: &str) -> Option<Id> {
    let label = kind_label(app, kind);
    let made = changes.iter().filter_map(|change| match change {
        Change::Entity(None, Some(entity)) if entity.name == name => Some(entity),
        _ => None,
    });
    let mut there = made.chain(app.model.record.entities_called(name));
    there.find(|entity| entity.kind == label).map(|entity| entity.id.clone())
}

/// The label that the tag set has for that kind of entity, or the kind itself.
fn kind_label(app: &App, kind: &str) -> String {
    app.model.tag_set.taking(kind).map_or_else(|| kind.to_owned(), |label| label.name.clone())
}

/// The name of who says the statement of that index: by the record where it decides, else by the
/// machine; nobody where it was rejected.
pub(super) fn voice(
    statement: usize,
    findings: &Findings,
    record: &Record,
    tag_set: &TagSet,
) -> Option<String> {
    let suggestion = Suggestion::Statement(statement);
    if let Some(entity) = tag_for(suggestion, findings, record, tag_set).and_then(|tag| tag.entity.as_ref()) {
        return record.entity(entity).map(|entity| entity.name.clone());
    }
    if is_rejected(suggestion, findings, record, tag_set) {
        return None;
    }
    let source = findings.statement(statement)?.source?;
    Some(findings.attribution().entities.get(source.0 as usize)?.name.clone())
}

/// The statements that stand exactly where a tag or a verdict of the record does.
pub(super) fn decided_statements(findings: &Findings, record: &Record) -> Vec<usize> {
    let tags = record.tags().map(|tag| &tag.at);
    let places = tags.chain(record.verdicts().map(|verdict| &verdict.at));
    let statements = &findings.attribution().statements;
    let mut decided = Vec::new();
    for at in places {
        let Some(first) = at.first() else { continue };
        let from = findings.first_from(first.start());
        let here =
            statements.iter().enumerate().skip(from).take_while(|(_, said)| start(said) == first.start());
        decided.extend(here.filter(|(_, said)| *said.content == **at).map(|(index, _)| index));
    }
    decided
}

const VERSION: &str = env!("CARGO_PKG_VERSION");
