//! Going to a part of the article that is named by number, and from heading to heading.

use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::model::Model;
use crate::app::overlays::field::Field;
use crate::app::overlays::{Line, LinePurpose, Overlay};
use crate::app::program::App;
use crate::app::reading;
use crate::article::{Article, Block, BlockKind};

/// Asks where to go.
pub(in crate::app) fn ask(app: &mut App) -> Vec<Effect> {
    let title = "Go to: 50 for half of the article, p12 for paragraph 12, l300 for line 300";
    app.model.overlay = Some(Overlay::Line(Line {
        purpose: LinePurpose::GoTo,
        title: title.to_owned(),
        field: Field::default(),
    }));
    Vec::new()
}

/// Goes where `written` says; leaves the question open where it says nothing.
pub(in crate::app) fn go(app: &mut App, written: &str) -> Vec<Effect> {
    match place(&app.model.article, written.trim()) {
        Ok(place) => {
            app.model.overlay = None;
            reading::jump(&mut app.model, &mut app.page, place);
            Vec::new()
        }
        Err(why) => app.refuse(why),
    }
}

/// What place `written` names, in words; `None` where it is no number. Whether there is such a place is
/// not looked at.
pub(in crate::app) fn named(written: &str) -> Option<String> {
    let (what, number) = read(written)?;
    match what {
        None => Some(format!("{} % of the article", number.min(100))),
        Some('p') => Some(format!("paragraph {number}")),
        Some('l') => Some(format!("line {number}")),
        Some(_) => None,
    }
}

/// The small letter and the number that `written` is made of.
fn read(written: &str) -> Option<(Option<char>, usize)> {
    let what = written.chars().next().filter(|c| c.is_alphabetic());
    let digits = written.strip_prefix(char::is_alphabetic).unwrap_or(written);
    let number = digits.trim().trim_end_matches('%').trim().parse().ok()?;
    Some((what.map(|c| c.to_ascii_lowercase()), number))
}

/// The byte that `written` stands for: a number of percent, of a paragraph or of a line, from 1.
fn place(article: &Article, written: &str) -> Result<usize, String> {
    let none = || format!("“{written}” is no place: write 50, p12 or l300");
    let (what, number) = read(written).ok_or_else(none)?;
    let text = article.text();
    match what {
        None => {
            let percent = number.min(100);
            let part = text.len() / 100 * percent + text.len() % 100 * percent / 100;
            Ok(text.floor_char_boundary(part))
        }
        Some('p') => {
            let blocks = article.blocks();
            let block = number.checked_sub(1).and_then(|index| blocks.get(index));
            let none = || format!("no paragraph {number}: there are {}", blocks.len());
            block.map(|block| block.span.start()).ok_or_else(none)
        }
        Some('l') => {
            let mut ends = memchr::memchr_iter(b'\n', text.as_bytes());
            match number {
                0 | 1 => Ok(0),
                _ => ends
                    .nth(number - 2)
                    .map(|end| end + 1)
                    .filter(|&start| start < text.len())
                    .ok_or_else(|| format!("no line {number}")),
            }
        }
        Some(_) => Err(none()),
    }
}

/// The start of the next heading behind the byte at `cursor`, or of the one before it.
pub(in crate::app) fn heading(article: &Article, cursor: usize, forward: bool) -> Option<usize> {
    let blocks = article.blocks();
    let starts_before = |limit: usize| blocks.partition_point(|block| block.span.start() < limit);
    let is_heading = |block: &&Block| matches!(block.kind, BlockKind::Headline | BlockKind::Heading);
    let found = if forward {
        blocks.get(starts_before(cursor + 1)..)?.iter().find(is_heading)
    } else {
        blocks.get(..starts_before(cursor))?.iter().rev().find(is_heading)
    };
    found.map(|block| block.span.start())
}

/// What to say of a movement that leads nowhere from the cursor.
pub(super) fn nowhere(model: &Model, action: Action) -> String {
    let statement = model.findings.as_deref().and_then(|findings| findings.statement_at(model.view.cursor));
    let speaker = statement.and_then(|statement| model.voice_of(statement));
    match (action, speaker) {
        (Action::StatementNext, _) => "no statement after this".to_owned(),
        (Action::StatementPrevious, _) => "no statement before this".to_owned(),
        (Action::SameSourceNext, Some(name)) => format!("{name} says nothing after this"),
        (Action::SameSourcePrevious, Some(name)) => format!("{name} says nothing before this"),
        (Action::SameSourceNext | Action::SameSourcePrevious, None) => {
            let ways = [(Action::StatementNext, "goes to the next statement")];
            format!("no statement of a known source here{}", model.tip(&ways))
        }
        (Action::HeadingPrevious, _) => "no heading before this".to_owned(),
        _ => "no heading after this".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::import::plain;

    #[test]
    fn places_are_named_by_percent_paragraph_and_line() {
        let article = plain("Title of it\n\nOne ö two.\n\nThree.\n".into()).unwrap();
        let table = [
            ("0", Ok(0)),
            ("50 %", Ok(16)),
            ("100", Ok(article.text().len())),
            ("900%", Ok(article.text().len())),
            ("p2", Ok(13)),
            ("p 3", Ok(26)),
            ("L1", Ok(0)),
            ("l3", Ok(13)),
            ("l5", Ok(26)),
            ("p0", Err("no paragraph 0: there are 3")),
            ("p4", Err("no paragraph 4: there are 3")),
            ("l9", Err("no line 9")),
            (
                "l99999999999999999999999",
                Err("“l99999999999999999999999” is no place: write 50, p12 or l300"),
            ),
            ("", Err("“” is no place: write 50, p12 or l300")),
            ("x3", Err("“x3” is no place: write 50, p12 or l300")),
        ];
        for (written, expected) in table {
            assert_eq!(place(&article, written), expected.map_err(str::to_owned), "{written}");
        }
    }
}
