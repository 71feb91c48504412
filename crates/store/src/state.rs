//! One sum over everything a database holds: the same before and after a backup, or the backup is none.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{StoreError, Tx};

/// Rows of every table, and SHA-256 over all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateSum {
    /// Table name to number of rows.
    pub rows: BTreeMap<String, u64>,
    /// SHA-256 over names, types and values of all rows of all tables, hexadecimal.
    pub sha256: String,
}

impl StateSum {
    /// Reads every row of every table, whatever the schema: also one that this program would have to migrate first.
    pub(crate) fn of(conn: &Connection) -> rusqlite::Result<StateSum> {
        let mut sum = Sha256::new();
        let mut rows = BTreeMap::new();
        for table in tables(conn)? {
            sum.update([b"table\0", table.as_bytes(), b"\0"].concat());
            rows.insert(table.clone(), add(conn, &table, &mut sum)?);
        }
        Ok(StateSum { rows, sha256: crate::hash::hex(&sum.finalize()) })
    }
}

impl Tx<'_> {
    /// Sum of everything this transaction sees.
    ///
    /// # Errors
    /// When the file fails.
    pub fn state_sum(&self) -> Result<StateSum, StoreError> {
        Ok(StateSum::of(self.conn)?)
    }
}

/// Tables that have pages of their own; of a search index those in which it keeps its words.
fn tables(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

/// Every value with its type and length, so that no two different rows look alike.
fn add(conn: &Connection, table: &str, sum: &mut Sha256) -> rusqlite::Result<u64> {
    // In the order in which they lie: a copy of the file keeps it.
    let mut statement = conn.prepare(&format!("SELECT * FROM \"{table}\" NOT INDEXED"))?;
    let columns = statement.column_count();
    let mut found = statement.query([])?;
    let mut count = 0;
    while let Some(row) = found.next()? {
        for column in 0..columns {
            match row.get_ref(column)? {
                ValueRef::Null => sum.update(b"n"),
                ValueRef::Integer(integer) => sum.update([b"i".as_slice(), &integer.to_be_bytes()].concat()),
                ValueRef::Real(real) => sum.update([b"r".as_slice(), &real.to_bits().to_be_bytes()].concat()),
                ValueRef::Text(bytes) => long(sum, b't', bytes),
                ValueRef::Blob(bytes) => long(sum, b'b', bytes),
            }
        }
        count += 1;
    }
    Ok(count)
}

fn long(sum: &mut Sha256, mark: u8, bytes: &[u8]) {
    sum.update([mark]);
    sum.update((bytes.len() as u64).to_be_bytes());
    sum.update(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(statements: &str) -> StateSum {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE a(x, y); CREATE TABLE b(k TEXT PRIMARY KEY, v) WITHOUT ROWID").unwrap();
        conn.execute_batch(statements).unwrap();
        StateSum::of(&conn).unwrap()
    }

    #[test]
    fn every_value_its_type_and_its_place_count() {
        let all = [
            "",
            "INSERT INTO a VALUES (1, NULL)",
            "INSERT INTO a VALUES ('1', NULL)",
            "INSERT INTO a VALUES (NULL, 1)",
            "INSERT INTO a VALUES (1.0, NULL)",
            "INSERT INTO a VALUES (x'31', NULL)",
            "INSERT INTO a VALUES ('1', ''), ('', '')",
            "INSERT INTO a VALUES ('1', '')",
            "INSERT INTO a VALUES ('', '1')",
            "INSERT INTO b VALUES ('1', '')",
            "INSERT INTO a VALUES ('ab', 'c')",
            "INSERT INTO a VALUES ('a', 'bc')",
        ];
        let sums: std::collections::BTreeSet<String> = all.iter().map(|statements| filled(statements).sha256).collect();
        assert_eq!(sums.len(), all.len());
        assert_eq!(filled(all[6]), filled(all[6]));
        assert_eq!(filled(all[6]).rows, BTreeMap::from([("a".to_owned(), 2), ("b".to_owned(), 0)]));
    }
}
