//! The record on disk: one RON file for an article and an annotator, that people read and git
//! merges.
//!
//! `call.txt.ron` holds an item a line, sorted by place, offsets in code points. Each edit is first
//! appended to `call.txt.ron.journal` and synced; the record is replaced as a whole when there is
//! time, and the journal then emptied. `call.txt.ron.lock` keeps a second program from writing.
//! Journal and lock are removed in the end. `call.txt.ron~` is the record as it was opened, and what
//! can be undone is kept in the user's state directory ([`Histories`]).
//!
//! Nothing is lost on the way:
//!
//! * A file that cannot be read, or that a newer version wrote, is never written.
//! * Fields and sections that this version does not know are written back as they stood. Comments
//!   are not.
//! * An item of an article that was changed goes where its words are now: by a word diff, where the old
//!   text was kept (`DATA/onrecord/texts/<SHA-256>.txt`, when it was written), or else by its quotation
//!   and what stood around it, the best place by a margin. One that is not sure is placed and says why a
//!   person should look (`review`), until one has.
//! * An item that cannot be used (its text is gone, its id stands twice, a link's tag is missing) is
//!   [`Unplaced`]: carried along as it stands and reported. An entity or an item that is named but
//!   not there is left named.
//! * A journal that a killed program left is joined with the record by id when it is opened next. So
//!   are the edits of this run with a record that another program changed meanwhile.
//! * Versions of a record that were made apart are [merged](merge()) by id, and what they disagree on is
//!   kept in the file.

mod anchor;
mod context;
mod diff;
mod disk;
mod document;
mod doubt;
mod entry;
mod error;
mod glance;
mod history;
mod items;
mod journal;
mod kept;
mod line;
mod load;
mod location;
mod lock;
mod mapping;
mod merge;
mod order;
mod place;
mod replay;
mod search;
mod sections;
mod syntax;
mod texts;
mod writer;

pub use crate::annotation::{Reason, Unplaced};
pub use error::{Holder, ReadError, ReadOnly, StoreError};
pub use glance::is_labelled;
pub use history::{Course, Histories};
pub use kept::kept;
pub use load::{Header, Loaded, Notice, read, read_at};
pub use location::Location;
pub use merge::{MergeError, Merged, Named, Remark, Version, merge};
pub use place::{Place, Places};
pub use writer::{Joined, Opened, Store};
