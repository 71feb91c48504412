//! How many cases stand in each state.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::Row;
use ts_rs::TS;

use super::text;
use crate::kernel::{Refusal, registry};
use crate::ops::{Call, Nothing};

/// How many cases stand in a state.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StateCount {
    /// Kind.
    pub kind: String,
    /// State.
    pub state: String,
    /// 中文 label of the state.
    pub state_label: String,
    /// Nothing more is expected.
    pub ended: bool,
    /// How many.
    pub count: i64,
    /// How many of them are past their nearest limit.
    pub late: i64,
}

pub(in crate::ops) fn counts(call: &Call<'_>, _: Nothing) -> Result<Vec<StateCount>, Refusal> {
    // In the order of the index and by its columns alone: neither the table is read nor anything sorted.
    let sql = "SELECT kind, state, ended, count(*) AS count, sum(ended = 0 AND ifnull(due_at, '9999') < ?1) AS late
               FROM case_index INDEXED BY case_by_kind GROUP BY kind, state, ended ORDER BY kind, state, ended";
    let rows = call.read(|tx, _| Ok(tx.rows(sql, &[json!(call.now.to_string())])?))?;
    let role = call.actor()?.role;
    let seen = |count: &StateCount| registry::kind(&count.kind).is_ok_and(|kind| kind.seen_by.contains(&role));
    Ok(rows.iter().map(state_count).filter(seen).collect())
}

fn state_count(row: &Row) -> StateCount {
    let (kind, state) = (text(row, "kind").unwrap_or_default(), text(row, "state").unwrap_or_default());
    let whole = |name: &str| row.get(name).and_then(Value::as_i64).unwrap_or(0);
    let state_label = registry::kind(&kind).map_or_else(|_| state.clone(), |kind| kind.state_label(&state).to_owned());
    StateCount { kind, state_label, state, ended: whole("ended") == 1, count: whole("count"), late: whole("late") }
}
