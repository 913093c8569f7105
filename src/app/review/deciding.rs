//! Many suggestions accepted or rejected.

use crate::app::event::Effect;
use crate::app::model::Focus;
use crate::app::overlays::field::Field;
use crate::app::overlays::preview::{self, Doing, Preview, PreviewItem, PreviewRow};
use crate::app::overlays::{Line, LinePurpose, Menu, MenuPurpose, MenuRow, Overlay};
use crate::app::program::App;
use crate::app::reading;
use crate::app::reading::findings::{Findings, Role, Suggestion};
use crate::app::tagging::seeking::MOST_FOUND;

/// What a confidence is set to when one is asked for, in percent.
const CONFIDENT: &str = "80";

/// Which suggestions are meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Which {
    /// Those that are on the screen.
    Visible,
    /// Those that the label of that name takes.
    Label(String),
    /// What the source of that index says.
    Source(usize),
    /// Statements that the machine is at least that sure of, in percent.
    Confidence(u8),
    /// All.
    All,
}

/// Asks which suggestions are to be accepted, or else rejected.
pub(in crate::app) fn open(app: &mut App, accept: bool) -> Vec<Effect> {
    let Some(findings) = app.model.findings.clone() else { return Vec::new() };
    let left = app.model.review.left();
    if left == 0 {
        return app.refuse("every suggestion is decided");
    }
    let mut choices = vec![Which::Visible];
    let visible = count(visible(app, &findings).len());
    let mut rows = vec![MenuRow::new("On the screen", visible).keyed('v')];
    for label in &app.model.tag_set.labels {
        let left = app.model.review.left_of(label.takes.as_deref().unwrap_or_default());
        if left > 0 {
            choices.push(Which::Label(label.name.clone()));
            rows.push(MenuRow::of_label(label, count(left)));
        }
    }
    let speaking = match app.model.focus {
        Focus::Sources => Some(app.model.selected_source),
        Focus::Article => {
            let statement = findings.statement_at(app.model.view.cursor);
            statement.and_then(|index| app.model.voices.of(index))
        }
    };
    if let Some(voice) = speaking.and_then(|row| app.model.voices.rows().get(row)) {
        choices.extend(speaking.map(Which::Source));
        rows.push(MenuRow::new("This source", format!("what {} says", voice.name)).keyed('s'));
    }
    choices.push(Which::Confidence(0));
    rows.push(MenuRow::new("Above a confidence", "statements that it is sure of").keyed('c'));
    choices.push(Which::All);
    rows.push(MenuRow::new("All", count(left)).keyed('a'));
    let title = if accept { "Accept which suggestions?" } else { "Reject which suggestions?" };
    let purpose = MenuPurpose::Decide { accept, choices };
    app.model.overlay = Some(Overlay::Menu(Menu::new(purpose, title, rows)));
    Vec::new()
}

fn count(count: usize) -> String {
    if count == 1 { "1 suggestion".to_owned() } else { format!("{count} suggestions") }
}

/// Opens the preview of the suggestions that were picked; asks for the confidence first.
pub(in crate::app) fn pick(app: &mut App, accept: bool, which: &Which) -> Vec<Effect> {
    if matches!(which, Which::Confidence(_)) {
        ask(app, accept, Field::new(CONFIDENT));
        return Vec::new();
    }
    preview(app, accept, which)
}

fn ask(app: &mut App, accept: bool, field: Field) {
    let title = "How sure at least, in percent?".to_owned();
    app.model.overlay =
        Some(Overlay::Line(Line { purpose: LinePurpose::Confidence { accept }, title, field }));
}

/// Opens the preview of the statements that the machine is as sure of as was written.
pub(in crate::app) fn confidence(app: &mut App, accept: bool, written: &str) -> Vec<Effect> {
    let number = written.trim_end_matches(['%', ' ']).parse::<u8>().ok().filter(|&percent| percent <= 100);
    let Some(percent) = number else {
        ask(app, accept, Field::new(written));
        return app.refuse("a whole number from 0 to 100 is wanted");
    };
    preview(app, accept, &Which::Confidence(percent))
}

fn preview(app: &mut App, accept: bool, which: &Which) -> Vec<Effect> {
    let Some(findings) = app.model.findings.clone() else { return Vec::new() };
    let Ok(mut open) = suggestions(app, &findings, which) else {
        return app.refuse("that label takes no suggestions");
    };
    let is_cut = open.len() > MOST_FOUND;
    open.truncate(MOST_FOUND);
    if open.is_empty() {
        return app.refuse("no open suggestion of that kind");
    }
    let row = |suggestion| PreviewRow { item: PreviewItem::Suggestion(suggestion), is_taken: true };
    let rows = open.into_iter().map(row).collect();
    let doing = if accept { Doing::Accept } else { Doing::Reject };
    let mut preview = Preview::new(doing, rows, app.model.view);
    preview.is_cut = is_cut;
    preview::open(app, preview);
    Vec::new()
}

/// The open suggestions that are meant, in the order of the text; one more than a list holds at most.
fn suggestions(app: &mut App, findings: &Findings, which: &Which) -> Result<Vec<Suggestion>, ()> {
    if *which == Which::Visible {
        return Ok(visible(app, findings));
    }
    let model = &app.model;
    let takes = match which {
        Which::Label(name) => {
            Some(model.tag_set.label(name).and_then(|label| label.takes.as_deref()).ok_or(())?)
        }
        _ => None,
    };
    let is_meant = |&suggestion: &Suggestion| {
        let statement = match suggestion {
            Suggestion::Statement(index) => Some(index),
            Suggestion::Mention(_) => None,
        };
        let meant = match which {
            Which::Label(_) => takes == Some(findings.kind(suggestion)),
            Which::Source(row) => statement.is_some_and(|index| model.voices.of(index) == Some(*row)),
            Which::Confidence(least) => {
                let said = statement.and_then(|index| findings.statement(index));
                said.is_some_and(|said| said.confidence >= *least)
            }
            Which::Visible | Which::All => true,
        };
        meant && !model.review.is_decided(suggestion)
    };
    Ok(findings.suggestions_from(0).filter(is_meant).take(MOST_FOUND + 1).collect())
}

/// The open suggestions that are on the screen, in the order of the text.
fn visible(app: &mut App, findings: &Findings) -> Vec<Suggestion> {
    let App { model, page, .. } = app;
    let height = model.layout().map_or(0, |layout| usize::from(layout.text.height));
    let first = reading::top(model, page);
    let rows = page.rows_from(&model.article, first, height);
    // What is folded is not seen.
    let shown = rows.iter().filter(|row| !row.is_gap()).map(|row| row.span);
    let said = shown.clone().flat_map(|row| findings.pieces_in(row));
    let said = said.filter(|piece| piece.role == Role::Content);
    let said = said.map(|piece| Suggestion::Statement(piece.statement()));
    let named = shown.flat_map(|row| findings.mentions_in(row));
    let named = named.filter(|(_, mention)| crate::app::is_suggested(mention));
    let named = named.map(|(index, _)| Suggestion::Mention(index));
    let mut open: Vec<Suggestion> =
        said.chain(named).filter(|&suggestion| !model.review.is_decided(suggestion)).collect();
    let place = |suggestion| findings.place(suggestion).first().copied().unwrap_or_default();
    open.sort_by_key(|&suggestion| {
        let index = match suggestion {
            Suggestion::Statement(index) | Suggestion::Mention(index) => index,
        };
        (place(suggestion), matches!(suggestion, Suggestion::Mention(_)), index)
    });
    open.dedup();
    open
}
