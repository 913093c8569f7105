//! The picture of an article in figures: how much each source says, where, and how.

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};

use super::account::{Account, KINDS, Said};
use super::findings::Findings;
use super::voices::Voice;
use crate::annotation::Record;
use crate::article::{Article, Span};
use crate::config::TagSet;

/// How many stretches an article is divided into to show who speaks where: enough for any width, for
/// columns are made of them.
const STRETCHES: usize = 960;

/// An article in figures. It is made once for a record, behind the screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Overview {
    /// Who says something, the most words first; nobody known comes last.
    pub sources: Vec<Portion>,
    /// How many words the article has.
    pub words: usize,
    /// How many of them are said by somebody, each counted once.
    pub quoted: usize,
    /// How much there is of each of [`KINDS`].
    pub kinds: [Tally; 3],
    /// The labels with their tags, the most frequent first.
    pub labels: Vec<Labelled>,
    /// How many suggestions are decided.
    pub reviewed: usize,
    /// How many suggestions there are.
    pub suggested: usize,
}

/// How much one source says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Portion {
    /// Its name; `None` for nobody known.
    pub name: Option<String>,
    /// The letters that stand for it.
    pub marker: String,
    /// Its index among the sources, for its colour.
    pub voice: Option<usize>,
    /// How much there is of each of [`KINDS`].
    pub kinds: [Tally; 3],
    /// Where it first says something, in bytes.
    pub first: usize,
    /// The stretches of the article in which it speaks, with how many bytes of each, in order.
    places: Vec<(u16, u32)>,
}

/// How much was said.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Statements.
    pub statements: usize,
    /// The words in them.
    pub words: usize,
}

/// How many tags a label has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Labelled {
    /// The label.
    pub label: String,
    /// How many were made or changed by hand.
    pub made: usize,
    /// How many were accepted from suggestions as they were.
    pub accepted: usize,
}

impl Labelled {
    /// All its tags.
    pub fn count(&self) -> usize {
        self.made + self.accepted
    }
}

impl Portion {
    /// All its words.
    pub fn words(&self) -> usize {
        self.kinds.iter().map(|tally| tally.words).sum()
    }

    /// All its statements.
    pub fn statements(&self) -> usize {
        self.kinds.iter().map(|tally| tally.statements).sum()
    }

    /// How much of each of `width` columns of a text of `length` bytes it says, in eighths, rounded up.
    pub fn columns(&self, width: usize, length: usize) -> Vec<u8> {
        let mut bytes = vec![0_usize; width];
        for &(stretch, count) in &self.places {
            let column = usize::from(stretch) * width / STRETCHES;
            if let Some(sum) = bytes.get_mut(column) {
                *sum += count as usize;
            }
        }
        let column = (length / width.max(1)).max(1);
        let eighths = bytes.into_iter().map(|bytes| (bytes * 8).div_ceil(column).min(8));
        eighths.map(|eighths| u8::try_from(eighths).unwrap_or(8)).collect()
    }
}

impl Overview {
    /// Counts what `account` says of `article`. The time grows with the text: it is no work for a key.
    pub fn new(article: &Article, account: &Account, record: &Record) -> Self {
        let text = article.text();
        let mut overview = Self {
            words: count_words(text),
            quoted: quoted(text, &account.said),
            reviewed: account.suggested.saturating_sub(account.review.left()),
            suggested: account.suggested,
            labels: labels(record),
            ..Self::default()
        };
        let row = |(index, voice): (usize, &Voice)| Portion {
            name: Some(voice.name.clone()),
            marker: voice.marker.clone(),
            voice: Some(index),
            ..Portion::default()
        };
        let mut sources: Vec<Portion> = account.voices.rows().iter().enumerate().map(row).collect();
        let nobody = sources.len();
        sources.push(Portion { marker: "–".to_owned(), ..Portion::default() });
        for said in &account.said {
            let words: usize = said.at.iter().map(|span| count_words(span.of(text))).sum();
            let kind = KINDS.iter().position(|&kind| kind == said.kind).unwrap_or(0);
            let Some(source) = sources.get_mut(said.voice.unwrap_or(nobody)) else { continue };
            if source.statements() == 0 {
                source.first = said.at.first().map_or(0, |span| span.start());
            }
            for tally in [&mut source.kinds[kind], &mut overview.kinds[kind]] {
                tally.statements += 1;
                tally.words += words;
            }
            said.at.iter().for_each(|&span| place(&mut source.places, span, text.len()));
        }
        sources.retain(|source| source.statements() > 0);
        sources.sort_by_key(|source| (source.name.is_none(), std::cmp::Reverse(source.words())));
        overview.sources = sources;
        overview
    }
}

/// How many words `text` has: what stands between spaces and holds a letter or a digit.
fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// How many words at least one statement covers.
fn quoted(text: &str, said: &[Said]) -> usize {
    let mut spans: Vec<Span> = said.iter().flat_map(|said| said.at.iter().copied()).collect();
    spans.sort_unstable();
    let mut end = 0;
    let fresh = spans.into_iter().map(|span| {
        let fresh = Span::new(span.start().max(end), span.end());
        end = end.max(span.end());
        count_words(fresh.of(text))
    });
    fresh.sum()
}

/// How many tags each label has, the most frequent first.
fn labels(record: &Record) -> Vec<Labelled> {
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for tag in record.tags() {
        let is_accepted = tag.origin.is_some() && record.verdicts_of(&tag.id).next().is_none();
        counts.entry(&tag.label).or_default()[usize::from(is_accepted)] += 1;
    }
    let labelled = counts.into_iter().map(|(label, [made, accepted])| Labelled {
        label: label.to_owned(),
        made,
        accepted,
    });
    let mut labels: Vec<Labelled> = labelled.collect();
    labels.sort_by_key(|label| std::cmp::Reverse(label.count()));
    labels
}

/// Adds a span of a text of `length` bytes to the stretches that it lies in.
fn place(places: &mut Vec<(u16, u32)>, span: Span, length: usize) {
    let stretch = |offset: usize| (offset * STRETCHES / length.max(1)).min(STRETCHES - 1);
    let mut start = span.start();
    while start < span.end() {
        let at = stretch(start);
        let next = ((at + 1) * length).div_ceil(STRETCHES);
        let end = if at + 1 == STRETCHES { span.end() } else { next.clamp(start + 1, span.end()) };
        let bytes = u32::try_from(end - start).unwrap_or(u32::MAX);
        let at = u16::try_from(at).unwrap_or(u16::MAX);
        match places.last_mut() {
            Some((last, sum)) if *last == at => *sum = sum.saturating_add(bytes),
            _ => places.push((at, bytes)),
        }
        start = end;
    }
}

/// What an [`Overview`] is made from. It is not wanted any more once nobody holds its ticket.
#[derive(Clone, Debug)]
pub struct Summary {
    article: Arc<Article>,
    findings: Arc<Findings>,
    record: Record,
    tag_set: TagSet,
    wanted: Weak<()>,
}

/// An overview that was asked for.
#[derive(Debug)]
pub struct Summed {
    /// The figures.
    pub(in crate::app) overview: Overview,
    wanted: Weak<()>,
}

impl Summed {
    /// Whether it is what the holder of `ticket` waits for.
    pub(in crate::app) fn answers(&self, ticket: &Arc<()>) -> bool {
        std::ptr::eq(self.wanted.as_ptr(), Arc::as_ptr(ticket))
    }
}

impl Summary {
    /// Asks for the overview of `article`, for the holder of `ticket`.
    pub(in crate::app) fn new(
        article: Arc<Article>,
        findings: Arc<Findings>,
        record: Record,
        tag_set: TagSet,
        ticket: &Arc<()>,
    ) -> Self {
        Self { article, findings, record, tag_set, wanted: Arc::downgrade(ticket) }
    }

    /// Counts; `None` where nobody wants to know any more. The time is linear in the text.
    pub fn run(self) -> Option<Summed> {
        let is_wanted = || self.wanted.strong_count() > 0;
        let account = is_wanted().then(|| Account::new(&self.findings, &self.record, &self.tag_set))?;
        let overview = is_wanted().then(|| Overview::new(&self.article, &account, &self.record))?;
        Some(Summed { overview, wanted: self.wanted })
    }
}
