//! The lines of a journal: an edit each, with a checksum that tells a torn one.

use ron::value::RawValue;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::anchor::Ground;
use super::document::{FORMAT, Problem, UNITS, VERSION, check_units, check_version, options};
use super::line::{DocumentLabelLine, EntityLine, Line, LinkLine, NoteLine, Quotation, TagLine, VerdictLine};
use super::syntax::write_text;
use crate::annotation::{Change, Edit, Unplaced};
use crate::article::{Digest, Span};

/// What became of an item, as it stands in a file.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Step {
    Tag(Option<TagLine>, Option<TagLine>),
    Link(Option<LinkLine>, Option<LinkLine>),
    Note(Option<NoteLine>, Option<NoteLine>),
    Entity(Option<EntityLine>, Option<EntityLine>),
    DocumentLabel(Option<DocumentLabelLine>, Option<DocumentLabelLine>),
    Verdict(Option<VerdictLine>, Option<VerdictLine>),
}

/// A journal as it was found.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Entries {
    /// The SHA-256 of the article that the offsets were counted in.
    pub(super) sha256: String,
    /// The edits, in the order in which they were made.
    pub(super) edits: Vec<Vec<Step>>,
    /// How many bytes hold whole lines; what is behind them was torn off in writing.
    pub(super) whole: usize,
}

/// The first line of a journal.
pub(super) fn head(digest: Digest) -> String {
    let head = format!(
        "(format: \"{FORMAT} journal\", version: {VERSION}, units: \"{UNITS}\", sha256: \"{digest}\")"
    );
    framed(&head)
}

/// How the places of an item are written.
pub(super) type Quote<'g> = &'g dyn Fn(&[Span]) -> Quotation;

/// The line of an edit.
pub(super) fn line(edit: &Edit, ground: &Ground<'_>) -> String {
    framed(&steps(edit, &|at| ground.quote(at)))
}

/// The steps of an edit; `quote` says how places are written.
pub(super) fn steps(edit: &Edit, quote: Quote<'_>) -> String {
    let mut out = String::from("[");
    for (index, change) in edit.changes.iter().enumerate() {
        out.push_str(if index == 0 { "" } else { ", " });
        match change {
            Change::Tag(was, now) => write_step::<TagLine>(was.as_ref(), now.as_ref(), quote, &mut out),
            Change::Link(was, now) => write_step::<LinkLine>(was.as_ref(), now.as_ref(), quote, &mut out),
            Change::Note(was, now) => write_step::<NoteLine>(was.as_ref(), now.as_ref(), quote, &mut out),
            Change::Entity(was, now) => {
                write_step::<EntityLine>(was.as_ref(), now.as_ref(), quote, &mut out);
            }
            Change::DocumentLabel(was, now) => {
                write_step::<DocumentLabelLine>(was.as_ref(), now.as_ref(), quote, &mut out);
            }
            Change::Verdict(was, now) => {
                write_step::<VerdictLine>(was.as_ref(), now.as_ref(), quote, &mut out);
            }
            Change::Unplaced(was, now) => {
                for (name, item) in [("was", was), ("now", now)] {
                    if let Some(Unplaced { kind, line, .. }) = item {
                        out.push_str(if name == "now" && was.is_some() { ", (kind: " } else { "(kind: " });
                        write_text(kind, &mut out);
                        out.push_str(&format!(", {name}: {line})"));
                    }
                }
            }
        }
    }
    out.push(']');
    out
}

fn write_step<L: Line>(was: Option<&L::Item>, now: Option<&L::Item>, quote: Quote<'_>, out: &mut String) {
    out.push_str("(kind: ");
    write_text(L::KIND, out);
    for (name, item) in [("was", was), ("now", now)] {
        if let Some(item) = item {
            out.push_str(", ");
            out.push_str(name);
            out.push_str(": ");
            line_with::<L>(item, quote).write(out);
        }
    }
    out.push(')');
}

fn line_with<L: Line>(item: &L::Item, quote: Quote<'_>) -> L {
    let mut line = L::of(item);
    if !L::spans(item).is_empty() {
        line.set_quotation(quote(L::spans(item)));
    }
    line
}

/// The line of an item, with its quotation.
pub(super) fn quoted_line<L: Line>(item: &L::Item, ground: &Ground<'_>) -> L {
    line_with(item, &|at| ground.quote(at))
}

/// `text` with its checksum in front. A line end inside is followed by a tab, so that a line that
/// starts without one starts an entry.
pub(super) fn framed(text: &str) -> String {
    format!("{} {}\n", checksum(text.as_bytes()), text.replace('\n', "\n\t"))
}

/// The first 32 bits of the SHA-256, in hexadecimal.
fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a journal. What stands behind its last line end was torn off in writing and is left out.
///
/// # Errors
///
/// [`Problem`] for a whole line that does not agree with its checksum or that is from a newer
/// version.
pub(super) fn parse(bytes: &[u8]) -> Result<Entries, Problem> {
    let mut entries = Entries::default();
    let mut number = 1;
    while let Some((entry, length)) = next_entry(bytes.get(entries.whole..).unwrap_or_default()) {
        let problem = |message: String| Problem { line: number, column: 1, message };
        let damaged = "this line of the journal is damaged: remove it, or bring it back, and open again";
        let text = unframed(entry).ok_or_else(|| problem(damaged.into()))?;
        if entries.whole == 0 {
            entries.sha256 = read_head(&text).map_err(|error| problem(error.code.to_string()))?;
        } else {
            let steps = read_steps(&text).map_err(|error| {
                problem(format!("{}: a newer onrecord may have written this: update onrecord", error.code))
            })?;
            entries.edits.push(steps);
        }
        number += memchr::memchr_iter(b'\n', entry).count() + 1;
        entries.whole += length;
    }
    Ok(entries)
}

/// The first whole entry without its line end, and its length with it.
pub(super) fn next_entry(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let mut ends = memchr::memchr_iter(b'\n', bytes);
    let end = ends.find(|&end| bytes.get(end + 1) != Some(&b'\t'))?;
    Some((bytes.get(..end)?, end + 1))
}

/// The text of an entry, if that agrees with its checksum.
pub(super) fn unframed(entry: &[u8]) -> Option<String> {
    let (sum, text) = std::str::from_utf8(entry).ok()?.split_once(' ')?;
    let text = text.replace("\n\t", "\n");
    (sum == checksum(text.as_bytes())).then_some(text)
}

/// Reads a first line: the SHA-256 of the article.
pub(super) fn read_head(text: &str) -> ron::error::SpannedResult<String> {
    #[derive(Deserialize)]
    struct Head {
        #[serde(deserialize_with = "version")]
        #[expect(dead_code, reason = "checked while it is read")]
        version: u32,
        #[serde(deserialize_with = "units")]
        #[expect(dead_code, reason = "checked while it is read")]
        units: String,
        sha256: String,
    }

    fn version<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        let version = u32::deserialize(deserializer)?;
        check_version(version).map(|()| version)
    }

    fn units<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        let units = String::deserialize(deserializer)?;
        check_units(&units).map(|()| units)
    }

    Ok(options().from_str::<Head>(text)?.sha256)
}

/// Reads the steps of an edit.
pub(super) fn read_steps(text: &str) -> ron::error::SpannedResult<Vec<Step>> {
    #[derive(Deserialize)]
    struct Raw<'s> {
        kind: String,
        #[serde(borrow, default)]
        was: Option<&'s RawValue>,
        #[serde(borrow, default)]
        now: Option<&'s RawValue>,
    }

    fn item<L: Line>(raw: Option<&RawValue>) -> ron::error::SpannedResult<Option<L>> {
        raw.map(|raw| options().from_str(raw.get_ron())).transpose()
    }

    let step = |Raw { kind, was, now }: Raw<'_>| match kind.as_str() {
        TagLine::KIND => Ok(Step::Tag(item(was)?, item(now)?)),
        LinkLine::KIND => Ok(Step::Link(item(was)?, item(now)?)),
        NoteLine::KIND => Ok(Step::Note(item(was)?, item(now)?)),
        EntityLine::KIND => Ok(Step::Entity(item(was)?, item(now)?)),
        DocumentLabelLine::KIND => Ok(Step::DocumentLabel(item(was)?, item(now)?)),
        VerdictLine::KIND => Ok(Step::Verdict(item(was)?, item(now)?)),
        unknown => Err(ron::error::SpannedError {
            code: ron::Error::Message(format!("“{unknown}” is no kind of item")),
            span: ron::error::Span {
                start: ron::error::Position { line: 1, col: 1 },
                end: ron::error::Position { line: 1, col: 1 },
            },
        }),
    };
    options().from_str::<Vec<Raw<'_>>>(text)?.into_iter().map(step).collect()
}
