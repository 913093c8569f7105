//! Lists of what is on the record, and notes, above the panes.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::looks::Looks;
use super::overlays::{field, open};
use super::panes::rect;
use crate::app::{
    Area, Draft, Finder, FinderPurpose, Model, Placed, about, footer as hints_below, writing_area,
    writing_width,
};
use crate::page::{clusters, fit, visible, width};

/// Draws a list; gives the cell of the cursor.
pub(super) fn finder(frame: &mut Frame<'_>, model: &Model, finder: &Finder, looks: &Looks) -> (u16, u16) {
    let Placed { area, rows, first } = Placed::finder(model.middle(), finder);
    let inner = open(frame, area, &finder.title, looks);
    if finder.purpose == FinderPurpose::Entities {
        footer(frame, area, model, "entities", looks);
    }
    let line = Rect { height: inner.height.min(1), ..inner };
    let cursor = field(frame, line, finder.field.before(), finder.field.text(), looks);
    let rows = rect(rows);
    let new = finder.new_name();
    let room = usize::from(rows.width).saturating_sub(2);
    let shown = finder.left_from(first).map(|row| (visible(&row.name), visible_about(model, finder, row)));
    let new = new.map(|name| (visible(name), "as a new name".to_owned())).filter(|_| first <= finder.count());
    let mut shown = shown.chain(new).peekable();
    if shown.peek().is_none() && rows.height > 0 {
        let words = match (finder.total(), &finder.purpose) {
            (0, FinderPurpose::Entities) => "names that you accept or tag are listed here; or type one",
            (0, purpose) if *purpose != FinderPurpose::Everything => "nothing yet: type a name",
            _ => "nothing of that name",
        };
        frame.buffer_mut().set_stringn(rows.x, rows.y, words, rows.width.into(), looks.faint());
    }
    for ((y, index), (name, about)) in (rows.y..rows.bottom()).zip(first..).zip(shown) {
        let chosen = index == finder.chosen;
        // The name comes first, but leaves the words about it some room.
        let about = fit(&about, room.saturating_sub(width(&name).min(room * 2 / 3) + 2)).into_owned();
        let name = fit(&name, room.saturating_sub(width(&about) + 2));
        let gap = " ".repeat(room.saturating_sub(width(&name) + width(&about)));
        let style = if chosen { looks.accent() } else { looks.text() };
        let line = Line::from(vec![
            Span::styled(if chosen { "▸ " } else { "  " }, looks.accent()),
            Span::styled(name.into_owned(), style),
            Span::raw(gap),
            Span::styled(about, looks.faint()),
        ]);
        frame.buffer_mut().set_line(rows.x, y, &line, rows.width);
    }
    cursor
}

fn visible_about(model: &Model, finder: &Finder, row: &crate::app::FinderRow) -> String {
    let kind = finder.kind(row).map_or_else(String::new, |kind| format!("{kind} · "));
    kind + &visible(&about(model, row))
}

/// Draws the keys of a situation on the lower edge of a box, as many as fit, where no line of hints tells
/// them.
pub(super) fn footer(frame: &mut Frame<'_>, area: Area, model: &Model, situation: &str, looks: &Looks) {
    let mut spans = vec![Span::raw(" ")];
    for hint in hints_below(model, area, situation) {
        spans.push(Span::styled(hint.shown, looks.accent()));
        spans.push(Span::styled(format!(" {}  ", hint.words), looks.text()));
    }
    if spans.len() > 1 && area.height > 0 && area.width > 4 {
        let y = area.y + area.height - 1;
        frame.buffer_mut().set_line(area.x + 2, y, &Line::from(spans), area.width - 4);
    }
}

/// Draws a note that is being written, on as many rows as it takes; gives the cell of the cursor.
pub(super) fn note(frame: &mut Frame<'_>, model: &Model, draft: &Draft, looks: &Looks) -> (u16, u16) {
    let rows = draft.writing.rows(writing_width(model.size.0));
    let area = writing_area(model.middle(), rows.len());
    let inner = open(frame, area, &draft.title, looks);
    footer(frame, area, model, "note", looks);
    let (row, column) = draft.writing.cursor(&rows);
    let height = usize::from(inner.height).max(1);
    let first = (row + 1).saturating_sub(height);
    for (y, row) in (inner.y..inner.bottom()).zip(rows.iter().skip(first)) {
        let mut x = inner.x;
        for cluster in clusters(row.of(draft.writing.text())) {
            if x + cluster.width > inner.right() {
                break;
            }
            if cluster.width > 0 {
                frame.buffer_mut().set_stringn(x, y, cluster.shown, cluster.width.into(), looks.text());
            }
            x += cluster.width;
        }
    }
    let column = u16::try_from(column).unwrap_or(u16::MAX).min(inner.width.saturating_sub(1));
    let row = u16::try_from(row - first.min(row)).unwrap_or(0).min(inner.height.saturating_sub(1));
    (inner.x + column, inner.y + row)
}
