//! Finding quotations in a text by their words and by what stood around them.

use std::cmp::Reverse;
use std::ops::Range;

use memchr::memmem;

use super::anchor::Ground;
use super::context::Quoted;
use super::line::{Anchor, GAP};
use super::mapping::{Mapped, Mapping};
use crate::article::Span;

/// How many bytes of a quotation and its context are looked up at once.
const KEY: usize = 16;
/// How many places in the text are tried for one key; one that stands in more tells nothing.
const TRIES: u32 = 16;
/// How many of the places that its keys lead to are looked at closely, those of most keys first.
const CLOSELY: usize = 8;
/// How far a quotation may stand from where a key says, in bytes: words of its context may be others.
const SLACK: usize = 64;
/// The least fit of a place that is taken for sure.
pub(super) const SURE: f32 = 0.6;
/// How much better than any other place it has to fit.
const LEAD: f32 = 0.08;
/// The least fit of a place that is worth a look.
const DOUBTFUL: f32 = 0.35;
/// The least share of the words that has to stand where some of them are others, in percent.
const ALIKE: usize = 70;
/// The longest quotation that is looked for with some of its words changed, in bytes.
const LONGEST_CHANGED: usize = 1 << 14;
/// How many bytes are read in all for quotations of which no key was found.
const READ_AT_LAST: usize = 1 << 28;

/// What a search gave for a quotation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// It stands there, and fits there better than anywhere else.
    Sure {
        /// Where.
        at: Vec<Span>,
        /// Where else something of it or of its context stands: bytes near which it would begin.
        others: Vec<usize>,
    },
    /// It stands there, but little of what stood around it does.
    Doubtful(Vec<Span>),
    /// Most of its words stand there.
    Changed(Span),
    /// It stands in several places that fit equally well.
    Ambiguous,
    /// It is nowhere.
    Nowhere,
}

/// Looks for each of `anchors` at the places that `may_be` allows. Reads the text once, and tries a
/// bounded number of places for each.
pub(super) fn search(
    ground: &Ground<'_>,
    anchors: &[Anchor<'_>],
    may_be: impl Fn(Span) -> bool,
) -> Vec<Found> {
    let passages: Vec<Passage<'_>> = anchors.iter().map(|anchor| Passage::new(*anchor)).collect();
    let index = Index::read(ground.text, &passages);
    let mut budget = READ_AT_LAST;
    let places = passages.iter().zip(&index.keys_of);
    let found = places.map(|(passage, keys)| {
        let tried = index.places(keys.clone());
        passage.decide(ground, &tried, &mut budget, &may_be)
    });
    found.collect()
}

/// A quotation with its context.
struct Passage<'a> {
    anchor: Anchor<'a>,
    /// Its parts: one, unless it is discontinuous; none where they cannot be told apart.
    parts: Vec<&'a str>,
    /// The first part with what is before it; an only one with what is after it too.
    head: String,
}

impl<'a> Passage<'a> {
    fn new(anchor: Anchor<'a>) -> Self {
        let text = anchor.text.unwrap_or_default();
        let mut parts: Vec<&str> = if anchor.at.len() > 1 { text.split(GAP).collect() } else { vec![text] };
        if text.is_empty() || parts.len() != anchor.at.len().max(1) {
            parts.clear();
        }
        let head = match parts.as_slice() {
            [] => String::new(),
            [only] => [anchor.before, only, anchor.after].concat(),
            [first, ..] => [anchor.before, first].concat(),
        };
        Self { anchor, parts, head }
    }

    fn first(&self) -> &'a str {
        self.parts.first().copied().unwrap_or_default()
    }

    /// The keys that it is looked up by, and for each how far before the quotation it begins: over the
    /// edges of the quotation, in its context, and in a long one inside.
    fn keys(&self) -> impl Iterator<Item = (&[u8], isize)> {
        let (before, first, all) = (self.anchor.before.len(), self.first().len(), self.head.len());
        let end = before + first;
        let mut offsets = vec![0, before.saturating_sub(KEY), before.saturating_sub(KEY / 2)];
        if first >= 3 * KEY {
            offsets.extend([before, before + first / 3, before + 2 * first / 3, end.saturating_sub(KEY)]);
        }
        offsets.extend([end.saturating_sub(KEY / 2), end, all.saturating_sub(KEY)]);
        offsets.sort_unstable();
        offsets.dedup();
        let head = self.head.as_bytes();
        offsets.into_iter().filter_map(move |at| Some((head.get(at..at + KEY)?, distance(at, before))))
    }

    /// Whether all parts stand near `start`, where the first should: then where, the nearest first.
    fn standing(&self, text: &str, start: usize) -> Vec<Vec<Span>> {
        let Some((first, others)) = self.parts.split_first() else { return Vec::new() };
        let from = text.floor_char_boundary(start.saturating_sub(SLACK));
        let to = text.ceil_char_boundary((start + first.len()).saturating_add(2 * SLACK));
        let near = text.get(from..to).unwrap_or("");
        let firsts = memmem::find_iter(near.as_bytes(), first.as_bytes());
        let all = firsts.filter_map(|at| {
            let mut at = vec![Span::new(from + at, from + at + first.len())];
            for (part, pair) in others.iter().zip(self.anchor.at.windows(2)) {
                let (behind, ahead) = (pair.first()?.1, pair.last()?.0);
                // Counted in characters, which take four bytes at most.
                let gap = usize::try_from(ahead.checked_sub(behind)?).ok()?;
                let from = at.last()?.end();
                let to = text.ceil_char_boundary(from + 4 * gap + part.len() + SLACK);
                let found = memmem::find(text.get(from..to)?.as_bytes(), part.as_bytes())?;
                at.push(Span::new(from + found, from + found + part.len()));
            }
            Some(at)
        });
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|at| at.first().map_or(0, |first| first.start().abs_diff(start)));
        all
    }

    /// Chooses among the places that were tried.
    fn decide(
        &self,
        ground: &Ground<'_>,
        tried: &Tried,
        budget: &mut usize,
        may_be: impl Fn(Span) -> bool,
    ) -> Found {
        let text = ground.text;
        let length = self.parts.iter().map(|part| part.len()).sum();
        let quoted = Quoted { length, before: self.anchor.before, after: self.anchor.after };
        let mut places: Vec<Vec<Span>> = Vec::new();
        for place in tried.places.iter().take(CLOSELY) {
            places.extend(self.standing(text, place.start));
        }
        let mut is_only = false;
        if places.is_empty() && tried.common == 0 && !self.first().is_empty() && text.len() <= *budget {
            *budget -= text.len();
            let anywhere = memmem::find_iter(text.as_bytes(), self.first().as_bytes());
            let anywhere: Vec<usize> = anywhere.take(TRIES as usize).collect();
            is_only = anywhere.len() == 1;
            places.extend(anywhere.into_iter().flat_map(|at| self.standing(text, at).into_iter().next()));
        }
        places.sort_unstable();
        places.dedup();
        let fit = |at: &[Span]| {
            let (head, tail) = (at.first().map_or(0, |at| at.start()), at.last().map_or(0, |at| at.end()));
            quoted.fit(text.get(..head).unwrap_or(""), text.get(tail..).unwrap_or(""))
        };
        places.retain(|at| at.iter().all(|&span| may_be(span)));
        let mut fitting: Vec<(f32, Vec<Span>)> = places.into_iter().map(|at| (fit(&at), at)).collect();
        fitting.sort_by(|one, other| other.0.total_cmp(&one.0));
        let second = fitting.get(1).map_or(0.0, |(fit, _)| *fit).max(tried.unseen);
        let Some((best, at)) = fitting.into_iter().next() else {
            return self.changed(ground, tried, may_be);
        };
        if best - second < LEAD {
            return Found::Ambiguous;
        }
        // Somewhere more of its context stands, with other words in it.
        let votes = |at: usize| tried.votes_near(at);
        let here = at.first().map_or(0, |at| votes(at.start()));
        let is_outvoted = tried.places.first().is_some_and(|place| place.votes > here);
        match best {
            best if best >= SURE && !is_outvoted => {
                let others = tried.places.iter().map(|place| place.start).collect();
                Found::Sure { at, others }
            }
            best if best >= DOUBTFUL || is_only => Found::Doubtful(at),
            _ => self.changed(ground, tried, may_be),
        }
    }

    /// The place where most of its words stand among most of its context, if there is one.
    fn changed(&self, ground: &Ground<'_>, tried: &Tried, may_be: impl Fn(Span) -> bool) -> Found {
        let nothing = if tried.common > 0 { Found::Ambiguous } else { Found::Nowhere };
        let [only] = self.parts.as_slice() else { return nothing };
        if only.len() > LONGEST_CHANGED {
            return nothing;
        }
        let (Some(place), second) = (tried.places.first(), tried.places.get(1)) else { return nothing };
        if second.is_some_and(|second| second.votes == place.votes) {
            return Found::Ambiguous;
        }
        let text = ground.text;
        let (before, length) = (self.anchor.before.len(), only.len());
        let from = text.floor_char_boundary(place.start.saturating_sub(before + SLACK));
        let to = place.start.saturating_add(length + length / 3 + self.anchor.after.len() + SLACK);
        let there = text.get(from..text.ceil_char_boundary(to)).unwrap_or("");
        let mapping = Mapping::new(&self.head, there);
        let quoted = Span::new(before, before + length);
        let found = match mapping.map(|mapping| mapping.map(quoted, &self.head, there)) {
            Some(Mapped::Whole(found)) => found,
            Some(Mapped::Partly(found, percent)) if percent >= ALIKE => found,
            _ => return nothing,
        };
        let found = Span::new(from + found.start(), from + found.end());
        if may_be(found) { Found::Changed(found) } else { nothing }
    }
}

/// How far behind `from` `to` lies.
fn distance(from: usize, to: usize) -> isize {
    isize::try_from(to).unwrap_or(isize::MAX) - isize::try_from(from).unwrap_or(isize::MAX)
}

/// The places that the keys of a passage lead to.
#[derive(Clone, Debug, Default)]
struct Tried {
    /// Those that most keys lead to first.
    places: Vec<Place>,
    /// How many of the keys stand in so many places that they lead nowhere.
    common: usize,
    /// How well a place may fit that no key led to, for they were all common.
    unseen: f32,
}

/// Where a quotation may begin.
#[derive(Clone, Copy, Debug)]
struct Place {
    start: usize,
    /// How many keys lead there.
    votes: usize,
}

impl Tried {
    /// How many keys lead to the place at `start` or near it.
    fn votes_near(&self, start: usize) -> usize {
        let near = self.places.iter().filter(|place| place.start.abs_diff(start) <= SLACK);
        near.map(|place| place.votes).max().unwrap_or(0)
    }
}

/// Where the keys of passages stand in a text.
struct Index {
    /// The keys by their hash, each with the passage that it is of.
    groups: Vec<Group>,
    /// Places of groups in the text, by group.
    hits: Vec<(u32, u32)>,
    /// The keys of all passages, one passage after the other: its group, and how far before the quotation
    /// it begins.
    keys: Vec<(u32, isize)>,
    /// Which of the keys each passage has.
    keys_of: Vec<Range<usize>>,
}

/// A key, once for all passages that have it.
struct Group {
    hash: u64,
    /// In how many places it was found.
    tries: u32,
}

impl Index {
    /// Looks up the keys of `passages` in `text`.
    fn read(text: &str, passages: &[Passage<'_>]) -> Self {
        let mut hashes: Vec<(u64, isize)> = Vec::new();
        let mut keys_of = Vec::with_capacity(passages.len());
        for passage in passages {
            let first = hashes.len();
            let hash = |key: &[u8]| key.iter().fold(0, |hash, &byte| rolled(hash, byte));
            hashes.extend(passage.keys().map(|(key, before)| (hash(key), before)));
            keys_of.push(first..hashes.len());
        }
        let mut distinct: Vec<u64> = hashes.iter().map(|&(hash, _)| hash).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let group = |hash| distinct.binary_search(&hash).ok().and_then(|group| u32::try_from(group).ok());
        let keys = hashes.iter().map(|&(hash, before)| (group(hash).unwrap_or(u32::MAX), before)).collect();
        let groups = distinct.into_iter().map(|hash| Group { hash, tries: 0 }).collect();
        let mut index = Self { groups, hits: Vec::new(), keys, keys_of };
        index.look(text.as_bytes());
        index.hits.sort_unstable();
        index
    }

    /// Finds the keys in the text.
    fn look(&mut self, bytes: &[u8]) {
        if self.groups.is_empty() {
            return;
        }
        let bits = (self.groups.len() * 16).next_power_of_two().max(1 << 16).ilog2();
        let slot = |hash: u64| usize::try_from(hash >> (64 - bits)).unwrap_or(0);
        let mut sieve = vec![0_u64; 1 << (bits - 6)];
        for group in &self.groups {
            let slot = slot(group.hash);
            sieve[slot / 64] |= 1 << (slot % 64);
        }
        let oldest = (0..KEY).fold(1_u64, |power, _| power.wrapping_mul(FACTOR));
        let mut hash = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            hash = rolled(hash, byte);
            if at >= KEY {
                hash = hash.wrapping_sub(oldest.wrapping_mul(u64::from(bytes[at - KEY]) + 1));
            }
            let slot = slot(hash);
            if at + 1 < KEY || sieve[slot / 64] >> (slot % 64) & 1 == 0 {
                continue;
            }
            let Ok(found) = self.groups.binary_search_by_key(&hash, |group| group.hash) else { continue };
            let group = &mut self.groups[found];
            group.tries += 1;
            if group.tries <= TRIES {
                let hit = (u32::try_from(found).unwrap_or(0), u32::try_from(at + 1 - KEY).unwrap_or(0));
                self.hits.push(hit);
            }
        }
    }

    /// The places that these keys lead to.
    fn places(&self, keys: Range<usize>) -> Tried {
        let keys = self.keys.get(keys).unwrap_or_default();
        let mut tried = Tried::default();
        let mut starts: Vec<usize> = Vec::new();
        for &(group, before) in keys {
            if self.groups.get(group as usize).is_some_and(|group| group.tries > TRIES) {
                tried.common += 1;
                continue;
            }
            let first = self.hits.partition_point(|&(other, _)| other < group);
            let hits = self.hits.get(first..).unwrap_or_default().iter();
            let hits = hits.take_while(|&&(other, _)| other == group);
            starts.extend(hits.filter_map(|&(_, at)| (at as usize).checked_add_signed(before)));
        }
        starts.sort_unstable();
        for start in starts {
            match tried.places.last_mut() {
                Some(last) if start - last.start <= SLACK => last.votes += 1,
                _ => tried.places.push(Place { start, votes: 1 }),
            }
        }
        tried.places.sort_by_key(|place| Reverse(place.votes));
        #[expect(clippy::cast_precision_loss, reason = "at most ten keys")]
        if tried.common > 0 {
            tried.unseen = tried.common as f32 / keys.len() as f32;
        }
        tried
    }
}

/// The factor of the rolling hash.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// The rolling hash with one more byte.
fn rolled(hash: u64, byte: u8) -> u64 {
    hash.wrapping_mul(FACTOR).wrapping_add(u64::from(byte) + 1)
}
