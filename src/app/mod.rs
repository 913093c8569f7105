//! The program without a screen: a key goes in, the [`Model`] changes, and [`Effect`]s come out.
//!
//! [`App::update`] does no input or output, reads no clock and draws nothing. What takes time
//! (reading, attributing, saving, exporting) is asked for as an effect and answered by an
//! [`Event`].

mod action;
mod alike;
mod attributes;
mod batch;
mod changes;
mod choosing;
mod compose;
mod correcting;
mod deciding;
mod desk;
mod disputed;
mod disputes;
mod document;
mod documents;
mod entities;
mod field;
mod finder;
mod findings;
mod guidelines;
mod hand;
mod help;
mod here;
mod holding;
mod identity;
mod keys;
mod layout;
mod linking;
mod many;
mod menu;
mod model;
mod notes;
mod overlay;
mod preview;
mod reading;
mod recheck;
mod remembering;
mod removing;
mod retagging;
mod review;
mod saving;
mod seeking;
mod selecting;
mod strip;
mod suggesting;
mod tagging;
mod update;
mod voices;
mod writing;

pub use action::Action;
pub use attributes::{Lacking, is_lacking};
pub use changes::EngineChange;
pub use choosing::{Choice, Deed};
pub use correcting::Statement;
pub use deciding::Which;
pub use desk::{App, Effect, Event, Setup};
pub use disputes::{Choice as DisputeChoice, count as disagreements};
pub use document::{Progress, Status};
pub use documents::{Documents, Turn};
pub use field::Field;
pub use finder::{Finder, FinderPurpose, FinderRow, Item, Subject, Taken, about};
pub use findings::{Findings, Piece, Role, Suggestion, is_suggested, kind_name};
pub use guidelines::{GuideKind, GuideRow, guide_rows, guide_width};
pub use hand::{End, Hand, Held, Holding, Linking, Mark};
pub use help::{HelpRow, bound, hints, keys_of, rows as help_rows, shown};
pub use here::{Fact, FactKind, here};
pub use layout::{Area, Layout, MARGIN, MEASURE, Panes, SMALLEST};
pub use linking::Joint;
pub use model::{Focus, Message, Model, Saving, View};
pub use notes::{Draft, DraftPurpose};
pub use overlay::{Line, LinePurpose, List, ListPurpose, Menu, MenuPurpose, MenuRow, Overlay};
pub use preview::{Becoming, Doing, Named, Preview, PreviewItem, PreviewRow, Scope, ShownRow, Sought};
pub use reading::top;
pub use recheck::Doubtful;
pub use seeking::{Found, MOST_FOUND, Search, Ticket};
pub use strip::{Column, Strip};
pub use voices::{Voice, Voices};
pub use writing::{Writing, writing_area, writing_width};

use crate::config::{ConfigError, Keymap};

/// The keymap that comes with the program.
///
/// # Errors
///
/// As [`Keymap::read`]; never, as a test sees to.
pub fn bundled_keymap() -> Result<Keymap<Action>, ConfigError> {
    Keymap::read("the bundled keymap", include_str!("../../assets/keymap.ron"))
}
