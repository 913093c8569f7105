//! The title with the state, and the line of hints.

use ratatui::Frame;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::looks::Looks;
use super::panes::rect;
use super::searching;
use crate::app::{Layout, Model, begun, hint_line, mode};
use crate::article::Span as Extent;
use crate::page::{fit, visible, width, wrap};

/// The most cells of the title that a file's name takes.
const FILE: usize = 28;
/// Of fewer cells a title makes no use.
const SCANT: usize = 4;
/// The most rows that a message takes.
const MESSAGE_ROWS: usize = 3;

/// What the title says of the work, beside the title of the article.
struct Told {
    words: String,
    style: Style,
    /// How soon it gives way where room is short: the higher, the sooner.
    rank: u8,
}

/// The rank of what the panes tell as well: it gives way to the whole of a title.
const TOLD_TWICE: u8 = 5;
/// The part of the row that a long title has before anything else gives way, in fifths.
const TITLE_FIFTHS: usize = 2;

/// Draws the title, the counts, the position and whether all is saved, as far as there is room.
pub(super) fn title(frame: &mut Frame<'_>, layout: &Layout, model: &Model, looks: &Looks) {
    let area = layout.title;
    frame.buffer_mut().set_style(rect(area), looks.bar());
    if let (Some(message), None) = (&model.message, layout.hints) {
        let style = if message.is_error { looks.error() } else { looks.good() };
        let words = visible(&message.text);
        frame.buffer_mut().set_stringn(
            area.x + 1,
            area.y,
            fit(&words, usize::from(area.width) - 1),
            area.width.into(),
            style,
        );
        return;
    }
    let number = model.documents.number();
    let number = number.map_or_else(String::new, |(at, count)| format!("{at}/{count} "));
    let file = visible(model.file.rsplit(['/', '\\']).next().unwrap_or_default()).into_owned();
    let file = fit(&file, FILE).into_owned();
    let title = visible(model.article.title()).into_owned();
    let wanted = width(&number) + width(&file) + width(&title) + 4;

    let total = usize::from(area.width);
    let least = if total < 40 { 8 } else { wanted.min(24.max(total * TITLE_FIFTHS / 5)) };
    let mut right = told(model, looks);
    while let Some((first, rank)) =
        right.iter().map(|told| told.rank).enumerate().max_by_key(|&(_, rank)| rank)
    {
        let least = if rank == TOLD_TWICE { wanted } else { least };
        let used: usize = right.iter().map(|told| width(&told.words)).sum();
        if right.len() == 1 || used + least <= total {
            break;
        }
        right.remove(first);
    }
    let mut x = area.x + area.width;
    for Told { words, style, .. } in right {
        let cells = width(&words);
        x -= u16::try_from(cells).unwrap_or(x).min(x);
        frame.buffer_mut().set_stringn(x, area.y, words, cells, style);
    }
    let room = usize::from(x - area.x).saturating_sub(2 + width(&number));
    let file = fit(&file, room).into_owned();
    let room = room.saturating_sub(width(&file) + 2);
    let title = if room < SCANT { String::new() } else { fit(&title, room).into_owned() };
    let line = Line::from(vec![
        Span::raw(" "),
        Span::styled(number, looks.faint()),
        Span::styled(file, looks.accent()),
        Span::raw("  "),
        Span::styled(title, looks.text()),
    ]);
    frame.buffer_mut().set_line(
        area.x,
        area.y,
        &line,
        u16::try_from(usize::from(x - area.x).saturating_sub(1)).unwrap_or(area.width),
    );
}

/// What the title says of the work, from the right to the left.
fn told(model: &Model, looks: &Looks) -> Vec<Told> {
    let told = |rank, words: String, style| Told { words: format!(" {words} "), style, rank };
    let (saved, style) = saved(model, looks);
    let mut right = vec![
        told(0, saved.to_owned(), style),
        told(1, format!("{:>3} %", model.percent()), looks.text()),
        told(4, format!("{} min left", model.minutes_left()), looks.faint()),
    ];
    right.extend(searching::state(model).into_iter().map(|words| told(1, words, looks.accent())));
    right.push(told(2, model.progress().status.name().to_owned(), looks.text()));
    right.push(match found(model) {
        Some(found) => told(TOLD_TWICE, found, looks.faint()),
        None => told(1, "who said what: reading…".to_owned(), looks.faint()),
    });
    right.push(told(3, work(model), looks.faint()));
    if !model.whole {
        right.push(told(1, "loading…".to_owned(), looks.faint()));
    }
    right
}

/// Whether all is on disk, in a word.
fn saved(model: &Model, looks: &Looks) -> (&'static str, Style) {
    let saving = &model.saving;
    if saving.read_only.is_some() {
        ("read-only", looks.error())
    } else if saving.is_unsafe() {
        ("NOT SAVED", looks.error())
    } else if saving.failure.is_some() {
        ("saved elsewhere", looks.error())
    } else if saving.pending > 0 {
        ("saving…", looks.faint())
    } else if !saving.is_open {
        ("opening…", looks.faint())
    } else {
        ("saved", looks.good())
    }
}

/// How much the machine found, once it has.
fn found(model: &Model) -> Option<String> {
    let statements = model.findings.as_deref()?.attribution().statements.len();
    let statements = counted(statements, "statement", "statements");
    Some(format!("{statements} · {}", counted(model.voices.heard(), "source", "sources")))
}

/// How much is done, and left to do.
fn work(model: &Model) -> String {
    let progress = model.progress();
    let mut work = counted(progress.tags, "tag", "tags");
    for (left, what) in [(progress.to_review, "to review"), (progress.to_complete, "to complete")] {
        if left > 0 {
            work += &format!(" · {left} {what}");
        }
    }
    work
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Draws what the keys do now, or the message.
pub(super) fn hints(frame: &mut Frame<'_>, layout: &Layout, model: &Model, looks: &Looks) {
    let Some(area) = layout.hints else { return };
    frame.buffer_mut().set_style(rect(area), looks.bar());
    let mut spans = vec![Span::styled(format!(" {} ", mode(model)), looks.mode()), Span::raw(" ")];
    let left = usize::from(area.width).saturating_sub(spans.iter().map(Span::width).sum());
    if let Some(message) = &model.message {
        let style = if message.is_error { looks.error() } else { looks.good() };
        let words = visible(&message.text).into_owned();
        // A long message takes rows above its own for a while.
        let room = u16::try_from(left).unwrap_or(area.width);
        let rows: Vec<_> = wrap(&words, Extent::new(0, words.len()), room, room).collect();
        let above = u16::try_from(rows.len().clamp(1, MESSAGE_ROWS) - 1).unwrap_or(0);
        let first = area.y.saturating_sub(above);
        let (x, blank) = (area.x + area.width.saturating_sub(room), " ".repeat(area.width.into()));
        for (y, row) in (first..=area.y).zip(rows) {
            // The last row takes what is left, as far as it goes.
            let words = if y == area.y { words.get(row.start()..).unwrap_or("") } else { row.of(&words) };
            frame.buffer_mut().set_stringn(area.x, y, &blank, area.width.into(), looks.bar());
            frame.buffer_mut().set_stringn(x, y, fit(words.trim_end(), left), left, style);
        }
        frame.buffer_mut().set_line(area.x, first, &Line::from(spans), area.width);
        return;
    }
    if let Some(begun) = begun(model) {
        spans.push(Span::styled(begun, looks.accent()));
    }
    for hint in hint_line(model, area.width) {
        let style = hint.colour.map_or(looks.text(), |colour| looks.label(colour));
        spans.push(Span::styled(hint.shown, looks.accent()));
        spans.push(Span::styled(format!(" {}  ", hint.words), style));
    }
    frame.buffer_mut().set_line(area.x, area.y, &Line::from(spans), area.width);
}
