//! Moving through the article.

use super::findings::start;
use super::going;
use crate::app::action::Action;
use crate::app::model::{Message, Model};
use crate::app::search::filter::Filter;
use crate::article::Article;
use crate::page::motion;
use crate::page::{Page, Row};

/// Rows kept in sight above and below the cursor when it moves.
const SIGHT: usize = 2;

/// Whether `action` moves the cursor through the article and changes nothing else.
pub(in crate::app) fn is_movement(action: Action) -> bool {
    action.group() == "Reading"
}

/// Moves the cursor as `action` says; a movement on the screen keeps the column.
pub(in crate::app) fn go(model: &mut Model, page: &mut Page, action: Action) {
    let screen = model.layout().map_or(1, |layout| usize::from(layout.text.height.max(1)));
    let by_rows = |rows: usize| isize::try_from(rows).unwrap_or(isize::MAX);
    match action {
        Action::LineDown => by_row(model, page, 1),
        Action::LineUp => by_row(model, page, -1),
        Action::HalfPageDown => by_screen(model, page, by_rows(screen / 2).max(1)),
        Action::HalfPageUp => by_screen(model, page, -by_rows(screen / 2).max(1)),
        Action::PageDown => by_screen(model, page, by_rows(screen.saturating_sub(2)).max(1)),
        Action::PageUp => by_screen(model, page, -by_rows(screen.saturating_sub(2)).max(1)),
        _ => {
            let is_far = matches!(
                action,
                Action::StatementNext
                    | Action::StatementPrevious
                    | Action::SameSourceNext
                    | Action::SameSourcePrevious
                    | Action::HeadingNext
                    | Action::HeadingPrevious
            );
            match target(model, page, action) {
                Some(target) if is_far => jump(model, page, target),
                Some(target) => to(model, page, target),
                None if is_far => model.message = Some(Message::done(going::nowhere(model, action))),
                None => {}
            }
        }
    }
}

/// Puts the cursor on the cluster at `target` and brings it into sight.
pub(in crate::app) fn to(model: &mut Model, page: &mut Page, target: usize) {
    model.view.goal = None;
    place(model, page, target);
}

/// Puts the cursor on the cluster at `target`, which may be far: where it would come near an edge of
/// the screen it goes to the upper third, so that what begins there can be read on.
pub(in crate::app) fn jump(model: &mut Model, page: &mut Page, target: usize) {
    if model.filter.shown().is_some() && page.is_folded(&model.article, target) {
        // It is gone to in any case: what is told of it is told where all is over.
        page.fold(None);
        model.filter = Filter::default();
        model.message = Some(Message::done("that was folded: everything is shown again"));
    }
    let before = top(model, page);
    to(model, page, target);
    let height = model.layout().map_or(1, |layout| usize::from(layout.text.height.max(1)));
    let rows = |count: usize| isize::try_from(count).unwrap_or(isize::MAX);
    let article = model.article.clone();
    let low = page.step(&article, before, rows(height * 2 / 3)).0;
    if model.view.top != before || model.view.cursor > low {
        model.view.top = page.step(&article, model.view.cursor, -rows(height / 3)).0;
    }
}

/// Where a movement by text leads.
fn target(model: &Model, page: &mut Page, action: Action) -> Option<usize> {
    let article = &*model.article;
    let (text, cursor) = (article.text(), model.view.cursor);
    Some(match action {
        Action::Right => {
            let next = motion::next_grapheme(text, cursor);
            let row = page.row_at(article, next);
            if row.is_gap() { row.span.end() } else { next }
        }
        Action::Left => {
            let previous = motion::previous_grapheme(text, cursor);
            let row = page.row_at(article, previous);
            if row.is_gap() { motion::previous_grapheme(text, row.span.start()) } else { previous }
        }
        Action::LineStart => page.row_at(article, cursor).span.start(),
        Action::LineEnd => {
            let row = page.row_at(article, cursor);
            let shown = row.span.trimmed(text);
            motion::previous_grapheme(text, shown.end()).max(row.span.start())
        }
        Action::WordNext => motion::next_word(text, cursor)?,
        Action::WordPrevious => back(page, article, cursor, |from| motion::previous_word(text, from))?,
        Action::WordEnd => word_end(text, cursor)?,
        Action::SentenceNext => motion::next_sentence(article, cursor)?,
        Action::SentencePrevious => {
            back(page, article, cursor, |from| motion::previous_sentence(article, from))?
        }
        Action::ParagraphNext => motion::next_block(article, cursor)?,
        Action::ParagraphPrevious => {
            back(page, article, cursor, |from| motion::previous_block(article, from))?
        }
        Action::HeadingNext => going::heading(article, cursor, true)?,
        Action::HeadingPrevious => back(page, article, cursor, |from| going::heading(article, from, false))?,
        Action::Top => 0,
        Action::Bottom => text.trim_end().len(),
        Action::StatementNext => {
            let findings = model.findings.as_deref()?;
            start(findings.statement(findings.first_from(cursor + 1))?)
        }
        Action::StatementPrevious => {
            let findings = model.findings.as_deref()?;
            start(findings.statement(findings.first_from(cursor).checked_sub(1)?)?)
        }
        Action::SameSourceNext | Action::SameSourcePrevious => {
            let findings = model.findings.as_deref()?;
            let statement = findings.statement_at(cursor)?;
            let forward = action == Action::SameSourceNext;
            let found = model.voices.step(model.voices.of(statement)?, Some(statement), forward)?;
            start(findings.statement(found)?)
        }
        _ => return None,
    })
}

/// Where a movement back leads; over what is folded it goes to what comes last before.
fn back(
    page: &mut Page,
    article: &Article,
    cursor: usize,
    movement: impl Fn(usize) -> Option<usize>,
) -> Option<usize> {
    let target = movement(cursor)?;
    let shown = unfolded(page, article, target, false);
    if shown == target || shown >= cursor {
        return Some(shown.min(cursor));
    }
    movement(motion::next_grapheme(article.text(), shown))
}

/// The last cluster of the word under the cursor, or of the next word where the cursor is on it.
pub(in crate::app) fn word_end(text: &str, cursor: usize) -> Option<usize> {
    let end = motion::word_end(text, motion::next_grapheme(text, cursor))?;
    Some(motion::previous_grapheme(text, end))
}

/// Moves the cursor by rows on the screen, over the gaps between paragraphs.
fn by_row(model: &mut Model, page: &mut Page, rows: isize) {
    let article = model.article.clone();
    let row = page.row_at(&article, model.view.cursor);
    let goal = goal(model, page, &row);
    let mut next = if rows > 0 { page.next(&article, &row) } else { page.previous(&article, &row) };
    while let Some(gap) = next.filter(Row::is_gap) {
        next = if rows > 0 { page.next(&article, &gap) } else { page.previous(&article, &gap) };
    }
    if let Some(next) = next {
        let target = page.byte_at(&article, &next, goal);
        place(model, page, target);
    }
    model.view.goal = Some(goal);
}

/// Moves the view and the cursor by rows, so that the cursor keeps its place on the screen.
fn by_screen(model: &mut Model, page: &mut Page, rows: isize) {
    let article = model.article.clone();
    let row = page.row_at(&article, model.view.cursor);
    let goal = goal(model, page, &row);
    let top = top(model, page);
    let (target, moved) = page.step(&article, model.view.cursor, rows);
    model.view.top = page.step(&article, top, moved).0;
    let row = page.row_at(&article, target);
    let target = page.byte_at(&article, &row, goal);
    place(model, page, target);
    model.view.goal = Some(goal);
}

fn goal(model: &Model, page: &mut Page, row: &Row) -> u16 {
    model.view.goal.unwrap_or_else(|| page.column_of(&model.article, row, model.view.cursor))
}

/// Puts the cursor on the cluster at `target` and scrolls as little as brings it into sight, with
/// some rows around it.
fn place(model: &mut Model, page: &mut Page, target: usize) {
    let article = model.article.clone();
    let last = article.text().trim_end().len().saturating_sub(1);
    let first = article.blocks().first().map_or(0, |block| block.span.start());
    let shown_top = top(model, page);
    model.view.is_adrift = false;
    let forward = target >= model.view.cursor;
    let target = unfolded(page, &article, target, forward);
    model.view.cursor = motion::grapheme_at(article.text(), target.clamp(first.min(last), last));
    model.view.suggestion = None;
    model.hand.chosen = None;
    if !model.view.selecting {
        model.view.anchor = None;
    }
    let height = model.layout().map_or(1, |layout| usize::from(layout.text.height.max(1)));
    model.view.top = scrolled(page, &article, shown_top, model.view.cursor, height, SIGHT);
}

/// Moves the cursor, which may be above or below the `height` rows from the byte `top` on, as little as
/// brings it among them; it keeps its column, and stands on no gap.
pub(super) fn place_in_sight(model: &mut Model, page: &mut Page, top: usize, height: isize) {
    let article = model.article.clone();
    let cursor = page.row_at(&article, model.view.cursor);
    let goal = goal(model, page, &cursor);
    let low = page.step(&article, top, height - 1).0;
    let (mut row, down) = match cursor.span.start() {
        at if at < top => (page.row_at(&article, top), true),
        at if at > low => (page.row_at(&article, low), false),
        _ => return,
    };
    while row.is_gap() {
        let next = if down { page.next(&article, &row) } else { page.previous(&article, &row) };
        let Some(next) = next else { break };
        row = next;
    }
    model.view.cursor = page.byte_at(&article, &row, goal);
    model.view.goal = Some(goal);
    model.view.suggestion = None;
    model.hand.chosen = None;
}

/// The place to go to instead of `target`, where that is folded: the first byte behind the stretch, or
/// the last cluster before it; at an end of the article the other one.
pub(in crate::app) fn unfolded(page: &mut Page, article: &Article, target: usize, forward: bool) -> usize {
    let row = page.row_at(article, target);
    if !row.is_fold() {
        return target;
    }
    let text = article.text();
    let behind = page.next(article, &row).map(|next| next.span.start());
    let before = page.previous(article, &row).map(|before| {
        let shown = before.span.trimmed(text);
        motion::previous_grapheme(text, shown.end()).max(before.span.start())
    });
    let found = if forward { behind.or(before) } else { before.or(behind) };
    found.unwrap_or(target)
}

/// The byte of the first row on the screen: the view's, unless the cursor would not be in sight
/// (after a resize). Derived, and never stored by a resize, so that going back to the old size
/// gives the old screen.
pub fn top(model: &Model, page: &mut Page) -> usize {
    if model.view.is_adrift {
        return page.row_at(&model.article, model.view.top).span.start();
    }
    let height = model.layout().map_or(1, |layout| usize::from(layout.text.height.max(1)));
    scrolled(page, &model.article, model.view.top, model.view.cursor, height, 0)
}

/// The first row for a screen of `height` rows that shows `cursor` with `sight` rows around it,
/// as close to `top` as can be.
fn scrolled(
    page: &mut Page,
    article: &Article,
    top: usize,
    cursor: usize,
    height: usize,
    sight: usize,
) -> usize {
    let sight = sight.min((height - 1) / 2);
    let rows = |count: usize| isize::try_from(count).unwrap_or(isize::MAX);
    let first = page.row_at(article, top).span.start();
    let highest = page.step(article, cursor, -rows(sight)).0;
    if first >= highest {
        return highest;
    }
    // From the lowest row that must be seen, a screen up.
    let below = page.step(article, cursor, rows(sight)).0;
    let lowest = page.step(article, below, -rows(height - 1)).0;
    first.max(lowest)
}
