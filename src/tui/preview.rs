//! Many places in their context, below the article.

use crate::app::Action;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::looks::Looks;
use super::overlays::open;
use super::panes::rect;
use crate::app::{Becoming, Doing, Model, Placed, Preview, Scope, ShownRow, Sought};
use crate::page::{fit, visible, width};

/// Draws the rows that are in sight; gives the cell of the chosen one.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    model: &Model,
    preview: &Preview,
    looks: &Looks,
) -> Option<(u16, u16)> {
    let Placed { area, first, .. } = Placed::preview(model.layout()?.dock?, preview);
    let inner = open(frame, rect(area), &title(model, preview), looks);
    if preview.is_empty() {
        let words = if preview.is_searching() { "looking…" } else { "nothing" };
        frame.buffer_mut().set_stringn(inner.x, inner.y, words, inner.width.into(), looks.faint());
    }
    for (y, index) in (inner.y..inner.bottom()).zip(first..preview.len()) {
        if let Some(row) = model.preview_row(preview, index) {
            let line = line(&row, index == preview.chosen, inner.width, looks);
            frame.buffer_mut().set_line(inner.x, y, &line, inner.width);
            if index == preview.chosen {
                frame.buffer_mut().set_style(Rect { y, height: 1, ..inner }, looks.selection());
            }
        }
    }
    let row = u16::try_from(preview.chosen.saturating_sub(first)).unwrap_or(0);
    Some((inner.x, inner.y + row.min(inner.height.saturating_sub(1))))
}

/// What is done, and to how many rows.
fn title(model: &Model, preview: &Preview) -> String {
    // Beside what is looked for: the key for more of it, or less.
    let wider = |what: String| match model.key(Action::Widen) {
        Some(key) => format!(" ({key} {what})"),
        None => String::new(),
    };
    let what = match &preview.doing {
        Doing::Tag { label, sought } => {
            let label = match label {
                Some(label) => format!("Tag as {label}"),
                None => "Tag (press a label's key)".to_owned(),
            };
            match sought {
                Sought::Words { words, named: None } => format!("{label}: “{words}”"),
                Sought::Words { words, named: Some(named) } => {
                    format!("{label}: “{words}”{}", wider(format!("all that names {}", named.name)))
                }
                Sought::Entity { words, named } => {
                    format!("{label}: all that names {}{}", named.name, wider(format!("only “{words}”")))
                }
                Sought::Pattern(pattern) => format!("{label}: /{pattern}/"),
            }
        }
        Doing::Change { tag, scope, becoming } => {
            let what = match becoming {
                None => match model.key(Action::Delete) {
                    Some(key) => format!("Relabel (press a label's key) or delete ({key})"),
                    None => "Relabel (press a label's key)".to_owned(),
                },
                Some(Becoming::Label(label)) => format!("Relabel as {label}"),
                Some(Becoming::Nothing) => "Delete".to_owned(),
            };
            let record = &model.record;
            let tag = record.tag(tag);
            let which = match scope {
                Scope::Wording => format!("tags on the same words{}", wider("more".to_owned())),
                Scope::Entity => {
                    let entity = tag.and_then(|tag| record.entity(tag.entity.as_ref()?));
                    format!(
                        "tags of {}{}",
                        entity.map_or("", |entity| &entity.name),
                        wider("more".to_owned())
                    )
                }
                Scope::Label => format!("all tags {}", tag.map_or("", |tag| &tag.label)),
            };
            format!("{what}: {which}")
        }
        Doing::Accept => "Accept".to_owned(),
        Doing::Reject => "Reject".to_owned(),
        Doing::Look => {
            let goes = model.key(Action::Confirm).map_or(String::new(), |key| format!(" · {key} goes there"));
            return format!("{}{goes}", changes(preview));
        }
    };
    let cut = if preview.is_cut { ", the first of more" } else { "" };
    let more = if preview.is_searching() { ", looking…" } else { "" };
    format!("{what} · {} of {}{cut}{more}", preview.taken(), preview.len())
}

fn changes(preview: &Preview) -> String {
    match preview.len() {
        1 => "1 thing that this engine finds otherwise".to_owned(),
        count => format!("{count} things that this engine finds otherwise"),
    }
}

/// A row: its mark, its label, its words in their context, whom they name.
fn line(row: &ShownRow, is_chosen: bool, total: u16, looks: &Looks) -> Line<'static> {
    let total = usize::from(total);
    let (label, about) = if total < 60 { (6, 0) } else { (13, total / 5) };
    let before = total / 7;
    let mark = match row.is_taken {
        Some(true) => "[x] ",
        Some(false) => "[ ] ",
        None => "",
    };
    let used = 2 + mark.len() + label + 1 + before + if about > 0 { about + 1 } else { 0 };
    let room = total.saturating_sub(used);
    let faint_where_left = if row.is_taken == Some(false) { looks.faint() } else { looks.accent() };
    let words = fit(&row.words, room).into_owned();
    let after = fit(&row.after, room.saturating_sub(width(&words))).into_owned();
    let gap = |text: &str, cells: usize| " ".repeat(cells.saturating_sub(width(text)));
    let what = fit(&row.what, label).into_owned();
    let start = tail(&row.before, before);
    let rest = gap("", room.saturating_sub(width(&words) + width(&after)));
    let mut spans = vec![
        Span::styled(if is_chosen { "▸ " } else { "  " }, looks.accent()),
        Span::styled(mark, if row.is_taken == Some(true) { looks.good() } else { looks.faint() }),
        Span::styled(what.clone() + &gap(&what, label + 1), looks.faint()),
        Span::styled(gap(&start, before) + &start, looks.faint()),
        Span::styled(words, faint_where_left),
        Span::styled(after, looks.text()),
        Span::raw(rest),
    ];
    if about > 0 {
        let about = fit(&row.about, about).into_owned();
        spans.extend([Span::raw(" "), Span::styled(about, looks.faint())]);
    }
    Line::from(spans)
}

/// The last words of `text` in at most `cells` cells, made safe for a terminal.
fn tail(text: &str, cells: usize) -> String {
    let text = visible(text);
    let total = width(&text);
    let mut hidden = 0;
    let start = text.char_indices().find(|&(at, _)| {
        hidden = width(text.get(..at).unwrap_or(""));
        total - hidden.min(total) <= cells
    });
    let shown = start.and_then(|(at, _)| text.get(at..)).unwrap_or("");
    match shown.split_once(' ') {
        Some((torn, words)) if hidden > 0 && !torn.is_empty() && !words.is_empty() => words.to_owned(),
        _ => shown.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_what_stands_before_is_shown() {
        let table = [
            ("one two", 3, "two"),
            ("one two", 5, "two"),
            ("one", 9, "one"),
            ("日本", 3, "本"),
            ("", 4, ""),
            ("ab", 0, ""),
        ];
        for (text, cells, expected) in table {
            assert_eq!(tail(text, cells), expected);
        }
    }
}
