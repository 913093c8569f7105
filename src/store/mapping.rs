//! Where the words of an old text stand in a new one: a word diff.

use imara_diff::InternedInput;

use super::diff::{Common, common};
use crate::article::Span;

/// The longest old text that is compared, in bytes.
pub(super) const LONGEST_OLD: usize = 16 << 20;
/// The longest new text that one is compared with, in bytes.
const LONGEST_NEW: usize = 4 * LONGEST_OLD;

/// Which words of an old text stand unchanged in a new one, and where.
#[derive(Debug)]
pub(super) struct Mapping {
    old: Words,
    new: Words,
    /// The stretches of words that stand in both texts, in the order of both.
    runs: Vec<Run>,
}

/// A stretch of words that stands in both texts.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// Its first word in the old text.
    old: usize,
    /// Its first word in the new one.
    new: usize,
    /// How many words.
    words: usize,
    /// How many bytes the words of all runs before it have.
    before: usize,
}

/// The words of a text.
#[derive(Debug)]
struct Words {
    spans: Vec<Span>,
    /// How many bytes all words before each have, and at last all of them.
    sums: Vec<u32>,
}

impl Words {
    fn of(text: &str) -> Self {
        let spans = words(text);
        let mut sum = 0;
        let mut sums = Vec::with_capacity(spans.len() + 1);
        for word in &spans {
            sums.push(sum);
            sum += to_u32(word.len());
        }
        sums.push(sum);
        Self { spans, sums }
    }

    fn get(&self, index: usize) -> Option<Span> {
        self.spans.get(index).copied()
    }

    /// The words that share a byte with `span`: the first, and the one behind the last.
    fn within(&self, span: Span) -> (usize, usize) {
        let first = self.spans.partition_point(|word| word.end() <= span.start());
        (first, self.spans.partition_point(|word| word.start() < span.end()).max(first))
    }

    /// How many bytes the words `first..behind` have.
    fn bytes(&self, first: usize, behind: usize) -> usize {
        let sum = |index: usize| self.sums.get(index).copied().unwrap_or(0) as usize;
        sum(behind).saturating_sub(sum(first))
    }
}

/// What became of a stretch of the old text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mapped {
    /// Its words stand there side by side, unchanged.
    Whole(Span),
    /// Some of its words stand there; so many percent of its letters.
    Partly(Span, usize),
    /// None of them does.
    Nowhere,
}

impl Mapping {
    /// Compares two texts; `None` where they are too long for it.
    pub(super) fn new(old: &str, new: &str) -> Option<Self> {
        if old.len() > LONGEST_OLD || new.len() > LONGEST_NEW {
            return None;
        }
        let (old_words, new_words) = (Words::of(old), Words::of(new));
        let mut input = InternedInput::default();
        input.update_before(old_words.spans.iter().map(|word| word.of(old)));
        input.update_after(new_words.spans.iter().map(|word| word.of(new)));
        let mut mapping = Self { old: old_words, new: new_words, runs: Vec::new() };
        let mut before = 0;
        for Common { old, new, words } in common(&input.before, &input.after) {
            mapping.runs.push(Run { old, new, words, before });
            before += mapping.old.bytes(old, old + words);
        }
        Some(mapping)
    }

    /// The stretches of the old text that stand unchanged in the new one, white space between their words
    /// included, and the byte of the new text that each begins at.
    pub(super) fn kept(&self) -> Vec<(Span, usize)> {
        let mut kept: Vec<(Span, usize)> = Vec::new();
        for run in &self.runs {
            let words = (run.old..run.old + run.words).zip(run.new..);
            let mut begins = true;
            for (old, new) in words.filter_map(|(old, new)| Some((self.old.get(old)?, self.new.get(new)?))) {
                match kept.last_mut() {
                    // As far from the word before as it was.
                    Some((span, at)) if !begins && old.start() - span.start() == new.start() - *at => {
                        *span = Span::new(span.start(), old.end());
                    }
                    _ => kept.push((old, new.start())),
                }
                begins = false;
            }
        }
        kept
    }

    /// What became of `span` of `old`, the old text, in `new`.
    pub(super) fn map(&self, span: Span, old: &str, new: &str) -> Mapped {
        let (first, behind) = self.old.within(span);
        let index = self.runs.partition_point(|run| run.old + run.words <= first);
        let Some(run) = self.runs.get(index).filter(|run| run.old < behind) else {
            return Mapped::Nowhere;
        };
        if run.old > first || behind > run.old + run.words {
            return self.partly(first, behind, index);
        }
        let there = |word: usize| (self.old.get(word), self.new.get(word - run.old + run.new));
        match (there(first), there(behind - 1)) {
            ((Some(first), Some(new_first)), (Some(last), Some(new_last))) => {
                let start = edge(span.start(), first, new_first, old, new, true);
                let end = edge(span.end(), last, new_last, old, new, false);
                Mapped::Whole(Span::new(start, end))
            }
            _ => Mapped::Nowhere,
        }
    }

    /// What is left of the words `first..behind` of the old text; the run at `index` is the first that
    /// holds some of them.
    fn partly(&self, first: usize, behind: usize, index: usize) -> Mapped {
        let past = self.runs.partition_point(|run| run.old < behind);
        let last = past.checked_sub(1).and_then(|last| self.runs.get(last));
        let (Some(head), Some(tail)) = (self.runs.get(index), last) else { return Mapped::Nowhere };
        let kept_first = head.old.max(first);
        let kept_behind = (tail.old + tail.words).min(behind);
        let mut new_first = kept_first - head.old + head.new;
        let mut new_behind = kept_behind - tail.old + tail.new;
        // What was put in for words at its edges belongs to it, unless other words went with them.
        let before = index.checked_sub(1).and_then(|before| self.runs.get(before));
        let (old_gap, new_gap) = before.map_or((0, 0), |run| (run.old + run.words, run.new + run.words));
        if kept_first > first && old_gap >= first {
            new_first = new_gap;
        }
        let all = (self.old.spans.len(), self.new.spans.len());
        let (old_next, new_next) = self.runs.get(past).map_or(all, |run| (run.old, run.new));
        if kept_behind < behind && old_next <= behind {
            new_behind = new_next;
        }
        let last = new_behind.checked_sub(1).and_then(|last| self.new.get(last));
        let (Some(start), Some(end)) = (self.new.get(new_first), last) else { return Mapped::Nowhere };
        let kept = self.kept_before(kept_behind) - self.kept_before(kept_first);
        let percent = kept * 100 / self.old.bytes(first, behind).max(1);
        Mapped::Partly(Span::new(start.start(), end.end()), percent)
    }

    /// How many bytes the kept ones have of the words of the old text before that index.
    fn kept_before(&self, word: usize) -> usize {
        let past = self.runs.partition_point(|run| run.old < word);
        let run = past.checked_sub(1).and_then(|last| self.runs.get(last));
        run.map_or(0, |run| run.before + self.old.bytes(run.old, word.min(run.old + run.words)))
    }

    /// How many bytes those have of the words of the new text before that index that stand in the old
    /// text too.
    fn known_before(&self, word: usize) -> usize {
        let past = self.runs.partition_point(|run| run.new < word);
        let run = past.checked_sub(1).and_then(|last| self.runs.get(last));
        run.map_or(0, |run| run.before + self.new.bytes(run.new, word.min(run.new + run.words)))
    }

    /// Whether more than half of `span` of the new text was not there in the old one.
    pub(super) fn is_new(&self, span: Span) -> bool {
        let (first, behind) = self.new.within(span);
        2 * (self.known_before(behind) - self.known_before(first)) < self.new.bytes(first, behind)
    }
}

/// Where an edge of a span goes that stands in or beside `word` of the old text, which is `there` in the
/// new one. White space that the span begins or ends with goes along where it still stands there.
fn edge(byte: usize, word: Span, there: Span, old: &str, new: &str, is_start: bool) -> usize {
    let inside = byte.clamp(word.start(), word.end());
    let moved = there.start() + (inside - word.start()).min(there.len());
    let (head, tail) = (new.get(..moved).unwrap_or(""), new.get(moved..).unwrap_or(""));
    if is_start && byte < inside {
        let space = old.get(byte..inside).unwrap_or("");
        return if head.ends_with(space) { moved - space.len() } else { moved };
    }
    if !is_start && byte > inside {
        let space = old.get(inside..byte).unwrap_or("");
        return if tail.starts_with(space) { moved + space.len() } else { moved };
    }
    moved
}

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The words of `text`, and each other character that is no white space, in order. A character of a
/// script that is written without spaces is a word.
pub(super) fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut open = None;
    for (at, c) in text.char_indices() {
        let joins = c < '\u{2E80}' && c.is_alphanumeric() || is_mark(c);
        match (joins, open) {
            (true, None) => open = Some(at),
            (true, Some(_)) => {}
            (false, _) => {
                words.extend(open.take().map(|start| Span::new(start, at)));
                if !c.is_whitespace() {
                    words.push(Span::new(at, at + c.len_utf8()));
                }
            }
        }
    }
    words.extend(open.map(|start| Span::new(start, text.len())));
    words
}

/// Whether `c` is drawn over the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "The ferry was late again. “We will look into it,” said Ada Long, who runs it.";

    /// What became of the first `words` of the old text: “=” whole, “~” in part, with its percent.
    fn mapped(words: &str, new: &str) -> String {
        let start = OLD.find(words).unwrap();
        let mapping = Mapping::new(OLD, new).unwrap();
        match mapping.map(Span::new(start, start + words.len()), OLD, new) {
            Mapped::Whole(span) => format!("= {}", span.of(new)),
            Mapped::Partly(span, percent) => format!("~ {percent} {}", span.of(new)),
            Mapped::Nowhere => "-".to_owned(),
        }
    }

    #[test]
    fn a_stretch_goes_where_its_words_are() {
        let new = "Once more\nthe new ferry was late. “We shall look into it,” said Ada Long, who runs it.";
        let table = [
            ("said Ada Long", "= said Ada Long"),
            ("Lon", "= Lon"),
            (" said ", "=  said "),
            ("“We will look into it,”", "~ 82 “We shall look into it,”"),
            ("will look", "~ 50 shall look"),
            ("will", "-"),
            ("again.", "~ 16 ."),
            (" ", "-"),
        ];
        for (words, expected) in table {
            assert_eq!(mapped(words, new), expected, "{words}");
        }
        assert_eq!(mapped("Ada Long", ""), "-");
    }

    #[test]
    fn new_words_are_told_from_those_that_were_there() {
        let new = OLD.replace("Ada Long", "the harbour master");
        let mapping = Mapping::new(OLD, &new).unwrap();
        let is_new = |words: &str| {
            let start = new.find(words).unwrap();
            mapping.is_new(Span::new(start, start + words.len()))
        };
        assert!(is_new("the harbour master") && is_new("said the harbour"));
        assert!(!is_new("late again") && !is_new("look into it,” said the"));
    }

    #[test]
    fn words_are_told_apart_in_any_script() {
        let told =
            |text: &str| words(text).into_iter().map(|word| word.of(text).to_owned()).collect::<Vec<_>>();
        assert_eq!(told("Zoë’s  4.2\n“a\u{301}b”"), ["Zoë", "’", "s", "4", ".", "2", "“", "a\u{301}b", "”"]);
        assert_eq!(told("大桥关闭 now"), ["大", "桥", "关", "闭", "now"]);
        assert_eq!(told(" \n "), Vec::<String>::new());
    }
}
