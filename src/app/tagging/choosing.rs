//! Which tag an action is about, where several share a place; and the walk from tag to tag.

use super::attributes;
use super::entities;
use super::hand::{End, quoted};
use super::holding;
use super::identity;
use super::linking;
use super::notes;
use super::removing;
use super::retagging;
use crate::annotation::{Id, Tag};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::Model;
use crate::app::overlays::{Menu, MenuPurpose, MenuRow, Overlay};
use crate::app::program::App;
use crate::app::reading;
use crate::app::tagging;
use crate::article::Span;

/// What is to be done to a tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    /// Take hold of its edges.
    Hold,
    /// Let the words that are selected next be added to it.
    Extend,
    /// Link it.
    Connect,
    /// Say which entity it is.
    Identify,
    /// Write a note about it.
    Note,
    /// Set its attributes.
    Describe,
    /// Relabel or delete all that are like it.
    ChangeMany,
}

/// What the row of a menu about a place does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Choice {
    /// Does something to the tag of that id.
    Tag(Deed, Id),
    /// Writes a note on the place and not on a tag there.
    PlaceNote,
    /// Gives the tag of that id another label.
    Relabel(Id, String),
    /// Puts a new tag of that label there.
    TagAnew(String, Vec<Span>),
    /// Deletes the tag of that id.
    Delete(Id),
    /// Deletes one part of the tag of that id.
    DeletePart(Id, Span),
    /// Deletes the link of that id.
    DeleteLink(Id),
    /// Deletes the note of that id.
    DeleteNote(Id),
    /// Makes a link.
    Link(linking::Joint),
    /// Gives the link of that id another label.
    RelabelLink(Id, String),
    /// Deletes the entity of that id; its tags stay.
    DeleteEntity(Id),
    /// Makes an entity of that name and kind.
    MakeEntity {
        /// Its name.
        name: String,
        /// A label of the tag set.
        kind: String,
    },
}

impl Choice {
    /// Whether it is about a suggestion, by its number among what the machine found.
    pub(in crate::app) fn is_about_suggestions(&self) -> bool {
        let is_suggested = |end: &End| matches!(end, End::Suggestion(_));
        matches!(self, Choice::Link(joint) if is_suggested(&joint.from) || is_suggested(&joint.to))
    }
}

/// Does `deed` to the tag that is in hand or under the cursor; asks which one where there are several.
/// `None` where there is none.
pub(in crate::app) fn on_tag(app: &mut App, deed: Deed) -> Option<Vec<Effect>> {
    let tags: Vec<Tag> = app.model.tags_here().into_iter().cloned().collect();
    match &tags[..] {
        [] => None,
        [tag] => Some(carry_out(app, Choice::Tag(deed, tag.id.clone()))),
        tags => Some(ask_which(app, deed, &tags.iter().collect::<Vec<_>>())),
    }
}

/// Opens a menu of `tags`, one of which `deed` is done to.
pub(in crate::app) fn ask_which(app: &mut App, deed: Deed, tags: &[&Tag]) -> Vec<Effect> {
    let row = |tag: &&Tag| (Choice::Tag(deed, tag.id.clone()), row_of(&app.model, tag));
    let mut choices: Vec<(Choice, MenuRow)> = tags.iter().map(row).collect();
    let title = match deed {
        Deed::Hold => "The edges of which tag?",
        Deed::Extend => "Add to which tag?",
        Deed::Connect => "Link which tag?",
        Deed::Identify => "Which tag is it about?",
        Deed::Describe => "The attributes of which tag?",
        Deed::ChangeMany => "All tags like which one?",
        Deed::Note => {
            choices.push((Choice::PlaceNote, MenuRow::new("This place", "and no tag")));
            "A note on which tag?"
        }
    };
    ask(app, title, choices)
}

/// Opens a menu of `choices`.
pub(in crate::app) fn ask(
    app: &mut App,
    title: impl Into<String>,
    choices: Vec<(Choice, MenuRow)>,
) -> Vec<Effect> {
    let (choices, rows) = choices.into_iter().unzip();
    app.model.overlay = Some(Overlay::Menu(Menu::new(MenuPurpose::Choices(choices), title, rows)));
    Vec::new()
}

/// Does what a row of a menu stands for.
pub(in crate::app) fn carry_out(app: &mut App, choice: Choice) -> Vec<Effect> {
    match choice {
        Choice::Tag(deed, id) => {
            app.model.hand.chosen = Some(id.clone());
            match deed {
                Deed::Hold => holding::take(app, &id),
                Deed::Extend => holding::begin_extending(app, &id),
                Deed::Connect => linking::pick(app, &id),
                Deed::Identify => identity::open_for(app, &id),
                Deed::Note => notes::open_about(app, &id),
                Deed::Describe => attributes::open_tag(app, &id),
                Deed::ChangeMany => retagging::open_like(app, &id),
            }
        }
        Choice::PlaceNote => notes::open_at_place(app),
        Choice::Relabel(id, label) => tagging::relabel(app, &id, &label),
        Choice::TagAnew(label, at) => tagging::tag(app, &label, at),
        Choice::Delete(id) => removing::tag(app, &id),
        Choice::DeletePart(id, part) => removing::part(app, &id, part),
        Choice::DeleteLink(id) => removing::link(app, &id),
        Choice::DeleteNote(id) => removing::note(app, &id),
        Choice::Link(joint) => linking::join(app, joint),
        Choice::RelabelLink(id, label) => linking::relabel(app, &id, &label),
        Choice::DeleteEntity(id) => entities::delete(app, &id),
        Choice::MakeEntity { name, kind } => entities::make(app, name, kind),
    }
}

/// A row for a tag: what it is called, whom it names, how many parts it has.
pub(in crate::app) fn row_of(model: &Model, tag: &Tag) -> MenuRow {
    let entity = tag.entity.as_ref().and_then(|id| model.record.entity(id));
    let entity = entity.map(|entity| entity.name.as_str()).filter(|name| *name != model.words(&tag.at, 80));
    let parts = (tag.at.len() > 1).then(|| format!("{} parts", tag.at.len()));
    let about = [entity.map(|name| format!("= {name}")), parts].into_iter().flatten();
    MenuRow::new(model.called(tag), about.collect::<Vec<_>>().join(", "))
}

/// Goes to the next tag in the order of the text, or to the one before; round the end.
pub(in crate::app) fn walk(app: &mut App, forward: bool) -> Vec<Effect> {
    let Model { record, hand, view, .. } = &app.model;
    let chosen = hand.chosen.as_ref().and_then(|id| record.tag(id));
    // What starts under the cursor is not yet behind it, unless it was gone to.
    let none = Id::new("");
    let (extent, id) = match chosen {
        Some(tag) => (tag.extent(), &tag.id),
        None if forward => (Span::new(view.cursor + 1, view.cursor + 1), &none),
        None => (Span::new(view.cursor, view.cursor), &none),
    };
    let end = Span::new(usize::MAX, usize::MAX);
    let found = if forward {
        record.tag_after(extent, id).or_else(|| record.tag_after(Span::default(), &none))
    } else {
        record.tag_before(extent, id).or_else(|| record.tag_before(end, &none))
    };
    let Some((id, start)) = found.map(|tag| (tag.id.clone(), tag.extent().start())) else {
        let takes = app.model.key(Action::Accept);
        let takes = takes.map_or_else(String::new, |key| format!(", {key} takes a suggestion"));
        return app.refuse(format!("no tags yet: a label key makes one{takes}"));
    };
    app.model.view.selecting = false;
    reading::jump(&mut app.model, &mut app.page, start);
    app.model.hand.last = Some(id.clone());
    app.model.hand.chosen = Some(id);
    Vec::new()
}

/// The words of a link as seen from the tag of that id: “said by → Ada Long”.
pub(in crate::app) fn link_words(model: &Model, link: &crate::annotation::Link, from: &Id) -> String {
    let (arrow, other) = if link.from == *from { ("→", &link.to) } else { ("←", &link.from) };
    format!("{} {arrow} {}", link.label, end_words(model, other))
}

/// What the tag at the end of a link is called: by its entity where it names one, else by its words.
fn end_words(model: &Model, id: &Id) -> String {
    let Some(tag) = model.record.tag(id) else { return format!("{id}, which is gone") };
    let takes = model.tag_set.label(&tag.label).and_then(|label| label.takes.as_deref());
    let entity = tag.entity.as_ref().filter(|_| takes != Some("statement"));
    match entity.and_then(|id| model.record.entity(id)) {
        Some(entity) => entity.name.clone(),
        None => quoted(&model.words(&tag.at, 60)),
    }
}
