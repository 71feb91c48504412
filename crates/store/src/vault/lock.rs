use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::VaultFault;
use super::write_file::private;

pub(super) const LOCK_FILE: &str = "shounuo.lock";

/// Short, because whoever starts the program twice is waiting for an answer.
const PATIENCE: Duration = Duration::from_millis(600);
const A_MOMENT: Duration = Duration::from_millis(50);

/// The operating system's lock on the shop's folder: one program at a time, released when this is dropped or the process
/// dies. The file itself stays and means nothing.
#[derive(Debug)]
pub(super) struct InstanceLock {
    _file: File,
}

impl InstanceLock {
    /// Takes the lock, or refuses when another program keeps it. Waits a moment: a program that just ended, a virus scanner or
    /// a child process being started may hold the file without meaning to.
    pub fn acquire(dir: &Path) -> Result<Self, VaultFault> {
        let mut waited = Duration::ZERO;
        loop {
            match Self::try_acquire(dir) {
                Err(VaultFault::InUse) if waited < PATIENCE => {
                    thread::sleep(A_MOMENT);
                    waited += A_MOMENT;
                }
                taken => return taken,
            }
        }
    }

    fn try_acquire(dir: &Path) -> Result<Self, VaultFault> {
        let file = private().read(true).write(true).create(true).truncate(false).open(dir.join(LOCK_FILE))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(VaultFault::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
