//! `onrecord FILE`: the article on the screen.

use std::path::Path;

use super::{Attributors, Error, Facts, Io, TagSet, ThemeName, show};

/// The article that comes with the program.
const BUNDLED: &str = include_str!("../../assets/article.txt");

/// How an article is opened.
#[cfg_attr(not(feature = "tui"), expect(dead_code, reason = "what only the screen asks for"))]
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'a> {
    /// Whose record.
    pub(super) annotator: Option<&'a str>,
    /// The colours.
    pub(super) theme: ThemeName,
    /// What the machine is less sure of than this is marked, in percent.
    pub(super) unsure_below: u8,
}

/// Opens an article on the screen; without a file the one that comes with the program. Where the
/// output is no terminal there is no screen: it does what `onrecord show` does, so that nothing
/// waits for keys in a pipe.
pub(super) fn run(
    file: Option<&Path>,
    manner: Manner<'_>,
    tag_set: TagSet,
    attributors: &Attributors,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    #[cfg(not(feature = "tui"))]
    let _ = tag_set;
    #[cfg(feature = "tui")]
    if facts.out_is_terminal {
        return screen::open(file, manner, tag_set, attributors, facts, io);
    }
    let look = show::Look { color: show::ColorChoice::Auto, unsure_below: manner.unsure_below };
    match file {
        Some(file) => show::article(file, look, attributors, facts, io),
        None => show::text(BUNDLED, look, attributors, facts, io),
    }
}

#[cfg(feature = "tui")]
mod screen {
    use std::fs::File;
    use std::io::{self, BufRead, Read};
    use std::path::{Path, PathBuf};

    use super::{Attributors, BUNDLED, Error, Facts, Io, Manner, TagSet, ThemeName};
    use crate::app::bundled_keymap;
    use crate::article::{Article, import};
    use crate::cli::read::{self, Unreadable};
    use crate::config::{ConfigError, Theme};
    use crate::store::{Histories, Location, Places};
    use crate::tui::{Depth, Opening, Rest, ThemeChoice, run};

    /// How much of an article is read before the first frame, in bytes.
    const HEAD: u64 = 1 << 16;

    /// Shows the article until the person leaves.
    pub(super) fn open(
        file: Option<&Path>,
        manner: Manner<'_>,
        tag_set: TagSet,
        attributors: &Attributors,
        facts: &Facts,
        io: &mut Io<'_>,
    ) -> Result<(), Error> {
        let unreadable =
            |source: Unreadable| Error::Read { name: file.map_or_else(String::new, read::name), source };
        let (article, rest) = match file {
            None => (
                import::plain(BUNDLED.into()).map_err(|error| unreadable(Unreadable::TooLarge(error)))?,
                None,
            ),
            Some(path) if read::is_stdin(path) => {
                if facts.in_is_terminal {
                    return Err(unreadable(Unreadable::Terminal));
                }
                stdin(&mut io.input).map_err(unreadable)?
            }
            Some(path) => begin(path).map_err(unreadable)?,
        };
        let opening = Opening {
            article,
            rest,
            file: file.map_or_else(|| "the bundled article".to_owned(), read::name),
            path: file.filter(|path| !read::is_stdin(path)).map(Path::to_owned),
            location: location(file, manner.annotator, facts),
            places: facts.state_dir.as_deref().map(Places::new),
            histories: facts.state_dir.as_deref().map(Histories::new),
            elsewhere: elsewhere(file, manner.annotator, facts),
            annotator: manner.annotator.unwrap_or(&facts.user).to_owned(),
            attributor: attributors.of(file)?,
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
            unsure_below: manner.unsure_below,
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

    fn config(error: ConfigError) -> Error {
        Error::Config(error)
    }

    /// Reads the beginning of the file `path`, or all of it where it is short.
    fn begin(path: &Path) -> Result<(Article, Option<Rest>), Unreadable> {
        let mut file = File::open(path)?;
        let mut begun = Vec::new();
        let read = Read::take(&mut file, HEAD).read_to_end(&mut begun)?;
        if (read as u64) < HEAD {
            return Ok((import::plain(begun).map_err(Unreadable::TooLarge)?, None));
        }
        let head = import::head(&begun).map_err(Unreadable::TooLarge)?;
        Ok((head, Some(Rest { begun, source: Box::new(file) })))
    }

    /// Reads what standard input has by now; a slow program before the pipe does not hold the
    /// screen.
    fn stdin(input: &mut dyn BufRead) -> Result<(Article, Option<Rest>), Unreadable> {
        let begun = input.fill_buf()?.to_vec();
        input.consume(begun.len());
        let head = import::head(&begun).map_err(Unreadable::TooLarge)?;
        Ok((head, Some(Rest { begun, source: Box::new(io::stdin()) })))
    }

    /// Where a record is offered to be saved that cannot be saved in its place; empty where there is
    /// no data directory to offer.
    fn elsewhere(file: Option<&Path>, annotator: Option<&str>, facts: &Facts) -> PathBuf {
        let name = file.and_then(Path::file_name).filter(|name| *name != "-");
        let name = name.map_or_else(|| "article".into(), |name| name.to_string_lossy());
        let offer = |data: &Path| Location::elsewhere(data, &name, annotator);
        facts.data_dir.as_deref().map(offer).unwrap_or_default()
    }

    /// Where the record is kept, to be asked once the whole article is known.
    fn location(
        file: Option<&Path>,
        annotator: Option<&str>,
        facts: &Facts,
    ) -> Box<dyn FnOnce(&Article) -> Location + Send> {
        let (facts, annotator) = (facts.clone(), annotator.map(str::to_owned));
        // The bundled article has no folder of its own.
        let file = file.map_or_else(|| PathBuf::from("-"), Path::to_owned);
        Box::new(move |article| read::location(&file, article, annotator.as_deref(), &facts))
    }
}
