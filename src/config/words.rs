//! Words that a person adds to the lists that the attribution goes by.

use serde::Deserialize;

use super::{ConfigError, parse};

/// Words for one subject, one folder or one tag set: the slang of a court, the clubs of a league.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Words {
    /// Words that report speech: "rasped", "fired back".
    pub cues: Vec<String>,
    /// Titles that stand before a name: "Harbourmaster".
    pub titles: Vec<String>,
    /// Names of people.
    pub people: Vec<String>,
    /// Names of bodies.
    pub organisations: Vec<String>,
    /// Names of places.
    pub places: Vec<String>,
}

impl Words {
    /// Reads a file of words: `(cues: ["rasped"], people: ["Ada Long"])`. `name` is for the error.
    ///
    /// # Errors
    ///
    /// A [`ConfigError`] with line and column.
    pub fn read(name: &str, ron: &str) -> Result<Self, ConfigError> {
        parse(name, ron)
    }

    /// Takes the words of `other` in as well.
    pub fn extend(&mut self, other: Words) {
        self.cues.extend(other.cues);
        self.titles.extend(other.titles);
        self.people.extend(other.people);
        self.organisations.extend(other.organisations);
        self.places.extend(other.places);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_and_joined() {
        let mut words = Words::read("words.ron", r#"(cues: ["rasped"], places: ["Tarn"])"#).unwrap();
        words.extend(Words::read("words.ron", r#"(cues: ["fired back"])"#).unwrap());
        assert_eq!(words.cues, ["rasped", "fired back"]);
        assert_eq!(words.places, ["Tarn"]);
        assert!(Words::read("words.ron", "()").unwrap().is_empty());
    }

    #[test]
    fn a_mistake_is_named_with_its_place() {
        let error = Words::read("words.ron", "(\n cues: [\"a\"],\n verbs: [])").unwrap_err().to_string();
        assert!(error.starts_with("words.ron:3:") && error.contains("verbs"), "{error}");
    }
}
