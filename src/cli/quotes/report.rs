//! What is told on standard error, beside the output: how far the work is, what is odd, what failed.

use std::fmt::Display;
use std::path::PathBuf;
use std::{fs, thread};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::inputs;
use crate::cli::{Error, Facts, Io, read};

/// The progress where the amount of work is known.
const BAR: &str = "{bytes} of {total_bytes} {wide_bar} {bytes_per_sec}, {eta} left, {msg}";
/// The progress where it is not, as for standard input.
const COUNT: &str = "{bytes}, {bytes_per_sec}, {msg}";
/// How many bad lines of one file are told one by one.
const BAD_LINES_TOLD: usize = 10;

/// Tells how the work goes, and remembers what failed.
pub(super) struct Report {
    bar: ProgressBar,
    quiet: bool,
    documents: u64,
    /// Of the file of JSON Lines that is being read.
    bad_lines: usize,
    failed: bool,
}

impl Report {
    /// Tells only what fails.
    pub(super) fn quiet() -> Self {
        Self { bar: ProgressBar::hidden(), quiet: true, documents: 0, bad_lines: 0, failed: false }
    }

    /// Tells everything about the work on these inputs. The progress is shown where standard error
    /// is a terminal and standard output is not, for there the output itself shows it.
    pub(super) fn new(inputs: &[PathBuf], endings: &'static [&'static str], facts: &Facts) -> Self {
        let is_shown = facts.err_is_terminal && !facts.out_is_terminal;
        let bar = if is_shown { bar(inputs, endings) } else { ProgressBar::hidden() };
        Self { bar, quiet: false, ..Self::quiet() }
    }

    /// So many more bytes of input are done.
    pub(super) fn done(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    /// One more document is written.
    pub(super) fn written(&mut self) {
        self.documents += 1;
        if !self.bar.is_hidden() {
            let noun = if self.documents == 1 { "document" } else { "documents" };
            self.bar.set_message(format!("{} {noun}", HumanCount(self.documents)));
        }
    }

    /// Something is odd.
    pub(super) fn note(&self, note: impl Display, io: &mut Io<'_>) {
        if !self.quiet {
            self.bar.suspend(|| io.tell(note));
        }
    }

    /// A file could not be worked on, and was skipped.
    pub(super) fn failed(&mut self, error: &Error, io: &mut Io<'_>) {
        self.failed = true;
        self.bar.suspend(|| io.fail(error));
    }

    /// A line of the file of that name is no document, and was skipped.
    pub(super) fn bad_line(&mut self, file: &str, number: usize, problem: &str, io: &mut Io<'_>) {
        self.failed = true;
        self.bad_lines += 1;
        if self.bad_lines <= BAD_LINES_TOLD {
            self.bar.suspend(|| io.tell(format!("{file}: line {number}: {problem}; it was skipped")));
        }
    }

    /// A file of JSON Lines, of that name, is at its end.
    pub(super) fn end_of_lines(&mut self, file: &str, io: &mut Io<'_>) {
        if self.bad_lines > BAD_LINES_TOLD {
            let more = self.bad_lines - BAD_LINES_TOLD;
            self.bar.suspend(|| io.tell(format!("{file}: {more} more lines were skipped")));
        }
        self.bad_lines = 0;
    }

    /// Whether anything failed.
    pub(super) fn has_failed(&self) -> bool {
        self.failed
    }
}

impl Drop for Report {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn bar(inputs: &[PathBuf], endings: &'static [&'static str]) -> ProgressBar {
    let is_known = !inputs.iter().any(|input| read::is_stdin(input));
    let Ok(style) = ProgressStyle::with_template(if is_known { BAR } else { COUNT }) else {
        return ProgressBar::hidden();
    };
    let bar = ProgressBar::with_draw_target(is_known.then_some(0), ProgressDrawTarget::stderr());
    bar.set_style(style);
    if is_known {
        measure(inputs.to_vec(), endings, bar.clone());
    }
    bar
}

/// Adds up how much there is to do, beside the work.
fn measure(inputs: Vec<PathBuf>, endings: &'static [&'static str], bar: ProgressBar) {
    let measure = move || {
        let files = inputs.iter().flat_map(|input| inputs::files(input, endings)).flatten();
        files.filter_map(|file| fs::metadata(file).ok()).for_each(|file| bar.inc_length(file.len()));
    };
    // Without this thread the progress is only told less well.
    let _ = thread::Builder::new().name("measure".into()).spawn(measure);
}
