//! Tags, parts of tags, links and notes taken away.

use std::collections::HashSet;

use super::choosing::{Choice, ask, carry_out, link_words, row_of};
use super::hand::quoted;
use crate::annotation::{Change, Id, Note, Tag};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::overlays::MenuRow;
use crate::app::program::App;
use crate::app::review::batch::Batch;
use crate::app::review::remembering;
use crate::app::tagging::{self, told};
use crate::article::Span;

/// How many links of one tag are offered; the list of a hub would be longer than anybody reads.
const OFFERED: usize = 20;

/// Deletes the tag in hand or under the cursor; where there is none, the note there. Where several
/// things could be meant, asks which one: a tag, one part of it, a link of it, a note.
pub(in crate::app) fn delete(app: &mut App) -> Vec<Effect> {
    let model = &app.model;
    let cursor = model.view.cursor;
    let mut choices: Vec<(Choice, MenuRow)> = Vec::new();
    let mut links = Vec::new();
    for tag in model.tags_here() {
        let part = tag.at.iter().find(|span| span.contains(cursor)).filter(|_| tag.at.len() > 1);
        if let Some(&part) = part {
            let name = format!("This part: {}", quoted(&model.words(&[part], 32)));
            choices.push((Choice::DeletePart(tag.id.clone(), part), MenuRow::new(name, tag.label.clone())));
        }
        choices.push((Choice::Delete(tag.id.clone()), row_of(model, tag)));
        for link in model.record.links_of(&tag.id).take(OFFERED) {
            let name = format!("Link {}", link_words(model, link, &tag.id));
            links.push((Choice::DeleteLink(link.id.clone()), MenuRow::new(name, "")));
        }
    }
    choices.extend(links);
    let is_one = choices.len() == 1;
    for note in model.record.notes_in(Span::new(cursor, cursor + 1)) {
        let name = format!("Note {}", quoted(&first_line(&note.text, 32)));
        choices.push((Choice::DeleteNote(note.id.clone()), MenuRow::new(name, note.stamp.by.clone())));
    }
    if is_one || choices.len() == 1 {
        let (choice, _) = choices.swap_remove(0);
        return carry_out(app, choice);
    }
    if choices.is_empty() {
        return app.refuse_with("no tag or note of yours here", &[(Action::TagNext, "goes to the next tag")]);
    }
    ask(app, "Delete which?", choices)
}

/// Deletes a tag with its links. Notes about it stay, at its place.
pub(in crate::app) fn tag(app: &mut App, id: &Id) -> Vec<Effect> {
    let Some(tag) = app.model.record.tag(id).cloned() else { return app.refuse("that tag is gone") };
    let mut batch = Batch::default();
    let what = format!("{} deleted{}", tag.label, app.model.way_back());
    take_away(app, &mut batch, tag, &mut HashSet::new());
    told(app, batch, what)
}

/// Adds to `batch` what takes a tag away with what is about it; `gone` are the links that are taken
/// away already.
pub(in crate::app) fn take_away(app: &mut App, batch: &mut Batch, tag: Tag, gone: &mut HashSet<Id>) {
    let record = &app.model.record;
    for link in record.links_of(&tag.id) {
        // The link between two that go is taken away once.
        if gone.insert(link.id.clone()) {
            batch.push(Change::Link(Some(link.clone()), None));
        }
    }
    for note in record.notes_about(&tag.id) {
        let freed = Note { about: None, at: tag.at.clone(), ..note.clone() };
        batch.push(Change::Note(Some(note.clone()), Some(freed)));
    }
    batch.extend(remembering::removed(app, &tag));
    batch.push(Change::Tag(Some(tag), None));
}

/// Deletes one part of a tag that has several.
pub(in crate::app) fn part(app: &mut App, id: &Id, part: Span) -> Vec<Effect> {
    let Some(tag) = app.model.record.tag(id).cloned() else { return app.refuse("that tag is gone") };
    let at: Vec<Span> = tag.at.iter().copied().filter(|&span| span != part).collect();
    if at.is_empty() {
        return self::tag(app, id);
    }
    let what = format!("that part of the {} is deleted{}", tag.label, app.model.way_back());
    let left = tagging::reworded(app, Tag { at, ..tag.clone() });
    let changes = remembering::reshaped(app, tag, left);
    told(app, changes, what)
}

/// Deletes a link.
pub(in crate::app) fn link(app: &mut App, id: &Id) -> Vec<Effect> {
    let Some(link) = app.model.record.link(id).cloned() else { return app.refuse("that link is gone") };
    let what = format!("link “{}” deleted{}", link.label, app.model.way_back());
    app.model.hand.linking = None;
    told(app, vec![Change::Link(Some(link), None)], what)
}

/// Deletes a note.
pub(in crate::app) fn note(app: &mut App, id: &Id) -> Vec<Effect> {
    let Some(note) = app.model.record.note(id).cloned() else { return app.refuse("that note is gone") };
    let what = format!("note deleted{}", app.model.way_back());
    told(app, vec![Change::Note(Some(note), None)], what)
}

/// The first line of `text`, at most `most` characters of it.
pub(in crate::app) fn first_line(text: &str, most: usize) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    match line.char_indices().nth(most) {
        Some((cut, _)) => line.get(..cut).unwrap_or("").trim_end().to_owned() + "…",
        None => line.to_owned(),
    }
}
