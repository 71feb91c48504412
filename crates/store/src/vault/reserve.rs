//! Room put aside on the disk. A full disk then still has a way out: the room is given free, and the shop can be backed up or
//! exported before anything else is cleared away.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use super::VaultFault;
use super::write_file::private;

const RESERVE: &str = "shounuo.reserve";
/// Room is only put aside where it is not missed: so many times as much must be left.
const TIMES_LEFT: u64 = 5;

/// Puts `bytes` aside beside the shop, if that is not done yet and the disk has plenty. Says whether they are there.
///
/// # Errors
/// What the disk says; then nothing is kept.
pub fn keep_reserve(dir: &Path, bytes: u64) -> Result<bool, VaultFault> {
    if has_reserve(dir)? {
        return Ok(true);
    }
    if free_bytes(dir)? < bytes.saturating_mul(TIMES_LEFT) {
        return Ok(false);
    }
    let file = private().write(true).create_new(true).open(dir.join(RESERVE))?;
    if let Err(error) = take_room(&file, bytes) {
        drop(file);
        free_reserve(dir)?;
        return Err(error.into());
    }
    Ok(true)
}

/// There is room put aside.
///
/// # Errors
/// What the disk says.
pub fn has_reserve(dir: &Path) -> Result<bool, VaultFault> {
    Ok(fs::exists(dir.join(RESERVE))?)
}

/// Gives the room free and says how many bytes that were. There being none is no fault.
///
/// # Errors
/// What the disk says.
pub fn free_reserve(dir: &Path) -> Result<u64, VaultFault> {
    let reserve = dir.join(RESERVE);
    let removed = fs::metadata(&reserve).and_then(|kept| fs::remove_file(&reserve).map(|()| kept.len()));
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
        removed => Ok(removed?),
    }
}

/// Bytes that this person may still write on the disk of `dir`.
#[cfg(unix)]
fn free_bytes(dir: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(dir)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Not asked for there: the allocation itself says no.
#[cfg(not(unix))]
fn free_bytes(_: &Path) -> io::Result<u64> {
    Ok(u64::MAX)
}

/// Room that is really taken: a file that is only long would be a promise.
#[cfg(target_os = "linux")]
fn take_room(file: &File, bytes: u64) -> io::Result<()> {
    Ok(rustix::fs::fallocate(file, rustix::fs::FallocateFlags::empty(), 0, bytes)?)
}

#[cfg(not(target_os = "linux"))]
fn take_room(file: &File, bytes: u64) -> io::Result<()> {
    file.set_len(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_taken_once_and_given_free() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!has_reserve(dir.path()).unwrap());
        for _ in 0..2 {
            assert!(keep_reserve(dir.path(), 1_000_000).unwrap());
        }
        let kept = fs::metadata(dir.path().join(RESERVE)).unwrap();
        assert_eq!(kept.len(), 1_000_000);
        #[cfg(target_os = "linux")]
        assert!(std::os::unix::fs::MetadataExt::blocks(&kept) * 512 >= 1_000_000, "blocks are taken, not only a length");
        for freed in [1_000_000, 0] {
            assert_eq!(free_reserve(dir.path()).unwrap(), freed);
        }
        assert!(!has_reserve(dir.path()).unwrap());
    }

    #[test]
    fn a_disk_without_plenty_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!keep_reserve(dir.path(), u64::MAX / 2).unwrap());
        assert!(!has_reserve(dir.path()).unwrap());
    }
}
