//! What a terminal can show, as far as its environment says.

/// How many colours a terminal shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Depth {
    /// None, by the person's wish (`NO_COLOR`) or the terminal's.
    None,
    /// The 16 of ANSI, whose look is the terminal's.
    Ansi,
    /// The 256 of xterm.
    Indexed,
    /// 24 bits.
    True,
}

impl Depth {
    /// The depth that the environment speaks for: `NO_COLOR` (<https://no-color.org>), `COLORTERM`
    /// and `TERM`.
    pub fn from_env(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let term = set("TERM").unwrap_or_default();
        if set("NO_COLOR").is_some() || term == "dumb" {
            Depth::None
        } else if set("COLORTERM").is_some_and(|depth| depth == "truecolor" || depth == "24bit") {
            Depth::True
        } else if term.contains("256color") || term.contains("kitty") || term.contains("direct") {
            Depth::Indexed
        } else {
            Depth::Ansi
        }
    }
}

/// What stands behind the text of a terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ground {
    /// Something dark, also where nothing is known.
    #[default]
    Dark,
    /// Something light.
    Light,
}

impl Ground {
    /// What the environment says until the terminal does: `COLORFGBG`, as rxvt and Konsole set it, ends
    /// with the number of the background among the 16 colours.
    pub fn from_env(variable: impl Fn(&str) -> Option<String>) -> Self {
        let number = variable("COLORFGBG").and_then(|pair| pair.rsplit(';').next()?.parse::<u8>().ok());
        match number {
            Some(7 | 9..=15) => Ground::Light,
            _ => Ground::Dark,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_says_how_many_colours_there_are() {
        let depth = |variables: &[(&str, &str)]| {
            let found = |name: &str| variables.iter().find(|(known, _)| *known == name);
            Depth::from_env(|name| found(name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), Depth::True);
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("NO_COLOR", "")]), Depth::Indexed);
        assert_eq!(depth(&[("COLORTERM", "truecolor"), ("NO_COLOR", "1")]), Depth::None);
        assert_eq!(depth(&[("TERM", "linux")]), Depth::Ansi);
        assert_eq!(depth(&[("TERM", "dumb")]), Depth::None);
    }

    #[test]
    fn the_environment_says_what_is_behind_the_text() {
        let table = [
            (Some("15;0"), Ground::Dark),
            (Some("0;15"), Ground::Light),
            (Some("0;default;7"), Ground::Light),
            (Some("12;8"), Ground::Dark),
            (Some("0;default"), Ground::Dark),
            (Some(""), Ground::Dark),
            (None, Ground::Dark),
        ];
        for (value, expected) in table {
            assert_eq!(Ground::from_env(|_| value.map(str::to_owned)), expected, "{value:?}");
        }
    }
}
