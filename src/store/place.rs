//! What a reader leaves behind in an article: where it was left off, its marks, and what its colours
//! stand for.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::location::with_suffix;
use crate::article::Article;

/// A file for each article, in the user's state directory: private to the program, and no loss
/// where it goes missing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Places {
    folder: PathBuf,
}

/// What a reader leaves behind in an article.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The byte of the text where the reader left off, on a character boundary.
    pub byte: usize,
    /// The names of the sources in the order of their colours.
    pub sources: Vec<String>,
    /// The marks with their bytes.
    pub marks: Vec<(char, usize)>,
}

impl Places {
    /// The places that are kept in the user's state directory `state`:
    /// `STATE/onrecord/places/<first 16 digits of the SHA-256>.ron`.
    pub fn new(state: &Path) -> Self {
        Self { folder: state.join("onrecord").join("places") }
    }

    /// What its reader left behind; `None` where nothing is known, also because the article was changed
    /// since.
    pub fn load(&self, article: &Article) -> Option<Place> {
        let text = std::fs::read_to_string(self.path(article)).ok()?;
        let place: Place = ron::from_str(&text).ok()?;
        article.text().is_char_boundary(place.byte).then_some(place)
    }

    /// Remembers what its reader leaves behind.
    ///
    /// # Errors
    ///
    /// What the system says; a reader can do without.
    pub fn save(&self, article: &Article, place: &Place) -> io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let path = self.path(article);
        let new = with_suffix(&path, &format!(".{}", std::process::id()));
        let text = ron::to_string(place).map_err(io::Error::other)?;
        // Not synced, so that leaving takes no time: after a power cut the old place does as well.
        std::fs::write(&new, text + "\n").and_then(|()| std::fs::rename(&new, &path))
    }

    fn path(&self, article: &Article) -> PathBuf {
        let mut name = article.digest().to_string();
        name.truncate(16);
        self.folder.join(name + ".ron")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::import::plain;

    #[test]
    fn a_reader_finds_the_place_again_in_the_same_text_alone() {
        let state = tempfile::tempdir().unwrap();
        let places = Places::new(state.path());
        let article = plain("Zoë left.\n".into()).unwrap();
        let place = |byte| Place { byte, sources: vec!["Zoë \"Z\"".to_owned()], marks: vec![('a', 3)] };
        assert_eq!(places.load(&article), None);
        places.save(&article, &place(5)).unwrap();
        assert_eq!(places.load(&article), Some(place(5)));
        assert_eq!(places.load(&plain("Zoë stayed.\n".into()).unwrap()), None);
        places.save(&article, &place(3)).unwrap();
        assert_eq!(places.load(&article), None, "inside a letter");
        places.save(&article, &place(999)).unwrap();
        assert_eq!(places.load(&article), None, "behind the end");
    }

    #[test]
    fn a_place_that_cannot_be_kept_is_an_error_and_no_more() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let article = plain(b"text".to_vec()).unwrap();
        let places = Places::new(file.path());
        assert!(places.save(&article, &Place::default()).is_err());
        assert_eq!(places.load(&article), None);
    }
}
