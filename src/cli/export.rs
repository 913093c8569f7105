//! `onrecord export`: the record in another format.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::{Attributors, Error, Facts, Io, read};
use crate::exchange::{FORMATS, Format, Header, Material, export, save};
use crate::page::visible_lines;
use crate::store;

/// Write your tags and notes in another format
///
/// Reads the record that lies beside the article (FILE.ron, or FILE.NAME.ron with --as NAME), or
/// else in your data directory. What the format cannot carry is told, with the formats that can.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The article, plain text; “-” reads standard input
    file: PathBuf,

    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    to: &'static Format,

    /// The file to write; without it, or with “-”, standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Replace the file if it is there already
    #[arg(long)]
    force: bool,
}

const EXAMPLES: &str = "\
Examples:
  onrecord export call.txt --to csv --output call.csv
  onrecord export call.txt --to markdown | less
  onrecord export call.txt --as ana --to json

Offsets count Unicode code points of the text with LF line ends; the end is exclusive.";

/// The formats of the registry, by name.
fn formats() -> impl TypedValueParser<Value = &'static Format> {
    let values = FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about));
    PossibleValuesParser::new(values).try_map(|name| Format::named(&name).ok_or("there is no such format"))
}

/// Exports the record about an article.
pub(super) fn run(
    options: &Options,
    annotator: Option<&str>,
    attributors: &Attributors,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    let article = Arc::new(read::article(&options.file, io)?);
    let location = read::location(&options.file, &article, annotator, facts);
    let loaded = store::read_at(&location, &article).map_err(Error::Record)?;
    for notice in &loaded.notices {
        io.tell(format!("{}: {notice}", location.record().display()));
    }
    if loaded.record.is_empty() {
        io.tell(format!("{}: nothing is on record yet", location.record().display()));
    }
    let file = options.file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let or =
        |told: &str, otherwise: &str| if told.is_empty() { otherwise.to_owned() } else { told.to_owned() };
    let file = or(&loaded.header.file, &file);
    let annotator = or(&loaded.header.annotator, annotator.unwrap_or_default());
    let exported = export(
        options.to,
        &Material {
            article: &article,
            record: &loaded.record,
            attribution: &attributors.of(Some(&options.file))?.attribute(&article),
            header: Header { file: &file, annotator: &annotator, tag_set: &loaded.header.tag_set },
        },
    );
    let output = options.output.as_deref().filter(|path| !read::is_stdin(path));
    match output {
        Some(path) => save(path, &exported.text, options.force, &[&options.file, location.record()])?,
        None => {
            let text = &exported.text;
            let safe = if facts.out_is_terminal { visible_lines(text) } else { text.into() };
            io.out.write_all(safe.as_bytes()).and_then(|()| io.out.flush()).map_err(Error::Output)?;
        }
    }
    io.tell(exported.told(options.to, output));
    Ok(())
}
