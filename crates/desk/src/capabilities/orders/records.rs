//! Records that change together with an order, in the order's own entry: its lines and its consumer.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use shounuo_store::Row;

use super::ORDER_LINE;
use crate::capabilities::consumer::CONSUMER;
use crate::kernel::Refusal;
use crate::kernel::kind::Kind;
use crate::kernel::work::Work;

/// A line or a consumer as it is to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Companion {
    pub id: String,
    pub new: bool,
    pub fields: Row,
}

/// Writes the companions of an order event.
pub(super) fn write(work: &mut Work<'_>) -> Result<(), Refusal> {
    // The consumer first: the order and the keys of its personal values point to it.
    for buyer in companions(work, "buyer")? {
        if work.get("consumer_id").is_null() {
            work.set("consumer_id", buyer.id.clone());
        }
        put(work, &CONSUMER, buyer)?;
    }
    for line in companions(work, "lines")? {
        put(work, &ORDER_LINE, line)?;
    }
    Ok(())
}

fn companions(work: &Work<'_>, name: &str) -> Result<Vec<Companion>, Refusal> {
    match work.input.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(value) => serde_json::from_value(value.clone()).map_err(|error| Refusal::bad(name, error.to_string())),
    }
}

fn put(work: &mut Work<'_>, kind: &'static Kind, companion: Companion) -> Result<(), Refusal> {
    let fields = companion.fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    work.also(kind, &companion.id, companion.new, fields)
}
