//! `onrecord report`: one page for a browser.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::configuration::Configuration;
use super::{Attributors, Error, Facts, Io, documents, read};
use crate::app::Findings;
use crate::config::TagSet;
use crate::exchange::{Header, save};
use crate::page::visible_lines;
use crate::report::{Colours, Material, Report};
use crate::store;

/// Write one page for a browser: the article, who said what, figures, tags and notes
///
/// The page needs no network and no script. Point at a statement, tap it or go to it with the Tab key to see
/// who said it, how sure the machine is and why; printed, the same stands in footnotes. Several articles
/// make one page with a table of contents. What people decided counts: the records that lie beside the
/// articles are read (FILE.ron, or FILE.NAME.ron with --as NAME), or those in your data directory.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The articles, plain text: files, folders, patterns; “-” reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// The file to write; “-” is standard output
    #[arg(long, short, value_name = "PATH")]
    output: PathBuf,

    /// Replace the file if it is there already
    #[arg(long)]
    force: bool,
}

const EXAMPLES: &str = "\
Examples:
  onrecord report call.txt --output call.html
  onrecord report news/ --output news.html
  onrecord report call.txt --as ana --output - | gzip > call.html.gz";

/// Writes the page about some articles. One that cannot be read is told, and the others are on the page.
pub(super) fn run(
    options: &Options,
    annotator: Option<&str>,
    configuration: &Configuration,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    let unsure_below = configuration.settings.unsure_below;
    let tag_set = configuration.tag_set()?;
    let attributors = Attributors::new(&tag_set.words, facts)?;
    let (paths, failed) = documents::paths(&options.files)?;
    let mut all_read = failed.is_empty();
    for error in &failed {
        io.fail(error);
    }
    let made = format!("{:.0}", jiff::Timestamp::now());
    let mut report = Report::new(paths.len(), made);
    let mut sources: Vec<PathBuf> = Vec::with_capacity(paths.len() * 2);
    for path in &paths {
        let added = add(path, annotator, unsure_below, &tag_set, &attributors, facts, io, &mut report);
        match added {
            Ok(record) => sources.extend([path.clone(), record]),
            Err(error @ (Error::Read { .. } | Error::Record(_))) if paths.len() > 1 => {
                all_read = false;
                io.fail(&error);
            }
            Err(error) => return Err(error),
        }
    }
    if report.is_empty() {
        return Err(Error::Told);
    }
    let (dark, light) = (configuration.theme("dark")?, configuration.theme("light")?);
    let page = report.page(Colours { dark: &dark, light: &light });
    if read::is_stdin(&options.output) {
        let safe = if facts.out_is_terminal { visible_lines(&page) } else { (&page).into() };
        io.out.write_all(safe.as_bytes()).and_then(|()| io.out.flush()).map_err(Error::Output)?;
    } else {
        let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
        save(&options.output, &page, options.force, &sources)?;
        io.tell(format!("wrote {} to {}", report.told(), options.output.display()));
    }
    if all_read { Ok(()) } else { Err(Error::Told) }
}

/// Adds the article in the file `path` to the page; gives the file of its record.
#[expect(clippy::too_many_arguments, reason = "what a subcommand is given, and the page")]
fn add(
    path: &Path,
    annotator: Option<&str>,
    unsure_below: u8,
    tag_set: &TagSet,
    attributors: &Attributors,
    facts: &Facts,
    io: &mut Io<'_>,
    report: &mut Report,
) -> Result<PathBuf, Error> {
    let article = Arc::new(read::article(path, io)?);
    let location = read::location(path, &article, annotator, facts);
    let loaded = store::read_at(&location, &article).map_err(Error::Record)?;
    for notice in &loaded.notices {
        io.tell(format!("{}: {notice}", location.record().display()));
    }
    let findings = Findings::new(attributors.of(Some(path))?.attribute_with(&article, facts.threads()));
    let file = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let or =
        |told: &str, otherwise: &str| if told.is_empty() { otherwise.to_owned() } else { told.to_owned() };
    let file = or(&loaded.header.file, &file);
    let annotator = or(&loaded.header.annotator, annotator.unwrap_or_default());
    let labels = or(&loaded.header.tag_set, &tag_set.name);
    report.add(&Material {
        article: &article,
        findings: &findings,
        record: &loaded.record,
        tag_set,
        header: Header { file: &file, annotator: &annotator, tag_set: &labels },
        unsure_below,
    });
    Ok(location.record().to_owned())
}
