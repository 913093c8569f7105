//! `onrecord status`: how far the work on articles is.

use std::path::PathBuf;

use clap::Args;

use super::documents::{Documents, paths};
use super::{Attributors, Error, Facts, Io, TagSet, read};
use crate::app::{Progress, Status};
use crate::page::visible;

/// Tell how far the work on articles is
///
/// Prints a line for each article: its status (new, in progress, done), how many tags it has, how many
/// suggestions are left to review, how many tags lack an attribute that the tag set requires. Of a
/// folder every text file in it and below it is read. An article that cannot be read is reported; the
/// exit code is then 1.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The articles, plain text: files, folders, patterns
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  onrecord status news/
  onrecord status news/ --as ana
  onrecord status news/ | grep -v ^done
  onrecord status 'news/**/2026-*.txt' --tag-set mine.ron";

/// Prints a line for each article.
pub(super) fn run(
    options: &Options,
    annotator: Option<&str>,
    tag_set: TagSet,
    attributors: Attributors,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    let (paths, failed) = paths(&options.paths)?;
    for error in &failed {
        io.fail(error);
    }
    let mut all_told = failed.is_empty();
    let documents = Documents::new(paths, annotator, tag_set, attributors, facts);
    for path in documents.paths() {
        match documents.progress_of(path) {
            Ok(progress) => {
                let line = line(progress, &read::name(path), facts.out_is_terminal);
                io.out.write_all(line.as_bytes()).map_err(Error::Output)?;
            }
            Err(error) => {
                all_told = false;
                io.fail(&error);
            }
        }
    }
    if all_told { Ok(()) } else { Err(Error::Told) }
}

/// The line for the article `name`, in columns that stay where they are.
fn line(progress: Progress, name: &str, on_terminal: bool) -> String {
    let Progress { status, tags, to_review, to_complete } = progress;
    let widest = [Status::New, Status::InProgress, Status::Done].map(|status| status.name().len());
    let widest = widest.into_iter().max().unwrap_or(0);
    // A name may hold anything, and a line is a line in a pipe too.
    let name = if on_terminal { visible(name).into_owned() } else { name.replace('\n', "␊") };
    let status = status.name();
    let noun = if tags == 1 { "tag " } else { "tags" };
    format!(
        "{status:widest$}  {tags:>5} {noun}  {to_review:>5} to review  {to_complete:>5} to complete  {name}\n"
    )
}
