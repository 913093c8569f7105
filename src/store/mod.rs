//! The record on disk: one RON file for an article and an annotator, that people read and git
//! merges.
//!
//! `call.txt.ron` holds an item a line, sorted by place, offsets in code points. Each edit is first
//! appended to `call.txt.ron.journal` and synced; the record is replaced as a whole when there is
//! time, and the journal then emptied. `call.txt.ron.lock` keeps a second program from writing.
//! Journal and lock are removed in the end.
//!
//! Nothing is lost on the way:
//!
//! * A file that cannot be read, or that a newer version wrote, is never written.
//! * Fields and sections that this version does not know are written back as they stood. Comments
//!   are not.
//! * An item that cannot be used (its text is gone, its id stands twice, a link's tag is missing) is
//!   [`Unplaced`]: carried along as it stands and reported. An entity or an item that is named but
//!   not there is left named.
//! * A journal that a killed program left is joined with the record by id when it is opened next.

mod anchor;
mod disk;
mod document;
mod entry;
mod error;
mod glance;
mod items;
mod journal;
mod line;
mod load;
mod location;
mod lock;
mod place;
mod replay;
mod syntax;
mod unplaced;
mod writer;

pub use error::{Holder, ReadError, ReadOnly, StoreError};
pub use glance::is_labelled;
pub use load::{Header, Loaded, Notice, read};
pub use location::Location;
pub use place::Places;
pub use unplaced::{Reason, Unplaced};
pub use writer::{Opened, Store};
