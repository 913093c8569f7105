//! The program without a screen: a key goes in, the [`Model`] changes, and [`Effect`]s come out.
//!
//! [`App::update`] does no input or output, reads no clock and draws nothing. What takes time
//! (reading, attributing, saving, exporting) is asked for as an effect and answered by an
//! [`Event`].

mod action;
mod alike;
mod batch;
mod changes;
mod compose;
mod correcting;
mod deciding;
mod desk;
mod document;
mod edges;
mod field;
mod findings;
mod help;
mod here;
mod layout;
mod many;
mod menu;
mod model;
mod overlay;
mod preview;
mod reading;
mod remembering;
mod retagging;
mod review;
mod seeking;
mod selecting;
mod strip;
mod suggesting;
mod tagging;
mod update;
mod voices;

pub use action::Action;
pub use changes::EngineChange;
pub use correcting::Statement;
pub use deciding::Which;
pub use desk::{App, Effect, Event, Setup};
pub use document::Status;
pub use edges::Edges;
pub use field::Field;
pub use findings::{Findings, Piece, Role, Suggestion, is_suggested, kind_name};
pub use help::{HelpRow, hints, keys_of, rows as help_rows, shown};
pub use here::{Fact, FactKind, here};
pub use layout::{Area, Layout, MARGIN, MEASURE, Panes, SMALLEST};
pub use model::{Focus, Message, Model, Saving, View};
pub use overlay::{Line, LinePurpose, List, ListPurpose, Menu, MenuPurpose, MenuRow, Overlay};
pub use preview::{Becoming, Doing, Named, Preview, PreviewItem, PreviewRow, Scope, ShownRow, Sought};
pub use reading::top;
pub use seeking::{Found, MOST_FOUND, Search, Ticket};
pub use strip::{Column, Strip};
pub use voices::{Voice, Voices};

use crate::config::{ConfigError, Keymap};

/// The keymap that comes with the program.
///
/// # Errors
///
/// As [`Keymap::read`]; never, as a test sees to.
pub fn bundled_keymap() -> Result<Keymap<Action>, ConfigError> {
    Keymap::read("the bundled keymap", include_str!("../../assets/keymap.ron"))
}
