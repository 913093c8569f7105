//! What is said of a tag besides its label: looked at, set, and what is still missing.

use std::collections::BTreeMap;

use imbl::OrdSet;

use super::choosing::{self, Deed};
use crate::annotation::{Change, Edit, Id, Record, Tag};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::overlays::field::Field;
use crate::app::overlays::{Line, LinePurpose, Menu, MenuPurpose, MenuRow, Overlay};
use crate::app::program::App;
use crate::app::reading;
use crate::app::tagging;
use crate::article::Span;
use crate::config::{Attribute, AttributeKind, Label, NO, TagSet, Value, YES};

/// The key of the row that takes a value away.
const NOTHING: char = '-';

/// Whether `tag` lacks an attribute that its label requires.
pub fn is_lacking(tag: &Tag, tag_set: &TagSet) -> bool {
    tag_set.label(&tag.label).is_some_and(|label| label.missing(&tag.attributes).next().is_some())
}

/// Which tags lack an attribute; kept up with every edit, so that no key looks through them all. A copy
/// shares what neither side changes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lacking(OrdSet<(Span, Id)>);

impl Lacking {
    /// Looks through `record`.
    pub fn new(record: &Record, tag_set: &TagSet) -> Self {
        Self(record.tags().filter(|tag| is_lacking(tag, tag_set)).map(place).collect())
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Where the first one behind the byte at `cursor` begins, or else the first of all.
    fn next(&self, cursor: usize) -> Option<usize> {
        let behind = (Span::new(cursor + 1, cursor + 1), Id::new(""));
        let next = self.0.range(behind..).next().or_else(|| self.0.get_min());
        next.map(|(extent, _)| extent.start())
    }

    /// Takes in an edit that was made.
    pub(in crate::app) fn follow(&mut self, edit: &Edit, tag_set: &TagSet) {
        for change in edit.changes.iter() {
            let Change::Tag(before, after) = change else { continue };
            let lacks = |tag: &&Tag| is_lacking(tag, tag_set);
            if let Some(before) = before.as_ref().filter(lacks) {
                self.0.remove(&place(before));
            }
            self.0.extend(after.as_ref().filter(lacks).map(place));
        }
    }
}

/// How a tag is found among those that lack something.
fn place(tag: &Tag) -> (Span, Id) {
    (tag.extent(), tag.id.clone())
}

/// The attributes that a new tag by `label` has: `given` ones, and the label's defaults.
pub(in crate::app) fn settled(label: &Label, given: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut attributes = given;
    label.settle(&mut attributes);
    attributes
}

/// The attributes of a tag that has another label from now on: those that only the old one knows go.
pub(in crate::app) fn relabelled(old: &Tag, label: &Label, tag_set: &TagSet) -> BTreeMap<String, String> {
    let before = tag_set.label(&old.label);
    let mut attributes = old.attributes.clone();
    attributes.retain(|name, value| match label.attribute(name) {
        Some(known) => known.takes(value),
        None => before.is_none_or(|before| before.attribute(name).is_none()),
    });
    settled(label, attributes)
}

/// Opens the attributes of the tag in hand or under the cursor; where several tags share the place,
/// first a menu of those that have any.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let tags: Vec<Tag> = app.model.tags_here().into_iter().cloned().collect();
    let Some(first) = tags.first().cloned() else {
        return app.refuse("no tag here: a label key makes one");
    };
    let described: Vec<&Tag> = tags.iter().filter(|tag| !rows(app, tag).is_empty()).collect();
    match described[..] {
        [] => app.refuse(format!("{} has no attributes", first.label)),
        [tag] => open_tag(app, &tag.id),
        _ => choosing::ask_which(app, Deed::Describe, &described),
    }
}

/// Opens the attributes of the tag of that id: the values at once where there is only one.
pub(in crate::app) fn open_tag(app: &mut App, id: &Id) -> Vec<Effect> {
    let Some(tag) = app.model.record.tag(id).cloned() else { return app.refuse("that tag is gone") };
    match rows(app, &tag).as_slice() {
        [(name, _)] => set(app, id, name),
        _ => {
            list(app, &tag, None);
            Vec::new()
        }
    }
}

/// Opens the list of the attributes of `tag`, the one called `chosen` under the cursor.
fn list(app: &mut App, tag: &Tag, chosen: Option<&str>) {
    let (names, rows): (Vec<String>, Vec<MenuRow>) = rows(app, tag).into_iter().unzip();
    let at = names.iter().position(|name| Some(name.as_str()) == chosen);
    let purpose = MenuPurpose::Attributes { tag: tag.id.clone(), names };
    let menu = Menu::new(
        purpose,
        format!("{}{}", tag.label, app.model.tip_in("menu", &[(Action::Cancel, "closes")])),
        rows,
    )
    .at(at.unwrap_or(0));
    app.model.overlay = Some(Overlay::Menu(menu));
}

/// The attributes that can be set on `tag`, each with its name: those of its label that apply, then
/// what else it has.
fn rows(app: &App, tag: &Tag) -> Vec<(String, MenuRow)> {
    let label = app.model.tag_set.label(&tag.label);
    let known = label.into_iter().flat_map(|label| label.applying(&tag.attributes)).map(|attribute| {
        let about = match tag.attributes.get(&attribute.name) {
            Some(value) => value.clone(),
            None if attribute.required => format!("missing · {}", attribute.description),
            None => format!("– · {}", attribute.description),
        };
        let row = MenuRow { key: attribute.key, ..MenuRow::new(&attribute.name, about) };
        (attribute.name.clone(), row)
    });
    let unknown =
        tag.attributes.iter().filter(|(name, _)| label.is_none_or(|label| label.attribute(name).is_none()));
    known.chain(unknown.map(|(name, value)| (name.clone(), MenuRow::new(name, value)))).collect()
}

/// Asks for the value of the attribute of that name, or sets it where there is nothing to ask.
pub(in crate::app) fn set(app: &mut App, id: &Id, name: &str) -> Vec<Effect> {
    let Some(tag) = app.model.record.tag(id).cloned() else { return app.refuse("that tag is gone") };
    let now = tag.attributes.get(name).cloned();
    let attribute = app.model.tag_set.label(&tag.label).and_then(|label| label.attribute(name)).cloned();
    match attribute.as_ref().map(|attribute| &attribute.kind) {
        Some(AttributeKind::YesNo) => {
            let turned = if now.as_deref() == Some(YES) { NO } else { YES };
            change(app, id, name, Some(turned))
        }
        Some(AttributeKind::Choice(values)) => {
            let Choice { values, rows, chosen } = Choice::new(values, now.as_deref().as_slice());
            let purpose = MenuPurpose::Value { tag: tag.id, attribute: name.to_owned(), values };
            let menu = Menu::new(purpose, format!("{}: {name}", tag.label), rows).at(chosen);
            app.model.overlay = Some(Overlay::Menu(menu));
            Vec::new()
        }
        Some(AttributeKind::Text) | None => {
            let purpose = LinePurpose::Attribute { tag: tag.id, attribute: name.to_owned() };
            let title = format!("{}: {name} (leave it empty to take it away)", tag.label);
            let field = Field::new(now.unwrap_or_default());
            app.model.overlay = Some(Overlay::Line(Line { purpose, title, field }));
            Vec::new()
        }
    }
}

/// Values to choose from.
pub(in crate::app) struct Choice {
    /// The value that each row stands for; nothing for the row that takes it away.
    pub(in crate::app) values: Vec<Option<String>>,
    pub(in crate::app) rows: Vec<MenuRow>,
    /// The index of the value that is set.
    pub(in crate::app) chosen: usize,
}

impl Choice {
    /// Of `values`, those in `now` being set; what is set can be taken away.
    pub(in crate::app) fn new(values: &[Value], now: &[&str]) -> Self {
        let mark = |name: &str| if now.contains(&name) { format!("{name} ✓") } else { name.to_owned() };
        let rows = values
            .iter()
            .map(|value| MenuRow { key: value.key, ..MenuRow::new(mark(&value.name), &value.description) });
        let mut rows: Vec<MenuRow> = rows.collect();
        let mut names: Vec<Option<String>> = values.iter().map(|value| Some(value.name.clone())).collect();
        let unknown = now.iter().filter(|now| values.iter().all(|value| value.name != **now));
        for name in unknown {
            rows.push(MenuRow::new(mark(name), "not a value of the tag set"));
            names.push(Some((*name).to_owned()));
        }
        let chosen = names.iter().position(|name| name.as_deref().is_some_and(|name| now.contains(&name)));
        if chosen.is_some() {
            let is_free = values.iter().all(|value| value.key != Some(NOTHING));
            let row = MenuRow::new("nothing", "take it away");
            rows.push(if is_free { row.keyed(NOTHING) } else { row });
            names.push(None);
        }
        Self { values: names, rows, chosen: chosen.unwrap_or(0) }
    }
}

/// Sets the attribute of that name, or takes it away; what then no longer applies goes with it.
pub(in crate::app) fn change(app: &mut App, id: &Id, name: &str, value: Option<&str>) -> Vec<Effect> {
    let Some(tag) = app.model.record.tag(id).cloned() else { return app.refuse("that tag is gone") };
    let mut attributes = tag.attributes.clone();
    match value {
        Some(value) => attributes.insert(name.to_owned(), value.to_owned()),
        None => attributes.remove(name),
    };
    if let Some(label) = app.model.tag_set.label(&tag.label) {
        let default =
            label.attribute(name).filter(|_| value.is_none()).and_then(|known| known.default.as_ref());
        if let Some(default) = default {
            return app.refuse(format!("{name} is never empty: its default is “{default}”"));
        }
        label.settle(&mut attributes);
    }
    if attributes == tag.attributes {
        app.model.message = Some(crate::app::Message::done(format!("{name}: as it was")));
        return Vec::new();
    }
    let changed = Tag { attributes, stamp: app.stamp(), ..tag.clone() };
    let said = value.map_or_else(|| format!("{name}: nothing"), |value| format!("{name}: {value}"));
    let effects = tagging::told(app, vec![Change::Tag(Some(tag), Some(changed.clone()))], said);
    // Where there is more to set the list comes back.
    if !effects.is_empty() && rows(app, &changed).len() > 1 {
        list(app, &changed, Some(name));
    }
    effects
}

/// Goes to the next tag that lacks an attribute; round the end of the text.
pub(in crate::app) fn next_lacking(app: &mut App) -> Vec<Effect> {
    match app.model.lacking.next(app.model.view.cursor) {
        Some(target) => {
            reading::jump(&mut app.model, &mut app.page, target);
            Vec::new()
        }
        None => {
            app.model.message = Some(crate::app::Message::done("no tag lacks an attribute"));
            Vec::new()
        }
    }
}

/// The attributes of `tag` in the order of its label, then those that the tag set does not know.
pub(in crate::app) fn in_order<'a>(
    tag: &'a Tag,
    tag_set: &'a TagSet,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let label = tag_set.label(&tag.label);
    let known = label.map_or(&[][..], |label| label.attributes.as_slice()).iter();
    let known = known.filter_map(|attribute| {
        Some((attribute.name.as_str(), tag.attributes.get(&attribute.name)?.as_str()))
    });
    let unknown = tag
        .attributes
        .iter()
        .filter(move |(name, _)| label.is_none_or(|label| label.attribute(name).is_none()));
    known.chain(unknown.map(|(name, value)| (name.as_str(), value.as_str())))
}

/// The attributes that `tag` lacks.
pub(in crate::app) fn missing<'a>(tag: &'a Tag, tag_set: &'a TagSet) -> impl Iterator<Item = &'a Attribute> {
    tag_set.label(&tag.label).into_iter().flat_map(|label| label.missing(&tag.attributes))
}
