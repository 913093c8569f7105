//! `onrecord man`: the manual, made from the definition of the command line, the table of actions and
//! the keymap.

mod sections;

use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_mangen::Man;
use roff::{Roff, bold, roman};

use super::{Command, Error, Io, save};

/// Print the manual page, or that of a command
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The command whose page to print, as “quotes”
    command: Option<String>,

    /// Write the pages of all commands into this folder instead
    #[arg(long, short, value_name = "FOLDER", conflicts_with = "command")]
    output: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  onrecord man | man -l -
  onrecord man quotes | man -l -
  onrecord man --output ~/.local/share/man/man1";

/// Prints or writes manual pages.
pub(super) fn run(options: &Options, io: &mut Io<'_>) -> Result<(), Error> {
    let mut program = Command::command();
    program.build();
    if let Some(folder) = &options.output {
        let commands = std::iter::once(&program).chain(program.get_subcommands());
        return commands.into_iter().try_for_each(|command| {
            let file = folder.join(format!("{}.1", name(command)));
            save(folder, &file, page(command, &program)?.as_bytes())
        });
    }
    let command = match &options.command {
        Some(name) => program.find_subcommand(name).ok_or_else(|| {
            let known: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
            let message = format!("there is no command “{name}”; expected one of {}\n", known.join(", "));
            Error::usage(clap::error::ErrorKind::InvalidValue, &message)
        })?,
        None => &program,
    };
    io.out.write_all(page(command, &program)?.as_bytes()).map_err(Error::Output)
}

/// The name of the page of a command: “onrecord-quotes”.
fn name(command: &clap::Command) -> &str {
    command.get_display_name().unwrap_or(command.get_name())
}

/// The page of `command`, which is `program` itself or one of its commands.
fn page(command: &clap::Command, program: &clap::Command) -> Result<String, Error> {
    let is_program = name(command) == name(program);
    let man = Man::new(command.clone());
    let version = program.get_version().unwrap_or_default();
    // No date: the same program makes the same page.
    let title = format!(".TH \"{}\" \"1\" \"\" \"onrecord {version}\"\n", name(command).to_uppercase());
    let mut page = title.into_bytes();
    let parts = [
        Man::render_name_section,
        Man::render_synopsis_section,
        Man::render_description_section,
        Man::render_options_section,
    ];
    parts.iter().try_for_each(|part| part(&man, &mut page)).map_err(Error::Output)?;
    let mut own = Roff::new();
    if is_program {
        commands(&mut own, program);
    }
    let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    sections::examples(&mut own, &examples);
    if is_program {
        sections::keys(&mut own)?;
        sections::files(&mut own);
        sections::environment(&mut own);
        sections::exit_status(&mut own);
    }
    own.control("SH", ["SEE ALSO"]);
    let others = std::iter::once(program).chain(program.get_subcommands());
    let mut others: Vec<_> = others.map(name).filter(|other| *other != name(command)).collect();
    if !is_program {
        others.truncate(1);
    }
    for (index, other) in others.iter().enumerate() {
        let behind = if index + 1 < others.len() { "(1)," } else { "(1)" };
        own.text([bold(*other), roman(behind)]);
    }
    own.to_writer(&mut page).map_err(Error::Output)?;
    Ok(in_ascii(&String::from_utf8_lossy(&page)))
}

/// Lists the commands with the pages that they have.
fn commands(page: &mut Roff, program: &clap::Command) {
    page.control("SH", ["COMMANDS"]);
    for command in program.get_subcommands() {
        page.control("TP", []);
        page.text([bold(name(command)), roman("(1)")]);
        page.text([roman(command.get_about().map(ToString::to_string).unwrap_or_default())]);
    }
}

/// `page` with each character beyond ASCII as the escape that every formatter reads.
fn in_ascii(page: &str) -> String {
    let mut ascii = String::with_capacity(page.len());
    for character in page.chars() {
        if character.is_ascii() {
            ascii.push(character);
        } else {
            ascii.push_str(&format!("\\[u{:04X}]", u32::from(character)));
        }
    }
    ascii
}
