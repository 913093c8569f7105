//! The title with the state, and the line of hints.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::looks::Looks;
use super::panes::rect;
use crate::app::{Action, Focus, Layout, Model, hints, keys_of, shown};
use crate::page::{fit, visible, width};

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
    let file = visible(model.file.rsplit(['/', '\\']).next().unwrap_or_default()).into_owned();
    let file = fit(&file, room.min(28)).into_owned();
    let title = visible(model.article.title()).into_owned();
    let title = fit(&title, room.saturating_sub(width(&file) + 2)).into_owned();
    let line = Line::from(vec![
        Span::raw(" "),
        Span::styled(file, looks.accent()),
        Span::raw("  "),
        Span::styled(title, looks.text()),
    ]);
    frame.buffer_mut().set_line(area.x, area.y, &line, u16::try_from(room + 1).unwrap_or(area.width));
}

/// Whether all is on disk, in a word.
fn saved(model: &Model, looks: &Looks) -> (&'static str, ratatui::style::Style) {
    let saving = &model.saving;
    if saving.read_only.is_some() {
        ("read-only", looks.error())
    } else if saving.failure.is_some() {
        ("NOT SAVED", looks.error())
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
    let tags = one(model.record.tag_count(), "tag", "tags");
    match model.review.left() {
        0 => counts.push(tags),
        left => counts.push(format!("{tags} · {left} to review")),
    }
    if !model.whole {
        counts.push("loading…".to_owned());
    }
    counts
}

/// Draws what the keys do now, or the message.
pub(super) fn hint_line(frame: &mut Frame<'_>, layout: &Layout, model: &Model, looks: &Looks) {
    let Some(area) = layout.hints else { return };
    frame.buffer_mut().set_style(rect(area), looks.bar());
    let mut spans = vec![Span::styled(format!(" {} ", mode(model)), looks.mode()), Span::raw(" ")];
    let mut left = usize::from(area.width).saturating_sub(spans.iter().map(Span::width).sum());
    if let Some(message) = &model.message {
        let style = if message.is_error { looks.error() } else { looks.good() };
        let words = visible(&message.text).into_owned();
        spans.push(Span::styled(fit(&words, left).into_owned(), style));
        frame.buffer_mut().set_line(area.x, area.y, &Line::from(spans), area.width);
        return;
    }
    let context = model.context();
    let help = keys_of(&model.keymap, context, Action::Help).into_iter().next();
    let help = help.map(|keys| (keys, "help"));
    let room_for_help = help.as_ref().map_or(0, |(keys, hint)| width(keys) + hint.len() + 2);
    left = left.saturating_sub(room_for_help);
    if !model.pending.is_empty() {
        spans.push(Span::styled(format!("{} … ", shown(&model.pending)), looks.accent()));
    }
    let labels = model.tag_set.labels.iter().filter(|_| context == "article" && model.pending.is_empty());
    let labels = labels.map(|label| (label.key.to_string(), label.name.clone(), looks.label(label.colour)));
    let keys = hints(&model.keymap, context, &model.pending, model.view.anchor.is_some());
    let keys = keys.into_iter().map(|(keys, hint)| (keys, hint.to_owned(), looks.text()));
    // The keys of a review first, then the labels, then the rest.
    let (first, rest): (Vec<_>, Vec<_>) = keys.enumerate().partition(|(index, _)| *index < 3);
    let first = first.into_iter().map(|(_, hint)| hint);
    let rest = rest.into_iter().map(|(_, hint)| hint);
    for (keys, hint, style) in first.chain(labels).chain(rest) {
        let (keys, hint) = (visible(&keys).into_owned(), visible(&hint).into_owned());
        let cells = width(&keys) + 1 + width(&hint) + 2;
        if cells > left {
            break;
        }
        left -= cells;
        spans.push(Span::styled(keys, looks.accent()));
        spans.push(Span::styled(format!(" {hint}  "), style));
    }
    if let Some((keys, hint)) = help {
        spans.push(Span::styled(keys, looks.accent()));
        spans.push(Span::styled(format!(" {hint}"), looks.text()));
    }
    frame.buffer_mut().set_line(area.x, area.y, &Line::from(spans), area.width);
}

/// What keys do now, in a word.
fn mode(model: &Model) -> &'static str {
    match (model.context(), model.focus) {
        ("line", _) => "WRITE",
        ("list" | "menu", _) => "PICK",
        ("preview", _) => "MANY",
        ("holding", _) => "EDGES",
        ("help", _) => "HELP",
        (_, Focus::Sources) => "SOURCES",
        _ if model.view.anchor.is_some() => "SELECT",
        _ if model.view.suggestion.is_some() => "REVIEW",
        _ => "READ",
    }
}
