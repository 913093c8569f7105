//! Reads articles from files and standard input.

use std::io::{self, BufRead, ErrorKind};
use std::path::Path;

use super::{Error, Facts, Io};
use crate::article::Article;
use crate::article::import::{self, TooLarge};
use crate::store::Location;

/// What is looked at to tell text from other files.
const SAMPLE: usize = 8192;

/// Why a file is no article.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("there is no such file; check the name")]
    Missing,
    #[error("there is no such file{0}")]
    Misspelt(String),
    #[error("this is an address; fetch the page first: curl -s URL | pandoc -f html -t plain | onrecord -")]
    Address,
    #[error("this is a folder; name a file in it")]
    Folder,
    #[error("no file in this folder ends in “.{0}”; name the files")]
    NothingInFolder(String),
    #[error("there is no such file, and no file fits it as a pattern; check the name")]
    NothingFits,
    #[error("there is no such file, and it is no pattern: {0}")]
    Pattern(&'static str),
    #[error("this file may not be read; check its permissions")]
    Denied,
    #[error("this is a PDF; take its text out first, for example with “pdftotext”")]
    Pdf,
    #[cfg(feature = "tui")]
    #[error("this is a terminal; put a text before the pipe: curl … | onrecord -")]
    Terminal,
    #[error("this is no text; give a plain-text file")]
    Binary,
    #[error("{0}")]
    Utf16(crate::article::Damage),
    #[error("{0}")]
    TooLarge(TooLarge),
    #[error("this cannot be read")]
    Io(#[source] io::Error),
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Missing,
            ErrorKind::IsADirectory => Self::Folder,
            ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Io(error),
        }
    }
}

/// Whether `path` stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What to call `path` in messages; not safe for a terminal as it is.
pub(super) fn name(path: &Path) -> String {
    if is_stdin(path) { "standard input".into() } else { path.to_string_lossy().into_owned() }
}

/// Reads the article in the file `path`, or from standard input for “-”. What could not be read as
/// it stood is told on `io.err`.
///
/// # Errors
///
/// [`Error::Read`] with the name of the file.
pub(super) fn article(path: &Path, io: &mut Io<'_>) -> Result<Article, Error> {
    let bytes = if is_stdin(path) { stdin(&mut io.input) } else { file(path) };
    let article = bytes.and_then(|bytes| parse(path, bytes))?;
    notes(path, &article).for_each(|note| io.tell(note));
    Ok(article)
}

/// What is odd about an article that was read from `path`.
pub(super) fn notes(path: &Path, article: &Article) -> impl Iterator<Item = String> + use<> {
    let damage = article.damage();
    let damaged = (damage.not_utf8 > 0).then(|| format!("{}: {damage}", name(path)));
    let is_empty = article.text().trim().is_empty();
    damaged.into_iter().chain(is_empty.then(|| format!("{}: there is no text in it", name(path))))
}

/// Where the record about the article in `path` lies, for `annotator`.
pub(super) fn location(path: &Path, article: &Article, annotator: Option<&str>, facts: &Facts) -> Location {
    let data = facts.data_dir.as_deref();
    match data {
        Some(data) if is_stdin(path) => Location::in_data(data, article, &name(path), annotator),
        Some(data) => Location::of(path, data, article, annotator),
        None => Location::beside(path, annotator),
    }
}

/// That reading `path` failed.
pub(super) fn failed(path: &Path, error: io::Error) -> Error {
    let is_address = |name: &str| name.starts_with("http://") || name.starts_with("https://");
    let source = match error.into() {
        Unreadable::Missing if path.to_str().is_some_and(is_address) => Unreadable::Address,
        source => source,
    };
    Error::Read { name: name(path), source }
}

/// Reads the whole file `path`.
///
/// # Errors
///
/// [`Error::Read`] with the name of the file.
pub(super) fn file(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|error| failed(path, error))
}

/// Reads the whole of `input`, the standard input.
///
/// # Errors
///
/// [`Error::Read`] that says so.
pub(super) fn stdin(input: &mut dyn BufRead) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|error| failed(Path::new("-"), error))?;
    Ok(bytes)
}

/// The article that `bytes`, read from `path`, hold.
///
/// # Errors
///
/// [`Error::Read`] with the name of the file, where they are no text.
pub(super) fn parse(path: &Path, bytes: Vec<u8>) -> Result<Article, Error> {
    parsed(bytes).map_err(|source| Error::Read { name: name(path), source })
}

fn parsed(bytes: Vec<u8>) -> Result<Article, Unreadable> {
    if bytes.starts_with(b"%PDF-") {
        return Err(Unreadable::Pdf);
    }
    let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    if !utf16 && is_binary(&bytes) {
        return Err(Unreadable::Binary);
    }
    let article = import::plain(bytes).map_err(Unreadable::TooLarge)?;
    if article.damage().utf16 { Err(Unreadable::Utf16(article.damage())) } else { Ok(article) }
}

/// Whether more than one byte in twenty at the beginning is a control character that no text has.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let is_odd = |&&byte: &&u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    sample.iter().filter(is_odd).count() * 20 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_told_from_other_files() {
        let noise: Vec<u8> = (0..4096_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let escapes = "\u{1b}[31mred\u{1b}[0m".repeat(50);
        for (bytes, expected) in [
            (b"".as_slice(), false),
            (b"plain text\r\n\twith tabs\x0C", false),
            (escapes.as_bytes(), false),
            ("“Ž€😀” \u{80}".as_bytes(), false),
            (b"caf\xE9 cr\xE8me br\xFBl\xE9e", false),
            (b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0", true),
            (&noise, true),
        ] {
            assert_eq!(is_binary(bytes), expected, "{:?}", &bytes[..bytes.len().min(20)]);
        }
    }
}
