//! The articles that the command line names, with their records.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Attributors, Error, Facts, inputs, read};
use crate::app::{Findings, Progress};
use crate::article::Article;
use crate::config::TagSet;
use crate::store::{self, Location};

/// How the files end that are looked for in folders.
const ENDINGS: &[&str] = &["txt"];

/// Articles in the order of the command line.
pub(super) struct Documents {
    paths: Vec<PathBuf>,
    annotator: Option<String>,
    tag_set: TagSet,
    attributors: Attributors,
    facts: Facts,
}

/// The files that `arguments` stand for, each once: of folders and patterns the articles in them. What
/// the program itself writes is left out, and what cannot be looked through is told beside.
///
/// # Errors
///
/// What is wrong with the first argument where none leads to a file, and “-” beside others.
pub(super) fn paths(arguments: &[PathBuf]) -> Result<(Vec<PathBuf>, Vec<Error>), Error> {
    if arguments.len() > 1 && arguments.iter().any(|path| read::is_stdin(path)) {
        let message = "“-” stands alone: standard input is one article\n";
        return Err(Error::usage(clap::error::ErrorKind::ArgumentConflict, message));
    }
    let mut seen = HashSet::new();
    let mut paths = Vec::new();
    let mut failed = Vec::new();
    for found in arguments.iter().flat_map(|argument| inputs::files(argument, ENDINGS)) {
        match found {
            Ok(path) if seen.insert(path.clone()) => paths.push(path),
            Ok(_) => {}
            Err(error) => failed.push(error),
        }
    }
    // One that is named alone is meant.
    if paths.len() > 1 {
        paths.retain(|path| !inputs::is_own(path));
    }
    if paths.is_empty() && !failed.is_empty() {
        return Err(failed.swap_remove(0));
    }
    Ok((paths, failed))
}

impl Documents {
    /// The articles in the files `paths`, with the records of `annotator`.
    pub(super) fn new(
        paths: Vec<PathBuf>,
        annotator: Option<&str>,
        tag_set: TagSet,
        attributors: Attributors,
        facts: &Facts,
    ) -> Self {
        Self { paths, annotator: annotator.map(str::to_owned), tag_set, attributors, facts: facts.clone() }
    }

    /// The files.
    pub(super) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// How far the work on the article in the file `path` is.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] and [`Error::Record`] where the article or its record cannot be read.
    pub(super) fn progress_of(&self, path: &Path) -> Result<Progress, Error> {
        let article = Arc::new(read::parse(path, read::file(path)?)?);
        let loaded = store::read_at(&self.location(path, &article), &article).map_err(Error::Record)?;
        let findings = Findings::new(self.attributors.of(Some(path))?.attribute(&article));
        Ok(Progress::of(&findings, &loaded.record, &self.tag_set))
    }

    fn location(&self, path: &Path, article: &Article) -> Location {
        read::location(path, article, self.annotator.as_deref(), &self.facts)
    }
}

#[cfg(feature = "tui")]
mod screen {
    use std::fs::File;
    use std::io::{self, BufRead, Read};

    use super::*;
    use crate::app::Stamp;
    use crate::app::Status;
    use crate::article::import;
    use crate::cli::facts::told;
    use crate::cli::read::Unreadable;
    use crate::tui::{Document, Rest, Stack, stamp};

    /// An article or its head, what is still to be read, and its file as it was by then.
    type Begun = (Article, Option<Rest>, Option<Stamp>);

    /// How much of an article is read before the first frame, in bytes.
    const HEAD: u64 = 1 << 16;

    impl Documents {
        /// Begins to read the article in the file `path`.
        ///
        /// # Errors
        ///
        /// [`Error::Read`] for the article, [`Error::Config`] for words in its folder that are not as
        /// they should be.
        pub(in crate::cli) fn begin(&self, path: &Path) -> Result<Document, Error> {
            let begun = head(path);
            self.document(path, begun)
        }

        /// The same for standard input, of which there is `input`.
        ///
        /// # Errors
        ///
        /// As [`begin`](Self::begin).
        pub(in crate::cli) fn begin_stdin(
            &self,
            path: &Path,
            input: &mut dyn BufRead,
        ) -> Result<Document, Error> {
            let begun = if self.facts.in_is_terminal { Err(Unreadable::Terminal) } else { stdin(input) };
            self.document(path, begun)
        }

        /// The article that comes with the program.
        ///
        /// # Errors
        ///
        /// As [`begin`](Self::begin).
        pub(in crate::cli) fn bundled(&self, text: &str) -> Result<Document, Error> {
            let article = import::plain(text.into()).map_err(Unreadable::TooLarge);
            // It has no folder of its own.
            let document = self.document(Path::new("-"), article.map(|article| (article, None, None)))?;
            Ok(Document { file: BUNDLED.to_owned(), ..document })
        }

        fn document(&self, path: &Path, begun: Result<Begun, Unreadable>) -> Result<Document, Error> {
            let (article, rest, seen) =
                begun.map_err(|source| Error::Read { name: read::name(path), source })?;
            let (annotator, facts, file) = (self.annotator.clone(), self.facts.clone(), path.to_owned());
            Ok(Document {
                article: Arc::new(article),
                seen,
                rest,
                file: read::name(path),
                path: (!read::is_stdin(path)).then(|| path.to_owned()),
                location: Box::new(move |article| {
                    read::location(&file, article, annotator.as_deref(), &facts)
                }),
                attributor: self.attributors.of(Some(path))?,
                elsewhere: self.elsewhere(path),
            })
        }

        /// Where the record of the article in the file `path` is offered to be saved when it cannot be
        /// saved in its place; empty where there is no data directory to offer.
        fn elsewhere(&self, path: &Path) -> PathBuf {
            let name = path.file_name().filter(|name| *name != "-");
            let name = name.map_or_else(|| "article".into(), |name| name.to_string_lossy());
            let offer = |data: &Path| Location::elsewhere(data, &name, self.annotator.as_deref());
            self.facts.data_dir.as_deref().map(offer).unwrap_or_default()
        }
    }

    impl Stack for Documents {
        fn names(&self) -> Arc<[String]> {
            match self.paths.as_slice() {
                [] => [BUNDLED.to_owned()].into(),
                paths => paths.iter().map(|path| read::name(path)).collect(),
            }
        }

        fn open(&self, at: usize) -> Result<Document, String> {
            let path = self.paths.get(at).ok_or_else(|| "there is no such document".to_owned())?;
            self.begin(path).map_err(|error| told(&error))
        }

        fn is_done(&self, at: usize) -> bool {
            let is_done = |path: &PathBuf| {
                let article = Arc::new(read::parse(path, read::file(path).ok()?).ok()?);
                let (label, value) = Status::DONE;
                let location = self.location(path, &article);
                Some(store::is_labelled(location.record(), &article, label, value))
            };
            self.paths.get(at).and_then(is_done).unwrap_or(false)
        }

        fn progress(&self, at: usize) -> Option<Progress> {
            self.progress_of(self.paths.get(at)?).ok()
        }
    }

    /// What the article that comes with the program is called.
    const BUNDLED: &str = "the bundled article";

    /// Reads the beginning of the file `path`, or all of it where it is short.
    fn head(path: &Path) -> Result<Begun, Unreadable> {
        let mut file = File::open(path)?;
        let seen = stamp(&file.metadata()?);
        let mut begun = Vec::new();
        let read = Read::take(&mut file, HEAD).read_to_end(&mut begun)?;
        if (read as u64) < HEAD {
            return Ok((import::plain(begun).map_err(Unreadable::TooLarge)?, None, seen));
        }
        let head = import::head(&begun).map_err(Unreadable::TooLarge)?;
        Ok((head, Some(Rest { begun, source: Box::new(file) }), seen))
    }

    /// Reads what standard input has by now; a slow program before the pipe does not hold the
    /// screen.
    fn stdin(input: &mut dyn BufRead) -> Result<Begun, Unreadable> {
        let begun = input.fill_buf()?.to_vec();
        input.consume(begun.len());
        let head = import::head(&begun).map_err(Unreadable::TooLarge)?;
        Ok((head, Some(Rest { begun, source: Box::new(io::stdin()) }), None))
    }
}
