//! What was taken in a preview, done as one edit.

use std::collections::HashSet;

use super::batch::{Batch, Draft};
use super::desk::{App, Effect};
use super::model::{Message, Model};
use super::overlay::Overlay;
use super::preview::{Becoming, Doing, PreviewItem, Sought};
use super::{alike, preview, remembering, retagging, selecting, suggesting, tagging};
use crate::annotation::{Change, Edit, Id, Note};
use crate::article::Span;

/// Does what the open preview says to the rows that are taken, and closes it.
pub(super) fn carry_out(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Preview(shown)) = &app.model.overlay else { return Vec::new() };
    if shown.doing == Doing::Look {
        // One stays where the choice led.
        app.model.overlay = None;
        selecting::clear(app);
        return Vec::new();
    }
    let is_picked = match &shown.doing {
        Doing::Tag { label, .. } => label.is_some(),
        Doing::Change { becoming, .. } => becoming.is_some(),
        Doing::Accept | Doing::Reject | Doing::Look => true,
    };
    if !is_picked {
        return app.refuse("press the key of a label first");
    }
    if shown.taken() == 0 {
        return app.refuse("no row is taken: Space takes one, a takes all");
    }
    let doing = shown.doing.clone();
    let taken = shown.rows.iter().filter(|row| row.is_taken).map(|row| row.item.clone());
    let items: Vec<PreviewItem> = taken.collect();
    preview::close(app);
    let (edit, what): (Edit, &str) = match doing {
        Doing::Tag { label: Some(label), sought } => (tagged(app, &items, &label, &sought).into(), "tagged"),
        Doing::Change { becoming: Some(becoming), .. } => {
            let batch = retagging::changed(app, &items, &becoming);
            (batch.into(), if becoming == Becoming::Nothing { "deleted" } else { "relabelled" })
        }
        Doing::Accept => (decided(app, &items, suggesting::take).into(), "accepted"),
        Doing::Reject => (decided(app, &items, suggesting::refuse).into(), "rejected"),
        Doing::Tag { .. } | Doing::Change { .. } | Doing::Look => return Vec::new(),
    };
    if edit.is_empty() {
        return app.refuse("nothing would change");
    }
    let effects = app.commit(edit);
    if !effects.is_empty() {
        app.model.message = Some(Message::done(format!("{} {what}: u takes that back", items.len())));
    }
    effects
}

/// The tags of `label` on the places among `items`.
fn tagged(app: &mut App, items: &[PreviewItem], label: &str, sought: &Sought) -> Batch {
    let mut batch = Batch::default();
    let Some(label) = app.model.tag_set.label(label).cloned() else { return batch };
    let named = match sought {
        Sought::Words { named, .. } => named.as_ref(),
        Sought::Entity { named, .. } => Some(named),
        Sought::Pattern(_) => None,
    };
    for item in items {
        let PreviewItem::Place(span) = item else { continue };
        let at = vec![*span];
        let entity = match (named, label.takes.as_deref()) {
            (Some(named), Some(kind @ ("person" | "organisation" | "place"))) => {
                let there = known(app, named.id.as_ref(), &label.name);
                Some(there.unwrap_or_else(|| batch.entity(app, &named.name, kind)))
            }
            _ => tagging::entity_at(app, &mut batch, &label, &at),
        };
        let attributes = tagging::attributes(app, &label, &at);
        let origin = tagging::origin(app, &at, &label);
        let draft = Draft { label: label.name.clone(), at, entity, attributes, origin };
        if let Some(tag) = batch.tag(app, draft) {
            batch.extend(remembering::made(app, &tag));
        }
    }
    batch
}

/// The entity of that id, where it is of that kind.
fn known(app: &App, id: Option<&Id>, kind: &str) -> Option<Id> {
    let entity = app.model.record.entity(id?)?;
    (entity.kind == kind).then(|| entity.id.clone())
}

/// The suggestions among `items` decided as `how` says.
fn decided(
    app: &mut App,
    items: &[PreviewItem],
    how: fn(&mut App, &mut Batch, &super::Findings, super::Suggestion),
) -> Batch {
    let mut batch = Batch::default();
    let Some(findings) = app.model.findings.clone() else { return batch };
    for item in items {
        if let PreviewItem::Suggestion(suggestion) = item {
            how(app, &mut batch, &findings, *suggestion);
        }
    }
    batch
}

/// Widens what the open preview is about: from the same words to the same entity, and so on.
pub(super) fn widen(app: &mut App) -> Vec<Effect> {
    match &app.model.overlay {
        Some(Overlay::Preview(shown)) => match &shown.doing {
            Doing::Tag { .. } => alike::widen(app),
            Doing::Change { .. } => retagging::widen(app),
            Doing::Accept | Doing::Reject | Doing::Look => app.refuse("this list has nothing wider"),
        },
        _ => Vec::new(),
    }
}

/// Has the tags of the open preview go.
pub(super) fn become_nothing(app: &mut App) -> Vec<Effect> {
    if let Some(Overlay::Preview(shown)) = &mut app.model.overlay
        && let Doing::Change { becoming, .. } = &mut shown.doing
    {
        *becoming = Some(Becoming::Nothing);
        return Vec::new();
    }
    app.refuse("only ~ deletes many tags")
}

/// The changes that take a tag away with what is about it.
pub(super) fn removal(app: &mut App, id: &Id, batch: &mut Batch, gone: &mut HashSet<Id>) {
    let record = &app.model.record;
    let Some(tag) = record.tag(id).cloned() else { return };
    for link in record.links_of(id) {
        // The link between two that go is taken away once.
        if gone.insert(link.id.clone()) {
            batch.push(Change::Link(Some(link.clone()), None));
        }
    }
    for note in record.notes_about(id) {
        let freed = Note { about: None, at: tag.at.clone(), ..note.clone() };
        batch.push(Change::Note(Some(note.clone()), Some(freed)));
    }
    batch.extend(remembering::removed(app, &tag));
    batch.push(Change::Tag(Some(tag), None));
}

/// The words at `span` between quotation marks, unless they bring their own; cut where they are long.
pub(super) fn quoted(model: &Model, span: Span) -> String {
    const MOST: usize = 40;
    let words = span.trimmed(model.article.text()).of(model.article.text());
    let cut = words.char_indices().nth(MOST).map(|(cut, _)| cut);
    let shown = words.get(..cut.unwrap_or(words.len())).unwrap_or("").replace('\n', " ");
    let shown = if cut.is_some() { shown.trim_end().to_owned() + "…" } else { shown };
    if shown.starts_with(['“', '"']) { shown } else { format!("“{shown}”") }
}
