//! The document as a whole: mentions, pronouns, and statements with their sources.

use super::colon::Announced;
use super::draft::{Draft, Rule, Speaker};
use super::entities::Entities;
use super::findings::Findings;
use super::lexicon::{Class, Lexicon};
use super::names::Gender;
use super::phrases::PhraseForm;
use super::{
    Attribution, EntityId, EntityKind, Evidence, Few, Mention, MentionForm, Reason, Statement, StatementKind,
};
use crate::article::Span;

/// How many subjects back a pronoun may reach, and how far, in bytes.
const SUBJECTS: usize = 12;
const PRONOUN_REACH: usize = 2_000;

/// What the paragraph before leaves for a quotation at the start of the next one.
#[derive(Clone, Copy, Default, Debug)]
struct Before {
    /// The last statement, where it is quoted and stands at the end.
    statement: Option<usize>,
    /// Whether its quotation goes on.
    open: bool,
    announced: Option<(Announced, Option<EntityId>)>,
}

/// What the paragraphs so far add up to.
#[derive(Debug)]
pub(super) struct Document<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    entities: Entities,
    attribution: Attribution,
    /// Who was the subject of a sentence or spoke, newest last.
    subjects: Vec<(EntityId, Span)>,
    /// The mentions of a paragraph that are no names, kept for their buffer.
    further: Vec<Mention>,
    /// Where the mentions of the current paragraph start.
    paragraph: usize,
    before: Before,
}

impl<'a> Document<'a> {
    pub(super) fn new(text: &'a str, lexicon: &'a Lexicon) -> Self {
        Self {
            text,
            lexicon,
            entities: Entities::default(),
            attribution: Attribution::default(),
            subjects: Vec::new(),
            further: Vec::new(),
            paragraph: 0,
            before: Before::default(),
        }
    }

    /// Adds what the next paragraph holds, and empties `findings`.
    pub(super) fn add(&mut self, findings: &mut Findings) {
        findings.asides.sort_by_key(|aside| aside.span);
        self.attribution.asides.append(&mut findings.asides);
        self.paragraph = self.attribution.mentions.len();
        for name in findings.names.drain(..) {
            let entity = self.entities.named(self.text, &name);
            let kind = self.entities.get(entity).map_or(name.kind, |entity| entity.kind);
            self.attribution.mentions.push(Mention {
                span: name.span,
                kind,
                form: MentionForm::Name,
                entity: Some(entity),
            });
        }
        let mut further = std::mem::take(&mut self.further);
        let mut subjects = findings.subjects.drain(..).peekable();
        let first = self.attribution.statements.len();
        for draft in findings.drafts.drain(..) {
            while let Some((_, subject)) = subjects.next_if(|(sentence, _)| *sentence <= draft.sentence) {
                self.subject(&subject);
            }
            self.statement(draft, &mut further);
        }
        for (_, subject) in subjects {
            self.subject(&subject);
        }
        let start = |statement: &Statement| statement.content.first().map_or(0, |span| span.start());
        if let Some(paragraph) = self.attribution.statements.get_mut(first..)
            && !paragraph.is_sorted_by_key(start)
        {
            paragraph.sort_by_key(start);
        }
        let announced = findings.announced.take().map(|announced| {
            let source = match announced.speaker.form {
                PhraseForm::Pronoun => self.pronoun(announced.speaker.span, &[]).map(|(id, _)| id),
                _ => self.mentioned(announced.speaker.names),
            };
            (announced, source)
        });
        let last = self
            .attribution
            .statements
            .len()
            .checked_sub(1)
            .filter(|&last| last >= first || findings.open && self.before.open);
        let quoted = last.filter(|&last| {
            self.attribution
                .statements
                .get(last)
                .is_some_and(|statement| statement.kind != StatementKind::Indirect)
        });
        self.before = Before { statement: quoted, open: findings.open, announced };
        further.sort_by_key(|mention| mention.span);
        self.keep_beside_names(&mut further);
        self.attribution.mentions.append(&mut further);
        self.further = further;
        if let Some(paragraph) = self.attribution.mentions.get_mut(self.paragraph..) {
            paragraph.sort_by_key(|mention| mention.span);
        }
    }

    /// Leaves of the sorted mentions in `further` what no name of the paragraph holds: of "Tarn’s
    /// harbour board" the "harbour board".
    fn keep_beside_names(&self, further: &mut Vec<Mention>) {
        let mut names = self.attribution.mentions.get(self.paragraph..).unwrap_or_default().iter().peekable();
        let mut end = 0;
        further.retain_mut(|mention| {
            let mut start = mention.span.start().max(end);
            while names.next_if(|name| name.span.end() <= start).is_some() {}
            let mut ahead = names.clone();
            while let Some(name) = ahead.next_if(|name| name.span.start() < mention.span.end()) {
                start = name.span.end();
            }
            let rest = Span::new(start, mention.span.end()).of(self.text);
            let mut word = rest.trim_start_matches(['\'', '’']);
            while let Some(behind) = word.strip_prefix("s ") {
                word = behind;
            }
            let word = word.trim_start();
            let span = Span::new(mention.span.end() - word.len().min(mention.span.len()), mention.span.end());
            let whole = span == mention.span || mention.form == MentionForm::Description;
            let keep = whole && !span.is_empty() && span.start() >= mention.span.start();
            if keep {
                mention.span = span;
                end = span.end();
            }
            keep
        });
    }

    /// The attribution of the whole document.
    pub(super) fn finish(self) -> Attribution {
        let mut attribution = self.attribution;
        let (entities, moved) = self.entities.finish();
        let place = |entity: Option<EntityId>| entity.and_then(|id| moved.get(id.index()).copied().flatten());
        for statement in &mut attribution.statements {
            statement.source = place(statement.source);
        }
        attribution.mentions.retain_mut(|mention| {
            mention.entity = place(mention.entity);
            if let Some(entity) = mention.entity.and_then(|id| entities.get(id.index()))
                && mention.form == MentionForm::Name
                && entity.kind != EntityKind::Unnamed
            {
                mention.kind = entity.kind;
            }
            mention.entity.is_some()
        });
        attribution.entities = entities;

        attribution
    }

    /// Remembers the subject of a sentence for the pronouns that follow.
    fn subject(&mut self, subject: &Speaker) {
        let source = match subject.form {
            PhraseForm::Name | PhraseForm::Relative => self.mentioned(subject.names),
            PhraseForm::Pronoun => self.pronoun(subject.span, &[]).map(|(id, _)| id),
            PhraseForm::Description => None,
        };
        if let Some(id) = source {
            self.remember(id, subject.span);
        }
    }

    fn remember(&mut self, id: EntityId, span: Span) {
        if self.subjects.len() >= SUBJECTS {
            self.subjects.remove(0);
        }
        self.subjects.push((id, span));
    }

    /// Turns a draft into a statement.
    fn statement(&mut self, mut draft: Draft, further: &mut Vec<Mention>) {
        let mut carried = None;
        // Whether the speaker stands in the paragraph before, whose mentions are complete.
        let mut stands_before = false;
        if draft.rule == Rule::Unattributed && draft.sentence == 0 {
            let before = std::mem::take(&mut self.before);
            let previous = before.statement.and_then(|index| self.attribution.statements.get_mut(index));
            match (before.announced, previous) {
                (Some((announced, source)), _) => {
                    draft.speaker = Some(announced.speaker);
                    draft.cue = announced.cue;
                    draft.rule = Rule::Colon;
                    carried = source;
                    stands_before = true;
                }
                (None, Some(previous)) if before.open => {
                    previous.content.extend(draft.content);
                    in_order(&mut previous.content);
                    self.before.open = true;
                    return;
                }
                (None, Some(previous)) if previous.speaker.is_some() => {
                    carried = previous.source;
                    draft.rule = Rule::Continuation;
                    draft.speaker = previous.speaker.map(|span| Speaker {
                        span,
                        names: span,
                        head: span,
                        form: PhraseForm::Name,
                    });
                }
                _ => {}
            }
        }
        let mut resolution = None;
        in_order(&mut draft.content);
        let mut source = None;
        if let Some(speaker) = &draft.speaker {
            source = carried.or_else(|| self.source(speaker, &draft, &mut resolution));
            if let Some(id) = source {
                self.entities.speaks(id);
                self.remember(id, speaker.span);
                let form = match speaker.form {
                    PhraseForm::Name => None,
                    PhraseForm::Pronoun | PhraseForm::Relative => Some(MentionForm::Pronoun),
                    PhraseForm::Description => Some(MentionForm::Description),
                };
                if let Some(form) = form.filter(|_| carried.is_none() && !stands_before) {
                    let kind = self.entities.get(id).map_or(EntityKind::Unnamed, |entity| entity.kind);
                    further.push(Mention { span: speaker.span, kind, form, entity: Some(id) });
                }
            }
        }
        let confidence = confidence(&draft, source);
        self.attribution.statements.push(Statement {
            kind: draft.kind,
            content: draft.content,
            cue: draft.cue,
            speaker: draft.speaker.map(|speaker| speaker.span),
            audience: draft.audience,
            source,
            confidence,
            rule: draft.rule,
            resolution,
        });
    }

    /// Whom a speaker stands for.
    fn source(
        &mut self,
        speaker: &Speaker,
        draft: &Draft,
        resolution: &mut Option<Evidence>,
    ) -> Option<EntityId> {
        match speaker.form {
            PhraseForm::Name => self.mentioned(speaker.names).or_else(|| Some(self.describe(speaker))),
            PhraseForm::Relative => self.mentioned(speaker.names).or_else(|| {
                let id =
                    self.entities.described(speaker.names.of(self.text), EntityKind::Unnamed, false, true);
                Some(id)
            }),
            PhraseForm::Pronoun => {
                let (id, span) = self.pronoun(speaker.span, &draft.content)?;
                *resolution = Some(Evidence { reason: Reason::LastSubject, span });
                Some(id)
            }
            PhraseForm::Description if speaker.names != speaker.span => {
                let id = self.mentioned(speaker.names)?;
                let office = Span::new(speaker.span.start(), speaker.names.start()).of(self.text);
                self.entities.hold_office(office.trim().trim_end_matches(','), id);
                *resolution = Some(Evidence { reason: Reason::NameBeside, span: speaker.names });
                Some(id)
            }
            PhraseForm::Description => Some(self.describe(speaker)),
        }
    }

    /// The entity of a description.
    fn describe(&mut self, speaker: &Speaker) -> EntityId {
        let phrase = speaker.span.of(self.text);
        let head = self.lexicon.class_of_word(speaker.head.of(self.text));
        let kind = if head.has(Class::BODY) { EntityKind::Organisation } else { EntityKind::Unnamed };
        let definite = phrase.starts_with("the ") || phrase.starts_with("The ");
        let human = head.has(Class::ROLE);
        self.entities.described(phrase, kind, definite, human)
    }

    /// The entity of the last name of the current paragraph in `span`.
    fn mentioned(&self, span: Span) -> Option<EntityId> {
        let mentions = self.attribution.mentions.get(self.paragraph..).unwrap_or_default();
        let behind = mentions.partition_point(|mention| mention.span.start() < span.end());
        let before = mentions.get(..behind).unwrap_or_default();
        let mut inside = before.iter().rev().take_while(|mention| mention.span.overlaps(span));
        let person = inside.clone().find(|mention| mention.kind == EntityKind::Person);
        person.or(inside.next()).and_then(|mention| mention.entity)
    }

    /// Whom the pronoun at `span` stands for, and where that one was a subject. Subjects inside
    /// `content` do not count: they are spoken of.
    fn pronoun(&mut self, span: Span, content: &[Span]) -> Option<(EntityId, Span)> {
        let word = span.of(self.text);
        let class = self.lexicon.class_of_word(word);
        let is = |other: &str| word.eq_ignore_ascii_case(other);
        let gender = match () {
            () if class.has(Class::HE) || is("him") || is("his") => Gender::Male,
            () if class.has(Class::SHE) || is("her") => Gender::Female,
            () if class.has(Class::IT) => return self.last_group(span, content, false),
            () if class.has(Class::THEY) => return self.last_group(span, content, true),
            () => return None,
        };
        let before = |candidate: Span| {
            candidate.end() <= span.start()
                && span.start() - candidate.start() <= PRONOUN_REACH
                && !content.iter().any(|content| content.covers(candidate))
        };
        let fits = |id: EntityId| self.entities.can_be_person(id) && self.entities.gender(id).agrees(gender);
        let subject =
            self.subjects.iter().rev().copied().find(|&(id, candidate)| before(candidate) && fits(id));
        let found = subject.or_else(|| {
            let mentions = self.attribution.mentions.iter().rev().take(SUBJECTS * 2);
            mentions
                .filter(|mention| before(mention.span))
                .filter_map(|mention| Some((mention.entity?, mention.span)))
                .find(|&(id, _)| fits(id))
        })?;
        self.entities.set_gender(found.0, gender);
        Some(found)
    }

    /// The body that was last a subject, for "it"; with `people` also a description of people, for
    /// "they".
    fn last_group(&self, span: Span, content: &[Span], people: bool) -> Option<(EntityId, Span)> {
        self.subjects.iter().rev().copied().find(|&(id, candidate)| {
            candidate.end() <= span.start()
                && !content.iter().any(|content| content.covers(candidate))
                && span.start() - candidate.start() <= PRONOUN_REACH
                && self.entities.is_group(id, people)
        })
    }
}

/// Puts the spans of a content in the order of the text, and drops what an earlier one holds.
fn in_order(content: &mut Few<Span>) {
    if !content.is_sorted() {
        content.sort();
    }
    let mut end = 0;
    content.retain(|span| {
        let apart = span.start() >= end;
        end = end.max(span.end());
        apart
    });
}

/// How sure a draft is, in percent: what its rule is worth, less what is guessed of its speaker.
fn confidence(draft: &Draft, source: Option<EntityId>) -> u8 {
    let worth = draft.rule.worth();
    match draft.speaker.map(|speaker| speaker.form) {
        // "It was announced that …" has no speaker to find.
        None if draft.rule == Rule::Passive => worth,
        // Most such statements do name their speaker: somewhere else.
        None if draft.cue.is_some() => 15,
        None => 5,
        Some(PhraseForm::Relative) => worth.saturating_sub(28),
        Some(PhraseForm::Pronoun) => worth.saturating_sub(if source.is_some() { 4 } else { 20 }),
        Some(PhraseForm::Name | PhraseForm::Description) => worth,
    }
}
