//! What a person puts on an article: tags, links, notes, entities, document labels and verdicts, and
//! the edits that change them.
//!
//! The annotation is standoff: a [`Tag`] points at [`Span`](crate::article::Span)s of the text and
//! never changes it. Labels and kinds are strings, for a tag set or a later version may add more.

mod dispute;
mod edit;
mod history;
mod item;
mod record;
mod shelf;
mod unplaced;

pub use dispute::Dispute;
pub(crate) use dispute::words_of;
pub use edit::{Change, Conflict, Edit};
pub use history::History;
pub use item::{DocumentLabel, Entity, Extra, Id, Link, Note, Origin, Stamp, Tag, Verdict};
pub use record::Record;
pub use unplaced::{Reason, Unplaced};
