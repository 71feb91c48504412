//! A new data key: into a new file, checked, and put in the old one's place. The database in use is never re-keyed.
//!
//! ```text
//! 1 copy        shounuo.db.next: a copy, given the new key there, compared value by value, checked page by page
//! 2 first       shounuo.keys: the new slots; shounuo.keys.2 still holds the old ones
//! 3 swap        shounuo.db.next is renamed over shounuo.db
//! 4 second      shounuo.keys.2: the new slots
//! 5 shred       the old database, open since before the swap, is overwritten; so are copies made before an upgrade, which
//!               the new key does not open and the old one still would
//! ```
//!
//! The old database has no name any more when it is overwritten: nothing that has one can be hit, whatever failed before. While
//! the change runs the empty file shounuo.rotating says so.
//!
//! A program that dies before 3 leaves the old database, after it the new one. Which of the two key files fits is found by
//! trying (`open.rs`), so one of them always does.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};

use super::database::{DATABASE, LOG, copy_database, finish, is_copy_name, open_file, open_reader, read_file, require_seals};
use super::integrity::{Soundness, integrity};
use super::key_file::{COPIES, encode, save};
use super::keychain::Keychain;
use super::open::Vault;
use super::secret::DataKey;
use super::slots::account;
use super::write_file::{sync_folder, write_durably};
use super::{KeyFiles, VaultFault};
use crate::{StoreError, Tx};

const NEXT: &str = "shounuo.db.next";
/// There while a change runs, and after one that was cut off.
const MARK: &str = "shounuo.rotating";
/// A second name of the database, by which earlier versions kept the old one. Only ever taken away.
const OLD: &str = "shounuo.db.old";
const BLOCK: usize = 1 << 16;

/// How far the change of the key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RotationStep {
    /// The copy is there, under the old key.
    Copied,
    /// The copy is under the new key, compared and checked.
    Checked,
    /// The new slots stand in the first key file.
    FirstKeys,
    /// The new database is in its place.
    Swapped,
    /// The new slots stand in both key files.
    BothKeys,
    /// The old database is gone, and with it the copies that only the old key opened.
    Shredded,
}

/// What went with the old key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Copies of the database made before an upgrade of its schema, under an old key: removed.
    pub copies_removed: usize,
    /// Such copies that could not be removed: whoever holds the old key can still read them.
    pub copies_left: usize,
}

impl Vault {
    /// Gives the shop a new data key under the same recovery code. Nobody may have the database open. Takes the time of reading
    /// it four times, and room for two further copies. Copies of the database from before an upgrade lie under the old key, which
    /// is given up because somebody may know it, and nothing of ours opens them any more: they are removed once the new
    /// database, which holds all that they hold, is proved and in its place.
    ///
    /// # Errors
    /// On any fault before the swap nothing has changed: [`VaultFault::DatabaseDamaged`] when the file is not sound, the
    /// keychain's faults, what the disk says.
    pub fn rotate_key(&mut self, keychain: Option<&dyn Keychain>, told: &dyn Fn(RotationStep)) -> Result<Rotated, VaultFault> {
        sweep(self.dir())?;
        if self.key_files() != KeyFiles::Whole {
            self.rewrite_key_files()?;
        }
        let key = DataKey::generate()?;
        let made = self.make_next(&key, told).and_then(|()| {
            let slots = self.slots().rotated(&key)?;
            match keychain.filter(|_| self.has_keychain_slot()) {
                Some(keychain) => slots.with_keychain(&key, keychain),
                None => Ok(slots),
            }
        });
        let slots = match made {
            Ok(slots) => slots,
            Err(fault) => {
                // What failed is what is told; a scrap that stays is removed at the next opening.
                let _ = sweep(self.dir());
                return Err(fault);
            }
        };
        write_durably(self.dir(), MARK, b"")?;
        write_durably(self.dir(), COPIES[0], &encode(&slots)?)?;
        told(RotationStep::FirstKeys);
        let replaced = self.swap()?;
        // What is in its place now opens with the new key, whatever fails from here on.
        let old = self.take_over(key, slots);
        sync_folder(self.dir())?;
        told(RotationStep::Swapped);
        save(self.dir(), self.slots())?;
        told(RotationStep::BothKeys);
        if let (Some(slot), Some(keychain)) = (old.keychain, keychain) {
            // An entry left behind wraps a key that opens nothing any more.
            let _ = keychain.delete(&account(old.identity, slot.entry));
        }
        if let Some(replaced) = replaced {
            shred(replaced)?;
        }
        let rotated = self.drop_copies()?;
        sweep(self.dir())?;
        told(RotationStep::Shredded);
        Ok(rotated)
    }

    /// Ends a change of the key that was cut off: the key file that fits this database is written twice, scraps are removed.
    /// Called once the database has been opened with this vault's key.
    ///
    /// # Errors
    /// What the disk says; nothing is lost then.
    pub fn finish_rotation(&mut self) -> Result<(), VaultFault> {
        let scraps = [NEXT, MARK, OLD].iter().any(|name| self.dir().join(name).exists());
        if scraps {
            self.rewrite_key_files()?;
            self.drop_copies()?;
            sweep(self.dir())?;
        }
        Ok(())
    }

    /// Removes the copies from before an upgrade that this vault's key does not open. A copy of its own key stays, and so does
    /// one that cannot be read at the moment.
    fn drop_copies(&self) -> Result<Rotated, VaultFault> {
        let mut rotated = Rotated::default();
        for entry in fs::read_dir(self.dir())? {
            let entry = entry?;
            if !is_copy_name(&entry.file_name().to_string_lossy()) || self.opens(&entry.path()) {
                continue;
            }
            match drop_copy(&entry.path()) {
                Ok(()) => rotated.copies_removed += 1,
                Err(_) => rotated.copies_left += 1,
            }
        }
        if rotated.copies_removed > 0 {
            sync_folder(self.dir())?;
        }
        Ok(rotated)
    }

    fn opens(&self, copy: &Path) -> bool {
        let opens = !matches!(read_file(copy, self.data_key()).map(drop), Err(VaultFault::DatabaseDamaged));
        // A copy is whole without a log: what looking at it made is a scrap.
        for beside in ["-wal", "-shm"] {
            let mut scrap = copy.as_os_str().to_owned();
            scrap.push(beside);
            let _ = remove(Path::new(&scrap));
        }
        opens
    }

    fn make_next(&self, key: &DataKey, told: &dyn Fn(RotationStep)) -> Result<(), VaultFault> {
        let next = self.dir().join(NEXT);
        let writer = self.open_writer()?;
        writer.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        drop(writer);
        let reader = open_reader(self.dir(), self.data_key())?;
        require_sound(&reader)?;
        let before = digest(&reader)?;
        copy_database(&reader, self.data_key(), &next)?;
        drop(reader);
        told(RotationStep::Copied);
        // Not in WAL mode: every page is written once more, and the file alone must hold them.
        let copy = open_file(&next, self.data_key())?;
        copy.execute_batch("PRAGMA journal_mode = DELETE")?;
        copy.execute_batch(&key.rekey())?;
        copy.close().map_err(|(_, error)| error)?;
        let mut copy = open_file(&next, key)?;
        if digest(&copy)? != before {
            return Err(VaultFault::DatabaseDamaged);
        }
        self.reseal(&mut copy, key)?;
        require_sound(&copy)?;
        finish(copy)?;
        OpenOptions::new().write(true).open(&next)?.sync_all()?;
        told(RotationStep::Checked);
        Ok(())
    }

    /// What the database holds sealed under a sub-key of the old key.
    fn reseal(&self, copy: &mut Connection, key: &DataKey) -> Result<(), VaultFault> {
        if !copy.table_exists(None, "local")? {
            return Ok(());
        }
        let transaction = copy.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Tx::new(&transaction).reseal_signing_seed(self.data_key(), key).map_err(|error| match error {
            StoreError::Disk(fault) => fault,
            _ => VaultFault::Database(0),
        })?;
        Ok(transaction.commit()?)
    }

    /// The old database, open and without a name. Not yet on the disk: the caller syncs the folder before anything is overwritten.
    fn swap(&self) -> Result<Option<File>, VaultFault> {
        let (next, database) = (self.dir().join(NEXT), self.dir().join(DATABASE));
        // A log of the old database beside the new one would be played into it.
        if fs::metadata(self.dir().join(LOG)).is_ok_and(|log| log.len() > 0) {
            return Err(VaultFault::InUse);
        }
        // What cannot be opened for writing goes without being overwritten.
        let replaced = OpenOptions::new().write(true).open(&database).ok();
        fs::rename(next, database)?;
        Ok(replaced)
    }
}

fn require_sound(conn: &Connection) -> Result<(), VaultFault> {
    match integrity(conn)?.soundness() {
        Soundness::Sound => Ok(()),
        _ => Err(VaultFault::DatabaseDamaged),
    }
}

/// Removes what a change of the key left. The mark goes last.
fn sweep(dir: &Path) -> Result<(), VaultFault> {
    for beside in ["", "-wal", "-shm", "-journal"] {
        remove(&dir.join(format!("{NEXT}{beside}")))?;
    }
    remove(&dir.join(OLD))?;
    remove(&dir.join(MARK))
}

/// Overwrites a file that has no name any more. On flash storage the old blocks may live on until the drive reuses them; they
/// are encrypted under a key that exists nowhere any more but in older backups.
fn shred(mut file: File) -> Result<(), VaultFault> {
    let mut left = file.metadata()?.len();
    let block = vec![0; BLOCK];
    while left > 0 {
        let len = left.min(BLOCK as u64);
        file.write_all(&block[..usize::try_from(len).unwrap_or(BLOCK)])?;
        left -= len;
    }
    Ok(file.sync_all()?)
}

/// Without a name first, then overwritten. What cannot be opened for writing goes without being overwritten.
fn drop_copy(copy: &Path) -> Result<(), VaultFault> {
    let file = OpenOptions::new().write(true).open(copy).ok();
    fs::remove_file(copy)?;
    file.map_or(Ok(()), shred)
}

fn remove(path: &Path) -> Result<(), VaultFault> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Every value of every table, in the order of the file.
fn digest(conn: &Connection) -> Result<[u8; 32], VaultFault> {
    let mut sum = Sha256::new();
    let mut tables = conn.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name, type")?;
    let mut names = tables.query([])?;
    while let Some(row) = names.next()? {
        let (name, sql): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        sum.update(name.as_bytes());
        sum.update(sql.unwrap_or_default().as_bytes());
    }
    let mut tables = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name")?;
    let names: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for name in names {
        let mut read = conn.prepare(&format!("SELECT * FROM \"{name}\" NOT INDEXED"))?;
        let width = read.column_count();
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            for at in 0..width {
                value(&mut sum, row.get_ref(at)?);
            }
        }
    }
    require_seals(conn)?;
    Ok(sum.finalize().into())
}

fn value(sum: &mut Sha256, value: ValueRef<'_>) {
    let (kind, bytes): (u8, &[u8]) = match &value {
        ValueRef::Null => (0, &[]),
        ValueRef::Integer(number) => (1, &number.to_be_bytes()),
        ValueRef::Real(number) => (2, &number.to_be_bytes()),
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(bytes) => (4, bytes),
    };
    sum.update([kind]);
    sum.update((bytes.len() as u64).to_be_bytes());
    sum.update(bytes);
}
