//! The article in its column.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::gutter;
use super::looks::Looks;
use super::searching;
use crate::app::{
    Findings, Highlighted, Layout, Mark, Model, Piece, Role, Spotlight, Suggestion, is_suggested, top,
};
use crate::article::{BlockKind, Span};
use crate::attribution::StatementKind;
use crate::page::{Page, Row, RowKind, visible};

/// Draws the rows that are in sight; gives the cell of the cursor, where it is in sight.
pub(super) fn draw(
    buffer: &mut Buffer,
    layout: &Layout,
    model: &Model,
    page: &mut Page,
    looks: &Looks,
) -> Option<(u16, u16)> {
    let area = layout.text;
    let first = top(model, page);
    let rows = page.rows_from(&model.article, first, area.height.into());
    let mut cursor = None;
    let marks = model.marks();
    let spotlight = model.spotlight();
    let bracketed = model.bracketed();
    for (y, row) in (area.y..).zip(&rows) {
        if row.is_fold() {
            searching::fold(buffer, area, y, row, looks);
            continue;
        }
        gutter::ruler(buffer, layout, y, row, model, looks);
        let styles = Styles::of(row.span, model, &marks, spotlight, looks);
        let base = block_style(row, model, looks);
        let shown = row.span.trimmed(model.article.text());
        for cell in page.cells(&model.article, row) {
            let x = area.x + cell.column;
            if model.view.cursor >= cell.span.start() && model.view.cursor < cell.span.end() {
                cursor = Some((x.min(area.x + area.width - 1), y));
            }
            if cell.width > 0 && cell.column < area.width {
                let start = cell.span.start();
                let style = if gutter::is_quote_mark(model, row, start) {
                    looks.faint()
                } else if start < shown.end() {
                    styles.at(start, base, looks)
                } else {
                    // The space that a row breaks at is not underlined or tinted.
                    base
                };
                buffer.set_stringn(x, y, cell.shown, cell.width.into(), style);
            }
        }
        if row.span.contains(model.view.cursor) {
            // What has no cell, as the space that a full row breaks at, is behind what has one.
            let column = page.column_of(&model.article, row, model.view.cursor);
            cursor = cursor.or(Some((area.x + column.min(area.width.saturating_sub(1)), y)));
        }
        gutter::marks(buffer, area.x, y, row, model, page, looks);
        gutter::numbers(buffer, layout, y, row, model, looks);
        margin(buffer, area.x, y, row, model, looks);
        let noted = model.record.notes_in(row.span).next().is_some()
            || model.record.tags_in(row.span).any(|tag| {
                let is_here = tag.at.iter().any(|part| part.overlaps(row.span));
                is_here && model.record.notes_about(&tag.id).next().is_some()
            });
        let mark = model.trail.marks_in(row.span).next();
        if let Some(mark) = mark.filter(|_| !noted) {
            buffer.set_stringn(area.x + area.width, y, visible(&mark.to_string()), 1, looks.faint());
        }
        if noted {
            buffer.set_stringn(area.x + area.width, y, "✎", 1, looks.accent());
        }
        gutter::brackets(buffer, (area.x, y), row, &bracketed, model, page, looks);
    }
    cursor
}

/// The style of a row's block.
fn block_style(row: &Row, model: &Model, looks: &Looks) -> Style {
    let RowKind::Text { block, .. } = row.kind else { return looks.text() };
    match model.article.blocks().get(block).map(|block| block.kind) {
        Some(BlockKind::Headline | BlockKind::Heading) => looks.heading(),
        Some(BlockKind::Byline) => looks.faint(),
        _ => looks.text(),
    }
}

/// Draws who speaks, left of the text: a bar beside the rows of a statement, and the marker of its
/// source where it begins.
fn margin(buffer: &mut Buffer, x: u16, y: u16, row: &Row, model: &Model, looks: &Looks) {
    let Some(findings) = model.findings.as_deref() else { return };
    let mut contents = findings
        .pieces_in(row.span)
        .filter(|piece| piece.role == Role::Content && !model.is_rejected(piece.statement()));
    let Some(first) = contents.next() else { return };
    // A statement that is taken up again behind its cue does not begin there.
    let begins = |piece: &Piece| {
        let said = findings.statement(piece.statement());
        let start = said.and_then(|said| said.content.first()).map_or(0, |span| span.start());
        piece.span.start() == start && row.span.contains(start)
    };
    let beginning = std::iter::once(first).chain(contents).find(begins);
    let shown = beginning.unwrap_or(first);
    let seat = model.voices.seat_of(shown.statement());
    // A bar that a person has put there is thick; one that is only suggested is thin.
    let decided = model.tag_set.taking("statement").is_some()
        && model.review.is_decided(Suggestion::Statement(shown.statement()));
    let bar = match (decided, model.is_unsure(shown.statement())) {
        (true, _) => "▌",
        (false, false) => "│",
        (false, true) => "┊",
    };
    buffer.set_stringn(x.saturating_sub(2), y, bar, 1, looks.voice(seat));
    if let Some(piece) = beginning {
        let marker = model.voices.of(piece.statement()).and_then(|voice| model.voices.rows().get(voice));
        let marker = marker.map_or("?", |voice| &voice.marker);
        buffer.set_stringn(x.saturating_sub(4), y, marker, 2, looks.speaker(seat));
        if model.is_unsure(piece.statement()) {
            buffer.set_stringn(x.saturating_sub(1), y, "?", 1, looks.accent());
        }
    }
}

/// What lies over a stretch of text, from the bottom up.
struct Styles {
    layers: Vec<(Span, Style)>,
    /// Where tags are, to mark where several share a place.
    tags: Vec<Span>,
    /// What stands out; the rest stands back. `None` where everything looks alike.
    lit: Option<Vec<Span>>,
    /// What stands out whatever else does: what is selected or in hand.
    above: Vec<(Span, Style)>,
}

impl Styles {
    fn of(
        span: Span,
        model: &Model,
        marks: &[(Span, Mark)],
        spotlight: Option<Spotlight>,
        looks: &Looks,
    ) -> Self {
        let lit = spotlight.map(|spotlight| model.lit_in(spotlight, span));
        let mut styles = Self { layers: Vec::new(), tags: Vec::new(), lit, above: Vec::new() };
        if let Some(findings) = model.findings.as_deref() {
            styles.statements(span, findings, model, looks);
            for aside in findings.asides_in(span) {
                styles.layers.push((aside.span, looks.aside()));
            }
            for (index, mention) in findings.mentions_in(span) {
                let open = !model.review.is_decided(Suggestion::Mention(index));
                if is_suggested(mention) && open {
                    styles.layers.push((mention.span, looks.suggestion()));
                }
            }
        }
        styles.tags(span, model, looks);
        styles.above.extend(model.highlighted_in(span).into_iter().map(|(place, what)| {
            let style = match what {
                Highlighted::Statement => looks.highlighted(),
                Highlighted::Mention => looks.highlighted_name(),
            };
            (place, style)
        }));
        styles.above.extend(marks.iter().filter(|(place, _)| place.overlaps(span)).map(|&(place, mark)| {
            let style = match mark {
                Mark::Chosen => looks.chosen(),
                Mark::Linked => looks.linked(),
                Mark::Picked => looks.picked(),
            };
            (place, style)
        }));
        if let (Some(suggestion), Some(findings)) = (model.view.suggestion, model.findings.as_deref()) {
            let place = findings.place(suggestion).iter().filter(|place| place.overlaps(span));
            styles.above.extend(place.map(|&place| (place, looks.selection())));
        }
        if let Some(selection) = model.selection() {
            styles.above.push((selection, looks.selection()));
        }
        styles.above.extend(searching::hits(span, model, looks));
        styles
    }

    fn statements(&mut self, span: Span, findings: &Findings, model: &Model, looks: &Looks) {
        let pieces = findings.pieces_in(span).filter(|piece| !model.is_rejected(piece.statement()));
        let mut pieces: Vec<_> = pieces.collect();
        // The content of a longer statement lies under a shorter one; cues and speakers lie on top.
        pieces.sort_by_key(|piece| (piece.role != Role::Content, std::cmp::Reverse(piece.span.len())));
        for piece in pieces {
            let seat = model.voices.seat_of(piece.statement());
            let kind = findings.statement(piece.statement()).map(|said| said.kind);
            let style = match (piece.role, kind) {
                (Role::Content, Some(StatementKind::Indirect)) => looks.reported(seat),
                (Role::Content, _) => looks.voice(seat),
                (Role::Speaker, _) => looks.speaker(seat),
                (Role::Cue, _) => looks.cue(),
                (Role::Audience, _) => continue,
            };
            self.layers.push((piece.span, style));
        }
    }

    fn tags(&mut self, span: Span, model: &Model, looks: &Looks) {
        let mut tags: Vec<_> = model.record.tags_in(span).collect();
        tags.sort_by_key(|tag| std::cmp::Reverse(tag.extent().len()));
        for tag in tags {
            let label = model.tag_set.label(&tag.label);
            let style = match label {
                Some(label) => looks.tag(label.colour, label.group.is_none()),
                None => looks.unknown_tag(),
            };
            for &place in tag.at.iter().filter(|place| place.overlaps(span)) {
                self.layers.push((place, style));
                self.tags.push(place);
            }
        }
    }

    /// The style of the cell at `offset`.
    fn at(&self, offset: usize, base: Style, looks: &Looks) -> Style {
        let patched = |style: Style, layers: &[(Span, Style)]| {
            let over = layers.iter().filter(|(span, _)| span.contains(offset));
            over.fold(style, |style, (_, layer)| style.patch(*layer))
        };
        let depth = self.tags.iter().filter(|span| span.contains(offset)).count();
        let style = patched(base, &self.layers).patch(looks.overlap(depth));
        let is_lit = |lit: &Vec<Span>| lit.iter().any(|span| span.contains(offset));
        let style = if self.lit.as_ref().is_none_or(is_lit) { style } else { looks.dimmed(style) };
        patched(style, &self.above)
    }
}
