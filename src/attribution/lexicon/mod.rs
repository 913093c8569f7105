//! The word lists that the rules go by: data in `assets/lexicon`, looked up by word.

mod class;
mod words;

pub(crate) use class::Class;
pub(crate) use words::LONGEST_ENTRY;
pub use words::WordKind;

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
    /// The words of all slots, one after the other.
    words: Vec<u8>,
    several_word_cues: bool,
}

/// One word of the table; empty where its length is 0.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// Its [`head`]: nearly no look-up needs to read the word itself.
    head: u128,
    class: Class,
    start: u32,
    len: u32,
}

/// How many bytes of a word its slot holds: all of nearly every one.
pub(crate) const HEAD: usize = 16;

/// The first bytes of a word as one number, the first byte the lowest, and zeros behind the word.
pub(crate) fn head(word: &[u8]) -> u128 {
    let padded = || {
        let mut bytes = [0; HEAD];
        bytes.iter_mut().zip(word).for_each(|(place, &byte)| *place = byte);
        bytes
    };
    u128::from_le_bytes(word.first_chunk().copied().unwrap_or_else(padded))
}

/// How many bytes a name can have to be looked up without a copy on the heap.
const LONGEST_NAME: usize = 64;

impl Lexicon {
    /// The word lists that the program brings along.
    pub fn bundled() -> Self {
        let bytes = BUNDLED.iter().map(|list| list.text.len()).sum();
        let mut lexicon = Self {
            slots: vec![Slot::default(); 1 << 14],
            filled: 0,
            words: Vec::with_capacity(bytes),
            several_word_cues: false,
        };
        for list in BUNDLED {
            lexicon.read(list);
        }
        lexicon
    }

    /// The classes of `word`, given in lower case and without a full stop at its end.
    pub(crate) fn class(&self, word: &str) -> Class {
        self.find(word.as_bytes()).1
    }

    /// The classes of a word of `len` bytes, up to [`HEAD`], given as its [`head`] in lower case.
    pub(crate) fn class_of_short(&self, head: u128, len: usize) -> Class {
        self.probe(hash(head), |slot| slot.head == head && slot.len as usize == len).1
    }

    /// The classes of a word in any case.
    pub(crate) fn class_of_word(&self, word: &str) -> Class {
        let mut lower = [0; LONGEST_NAME];
        if let Some(lower) = lower.get_mut(..word.len()).filter(|_| word.is_ascii()) {
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            return self.find(lower).1;
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
        if word.is_empty() {
            return;
        }
        if (self.filled + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let (index, _) = self.find(word.as_bytes());
        if let Some(slot) = self.slots.get_mut(index) {
            if slot.len == 0 {
                slot.head = head(word.as_bytes());
                slot.start = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
                slot.len = u32::try_from(word.len()).unwrap_or(u32::MAX);
                self.words.extend_from_slice(word.as_bytes());
                self.filled += 1;
            }
            slot.class = slot.class | class;
        }
    }

    fn grow(&mut self) {
        let larger = vec![Slot::default(); (self.slots.len() * 2).max(64)];
        let old = std::mem::replace(&mut self.slots, larger);
        for slot in old.into_iter().filter(|slot| slot.len > 0) {
            let (index, _) = self.find(self.word(slot));
            if let Some(free) = self.slots.get_mut(index) {
                *free = slot;
            }
        }
    }

    fn word(&self, slot: Slot) -> &[u8] {
        let start = slot.start as usize;
        self.words.get(start..start + slot.len as usize).unwrap_or_default()
    }

    /// The index of the slot that holds `word`, or else of the empty one where it would go; and the
    /// classes there.
    fn find(&self, word: &[u8]) -> (usize, Class) {
        let head = head(word);
        let rest = word.get(HEAD..).unwrap_or_default();
        let hash = rest.chunks(HEAD).fold(hash(head), |hash, bytes| mix(hash, self::head(bytes)));
        self.probe(hash, |slot| {
            slot.head == head
                && slot.len as usize == word.len()
                && (rest.is_empty() || self.word(*slot) == word)
        })
    }

    /// The first slot, from where `hash` points to, that `holds` a word or is empty; see
    /// [`find`](Self::find).
    fn probe(&self, hash: u64, holds: impl Fn(&Slot) -> bool) -> (usize, Class) {
        let mask = self.slots.len().wrapping_sub(1);
        // The upper bits depend on all bits of what was multiplied.
        let mut index = (hash >> 40) as usize & mask;
        while let Some(slot) = self.slots.get(index) {
            if slot.len == 0 || holds(slot) {
                return (index, slot.class);
            }
            index = (index + 1) & mask;
        }
        (index, Class::NONE)
    }
}

/// A quick hash of a word of up to [`HEAD`] bytes.
fn hash(head: u128) -> u64 {
    mix(0, head)
}

/// Mixes sixteen bytes into a hash.
fn mix(hash: u64, bytes: u128) -> u64 {
    let (low, high) = (bytes as u64, (bytes >> 64) as u64);
    (hash.rotate_left(5) ^ low ^ high.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
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
            Lexicon { slots: Vec::new(), filled: 0, words: Vec::new(), several_word_cues: false };
        let words: Vec<String> = (0..1000).map(|number| format!("word{number}")).collect();
        for word in &words {
            lexicon.insert(word, Class::ROLE);
        }
        assert!(words.iter().all(|word| lexicon.class(word) == Class::ROLE));
        assert_eq!(lexicon.class("word1000"), Class::NONE);
    }
}
