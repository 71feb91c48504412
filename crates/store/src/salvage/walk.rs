//! Reading a table on all ways.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::keys::{Key, known};
use super::table::{Table, quoted};
use super::{Open, Unreadable, damage, unsealed};
use crate::vault::{VaultFault, require_seals};

/// How many places in a row are tried in vain where nothing says where the table ends: more than a page holds of any table.
const BLIND: u32 = 3_000;

/// The rows of one table: read once each, whatever the way.
struct Walk<'w, F> {
    open: Open<'w>,
    conn: Connection,
    table: &'w Table,
    each: F,
    seen: BTreeSet<Key>,
}

/// How far a way led.
struct Way {
    /// To its end.
    whole: bool,
    /// The last row on it.
    last: Option<Key>,
}

/// Hands every row that can be read to `each` once, and says what cannot. `hints` are values of the first key column that
/// may have rows, known from elsewhere.
pub(super) fn walk(
    open: Open<'_>,
    table: &Table,
    hints: &[Value],
    each: impl FnMut(&[Value]) -> Result<(), VaultFault>,
) -> Result<Unreadable, VaultFault> {
    let mut walk = Walk { open, conn: open()?, table, each, seen: BTreeSet::new() };
    let front = walk.scan(None, "")?;
    if front.whole {
        return Ok(Unreadable { table: table.name.clone(), read: walk.seen.len() as u64, ..Unreadable::default() });
    }
    walk.scan(None, " DESC")?;
    walk.follow(hints)?;
    let known = known(open, table)?;
    for key in known.names.keys() {
        walk.fetch(key)?;
    }
    if !known.complete {
        walk.one_by_one(front.last)?;
    }
    let lost = known.names.iter().filter(|(key, _)| !walk.seen.contains(*key));
    let lost = lost.map(|(key, name)| name.clone().unwrap_or_else(|| key.words())).collect();
    Ok(Unreadable { table: table.name.clone(), read: walk.seen.len() as u64, lost, unsure: !known.complete })
}

impl<F: FnMut(&[Value]) -> Result<(), VaultFault>> Walk<'_, F> {
    fn select(&self) -> String {
        let (key, columns) = (quoted(&self.table.key), quoted(&self.table.columns));
        format!("SELECT {key}, {columns} FROM \"{}\" NOT INDEXED", self.table.name)
    }

    /// The key as a row value to compare with, and as many marks.
    fn compared(&self) -> (String, String) {
        (format!("({})", quoted(&self.table.key)), format!("({})", vec!["?"; self.table.key.len()].join(", ")))
    }

    /// Reads on from `from` in the order of the key.
    fn scan(&mut self, from: Option<&Key>, order: &str) -> Result<Way, VaultFault> {
        let sorted: Vec<String> = self.table.key.iter().map(|name| format!("{}{order}", quoted(std::slice::from_ref(name)))).collect();
        let (key, marks) = self.compared();
        let there = from.map_or_else(String::new, |_| format!("WHERE {key} >= {marks}"));
        let sql = format!("{} {there} ORDER BY {}", self.select(), sorted.join(", "));
        self.run(&sql, &from.map(Key::values).unwrap_or_default())
    }

    /// Reads one row; false when its page gives nothing.
    fn fetch(&mut self, key: &Key) -> Result<bool, VaultFault> {
        if self.seen.contains(key) {
            return Ok(true);
        }
        let (names, marks) = self.compared();
        let sql = format!("{} WHERE {names} = {marks}", self.select());
        Ok(self.run(&sql, &key.values())?.whole)
    }

    fn follow(&mut self, hints: &[Value]) -> Result<(), VaultFault> {
        let sql = format!("{} WHERE {} = ?", self.select(), quoted(&self.table.key[..1]));
        for hint in hints {
            self.run(&sql, std::slice::from_ref(hint))?;
        }
        Ok(())
    }

    fn run(&mut self, sql: &str, params: &[Value]) -> Result<Way, VaultFault> {
        let mut way = Way { whole: false, last: None };
        match self.read(sql, params, &mut way)? {
            Ok(()) => way.whole = true,
            Err(error) => {
                damage(error)?;
                self.conn = (self.open)()?;
            }
        }
        Ok(way)
    }

    /// Reads as far as it goes. The outer fault is one of what is done with a row, the inner one of reading it.
    fn read(&mut self, sql: &str, params: &[Value], way: &mut Way) -> Result<rusqlite::Result<()>, VaultFault> {
        let mut read = match self.conn.prepare_cached(sql) {
            Ok(read) => read,
            Err(error) => return Ok(Err(error)),
        };
        let mut rows = read.query(params_from_iter(params))?;
        let width = self.table.key.len();
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(Ok(())),
                Err(error) => return Ok(Err(error)),
            };
            if require_seals(&self.conn).is_err() {
                return Ok(Err(unsealed()));
            }
            let all: Vec<Value> = (0..row.as_ref().column_count()).map(|at| row.get(at)).collect::<Result<_, _>>()?;
            let key = Key::of(&all[..width]);
            if self.seen.insert(key.clone()) {
                (self.each)(&all[width..])?;
            }
            way.last = Some(key);
        }
    }

    /// Tries place after place behind `last`, and reads on in order wherever one can be read again.
    fn one_by_one(&mut self, last: Option<Key>) -> Result<(), VaultFault> {
        let first = (self.table.key == ["rowid"]).then(|| Key::of(&[Value::Integer(0)]));
        let Some(mut at) = last.or(first) else { return Ok(()) };
        let mut in_vain = 0;
        while let Some(next) = at.after(1).filter(|_| in_vain < BLIND) {
            if !self.fetch(&next)? {
                in_vain += 1;
                at = next;
                continue;
            }
            in_vain = 0;
            let way = self.scan(Some(&next), "")?;
            if way.whole {
                return Ok(());
            }
            at = way.last.unwrap_or(next);
        }
        Ok(())
    }
}
