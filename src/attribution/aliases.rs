//! Other names of one country or body: "US" for "United States".

use rustc_hash::FxHashMap;

/// The list, a line for each country or body.
const LIST: &str = include_str!("../../assets/lexicon/aliases.txt");

/// The lines of the list by each name in them.
#[derive(Debug)]
pub(super) struct Aliases(FxHashMap<&'static str, &'static str>);

impl Default for Aliases {
    fn default() -> Self {
        let lines = LIST.lines().filter(|line| !line.starts_with('#'));
        Self(lines.flat_map(|line| line.split(", ").map(move |name| (name, line))).collect())
    }
}

impl Aliases {
    /// All names of the country or body that `name`, in lower case, stands for; the one that is
    /// shown comes first.
    pub(super) fn of(&self, name: &str) -> Option<impl Iterator<Item = &'static str> + Clone> {
        self.0.get(name.strip_suffix('.').unwrap_or(name)).map(|line| line.split(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_line_leads_to_the_whole_line() {
        let aliases = Aliases::default();
        for name in ["us", "u.s.", "united states"] {
            assert_eq!(aliases.of(name).and_then(|mut names| names.next()), Some("united states"), "{name}");
        }
        assert!(aliases.of("tarn").is_none());
    }
}
