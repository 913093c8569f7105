//! The real program without its screen: every subcommand and format, exit codes, streams, hostile
//! input.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "cli/bulk.rs"]
mod bulk;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/linear.rs"]
mod linear;
#[path = "cli/manual.rs"]
mod manual;
#[path = "cli/merge.rs"]
mod merge;
#[path = "cli/quotes.rs"]
mod quotes;
#[path = "cli/report.rs"]
mod report;
#[path = "cli/runner.rs"]
mod runner;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/show.rs"]
mod show;
#[path = "cli/status.rs"]
mod status;
#[path = "cli/tag_sets.rs"]
mod tag_sets;
#[cfg(unix)]
#[path = "cli/terminal.rs"]
mod terminal;
#[path = "cli/usage.rs"]
mod usage;
#[path = "cli/words.rs"]
mod words;
