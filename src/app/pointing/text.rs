//! The mouse on the article: the cursor is placed, and words are selected.

use super::{Held, Mouse};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::{Focus, Message};
use crate::app::program::App;
use crate::app::reading;
use crate::app::reading::copying;
use crate::app::reading::scrolling;
use crate::article::Span;
use crate::page::motion;

/// How many presses one after the other mean something else each: the cursor, the word, the sentence,
/// the paragraph.
pub(super) const MOST_PRESSES: u8 = 4;
/// The longest selection whose words are counted, in bytes.
const COUNTED: usize = 1 << 16;

/// Places the cursor, or selects what as many `presses` stand for; `extend` takes the selection on to
/// here.
pub(super) fn press(app: &mut App, mouse: Mouse, presses: u8, extend: bool) {
    if app.model.focus == Focus::Sources {
        app.model.focus = Focus::Article;
        app.arrange();
    }
    let Some(at) = byte_at(app, mouse) else { return };
    let view = app.model.view;
    // Edges that are held follow the mouse as they follow every movement.
    if extend || app.model.hand.held.is_some() {
        let anchor = view.anchor.unwrap_or(view.cursor);
        point(app, at);
        app.model.view.anchor = Some(anchor);
        app.pointer.held = Some(Held::Text(cluster(app, anchor)));
        return;
    }
    let unit = unit(app, at, presses);
    app.pointer.held = Some(Held::Text(unit));
    app.model.view.selecting = false;
    match presses {
        1 => point(app, at),
        _ => select(app, unit, unit),
    }
}

/// Selects from the unit `from` to the one that is pointed at. Above and below the article it scrolls.
pub(super) fn drag(app: &mut App, mouse: Mouse, from: Span) {
    let Some(layout) = app.model.layout() else { return };
    let (top, bottom) = (layout.text.y, layout.text.y + layout.text.height);
    let beyond = match mouse.row {
        row if row < top => -isize::try_from(top - row).unwrap_or(1),
        row if row >= bottom => isize::try_from(row - bottom + 1).unwrap_or(1),
        _ => 0,
    };
    if beyond != 0 {
        scrolling::scroll(&mut app.model, &mut app.page, beyond);
    }
    let row = mouse.row.clamp(top, bottom.saturating_sub(1));
    let Some(at) = byte_at(app, Mouse { row, ..mouse }) else { return };
    let to = unit(app, at, app.pointer.presses);
    if app.pointer.presses == 1 && from.contains(at) && app.model.view.anchor.is_none() {
        // Not a cluster further yet.
        return;
    }
    select(app, from, to);
}

/// Says what was selected, and how it is copied.
pub(super) fn release(app: &mut App) -> Vec<Effect> {
    let Some(selection) = app.model.selection() else { return Vec::new() };
    let told = match selection.len() {
        ..COUNTED => copying::counted(selection.of(app.model.article.text())),
        bytes => format!("{} KB", bytes / 1000),
    };
    let copies = app.model.tip_in("article", &[(Action::Copy, "copies")]);
    app.model.message = Some(Message::done(format!("{told} selected{copies}")));
    Vec::new()
}

/// The byte of the cluster that is pointed at, or of the nearest one.
fn byte_at(app: &mut App, mouse: Mouse) -> Option<usize> {
    let area = app.model.layout()?.text;
    let article = app.model.article.clone();
    let text = article.text();
    let top = reading::top(&app.model, &mut app.page);
    let below = usize::from(mouse.row.saturating_sub(area.y));
    let rows = app.page.rows_from(&article, top, below + 1);
    let row = match rows.get(below) {
        Some(row) => row,
        None => return Some(motion::previous_grapheme(text, text.trim_end().len())),
    };
    if row.is_gap() {
        // The end of what stands above, or at the very top the start of what stands below.
        let before = text.get(..row.span.start()).map_or(0, |before| before.trim_end().len());
        let is_first = before == 0;
        return Some(if is_first { row.span.end() } else { motion::previous_grapheme(text, before) });
    }
    let last = motion::previous_grapheme(text, row.span.trimmed(text).end()).max(row.span.start());
    let column = mouse.column.saturating_sub(area.x);
    Some(app.page.byte_at(&article, row, column).min(last))
}

/// What as many `presses` stand for at the byte `at`.
fn unit(app: &App, at: usize, presses: u8) -> Span {
    let article = &app.model.article;
    let found = match presses {
        2 => motion::word_at(article.text(), at),
        3 => motion::sentence_at(article, at),
        4 => article.blocks().get(article.block_at(at)).map(|block| block.span),
        _ => None,
    };
    let found = found.filter(|unit| unit.contains(at)).map(|unit| unit.trimmed(article.text()));
    found.unwrap_or_else(|| cluster(app, at))
}

/// The cluster at the byte `at`.
fn cluster(app: &App, at: usize) -> Span {
    Span::new(at, motion::next_grapheme(app.model.article.text(), at))
}

/// Selects from `from` to `to`, the cursor on the end that is further on.
fn select(app: &mut App, from: Span, to: Span) {
    let article = app.model.article.clone();
    let last = |span: Span| motion::previous_grapheme(article.text(), span.end()).max(span.start());
    let (anchor, cursor) =
        if to.start() < from.start() { (last(from), to.start()) } else { (from.start(), last(to)) };
    point(app, cursor);
    app.model.view.anchor = Some(anchor);
}

/// Puts the cursor on the byte `at`, which is in sight, and scrolls nothing: what is pointed at stays
/// under the pointer.
fn point(app: &mut App, at: usize) {
    let top = reading::top(&app.model, &mut app.page);
    let selecting = app.model.view.selecting;
    reading::to(&mut app.model, &mut app.page, at);
    app.model.view.top = top;
    if !selecting {
        app.model.view.anchor = None;
    }
}
