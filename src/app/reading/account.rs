//! Who said what as it stands: what the machine found, as people decided on it, and what they added.

use std::collections::{HashMap, HashSet};

use super::findings::{Findings, Role, Suggestion};
use super::voices::{Seats, Voices};
use crate::annotation::{Id, Record, Tag};
use crate::app::model::Model;
use crate::app::review::correcting::KIND;
use crate::app::review::{self, CORRECTED, Decision, Review, suggesting};
use crate::article::Span;
use crate::attribution::StatementKind;
use crate::config::TagSet;
use crate::exchange::quotes::kind_name;

/// The kinds of statement, in the order in which they are shown.
pub const KINDS: [StatementKind; 3] = [StatementKind::Direct, StatementKind::Mixed, StatementKind::Indirect];

/// All statements of an article as they stand on its record. What was rejected is not among them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Account {
    /// Who says something, as corrected on the record.
    pub voices: Voices,
    /// What was said, ordered by the start of the first stretch.
    pub said: Vec<Said>,
    /// Which suggestions are decided.
    pub review: Review,
    /// How many suggestions there are.
    pub suggested: usize,
}

/// One thing that somebody said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// Where, in bytes of the text and in its order.
    pub at: Vec<Span>,
    /// The index of who said it among [`Account::voices`]; `None` where nobody is known.
    pub voice: Option<usize>,
    /// How it is reported.
    pub kind: StatementKind,
    /// Who says so.
    pub standing: Standing,
    /// The index of the machine's statement; `None` for one that only a person found.
    pub statement: Option<usize>,
    /// The tag that it is on the record.
    pub tag: Option<Id>,
}

/// Who says that something was said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// The machine, and nobody decided it.
    Suggested,
    /// The machine, and a person accepted it.
    Accepted,
    /// A person, otherwise than the machine.
    Corrected,
    /// A person alone.
    Made,
}

impl Standing {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Suggested => "suggested",
            Self::Accepted => "accepted",
            Self::Corrected => "corrected",
            Self::Made => "made by hand",
        }
    }
}

impl Account {
    /// What `record` makes of `findings`. The time grows with both: it is no work for a key.
    pub fn new(findings: &Findings, record: &Record, tag_set: &TagSet) -> Self {
        let review = Review::new(findings, record, tag_set);
        let suggested = Review::new(findings, &Record::default(), tag_set).left();
        let mut voices = Voices::new(findings, Seats::default());
        for index in review.decided_statements() {
            let name = suggesting::voice(index, findings, record, tag_set);
            voices.set(index, name.as_deref());
        }
        let mut account = Self { voices, review, suggested, said: Vec::new() };
        let mut tagged = HashSet::new();
        for index in 0..findings.attribution().statements.len() {
            let Account { review, voices, .. } = &account;
            let said = said(index, review, voices, findings, record, tag_set);
            // One tag may stand for what the machine takes for two statements.
            let is_new = |said: &Said| said.tag.as_ref().is_none_or(|tag| tagged.insert(tag.clone()));
            account.said.extend(said.filter(is_new));
        }
        account.add_made(record, tag_set, &tagged);
        account.said.sort_by_key(|said| said.at.first().copied());
        account
    }

    /// Adds the statements on the record that the machine did not find.
    fn add_made(&mut self, record: &Record, tag_set: &TagSet, known: &HashSet<Id>) {
        let Some(label) = tag_set.taking("statement") else { return };
        let rows = self.voices.rows().iter().enumerate();
        let mut rows: HashMap<String, usize> = rows.map(|(row, voice)| (voice.name.clone(), row)).collect();
        for tag in record.tags().filter(|tag| tag.label == label.name && !known.contains(&tag.id)) {
            let source = tag.entity.as_ref().and_then(|id| record.entity(id));
            let voice = source.map(|source| {
                *rows.entry(source.name.clone()).or_insert_with(|| self.voices.add(&source.name))
            });
            self.said.push(self::tagged(tag, voice, StatementKind::Indirect, record));
        }
    }
}

/// The machine's statement of that index as it stands; `None` where it was rejected.
pub(in crate::app) fn said(
    index: usize,
    review: &Review,
    voices: &Voices,
    findings: &Findings,
    record: &Record,
    tag_set: &TagSet,
) -> Option<Said> {
    let found = findings.statement(index)?;
    let suggestion = Suggestion::Statement(index);
    let is_decided = review.is_decided(suggestion);
    let decision = is_decided.then(|| review::decision(suggestion, findings, record, tag_set)).flatten();
    let (voice, statement) = (voices.of(index), Some(index));
    match decision {
        Some(Decision::Verdict(_)) => None,
        Some(Decision::Tag(tag)) => Some(Said { statement, ..tagged(tag, voice, found.kind, record) }),
        None => Some(Said {
            at: found.content.to_vec(),
            voice,
            kind: found.kind,
            standing: Standing::Suggested,
            statement,
            tag: None,
        }),
    }
}

/// The statement that a tag is; `otherwise` is its kind where the tag does not say it.
pub(in crate::app) fn tagged(
    tag: &Tag,
    voice: Option<usize>,
    otherwise: StatementKind,
    record: &Record,
) -> Said {
    Said {
        at: tag.at.clone(),
        voice,
        kind: kind(tag).unwrap_or(otherwise),
        standing: standing(tag, record),
        statement: None,
        tag: Some(tag.id.clone()),
    }
}

/// What kind of statement a tag says that it is.
fn kind(tag: &Tag) -> Option<StatementKind> {
    let told = tag.attributes.get(KIND)?;
    KINDS.into_iter().find(|&kind| kind_name(kind) == told)
}

fn standing(tag: &Tag, record: &Record) -> Standing {
    let is_corrected = record.verdicts_of(&tag.id).any(|verdict| verdict.verdict == CORRECTED);
    match &tag.origin {
        _ if is_corrected => Standing::Corrected,
        Some(_) => Standing::Accepted,
        None => Standing::Made,
    }
}

impl Model {
    /// The statements that reach into `span`, as they stand, ordered by where they begin. What was
    /// rejected is not among them. The index of who said it is among [`Model::voices`].
    pub fn said_in(&self, span: Span) -> Vec<Said> {
        let Model { review, voices, record, tag_set, .. } = self;
        let Some(findings) = self.findings.as_deref() else { return Vec::new() };
        let pieces = findings.pieces_in(span).filter(|piece| piece.role == Role::Content);
        let mut found: Vec<usize> = pieces.map(|piece| piece.statement()).collect();
        found.sort_unstable();
        found.dedup();
        let found =
            found.into_iter().filter_map(|index| said(index, review, voices, findings, record, tag_set));
        let mut all: Vec<Said> = found.collect();
        let known: HashSet<Id> = all.iter().filter_map(|said| said.tag.clone()).collect();
        let label = tag_set.taking("statement").map(|label| label.name.as_str());
        let made = record.tags_in(span).filter(|tag| Some(tag.label.as_str()) == label);
        for tag in made.filter(|tag| !known.contains(&tag.id)) {
            let source = tag.entity.as_ref().and_then(|id| record.entity(id));
            let voice = source.and_then(|source| voices.named(&source.name));
            all.push(tagged(tag, voice, StatementKind::Indirect, record));
        }
        all.retain(|said| said.at.iter().any(|at| at.overlaps(span)));
        all.sort_by_key(|said| said.at.first().copied());
        all
    }

    /// Who says `said`: the source, or else the speaker as the text has it; `None` for nobody known.
    pub fn name_of(&self, said: &Said) -> Option<&str> {
        let tag = said.tag.as_ref().and_then(|id| self.record.tag(id));
        let entity = tag.and_then(|tag| self.record.entity(tag.entity.as_ref()?));
        let voice = said.voice.and_then(|voice| self.voices.rows().get(voice));
        let found = || self.findings.as_deref()?.statement(said.statement?)?.speaker;
        let named = entity.map(|entity| entity.name.as_str()).or(voice.map(|voice| voice.name.as_str()));
        named.or_else(|| found().map(|speaker| speaker.of(self.article.text())))
    }
}
