//! Passives: what was asked, told or announced, often by nobody who is named.

use super::clauses::to_do;
use super::content::{adjuncts, clause_end, is_clause};
use super::cues::Cue;
use super::draft::Rule;
use super::lexicon::Class;
use super::sentence::Sentence;
use super::statements::Reader;
use super::tokens::Kind;

impl Reader<'_, '_> {
    /// "X was told that …", "Asked whether …, X …", "It was announced that …"
    pub(super) fn passive(&mut self, cue: &Cue) {
        let sentence = self.sentence;
        let mut at = cue.range.end;
        let mut speaker = None;
        for _ in 0..2 {
            if sentence.word(at) == "by"
                && speaker.is_none()
                && let Some(phrase) = sentence.subject_after(at + 1)
            {
                at = phrase.range.end;
                speaker = Some(phrase);
            }
            let after = adjuncts(sentence, at).0;
            at = if says_what(sentence, after) { after } else { at };
        }
        let told = sentence.subject_before(cue.verb);
        let announced = told
            .as_ref()
            .is_some_and(|phrase| phrase.range.len() == 1 && sentence.has(phrase.head, Class::IT));
        let that = sentence.has(at, Class::THAT);
        let question = sentence.has(at, Class::WH | Class::RELATIVE)
            || sentence.word(at) == "if"
            || sentence.word(at) == "about" && !sentence.has(at + 1, Class::OBJECT | Class::IT);
        let content = at..self.passive_end(cue, at);
        let said = that && sentence.has_verb(content.clone());
        let fits = cue.frames.has(Class::TAKES_QUERY) && (question || to_do(sentence, at))
            || cue.frames.has(Class::TAKES_HEARER)
                && (said
                    || to_do(sentence, at)
                    || sentence.has(at, Class::PRONOUN | Class::EXISTENTIAL)
                        && is_clause(sentence, &content))
            || cue.frames.has(Class::TAKES_CLAUSE) && announced && said;
        // "was convinced that" tells what somebody thinks.
        let thinks = matches!(sentence.word(cue.verb), "convinced" | "persuaded");
        if !fits || thinks || content.is_empty() {
            return;
        }
        let audience =
            told.filter(|_| !announced && cue.frames.has(Class::TAKES_QUERY | Class::TAKES_HEARER));
        self.push(Rule::Passive, Some(&cue.range), speaker, audience.map(|phrase| phrase.range), &[content]);
    }

    /// Where what was asked or told ends: "Asked whether it was safe, Ada Long laughed."
    fn passive_end(&self, cue: &Cue, start: usize) -> usize {
        let sentence = self.sentence;
        let end = clause_end(sentence, start);
        let leads =
            cue.verb == sentence.opening() || sentence.has(cue.verb.wrapping_sub(1), Class::SUBORDINATOR);
        let mut inside = start..end;
        let ends = |index: &usize| {
            leads && sentence.is(*index, Kind::Comma)
                || to_do(sentence, start)
                    && sentence.has(*index, Class::COORDINATOR | Class::CONTRAST)
                    && sentence.is_verb(index + 1)
        };
        inside.find(ends).unwrap_or(end)
    }
}

/// Whether the words at `index` tell what was asked or told.
fn says_what(sentence: &Sentence<'_>, index: usize) -> bool {
    sentence.has(index, Class::THAT | Class::WH | Class::RELATIVE | Class::PRONOUN)
        || matches!(sentence.word(index), "about" | "by")
}
