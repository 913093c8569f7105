//! What the engine finds otherwise than was decided when an earlier one suggested it. The decisions
//! stay as they are.

use std::collections::BTreeSet;

use super::suggesting::VERSION;
use super::{Decision, decision};
use crate::annotation::{Id, Tag};
use crate::app::event::Effect;
use crate::app::model::Model;
use crate::app::overlays::preview::{self, Doing, Preview, PreviewItem, PreviewRow};
use crate::app::program::App;
use crate::app::reading::findings::{Findings, Role, Suggestion};
use crate::app::tagging::seeking::MOST_FOUND;
use crate::article::Span;
use crate::page::fit;

/// Something that this engine finds otherwise than an earlier one did when a person decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EngineChange {
    /// What was accepted as the tag of that id is not found any more.
    Gone(Id),
    /// It is found with other edges, as something else, or said by somebody else.
    Otherwise(Id, Suggestion),
    /// A new suggestion in a paragraph where something was decided.
    New(Suggestion),
}

/// Opens the list of what changed since the last engine.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let Some(findings) = app.model.findings.clone() else { return Vec::new() };
    let mut changes = changes(&app.model, &findings);
    if changes.is_empty() {
        app.model.message =
            Some(crate::app::Message::done(format!("nothing that engine {VERSION} finds otherwise")));
        return Vec::new();
    }
    let is_cut = changes.len() > MOST_FOUND;
    changes.truncate(MOST_FOUND);
    let row = |change| PreviewRow { item: PreviewItem::Change(change), is_taken: false };
    let mut preview = Preview::new(Doing::Look, changes.into_iter().map(row).collect(), app.model.view);
    preview.is_cut = is_cut;
    preview::open(app, preview);
    Vec::new()
}

/// All changes, in the order of the text.
fn changes(model: &Model, findings: &Findings) -> Vec<EngineChange> {
    let Model { record, tag_set, article, review, .. } = model;
    let mut changes = Vec::new();
    let mut paragraphs = BTreeSet::new();
    let mut decided_in = |at: &[Span]| {
        paragraphs.extend(at.first().map(|span| article.block_at(span.start())));
    };
    for tag in record.tags() {
        let is_earlier = tag.origin.as_ref().is_some_and(|origin| origin.version != VERSION);
        let takes = tag_set.label(&tag.label).and_then(|label| label.takes.as_deref());
        let is_suggested = !matches!(takes, None | Some("speaker" | "cue" | "audience"));
        if is_earlier && is_suggested {
            decided_in(&tag.at);
            // What a person put otherwise than was suggested says nothing about the engine.
            if record.verdicts_of(&tag.id).next().is_none() {
                changes.extend(change_of(model, findings, tag));
            }
        }
    }
    for verdict in record.verdicts().filter(|verdict| verdict.version != VERSION) {
        decided_in(&verdict.at);
    }
    if !paragraphs.is_empty() {
        let open = findings.suggestions_from(0).filter(|&suggestion| !review.is_decided(suggestion));
        let near = open.filter(|&suggestion| {
            let start = findings.place(suggestion).first().map(|span| span.start());
            start.is_some_and(|start| paragraphs.contains(&article.block_at(start)))
        });
        changes.extend(near.map(EngineChange::New));
    }
    changes.sort_by_key(|change| change.place(model).first().copied());
    changes
}

/// What the engine finds otherwise of a tag that was accepted from an earlier one.
fn change_of(model: &Model, findings: &Findings, tag: &Tag) -> Option<EngineChange> {
    let Model { record, tag_set, .. } = model;
    let pieces = tag.at.iter().flat_map(|&span| findings.pieces_in(span));
    let said = pieces.filter(|piece| piece.role == Role::Content);
    let named = tag.at.iter().flat_map(|&span| findings.mentions_in(span));
    let named = named.filter(|(_, mention)| crate::app::is_suggested(mention));
    let near = said.map(|piece| Suggestion::Statement(piece.statement()));
    let near = near.chain(named.map(|(index, _)| Suggestion::Mention(index)));
    let mut about = near.filter(|&suggestion| {
        let decision = decision(suggestion, findings, record, tag_set);
        matches!(decision, Some(Decision::Tag(decided)) if decided.id == tag.id)
    });
    match about.next() {
        None => Some(EngineChange::Gone(tag.id.clone())),
        Some(found) => {
            difference(model, findings, tag, found).map(|_| EngineChange::Otherwise(tag.id.clone(), found))
        }
    }
}

/// In what a suggestion differs from the tag that decides it: a word, and what is found now.
fn difference(
    model: &Model,
    findings: &Findings,
    tag: &Tag,
    found: Suggestion,
) -> Option<(&'static str, String)> {
    let text = model.article.text();
    if findings.place(found) != tag.at {
        let words = findings.place(found).first().map_or("", |span| span.of(text));
        let line: String = words.chars().take(61).map(|c| if c == '\n' { ' ' } else { c }).collect();
        return Some(("other edges", format!("now “{}”", fit(&line, 60))));
    }
    let label = model.tag_set.taking(findings.kind(found))?;
    if label.name != tag.label {
        return Some(("other label", format!("now {}", label.name)));
    }
    let Suggestion::Statement(index) = found else { return None };
    let source = findings.statement(index)?.source;
    let source = source.and_then(|id| findings.attribution().entity(id));
    let source = source.map(|entity| entity.name.as_str());
    let decided = tag.entity.as_ref().and_then(|id| model.record.entity(id));
    (source != decided.map(|entity| entity.name.as_str()))
        .then(|| ("other source", format!("now {}", source.unwrap_or("nobody known"))))
}

impl EngineChange {
    /// Where it is.
    pub(in crate::app) fn place<'m>(&self, model: &'m Model) -> &'m [Span] {
        match self {
            EngineChange::Gone(id) | EngineChange::Otherwise(id, _) => {
                model.record.tag(id).map_or(&[], |tag| &tag.at)
            }
            EngineChange::New(found) => {
                model.findings.as_deref().map_or(&[], |findings| findings.place(*found))
            }
        }
    }

    /// What it is, in a word or two, and what is found now.
    pub(in crate::app) fn told(&self, model: &Model) -> (String, String) {
        let Some(findings) = model.findings.as_deref() else { return Default::default() };
        match self {
            EngineChange::Gone(id) => {
                let label = model.record.tag(id).map_or("", |tag| &tag.label);
                ("not found".to_owned(), format!("accepted as {label}"))
            }
            EngineChange::Otherwise(id, found) => {
                let tag = model.record.tag(id);
                let difference = tag.and_then(|tag| difference(model, findings, tag, *found));
                difference.map_or_else(Default::default, |(what, now)| (what.to_owned(), now))
            }
            EngineChange::New(found) => {
                let label = model.tag_set.taking(findings.kind(*found));
                ("new".to_owned(), label.map_or_else(String::new, |label| label.name.clone()))
            }
        }
    }
}
