//! What can be undone and redone, across runs.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::num::NonZero;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::thread::{self, available_parallelism};

use sha2::{Digest as _, Sha256};

use super::anchor::Ground;
use super::disk;
use super::document::{FORMAT, UNITS, VERSION};
use super::entry::{self, Step};
use super::line::{Line, Quotation};
use super::load::Notice;
use super::location::with_suffix;
use super::syntax::write_text;
use crate::annotation::{Change, Edit, History};
use crate::article::{Digest, Span};

/// The fewest edits that a thread is worth.
const WORTH_A_THREAD: usize = 1000;
/// How many bytes of edits that can be neither undone nor redone a file may hold, beside as many
/// as the others have.
const SPARE: usize = 1 << 16;

/// How an edit came about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Course {
    /// A person made it.
    Made,
    /// It takes the last edit back.
    Undone,
    /// It makes the edit again that was taken back last.
    Redone,
}

/// A file for each record, in the user's state directory: private to the program, and no loss of
/// annotation where it goes missing. Nothing in it is synced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Histories {
    folder: PathBuf,
}

impl Histories {
    /// The histories that are kept in the user's state directory `state`:
    /// `STATE/onrecord/history/<first 16 digits of the SHA-256 of the record's path>.journal`.
    pub fn new(state: &Path) -> Self {
        Self { folder: state.join("onrecord").join("history") }
    }

    /// The file for `record`, by its full path: the same record can be named in several ways.
    fn path(&self, record: &Path) -> PathBuf {
        let folder = disk::folder_of(record);
        let folder = fs::canonicalize(folder).or_else(|_| std::path::absolute(folder)).unwrap_or_default();
        let full = folder.join(record.file_name().unwrap_or_default());
        let digest = Sha256::digest(full.as_os_str().as_encoded_bytes());
        let digits: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        self.folder.join(digits + ".journal")
    }
}

/// The history of one record on disk: a first line that says of which article text, then a line for
/// each edit that was made, and a word for each that was taken back or made again.
#[derive(Debug)]
pub(super) struct Trail {
    path: PathBuf,
    state: State,
}

#[derive(Debug)]
enum State {
    /// The file is to hold these bytes before anything is put behind them.
    Unwritten(Vec<u8>),
    /// So many bytes of the file are whole lines; what stands behind was torn off in writing.
    Whole(u64),
    /// Lines are put at its end.
    Open(File),
    /// It could not be written: a history with a gap is worth nothing.
    GivenUp,
}

impl Trail {
    /// The history of `record`, an annotation of the text that `ground` counts; and what to tell
    /// where it can no longer be used.
    pub(super) fn read(
        histories: &Histories,
        record: &Path,
        digest: Digest,
        ground: &Ground<'_>,
    ) -> (Self, History, Option<Notice>) {
        let path = histories.path(record);
        let bytes = fs::read(&path).unwrap_or_default();
        let lines = Lines::read(&bytes);
        let fresh = head(digest, record);
        if lines.sha256.as_deref() != Some(&digest.to_string()) {
            let notice = (!lines.is_empty()).then_some(Notice::Forgotten);
            return (Self { path, state: State::Unwritten(fresh) }, History::default(), notice);
        }
        let state = match lines.whole > 2 * lines.live() + SPARE {
            true => State::Unwritten(lines.compacted(&bytes, fresh)),
            false => State::Whole(lines.whole as u64),
        };
        let history = History::new(edits(&bytes, &lines.done, ground), edits(&bytes, &lines.undone, ground));
        (Self { path, state }, history, None)
    }

    /// Notes an edit that is on the record now.
    pub(super) fn note(&mut self, course: Course, edit: &Edit, ground: &Ground<'_>) {
        let line = match course {
            Course::Made => entry::framed(&entry::steps(edit, &|at| place(at, ground))),
            Course::Undone => entry::framed(UNDO),
            Course::Redone => entry::framed(REDO),
        };
        if self.append(line.as_bytes()).is_err() {
            let _ = fs::remove_file(&self.path);
            self.state = State::GivenUp;
        }
    }

    fn append(&mut self, line: &[u8]) -> io::Result<()> {
        match &mut self.state {
            State::Unwritten(begun) => {
                let folder = disk::folder_of(&self.path);
                fs::create_dir_all(folder)?;
                let new = with_suffix(&self.path, ".new");
                let mut file = File::create(&new)?;
                let written = file.write_all(begun).and_then(|()| file.write_all(line));
                written.and_then(|()| fs::rename(&new, &self.path)).inspect_err(|_| {
                    let _ = fs::remove_file(&new);
                })?;
                self.state = State::Open(file);
            }
            State::Whole(length) => {
                let mut file = OpenOptions::new().write(true).open(&self.path)?;
                file.set_len(*length)?;
                file.seek(SeekFrom::End(0))?;
                file.write_all(line)?;
                self.state = State::Open(file);
            }
            State::Open(file) => file.write_all(line)?,
            State::GivenUp => {}
        }
        Ok(())
    }
}

const UNDO: &str = "undo";
const REDO: &str = "redo";

/// The first line.
fn head(digest: Digest, record: &Path) -> Vec<u8> {
    let mut head = format!(
        "(format: \"{FORMAT} history\", version: {VERSION}, units: \"{UNITS}\", sha256: \"{digest}\", record: "
    );
    write_text(&record.to_string_lossy(), &mut head);
    entry::framed(&(head + ")")).into_bytes()
}

/// The lines of a history that still count, as stretches of its bytes.
#[derive(Default)]
struct Lines {
    /// The SHA-256 of the article; `None` where there is no history.
    sha256: Option<String>,
    done: Vec<Range<usize>>,
    undone: Vec<Range<usize>>,
    /// How many bytes are whole lines.
    whole: usize,
}

impl Lines {
    /// Reads which edits can be undone and redone. A damaged line is a gap, across which nothing is
    /// undone; a torn last line is left out.
    fn read(bytes: &[u8]) -> Self {
        let mut lines = Self::default();
        while let Some((line, length)) = entry::next_entry(bytes.get(lines.whole..).unwrap_or_default()) {
            let text = entry::unframed(line);
            if lines.whole == 0 {
                lines.sha256 = text.and_then(|head| entry::read_head(&head).ok());
            } else {
                lines.take(text.as_deref().unwrap_or_default(), lines.whole..lines.whole + length);
            }
            lines.whole += length;
        }
        lines
    }

    fn take(&mut self, text: &str, range: Range<usize>) {
        let moved = match text {
            UNDO => self.done.pop().map(|edit| self.undone.push(edit)),
            REDO => self.undone.pop().map(|edit| self.done.push(edit)),
            edit if edit.starts_with('[') => {
                self.done.push(range);
                self.undone.clear();
                Some(())
            }
            _ => None,
        };
        if moved.is_none() {
            self.done.clear();
            self.undone.clear();
        }
    }

    fn is_empty(&self) -> bool {
        self.done.is_empty() && self.undone.is_empty()
    }

    /// How many bytes the edits have that can be undone or redone.
    fn live(&self) -> usize {
        self.done.iter().chain(&self.undone).map(Range::len).sum()
    }

    /// A history of the same edits and nothing else.
    fn compacted(&self, bytes: &[u8], mut fresh: Vec<u8>) -> Vec<u8> {
        for range in self.done.iter().chain(self.undone.iter().rev()) {
            fresh.extend_from_slice(bytes.get(range.clone()).unwrap_or_default());
        }
        self.undone.iter().for_each(|_| fresh.extend_from_slice(entry::framed(UNDO).as_bytes()));
        fresh
    }
}

/// A place without its words: a history is only good for the text that it was made on.
fn place(at: &[Span], ground: &Ground<'_>) -> Quotation {
    let point = |byte| u32::try_from(ground.offsets.from_byte(byte)).unwrap_or(u32::MAX);
    let at = at.iter().map(|span| (point(span.start()), point(span.end()))).collect();
    Quotation { at, ..Quotation::default() }
}

/// The edits at these stretches of `bytes`, as far back from the last as they can be read: the last is
/// the next to be undone, or redone. Many are read on several threads.
fn edits(bytes: &[u8], ranges: &[Range<usize>], ground: &Ground<'_>) -> Vec<Edit> {
    let read = |ranges: &[Range<usize>]| -> Vec<Option<Edit>> {
        ranges.iter().map(|range| edit(bytes.get(range.clone())?, ground)).collect()
    };
    let cores = available_parallelism().map_or(1, NonZero::get);
    let share = ranges.len().div_ceil(cores).max(WORTH_A_THREAD);
    let edits: Vec<Option<Edit>> = thread::scope(|scope| {
        let mut shares = ranges.chunks(share);
        let first = shares.next().unwrap_or_default();
        let threads = shares.map(|share| (share, thread::Builder::new().spawn_scoped(scope, || read(share))));
        let threads: Vec<_> = threads.collect();
        let mut edits = read(first);
        for (share, thread) in threads {
            // Without a thread it is done here.
            edits.extend(thread.ok().and_then(|thread| thread.join().ok()).unwrap_or_else(|| read(share)));
        }
        edits
    });
    let first = edits.iter().rposition(Option::is_none).map_or(0, |gap| gap + 1);
    edits.into_iter().skip(first).flatten().collect()
}

/// The edit on a line; `None` for what does not stand in this text or is of a newer version.
fn edit(line: &[u8], ground: &Ground<'_>) -> Option<Edit> {
    let text = entry::unframed(line.strip_suffix(b"\n")?)?;
    let steps = entry::read_steps(&text).ok()?;
    let changes: Option<Vec<Change>> = steps.into_iter().map(|step| change(step, ground)).collect();
    changes.map(Edit::from)
}

fn change(step: Step, ground: &Ground<'_>) -> Option<Change> {
    fn item<L: Line>(line: Option<L>, ground: &Ground<'_>) -> Option<Option<L::Item>> {
        let Some(line) = line else { return Some(None) };
        let at = line.anchor().map_or(&[][..], |anchor| anchor.at);
        let span = |&(start, end): &(u32, u32)| {
            let byte = |point: u32| ground.offsets.to_byte(usize::try_from(point).ok()?);
            (start <= end).then_some(())?;
            Some(Span::new(byte(start)?, byte(end)?))
        };
        let at: Vec<Span> = at.iter().map(span).collect::<Option<_>>()?;
        Some(Some(line.item(at)))
    }
    Some(match step {
        Step::Tag(was, now) => Change::Tag(item(was, ground)?, item(now, ground)?),
        Step::Link(was, now) => Change::Link(item(was, ground)?, item(now, ground)?),
        Step::Note(was, now) => Change::Note(item(was, ground)?, item(now, ground)?),
        Step::Entity(was, now) => Change::Entity(item(was, ground)?, item(now, ground)?),
        Step::DocumentLabel(was, now) => Change::DocumentLabel(item(was, ground)?, item(now, ground)?),
        Step::Verdict(was, now) => Change::Verdict(item(was, ground)?, item(now, ground)?),
    })
}
