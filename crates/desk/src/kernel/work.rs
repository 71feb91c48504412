//! One event in the making.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use serde::de::DeserializeOwned;
use serde_json::Value;
use shounuo_ledger::{FieldChange, MergeRule, RecordChange};
use shounuo_store::{Row, StoreError, Tx};

use super::actor::Actor;
use super::kind::Kind;
use super::perform::Deed;
use super::refusal::Refusal;
use super::registry;
use super::seat::Seat;

/// The calendar date of an instant in China (UTC+8, no summer time).
#[must_use]
pub fn china_date(now: Timestamp) -> Date {
    now.to_zoned(china()).date()
}

/// An instant as people read it: Beijing time to the minute. The end of a day is 24:00 of that day, not 0:00 of the next.
#[must_use]
pub fn china_moment(at: Timestamp) -> String {
    let at = at.to_zoned(china()).datetime();
    match at.date().yesterday() {
        Ok(day) if at.time() == Time::midnight() => format!("{day} 24:00"),
        _ => at.strftime("%Y-%m-%d %H:%M").to_string(),
    }
}

/// The time zone of every date in the product.
#[must_use]
pub fn china() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

/// One event in the making: what the guards look at and the effect changes. Nothing of it is on disk yet.
pub struct Work<'w> {
    /// The file.
    pub tx: &'w Tx<'w>,
    /// This seat.
    pub seat: &'w Seat,
    /// Who acts.
    pub actor: &'w Actor,
    /// When.
    pub now: Timestamp,
    /// Kind of the record.
    pub kind: &'static Kind,
    /// Its id.
    pub id: String,
    /// The record as it will be, with what was set so far.
    pub record: Row,
    /// What was asked, checked.
    pub input: Row,
    pub(super) changes: Vec<RecordChange>,
    pub(super) queue: Vec<Deed>,
}

impl<'w> Work<'w> {
    pub(super) fn new(
        tx: &'w Tx<'w>,
        seat: &'w Seat,
        actor: &'w Actor,
        now: Timestamp,
        kind: &'static Kind,
        id: String,
        before: Option<Row>,
    ) -> Self {
        let own = RecordChange { kind: kind.name.into(), id: id.clone(), new: before.is_none(), fields: Vec::new() };
        Work {
            tx,
            seat,
            actor,
            now,
            kind,
            id,
            record: before.unwrap_or_default(),
            input: Row::new(),
            changes: vec![own],
            queue: Vec::new(),
        }
    }

    /// Today in China.
    #[must_use]
    pub fn today(&self) -> Date {
        china_date(self.now)
    }

    /// A text field of the record; empty when it has none.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.record.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    /// A field of the record; `null` when it is empty.
    #[must_use]
    pub fn get(&self, field: &str) -> &Value {
        self.record.get(field).unwrap_or(&Value::Null)
    }

    /// A text of the input; empty when it was not given.
    #[must_use]
    pub fn asked(&self, field: &str) -> &str {
        self.input.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    /// The record's state now.
    #[must_use]
    pub fn state(&self) -> &str {
        self.text("state")
    }

    /// The record as a struct of the capability.
    ///
    /// # Errors
    /// When the stored record is not of that shape.
    pub fn of<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        parse(&self.record)
    }

    /// Sets a field of the record.
    pub fn set(&mut self, field: &str, value: impl Into<Value>) {
        let value = value.into();
        let old = self.record.insert(field.into(), value.clone()).unwrap_or(Value::Null);
        let rule = self.kind.field(field).map_or(MergeRule::Guarded, |declared| declared.merge);
        note(&mut self.changes[0].fields, field, old, value, rule);
    }

    /// Changes another record in the same entry: for records that have no life of their own, like lines of an order.
    ///
    /// # Errors
    /// When the file fails or the record is missing.
    pub fn also(&mut self, kind: &'static Kind, id: &str, new: bool, fields: Vec<(&str, Value)>) -> Result<(), Refusal> {
        let shape = registry::shape(kind);
        let mut change = RecordChange { kind: kind.name.into(), id: id.into(), new, fields: Vec::with_capacity(fields.len()) };
        for (field, value) in fields {
            let old = if new { Value::Null } else { self.tx.record_value(shape, id, field)? };
            let rule = kind.field(field).map_or(MergeRule::Guarded, |declared| declared.merge);
            note(&mut change.fields, field, old, value, rule);
        }
        if new || !change.fields.is_empty() {
            self.changes.push(change);
        }
        Ok(())
    }

    /// Has another event happen after this one, in the same transaction and because of it. Gives the id of its record: the
    /// one that the deed names, or a new one.
    pub fn then(&mut self, deed: Deed) -> String {
        let id = deed.id.clone().or_else(|| deed.new_id.clone()).unwrap_or_else(|| self.seat.new_id(self.now));
        self.queue.push(if deed.id.is_some() { deed } else { Deed { new_id: Some(id.clone()), ..deed } });
        id
    }

    /// The record that a field of this one points to.
    ///
    /// # Errors
    /// When the file fails.
    pub fn linked(&self, kind: &'static Kind, field: &str) -> Result<Option<Row>, Refusal> {
        match self.get(field).as_str() {
            Some(id) => Ok(self.load(kind, id)?),
            None => Ok(None),
        }
    }

    /// Sets a field that is still empty, if the kind has it; what stands in it stays.
    pub fn fill(&mut self, field: &str, value: Option<&Value>) {
        if self.get(field).is_null()
            && self.kind.field(field).is_some()
            && let Some(value) = value.filter(|value| !value.is_null())
        {
            self.set(field, value.clone());
        }
    }

    /// Another record.
    ///
    /// # Errors
    /// When the file fails.
    pub fn load(&self, kind: &'static Kind, id: &str) -> Result<Option<Row>, StoreError> {
        self.tx.record(registry::shape(kind), id)
    }
}

fn note(fields: &mut Vec<FieldChange>, field: &str, old: Value, new: Value, rule: MergeRule) {
    match fields.iter().position(|change| change.field == field) {
        // Set twice in one event: the first old and the last new are what changed.
        Some(index) if fields[index].old == new => drop(fields.remove(index)),
        Some(index) => fields[index].new = new,
        None if old == new => {}
        None => fields.push(FieldChange { field: field.into(), old, new, rule }),
    }
}

/// A stored record as a struct of the capability.
///
/// # Errors
/// When the stored record is not of that shape.
pub fn parse<T: DeserializeOwned>(row: &Row) -> Result<T, Refusal> {
    serde_json::from_value(Value::Object(row.clone())).map_err(|error| Refusal::new("shape", format!("记录内容无法识别：{error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_beijing_time_and_the_end_of_a_day_as_24_00() {
        let told = |utc: &str| china_moment(utc.parse().unwrap());
        assert_eq!(told("2026-11-24T16:00:00Z"), "2026-11-24 24:00");
        assert_eq!(told("2026-11-24T02:05:09Z"), "2026-11-24 10:05");
    }
}
