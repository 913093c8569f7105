//! Finding the place of an item by its offsets and its quotation, and quoting a place.

use std::collections::HashMap;

use super::context::Quoted;
use super::doubt::Doubt;
use super::line::{Anchor, GAP, Quotation};
use super::mapping::{Mapped, Mapping};
use super::order::{Astray, Moved, astray};
use super::search::{Found, SURE, search};
use crate::annotation::Reason;
use crate::article::Span;
use crate::article::offsets::{Offsets, Unit};

/// The most code points of context on either side of a quotation.
const CONTEXT: usize = 32;
/// The least that is kept of them when the context is cut at a word.
const LEAST: usize = 20;
/// The least fit of the place that a word diff names: less says that the words stand there by chance.
const LIKELY: f32 = 0.55;
/// The least share of its words that an item keeps where it is, in percent.
const KEPT: usize = 40;

/// The text that offsets were counted in before the article was changed.
pub(super) struct OldText<'t> {
    text: &'t str,
    offsets: Offsets<'t>,
    mapping: Mapping,
}

impl<'t> OldText<'t> {
    /// Compares `text` with the text of today; `None` where they are too long to be compared.
    pub(super) fn new(text: &'t str, now: &str) -> Option<Self> {
        let mapping = Mapping::new(text, now)?;
        Some(Self { text, offsets: Offsets::new(text, Unit::CodePoint), mapping })
    }

    fn ground(&self) -> Ground<'_> {
        Ground { text: self.text, offsets: &self.offsets }
    }
}

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
    /// Why a person should look at it.
    pub(super) doubt: Option<Doubt>,
}

impl Placed {
    fn doubtful(at: Vec<Span>, doubt: Doubt) -> Self {
        Self { at, moved: true, doubt: Some(doubt) }
    }
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

    /// Places each item, or says why it cannot be.
    ///
    /// `old`: the text that the offsets were counted in, where it is known; `same`: it is this one. An
    /// item whose words all stand unchanged where the old text says, or else where its quotation and
    /// what stood around it fit better than anywhere else, is placed there. One that does not fit so
    /// well, or that has other words now, is placed and doubted. Reads the text once.
    pub(super) fn place(
        &self,
        anchors: &[Anchor<'_>],
        old: Option<&OldText<'_>>,
        same: bool,
    ) -> Vec<Result<Placed, Reason>> {
        let mut placed = Vec::with_capacity(anchors.len());
        let mut lost = Vec::new();
        let mut fallbacks = Vec::new();
        for (index, anchor) in anchors.iter().enumerate() {
            let kept = self.keep(anchor, same);
            let mapped = match (same, old) {
                (false, Some(old)) => self.mapped(anchor, old, kept.as_ref().ok()),
                _ => None,
            };
            let (found, fallback) = match mapped {
                Some(Stands::Surely(found)) => (Ok(found), None),
                Some(Stands::Doubtfully(found)) => (Err(Reason::Gone), Some(found)),
                Some(Stands::Not) => (Err(Reason::Gone), None),
                None => (kept, None),
            };
            if found.is_err() && anchor.text.is_some() {
                lost.push(index);
                fallbacks.push(fallback);
            }
            placed.push(found);
        }
        let sought: Vec<Anchor<'_>> = lost.iter().filter_map(|&index| anchors.get(index).copied()).collect();
        let may_be = |span| old.is_none_or(|old| old.mapping.is_new(span));
        let found = match sought.is_empty() {
            true => Vec::new(),
            false => search(self, &sought, may_be),
        };
        let mut unsure = Vec::new();
        for (((index, anchor), found), fallback) in lost.into_iter().zip(&sought).zip(found).zip(fallbacks) {
            let quoted = anchor.text.unwrap_or_default();
            let settled = match (found, fallback) {
                (Found::Sure { at, others }, _) => {
                    unsure.extend(old.is_none().then_some((index, others)));
                    Ok(Placed { at, moved: true, doubt: None })
                }
                (_, Some(fallback)) => Ok(fallback),
                (Found::Doubtful(at), None) => Ok(Placed::doubtful(at, Doubt::Elsewhere)),
                (Found::Changed(at), None) => Ok(Placed::doubtful(vec![at], Doubt::reworded(quoted))),
                (Found::Ambiguous, None) => Err(Reason::Ambiguous),
                // Outside of a text that is not theirs offsets may well lie.
                (Found::Nowhere, None) if !same => Err(Reason::Gone),
                (Found::Nowhere, None) => continue,
            };
            if let Some(slot) = placed.get_mut(index) {
                *slot = settled;
            }
        }
        self.doubt_strays(&mut placed, anchors, unsure);
        placed
    }

    /// Doubts those of the `unsure` items that have left the order of all others alone, or that have left
    /// something of themselves behind: others may stand in their words. For each its index, and where else
    /// something of it stands.
    fn doubt_strays(
        &self,
        placed: &mut [Result<Placed, Reason>],
        anchors: &[Anchor<'_>],
        unsure: Vec<(usize, Vec<usize>)>,
    ) {
        if unsure.is_empty() {
            return;
        }
        let point = |byte| u32::try_from(self.offsets.from_byte(byte)).unwrap_or(u32::MAX);
        let moved = placed.iter().zip(anchors).enumerate().filter_map(|(index, (placed, anchor))| {
            let placed = placed.as_ref().ok().filter(|placed| placed.doubt.is_none())?;
            Some((index, Moved { from: anchor.at.first()?.0, to: point(placed.at.first()?.start()) }))
        });
        let mut moved: Vec<(usize, Moved)> = moved.collect();
        moved.sort_by_key(|(_, moved)| moved.from);
        let strays = astray(&moved.iter().map(|&(_, moved)| moved).collect::<Vec<_>>());
        let strays = moved.iter().zip(strays).filter_map(|(&(index, _), astray)| Some((index, astray?)));
        let strays: HashMap<usize, Astray> = strays.collect();
        for (index, others) in unsure {
            let is_doubtful = |astray: &Astray| {
                astray.alone || others.iter().any(|&other| astray.is_expected(point(other)))
            };
            if let (Some(Ok(placed)), Some(true)) =
                (placed.get_mut(index), strays.get(&index).map(is_doubtful))
            {
                placed.doubt = Some(Doubt::Elsewhere);
            }
        }
    }

    /// The item at the offsets that the file names, if its words stand there: in another text than the
    /// one that they were counted in with all that stood around them.
    fn keep(&self, anchor: &Anchor<'_>, same: bool) -> Result<Placed, Reason> {
        let at = self.spans(anchor.at).ok_or(Reason::Outside)?;
        if at.is_empty() {
            return Err(Reason::Nowhere);
        }
        let stands = match anchor.text {
            None => same,
            Some(text) => self.reads(&at, text) && (self.has_context(anchor, &at, same)),
        };
        if !stands {
            return Err(Reason::Gone);
        }
        let at = in_order(at);
        if at.windows(2).any(|pair| pair[0].end() > pair[1].start()) {
            return Err(Reason::Overlaps);
        }
        Ok(Placed { at, moved: false, doubt: None })
    }

    /// Whether the context stands around an item: all of it, and some in another text; or enough of it
    /// in the `same` text, for a person may have written the file.
    fn has_context(&self, anchor: &Anchor<'_>, at: &[Span], same: bool) -> bool {
        let (first, last) = (at.first().copied().unwrap_or_default(), at.last().copied().unwrap_or_default());
        let head = self.text.get(..first.start()).unwrap_or("");
        let tail = self.text.get(last.end()..).unwrap_or("");
        let is_bare = anchor.before.is_empty() && anchor.after.is_empty();
        if head.ends_with(anchor.before) && tail.starts_with(anchor.after) {
            return same || !is_bare;
        }
        let quoted = anchor.text.unwrap_or_default();
        let quoted = Quoted { length: quoted.len(), before: anchor.before, after: anchor.after };
        same && quoted.fit(head, tail) >= SURE
    }

    /// Where the old text says that an item is now; `None` for one that was not counted in it. `here`:
    /// it would fit in this text where it is.
    fn mapped(&self, anchor: &Anchor<'_>, old: &OldText<'_>, here: Option<&Placed>) -> Option<Stands> {
        let ground = old.ground();
        let then = ground.keep(anchor, true).ok()?.at;
        let mut at = Vec::with_capacity(then.len());
        let (mut percent, mut is_whole) = (100, true);
        for span in then {
            let words = span.of(old.text);
            match old.mapping.map(span, old.text, self.text) {
                Mapped::Whole(span) => at.push(span),
                Mapped::Partly(span, kept) => {
                    if let Some(span) = self.at_an_edge(span, words) {
                        at.push(span);
                        continue;
                    }
                    at.push(span);
                    percent = percent.min(kept);
                    is_whole = false;
                }
                Mapped::Nowhere => return Some(Stands::Not),
            }
        }
        if is_whole {
            let (head, tail) = (at.first()?.start(), at.last()?.end());
            let length = at.iter().map(|span| span.len()).sum();
            let quoted = Quoted { length, before: anchor.before, after: anchor.after };
            let fit = quoted.fit(self.text.get(..head)?, self.text.get(tail..)?);
            let moved = self.spans(anchor.at).is_none_or(|there| in_order(there) != at);
            if here.is_some_and(|here| here.at != at) {
                return Some(Stands::Doubtfully(Placed::doubtful(at, Doubt::Elsewhere)));
            }
            return Some(match fit >= LIKELY {
                true => Stands::Surely(Placed { at, moved, doubt: None }),
                false => Stands::Doubtfully(Placed::doubtful(at, Doubt::Elsewhere)),
            });
        }
        if percent < KEPT {
            return Some(Stands::Not);
        }
        let doubt = Doubt::reworded(anchor.text.unwrap_or_default());
        Some(Stands::Doubtfully(Placed::doubtful(at, doubt)))
    }

    /// Where `words` stand at the beginning or at the end of `span`: of two equal words beside each other a
    /// diff may have taken the wrong one.
    fn at_an_edge(&self, span: Span, words: &str) -> Option<Span> {
        let starts = self.text.get(span.start()..)?.starts_with(words);
        let ends = self.text.get(..span.end())?.ends_with(words);
        let before = || Span::new(span.end() - words.len(), span.end());
        starts.then(|| Span::new(span.start(), span.start() + words.len())).or_else(|| ends.then(before))
    }

    fn spans(&self, points: &[(u32, u32)]) -> Option<Vec<Span>> {
        let byte = |point: u32| self.offsets.to_byte(usize::try_from(point).ok()?);
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

/// Where the old text says that an item is.
enum Stands {
    /// There, unchanged.
    Surely(Placed),
    /// There, changed, or among other words.
    Doubtfully(Placed),
    /// Nowhere.
    Not,
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
        let placed = Ground { text: new, offsets: &counts }.place(&[anchor], None, new == OLD).remove(0)?;
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
            (&["Tom Vale"], "", Err(Reason::Gone)),
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
