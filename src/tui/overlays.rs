//! What opens above the panes.

use crate::app::Action;
use ratatui::Frame;
use ratatui::buffer::Cell;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::doing;
use super::finding;
use super::looks::Looks;
use super::overview;
use super::panes::{boxed, cells, rect};
use super::preview;
use super::searching;
use crate::app::{
    Area, GuideKind, List, ListPurpose, MENU_KEYS, Menu, Model, Overlay, Placed, guide_rows, guide_width,
};
use crate::page::{fit, visible, width};

/// How many cells before a box are looked at for a wide character that reaches into it.
const WIDEST: u16 = 8;

/// Draws what is open; gives the cell of the cursor.
pub(super) fn draw(frame: &mut Frame<'_>, model: &Model, looks: &Looks) -> Option<(u16, u16)> {
    match model.overlay.as_ref()? {
        Overlay::Guidelines { top } => {
            guidelines(frame, model, *top, looks);
            None
        }
        Overlay::Overview(shown) => {
            overview::draw(frame, model, shown, looks);
            None
        }
        Overlay::Line(line) => {
            let inner = open(frame, Placed::line(model.middle()).area, &line.title, looks);
            Some(field(frame, inner, line.field.before(), line.field.text(), looks))
        }
        Overlay::List(list) => pick(frame, model, list, looks),
        Overlay::Preview(shown) => preview::draw(frame, model, shown, looks),
        Overlay::Menu(menu) => Some(choose(frame, model, menu, looks)),
        Overlay::Finder(finder) => Some(finding::finder(frame, model, finder, looks)),
        Overlay::Palette(palette) => Some(doing::palette(frame, model, palette, looks)),
        Overlay::Search(line) => Some(searching::line(frame, model, line, looks)),
        Overlay::Note(draft) => Some(finding::note(frame, model, draft, looks)),
    }
}

fn guidelines(frame: &mut Frame<'_>, model: &Model, top: usize, looks: &Looks) {
    let width = guide_width(frame.area().width);
    let rows = guide_rows(&model.tag_set, width);
    let placed = Placed::text(model.middle(), width, rows.len(), top);
    let inner = open(frame, placed.area, "Guidelines", looks);
    if model.help.is_none() {
        finding::footer(frame, placed.area, model, model.situation(), looks);
    }
    for (y, row) in (inner.y..inner.bottom()).zip(rows.iter().skip(placed.first)) {
        let style = match row.kind {
            GuideKind::Label(colour) => looks.label(colour).add_modifier(Modifier::BOLD),
            GuideKind::Heading => looks.accent(),
            GuideKind::Plain => looks.text(),
            GuideKind::Faint => looks.faint(),
        };
        let room = inner.width.into();
        frame.buffer_mut().set_stringn(inner.x, y, fit(&row.text, room), room, style);
    }
}

fn pick(frame: &mut Frame<'_>, model: &Model, list: &List, looks: &Looks) -> Option<(u16, u16)> {
    let is_typed = !matches!(list.purpose, ListPurpose::Recheck(_));
    let Placed { area, rows, first } = Placed::list(model.middle(), list);
    let inner = open(frame, area, &list.title, looks);
    let line = Rect { height: inner.height.min(1), ..inner };
    let cursor = is_typed.then(|| field(frame, line, list.field.before(), list.field.text(), looks));
    let rows = rect(rows);
    let mut shown = list.left().enumerate().skip(first).peekable();
    if shown.peek().is_none() && rows.height > 0 {
        let words = match list.taken() {
            Some(name) => match model.key(Action::Confirm) {
                Some(key) => format!("{key} takes “{name}” as a new name"),
                None => format!("“{name}” is a new name"),
            },
            None => "nothing of that name".to_owned(),
        };
        frame.buffer_mut().set_stringn(rows.x, rows.y, visible(&words), rows.width.into(), looks.faint());
    }
    let shown: Vec<_> = (rows.y..rows.bottom()).zip(shown).collect();
    let room = usize::from(rows.width).saturating_sub(4);
    let told = shown.iter().map(|(_, (_, (name, about)))| (width(&visible(name)), width(&visible(about))));
    let column = names(told, room);
    for (y, (index, (name, about))) in shown {
        let (name, about) = (visible(name), visible(about));
        // A name that nothing is told about has all the room.
        let name = fit(&name, if about.is_empty() { room + 2 } else { column });
        let about = fit(&about, room.saturating_sub(column));
        let gap = " ".repeat(column.saturating_sub(width(&name)) + 2);
        let chosen = index == list.chosen;
        let mark = if chosen { "▸ " } else { "  " };
        let line = Line::from(vec![
            Span::styled(mark, looks.accent()),
            Span::styled(name.into_owned(), if chosen { looks.accent() } else { looks.text() }),
            Span::raw(gap),
            Span::styled(about.into_owned(), looks.faint()),
        ]);
        frame.buffer_mut().set_line(rows.x, y, &line, rows.width);
    }
    cursor
}

/// The column that names have of `room` cells, by the widths of the names and of the words about them: what
/// the widest of those words leave, and half of it in any case.
fn names(rows: impl Iterator<Item = (usize, usize)>, room: usize) -> usize {
    let (names, told) = rows.fold((0, 0), |(names, told), row| (row.0.max(names), row.1.max(told)));
    names.min(room.saturating_sub(told).max(room / 2))
}

/// Draws a menu: the keys, the names, what is known about them; gives the cell of the choice.
fn choose(frame: &mut Frame<'_>, model: &Model, menu: &Menu, looks: &Looks) -> (u16, u16) {
    let Placed { area, first, .. } = Placed::menu(model.middle(), menu);
    let inner = open(frame, area, &menu.title, looks);
    if menu.rows.is_empty() {
        frame.buffer_mut().set_stringn(inner.x, inner.y, "none yet", inner.width.into(), looks.faint());
    }
    let room = cells(inner.width, MENU_KEYS);
    let told = menu.rows.iter().map(|row| (width(&visible(&row.name)), width(&visible(&row.about))));
    let column = names(told, room);
    for (y, (index, row)) in (inner.y..inner.bottom()).zip(menu.rows.iter().enumerate().skip(first)) {
        let chosen = index == menu.chosen;
        let (name, about) = (visible(&row.name), visible(&row.about));
        let name = fit(&name, column);
        let gap = " ".repeat(column.saturating_sub(width(&name)) + 2);
        let key = row.key.map_or_else(|| " ".to_owned(), |key| visible(&key.to_string()).into_owned());
        let line = Line::from(vec![
            Span::styled(if chosen { "▸ " } else { "  " }, looks.accent()),
            Span::styled(key, looks.accent()),
            Span::raw("  "),
            Span::styled(name.into_owned(), if chosen { looks.accent() } else { looks.text() }),
            Span::raw(gap),
            Span::styled(fit(&about, room.saturating_sub(column)).into_owned(), looks.faint()),
        ]);
        frame.buffer_mut().set_line(inner.x, y, &line, inner.width);
    }
    let row = u16::try_from(menu.chosen.saturating_sub(first)).unwrap_or(0);
    (inner.x, inner.y + row.min(inner.height.saturating_sub(1)))
}

/// Draws a written line so that its cursor is in sight; gives the cursor's cell.
pub(super) fn field(
    frame: &mut Frame<'_>,
    area: Rect,
    before: &str,
    text: &str,
    looks: &Looks,
) -> (u16, u16) {
    let (before, text) = (visible(before), visible(text));
    let room = usize::from(area.width).saturating_sub(1);
    let behind = width(&before);
    let hidden = behind.saturating_sub(room);
    // The shortest part of the beginning that is at least as wide as what must go.
    let cut = text.char_indices().map(|(at, _)| at).find(|&at| width(text.get(..at).unwrap_or("")) >= hidden);
    let cut = cut.filter(|_| hidden > 0).unwrap_or(0);
    let shown = text.get(cut..).unwrap_or("");
    if area.height > 0 {
        frame.buffer_mut().set_stringn(area.x, area.y, shown, area.width.into(), looks.text());
    }
    let column = behind.saturating_sub(width(text.get(..cut).unwrap_or("")));
    let column = u16::try_from(column).unwrap_or(u16::MAX).min(area.width.saturating_sub(1));
    (area.x + column, area.y)
}

/// Clears `area`, frames it, and gives what is inside.
pub(super) fn open(frame: &mut Frame<'_>, area: Area, title: &str, looks: &Looks) -> Rect {
    let title = visible(title).into_owned();
    let title = fit(&title, cells(area.width, 4));
    let block = boxed(&title, true, looks);
    clear(frame, rect(area));
    frame.render_widget(block, rect(area).intersection(frame.area()));
    rect(area.padded()).intersection(frame.area())
}

/// Clears `area`. A wide character that reaches into it is blanked, for half of it cannot be shown.
pub(super) fn clear(frame: &mut Frame<'_>, area: Rect) {
    let area = area.intersection(frame.area());
    let buffer = frame.buffer_mut();
    for y in area.y..area.bottom() {
        let torn = |x: &u16| buffer.cell((*x, y)).is_some_and(|cell| *x + cells_of(cell) > area.x);
        // The widest cluster has few cells more than two.
        if let Some(x) = (area.x.saturating_sub(WIDEST)..area.x).find(torn) {
            for x in x..area.x {
                buffer[(x, y)].set_symbol(" ");
            }
        }
    }
    frame.render_widget(Clear, area);
}

/// How many cells the symbol of a cell takes.
fn cells_of(cell: &Cell) -> u16 {
    u16::try_from(width(cell.symbol())).unwrap_or(1)
}
