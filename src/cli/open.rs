//! `onrecord PATH…`: articles on the screen.

use std::path::PathBuf;

use super::configuration::Configuration;
use super::{Attributors, Error, Facts, Io, documents, linear, show};

/// The article that comes with the program.
pub(super) const BUNDLED: &str = include_str!("../../assets/article.txt");

/// How articles are opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'a> {
    /// Whose records.
    pub(super) annotator: Option<&'a str>,
    /// Whether they are read line by line.
    pub(super) linear: bool,
}

/// Opens articles on the screen, the first of them that is not done; without one the article that
/// comes with the program. Where the output is no terminal there is no screen: it does what
/// `onrecord show` does, so that nothing waits for keys in a pipe.
pub(super) fn run(
    arguments: &[PathBuf],
    manner: Manner<'_>,
    configuration: &Configuration,
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
        return linear::run(&paths, manner.annotator, configuration, facts, io);
    }
    #[cfg(feature = "tui")]
    if facts.out_is_terminal {
        return screen::open(paths, manner.annotator, configuration, facts, io);
    }
    let attributors = Attributors::new(&configuration.tag_set()?.words, facts)?;
    let unsure_below = configuration.settings.unsure_below;
    let look = show::Look { color: show::ColorChoice::Auto, unsure_below };
    match paths.as_slice() {
        [] => show::text(BUNDLED, look, &attributors, facts, io)?,
        [path] => show::article(path, look, &attributors, facts, io)?,
        paths => show::articles(paths, look, &attributors, facts, io)?,
    }
    if failed.is_empty() { Ok(()) } else { Err(Error::Told) }
}

#[cfg(feature = "tui")]
mod screen {
    use std::num::NonZeroUsize;
    use std::path::PathBuf;
    use std::sync::Arc;
    use std::thread;

    use super::{Attributors, BUNDLED, Configuration, Error, Facts, Io};
    use crate::app::{Message, labels_keep_their_keys};
    use crate::cli::documents::Documents;
    use crate::cli::facts::told;
    use crate::cli::{read, words};
    use crate::config::{Depth, Ground};
    use crate::store::{Histories, Places};
    use crate::tui::{Clipboard, Document, Opening, Stack, Stage, run};

    /// On how many threads an article is attributed: one or two, and one core is left to the screen.
    fn threads_beside_the_screen(cores: NonZeroUsize) -> NonZeroUsize {
        NonZeroUsize::new(cores.get().min(3) - 1).unwrap_or(NonZeroUsize::MIN)
    }

    /// Shows the articles until the person leaves.
    pub(super) fn open(
        paths: Vec<PathBuf>,
        annotator: Option<&str>,
        configuration: &Configuration,
        facts: &Facts,
        io: &mut Io<'_>,
    ) -> Result<(), Error> {
        let (settings, bundled) = (&configuration.settings, words::bundled());
        let early = bundled.clone();
        // Takes about as long as what follows here. Where there is no thread for it, it waits for the article.
        let _ = thread::Builder::new().name("lexicon".to_owned()).spawn(move || early.prepare());
        let keymap = configuration.keymap()?;
        let tag_set = configuration.tag_set_with(&keymap)?;
        labels_keep_their_keys(&keymap, &tag_set).map_err(Error::Config)?;
        let attributors = Attributors::beside(bundled, &tag_set.words, facts)?;
        let others = configuration.clone();
        let schemes = Box::new(move |name: &str, ground| {
            others.scheme_after(name, ground).map_err(|error| told(&error))
        });
        let stage = Stage::new(
            configuration.scheme(&settings.theme)?,
            Depth::from_env(|name| facts.variable(name)),
            Ground::from_env(|name| facts.variable(name)),
            schemes,
        );
        let documents = Documents::new(paths, annotator, tag_set.clone(), attributors, facts);
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
            threads: threads_beside_the_screen(facts.threads()),
            annotator: annotator.or(settings.annotator.as_deref()).unwrap_or(&facts.user).to_owned(),
            tag_set,
            keymap,
            stage,
            clipboard: Clipboard::from_env(|name| facts.variable(name)),
            // The console of Linux would show the request.
            keyboard: !facts.variable("TERM").is_none_or(|term| term == "linux" || term == "dumb"),
            settings: settings.clone(),
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
}
