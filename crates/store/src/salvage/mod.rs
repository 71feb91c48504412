//! What of a damaged file can still be read, and how it is carried into a new one.
//!
//! A page whose seal does not hold gives nothing: neither its rows nor, where it is an inner page, the way to those below it.
//! So every row is looked for on every way there is: in the order of the table, from its other end, one by one past the hole,
//! and by the keys that the indexes still know. What the indexes know and no way reaches is lost, and is named.

mod carry;
mod copy;
mod keys;
mod table;
mod walk;

use rusqlite::Connection;

pub use carry::{Carried, carry};
pub use copy::Copy;
use walk::walk;

use crate::vault::VaultFault;

/// What could not be read of one table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unreadable {
    /// Table.
    pub table: String,
    /// Rows that were read.
    pub read: u64,
    /// Rows that are known to be there and cannot be read: number or key, as far as an index still knows it.
    pub lost: Vec<String>,
    /// There may be further rows of which nothing is known any more.
    pub unsure: bool,
}

impl Unreadable {
    /// Everything was read.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.lost.is_empty() && !self.unsure
    }
}

/// A way to a fresh reading connection. One that met a page without a seal gives nothing any more, of any page.
pub type Open<'o> = &'o dyn Fn() -> Result<Connection, VaultFault>;

/// Reads every row of every table on all ways and says of which tables not all could be read.
///
/// # Errors
/// [`VaultFault::DatabaseDamaged`] when not even the list of tables can be read, and what disk and memory say.
pub fn unreadable(open: Open<'_>) -> Result<Vec<Unreadable>, VaultFault> {
    let mut found = Vec::new();
    for table in table::tables(&open()?)? {
        let report = walk(open, &table, &[], |_| Ok(()))?;
        if !report.is_whole() {
            found.push(report);
        }
    }
    Ok(found)
}

/// Damage is what is passed over; anything else (a full disk, no memory, another program) ends the work.
fn damage(error: rusqlite::Error) -> Result<(), VaultFault> {
    match VaultFault::from(error) {
        VaultFault::DatabaseDamaged | VaultFault::Database(_) | VaultFault::Io(_) => Ok(()),
        fault => Err(fault),
    }
}

/// A row that was read past a page without a seal.
fn unsealed() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), None)
}
