//! Files that no record names: what a crash left.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::{FileName, Files};
use crate::vault::write_file::{sync_folder, temporary_of};

/// How long a file that no record names lies aside before it goes. A crash leaves one; so does somebody who puts an older
/// database back, and then its files must still be there when the newer one returns.
pub const ORPHANS_KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);
const ASIDE: &str = ".orphan";

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Half-written files that were removed.
    pub unfinished: usize,
    /// Whole files that no record names, now aside.
    pub set_aside: usize,
    /// Files whose record is there again.
    pub brought_back: usize,
    /// Files that lay aside long enough and were removed.
    pub removed: usize,
}

impl Files {
    /// Clears the folder of what no record names. `named` must come from a database that was read soundly, and nobody may be
    /// adding files meanwhile. Files that are not ours are left alone.
    ///
    /// # Errors
    /// When the folder cannot be read or changed; then it is tried again at the next opening.
    pub fn sweep(&self, named: &BTreeSet<FileName>, now: SystemTime) -> io::Result<Swept> {
        let mut swept = Swept::default();
        let found = match fs::read_dir(&self.dir) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(swept),
            Err(error) => return Err(error),
        };
        for entry in found {
            let entry = entry?;
            if let Some(file) = entry.file_name().to_str() {
                self.settle(file, &entry.path(), named, now, &mut swept)?;
            }
        }
        if swept != Swept::default() {
            sync_folder(&self.dir).map_err(io::Error::other)?;
        }
        Ok(swept)
    }

    fn settle(&self, file: &str, path: &Path, named: &BTreeSet<FileName>, now: SystemTime, swept: &mut Swept) -> io::Result<()> {
        if let Some(name) = FileName::parse(file) {
            if !named.contains(&name) {
                set_aside(path, &self.dir.join(format!("{file}{ASIDE}")), now)?;
                swept.set_aside += 1;
            }
        } else if let Some(name) = file.strip_suffix(ASIDE).and_then(FileName::parse) {
            if named.contains(&name) && !self.has(&name) {
                fs::rename(path, self.dir.join(name.as_str()))?;
                swept.brought_back += 1;
            } else if lay_long_enough(path, now)? {
                fs::remove_file(path)?;
                swept.removed += 1;
            }
        } else if temporary_of(file).and_then(FileName::parse).is_some() {
            fs::remove_file(path)?;
            swept.unfinished += 1;
        }
        Ok(())
    }
}

/// The time that counts is that of being set aside, not that of being written.
fn set_aside(path: &Path, aside: &Path, now: SystemTime) -> io::Result<()> {
    File::options().append(true).open(path)?.set_modified(now)?;
    fs::rename(path, aside)
}

fn lay_long_enough(path: &Path, now: SystemTime) -> io::Result<bool> {
    let since = fs::metadata(path)?.modified()?;
    Ok(now.duration_since(since).is_ok_and(|lay| lay > ORPHANS_KEPT))
}
