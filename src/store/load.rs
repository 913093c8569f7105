//! Opening a record: file and journal to items in memory.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::anchor::{Ground, OldText};
use super::document::{self, Document, OLDER_COPY, Problem};
use super::entry::{self, Entries};
use super::error::ReadError;
use super::line::{Anchor, Line, Quotation};
use super::location::{Location, copy_of, journal_of};
use super::merge;
use super::replay::{Replayed, replay};
use super::texts::Texts;
use crate::annotation::{Change, Id, Reason, Record, Unplaced};
use crate::article::Article;
use crate::article::offsets::{Offsets, Unit};

/// What the header of a record says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Header {
    /// The file name of the article, for people: "call.txt".
    pub file: String,
    /// The annotator.
    pub annotator: String,
    /// The name of the tag set.
    pub tag_set: String,
}

/// A record as it was read.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// What is on the record.
    pub record: Record,
    /// What its header says; empty where there is no file.
    pub header: Header,
    /// The items that were found again elsewhere, for sure.
    pub moved: Vec<Id>,
    /// The items that were placed now, but that a person should look at: their stamp says why.
    pub doubted: Vec<Id>,
    /// What stands in the file but is not on the record.
    pub unplaced: Vec<Unplaced>,
    /// What a person should be told.
    pub notices: Vec<Notice>,
    /// The header as it stands, without the items.
    pub(super) document: Document,
    /// The bytes of the record file; `None` where there is none.
    pub(super) bytes: Option<Vec<u8>>,
    /// The whole lines of the journal.
    pub(super) journal: Vec<u8>,
}

/// Something that a person should be told about a record that was opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// The journal held edits that the record did not: an earlier run was killed.
    Recovered {
        /// How many.
        edits: usize,
    },
    /// Another program changed the record while it was open, and the changes were taken in.
    Joined,
    /// The record was changed elsewhere while a journal was left: both versions of some items are kept.
    Disputed {
        /// How many.
        items: usize,
    },
    /// Merged versions of the record say different things about the record itself: of its fields.
    HeaderDisputed {
        /// How many.
        fields: usize,
    },
    /// The article was changed, and items were found again for sure.
    Moved {
        /// How many.
        items: usize,
    },
    /// The article was changed, and a person should look at items again.
    Doubted {
        /// How many.
        items: usize,
    },
    /// Items of the file are not on the record.
    Unplaced {
        /// How many.
        items: usize,
    },
    /// There is another record of the same article, which was not opened.
    Other {
        /// The other record.
        record: PathBuf,
    },
    /// The record cannot be locked where it is.
    Unlocked,
    /// The article was changed, so that what was done before cannot be undone.
    Forgotten,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items = |count: usize| if count == 1 { "item" } else { "items" };
        match self {
            Notice::Recovered { edits: 1 } => f.write_str("recovered 1 edit from the journal"),
            Notice::Recovered { edits } => write!(f, "recovered {edits} edits from the journal"),
            Notice::Joined => f.write_str("another program changed the record: its changes are taken in"),
            Notice::HeaderDisputed { fields } => {
                let fields = if *fields == 1 { "1 field".to_owned() } else { format!("{fields} fields") };
                write!(f, "{fields} in the header of the record are disputed: decide in the file")
            }
            Notice::Disputed { items: count } => {
                write!(f, "{count} {} changed elsewhere too: both versions are kept", items(*count))
            }
            Notice::Moved { items: count } => {
                write!(f, "the article was changed: {count} {} found again elsewhere", items(*count))
            }
            Notice::Doubted { items: 1 } => f.write_str("1 item needs review, for the article was changed"),
            Notice::Doubted { items } => {
                write!(f, "{items} items need review, for the article was changed")
            }
            Notice::Unplaced { items: count } => {
                write!(f, "{count} {} of the record cannot be placed, and stay in the file", items(*count))
            }
            Notice::Other { record } => {
                write!(f, "there is another record of this article, which is not shown: {}", record.display())
            }
            Notice::Forgotten => {
                f.write_str("the article was changed: what was done before cannot be undone any more")
            }
            Notice::Unlocked => {
                f.write_str("records cannot be locked here: do not open this one twice at a time")
            }
        }
    }
}

/// Reads the record at `path`, and in memory joins it with the journal that may lie beside. Writes
/// nothing. Where there is neither, the record is empty.
///
/// # Errors
///
/// [`ReadError`] for a file that cannot be read or that is no record.
pub fn read(path: &Path, article: &Arc<Article>) -> Result<Loaded, ReadError> {
    load(path, &Text::new(article.clone()), None)
}

/// Reads the record at [`Location::record`] as [`read`] does, with the help of the text that it was
/// counted in if that was kept.
///
/// # Errors
///
/// As for [`read`].
pub fn read_at(location: &Location, article: &Arc<Article>) -> Result<Loaded, ReadError> {
    load(location.record(), &Text::new(article.clone()), location.texts.as_ref())
}

/// An article, and the counts of its text once they are needed.
#[derive(Debug)]
pub(super) struct Text {
    article: Arc<Article>,
    offsets: OnceCell<Offsets<'static>>,
}

impl Text {
    pub(super) fn new(article: Arc<Article>) -> Self {
        Self { article, offsets: OnceCell::new() }
    }

    pub(super) fn article(&self) -> &Article {
        &self.article
    }

    /// The offsets of the text, in code points.
    pub(super) fn offsets(&self) -> &Offsets<'_> {
        self.offsets.get_or_init(|| Offsets::shared(self.article.clone(), Unit::CodePoint))
    }

    pub(super) fn ground(&self) -> Ground<'_> {
        Ground { text: self.article.text(), offsets: self.offsets() }
    }
}

/// [`read`], for a text whose counts are at hand.
pub(super) fn load(path: &Path, text: &Text, texts: Option<&Texts>) -> Result<Loaded, ReadError> {
    let bytes = read_file(path)?;
    let journal = read_file(&journal_of(path))?.unwrap_or_default();
    join(path, bytes, journal, text, texts)
}

/// Joins the record file at `path`, of which `bytes` were read, with its journal.
pub(super) fn join(
    path: &Path,
    bytes: Option<Vec<u8>>,
    mut journal: Vec<u8>,
    text: &Text,
    texts: Option<&Texts>,
) -> Result<Loaded, ReadError> {
    let content = |path: &Path| {
        let path = path.to_owned();
        move |Problem { line, column, message }| ReadError::Content { path, line, column, problem: message }
    };
    let document = bytes.as_deref().map(document::parse).transpose();
    let document = document.map_err(|problem| with_copy(path, problem)).map_err(content(path))?;
    let entries = entry::parse(&journal).map_err(content(&journal_of(path)))?;
    journal.truncate(entries.whole);
    let loaded = settle(document.unwrap_or_default(), entries, text, texts);
    Ok(Loaded { bytes, journal, ..loaded })
}

/// Names the last good copy of a broken record, where there is one.
fn with_copy(path: &Path, problem: Problem) -> Problem {
    let copy = copy_of(path);
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match problem.message.strip_suffix(OLDER_COPY).filter(|_| copy.is_file()) {
        Some(said) => {
            let back = format!("rename {} to {}", name(&copy), name(path));
            Problem { message: format!("{said}, or go back to the last good copy: {back}"), ..problem }
        }
        None => problem,
    }
}

fn read_file(path: &Path) -> Result<Option<Vec<u8>>, ReadError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(source) => Err(ReadError::Io { path: path.to_owned(), source }),
    }
}

/// Joins a document with a journal and places its items.
fn settle(mut document: Document, entries: Entries, text: &Text, texts: Option<&Texts>) -> Loaded {
    let Replayed { edits, disputed, mixed } = replay_if_any(entries, &mut document);
    let same = !mixed && document.article.sha256 == text.article().digest().to_string();
    // Of items that were counted in several texts the old one places those that it reads.
    let then = texts.filter(|_| !same).and_then(|texts| texts.load(&document.article.sha256));
    if mixed {
        document.article.sha256.clear();
    }
    let fields = merge::disputed(&document);
    let mut settling = Settling {
        text,
        same,
        old: then.as_deref().and_then(|then| OldText::new(then, text.article().text())),
        moved: Vec::new(),
        doubted: Vec::new(),
        changes: Vec::new(),
        unplaced: Vec::new(),
    };
    settling.shelve(
        std::mem::take(&mut document.entities),
        |item| Change::Entity(None, Some(item)),
        |_| true,
    );
    settling.shelve(std::mem::take(&mut document.tags), |item| Change::Tag(None, Some(item)), |_| true);
    let tags: HashSet<Id> = match document.links.is_empty() {
        true => HashSet::new(),
        false => settling.changes.iter().filter_map(tag_id).collect(),
    };
    let joined = |link: &super::line::LinkLine| {
        tags.contains(&Id::new(link.from.as_str())) && tags.contains(&Id::new(link.to.as_str()))
    };
    settling.shelve(std::mem::take(&mut document.links), |item| Change::Link(None, Some(item)), joined);
    settling.shelve(std::mem::take(&mut document.notes), |item| Change::Note(None, Some(item)), |_| true);
    settling.shelve(
        std::mem::take(&mut document.document_labels),
        |item| Change::DocumentLabel(None, Some(item)),
        |_| true,
    );
    settling.shelve(
        std::mem::take(&mut document.verdicts),
        |item| Change::Verdict(None, Some(item)),
        |_| true,
    );
    let Settling { changes, mut unplaced, moved, doubted, .. } = settling;
    let mut record = Record::holding(changes);
    // Of lines that are alike in all one is enough.
    unplaced.retain(|item| record.apply(&vec![Change::Unplaced(None, Some(item.clone()))].into()).is_ok());
    let header = Header {
        file: document.article.file.clone(),
        annotator: document.annotator.clone(),
        tag_set: document.tag_set.clone(),
    };
    let notices = [
        (edits > 0).then_some(Notice::Recovered { edits }),
        (disputed > 0).then_some(Notice::Disputed { items: disputed }),
        (fields > 0).then_some(Notice::HeaderDisputed { fields }),
        (!moved.is_empty()).then_some(Notice::Moved { items: moved.len() }),
        (!doubted.is_empty()).then_some(Notice::Doubted { items: doubted.len() }),
        (!unplaced.is_empty()).then_some(Notice::Unplaced { items: unplaced.len() }),
    ];
    let notices = notices.into_iter().flatten().collect();
    Loaded { record, header, moved, doubted, unplaced, notices, document, ..Loaded::default() }
}

fn replay_if_any(entries: Entries, document: &mut Document) -> Replayed {
    if entries.edits.is_empty() {
        return Replayed::default();
    }
    // One that is there but names no text holds items that were counted in several.
    if *document == Document::default() {
        document.article.sha256.clone_from(&entries.sha256);
    }
    replay(entries, document)
}

fn tag_id(change: &Change) -> Option<Id> {
    match change {
        Change::Tag(_, Some(tag)) => Some(tag.id.clone()),
        _ => None,
    }
}

/// Items on their way from a file to a record.
struct Settling<'t> {
    text: &'t Text,
    /// Whether the offsets were counted in this text.
    same: bool,
    /// The text that they were counted in, where that is another one and known.
    old: Option<OldText<'t>>,
    moved: Vec<Id>,
    doubted: Vec<Id>,
    changes: Vec<Change>,
    unplaced: Vec<Unplaced>,
}

impl Settling<'_> {
    /// Puts the items of one kind on the record, or aside. `joined`: whether what an item joins is
    /// on the record.
    fn shelve<L: Line>(
        &mut self,
        lines: Vec<L>,
        change: impl Fn(L::Item) -> Change,
        joined: impl Fn(&L) -> bool,
    ) {
        let anchored: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].anchor().is_some()).collect();
        let anchors: Vec<Anchor<'_>> = anchored.iter().filter_map(|&at| lines[at].anchor()).collect();
        let placed = match anchors.is_empty() {
            true => Vec::new(),
            false => self.text.ground().place(&anchors, self.old.as_ref(), self.same),
        };
        drop(anchors);
        self.changes.reserve(lines.len());
        let mut placed = anchored.into_iter().zip(placed).peekable();
        let mut first_of: HashMap<String, L> = HashMap::new();
        let twins = twins(&lines);
        for (at, mut line) in lines.into_iter().enumerate() {
            let place = placed.next_if(|(index, _)| *index == at).map(|(_, place)| place);
            let mut again = false;
            if twins.contains(line.id()) {
                match first_of.get(line.id()) {
                    // A merge by lines leaves the same line twice.
                    Some(first) if *first == line => continue,
                    Some(_) => again = true,
                    None => drop(first_of.insert(line.id().to_owned(), line.clone())),
                }
            }
            let reason = match &place {
                _ if line.id().is_empty() => Some(Reason::Nameless),
                _ if again => Some(Reason::Twice),
                Some(Err(reason)) => Some(*reason),
                _ if !joined(&line) => Some(Reason::Loose),
                _ => None,
            };
            match (reason, place) {
                (Some(reason), _) => self.set_aside(line, reason, &change),
                (None, Some(Ok(place))) => {
                    let id = || Id::new(line.id());
                    match place.doubt {
                        Some(_) => self.doubted.push(id()),
                        None => self.moved.extend(place.moved.then(id)),
                    }
                    if let (Some(doubt), Some(review)) = (place.doubt, line.review()) {
                        *review = Some(doubt.to_string());
                    }
                    self.changes.push(change(line.item(place.at)));
                }
                (None, _) => self.changes.push(change(line.item(Vec::new()))),
            }
        }
    }

    /// Carries an item along as it stands. Where the file does not say what its offsets point at, that
    /// is said now, or a later version of the text would take them for its own.
    fn set_aside<L: Line>(&mut self, mut line: L, reason: Reason, change: impl Fn(L::Item) -> Change) {
        let mut place = (0, 0);
        let mut text = String::new();
        if let Some(anchor) = line.anchor() {
            let at = anchor.at.to_vec();
            place = at.first().copied().unwrap_or_default();
            text = anchor.text.unwrap_or_default().to_owned();
            if anchor.text.is_none() && !at.is_empty() {
                let (before, after) = (anchor.before.to_owned(), anchor.after.to_owned());
                line.set_quotation(Quotation { at, text: Some(String::new()), before, after });
            }
        }
        let id = Id::new(line.id());
        let mut written = String::new();
        line.write(&mut written);
        let item = Box::new(change(line.item(Vec::new())));
        self.unplaced.push(Unplaced { kind: L::KIND, id, text, reason, place, line: written, item });
    }
}

/// The ids that more than one line has.
fn twins<L: Line>(lines: &[L]) -> HashSet<String> {
    let mut seen = HashSet::with_capacity(lines.len());
    lines.iter().map(L::id).filter(|id| !seen.insert(*id)).map(str::to_owned).collect()
}
