use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;

use super::VaultFault;

/// Puts `bytes` under `name` so that after a crash the old or the new content is there, never a part.
pub(super) fn write_durably(dir: &Path, name: &str, bytes: &[u8]) -> Result<(), VaultFault> {
    write_durably_with(dir, name, |out| out.write_all(bytes))
}

/// As [`write_durably`], with what `write` writes: a temporary file is written and synced, renamed over the old one, and the
/// folder is synced.
pub(crate) fn write_durably_with(dir: &Path, name: &str, write: impl FnOnce(&mut File) -> std::io::Result<()>) -> Result<(), VaultFault> {
    let temporary = dir.join(format!(".{name}.tmp"));
    let written = write_synced(&temporary, write).and_then(|()| fs::rename(&temporary, dir.join(name)));
    if let Err(error) = written {
        // A half-written temporary file is of no use; the error that matters is the first one.
        let _ = fs::remove_file(&temporary);
        return Err(error.into());
    }
    sync_folder(dir)
}

/// The name whose temporary file this is.
pub(crate) fn temporary_of(file: &str) -> Option<&str> {
    file.strip_prefix('.')?.strip_suffix(".tmp")
}

fn write_synced(path: &Path, write: impl FnOnce(&mut File) -> std::io::Result<()>) -> std::io::Result<()> {
    let mut file = private().write(true).create(true).truncate(true).open(path)?;
    write(&mut file)?;
    file.sync_all()
}

/// Open options for files that only their owner may read.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a rename or removal in `dir` outlive a power cut. Windows has no such call; NTFS journals its folders.
pub(crate) fn sync_folder(dir: &Path) -> Result<(), VaultFault> {
    if cfg!(unix) {
        File::open(dir)?.sync_all()?;
    }
    Ok(())
}
