//! Many places in their context, below the article.

use crate::app::Action;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::looks::Looks;
use super::overlays::open;
use crate::app::{Becoming, Doing, Model, Placed, Preview, Scope, ShownRow, Sought};
use crate::page::{fit, visible, width};

/// The most cells of a label that show.
const LABEL: usize = 13;
/// Rows of fewer cells have little room.
const NARROW: usize = 60;

/// Draws the rows that are in sight; gives the cell of the chosen one.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    model: &Model,
    preview: &Preview,
    looks: &Looks,
) -> Option<(u16, u16)> {
    let Placed { area, first, .. } = Placed::preview(model.layout()?.dock?, preview);
    let inner = open(frame, area, &title(model, preview), looks);
    if preview.is_empty() {
        let words = if preview.is_searching() { "looking…" } else { "nothing" };
        frame.buffer_mut().set_stringn(inner.x, inner.y, words, inner.width.into(), looks.faint());
    }
    let last = preview.len().min(first + usize::from(inner.height));
    let rows: Vec<_> =
        (first..last).map(|index| (index, model.preview_row(preview, index).unwrap_or_default())).collect();
    let columns = Columns::new(rows.iter().map(|(_, row)| row), label(model, preview), inner.width);
    for (y, (index, row)) in (inner.y..inner.bottom()).zip(&rows) {
        let is_chosen = *index == preview.chosen;
        frame.buffer_mut().set_line(inner.x, y, &columns.line(row, is_chosen, looks), inner.width);
        if is_chosen {
            frame.buffer_mut().set_style(Rect { y, height: 1, ..inner }, looks.chosen_row());
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

/// The cells of the longest label, as far as it shows; the same for all rows, so that columns stay when they
/// are scrolled.
fn label(model: &Model, preview: &Preview) -> usize {
    let names = model.tag_set.labels.iter().map(|label| width(&visible(&label.name)));
    match preview.doing {
        Doing::Look => LABEL,
        _ => names.max().unwrap_or(LABEL).min(LABEL),
    }
}

/// The cells that the parts of a row have, by what the rows in sight have to tell.
struct Columns {
    /// For its mark: whether it is taken.
    mark: usize,
    /// For its label and the space behind it.
    label: usize,
    /// For what stands before its words.
    before: usize,
    /// For its words and what stands behind them.
    words: usize,
    /// For whom it names and the space before that.
    about: usize,
}

impl Columns {
    /// The columns for `rows` of `total` cells, with labels of `label` cells. What none of the rows tells has
    /// none; where there is little room, whom a row names and what stands before its words give way.
    fn new<'r>(rows: impl Iterator<Item = &'r ShownRow> + Clone, label: usize, total: u16) -> Self {
        let total = usize::from(total);
        let if_any =
            |is_told: fn(&ShownRow) -> bool, cells| if rows.clone().any(is_told) { cells } else { 0 };
        let mark = if_any(|row| row.is_taken.is_some(), 4);
        let label = if_any(|row| !row.what.is_empty(), label + 1);
        let (before, about) = if total < NARROW {
            (0, 0)
        } else {
            (total / 7, if_any(|row| !row.about.is_empty(), total / 5 + 1))
        };
        let words = total.saturating_sub(2 + mark + label + before + about);
        Self { mark, label, before, words, about }
    }

    /// A row: its mark, its label, its words in their context, whom they name.
    fn line(&self, row: &ShownRow, is_chosen: bool, looks: &Looks) -> Line<'static> {
        let mark = match row.is_taken {
            Some(true) => "[x]",
            Some(false) => "[ ]",
            None => "",
        };
        let of_words = if row.is_taken == Some(false) { looks.faint() } else { looks.accent() };
        let part = |text: &str, cells: usize| fit(&visible(text), cells).into_owned();
        let gap = |text: &str, cells: usize| " ".repeat(cells.saturating_sub(width(text)));
        let what = part(&row.what, self.label.saturating_sub(1));
        let start = tail(&row.before, self.before);
        let words = part(&row.words, self.words);
        let after = part(&row.after, self.words.saturating_sub(width(&words)));
        let about = part(&row.about, self.about.saturating_sub(1));
        let rest = " ".repeat(self.words.saturating_sub(width(&words) + width(&after)));
        let mut spans = vec![
            Span::styled(if is_chosen { "▸ " } else { "  " }, looks.accent()),
            Span::styled(mark, if row.is_taken == Some(true) { looks.good() } else { looks.faint() }),
            Span::raw(gap(mark, self.mark)),
            Span::styled(what.clone() + &gap(&what, self.label), looks.faint()),
            Span::styled(gap(&start, self.before) + &start, looks.faint()),
            Span::styled(words, of_words),
            Span::styled(after, looks.text()),
        ];
        if self.about > 0 {
            spans.extend([Span::raw(rest + " "), Span::styled(about, looks.faint())]);
        }
        Line::from(spans)
    }
}

/// The last words of `text` in at most `cells` cells, made safe for a terminal: whole ones, where there are
/// spaces between words.
fn tail(text: &str, cells: usize) -> String {
    let text = visible(text);
    let total = width(&text);
    let mut hidden = 0;
    let start = text.char_indices().find(|&(at, _)| {
        hidden = width(text.get(..at).unwrap_or(""));
        total - hidden.min(total) <= cells
    });
    let start = start.map_or(text.len(), |(at, _)| at);
    let (gone, shown) = (text.get(..start).unwrap_or(""), text.get(start..).unwrap_or(""));
    let is_of_word = |letter: char| !letter.is_whitespace() && width(letter.encode_utf8(&mut [0; 4])) == 1;
    let is_torn = gone.ends_with(is_of_word) && shown.starts_with(is_of_word);
    let whole = if is_torn { shown.trim_start_matches(is_of_word) } else { shown };
    if gone.is_empty() { whole.to_owned() } else { whole.trim_start().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_what_stands_before_is_shown() {
        let table = [
            ("one two", 3, "two"),
            ("one two ", 4, "two "),
            ("one two", 4, "two"),
            ("one two", 5, "two"),
            ("Administrator ", 9, ""),
            ("said: Administrator’s of ", 9, "of "),
            ("of STS-134 at ", 9, "at "),
            (" (", 2, " ("),
            ("日本 a", 4, "本 a"),
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
