//! The few things that a store asks of the file system.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::location::with_suffix;

/// The most symbolic links that are followed.
const LINKS: usize = 40;

/// Replaces the file at `path` by one with these bytes, or else leaves it as it is: writes a new one
/// in the same folder, syncs it, renames it, syncs the folder. The file has the mode of that at
/// `like`, where there is one.
pub(super) fn replace(path: &Path, like: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = &with_suffix(path, ".new");
    let written = write_new(like, new, bytes).and_then(|()| fs::rename(new, path));
    if written.is_err() {
        // Only a file of our own that is of no use any more.
        let _ = fs::remove_file(new);
    }
    written?;
    sync_folder(path)
}

fn write_new(like: &Path, new: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::create_new(new)?;
    if let Ok(metadata) = fs::metadata(like) {
        file.set_permissions(metadata.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes the creation, renaming and removal of files beside `path` last.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(folder_of(path))?.sync_all() {
        // Some file systems cannot sync a folder; there is nothing more to be done then.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        other => other,
    }
}

/// The folder that `path` lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The file that `path` leads to, through symbolic links, also where that is not there yet.
pub(super) fn target(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&path) {
            Ok(link) => path = folder_of(&path).join(link),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidInput) => {
                return Ok(path);
            }
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

/// Whether `path` still leads to the open file: false once that was removed or replaced.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;

    let open = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(there) => Ok((open.dev(), open.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether `path` still leads to the open file: elsewhere than on Unix an open file stays.
#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> io::Result<bool> {
    path.try_exists()
}
