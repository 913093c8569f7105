//! Dates: "Friday", "May 13", "13 May 2022", "in 2019".

use super::Finder;
use crate::attribution::lexicon::Class;
use crate::attribution::tokens::Kind;

impl Finder<'_> {
    /// Where the date at `start` ends, or `start` where there is none: "Friday", "May 13",
    /// "13 May 2022", "in 2019".
    pub(super) fn date(&self, start: usize) -> usize {
        let Some(first) = self.get(start) else { return start };
        let is_number = |index: usize| self.get(index).is_some_and(|token| token.kind == Kind::Number);
        let is_date = |index: usize| {
            self.get(index).is_some_and(|token| token.is_capital() && token.class.has(Class::DATE))
        };
        if is_date(start) {
            let verb = first.class.has(Class::AUXILIARY) || matches!(self.word(start), "March");
            if verb
                && !is_number(start + 1)
                && (start == 0
                    || !self.has(start - 1, Class::PREPOSITION | Class::TIME)
                        && !matches!(self.word(start - 1), "last" | "next" | "this"))
            {
                return start;
            }
            if first.possessive {
                return start + 1;
            }
            let mut end = start + 1;
            if is_date(end) {
                end += 1;
            }
            if self.get(end).is_some_and(|token| token.kind == Kind::Comma)
                && is_date(end + 1)
                && is_number(end + 2)
            {
                end += 2;
            }
            let mut day = false;
            while is_number(end) && end - start < 4 {
                end += 1;
                day = true;
            }
            if day && self.get(end).is_some_and(|token| token.kind == Kind::Comma) && self.is_year(end + 1) {
                end += 2;
            }
            return end;
        }
        if !is_number(start) {
            return start;
        }
        if is_date(start + 1) && !self.is_year(start) {
            return if self.is_year(start + 2) { start + 3 } else { start + 2 };
        }
        let dated = self.is_year(start)
            && start > 0
            && matches!(
                self.word(start - 1),
                "in" | "In"
                    | "since"
                    | "Since"
                    | "of"
                    | "until"
                    | "by"
                    | "from"
                    | "during"
                    | "early"
                    | "late"
                    | "mid"
            );
        if dated { start + 1 } else { start }
    }

    pub(super) fn is_year(&self, index: usize) -> bool {
        let word = self.word(index).as_bytes();
        self.get(index).is_some_and(|token| token.kind == Kind::Number)
            && word.len() == 4
            && matches!(word, [b'1', b'7'..=b'9', ..] | [b'2', b'0', ..])
    }
}
