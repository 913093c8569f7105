//! `onrecord quotes`: who said what, as a table or for programs.

mod table;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Error, Facts, Io, read};
use crate::article::{Article, import};
use crate::attribution::{Attributor, Lexicon};
use crate::exchange::documents;
use crate::exchange::quotes::{self as exchange, Csv, Document};
use crate::page::visible_lines;

/// List who said what
///
/// Finds the direct, indirect and mixed quotations of each article, with their speaker and source.
/// A file that cannot be read is reported and skipped.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The articles, plain text; “-” reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// How to write them
    #[arg(long, value_enum, default_value_t = OutputFormat::Table)]
    format: OutputFormat,

    /// What each file holds
    #[arg(long, value_enum, default_value_t = InputFormat::Text)]
    input: InputFormat,
}

const EXAMPLES: &str = "\
Examples:
  onrecord quotes call.txt
  onrecord quotes *.txt --format csv > quotes.csv
  onrecord quotes --input jsonl corpus.jsonl --format jsonl > found.jsonl

Offsets count Unicode code points of the text with LF line ends; the end is exclusive.";

/// How many bad lines of one file are told one by one.
const BAD_LINES_TOLD: usize = 10;

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum OutputFormat {
    /// A table for people, fitted to the terminal
    Table,
    /// An array with an object for each document
    Json,
    /// An object a line for each document: id, text and quotes
    Jsonl,
    /// A row a quote, for spreadsheets
    Csv,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum InputFormat {
    /// One article in plain text
    Text,
    /// An article a line: JSON objects with id and text
    Jsonl,
}

/// Lists the quotes of all files.
pub(super) fn run(options: &Options, facts: &Facts, io: &mut Io<'_>) -> Result<(), Error> {
    let attributor = Attributor::new(Lexicon::bundled());
    let mut listing = Listing { format: options.format, attributor, facts, documents: 0 };
    let mut failed = false;
    listing.begin(io)?;
    for path in &options.files {
        let result = match options.input {
            InputFormat::Text => text(path, &mut listing, io),
            InputFormat::Jsonl => lines(path, &mut listing, io),
        };
        match result {
            Ok(()) => {}
            Err(Error::Told) => failed = true,
            Err(error @ Error::Read { .. }) => {
                io.fail(&error);
                failed = true;
            }
            Err(error) => return Err(error),
        }
    }
    listing.end(io)?;
    if failed { Err(Error::Told) } else { Ok(()) }
}

/// Lists the quotes of a plain-text article.
fn text(path: &Path, listing: &mut Listing<'_>, io: &mut Io<'_>) -> Result<(), Error> {
    let article = read::article(path, io)?;
    let id = if read::is_stdin(path) { "-".into() } else { read::name(path) };
    listing.document(&id, &article, io)
}

/// Lists the quotes of an article a line; a line that is none is told and skipped.
fn lines(path: &Path, listing: &mut Listing<'_>, io: &mut Io<'_>) -> Result<(), Error> {
    let Io { input, out, err } = io;
    let mut source = read::lines(path, &mut **input)?;
    let mut io = Io { input: &mut std::io::empty(), out: &mut **out, err: &mut **err };
    let mut bad = 0_usize;
    let mut line = Vec::new();
    for number in 1_usize.. {
        line.clear();
        if source.read_until(b'\n', &mut line).map_err(|error| read::failed(path, error))? == 0 {
            break;
        }
        let found = documents::document(&line).map_err(|error| error.to_string());
        let found = found.and_then(|document| match document {
            Some(documents::Document { id, text }) => {
                let article = import::plain(text.into_bytes()).map_err(|error| error.to_string())?;
                Ok(Some((id, article)))
            }
            None => Ok(None),
        });
        match found {
            Ok(Some((id, article))) => listing.document(&id, &article, &mut io)?,
            Ok(None) => {}
            Err(problem) => {
                bad += 1;
                if bad <= BAD_LINES_TOLD {
                    io.tell(format!("{}: line {number}: {problem}; it was skipped", read::name(path)));
                }
            }
        }
    }
    if bad > BAD_LINES_TOLD {
        io.tell(format!("{}: {} more lines were skipped", read::name(path), bad - BAD_LINES_TOLD));
    }
    if bad > 0 { Err(Error::Told) } else { Ok(()) }
}

/// Writes documents in one of the formats, each as soon as it is read.
struct Listing<'a> {
    format: OutputFormat,
    attributor: Attributor,
    facts: &'a Facts,
    /// How many were written.
    documents: usize,
}

impl Listing<'_> {
    fn begin(&self, io: &mut Io<'_>) -> Result<(), Error> {
        match self.format {
            OutputFormat::Json => write(io, "["),
            OutputFormat::Csv => write(io, &Csv::headings()),
            OutputFormat::Jsonl | OutputFormat::Table => Ok(()),
        }
    }

    fn document(&mut self, id: &str, article: &Article, io: &mut Io<'_>) -> Result<(), Error> {
        let attribution = self.attributor.attribute(article);
        let document = Document { id, article, attribution: &attribution };
        let first = self.documents == 0;
        self.documents += 1;
        match self.format {
            OutputFormat::Table => {
                let table = table::table(&document, self.facts.columns);
                write(io, if first { "" } else { "\n" })?;
                write(io, &table)
            }
            OutputFormat::Json => {
                write(io, if first { "\n" } else { ",\n" })?;
                write(io, &exchange::pretty(&document))
            }
            OutputFormat::Jsonl => write(io, &(exchange::line(&document) + "\n")),
            OutputFormat::Csv if self.facts.out_is_terminal => {
                write(io, &visible_lines(&Csv::rows(&document)))
            }
            OutputFormat::Csv => write(io, &Csv::rows(&document)),
        }
    }

    fn end(&self, io: &mut Io<'_>) -> Result<(), Error> {
        match self.format {
            OutputFormat::Json if self.documents == 0 => write(io, "]\n"),
            OutputFormat::Json => write(io, "\n]\n"),
            OutputFormat::Jsonl | OutputFormat::Csv | OutputFormat::Table => Ok(()),
        }
    }
}

fn write(io: &mut Io<'_>, text: &str) -> Result<(), Error> {
    io.out.write_all(text.as_bytes()).map_err(Error::Output)
}
