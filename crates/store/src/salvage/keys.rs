//! The keys of a table's rows, as its indexes know them: an index has pages of its own.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::table::{Table, quoted};
use super::{Open, damage};
use crate::vault::{VaultFault, require_seals};

/// A key in an order of its own: values of SQL have none in Rust.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Int(i64),
    Text(String),
    Other(String),
}

impl Key {
    pub fn of(values: &[Value]) -> Self {
        let part = |value: &Value| match value {
            Value::Integer(number) => Part::Int(*number),
            Value::Text(text) => Part::Text(text.clone()),
            other => Part::Other(format!("{other:?}")),
        };
        Self(values.iter().map(part).collect())
    }

    pub fn values(&self) -> Vec<Value> {
        let value = |part: &Part| match part {
            Part::Int(number) => Value::Integer(*number),
            Part::Text(text) => Value::Text(text.clone()),
            Part::Other(_) => Value::Null,
        };
        self.0.iter().map(value).collect()
    }

    /// The key as a person reads it.
    pub fn words(&self) -> String {
        let word = |part: &Part| match part {
            Part::Int(number) => number.to_string(),
            Part::Text(text) | Part::Other(text) => text.clone(),
        };
        self.0.iter().map(word).collect::<Vec<_>>().join("/")
    }

    /// The key `by` places further, if its last part counts.
    pub fn after(&self, by: i64) -> Option<Self> {
        let mut parts = self.0.clone();
        match parts.last_mut() {
            Some(Part::Int(number)) => *number = number.checked_add(by)?,
            _ => return None,
        }
        Some(Self(parts))
    }
}

/// Key → what the row is called, as far as any index still tells.
pub(super) type Names = BTreeMap<Key, Option<String>>;

/// What the indexes know.
#[derive(Default)]
pub(super) struct Known {
    pub names: Names,
    /// An index over all rows was read to its end: there are no others.
    pub complete: bool,
}

pub(super) fn known(open: Open<'_>, table: &Table) -> Result<Known, VaultFault> {
    let mut known = Known::default();
    let mut conn = open()?;
    for index in &table.indexes {
        // What the index does not hold itself would have to come out of the table: then only the key is asked for.
        let covered = covers(&conn, table, index)?;
        let name = if covered { quoted(&table.named_by) } else { "NULL".to_owned() };
        for order in ["", " DESC"] {
            if read_index(&conn, table, index, &name, order, &mut known.names)? {
                known.complete = true;
                break;
            }
            conn = open()?;
        }
    }
    Ok(known)
}

fn covers(conn: &Connection, table: &Table, index: &str) -> Result<bool, VaultFault> {
    let mut read = conn.prepare("SELECT name FROM pragma_index_xinfo(?1) WHERE name IS NOT NULL")?;
    let held: Vec<String> = read.query_map([index], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(table.named_by.iter().all(|name| held.contains(name)))
}

/// Reads one index in one direction as far as it goes; true when that is to its end.
fn read_index(conn: &Connection, table: &Table, index: &str, name: &str, order: &str, known: &mut Names) -> Result<bool, VaultFault> {
    let mut first = conn.prepare("SELECT name FROM pragma_index_info(?1) ORDER BY seqno LIMIT 1")?;
    let Ok(first) = first.query_row([index], |row| row.get::<_, Option<String>>(0)) else { return Ok(false) };
    let sorted = first.map_or_else(String::new, |first| format!(" ORDER BY \"{first}\"{order}"));
    let sql = format!("SELECT {}, {name} FROM \"{}\" INDEXED BY \"{index}\"{sorted}", quoted(&table.key), table.name);
    let Ok(mut read) = conn.prepare(&sql) else { return Ok(false) };
    let width = table.key.len();
    let mut rows = read.query([])?;
    loop {
        match rows.next() {
            Ok(None) => return Ok(true),
            Ok(Some(_)) if require_seals(conn).is_err() => return Ok(false),
            Ok(Some(row)) => {
                let key: Vec<Value> = (0..width).map(|at| row.get(at)).collect::<Result<_, _>>()?;
                let named: Vec<Value> = (width..row.as_ref().column_count()).map(|at| row.get(at)).collect::<Result<_, _>>()?;
                let name = Some(Key::of(&named).words()).filter(|_| !named.contains(&Value::Null));
                let slot = known.entry(Key::of(&key)).or_default();
                *slot = slot.take().or(name);
            }
            Err(error) => {
                damage(error)?;
                return Ok(false);
            }
        }
    }
}
