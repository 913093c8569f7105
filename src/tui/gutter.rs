//! What stands around the text of a row that is no text: numbers, the ruler, brackets of tags, bars
//! and hyphens.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::looks::Looks;
use crate::annotation::Tag;
use crate::app::{Brackets, Layout, MARGIN, Model};
use crate::article::{BlockKind, Span};
use crate::page::{Page, Row, RowKind, line_of};

/// Draws the ruler, where `row` has the cursor: a ground over the pane and a marker in the margin.
/// Goes before the text is drawn.
pub(super) fn ruler(buffer: &mut Buffer, layout: &Layout, y: u16, row: &Row, model: &Model, looks: &Looks) {
    if !model.settings.page.ruler || !row.span.contains(model.view.cursor) {
        return;
    }
    let (pane, margin) = (layout.article, layout.margin);
    buffer.set_style(Rect { x: pane.x, y, width: pane.width, height: 1 }, looks.ruler());
    // Where the margin has no room for it, it stands right before the text.
    let before = if margin.width() > 0 { MARGIN + 1 } else { 1 };
    buffer.set_stringn(layout.text.x.saturating_sub(before), y, "▸", 1, looks.accent());
}

/// Draws the numbers of the paragraph and the line that begin in `row`.
pub(super) fn numbers(buffer: &mut Buffer, layout: &Layout, y: u16, row: &Row, model: &Model, looks: &Looks) {
    let margin = layout.margin;
    let mut x = layout.text.x.saturating_sub(MARGIN + margin.width());
    let mut put = |cells: u16, number: Option<String>| {
        if let Some(number) = number.filter(|_| cells > 0) {
            let width = usize::from(cells - 1);
            buffer.set_stringn(x, y, format!("{number:>width$}"), width, looks.faint());
        }
        x += cells;
    };
    let paragraph = match row.kind {
        RowKind::Text { block, first: true, .. } => Some(format!("¶{}", block + 1)),
        _ => None,
    };
    put(margin.paragraphs, paragraph);
    if margin.lines > 0 {
        put(margin.lines, line_of(&model.article, row).map(|line| line.to_string()));
    }
}

/// Draws what belongs to `row` but shows no byte of it: the hyphen of a divided word, and the bars
/// beside a block quote.
pub(super) fn marks(
    buffer: &mut Buffer,
    x: u16,
    y: u16,
    row: &Row,
    model: &Model,
    page: &Page,
    looks: &Looks,
) {
    if let Some(column) = page.hyphen(&model.article, row) {
        buffer.set_stringn(x + column, y, "-", 1, looks.faint());
    }
    for column in page.bars(&model.article, row) {
        buffer.set_stringn(x + column, y, "│", 1, looks.faint());
    }
}

/// Whether the byte at `offset` of `row` belongs to the mark of a block quote.
pub(super) fn is_quote_mark(model: &Model, row: &Row, offset: usize) -> bool {
    let RowKind::Text { block, first: true, .. } = row.kind else { return false };
    model.article.blocks().get(block).is_some_and(|block| {
        let before = Span::new(block.span.start(), offset + 1).of(model.article.text());
        block.kind == BlockKind::BlockQuote
            && !before.is_empty()
            && before.bytes().all(|byte| b"> ".contains(&byte))
    })
}

/// Draws brackets around those of `tags` that begin or end in `row`, in the cells beside them where
/// nothing stands; elsewhere the tag's own first or last cell is reversed.
pub(super) fn brackets(
    buffer: &mut Buffer,
    (x, y): (u16, u16),
    row: &Row,
    tags: &[(&Tag, Brackets)],
    model: &Model,
    page: &Page,
    looks: &Looks,
) {
    // The innermost comes last and stays, for it is the one that keys act on.
    let mut taken = Vec::new();
    for (tag, brackets) in tags.iter().rev() {
        let last = tag.at.len().saturating_sub(1);
        for (index, &part) in tag.at.iter().enumerate().filter(|(_, part)| part.overlaps(row.span)) {
            if row.span.contains(part.start()) {
                let column = page.column_of(&model.article, row, part.start());
                let sign = if index == 0 { brackets.open } else { Brackets::JOINT };
                put_beside(buffer, (x + column).checked_sub(1), x + column, y, sign, &mut taken, looks);
            }
            let end = part.trimmed(model.article.text()).end();
            if end > 0 && row.span.contains(end - 1) {
                let column = page.column_of(&model.article, row, end);
                let sign = if index == last { brackets.close } else { Brackets::JOINT };
                put_beside(
                    buffer,
                    Some(x + column),
                    (x + column).saturating_sub(1),
                    y,
                    sign,
                    &mut taken,
                    looks,
                );
            }
        }
    }
}

/// Draws `sign` in the cell of column `beside`, where that is blank or one of the signs drawn before,
/// whose columns are `taken`; else reverses the one of column `own`.
fn put_beside(
    buffer: &mut Buffer,
    beside: Option<u16>,
    own: u16,
    y: u16,
    sign: &str,
    taken: &mut Vec<u16>,
    looks: &Looks,
) {
    let is_blank = |x: u16| buffer.cell((x, y)).is_some_and(|cell| cell.symbol() == " ");
    match beside.filter(|&x| taken.contains(&x) || is_blank(x)) {
        Some(x) => {
            taken.push(x);
            buffer.set_stringn(x, y, sign, 1, looks.bracket());
        }
        None => {
            if let Some(cell) = buffer.cell_mut((own, y)) {
                cell.modifier ^= Modifier::REVERSED;
            }
        }
    }
}
