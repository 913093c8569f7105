//! What reaches the program, and what it asks for.

use std::any::Any;
use std::sync::Arc;

use super::bulk::{Bulk, Edited};
use super::documents::Turn;
use super::documents::changed::Changed;
use super::documents::document::Progress;
use super::exporting::ExportAs;
use super::model::{Bookmark, Message};
use super::pointing::Mouse;
use super::reading::findings::Findings;
use super::reading::overview::{Summary, Summed};
use super::search::counting::{Sweep, Swept};
use super::tagging::seeking::{Found, Search};
use crate::annotation::{Edit, History, Record};
use crate::article::Article;
use crate::config::Key;

/// What reaches the program.
#[derive(Debug)]
pub enum Event {
    /// A key.
    Key(Key),
    /// Something done with the mouse.
    Mouse(Mouse),
    /// Pasted text.
    Paste(String),
    /// The screen has a new size, in columns and rows.
    Resize(u16, u16),
    /// All of the article was read.
    Read(Arc<Article>),
    /// The article was changed on disk, and read again.
    Changed(Box<Changed>),
    /// There is no file of the article any more.
    Vanished,
    /// Something could not be done behind the screen, and why; no edit is lost by it.
    Failed(String),
    /// The record was opened.
    Opened {
        /// What is on it.
        record: Box<Record>,
        /// Why it cannot be changed, where it cannot.
        read_only: Option<String>,
        /// What the person should know: edits that were recovered, tags without a place.
        notices: Vec<String>,
        /// What the reader left behind last time.
        bookmark: Option<Bookmark>,
    },
    /// Another program changed the record, and its changes were taken in.
    Joined {
        /// The record with every edit that is on disk, and with theirs.
        record: Box<Record>,
        /// What the person should know of it.
        notices: Vec<String>,
    },
    /// What was done and undone in earlier runs is known.
    Recalled {
        /// What can be undone and redone.
        history: Box<History>,
        /// What the person should know: why there is less than there was.
        notice: Option<String>,
    },
    /// The machine has found who said what.
    Attributed(Arc<Findings>),
    /// The colours of that name are used from now on.
    Themed(String),
    /// An edit is on disk.
    Saved,
    /// An edit is not on disk, and why.
    SaveFailed(String),
    /// The record is saved in another file too.
    SavedElsewhere {
        /// The file.
        path: String,
        /// How many edits are in it that could not be saved in their place so far.
        waiting: usize,
    },
    /// The record was not saved in another file, for there is a file of that name.
    ElsewhereExists {
        /// The file.
        path: String,
    },
    /// An edit of very many items was made, or what was found was compared with a large record.
    Edited(Box<Edited>),
    /// The overview is counted.
    Summed(Summed),
    /// A search found something, or is over.
    Found(Found),
    /// Hits were counted, or the paragraphs of a filter are known.
    Swept(Swept),
    /// An export ended: what was written, or why nothing was.
    Exported(Result<String, String>),
    /// The next document cannot be opened, or there is none: this one stays.
    Stays {
        /// The index of the one that was to be opened.
        tried: Option<usize>,
        /// Why.
        message: Message,
    },
    /// How far the work on the document of that index is, where that can be known.
    Surveyed {
        /// The index.
        at: usize,
        /// How far.
        progress: Option<Progress>,
    },
    /// Nothing was exported, for there is a file of that name.
    ExportExists {
        /// The name of the format.
        format: String,
        /// The file.
        path: String,
    },
}

/// What the program asks for.
#[derive(Debug)]
pub enum Effect {
    /// Put the edit in the journal, and answer with [`Event::Saved`] or [`Event::SaveFailed`].
    Append(Edit),
    /// The same for an edit that takes the last one back.
    Undo(Edit),
    /// The same for an edit that was taken back.
    Redo(Edit),
    /// Write the record to another file, and answer with [`Event::SavedElsewhere`] or
    /// [`Event::ElsewhereExists`].
    SaveElsewhere {
        /// Where to.
        path: String,
        /// Whether a file of that name may be replaced.
        replace: bool,
        /// What is on the record.
        record: Box<Record>,
    },
    /// Make an edit of very many items, or compare what was found with a large record, and answer with
    /// [`Event::Edited`].
    Edit(Box<Bulk>),
    /// Free what nobody needs any more and is large.
    Free(Box<dyn Any + Send>),
    /// Count the overview, and answer with [`Event::Summed`].
    Sum(Box<Summary>),
    /// Look through the text, and answer with [`Event::Found`] as it goes.
    Search(Search),
    /// Look through the text for hits or for the paragraphs of a filter, and answer with
    /// [`Event::Swept`] as it goes.
    Sweep(Sweep),
    /// Write an export, and answer with [`Event::Exported`].
    Export {
        /// What it is written as.
        format: ExportAs,
        /// Where to.
        path: String,
        /// Whether a file of that name may be replaced.
        replace: bool,
        /// What is on the record.
        record: Box<Record>,
    },
    /// Open another document in place of this one, whose edits are all on disk, and go on with
    /// [`App::turn`]; or answer with [`Event::Stays`].
    Turn(Turn),
    /// Open the record again for the article as it is on disk now, and go on with [`App::renew`]; every
    /// edit is on disk.
    Renew(Box<Changed>),
    /// Look how far the work on the documents of those indices is, and answer with an
    /// [`Event::Surveyed`] for each.
    Survey(Vec<usize>),
    /// Put the text on the clipboard.
    Copy(String),
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// End the program.
    Quit,
    /// Draw every cell anew, whatever the terminal shows.
    Redraw,
    /// Use the next colours, and answer with their name.
    NextTheme,
    /// Give the terminal back until called again.
    Suspend,
}
