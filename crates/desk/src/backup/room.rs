//! Rooms: folders in which a backup is unpacked and which are thrown away.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::{Builder, TempDir};

use super::io;
use crate::kernel::Refusal;

const PREFIX: &str = ".shounuo-";
/// What is older was left by a crash; no backup takes so long.
const LEFT_BEHIND: Duration = Duration::from_secs(24 * 60 * 60);

/// A room in the system's own place for such things.
pub(super) fn anywhere() -> Result<TempDir, Refusal> {
    Builder::new().prefix(PREFIX).tempdir().map_err(io)
}

/// A room beside `path`: on the same disk, so that what is in it can be renamed to there. Rooms that a crash left are cleared.
pub(super) fn room_beside(path: &Path) -> Result<TempDir, Refusal> {
    let folder = parent_of(path);
    clear(folder);
    Builder::new().prefix(PREFIX).tempdir_in(folder).map_err(io)
}

/// The folder of a path that may have no folder named.
pub(crate) fn parent_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a new name outlive a power cut, where the system knows such a call.
pub(super) fn sync_folder(folder: &Path) -> Result<(), Refusal> {
    if cfg!(unix) { File::open(folder).and_then(|folder| folder.sync_all()).map_err(io) } else { Ok(()) }
}

/// What cannot be cleared now is cleared next time.
fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
        let old = |entry: &fs::DirEntry| {
            let changed = entry.metadata().ok()?.modified().ok()?;
            SystemTime::now().duration_since(changed).ok().filter(|lay| *lay > LEFT_BEHIND)
        };
        if ours && old(&entry).is_some() {
            let _ = fs::remove_dir_all(entry.path()).or_else(|_| fs::remove_file(entry.path()));
        }
    }
}
