//! One item in three versions: what it was, and what became of it on either side.

use super::fields::{self, About, Difference};
use crate::annotation::Extra;
use crate::store::document::options;
use crate::store::line::{AnyLine, EntityLine, Line, LinkLine, NoteLine, Points, Quotation, TagLine};
use crate::store::line::{DocumentLabelLine, VerdictLine};
use crate::store::syntax::Value;

/// One of the two sides of a merge.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(in crate::store) enum Side {
    Ours,
    Theirs,
}

impl Side {
    pub(super) fn other(self) -> Self {
        match self {
            Side::Ours => Side::Theirs,
            Side::Theirs => Side::Ours,
        }
    }
}

/// The texts that the offsets of the versions were counted in, by their SHA-256; empty where that is
/// not known.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Texts<'s> {
    pub(in crate::store) base: &'s str,
    pub(in crate::store) ours: &'s str,
    pub(in crate::store) theirs: &'s str,
    /// The text that the merged record is about.
    pub(in crate::store) chosen: &'s str,
    /// The annotator of theirs.
    pub(in crate::store) by: &'s str,
}

/// What came of an item.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::store) struct Joined<L> {
    /// The item; `None` where it was removed.
    pub(in crate::store) line: Option<L>,
    /// Theirs, where one id stands for two things: both are to be kept.
    pub(in crate::store) rival: Option<L>,
    /// The fields that were changed to two values.
    pub(in crate::store) differences: Vec<Difference>,
    /// The side that removed the item while the other edited it.
    pub(in crate::store) removed_by: Option<Side>,
    /// Whether its offsets were counted in another text than the chosen one.
    pub(in crate::store) strange: bool,
}

impl<L> Joined<L> {
    fn of(line: Option<L>) -> Self {
        Self { line, rival: None, differences: Vec::new(), removed_by: None, strange: false }
    }
}

/// Merges an item. What only one side changed is taken from there, what both changed by field; an
/// edit counts more than a removal.
pub(in crate::store) fn item<L: Line>(
    base: Option<&L>,
    ours: Option<L>,
    theirs: Option<L>,
    texts: &Texts<'_>,
) -> Joined<L> {
    // That the chosen text holds it where it stands, by one of the sides.
    let counted: Vec<Points> = [(&ours, texts.ours), (&theirs, texts.theirs)]
        .into_iter()
        .filter(|(_, text)| *text == texts.chosen)
        .filter_map(|(line, _)| line.as_ref().and_then(points))
        .collect();
    let mut joined = match (ours, theirs) {
        (None, None) => Joined::of(None),
        (Some(ours), None) => left(base, ours, texts.ours, Side::Theirs, texts),
        (None, Some(theirs)) => left(base, theirs, texts.theirs, Side::Ours, texts),
        (Some(ours), Some(theirs)) => both(base, ours, theirs, texts),
    };
    let at = joined.line.as_ref().and_then(points);
    joined.strange = at.is_some_and(|at| !counted.contains(&at));
    joined
}

/// An item that only one side still has.
fn left<L: Line>(base: Option<&L>, line: L, text: &str, removed_by: Side, texts: &Texts<'_>) -> Joined<L> {
    match base {
        None => Joined::of(Some(line)),
        Some(base) if is_same((base, texts.base), (&line, text)) => Joined::of(None),
        Some(_) => Joined { removed_by: Some(removed_by), ..Joined::of(Some(line)) },
    }
}

/// An item that both sides have.
fn both<L: Line>(base: Option<&L>, ours: L, theirs: L, texts: &Texts<'_>) -> Joined<L> {
    if ours == theirs || base == Some(&theirs) {
        return Joined::of(Some(ours));
    }
    if base == Some(&ours) {
        return Joined::of(Some(theirs));
    }
    if base.is_none() && !is_one_thing((&ours, texts.ours), (&theirs, texts.theirs)) {
        return Joined { rival: Some(theirs), ..Joined::of(Some(ours)) };
    }
    by_field(base, &ours, &theirs, texts).unwrap_or_else(|| Joined {
        // Neither is lost where a field cannot be read by its name.
        rival: Some(theirs),
        ..Joined::of(Some(ours))
    })
}

/// Merges an item that both sides changed, field by field.
fn by_field<L: Line>(base: Option<&L>, ours: &L, theirs: &L, texts: &Texts<'_>) -> Option<Joined<L>> {
    let (winner, moved) = place(base, ours, theirs, texts);
    let quotation = quotation(winner);
    let mut at = String::new();
    quotation.at.write(&mut at);
    let about = About {
        is_tag: L::KIND == TagLine::KIND,
        at: Some(at).filter(|_| !quotation.at.is_empty()),
        moved,
        by: texts.by,
    };
    let base = base.map_or_else(|| Some(Extra::new()), fields)?;
    let merged = fields::merge(&base, &fields(ours)?, &fields(theirs)?, about);
    let mut written = String::new();
    AnyLine { id: ours.id().to_owned(), extra: merged.fields }.write(&mut written);
    let mut line: L = options().from_str(&written).ok()?;
    line.set_quotation(quotation);
    Some(Joined { differences: merged.differences, ..Joined::of(Some(line)) })
}

/// The fields of an item by name, without its id and place.
fn fields<L: Line>(line: &L) -> Option<Extra> {
    let mut line = line.clone();
    line.set_quotation(Quotation::default());
    let mut written = String::new();
    line.write(&mut written);
    Some(options().from_str::<AnyLine>(&written).ok()?.extra)
}

/// A line, and the text that it was counted in.
type Counted<'l, L> = (&'l L, &'l str);

/// Whether two versions say the same; the context of a quotation follows from its place.
fn is_same<L: Line>(one: Counted<'_, L>, other: Counted<'_, L>) -> bool {
    one.0 == other.0 || stands_same(one, other) && fields(one.0) == fields(other.0)
}

/// Whether two versions stand at the same place: at the same offsets, or in another text on the same
/// words.
fn stands_same<L: Line>(one: Counted<'_, L>, other: Counted<'_, L>) -> bool {
    match (one.0.anchor(), other.0.anchor()) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            a.at == b.at && (one.1 == other.1 || a.text == b.text)
                || one.1 != other.1 && a.text.is_some() && a.text == b.text
        }
        _ => false,
    }
}

/// Whether two items that were added apart under one id are the same thing.
pub(super) fn is_one_thing<L: Line>(one: Counted<'_, L>, other: Counted<'_, L>) -> bool {
    let telling: &[&str] = match L::KIND {
        EntityLine::KIND => &["name"],
        LinkLine::KIND => &["from", "to"],
        NoteLine::KIND => &["about"],
        DocumentLabelLine::KIND => &["label"],
        VerdictLine::KIND => &["verdict"],
        _ => &[],
    };
    let (Some(first), Some(second)) = (fields(one.0), fields(other.0)) else { return false };
    stands_same(one, other) && telling.iter().all(|&name| first.get(name) == second.get(name))
}

/// The version whose place the merged item takes, and that both sides moved it, where they did so
/// differently.
fn place<'l, L: Line>(
    base: Option<&'l L>,
    ours: &'l L,
    theirs: &'l L,
    texts: &Texts<'_>,
) -> (&'l L, Option<Difference>) {
    let base = base.map(|base| (base, texts.base));
    let (one, other) = ((ours, texts.ours), (theirs, texts.theirs));
    if stands_same(one, other) {
        let is_theirs = texts.theirs == texts.chosen && texts.ours != texts.chosen;
        return (if is_theirs { theirs } else { ours }, None);
    }
    if base.is_some_and(|base| stands_same(base, one)) {
        return (theirs, None);
    }
    if base.is_some_and(|base| stands_same(base, other)) {
        return (ours, None);
    }
    let words = |line: &L| line.anchor().and_then(|anchor| anchor.text.map(str::to_owned));
    let value = points(theirs).map(|at| {
        let mut out = String::new();
        at.write(&mut out);
        out
    });
    let moved = Difference {
        field: "at".to_owned(),
        key: None,
        ours: words(ours).unwrap_or_else(|| "nothing".to_owned()),
        theirs: value,
        text: words(theirs),
        by: String::new(),
    };
    (ours, Some(moved))
}

/// The offsets of an item that has a place.
fn points<L: Line>(line: &L) -> Option<Points> {
    line.anchor().map(|anchor| anchor.at.to_vec()).filter(|at| !at.is_empty())
}

fn quotation<L: Line>(line: &L) -> Quotation {
    line.anchor().map_or_else(Quotation::default, |anchor| Quotation {
        at: anchor.at.to_vec(),
        text: anchor.text.map(str::to_owned),
        before: anchor.before.to_owned(),
        after: anchor.after.to_owned(),
    })
}
