//! The output: documents one after the other in one of the formats.

use clap::ValueEnum;

use super::table;
use crate::cli::{Error, Facts, Io};
use crate::exchange::quotes::{self as exchange, Csv, Document};
use crate::page::visible_lines;

/// How to write the quotes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum OutputFormat {
    /// A table for people, fitted to the terminal
    Table,
    /// An array with an object for each document
    Json,
    /// An object a line for each document: id, text and quotes
    Jsonl,
    /// A row a quote, for spreadsheets
    Csv,
}

impl OutputFormat {
    /// One document, without what stands between two.
    pub(super) fn document(self, document: &Document<'_>, facts: &Facts) -> String {
        match self {
            Self::Table => table::table(document, facts.columns),
            Self::Json => exchange::pretty(document),
            Self::Jsonl => exchange::line(document) + "\n",
            Self::Csv if facts.out_is_terminal => visible_lines(&Csv::rows(document)).into_owned(),
            Self::Csv => Csv::rows(document),
        }
    }
}

/// Writes documents, and what stands before, between and behind them.
pub(super) struct Listing {
    format: OutputFormat,
    is_empty: bool,
}

impl Listing {
    pub(super) fn begin(format: OutputFormat, io: &mut Io<'_>) -> Result<Self, Error> {
        match format {
            OutputFormat::Json => write(io, "[")?,
            OutputFormat::Csv => write(io, &Csv::headings())?,
            OutputFormat::Jsonl | OutputFormat::Table => {}
        }
        Ok(Self { format, is_empty: true })
    }

    /// Adds a document as [`OutputFormat::document`] wrote it.
    pub(super) fn add(&mut self, document: &str, io: &mut Io<'_>) -> Result<(), Error> {
        let between = match (self.format, self.is_empty) {
            (OutputFormat::Json, true) | (OutputFormat::Table, false) => "\n",
            (OutputFormat::Json, false) => ",\n",
            (OutputFormat::Table, true) | (OutputFormat::Jsonl | OutputFormat::Csv, _) => "",
        };
        self.is_empty = false;
        write(io, between)?;
        write(io, document)
    }

    pub(super) fn end(self, io: &mut Io<'_>) -> Result<(), Error> {
        match self.format {
            OutputFormat::Json if self.is_empty => write(io, "]\n"),
            OutputFormat::Json => write(io, "\n]\n"),
            OutputFormat::Jsonl | OutputFormat::Csv | OutputFormat::Table => Ok(()),
        }
    }
}

fn write(io: &mut Io<'_>, text: &str) -> Result<(), Error> {
    io.out.write_all(text.as_bytes()).map_err(Error::Output)
}
