//! From files and lines to documents that are ready to be written.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::{iter, mem};

use clap::ValueEnum;

use super::in_order::{Job, ROOM};
use super::listing::OutputFormat;
use crate::article::{Article, import};
use crate::cli::{Attributors, Error, Facts, inputs, read};
use crate::exchange::documents;
use crate::exchange::quotes::Document;

/// What the files hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum InputFormat {
    /// One article in plain text
    Text,
    /// An article a line: JSON objects with id and text
    Jsonl,
}

impl InputFormat {
    /// How the files end that are looked for in folders.
    pub(super) fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt"],
            Self::Jsonl => &["jsonl", "ndjson"],
        }
    }
}

/// What comes next in the input.
pub(super) enum Piece {
    /// The text file of that name.
    File(PathBuf),
    /// A text that was read from standard input.
    Text(Vec<u8>),
    /// A line of JSON Lines, and its number.
    Line(Vec<u8>, usize),
    /// A file of JSON Lines is at its end.
    EndOfLines,
    /// Something could not be read.
    Unreadable(Error),
}

/// What became of a piece of the input.
pub(super) enum Done {
    /// A document as it is to be written, and what is odd about it.
    Document(String, Vec<String>),
    /// The line of that number is no document.
    BadLine(usize, String),
    /// There is nothing to write.
    Nothing,
    /// A file of JSON Lines is at its end.
    EndOfLines,
    /// Something could not be read.
    Unreadable(Error),
}

/// The pieces of what `arguments` name, in order, each read when it is asked for: lines here, files
/// by who works on them.
pub(super) fn pieces(
    arguments: Vec<PathBuf>,
    format: InputFormat,
    stdin: Box<dyn BufRead + Send>,
) -> impl Iterator<Item = Job<Piece>> + Send {
    let mut stdin = stdin;
    let files = arguments.into_iter().flat_map(move |argument| inputs::files(&argument, format.endings()));
    files.flat_map(move |file| -> Box<dyn Iterator<Item = Job<Piece>> + Send> {
        let path = match file {
            Ok(path) => path,
            Err(error) => return Box::new(iter::once(unreadable(error))),
        };
        let is_stdin = read::is_stdin(&path);
        let mut stdin = || mem::replace(&mut stdin, Box::new(io::empty()));
        match format {
            InputFormat::Text if is_stdin => Box::new(iter::once(match read::stdin(&mut stdin()) {
                Ok(bytes) => {
                    let size = bytes.len() as u64;
                    Job { name: read::name(&path), on: Piece::Text(bytes), size }
                }
                Err(error) => unreadable(error),
            })),
            InputFormat::Text => {
                let size = fs::metadata(&path).map_or(0, |file| file.len());
                Box::new(iter::once(Job { name: read::name(&path), on: Piece::File(path), size }))
            }
            InputFormat::Jsonl if is_stdin => Box::new(lines(path, stdin())),
            InputFormat::Jsonl => match File::open(&path) {
                Ok(file) => Box::new(lines(path, Box::new(BufReader::new(file)))),
                Err(error) => Box::new(iter::once(unreadable(read::failed(&path, error)))),
            },
        }
    })
}

fn unreadable(error: Error) -> Job<Piece> {
    Job { name: String::new(), on: Piece::Unreadable(error), size: 0 }
}

/// The lines of `source`, read from `path`, and then its end.
fn lines(path: PathBuf, source: Box<dyn BufRead + Send>) -> impl Iterator<Item = Job<Piece>> + Send {
    let name = read::name(&path);
    let mut source = Some(source);
    let mut number = 0;
    iter::from_fn(move || {
        let mut line = Vec::new();
        number += 1;
        match source.as_mut()?.read_until(b'\n', &mut line) {
            Ok(0) => {
                source = None;
                Some(Job { name: name.clone(), on: Piece::EndOfLines, size: 0 })
            }
            Ok(_) => {
                let size = line.len() as u64;
                Some(Job { name: name.clone(), on: Piece::Line(line, number), size })
            }
            Err(error) => {
                source = Some(Box::new(io::empty()));
                Some(unreadable(read::failed(&path, error)))
            }
        }
    })
}

/// Makes documents of pieces.
pub(super) struct Maker {
    pub(super) attributors: Attributors,
    /// What the machine is less sure of than this is left out, in percent.
    pub(super) at_least: u8,
    /// How many threads there are.
    pub(super) threads: NonZeroUsize,
    pub(super) format: OutputFormat,
    pub(super) facts: Facts,
}

impl Maker {
    pub(super) fn work(&self, piece: Piece) -> Done {
        let article = |path: &Path, bytes| {
            let article = read::parse(path, bytes)?;
            let id = path.to_string_lossy();
            let document = self.document(&id, Some(path), &article)?;
            Ok(Done::Document(document, read::notes(path, &article).collect()))
        };
        let done = match piece {
            Piece::File(path) => read::file(&path).and_then(|bytes| article(&path, bytes)),
            Piece::Text(bytes) => article(Path::new("-"), bytes),
            Piece::Line(line, number) => {
                self.line(&line).unwrap_or_else(|problem| Ok(Done::BadLine(number, problem)))
            }
            Piece::EndOfLines => Ok(Done::EndOfLines),
            Piece::Unreadable(error) => Err(error),
        };
        done.unwrap_or_else(Done::Unreadable)
    }

    fn line(&self, line: &[u8]) -> Result<Result<Done, Error>, String> {
        let Some(documents::Document { id, text }) =
            documents::document(line).map_err(|error| error.to_string())?
        else {
            return Ok(Ok(Done::Nothing));
        };
        let article = import::plain(text.into_bytes()).map_err(|error| error.to_string())?;
        Ok(self.document(&id, None, &article).map(|document| Done::Document(document, Vec::new())))
    }

    /// The document of that id, read from the file `path`.
    fn document(&self, id: &str, path: Option<&Path>, article: &Article) -> Result<String, Error> {
        // A document that is worked on alone has all threads for itself.
        let alone = article.text().len() as u64 > ROOM;
        let threads = if alone { self.threads } else { NonZeroUsize::MIN };
        let mut attribution = self.attributors.of(path)?.attribute_with(article, threads);
        attribution.keep_at_least(self.at_least);
        Ok(self.format.document(&Document { id, article, attribution: &attribution }, &self.facts))
    }
}
