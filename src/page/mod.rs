//! Text on a grid of cells: what a cluster of text looks like and how wide it is, how text wraps,
//! which rows a page has, and how a reader moves through the text.
//!
//! Everything is anchored on byte offsets and found locally: there is no list of all rows and no
//! count of them, so that a page of 100 MB costs as much as one of 3 KB. Rows and columns follow
//! from the text and the width, and are never saved.

mod cell;
mod columns;
mod folds;
mod hyphens;
mod justify;
mod lead;
pub mod motion;
mod numbers;
mod pieces;
mod rows;
mod safe;
pub mod search;
mod tally;
#[cfg(test)]
mod testing;
mod wrap;

pub use cell::{Cluster, clusters};
pub use columns::Cell;
pub use folds::Shown;
pub use numbers::line_of;
pub use rows::{Page, Row, RowKind, Style};
pub use safe::{fit, visible, visible_lines, width};
pub use tally::Tally;
pub use wrap::wrap;
