//! The program without a screen: a key goes in, the [`Model`] changes, and [`Effect`]s come out.
//!
//! [`App::update`] does no input or output, reads no clock and draws nothing. What takes time
//! (reading, attributing, saving, exporting) is asked for as an effect and answered by an
//! [`Event`].

mod action;
mod bulk;
mod contexts;
mod documents;
mod event;
mod exporting;
mod hinting;
mod keymaps;
mod keys;
mod layout;
mod model;
mod naming;
mod overlays;
mod pointing;
mod program;
mod reading;
mod review;
mod saving;
mod search;
mod tagging;
mod update;
mod wording;

pub use action::Action;
pub use bulk::{Bulk, Edited};
pub use contexts::{CONTEXTS, Context, Typed};
pub use documents::changed::{Changed, Stamp};
pub use documents::document::{Progress, Status};
pub use documents::{Documents, Turn};
pub use event::{Effect, Event};
pub use exporting::ExportAs;
pub use hinting::{Hint, begun, footer, hint_line, mode};
pub use keymaps::{bundled_keymap, labels_keep_their_keys, own_keymap, preset_keymap};
pub use layout::{Area, Layout, Listed, MARGIN, Margin, SMALLEST, TextColumn};
pub use model::{Bookmark, Focus, Message, Model, Saving, View};
pub use overlays::field::Field;
pub use overlays::finder::{Finder, FinderPurpose, FinderRow, Item, Subject, Taken, about};
pub use overlays::guidelines::{GuideKind, GuideRow, guide_rows, guide_width};
pub use overlays::help::{HelpRow, bound, keys_of, rows as help_rows, shown};
pub use overlays::overview::{OverviewRow, Shown, is_beside};
pub use overlays::palette::{Palette, PaletteRow};
pub use overlays::placed::{MENU_KEYS, Placed};
pub use overlays::preview::{
    Becoming, Doing, Named, Preview, PreviewItem, PreviewRow, Scope, ShownRow, Sought,
};
pub use overlays::sheet::Help;
pub use overlays::{Line, LinePurpose, List, ListPurpose, Menu, MenuPurpose, MenuRow, Overlay};
pub use pointing::{Gesture, Mouse};
pub use program::{App, Setup};
pub use reading::account::{Account, KINDS, Said, Standing};
pub use reading::findings::{Findings, Piece, Role, Suggestion, is_suggested, kind_name};
pub use reading::here::{Fact, FactKind, TIGHT, here};
pub use reading::highlight::{Highlight, Highlighted};
pub use reading::outline::{OutlineRow, outline};
pub use reading::overview::{Labelled, Overview, Portion, Summary, Summed, Tally};
pub use reading::spotlight::Spotlight;
pub use reading::strip::{Column, Strip};
pub use reading::top;
pub use reading::trail::Trail;
pub use reading::voices::{Seats, Voice, Voices};
pub use review::Review;
pub use review::changes::EngineChange;
pub use review::correcting::Statement;
pub use review::deciding::Which;
pub use review::disputes::{Choice as DisputeChoice, count as disagreements};
pub use review::recheck::Doubtful;
pub use search::counting::{Sweep, Swept};
pub use search::filter::{Filter, Only};
pub use search::line::SearchLine;
pub use search::{Hits, Searching};
pub use tagging::attributes::{Lacking, is_lacking};
pub use tagging::brackets::Brackets;
pub use tagging::choosing::{Choice, Deed};
pub use tagging::hand::{End, Hand, Held, Holding, Linking, Mark};
pub use tagging::linking::Joint;
pub use tagging::notes::{Draft, DraftPurpose};
pub use tagging::seeking::{Found, MOST_FOUND, Search, Ticket};
pub use tagging::writing::{Writing, writing_area, writing_width};
