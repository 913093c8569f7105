//! A search on the screen: its line, its hits, how many there are, and what is folded.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Clear;

use super::looks::Looks;
use super::overlays::field;
use super::panes::rect;
use crate::app::{Action, Area, Model, SearchLine, keys_of};
use crate::article::Span;
use crate::page::{Row, RowKind, fit, visible, width};

/// The hits in `span` and what they look like, the current one last.
pub(super) fn hits(span: Span, model: &Model, looks: &Looks) -> impl Iterator<Item = (Span, Style)> {
    let (plain, current) = (looks.hit(), looks.current_hit());
    let here = model.current_hit().filter(|_| model.search.is_on());
    let hits = model.search.hits_in(span).map(move |hit| (hit, plain));
    hits.chain(here.filter(|hit| hit.overlaps(span)).map(|hit| (hit, current)))
}

/// What the title says of the search and of the filter.
pub(super) fn state(model: &Model) -> Vec<String> {
    let mut state = Vec::new();
    if let Some((only, count)) = model.filter.shown() {
        let only = visible(&only.to_string()).into_owned();
        let all = model.key(Action::Everything).map_or(String::new(), |key| format!(", {key}: all"));
        state.push(format!("{} ({count}){all}", fit(&only, 28)));
    }
    if let Some(hits) = model.hits() {
        state.push(format!("/ {hits}"));
    }
    state
}

/// Draws a folded stretch: how much it is.
pub(super) fn fold(buffer: &mut Buffer, area: Area, y: u16, row: &Row, looks: &Looks) {
    let RowKind::Fold { blocks } = row.kind else { return };
    let words = match blocks {
        1 => "··· 1 paragraph hidden ···".to_owned(),
        count => format!("··· {count} paragraphs hidden ···"),
    };
    buffer.set_stringn(area.x, y, fit(&words, area.width.into()), area.width.into(), looks.faint());
}

/// Draws the line that a search is written on; gives the cell of the cursor.
pub(super) fn line(frame: &mut Frame<'_>, model: &Model, line: &SearchLine, looks: &Looks) -> (u16, u16) {
    let area = model.layout().and_then(|layout| layout.line).map(rect).unwrap_or_default();
    frame.render_widget(Clear, area);
    frame.buffer_mut().set_style(area, looks.bar());
    let how = match (line.is_regex, line.whole_words) {
        (false, false) => "/ ",
        (false, true) => "/ word ",
        (true, false) => "/ regex ",
        (true, true) => "/ regex word ",
    };
    let total = usize::from(area.width);
    let mut x = area.x + 1;
    frame.buffer_mut().set_stringn(x, area.y, how, total.saturating_sub(1), looks.accent());
    x = (x + cells(width(how))).min(area.right().saturating_sub(1));
    // What was found comes before what keys do, and what is written before both.
    let room = usize::from(area.right().saturating_sub(x));
    let mut right = area.right();
    for (words, style) in told(model, line, looks) {
        let written = width(&visible(line.field.text())).clamp(8, 24);
        let left = usize::from(right.saturating_sub(x)).saturating_sub(written + 2);
        let words = visible(&words).into_owned();
        // A mistake is told as far as there is room; the rest whole or not at all.
        let words = if line.fault.is_some() { fit(&words, left).into_owned() } else { words };
        let taken = width(&words);
        if taken == 0 || taken > left {
            break;
        }
        right -= cells(taken) + 2;
        frame.buffer_mut().set_stringn(right, area.y, &words, taken, style);
    }
    let written = Rect { x, width: cells(room).min(right.saturating_sub(x)).max(1), ..area };
    field(frame, written, line.field.before(), line.field.text(), looks)
}

/// What is told right of what is written, the most important first.
fn told(model: &Model, line: &SearchLine, looks: &Looks) -> Vec<(String, Style)> {
    if let Some(fault) = &line.fault {
        return vec![(fault.clone(), looks.faint())];
    }
    let mut told = Vec::new();
    if let Some(hits) = model.hits() {
        let waits = model.search.is_waiting() && hits.total > 0;
        let hits = if waits { format!("{hits} looking…") } else { hits.to_string() };
        let round = model.search.round().map_or_else(String::new, |round| format!(" {round}"));
        told.push((format!("{hits}{round}"), looks.accent()));
    }
    let case =
        if model.search.is_on() && !model.search.query().ignores_case() { " · exact case" } else { "" };
    for (action, what) in [
        (Action::Confirm, "stay"),
        (Action::Cancel, "back"),
        (Action::ToggleRegex, if line.is_regex { "as it stands" } else { "regex" }),
        (Action::ToggleWords, if line.whole_words { "parts of words" } else { "whole words" }),
    ] {
        let key = keys_of(&model.keymap, "search", action).into_iter().next();
        told.extend(key.map(|key| (format!("{key} {what}"), looks.faint())));
    }
    if let Some((words, _)) = told.first_mut() {
        words.push_str(case);
    }
    told
}

fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
