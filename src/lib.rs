//! onrecord reads news articles, shows who said what, and puts a reader's own tags on the record.
//!
//! The library holds everything but the start of the program; the binary only prints the error
//! chain. A folder is one idea, and an arrow says what it may use (a test reads the arrows here):
//!
//! * [`article`]: what is read, immutable text with blocks and sentences → nothing
//! * [`attribution`]: who said what, pure → article
//! * [`annotation`]: tags, links, notes, entities, verdicts, and the edits on them → article
//! * [`store`]: the RON file, journal, lock, atomic replace → annotation, article
//! * [`exchange`]: a format a file; export and its losses, quotes for other programs → article,
//!   attribution, annotation
//! * [`page`]: text on a grid: cell widths, safe text, wrapping, rows, motions → article
//! * [`config`]: keys, keymaps, themes and tag sets, RON in and typed values out → nothing
//! * [`app`]: the program without a screen → article, attribution, annotation, exchange, page,
//!   config
//! * [`report`]: one page for a browser: the article, who said what, figures, notes → article, annotation,
//!   exchange, page, config, app
//! * [`tui`]: the screen, the only code that knows a terminal, and on its threads what takes time →
//!   all above
//! * [`cli`]: the command line, a subcommand a file → all above

pub mod annotation;
pub mod app;
pub mod article;
pub mod attribution;
pub mod cli;
pub mod config;
pub mod exchange;
pub mod page;
pub mod report;
pub mod store;
#[cfg(feature = "tui")]
pub mod tui;
