//! What somebody may not do and tried is written down: an entry at most once an hour for each person and operation, so that
//! nobody fills the ledger by trying. What came between is counted, and told by the next entry.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shounuo_store::Tx;

use super::Workbench;
use crate::capabilities::staff::ACCOUNT;
use crate::kernel::{Access, Actor, Refusal, Seat, note_access};

const ONCE_IN: SignedDuration = SignedDuration::from_hours(1);

/// The refusals that are denials, as the ledger says them. A guard of a flow, a missing field or a conflict is none.
const DENIALS: &[(&str, &str)] =
    &[("not_allowed", "无权"), ("not_found", "没有找到或无权查看"), ("too_many", "超过次数"), ("not_approved", "没有第二位同意")];

#[derive(Debug, Default, Serialize, Deserialize)]
struct Tried {
    since_ms: i64,
    more: u64,
}

impl Workbench {
    /// Writes a denial down. It stands whether or not that can be written: nobody gets in because the disk is full.
    pub(crate) fn note_denied(&self, actor: &Actor, operation: &str, no: &Refusal, now: Timestamp) {
        let Some((_, words)) = DENIALS.iter().find(|(code, _)| *code == no.code) else { return };
        if let Ok(shop) = self.shop() {
            let _ = shop.store.write(|tx| note(&shop.seat, tx, actor, (operation, words), now));
        }
    }
}

fn note(seat: &Seat, tx: &Tx<'_>, actor: &Actor, (operation, words): (&str, &str), now: Timestamp) -> Result<(), Refusal> {
    let name = format!("denied:{}:{operation}", actor.id);
    let known: Option<Tried> = serde_json::from_value(tx.local(&name)?).ok();
    let now_ms = now.as_millisecond();
    let recent = |tried: &Tried| (0..ONCE_IN.as_millis()).contains(&i128::from(now_ms - tried.since_ms));
    if let Some(tried) = known.as_ref().filter(|tried| recent(tried)) {
        return Ok(tx.set_local(&name, &json!(Tried { since_ms: tried.since_ms, more: tried.more + 1 }))?);
    }
    let more = known.map_or(0, |tried| tried.more);
    let what = json!({ "operation": operation, "result": words, "more": (more > 0).then_some(more) });
    note_access(seat, tx, actor, now, Access { kind: &ACCOUNT, id: &actor.id, event: "denied", what })?;
    Ok(tx.set_local(&name, &json!(Tried { since_ms: now_ms, more: 0 }))?)
}
