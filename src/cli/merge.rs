//! `onrecord merge`: three versions of a record into one, as git asks for it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Error, Io, read};
use crate::exchange::save;
use crate::store;

/// Merge two versions of a record, as git's merge driver
///
/// Merges by the ids of the items what OURS and THEIRS made of BASE, and writes the result to OURS.
/// An item that both changed is merged by field; where they say different things, it keeps ours and
/// carries theirs along as disputed, to be decided in the reader. What a person should know is told.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The record that both came from; may be empty or missing
    base: PathBuf,

    /// The record that is here; the result is written to it
    ours: PathBuf,

    /// The record that is merged into it
    theirs: PathBuf,

    /// Write the result to this file and leave OURS; “-” is standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// What to call the record in messages: git's %P
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// Exit with 1 where something is disputed, so that git stops for it
    #[arg(long)]
    strict: bool,
}

/// How many remarks are told one by one.
const TOLD: usize = 40;

const EXAMPLES: &str = "\
Examples:
  git config merge.onrecord.driver 'onrecord merge %O %A %B --name %P'
  echo '*.ron merge=onrecord' >> .gitattributes
  onrecord merge base.ron mine.ron yours.ron --output merged.ron

Exit codes: 0 merged, 1 merged and disputed (with --strict) or not written, 2 wrong usage, 3 not merged,
for one of the three is no record or a newer onrecord wrote it; nothing is written then.";

/// Merges, and says what a person should know.
pub(super) fn run(options: &Options, io: &mut Io<'_>) -> Result<(), Error> {
    let base = match std::fs::read(&options.base) {
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        read => read.map_err(|error| read::failed(&options.base, error))?,
    };
    let [ours, theirs] = [read::file(&options.ours)?, read::file(&options.theirs)?];
    let name = || options.name.clone().unwrap_or_else(|| read::name(&options.ours));
    let merged =
        store::merge(&base, &ours, &theirs).map_err(|source| Error::Merge { name: name(), source })?;
    match options.output.as_deref() {
        Some(path) if read::is_stdin(path) => {
            io.out.write_all(merged.text.as_bytes()).map_err(Error::Output)?;
        }
        path => write(path.unwrap_or(&options.ours), &merged.text, &ours)?,
    }
    let disputed = merged.remarks.iter().filter(|remark| remark.is_disagreement()).count();
    for remark in merged.remarks.iter().take(TOLD) {
        io.tell(format!("{}: {remark}", name()));
    }
    if merged.remarks.len() > TOLD {
        io.tell(format!("{}: and {} more remarks", name(), merged.remarks.len() - TOLD));
    }
    match disputed {
        0 => return Ok(()),
        1 => io.tell(format!("{}: 1 disagreement is kept in the record, to be decided there", name())),
        count => {
            io.tell(format!("{}: {count} disagreements are kept in the record, to be decided there", name()))
        }
    }
    if options.strict { Err(Error::Told) } else { Ok(()) }
}

/// Replaces the file at `path` as a whole, unless it holds `text` already.
fn write(path: &Path, text: &str, ours: &[u8]) -> Result<(), Error> {
    if text.as_bytes() == ours && std::fs::read(path).is_ok_and(|there| there == ours) {
        return Ok(());
    }
    Ok(save(path, text, true, &[])?)
}
