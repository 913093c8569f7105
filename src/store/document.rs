//! A record file: header, items, and whatever a later version wrote beside.

use std::fmt;

use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::line::{
    ArticleLine, DocumentLabelLine, EntityLine, LinkLine, NoteLine, TagLine, VerdictLine, twice,
};
use super::sections;
use super::syntax::{Value, write_text, write_unknown};

/// The version of the format that this program writes, and the newest that it reads.
pub(super) const VERSION: u32 = 1;
/// What every record file says that it is.
pub(super) const FORMAT: &str = "onrecord";
/// The unit of its offsets.
pub(super) const UNITS: &str = "code points";

/// A record file, as it stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Document {
    pub(super) article: ArticleLine,
    pub(super) annotator: String,
    pub(super) tag_set: String,
    pub(super) entities: Vec<EntityLine>,
    pub(super) tags: Vec<TagLine>,
    pub(super) links: Vec<LinkLine>,
    pub(super) notes: Vec<NoteLine>,
    pub(super) document_labels: Vec<DocumentLabelLine>,
    pub(super) verdicts: Vec<VerdictLine>,
    /// Header fields and sections that this version does not know, as they stand.
    pub(super) unknown: Vec<(String, String)>,
}

/// What is wrong with a text, and where: the line and the character of the line, from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Problem {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) message: String,
}

/// The advice on a file that is broken, where no copy of it is known.
pub(super) const OLDER_COPY: &str = ", or bring back an older copy of the file";

/// Reads RON as records are written.
pub(super) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Reads a record file.
///
/// # Errors
///
/// [`Problem`] for what is no record of a version up to [`VERSION`].
pub(super) fn parse(bytes: &[u8]) -> Result<Document, Problem> {
    if let Some(document) = sections::parse(bytes) {
        return Ok(document);
    }
    options().from_bytes(bytes).map_err(|error| problem(&error, bytes))
}

/// Says in words what a parser found.
fn problem(error: &ron::error::SpannedError, bytes: &[u8]) -> Problem {
    let conflict = |line: &[u8]| line.starts_with(b"<<<<<<< ") || line.starts_with(b">>>>>>> ");
    if let Some(line) = bytes.split(|&byte| byte == b'\n').position(conflict) {
        let message = "these are the marks of a merge that git left undecided: decide it there, then open \
                       the article again";
        return Problem { line: line + 1, column: 1, message: message.into() };
    }
    let (at, message) = match &error.code {
        // Of our own: it is about what was just read.
        ron::Error::Message(message) => (error.span.start, message.clone()),
        code => {
            let code = code.to_string();
            let mut letters = code.chars();
            let first = letters.next().map(|first| first.to_lowercase().to_string());
            let said = format!("{}{}", first.unwrap_or_default(), letters.as_str());
            (error.span.end, format!("{said}. Mend it there{OLDER_COPY}"))
        }
    };
    Problem { line: at.line, column: at.col, message }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const FIELDS: &[&str] = &[
            "format",
            "version",
            "units",
            "article",
            "annotator",
            "tag_set",
            "entities",
            "tags",
            "links",
            "notes",
            "document_labels",
            "verdicts",
        ];
        deserializer.deserialize_struct("Record", FIELDS, Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
        let mut document = Document::default();
        let mut seen: Vec<&'de str> = Vec::new();
        while let Some(name) = map.next_key::<&'de str>()? {
            if seen.contains(&name) {
                return Err(twice(name));
            }
            seen.push(name);
            match name {
                "format" => check_format(&map.next_value::<String>()?)?,
                "version" => check_version(map.next_value()?)?,
                "units" => check_units(&map.next_value::<String>()?)?,
                "article" => document.article = map.next_value()?,
                "annotator" => document.annotator = map.next_value()?,
                "tag_set" => document.tag_set = map.next_value()?,
                "entities" => document.entities = map.next_value()?,
                "tags" => document.tags = map.next_value()?,
                "links" => document.links = map.next_value()?,
                "notes" => document.notes = map.next_value()?,
                "document_labels" => document.document_labels = map.next_value()?,
                "verdicts" => document.verdicts = map.next_value()?,
                unknown => {
                    let value = map.next_value::<&'de RawValue>()?.get_ron();
                    document.unknown.push((unknown.to_owned(), value.to_owned()));
                }
            }
        }
        match ["format", "version", "units"].into_iter().find(|name| !seen.contains(name)) {
            Some(name) => Err(A::Error::custom(format!(
                "this is no onrecord record, for its field “{name}” is missing: add it, or move the file away"
            ))),
            None => Ok(document),
        }
    }
}

pub(super) fn check_format<E: Error>(format: &str) -> Result<(), E> {
    if format == FORMAT {
        return Ok(());
    }
    Err(E::custom(format!("expected format “{FORMAT}”, found “{format}”: move the file away")))
}

pub(super) fn check_version<E: Error>(version: u32) -> Result<(), E> {
    if version <= VERSION {
        return Ok(());
    }
    Err(E::custom(format!(
        "a newer onrecord wrote this (version {version}; this one reads up to {VERSION}): update onrecord"
    )))
}

pub(super) fn check_units<E: Error>(units: &str) -> Result<(), E> {
    if units == UNITS {
        return Ok(());
    }
    Err(E::custom(format!("expected offsets in “{UNITS}”, found “{units}”: convert the file")))
}

/// The items of a section, each written, with the key that they are sorted by.
pub(super) type Lines = Vec<((u32, u32), String, String)>;

/// The sections of a record file, in their order.
pub(super) const SECTIONS: [&str; 6] = ["entities", "tags", "links", "notes", "document_labels", "verdicts"];

/// Writes a record file: the header of `document`, and the items of `sections`, each sorted by
/// place and id.
pub(super) fn write(document: &Document, mut sections: [Lines; 6]) -> String {
    let length = sections.iter().flatten().map(|(_, _, line)| line.len() + 16).sum::<usize>();
    let mut out = String::with_capacity(length + 1024);
    out.push_str("#![enable(implicit_some)]\n(\n");
    out.push_str(&format!(
        "    format: \"{FORMAT}\", version: {VERSION}, units: \"{UNITS}\",\n    article: "
    ));
    document.article.write_fields(&mut out);
    out.push_str(",\n");
    let named = [("annotator", &document.annotator), ("tag_set", &document.tag_set)];
    let mut before = "    ";
    for (name, value) in named.into_iter().filter(|(_, value)| !value.is_absent()) {
        out.push_str(before);
        out.push_str(&format!("{name}: "));
        write_text(value, &mut out);
        out.push(',');
        before = " ";
    }
    out.push_str(if before == " " { "\n" } else { "" });
    for (name, lines) in SECTIONS.into_iter().zip(&mut sections) {
        lines.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        out.push_str("    ");
        out.push_str(name);
        out.push_str(": [\n");
        for (_, _, line) in lines.iter() {
            out.push_str("        ");
            out.push_str(line);
            out.push_str(",\n");
        }
        out.push_str("    ],\n");
    }
    for (name, value) in &document.unknown {
        out.push_str("    ");
        write_unknown(name, value, &mut out);
        out.push_str(",\n");
    }
    out.push_str(")\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "(format: \"onrecord\", version: 1, units: \"code points\",\n";

    #[test]
    fn a_file_that_is_no_record_is_refused_with_line_and_column() {
        let table = [
            (
                HEAD.replace("version: 1", "version: 7"),
                "1:33 a newer onrecord wrote this (version 7; this one reads up to 1): update onrecord",
            ),
            (
                HEAD.replace("code points", "bytes"),
                "1:49 expected offsets in “code points”, found “bytes”: convert the file",
            ),
            (
                HEAD.replace("onrecord", "brat"),
                "1:17 expected format “onrecord”, found “brat”: move the file away",
            ),
            (format!("{HEAD}tags: [(id: \"a\", at: [(1, x)])])"), "2:27 expected integer."),
            (
                format!("{HEAD}tags: [(id: \"a\", id: \"b\")])"),
                "2:25 the field “id” stands here twice: remove one",
            ),
            (
                format!("{HEAD}tags: [(id: \"a\", new: 1, new: 2)])"),
                "2:32 the field “new” stands here twice: remove one",
            ),
            (
                format!("{HEAD}tags: [(id: \"a\""),
                "2:16 expected comma. Mend it there, or bring back an older copy of the file",
            ),
            (format!("{HEAD}tags: [],\n tags: [])"), "3:2 the field “tags” stands here twice: remove one"),
            (
                "(tags: [])".into(),
                "1:10 this is no onrecord record, for its field “format” is missing: add it, or move the file away",
            ),
            (String::new(), "1:1 expected opening `(` for struct `Record`."),
            (format!("{HEAD}tags: [\n<<<<<<< ours\n"), "3:1 these are the marks of a merge"),
        ];
        for (text, expected) in table {
            let problem = parse(text.as_bytes()).unwrap_err();
            let said = format!("{}:{} {}", problem.line, problem.column, problem.message);
            assert!(said.starts_with(expected), "{text}\n{said}\n{expected}");
        }
    }
}
