use std::collections::BTreeSet;

use serde_json::Value;

use crate::{Entry, MergeRule, Position, RecordChange};

/// The tables a ledger is folded into: a shop's file, or a map in memory.
pub trait Tables {
    /// What can go wrong while reading or writing.
    type Error;
    /// Whether the record exists.
    ///
    /// # Errors
    /// When the tables cannot be read.
    fn exists(&self, kind: &str, id: &str) -> Result<bool, Self::Error>;
    /// The value of a field, `null` when it is empty.
    ///
    /// # Errors
    /// When the tables cannot be read.
    fn value(&self, kind: &str, id: &str, field: &str) -> Result<Value, Self::Error>;
    /// A ledger value as the tables hold it: opens what is sealed, `null` when its key was destroyed.
    ///
    /// # Errors
    /// When the tables cannot be read.
    fn open(&self, sealed: &Value) -> Result<Value, Self::Error>;
    /// Creates or changes a record, with values as [`Tables::open`] gave them.
    ///
    /// # Errors
    /// When the tables cannot be written.
    fn write(&mut self, entry: &Entry, change: &RecordChange, values: &[(&str, Value)]) -> Result<(), Self::Error>;
}

/// Two seats disagreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The entry that came second.
    pub at: Position,
    /// Kind of the record.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The field in question; empty when the record itself is missing.
    pub field: String,
    /// The value that stands, or stood before the later one won.
    pub other: Value,
    /// The value the entry brought.
    pub brought: Value,
    /// What became of it.
    pub what: ConflictKind,
}

/// What became of the second value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConflictKind {
    /// It won, by its later time; the other is shown.
    Overwrote,
    /// The whole entry was set aside: somebody decides.
    Parked,
}

/// What became of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// The entry changed the tables.
    pub applied: bool,
    /// What is to be shown to somebody.
    pub conflicts: Vec<Conflict>,
}

/// Sorts entries into the order in which every seat folds them.
pub fn total_order(entries: &mut [Entry]) {
    entries.sort_by(|left, right| (left.body.hlc, &left.body.at).cmp(&(right.body.hlc, &right.body.at)));
}

/// Folds one entry into the tables, whole or not at all. `parked` remembers the entries set aside.
///
/// # Errors
/// When the tables fail.
pub fn apply<T: Tables>(tables: &mut T, entry: &Entry, parked: &mut BTreeSet<Position>) -> Result<Verdict, T::Error> {
    let mut verdict = judge(tables, entry, parked)?;
    if !verdict.applied {
        parked.insert(entry.body.at.clone());
        return Ok(verdict);
    }
    for change in &entry.body.changes {
        let mut values = Vec::with_capacity(change.fields.len());
        for field in &change.fields {
            values.push((field.field.as_str(), tables.open(&field.new)?));
        }
        tables.write(entry, change, &values)?;
    }
    verdict.conflicts.sort_by(|left, right| (&left.kind, &left.id, &left.field).cmp(&(&right.kind, &right.id, &right.field)));
    Ok(verdict)
}

fn judge<T: Tables>(tables: &T, entry: &Entry, parked: &BTreeSet<Position>) -> Result<Verdict, T::Error> {
    if let Some(cause) = entry.body.cause
        && parked.contains(&Position { seq: cause, ..entry.body.at.clone() })
    {
        return Ok(Verdict {
            applied: false,
            conflicts: vec![conflict(entry, &entry.body.kind, &entry.body.record, "", Value::Null, Value::Null, ConflictKind::Parked)],
        });
    }
    let mut conflicts = Vec::new();
    for change in &entry.body.changes {
        judge_record(tables, entry, change, &mut conflicts)?;
    }
    let applied = conflicts.iter().all(|conflict| conflict.what != ConflictKind::Parked);
    if !applied {
        conflicts.retain(|conflict| conflict.what == ConflictKind::Parked);
    }
    Ok(Verdict { applied, conflicts })
}

fn judge_record<T: Tables>(tables: &T, entry: &Entry, change: &RecordChange, out: &mut Vec<Conflict>) -> Result<(), T::Error> {
    let exists = tables.exists(&change.kind, &change.id)?;
    if exists == change.new {
        out.push(conflict(entry, &change.kind, &change.id, "", Value::Bool(exists), Value::Bool(change.new), ConflictKind::Parked));
        return Ok(());
    }
    if change.new {
        return Ok(());
    }
    for field in &change.fields {
        let stands = tables.value(&change.kind, &change.id, &field.field)?;
        let brought = tables.open(&field.new)?;
        if stands == tables.open(&field.old)? || stands == brought {
            continue;
        }
        let what = match field.rule {
            MergeRule::Free => ConflictKind::Overwrote,
            MergeRule::Guarded => ConflictKind::Parked,
        };
        out.push(conflict(entry, &change.kind, &change.id, &field.field, stands, brought, what));
    }
    Ok(())
}

fn conflict(entry: &Entry, kind: &str, id: &str, field: &str, other: Value, brought: Value, what: ConflictKind) -> Conflict {
    Conflict { at: entry.body.at.clone(), kind: kind.into(), id: id.into(), field: field.into(), other, brought, what }
}
