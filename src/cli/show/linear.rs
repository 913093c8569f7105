//! The article as lines of text, its statements in brackets.

use std::io::{self, Write};

use super::paint::{Paint, Palette};
use crate::article::{Article, Span};
use crate::attribution::{Attribution, Statement};
use crate::exchange::quotes::{kind_name, source_name};
use crate::page::{visible_lines, wrap};

/// The widest line on a terminal: longer ones are hard to read.
pub(super) const MEASURE: u16 = 80;
/// How many sources the last line names.
const NAMED: usize = 12;

/// How the lines are laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// The width to wrap to; `None` keeps the lines of the article.
    pub(super) columns: Option<u16>,
    /// Whether to colour.
    pub(super) color: bool,
    /// What the machine is less sure of than this is told as unsure, in percent.
    pub(super) unsure_below: u8,
}

/// Writes the article line by line, safe for a terminal, and a last line with the sources. A
/// statement stands in brackets that open with who says it and how: `[Ida Bell, direct: “We keep
/// it,”] she said`.
pub(super) fn write(
    article: &Article,
    attribution: &Attribution,
    layout: Layout,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = article.text();
    let palette = Palette::new(attribution);
    let mut reading = Reading {
        text,
        attribution,
        unsure_below: layout.unsure_below,
        palette,
        marks: marks(attribution),
        next: 0,
        ahead: State::default(),
    };
    let mut behind = 0;
    for (index, block) in article.blocks().iter().enumerate() {
        let gap = text.get(behind..block.span.start()).unwrap_or("");
        match layout.columns {
            None => out.write_all(visible_lines(gap).as_bytes())?,
            Some(_) if index == 0 => {}
            Some(_) => out.write_all("\n".repeat(gap.matches('\n').count().clamp(1, 2)).as_bytes())?,
        }
        reading.block(block.span).write(layout, out)?;
        behind = block.span.end();
    }
    if !article.blocks().is_empty() {
        out.write_all(b"\n\n")?;
        let mut line = Line::default();
        line.push(&summary(attribution), Paint::Label);
        line.write(layout, out)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// How many statements there are, and of whom: `[3 statements: Ida Bell 2, the clerk 1]`.
fn summary(attribution: &Attribution) -> String {
    let count = match attribution.statements.len() {
        0 => return "[no statements]".into(),
        1 => "1 statement".to_owned(),
        count => format!("{count} statements"),
    };
    let mut sources: Vec<_> = attribution.entities.iter().filter(|entity| entity.statements > 0).collect();
    sources.sort_by_key(|entity| std::cmp::Reverse(entity.statements));
    let mut named: Vec<_> =
        sources.iter().take(NAMED).map(|entity| format!("{} {}", entity.name, entity.statements)).collect();
    if sources.len() > NAMED {
        named.push(format!("{} others", sources.len() - NAMED));
    }
    let unknown = attribution.statements.iter().filter(|statement| statement.source.is_none()).count();
    if unknown > 0 {
        named.push(format!("unknown {unknown}"));
    }
    format!("[{count}: {}]", named.join(", "))
}

/// A place where the look of the text changes. They are sorted by place; of those at one place,
/// what ends comes before what starts, and what reaches farther starts first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    at: usize,
    starts: bool,
    reach: std::cmp::Reverse<usize>,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// A piece of a statement's content.
    Content {
        statement: usize,
        piece: usize,
    },
    Speaker,
    Cue,
}

fn marks(attribution: &Attribution) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut add = |span: Span, what: What| {
        if !span.is_empty() {
            let reach = std::cmp::Reverse(span.end());
            marks.push(Mark { at: span.start(), starts: true, reach, what });
            marks.push(Mark { at: span.end(), starts: false, reach, what });
        }
    };
    for (statement, found) in attribution.statements.iter().enumerate() {
        for (piece, &span) in found.content.iter().enumerate() {
            add(span, What::Content { statement, piece });
        }
        found.speaker.into_iter().for_each(|span| add(span, What::Speaker));
        found.cue.into_iter().for_each(|span| add(span, What::Cue));
    }
    marks.sort_unstable();
    marks
}

/// What is open at a place of the text.
#[derive(Default)]
struct State {
    statements: Vec<usize>,
    speakers: usize,
    cues: usize,
}

/// An article that is read from its beginning to its end, block by block.
struct Reading<'a> {
    text: &'a str,
    attribution: &'a Attribution,
    unsure_below: u8,
    palette: Palette,
    marks: Vec<Mark>,
    /// The first mark that was not yet reached.
    next: usize,
    ahead: State,
}

impl Reading<'_> {
    /// The next block as a line.
    fn block(&mut self, span: Span) -> Line {
        let mut line = Line::default();
        let mut at = span.start();
        while let Some(&mark) = self.marks.get(self.next) {
            if mark.at > span.end() || (mark.at == span.end() && mark.starts) {
                break;
            }
            line.push(self.text.get(at..mark.at).unwrap_or(""), self.paint());
            at = at.max(mark.at);
            self.pass(mark, &mut line);
            self.next += 1;
        }
        line.push(self.text.get(at..span.end()).unwrap_or(""), self.paint());
        line
    }

    fn pass(&mut self, mark: Mark, line: &mut Line) {
        let step = |count: usize| if mark.starts { count + 1 } else { count.saturating_sub(1) };
        match mark.what {
            What::Speaker => self.ahead.speakers = step(self.ahead.speakers),
            What::Cue => self.ahead.cues = step(self.ahead.cues),
            What::Content { statement, piece } if mark.starts => {
                if let Some(found) = self.attribution.statements.get(statement) {
                    line.push(&self.opening(found, piece), Paint::Label);
                }
                self.ahead.statements.push(statement);
            }
            What::Content { statement, .. } => {
                if let Some(index) = self.ahead.statements.iter().rposition(|&open| open == statement) {
                    self.ahead.statements.remove(index);
                }
                line.push("]", Paint::Label);
            }
        }
    }

    /// What stands before the words of a statement: `[Ida Bell to reporters, direct: `.
    fn opening(&self, statement: &Statement, piece: usize) -> String {
        let source = match source_name(self.text, self.attribution, statement) {
            "" => "nobody named",
            name => name,
        };
        let audience =
            statement.audience.map(|span| format!(" to {}", span.of(self.text))).unwrap_or_default();
        let unsure = if statement.confidence < self.unsure_below { ", unsure" } else { "" };
        let opening = match piece {
            0 => format!("[{source}{audience}, {}{unsure}: ", kind_name(statement.kind)),
            _ => format!("[{source}, continued: "),
        };
        opening.replace('\n', " ")
    }

    fn paint(&self) -> Paint {
        let State { statements, speakers, cues } = &self.ahead;
        let source = statements.last().and_then(|&index| self.attribution.statements.get(index));
        let colour = source.and_then(|statement| statement.source).and_then(|id| self.palette.colour(id));
        Paint::Text { colour, speaker: *speakers > 0, cue: *cues > 0 }
    }
}

/// Text with its looks.
#[derive(Default)]
struct Line {
    text: String,
    /// Where each run of one look ends, in bytes of the text, in order.
    runs: Vec<(usize, Paint)>,
}

impl Line {
    fn push(&mut self, text: &str, paint: Paint) {
        if !text.is_empty() {
            self.text.push_str(text);
            self.runs.push((self.text.len(), paint));
        }
    }

    /// Writes the text in rows, without a line feed behind the last.
    fn write(&self, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
        let mut runs = self.runs.iter().copied().peekable();
        let mut row = |span: Span, out: &mut dyn Write| -> io::Result<()> {
            let mut at = span.start();
            while at < span.end() {
                while runs.next_if(|&(end, _)| end <= at).is_some() {}
                let (end, paint) = runs.peek().copied().unwrap_or((span.end(), Paint::Label));
                let piece = visible_lines(self.text.get(at..end.min(span.end())).unwrap_or(""));
                let piece =
                    if layout.columns.is_some() { piece.replace('\n', " ") } else { piece.into_owned() };
                let codes = if layout.color { paint.codes() } else { String::new() };
                match codes.as_str() {
                    "" => out.write_all(piece.as_bytes())?,
                    codes => write!(out, "\u{1b}[{codes}m{piece}\u{1b}[0m")?,
                }
                at = end;
            }
            Ok(())
        };
        let whole = Span::new(0, self.text.len());
        if let Some(columns) = layout.columns {
            for (index, span) in wrap(&self.text, whole, columns, columns).enumerate() {
                if index > 0 {
                    out.write_all(b"\n")?;
                }
                let kept = span.of(&self.text).trim_end().len();
                row(Span::new(span.start(), span.start() + kept), out)?;
            }
            return Ok(());
        }
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', self.text.as_bytes()).chain([self.text.len()]) {
            if start > 0 {
                out.write_all(b"\n")?;
            }
            row(Span::new(start, end), out)?;
            start = end + 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::import;
    use crate::attribution::Few;
    use crate::cli::fixture;
    use crate::page::width;

    fn shown(columns: Option<u16>, color: bool) -> String {
        let mut out = Vec::new();
        write(
            &fixture::article(),
            &fixture::attribution(),
            Layout { columns, color, unsure_below: 50 },
            &mut out,
        )
        .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn statements_stand_in_brackets() {
        insta::assert_snapshot!(shown(None, false));
    }

    #[test]
    fn rows_fit_the_terminal_and_say_the_same() {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for columns in [20, 40, 80] {
            let text = shown(Some(columns), false);
            assert!(text.lines().all(|line| width(line) <= usize::from(columns)), "{text}");
            assert_eq!(words(&text), words(&shown(None, false)));
        }
        insta::assert_snapshot!(shown(Some(40), false));
    }

    #[test]
    fn colours_are_escape_sequences_of_our_own() {
        let text = shown(None, true);
        insta::assert_snapshot!(text.replace('\u{1b}', "ESC"));
        let mut plain = String::new();
        for (index, piece) in text.split('\u{1b}').enumerate() {
            plain += if index == 0 { piece } else { piece.split_once('m').unwrap().1 };
        }
        assert_eq!(plain, shown(None, false));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn without_the_brackets_the_text_is_what_it_was(
            text in "[a-z é\n]{0,80}",
            spans in prop::collection::vec((0_usize..80, 0_usize..40), 0..8),
        ) {
            let article = import::plain(text.into()).unwrap();
            let text = article.text();
            let statement = |&(start, length): &(usize, usize)| Statement {
                content: Few::one(Span::new(text.floor_char_boundary(start), text.floor_char_boundary(start + length))),
                ..fixture::attribution().statements[2].clone()
            };
            let statements = spans.iter().map(statement).collect();
            let attribution = Attribution { statements, ..Attribution::default() };
            let mut out = Vec::new();
            write(&article, &attribution, Layout { columns: None, color: false, unsure_below: 50 }, &mut out).unwrap();
            let mut shown = String::from_utf8(out).unwrap();
            shown.truncate(shown.rfind("\n\n[").unwrap_or(0));
            while let Some(start) = shown.find('[') {
                let label = shown[start..].find("indirect: ").unwrap() + "indirect: ".len();
                shown.replace_range(start..start + label, "");
            }
            let end = article.blocks().last().map_or(0, |block| block.span.end());
            prop_assert_eq!(shown.replace(']', ""), &text[..end]);
        }
    }
}
