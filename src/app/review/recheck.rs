//! The list of what a person should look at again: items that the article was changed under, and items
//! that stand in the file without a place.

use std::collections::HashMap;

use crate::annotation::{Change, Id, Record, Stamp, Unplaced};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::Message;
use crate::app::overlays::field::Field;
use crate::app::overlays::{List, ListPurpose, Overlay};
use crate::app::program::App;
use crate::app::reading;
use crate::app::tagging;
use crate::app::tagging::removing;
use crate::article::Span;

/// An item to look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Doubtful {
    /// The tag of that id.
    Tag(Id),
    /// The link of that id.
    Link(Id),
    /// The note of that id.
    Note(Id),
    /// The document label of that id.
    DocumentLabel(Id),
    /// The verdict of that id.
    Verdict(Id),
    /// An item without a place.
    Unplaced(Unplaced),
}

/// What can be done about an item that cannot get a place.
const DROPS: [(Action, &str); 1] = [(Action::Delete, "drops it")];

/// The most characters of the words of an item that a row has.
const WORDS: usize = 60;

/// Says how many items there are to look at, and which key lists them; `None` where there are none.
pub(in crate::app) fn reminder(app: &App) -> Option<String> {
    let record = &app.model.record;
    let count = match doubted(record).count() + record.unplaced().count() {
        0 => return None,
        1 => "1 item".to_owned(),
        count => format!("{count} items"),
    };
    let lists = app.model.key_in("article", Action::Recheck);
    let lists = lists.map_or_else(String::new, |key| format!("{key} lists "));
    Some(format!("{lists}{count} to look at"))
}

/// Whether an item is to be looked at again, and why: each of them with its label and place.
fn doubted(record: &Record) -> impl Iterator<Item = (Doubtful, &str, &[Span], &str)> {
    let tags = record.flagged_tags().filter_map(|tag| {
        let why = tag.stamp.review.as_deref()?;
        Some((Doubtful::Tag(tag.id.clone()), tag.label.as_str(), tag.at.as_slice(), why))
    });
    let notes = record.flagged_notes().filter_map(|note| {
        let why = note.stamp.review.as_deref()?;
        Some((Doubtful::Note(note.id.clone()), "Note", note.at.as_slice(), why))
    });
    let verdicts = record.flagged_verdicts().filter_map(|verdict| {
        let why = verdict.stamp.review.as_deref()?;
        Some((Doubtful::Verdict(verdict.id.clone()), verdict.verdict.as_str(), verdict.at.as_slice(), why))
    });
    let links = record.flagged_links().filter_map(|link| {
        let why = link.stamp.review.as_deref()?;
        let at = record.tag(&link.from).map_or(&[][..], |tag| tag.at.as_slice());
        Some((Doubtful::Link(link.id.clone()), link.label.as_str(), at, why))
    });
    let labels = record.flagged_document_labels().filter_map(|label| {
        let why = label.stamp.review.as_deref()?;
        Some((Doubtful::DocumentLabel(label.id.clone()), label.label.as_str(), &[][..], why))
    });
    tags.chain(notes).chain(verdicts).chain(links).chain(labels)
}

/// Opens the list.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    app.model.overlay = list(app, 0).map(Overlay::List);
    if app.model.overlay.is_none() {
        app.model.message = Some(Message::done("nothing needs a look"));
    }
    Vec::new()
}

/// The list with the row of that index chosen; `None` where there is nothing to look at.
fn list(app: &App, chosen: usize) -> Option<List> {
    let (record, text) = (&app.model.record, app.model.article.text());
    let mut found: Vec<_> = doubted(record).collect();
    found.sort_by_key(|(_, _, at, _)| at.first().copied().unwrap_or_default());
    let doubted = found.into_iter().map(|(subject, label, at, why)| {
        let words: Vec<&str> = at.iter().map(|span| span.of(text)).collect();
        (subject, (format!("{label}: {}", cut(&words.join(" … "))), why.to_owned()))
    });
    let aside: HashMap<&Id, &str> = record.unplaced().map(|item| (&item.id, item.text.as_str())).collect();
    let words_of = |id: &Id| match record.tag(id) {
        Some(tag) => cut(tag.extent().of(text)),
        None => cut(aside.get(id).copied().unwrap_or("?")),
    };
    let unplaced = record.unplaced().map(|item| {
        let words = cut(&item.text);
        let name = match &*item.item {
            Change::Tag(_, Some(tag)) => format!("{}: {words}", tag.label),
            Change::Note(_, Some(note)) => format!("note “{}”: {words}", cut(&note.text)),
            Change::Link(_, Some(link)) => {
                format!("link {}: {} → {}", link.label, words_of(&link.from), words_of(&link.to))
            }
            _ => format!("{}: {words}", item.kind),
        };
        (Doubtful::Unplaced(item.clone()), (name, format!("no place: {}", item.reason)))
    });
    let (subjects, rows): (Vec<_>, Vec<_>) = doubted.chain(unplaced).unzip();
    let last = rows.len().checked_sub(1)?;
    Some(List {
        purpose: ListPurpose::Recheck(subjects),
        title: "To look at again".to_owned(),
        field: Field::default(),
        chosen: chosen.min(last),
        rows,
    })
}

/// The beginning of a text.
fn cut(text: &str) -> String {
    let cut = text.char_indices().nth(WORDS).and_then(|(cut, _)| text.get(..cut));
    cut.map_or_else(|| text.to_owned(), |cut| format!("{cut}…"))
}

/// Handles a key of the open list; `None` for what every list does alike, and where it is not open.
pub(in crate::app) fn act(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    let Some(Overlay::List(List { purpose: ListPurpose::Recheck(subjects), chosen, .. })) =
        &app.model.overlay
    else {
        return None;
    };
    let (subject, chosen) = (subjects.get(*chosen)?.clone(), *chosen);
    let effects = match (action, subject) {
        (Action::Confirm | Action::Accept, Doubtful::Unplaced(item)) => attach(app, item),
        (Action::Confirm, subject) => return Some(go(app, &subject)),
        (Action::Accept, subject) => accept(app, &subject),
        (Action::Delete, subject) => delete(app, subject),
        (Action::Undo, _) => tagging::travel(app, true),
        (Action::Redo, _) => tagging::travel(app, false),
        _ => return None,
    };
    app.model.overlay = list(app, chosen).map(Overlay::List);
    Some(effects)
}

/// Goes to an item and closes the list.
fn go(app: &mut App, subject: &Doubtful) -> Vec<Effect> {
    app.model.overlay = None;
    let found = doubted(&app.model.record).find(|(other, ..)| other == subject);
    let found = found.map(|(_, _, at, why)| (at.first().copied(), why.to_owned()));
    let Some((at, why)) = found else { return Vec::new() };
    if let Some(at) = at {
        reading::jump(&mut app.model, &mut app.page, at.start());
    }
    app.model.message = Some(Message::done(why));
    Vec::new()
}

/// Says that an item is as it should be.
fn accept(app: &mut App, subject: &Doubtful) -> Vec<Effect> {
    let record = &app.model.record;
    let looked_at = |stamp: &Stamp| Stamp { review: None, ..stamp.clone() };
    let change = match subject {
        Doubtful::Tag(id) => record.tag(id).cloned().map(|mut item| {
            item.stamp = looked_at(&item.stamp);
            Change::Tag(record.tag(id).cloned(), Some(item))
        }),
        Doubtful::Link(id) => record.link(id).cloned().map(|mut item| {
            item.stamp = looked_at(&item.stamp);
            Change::Link(record.link(id).cloned(), Some(item))
        }),
        Doubtful::Note(id) => record.note(id).cloned().map(|mut item| {
            item.stamp = looked_at(&item.stamp);
            Change::Note(record.note(id).cloned(), Some(item))
        }),
        Doubtful::DocumentLabel(id) => record.document_label(id).cloned().map(|mut item| {
            item.stamp = looked_at(&item.stamp);
            Change::DocumentLabel(record.document_label(id).cloned(), Some(item))
        }),
        Doubtful::Verdict(id) => record.verdict(id).cloned().map(|mut item| {
            item.stamp = looked_at(&item.stamp);
            Change::Verdict(record.verdict(id).cloned(), Some(item))
        }),
        Doubtful::Unplaced(_) => None,
    };
    let what = format!("looked at{}", app.model.way_back());
    tagging::told(app, change.into_iter().collect::<Vec<_>>(), what)
}

/// Deletes an item, or drops one without a place.
fn delete(app: &mut App, subject: Doubtful) -> Vec<Effect> {
    let record = &app.model.record;
    let changes = match subject {
        Doubtful::Tag(id) => return removing::tag(app, &id),
        Doubtful::Link(id) => {
            record.link(&id).map(|link| Change::Link(Some(link.clone()), None)).into_iter().collect()
        }
        Doubtful::Note(id) => {
            record.note(&id).map(|note| Change::Note(Some(note.clone()), None)).into_iter().collect()
        }
        Doubtful::DocumentLabel(id) => {
            let label = record.document_label(&id).cloned();
            label.map(|label| Change::DocumentLabel(Some(label), None)).into_iter().collect()
        }
        Doubtful::Verdict(id) => record
            .verdict(&id)
            .map(|verdict| Change::Verdict(Some(verdict.clone()), None))
            .into_iter()
            .collect(),
        Doubtful::Unplaced(item) => vec![Change::Unplaced(Some(item), None)],
    };
    let what = format!("deleted{}", app.model.way_back());
    tagging::told(app, changes, what)
}

/// Puts an item without a place on the selection, with the links that waited for it.
fn attach(app: &mut App, item: Unplaced) -> Vec<Effect> {
    let text = app.model.article.text();
    let selected = app.model.selection().map(|selection| selection.trimmed(text));
    let Some(at) = selected.filter(|selection| !selection.is_empty()) else {
        return app.refuse_with("it has no place, and gets one where text is selected first", &DROPS);
    };
    let stamp = app.stamp();
    let is_taken = |taken: bool, id: &Id| taken || id.as_str().is_empty();
    let record = &app.model.record;
    let needs_id = match &*item.item {
        Change::Tag(_, Some(tag)) => is_taken(record.tag(&tag.id).is_some(), &tag.id),
        Change::Note(_, Some(note)) => is_taken(record.note(&note.id).is_some(), &note.id),
        Change::Verdict(_, Some(verdict)) => is_taken(record.verdict(&verdict.id).is_some(), &verdict.id),
        _ => {
            return app
                .refuse_with("this has no place of its own, but what it belongs to may get one", &DROPS);
        }
    };
    let new_id = needs_id.then(|| app.id());
    let mut change = (*item.item).clone();
    match &mut change {
        Change::Tag(_, Some(tag)) => {
            (tag.at, tag.stamp) = (vec![at], stamp);
            tag.id = new_id.unwrap_or_else(|| tag.id.clone());
        }
        Change::Note(_, Some(note)) => {
            (note.at, note.stamp) = (vec![at], stamp);
            note.id = new_id.unwrap_or_else(|| note.id.clone());
        }
        Change::Verdict(_, Some(verdict)) => {
            (verdict.at, verdict.stamp) = (vec![at], stamp);
            verdict.id = new_id.unwrap_or_else(|| verdict.id.clone());
        }
        _ => {}
    }
    let placed = item.id.clone();
    let mut changes = vec![Change::Unplaced(Some(item), None), change];
    let record = &app.model.record;
    let is_there = |id: &Id| *id == placed || record.tag(id).is_some();
    for waiting in record.unplaced() {
        let Change::Link(_, Some(link)) = &*waiting.item else { continue };
        if (link.from == placed || link.to == placed) && is_there(&link.from) && is_there(&link.to) {
            changes.extend([Change::Unplaced(Some(waiting.clone()), None), (*waiting.item).clone()]);
        }
    }
    let what = format!("it has a place again{}", app.model.way_back());
    let effects = tagging::told(app, changes, what);
    if !effects.is_empty() {
        crate::app::reading::selecting::clear(app);
    }
    effects
}
