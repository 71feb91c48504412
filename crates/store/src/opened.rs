//! The connections to a shop's file, and the way to open them again.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::StoreError;
use crate::vault::write_file::write_durably_with;
use crate::vault::{DataKey, LOG, Vault, VaultFault, open_database, open_reader, open_unwritten, require_seals};

/// Where the file lies and what opens it.
pub(crate) enum Way {
    /// In memory: there is no second opening.
    Memory,
    /// In a shop's folder.
    Folder(PathBuf, DataKey),
}

impl Way {
    pub(crate) fn to(vault: &Vault) -> Way {
        Way::Folder(vault.dir().to_path_buf(), vault.data_key().clone())
    }

    /// Writes the log beside the database anew and syncs that. Nobody may have the database open.
    ///
    /// A log that a dead program left, or one whose sync failed, may be what the system remembers and not what the disk holds.
    /// Its bytes in a new file are on the disk when the sync of that file succeeded.
    pub(crate) fn renew_log(&self) -> Result<(), VaultFault> {
        let Way::Folder(dir, _) = self else { return Ok(()) };
        match fs::File::open(dir.join(LOG)) {
            Ok(mut log) if log.metadata()?.len() > 0 => write_durably_with(dir, LOG, |new| io::copy(&mut log, new).map(drop)),
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Opens the file again after an unknown outcome.
    pub(crate) fn reopen(&self) -> Result<Opened, VaultFault> {
        self.renew_log()?;
        match self {
            Way::Memory => Err(VaultFault::DatabaseMissing),
            Way::Folder(dir, key) => Ok(Opened::new(Some(open_database(dir, key)?))),
        }
    }

    /// Whether what this connection has read may be believed. There are no seals in memory.
    pub(crate) fn require_seals(&self, connection: &Connection) -> Result<(), VaultFault> {
        match self {
            Way::Memory => Ok(()),
            Way::Folder(..) => require_seals(connection),
        }
    }

    fn reader(&self, beside_a_writer: bool) -> Result<Connection, StoreError> {
        let open = if beside_a_writer { open_reader } else { open_unwritten };
        match self {
            Way::Memory => Err(StoreError::NoReader),
            Way::Folder(dir, key) => Ok(open(dir, key)?),
        }
    }
}

/// The connections of one opening.
pub(crate) struct Opened {
    // Closed before the writer: the last connection to close empties the log beside the file.
    readers: Mutex<Vec<Connection>>,
    writer: Option<Mutex<Connection>>,
}

impl Opened {
    /// Takes the one writing connection; without one the file can only be read.
    pub(crate) fn new(writer: Option<Connection>) -> Opened {
        if let Some(writer) = &writer {
            writer.set_prepared_statement_cache_capacity(128);
        }
        Opened { readers: Mutex::default(), writer: writer.map(Mutex::new) }
    }

    pub(crate) fn can_write(&self) -> bool {
        self.writer.is_some()
    }

    /// The writer, when it is one's turn. A panic in somebody else's turn took its transaction back with it.
    pub(crate) fn writer(&self) -> Option<MutexGuard<'_, Connection>> {
        self.writer.as_ref().map(|writer| writer.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn reader(&self, way: &Way) -> Result<Connection, StoreError> {
        match self.pool().pop() {
            Some(reader) => Ok(reader),
            None => way.reader(self.can_write()),
        }
    }

    pub(crate) fn give_back(&self, reader: Connection) {
        self.pool().push(reader);
    }

    /// Has the log stay as it is when the connections close: nothing more is asked of a disk that failed.
    pub(crate) fn leave_log(&self) {
        let leave = |connection: &Connection| drop(connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true));
        self.pool().iter().for_each(leave);
        if let Some(writer) = self.writer() {
            leave(&writer);
        }
    }

    /// Moves the log into the database, as far as the disk allows.
    pub(crate) fn empty_log(&self) {
        if let Some(writer) = self.writer() {
            let _ = writer.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    fn pool(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
