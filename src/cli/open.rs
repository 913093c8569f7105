//! `onrecord PATH…`: articles on the screen.

use std::path::PathBuf;

use super::{Attributors, Error, Facts, Io, TagSet, ThemeName, documents, linear, show};

/// The article that comes with the program.
pub(super) const BUNDLED: &str = include_str!("../../assets/article.txt");

/// How articles are opened.
#[cfg_attr(not(feature = "tui"), expect(dead_code, reason = "what only the screen asks for"))]
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'a> {
    /// Whose records.
    pub(super) annotator: Option<&'a str>,
    /// The colours.
    pub(super) theme: ThemeName,
    /// What the machine is less sure of than this is marked, in percent.
    pub(super) unsure_below: u8,
    /// Whether they are read line by line.
    pub(super) linear: bool,
}

/// Opens articles on the screen, the first of them that is not done; without one the article that
/// comes with the program. Where the output is no terminal there is no screen: it does what
/// `onrecord show` does, so that nothing waits for keys in a pipe.
pub(super) fn run(
    arguments: &[PathBuf],
    manner: Manner<'_>,
    tag_set: TagSet,
    attributors: Attributors,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    let (paths, failed) = documents::paths(arguments)?;
    for error in &failed {
        io.fail(error);
    }
    let is_dumb = facts.variable("TERM").is_some_and(|term| term == "dumb");
    if manner.linear || is_dumb && facts.out_is_terminal && facts.in_is_terminal && paths.len() < 2 {
        if !manner.linear {
            io.tell("this terminal takes lines alone (TERM=dumb), so here is what --linear does");
        }
        return linear::run(&paths, manner, tag_set, &attributors, facts, io);
    }
    #[cfg(feature = "tui")]
    if facts.out_is_terminal {
        return screen::open(paths, manner, tag_set, attributors, facts, io);
    }
    let look = show::Look { color: show::ColorChoice::Auto, unsure_below: manner.unsure_below };
    match paths.as_slice() {
        [] => show::text(BUNDLED, look, &attributors, facts, io)?,
        [path] => show::article(path, look, &attributors, facts, io)?,
        paths => show::articles(paths, look, &attributors, facts, io)?,
    }
    if failed.is_empty() { Ok(()) } else { Err(Error::Told) }
}

#[cfg(feature = "tui")]
mod screen {
    use std::path::PathBuf;
    use std::sync::Arc;

    use super::{Attributors, BUNDLED, Error, Facts, Io, Manner, TagSet, ThemeName};
    use crate::app::{Message, bundled_keymap};
    use crate::cli::documents::Documents;
    use crate::cli::facts::told;
    use crate::cli::read;
    use crate::config::{ConfigError, Settings, Theme};
    use crate::store::{Histories, Places};
    use crate::tui::{Depth, Document, Opening, Stack, ThemeChoice, run};

    /// Shows the articles until the person leaves.
    pub(super) fn open(
        paths: Vec<PathBuf>,
        manner: Manner<'_>,
        tag_set: TagSet,
        attributors: Attributors,
        facts: &Facts,
        io: &mut Io<'_>,
    ) -> Result<(), Error> {
        let documents = Documents::new(paths, manner.annotator, tag_set.clone(), attributors, facts);
        let (at, first, notice) = match documents.paths() {
            [] => (0, documents.bundled(BUNDLED)?, None),
            [path] if read::is_stdin(path) => (0, documents.begin_stdin(path, &mut io.input)?, None),
            [path] => (0, documents.begin(path)?, None),
            _ => first(&documents)?,
        };
        let opening = Opening {
            documents: Arc::new(documents),
            first,
            at,
            notice,
            places: facts.state_dir.as_deref().map(Places::new),
            histories: facts.state_dir.as_deref().map(Histories::new),
            annotator: manner.annotator.unwrap_or(&facts.user).to_owned(),
            tag_set,
            keymap: bundled_keymap().map_err(config)?,
            dark: Theme::dark().map_err(config)?,
            light: Theme::light().map_err(config)?,
            theme: match manner.theme {
                ThemeName::Auto => ThemeChoice::Auto,
                ThemeName::Dark => ThemeChoice::Dark,
                ThemeName::Light => ThemeChoice::Light,
            },
            depth: Depth::from_env(|name| facts.variable(name)),
            settings: Settings { unsure_below: manner.unsure_below, ..Settings::default() },
            randomness: fastrand::Rng::with_seed(facts.seed),
        };
        let ended = run(opening).map_err(Error::Screen)?;
        if let Some(elsewhere) = &ended.elsewhere {
            io.tell(elsewhere);
        }
        match (ended.unsaved, ended.signal) {
            (Some(unsaved), _) => Err(Error::Unsaved(unsaved)),
            (None, Some(signal)) => Err(Error::Signal(signal)),
            (None, None) => Ok(()),
        }
    }

    /// The first of several documents that is not done and can be opened; where all are done, the
    /// first. With it what to tell of those that were passed over.
    fn first(documents: &Documents) -> Result<(usize, Document, Option<Message>), Error> {
        let count = documents.paths().len();
        let open = (0..count).filter(|&at| !documents.is_done(at));
        let mut failed = None;
        for (at, path) in open.filter_map(|at| Some((at, documents.paths().get(at)?))) {
            match documents.begin(path) {
                Ok(document) => {
                    let notice = failed.map(|error: Error| Message::error(told(&error)));
                    return Ok((at, document, notice));
                }
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        match (failed, documents.paths().first()) {
            (None, Some(path)) => {
                Ok((0, documents.begin(path)?, Some(Message::done("every document is done"))))
            }
            (Some(error), _) => Err(error),
            (None, None) => Err(Error::Told),
        }
    }

    fn config(error: ConfigError) -> Error {
        Error::Config(error)
    }
}
