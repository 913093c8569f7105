//! The record as a page for people, in CommonMark with tables as GitHub reads them.
//!
//! Markup in the text stays text. Repeated names stand once, with how often they were tagged.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use super::quotes::{kind_name, source_name};
use super::{Format, Material, Part, Written, words};
use crate::annotation::{DocumentLabel, Entity, Note, Record, Tag};
use crate::article::Span;
use crate::attribution::{Attribution, Statement};

pub(super) const FORMAT: Format = Format {
    name: "markdown",
    extension: "md",
    about: "a page for people: quotes with their source, tags by entity, links and notes",
    carries: &[Part::IdleEntities, Part::Links, Part::Notes, Part::DocumentLabels],
    write,
};

/// The label of a tag on what somebody said; the tag's entity is who did.
const QUOTE: &str = "Quote";

fn write(material: &Material<'_>) -> Written {
    let page = Page { text: material.article.text(), record: material.record };
    let title = if material.article.title().is_empty() { "Untitled" } else { material.article.title() };
    let mut sections = vec![format!("# {}", inline(title)), about(material)];
    sections.extend(page.document_labels());
    sections.extend(page.quotes());
    sections.extend(page.suggested(material.attribution));
    sections.extend(page.tags());
    sections.extend(page.links());
    sections.extend(page.notes());
    let mut text = sections.join("\n\n");
    text.push('\n');
    text.into()
}

/// The line under the title: file, annotator, counts.
fn about(material: &Material<'_>) -> String {
    let header = material.header;
    let file = (!header.file.is_empty()).then(|| inline(header.file));
    let annotator =
        (!header.annotator.is_empty()).then(|| format!("annotated by {}", inline(header.annotator)));
    let tags = match material.record.tag_count() {
        0 => "no tags".to_owned(),
        1 => "1 tag".to_owned(),
        count => format!("{count} tags"),
    };
    [file, annotator, Some(tags)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The text and the record that a page is made from.
struct Page<'a> {
    text: &'a str,
    record: &'a Record,
}

impl<'a> Page<'a> {
    fn entity_of(&self, tag: &Tag) -> Option<&'a Entity> {
        tag.entity.as_ref().and_then(|id| self.record.entity(id))
    }

    fn words(&self, tag: &Tag) -> String {
        inline(&words(self.text, &tag.at))
    }

    /// A tag in a few words: Ida Bell (Person).
    fn tag(&self, tag: &Tag) -> String {
        format!("{} ({})", self.words(tag), inline(&tag.label))
    }

    /// What is said of the document as a whole.
    fn document_labels(&self) -> Option<String> {
        let lines = self.record.document_labels().map(|DocumentLabel { label, value, .. }| {
            let value = if value.is_empty() { String::new() } else { format!(": {}", inline(value)) };
            format!("- {}{value}", inline(label))
        });
        let lines: Vec<_> = lines.collect();
        (!lines.is_empty()).then(|| format!("## The document\n\n{}", lines.join("\n")))
    }

    fn quotes(&self) -> Option<String> {
        let mut section = String::from("## Quotes\n\n| Source | Quote |\n| --- | --- |");
        let quotes: Vec<_> = self.record.tags().filter(|tag| tag.label == QUOTE).collect();
        for tag in &quotes {
            let source = self.entity_of(tag).map(|entity| inline(&entity.name)).unwrap_or_default();
            let _ = write!(section, "\n| {source} | {} |", self.words(tag));
        }
        (!quotes.is_empty()).then_some(section)
    }

    /// The statements that the machine found and nobody has accepted or rejected.
    fn suggested(&self, attribution: &Attribution) -> Option<String> {
        let tagged = self.record.tags().map(|tag| tag.at.as_slice());
        let decided: HashSet<&[Span]> =
            tagged.chain(self.record.verdicts().map(|verdict| verdict.at.as_slice())).collect();
        let open = |statement: &&Statement| !decided.contains(&*statement.content);
        let open: Vec<_> = attribution.statements.iter().filter(open).collect();
        let mut section = String::from(
            "## Found by the machine, not reviewed\n\n| Source | Kind | Statement |\n| --- | --- | --- |",
        );
        for statement in &open {
            let source = inline(source_name(self.text, attribution, statement));
            let kind = kind_name(statement.kind);
            let said = inline(&words(self.text, &statement.content));
            let _ = write!(section, "\n| {source} | {kind} | {said} |");
        }
        (!open.is_empty()).then_some(section)
    }

    fn tags(&self) -> Option<String> {
        let mut section = String::from("## Tags");
        for entity in self.record.entities() {
            let _ = write!(section, "\n\n### {} ({})", inline(&entity.name), inline(&entity.kind));
            let same_as: Vec<_> = entity.same_as.iter().map(|name| inline(name)).collect();
            if !same_as.is_empty() {
                let _ = write!(section, "\n\nSame as {}", same_as.join(", "));
            }
            self.list(&mut section, self.record.tags_of(&entity.id));
        }
        let mut loose = self.record.tags().filter(|tag| self.entity_of(tag).is_none()).peekable();
        if loose.peek().is_some() {
            section.push_str("\n\n### Without entity");
            self.list(&mut section, loose);
        }
        (self.record.tag_count() > 0 || self.record.entities().next().is_some()).then_some(section)
    }

    /// Lists tags in the order of the text, each wording once.
    fn list(&self, section: &mut String, tags: impl Iterator<Item = &'a Tag>) {
        let mut wordings: BTreeMap<String, (Span, usize)> = BTreeMap::new();
        for tag in tags {
            let attributes =
                tag.attributes.iter().map(|(name, value)| format!("{}: {}", inline(name), inline(value)));
            let attributes = attributes.collect::<Vec<_>>().join(", ");
            let attributes = if attributes.is_empty() { attributes } else { format!(" ({attributes})") };
            let wording = format!("{}: {}{attributes}", inline(&tag.label), self.words(tag));
            wordings.entry(wording).or_insert((tag.extent(), 0)).1 += 1;
        }
        let mut wordings: Vec<_> = wordings.into_iter().collect();
        wordings.sort_by_key(|(_, (extent, _))| *extent);
        for (index, (wording, (_, count))) in wordings.iter().enumerate() {
            section.push_str(if index == 0 { "\n\n- " } else { "\n- " });
            section.push_str(wording);
            if *count > 1 {
                let _ = write!(section, " ({count} times)");
            }
        }
    }

    fn links(&self) -> Option<String> {
        let end = |id| self.record.tag(id).map_or_else(|| inline(id.as_str()), |tag| self.tag(tag));
        let links = self.record.links();
        let lines: Vec<_> = links
            .map(|link| format!("- {} — {} — {}", end(&link.from), inline(&link.label), end(&link.to)))
            .collect();
        (!lines.is_empty()).then(|| format!("## Links\n\n{}", lines.join("\n")))
    }

    fn notes(&self) -> Option<String> {
        let notes: Vec<_> = self.record.notes().map(|note| self.note(note)).collect();
        (!notes.is_empty()).then(|| format!("## Notes\n\n{}", notes.join("\n\n")))
    }

    fn note(&self, note: &Note) -> String {
        let about = match &note.about {
            Some(id) => match (self.record.tag(id), self.record.entity(id)) {
                (Some(tag), _) => self.tag(tag),
                (None, Some(entity)) => inline(&entity.name),
                (None, None) => inline(id.as_str()),
            },
            None if note.at.is_empty() => "the article".to_owned(),
            None => format!("“{}”", inline(&words(self.text, &note.at))),
        };
        let by =
            if note.stamp.by.is_empty() { String::new() } else { format!(", {}", inline(&note.stamp.by)) };
        let lines: Vec<_> = note.text.lines().map(inline).collect();
        format!("On {about}{by}:\n\n> {}", lines.join("\\\n> "))
    }
}

/// `text` on one line, with a backslash wherever Markdown or HTML would read it as markup. White
/// space becomes single spaces; other control characters, and those that reorder text, show as
/// U+FFFD.
fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let first = escaped.is_empty();
        if !first {
            escaped.push(' ');
        }
        // At the start of a line these, after digits or at once, open headings, lists and rules.
        let opener = word.len() - word.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        for (at, character) in word.char_indices() {
            let starts_block =
                first && at == opener && matches!(character, '#' | '+' | '-' | '=' | '.' | ')');
            let marks =
                matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$');
            if starts_block || marks {
                escaped.push('\\');
            }
            escaped.push(if steers(character) { char::REPLACEMENT_CHARACTER } else { character });
        }
    }
    escaped
}

/// Whether a terminal or a text view would act on the character.
fn steers(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{export, fixture};

    #[test]
    fn markup_in_the_text_stays_text() {
        for (text, written) in [
            ("a plain - line + 1. #", "a plain - line + 1. #"),
            ("# no heading", "\\# no heading"),
            ("- no item", "\\- no item"),
            ("12. no item", "12\\. no item"),
            ("12) no item", "12\\) no item"),
            ("===", "\\==="),
            ("<b>&amp; *a* _b_ `c` | [d](e)", "\\<b\\>\\&amp; \\*a\\* \\_b\\_ \\`c\\` \\| \\[d\\](e)"),
            (" two\n\tlines\r\n", "two lines"),
            ("a\u{1b}[0m\u{9b}\u{202e}", "a\u{FFFD}\\[0m\u{FFFD}\u{FFFD}"),
            ("", ""),
        ] {
            assert_eq!(inline(text), written, "{text:?}");
        }
    }

    #[test]
    fn a_page_says_who_said_what() {
        let fixture = fixture::full();
        insta::assert_snapshot!(export(&FORMAT, &fixture.material()).text);
    }

    #[test]
    fn an_empty_record_is_a_title() {
        let fixture = fixture::empty();
        let text = export(&FORMAT, &fixture.material()).text;
        assert_eq!(text, "# Untitled\n\nferry \\<1\\>.txt · annotated by ana · no tags\n");
    }
}
