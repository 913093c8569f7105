//! Extending and shrinking the selection.

use super::findings::Role;
use crate::app::action::Action;
use crate::app::program::App;
use crate::app::reading;
use crate::article::Span;
use crate::page::motion;

/// Whether `action` changes the selection and nothing else.
pub(in crate::app) fn is_selecting(action: Action) -> bool {
    action.group() == "Selecting" && action != Action::Copy
}

/// Changes the selection as `action` says.
pub(in crate::app) fn select(app: &mut App, action: Action) {
    let view = app.model.view;
    let text = app.model.article.text();
    match action {
        Action::Select if view.selecting => clear(app),
        Action::Select => {
            app.model.view.selecting = true;
            app.model.view.anchor.get_or_insert(view.cursor);
        }
        Action::SwapEnds | Action::UnselectWord | Action::UnselectSentence if view.anchor.is_none() => {
            drop(app.refuse_with("nothing is selected", &[(Action::Select, "begins to select")]));
        }
        Action::SwapEnds => cover(app, view.cursor, view.anchor.unwrap_or(view.cursor)),
        // The first press takes what is under the cursor; the next ones extend it.
        Action::SelectRight | Action::SelectLeft if view.anchor.is_none() => {
            cover(app, view.cursor, view.cursor)
        }
        Action::SelectRight => extend(app, motion::next_grapheme(text, view.cursor)),
        Action::SelectLeft => extend(app, motion::previous_grapheme(text, view.cursor)),
        Action::SelectDown | Action::SelectUp => {
            let anchor = view.anchor.unwrap_or(view.cursor);
            let movement = if action == Action::SelectDown { Action::LineDown } else { Action::LineUp };
            reading::go(&mut app.model, &mut app.page, movement);
            app.model.view.anchor = Some(anchor);
        }
        Action::SelectWord => {
            let word = match view.anchor {
                None => motion::word_at(text, view.cursor),
                Some(_) => None,
            };
            match word {
                Some(word) => cover(app, word.start(), last_of(text, word)),
                None => {
                    let anchor = view.anchor.unwrap_or(view.cursor);
                    let end = reading::word_end(text, view.cursor).unwrap_or(view.cursor);
                    cover(app, anchor, end);
                }
            }
        }
        Action::UnselectWord => {
            let start = motion::word_at(text, view.cursor).map_or(view.cursor, |word| word.start());
            let before = motion::previous_word(text, start).unwrap_or(0);
            let end = motion::word_at(text, before).map_or(before, |word| last_of(text, word));
            shrink(app, end);
        }
        Action::SelectSentence => {
            let next = beyond(app, sentence);
            extend_over(app, next);
        }
        Action::UnselectSentence => {
            let this = sentence(app, view.cursor);
            let before = motion::previous_grapheme(text, this.start());
            let end = sentence(app, before).trimmed(text);
            shrink(app, last_of(text, end));
        }
        Action::SelectParagraph => {
            let next = beyond(app, paragraph);
            extend_over(app, next);
        }
        Action::SelectStatement => {
            let findings = app.model.findings.clone();
            let statement = findings.as_ref().and_then(|findings| {
                let index = findings.statement_at(view.cursor)?;
                let here = Span::new(view.cursor, view.cursor + 1);
                let under = findings
                    .pieces_in(here)
                    .find(|piece| piece.statement() == index && piece.role == Role::Content);
                under.map(|piece| piece.span).or_else(|| findings.statement(index)?.content.first().copied())
            });
            match statement {
                Some(span) => cover(app, span.start(), last_of(app.model.article.clone().text(), span)),
                None => drop(
                    app.refuse_with("no statement here", &[(Action::StatementNext, "goes to the next one")]),
                ),
            }
        }
        _ => {}
    }
}

/// Drops the selection.
pub(in crate::app) fn clear(app: &mut App) {
    app.model.view.selecting = false;
    app.model.view.anchor = None;
}

/// The sentence at `offset`, or nothing there.
fn sentence(app: &App, offset: usize) -> Span {
    motion::sentence_at(&app.model.article, offset).unwrap_or(Span::new(offset, offset))
}

/// The block at `offset`, or nothing there.
fn paragraph(app: &App, offset: usize) -> Span {
    let article = &app.model.article;
    article.blocks().get(article.block_at(offset)).map_or(Span::new(offset, offset), |block| block.span)
}

/// The unit of text at the cursor, or the one behind it where the selection already ends with it.
fn beyond(app: &App, unit: fn(&App, usize) -> Span) -> Span {
    let text = app.model.article.text();
    let this = unit(app, app.model.view.cursor).trimmed(text);
    let is_taken = app.model.view.anchor.is_some()
        && app.model.selection().is_some_and(|taken| taken.end() >= this.end());
    if !is_taken {
        return this;
    }
    let rest = text.get(this.end()..).unwrap_or("");
    let gap = rest.len() - rest.trim_start().len();
    if rest.len() == gap { this } else { unit(app, this.end() + gap).trimmed(text) }
}

/// Extends the selection to the end of `span`; without one, selects it.
fn extend_over(app: &mut App, span: Span) {
    let anchor = app.model.view.anchor.unwrap_or(span.start());
    let last = last_of(app.model.article.clone().text(), span);
    cover(app, anchor, last);
}

/// Moves the end of the selection back to `end`; drops the selection where nothing would be left.
fn shrink(app: &mut App, end: usize) {
    match app.model.view.anchor {
        Some(anchor) if anchor <= end && end < app.model.view.cursor => cover(app, anchor, end),
        Some(_) => clear(app),
        None => {}
    }
}

/// Moves the end of the selection to `end`.
fn extend(app: &mut App, end: usize) {
    let anchor = app.model.view.anchor.unwrap_or(app.model.view.cursor);
    cover(app, anchor, end);
}

/// Selects from the cluster at `anchor` to the one at `end`, where the cursor goes.
fn cover(app: &mut App, anchor: usize, end: usize) {
    reading::to(&mut app.model, &mut app.page, end);
    app.model.view.anchor = Some(anchor);
}

/// The last cluster of `span`.
fn last_of(text: &str, span: Span) -> usize {
    motion::previous_grapheme(text, span.end()).max(span.start())
}
