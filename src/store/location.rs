//! Where the record of an article lies.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::texts::Texts;
use crate::article::Article;

/// The places where the record of an article may lie.
///
/// A copy in the user's data directory is taken where there is one: it was begun because the
/// article's folder could not be written. Else the record lies beside the article; where nothing
/// can be written there, a record that lies there is opened for reading only, and where there is
/// none, one is begun in the data directory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Location {
    pub(super) beside: Option<PathBuf>,
    pub(super) in_data: Option<PathBuf>,
    /// Where the texts are kept that records were counted in; none without a data directory.
    pub(super) texts: Option<Texts>,
}

impl Location {
    /// Beside the article at `path`: `call.txt.ron`, or `call.txt.ana.ron` for the annotator "ana".
    pub fn beside(path: &Path, annotator: Option<&str>) -> Self {
        Self { beside: Some(with_suffix(path, &ending(annotator))), in_data: None, texts: None }
    }

    /// In the user's data directory alone, for a text that has no folder: standard input.
    pub fn in_data(data: &Path, article: &Article, name: &str, annotator: Option<&str>) -> Self {
        let in_data = Some(data_path(data, article, name, annotator));
        Self { beside: None, in_data, texts: Some(Texts::new(data)) }
    }

    /// Beside the article at `path`, or else in the user's data directory `data`.
    pub fn of(path: &Path, data: &Path, article: &Article, annotator: Option<&str>) -> Self {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let in_data = Some(data_path(data, article, &name, annotator));
        Self { in_data, texts: Some(Texts::new(data)), ..Self::beside(path, annotator) }
    }

    /// The same record at `record`, wherever it lies, with the texts that are kept in the data directory.
    pub fn at(self, record: &Path) -> Self {
        Self { beside: Some(record.to_owned()), in_data: None, ..self }
    }

    /// Where a record is offered to be saved that cannot be saved in its place, for an article of that
    /// name: nobody takes it for the record that is opened next.
    /// `DATA/onrecord/saved/<file name>[.annotator].ron`
    pub fn elsewhere(data: &Path, name: &str, annotator: Option<&str>) -> PathBuf {
        data.join("onrecord").join("saved").join(short_name(name) + &ending(annotator))
    }

    /// The record that is there now, to read it: that of the data directory, else the one beside.
    /// Where there is neither, the one beside the article.
    pub fn record(&self) -> &Path {
        let in_data = self.in_data.as_deref().filter(|path| self.beside.is_none() || is_begun(path));
        in_data.or(self.beside.as_deref()).unwrap_or(Path::new(""))
    }
}

/// Whether a record, or a journal of one, is there.
pub(super) fn is_begun(record: &Path) -> bool {
    record.symlink_metadata().is_ok() || journal_of(record).symlink_metadata().is_ok()
}

/// `DATA/onrecord/records/<first 16 digits of the SHA-256>-<file name>[.annotator].ron`
fn data_path(data: &Path, article: &Article, name: &str, annotator: Option<&str>) -> PathBuf {
    let mut digest = article.digest().to_string();
    digest.truncate(16);
    let name = short_name(name);
    data.join("onrecord").join("records").join(format!("{digest}-{name}{}", ending(annotator)))
}

/// What a file can be called, of a name: of a long one the beginning, for file systems take 255 bytes.
fn short_name(name: &str) -> String {
    let mut name = file_name(name);
    name.truncate(name.floor_char_boundary(100));
    name
}

fn ending(annotator: Option<&str>) -> String {
    annotator.map_or_else(|| ".ron".into(), |annotator| format!(".{}.ron", file_name(annotator)))
}

/// `name` without what leads to another folder or cannot stand in a file name.
fn file_name(name: &str) -> String {
    let fits =
        |c: char| !c.is_control() && !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    name.chars().map(|c| if fits(c) { c } else { '_' }).collect()
}

/// `call.txt.ron.journal`
pub(super) fn journal_of(record: &Path) -> PathBuf {
    with_suffix(record, ".journal")
}

/// `call.txt.ron~`
pub(super) fn copy_of(record: &Path) -> PathBuf {
    with_suffix(record, "~")
}

/// `call.txt.ron.lock`
pub(super) fn lock_of(record: &Path) -> PathBuf {
    with_suffix(record, ".lock")
}

/// `path` with more at the end of its name.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut longer = OsString::from(path);
    longer.push(suffix);
    longer.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::import::plain;

    #[test]
    fn a_record_is_named_after_the_article_and_the_annotator() {
        let article = plain(b"Bridge reopens\n".to_vec()).unwrap();
        let (text, data) = (Path::new("news/call.txt"), Path::new("data"));
        let table = [
            (Location::beside(text, None), "news/call.txt.ron"),
            (Location::beside(text, Some("ana")), "news/call.txt.ana.ron"),
            (Location::beside(text, Some("../../ana")), "news/call.txt..._.._ana.ron"),
            (Location::of(text, data, &article, Some("ana")), "news/call.txt.ana.ron"),
            (
                Location::in_data(data, &article, "a/b", Some("ana")),
                "data/onrecord/records/f48db32ae65d00b6-a_b.ana.ron",
            ),
        ];
        for (location, expected) in table {
            assert_eq!(location.record(), Path::new(expected));
        }
        let long = Location::in_data(data, &article, &"ä".repeat(300), None);
        assert!(long.record().file_name().unwrap().len() < 200);
    }
}
