//! `onrecord quotes`: who said what, as a table or for programs, in one article or in many.
//!
//! Files are found, read and written in the order of the command line while others are worked on,
//! and what is written is dropped, so that any number of articles fits into little memory.

mod documents;
mod in_order;
mod listing;
mod report;
mod table;

use std::io;
use std::mem;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use clap::builder::RangedU64ValueParser;

use super::{Attributors, Error, Facts, Io};
use documents::{Done, InputFormat, Maker, pieces};
use in_order::{Finished, InOrder};
use listing::{Listing, OutputFormat};
use report::Report;

/// List who said what
///
/// Finds the direct, indirect and mixed quotations of each article, with their speaker and source.
///
/// Of a folder every text file in it and below it is read, by name; hidden files and folders and
/// the program's own files are left out, and linked folders are not entered. A file or a line that
/// cannot be read is reported and skipped; the exit code is then 1.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The articles, plain text: files, folders, patterns; “-” reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// How to write them
    #[arg(long, value_enum, default_value_t = OutputFormat::Table)]
    format: OutputFormat,

    /// What each file holds; of a folder, .txt or .jsonl files are read
    #[arg(long, value_enum, default_value_t = InputFormat::Text)]
    input: InputFormat,

    /// How many threads to use [default: one for each core]; the output is the same for any number
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(1..=MOST_THREADS))]
    threads: Option<usize>,

    /// Leave out what the machine is less sure of than this, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = 0, hide_default_value = true)]
    #[arg(value_parser = clap::value_parser!(u8).range(0..=100))]
    at_least: u8,

    /// Show no progress and tell nothing but what failed
    #[arg(long, short)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  onrecord quotes call.txt
  onrecord quotes news/ --format csv > quotes.csv
  onrecord quotes 'news/**/2026-*.txt' --format jsonl | jq '.quotes | length'
  onrecord quotes --input jsonl corpus.jsonl --format jsonl > found.jsonl
  zcat corpus.jsonl.gz | onrecord quotes --input jsonl --format csv - | head

In a pattern, * and ? stand for letters of a name, [abc] for one of them, and ** for any folders;
quote it where the shell does not expand it. A name that is there is no pattern.

Offsets count Unicode code points of the text with LF line ends; the end is exclusive.";

/// The most threads that can be asked for.
const MOST_THREADS: u64 = 1024;

/// Lists the quotes of all files.
pub(super) fn run(
    options: &Options,
    attributors: Attributors,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    let threads = options.threads.unwrap_or(facts.threads().get());
    let maker = Maker {
        attributors,
        at_least: options.at_least,
        threads: NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN),
        format: options.format,
        facts: facts.clone(),
    };
    let stdin = mem::replace(&mut io.input, Box::new(io::empty()));
    let pieces = pieces(options.files.clone(), options.input, stdin);
    let mut results =
        InOrder::new(threads, pieces, move |piece| maker.work(piece)).map_err(Error::Threads)?;
    let mut report = match options.quiet {
        true => Report::quiet(),
        false => Report::new(&options.files, options.input.endings(), facts),
    };
    let mut listing = Listing::begin(options.format, io)?;
    loop {
        // While the input comes slowly, each document is handed on as soon as it is done.
        if results.is_idle() {
            io.out.flush().map_err(Error::Output)?;
        }
        let Some(Finished { name, size, result }) = results.next() else { break };
        match result {
            Some(Done::Document(document, notes)) => {
                notes.iter().for_each(|note| report.note(note, io));
                listing.add(&document, io)?;
                report.written();
            }
            Some(Done::BadLine(number, problem)) => report.bad_line(&name, number, &problem, io),
            Some(Done::Nothing) => {}
            Some(Done::EndOfLines) => report.end_of_lines(&name, io),
            Some(Done::Unreadable(error)) => report.failed(&error, io),
            None => report.failed(&Error::Mistake { name }, io),
        }
        report.done(size);
    }
    listing.end(io)?;
    if report.has_failed() { Err(Error::Told) } else { Ok(()) }
}
