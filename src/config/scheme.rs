//! Which colours to use: a theme for each background and depth.

use super::{Colour, Depth, Ground, Theme};

/// Colours to choose by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scheme {
    /// Its name.
    pub name: String,
    dark: Palette,
    light: Palette,
    /// The most colours that it makes use of.
    most: Depth,
}

/// A theme, and the one that takes its place where there are only 16 colours.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Palette {
    full: Theme,
    few: Theme,
}

/// The names of the schemes that come with the program, with a description of each.
pub const SCHEMES: &[(&str, &str)] = &[
    ("auto", "dark or light, as the terminal’s background asks for"),
    ("dark", "for a dark background"),
    ("light", "for a light background"),
    ("high-contrast", "the most contrast, on black or white as the terminal’s background asks for"),
    ("high-contrast-dark", "the most contrast, on black"),
    ("high-contrast-light", "the most contrast, on white"),
    ("16", "the terminal’s own 16 colours"),
    ("none", "no colours"),
];

/// A background of more than this luminance is light.
const LIGHT_FROM: f64 = 0.4;

impl Scheme {
    /// The scheme of that name among [`SCHEMES`], made of what `theme` gives for the names of themes;
    /// `None` where there is none.
    ///
    /// # Errors
    ///
    /// What `theme` says.
    pub fn named<E>(name: &str, theme: impl Fn(&str) -> Result<Theme, E>) -> Option<Result<Self, E>> {
        let (dark, light, most) = match name {
            "auto" => ("dark", "light", Depth::True),
            "dark" => ("dark", "dark", Depth::True),
            "light" => ("light", "light", Depth::True),
            "high-contrast" => ("high-contrast-dark", "high-contrast-light", Depth::True),
            "high-contrast-dark" => ("high-contrast-dark", "high-contrast-dark", Depth::True),
            "high-contrast-light" => ("high-contrast-light", "high-contrast-light", Depth::True),
            "16" => ("dark", "light", Depth::Ansi),
            "none" => ("dark", "light", Depth::None),
            _ => return None,
        };
        let palette = |name: &str| {
            let few = if name.ends_with("light") { "16-light" } else { "16-dark" };
            Ok(Palette { full: theme(name)?, few: theme(few)? })
        };
        let scheme = |dark, light| Self { name: name.to_owned(), dark, light, most };
        Some(palette(dark).and_then(|dark| Ok(scheme(dark, palette(light)?))))
    }

    /// A scheme of one theme, whatever the background and the depth are.
    pub fn of(theme: Theme) -> Self {
        let palette = Palette { full: theme.clone(), few: theme };
        Self { name: palette.full.name.clone(), dark: palette.clone(), light: palette, most: Depth::True }
    }

    /// The theme for a terminal with that background and that many colours, and how many of them are
    /// used.
    pub fn theme(&self, ground: Ground, depth: Depth) -> (&Theme, Depth) {
        let palette = match ground {
            Ground::Dark => &self.dark,
            Ground::Light => &self.light,
        };
        let depth = depth.min(self.most);
        (if depth == Depth::Ansi { &palette.few } else { &palette.full }, depth)
    }

    /// Whether it looks otherwise on another background.
    pub fn follows_ground(&self) -> bool {
        self.dark != self.light && self.most != Depth::None
    }
}

impl Ground {
    /// Whether `background` is dark or light.
    pub fn of(background: Colour) -> Self {
        if background.luminance() > LIGHT_FROM { Ground::Light } else { Ground::Dark }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ConfigError;

    fn named(name: &str) -> Option<Scheme> {
        let bundled = |name: &str| -> Result<Theme, ConfigError> { Theme::bundled(name).unwrap() };
        Scheme::named(name, bundled).map(Result::unwrap)
    }

    #[test]
    fn a_scheme_has_a_theme_for_every_background_and_depth() {
        let table = [
            ("auto", ["dark", "light"], ["16-dark", "16-light"], Depth::True),
            ("dark", ["dark", "dark"], ["16-dark", "16-dark"], Depth::True),
            (
                "high-contrast",
                ["high-contrast-dark", "high-contrast-light"],
                ["16-dark", "16-light"],
                Depth::True,
            ),
            ("high-contrast-light", ["high-contrast-light"; 2], ["16-light"; 2], Depth::True),
            ("16", ["16-dark", "16-light"], ["16-dark", "16-light"], Depth::Ansi),
            ("none", ["dark", "light"], ["dark", "light"], Depth::None),
        ];
        for (name, full, few, most) in table {
            let scheme = named(name).unwrap();
            for (ground, full, few) in [(Ground::Dark, full[0], few[0]), (Ground::Light, full[1], few[1])] {
                let (theme, depth) = scheme.theme(ground, Depth::True);
                assert_eq!((&*theme.name, depth), (full, most), "{name}");
                assert_eq!(scheme.theme(ground, Depth::Ansi).0.name, few, "{name}");
                assert_eq!(scheme.theme(ground, Depth::None).1, Depth::None, "{name}");
            }
        }
    }

    #[test]
    fn every_scheme_that_is_listed_can_be_had() {
        for (name, about) in SCHEMES {
            assert!(named(name).is_some() && !about.is_empty(), "{name}");
        }
        assert_eq!(named("drak"), None);
        let asking: Vec<&str> = SCHEMES
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| named(name).unwrap().follows_ground())
            .collect();
        assert_eq!(asking, ["auto", "high-contrast", "16"]);
    }
}
