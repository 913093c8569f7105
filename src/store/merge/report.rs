//! What a person should know of a merge.

use std::fmt;

/// A merged record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merged {
    /// The record file, which can always be read.
    pub text: String,
    /// What a person should know, in the order of the file.
    pub remarks: Vec<Remark>,
}

/// Records that cannot be merged.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{version}, line {line}, column {column}: {problem}")]
pub struct MergeError {
    /// Which of the three cannot be read.
    pub version: Version,
    /// The line, from 1.
    pub line: usize,
    /// The character of the line, from 1.
    pub column: usize,
    /// What was expected, and what to do.
    pub problem: String,
}

/// One of the three versions of a record that are merged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    /// The one that both others came from.
    Base,
    /// The one that is here.
    Ours,
    /// The one that is merged into ours.
    Theirs,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Version::Base => "the common ancestor",
            Version::Ours => "our version",
            Version::Theirs => "their version",
        })
    }
}

/// An item, for messages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// What kind of item it is: “tag”; “record” for the header of the record.
    pub kind: &'static str,
    /// Its id; empty for the header.
    pub id: String,
    /// The words that it stands on, or its own; empty where it has none.
    pub text: String,
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, id, text } = self;
        match (id.as_str(), text.as_str()) {
            ("", _) => f.write_str(kind),
            (id, "") => write!(f, "{kind} {id}"),
            (id, text) => write!(f, "{kind} {id} “{text}”"),
        }
    }
}

/// Something to know of a merge. None of it is a loss.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Remark {
    /// Both sides changed a field to different values: the item keeps ours, and theirs is disputed.
    Disagreement {
        /// The item.
        item: Named,
        /// The field; for an attribute its name.
        field: String,
        /// Our value, in words.
        ours: String,
        /// Their value, in words.
        theirs: String,
        /// Who says so; empty where that is not known.
        by: String,
    },
    /// One side removed an item that the other edited: it is kept.
    Kept {
        /// The item.
        item: Named,
        /// Whether our side removed it.
        removed_by_us: bool,
    },
    /// One side removed an item that something new of the other side names: it is kept.
    Named {
        /// The item.
        item: Named,
        /// Whether our side removed it.
        removed_by_us: bool,
    },
    /// Both sides gave one id to two things: theirs has a new one.
    Renamed {
        /// The item, by its old id.
        item: Named,
        /// Its new id.
        id: String,
    },
    /// Both sides made an entity of the same name and kind: both are kept.
    SameName {
        /// The name.
        name: String,
        /// The kind.
        kind: String,
        /// Their ids, ours first.
        ids: [String; 2],
    },
    /// The sides are about different versions of the article: items are found again by their words when
    /// the article is opened.
    Recounted {
        /// How many items were counted in the other version.
        items: usize,
    },
}

impl Remark {
    /// Whether it is a disagreement, which a person should decide.
    pub fn is_disagreement(&self) -> bool {
        matches!(self, Remark::Disagreement { .. })
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let remover = |ours: bool| if ours { "ours" } else { "theirs" };
        let editor = |ours: bool| if ours { "theirs" } else { "ours" };
        match self {
            Remark::Disagreement { item, field, ours, theirs, by } => {
                write!(f, "{item}: {field} is “{ours}” in ours and “{theirs}” in theirs")?;
                if by.is_empty() { Ok(()) } else { write!(f, " ({by})") }
            }
            Remark::Kept { item, removed_by_us: ours } => {
                write!(f, "{item}: removed in {}, edited in {}: kept", remover(*ours), editor(*ours))
            }
            Remark::Named { item, removed_by_us: ours } => {
                write!(f, "{item}: removed in {}, named anew in {}: kept", remover(*ours), editor(*ours))
            }
            Remark::Renamed { item, id } => {
                write!(f, "{item}: the id stands for two things: theirs is now {id}")
            }
            Remark::SameName { name, kind, ids: [ours, theirs] } => {
                write!(f, "{kind} “{name}” was made in both, as {ours} and as {theirs}: both are kept apart")
            }
            Remark::Recounted { items } => {
                let items = if *items == 1 { "1 item".to_owned() } else { format!("{items} items") };
                write!(
                    f,
                    "the article was changed in between: {items} will be found again by their words when it is \
                     opened"
                )
            }
        }
    }
}
