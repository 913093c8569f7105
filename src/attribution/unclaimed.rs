//! Quotations that no cue claims: those that go on from an earlier one, those whose speaker was the
//! subject before, quoted words, and scare quotes.

use super::draft::{Draft, Rule, Speaker};
use super::sentence::Sentence;
use super::statements::main_subject;
use super::tags;
use super::tokens::Kind;
use super::{Aside, AsideKind, Few, StatementKind};

/// Drafts or sets aside the quotations that no cue of the sentence claimed.
pub(super) fn read(
    sentence: &Sentence<'_>,
    number: usize,
    subject: Option<Speaker>,
    first: usize,
    drafts: &mut Vec<Draft>,
    asides: &mut Vec<Aside>,
) {
    let alone = || sentence.items.iter().all(|item| !matches!(item.kind, Kind::Word | Kind::Number));
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
            content: Few::one(item.span),
            cue: None,
            speaker: None,
            audience: None,
            rule: Rule::Unattributed,
            sentence: number,
        };
        if alone() {
            // “…,” he said. “…”: the quotation goes on where no other sentence comes between.
            let previous = drafts.last_mut().filter(|draft| {
                draft.kind != StatementKind::Indirect
                    && draft.rule != Rule::QuotedWords
                    && draft.sentence + 1 >= number
            });
            if let Some(previous) = previous {
                previous.content.push(item.span);
                previous.sentence = number;
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
        if let Some(phrase) = tags::signed(sentence, index) {
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
