//! `onrecord keys`: what the keys do, after a person's own were laid over those of the program.

mod listing;
mod markdown;
mod ron;
mod sheet;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::configuration::Configuration;
use super::{Error, Facts, Io};
use crate::app::{CONTEXTS, Context, labels_keep_their_keys};
pub(super) use sheet::{Sheet, group};

/// List what the keys do
///
/// Prints the keys in force: those of the preset (--keys, or “keys” in settings.ron) with your own of
/// keymap.ron laid over them, by context, with the names that a keymap uses, and below each context what
/// your keymap changed there. Where your keymap has a mistake, that is told behind the keys of the preset.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// Only the keys of these contexts
    #[arg(value_name = "CONTEXT", value_parser = contexts())]
    contexts: Vec<&'static Context>,

    /// What to print
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  onrecord keys
  onrecord keys article --keys plain
  onrecord keys --format ron > keymap.ron
  onrecord keys --format markdown | pandoc -o keys.html

“onrecord settings” says where keymap.ron is looked for.";

/// What to print.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Format {
    /// Columns to read
    #[default]
    Table,
    /// A keymap, to be changed and used
    Ron,
    /// Tables for a page
    Markdown,
}

/// The contexts, by name.
fn contexts() -> impl TypedValueParser<Value = &'static Context> {
    let values = CONTEXTS.iter().map(|context| PossibleValue::new(context.name).help(context.about));
    PossibleValuesParser::new(values).try_map(|name| Context::named(&name).ok_or("there is no such context"))
}

/// Prints the keys in force.
pub(super) fn run(
    options: &Options,
    configuration: &Configuration,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    // Whoever mends a keymap needs the names of contexts and actions.
    let (keymap, broken) = configuration.keymap_or_preset()?;
    let tag_set = configuration.tag_set_with(&keymap)?;
    let clash = labels_keep_their_keys(&keymap, &tag_set).map_err(Error::Config).err();
    let asked = |context: &&Context| options.contexts.is_empty() || options.contexts.contains(context);
    let sheets = CONTEXTS.iter().filter(asked).map(|context| Sheet::new(context, &keymap, &tag_set));
    let sheets: Vec<Sheet<'_>> = sheets.collect();
    let printed = match options.format {
        Format::Table => listing::write(&sheets, options.contexts.is_empty()),
        Format::Ron => ron::write(&sheets, configuration.settings.keys, facts),
        Format::Markdown => markdown::write(&sheets),
    };
    io.out.write_all(printed.as_bytes()).map_err(Error::Output)?;
    broken.or(clash).map_or(Ok(()), Err)
}
