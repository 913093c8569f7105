//! Speakers before a colon: transcripts ("WALTON: …"), headlines ("Mayor: bridge to close"), and
//! names with a quotation behind them.

use super::draft::{Draft, Rule, Speaker};
use super::lexicon::Class;
use super::phrases::PhraseForm;
use super::quotations::Quotation;
use super::sentence::Sentence;
use super::tokens::{Case, Facing, Kind, Mark, Token};
use super::{Few, StatementKind, names};
use crate::article::{BlockKind, Span};

/// How many words a speaker before a colon may have.
const LABEL: usize = 6;

/// The statement of a paragraph that opens with its speaker and a colon.
pub(super) fn labelled(
    text: &str,
    tokens: &[Token],
    quotations: &[Quotation],
    block: BlockKind,
) -> Option<Draft> {
    let marked = matches!(tokens.first()?.kind, Kind::Mark(Mark { facing, .. }) if facing != Facing::Close);
    let start = usize::from(marked);
    let colon = tokens.iter().take(start + LABEL + 1).position(|token| token.kind == Kind::Colon)?;
    let label = tokens.get(start..colon).filter(|label| !label.is_empty())?;
    let content = tokens.get(colon + 1..).filter(|content| !content.is_empty())?;
    let words = label.iter().all(Token::is_word);
    let shouted =
        label.iter().all(|token| token.case == Case::Shouted || token.stopped && token.is_capital());
    let named = label.iter().all(|token| token.is_name_word() || token.has(Class::PARTICLE));
    let opens_quotation = matches!(content.first()?.kind, Kind::Mark(_));
    let head = label.last()?;
    let speaks = head.is_name_word() && !head.class.has(Class::DATE | Class::TIME)
        || head.has(Class::ROLE | Class::BODY | Class::DOCUMENT);
    let verb = label.iter().any(|token| token.has(Class::FINITE | Class::PAST | Class::THIRD));
    let headline = !verb && block == BlockKind::Headline && speaks && content.len() > 2;
    let quoted_name = named && speaks && opens_quotation;
    if !words || !(shouted || headline && !marked || quoted_name && !marked) || names::is_time(text, label) {
        return None;
    }
    let whole = content.first()?.span.union(content.last()?.span);
    let inside =
        quotations.iter().any(|quotation| quotation.open <= colon + 1 && quotation.last + 1 >= tokens.len());
    let kind = match (inside, quotations.is_empty()) {
        (true, _) => StatementKind::Direct,
        (false, true) => StatementKind::Indirect,
        (false, false) => StatementKind::Mixed,
    };
    let sentence = Sentence { text, items: label };
    let span = sentence.span(&(0..label.len()));
    let form = if head.is_name_word() { PhraseForm::Name } else { PhraseForm::Description };
    let colon = tokens.get(colon).map(|colon| colon.span);
    Some(Draft {
        kind,
        content: Few::one(whole),
        cue: colon,
        speaker: Some(Speaker { span, names: span, head: head.bare_span(text), form }),
        audience: None,
        rule: Rule::Colon,
        sentence: 0,
    })
}

/// Who is about to speak where a paragraph ends in a colon: "She added:".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Announced {
    pub(super) speaker: Speaker,
    pub(super) cue: Option<Span>,
}
