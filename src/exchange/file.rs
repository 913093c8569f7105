//! Puts an export on disk: whole or not at all, and never over something else by accident.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// An export was not written; what was there before still is.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// A file of that name is there.
    #[error("{} is there already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file is one that the export is made from.
    #[error("{} is what the export is made from; name another file", path.display())]
    Source {
        /// The file.
        path: PathBuf,
    },
    /// The system does not let us write it.
    #[error("{} cannot be written", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}

/// Writes `text` to the file `path`, atomically: to a new file in its folder, synced, that then
/// takes its name. A device or a pipe is written to directly. `sources` are the files that must
/// not be replaced: the article and its record.
///
/// # Errors
///
/// [`SaveError::Exists`] where there is a file already and `replace` is not set,
/// [`SaveError::Source`] for one of `sources`, and [`SaveError::Io`].
pub fn save(path: &Path, text: &str, replace: bool, sources: &[&Path]) -> Result<(), SaveError> {
    let place = place(path);
    if sources.iter().any(|source| place == self::place(source)) {
        return Err(SaveError::Source { path: path.into() });
    }
    let written = match fs::metadata(path) {
        Ok(there) if there.is_dir() => Err(ErrorKind::IsADirectory.into()),
        Ok(there) if !there.is_file() => OpenOptions::new().write(true).open(path).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.flush()
        }),
        there => write_new(&place, text, replace, there.ok().map(|there| there.permissions())),
    };
    written.map_err(|source| match source.kind() {
        ErrorKind::AlreadyExists => SaveError::Exists { path: path.into() },
        _ => SaveError::Io { path: path.into(), source },
    })
}

/// The file that `path` leads to, by its full name, whether it is there or not.
fn place(path: &Path) -> PathBuf {
    let folder = || fs::canonicalize(folder_of(path)).unwrap_or_else(|_| folder_of(path).into());
    fs::canonicalize(path).unwrap_or_else(|_| folder().join(path.file_name().unwrap_or_default()))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn write_new(path: &Path, text: &str, replace: bool, permissions: Option<fs::Permissions>) -> io::Result<()> {
    if !replace && path.symlink_metadata().is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file: what the process's mask leaves of it.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut new = builder.prefix(".onrecord-").tempfile_in(folder_of(path))?;
    if let Some(permissions) = permissions {
        new.as_file().set_permissions(permissions)?;
    }
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    let persisted: Result<File, _> = if replace { new.persist(path) } else { new.persist_noclobber(path) };
    persisted.map(drop).map_err(|error| error.error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_only_when_asked_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        save(&path, "one", false, &[]).unwrap();
        assert!(matches!(save(&path, "two", false, &[]), Err(SaveError::Exists { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        save(&path, "two", true, &[]).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn the_article_and_its_record_are_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("a.txt");
        let record = folder.path().join("a.txt.ron");
        fs::write(&article, "text").unwrap();
        let roundabout = folder.path().join(".").join("a.txt");
        for path in [&article, &record, &roundabout] {
            let saved = save(path, "export", true, &[&article, &record]);
            assert!(matches!(saved, Err(SaveError::Source { .. })), "{path:?}");
        }
        assert_eq!(fs::read_to_string(&article).unwrap(), "text");
        assert!(!record.exists());
    }

    #[test]
    fn a_folder_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let nowhere = folder.path().join("none").join("out.csv");
        for path in [folder.path(), &nowhere] {
            assert!(matches!(save(path, "export", true, &[]), Err(SaveError::Io { .. })), "{path:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_mode_stays_as_it_was() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("out.csv"), folder.path().join("link.csv"));
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("out.csv", &link).unwrap();
        save(&link, "two", true, &[]).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert!(link.is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_to() {
        save(Path::new("/dev/null"), "export", false, &[]).unwrap();
    }
}
