//! Finding records: beside articles, and in folders.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::cli::{Error, read};

/// How a record ends, and what a killed program left of one.
const RECORD: &str = ".ron";
const JOURNAL: &str = ".ron.journal";
/// How many bytes of a file say what it is.
const HEAD: usize = 1024;

/// A record that was found.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Found {
    /// The record file; perhaps only its journal is there.
    pub(super) record: PathBuf,
    /// The article that it is about; `None` where that is gone.
    pub(super) article: Option<PathBuf>,
    /// Whose it is; `None` where its name does not say.
    pub(super) annotator: Option<String>,
}

/// The records that `path` names, in order: of a folder all that are in it and below, hidden ones
/// left out; of an article those beside it; or itself.
///
/// # Errors
///
/// [`Error::Read`] for what is not there or cannot be looked through.
pub(super) fn records(path: &Path) -> Result<BTreeSet<Found>, Error> {
    let kind = fs::metadata(path).map_err(|error| read::failed(path, error))?;
    if !kind.is_dir() {
        if let Some(found) = record(path) {
            return Ok(BTreeSet::from([found]));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let beside = fs::read_dir(folder).map_err(|error| read::failed(folder, error))?;
        let named = path.file_name().unwrap_or_default().as_encoded_bytes();
        // Joined anew, so that it is called what the person called it.
        let beside = beside.flatten().map(|entry| path.with_file_name(entry.file_name()));
        let beside = beside.filter(|path| file_name(path).as_encoded_bytes().starts_with(named));
        return Ok(beside
            .filter_map(|path| record(&path))
            .filter(|found| found.article.as_deref() == Some(path))
            .collect());
    }
    let is_hidden =
        |entry: &DirEntry| entry.depth() > 0 && file_name(entry.path()).as_encoded_bytes().starts_with(b".");
    let mut found = BTreeSet::new();
    for entry in WalkDir::new(path).into_iter().filter_entry(|entry| !is_hidden(entry)) {
        match entry {
            Ok(entry) if entry.path().is_file() => found.extend(record(entry.path())),
            Ok(_) => {}
            Err(error) => {
                let at = error.path().unwrap_or(path).to_owned();
                if let Some(error) = error.into_io_error() {
                    return Err(read::failed(&at, error));
                }
            }
        }
    }
    Ok(found)
}

fn file_name(path: &Path) -> &OsStr {
    path.file_name().unwrap_or_default()
}

/// What the file at `path` is the record of; `None` for what is no record.
fn record(path: &Path) -> Option<Found> {
    let name = file_name(path).to_str()?;
    let stem = name.strip_suffix(JOURNAL).or_else(|| name.strip_suffix(RECORD))?;
    let record = path.with_file_name(format!("{stem}{RECORD}"));
    let beside =
        |name: &str| Some(path.with_file_name(name)).filter(|path| !name.is_empty() && path.is_file());
    if let Some(article) = beside(stem) {
        return Some(Found { record, article: Some(article), annotator: None });
    }
    let (article, annotator) = stem.rsplit_once('.').unwrap_or((stem, ""));
    if let Some(article) = beside(article).filter(|_| !annotator.is_empty()) {
        return Some(Found { record, article: Some(article), annotator: Some(annotator.to_owned()) });
    }
    // Other files end like that too: settings, tag sets.
    says_so(path).then_some(Found { record, article: None, annotator: None })
}

/// Whether a file says of itself that it is a record, or a journal of one.
fn says_so(path: &Path) -> bool {
    use std::io::Read as _;

    let mut head = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(HEAD as u64).read_to_end(&mut head));
    let says = |what: &str| memchr::memmem::find(&head, what.as_bytes()).is_some();
    read.is_ok() && (says("format: \"onrecord\"") || says("format: \"onrecord journal\""))
}
