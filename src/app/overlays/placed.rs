//! Where what is open above the panes stands, for those who draw it and for the mouse.

use super::finder::{Finder, FinderPurpose};
use super::guidelines::{guide_rows, guide_width};
use super::overview::Shown;
use super::palette::Palette;
use super::preview::Preview;
use super::sheet::Help;
use super::{List, ListPurpose, Menu, MenuRow, Overlay};
use crate::app::layout::Area;
use crate::app::model::Model;
use crate::app::tagging::writing::{writing_area, writing_width};
use crate::page::{visible, width};

/// The width of the help, with its frame.
const HELP: u16 = 84;
/// The widest [`Finder`] and [`Palette`], and the most rows that they show.
const FINDER: (u16, usize) = (84, 18);
/// The most rows that a [`List`] shows.
const LIST_ROWS: usize = 14;
/// The widest [`List`] of names, and the widest of rows that tell more.
const LIST: (u16, u16) = (60, 96);
/// The narrowest and the widest [`Menu`].
const MENU: (u16, u16) = (40, 72);
/// Cells of a row of a [`Menu`] that hold neither its name nor the words about it: the mark, the key, spaces.
pub const MENU_KEYS: u16 = 7;
/// Cells beside the rows of a box: its frame, and a blank one inside.
const BESIDE: u16 = 4;

/// The fewest rows in a box of which one is left blank.
const LOW: u16 = 5;

/// Where something stands that is open above the panes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Placed {
    /// The whole of it, with its frame.
    pub area: Area,
    /// The cells that its rows stand in, one row of the screen each.
    pub rows: Area,
    /// The index of the row that stands first there.
    pub first: usize,
}

impl Placed {
    /// A box around `rows` rows of `width` columns, in the middle of `screen`, that shows those from `top` on,
    /// or the last ones.
    pub fn text(screen: Area, width: u16, rows: usize, top: usize) -> Self {
        let area = screen.centred(width + BESIDE, rows + 2);
        let inner = area.padded();
        Self { area, rows: inner, first: top.min(rows.saturating_sub(inner.height.into())) }
    }

    /// The help, as high as `screen`; what is typed stands above its rows.
    pub fn help(screen: Area, help: &Help) -> Self {
        let area = screen.centred(HELP, usize::from(screen.height));
        let inner = area.padded();
        let head = u16::from(help.has_line()).min(inner.height);
        let rows = Area { y: inner.y + head, height: inner.height - head, ..inner };
        let last = help.rows().len().saturating_sub(rows.height.into());
        Self { area, rows, first: help.top.min(last) }
    }

    /// A list on `screen`; what is typed stands two rows above its rows.
    pub fn list(screen: Area, list: &List) -> Self {
        let is_typed = !matches!(list.purpose, ListPurpose::Recheck(_));
        let tells = !is_typed
            || matches!(list.purpose, ListPurpose::Format | ListPurpose::Document | ListPurpose::Outline(_));
        let (width, head) = (if tells { LIST.1 } else { LIST.0 }, if is_typed { 2 } else { 0 });
        let area = screen.centred(width, list.rows.len().min(LIST_ROWS) + usize::from(head) + 2);
        Self::chosen(area, head, list.chosen)
    }

    /// A menu on `screen`, as wide as its rows.
    pub fn menu(screen: Area, menu: &Menu) -> Self {
        let widest = |of: fn(&MenuRow) -> &str| {
            menu.rows.iter().map(|row| width(&visible(of(row)))).max().unwrap_or(0)
        };
        let row = usize::from(MENU_KEYS + BESIDE) + widest(|row| &row.name) + widest(|row| &row.about);
        let wanted = row.max(width(&visible(&menu.title)) + usize::from(BESIDE));
        let wanted = u16::try_from(wanted).unwrap_or(u16::MAX).clamp(MENU.0, MENU.1);
        Self::chosen(screen.centred(wanted, menu.rows.len().max(1) + 2), 0, menu.chosen)
    }

    /// A long list on `screen`; what is typed stands two rows above its rows.
    pub fn finder(screen: Area, finder: &Finder) -> Self {
        let (width, most) = FINDER;
        // What is looked for anew with every key keeps its size.
        let is_steady = finder.purpose == FinderPurpose::Everything;
        let rows = if is_steady { most } else { finder.total().clamp(1, most) };
        let new = usize::from(finder.takes_new());
        Self::chosen(screen.centred(width, rows + new + 4), 2, finder.chosen)
    }

    /// The command palette on `screen`, of one size whatever is left; what is typed stands two rows above
    /// its rows.
    pub fn palette(screen: Area, palette: &Palette) -> Self {
        let (width, rows) = FINDER;
        Self::chosen(screen.centred(width, rows + 4), 2, palette.chosen)
    }

    /// Many places in the `dock`. The choice stays in the middle, so that what comes can be seen, but for
    /// the ends.
    pub fn preview(dock: Area, preview: &Preview) -> Self {
        let rows = dock.padded();
        let height = usize::from(rows.height).max(1);
        let first = preview.chosen.saturating_sub(height / 2).min(preview.len().saturating_sub(height));
        Self { area: dock, rows, first }
    }

    /// The overview, in the whole `area` between the title and the hints.
    pub fn overview(area: Area, shown: &Shown) -> Self {
        let rows = area.padded();
        Self { area, rows, first: shown.top(area.width, rows.height) }
    }

    /// A line to write on, at the bottom of `screen`.
    pub fn line(screen: Area) -> Self {
        let height = screen.height.min(3);
        let area = Area { y: screen.y + screen.height - height, height, ..screen };
        Self { area, rows: area.padded(), first: 0 }
    }

    /// Rows in `area` below `head` other ones, of which the blank one gives way where there is little room,
    /// scrolled so that the chosen one shows.
    fn chosen(area: Area, head: u16, chosen: usize) -> Self {
        let inner = area.padded();
        let head = if inner.height < LOW { head.min(1) } else { head };
        let height = inner.height.saturating_sub(head);
        let rows = Area { y: inner.y + head.min(inner.height), height, ..inner };
        Self { area, rows, first: chosen.saturating_sub(usize::from(height).saturating_sub(1)) }
    }

    /// The index of the row that stands at that cell of the screen, whether there is one or not.
    pub fn row_at(&self, column: u16, row: u16) -> Option<usize> {
        self.rows.contains(column, row).then(|| self.first + usize::from(row - self.rows.y))
    }
}

/// How many rows of the help show at a time.
pub(in crate::app) fn help_rows(model: &Model) -> u16 {
    model.help.as_ref().and_then(|_| model.placed()).map_or(0, |placed| placed.rows.height)
}

impl Model {
    /// Where what is open stands, the help before everything else; `None` where nothing is.
    pub fn placed(&self) -> Option<Placed> {
        let screen = self.middle();
        if let Some(help) = &self.help {
            return Some(Placed::help(screen, help));
        }
        Some(match self.overlay.as_ref()? {
            Overlay::Guidelines { top } => {
                let width = guide_width(screen.width);
                Placed::text(screen, width, guide_rows(&self.tag_set, width).len(), *top)
            }
            Overlay::Line(_) => Placed::line(screen),
            Overlay::List(list) => Placed::list(screen, list),
            Overlay::Menu(menu) => Placed::menu(screen, menu),
            // It takes the place of the hints, and the article stays in sight.
            Overlay::Search(_) => return None,
            Overlay::Finder(finder) => Placed::finder(screen, finder),
            Overlay::Palette(palette) => Placed::palette(screen, palette),
            Overlay::Note(draft) => {
                let rows = draft.writing.rows(writing_width(self.size.0));
                let area = writing_area(screen, rows.len());
                Placed { area, rows: area.padded(), first: 0 }
            }
            Overlay::Overview(shown) => Placed::overview(screen, shown),
            Overlay::Preview(preview) => Placed::preview(self.layout()?.dock?, preview),
        })
    }
}
