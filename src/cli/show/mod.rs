//! `onrecord show`: the article with its sources in words, from the first line to the last.

mod linear;
mod paint;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::read::{self, Unreadable};
use super::{Attributors, Error, Facts, Io};
use crate::article::{Article, import};
use crate::attribution::Attribution;
use crate::page::visible;

/// Print the article with who said what
///
/// Each statement stands in brackets that open with its source and kind, so that it can be read
/// in a pipe or heard from a screen reader. On a terminal the text is wrapped, and the sources
/// have colours.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The article, plain text; “-” reads standard input
    file: PathBuf,

    /// When to use colours; “auto”: on a terminal where NO_COLOR is not set
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    color: ColorChoice,
}

const EXAMPLES: &str = "\
Examples:
  onrecord show call.txt
  onrecord show --color always call.txt | less -R
  onrecord show call.txt | espeak-ng";

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum ColorChoice {
    Auto,
    Always,
    Never,
}

/// What the lines look like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// Whether to colour.
    pub(super) color: ColorChoice,
    /// What the machine is less sure of than this is told as unsure, in percent.
    pub(super) unsure_below: u8,
}

/// Prints an article line by line.
pub(super) fn run(
    options: &Options,
    unsure_below: u8,
    attributors: &Attributors,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    article(&options.file, Look { color: options.color, unsure_below }, attributors, facts, io)
}

/// Prints the article in `file`.
pub(super) fn article(
    file: &Path,
    look: Look,
    attributors: &Attributors,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    let article = read::article(file, io)?;
    let attribution = attributors.of(Some(file))?.attribute(&article);
    print(&article, &attribution, look, facts, io)
}

/// Prints the articles in several files, each below its name. One that cannot be read is told, and the
/// others are printed.
///
/// # Errors
///
/// [`Error::Told`] where one could not be read.
pub(super) fn articles(
    files: &[PathBuf],
    look: Look,
    attributors: &Attributors,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    let mut all_read = true;
    for (number, file) in files.iter().enumerate() {
        let space = if number > 0 { "\n" } else { "" };
        let head = format!("{space}== {}\n\n", visible(&read::name(file)));
        io.out.write_all(head.as_bytes()).map_err(Error::Output)?;
        match article(file, look, attributors, facts, io) {
            Err(error @ Error::Read { .. }) => {
                all_read = false;
                io.fail(&error);
            }
            other => other?,
        }
    }
    if all_read { Ok(()) } else { Err(Error::Told) }
}

/// Prints an article that comes with the program.
pub(super) fn text(
    text: &str,
    look: Look,
    attributors: &Attributors,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    let article = import::plain(text.into())
        .map_err(|error| Error::Read { name: String::new(), source: Unreadable::TooLarge(error) })?;
    let attribution = attributors.of(None)?.attribute(&article);
    print(&article, &attribution, look, facts, io)
}

fn print(
    article: &Article,
    attribution: &Attribution,
    look: Look,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    let layout = linear::Layout {
        columns: facts.out_is_terminal.then(|| facts.columns.unwrap_or(linear::MEASURE).min(linear::MEASURE)),
        color: match look.color {
            ColorChoice::Auto => facts.out_is_terminal && !facts.no_color(),
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        },
        unsure_below: look.unsure_below,
    };
    linear::write(article, attribution, layout, io.out).map_err(Error::Output)
}
