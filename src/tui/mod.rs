//! The screen: the only code that knows ratatui and crossterm.

mod article;
mod bars;
mod behind;
mod canvas;
mod clipboard;
mod desk;
mod doing;
mod finding;
#[cfg(test)]
mod fixture;
mod gutter;
mod input;
mod keeper;
mod looks;
mod modes;
mod opening;
mod overlays;
mod overview;
mod panes;
mod picture;
mod preview;
mod screen;
mod searching;
mod session;
mod signals;
mod stage;
mod terminal;
#[cfg(target_os = "linux")]
mod watch;
mod watching;
mod worker;

pub use clipboard::Clipboard;
pub use desk::{Document, Rest, Stack};
pub use looks::Looks;
pub use opening::{Ended, Opening};
pub use picture::svg;
pub use screen::draw;
pub use session::run;
pub use stage::{NextScheme, Stage};
pub use terminal::Terminal;
pub use watching::stamp;
