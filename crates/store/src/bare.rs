//! The bare database, for benchmarks only: an encrypted file made and opened as a shop's is (same key length, same
//! pragmas, `synchronous=FULL`), with nothing of ours on top. What it costs is the floor that ratios are measured from.

use std::cell::{Cell, RefCell};
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ffi, params_from_iter};
use uuid::Uuid;

use crate::StoreError;
use crate::vault::{Argon2Cost, ShopIdentity, Vault, VaultFault, create};

thread_local! {
    static SYNC_FAULTS: Cell<u32> = const { Cell::new(0) };
    static RUN: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// A connection without the workbench on top.
pub struct Bare {
    conn: Connection,
    // Holds the folder's lock as long as the connection lives.
    _vault: Option<Vault>,
}

impl Bare {
    /// A new encrypted file in `dir` (made too if absent), opened for writing.
    ///
    /// # Errors
    /// The faults of setting up a shop's folder.
    pub fn create(dir: &Path) -> Result<Bare, VaultFault> {
        let identity = ShopIdentity { shop_id: Uuid::now_v7(), device_id: Uuid::now_v7() };
        let (vault, _) = create(dir, identity, None, Argon2Cost::FLOOR)?;
        Ok(Bare { conn: vault.open_writer()?, _vault: Some(vault) })
    }

    /// A further reading connection to an open shop's file.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn reader(vault: &Vault) -> Result<Bare, VaultFault> {
        Ok(Bare { conn: vault.open_reader()?, _vault: None })
    }

    /// A further writing connection to an open shop's file, for checks of an index that go through a statement that writes.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn writer(vault: &Vault) -> Result<Bare, VaultFault> {
        Ok(Bare { conn: vault.open_writer()?, _vault: None })
    }

    /// Versions of SQLite and SQLCipher.
    ///
    /// # Errors
    /// When the file fails.
    pub fn engine(&self) -> Result<(String, String), StoreError> {
        let cipher = self.conn.pragma_query_value(None, "cipher_version", |row| row.get(0))?;
        Ok((rusqlite::version().to_owned(), cipher))
    }

    /// Runs statements without parameters.
    ///
    /// # Errors
    /// When the file fails.
    pub fn batch(&self, sql: &str) -> Result<(), StoreError> {
        Ok(self.conn.execute_batch(sql)?)
    }

    /// One row of bytes in a transaction of its own: the least a durable change can cost.
    ///
    /// # Errors
    /// When the file fails.
    pub fn insert_one(&mut self, sql: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let transaction = self.conn.transaction()?;
        transaction.prepare_cached(sql)?.execute([bytes])?;
        Ok(transaction.commit()?)
    }

    /// All rows in one transaction.
    ///
    /// # Errors
    /// When the file fails.
    pub fn insert_all(&mut self, sql: &str, rows: impl Iterator<Item = Vec<String>>) -> Result<usize, StoreError> {
        let transaction = self.conn.transaction()?;
        let mut count = 0;
        {
            let mut insert = transaction.prepare(sql)?;
            for row in rows {
                count += insert.execute(params_from_iter(row))?;
            }
        }
        transaction.commit()?;
        Ok(count)
    }

    /// Runs a query to its end, looking at every value, and gives the number of rows.
    ///
    /// # Errors
    /// When the file fails.
    pub fn select(&self, sql: &str, params: &[&str]) -> Result<usize, StoreError> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query(params_from_iter(params))?;
        let (mut count, mut seen) = (0, 0);
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                seen += match row.get_ref(column)? {
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.len(),
                    _ => 1,
                };
            }
            count += 1;
        }
        std::hint::black_box(seen);
        Ok(count)
    }

    /// How the engine would run a statement, line by line (`EXPLAIN QUERY PLAN`).
    ///
    /// # Errors
    /// When the file fails.
    pub fn plan(&self, sql: &str) -> Result<Vec<String>, StoreError> {
        let mut statement = self.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let lines = statement.raw_query().mapped(|row| row.get(3)).collect::<Result<_, _>>()?;
        Ok(lines)
    }
}

/// Does `work` and gives the reading statements it ran on this thread, in order: for explaining what a screen really asks.
pub fn statements_of<T>(work: impl FnOnce() -> T) -> (T, Vec<String>) {
    RUN.with_borrow_mut(|run| *run = Some(Vec::new()));
    let value = work();
    (value, RUN.take().unwrap_or_default())
}

pub(crate) fn note_statement(sql: &str) {
    RUN.with_borrow_mut(|run| {
        if let Some(run) = run {
            run.push(sql.to_owned());
        }
    });
}

/// Has the next `count` commits of this thread answer as if their sync had failed, after they were written.
pub fn fail_syncs(count: u32) {
    SYNC_FAULTS.set(count);
}

pub(crate) fn sync_fault() -> rusqlite::Result<()> {
    let left = SYNC_FAULTS.get();
    SYNC_FAULTS.set(left.saturating_sub(1));
    if left == 0 { Ok(()) } else { Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_IOERR_FSYNC), None)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_sealed_durable_file_like_a_shops() {
        let dir = tempfile::tempdir().unwrap();
        let mut bare = Bare::create(dir.path()).unwrap();
        bare.batch("CREATE TABLE t (b BLOB)").unwrap();
        bare.insert_one("INSERT INTO t VALUES (?1)", b"SECRET").unwrap();
        assert_eq!(bare.insert_all("INSERT INTO t VALUES (?1)", (0..3).map(|n| vec![n.to_string()])).unwrap(), 3);
        assert_eq!(bare.select("SELECT b FROM t WHERE b <> ?1", &["0"]).unwrap(), 3);
        assert_eq!(bare.plan("SELECT b FROM t WHERE b = ?1").unwrap(), ["SCAN t"]);
        let pragma = |name: &str| bare.conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!((pragma("synchronous"), pragma("secure_delete")), (2, 1));
        bare.batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        let bytes = std::fs::read(dir.path().join("shounuo.db")).unwrap();
        assert!(!bytes.windows(6).any(|window| window == b"SECRET") && !bytes.starts_with(b"SQLite"));
    }

    #[test]
    fn only_statements_inside_are_told() {
        let store = crate::Store::scratch().unwrap();
        let count = || store.write(|tx| tx.count("SELECT count(*) FROM local", &[])).unwrap();
        count();
        let (zero, run) = statements_of(count);
        assert_eq!((zero, run), (0, vec!["SELECT count(*) FROM local".to_owned()]));
    }
}
