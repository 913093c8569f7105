//! The panes beside the article.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Paragraph, Wrap};

use super::looks::Looks;
use crate::app::{Area, FactKind, Focus, Layout, Model, TIGHT, here, outline};
use crate::page::{fit, visible, width};

/// The cells of the longest share bar.
const BAR: u16 = 3;
/// What fills so many eighths of a cell of a bar, from the left.
const EIGHTHS: [&str; 9] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];
/// The cells of a marker and the space behind it.
const MARKER: usize = 3;

/// Draws the sources: marker, name, number of statements, share.
pub(super) fn sources(frame: &mut Frame<'_>, layout: &Layout, model: &Model, looks: &Looks) {
    let Some(area) = layout.sources else { return };
    let focused = model.focus == Focus::Sources;
    let block = boxed("Sources", focused, looks);
    let inner = rect(area.padded());
    frame.render_widget(block, rect(area));
    let voices = model.voices.rows();
    if voices.is_empty() {
        let words = if model.findings.is_some() { "nobody says anything" } else { "reading…" };
        frame.buffer_mut().set_stringn(inner.x, inner.y, words, inner.width.into(), looks.faint());
        return;
    }
    let most = model.voices.most().max(1);
    let speaking = model.findings.as_deref().and_then(|findings| findings.statement_at(model.view.cursor));
    let speaking = speaking.and_then(|statement| model.voices.of(statement));
    let first = model.first_source(inner.height);
    for (y, (row, voice)) in (inner.y..inner.bottom()).zip(voices.iter().enumerate().skip(first)) {
        let style = if speaking == Some(row) {
            looks.speaker(Some(voice.seat))
        } else {
            looks.voice(Some(voice.seat))
        };
        let count = voice.count.to_string();
        let room = cells(inner.width, BAR).saturating_sub(MARKER + 1 + count.len() + 1);
        let name = visible(&voice.name);
        let name = fit(&name, room);
        let gap = " ".repeat(room.saturating_sub(width(&name)) + 1);
        let line = Line::from(vec![
            Span::styled(&*voice.marker, looks.speaker(Some(voice.seat))),
            Span::raw(" ".repeat(MARKER.saturating_sub(width(&voice.marker)))),
            Span::styled(name.into_owned(), style),
            Span::raw(gap),
            Span::styled(count, looks.faint()),
            Span::raw(" "),
            Span::styled(bar(voice.count, most), looks.voice(Some(voice.seat))),
        ]);
        let line_area = Rect { y, height: 1, ..inner };
        frame.render_widget(line, line_area);
        if focused && row == model.selected_source {
            // Without the bar, which would be the hole in a row that is reversed.
            let words = Rect { width: inner.width.saturating_sub(BAR + 1), ..line_area };
            frame.buffer_mut().set_style(words, looks.chosen_row());
        }
    }
}

/// A bar for `part` of at most `whole`: what there is has an eighth of a cell.
fn bar(part: usize, whole: usize) -> String {
    let most = usize::from(BAR) * 8;
    let eighths = (part * most).div_ceil(whole.max(1)).min(most);
    "█".repeat(eighths / 8) + EIGHTHS.get(eighths % 8).unwrap_or(&"")
}

/// Draws the headings and paragraphs around the cursor, with the colour of who speaks there first.
pub(super) fn contents(frame: &mut Frame<'_>, layout: &Layout, model: &Model, looks: &Looks) {
    let Some(area) = layout.outline else { return };
    let block = boxed("Outline", false, looks);
    let inner = rect(area.padded());
    frame.render_widget(block, rect(area));
    for (y, row) in (inner.y..inner.bottom()).zip(outline(model, inner.height.into())) {
        let style = match (row.is_here, row.is_heading) {
            (true, _) => looks.accent(),
            (false, true) => looks.heading(),
            (false, false) => looks.faint(),
        };
        let bar = if row.is_here {
            "▸"
        } else if row.voice.is_some() {
            "│"
        } else {
            " "
        };
        let bar_style = if row.is_here {
            style
        } else {
            looks.voice(row.voice.and_then(|voice| model.voices.seat(voice)))
        };
        let buffer = frame.buffer_mut();
        buffer.set_stringn(inner.x, y, bar, 1, bar_style);
        let room = cells(inner.width, 2);
        buffer.set_stringn(inner.x + 2, y, fit(&row.words, room), room, style);
    }
}

/// Draws what is known about the place under the cursor.
pub(super) fn known(frame: &mut Frame<'_>, layout: &Layout, model: &Model, looks: &Looks) {
    let Some(area) = layout.here else { return };
    let block = boxed("Here", false, looks);
    let inner = rect(area.padded());
    frame.render_widget(block, rect(area));
    let lines = here(model).into_iter().enumerate().flat_map(|(index, fact)| {
        let style = match fact.kind {
            FactKind::Heading => looks.accent(),
            FactKind::Source(row) => looks.speaker(model.voices.seat(row)),
            FactKind::Plain | FactKind::Item => looks.text(),
            FactKind::Faint => looks.faint(),
            FactKind::Missing => looks.error(),
        };
        let spaced =
            matches!(fact.kind, FactKind::Heading | FactKind::Item) && index > 0 && inner.height > TIGHT;
        let space = spaced.then(Line::default);
        space.into_iter().chain([Line::styled(visible(&fact.text).into_owned(), style)])
    });
    // What does not fit is never wrapped.
    let lines: Vec<Line<'_>> = lines.take(inner.height.into()).collect();
    frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: true }), inner);
}

/// Draws who speaks where: height for how much is said, colour for who says most, and where the
/// reader is.
pub(super) fn strip(frame: &mut Frame<'_>, layout: &Layout, model: &Model, looks: &Looks) {
    const HEIGHTS: [&str; 9] = ["·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    let Some(area) = layout.strip else { return };
    let here = model.strip.column_of(model.view.cursor);
    let buffer: &mut Buffer = frame.buffer_mut();
    for (index, (x, column)) in (area.x..area.x + area.width).zip(model.strip.columns()).enumerate() {
        let height = HEIGHTS.get(usize::from(column.eighths)).copied().unwrap_or("█");
        let style = if column.eighths == 0 {
            looks.faint()
        } else {
            looks.voice(column.voice.and_then(|row| model.voices.seat(row)))
        };
        if index == here {
            buffer.set_stringn(x, area.y, "▲", 1, looks.accent());
        } else {
            buffer.set_stringn(x, area.y, height, 1, style);
        }
    }
}

/// A frame with a title.
pub(super) fn boxed<'t>(title: &'t str, focused: bool, looks: &Looks) -> Block<'t> {
    let style = if focused { looks.accent() } else { looks.faint() };
    let kind = if focused { BorderType::Thick } else { BorderType::Rounded };
    Block::bordered().border_type(kind).border_style(style).title(format!(" {title} ")).title_style(style)
}

/// The cells of a row of `width` behind `taken`.
pub(super) fn cells(width: u16, taken: u16) -> usize {
    width.saturating_sub(taken).into()
}

/// An area for ratatui.
pub(super) fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}
