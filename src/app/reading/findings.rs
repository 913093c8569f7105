//! What the machine found, made quick to ask about a place.

use crate::article::Span;
use crate::attribution::{Aside, Attribution, EntityId, EntityKind, Mention, MentionForm, Statement};

/// An attribution with an index by place, so that a frame asks only for what it shows.
#[derive(Debug, Default)]
pub struct Findings {
    attribution: Attribution,
    /// Ordered by start.
    pieces: Vec<Piece>,
    /// For each piece the furthest end of it and all before: it never falls, so the first piece
    /// that reaches into a place is found by halving. In 32 bits, as a [`Span`] is.
    reach: Vec<u32>,
    /// How many mentions each entity has.
    mentions: Vec<u32>,
}

/// A stretch of a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Where.
    pub span: Span,
    /// What it is of the statement.
    pub role: Role,
    /// The index of its statement; small, for there are millions of pieces.
    statement: u32,
}

impl Piece {
    /// The index of its statement.
    pub fn statement(&self) -> usize {
        self.statement as usize
    }
}

/// What a stretch is of its statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// What was said.
    Content,
    /// The words that report it.
    Cue,
    /// The mention that says it.
    Speaker,
    /// Whom it was said to.
    Audience,
}

/// Something that the machine suggests for the record.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Suggestion {
    /// The statement of that index.
    Statement(usize),
    /// The name of that index among the mentions.
    Mention(usize),
}

impl Findings {
    /// Indexes `attribution`.
    pub fn new(attribution: Attribution) -> Self {
        let mut pieces = Vec::with_capacity(attribution.statements.len() * 3);
        for (statement, said) in (0_u32..).zip(&attribution.statements) {
            let role = |span: &Option<Span>, role| span.map(|span| Piece { span, statement, role });
            pieces.extend(said.content.iter().map(|&span| Piece { span, statement, role: Role::Content }));
            pieces.extend(role(&said.cue, Role::Cue));
            pieces.extend(role(&said.speaker, Role::Speaker));
            pieces.extend(role(&said.audience, Role::Audience));
        }
        pieces.sort_by_key(|piece| (piece.span, piece.statement));
        pieces.shrink_to_fit();
        let mut furthest = 0;
        let reach = pieces.iter().map(|piece| {
            furthest = piece.span.end().max(furthest);
            u32::try_from(furthest).unwrap_or(u32::MAX)
        });
        let reach = reach.collect();
        let mut mentions = vec![0; attribution.entities.len()];
        for entity in attribution.mentions.iter().filter_map(|mention| mention.entity) {
            if let Some(count) = mentions.get_mut(entity.0 as usize) {
                *count += 1;
            }
        }
        Self { attribution, pieces, reach, mentions }
    }

    /// What was indexed.
    pub fn attribution(&self) -> &Attribution {
        &self.attribution
    }

    /// The statement of that index.
    pub fn statement(&self, index: usize) -> Option<&Statement> {
        self.attribution.statements.get(index)
    }

    /// The stretches of statements that share a byte with `span`, ordered by start.
    pub fn pieces_in(&self, span: Span) -> impl Iterator<Item = &Piece> {
        let first = self.reach.partition_point(|&reach| reach as usize <= span.start());
        let pieces = self.pieces.get(first..).unwrap_or_default().iter();
        pieces
            .take_while(move |piece| piece.span.start() < span.end())
            .filter(move |piece| piece.span.overlaps(span))
    }

    /// The mentions that share a byte with `span`.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = (usize, &Mention)> {
        let mentions = &self.attribution.mentions;
        let first = mentions.partition_point(|mention| mention.span.end() <= span.start());
        let found = mentions.iter().enumerate().skip(first);
        found.take_while(move |(_, mention)| mention.span.start() < span.end())
    }

    /// How many mentions stand for that entity.
    pub fn mention_count(&self, entity: EntityId) -> usize {
        self.mentions.get(entity.0 as usize).map_or(0, |&count| count as usize)
    }

    /// The asides that share a byte with `span`.
    pub fn asides_in(&self, span: Span) -> impl Iterator<Item = &Aside> {
        let asides = &self.attribution.asides;
        let first = asides.partition_point(|aside| aside.span.end() <= span.start());
        asides
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(move |aside| aside.span.start() < span.end())
    }

    /// The statement at `offset`: the one whose cue, speaker or audience is there, or else the one
    /// with the shortest content around it, so that a nested quotation comes before what holds it.
    pub fn statement_at(&self, offset: usize) -> Option<usize> {
        let here = Span::new(offset, offset + 1);
        let closest =
            self.pieces_in(here).min_by_key(|piece| (piece.role == Role::Content, piece.span.len()));
        closest.map(Piece::statement)
    }

    /// The index of the first statement that starts at or behind `offset`; the number of
    /// statements where there is none.
    pub fn first_from(&self, offset: usize) -> usize {
        self.attribution.statements.partition_point(|statement| start(statement) < offset)
    }

    /// The suggestions that start at `offset` or behind it, in the order of the text.
    pub fn suggestions_from(&self, offset: usize) -> impl Iterator<Item = Suggestion> {
        let Attribution { statements, mentions, .. } = &self.attribution;
        let mut statement = self.first_from(offset);
        let mut mention = mentions.partition_point(|mention| mention.span.start() < offset);
        std::iter::from_fn(move || {
            while mentions.get(mention).is_some_and(|mention| !is_suggested(mention)) {
                mention += 1;
            }
            let by_mention = match (statements.get(statement), mentions.get(mention)) {
                (None, None) => return None,
                (Some(said), Some(named)) => named.span.start() < start(said),
                (said, _) => said.is_none(),
            };
            let next = if by_mention { &mut mention } else { &mut statement };
            *next += 1;
            Some(if by_mention { Suggestion::Mention(*next - 1) } else { Suggestion::Statement(*next - 1) })
        })
    }

    /// The suggestions that start before `offset`, the last one first.
    pub fn suggestions_before(&self, offset: usize) -> impl Iterator<Item = Suggestion> {
        let Attribution { statements, mentions, .. } = &self.attribution;
        let mut said = statements.get(..self.first_from(offset)).unwrap_or_default();
        let before = mentions.partition_point(|mention| mention.span.start() < offset);
        let mut named = mentions.get(..before).unwrap_or_default();
        std::iter::from_fn(move || {
            while let Some((_, rest)) = named.split_last().filter(|(mention, _)| !is_suggested(mention)) {
                named = rest;
            }
            let by_mention = match (said.last(), named.last()) {
                (None, None) => return None,
                (Some(said), Some(named)) => named.span.start() >= start(said),
                (said, _) => said.is_none(),
            };
            Some(if by_mention {
                named = named.split_last().map_or(&[], |(_, rest)| rest);
                Suggestion::Mention(named.len())
            } else {
                said = said.split_last().map_or(&[], |(_, rest)| rest);
                Suggestion::Statement(said.len())
            })
        })
    }

    /// Where a suggestion is; empty for an index out of range.
    pub fn place(&self, suggestion: Suggestion) -> &[Span] {
        match suggestion {
            Suggestion::Statement(index) => self.statement(index).map_or(&[], |said| &said.content),
            Suggestion::Mention(index) => {
                self.attribution.mentions.get(index).map_or(&[], |named| std::slice::from_ref(&named.span))
            }
        }
    }

    /// What a tag set says that it takes: "person", "statement".
    pub fn kind(&self, suggestion: Suggestion) -> &'static str {
        match suggestion {
            Suggestion::Statement(_) => "statement",
            Suggestion::Mention(index) => {
                self.attribution.mentions.get(index).map_or("", |named| kind_name(named.kind))
            }
        }
    }
}

/// What a tag set calls that kind of entity.
pub fn kind_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
        EntityKind::Date => "date",
        EntityKind::Unnamed => "unnamed",
    }
}

/// Whether a mention is suggested for tagging: names are, pronouns and descriptions are not.
pub fn is_suggested(mention: &Mention) -> bool {
    mention.form == MentionForm::Name && mention.kind != EntityKind::Unnamed
}

/// The first byte of what was said.
pub(in crate::app) fn start(statement: &Statement) -> usize {
    statement.content.first().map_or(0, |span| span.start())
}
