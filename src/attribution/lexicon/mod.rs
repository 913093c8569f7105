//! The word lists that the rules go by: data in `assets/lexicon`, looked up by word.

mod class;
mod words;

pub(crate) use class::Class;
pub(crate) use words::LONGEST_ENTRY;
pub use words::WordKind;

use rustc_hash::FxHashMap;

/// A list file and how to read it.
struct List {
    text: &'static str,
    form: Form,
}

/// The form of a list file. In all of them `#` opens a comment line, and an underscore is a space.
enum Form {
    /// Words, all of one class.
    Words(Class),
    /// Lines of `class: words`.
    Classes,
    /// Lines of five verb forms, a bar, and frames.
    Verbs,
}

macro_rules! list {
    ($file:literal, $form:expr) => {
        List { text: include_str!(concat!("../../../assets/lexicon/", $file, ".txt")), form: $form }
    };
}

/// The bundled lists.
const BUNDLED: &[List] = &[
    list!("function-words", Form::Classes),
    list!("reporting-verbs", Form::Verbs),
    list!("speech-nouns", Form::Words(Class::SPEECH_NOUN)),
    list!("abbreviations", Form::Words(Class::ABBREVIATION)),
    list!("titles", Form::Words(Class::TITLE)),
    list!("roles", Form::Words(Class::ROLE)),
    list!("bodies", Form::Words(Class::BODY)),
    list!("documents", Form::Words(Class::DOCUMENT)),
    list!("countries", Form::Words(Class::PLACE)),
    list!("place-nouns", Form::Words(Class::PLACE_NOUN)),
    list!("thing-nouns", Form::Words(Class::THING)),
    list!("demonyms", Form::Words(Class::DEMONYM)),
    list!("organisations", Form::Words(Class::ORGANISATION)),
    list!("first-names-men", Form::Words(Class::MAN)),
    list!("first-names-women", Form::Words(Class::WOMAN)),
    list!("months-and-weekdays", Form::Words(Class::DATE)),
    list!("time-nouns", Form::Words(Class::TIME)),
];

/// Word classes by word: a hash table, filled once at the start of the program.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// A power of two long, at most half full, so that a look-up ends at an empty slot.
    slots: Vec<Slot>,
    filled: usize,
    /// The few words longer than a [`Head`].
    long: FxHashMap<Box<[u8]>, Class>,
    several_word_cues: bool,
}

/// One word of the table; empty where its head is that of no word.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    head: Head,
    class: Class,
}

/// The first sixteen bytes of a word as two numbers, the first byte the lowest, and zeros behind the
/// word: nearly every word has no more.
pub(crate) type Head = [u64; 2];

/// How many bytes a [`Head`] holds.
pub(crate) const HEAD: usize = 16;

/// The head of a word or text.
pub(crate) fn head(text: &[u8]) -> Head {
    let padded = || {
        let mut bytes = [0; HEAD];
        bytes.iter_mut().zip(text).for_each(|(place, &byte)| *place = byte);
        bytes
    };
    let bytes = u128::from_le_bytes(text.first_chunk().copied().unwrap_or_else(padded));
    [bytes as u64, (bytes >> 64) as u64]
}

/// How many bytes a name can have to be looked up without a copy on the heap.
const LONGEST_NAME: usize = 64;

impl Lexicon {
    /// The word lists that the program brings along.
    pub fn bundled() -> Self {
        let slots = vec![Slot::default(); 1 << 14];
        let mut lexicon = Self { slots, filled: 0, long: FxHashMap::default(), several_word_cues: false };
        for list in BUNDLED {
            lexicon.read(list);
        }
        lexicon
    }

    /// The classes of `word`, given in lower case and without a full stop at its end.
    pub(crate) fn class(&self, word: &str) -> Class {
        self.class_of(word.as_bytes())
    }

    /// The classes of a word that is no longer than its head, given in lower case.
    pub(crate) fn class_of_head(&self, head: Head) -> Class {
        self.find(head).1
    }

    fn class_of(&self, lower: &[u8]) -> Class {
        if lower.len() > HEAD {
            return self.long.get(lower).copied().unwrap_or_default();
        }
        self.class_of_head(head(lower))
    }

    /// The classes of a word in any case.
    pub(crate) fn class_of_word(&self, word: &str) -> Class {
        let mut lower = [0; LONGEST_NAME];
        if let Some(lower) = lower.get_mut(..word.len()).filter(|_| word.is_ascii()) {
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            return self.class_of(lower);
        }
        self.class(&word.to_lowercase())
    }

    /// The classes of a name or word as it is written: in any case, over several lines.
    pub(crate) fn class_of_name(&self, name: &str) -> Class {
        let mut before = b' ';
        let single_spaces = name.bytes().all(|byte| {
            let fits = byte.is_ascii_graphic() || byte == b' ' && before != b' ';
            before = byte;
            fits
        });
        if single_spaces {
            return self.class_of_word(name);
        }
        let words: Vec<&str> = name.split_whitespace().collect();
        self.class_of_word(&words.join(" "))
    }

    /// Whether any cue has several words.
    pub(crate) fn has_several_word_cues(&self) -> bool {
        self.several_word_cues
    }

    fn read(&mut self, list: &List) {
        for line in list.text.lines().filter(|line| !line.starts_with('#')) {
            match list.form {
                Form::Words(class) => self.add_all(line, class),
                Form::Classes => {
                    let (name, words) = line.split_once(':').unwrap_or_default();
                    self.add_all(words, Class::named(name).unwrap_or_default());
                }
                Form::Verbs => {
                    let (forms, frames) = line.split_once('|').unwrap_or_default();
                    let frames = frames
                        .split_whitespace()
                        .filter_map(Class::named)
                        .fold(Class::NONE, |frames, frame| frames | frame);
                    let tenses = [Class::BASE, Class::THIRD, Class::PAST, Class::PARTICIPLE, Class::ING];
                    for (form, tense) in forms.split_whitespace().zip(tenses) {
                        self.insert(form, tense | frames);
                    }
                }
            }
        }
    }

    fn add_all(&mut self, words: &str, class: Class) {
        for word in words.split_whitespace() {
            if word.contains('_') {
                self.insert(&word.replace('_', " "), class);
            } else {
                self.insert(word, class);
            }
        }
    }

    /// Adds classes to a word, and the word where it is new.
    fn insert(&mut self, word: &str, class: Class) {
        let word = word.strip_suffix('.').unwrap_or(word);
        // A head cannot tell a zero byte from the end; no word of a text has one.
        if word.is_empty() || word.contains('\0') {
            return;
        }
        if word.len() > HEAD {
            let known = self.long.entry(word.as_bytes().into()).or_default();
            *known = *known | class;
            return;
        }
        if (self.filled + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let head = head(word.as_bytes());
        let (index, known) = self.find(head);
        if let Some(slot) = self.slots.get_mut(index) {
            self.filled += usize::from(slot.head == Head::default());
            *slot = Slot { head, class: known | class };
        }
    }

    fn grow(&mut self) {
        let larger = vec![Slot::default(); (self.slots.len() * 2).max(64)];
        let old = std::mem::replace(&mut self.slots, larger);
        for slot in old.into_iter().filter(|slot| slot.head != Head::default()) {
            let (index, _) = self.find(slot.head);
            if let Some(free) = self.slots.get_mut(index) {
                *free = slot;
            }
        }
    }

    /// The index of the slot that holds the word of `head`, or else of the empty one where it would go;
    /// and the classes there.
    fn find(&self, head: Head) -> (usize, Class) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut index = hash(head) & mask;
        while let Some(slot) = self.slots.get(index) {
            if slot.head == head || slot.head == Head::default() {
                return (index, slot.class);
            }
            index = (index + 1) & mask;
        }
        (index, Class::NONE)
    }
}

/// A quick hash: the upper bits of a product depend on all bits of what was multiplied.
fn hash([first, second]: Head) -> usize {
    let product = (first ^ second.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (product >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_the_classes_of_every_list_that_holds_it() {
        let lexicon = Lexicon::bundled();
        assert!(lexicon.class("said").has(Class::PAST) && lexicon.class("said").has(Class::TAKES_CLAUSE));
        assert!(lexicon.class("general").has(Class::TITLE));
        assert!(lexicon.class("united states").has(Class::PLACE));
        assert_eq!(lexicon.class("zyzzyva"), Class::NONE);
    }

    #[test]
    fn a_word_of_any_length_is_known() {
        let mut lexicon = Lexicon::bundled();
        let word = "abcdefghijklmnopqrstuvwxyz".repeat(4);
        for len in 5..word.len() {
            lexicon.insert(&word[..len], Class::ROLE);
            assert!(lexicon.class(&word[..len]).has(Class::ROLE), "{len}");
            assert!(lexicon.class_of_word(&word[..len].to_uppercase()).has(Class::ROLE), "{len}");
            assert_eq!(lexicon.class(&word[..=len]), Class::NONE, "{len}");
        }
    }

    #[test]
    fn every_line_of_the_lists_is_understood() {
        for list in BUNDLED {
            for line in list.text.lines().filter(|line| !line.starts_with('#')) {
                match list.form {
                    Form::Words(_) => {}
                    Form::Classes => {
                        let name = line.split_once(':').map(|(name, _)| name).unwrap_or_default();
                        assert!(Class::named(name).is_some(), "{line}");
                    }
                    Form::Verbs => {
                        let (forms, frames) = line.split_once('|').unwrap_or_default();
                        assert_eq!(forms.split_whitespace().count(), 5, "{line}");
                        assert!(
                            frames.split_whitespace().all(|frame| Class::named(frame).is_some()),
                            "{line}"
                        );
                    }
                }
                assert_eq!(line, line.to_lowercase());
            }
        }
    }

    #[test]
    fn a_full_table_grows() {
        let mut lexicon =
            Lexicon { slots: Vec::new(), filled: 0, long: FxHashMap::default(), several_word_cues: false };
        let words: Vec<String> = (0..1000).map(|number| format!("word{number}")).collect();
        for word in &words {
            lexicon.insert(word, Class::ROLE);
        }
        assert!(words.iter().all(|word| lexicon.class(word) == Class::ROLE));
        assert_eq!(lexicon.class("word1000"), Class::NONE);
    }
}
