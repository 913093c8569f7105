//! Reading a large record: its tags line by line, as this program writes them.

use std::collections::BTreeMap;

use memchr::{memchr, memchr2, memmem};

use super::document::{Document, options};
use super::line::{Points, TagLine};

/// The fewest bytes of a file that this is worth.
const LARGE: usize = 1 << 18;
/// How a record file begins and its tags stand in it, as this program writes them.
const HEAD: &str = "#![enable(implicit_some)]\n(\n";
const OPENS: &str = "\n    tags: [\n";
const CLOSES: &str = "\n    ],\n";
/// A tag that stands in the place of those that were cut out; no file has it.
const MARK: &str = "(id: \"\\u{0}cut\")";
const MARK_ID: &str = "\0cut";

/// Reads a large record file whose tags stand one on a line: each line by itself, by [`tag`] where it
/// is as this program writes it, else as any RON; and the file without its tags.
///
/// `None` for a file that is small or not written so, and for one with a mistake: that is then read
/// from the beginning to the end, which says where the mistake is. A file is never read as something
/// else than it is from the beginning to the end: a line is only taken that holds whole tags and the
/// comma behind them, and only where what is left reads as a record with a list in their place.
pub(super) fn parse(bytes: &[u8]) -> Option<Document> {
    (bytes.len() > LARGE).then(|| str::from_utf8(bytes).ok()).flatten().and_then(parse_lines)
}

/// [`parse`], of any size.
fn parse_lines(text: &str) -> Option<Document> {
    let start = memmem::find(text.starts_with(HEAD).then_some(text)?.as_bytes(), OPENS.as_bytes())?;
    let (head, behind) = text.split_at_checked(start + OPENS.len())?;
    let (tags, tail) = behind.split_at_checked(memmem::find(behind.as_bytes(), CLOSES.as_bytes())?)?;
    let mut document: Document = options().from_str(&[head, MARK, tail].concat()).ok()?;
    if !matches!(document.tags.as_slice(), [mark] if mark.id == MARK_ID) {
        return None;
    }
    let mut lines = Vec::with_capacity(memchr::memchr_iter(b'\n', tags.as_bytes()).count() + 1);
    for line in tags.split('\n') {
        match tag(line) {
            Some(tag) => lines.push(tag),
            None => lines.append(&mut list(line)?),
        }
    }
    document.tags = lines;
    Some(document)
}

/// Reads a line of any tags with a comma behind each; another tag follows it, so that the line is one
/// with whatever stands behind.
fn list(line: &str) -> Option<Vec<TagLine>> {
    let mut tags: Vec<TagLine> = options().from_str(&["[", line, "\n", MARK, "]"].concat()).ok()?;
    tags.pop().filter(|last| last.id == MARK_ID)?;
    Some(tags)
}

/// Reads a tag on a line as this program writes it; `None` for one with anything else in it, of which
/// it does not say whether it is RON.
fn tag(line: &str) -> Option<TagLine> {
    let mut rest = Rest(line.strip_prefix("        (")?.strip_suffix("),")?);
    let (mut tag, mut seen) = (TagLine::default(), 0_u32);
    loop {
        let name = rest.name()?;
        let place =
            ["id", "label", "at", "text", "before", "after", "entity", "attributes", "rule", "version"];
        let place = place.into_iter().chain(["confidence", "by", "on"]).position(|known| known == name)?;
        if seen & (1 << place) != 0 {
            return None;
        }
        seen |= 1 << place;
        match name {
            "id" => tag.id = rest.text()?,
            "label" => tag.label = rest.text()?,
            "at" => tag.at = rest.points()?,
            "text" => tag.text = Some(rest.text()?),
            "before" => tag.before = rest.text()?,
            "after" => tag.after = rest.text()?,
            "entity" => tag.entity = Some(rest.text()?),
            "attributes" => tag.attributes = rest.pairs()?,
            "rule" => tag.rule = Some(rest.text()?),
            "version" => tag.version = Some(rest.text()?),
            "confidence" => tag.confidence = Some(rest.number()?.try_into().ok()?),
            "by" => tag.by = rest.text()?,
            _ => tag.on = rest.text()?,
        }
        if rest.0.is_empty() {
            return Some(tag);
        }
        rest.skip(", ")?;
    }
}

/// What is left of a line.
struct Rest<'l>(&'l str);

impl<'l> Rest<'l> {
    fn skip(&mut self, mark: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(mark)?;
        Some(())
    }

    /// The name of a field, and the colon behind it.
    fn name(&mut self) -> Option<&'l str> {
        let (name, rest) = self.0.split_at_checked(memchr(b':', self.0.as_bytes())?)?;
        self.0 = rest.strip_prefix(": ")?;
        Some(name)
    }

    /// A string, of the escapes those for quotation marks, backslashes and line ends.
    fn text(&mut self) -> Option<String> {
        self.skip("\"")?;
        let mut text = String::new();
        loop {
            let (plain, rest) = self.0.split_at_checked(memchr2(b'"', b'\\', self.0.as_bytes())?)?;
            text.push_str(plain);
            self.0 = rest.get(1..)?;
            if rest.starts_with('"') {
                return Some(text);
            }
            let escaped = self.0.chars().next()?;
            text.push(match escaped {
                '"' | '\\' => escaped,
                'n' => '\n',
                _ => return None,
            });
            self.0 = self.0.get(1..)?;
        }
    }

    fn number(&mut self) -> Option<u32> {
        let end = self.0.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        digits.parse().ok()
    }

    fn points(&mut self) -> Option<Points> {
        self.several("[", "]", |rest| {
            rest.skip("(")?;
            let start = rest.number()?;
            rest.skip(", ")?;
            let end = rest.number()?;
            rest.skip(")")?;
            Some((start, end))
        })
    }

    fn pairs(&mut self) -> Option<BTreeMap<String, String>> {
        let pair = |rest: &mut Self| {
            let name = rest.text()?;
            rest.skip(": ")?;
            Some((name, rest.text()?))
        };
        let pairs = self.several("{", "}", pair)?;
        let count = pairs.len();
        Some(BTreeMap::from_iter(pairs)).filter(|pairs| pairs.len() == count)
    }

    /// One or more of the same with commas between them.
    fn several<T>(
        &mut self,
        opens: &str,
        closes: &str,
        mut one: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.skip(opens)?;
        let mut all = vec![one(self)?];
        while self.skip(closes).is_none() {
            self.skip(", ")?;
            all.push(one(self)?);
        }
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A record file of some tags, one of them with a field that this version does not know.
    fn file() -> String {
        let tag = |number: usize| {
            let new = if number == 5 { "new: [7], " } else { "" };
            let text = "text: \"a\\\\ \\\"…\\n\", before: \"\\u{1b}\"";
            let more = "attributes: {\"a\": \"b\", \"c\": \"\"}, rule: \"r\", version: \"\", confidence: 98";
            let at = format!("at: [({number}, 9), (12, 4294967295)]");
            format!("        (id: \"t{number}\", label: \"A\", {at}, {new}{text}, {more}),\n")
        };
        let tags: String = (0..9).map(tag).collect();
        format!(
            "{HEAD}    format: \"onrecord\", version: 1, units: \"code points\",\n    entities: [\n    ],\n    \
             tags: [\n{tags}    ],\n    links: [\n    ],\n    later: \"x\",\n)\n"
        )
    }

    #[test]
    fn a_file_is_read_the_same_by_lines_and_as_a_whole() {
        let whole: Document = options().from_str(&file()).unwrap();
        assert_eq!(whole.tags.len(), 9);
        assert_eq!(parse_lines(&file()), Some(whole));
    }

    #[test]
    fn a_tag_is_read_as_it_is_written() {
        let full = TagLine {
            id: "t".into(),
            label: "Person".into(),
            at: vec![(1, 2), (3, 4)],
            text: Some("“Zoë” … \"C:\\\"\n".into()),
            before: "a".into(),
            after: "b".into(),
            entity: Some("e".into()),
            attributes: [("kind".to_owned(), "direct".to_owned())].into(),
            rule: Some("name".into()),
            version: Some("0.1.0".into()),
            confidence: Some(98),
            by: "ana".into(),
            on: "2026-11-23T09:12:00Z".into(),
            ..TagLine::default()
        };
        let mut written = String::from("        ");
        full.write_fields(&mut written);
        assert_eq!(tag(&(written + ",")), Some(full));
    }

    #[test]
    fn what_is_not_written_so_is_left_to_be_read_as_a_whole() {
        let text = file();
        let over = text.replace("    tags: [", "/*\n    tags: [").replace("    links", "*/    links");
        let table = [
            ("a comment over the tags", over),
            ("a missing comma", text.replace("confidence: 98),", "confidence: 98) // ),")),
            ("tags twice", text.replace("    links: [", "    tags: [")),
            ("a mistake", text.replace("(4, 9)", "(4, x)")),
            ("a field twice", text.replacen("rule: \"r\"", "rule: \"r\", rule: \"r\"", 1)),
            ("another extension", text.replace("implicit_some", "unwrap_newtypes")),
            ("a list that ends in a string", text.replace("new: [7]", "new: r#\"\n    ],\n        (\"#")),
        ];
        for (what, text) in table {
            assert_ne!(text, file(), "{what}");
            assert_eq!(parse_lines(&text), None, "{what}");
        }
    }

    proptest! {
        #[test]
        fn no_change_makes_it_read_something_else(
            at in any::<prop::sample::Index>(),
            new in "[()\\[\\],:\"/*#\\\\\n ra0x+_-]{0,3}",
            gone in 0_usize..3,
        ) {
            let mut text = file();
            let at = text.floor_char_boundary(at.index(text.len()));
            let end = text.ceil_char_boundary((at + gone).min(text.len()));
            text.replace_range(at..end, &new);
            let whole = options().from_str::<Document>(&text).ok();
            if let Some(document) = parse_lines(&text) {
                prop_assert_eq!(Some(document), whole);
            }
        }
    }
}
