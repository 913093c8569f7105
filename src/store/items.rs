//! Items in memory to lines of a file and back.

use super::line::{
    Anchor, AnyLine, DocumentLabelLine, EntityLine, Line, LinkLine, NoteLine, Quotation, TagLine, VerdictLine,
};
use crate::annotation::{DocumentLabel, Entity, Id, Link, Note, Origin, Stamp, Tag, Verdict};
use crate::article::Span;

fn stamp(by: String, on: String, review: Option<String>) -> Stamp {
    Stamp { by, on, review }
}

impl Line for TagLine {
    type Item = Tag;
    const KIND: &'static str = "tag";

    fn id(&self) -> &str {
        &self.id
    }

    fn write(&self, out: &mut String) {
        self.write_fields(out);
    }

    fn anchor(&self) -> Option<Anchor<'_>> {
        let (before, after) = (&self.before, &self.after);
        Some(Anchor { at: &self.at, text: self.text.as_deref(), before, after })
    }

    fn set_quotation(&mut self, quotation: Quotation) {
        self.at = quotation.at;
        self.text = quotation.text;
        self.before = quotation.before;
        self.after = quotation.after;
    }

    fn review(&mut self) -> Option<&mut Option<String>> {
        Some(&mut self.review)
    }

    fn item(self, at: Vec<Span>) -> Tag {
        let suggested = self.rule.is_some() || self.version.is_some() || self.confidence.is_some();
        let origin = suggested.then(|| Origin {
            rule: self.rule.unwrap_or_default(),
            version: self.version.unwrap_or_default(),
            confidence: self.confidence,
        });
        Tag {
            id: Id::new(self.id),
            label: self.label,
            at,
            entity: self.entity.map(Id::new),
            attributes: self.attributes,
            origin,
            stamp: stamp(self.by, self.on, self.review),
            extra: self.extra,
        }
    }

    fn of(tag: &Tag) -> Self {
        let origin = tag.origin.as_ref();
        Self {
            id: tag.id.to_string(),
            label: tag.label.clone(),
            entity: tag.entity.as_ref().map(Id::to_string),
            attributes: tag.attributes.clone(),
            rule: origin.map(|origin| origin.rule.clone()),
            version: origin.map(|origin| origin.version.clone()),
            confidence: origin.and_then(|origin| origin.confidence),
            by: tag.stamp.by.clone(),
            on: tag.stamp.on.clone(),
            review: tag.stamp.review.clone(),
            extra: tag.extra.clone(),
            ..Self::default()
        }
    }

    fn spans(tag: &Tag) -> &[Span] {
        &tag.at
    }

    fn names(&mut self) -> Vec<(&'static str, &mut String)> {
        self.entity.iter_mut().map(|entity| (EntityLine::KIND, entity)).collect()
    }
}

impl Line for LinkLine {
    type Item = Link;
    const KIND: &'static str = "link";

    fn id(&self) -> &str {
        &self.id
    }

    fn write(&self, out: &mut String) {
        self.write_fields(out);
    }

    fn anchor(&self) -> Option<Anchor<'_>> {
        None
    }

    fn set_quotation(&mut self, _: Quotation) {}

    fn review(&mut self) -> Option<&mut Option<String>> {
        Some(&mut self.review)
    }

    fn item(self, _: Vec<Span>) -> Link {
        Link {
            id: Id::new(self.id),
            label: self.label,
            from: Id::new(self.from),
            to: Id::new(self.to),
            stamp: stamp(self.by, self.on, self.review),
            extra: self.extra,
        }
    }

    fn of(link: &Link) -> Self {
        Self {
            id: link.id.to_string(),
            label: link.label.clone(),
            from: link.from.to_string(),
            to: link.to.to_string(),
            by: link.stamp.by.clone(),
            on: link.stamp.on.clone(),
            review: link.stamp.review.clone(),
            extra: link.extra.clone(),
        }
    }

    fn spans(_: &Link) -> &[Span] {
        &[]
    }

    fn names(&mut self) -> Vec<(&'static str, &mut String)> {
        vec![(TagLine::KIND, &mut self.from), (TagLine::KIND, &mut self.to)]
    }
}

impl Line for NoteLine {
    type Item = Note;
    const KIND: &'static str = "note";

    fn id(&self) -> &str {
        &self.id
    }

    fn write(&self, out: &mut String) {
        self.write_fields(out);
    }

    fn anchor(&self) -> Option<Anchor<'_>> {
        let (before, after) = (&self.before, &self.after);
        Anchor { at: &self.at, text: self.quote.as_deref(), before, after }.optional()
    }

    fn set_quotation(&mut self, quotation: Quotation) {
        self.at = quotation.at;
        self.quote = quotation.text;
        self.before = quotation.before;
        self.after = quotation.after;
    }

    fn review(&mut self) -> Option<&mut Option<String>> {
        Some(&mut self.review)
    }

    fn item(self, at: Vec<Span>) -> Note {
        Note {
            id: Id::new(self.id),
            about: self.about.map(Id::new),
            at,
            text: self.text,
            stamp: stamp(self.by, self.on, self.review),
            extra: self.extra,
        }
    }

    fn of(note: &Note) -> Self {
        Self {
            id: note.id.to_string(),
            about: note.about.as_ref().map(Id::to_string),
            text: note.text.clone(),
            by: note.stamp.by.clone(),
            on: note.stamp.on.clone(),
            review: note.stamp.review.clone(),
            extra: note.extra.clone(),
            ..Self::default()
        }
    }

    fn spans(note: &Note) -> &[Span] {
        &note.at
    }

    fn names(&mut self) -> Vec<(&'static str, &mut String)> {
        self.about.iter_mut().map(|about| ("", about)).collect()
    }
}

impl Line for EntityLine {
    type Item = Entity;
    const KIND: &'static str = "entity";

    fn id(&self) -> &str {
        &self.id
    }

    fn write(&self, out: &mut String) {
        self.write_fields(out);
    }

    fn anchor(&self) -> Option<Anchor<'_>> {
        None
    }

    fn set_quotation(&mut self, _: Quotation) {}

    fn review(&mut self) -> Option<&mut Option<String>> {
        None
    }

    fn item(self, _: Vec<Span>) -> Entity {
        let Self { id, name, kind, same_as, extra } = self;
        Entity { id: Id::new(id), name, kind, same_as, extra }
    }

    fn of(entity: &Entity) -> Self {
        Self {
            id: entity.id.to_string(),
            name: entity.name.clone(),
            kind: entity.kind.clone(),
            same_as: entity.same_as.clone(),
            extra: entity.extra.clone(),
        }
    }

    fn spans(_: &Entity) -> &[Span] {
        &[]
    }
}

impl Line for DocumentLabelLine {
    type Item = DocumentLabel;
    const KIND: &'static str = "document label";

    fn id(&self) -> &str {
        &self.id
    }

    fn write(&self, out: &mut String) {
        self.write_fields(out);
    }

    fn anchor(&self) -> Option<Anchor<'_>> {
        None
    }

    fn set_quotation(&mut self, _: Quotation) {}

    fn review(&mut self) -> Option<&mut Option<String>> {
        Some(&mut self.review)
    }

    fn item(self, _: Vec<Span>) -> DocumentLabel {
        let Self { id, label, value, by, on, review, extra } = self;
        DocumentLabel { id: Id::new(id), label, value, stamp: stamp(by, on, review), extra }
    }

    fn of(label: &DocumentLabel) -> Self {
        Self {
            id: label.id.to_string(),
            label: label.label.clone(),
            value: label.value.clone(),
            by: label.stamp.by.clone(),
            on: label.stamp.on.clone(),
            review: label.stamp.review.clone(),
            extra: label.extra.clone(),
        }
    }

    fn spans(_: &DocumentLabel) -> &[Span] {
        &[]
    }
}

impl Line for VerdictLine {
    type Item = Verdict;
    const KIND: &'static str = "verdict";

    fn id(&self) -> &str {
        &self.id
    }

    fn write(&self, out: &mut String) {
        self.write_fields(out);
    }

    fn anchor(&self) -> Option<Anchor<'_>> {
        let (before, after) = (&self.before, &self.after);
        Anchor { at: &self.at, text: self.text.as_deref(), before, after }.optional()
    }

    fn set_quotation(&mut self, quotation: Quotation) {
        self.at = quotation.at;
        self.text = quotation.text;
        self.before = quotation.before;
        self.after = quotation.after;
    }

    fn review(&mut self) -> Option<&mut Option<String>> {
        Some(&mut self.review)
    }

    fn item(self, at: Vec<Span>) -> Verdict {
        Verdict {
            id: Id::new(self.id),
            verdict: self.verdict,
            label: self.label,
            at,
            rule: self.rule,
            version: self.version,
            became: self.became.map(Id::new),
            stamp: stamp(self.by, self.on, self.review),
            extra: self.extra,
        }
    }

    fn of(verdict: &Verdict) -> Self {
        Self {
            id: verdict.id.to_string(),
            verdict: verdict.verdict.clone(),
            label: verdict.label.clone(),
            rule: verdict.rule.clone(),
            version: verdict.version.clone(),
            became: verdict.became.as_ref().map(Id::to_string),
            by: verdict.stamp.by.clone(),
            on: verdict.stamp.on.clone(),
            review: verdict.stamp.review.clone(),
            extra: verdict.extra.clone(),
            ..Self::default()
        }
    }

    fn spans(verdict: &Verdict) -> &[Span] {
        &verdict.at
    }

    fn names(&mut self) -> Vec<(&'static str, &mut String)> {
        self.became.iter_mut().map(|tag| (TagLine::KIND, tag)).collect()
    }
}

impl Line for AnyLine {
    type Item = AnyLine;
    const KIND: &'static str = "item";

    fn id(&self) -> &str {
        &self.id
    }

    fn write(&self, out: &mut String) {
        self.write_fields(out);
    }

    fn anchor(&self) -> Option<Anchor<'_>> {
        None
    }

    fn set_quotation(&mut self, _: Quotation) {}

    fn review(&mut self) -> Option<&mut Option<String>> {
        None
    }

    fn item(self, _: Vec<Span>) -> AnyLine {
        self
    }

    fn of(item: &AnyLine) -> Self {
        item.clone()
    }

    fn spans(_: &AnyLine) -> &[Span] {
        &[]
    }
}
