//! All that can be done, above the panes: the command palette and the help.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::finding::footer;
use super::looks::Looks;
use super::overlays::{field, open};
use super::panes::{cells, rect};
use crate::app::{Help, HelpRow, Model, Palette, Placed};
use crate::page::{fit, visible, width};

/// From how many columns on the palette shows a name before each description, and how many the name takes.
const NAMED: (usize, usize) = (72, 19);

/// Draws the palette; gives the cell of the cursor.
pub(super) fn palette(frame: &mut Frame<'_>, model: &Model, palette: &Palette, looks: &Looks) -> (u16, u16) {
    let Placed { area, rows, first } = Placed::palette(model.middle(), palette);
    let title = "What to do? Type a part of its name, or a place: 50, p12, l300";
    let inner = open(frame, area, title, looks);
    let line = Rect { height: inner.height.min(1), ..inner };
    let cursor = field(frame, line, palette.field.before(), palette.field.text(), looks);
    let rows = rect(rows);
    if palette.count() == 0 && rows.height > 0 {
        frame.buffer_mut().set_stringn(
            rows.x,
            rows.y,
            "nothing of that name",
            rows.width.into(),
            looks.faint(),
        );
    }
    let total = usize::from(rows.width).saturating_sub(2);
    let column = if total >= NAMED.0 { NAMED.1 } else { 0 };
    for ((y, index), row) in (rows.y..rows.bottom()).zip(first..).zip(palette.left_from(model, first)) {
        let chosen = index == palette.chosen;
        let style = match (chosen, row.why_not.is_some()) {
            (true, _) => looks.accent(),
            (false, true) => looks.faint(),
            (false, false) => looks.text(),
        };
        let keys = visible(&row.keys);
        let keys = fit(&keys, total / 3);
        let room = total.saturating_sub(column + width(&keys) + 2);
        // Why it cannot be done comes before what it is.
        let why = row.why_not.map_or_else(String::new, |why| format!(" ({})", visible(&why)));
        let why = fit(&why, room * 2 / 3);
        let about = visible(&row.about);
        let about = fit(&about, room.saturating_sub(width(&why)));
        let name = visible(&row.name);
        let name = fit(&name, column.saturating_sub(2));
        let gap = |taken: usize, of: usize| " ".repeat(of.saturating_sub(taken));
        let line = Line::from(vec![
            Span::styled(if chosen { "▸ " } else { "  " }, looks.accent()),
            Span::styled(name.to_string(), style),
            Span::raw(gap(width(&name), column)),
            Span::styled(about.to_string(), if column > 0 && !chosen { looks.faint() } else { style }),
            Span::styled(why.to_string(), looks.faint()),
            Span::raw(gap(width(&about) + width(&why), room + 2)),
            Span::styled(keys.to_string(), looks.accent()),
        ]);
        frame.buffer_mut().set_line(rows.x, y, &line, rows.width);
    }
    cursor
}

/// Draws the help; gives the cell of the cursor while something is typed.
pub(super) fn help(frame: &mut Frame<'_>, model: &Model, help: &Help, looks: &Looks) -> Option<(u16, u16)> {
    let Placed { area, rows, first } = Placed::help(model.middle(), help);
    let inner = open(frame, area, "Keys", looks);
    footer(frame, area, model, model.situation(), looks);
    let cursor = help.has_line().then(|| {
        let mark = "/ ";
        frame.buffer_mut().set_stringn(inner.x, inner.y, mark, inner.width.into(), looks.accent());
        let taken = 2.min(inner.width);
        let line =
            Rect { x: inner.x + taken, width: inner.width - taken, height: inner.height.min(1), ..inner };
        field(frame, line, help.field.before(), help.field.text(), looks)
    });
    let rows = rect(rows);
    let buffer = frame.buffer_mut();
    if help.rows().is_empty() && rows.height > 0 {
        buffer.set_stringn(rows.x, rows.y, "nothing of that name", rows.width.into(), looks.faint());
    }
    let column = if rows.width > 60 { 20 } else { 12 };
    for (y, row) in (rows.y..rows.bottom()).zip(help.rows().iter().skip(first)) {
        match row {
            HelpRow::Context(heading) => {
                buffer.set_stringn(
                    rows.x,
                    y,
                    fit(heading, rows.width.into()),
                    rows.width.into(),
                    looks.mode(),
                );
            }
            HelpRow::Group(name) => {
                buffer.set_stringn(rows.x, y, name, rows.width.into(), looks.accent());
            }
            HelpRow::Keys { keys, about } => {
                let keys = visible(keys);
                buffer.set_stringn(rows.x, y, fit(&keys, column - 2), column, looks.text());
                let x = rows.x + u16::try_from(column).unwrap_or(0).min(rows.width);
                let room = cells(rows.right(), x);
                buffer.set_stringn(x, y, fit(&visible(about), room), room, looks.faint());
            }
        }
    }
    cursor.filter(|_| help.is_typed)
}
