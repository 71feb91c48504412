//! Records that a file has lost and its ledger still tells: folded in again, through the one writer.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use shounuo_ledger::{Entry, apply};
use shounuo_store::{Row, Tx};

use super::index;
use super::refusal::Refusal;
use super::registry;
use super::replay::{page_after, place, start};
use super::tables::KindTables;
use crate::capabilities::KINDS;

/// Kind and id.
type Record = (String, String);

/// Every entry in the order of its time.
fn each_entry(tx: &Tx<'_>, mut work: impl FnMut(&Entry) -> Result<(), Refusal>) -> Result<(), Refusal> {
    let mut after = start();
    loop {
        let page = page_after(tx, &after)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = place(last);
        page.iter().try_for_each(&mut work)?;
    }
}

/// Puts back every record that the ledger speaks of and no table holds; gives their numbers, or ids, by kind. A record whose
/// making is itself missing from the ledger cannot be told.
///
/// # Errors
/// When the file fails.
pub fn retell_lost(tx: &Tx<'_>) -> Result<BTreeMap<String, Vec<String>>, Refusal> {
    let lost = lost(tx)?;
    let mut parked = BTreeSet::new();
    each_entry(tx, |entry| {
        let mut part = entry.clone();
        part.body.changes.retain(|change| lost.contains(&(change.kind.clone(), change.id.clone())));
        if !part.body.changes.is_empty() {
            // One that does not fit is left out: what it needs is lost too.
            let _ = tx.attempt(|| apply(&mut KindTables::of(tx), &part, &mut parked));
        }
        Ok(())
    })?;
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (kind, id) in lost {
        if let Some(name) = name_of(tx, &kind, &id)? {
            told.entry(kind).or_default().push(name);
        }
    }
    Ok(told)
}

fn lost(tx: &Tx<'_>) -> Result<BTreeSet<Record>, Refusal> {
    let mut lost = BTreeSet::new();
    each_entry(tx, |entry| {
        for change in entry.body.changes.iter().filter(|change| change.new) {
            let Ok(kind) = registry::kind(&change.kind) else { continue };
            if !tx.record_exists(registry::shape(kind), &change.id)? {
                lost.insert((change.kind.clone(), change.id.clone()));
            }
        }
        Ok(())
    })?;
    Ok(lost)
}

fn name_of(tx: &Tx<'_>, kind: &str, id: &str) -> Result<Option<String>, Refusal> {
    let record = tx.record(registry::shape(registry::kind(kind)?), id)?;
    let number = |record: &Row| record.get("number").and_then(Value::as_str).unwrap_or(id).to_owned();
    Ok(record.as_ref().map(number))
}

/// Makes the search and the index of cases anew, for a file that came without them.
///
/// # Errors
/// When the file fails.
pub fn index_anew(tx: &Tx<'_>) -> Result<(), Refusal> {
    for kind in KINDS {
        for row in tx.rows(&format!("SELECT id FROM {} ORDER BY created_ms, id", kind.name), &[])? {
            if let Some(id) = row.get("id").and_then(Value::as_str) {
                index::make_anew(tx, kind, id)?;
            }
        }
    }
    Ok(())
}
