//! The article with its highlights. Stretches overlap freely; elements nest, so that one that reaches
//! out of another is written in parts.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use super::Sheet;
use super::html::{line, lines, put};
use crate::annotation::{Id, Note, Tag};
use crate::app::{Said, Standing, Suggestion, is_suggested, kind_name};
use crate::article::{BlockKind, Span};
use crate::exchange::quotes;

/// How many elements may stand in one another: what lies deeper is only listed, so that any number of
/// tags on one place stays a page.
const DEEPEST: usize = 12;

/// A stretch of the text that looks or says something.
#[derive(Clone, Copy)]
struct Mark<'a> {
    span: Span,
    what: What<'a>,
}

/// What a [`Mark`] is.
#[derive(Clone, Copy)]
enum What<'a> {
    /// A stretch of the statement of that number, and whether it is its first.
    Said(usize, bool),
    /// The words that name who said it.
    Speaker,
    /// The words that report it.
    Cue,
    /// A part of a tag.
    Tag(&'a Tag),
    /// A name that nobody has decided on, with what it is.
    Name(&'static str),
    /// A part of what a note is about: the number of the note, and whether it is the last part.
    Noted(usize, bool),
}

impl What<'_> {
    /// What stands outside of what where two have the same place.
    fn rank(&self) -> u8 {
        match self {
            What::Said(..) => 0,
            What::Noted(..) => 1,
            What::Tag(_) => 2,
            What::Name(_) => 3,
            What::Speaker => 4,
            What::Cue => 5,
        }
    }
}

/// Writes the article; gives the numbers of the statements that have an element of their id in it.
pub(super) fn write(sheet: &Sheet<'_>, out: &mut String) -> HashSet<usize> {
    let article = sheet.article;
    let marks = marks(sheet);
    let notes = notes_by_block(sheet);
    let mut writer =
        Writer { sheet, marks: &marks, open: Vec::new(), ids: HashSet::new(), here: HashMap::new() };
    let (mut ahead, mut live) = (0, Vec::new());
    let mut in_list = false;
    for (number, block) in article.blocks().iter().enumerate() {
        while let Some(mark) = marks.get(ahead).filter(|mark| mark.span.start() < block.span.end()) {
            live.push(ahead);
            ahead += 1;
            debug_assert!(!mark.span.is_empty());
        }
        live.retain(|&mark| marks[mark].span.end() > block.span.start());
        if in_list && block.kind != BlockKind::ListItem {
            out.push_str("</ul>\n");
            in_list = false;
        }
        if !in_list && block.kind == BlockKind::ListItem {
            out.push_str("<ul>\n");
            in_list = true;
        }
        let (open, close) = match block.kind {
            BlockKind::Headline => {
                (format!("<h{} class=\"headline\"", sheet.level + 1), format!("</h{}>", sheet.level + 1))
            }
            BlockKind::Heading => (format!("<h{}", sheet.level + 2), format!("</h{}>", sheet.level + 2)),
            BlockKind::Byline => ("<p class=\"byline\"".to_owned(), "</p>".to_owned()),
            BlockKind::Paragraph => ("<p".to_owned(), "</p>".to_owned()),
            BlockKind::ListItem => ("<li".to_owned(), "</li>".to_owned()),
            BlockKind::BlockQuote => ("<blockquote><p".to_owned(), "</p></blockquote>".to_owned()),
        };
        put!(out, "{open} id=\"{}-p{}\" dir=\"auto\">", sheet.prefix, number + 1);
        writer.block(block.span, &live, out);
        let notes = notes.get(&number).map_or(&[][..], Vec::as_slice);
        if in_list {
            // A list holds items alone.
            margin(sheet, notes, out);
            put!(out, "{close}\n");
        } else {
            put!(out, "{close}\n");
            margin(sheet, notes, out);
        }
    }
    if in_list {
        out.push_str("</ul>\n");
    }
    let shown = writer.ids.into_iter().filter_map(|mark| match marks.get(mark)?.what {
        What::Said(number, true) => Some(number),
        _ => None,
    });
    shown.collect()
}

/// All marks, ordered by start, the longest first.
fn marks<'a>(sheet: &Sheet<'a>) -> Vec<Mark<'a>> {
    let mut marks = Vec::new();
    let mut add = |span: Span, what| {
        let span = span.trimmed(sheet.article.text());
        if !span.is_empty() {
            marks.push(Mark { span, what });
        }
    };
    for (number, said) in sheet.account.said.iter().enumerate() {
        said.at.iter().enumerate().for_each(|(piece, &span)| add(span, What::Said(number, piece == 0)));
        let found = said.statement.and_then(|index| sheet.findings.statement(index));
        let words = found.map_or([None, None], |found| [found.speaker, found.cue]);
        for (span, what) in words.into_iter().zip([What::Speaker, What::Cue]) {
            span.into_iter().for_each(|span| add(span, what));
        }
    }
    let said: HashSet<&Id> = sheet.account.said.iter().filter_map(|said| said.tag.as_ref()).collect();
    for tag in sheet.record.tags().filter(|tag| !said.contains(&tag.id)) {
        tag.at.iter().for_each(|&span| add(span, What::Tag(tag)));
    }
    for (index, named) in sheet.findings.attribution().mentions.iter().enumerate() {
        if is_suggested(named) && !sheet.account.review.is_decided(Suggestion::Mention(index)) {
            add(named.span, What::Name(kind_name(named.kind)));
        }
    }
    for (number, note) in sheet.record.notes().enumerate() {
        for (part, &span) in note.at.iter().enumerate() {
            add(span, What::Noted(number + 1, part + 1 == note.at.len()));
        }
    }
    marks.sort_by_key(|mark| (mark.span.start(), Reverse(mark.span.end()), mark.what.rank()));
    marks
}

/// The notes that stand beside each block, with their numbers.
fn notes_by_block<'a>(sheet: &Sheet<'a>) -> HashMap<usize, Vec<(usize, &'a Note)>> {
    let mut notes: HashMap<usize, Vec<(usize, &Note)>> = HashMap::new();
    for (index, note) in sheet.record.notes().enumerate() {
        let about = note.about.as_ref().and_then(|id| sheet.record.tag(id));
        let at = note.at.first().copied().or(about.map(Tag::extent));
        if let Some(span) = at {
            notes.entry(sheet.article.block_at(span.start())).or_default().push((index + 1, note));
        }
    }
    notes
}

/// Writes the notes that stand beside a block.
fn margin(sheet: &Sheet<'_>, notes: &[(usize, &Note)], out: &mut String) {
    for (number, note) in notes {
        put!(out, "<aside class=\"note\" id=\"{}-n{number}\"><p class=\"by\">Note {number}", sheet.prefix);
        if let Some(tag) = note.about.as_ref().and_then(|id| sheet.record.tag(id)) {
            put!(out, " on “{}” ({})", line(&sheet.words(&tag.at, 60)), line(&tag.label));
        }
        if !note.stamp.by.is_empty() {
            put!(out, " · {}", line(&note.stamp.by));
        }
        put!(out, "</p><p class=\"kept\" dir=\"auto\">{}</p></aside>\n", lines(&note.text));
    }
}

struct Writer<'w, 'a> {
    sheet: &'w Sheet<'a>,
    marks: &'w [Mark<'a>],
    /// The marks whose elements are open, the outermost first.
    open: Vec<usize>,
    /// The marks that have an element by now.
    ids: HashSet<usize>,
    /// The marks that have one in this block, and whether their card was written.
    here: HashMap<usize, bool>,
}

impl Writer<'_, '_> {
    /// Writes the text of a block, with those of the marks `live` that lie in it.
    fn block(&mut self, block: Span, live: &[usize], out: &mut String) {
        let text = self.sheet.article.text();
        let mut coming = live.iter().copied().peekable();
        let mut at = block.start();
        self.here.clear();
        loop {
            while coming.next_if(|&mark| self.marks[mark].span.start() <= at).is_some_and(|mark| {
                self.begin(mark, out);
                true
            }) {}
            let starts = coming.peek().map(|&mark| self.marks[mark].span.start());
            let ends = self.open.iter().map(|&mark| self.marks[mark].span.end()).min();
            let next = [starts, ends].into_iter().flatten().min().unwrap_or(block.end()).min(block.end());
            put!(out, "{}", lines(text.get(at..next).unwrap_or("")));
            at = next;
            self.finish(at, block.end(), out);
            if at >= block.end() {
                return;
            }
        }
    }

    /// Closes what ends at `at`; what stands inside of it and goes on is opened again.
    fn finish(&mut self, at: usize, block_end: usize, out: &mut String) {
        let is_over = |mark: &usize| at >= block_end || self.marks[*mark].span.end() <= at;
        let Some(outermost) = self.open.iter().position(is_over) else { return };
        let closed = self.open.split_off(outermost);
        for &mark in closed.iter().rev() {
            self.close(mark, at, out);
        }
        for mark in closed.into_iter().filter(|&mark| at < block_end && self.marks[mark].span.end() > at) {
            self.begin(mark, out);
        }
    }

    /// Opens the element of a mark.
    fn begin(&mut self, mark: usize, out: &mut String) {
        if self.open.len() == DEEPEST {
            return;
        }
        self.open.push(mark);
        let sheet = self.sheet;
        let (is_new, is_first) = (self.ids.insert(mark), !self.here.contains_key(&mark));
        self.here.entry(mark).or_default();
        match self.marks[mark].what {
            What::Said(number, is_head) => {
                let said = &sheet.account.said[number];
                put!(out, "<span class=\"said {}\"", classes(said));
                if is_first {
                    let name = line(sheet.name_of(said)).to_string();
                    let id = format!(" id=\"{}-s{}\"", sheet.prefix, number + 1);
                    let id = if is_head && is_new { id } else { String::new() };
                    let more = if is_head { "" } else { ", continued" };
                    put!(
                        out,
                        "{id} tabindex=\"0\" role=\"group\" aria-label=\"{name}, {}{more}\"",
                        told(said)
                    );
                }
                out.push('>');
                if is_first {
                    let open = if is_head { (number + 1).to_string() } else { "…".to_owned() };
                    put!(out, "<span class=\"who\">{} {open}</span>", line(sheet.marker_of(said)));
                }
            }
            What::Speaker => out.push_str("<b class=\"speaker\">"),
            What::Cue => out.push_str("<i class=\"cue\">"),
            What::Tag(tag) => {
                let colour = sheet.label_colour(&tag.label);
                let from = if tag.origin.is_some() { "accepted" } else { "by hand" };
                put!(out, "<span class=\"tag {colour}\" title=\"{}, {from}\">", line(&sheet.about_tag(tag)));
            }
            What::Name(kind) => put!(out, "<span class=\"name\" title=\"{kind}, suggested\">"),
            What::Noted(..) => out.push_str("<span class=\"noted\">"),
        }
    }

    /// Closes the element of a mark at `at`.
    fn close(&mut self, mark: usize, at: usize, out: &mut String) {
        let sheet = self.sheet;
        let is_end = self.marks[mark].span.end() <= at;
        match self.marks[mark].what {
            What::Said(number, _) => {
                // The part that was begun first holds the card, so that each stretch has one.
                if self.here.insert(mark, true) == Some(false) {
                    card(sheet, &sheet.account.said[number], out);
                }
                out.push_str("</span>");
            }
            What::Speaker => out.push_str("</b>"),
            What::Cue => out.push_str("</i>"),
            What::Tag(tag) => {
                if is_end {
                    let label = sheet.tag_set.label(&tag.label);
                    let marker = label.map_or(tag.label.as_str(), |label| label.marker.as_str());
                    put!(out, "<span class=\"label\" aria-hidden=\"true\">{}</span>", line(marker));
                }
                out.push_str("</span>");
            }
            What::Name(_) => out.push_str("</span>"),
            What::Noted(number, is_last) => {
                out.push_str("</span>");
                if is_end && is_last {
                    let prefix = &sheet.prefix;
                    put!(out, "<sup class=\"ref\"><a href=\"#{prefix}-n{number}\">note {number}</a></sup>");
                }
            }
        }
    }
}

/// The classes of a statement's element: its source, kind, and who says so.
fn classes(said: &Said) -> String {
    let standing = if said.standing == Standing::Suggested { "open" } else { "decided" };
    format!("{} {} {standing}", super::colour(said.voice), quotes::kind_name(said.kind))
}

/// Kind and standing of a statement in words.
fn told(said: &Said) -> String {
    format!("{}, {}", quotes::kind_name(said.kind), said.standing.name())
}

/// Writes what opens over a statement: who, how, how sure and why.
fn card(sheet: &Sheet<'_>, said: &Said, out: &mut String) {
    put!(out, "<span class=\"card\" role=\"note\"><span class=\"from\">{}</span>", line(sheet.name_of(said)));
    for fact in sheet.facts(said) {
        put!(out, "<span class=\"fact\">{}</span>", line(&fact));
    }
    out.push_str("</span>");
}
