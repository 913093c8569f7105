//! Many tags relabelled or taken away.

use crate::app::action::Action;
use std::collections::HashSet;

use super::choosing::{Deed, on_tag};
use super::removing;
use crate::annotation::{Id, Record, Tag};
use crate::app::event::Effect;
use crate::app::model::Model;
use crate::app::overlays::Overlay;
use crate::app::overlays::preview::{self, Becoming, Doing, Preview, PreviewItem, PreviewRow, Scope};
use crate::app::program::App;
use crate::app::review::batch::Batch;
use crate::app::review::remembering;
use crate::app::search::counting::{Sweep, What};
use crate::app::search::lookup::AT_ONCE;
use crate::app::tagging;
use crate::article::Article;
use crate::config::TagSet;

/// Opens the preview of all tags like the one in hand or under the cursor.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    match on_tag(app, Deed::ChangeMany) {
        Some(effects) => effects,
        None => app.refuse_with(
            "no tag here to change with all that are like it",
            &[(Action::TagNext, "goes to the next one")],
        ),
    }
}

/// Opens the preview of all tags on the words of the tag of that id.
pub(in crate::app) fn open_like(app: &mut App, id: &Id) -> Vec<Effect> {
    list(app, Like { tag: id.clone(), scope: Scope::Wording }, None)
}

/// Opens the preview of the tags that are meant: at once where there are few to look through, or else
/// empty until they are known.
fn list(app: &mut App, like: Like, becoming: Option<Becoming>) -> Vec<Effect> {
    let Model { record, tag_set, article, .. } = &app.model;
    let doing = Doing::Change { tag: like.tag.clone(), scope: like.scope, becoming };
    if record.tag_count() <= AT_ONCE {
        let rows = like.rows(record, article, tag_set);
        let preview = Preview::new(doing, rows, app.model.view);
        preview::open(app, preview);
        return Vec::new();
    }
    let (sweep, ticket) = Sweep::new(What::Like(Box::new((like, record.clone(), tag_set.clone()))));
    let mut preview = Preview::new(doing, Vec::new(), app.model.view);
    preview.awaited = Some(ticket);
    preview::open(app, preview);
    vec![Effect::Sweep(sweep)]
}

/// Goes from the same words to the same entity, the same label, and back.
pub(in crate::app) fn widen(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Preview(shown)) = &app.model.overlay else { return Vec::new() };
    let Doing::Change { tag, scope, becoming } = shown.doing.clone() else { return Vec::new() };
    let has_entity = app.model.record.tag(&tag).is_some_and(|tag| tag.entity.is_some());
    let scope = match scope {
        Scope::Wording if has_entity => Scope::Entity,
        Scope::Wording | Scope::Entity => Scope::Label,
        Scope::Label => Scope::Wording,
    };
    preview::close(app);
    list(app, Like { tag, scope }, becoming)
}

/// The tags that are meant beside one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::app) struct Like {
    tag: Id,
    scope: Scope,
}

impl Like {
    /// The rows for those of them that are on `record`, the one itself among them. Labels that the tag's
    /// own could stand in for are alike.
    pub(in crate::app) fn rows(
        &self,
        record: &Record,
        article: &Article,
        tag_set: &TagSet,
    ) -> Vec<PreviewRow> {
        let Some(tag) = record.tag(&self.tag) else { return Vec::new() };
        let text = article.text();
        let label = tag_set.label(&tag.label);
        let is_alike = |other: &Tag| {
            other.label == tag.label || label.is_some_and(|label| tag_set.shut_out(&other.label, label))
        };
        let words = |tag: &Tag| tag.at.iter().map(|span| span.of(text)).collect::<Vec<_>>();
        let row = |tag: &Tag| PreviewRow { item: PreviewItem::Tag(tag.id.clone()), is_taken: true };
        match self.scope {
            Scope::Label => record.tags().filter(|other| other.label == tag.label).map(row).collect(),
            Scope::Entity => {
                let entity = tag.entity.iter().flat_map(|entity| record.tags_of(entity));
                let mut tags: Vec<&Tag> = entity.filter(|other| is_alike(other)).collect();
                tags.sort_by_key(|tag| tag.extent());
                tags.into_iter().map(row).collect()
            }
            Scope::Wording => {
                let wording = words(tag);
                let length: usize = tag.at.iter().map(|span| span.len()).sum();
                let is_same = |other: &&Tag| {
                    other.at.iter().map(|span| span.len()).sum::<usize>() == length
                        && is_alike(other)
                        && words(other) == wording
                };
                record.tags().filter(is_same).map(row).collect()
            }
        }
    }
}

/// What makes the tags among `items` what they become.
pub(in crate::app) fn changed(app: &mut App, items: &[PreviewItem], becoming: &Becoming) -> Batch {
    let mut batch = Batch::default();
    let mut gone = HashSet::new();
    for item in items {
        let PreviewItem::Tag(id) = item else { continue };
        let Some(tag) = app.model.record.tag(id).cloned() else { continue };
        match becoming {
            Becoming::Nothing => removing::take_away(app, &mut batch, tag, &mut gone),
            Becoming::Label(label) => relabel(app, &mut batch, tag, label),
        }
    }
    batch
}

/// Gives a tag another label, unless it has it or another tag of that label is there.
fn relabel(app: &mut App, batch: &mut Batch, old: Tag, label: &str) {
    let Some(label) = app.model.tag_set.label(label).cloned() else { return };
    let is_there = |tag: &Tag| tag.at == old.at && tag.label == label.name;
    if app.model.record.tags_in(old.extent()).any(is_there) {
        return;
    }
    let new = tagging::recast(app, batch, &old, &label);
    batch.extend(remembering::reshaped(app, old, new));
}
