//! What the machine found, made quick to ask about a place.

use super::strip::Profile;
use crate::article::Span;
use crate::attribution::{Aside, Attribution, EntityId, EntityKind, Mention, MentionForm, Statement};

/// An attribution with an index by place, so that a frame asks only for what it shows.
#[derive(Debug, Default)]
pub struct Findings {
    attribution: Attribution,
    /// Ordered by start.
    pieces: Vec<Packed>,
    /// For each [`RUN`] of pieces the furthest end of them and all before: it never falls, so the first
    /// run that reaches into a place is found by halving. In 32 bits, as a [`Span`] is.
    reach: Vec<u32>,
    /// How many mentions each entity has.
    mentions: Vec<u32>,
    profile: Profile,
}

/// How many pieces share a furthest end.
const RUN: usize = 16;

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

/// A [`Piece`] as it is kept, for there are millions of them: where it starts, and of which statement it
/// is what. Where it ends is asked of the statement.
#[derive(Clone, Copy, Debug)]
struct Packed {
    start: u32,
    /// The index of the statement, and the role in the lowest two bits.
    part: u32,
}

/// The roles by the number that they are packed as.
const ROLES: [Role; 4] = [Role::Content, Role::Cue, Role::Speaker, Role::Audience];

impl Packed {
    /// A text has less than 2³⁰ statements: it has less than 2³² bytes.
    fn new(span: Span, statement: u32, role: Role) -> Self {
        Self { start: u32::try_from(span.start()).unwrap_or(u32::MAX), part: statement << 2 | role as u32 }
    }

    fn of(self, statements: &[Statement]) -> Option<Piece> {
        let statement = self.part >> 2;
        let role = *ROLES.get((self.part & 3) as usize)?;
        let said = statements.get(statement as usize)?;
        let span = match role {
            Role::Content => {
                let at = said.content.partition_point(|span| span.start() < self.start as usize);
                *said.content.get(at)?
            }
            Role::Cue => said.cue?,
            Role::Speaker => said.speaker?,
            Role::Audience => said.audience?,
        };
        Some(Piece { span, role, statement })
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
        let statements = &attribution.statements;
        let parts = |said: &Statement| [said.cue, said.speaker, said.audience].into_iter().flatten().count();
        let count = statements.iter().map(|said| said.content.len() + parts(said)).sum();
        let mut pieces = Vec::with_capacity(count);
        for (statement, said) in (0_u32..).zip(statements) {
            let part = |span: &Option<Span>, role| span.map(|span| Packed::new(span, statement, role));
            pieces.extend(said.content.iter().map(|&span| Packed::new(span, statement, Role::Content)));
            pieces.extend(part(&said.cue, Role::Cue));
            pieces.extend(part(&said.speaker, Role::Speaker));
            pieces.extend(part(&said.audience, Role::Audience));
        }
        // In place: a stable sort would ask for half as much memory again.
        pieces.sort_unstable_by_key(|piece| (piece.start, piece.part));
        for alike in pieces.chunk_by_mut(|one, next| one.start == next.start) {
            if alike.len() > 1 {
                alike.sort_unstable_by_key(|piece| {
                    (piece.of(statements).map(|piece| piece.span.end()), piece.part)
                });
            }
        }
        let mut furthest = 0;
        let reach = pieces.chunks(RUN).map(|run| {
            let ends = run.iter().filter_map(|piece| piece.of(statements)).map(|piece| piece.span.end());
            furthest = ends.max().unwrap_or(0).max(furthest);
            u32::try_from(furthest).unwrap_or(u32::MAX)
        });
        let reach = reach.collect();
        let mut mentions = vec![0; attribution.entities.len()];
        for entity in attribution.mentions.iter().filter_map(|mention| mention.entity) {
            if let Some(count) = mentions.get_mut(entity.index()) {
                *count += 1;
            }
        }
        let profile = Profile::new(statements, furthest);
        Self { attribution, pieces, reach, mentions, profile }
    }

    /// How much is said where.
    pub(super) fn profile(&self) -> &Profile {
        &self.profile
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
    pub fn pieces_in(&self, span: Span) -> impl Iterator<Item = Piece> {
        let first = self.reach.partition_point(|&reach| reach as usize <= span.start()) * RUN;
        let pieces = self.pieces.get(first..).unwrap_or_default().iter();
        pieces
            .take_while(move |piece| (piece.start as usize) < span.end())
            .filter_map(|piece| piece.of(&self.attribution.statements))
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
        self.mentions.get(entity.index()).map_or(0, |&count| count as usize)
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
        closest.map(|piece| piece.statement())
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
