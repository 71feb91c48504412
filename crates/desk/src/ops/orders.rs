//! Orders, found for a person who has a number, a telephone's tail or a name in hand.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::Call;
use super::records::{ListRow, list_row};
use super::search::Words;
use crate::capabilities::consumer::CONSUMER;
use crate::capabilities::orders::{ORDER_LINE, SALES_ORDER};
use crate::kernel::mask::masked;
use crate::kernel::{Refusal, registry};

const MOST: usize = 20;

/// An order with what is needed to tell it from another, and to open a case on it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FoundOrder {
    /// The order, personal values masked.
    pub order: ListRow,
    /// Its lines.
    pub lines: Vec<ListRow>,
    /// The consumer, masked.
    pub consumer: Option<String>,
    /// Cases that are open on it already.
    pub open_cases: i64,
}

pub(super) fn find(call: &Call<'_>, words: Words) -> Result<Vec<FoundOrder>, Refusal> {
    call.read(|tx, _| {
        let mut ids: Vec<String> = Vec::new();
        for hit in tx.find(&words.text, 100)? {
            let of = match hit.kind.as_str() {
                "sales_order" => "SELECT id FROM sales_order WHERE id = ?1",
                "order_line" => "SELECT order_id AS id FROM order_line WHERE id = ?1",
                "consumer" => "SELECT id FROM sales_order WHERE consumer_id = ?1 ORDER BY updated_ms DESC LIMIT 20",
                _ => continue,
            };
            for row in tx.rows(of, &[json!(hit.id)])? {
                ids.extend(text(&row, "id").filter(|id| !ids.contains(id)));
            }
        }
        ids.truncate(MOST);
        ids.iter().map(|id| order(tx, id)).filter_map(Result::transpose).collect()
    })
}

fn order(tx: &Tx<'_>, id: &str) -> Result<Option<FoundOrder>, Refusal> {
    let stored = tx.record(registry::shape(&SALES_ORDER), id)?;
    let Some(row) = stored.filter(|row| text(row, "state").as_deref() == Some("active")) else { return Ok(None) };
    let consumer = match text(&row, "consumer_id") {
        Some(consumer) => tx.record(registry::shape(&CONSUMER), &consumer)?.map(|row| masked(&CONSUMER, row)),
        None => None,
    };
    let lines = tx.records(registry::shape(&ORDER_LINE), "order_id = ?1 AND state = 'active' ORDER BY line_no", &[json!(id)])?;
    Ok(Some(FoundOrder {
        consumer: consumer.and_then(|row| text(&row, "name").or_else(|| text(&row, "account"))),
        lines: lines.into_iter().map(|line| list_row(&ORDER_LINE, line)).collect(),
        open_cases: tx.count("SELECT count(*) FROM case_index WHERE \"order\" = ?1 AND ended = 0", &[json!(id)])?,
        order: list_row(&SALES_ORDER, row),
    }))
}

fn text(row: &Row, name: &str) -> Option<String> {
    row.get(name).and_then(Value::as_str).map(str::to_owned)
}
