//! The real program on a terminal of its own: start, tag, save, quit, open again; whatever ends it;
//! whatever is typed, pasted or shown.
#![cfg(all(unix, feature = "tui"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "terminal/elsewhere.rs"]
mod elsewhere;
#[path = "terminal/endings.rs"]
mod endings;
#[path = "terminal/exporting.rs"]
mod exporting;
#[path = "terminal/folder.rs"]
mod folder;
#[path = "terminal/hostile.rs"]
mod hostile;
#[path = "terminal/input.rs"]
mod input;
#[path = "terminal/kills.rs"]
mod kills;
#[path = "terminal/many.rs"]
mod many;
#[path = "terminal/modes.rs"]
mod modes;
#[path = "terminal/panics.rs"]
mod panics;
#[path = "terminal/pty.rs"]
mod pty;
#[path = "terminal/read_only.rs"]
mod read_only;
#[path = "terminal/record.rs"]
mod record;
#[path = "terminal/reloading.rs"]
mod reloading;
#[path = "terminal/searching.rs"]
mod searching;
#[path = "terminal/sizes.rs"]
mod sizes;
#[path = "support/mod.rs"]
mod support;
#[path = "terminal/suspending.rs"]
mod suspending;
#[path = "terminal/unsaved.rs"]
mod unsaved;
