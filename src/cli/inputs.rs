//! From what the command line names to the files that are read: folders and patterns are looked
//! through while the work goes on, in the order of the names.

use std::fs;
use std::io::ErrorKind;
use std::iter::{empty, once};
use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, Pattern};
use walkdir::{DirEntry, WalkDir};

use super::Error;
use super::read::{self, Unreadable};

/// Files that are found one after the other, and what could not be looked through.
pub(super) type Files = Box<dyn Iterator<Item = Result<PathBuf, Error>> + Send>;

/// `*` stays inside a name, and finds no hidden one.
const AS_SHELLS_DO: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// What makes a name a pattern.
const WILD: [char; 3] = ['*', '?', '['];

/// What the program itself writes beside an article.
const OWN_FILES: [&str; 3] = [".ron", ".ron.journal", ".ron.lock"];

/// The files that `argument` stands for: of a folder those that end in one of `endings`, of a
/// pattern those that fit. A name that is there is no pattern; “-” stands for itself.
pub(super) fn files(argument: &Path, endings: &'static [&'static str]) -> Files {
    if read::is_stdin(argument) {
        return Box::new(once(Ok(argument.to_owned())));
    }
    if argument.is_dir() {
        let found = folder(argument, endings);
        return or_else(found, argument, Unreadable::NothingInFolder(endings.join("”, “.")));
    }
    let named = argument.to_str().filter(|name| name.contains(WILD));
    match named {
        Some(pattern) if argument.symlink_metadata().is_err() => match fitting(pattern, endings) {
            Ok(found) => or_else(found, argument, Unreadable::NothingFits),
            Err(error) => Box::new(once(Err(unreadable(argument, Unreadable::Pattern(error.msg))))),
        },
        _ => Box::new(once(Ok(argument.to_owned()))),
    }
}

/// What was found, or that there was nothing.
fn or_else(
    found: impl Iterator<Item = Result<PathBuf, Error>> + Send + 'static,
    of: &Path,
    why: Unreadable,
) -> Files {
    let mut found = found.peekable();
    match found.peek() {
        Some(_) => Box::new(found),
        None => Box::new(once(Err(unreadable(of, why)))),
    }
}

/// The files of a folder and of those in it that end in one of `endings`, in any case.
fn folder(
    folder: &Path,
    endings: &'static [&'static str],
) -> impl Iterator<Item = Result<PathBuf, Error>> + use<> {
    let is_wanted = |path: &Path| {
        let ending = path.extension().unwrap_or_default();
        endings.iter().any(|wanted| ending.eq_ignore_ascii_case(wanted)) && !is_own(path)
    };
    walk(WalkDir::new(folder), false).filter_map(move |found| match found {
        Ok(Found::File(path)) => is_wanted(&path).then_some(Ok(path)),
        Ok(Found::Folder(_)) => None,
        Err(error) => Some(Err(error)),
    })
}

/// The files that fit a pattern and, as where a shell expands it, those of the folders that do;
/// but with `**` only the files, for the folders among them hold one another.
fn fitting(
    pattern: &str,
    endings: &'static [&'static str],
) -> Result<impl Iterator<Item = Result<PathBuf, Error>> + use<>, glob::PatternError> {
    let is_wild = |part: &Component<'_>| part.as_os_str().to_string_lossy().contains(WILD);
    let parts: Vec<_> = Path::new(pattern).components().collect();
    let (plain, wild) = parts.split_at(parts.iter().position(is_wild).unwrap_or(parts.len()));
    let base: PathBuf = plain.iter().collect();
    let mut wild: Vec<_> = wild.iter().map(|part| part.as_os_str().to_string_lossy()).collect();
    let is_deep = wild.iter().any(|part| part == "**");
    if wild.last().is_some_and(|last| last == "**") {
        wild.push("*".into());
    }
    let rest = Pattern::new(&wild.join("/"))?;
    let start = if base.as_os_str().is_empty() { PathBuf::from(".") } else { base.clone() };
    let walked = WalkDir::new(&start).min_depth(1);
    let walked = walked.max_depth(if is_deep { usize::MAX } else { wild.len() });
    let into_hidden = wild.iter().any(|part| part.starts_with('.'));
    // Found from “.”, but named as the pattern is.
    let fits = move |path: &Path| {
        let inside = path.strip_prefix(&start).unwrap_or(path);
        let fits = rest.matches_with(&inside.to_string_lossy(), AS_SHELLS_DO);
        fits.then(|| base.join(inside))
    };
    let found = walk(walked, into_hidden).flat_map(move |found| -> Files {
        let one = |path| Box::new(once(Ok(path)));
        match found {
            Ok(Found::File(path)) if !is_own(&path) => fits(&path).map_or_else(none, |path| one(path)),
            Ok(Found::Folder(path)) if !is_deep => {
                fits(&path).map_or_else(none, |path| Box::new(folder(&path, endings)))
            }
            Ok(_) => none(),
            Err(error) => Box::new(once(Err(error))),
        }
    });
    Ok(found)
}

fn none() -> Files {
    Box::new(empty())
}

/// What a folder holds.
enum Found {
    /// A file, a link to one, or a link to nothing: reading that says so.
    File(PathBuf),
    /// A folder or a link to one.
    Folder(PathBuf),
}

/// What is below a folder. Linked folders are not entered, so that none is read twice and no circle
/// is run in.
fn walk(folders: WalkDir, into_hidden: bool) -> impl Iterator<Item = Result<Found, Error>> {
    let is_hidden =
        |entry: &DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
    let entries = folders.sort_by_file_name().into_iter();
    entries.filter_entry(move |entry| into_hidden || !is_hidden(entry)).filter_map(|entry| match entry {
        Ok(entry) => found(entry).map(Ok),
        Err(error) => {
            let path = error.path().unwrap_or(Path::new("")).to_owned();
            let is_start = error.depth() == 0;
            match error.into_io_error() {
                // Where a pattern begins there is nothing: nothing fits it.
                Some(error) if is_start && error.kind() == ErrorKind::NotFound => None,
                Some(error) => Some(Err(read::failed(&path, error))),
                None => None,
            }
        }
    })
}

/// What an entry is; `None` for what is neither file nor folder, such as a socket.
fn found(entry: DirEntry) -> Option<Found> {
    // What a link leads to; where that is nothing, the link.
    let kind = fs::metadata(entry.path()).map_or(entry.file_type(), |behind| behind.file_type());
    if kind.is_dir() {
        Some(Found::Folder(entry.into_path()))
    } else if kind.is_file() || kind.is_symlink() {
        Some(Found::File(entry.into_path()))
    } else {
        None
    }
}

/// Whether it is a file that the program itself writes beside an article.
pub(super) fn is_own(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    OWN_FILES.iter().any(|ending| name.ends_with(ending.as_bytes()))
}

fn unreadable(path: &Path, source: Unreadable) -> Error {
    Error::Read { name: read::name(path), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with empty files in it.
    fn desk(names: &[&str]) -> tempfile::TempDir {
        let desk = tempfile::tempdir().unwrap();
        for name in names {
            let path = desk.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        desk
    }

    /// What `argument`, a path in the folder, stands for there; an error as its last words.
    fn found(desk: &tempfile::TempDir, argument: &str) -> Vec<String> {
        let told = |found: Result<PathBuf, Error>| match found {
            Ok(path) => path.strip_prefix(desk.path()).unwrap().to_string_lossy().replace('\\', "/"),
            Err(Error::Read { source, .. }) => source.to_string(),
            Err(error) => error.to_string(),
        };
        files(&desk.path().join(argument), &["txt"]).map(told).collect()
    }

    #[test]
    fn folders_and_patterns_stand_for_files_in_the_order_of_their_names() {
        let desk = desk(&[
            "a.txt",
            "a.txt.ron",
            "a.txt.ana.ron",
            "a.txt.ron.journal",
            "a.txt.ron.lock",
            "b.md",
            "B.TXT",
            ".c.txt",
            "in/d.txt",
            "in/deep/e.txt",
            "in/.hidden/f.txt",
            "in/[odd]/g*.txt",
            "in/[odd]/gh.txt",
            "empty/x.md",
        ]);
        let all = ["B.TXT", "a.txt", "in/[odd]/g*.txt", "in/[odd]/gh.txt", "in/d.txt", "in/deep/e.txt"];
        let nothing_fits = "there is no such file, and no file fits it as a pattern; check the name";
        let table: [(&str, &[&str]); 19] = [
            ("", &all),
            ("in", &all[2..]),
            ("empty", &["no file in this folder ends in “.txt”; name the files"]),
            ("a.txt", &["a.txt"]),
            ("none.txt", &["none.txt"]),
            ("*.txt", &["a.txt"]),
            ("a*", &["a.txt"]),
            ("*", &["B.TXT", "a.txt", "b.md", all[2], all[3], all[4], all[5]]),
            ("i?/*[de]*", &all[2..]),
            ("i*", &all[2..]),
            ("?.*", &["B.TXT", "a.txt", "b.md"]),
            ("[!a].*", &["B.TXT", "b.md"]),
            ("**/*.txt", &all[1..]),
            ("in/**", &all[2..]),
            ("in/*/e.txt", &["in/deep/e.txt"]),
            ("in/.*/*.txt", &["in/.hidden/f.txt"]),
            ("in/[[]odd]/g*.txt", &["in/[odd]/g*.txt", "in/[odd]/gh.txt"]),
            ("in/[odd]/g*.txt", &["in/[odd]/g*.txt"]),
            ("none/*.txt", &[nothing_fits]),
        ];
        for (argument, expected) in table {
            assert_eq!(found(&desk, argument), expected, "{argument:?}");
        }
        assert!(found(&desk, "a[.txt")[0].starts_with("there is no such file, and it is no pattern: "));
    }

    #[cfg(unix)]
    #[test]
    fn links_to_files_are_read_and_links_to_folders_not_entered() {
        use std::os::unix::fs::symlink;

        let desk = desk(&["in/a.txt", "other/b.txt"]);
        for (target, link) in [
            (".", "in/circle"),
            ("../other", "in/other"),
            ("../other/b.txt", "in/linked.txt"),
            ("none", "in/broken.txt"),
            ("in", "start"),
            ("self.txt", "in/self.txt"),
        ] {
            symlink(target, desk.path().join(link)).unwrap();
        }
        let expected = ["a.txt", "broken.txt", "linked.txt", "self.txt"];
        for start in ["in", "start"] {
            let expected = expected.map(|name| format!("{start}/{name}"));
            for argument in [start.to_owned(), format!("{start}/**/*.txt")] {
                assert_eq!(found(&desk, &argument), expected, "{argument}");
            }
        }
    }
}
