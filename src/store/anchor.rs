//! Finding the place of an item by its offsets and its quotation, and quoting a place.

use std::collections::HashMap;

use super::line::{Anchor, GAP, Quotation};
use super::unplaced::Reason;
use crate::article::Span;
use crate::article::offsets::Offsets;

/// The most code points of context on either side of a quotation.
const CONTEXT: usize = 32;
/// The least that is kept of them when the context is cut at a word.
const LEAST: usize = 20;
/// How many bytes of a quotation and its context are looked up at once; one that has fewer is
/// too short to be sure of.
const KEY: usize = 24;
/// How many places in the text are tried for one edge of an item's quotation.
const TRIES: u32 = 16;

/// A text in which items are placed and quoted.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) text: &'a str,
    /// Counts code points of `text`.
    pub(super) offsets: &'a Offsets<'a>,
}

/// Where an item was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Placed {
    /// The spans, in the order of the text.
    pub(super) at: Vec<Span>,
    /// Whether that is elsewhere than the file says.
    pub(super) moved: bool,
}

impl Ground<'_> {
    /// The spans as a file names them, with the text around them.
    pub(super) fn quote(&self, at: &[Span]) -> Quotation {
        let (Some(first), Some(last)) = (at.first(), at.last()) else {
            return Quotation::default();
        };
        let point = |byte| u32::try_from(self.offsets.from_byte(byte)).unwrap_or(u32::MAX);
        let parts: Vec<_> = at.iter().map(|span| span.of(self.text)).collect();
        Quotation {
            at: at.iter().map(|span| (point(span.start()), point(span.end()))).collect(),
            text: Some(parts.join(GAP)),
            before: before(self.text.get(..first.start()).unwrap_or("")).to_owned(),
            after: after(self.text.get(last.end()..).unwrap_or("")).to_owned(),
        }
    }

    /// Places each item, or says why it cannot be. `same`: the offsets were counted in this very
    /// text.
    ///
    /// An item stays where its text still stands; where the text changed, some of its context
    /// must stand there too. Else it goes to the one place where its text stands with all of its
    /// context, or else with that of one side. Reads the text once.
    pub(super) fn place(&self, anchors: &[Anchor<'_>], same: bool) -> Vec<Result<Placed, Reason>> {
        let mut placed: Vec<_> = anchors.iter().map(|anchor| self.keep(anchor, same)).collect();
        let lost: Vec<_> = (0..anchors.len()).filter(|&index| placed[index].is_err()).collect();
        let mut search = Search::default();
        for &index in &lost {
            search.add(index, &anchors[index]);
        }
        search.run(self, anchors);
        for (index, found) in search.found {
            match found.best() {
                Ok(Some(shift)) => {
                    if let Some(at) = self.standing(&anchors[index], shift) {
                        placed[index] = Ok(Placed { at: in_order(at), moved: true });
                    }
                }
                Ok(None) => {}
                Err(reason) => placed[index] = Err(reason),
            }
        }
        placed
    }

    /// The item at the offsets that the file names.
    fn keep(&self, anchor: &Anchor<'_>, same: bool) -> Result<Placed, Reason> {
        let at = self.spans(anchor.at, 0).ok_or(Reason::Outside)?;
        let (Some(first), Some(last)) = (at.first(), at.last()) else {
            return Err(Reason::Nowhere);
        };
        let stands = match anchor.text {
            None => same,
            Some(text) => self.reads(&at, text) && (same || self.has_context(anchor, *first, *last)),
        };
        if !stands {
            return Err(Reason::Gone);
        }
        let at = in_order(at);
        if at.windows(2).any(|pair| pair[0].end() > pair[1].start()) {
            return Err(Reason::Overlaps);
        }
        Ok(Placed { at, moved: false })
    }

    /// Whether at least one side of the context stands around the item, or none is known.
    fn has_context(&self, anchor: &Anchor<'_>, first: Span, last: Span) -> bool {
        let (before, after) = self.context(anchor, first, last);
        before || after || (anchor.before.is_empty() && anchor.after.is_empty())
    }

    /// Which sides of the context stand around an item.
    fn context(&self, anchor: &Anchor<'_>, first: Span, last: Span) -> (bool, bool) {
        let (head, tail) = (self.text.get(..first.start()), self.text.get(last.end()..));
        let before = !anchor.before.is_empty() && head.is_some_and(|head| head.ends_with(anchor.before));
        let after = !anchor.after.is_empty() && tail.is_some_and(|tail| tail.starts_with(anchor.after));
        (before, after)
    }

    /// The item's spans, `shift` code points further on, if its text stands there.
    fn standing(&self, anchor: &Anchor<'_>, shift: i64) -> Option<Vec<Span>> {
        let at = self.spans(anchor.at, shift)?;
        self.reads(&at, anchor.text?).then_some(at)
    }

    fn spans(&self, points: &[(u32, u32)], shift: i64) -> Option<Vec<Span>> {
        let byte = |point: u32| {
            let shifted = usize::try_from(i64::from(point) + shift).ok()?;
            self.offsets.to_byte(shifted)
        };
        let span = |&(start, end): &(u32, u32)| {
            (start <= end).then_some(())?;
            Some(Span::new(byte(start)?, byte(end)?))
        };
        points.iter().map(span).collect()
    }

    /// Whether `text` is what a quotation of the spans says.
    fn reads(&self, at: &[Span], text: &str) -> bool {
        let mut rest = Some(text);
        for (index, span) in at.iter().enumerate() {
            let gap = if index == 0 { "" } else { GAP };
            rest = rest
                .and_then(|rest| rest.strip_prefix(gap))
                .and_then(|rest| rest.strip_prefix(span.of(self.text)));
        }
        rest == Some("")
    }
}

fn in_order(mut at: Vec<Span>) -> Vec<Span> {
    at.sort_unstable();
    at
}

/// The end of `text`, to quote before an item: from a word on, where one starts early enough.
fn before(text: &str) -> &str {
    let start = text.char_indices().rev().take(CONTEXT).last().map_or(text.len(), |(at, _)| at);
    let quoted = &text[start..];
    if start == 0 {
        return quoted;
    }
    let spare = quoted.char_indices().nth(CONTEXT - LEAST).map_or(0, |(at, _)| at);
    let word = quoted[..spare].find(' ').map_or(0, |space| space + 1);
    &quoted[word..]
}

/// The beginning of `text`, to quote after an item: up to a word's end, where one ends late enough.
fn after(text: &str) -> &str {
    let Some((end, _)) = text.char_indices().nth(CONTEXT) else {
        return text;
    };
    let least = text.char_indices().nth(LEAST).map_or(end, |(at, _)| at);
    let word = text[least..end].rfind(' ').map_or(end, |space| least + space);
    &text[..word]
}

/// The items that are looked for, by the hash of [`KEY`] bytes at an edge of their quotation.
#[derive(Default)]
struct Search {
    wanted: HashMap<u64, Vec<Wanted>>,
    found: HashMap<usize, Found>,
}

/// One edge of the quotation of an item.
struct Wanted {
    index: usize,
    /// How many places were tried.
    tries: u32,
    /// How far the place named by the offset `point` lies behind the start of the key, in bytes.
    ahead: usize,
    /// The offset of that place in the file.
    point: u32,
}

/// Where the text of an item stands, as distances from where the file says, in code points.
#[derive(Default)]
struct Found {
    /// How many of the two edges stand in so many places that not all were tried.
    common: u8,
    /// With the context of both sides: all there are, unless both edges are common.
    whole: Vec<i64>,
    /// With that of one.
    half: Vec<i64>,
}

impl Found {
    /// Tries the place that a key at byte `start` stands for.
    fn attempt(&mut self, ground: &Ground<'_>, anchor: &Anchor<'_>, wanted: &Wanted, start: usize) {
        let byte = start + wanted.ahead;
        if !ground.text.is_char_boundary(byte) {
            return;
        }
        let Ok(point) = i64::try_from(ground.offsets.from_byte(byte)) else { return };
        let shift = point - i64::from(wanted.point);
        if self.whole.contains(&shift) || self.half.contains(&shift) {
            return;
        }
        let Some(at) = ground.standing(anchor, shift) else { return };
        let (Some(&first), Some(&last)) = (at.first(), at.last()) else { return };
        match ground.context(anchor, first, last) {
            (true, true) => self.whole.push(shift),
            (true, false) | (false, true) => self.half.push(shift),
            (false, false) => {}
        }
    }

    /// The one best place; `None` where there is none.
    fn best(&self) -> Result<Option<i64>, Reason> {
        match (self.common, self.whole.as_slice(), self.half.as_slice()) {
            (0 | 1, &[shift], _) | (0, &[], &[shift]) => Ok(Some(shift)),
            (0, [], []) => Ok(None),
            _ => Err(Reason::Ambiguous),
        }
    }
}

impl Search {
    /// Looks for an item by the end of its first part with what is before, and by the start of its
    /// last part with what is after.
    fn add(&mut self, index: usize, anchor: &Anchor<'_>) {
        let (Some(text), Some(&(start, end)), Some(&(last, _))) =
            (anchor.text, anchor.at.first(), anchor.at.last())
        else {
            return;
        };
        let length = (end.saturating_sub(start)) as usize;
        let first_end = text.char_indices().nth(length).map_or(text.len(), |(at, _)| at);
        let head = format!("{}{}", anchor.before, &text[..first_end]);
        let last_start =
            if anchor.at.len() == 1 { 0 } else { text.rfind(GAP).map_or(0, |at| at + GAP.len()) };
        let tail = format!("{}{}", &text[last_start..], anchor.after);
        if let Some(key) = head.as_bytes().last_chunk::<KEY>() {
            // The first part starts inside the key, or before it where it is long.
            self.want(key, Wanted { index, tries: 0, ahead: KEY, point: end });
        }
        if let Some(key) = tail.as_bytes().first_chunk::<KEY>() {
            self.want(key, Wanted { index, tries: 0, ahead: 0, point: last });
        }
        self.found.insert(index, Found::default());
    }

    fn want(&mut self, key: &[u8; KEY], wanted: Wanted) {
        let hash = key.iter().fold(0, |hash, &byte| rolled(hash, byte));
        self.wanted.entry(hash).or_default().push(wanted);
    }

    /// Reads the text once and tries every place where a key stands.
    fn run(&mut self, ground: &Ground<'_>, anchors: &[Anchor<'_>]) {
        if self.wanted.is_empty() {
            return;
        }
        let mut sieve = vec![false; 1 << 16];
        for &hash in self.wanted.keys() {
            sieve[sieve_slot(hash)] = true;
        }
        let bytes = ground.text.as_bytes();
        let oldest = (0..KEY).fold(1_u64, |power, _| power.wrapping_mul(FACTOR));
        let mut hash = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            hash = rolled(hash, byte);
            if at >= KEY {
                hash = hash.wrapping_sub(oldest.wrapping_mul(u64::from(bytes[at - KEY]) + 1));
            }
            if at + 1 < KEY || !sieve[sieve_slot(hash)] {
                continue;
            }
            let Some(wanted) = self.wanted.get_mut(&hash) else { continue };
            let start = at + 1 - KEY;
            wanted.retain_mut(|wanted| {
                let Some(found) = self.found.get_mut(&wanted.index) else { return false };
                found.attempt(ground, &anchors[wanted.index], wanted, start);
                wanted.tries += 1;
                let common = wanted.tries == TRIES;
                found.common += u8::from(common);
                !common
            });
        }
    }
}

/// The factor of the rolling hash.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// The rolling hash with one more byte.
fn rolled(hash: u64, byte: u8) -> u64 {
    hash.wrapping_mul(FACTOR).wrapping_add(u64::from(byte) + 1)
}

fn sieve_slot(hash: u64) -> usize {
    (hash >> 48) as usize
}

#[cfg(test)]
mod tests {
    use super::{Anchor, Ground, Offsets, Reason, Span};
    use crate::article::offsets::Unit;

    const OLD: &str = "The ferry was late again on Monday. “We will look into it,” said Ada Long of the \
                       harbour office. The mayor, Tom Vale, did not answer. Ada Long left early.";

    /// The text of an item that was found, and whether it moved.
    type Found = Result<(Vec<String>, bool), Reason>;

    /// Looks in `new` for what was quoted in [`OLD`].
    fn replaced(parts: &[&str], new: &str) -> Found {
        let counts = Offsets::new(OLD, Unit::CodePoint);
        let span = |part: &&str| {
            let start = OLD.find(part).unwrap();
            Span::new(start, start + part.len())
        };
        let spans: Vec<_> = parts.iter().map(span).collect();
        let quotation = Ground { text: OLD, offsets: &counts }.quote(&spans);
        let anchor = Anchor {
            at: &quotation.at,
            text: quotation.text.as_deref(),
            before: &quotation.before,
            after: &quotation.after,
        };
        let counts = Offsets::new(new, Unit::CodePoint);
        let placed = Ground { text: new, offsets: &counts }.place(&[anchor], new == OLD).remove(0)?;
        Ok((placed.at.iter().map(|span| span.of(new).to_owned()).collect(), placed.moved))
    }

    fn there(parts: &[&str], moved: bool) -> Found {
        Ok((parts.iter().map(|&part| part.to_owned()).collect(), moved))
    }

    #[test]
    fn a_quotation_has_context_that_ends_at_words() {
        let counts = Offsets::new(OLD, Unit::CodePoint);
        let start = OLD.find("Tom").unwrap();
        let quotation = Ground { text: OLD, offsets: &counts }.quote(&[Span::new(start, start + 8)]);
        assert_eq!(quotation.at, [(108, 116)]);
        assert_eq!(quotation.before, "the harbour office. The mayor, ");
        assert_eq!(quotation.after, ", did not answer. Ada Long left");
    }

    #[test]
    fn an_item_is_found_by_its_quotation_or_not_at_all() {
        let inserted = OLD.replace("The ferry", "On the island, the “Äl” ferry");
        let reworded = OLD.replace("The mayor", "A spokesman for the mayor");
        let twice = format!("{inserted} {inserted}");
        let table: &[(&[&str], &str, Found)] = &[
            (&["Tom Vale"], OLD, there(&["Tom Vale"], false)),
            (&["Tom Vale"], &inserted, there(&["Tom Vale"], true)),
            (&["Tom Vale"], &reworded, there(&["Tom Vale"], true)),
            (&["Ada Long"], &inserted, there(&["Ada Long"], true)),
            (&["“We will", "look into it,”"], &inserted, there(&["“We will", "look into it,”"], true)),
            (&["Tom Vale"], &twice, Err(Reason::Ambiguous)),
            (&["Tom Vale"], &OLD.replace("Tom Vale", "Ben Vale"), Err(Reason::Gone)),
            (&["Tom Vale"], "", Err(Reason::Outside)),
        ];
        for (parts, new, expected) in table {
            assert_eq!(replaced(parts, new), *expected, "{parts:?} in {new}");
        }
    }

    #[test]
    fn a_text_that_repeats_itself_costs_no_more_than_a_look_at_each_place() {
        let new = OLD.repeat(2000);
        assert_eq!(replaced(&["Tom Vale"], &new), there(&["Tom Vale"], false), "it still stands there");
        let shifted = format!("x{new}");
        assert_eq!(replaced(&["Tom Vale"], &shifted), Err(Reason::Ambiguous));
    }
}
