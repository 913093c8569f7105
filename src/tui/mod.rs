//! The screen: the only code that knows ratatui and crossterm.

mod article;
mod bars;
mod desk;
mod finding;
#[cfg(test)]
mod fixture;
mod gutter;
mod input;
mod keeper;
mod looks;
mod overlays;
mod panes;
mod picture;
mod preview;
mod screen;
mod session;
mod signals;
mod terminal;
mod worker;

pub use desk::{Document, Rest, Stack};
pub use looks::{Depth, Looks};
pub use picture::svg;
pub use screen::draw;
pub use session::{Ended, Opening, ThemeChoice, run};
pub use terminal::Terminal;
