//! What the colours of the screen follow from.

use super::looks::Looks;
use crate::config::{Depth, Ground, Scheme};

/// Gives the scheme that comes after the one of that name on such a background, or says why it cannot be
/// had.
pub type NextScheme = Box<dyn Fn(&str, Ground) -> Result<Scheme, String>>;

/// The colours that were chosen, and what the terminal shows of them.
pub struct Stage {
    scheme: Scheme,
    depth: Depth,
    ground: Ground,
    next: NextScheme,
}

impl Stage {
    /// Sets `scheme` on a terminal of that depth, with that behind the text until the terminal says
    /// what is. `next` knows the other schemes.
    pub fn new(scheme: Scheme, depth: Depth, ground: Ground, next: NextScheme) -> Self {
        Self { scheme, depth, ground, next }
    }

    /// Whether there are colours at all, so that it matters what is behind the text.
    pub(super) fn has_colours(&self) -> bool {
        self.depth != Depth::None
    }

    /// Takes in what is behind the text.
    pub(super) fn set_ground(&mut self, ground: Ground) -> Looks {
        self.ground = ground;
        self.looks()
    }

    /// Goes on to the next scheme; gives its name.
    ///
    /// # Errors
    ///
    /// Why it cannot be had; the scheme is as before then.
    pub(super) fn go_on(&mut self) -> Result<String, String> {
        self.scheme = (self.next)(&self.scheme.name, self.ground)?;
        Ok(self.scheme.name.clone())
    }

    /// What the parts of the screen look like.
    pub(super) fn looks(&self) -> Looks {
        let (theme, depth) = self.scheme.theme(self.ground, self.depth);
        Looks::new(theme.clone(), depth)
    }
}
