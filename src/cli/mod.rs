//! The command line: one file a subcommand.
//!
//! Nothing here touches the process: arguments, facts about the surroundings and the streams are
//! passed in, so that a test runs a command as a function.

mod check;
mod completions;
mod configuration;
mod documents;
mod error;
mod export;
mod facts;
#[cfg(test)]
mod fixture;
mod inputs;
mod keys;
mod linear;
mod man;
mod merge;
mod open;
mod quotes;
mod read;
mod report;
mod settings;
mod show;
mod status;
mod tag_sets;
mod words;

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{CommandFactory, Parser, Subcommand};

use crate::config::{KeyPreset, TagSet, did_you_mean};
use configuration::{Asked, Configuration};
use error::Error;
pub use facts::{Facts, Io};
use read::Unreadable;
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

    /// The colours: “auto” as suits the terminal's background, or “dark”, “light”, “high-contrast”, “16”,
    /// “none”, or a theme of yours
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,

    /// The keys that yours are laid over
    #[arg(long, global = true, value_name = "PRESET", value_parser = presets())]
    keys: Option<KeyPreset>,

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
    #[arg(long, global = true, value_name = "PERCENT")]
    #[arg(value_parser = clap::value_parser!(u8).range(0..=100))]
    unsure_below: Option<u8>,

    #[command(subcommand)]
    task: Option<Task>,
}

/// The presets of keys, by name.
fn presets() -> impl TypedValueParser<Value = KeyPreset> {
    let values = KeyPreset::ALL.map(|preset| PossibleValue::new(preset.name()).help(preset.about()));
    PossibleValuesParser::new(values).try_map(|name| {
        let found = KeyPreset::ALL.into_iter().find(|preset| preset.name() == name);
        found.ok_or("there is no such preset")
    })
}

const USAGE_LINES: &str = "\
onrecord [PATH]... [--as NAME] [--linear]
       onrecord quotes|show|export FILE [OPTIONS]
       onrecord report FILE... --output PATH [OPTIONS]
       onrecord status|check PATH... [--as NAME]
       onrecord tag-sets [NAME]
       onrecord keys|settings
       onrecord completions SHELL
       onrecord man [COMMAND]
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
    Keys(keys::Options),
    Settings(settings::Options),
    Completions(completions::Options),
    Man(man::Options),
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
    if command.task.is_some() && !command.paths.is_empty() {
        let message = "name the file behind the subcommand: onrecord quotes FILE\n";
        return Err(Error::usage(clap::error::ErrorKind::ArgumentConflict, message));
    }
    // What goes by no settings shall not be held by some that are broken.
    match &command.task {
        Some(Task::Merge(options)) => return merge::run(options, io),
        Some(Task::TagSets(options)) => return tag_sets::run(options, io),
        Some(Task::Completions(options)) => return completions::run(options, io),
        Some(Task::Man(options)) => return man::run(options, io),
        _ => {}
    }
    let asked = Asked {
        theme: command.theme.as_deref(),
        keys: command.keys,
        tag_set: command.tag_set.as_deref(),
        unsure_below: command.unsure_below,
    };
    let set = Configuration::read(asked, facts)?;
    let annotator = command.annotator.as_deref();
    // The same goes for words.
    let attributors = |tag_set: &TagSet| Attributors::new(&tag_set.words, facts);
    let Some(task) = &command.task else {
        misspelt(&command.paths)?;
        let manner = open::Manner { annotator, linear: command.linear };
        return open::run(&command.paths, manner, &set, facts, io);
    };
    match task {
        Task::Quotes(options) => quotes::run(options, attributors(&set.tag_set()?)?, facts, io),
        Task::Show(options) => {
            show::run(options, set.settings.unsure_below, &attributors(&set.tag_set()?)?, facts, io)
        }
        Task::Export(options) => export::run(options, annotator, &attributors(&set.tag_set()?)?, facts, io),
        Task::Report(options) => report::run(options, annotator, &set, facts, io),
        Task::Status(options) => {
            let tag_set = set.tag_set()?;
            let attributors = attributors(&tag_set)?;
            status::run(options, annotator, tag_set, attributors, facts, io)
        }
        Task::Check(options) => {
            // The records of a folder may have several; only what is asked for here goes for all.
            let tag_set = command.tag_set.is_some().then(|| set.tag_set()).transpose()?;
            check::run(options, annotator, tag_set.as_ref(), facts, io)
        }
        Task::Keys(options) => keys::run(options, &set, facts, io),
        Task::Settings(options) => settings::run(options, &set, facts, io),
        Task::Merge(options) => merge::run(options, io),
        Task::TagSets(options) => tag_sets::run(options, io),
        Task::Completions(options) => completions::run(options, io),
        Task::Man(options) => man::run(options, io),
    }
}

/// Refuses a subcommand that was not written as it is spelt, and so was taken for an article.
fn misspelt(paths: &[PathBuf]) -> Result<(), Error> {
    let Some(first) = paths.first() else { return Ok(()) };
    let is_word =
        |name: &&str| name.chars().all(|letter| letter.is_alphabetic() || letter == '-') && *name != "-";
    let Some(name) = first.to_str().filter(is_word) else { return Ok(()) };
    let command = Command::command();
    let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let mean = did_you_mean(name, &known);
    if mean.is_empty() || first.symlink_metadata().is_ok() {
        return Ok(());
    }
    Err(Error::Read { name: name.to_owned(), source: Unreadable::Misspelt(mean) })
}

/// Writes `file` into `folder`, which is made where it is not there.
///
/// # Errors
///
/// [`Error::Write`] with the name of the file.
fn save(folder: &Path, file: &Path, content: &[u8]) -> Result<(), Error> {
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(file, content));
    written.map_err(|source| Error::Write { name: read::name(file), source })
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
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Command::command().debug_assert();
    }
}
