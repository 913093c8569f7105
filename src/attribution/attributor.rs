//! From an article to its attribution: paragraph by paragraph, then the document as a whole.

use std::ops::Range;

use super::colon::{self, Announced};
use super::cues::cue_at;
use super::document::{Document, Findings};
use super::draft::{Draft, Rule, Speaker};
use super::lexicon::Lexicon;
use super::names;
use super::phrases::Sentence;
use super::quotations::{self, Quotation};
use super::statements::{self, main_subject};
use super::tokens::{Case, Kind, Token, tokenise};
use super::{Aside, AsideKind, Attribution, StatementKind, outline};
use crate::article::{Article, Block, BlockKind};

/// Finds who said what, by the words that its lexicon knows.
#[derive(Clone, Debug)]
pub struct Attributor {
    lexicon: Lexicon,
}

impl Attributor {
    /// An attributor that goes by `lexicon`.
    pub fn new(lexicon: Lexicon) -> Self {
        Self { lexicon }
    }

    /// Finds the statements, names and asides of `article`. The same article gives the same
    /// attribution.
    pub fn attribute(&self, article: &Article) -> Attribution {
        let text = article.text();
        let mut scratch = Scratch::default();
        let mut document = Document::new(text, &self.lexicon);
        for block in article.blocks() {
            self.paragraph(text, block, &mut scratch);
            document.add(&mut scratch.findings);
        }
        document.finish()
    }

    fn paragraph(&self, text: &str, block: &Block, scratch: &mut Scratch) {
        let Scratch { tokens, quotations, items, sentences, findings } = scratch;
        let Findings { drafts, names: found, asides, subjects, open, announced } = findings;
        tokens.clear();
        tokenise(text, block.span, &self.lexicon, tokens);
        names::find(text, tokens, &self.lexicon, found);
        quotations::pair(tokens, quotations);
        *open = quotations.last().is_some_and(|last| !last.closed && last.last + 1 >= tokens.len());
        if let Some(draft) = colon::labelled(text, tokens, quotations, block.kind) {
            drafts.push(draft);
            return;
        }
        outline::outline(text, tokens, quotations, items, sentences, asides);
        found.retain(|name| {
            !asides.iter().any(|aside| aside.kind == AsideKind::Title && aside.span.covers(name.span))
        });
        let mut subject: Option<Speaker> = None;
        for (number, range) in sentences.iter().enumerate() {
            let sentence = Sentence { text, items: items.get(range.clone()).unwrap_or_default() };
            let titled = block.kind == BlockKind::Headline && is_titled(sentence.items);
            let first = drafts.len();
            statements::read(&sentence, number, titled, drafts);
            quoted_rest(&sentence, number, subject, first, drafts, asides);
            let main = main_subject(&sentence).map(|phrase| Speaker::new(&sentence, &phrase));
            subjects.extend(main.map(|main| (number, main)));
            subject = drafts
                .get(first..)
                .unwrap_or_default()
                .iter()
                .rev()
                .find_map(|draft| draft.speaker)
                .or(main)
                .or(subject);
            let last = sentence.items.len().checked_sub(1);
            if number + 1 == sentences.len() && last.is_some_and(|last| sentence.is(last, Kind::Colon)) {
                *announced = announce(&sentence, subject);
            }
        }
    }
}

/// Who is about to speak behind a sentence that ends in a colon.
fn announce(sentence: &Sentence<'_>, subject: Option<Speaker>) -> Option<Announced> {
    let cue = (0..sentence.items.len()).rev().find_map(|index| cue_at(sentence, index, false));
    let own = cue
        .as_ref()
        .and_then(|cue| sentence.subject_before(cue.verb))
        .map(|phrase| Speaker::new(sentence, &phrase));
    let cue = cue.map(|cue| sentence.span(&cue.range));
    own.or(subject).map(|speaker| Announced { speaker, cue })
}

/// Whether most words of a headline have a capital.
fn is_titled(items: &[Token]) -> bool {
    let words = items.iter().filter(|item| item.is_word()).count();
    let capitals = items.iter().filter(|item| item.is_word() && item.case != Case::Lower).count();
    words > 2 && capitals * 3 >= words * 2
}

/// Drafts or sets aside the quotations that no cue of the sentence claimed.
fn quoted_rest(
    sentence: &Sentence<'_>,
    number: usize,
    subject: Option<Speaker>,
    first: usize,
    drafts: &mut Vec<Draft>,
    asides: &mut Vec<Aside>,
) {
    let alone = sentence.items.iter().all(|item| !matches!(item.kind, Kind::Word | Kind::Number));
    for (index, item) in sentence.items.iter().enumerate() {
        let Kind::Quote(quoted) = item.kind else { continue };
        if drafts
            .get(first..)
            .unwrap_or_default()
            .iter()
            .any(|draft| draft.content.iter().any(|span| span.covers(item.span)))
        {
            continue;
        }
        let mut draft = Draft {
            kind: StatementKind::Direct,
            content: vec![item.span],
            cue: None,
            speaker: None,
            audience: None,
            rule: Rule::Unattributed,
            sentence: number,
        };
        if alone {
            if let Some(previous) = drafts
                .last_mut()
                .filter(|draft| draft.kind != StatementKind::Indirect && draft.rule != Rule::QuotedWords)
            {
                previous.content.push(item.span);
                if previous.cue.is_none() {
                    previous.rule = Rule::Continuation;
                }
                continue;
            }
            if subject.is_some() {
                draft.speaker = subject;
                draft.rule = Rule::PrecedingSubject;
            }
            drafts.push(draft);
            continue;
        }
        if quoted.words < 4 || quoted.words == 4 && quoted.verbs == 0 {
            asides.push(Aside { span: item.span, kind: AsideKind::ScareQuote });
            continue;
        }
        if let Some(phrase) = statements::signed(sentence, index) {
            draft.speaker = Some(Speaker::new(sentence, &phrase));
            draft.rule = Rule::Signed;
            drafts.push(draft);
            continue;
        }
        let shared = drafts.get(first..).unwrap_or_default().iter().rev().find_map(|draft| draft.speaker);
        let main = main_subject(sentence)
            .filter(|phrase| phrase.range.end <= index)
            .map(|phrase| Speaker::new(sentence, &phrase));
        draft.speaker = shared.or(main);
        draft.rule = Rule::QuotedWords;
        drafts.push(draft);
    }
}

/// Buffers that every paragraph uses anew.
#[derive(Default)]
struct Scratch {
    tokens: Vec<Token>,
    quotations: Vec<Quotation>,
    items: Vec<Token>,
    sentences: Vec<Range<usize>>,
    findings: Findings,
}
