//! The ledger told again: into an empty file, it must give the same tables.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shounuo_ledger::{Conflict, ConflictKind, Entry, apply};
use shounuo_store::{Row, Store, Tx};

use super::kind::Kind;
use super::refusal::Refusal;
use super::tables::KindTables;
use crate::capabilities::KINDS;

const PAGE: u32 = 1_000;

/// Where an entry stands in the order of time: hybrid time, device, epoch, number.
pub(super) type Place = (Value, Value, Value, Value);

/// Folds all entries of `from` into the empty file `into`, in the order of their time, and gives the number of entries.
/// The entries themselves are taken over too.
///
/// # Errors
/// When a file fails or an entry does not fit this version.
pub fn replay(from: &Tx<'_>, into: &Store) -> Result<u64, Refusal> {
    tell(from, into, true, |tx, entry| Ok(tx.append_entry(entry)?), &|_| Ok(()))
}

/// As [`replay`], for comparing tables only: neither the entries nor the search are made a second time. `going` hears after every
/// page how many entries are told, and may refuse to go on.
///
/// # Errors
/// As [`replay`], and what `going` says.
pub fn replay_tables(from: &Tx<'_>, into: &Store, going: &dyn Fn(u64) -> Result<(), Refusal>) -> Result<u64, Refusal> {
    tell(from, into, false, |_, _| Ok(()), going)
}

fn tell(
    from: &Tx<'_>,
    into: &Store,
    searched: bool,
    keep: impl Fn(&Tx<'_>, &Entry) -> Result<(), Refusal>,
    going: &dyn Fn(u64) -> Result<(), Refusal>,
) -> Result<u64, Refusal> {
    into.write(|tx| {
        tx.copy_subject_keys(from)?;
        let (mut parked, mut count) = (BTreeSet::new(), 0);
        let mut after = start();
        loop {
            going(count)?;
            let page = page_after(from, &after)?;
            let Some(last) = page.last() else { return Ok(count) };
            after = place(last);
            for entry in &page {
                let verdict = apply(&mut KindTables::told(tx, searched), entry, &mut parked)?;
                for conflict in &verdict.conflicts {
                    tx.note_conflict(&conflict_row(conflict))?;
                }
                keep(tx, entry)?;
                count += 1;
            }
        }
    })
}

/// Before the first entry.
pub(super) fn start() -> Place {
    (json!(-1), json!(""), json!(0), json!(0))
}

pub(super) fn page_after(from: &Tx<'_>, after: &Place) -> Result<Vec<Entry>, Refusal> {
    let tail = format!("(hlc, device, epoch, seq) > (?1, ?2, ?3, ?4) ORDER BY hlc, device, epoch, seq LIMIT {PAGE}");
    Ok(from.entries(&tail, &[after.0.clone(), after.1.clone(), after.2.clone(), after.3.clone()])?)
}

pub(super) fn place(entry: &Entry) -> Place {
    let at = &entry.body.at;
    (json!(entry.body.hlc.0), json!(at.device), json!(at.epoch), json!(at.seq))
}

pub(super) fn conflict_row(conflict: &Conflict) -> Row {
    let what = match conflict.what {
        ConflictKind::Overwrote => "overwrote",
        ConflictKind::Parked => "parked",
    };
    let fields = [
        ("device", json!(conflict.at.device)),
        ("epoch", json!(conflict.at.epoch)),
        ("seq", json!(conflict.at.seq)),
        ("kind", json!(conflict.kind)),
        ("record", json!(conflict.id)),
        ("field", json!(conflict.field)),
        ("other", json!(conflict.other.to_string())),
        ("brought", json!(conflict.brought.to_string())),
        ("what", json!(what)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A table in which two files differ, with the id of the first row that does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Table name.
    pub table: String,
    /// Id of the first differing row.
    pub id: String,
}

/// Compares everything that follows from the ledger: the tables of all kinds, the case index and the conflicts.
///
/// # Errors
/// When a file fails.
pub fn differences(left: &Tx<'_>, right: &Tx<'_>) -> Result<Vec<Difference>, Refusal> {
    let mut found = Vec::new();
    for table in KINDS.iter().map(|kind: &&Kind| kind.name).chain(["case_index"]) {
        found.extend(difference(left, right, table)?);
    }
    let order = "device, epoch, seq, kind, record, field";
    found.extend(unequal("conflict", &left.table_rows("conflict", order)?, &right.table_rows("conflict", order)?));
    Ok(found)
}

/// The first difference of a table, looked for a page at a time: a large shop need not fit into memory twice.
fn difference(left: &Tx<'_>, right: &Tx<'_>, table: &str) -> Result<Option<Difference>, Refusal> {
    let sql = format!("SELECT * FROM {table} WHERE id > ?1 ORDER BY id LIMIT {PAGE}");
    let mut after = json!("");
    loop {
        let (one, other) = (left.rows(&sql, std::slice::from_ref(&after))?, right.rows(&sql, std::slice::from_ref(&after))?);
        let found = unequal(table, &one, &other);
        match one.last().and_then(|row| row.get("id")) {
            Some(last) if found.is_none() => after = last.clone(),
            _ => return Ok(found),
        }
    }
}

fn unequal(table: &str, left: &[Row], right: &[Row]) -> Option<Difference> {
    let unequal = left.iter().zip(right).find(|(left, right)| left != right).map(|(left, _)| left);
    let beyond = || left.get(right.len()).or_else(|| right.get(left.len()));
    let row = unequal.or_else(beyond)?;
    let id = row.get("id").or_else(|| row.get("record")).and_then(Value::as_str).unwrap_or_default();
    Some(Difference { table: table.into(), id: id.into() })
}
