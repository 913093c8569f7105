//! The title with the state, and the line of hints.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::looks::Looks;
use super::panes::rect;
use super::searching;
use crate::app::{Layout, Model, begun, hint_line, mode};
use crate::article::Span as Extent;
use crate::page::{fit, visible, width, wrap};

/// The most rows that a message takes.
const MESSAGE_ROWS: usize = 3;

/// Draws the title, the counts, the position and whether all is saved; the last of them stay
/// longest where room is short.
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
    let (saved, style) = saved(model, looks);
    let mut right =
        vec![(format!(" {saved} "), style), (format!(" {:>3} % ", model.percent()), looks.text())];
    right.push((format!(" {} min left ", model.minutes_left()), looks.faint()));
    right.extend(searching::state(model).into_iter().map(|words| (format!(" {words} "), looks.accent())));
    right.push((format!(" {} ", model.progress().status.name()), looks.text()));
    right.extend(counts(model).into_iter().map(|words| (format!(" {words} "), looks.faint())));
    let total = usize::from(area.width);
    let least = if total < 40 { 8 } else { 24 };
    let mut used = 0;
    let mut x = area.x + area.width;
    for (words, style) in right {
        let cells = width(&words);
        if used + cells + least > total && used > 0 {
            break;
        }
        used += cells;
        x -= u16::try_from(cells).unwrap_or(x).min(x);
        frame.buffer_mut().set_stringn(x, area.y, words, cells, style);
    }
    let room = usize::from(x - area.x).saturating_sub(2);
    let number = model.documents.number();
    let number = number.map_or_else(String::new, |(at, count)| format!("{at}/{count} "));
    let room = room.saturating_sub(width(&number));
    let file = visible(model.file.rsplit(['/', '\\']).next().unwrap_or_default()).into_owned();
    let file = fit(&file, room.min(28)).into_owned();
    let title = visible(model.article.title()).into_owned();
    let title = fit(&title, room.saturating_sub(width(&file) + 2)).into_owned();
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

/// Whether all is on disk, in a word.
fn saved(model: &Model, looks: &Looks) -> (&'static str, ratatui::style::Style) {
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

/// How much there is, the most useful first.
fn counts(model: &Model) -> Vec<String> {
    let one =
        |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let mut counts = Vec::new();
    match model.findings.as_deref() {
        Some(findings) => {
            let statements = findings.attribution().statements.len();
            let sources = model.voices.heard();
            counts.push(format!(
                "{} · {}",
                one(statements, "statement", "statements"),
                one(sources, "source", "sources")
            ));
        }
        None => counts.push("who said what: reading…".to_owned()),
    }
    let progress = model.progress();
    let mut work = one(progress.tags, "tag", "tags");
    for (left, what) in [(progress.to_review, "to review"), (progress.to_complete, "to complete")] {
        if left > 0 {
            work += &format!(" · {left} {what}");
        }
    }
    counts.push(work);
    if !model.whole {
        counts.push("loading…".to_owned());
    }
    counts
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
