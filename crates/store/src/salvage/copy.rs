//! The copy of a damaged database from which is read: even a reading connection makes files beside the database, and a page
//! that is empty or missing must not be taken for one that holds nothing.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::vault::{DATABASE, DataKey, VaultFault, open_reader};

const PAGE: usize = 4096;
/// What stands in place of a page that is not there. The engine takes a page of zeros for the end of the file, without a look
/// at its seal; a page of these is refused as damaged.
const NOTHING: u8 = 0x5A;
/// How much longer than the file the copy is at first, so that a file that was cut short opens at all.
const SPARE: u64 = 1 << 30;

/// A copy of a database and its log in a folder of its own.
#[derive(Debug)]
pub struct Copy {
    dir: PathBuf,
    key: DataKey,
}

impl Copy {
    /// Copies the database of the folder `from` into the empty folder `into`, block by block; a block that the disk does not
    /// give counts as a page that is not there.
    ///
    /// # Errors
    /// [`VaultFault::DatabaseDamaged`] when the first page cannot be read, [`VaultFault::DatabaseMissing`], and what the disk
    /// says of the copy.
    pub fn make(from: &Path, into: &Path, key: &DataKey) -> Result<Copy, VaultFault> {
        let copy = Copy { dir: into.to_owned(), key: key.clone() };
        let database = into.join(DATABASE);
        let len = blocks(&from.join(DATABASE), &database, true)?.ok_or(VaultFault::DatabaseMissing)?;
        let log = format!("{DATABASE}-wal");
        blocks(&from.join(&log), &into.join(&log), false)?;
        let mut file = OpenOptions::new().write(true).open(&database)?;
        file.set_len(len + SPARE)?;
        let pages: u64 = copy.open()?.pragma_query_value(None, "page_count", |row| row.get::<_, i64>(0))?.unsigned_abs();
        fill(&mut file, len, pages.saturating_mul(PAGE as u64).min(len + SPARE))?;
        Ok(copy)
    }

    /// A fresh reading connection.
    ///
    /// # Errors
    /// As [`Copy::make`].
    pub fn open(&self) -> Result<Connection, VaultFault> {
        open_reader(&self.dir, &self.key)
    }
}

/// Copies block by block and gives the length, whole pages; `None` when there is no such file.
fn blocks(from: &Path, to: &Path, mark: bool) -> Result<Option<u64>, VaultFault> {
    let mut from = match File::open(from) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let len = from.metadata()?.len();
    let mut out = OpenOptions::new().write(true).create_new(true).open(to)?;
    let mut at = 0;
    while at < len {
        let mut block = [0; PAGE];
        let want = usize::try_from((len - at).min(PAGE as u64)).unwrap_or(PAGE);
        from.seek(SeekFrom::Start(at))?;
        let given = from.read_exact(&mut block[..want]).is_ok();
        if mark && (!given || block == [0; PAGE]) {
            block.fill(NOTHING);
        }
        out.write_all(if mark { &block } else { &block[..want] })?;
        at += want as u64;
    }
    Ok(Some(len.next_multiple_of(PAGE as u64)))
}

fn fill(file: &mut File, from: u64, to: u64) -> Result<(), VaultFault> {
    file.seek(SeekFrom::Start(from))?;
    let mut at = from;
    while at < to {
        file.write_all(&[NOTHING; PAGE])?;
        at += PAGE as u64;
    }
    Ok(())
}
