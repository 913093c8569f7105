//! `onrecord tag-sets`: the labels that come with the program.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use clap::Args;

use super::read::failed;
use super::{Error, Io};
use crate::app::{Action, bound, bundled_keymap};
use crate::config::{Keymap, TagSet};

/// List the tag sets that come with the program, or print one
///
/// A tag set is a RON file with the labels, their keys, colours and guidelines. One of these is a
/// start for your own: print it into a file, change that, and open articles with --tag-set FILE.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The tag set to print
    name: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  onrecord tag-sets
  onrecord call.txt --tag-set content-analysis
  onrecord tag-sets news > mine.ron
  onrecord call.txt --tag-set mine.ron";

/// Lists the tag sets, or prints the one that is named.
pub(super) fn run(options: &Options, io: &mut Io<'_>) -> Result<(), Error> {
    let printed = match &options.name {
        Some(name) => TagSet::bundled(name).ok_or_else(|| unknown(name))?.to_owned(),
        None => listed()?,
    };
    io.out.write_all(printed.as_bytes()).map_err(Error::Output)
}

/// A line for each tag set.
fn listed() -> Result<String, Error> {
    let keymap = bundled_keymap().map_err(Error::Config)?;
    let names: Vec<&str> = TagSet::bundled_names().collect();
    let widest = names.iter().map(|name| name.len()).max().unwrap_or(0);
    let lines = names.iter().map(|name| {
        let tag_set = read(name, TagSet::bundled(name).unwrap_or_default(), &keymap)?;
        Ok(format!("{name:widest$}  {}\n", tag_set.description))
    });
    lines.collect()
}

/// The tag set that `asked` names: one that comes with the program, or else a file. Without a name
/// the one for news. `keymap` says which keys are no keys for labels.
///
/// # Errors
///
/// [`Error::Config`] with line and column for a file that is not as it should be, [`Error::Read`]
/// and [`Error::NoTagSet`] for one that is not there.
pub(super) fn chosen(asked: Option<&Path>, keymap: &Keymap<Action>) -> Result<TagSet, Error> {
    let Some(path) = asked else { return TagSet::news().map_err(Error::Config) };
    let name = path.to_string_lossy();
    if let Some(ron) = TagSet::bundled(&name) {
        return read(&name, ron, keymap);
    }
    match fs::read_to_string(path) {
        Ok(ron) => read(&name, &ron, keymap),
        // What has neither folder nor ending was not meant to be a file.
        Err(error) if error.kind() == ErrorKind::NotFound && !name.contains(['/', '\\', '.']) => {
            Err(unknown(&name))
        }
        Err(error) => Err(failed(path, error)),
    }
}

fn read(name: &str, ron: &str, keymap: &Keymap<Action>) -> Result<TagSet, Error> {
    TagSet::read(name, ron, |keys| bound(keymap, keys)).map_err(Error::Config)
}

fn unknown(name: &str) -> Error {
    let known = TagSet::bundled_names().collect::<Vec<_>>().join(", ");
    Error::NoTagSet { name: name.to_owned(), known }
}
