//! `onrecord check`: whether records and their articles still agree.

mod examined;
mod records;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Error, Facts, Io, TagSet, read};
use crate::page::visible;
use examined::{Examined, Tally};
use records::{Found, records};

/// Check whether records still fit their articles
///
/// Looks through the records beside the articles (FILE.ron and FILE.NAME.ron; with --as NAME only
/// these), and of a folder through all that are in it and below. An item whose article was changed is
/// found again where its words stand now; what cannot be sure is left to you, with the reason and the
/// line of the file: press V in the reader to go through it.
///
/// The exit code is 0 where all is well, and 1 where something needs a person.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// Articles, records, or folders of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write the records anew whose items were found again elsewhere, and take in what waits in journals
    #[arg(long)]
    fix: bool,
}

const EXAMPLES: &str = "\
Examples:
  onrecord check call.txt
  onrecord check news/ --tag-set ours.ron
  onrecord check --fix news/

With --tag-set the labels are checked too.";

/// Checks all records.
pub(super) fn run(
    options: &Options,
    annotator: Option<&str>,
    tag_set: Option<&TagSet>,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    let mut found = BTreeSet::new();
    let mut is_well = true;
    for path in &options.paths {
        match records(path) {
            Ok(more) => {
                found.extend(in_data(path, annotator, facts));
                found.extend(more.into_iter().filter(|found| is_of(found, annotator)));
            }
            Err(error) => {
                io.fail(&error);
                is_well = false;
            }
        }
    }
    if found.is_empty() && is_well {
        io.tell("there is no record there");
    }
    let (mut all, mut failed) = (Tally::default(), 0);
    for found in &found {
        let examined = examined::examine(found, options.fix, tag_set, facts);
        is_well &= examined.is_well();
        failed += usize::from(examined.failure.is_some());
        all.add(&examined.tally);
        write(found, &examined, io)?;
    }
    if found.len() > 1 {
        let not = if failed > 0 { format!(", {failed} of them not checked") } else { String::new() };
        line(&format!("{} records{not}, {all}", found.len()), io)?;
    }
    if is_well { Ok(()) } else { Err(Error::Told) }
}

/// Whether a record is by `annotator`, if that is asked for.
fn is_of(found: &Found, annotator: Option<&str>) -> bool {
    annotator.is_none_or(|annotator| found.annotator.as_deref() == Some(annotator))
}

/// The record of the article at `path` that lies in the data directory.
fn in_data(path: &Path, annotator: Option<&str>, facts: &Facts) -> Option<Found> {
    let article = read::file(path).and_then(|bytes| read::parse(path, bytes)).ok()?;
    let location = read::location(path, &article, annotator, facts);
    let record = location.record();
    let is_elsewhere = record.parent() != path.parent() && record.exists();
    let annotator = annotator.map(str::to_owned);
    is_elsewhere.then(|| Found { record: record.to_owned(), article: Some(path.to_owned()), annotator })
}

/// Writes what came of a record: a line, and one for each problem.
fn write(found: &Found, examined: &Examined, io: &mut Io<'_>) -> Result<(), Error> {
    if let Some(why) = &examined.failure {
        return line(why, io);
    }
    let name = found.record.display();
    let done = if examined.is_fixed { "; written anew" } else { "" };
    line(&format!("{name}: {}{done}", examined.told()), io)?;
    for problem in &examined.problems {
        let at = problem.line.map_or_else(String::new, |number| format!("line {number}: "));
        line(&format!("  {at}{}", problem.told), io)?;
    }
    Ok(())
}

/// Writes a line, safe for a terminal.
fn line(text: &str, io: &mut Io<'_>) -> Result<(), Error> {
    writeln!(io.out, "{}", visible(text)).map_err(Error::Output)
}
