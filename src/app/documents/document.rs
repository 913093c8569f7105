//! The document as a whole: how far the work on it is, and the labels on it.

use crate::app::action::Action;
use std::collections::BTreeMap;
use std::fmt;

use crate::annotation::{Change, DocumentLabel, Record};
use crate::app::event::Effect;
use crate::app::model::Message;
use crate::app::overlays::{Menu, MenuPurpose, MenuRow, Overlay};
use crate::app::program::App;
use crate::app::reading::findings::Findings;
use crate::app::review::Review;
use crate::app::tagging;
use crate::app::tagging::attributes::{Choice, Lacking};
use crate::config::{DocumentChoice, TagSet};

/// The only value of the status that is on the record.
const DONE: &str = "done";

/// How far the work on a document is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Status {
    /// Nothing is on the record.
    #[default]
    New,
    /// Something is.
    InProgress,
    /// Somebody said that the work is done.
    Done,
}

impl Status {
    /// The label and the value that stand on the record of a document that is done.
    pub const DONE: (&str, &str) = (TagSet::STATUS.0, DONE);

    /// How far the work is by what is on the record: only “done” is a label there.
    pub fn of(record: &Record) -> Self {
        if done(record).is_some() {
            Self::Done
        } else if record.is_empty() {
            Self::New
        } else {
            Self::InProgress
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InProgress => "in progress",
            Self::Done => DONE,
        }
    }
}

/// How far the work on a document is, and what is left of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// The status.
    pub status: Status,
    /// How many tags there are.
    pub tags: usize,
    /// How many suggestions are open.
    pub to_review: usize,
    /// How many tags lack an attribute that they need, and labels the document.
    pub to_complete: usize,
}

impl Progress {
    /// The progress of a document by what was found in it and what is on its record.
    pub fn of(findings: &Findings, record: &Record, tag_set: &TagSet) -> Self {
        Self {
            status: Status::of(record),
            tags: record.tag_count(),
            to_review: Review::new(findings, record, tag_set).left(),
            to_complete: Lacking::new(record, tag_set).count() + missing(record, tag_set).count(),
        }
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} · {}", self.status.name(), tagging::tags(self.tags))?;
        if self.to_review > 0 {
            write!(f, " · {} to review", self.to_review)?;
        }
        if self.to_complete > 0 {
            write!(f, " · {} to complete", self.to_complete)?;
        }
        Ok(())
    }
}

/// The label that says that the work is done.
fn done(record: &Record) -> Option<&DocumentLabel> {
    record.document_labels().find(|label| (label.label.as_str(), label.value.as_str()) == Status::DONE)
}

/// The document labels that the tag set requires and that are not on the record.
pub(in crate::app) fn missing<'a>(
    record: &'a Record,
    tag_set: &'a TagSet,
) -> impl Iterator<Item = &'a DocumentChoice> {
    let there = |name: &str| record.document_labels().any(|label| label.label == name);
    tag_set.document_labels.iter().filter(move |label| label.required && !there(&label.name))
}

/// The values of the document label of that name.
fn values_of(record: &Record, name: &str) -> Vec<DocumentLabel> {
    let mut values: Vec<_> = record.document_labels().filter(|label| label.label == name).cloned().collect();
    values.sort_by(|one, other| one.value.cmp(&other.value));
    values
}

/// Opens what is said of the document as a whole.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    list(app, None);
    Vec::new()
}

/// Opens the list, the label called `chosen` under the cursor.
fn list(app: &mut App, chosen: Option<&str>) {
    let record = &app.model.record;
    let about = match Status::of(record) {
        Status::Done => "done · take that back",
        Status::New => "new · mark it done",
        Status::InProgress => "in progress · mark it done",
    };
    let (status, key) = TagSet::STATUS;
    let mut rows = vec![MenuRow::new(status, about).keyed(key)];
    let mut names: Vec<String> = Vec::new();
    for label in &app.model.tag_set.document_labels {
        let values = values_of(record, &label.name);
        let about = match told(&values) {
            Some(told) => told,
            None if label.required => format!("missing · {}", label.description),
            None => format!("– · {}", label.description),
        };
        rows.push(MenuRow { key: label.key, ..MenuRow::new(&label.name, about) });
        names.push(label.name.clone());
    }
    // What an earlier tag set, or another program, put there.
    let known = |name: &str| name == status || app.model.tag_set.document_label(name).is_some();
    for label in record.document_labels().filter(|label| !known(&label.label)) {
        if !names.contains(&label.label) {
            let told = told(&values_of(record, &label.label)).unwrap_or_default();
            rows.push(MenuRow::new(&label.label, format!("{told} · not in the tag set: take it away")));
            names.push(label.label.clone());
        }
    }
    let at = names.iter().position(|name| Some(name.as_str()) == chosen).map_or(0, |at| at + 1);
    let menu = Menu::new(MenuPurpose::Document(names), "The document", rows).at(at);
    app.model.overlay = Some(Overlay::Menu(menu));
}

/// The values of a document label in words; `None` where it is not there.
fn told(values: &[DocumentLabel]) -> Option<String> {
    let told = |label: &DocumentLabel| match label.value.as_str() {
        "" => "yes".to_owned(),
        value => value.to_owned(),
    };
    (!values.is_empty()).then(|| values.iter().map(told).collect::<Vec<_>>().join(", "))
}

/// What is said of the document, for the eye: each label with its values.
pub(in crate::app) fn facts(record: &Record, tag_set: &TagSet) -> Vec<(String, String)> {
    let mut labels: BTreeMap<&str, Vec<DocumentLabel>> = BTreeMap::new();
    for label in record.document_labels().filter(|label| label.label != TagSet::STATUS.0) {
        labels.entry(&label.label).or_default().push(label.clone());
    }
    let order = |name: &str| tag_set.document_labels.iter().position(|label| label.name == name);
    let mut labels: Vec<_> = labels.into_iter().collect();
    labels.sort_by_key(|(name, _)| (order(name).is_none(), order(name)));
    labels.into_iter().filter_map(|(name, values)| Some((name.to_owned(), told(&values)?))).collect()
}

/// Marks the document as done, or takes that back.
pub(in crate::app) fn turn_status(app: &mut App) -> Vec<Effect> {
    match done(&app.model.record).cloned() {
        Some(done) => {
            tagging::told(app, vec![Change::DocumentLabel(Some(done), None)], "no longer done".to_owned())
        }
        None => mark_done(app),
    }
}

/// Marks the document as done.
pub(in crate::app) fn mark_done(app: &mut App) -> Vec<Effect> {
    let (label, value) = Status::DONE;
    let label = new(app, label, value);
    tagging::told(app, vec![Change::DocumentLabel(None, Some(label))], "marked as done".to_owned())
}

fn new(app: &mut App, label: &str, value: &str) -> DocumentLabel {
    DocumentLabel {
        id: app.id(),
        label: label.to_owned(),
        value: value.to_owned(),
        stamp: app.stamp(),
        extra: BTreeMap::new(),
    }
}

/// Asks for the value of the document label of that name, or sets it where there is nothing to ask.
pub(in crate::app) fn set(app: &mut App, name: &str) -> Vec<Effect> {
    let there = values_of(&app.model.record, name);
    match app.model.tag_set.document_label(name).cloned() {
        Some(label) if !label.values.is_empty() => {
            ask(app, &label);
            Vec::new()
        }
        Some(_) if there.is_empty() => change(app, name, Some("")),
        _ => change(app, name, None),
    }
}

/// Opens the values of a document label.
fn ask(app: &mut App, label: &DocumentChoice) {
    let there = values_of(&app.model.record, &label.name);
    let now: Vec<&str> = there.iter().map(|label| label.value.as_str()).collect();
    let Choice { values, rows, chosen } = Choice::new(&label.values, &now);
    let purpose = MenuPurpose::DocumentValue { label: label.name.clone(), values };
    let what = match label.several {
        true => format!("one or several{}", app.model.tip_in("menu", &[(Action::Cancel, "closes")])),
        false => "one".to_owned(),
    };
    let menu = Menu::new(purpose, format!("{}, {what}", label.name), rows).at(chosen);
    app.model.overlay = Some(Overlay::Menu(menu));
}

/// Sets a value of the document label of that name, or takes it away where it is there already; without
/// a value all of them go.
pub(in crate::app) fn change(app: &mut App, name: &str, value: Option<&str>) -> Vec<Effect> {
    let label = app.model.tag_set.document_label(name).cloned();
    let several = label.as_ref().is_some_and(|label| label.several);
    let there = values_of(&app.model.record, name);
    let is_there = there.iter().any(|label| Some(label.value.as_str()) == value);
    // Of several values only the one that is meant goes; a single one gives way to the new one.
    let goes = |label: &DocumentLabel| value.is_none() || !several || Some(label.value.as_str()) == value;
    if is_there && !several {
        app.model.message = Some(Message::done(format!("{name}: as it was")));
        return Vec::new();
    }
    let mut changes: Vec<Change> =
        there.into_iter().filter(goes).map(|label| Change::DocumentLabel(Some(label), None)).collect();
    let said = match value.filter(|_| !is_there) {
        Some(value) => {
            changes.push(Change::DocumentLabel(None, Some(new(app, name, value))));
            format!("{name}: {}", if value.is_empty() { "yes" } else { value })
        }
        None => format!(
            "{name}: {}",
            value.map_or_else(|| "nothing".to_owned(), |value| format!("no longer {value}"))
        ),
    };
    let effects = tagging::told(app, changes, said);
    if !effects.is_empty() {
        match label.filter(|_| several && value.is_some()) {
            Some(label) => ask(app, &label),
            None if app.model.tag_set.document_labels.len() > 1 => list(app, Some(name)),
            None => {}
        }
    }
    effects
}
