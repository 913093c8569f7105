//! `onrecord --linear FILE`: an article line by line, for screen readers, braille displays and pipes. No
//! box, no colour, no cursor that moves: it prints a paragraph, says in words who speaks, and reads a
//! command.
//!
//! * `commands`: what can be asked for, and the help made from it
//! * `telling`: a paragraph in words, with who speaks
//! * `reader`: where the reader is, and where a command leads
//! * `editing`: what a command changes; the program without a screen decides and tags
//! * `keeping`: every edit on disk before it is told as saved

mod commands;
mod editing;
mod keeping;
mod reader;
mod telling;

use std::io::BufRead as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::configuration::Configuration;
use super::open::BUNDLED;
use super::read::{self, Unreadable};
use super::{Attributors, Error, Facts, Io};
use crate::app::{App, Findings, Setup, bundled_keymap};
use crate::article::{Article, import};
use crate::page::visible;
use crate::store::{Header, Histories};
use commands::Command;
use keeping::Keeper;
use reader::Reader;

/// Reads one article with the person who sits at the standard input; without one, that which comes with
/// the program.
///
/// # Errors
///
/// Wrong usage for several articles and for “-”, where the commands come from; what reading the article
/// gives, and [`Error::Unsaved`] where edits could not be saved.
pub(super) fn run(
    paths: &[PathBuf],
    annotator: Option<&str>,
    configuration: &Configuration,
    facts: &Facts,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    let refuse = |message| Err(Error::usage(clap::error::ErrorKind::ArgumentConflict, message));
    let (path, article) = match paths {
        [] => (Path::new("-"), bundled()?),
        [path] if read::is_stdin(path) => {
            return refuse("--linear reads its commands from standard input: name a file\n");
        }
        [path] => (path.as_path(), read::article(path, io)?),
        _ => return refuse("--linear reads one article at a time: name one file\n"),
    };
    let settings = configuration.settings.clone();
    let tag_set = configuration.tag_set()?;
    let attributors = Attributors::new(&tag_set.words, facts)?;
    let article = Arc::new(article);
    let attribution = attributors.of(Some(path))?.attribute_with(&article, facts.threads());
    let own = annotator.or(settings.annotator.as_deref()).unwrap_or(&facts.user).to_owned();
    let file = if paths.is_empty() { "the bundled article".to_owned() } else { read::name(path) };
    let header = Header {
        file: file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
        annotator: own.clone(),
        tag_set: tag_set.name.clone(),
    };
    let mut app = App::new(Setup {
        article: article.clone(),
        whole: true,
        file,
        annotator: own,
        tag_set,
        keymap: bundled_keymap().map_err(Error::Config)?,
        size: SIZE,
        settings,
        elsewhere: String::new(),
        randomness: fastrand::Rng::with_seed(facts.seed),
    });
    let location = read::location(path, &article, annotator, facts);
    let histories = facts.state_dir.as_deref().map(Histories::new);
    let keeper = Keeper::open(&location, &article, &header, histories.as_ref(), &mut app);
    keeping::send(&mut app, crate::app::Event::Attributed(Arc::new(Findings::new(attribution))));
    let mut reader = Reader::new(app, keeper);
    let say = |io: &mut Io<'_>, lines: Vec<String>| -> Result<(), Error> {
        for line in lines {
            writeln!(io.out, "{}", visible(&line)).map_err(Error::Output)?;
        }
        if facts.in_is_terminal {
            write!(io.out, "> ").map_err(Error::Output)?;
        }
        io.out.flush().map_err(Error::Output)
    };
    let said = say(io, reader.opening()).and_then(|()| {
        loop {
            let mut line = Vec::new();
            let read =
                io.input.read_until(b'\n', &mut line).map_err(|error| read::failed(Path::new("-"), error))?;
            let command = Command::read(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']));
            if read == 0 || command == Ok(Command::Quit) {
                return Ok(());
            }
            let lines = command.map_or_else(|why| vec![why], |command| reader.obey(command));
            say(io, lines)?;
        }
    });
    // Whatever became of the conversation, what was decided is written.
    let closed = reader.close();
    match (said, closed) {
        (Err(error), _) if !matches!(error, Error::Output(_)) => Err(error),
        (_, Some(unsaved)) => Err(Error::Unsaved(unsaved)),
        (said, None) => said,
    }
}

/// A screen of some size, which nobody sees.
const SIZE: (u16, u16) = (80, 24);

/// The article that comes with the program.
fn bundled() -> Result<Article, Error> {
    let read = import::plain(BUNDLED.into());
    read.map_err(|error| Error::Read { name: String::new(), source: Unreadable::TooLarge(error) })
}
