//! Copies of articles as they were when they were annotated.

use std::io;
use std::path::{Path, PathBuf};

use super::location::with_suffix;
use super::mapping::LONGEST_OLD;
use crate::article::Article;

/// The texts that records were counted in, in the user's data directory. With the old text at hand,
/// the items of a changed article are found again with hardly an error; never needed, only helpful.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Texts {
    folder: PathBuf,
}

impl Texts {
    /// The texts that are kept in the user's data directory `data`: `DATA/onrecord/texts/<SHA-256>.txt`.
    pub(super) fn new(data: &Path) -> Self {
        Self { folder: data.join("onrecord").join("texts") }
    }

    /// The text of the article whose bytes have that SHA-256, if it was kept.
    pub(super) fn load(&self, sha256: &str) -> Option<String> {
        let path = self.path(sha256)?;
        let length = std::fs::metadata(&path).ok()?.len();
        (length <= LONGEST_OLD as u64).then_some(())?;
        std::fs::read_to_string(path).ok()
    }

    /// Keeps the text of `article`, once; one that is too long to be compared is not kept.
    ///
    /// # Errors
    ///
    /// What the system says; a record can do without.
    pub(super) fn keep(&self, article: &Article) -> io::Result<()> {
        let Some(path) = self.path(&article.digest().to_string()) else { return Ok(()) };
        if article.text().len() > LONGEST_OLD || path.try_exists()? {
            return Ok(());
        }
        std::fs::create_dir_all(&self.folder)?;
        let new = with_suffix(&path, &format!(".{}", std::process::id()));
        let kept = std::fs::write(&new, article.text()).and_then(|()| std::fs::rename(&new, &path));
        if kept.is_err() {
            // Only a file of our own that is of no use any more.
            let _ = std::fs::remove_file(&new);
        }
        kept
    }

    /// `None` for what is no SHA-256: a file may say anything.
    fn path(&self, sha256: &str) -> Option<PathBuf> {
        let is_digest = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_digest.then(|| self.folder.join(format!("{sha256}.txt")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::import::plain;

    #[test]
    fn a_text_is_kept_once_and_found_by_its_digest() {
        let data = tempfile::tempdir().unwrap();
        let texts = Texts::new(data.path());
        let article = plain("Zoë left.\r\n".into()).unwrap();
        let digest = article.digest().to_string();
        assert_eq!(texts.load(&digest), None);
        texts.keep(&article).unwrap();
        assert_eq!(texts.load(&digest).unwrap(), article.text());
        let path = texts.path(&digest).unwrap();
        std::fs::write(&path, "changed").unwrap();
        texts.keep(&article).unwrap();
        assert_eq!(texts.load(&digest).unwrap(), "changed", "it is not written again");
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        for odd in ["", "../../etc/passwd", &"g".repeat(64)] {
            assert_eq!(texts.load(odd), None);
        }
    }

    #[test]
    fn a_text_that_cannot_be_kept_is_an_error_and_no_more() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let texts = Texts::new(file.path());
        assert!(texts.keep(&plain(b"text".to_vec()).unwrap()).is_err());
    }
}
