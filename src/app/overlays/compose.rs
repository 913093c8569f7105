//! What opens above the panes: the choice of a speaker; and the keys of all that is open.

use std::collections::HashMap;

use super::field::Field;
use super::menu;
use super::overview;
use super::palette;
use super::preview;
use super::{Line, LinePurpose, List, ListPurpose, Overlay};
use crate::app::action::Action;
use crate::app::documents;
use crate::app::event::Effect;
use crate::app::exporting;
use crate::app::model::Model;
use crate::app::program::App;
use crate::app::reading::findings::Suggestion;
use crate::app::reading::{going, outline};
use crate::app::review::correcting;
use crate::app::review::correcting::{Correction, Statement};
use crate::app::review::deciding;
use crate::app::review::disputes;
use crate::app::review::tag_for;
use crate::app::saving;
use crate::app::search::line;
use crate::app::tagging;
use crate::app::tagging::alike;
use crate::app::tagging::attributes;
use crate::app::tagging::entities;
use crate::app::tagging::notes;
use crate::article::Span;

/// What can be done about a file that is there already.
pub(in crate::app) const REPLACES: [(Action, &str); 2] =
    [(Action::Confirm, "replaces it"), (Action::Cancel, "leaves it")];

/// Opens the list of speakers for the selection, or else for the statement or quote under the
/// cursor.
pub(in crate::app) fn open_speakers(app: &mut App) -> Vec<Effect> {
    let cursor = app.model.view.cursor;
    let text = app.model.article.text();
    let statement = match app.model.view.suggestion {
        Some(Suggestion::Statement(index)) => Some(index),
        _ => app.model.findings.as_deref().and_then(|findings| findings.statement_at(cursor)),
    };
    let quote_label = app.model.tag_set.taking("statement").map(|label| label.name.as_str());
    let here = Span::new(cursor, cursor + 1);
    let quote = || {
        let quotes = app.model.record.tags_in(here).filter(|tag| Some(tag.label.as_str()) == quote_label);
        quotes.min_by_key(|tag| tag.extent().len())
    };
    let accepted = statement.and_then(|index| {
        let findings = app.model.findings.as_deref()?;
        tag_for(Suggestion::Statement(index), findings, &app.model.record, &app.model.tag_set)
    });
    let purpose = if let Some(selection) = app.model.selection() {
        ListPurpose::SpeakerOfSpan(selection.trimmed(text))
    } else if let Some(tag) = accepted {
        ListPurpose::SpeakerOfTag(tag.id.clone())
    } else if let Some(index) = statement {
        ListPurpose::SpeakerOf(index)
    } else if let Some(quote) = quote() {
        ListPurpose::SpeakerOfTag(quote.id.clone())
    } else {
        return app.refuse("no statement here: select what was said first");
    };
    list_speakers(app, purpose);
    Vec::new()
}

/// Opens the list of speakers for a statement.
pub(in crate::app) fn ask_speaker(app: &mut App, statement: &Statement) -> Vec<Effect> {
    list_speakers(
        app,
        match statement {
            Statement::Tag(id) => ListPurpose::SpeakerOfTag(id.clone()),
            Statement::Suggested(index) => ListPurpose::SpeakerOf(*index),
        },
    );
    Vec::new()
}

fn list_speakers(app: &mut App, purpose: ListPurpose) {
    let rows = speakers(app, &purpose);
    let title = "Who said it? Type to narrow, or a new name".to_owned();
    app.model.overlay =
        Some(Overlay::List(List { purpose, title, field: Field::default(), chosen: 0, rows }));
}

/// Everybody who might say something: who is named in the paragraph, the nearest first, then the
/// sources, then the people and bodies of the record and of the text.
fn speakers(app: &App, purpose: &ListPurpose) -> Vec<(String, String)> {
    use crate::attribution::EntityKind;
    let voices = app.model.voices.rows().iter().map(|voice| {
        let about = match voice.count {
            1 => "1 statement".to_owned(),
            count => format!("{count} statements"),
        };
        (voice.name.clone(), about)
    });
    let mut rows: Vec<(String, String)> = voices.collect();
    let mut known: std::collections::HashSet<String> = rows.iter().map(|(name, _)| name.clone()).collect();
    let recorded = app.model.record.entities().map(|entity| (entity.name.clone(), entity.kind.clone()));
    let findings = app.model.findings.as_deref();
    let named = findings.map_or(&[][..], |findings| &findings.attribution().entities);
    let speaks = |kind| matches!(kind, EntityKind::Person | EntityKind::Organisation);
    let named = named.iter().filter(|entity| speaks(entity.kind));
    let named = named.map(|entity| (entity.name.clone(), crate::app::kind_name(entity.kind).to_owned()));
    rows.extend(recorded.chain(named).filter(|(name, _)| known.insert(name.clone())));
    let near = near(&app.model, purpose);
    let distance = |name: &String| near.get(name.as_str()).copied().unwrap_or(usize::MAX);
    rows.sort_by_key(|(name, _)| distance(name));
    rows
}

/// The people and bodies that are named in the paragraph of what was said, but not in it, and how many
/// bytes away.
fn near<'m>(model: &'m Model, purpose: &ListPurpose) -> HashMap<&'m str, usize> {
    use crate::attribution::EntityKind;
    let mut near = HashMap::new();
    let Some(findings) = model.findings.as_deref() else { return near };
    let at = match purpose {
        ListPurpose::SpeakerOf(index) => findings.place(Suggestion::Statement(*index)),
        ListPurpose::SpeakerOfTag(id) => model.record.tag(id).map_or(&[][..], |tag| &tag.at),
        ListPurpose::SpeakerOfSpan(span) => std::slice::from_ref(span),
        ListPurpose::Format
        | ListPurpose::Document
        | ListPurpose::Outline(_)
        | ListPurpose::Disputes(_)
        | ListPurpose::Recheck(_) => &[],
    };
    let first = at.first().and_then(|span| model.article.blocks().get(model.article.block_at(span.start())));
    let Some(block) = first else { return near };
    for (_, mention) in findings.mentions_in(block.span) {
        let entity = mention.entity.and_then(|id| findings.attribution().entity(id));
        let speaks = |kind| !matches!(kind, EntityKind::Place | EntityKind::Date);
        let Some(entity) = entity.filter(|entity| speaks(entity.kind)) else { continue };
        if !at.iter().any(|span| span.overlaps(mention.span)) {
            let away = correcting::distance(at, mention.span);
            let nearest = near.entry(entity.name.as_str()).or_insert(away);
            *nearest = away.min(*nearest);
        }
    }
    near
}

/// Handles a key of what is open.
pub(in crate::app) fn act(app: &mut App, action: Action) -> Vec<Effect> {
    match (&mut app.model.overlay, action) {
        (Some(Overlay::Finder(_)), _) => return entities::act(app, action),
        (Some(Overlay::Note(_)), _) => return notes::act(app, action),
        (Some(Overlay::Preview(_)), _) => return preview::act(app, action),
        (Some(Overlay::Overview(_)), _) => return overview::act(app, action),
        (Some(Overlay::Search(_)), _) => return line::act(app, action),
        (Some(Overlay::Palette(_)), _) => return palette::act(app, action),
        (Some(_), Action::Cancel) => app.model.overlay = None,
        (Some(Overlay::Guidelines { top }), _) => {
            let width = super::guidelines::guide_width(app.model.size.0);
            let rows = super::guidelines::guide_rows(&app.model.tag_set, width).len();
            *top = scrolled(*top, rows, action);
        }
        (Some(Overlay::List(list)), Action::LineDown) => list.step(1),
        (Some(Overlay::List(list)), Action::LineUp) => list.step(-1),
        (Some(Overlay::Menu(menu)), Action::LineDown) => menu.step(1),
        (Some(Overlay::Menu(menu)), Action::LineUp) => menu.step(-1),
        (Some(Overlay::Menu(_)), Action::Confirm) => return menu::confirm(app),
        (Some(Overlay::List(list)), Action::Confirm) => {
            let list = list.clone();
            return pick(app, &list);
        }
        (Some(Overlay::Line(line)), Action::Confirm) => {
            let line = line.clone();
            return write(app, line);
        }
        (Some(overlay), _) => {
            if let Some(field) = overlay.field() {
                edit(field, action);
            }
            if let Overlay::List(list) = overlay {
                list.step(0);
            }
        }
        (None, _) => {}
    }
    Vec::new()
}

/// The first row that shows of a page of `rows` after a key.
fn scrolled(top: usize, rows: usize, action: Action) -> usize {
    let by = match action {
        Action::LineDown => 1,
        Action::LineUp => -1,
        Action::PageDown => 10,
        Action::PageUp => -10,
        Action::Top => return 0,
        Action::Bottom => return rows.saturating_sub(1),
        _ => 0,
    };
    top.saturating_add_signed(by).min(rows.saturating_sub(1))
}

/// Changes a line that is being written.
pub(in crate::app) fn edit(field: &mut Field, action: Action) {
    match action {
        Action::Left => field.left(),
        Action::Right => field.right(),
        Action::WordPrevious => field.word_left(),
        Action::WordNext => field.word_right(),
        Action::LineStart => field.home(),
        Action::LineEnd => field.end(),
        Action::EraseLeft => field.erase_left(),
        Action::EraseRight => field.erase_right(),
        Action::EraseWord => field.erase_word(),
        Action::EraseAll => field.erase_all(),
        _ => {}
    }
}

/// Takes the picked row.
fn pick(app: &mut App, list: &List) -> Vec<Effect> {
    let Some(taken) = list.taken() else {
        return app.refuse_with("nothing of that name", &[(Action::Cancel, "goes back")]);
    };
    app.model.overlay = None;
    match &list.purpose {
        ListPurpose::SpeakerOf(index) => {
            app.model.view.suggestion = Some(Suggestion::Statement(*index));
            let what = format!("said by {taken}");
            correcting::correct(app, &Statement::Suggested(*index), &Correction::Source(taken), what)
        }
        ListPurpose::Disputes(choices) => {
            let row = list.chosen_row().unwrap_or(0);
            match choices.get(row) {
                Some(choice) => disputes::settle(app, choice, row),
                None => Vec::new(),
            }
        }
        ListPurpose::SpeakerOfTag(id) => tagging::set_source(app, id, &taken),
        // Its keys are its own.
        ListPurpose::Recheck(_) => Vec::new(),
        ListPurpose::SpeakerOfSpan(span) => correcting::add(app, *span, &taken),
        ListPurpose::Document => documents::pick(app, &taken),
        ListPurpose::Outline(starts) => match list.chosen_row().and_then(|row| starts.get(row)) {
            Some(&start) => outline::go(app, start),
            None => Vec::new(),
        },
        ListPurpose::Format => exporting::ask_path(app, taken),
    }
}

/// Takes the written line.
fn write(app: &mut App, line: Line) -> Vec<Effect> {
    let text = line.field.text().trim().to_owned();
    // What is wrong in these stays open to be put right.
    match &line.purpose {
        LinePurpose::SameAs(id) => {
            return entities::set_same_as(app, id, &text).unwrap_or_else(|why| app.refuse(why));
        }
        LinePurpose::GoTo => return going::go(app, &text),
        _ => {}
    }
    app.model.overlay = None;
    match line.purpose {
        LinePurpose::SameAs(_) | LinePurpose::GoTo => Vec::new(),
        LinePurpose::RenameEntity(id) => entities::rename(app, &id, &text),
        LinePurpose::Attribute { tag, attribute } => {
            attributes::change(app, &tag, &attribute, (!text.is_empty()).then_some(text.as_str()))
        }
        LinePurpose::SaveElsewhere { told } => saving::save(app, text, told.as_deref()),
        LinePurpose::Confidence { accept } => deciding::confidence(app, accept, &text),
        LinePurpose::Pattern if text.is_empty() => app.refuse("an empty pattern fits nothing"),
        LinePurpose::Pattern => alike::pattern(app, &text),
        LinePurpose::ExportTo(_) | LinePurpose::ReplaceBy { .. } if text.is_empty() => {
            app.refuse("no file name: nothing was exported")
        }
        LinePurpose::ExportTo(format) => exporting::write(app, format, text, false),
        LinePurpose::ReplaceBy { format, path } => {
            // Only the file that was named may go; another path is asked for anew.
            let replace = text == path;
            exporting::write(app, format, text, replace)
        }
    }
}
