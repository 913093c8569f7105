//! The command line: one file a subcommand.
//!
//! Nothing here touches the process: arguments, facts about the surroundings and the streams are
//! passed in, so that a test runs a command as a function.

mod check;
mod documents;
mod error;
mod export;
mod facts;
#[cfg(test)]
mod fixture;
mod inputs;
mod linear;
mod merge;
mod open;
mod quotes;
mod read;
mod report;
mod show;
mod status;
mod tag_sets;
mod words;

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::config::TagSet;
use error::Error;
pub use facts::{Facts, Io};
use words::Attributors;

/// The exit code of a command that did all it was asked to.
const SUCCESS: u8 = 0;
/// The exit code of a command that did not.
const FAILURE: u8 = 1;
/// The exit code of a command that was called the wrong way.
const USAGE: u8 = 2;
/// The exit code of a merge that could not be made.
const UNMERGED: u8 = 3;

/// Read the news with who said what in colour, and put your own tags on the record.
///
/// Opens an article, a plain-text file, on the screen. Where the output is no terminal, it is
/// written as “onrecord show” does.
#[derive(Parser, Debug)]
#[command(name = "onrecord", bin_name = "onrecord", version, disable_help_subcommand = true)]
#[command(subcommand_precedence_over_arg = true)]
#[command(override_usage = USAGE_LINES, after_help = EXAMPLES)]
struct Command {
    /// The articles to open: files, folders, patterns; “-” reads standard input
    ///
    /// Of several the first is opened that is not marked as done; F marks one and goes on. A file that is
    /// named like a subcommand is opened as ./quotes.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The colours: those that suit the terminal's background, or the ones named here
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    theme: ThemeName,

    /// Read line by line, with commands: for screen readers, braille displays and pipes
    ///
    /// No boxes, no colours, no cursor that moves. It prints the next paragraph for each Enter, says in words
    /// who speaks, and takes commands: “help” lists them. A terminal that can do no more (TERM=dumb) gets
    /// this unasked.
    #[arg(long)]
    linear: bool,

    /// Whose record: with “ana”, tags are kept in FILE.ana.ron
    #[arg(long = "as", global = true, value_name = "NAME")]
    annotator: Option<String>,

    /// The labels to work with, instead of those for news: a tag set of yours, or the name of one
    /// that “onrecord tag-sets” lists
    #[arg(long, global = true, value_name = "FILE|NAME")]
    tag_set: Option<PathBuf>,

    /// Mark what the machine is less sure of than this as unsure, in percent
    #[arg(long, global = true, value_name = "PERCENT", default_value_t = UNSURE_BELOW)]
    #[arg(value_parser = clap::value_parser!(u8).range(0..=100))]
    unsure_below: u8,

    #[command(subcommand)]
    task: Option<Task>,
}

/// What the machine is less sure of than this is right less often than wrong.
const UNSURE_BELOW: u8 = 50;

const USAGE_LINES: &str = "\
onrecord [PATH]... [--as NAME] [--linear]
       onrecord quotes|show|export FILE [OPTIONS]
       onrecord report FILE... --output PATH [OPTIONS]
       onrecord status|check PATH... [--as NAME]
       onrecord tag-sets [NAME]
       onrecord merge BASE OURS THEIRS [OPTIONS]";

const EXAMPLES: &str = "\
Examples:
  onrecord call.txt                     read and tag an article
  onrecord news/                        the articles of a folder, one after the other
  onrecord quotes call.txt              who said what, as a table
  onrecord show call.txt | less         the article with its sources, for a pager or a screen reader
  onrecord export call.txt --to csv     your tags, for a spreadsheet
  onrecord report call.txt -o call.html a page for a browser: who said what, figures, notes
  onrecord check news/                  whether tags still fit articles that were changed
  curl -s URL | pandoc -f html -t plain | onrecord quotes -

Exit codes: 0 done, 1 something failed, 2 wrong usage.";

/// The colours of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum ThemeName {
    /// Those that suit the terminal's background
    #[default]
    Auto,
    /// For a dark background
    Dark,
    /// For a light background
    Light,
}

/// What to do without the screen.
#[derive(Subcommand, Debug)]
enum Task {
    Quotes(quotes::Options),
    Show(show::Options),
    Export(export::Options),
    Report(report::Options),
    Check(check::Options),
    Merge(merge::Options),
    Status(status::Options),
    TagSets(tag_sets::Options),
}

/// Runs the program with `args`, the first of which is its own name, and returns its exit code:
/// 0, 1 for a failure, 2 for wrong usage. What failed is told on `io.err`. An output that is
/// closed early, as by `head`, is no failure.
pub fn run(args: impl IntoIterator<Item = OsString>, facts: &Facts, io: &mut Io<'_>) -> u8 {
    let result = match Command::try_parse_from(args) {
        Ok(command) => dispatch(&command, facts, io),
        Err(error) => Err(Error::Usage(Box::new(error))),
    };
    let result = result.and_then(|()| io.out.flush().map_err(Error::Output));
    match result {
        Ok(()) => SUCCESS,
        Err(Error::Output(error)) if error.kind() == ErrorKind::BrokenPipe => SUCCESS,
        Err(Error::Usage(error)) => usage(&error, io),
        // What a shell says of a program that a signal ended.
        #[cfg(feature = "tui")]
        Err(Error::Signal(signal)) => u8::try_from(128 + signal).unwrap_or(FAILURE),
        Err(Error::Told) => match io.out.flush() {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => io.fail(&Error::Output(error)),
            _ => FAILURE,
        },
        Err(error @ Error::Merge { .. }) => {
            io.fail(&error);
            UNMERGED
        }
        Err(error) => {
            // What was written before the failure is still worth having.
            let _ = io.out.flush();
            io.fail(&error)
        }
    }
}

fn dispatch(command: &Command, facts: &Facts, io: &mut Io<'_>) -> Result<(), Error> {
    let tag_set = tag_sets::chosen(command.tag_set.as_deref())?;
    // What goes by no words shall not be held by some that are broken.
    let attributors = || Attributors::new(&tag_set.words, facts);
    let annotator = command.annotator.as_deref();
    let Some(task) = &command.task else {
        let manner = open::Manner {
            annotator,
            theme: command.theme,
            unsure_below: command.unsure_below,
            linear: command.linear,
        };
        let attributors = attributors()?;
        return open::run(&command.paths, manner, tag_set, attributors, facts, io);
    };
    if !command.paths.is_empty() {
        let message = "name the file behind the subcommand: onrecord quotes FILE\n";
        return Err(Error::usage(clap::error::ErrorKind::ArgumentConflict, message));
    }
    match task {
        Task::Quotes(options) => quotes::run(options, attributors()?, facts, io),
        Task::Show(options) => show::run(options, command.unsure_below, &attributors()?, facts, io),
        Task::Export(options) => export::run(options, annotator, &attributors()?, facts, io),
        Task::Report(options) => {
            let attributors = attributors()?;
            report::run(options, annotator, command.unsure_below, &tag_set, &attributors, facts, io)
        }
        Task::Status(options) => {
            let attributors = attributors()?;
            status::run(options, annotator, tag_set, attributors, facts, io)
        }
        Task::Check(options) => {
            let tag_set = command.tag_set.is_some().then_some(&tag_set);
            check::run(options, annotator, tag_set, facts, io)
        }
        Task::Merge(options) => merge::run(options, io),
        Task::TagSets(options) => tag_sets::run(options, io),
    }
}

/// Prints what clap has to say: help and version as asked for, anything else as wrong usage.
fn usage(error: &clap::Error, io: &mut Io<'_>) -> u8 {
    let asked_for = !error.use_stderr();
    let text = error.render().to_string();
    // The message repeats arguments, which may be anything.
    let safe = crate::page::visible_lines(&text);
    let written = if asked_for {
        io.out.write_all(safe.as_bytes()).and_then(|()| io.out.flush())
    } else {
        io.err.write_all(safe.as_bytes())
    };
    match written {
        Err(error) if asked_for && error.kind() != ErrorKind::BrokenPipe => io.fail(&Error::Output(error)),
        _ if asked_for => SUCCESS,
        _ => USAGE,
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Command::command().debug_assert();
    }
}
