//! What time brings about for complaints: what is late is escalated, what has ended is archived.

use jiff::Timestamp;
use serde_json::{Value, json};
use shounuo_store::{Row, Tx};

use super::{COMPLAINT, archive};
use crate::kernel::wake::{MOST, Wake};
use crate::kernel::{Deed, Refusal};

pub(super) const WAKES: &[Wake] = &[
    Wake { says: "有时限超过而未升级的投诉自动升级，记下首次超时", deeds: escalate_late },
    Wake { says: "办结满一小时且方案已兑现的投诉归档", deeds: archive_ended },
];

fn escalate_late(tx: &Tx<'_>, now: Timestamp) -> Result<Vec<Deed>, Refusal> {
    let deed = |row: &Row| {
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
        let mut input = Row::new();
        input.insert("late".into(), json!(text("label")));
        input.insert("first_late_at".into(), json!(text("due_at")));
        Deed::on(&COMPLAINT, text("id"), "escalate_late", input)
    };
    Ok(archive::late(tx, now, MOST)?.iter().map(deed).collect())
}

fn archive_ended(tx: &Tx<'_>, now: Timestamp) -> Result<Vec<Deed>, Refusal> {
    Ok(archive::ready(tx, now, MOST)?.iter().map(|id| Deed::on(&COMPLAINT, id, "archive", Row::new())).collect())
}
