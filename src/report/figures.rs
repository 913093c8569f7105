//! Who says how much, where and how: bars whose numbers stand beside them.

use std::fmt::Write;

use super::html::{count, line, percent, put};
use super::{Sheet, colour};
use crate::app::{KINDS, Portion};
use crate::exchange::quotes::kind_name;

/// The width of the longest bar, in units of its picture.
const BAR: usize = 240;
/// The columns of the strip.
const COLUMNS: usize = 120;
/// The height of a row of the strip; what is said is told in eighths of it.
const ROW: usize = 16;
/// How many sources show at once; the others open behind them.
const FIRST: usize = 12;

/// Writes the figures of an article.
pub(super) fn write(sheet: &Sheet<'_>, out: &mut String) {
    shares(sheet, out);
    sheet.heading("Who says how much", "sources", out);
    let sources = &sheet.overview.sources;
    if sources.is_empty() {
        out.push_str("<p>Nobody says anything.</p>\n");
        return;
    }
    let (first, rest) = sources.split_at(sources.len().min(FIRST));
    table(sheet, first, out);
    if !rest.is_empty() {
        put!(out, "<details><summary>{}</summary>\n", count(rest.len(), "more source", "more sources"));
        table(sheet, rest, out);
        out.push_str("</details>\n");
    }
    sheet.heading("Who speaks where", "where", out);
    out.push_str("<p class=\"faint\">From the first line on the left to the last on the right.</p>\n");
    strip(sheet, first, out);
    if !rest.is_empty() {
        put!(out, "<details><summary>{}</summary>\n", count(rest.len(), "more source", "more sources"));
        strip(sheet, rest, out);
        out.push_str("</details>\n");
    }
}

/// Writes what part of the words is said, what part of the work is done, and the kinds of statement.
fn shares(sheet: &Sheet<'_>, out: &mut String) {
    let overview = sheet.overview;
    out.push_str("<dl class=\"shares\">\n");
    for (name, part, whole, what) in [
        ("Said by somebody", overview.quoted, overview.words, "words"),
        ("Reviewed", overview.reviewed, overview.suggested, "suggestions"),
    ] {
        let share = percent(part, whole);
        put!(out, "<div><dt>{name}</dt><dd>");
        picture(&[("plain", part)], whole, out);
        put!(out, "<span><b>{share} %</b> · {part} of {whole} {what}</span></dd></div>\n");
    }
    let said = overview.kinds.iter().map(|tally| tally.words).sum();
    for (kind, tally) in KINDS.into_iter().zip(&overview.kinds) {
        let name = kind_name(kind);
        let statements = count(tally.statements, "statement", "statements");
        put!(out, "<div><dt>{}</dt><dd>", capital(name));
        picture(&[(name, tally.words)], said, out);
        let (share, words) = (percent(tally.words, said), count(tally.words, "word", "words"));
        put!(out, "<span><b>{share} %</b> · {words} in {statements}</span></dd></div>\n");
    }
    out.push_str("</dl>\n");
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Writes a bar of parts, each of a class, that is as long as `whole` at most. What it tells stands
/// beside it as numbers.
fn picture(parts: &[(&str, usize)], whole: usize, out: &mut String) {
    put!(
        out,
        "<svg class=\"bar\" viewBox=\"0 0 {BAR} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
    );
    let (mut sum, mut x) = (0, 0);
    for (class, part) in parts {
        sum += part;
        let end = (sum * BAR).checked_div(whole).unwrap_or(0).min(BAR).max(x + usize::from(*part > 0));
        if end > x {
            put!(out, "<rect class=\"{class}\" x=\"{x}\" y=\"1\" width=\"{}\" height=\"8\"/>", end - x);
        }
        x = end;
    }
    out.push_str("</svg>");
}

/// Writes the sources with their words and statements.
fn table(sheet: &Sheet<'_>, sources: &[Portion], out: &mut String) {
    let most = sheet.overview.sources.iter().map(Portion::words).max().unwrap_or(0);
    out.push_str("<table class=\"sources\">\n<thead><tr><th scope=\"col\">Source</th><th scope=\"col\">Words said</th>");
    out.push_str(
        "<th scope=\"col\" class=\"number\">Words</th><th scope=\"col\" class=\"number\">Share</th>",
    );
    for kind in KINDS {
        put!(
            out,
            "<th scope=\"col\" class=\"number kind\"><svg class=\"key\" viewBox=\"0 0 10 10\" aria-hidden=\"true\">"
        );
        put!(
            out,
            "<rect class=\"{0}\" x=\"1\" y=\"1\" width=\"8\" height=\"8\"/></svg> {0}</th>",
            kind_name(kind)
        );
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for source in sources {
        let name = source.name.as_deref().unwrap_or("nobody known");
        let (words, share) = (source.words(), percent(source.words(), sheet.overview.quoted));
        put!(
            out,
            "<tr class=\"{}\"><th scope=\"row\"><span class=\"mark\">{}</span> <span dir=\"auto\">{}</span></th><td class=\"picture\">",
            colour(source.voice),
            line(&source.marker),
            line(name)
        );
        let kinds = KINDS.into_iter().zip(source.kinds);
        let parts: Vec<(&str, usize)> = kinds.map(|(kind, tally)| (kind_name(kind), tally.words)).collect();
        picture(&parts, most, out);
        put!(
            out,
            "</td><td class=\"number\" data-of=\"words\">{words}</td><td class=\"number\">{share} %</td>"
        );
        for (kind, tally) in KINDS.into_iter().zip(source.kinds) {
            put!(out, "<td class=\"number\" data-of=\"{}\">{}</td>", kind_name(kind), tally.statements);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

/// Writes where each source speaks, a row for each.
fn strip(sheet: &Sheet<'_>, sources: &[Portion], out: &mut String) {
    out.push_str("<ul class=\"strip\">\n");
    let length = sheet.article.text().len();
    for source in sources {
        let name = source.name.as_deref().unwrap_or("nobody known");
        let columns = source.columns(COLUMNS, length);
        let places = places(&columns);
        put!(
            out,
            "<li class=\"{}\"><span class=\"mark\" title=\"{}\">{}</span>",
            colour(source.voice),
            line(name),
            line(&source.marker)
        );
        put!(
            out,
            "<svg viewBox=\"0 0 {} {ROW}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{} speaks {places}\">",
            COLUMNS * 4,
            line(name)
        );
        put!(out, "<path class=\"line\" d=\"M0 {0}H{1}\"/><path class=\"fill\" d=\"", ROW, COLUMNS * 4);
        for (column, &eighths) in columns.iter().enumerate().filter(|(_, eighths)| **eighths > 0) {
            let height = (usize::from(eighths) * ROW / 8).max(2);
            put!(out, "M{} {ROW}v-{height}h4v{height}z", column * 4);
        }
        out.push_str("\"/></svg></li>\n");
    }
    out.push_str("</ul>\n");
}

/// Where a source speaks, in words: the tenths of the article.
fn places(columns: &[u8]) -> String {
    let tenths = columns.chunks(columns.len().div_ceil(10).max(1));
    let speaks = tenths.enumerate().filter(|(_, tenth)| tenth.iter().any(|&eighths| eighths > 0));
    let told: Vec<String> = speaks.map(|(tenth, _)| format!("{} %", tenth * 10)).collect();
    format!("from {} of the article", told.join(", "))
}
