//! What stands below the article: the statements as footnotes, tags, links, notes, and where all this
//! comes from; and above it how to read it.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use super::html::{count, line, lines, percent, put};
use super::{Sheet, colour};
use crate::annotation::{Note, Tag};

/// How many characters of a statement or a tag are repeated in a list.
const WORDS: usize = 280;

/// Writes what the highlights mean.
pub(super) fn legend(sheet: &Sheet<'_>, out: &mut String) {
    out.push_str("<details class=\"legend\"><summary>How to read it</summary>\n<ul>\n");
    for (kind, about) in [
        ("direct", "in the source’s own words: an unbroken line"),
        ("mixed", "partly in the source’s own words: a dashed line"),
        ("indirect", "in the writer’s words: a dotted line"),
    ] {
        put!(out, "<li><span class=\"said c0 {kind} open\">{kind}</span> {about}</li>\n");
    }
    out.push_str(
        "<li><span class=\"said c0 direct decided\">a thick line</span> was checked by a person, a thin one is suggested by the machine</li>
<li><b class=\"speaker\">bold</b> names who said it, <i class=\"cue\">italic</i> reports it</li>
<li><span class=\"tag l0\">boxed<span class=\"label\">ᴘ</span></span> is tagged, with the sign of the label; <span class=\"name\">this</span> is a name that the machine suggests and nobody checked</li>
<li>The letters before a statement stand for its source, the number for its footnote below.<span class=\"screen\"> Point at a statement, tap it or go to it with the Tab key to see who said it and why.</span></li>
</ul>\n",
    );
    let labels: Vec<String> =
        sheet.tag_set.labels.iter().map(|label| format!("{} {}", label.marker, label.name)).collect();
    put!(out, "<p class=\"faint\">Labels: {}</p>\n</details>\n", line(&labels.join(" · ")));
}

/// Writes all lists. Of the statements those of the numbers `shown` can be gone to.
pub(super) fn write(sheet: &Sheet<'_>, shown: &HashSet<usize>, out: &mut String) {
    statements(sheet, shown, out);
    tags(sheet, out);
    links(sheet, out);
    notes(sheet, out);
    about(sheet, out);
}

/// The statements, numbered as in the article.
fn statements(sheet: &Sheet<'_>, shown: &HashSet<usize>, out: &mut String) {
    if sheet.account.said.is_empty() {
        return;
    }
    sheet.heading("Who said what", "said", out);
    out.push_str("<ol class=\"statements\">\n");
    for (index, said) in sheet.account.said.iter().enumerate() {
        let (number, prefix) = (index + 1, &sheet.prefix);
        let name = line(sheet.name_of(said));
        put!(
            out,
            "<li class=\"{}\" id=\"{prefix}-f{number}\"><span class=\"from\" dir=\"auto\">{name}</span> ",
            colour(said.voice)
        );
        let facts = sheet.facts(said);
        put!(out, "<span class=\"faint\">{}</span> ", line(facts.first().map_or("", String::as_str)));
        if shown.contains(&index) {
            put!(
                out,
                "<a href=\"#{prefix}-s{number}\" aria-label=\"to statement {number} in the article\">↑</a> "
            );
        }
        put!(out, "<span class=\"words\" dir=\"auto\">{}</span></li>\n", line(&sheet.words(&said.at, WORDS)));
    }
    out.push_str("</ol>\n");
}

/// The tags by label, with how many are a person's own.
fn tags(sheet: &Sheet<'_>, out: &mut String) {
    sheet.heading("Tags", "tags", out);
    let open = sheet.account.review.left();
    if sheet.record.tag_count() == 0 {
        put!(
            out,
            "<p>Nothing is tagged yet; {} not reviewed.</p>\n",
            count(open, "suggestion is", "suggestions are")
        );
        return;
    }
    let most = sheet.overview.labels.iter().map(crate::app::Labelled::count).max().unwrap_or(0);
    put!(
        out,
        "<p class=\"faint\">{}, and {} not reviewed.</p>\n",
        count(sheet.record.tag_count(), "tag", "tags"),
        count(open, "suggestion", "suggestions")
    );
    let mut by_label: BTreeMap<&str, Vec<&Tag>> = BTreeMap::new();
    sheet.record.tags().for_each(|tag| by_label.entry(&tag.label).or_default().push(tag));
    for label in &sheet.overview.labels {
        let (made, accepted) = (label.made, label.accepted);
        put!(
            out,
            "<details class=\"label {}\"><summary><span class=\"name-of\">{}</span> ",
            sheet.label_colour(&label.label),
            line(&label.label)
        );
        put!(out, "<span class=\"part-of\" style=\"--share: {}%\"></span> ", percent(label.count(), most));
        put!(
            out,
            "<span>{} <span class=\"faint\">({made} by hand, {accepted} accepted)</span></span></summary>\n<ul>\n",
            label.count()
        );
        for tag in by_label.get(label.label.as_str()).into_iter().flatten() {
            let from = match &tag.origin {
                Some(_) => "accepted",
                None => "by hand",
            };
            let by = if tag.stamp.by.is_empty() { String::new() } else { format!(" by {}", tag.stamp.by) };
            let about = sheet.about_tag(tag);
            let about = about.strip_prefix(tag.label.as_str()).unwrap_or("").trim_start_matches(", ");
            put!(
                out,
                "<li><span dir=\"auto\">{}</span> <span class=\"faint\">{} · {from}{}</span>",
                line(&sheet.words(&tag.at, WORDS)),
                line(about),
                line(&by)
            );
            if let Some(why) = &tag.stamp.review {
                put!(out, " <b>look again: {}</b>", line(why));
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ul></details>\n");
    }
}

fn links(sheet: &Sheet<'_>, out: &mut String) {
    if sheet.record.links().next().is_none() {
        return;
    }
    sheet.heading("Links", "links", out);
    let end = |id| match sheet.record.tag(id) {
        Some(tag) => format!("“{}” ({})", sheet.words(&tag.at, 80), tag.label),
        None => "a tag that is gone".to_owned(),
    };
    put!(out, "<details><summary>{}</summary>\n<ul>\n", count(sheet.record.links().count(), "link", "links"));
    for link in sheet.record.links() {
        put!(
            out,
            "<li>{} <b>{}</b> {}</li>\n",
            line(&end(&link.from)),
            line(&link.label),
            line(&end(&link.to))
        );
    }
    out.push_str("</ul></details>\n");
}

/// The notes and labels of the document, and where the other notes stand.
fn notes(sheet: &Sheet<'_>, out: &mut String) {
    let labels: Vec<_> = sheet.record.document_labels().collect();
    if sheet.record.notes().next().is_none() && labels.is_empty() {
        return;
    }
    sheet.heading("Notes", "notes", out);
    if !labels.is_empty() {
        out.push_str("<ul>\n");
        for label in labels {
            let value = if label.value.is_empty() { String::new() } else { format!(": {}", label.value) };
            put!(out, "<li>{}{}</li>\n", line(&label.label), line(&value));
        }
        out.push_str("</ul>\n");
    }
    for (index, note) in sheet.record.notes().enumerate() {
        let number = index + 1;
        put!(
            out,
            "<div class=\"listed\"><p class=\"by\">Note {number} on {}",
            line(&about_what(sheet, note))
        );
        if !note.stamp.by.is_empty() {
            put!(out, " · {}", line(&note.stamp.by));
        }
        put!(out, "</p><p class=\"kept\" dir=\"auto\">{}</p></div>\n", lines(&note.text));
    }
}

/// What a note is about, in words.
fn about_what(sheet: &Sheet<'_>, note: &Note) -> String {
    match &note.about {
        Some(id) => match (sheet.record.tag(id), sheet.record.entity(id)) {
            (Some(tag), _) => format!("“{}” ({})", sheet.words(&tag.at, 80), tag.label),
            (None, Some(entity)) => entity.name.clone(),
            (None, None) => "something that is gone".to_owned(),
        },
        None if note.at.is_empty() => "the article".to_owned(),
        None => format!("“{}”", sheet.words(&note.at, 80)),
    }
}

/// Writes where the page comes from.
fn about(sheet: &Sheet<'_>, out: &mut String) {
    sheet.heading("About this page", "about", out);
    out.push_str("<dl class=\"about\">\n");
    let characters = sheet.article.text().chars().count().to_string();
    let digest = sheet.article.digest().to_string();
    let version = format!("onrecord {}", env!("CARGO_PKG_VERSION"));
    for (name, value) in [
        ("File", sheet.header.file),
        ("Characters", &characters),
        ("SHA-256", &digest),
        ("Annotator", sheet.header.annotator),
        ("Tag set", sheet.header.tag_set),
        ("Made on", sheet.made),
        ("Made by", &version),
    ] {
        if !value.is_empty() {
            put!(out, "<div><dt>{name}</dt><dd>{}</dd></div>\n", line(value));
        }
    }
    out.push_str("</dl>\n");
    let kinds = "Who said what was found by rules and is a suggestion until a person decides it; what was rejected is not shown.";
    put!(out, "<p class=\"faint\">{kinds}</p>\n");
}
