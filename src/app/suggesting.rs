//! Reviewing what the machine suggests.

use std::collections::BTreeMap;

use super::desk::{App, Effect};
use super::findings::{Findings, Suggestion, start};
use super::model::Message;
use super::reading;
use super::review::{REJECTED, is_rejected, tag_for};
use crate::annotation::{Change, Edit, Entity, Id, Link, Origin, Record, Tag, Verdict};
use crate::article::Span;
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
    let edit = match suggestion {
        Suggestion::Statement(index) => statement_tags(app, &findings, index, None),
        Suggestion::Mention(index) => name_tag(app, &findings, index),
    };
    let effects = app.commit(edit);
    if !effects.is_empty() {
        go_on(app, suggestion);
    }
    effects
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
    let label =
        app.model.tag_set.taking(findings.kind(suggestion)).map_or("", |label| &label.name).to_owned();
    let rule = match suggestion {
        Suggestion::Statement(index) => findings.statement(index).map_or("", |said| said.why.rule),
        Suggestion::Mention(_) => "name",
    };
    let verdict = Verdict {
        id: app.id(),
        verdict: REJECTED.to_owned(),
        label,
        at: findings.place(suggestion).to_vec(),
        rule: rule.to_owned(),
        version: VERSION.to_owned(),
        became: None,
        stamp: app.stamp(),
        extra: BTreeMap::new(),
    };
    let effects = app.commit(vec![Change::Verdict(None, Some(verdict))].into());
    if !effects.is_empty() {
        go_on(app, suggestion);
    }
    effects
}

/// Goes from a suggestion that was just decided to the next one; the message of the edit stays.
pub(super) fn go_on(app: &mut App, decided: Suggestion) {
    app.model.view.suggestion = Some(decided);
    walk(app, true);
}

/// The edit that puts the statement of that index on the record: its quote, speaker and cue, linked
/// where the tag set has a link for it. `source` overrules the machine's.
pub(super) fn statement_tags(app: &mut App, findings: &Findings, index: usize, source: Option<&str>) -> Edit {
    let Some(said) = findings.statement(index) else { return Edit::default() };
    let mut changes = Vec::new();
    let origin = || Origin {
        rule: said.why.rule.to_owned(),
        version: VERSION.to_owned(),
        confidence: Some(said.confidence),
    };
    let found = said.source.and_then(|id| findings.attribution().entities.get(id.0 as usize));
    let kind = found.map_or("person", |entity| super::kind_name(entity.kind));
    let name = source.map(str::to_owned).or_else(|| found.map(|entity| entity.name.clone()));
    let entity = name.map(|name| entity(app, &mut changes, &name, kind));
    let attributes = BTreeMap::from([("kind".to_owned(), quotes::kind_name(said.kind).to_owned())]);
    let mut part = |app: &mut App, takes: &'static str, at: Vec<Span>, entity: Option<Id>| {
        let attributes = if takes == "statement" { attributes.clone() } else { BTreeMap::new() };
        tag(app, &mut changes, Draft { takes, at, entity, attributes, origin: origin() })
    };
    let quote = part(app, "statement", said.content.to_vec(), entity.clone());
    // Words that name somebody else than the corrected source are no speaker of this statement.
    let speaker = said.speaker.filter(|_| source.is_none());
    let speaker = speaker.and_then(|span| part(app, "speaker", vec![span], entity));
    if let Some(span) = said.cue {
        part(app, "cue", vec![span], None);
    }
    if let (Some(from), Some(to)) = (quote, speaker) {
        link(app, &mut changes, from, to);
    }
    changes.into()
}

/// The edit that tags the name of that index.
fn name_tag(app: &mut App, findings: &Findings, index: usize) -> Edit {
    let mut changes = Vec::new();
    let Some(mention) = findings.attribution().mentions.get(index) else { return Edit::default() };
    let kind = super::kind_name(mention.kind);
    let found = mention.entity.and_then(|id| findings.attribution().entities.get(id.0 as usize));
    let name = found
        .map_or_else(|| mention.span.of(app.model.article.text()).to_owned(), |found| found.name.clone());
    let entity = (kind != "date").then(|| entity(app, &mut changes, &name, kind));
    let at = vec![mention.span];
    let draft = Draft { takes: kind, at, entity, attributes: BTreeMap::new(), origin: name_origin() };
    tag(app, &mut changes, draft);
    changes.into()
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
    let label = app.model.tag_set.taking(draft.takes)?;
    let there = app
        .model
        .record
        .tags_in(*draft.at.first()?)
        .find(|tag| tag.label == label.name && tag.at == draft.at);
    if let Some(there) = there {
        return Some(there.clone());
    }
    let (label, attributes) = (label.name.clone(), super::attributes::settled(label, draft.attributes));
    let tag = Tag {
        id: app.id(),
        label,
        at: draft.at,
        entity: draft.entity,
        attributes,
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

/// The id of the entity of that name and kind; adds it to `changes` where the record has none.
pub(super) fn entity(app: &mut App, changes: &mut Vec<Change>, name: &str, kind: &str) -> Id {
    let label = app.model.tag_set.taking(kind).map_or_else(|| kind.to_owned(), |label| label.name.clone());
    let there = app.model.record.entities().find(|entity| entity.name == name && entity.kind == label);
    if let Some(there) = there {
        return there.id.clone();
    }
    let id = app.id();
    let entity = Entity {
        id: id.clone(),
        name: name.to_owned(),
        kind: label,
        same_as: Vec::new(),
        extra: BTreeMap::new(),
    };
    changes.push(Change::Entity(None, Some(entity)));
    id
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
