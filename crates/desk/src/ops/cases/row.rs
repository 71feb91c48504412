//! A case as the lists show it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::Row;
use ts_rs::TS;

use super::filter::Asker;
use super::text;
use crate::capabilities::consumer::CONSUMER;
use crate::kernel::flow::Lane;
use crate::kernel::mask::masked;
use crate::kernel::next::next_step;
use crate::kernel::registry;

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaseRow {
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// 中文 label of the kind.
    pub kind_label: String,
    /// Human number.
    pub number: String,
    /// What it is about, without personal data.
    pub title: String,
    /// State.
    pub state: String,
    /// 中文 label of the state.
    pub state_label: String,
    /// Nothing more is expected.
    pub ended: bool,
    /// Name of the person who has it.
    pub owner: Option<String>,
    /// The consumer, masked.
    pub consumer: Option<String>,
    /// Order number.
    pub order_no: Option<String>,
    /// Shop.
    pub shop: Option<String>,
    /// Lane of the nearest limit.
    pub lane: Option<Lane>,
    /// Nearest limit, UTC.
    pub due_at: Option<String>,
    /// Past its nearest limit.
    pub late: bool,
    /// 下一步: what the caller's role does next, as the flow says; a guard may still say no.
    pub next: Option<String>,
    /// Version, to be sent back with an event.
    pub version: i64,
    /// When it was opened, UTC.
    pub opened_at: String,
}

pub(super) fn case_row(row: &Row, asker: Asker<'_>) -> CaseRow {
    let kind = text(row, "kind").unwrap_or_default();
    let state = text(row, "state").unwrap_or_default();
    let declared = registry::kind(&kind).ok();
    let consumer: Row = [("name", "consumer_name"), ("account", "consumer_account")]
        .into_iter()
        .filter_map(|(to, from)| Some((to.to_owned(), row.get(from)?.clone())))
        .collect();
    let consumer = masked(&CONSUMER, consumer);
    let (due_at, ended) = (text(row, "due_at"), row.get("ended") == Some(&json!(1)));
    CaseRow {
        id: text(row, "id").unwrap_or_default(),
        kind_label: declared.map_or_else(|| kind.clone(), |kind| kind.label.to_owned()),
        state_label: declared.map_or_else(|| state.clone(), |kind| kind.state_label(&state).to_owned()),
        kind,
        number: text(row, "number").unwrap_or_default(),
        title: text(row, "title").unwrap_or_default(),
        late: !ended && due_at.as_ref().is_some_and(|due| *due < asker.now.to_string()),
        next: declared.and_then(|kind| next_step(kind, &state, asker.actor.role)).map(|step| step.label.to_owned()),
        version: row.get("version").and_then(Value::as_i64).unwrap_or(0),
        state,
        ended,
        owner: text(row, "owner_name"),
        consumer: text(&consumer, "name").or_else(|| text(&consumer, "account")),
        order_no: text(row, "order_no"),
        shop: text(row, "shop"),
        lane: row.get("lane").and_then(|lane| serde_json::from_value(lane.clone()).ok()),
        due_at,
        opened_at: text(row, "opened_at").unwrap_or_default(),
    }
}
