use std::fs::{File, TryLockError};
use std::path::Path;

use super::VaultFault;
use super::write_file::private;

pub(super) const LOCK_FILE: &str = "shounuo.lock";

/// The operating system's lock on the shop's folder: one program at a time, released when this is dropped or the process
/// dies. The file itself stays and means nothing.
#[derive(Debug)]
pub(super) struct InstanceLock {
    _file: File,
}

impl InstanceLock {
    /// Takes the lock or refuses at once.
    pub fn acquire(dir: &Path) -> Result<Self, VaultFault> {
        let file = private().read(true).write(true).create(true).truncate(false).open(dir.join(LOCK_FILE))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(VaultFault::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
