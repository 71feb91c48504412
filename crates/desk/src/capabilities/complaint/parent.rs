//! What the records of a complaint share: the link to it, its consumer's key, and whether it still takes them.

use serde_json::Value;
use shounuo_store::Row;

use super::COMPLAINT;
use crate::kernel::Refusal;
use crate::kernel::field::{Field, link};
use crate::kernel::work::Work;

pub(super) const CASE: Field = link("case_id", "投诉", "complaint").required();
pub(super) const CONSUMER: Field = link("consumer_id", "消费者", "consumer");

/// The complaint that a record belongs to.
pub(super) fn complaint_of(work: &Work<'_>) -> Result<Row, Refusal> {
    let id = work.text("case_id");
    work.load(&COMPLAINT, id)?.ok_or_else(Refusal::not_found)
}

/// State of the complaint that a record belongs to.
pub(super) fn state_of(complaint: &Row) -> &str {
    complaint.get("state").and_then(Value::as_str).unwrap_or_default()
}

/// Puts the record under the key of the complaint's consumer. Refused when the complaint is in none of `states`.
pub(super) fn join(work: &mut Work<'_>, states: &[&str]) -> Result<Row, Refusal> {
    let complaint = complaint_of(work)?;
    taken_in(&complaint, states)?;
    let consumer = complaint.get("consumer_id").cloned().unwrap_or_default();
    if !consumer.is_null() {
        work.set("consumer_id", consumer);
    }
    Ok(complaint)
}

/// Refused when the complaint is in none of `states`.
pub(super) fn taken_in(complaint: &Row, states: &[&str]) -> Result<(), Refusal> {
    let state = state_of(complaint);
    if states.contains(&state) {
        return Ok(());
    }
    let labels: Vec<&str> = states.iter().map(|state| COMPLAINT.state_label(state)).collect();
    let now = COMPLAINT.state_label(state);
    Err(Refusal::guard(format!("投诉现在是“{now}”，要在“{}”时才能做这一步", labels.join("、"))))
}
