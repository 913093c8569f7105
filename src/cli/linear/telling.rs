//! A paragraph in words: who begins to speak, who goes on, and where a statement ends.

use crate::app::{Model, Said, Standing};
use crate::article::{Block, BlockKind, Span};
use crate::attribution::StatementKind;

/// A block, a line for each stretch of one voice.
pub(super) fn block(model: &Model, block: Block) -> Vec<String> {
    let said = model.said_in(block.span);
    let mut pieces: Vec<(Span, usize, bool)> = Vec::new();
    for (index, said) in said.iter().enumerate() {
        for (number, span) in said.at.iter().enumerate() {
            pieces.extend(span.intersection(block.span).map(|span| (span, index, number == 0)));
        }
    }
    pieces.sort_by_key(|&(span, index, _)| (span.start(), std::cmp::Reverse(span.end()), index));
    let kind = match block.kind {
        BlockKind::Headline => "Headline. ",
        BlockKind::Byline => "Byline. ",
        BlockKind::Heading => "Heading. ",
        BlockKind::ListItem => "Item. ",
        BlockKind::BlockQuote => "Block quote. ",
        BlockKind::Paragraph => "",
    };
    let mut telling = Telling { model, said: &said, lines: Vec::new(), ahead: kind.to_owned() };
    let (mut open, mut at): (Vec<(Span, usize)>, usize) = (Vec::new(), block.span.start());
    let mut coming = pieces.into_iter().peekable();
    loop {
        let starts = coming.peek().map(|(span, ..)| span.start());
        let ends = open.iter().map(|(span, _)| span.end()).min();
        let next = [starts, ends].into_iter().flatten().min().unwrap_or(block.span.end());
        telling.words(Span::new(at, next));
        at = next.max(at);
        if starts.is_none() && ends.is_none() {
            return telling.lines;
        }
        let over: Vec<usize> =
            open.extract_if(.., |(span, _)| span.end() <= at).map(|(_, index)| index).collect();
        if let Some(&index) = over.first() {
            telling.end(index, open.last().map(|&(_, index)| index));
        }
        while let Some((span, index, is_first)) = coming.next_if(|(span, ..)| span.start() <= at) {
            telling.begin(index, is_first);
            open.push((span, index));
        }
    }
}

/// What was said, all of it on one line: “Mara Quill says, directly: …”.
pub(super) fn statement(model: &Model, said: &Said) -> String {
    format!("{}{}", opening(model, said), words(model, &said.at))
}

/// The words at some places, on one line.
pub(super) fn words(model: &Model, at: &[Span]) -> String {
    let words = |span: &Span| span.of(model.article.text()).split_whitespace().collect::<Vec<_>>().join(" ");
    at.iter().map(words).collect::<Vec<_>>().join(" … ")
}

/// Who speaks, to whom, and how: `Mara Quill says to reporters, directly: `.
fn opening(model: &Model, said: &Said) -> String {
    let name = model.name_of(said).unwrap_or("Somebody");
    let found = said.statement.and_then(|index| model.findings.as_deref()?.statement(index));
    let audience = found.and_then(|found| found.audience);
    let audience = audience.map_or(String::new(), |audience| format!(" to {}", words(model, &[audience])));
    let how = match said.kind {
        StatementKind::Direct => "directly",
        StatementKind::Indirect => "indirectly",
        StatementKind::Mixed => "partly in quotes",
    };
    let standing = match said.standing {
        Standing::Suggested if said.statement.is_some_and(|index| model.is_unsure(index)) => ", unsure",
        Standing::Suggested => "",
        Standing::Accepted => ", accepted",
        Standing::Corrected => ", corrected",
        Standing::Made => ", by hand",
    };
    format!("{name} says{audience}, {how}{standing}: ")
}

struct Telling<'m> {
    model: &'m Model,
    said: &'m [Said],
    lines: Vec<String>,
    /// What is told before the next words.
    ahead: String,
}

impl Telling<'_> {
    /// Puts the words of the text there on a line.
    fn words(&mut self, span: Span) {
        let words = words(self.model, &[span]);
        // What was left of a sentence is heard on its own.
        let heard =
            if self.lines.is_empty() { &words } else { words.trim_start_matches([',', '.', ';', ':', ' ']) };
        if !heard.is_empty() {
            self.lines.push(std::mem::take(&mut self.ahead) + heard);
        }
    }

    fn begin(&mut self, index: usize, is_first: bool) {
        let Some(said) = self.said.get(index) else { return };
        self.ahead += &match is_first {
            true => opening(self.model, said),
            false => format!("{} goes on: ", self.model.name_of(said).unwrap_or("Somebody")),
        };
    }

    /// Tells that a stretch of a statement is over; `around` is the one that it stood in.
    fn end(&mut self, index: usize, around: Option<usize>) {
        let is_indirect = self.said.get(index).is_some_and(|said| said.kind == StatementKind::Indirect);
        if let Some(last) = self.lines.last_mut() {
            *last += match last.ends_with(char::is_alphanumeric) {
                true => ". ",
                false => " ",
            };
            *last += if is_indirect { "End of statement." } else { "End of quote." };
        }
        if let Some(around) = around {
            self.begin(around, false);
        }
    }
}
