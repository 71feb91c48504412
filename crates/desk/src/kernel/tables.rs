//! The tables of the kinds as the ledger folds into them: the one place where records are written, by an event as by a
//! replay, so that both give the same.

use serde_json::{Value, json};
use shounuo_ledger::{Entry, RecordChange, Tables};
use shounuo_store::{Row, Tx};

use super::index;
use super::kind::Kind;
use super::refusal::Refusal;
use super::registry;

/// A shop's file seen as the tables of a ledger.
pub struct KindTables<'t> {
    tx: &'t Tx<'t>,
    searched: bool,
}

impl<'t> KindTables<'t> {
    /// Everything: records, the index of cases, the search.
    #[must_use]
    pub fn of(tx: &'t Tx<'t>) -> KindTables<'t> {
        KindTables { tx, searched: true }
    }

    /// Without the search, for tables that are only told again to be compared; or with it.
    pub(super) fn told(tx: &'t Tx<'t>, searched: bool) -> KindTables<'t> {
        KindTables { tx, searched }
    }
}

impl Tables for KindTables<'_> {
    type Error = Refusal;

    fn exists(&self, kind: &str, id: &str) -> Result<bool, Refusal> {
        Ok(self.tx.record_exists(registry::shape(registry::kind(kind)?), id)?)
    }

    fn value(&self, kind: &str, id: &str, field: &str) -> Result<Value, Refusal> {
        let kind = registry::kind(kind)?;
        if is_column(kind, field) {
            return Ok(self.tx.record_value(registry::shape(kind), id, field)?);
        }
        let extra = self.tx.record_value(registry::shape(kind), id, "extra")?;
        Ok(extra.get(field).cloned().unwrap_or(Value::Null))
    }

    fn open(&self, sealed: &Value) -> Result<Value, Refusal> {
        Ok(self.tx.open_sealed(sealed)?)
    }

    fn write(&mut self, entry: &Entry, change: &RecordChange, values: &[(&str, Value)]) -> Result<(), Refusal> {
        let kind = registry::kind(&change.kind)?;
        let shape = registry::shape(kind);
        let wall = json!(entry.body.wall_ms);
        let (mut fields, strangers): (Vec<_>, Vec<_>) = values.iter().cloned().partition(|(name, _)| is_column(kind, name));
        if !strangers.is_empty() {
            fields.push(("extra", self.extra_with(kind, change, &strangers)?));
        }
        fields.push(("updated_ms", wall.clone()));
        if change.new {
            fields.extend([("version", json!(1)), ("created_ms", wall)]);
            self.tx.insert_record(shape, &change.id, &fields)?;
        } else {
            let version = self.tx.record_value(shape, &change.id, "version")?.as_i64().unwrap_or(0);
            fields.push(("version", json!(version + 1)));
            self.tx.update_record(shape, &change.id, &fields)?;
        }
        index::refresh(self.tx, kind, change, self.searched)
    }
}

impl KindTables<'_> {
    /// Fields of a newer version are kept, untouched, beside those this version knows.
    fn extra_with(&self, kind: &'static Kind, change: &RecordChange, strangers: &[(&str, Value)]) -> Result<Value, Refusal> {
        let known = if change.new { Value::Null } else { self.tx.record_value(registry::shape(kind), &change.id, "extra")? };
        let mut extra = known.as_object().cloned().unwrap_or_else(Row::new);
        extra.extend(strangers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        Ok(Value::Object(extra))
    }
}

fn is_column(kind: &Kind, field: &str) -> bool {
    matches!(field, "number" | "state") || kind.field(field).is_some()
}
