//! The words that a person adds to the lists of the program: from the configuration, the folder of
//! an article and the tag set.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::configuration::{file, optional};
use super::{Error, Facts, read};
use crate::attribution::{Attributor, Lexicon, WordKind};
use crate::config::Words;

/// The file of added words in the configuration directory, and in the folder `.onrecord` beside
/// articles or in a folder above them.
pub(super) const FILE: &str = "words.ron";

/// Makes an attributor for each folder: one for all where none has words of its own.
#[derive(Debug)]
pub(super) struct Attributors {
    /// Goes by the lists of the program alone.
    bundled: Attributor,
    /// The words that go for every article.
    common: Words,
    /// By folder.
    made: Mutex<HashMap<PathBuf, Arc<Attributor>>>,
}

impl Attributors {
    /// Reads the words of the configuration; `tag_set` has those of the tag set.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] and [`Error::Read`] for a file of words that is not as it should be.
    pub(super) fn new(tag_set: &Words, facts: &Facts) -> Result<Self, Error> {
        Self::beside(bundled(), tag_set, facts)
    }

    /// The same, with an attributor that was made by [`bundled`] before.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub(super) fn beside(bundled: Attributor, tag_set: &Words, facts: &Facts) -> Result<Self, Error> {
        let mut common = tag_set.clone();
        if let Some(path) = file(facts, FILE) {
            common.extend(words(&path)?);
        }
        Ok(Self { bundled, common, made: Mutex::default() })
    }

    /// The attributor for the article in `path`, with the words of its folder and those above it.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub(super) fn of(&self, path: Option<&Path>) -> Result<Arc<Attributor>, Error> {
        let folder = path.filter(|path| !read::is_stdin(path)).map(folder_of).unwrap_or_default();
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(attributor) = made().get(&folder) {
            return Ok(attributor.clone());
        }
        let mut all = self.common.clone();
        for above in folder.ancestors().filter(|above| !above.as_os_str().is_empty()) {
            all.extend(words(&above.join(".onrecord").join(FILE))?);
        }
        let attributor = match all == Words::default() {
            true => self.bundled.clone(),
            false => self.bundled.extended(move |lexicon| add(&all, lexicon)),
        };
        let attributor = Arc::new(attributor);
        made().insert(folder, attributor.clone());
        Ok(attributor)
    }
}

/// An attributor that goes by the lists of the program alone, which are read when it is asked first.
pub(super) fn bundled() -> Attributor {
    Attributor::deferred(Lexicon::bundled)
}

/// The folder of an article, in full, so that the folders above it can be looked at.
fn folder_of(article: &Path) -> PathBuf {
    let folder = article.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// The words of the file `path`; none where there is no such file.
fn words(path: &Path) -> Result<Words, Error> {
    match optional(path)? {
        Some(ron) => Words::read(&path.to_string_lossy(), &ron).map_err(Error::Config),
        None => Ok(Words::default()),
    }
}

/// Adds `words` to the lists of the program.
fn add(words: &Words, lexicon: &mut Lexicon) {
    let kinds = [
        (WordKind::Cue, &words.cues),
        (WordKind::Title, &words.titles),
        (WordKind::Person, &words.people),
        (WordKind::Organisation, &words.organisations),
        (WordKind::Place, &words.places),
    ];
    for (kind, words) in kinds {
        words.iter().for_each(|word| lexicon.add(kind, word));
    }
}
