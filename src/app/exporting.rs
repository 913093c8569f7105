//! Exporting: in which format, to which file.

use super::event::Effect;
use super::overlays::compose::REPLACES;
use super::overlays::field::Field;
use super::overlays::{Line, LinePurpose, List, ListPurpose, Overlay};
use super::program::App;
use super::tagging;
use crate::config::TagSet;
use crate::exchange::{FORMATS, Format};

/// The name of the report among the formats, the extension of its files, and what it is.
const REPORT: (&str, &str, &str) =
    ("report", "html", "a page for a browser: the article, who said what, figures, tags and notes");

/// What an export is written as.
#[derive(Clone, Debug)]
pub enum ExportAs {
    /// The format of that name.
    Format(String),
    /// The report.
    Report {
        /// The labels.
        tag_set: Box<TagSet>,
        /// What the machine is less sure of than this is told as unsure, in percent.
        unsure_below: u8,
        /// When it is made (RFC 3339).
        made: String,
    },
}

impl ExportAs {
    /// The name that it is picked by.
    pub fn name(&self) -> &str {
        match self {
            ExportAs::Format(name) => name,
            ExportAs::Report { .. } => REPORT.0,
        }
    }
}

/// Opens the list of formats. The report is one of them as soon as it is known who said what.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let (name, _, about) = REPORT;
    let report = app.model.findings.is_some().then_some((name, about));
    let formats = FORMATS.iter().map(|format| (format.name, format.about)).chain(report);
    let rows = formats.map(|(name, about)| (name.to_owned(), about.to_owned())).collect();
    let title = format!("Export {}: which format?", tagging::tags(app.model.record.tag_count()));
    let list = List { purpose: ListPurpose::Format, title, field: Field::default(), chosen: 0, rows };
    app.model.overlay = Some(Overlay::List(list));
    Vec::new()
}

/// Asks which file to write the format of that name to.
pub(in crate::app) fn ask_path(app: &mut App, name: String) -> Vec<Effect> {
    let (report, page, _) = REPORT;
    let extension = Format::named(&name).map(|format| format.extension);
    let extension = extension.unwrap_or(if name == report { page } else { "" });
    let path = format!("{}.{extension}", app.model.file);
    app.model.overlay = Some(Overlay::Line(Line {
        purpose: LinePurpose::ExportTo(name),
        title: "Export to which file?".to_owned(),
        field: Field::new(path),
    }));
    Vec::new()
}

/// Writes the format of that name to `path`.
pub(in crate::app) fn write(app: &App, name: String, path: String, replace: bool) -> Vec<Effect> {
    let model = &app.model;
    let format = if name == REPORT.0 {
        ExportAs::Report {
            tag_set: Box::new(model.tag_set.clone()),
            unsure_below: model.settings.unsure_below,
            made: format!("{:.0}", app.now()),
        }
    } else {
        ExportAs::Format(name)
    };
    let record = Box::new(model.record.clone());
    vec![Effect::Export { format, path, replace, record }]
}

/// Asks whether the file that an export would replace may be replaced.
pub(in crate::app) fn ask_to_replace(app: &mut App, format: String, path: String) {
    app.model.overlay = Some(Overlay::Line(Line {
        purpose: LinePurpose::ReplaceBy { format, path: path.clone() },
        title: format!("There is such a file{}", app.model.tip_in("line", &REPLACES)),
        field: Field::new(path),
    }));
}
