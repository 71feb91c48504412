use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, TransactionBehavior};

use crate::migrate::{MIGRATIONS, migrate};
use crate::vault::{Vault, VaultFault, copy_database, open_reader};
use crate::{StoreError, Tx};

type OpenReader = Box<dyn Fn() -> Result<Connection, StoreError> + Send + Sync>;

/// An open shop file: one writer, whose lock is the queue, and as many readers as are needed at a time.
pub struct Store {
    // Closed before the writer: the last connection to close empties the log beside the file.
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Connection>,
    open_reader: OpenReader,
}

impl Store {
    /// Takes the one writing connection and the way to open a reading one.
    pub fn new(writer: Connection, open_reader: impl Fn() -> Result<Connection, StoreError> + Send + Sync + 'static) -> Self {
        writer.set_prepared_statement_cache_capacity(128);
        Store { writer: Mutex::new(writer), readers: Mutex::default(), open_reader: Box::new(open_reader) }
    }

    /// Opens the file of an unlocked vault and brings its schema up to date; an older file is copied beside itself first.
    ///
    /// # Errors
    /// The vault's faults: damaged, newer than this app, disk full. Then the file is as it was.
    pub fn open(vault: &Vault) -> Result<Store, VaultFault> {
        let mut writer = vault.open_writer()?;
        let (dir, key) = (vault.dir().to_path_buf(), vault.data_key().clone());
        migrate(&mut writer, MIGRATIONS, |old| {
            let version: i64 = old.pragma_query_value(None, "user_version", |row| row.get(0))?;
            copy_database(old, &key, &dir.join(format!("shounuo-before-upgrade-{version}.db")))
        })?;
        let (dir, key) = (vault.dir().to_path_buf(), vault.data_key().clone());
        Ok(Store::new(writer, move || open_reader(&dir, &key).map_err(|fault| StoreError::Open(fault.to_string()))))
    }

    /// An empty file in memory with the schema of this version, for telling a ledger again. Reads go through [`Store::write`].
    ///
    /// # Errors
    /// When the schema cannot be made.
    pub fn scratch() -> Result<Store, StoreError> {
        let mut memory = Connection::open_in_memory()?;
        let made = migrate::<StoreError>(&mut memory, MIGRATIONS, |_| Ok(()));
        made.map_err(|fault| StoreError::Open(fault.to_string()))?;
        Ok(Store::new(memory, || Err(StoreError::Open("内存中的副本没有第二个读者".into()))))
    }

    /// Runs `work` in one transaction: all of it is on disk when this returns `Ok`, nothing of it otherwise.
    ///
    /// # Errors
    /// What `work` says, or a [`StoreError`] when the file fails.
    pub fn write<T, E: From<StoreError>>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        // A holder that broke off took its transaction back while it fell: the connection is as before.
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let value = work(&Tx::new(&transaction))?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(value)
    }

    /// Runs `work` on one consistent picture of the file.
    ///
    /// # Errors
    /// What `work` says, or a [`StoreError`] when the file fails.
    pub fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let pooled = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reader = match pooled {
            Some(reader) => reader,
            None => (self.open_reader)()?,
        };
        let value = {
            let transaction = reader.transaction().map_err(StoreError::from)?;
            work(&Tx::new(&transaction))
        };
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
        value
    }
}
