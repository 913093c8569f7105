//! Reviewing what the machine suggests.

use crate::app::action::Action;
use std::collections::BTreeMap;

use super::batch::{Batch, NewTag};
use super::correcting::{self, Correction};
use super::{CORRECTED, REJECTED, is_rejected, tag_for};
use crate::annotation::{Change, Id, Origin, Record, Verdict};
use crate::app::event::Effect;
use crate::app::model::Message;
use crate::app::program::App;
use crate::app::reading;
use crate::app::reading::findings::{Findings, Suggestion};
use crate::app::tagging;
use crate::article::Span;
use crate::attribution::{EntityId, Statement};
use crate::config::TagSet;
use crate::exchange::quotes;

/// Goes to the next suggestion that is open, or to the one before; round the end of the text.
pub(in crate::app) fn walk(app: &mut App, forward: bool) -> Vec<Effect> {
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
pub(in crate::app) fn accept(app: &mut App) -> Vec<Effect> {
    decide(app, take)
}

/// Rejects the current suggestion and goes on.
pub(in crate::app) fn reject(app: &mut App) -> Vec<Effect> {
    decide(app, refuse)
}

/// Decides the current suggestion and goes on.
fn decide(app: &mut App, how: fn(&mut App, &mut Batch, &Findings, Suggestion)) -> Vec<Effect> {
    let (Some(findings), Some(suggestion)) = (app.model.findings.clone(), app.model.current_suggestion())
    else {
        return app
            .refuse_with("no open suggestion here", &[(Action::SuggestionNext, "goes to the next one")]);
    };
    if app.model.review.is_decided(suggestion) {
        return app.refuse_with("that is decided", &[(Action::Undo, "takes it back")]);
    }
    let mut batch = Batch::default();
    how(app, &mut batch, &findings, suggestion);
    let first = batch.first_tag().cloned();
    let effects = app.commit(batch.into());
    if !effects.is_empty() {
        app.model.hand.last = first.or(app.model.hand.last.take());
        go_on(app, suggestion);
    }
    effects
}

/// Goes from a suggestion that was just decided to the next one; the message of the edit stays.
pub(in crate::app) fn go_on(app: &mut App, decided: Suggestion) {
    app.model.view.suggestion = Some(decided);
    walk(app, true);
}

/// Adds to `batch` what puts the suggestion on the record.
pub(in crate::app) fn take(app: &mut App, batch: &mut Batch, findings: &Findings, suggestion: Suggestion) {
    match suggestion {
        Suggestion::Statement(index) => statement_tags(app, batch, findings, index, None),
        Suggestion::Mention(index) => name_tag(app, batch, findings, index),
    }
}

/// Adds to `batch` that a person does not want the suggestion.
pub(in crate::app) fn refuse(app: &mut App, batch: &mut Batch, findings: &Findings, suggestion: Suggestion) {
    let verdict = verdict(app, findings, suggestion, REJECTED, None);
    batch.push(Change::Verdict(None, Some(verdict)));
}

/// A verdict on the suggestion; `became` is the tag that stands in its place.
pub(in crate::app) fn verdict(
    app: &mut App,
    findings: &Findings,
    suggestion: Suggestion,
    verdict: &str,
    became: Option<Id>,
) -> Verdict {
    let label = app.model.tag_set.taking(findings.kind(suggestion));
    let rule = match suggestion {
        Suggestion::Statement(index) => findings.statement(index).map_or("", |said| said.rule.name()),
        Suggestion::Mention(_) => NAME,
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

/// Adds to `batch` what puts the statement of that index on the record: its quote, speaker, cue and
/// audience, linked where the tag set has links for them. `correction` overrules the machine, which is
/// remembered.
pub(in crate::app) fn statement_tags(
    app: &mut App,
    batch: &mut Batch,
    findings: &Findings,
    index: usize,
    correction: Option<&Correction>,
) {
    let Some(said) = findings.statement(index) else { return };
    let origin = origin(said);
    let mut content = said.content.to_vec();
    let (mut speaker, mut cue, mut audience) = (said.speaker, said.cue, said.audience);
    let mut kind = quotes::kind_name(said.kind);
    let mut is_corrected = correction.is_some();
    let found = said.source.and_then(|id| findings.attribution().entity(id));
    // Whom a person named, and of what kind that one is.
    let mut named: Option<(&str, &str)> = None;
    match correction {
        None => {}
        // What the machine said too is no correction.
        Some(Correction::Source(name)) if found.is_some_and(|found| found.name == *name) => {
            is_corrected = false;
            named = found.map(|found| (found.name.as_str(), crate::app::kind_name(found.kind)));
        }
        Some(Correction::Source(name)) => {
            // Words that name somebody else than the corrected source are no speaker of this statement.
            speaker = None;
            named = Some((name, tagging::kind_of(app, name)));
        }
        Some(Correction::Kind(corrected)) => kind = corrected,
        Some(Correction::Content(at)) => {
            content.clone_from(at);
            kind = correcting::kind_of_words(app.model.article.text(), at);
        }
        Some(Correction::Cue(span)) => cue = Some(*span),
        Some(Correction::Audience(span)) => audience = Some(*span),
    }
    let entity = match named {
        Some((name, kind)) => Some(batch.entity(app, name, kind)),
        None => said.source.and_then(|id| machine_entity(app, batch, findings, id)),
    };
    let attributes = BTreeMap::from([(correcting::KIND.to_owned(), kind.to_owned())]);
    let mut part = |takes: &str, at: Vec<Span>, entity: Option<Id>, attributes| {
        let label = app.model.tag_set.taking(takes)?.name.clone();
        batch.tag(app, NewTag { label, at, entity, attributes, origin: Some(origin.clone()) })
    };
    let quote = part("statement", content, entity.clone(), attributes);
    let speaker = speaker.and_then(|span| part("speaker", vec![span], entity, BTreeMap::new()));
    let cue = cue.and_then(|span| part("cue", vec![span], None, BTreeMap::new()));
    let audience = audience.and_then(|span| part("audience", vec![span], None, BTreeMap::new()));
    let Some(quote) = quote else { return };
    for end in [speaker, cue, audience].into_iter().flatten() {
        batch.link(app, &quote, &end);
    }
    if is_corrected {
        let statement = Suggestion::Statement(index);
        let verdict = verdict(app, findings, statement, CORRECTED, Some(quote.id));
        batch.push(Change::Verdict(None, Some(verdict)));
    }
}

/// Adds to `batch` the tag of the name of that index.
fn name_tag(app: &mut App, batch: &mut Batch, findings: &Findings, index: usize) {
    let Some(mention) = findings.attribution().mentions.get(index) else { return };
    let kind = crate::app::kind_name(mention.kind);
    let Some(label) = app.model.tag_set.taking(kind).map(|label| label.name.clone()) else { return };
    let entity = match mention.entity {
        _ if kind == "date" => None,
        Some(id) => machine_entity(app, batch, findings, id),
        None => {
            let name = mention.span.of(app.model.article.text()).to_owned();
            Some(batch.entity(app, &name, kind))
        }
    };
    let (at, attributes) = (vec![mention.span], BTreeMap::new());
    batch.tag(app, NewTag { label, at, entity, attributes, origin: Some(name_origin()) });
}

/// The id of the entity of the record that the machine's stands for: the one of its name, or else the
/// one that its mentions on the record have been joined to; adds it to `batch` where there is none.
fn machine_entity(app: &mut App, batch: &mut Batch, findings: &Findings, id: EntityId) -> Option<Id> {
    let found = findings.attribution().entity(id)?;
    let kind = crate::app::kind_name(found.kind);
    let joined = || app.model.review.joined(id).filter(|id| app.model.record.entity(id).is_some()).cloned();
    let there = batch.known(app, &found.name, kind).or_else(joined);
    Some(there.unwrap_or_else(|| batch.entity(app, &found.name, kind)))
}

/// Where the tags of a statement come from that the machine found.
pub(in crate::app) fn origin(said: &Statement) -> Origin {
    Origin {
        rule: said.rule.name().to_owned(),
        version: VERSION.to_owned(),
        confidence: Some(said.confidence),
    }
}

/// Where the tag of a name comes from that the machine found.
pub(in crate::app) fn name_origin() -> Origin {
    Origin { rule: NAME.to_owned(), version: VERSION.to_owned(), confidence: None }
}

/// The name of who says the statement of that index: by the record where it decides, else by the
/// machine; nobody where it was rejected.
pub(in crate::app) fn voice(
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
    Some(findings.attribution().entity(source)?.name.clone())
}

/// The rule of every name.
const NAME: &str = "name";
/// The version of the engine that suggests.
pub(in crate::app) const VERSION: &str = env!("CARGO_PKG_VERSION");
