//! What was taken in a preview, done as one edit.

use std::sync::Arc;

use super::alike;
use super::retagging;
use crate::annotation::{Edit, Id};
use crate::app::action::Action;
use crate::app::bulk::{self, Job, MANY_ROWS};
use crate::app::event::Effect;
use crate::app::keys;
use crate::app::model::Message;
use crate::app::overlays::Overlay;
use crate::app::overlays::preview;
use crate::app::overlays::preview::{Becoming, Doing, PreviewItem, Sought};
use crate::app::program::App;
use crate::app::reading::selecting;
use crate::app::review::batch::{Batch, NewTag};
use crate::app::review::remembering;
use crate::app::review::suggesting;
use crate::app::tagging;

/// Does what the open preview says to the rows that are taken, and closes it.
pub(in crate::app) fn carry_out(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Preview(shown)) = &app.model.overlay else { return Vec::new() };
    if shown.doing == Doing::Look {
        // One stays where the choice led.
        app.model.overlay = None;
        selecting::clear(app);
        return Vec::new();
    }
    if shown.awaited.is_some() {
        return keys::wait_for(app, "preview", Action::Confirm);
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
        return app.refuse_with(
            "no row is taken",
            &[(Action::ToggleRow, "takes one"), (Action::TakeAll, "takes all")],
        );
    }
    let doing = shown.doing.clone();
    let taken = shown.rows.iter().filter(|row| row.is_taken).map(|row| row.item.clone());
    let items: Vec<PreviewItem> = taken.collect();
    preview::close(app);
    if items.len() > MANY_ROWS {
        let words = format!("changing {} places", items.len());
        return bulk::begin(app, Job::Rows(doing, Arc::new(items)), &words);
    }
    let (edit, message) = edit(app, &doing, &items);
    if edit.is_empty() {
        return app.refuse("nothing would change");
    }
    let effects = app.commit(edit);
    if !effects.is_empty() {
        app.model.message = message;
    }
    effects
}

/// What is done to `items`, and what to say once it is.
pub(in crate::app) fn edit(app: &mut App, doing: &Doing, items: &[PreviewItem]) -> (Edit, Option<Message>) {
    let (batch, what) = match doing {
        Doing::Tag { label: Some(label), sought } => (tagged(app, items, label, sought), "tagged"),
        Doing::Change { becoming: Some(becoming), .. } => {
            let what = if *becoming == Becoming::Nothing { "deleted" } else { "relabelled" };
            (retagging::changed(app, items, becoming), what)
        }
        Doing::Accept => (decided(app, items, suggesting::take), "accepted"),
        Doing::Reject => (decided(app, items, suggesting::refuse), "rejected"),
        Doing::Tag { .. } | Doing::Change { .. } | Doing::Look => return Default::default(),
    };
    let back = app.model.tip(&[(Action::Undo, "takes that back")]);
    (batch.into(), Some(Message::done(format!("{} {what}{back}", items.len()))))
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
        let new = NewTag { entity, ..tagging::new_tag(app, &label, at) };
        if let Some(tag) = batch.tag(app, new) {
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
    how: fn(&mut App, &mut Batch, &crate::app::Findings, crate::app::Suggestion),
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
pub(in crate::app) fn widen(app: &mut App) -> Vec<Effect> {
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
pub(in crate::app) fn become_nothing(app: &mut App) -> Vec<Effect> {
    if let Some(Overlay::Preview(shown)) = &mut app.model.overlay
        && let Doing::Change { becoming, .. } = &mut shown.doing
    {
        *becoming = Some(Becoming::Nothing);
        return Vec::new();
    }
    app.refuse_with("here is nothing to delete", &[(Action::ChangeMany, "in the article deletes many tags")])
}
