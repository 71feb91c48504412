//! Carrying what can be read into a new file.

use std::fs::File;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::table::{self, Table, quoted};
use super::{Open, Unreadable, walk};
use crate::migrate::{MIGRATIONS, migrate};
use crate::vault::{DataKey, VaultFault, create_database, finish, open_file};

/// What was carried, table by table, whole or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// Every table that holds something of its own.
    pub tables: Vec<Unreadable>,
}

/// Makes the new file `to` with the schema of `from` and every row of it that can be read, all under `key`. What follows
/// from the records (search, index of cases) is left empty for the caller to make anew. `from` is only read, and should be a
/// [`Copy`](super::Copy).
///
/// # Errors
/// [`VaultFault::DatabaseDamaged`] when not even the list of tables can be read, [`VaultFault::ShopExists`] when there is a
/// file at `to`, and what disk and memory say.
pub fn carry(from: Open<'_>, to: &Path, key: &DataKey) -> Result<Carried, VaultFault> {
    if to.try_exists()? {
        return Err(VaultFault::ShopExists);
    }
    create_database(to, key)?;
    let mut new = open_file(to, key)?;
    let version: u32 = from()?.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let schema = MIGRATIONS.get(..version as usize).ok_or(VaultFault::DatabaseNewer)?;
    migrate(&mut new, schema, |_| Ok::<_, VaultFault>(()))?;
    new.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; BEGIN IMMEDIATE")?;
    let mut carried = Carried::default();
    for table in in_order(table::tables(&new)?) {
        let hints = if table.name == "subject_key" { ids(&new)? } else { Vec::new() };
        carried.tables.push(carry_table(from, &new, &table, &hints)?);
    }
    mend_heads(&new)?;
    new.execute_batch("COMMIT")?;
    finish(new)?;
    File::open(to)?.sync_all()?;
    Ok(carried)
}

/// Keys of persons last: by then it is known of whom there may be keys.
fn in_order(mut tables: Vec<Table>) -> Vec<Table> {
    tables.sort_by_key(|table| table.name == "subject_key");
    tables
}

fn carry_table(from: Open<'_>, new: &Connection, table: &Table, hints: &[Value]) -> Result<Unreadable, VaultFault> {
    let marks = vec!["?"; table.columns.len()].join(", ");
    let mut write = new.prepare(&format!("INSERT OR IGNORE INTO \"{}\" ({}) VALUES ({marks})", table.name, quoted(&table.columns)))?;
    let mut read = 0;
    let mut report = walk(from, table, hints, |row| {
        // A row that the table's own rules refuse is no row of ours: it is not carried, and not counted.
        match write.execute(params_from_iter(row)) {
            Ok(written) => read += written as u64,
            Err(rusqlite::Error::SqliteFailure(error, _)) if error.code == rusqlite::ErrorCode::ConstraintViolation => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    })?;
    report.read = read;
    Ok(report)
}

/// Everything that a person's key may be kept for.
fn ids(conn: &Connection) -> Result<Vec<Value>, VaultFault> {
    let mut all = Vec::new();
    for table in table::tables(conn)?.iter().filter(|table| table.columns.iter().any(|column| column == "id")) {
        let mut read = conn.prepare(&format!("SELECT id FROM \"{}\"", table.name))?;
        let ids = read.query_map([], |row| row.get(0))?.collect::<Result<Vec<Value>, _>>()?;
        all.extend(ids);
    }
    Ok(all)
}

/// A chain whose noted end was lost ends where its last entry is; a noted end that is later stays, and tells of the loss.
fn mend_heads(conn: &Connection) -> Result<(), VaultFault> {
    conn.execute_batch(
        "INSERT OR IGNORE INTO ledger_head (device, epoch, seq, hlc, hash)
         SELECT device, epoch, seq, hlc, hash FROM ledger_entry e
         WHERE seq = (SELECT max(seq) FROM ledger_entry l WHERE l.device = e.device AND l.epoch = e.epoch)",
    )?;
    Ok(())
}
