//! The guidelines of a tag set, to be read beside the article.

use super::Overlay;
use super::help::shown;
use crate::app::event::Effect;
use crate::app::model::Model;
use crate::app::program::App;
use crate::app::reading::findings::Suggestion;
use crate::article::Span;
use crate::config::{Attribute, AttributeKind, DocumentChoice, Label, LinkLabel, TagSet, Value};
use crate::page::wrap;

/// The widest that guidelines are set, in cells, without the frame around them.
const MEASURE: u16 = 72;

/// A row of the guidelines. Its words are not yet safe for a terminal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GuideRow {
    /// What kind of row it is.
    pub kind: GuideKind,
    /// The words.
    pub text: String,
}

/// What kind of row a [`GuideRow`] is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GuideKind {
    /// The name of a label of tags, with the index of its colour.
    Label(usize),
    /// The name of another label, or of the tag set.
    Heading,
    /// What to go by.
    Plain,
    /// Keys and values.
    Faint,
}

/// The cells that a row of the guidelines has on a screen of `width`.
pub fn guide_width(width: u16) -> u16 {
    width.saturating_sub(4).clamp(1, MEASURE)
}

/// The guidelines of `tag_set`, set in rows of `width` cells.
pub fn guide_rows(tag_set: &TagSet, width: u16) -> Vec<GuideRow> {
    let mut guide = Guide { width, rows: Vec::new() };
    guide.text(GuideKind::Heading, &tag_set.name);
    guide.text(GuideKind::Plain, &tag_set.description);
    tag_set.labels.iter().for_each(|label| guide.label(label));
    tag_set.links.iter().for_each(|link| guide.link(link));
    tag_set.document_labels.iter().for_each(|label| guide.document(label));
    guide.rows
}

/// Opens the guidelines at the label of the tag under the cursor, or else of the suggestion there.
pub(in crate::app) fn open(app: &mut App) -> Vec<Effect> {
    let model = &app.model;
    let label = label_here(model);
    let rows = guide_rows(&model.tag_set, guide_width(model.size.0));
    let at = label.and_then(|label| {
        let position = model.tag_set.labels.iter().position(|other| other.name == label.name)?;
        let heads = rows.iter().enumerate().filter(|(_, row)| matches!(row.kind, GuideKind::Label(_)));
        heads.map(|(at, _)| at).nth(position)
    });
    app.model.overlay = Some(Overlay::Guidelines { top: at.unwrap_or(0) });
    Vec::new()
}

/// The label of the shortest tag under the cursor, or else the one that takes the suggestion there.
fn label_here(model: &Model) -> Option<&Label> {
    let here = Span::new(model.view.cursor, model.view.cursor + 1);
    let tags = model.record.tags_in(here).filter(|tag| tag.at.iter().any(|span| span.overlaps(here)));
    let tag = tags.min_by_key(|tag| tag.extent().len());
    let suggested = || {
        let findings = model.findings.as_deref()?;
        let suggestion: Suggestion = model.current_suggestion()?;
        model.tag_set.taking(findings.kind(suggestion))
    };
    tag.and_then(|tag| model.tag_set.label(&tag.label)).or_else(suggested)
}

struct Guide {
    width: u16,
    rows: Vec<GuideRow>,
}

impl Guide {
    /// Sets `text`, in as many rows as it takes; none where it is empty.
    fn text(&mut self, kind: GuideKind, text: &str) {
        let whole = Span::new(0, text.len());
        for row in wrap(text, whole, self.width, self.width) {
            self.rows.push(GuideRow { kind, text: row.of(text).trim_end().to_owned() });
        }
    }

    fn space(&mut self) {
        self.rows.push(GuideRow { kind: GuideKind::Plain, text: String::new() });
    }

    fn label(&mut self, label: &Label) {
        self.space();
        let head = format!("{} {}  ({})", label.marker, label.name, shown(&label.key));
        // One row, so that heads can be counted.
        self.rows.push(GuideRow { kind: GuideKind::Label(label.colour), text: head });
        self.text(GuideKind::Plain, &label.description);
        for paragraph in paragraphs(&label.guideline) {
            self.space();
            self.text(GuideKind::Plain, &paragraph);
        }
        if !label.attributes.is_empty() {
            self.space();
        }
        label.attributes.iter().for_each(|attribute| self.attribute(attribute));
    }

    fn attribute(&mut self, attribute: &Attribute) {
        let required = if attribute.required { ", required" } else { "" };
        let kind = match attribute.kind {
            AttributeKind::Choice(_) => "",
            AttributeKind::Text => ", in words",
            AttributeKind::YesNo => ", yes or no",
        };
        let when = attribute.only_when.as_ref();
        let when = when.map_or_else(String::new, |when| {
            format!(", only where {} is {}", when.attribute, when.is.join(" or "))
        });
        self.text(
            GuideKind::Faint,
            &sentence(&format!("= {}{kind}{required}{when}", attribute.name), &attribute.description),
        );
        if let AttributeKind::Choice(values) = &attribute.kind {
            self.values(values);
        }
    }

    fn values(&mut self, values: &[Value]) {
        for value in values {
            let key = value.key.map_or_else(|| " ".to_owned(), |key| key.to_string());
            self.text(GuideKind::Faint, &sentence(&format!("  {key} {}", value.name), &value.description));
        }
    }

    fn link(&mut self, link: &LinkLabel) {
        self.space();
        self.text(GuideKind::Heading, &link.name);
        let ends = format!("Link from {} to {}", link.from.join(" or "), link.to.join(" or "));
        self.text(GuideKind::Plain, &sentence(&ends, &link.description));
    }

    fn document(&mut self, label: &DocumentChoice) {
        self.space();
        self.text(GuideKind::Heading, &label.name);
        let several = if label.several { ", one or several" } else { "" };
        let required = if label.required { ", required" } else { "" };
        self.text(
            GuideKind::Plain,
            &sentence(&format!("Of the document{several}{required}"), &label.description),
        );
        self.values(&label.values);
    }
}

/// “what: description”, or only the one that there is.
fn sentence(what: &str, description: &str) -> String {
    if description.is_empty() { what.to_owned() } else { format!("{what}: {description}") }
}

/// The paragraphs of a guideline, which a tag set may break and indent as it likes.
pub(in crate::app) fn paragraphs(guideline: &str) -> impl Iterator<Item = String> {
    let mut lines = guideline.lines().map(str::trim).peekable();
    std::iter::from_fn(move || {
        while lines.next_if(|line| line.is_empty()).is_some() {}
        let mut paragraph: Vec<&str> = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.is_empty()) {
            paragraph.push(line);
        }
        (!paragraph.is_empty()).then(|| paragraph.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guideline_is_set_in_paragraphs_whatever_its_lines() {
        let found: Vec<_> =
            paragraphs("\n  Tag the name\n  alone.\n\n\n  Titles stay\n  outside.\n").collect();
        assert_eq!(found, ["Tag the name alone.", "Titles stay outside."]);
        assert_eq!(paragraphs(" \n").count(), 0);
    }

    #[test]
    fn every_row_fits_and_every_label_has_its_head() {
        let news = TagSet::news().unwrap();
        for width in [1, 10, 72] {
            let rows = guide_rows(&news, width);
            let heads = rows.iter().filter(|row| matches!(row.kind, GuideKind::Label(_)));
            assert_eq!(heads.count(), news.labels.len());
            let long = rows
                .iter()
                .find(|row| row.kind == GuideKind::Plain && crate::page::width(&row.text) > width.into());
            assert_eq!(long, None, "{width}");
        }
    }
}
