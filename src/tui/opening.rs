//! What a session starts with, and how it ended.

use std::num::NonZeroUsize;
use std::sync::Arc;

use super::clipboard::Clipboard;
use super::desk::{Document, Stack};
use super::stage::Stage;
use crate::app::{Action, Message};
use crate::config::{Keymap, Settings, TagSet};
use crate::store::{Histories, Places};

/// What a session starts with.
pub struct Opening {
    /// The documents to go through.
    pub documents: Arc<dyn Stack>,
    /// The first of them to be opened.
    pub first: Document,
    /// Its index.
    pub at: usize,
    /// What to tell the person beside.
    pub notice: Option<Message>,
    /// Where the places are kept that readers leave off at.
    pub places: Option<Places>,
    /// Where it is kept what can be undone.
    pub histories: Option<Histories>,
    /// On how many threads an article is attributed, beside that of the screen.
    pub threads: NonZeroUsize,
    /// Who annotates.
    pub annotator: String,
    /// The labels.
    pub tag_set: TagSet,
    /// The keys.
    pub keymap: Keymap<Action>,
    /// The colours.
    pub stage: Stage,
    /// How the clipboard is reached.
    pub clipboard: Clipboard,
    /// Whether the terminal may be asked to tell keys apart that it sends alike by default.
    pub keyboard: bool,
    /// How the program looks and behaves.
    pub settings: Settings,
    /// Where ids come from.
    pub randomness: fastrand::Rng,
}

/// How a session ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ended {
    /// The signal that ended it; `None` where the person did.
    pub signal: Option<i32>,
    /// What is not on disk, and why.
    pub unsaved: Option<String>,
    /// What is on disk, but not on the record: where it is, and why.
    pub elsewhere: Option<String>,
}
