//! Which pane is where: arithmetic on cells, without a screen.

use crate::config::Panes;

/// A rectangle of cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Area {
    /// The column of its left edge.
    pub x: u16,
    /// The row of its top edge.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether the cell in that column and row lies in it.
    pub fn contains(self, column: u16, row: u16) -> bool {
        (self.x..self.x + self.width).contains(&column) && (self.y..self.y + self.height).contains(&row)
    }

    /// What a frame one cell thick leaves of it.
    pub fn inner(self) -> Self {
        let (width, height) = (self.width.saturating_sub(2), self.height.saturating_sub(2));
        let edge = |length: u16| length.min(1);
        Self { x: self.x + edge(self.width), y: self.y + edge(self.height), width, height }
    }

    /// What a frame leaves of it with a blank column inside each side of the frame, where there is room
    /// for that.
    pub fn padded(self) -> Self {
        let inner = self.inner();
        let blank = u16::from(inner.width >= ROOMY);
        Self { x: inner.x + blank, width: inner.width - 2 * blank, ..inner }
    }

    /// A box of at most `width` by `height` cells in the middle of it.
    pub fn centred(self, width: u16, height: usize) -> Self {
        let width = width.min(self.width);
        let height = u16::try_from(height).unwrap_or(u16::MAX).min(self.height);
        Self { x: self.x + (self.width - width) / 2, y: self.y + (self.height - height) / 2, width, height }
    }
}

/// The smallest screen that is still used, in columns and rows.
pub const SMALLEST: (u16, u16) = (20, 5);
/// Columns left of the text: marker, bar, space.
pub const MARGIN: u16 = 4;

const SOURCES_WIDTH: u16 = 27;
const HERE_WIDTH: u16 = 32;
/// The narrowest frame, in columns inside of it, that has blank columns beside its text.
const ROOMY: u16 = 22;
/// The lowest column at the side that the sources share with the outline.
const TALL: u16 = 20;
/// The narrowest column of text beside a side pane.
const ROOM: u16 = 48;
/// The narrowest column of text beside what can be left out of the margin.
const LEAST: u16 = 24;

/// The cells left of the text that hold more than markers and bars; none where that is switched off.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Margin {
    /// For the numbers of paragraphs and the space behind them.
    pub paragraphs: u16,
    /// For the numbers of lines and the space behind them.
    pub lines: u16,
    /// For the marker of the line with the cursor, where no number leaves a space for it.
    pub ruler: u16,
}

impl Margin {
    /// All of it.
    pub fn width(self) -> u16 {
        self.paragraphs + self.lines + self.ruler
    }
}

/// The column of text that is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TextColumn {
    /// How wide it is at most.
    pub measure: u16,
    /// What stands left of it.
    pub margin: Margin,
}

/// What the pane of the sources has to show.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Listed {
    /// How many there are; `None` while that is not known.
    pub rows: Option<u16>,
    /// Whether the keys go to it: it then takes the article's place where there is no room for both.
    pub focused: bool,
}

/// Where each pane is; a pane that is not there gave way or was switched off.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// The title and state, one row.
    pub title: Area,
    /// The sources.
    pub sources: Option<Area>,
    /// The headings and paragraphs, below the sources.
    pub outline: Option<Area>,
    /// The pane of the article.
    pub article: Area,
    /// The column of text in it.
    pub text: Area,
    /// What stands left of the text, where there is room for it.
    pub margin: Margin,
    /// What is known about the place under the cursor.
    pub here: Option<Area>,
    /// Who speaks where, one row.
    pub strip: Option<Area>,
    /// The key hints, one row.
    pub hints: Option<Area>,
    /// Rows to go through, below the article that they are about.
    pub dock: Option<Area>,
    /// A line to write on, one row: that of the hints, or else the last one.
    pub line: Option<Area>,
}

impl Layout {
    /// Lays out a screen of `width` by `height` cells; `None` where it is smaller than
    /// [`SMALLEST`].
    ///
    /// With less and less room, "Here" moves below the text and goes, then the sources go, then
    /// the strip, then the hints.
    pub fn new(width: u16, height: u16, panes: Panes, column: TextColumn, sources: Listed) -> Option<Self> {
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return None;
        }
        let mut layout = Self { title: Area { x: 0, y: 0, width, height: 1 }, ..Self::default() };
        let mut bottom = height;
        let mut row = |wanted: bool, least: u16| {
            (wanted && height >= least).then(|| {
                bottom -= 1;
                Area { x: 0, y: bottom, width, height: 1 }
            })
        };
        layout.hints = row(panes.hints, 8);
        layout.strip = row(panes.strip, 12);
        let mut article = Area { x: 0, y: 1, width, height: bottom - 1 };
        if (panes.sources || panes.outline) && width >= SOURCES_WIDTH + ROOM {
            let column = Area { width: SOURCES_WIDTH, ..article };
            let has_outline = panes.outline && (!panes.sources || column.height >= TALL);
            // The outline has what a few sources leave, and of many it keeps its part.
            let most = column.height - column.height * 2 / 5;
            let above = match (panes.sources, has_outline) {
                (false, _) => 0,
                (true, false) => column.height,
                (true, true) => sources.rows.map_or(most, |rows| rows.saturating_add(2).clamp(4, most)),
            };
            let below = column.height - above;
            layout.sources = panes.sources.then_some(Area { height: above, ..column });
            layout.outline = has_outline.then_some(Area { y: column.y + above, height: below, ..column });
            article.x += SOURCES_WIDTH;
            article.width -= SOURCES_WIDTH;
        }
        if panes.here && article.width >= HERE_WIDTH + ROOM {
            article.width -= HERE_WIDTH;
            layout.here = Some(Area { x: article.x + article.width, width: HERE_WIDTH, ..article });
        } else if panes.here && article.height >= 11 {
            let rows = (article.height / 3).clamp(4, 7);
            article.height -= rows;
            layout.here = Some(Area { y: article.y + article.height, height: rows, ..article });
        }
        if sources.focused && layout.sources.is_none() {
            layout.sources = Some(article);
        }
        let has_room = article.width > column.margin.width() + MARGIN + LEAST;
        layout.margin = if has_room { column.margin } else { Margin::default() };
        let margin = MARGIN + layout.margin.width();
        let text_width = article.width.saturating_sub(margin + 1).min(column.measure);
        let slack = article.width - text_width.min(article.width);
        layout.text = Area { x: article.x + (slack / 2).max(margin), width: text_width, ..article };
        layout.article = article;
        Some(layout)
    }

    /// What opens above the panes may take: all between the title and the hints.
    pub fn middle(&self) -> Area {
        let below = self.hints.map_or_else(|| self.bottom(), |hints| hints.y);
        Area { y: 1, height: below.saturating_sub(1), ..self.title }
    }

    /// The row behind the last one.
    fn bottom(&self) -> u16 {
        let panes = [Some(self.article), self.dock, self.here, self.strip, self.hints].into_iter().flatten();
        panes.map(|area| area.y + area.height).max().unwrap_or(0)
    }

    /// The same with a dock for `rows` rows, as far as there is room, for which the panes beside the article
    /// grow shorter and the one below it gives way.
    pub fn docked(self, rows: usize) -> Self {
        let mut layout = Self { here: self.here.filter(|here| here.y == self.article.y), ..self };
        let bottom = layout.strip.or(layout.hints).map_or(self.article.y, |below| below.y);
        let bottom = bottom.max(self.article.y + self.article.height);
        let height = bottom - self.article.y;
        // At least a row of text is left, and four are kept where there are any.
        let most = (height * 2 / 5).clamp(7, 18).min(height.saturating_sub(4)).max(height.min(4) / 2);
        let rows = u16::try_from(rows.saturating_add(2)).unwrap_or(u16::MAX).clamp(most.min(3), most);
        let shorter = |area: Area| Area { height: height - rows, ..area };
        let width = layout.title.width;
        layout.dock = Some(Area { x: 0, y: bottom - rows, width, height: rows });
        layout.article = shorter(layout.article);
        layout.text = shorter(layout.text);
        // The outline gives way to the sources.
        let beside = |area: Area| Area { y: layout.article.y, height: layout.article.height, ..area };
        layout.outline = layout.outline.filter(|_| layout.sources.is_none()).map(beside);
        layout.sources = layout.sources.map(beside);
        layout.here = layout.here.map(shorter);
        layout
    }

    /// The same with a line to write on. Where the hints are not shown, what has the last row gives it.
    pub fn lined(self) -> Self {
        let bottom = self.strip.map_or(self.article.y + self.article.height, |strip| strip.y + 1);
        let bottom = self.here.map_or(bottom, |here| bottom.max(here.y + here.height));
        let line = Area { x: 0, y: bottom - 1, width: self.title.width, height: 1 };
        let line = self.hints.unwrap_or(line);
        let shorter = |area: Area| {
            let has_it = area.y + area.height > line.y;
            Area { height: area.height - u16::from(has_it), ..area }
        };
        Self {
            line: Some(line),
            strip: self.strip.map(shorter).filter(|strip| strip.height > 0),
            article: shorter(self.article),
            text: shorter(self.text),
            sources: self.sources.map(shorter),
            here: self.here.map(shorter),
            ..self
        }
    }

    /// Whether the sources took the article's place.
    pub fn is_covered(&self) -> bool {
        self.sources == Some(self.article)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMN: TextColumn =
        TextColumn { measure: 72, margin: Margin { paragraphs: 0, lines: 0, ruler: 0 } };

    #[test]
    fn the_margin_grows_by_what_is_wanted_where_there_is_room() {
        let margin = Margin { paragraphs: 4, lines: 5, ruler: 0 };
        let text = |width, measure, margin| {
            let layout =
                Layout::new(width, 24, Panes::default(), TextColumn { measure, margin }, Listed::default())?;
            Some((layout.text.x, layout.text.width, layout.margin))
        };
        assert_eq!(text(70, 72, Margin::default()), Some((4, 65, Margin::default())));
        assert_eq!(text(70, 72, margin), Some((13, 56, margin)));
        assert_eq!(text(70, 40, margin), Some((15, 40, margin)));
        assert_eq!(text(30, 72, margin), Some((4, 25, Margin::default())));
    }

    #[test]
    fn panes_give_way_in_order() {
        let shown = |width, height| {
            let layout = Layout::new(width, height, Panes::default(), COLUMN, Listed::default())?;
            let here = layout.here.map(|here| if here.x > layout.text.x { "beside" } else { "below" });
            Some((layout.sources.is_some(), here, layout.strip.is_some(), layout.hints.is_some()))
        };
        assert_eq!(shown(120, 40), Some((true, Some("beside"), true, true)));
        assert_eq!(shown(100, 40), Some((true, Some("below"), true, true)));
        assert_eq!(shown(60, 24), Some((false, Some("below"), true, true)));
        assert_eq!(shown(60, 10), Some((false, None, false, true)));
        assert_eq!(shown(20, 5), Some((false, None, false, false)));
        assert_eq!(shown(19, 5), None);
        assert_eq!(shown(20, 4), None);
    }

    #[test]
    fn the_outline_has_the_rows_that_a_few_sources_leave() {
        let heights = |rows, height| {
            let sources = Listed { rows, focused: false };
            let layout = Layout::new(120, height, Panes::default(), COLUMN, sources)?;
            Some((layout.sources?.height, layout.outline.map_or(0, |outline| outline.height)))
        };
        assert_eq!(heights(Some(5), 40), Some((7, 30)));
        assert_eq!(heights(Some(5), 24), Some((7, 14)));
        assert_eq!(heights(Some(0), 40), Some((4, 33)));
        assert_eq!(heights(Some(500), 40), heights(None, 40));
        assert_eq!(heights(None, 40), Some((23, 14)));
        assert_eq!(heights(Some(5), 22), Some((19, 0)));
    }

    #[test]
    fn nothing_leaves_the_screen_at_any_size() {
        for width in 0..200 {
            for height in 0..60 {
                let margin = Margin { paragraphs: 5, lines: 7, ruler: 1 };
                let listed = |rows, focused| Listed { rows, focused };
                for (sources, column) in [
                    (listed(None, false), COLUMN),
                    (listed(Some(0), false), COLUMN),
                    (listed(Some(u16::MAX), true), COLUMN),
                    (listed(Some(9), false), TextColumn { margin, ..COLUMN }),
                ] {
                    let Some(layout) = Layout::new(width, height, Panes::default(), column, sources) else {
                        continue;
                    };
                    let left = layout.text.x.checked_sub(MARGIN + layout.margin.width());
                    assert!(left >= Some(layout.article.x), "{layout:?}");
                    let panes = [layout.sources, layout.outline, layout.here, layout.strip, layout.hints]
                        .into_iter()
                        .flatten();
                    for area in panes.chain([layout.title, layout.article, layout.text]) {
                        assert!(area.x + area.width <= width && area.y + area.height <= height, "{layout:?}");
                        assert!(area.width > 0 && area.height > 0, "{width}x{height} {layout:?}");
                    }
                    for layout in [layout, Layout { hints: None, ..layout }] {
                        let lined = layout.lined();
                        let line = lined.line.unwrap();
                        assert_eq!((line.y + 1, line.height), (layout.bottom(), 1));
                        assert!(
                            lined.text.height > 0 && lined.text.y + lined.text.height <= line.y,
                            "{lined:?}"
                        );
                    }
                    for rows in [0, 1, 5, usize::MAX] {
                        let docked = layout.docked(rows);
                        let dock = docked.dock.unwrap();
                        assert!(dock.height > 0 && dock.y + dock.height <= height, "{docked:?}");
                        assert!(usize::from(dock.height) <= rows.max(1).saturating_add(2), "{docked:?}");
                        assert_eq!(docked.article.y + docked.article.height, dock.y, "{docked:?}");
                        assert!(docked.article.height > 0 && docked.text.height > 0, "{docked:?}");
                        assert_eq!(docked.text.width, layout.text.width, "the rows of the text stay");
                    }
                    let middle = layout.middle();
                    let below = layout.hints.map_or(height, |hints| hints.y);
                    assert_eq!((middle.y, middle.y + middle.height, middle.width), (1, below, width));
                }
            }
        }
    }
}
