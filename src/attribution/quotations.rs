//! Which quotation marks belong together.

use super::tokens::{Facing, Family, Kind, Mark, Token};

/// A quotation: the indices of its marks among the tokens of its paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Quotation {
    pub(super) open: usize,
    /// The closing mark, or else the last token that belongs to the quotation.
    pub(super) last: usize,
    /// Whether `last` is a closing mark.
    pub(super) closed: bool,
    pub(super) family: Family,
}

/// How many tokens a quotation in single marks may hold: farther apart they are apostrophes.
const SINGLE_REACH: usize = 120;

/// Pairs the marks of one paragraph, outermost quotations only, in order.
///
/// A mark of another family inside a quotation opens a nested one, which is skipped. An opening
/// mark inside a quotation of its own family ends the earlier one. A quotation without a closing
/// mark runs to the end of the paragraph if its mark clearly opens.
pub(super) fn pair(tokens: &[Token], found: &mut Vec<Quotation>) {
    found.clear();
    let mut open: Option<(usize, Family)> = None;
    let mut nested: Option<Family> = None;
    for (index, token) in tokens.iter().enumerate() {
        let Kind::Mark(Mark { family, facing }) = token.kind else { continue };
        match open {
            None => {
                let opens = facing != Facing::Close
                    && (family != Family::Single || (facing == Facing::Open && closes_soon(tokens, index)));
                if opens {
                    open = Some((index, family));
                    nested = None;
                }
            }
            Some((start, outer)) if family == outer => match facing {
                Facing::Open if family == Family::Single => {}
                Facing::Open => {
                    found.push(Quotation { open: start, last: index - 1, closed: false, family });
                    open = Some((index, family));
                    nested = None;
                }
                Facing::Close | Facing::Either => {
                    found.push(Quotation { open: start, last: index, closed: true, family });
                    open = None;
                }
            },
            Some((start, outer)) => match (nested, facing) {
                (_, _) if family == Family::Single => {}
                (None, Facing::Open) => nested = Some(family),
                (Some(inner), Facing::Close | Facing::Either) if inner == family => nested = None,
                // “… closed by ", as careless editing leaves it.
                (None, Facing::Close) if outer != Family::Single => {
                    found.push(Quotation { open: start, last: index, closed: true, family: outer });
                    open = None;
                }
                _ => {}
            },
        }
    }
    if let Some((start, family)) = open {
        let clear = matches!(tokens.get(start).map(|token| token.kind), Some(Kind::Mark(mark)) if mark.facing == Facing::Open);
        if clear && start + 1 < tokens.len() && family != Family::Single {
            found.push(Quotation { open: start, last: tokens.len() - 1, closed: false, family });
        }
    }
}

/// Whether a closing single mark follows soon behind the opening one at `open`.
fn closes_soon(tokens: &[Token], open: usize) -> bool {
    tokens.iter().skip(open + 1).take(SINGLE_REACH).any(
        |token| matches!(token.kind, Kind::Mark(mark) if mark.family == Family::Single && mark.facing != Facing::Open),
    )
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::super::tokens::tokenise;
    use super::*;
    use crate::article::Span;

    fn quoted(text: &str) -> Vec<&str> {
        let (mut tokens, mut found) = (Vec::new(), Vec::new());
        tokenise(text, Span::new(0, text.len()), &Lexicon::bundled(), &mut String::new(), &mut tokens);
        pair(&tokens, &mut found);
        found
            .iter()
            .map(|quotation| tokens[quotation.open].span.union(tokens[quotation.last].span).of(text))
            .collect()
    }

    #[test]
    fn marks_pair_by_family_and_by_the_space_beside_them() {
        let table: &[(&str, &[&str])] = &[
            ("“One,” he said. “Two.”", &["“One,”", "“Two.”"]),
            ("\"One,\" he said. \"Two.\"", &["\"One,\"", "\"Two.\""]),
            ("''One,'' he said. ``Two.''", &["''One,''", "``Two.''"]),
            ("«One,» he said.", &["«One,»"]),
            ("„One“ and „two”", &["„One“", "„two”"]),
            ("“He said ‘no’ to me,” she said.", &["“He said ‘no’ to me,”"]),
            ("“He said \"no\" to me,” she said.", &["“He said \"no\" to me,”"]),
            ("‘One,’ he said.", &["‘One,’"]),
            ("It’s the dogs’ home of the ’90s.", &[]),
            ("“One.", &["“One."]),
            ("“One. “Two.”", &["“One.", "“Two.”"]),
            ("One.”", &[]),
            ("“One,“ he said.", &["“One,“"]),
            ("”One,” he said.", &["”One,”"]),
        ];
        for (text, expected) in table {
            assert_eq!(quoted(text), *expected, "{text}");
        }
    }
}
