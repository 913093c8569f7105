//! The program without a screen: a key goes in, the [`Model`] changes, and [`Effect`]s come out.
//!
//! [`App::update`] does no input or output, reads no clock and draws nothing. What takes time
//! (reading, attributing, saving, exporting) is asked for as an effect and answered by an
//! [`Event`].

mod action;
mod desk;
mod documents;
mod keys;
mod layout;
mod model;
mod overlays;
mod reading;
mod review;
mod saving;
mod tagging;
mod update;

pub use action::Action;
pub use desk::{App, Effect, Event, Setup};
pub use documents::document::{Progress, Status};
pub use documents::{Documents, Turn};
pub use layout::{Area, Layout, MARGIN, Margin, SMALLEST, TextColumn};
pub use model::{Focus, Message, Model, Saving, View};
pub use overlays::field::Field;
pub use overlays::finder::{Finder, FinderPurpose, FinderRow, Item, Subject, Taken, about};
pub use overlays::guidelines::{GuideKind, GuideRow, guide_rows, guide_width};
pub use overlays::help::{HelpRow, bound, hints, keys_of, rows as help_rows, shown};
pub use overlays::preview::{
    Becoming, Doing, Named, Preview, PreviewItem, PreviewRow, Scope, ShownRow, Sought,
};
pub use overlays::{Line, LinePurpose, List, ListPurpose, Menu, MenuPurpose, MenuRow, Overlay};
pub use reading::findings::{Findings, Piece, Role, Suggestion, is_suggested, kind_name};
pub use reading::here::{Fact, FactKind, here};
pub use reading::highlight::{Highlight, Highlighted};
pub use reading::spotlight::Spotlight;
pub use reading::strip::{Column, Strip};
pub use reading::top;
pub use reading::voices::{Voice, Voices};
pub use review::changes::EngineChange;
pub use review::correcting::Statement;
pub use review::deciding::Which;
pub use review::disputes::{Choice as DisputeChoice, count as disagreements};
pub use review::recheck::Doubtful;
pub use tagging::attributes::{Lacking, is_lacking};
pub use tagging::brackets::Brackets;
pub use tagging::choosing::{Choice, Deed};
pub use tagging::hand::{End, Hand, Held, Holding, Linking, Mark};
pub use tagging::linking::Joint;
pub use tagging::notes::{Draft, DraftPurpose};
pub use tagging::seeking::{Found, MOST_FOUND, Search, Ticket};
pub use tagging::writing::{Writing, writing_area, writing_width};

use crate::config::{ConfigError, Keymap};

/// The keymap that comes with the program.
///
/// # Errors
///
/// As [`Keymap::read`]; never, as a test sees to.
pub fn bundled_keymap() -> Result<Keymap<Action>, ConfigError> {
    Keymap::read("the bundled keymap", include_str!("../../assets/keymap.ron"))
}
