use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use rusqlite::{ErrorCode, TransactionBehavior};

use crate::migrate::{MIGRATIONS, migrate};
use crate::opened::{Opened, Way};
use crate::vault::{Vault, VaultFault, copy_name, open_unwritten, replace_with_copy};
use crate::{StoreError, Tx};

/// How long an opening waits for those who still read from the closed file.
const PATIENCE: Duration = Duration::from_secs(5);
const A_MOMENT: Duration = Duration::from_millis(10);

/// An open shop file: one writer, whose lock is the queue, and as many readers as are needed at a time.
///
/// A write has three outcomes: done, refused with nothing written, or [`StoreError::Unknown`]. A failed sync may have left the
/// commit on the disk, in the system's memory alone, or nowhere; asking the same file to sync again would be answered with yes
/// and mean nothing. So after an unknown outcome every connection is closed, and before anything is read again the log is written
/// anew, byte for byte, and that new file is synced.
pub struct Store {
    now: Mutex<Now>,
    way: Way,
}

struct Now {
    opened: Option<Arc<Opened>>,
    /// Closed, but perhaps still read from.
    closed: Vec<Weak<Opened>>,
    /// Why the last write failed, until one succeeds.
    trouble: Option<VaultFault>,
}

impl Store {
    fn new(way: Way, opened: Opened) -> Store {
        Store { now: Mutex::new(Now { opened: Some(Arc::new(opened)), closed: Vec::new(), trouble: None }), way }
    }

    /// Opens the file of an unlocked vault and brings its schema up to date; an older file is copied beside itself first. On a
    /// disk that is full or read-only a file of this version can still be read.
    ///
    /// # Errors
    /// The vault's faults: damaged, newer than this app, disk full. Then the file is as it was.
    pub fn open(vault: &Vault) -> Result<Store, VaultFault> {
        let way = Way::to(vault);
        let (mut connection, trouble) = match way.renew_log().and_then(|()| vault.open_writer()) {
            Ok(writer) => (writer, None),
            Err(fault @ (VaultFault::DiskFull | VaultFault::ReadOnly)) => (open_unwritten(vault.dir(), vault.data_key())?, Some(fault)),
            Err(fault) => return Err(fault),
        };
        let (dir, key) = (vault.dir().to_path_buf(), vault.data_key().clone());
        migrate(&mut connection, MIGRATIONS, |old| {
            let version: i64 = old.pragma_query_value(None, "user_version", |row| row.get(0))?;
            replace_with_copy(old, &key, &dir, &copy_name(version))
        })?;
        let store = Store::new(way, Opened::new(trouble.is_none().then_some(connection)));
        store.now().trouble = trouble;
        Ok(store)
    }

    /// An empty file in memory with the schema of this version, for telling a ledger again. Reads go through [`Store::write`].
    ///
    /// # Errors
    /// When the schema cannot be made.
    pub fn scratch() -> Result<Store, StoreError> {
        let mut memory = rusqlite::Connection::open_in_memory()?;
        migrate::<VaultFault>(&mut memory, MIGRATIONS, |_| Ok(()))?;
        Ok(Store::new(Way::Memory, Opened::new(Some(memory))))
    }

    /// Runs `work` in one transaction: all of it is on disk when this returns `Ok`, nothing of it otherwise, but for
    /// [`StoreError::Unknown`].
    ///
    /// # Errors
    /// What `work` says, or a [`StoreError`] when the file fails.
    pub fn write<T, E: From<StoreError>>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let opened = self.for_writing()?;
        let Some(mut writer) = opened.writer() else { return Err(StoreError::Disk(VaultFault::ReadOnly).into()) };
        let transaction = match writer.transaction_with_behavior(TransactionBehavior::Immediate) {
            Ok(transaction) => transaction,
            Err(error) => return Err(self.refused(error).into()),
        };
        let value = work(&Tx::new(&transaction));
        if let Err(fault) = self.way.require_seals(&transaction) {
            drop(transaction);
            drop(writer);
            self.replace(&opened);
            return Err(StoreError::Disk(fault).into());
        }
        let value = value?;
        match transaction.commit().and_then(|()| fault_to_tell()) {
            Ok(()) => {
                self.now().trouble = None;
                Ok(value)
            }
            Err(error) if nothing_was_written(&error) => Err(self.refused(error).into()),
            Err(error) => {
                drop(writer);
                self.give_up(&opened, error.into());
                Err(StoreError::Unknown.into())
            }
        }
    }

    /// Runs `work` on one consistent picture of the file.
    ///
    /// # Errors
    /// What `work` says, or a [`StoreError`] when the file fails.
    pub fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let opened = self.for_reading()?;
        let mut reader = opened.reader(&self.way)?;
        let value = {
            let transaction = reader.transaction().map_err(StoreError::from)?;
            work(&Tx::new(&transaction))
        };
        // A connection that met a page without its seal is of no further use; what it read is not believed.
        self.way.require_seals(&reader).map_err(StoreError::Disk)?;
        opened.give_back(reader);
        value
    }

    /// Why the last write failed for the disk's sake; `None` once one succeeded. For telling the person over every screen.
    #[must_use]
    pub fn trouble(&self) -> Option<VaultFault> {
        self.now().trouble.clone()
    }

    /// What is read here is on the disk for good. Not so while the log could not be written anew after an unknown outcome.
    #[must_use]
    pub fn settled(&self) -> bool {
        self.now().opened.as_ref().is_some_and(|opened| opened.can_write())
    }

    /// Tries to put on the disk for good what is read here, where it is not: a disk that failed may be well again. What fails is
    /// tried again by the next who asks.
    pub fn settle(&self) {
        if !self.settled() {
            let _ = self.for_writing();
        }
    }

    /// Moves what lies in the log beside the database into it: a shop at rest is one file whose every page is sealed, while a
    /// damaged log would be cut short without a word. What fails stays in the log and is read at the next opening.
    pub fn rest(&self) {
        if let Some(opened) = &self.now().opened {
            opened.empty_log();
        }
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn refused(&self, error: rusqlite::Error) -> StoreError {
        let error = StoreError::from(error);
        if let StoreError::Disk(fault) = &error {
            self.now().trouble = Some(fault.clone());
        }
        error
    }

    /// Closes the file without another word to the disk.
    fn give_up(&self, opened: &Arc<Opened>, why: VaultFault) {
        opened.leave_log();
        self.now().trouble = Some(why);
        self.replace(opened);
    }

    /// Has the file opened anew by the next call: the writing connection met a page without its seal.
    fn replace(&self, opened: &Arc<Opened>) {
        let mut now = self.now();
        if now.opened.as_ref().is_some_and(|current| Arc::ptr_eq(current, opened)) {
            now.opened = None;
            now.closed.push(Arc::downgrade(opened));
        }
    }

    fn for_reading(&self) -> Result<Arc<Opened>, StoreError> {
        let mut now = self.now();
        if let Some(opened) = &now.opened {
            return Ok(Arc::clone(opened));
        }
        // A log that cannot be written anew, because the disk is full or read-only, can still be read.
        let opened = match now.reopen(&self.way) {
            Err(StoreError::Disk(_)) => Opened::new(None),
            other => other?,
        };
        Ok(now.keep(opened))
    }

    fn for_writing(&self) -> Result<Arc<Opened>, StoreError> {
        let opened = self.for_reading()?;
        if opened.can_write() {
            return Ok(opened);
        }
        let mut now = self.now();
        now.opened = None;
        now.closed.push(Arc::downgrade(&opened));
        drop(opened);
        let reopened = now.reopen(&self.way)?;
        Ok(now.keep(reopened))
    }
}

impl Now {
    /// Opens the file anew once nobody has the old one open.
    fn reopen(&mut self, way: &Way) -> Result<Opened, StoreError> {
        let mut waited = Duration::ZERO;
        while self.closed.iter().any(|old| old.strong_count() > 0) {
            if waited >= PATIENCE {
                return Err(StoreError::Disk(VaultFault::InUse));
            }
            std::thread::sleep(A_MOMENT);
            waited += A_MOMENT;
        }
        self.closed.clear();
        Ok(way.reopen()?)
    }

    fn keep(&mut self, opened: Opened) -> Arc<Opened> {
        let opened = Arc::new(opened);
        self.opened = Some(Arc::clone(&opened));
        opened
    }
}

/// A commit that was refused before its last frame was complete: a lock, a rule of the tables, no room for the frames. Any other
/// failure may have come after it.
fn nothing_was_written(error: &rusqlite::Error) -> bool {
    let refusals = [ErrorCode::DatabaseBusy, ErrorCode::DatabaseLocked, ErrorCode::ConstraintViolation, ErrorCode::DiskFull];
    error.sqlite_error_code().is_some_and(|code| refusals.contains(&code))
}

#[cfg(not(feature = "testing"))]
fn fault_to_tell() -> rusqlite::Result<()> {
    Ok(())
}

#[cfg(feature = "testing")]
fn fault_to_tell() -> rusqlite::Result<()> {
    crate::bare::sync_fault()
}
