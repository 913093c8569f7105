//! Reading a large record on several threads.

use std::num::NonZero;
use std::thread::{self, available_parallelism};

use memchr::memmem;

use super::document::{Document, options};
use super::line::TagLine;

/// The fewest bytes of tags that a thread is worth.
const WORTH_A_THREAD: usize = 1 << 18;
/// The most threads: the screen and the attribution want some too.
const MOST_THREADS: usize = 4;
/// How a record file begins and its tags stand in it, as this program writes them.
const HEAD: &str = "#![enable(implicit_some)]\n(\n";
const OPENS: &str = "\n    tags: [\n";
const CLOSES: &str = "\n    ],\n";
const BETWEEN: &str = "),\n        (";
/// A tag that stands in the place of those that were cut out; no file has it.
const MARK: &str = "(id: \"\\u{0}cut\")";
const MARK_ID: &str = "\0cut";

/// Reads a record file whose tags stand one on a line and are many: the file without its tags here,
/// and stretches of these each on a thread of its own.
///
/// `None` for a file that is small or not written so, and for one with a mistake: that is then read
/// from the beginning to the end, which says where the mistake is. A file is never read as something
/// else than it is from the beginning to the end: a stretch is only taken that is a list by itself,
/// and only where what is left reads as a record with a list in its place.
pub(super) fn parse(bytes: &[u8]) -> Option<Document> {
    let cores = available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
    let text = (bytes.len() > WORTH_A_THREAD).then(|| str::from_utf8(bytes).ok())??;
    parse_on(text, cores, WORTH_A_THREAD)
}

/// [`parse`], with that many threads at most, each for at least `worth` bytes.
fn parse_on(text: &str, threads: usize, worth: usize) -> Option<Document> {
    if !text.starts_with(HEAD) {
        return None;
    }
    let start = memmem::find(text.as_bytes(), OPENS.as_bytes())? + OPENS.len();
    let (head, behind) = text.split_at_checked(start)?;
    let (tags, tail) = behind.split_at_checked(memmem::find(behind.as_bytes(), CLOSES.as_bytes())?)?;
    let threads = threads.min(tags.len() / worth.max(1));
    if threads < 2 {
        return None;
    }
    let mut stretches = stretches(tags, threads);
    let first = stretches.next()?;
    thread::scope(|scope| {
        let others: Vec<_> = stretches
            .map(|stretch| thread::Builder::new().spawn_scoped(scope, || list(stretch)))
            .collect::<Result<_, _>>()
            .ok()?;
        let mut document: Document = options().from_str(&[head, MARK, tail].concat()).ok()?;
        let is_cut = matches!(document.tags.as_slice(), [mark] if *mark == self::mark());
        let mut lines = list(first).filter(|_| is_cut);
        for other in others {
            let other = other.join().ok().flatten();
            lines = lines.zip(other).map(|(mut lines, mut other)| {
                lines.append(&mut other);
                lines
            });
        }
        document.tags = lines?;
        Some(document)
    })
}

/// Divides the tags between two of them.
fn stretches(tags: &str, count: usize) -> impl Iterator<Item = &str> {
    let mut rest = tags;
    (0..count).rev().map(move |left| {
        let target = rest.len() / (left + 1);
        let found = rest.as_bytes().get(target..).and_then(|behind| memmem::find(behind, BETWEEN.as_bytes()));
        // Behind the line end: the comma belongs to the tag before.
        let cut = found.filter(|_| left > 0).map_or(rest.len(), |found| target + found + 3);
        let (stretch, behind) = rest.split_at_checked(cut).unwrap_or((rest, ""));
        rest = behind;
        stretch
    })
}

/// Reads a stretch of tags with a comma behind each; another tag follows it, so that it is one with
/// whatever stands behind.
fn list(stretch: &str) -> Option<Vec<TagLine>> {
    let mut lines: Vec<TagLine> = options().from_str(&["[", stretch, "\n", MARK, "]"].concat()).ok()?;
    lines.pop().filter(|last| *last == mark())?;
    Some(lines)
}

fn mark() -> TagLine {
    TagLine { id: MARK_ID.to_owned(), ..TagLine::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A record file of some tags.
    fn file() -> String {
        let tag = |number: usize| {
            format!("        (id: \"t{number}\", label: \"A\", at: [({number}, 9)], new: 7),\n")
        };
        let tags: String = (0..9).map(tag).collect();
        format!(
            "{HEAD}    format: \"onrecord\", version: 1, units: \"code points\",\n    entities: [\n    ],\n    \
             tags: [\n{tags}    ],\n    links: [\n    ],\n    later: \"x\",\n)\n"
        )
    }

    #[test]
    fn a_file_is_read_the_same_on_any_number_of_threads() {
        let text = file();
        let whole: Document = options().from_str(&text).unwrap();
        assert_eq!(whole.tags.len(), 9);
        assert_eq!(parse_on(&text, 1, 1), None);
        for threads in 2..12 {
            assert_eq!(parse_on(&text, threads, 1).as_ref(), Some(&whole), "{threads}");
        }
    }

    #[test]
    fn what_is_not_written_so_is_left_to_be_read_as_a_whole() {
        let text = file();
        let table = [
            (
                "a comment over the tags",
                text.replace("    tags: [", "/*\n    tags: [").replace("    links", "*/    links"),
            ),
            ("a missing comma", text.replace("(4, 9)], new: 7),", "(4, 9)], new: 7) // ),")),
            ("tags twice", text.replace("    links: [", "    tags: [")),
            ("a mistake", text.replace("(4, 9)", "(4, x)")),
            ("another extension", text.replace("implicit_some", "unwrap_newtypes")),
        ];
        for (what, text) in table {
            assert_ne!(text, file(), "{what}");
            assert_eq!(parse_on(&text, 3, 1), None, "{what}");
        }
        let raw = text.replacen("new: 7", "new: r#\"\n    ],\n        (\"#", 1);
        assert_eq!(parse_on(&raw, 3, 1), None, "a list that seems to end in a string");
        assert!(options().from_str::<Document>(&raw).is_ok());
    }

    proptest! {
        #[test]
        fn no_change_makes_it_read_something_else(
            at in any::<prop::sample::Index>(),
            new in "[()\\[\\],:\"/*#\n ra0]{0,3}",
            gone in 0_usize..3,
        ) {
            let mut text = file();
            let at = at.index(text.len());
            text.replace_range(at..(at + gone).min(text.len()), &new);
            let whole = options().from_str::<Document>(&text).ok();
            if let Some(document) = parse_on(&text, 3, 1) {
                prop_assert_eq!(Some(document), whole);
            }
        }
    }
}
