//! Who said what as it stands: what the machine found, as people decided on it, and what they added.

use std::collections::{HashMap, HashSet};

use super::findings::{Findings, Suggestion};
use super::voices::Voices;
use crate::annotation::{Id, Record, Tag};
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
        let mut voices = Voices::new(findings);
        for index in review.decided_statements() {
            let name = suggesting::voice(index, findings, record, tag_set);
            voices.set(index, name.as_deref());
        }
        let mut account = Self { voices, review, suggested, said: Vec::new() };
        let mut tagged = HashSet::new();
        for (index, found) in findings.attribution().statements.iter().enumerate() {
            let suggestion = Suggestion::Statement(index);
            let is_decided = account.review.is_decided(suggestion);
            let decision =
                is_decided.then(|| review::decision(suggestion, findings, record, tag_set)).flatten();
            let voice = account.voices.of(index);
            match decision {
                Some(Decision::Verdict(_)) => {}
                // One tag may stand for what the machine takes for two statements.
                Some(Decision::Tag(tag)) if !tagged.insert(tag.id.clone()) => {}
                Some(Decision::Tag(tag)) => account.said.push(Said {
                    at: tag.at.clone(),
                    voice,
                    kind: kind(tag).unwrap_or(found.kind),
                    standing: standing(tag, record),
                    statement: Some(index),
                    tag: Some(tag.id.clone()),
                }),
                None => account.said.push(Said {
                    at: found.content.to_vec(),
                    voice,
                    kind: found.kind,
                    standing: Standing::Suggested,
                    statement: Some(index),
                    tag: None,
                }),
            }
        }
        account.add_made(record, tag_set, &tagged);
        account.said.sort_by_key(|said| said.at.first().copied());
        account
    }

    /// Adds the statements on the record that the machine did not find.
    fn add_made(&mut self, record: &Record, tag_set: &TagSet, tagged: &HashSet<Id>) {
        let Some(label) = tag_set.taking("statement") else { return };
        let rows = self.voices.rows().iter().enumerate();
        let mut rows: HashMap<String, usize> = rows.map(|(row, voice)| (voice.name.clone(), row)).collect();
        for tag in record.tags().filter(|tag| tag.label == label.name && !tagged.contains(&tag.id)) {
            let source = tag.entity.as_ref().and_then(|id| record.entity(id));
            let voice = source.map(|source| {
                *rows.entry(source.name.clone()).or_insert_with(|| self.voices.add(&source.name))
            });
            self.said.push(Said {
                at: tag.at.clone(),
                voice,
                kind: kind(tag).unwrap_or(StatementKind::Indirect),
                standing: standing(tag, record),
                statement: None,
                tag: Some(tag.id.clone()),
            });
        }
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
