//! The record that an attachment belongs to, and the consumer it is about.

use serde_json::{Value, json};
use shounuo_store::{Row, Tx};

use super::ATTACHMENT;
use crate::capabilities::consumer::CONSUMER;
use crate::kernel::kind::Kind;
use crate::kernel::{Refusal, Role, registry};

/// The record that an attachment belongs to.
pub struct Parent {
    /// Its kind.
    pub kind: &'static Kind,
    /// The consumer it is about.
    pub consumer: Option<String>,
}

/// The record with this id, if a person of this role may know of it.
///
/// # Errors
/// `not_found` when it does not exist or may not be known; one answer for both.
pub fn parent_of(tx: &Tx<'_>, role: Role, kind: &str, id: &str) -> Result<Parent, Refusal> {
    let kind = registry::kind(kind).map_err(|_| Refusal::not_found())?;
    if !kind.seen_by.contains(&role) || kind.name == ATTACHMENT.name {
        return Err(Refusal::not_found());
    }
    let record = tx.record(registry::shape(kind), id)?.ok_or_else(Refusal::not_found)?;
    Ok(Parent { kind, consumer: consumer_of(tx, kind, id, &record)? })
}

/// The person whom a record names itself, or whom its order or its case names.
fn consumer_of(tx: &Tx<'_>, kind: &Kind, id: &str, record: &Row) -> Result<Option<String>, Refusal> {
    if kind.name == CONSUMER.name {
        return Ok(Some(id.to_owned()));
    }
    let named = |field: &str| record.get(field).filter(|value| value.is_string()).cloned();
    if let Some(consumer) = named("consumer_id") {
        return Ok(consumer.as_str().map(str::to_owned));
    }
    let of_order = "SELECT consumer_id FROM sales_order WHERE id = ?1";
    let of_line = "SELECT consumer_id FROM sales_order WHERE id = (SELECT order_id FROM order_line WHERE id = ?1)";
    let of_case = "SELECT consumer FROM case_index WHERE id = ?1";
    for (field, sql) in [("order_id", of_order), ("order_line_id", of_line), ("case_id", of_case)] {
        let found = named(field).map_or(Ok(Value::Null), |id| tx.value(sql, &[json!(id)]))?;
        if let Value::String(consumer) = found {
            return Ok(Some(consumer));
        }
    }
    Ok(None)
}
