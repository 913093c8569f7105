//! Words that a user adds to the bundled ones.

use super::{Class, Lexicon};

/// What a word that a user adds is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum WordKind {
    /// A verb that reports what somebody said: "harrumph", "fired back".
    Cue,
    /// What stands before a person's name: "Harbourmaster".
    Title,
    /// A person, by any name: "Ada Long".
    Person,
    /// A body: a company, a team, a newspaper.
    Organisation,
    /// A place: "Port Ennor".
    Place,
}

/// How many words a cue or name of several words can have.
pub(crate) const LONGEST_ENTRY: usize = 6;

impl Lexicon {
    /// Adds a word, or several that belong together: "fired back", "Port Ennor".
    ///
    /// Case and a full stop at the end do not matter. A cue is known in the form given; one in
    /// "-ed", "-ing" or "-s" in that form alone, any other is taken as the base form of a regular
    /// verb and known in its other forms too. Of a title of several words the last one tells that a
    /// name follows. Nothing is added for a word without letters, or for more than six words.
    pub fn add(&mut self, kind: WordKind, word: &str) {
        let lower = word.replace('’', "'").to_lowercase();
        let mut words: Vec<&str> = lower.split_whitespace().collect();
        // "The Ennor Trust" is found as "Ennor Trust".
        if kind != WordKind::Cue && words.len() > 1 && words.first() == Some(&"the") {
            words.remove(0);
        }
        if words.len() > LONGEST_ENTRY || !lower.chars().any(char::is_alphabetic) {
            return;
        }
        match kind {
            WordKind::Cue => self.add_cue(&words),
            WordKind::Title => self.insert(words.last().unwrap_or(&""), Class::TITLE),
            WordKind::Person if words.len() == 1 => self.add_entry(&words, Class::PERSON | Class::FIRST_NAME),
            WordKind::Person => self.add_entry(&words, Class::PERSON),
            WordKind::Organisation => self.add_entry(&words, Class::ORGANISATION),
            WordKind::Place => self.add_entry(&words, Class::PLACE),
        }
    }

    fn add_cue(&mut self, words: &[&str]) {
        let Some((&verb, rest)) = words.split_first() else { return };
        let frames = Class::TAKES_CLAUSE | Class::TAKES_TAG;
        for (form, tense) in forms(verb) {
            let words: Vec<&str> = [form.as_str()].into_iter().chain(rest.iter().copied()).collect();
            self.several_word_cues |= words.len() > 1;
            self.add_entry(&words, tense | frames);
        }
    }

    fn add_entry(&mut self, words: &[&str], class: Class) {
        if let [first, _, ..] = words {
            self.insert(first, Class::OPENS_ENTRY);
        }
        self.insert(&words.join(" "), class);
    }
}

/// The forms of a verb that are known from the one given, each with its tense.
fn forms(verb: &str) -> Vec<(String, Class)> {
    let given = |tense| vec![(verb.to_owned(), tense)];
    if verb.ends_with("ed") {
        return given(Class::PAST | Class::PARTICIPLE);
    }
    if verb.ends_with("ing") {
        return given(Class::ING);
    }
    if verb.ends_with('s') && !verb.ends_with("ss") {
        return given(Class::THIRD);
    }
    // "spake" is in this form a past tense.
    let mut forms = given(Class::BASE | Class::PAST);
    let consonant_before = |end: usize| {
        verb.chars().rev().nth(end).is_some_and(|letter| !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u'))
    };
    let doubled = match verb.chars().last() {
        Some(last) if doubles_its_end(verb) => format!("{verb}{last}"),
        _ => verb.to_owned(),
    };
    let stem = verb.strip_suffix('y').filter(|_| consonant_before(1)).map(|stem| format!("{stem}i"));
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| verb.ends_with(end));
    let third = match &stem {
        Some(stem) => format!("{stem}es"),
        None if hissing || verb.ends_with('o') && consonant_before(1) => format!("{verb}es"),
        None => format!("{verb}s"),
    };
    let past = match &stem {
        Some(stem) => format!("{stem}ed"),
        None if verb.ends_with('e') => format!("{verb}d"),
        None => format!("{doubled}ed"),
    };
    let silent = verb.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'o', 'y', 'i']));
    let ing = match (verb.strip_suffix("ie"), silent) {
        (Some(stem), _) => format!("{stem}ying"),
        (None, Some(stem)) => format!("{stem}ing"),
        (None, None) => format!("{doubled}ing"),
    };
    forms.extend([(third, Class::THIRD), (past, Class::PAST | Class::PARTICIPLE), (ing, Class::ING)]);
    forms
}

/// Whether a verb of one syllable ends in one vowel and one consonant that is doubled: "quip".
fn doubles_its_end(verb: &str) -> bool {
    let vowel = |letter: &char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u');
    let vowels = verb.chars().filter(vowel).count();
    let mut back = verb.chars().rev();
    let last = back.next().is_some_and(|last| !vowel(&last) && !matches!(last, 'w' | 'x' | 'y'));
    vowels == 1 && last && back.next().is_some_and(|before| vowel(&before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regular_verb_is_known_in_all_its_forms() {
        let table = [
            ("harrumph", "harrumph harrumphs harrumphed harrumphing"),
            ("blurt", "blurt blurts blurted blurting"),
            ("gripe", "gripe gripes griped griping"),
            ("parry", "parry parries parried parrying"),
            ("yap", "yap yaps yapped yapping"),
            ("hiss", "hiss hisses hissed hissing"),
            ("bay", "bay bays bayed baying"),
            ("echo", "echo echoes echoed echoing"),
            ("blurted", "blurted"),
            ("blurting", "blurting"),
            ("blurts", "blurts"),
        ];
        for (verb, expected) in table {
            let found: Vec<String> = forms(verb).into_iter().map(|(form, _)| form).collect();
            assert_eq!(found.join(" "), expected);
        }
    }

    #[test]
    fn words_are_added_in_any_case_and_nonsense_is_left_out() {
        let mut lexicon = Lexicon::bundled();
        lexicon.add(WordKind::Place, "The Ennor  Sound");
        assert!(lexicon.class_of_name("Ennor Sound").has(Class::PLACE));
        for word in ["", " ", ".", "12", "a b c d e f g"] {
            lexicon.add(WordKind::Person, word);
        }
        assert_eq!(lexicon.class("12"), Class::NONE);
        assert_eq!(lexicon.class("a b c d e f g"), Class::NONE);
    }
}
