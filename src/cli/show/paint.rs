//! Colours and styles, as numbers of the terminal's own palette, so that they suit its background.

use crate::attribution::{Attribution, EntityId};

/// Cyan, green, magenta, yellow, blue, red.
const COLOURS: [u8; 6] = [36, 32, 35, 33, 34, 31];

/// The look of a run of text. No look is told by its colour alone: brackets say the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Paint {
    /// What the program adds to the article.
    Label,
    /// The article.
    Text {
        /// The colour of the source whose words they are.
        colour: Option<u8>,
        /// Whether they name a speaker.
        speaker: bool,
        /// Whether they report speech.
        cue: bool,
    },
}

impl Paint {
    /// The parameters of the escape sequence that sets the look; empty for plain text.
    pub(super) fn codes(self) -> String {
        let Paint::Text { colour, speaker, cue } = self else { return "2".into() };
        let codes = [speaker.then_some(1), cue.then_some(4), colour];
        codes.into_iter().flatten().map(|code| code.to_string()).collect::<Vec<_>>().join(";")
    }
}

/// Which source has which colour: those with most statements get one of their own first.
pub(super) struct Palette(Vec<Option<u8>>);

impl Palette {
    pub(super) fn new(attribution: &Attribution) -> Self {
        let mut colours = vec![None; attribution.entities.len()];
        let mut sources: Vec<_> = attribution
            .entities
            .iter()
            .zip(&mut colours)
            .filter(|(entity, _)| entity.statements > 0)
            .collect();
        sources.sort_by_key(|(entity, _)| std::cmp::Reverse(entity.statements));
        for ((_, colour), &code) in sources.into_iter().zip(COLOURS.iter().cycle()) {
            *colour = Some(code);
        }
        Self(colours)
    }

    /// The colour of the entity of that id, if it is a source.
    pub(super) fn colour(&self, entity: EntityId) -> Option<u8> {
        self.0.get(entity.index()).copied().flatten()
    }
}
