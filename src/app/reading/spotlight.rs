//! What stands out while the rest of the article stands back.

use super::findings::Findings;
use crate::app::model::Model;
use crate::article::Span;
use crate::config::FocusOn;
use crate::page::motion;

/// What stands out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spotlight {
    /// A sentence or a paragraph.
    Place(Span),
    /// The statements of the source of that index.
    Voice(usize),
    /// The statement of that index, for nobody known says it.
    Statement(usize),
}

impl Model {
    /// What stands out, by the settings and the place of the cursor; `None` where everything looks
    /// alike.
    pub fn spotlight(&self) -> Option<Spotlight> {
        let cursor = self.view.cursor;
        match self.settings.page.focus {
            FocusOn::Everything => None,
            FocusOn::Sentence => motion::sentence_at(&self.article, cursor).map(Spotlight::Place),
            FocusOn::Paragraph => {
                let block = self.article.blocks().get(self.article.block_at(cursor))?;
                Some(Spotlight::Place(block.span))
            }
            FocusOn::Source => {
                let statement = self.findings.as_deref()?.statement_at(cursor)?;
                let voice = self.voices.of(statement).map(Spotlight::Voice);
                Some(voice.unwrap_or(Spotlight::Statement(statement)))
            }
        }
    }

    /// The stretches that share a byte with `span` and stand out.
    pub fn lit_in(&self, spotlight: Spotlight, span: Span) -> Vec<Span> {
        let pieces = |is_lit: &dyn Fn(usize) -> bool| {
            let pieces =
                self.findings.as_deref().into_iter().flat_map(|found: &Findings| found.pieces_in(span));
            pieces.filter(|piece| is_lit(piece.statement())).map(|piece| piece.span).collect()
        };
        match spotlight {
            Spotlight::Place(place) => vec![place],
            Spotlight::Voice(voice) => pieces(&|statement| self.voices.of(statement) == Some(voice)),
            Spotlight::Statement(lit) => pieces(&|statement| statement == lit),
        }
    }
}
