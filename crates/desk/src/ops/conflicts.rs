//! Where two seats disagreed: shown until somebody has looked and said what is to stand.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::cases::name_of;
use super::{Call, Nothing};
use crate::kernel::kind::Kind;
use crate::kernel::mask::masked;
use crate::kernel::meet::{SETTLED, open_conflicts};
use crate::kernel::{Access, Refusal, Role, note_access, registry};

/// One conflict card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ConflictCard {
    /// Seat whose entry it is.
    pub device: String,
    /// Epoch of the entry.
    pub epoch: u32,
    /// Number of the entry in its chain.
    pub seq: u32,
    /// Kind of the record.
    pub kind: String,
    /// 中文 label of the kind.
    pub kind_label: String,
    /// The record.
    pub id: String,
    /// Its number.
    pub number: String,
    /// The verb of the step that met another one.
    pub event_label: String,
    /// Who did it.
    pub who: Option<String>,
    /// When, UTC milliseconds since 1970.
    pub at_ms: i64,
    /// 中文 label of the field; empty when the record as a whole is meant.
    pub field_label: String,
    /// What stands here, masked.
    #[ts(type = "unknown")]
    pub stands: Value,
    /// What the other seat brought, masked.
    #[ts(type = "unknown")]
    pub brought: Value,
    /// The step was set aside whole; otherwise the later value stands already and the other is only shown.
    pub parked: bool,
}

/// A conflict that was dealt with.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Settled {
    /// Seat whose entry it is.
    pub device: String,
    /// Epoch of the entry.
    pub epoch: u32,
    /// Number of the entry in its chain.
    pub seq: u32,
    /// What was decided, and why.
    pub reason: String,
}

pub(super) fn list(call: &Call<'_>, _: Nothing) -> Result<Vec<ConflictCard>, Refusal> {
    let role = call.actor()?.role;
    call.read(|tx, _| open_conflicts(tx)?.iter().filter_map(|row| card(tx, role, row).transpose()).collect())
}

fn card(tx: &Tx<'_>, role: Role, row: &Row) -> Result<Option<ConflictCard>, Refusal> {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let whole = |name: &str| row.get(name).and_then(Value::as_i64).unwrap_or(0);
    let kind = registry::kind(&text("kind"))?;
    if !kind.seen_by.contains(&role) {
        return Ok(None);
    }
    let (id, field) = (text("record"), text("field"));
    let of_kind = registry::kind(&text("of_kind"))?;
    let number = tx.record_value(registry::shape(kind), &id, "number")?;
    Ok(Some(ConflictCard {
        device: text("device"),
        epoch: u32::try_from(whole("epoch")).unwrap_or(0),
        seq: u32::try_from(whole("seq")).unwrap_or(0),
        kind: kind.name.into(),
        kind_label: kind.label.into(),
        number: number.as_str().unwrap_or_default().into(),
        event_label: of_kind.steps(&text("event")).next().map(|step| step.label).unwrap_or_default().into(),
        who: name_of(tx, Some(&text("actor")))?,
        at_ms: whole("wall_ms"),
        field_label: label(kind, &field).into(),
        stands: shown(kind, &field, &text("other")),
        brought: shown(kind, &field, &text("brought")),
        parked: text("what") == "parked",
        id,
    }))
}

fn label(kind: &Kind, field: &str) -> &'static str {
    if field == "state" { "状态" } else { kind.field(field).map_or("", |declared| declared.label) }
}

/// A stored value as this person may see it, in words where it is a name.
fn shown(kind: &'static Kind, field: &str, stored: &str) -> Value {
    let value: Value = serde_json::from_str(stored).unwrap_or(Value::Null);
    if field == "state" {
        return json!(kind.state_label(value.as_str().unwrap_or_default()));
    }
    let row: Row = [(field.to_owned(), value)].into_iter().collect();
    let value = masked(kind, row).remove(field).unwrap_or(Value::Null);
    match (kind.field(field).map(|declared| declared.ty), value.as_str()) {
        (Some(crate::kernel::field::FieldType::Choice(of)), Some(code)) => {
            json!(of.iter().find(|(name, _)| *name == code).map_or(code, |(_, label)| *label))
        }
        _ => value,
    }
}

/// Says that somebody looked and what stands: an entry of its own, on the record. What was set aside is done anew, if it is
/// to be done, by its ordinary step.
pub(super) fn settle(call: &Call<'_>, which: Settled) -> Result<Nothing, Refusal> {
    let actor = call.actor()?;
    if which.reason.trim().chars().count() < 2 {
        return Err(Refusal::bad("reason", "请写明怎样处理了这处冲突，至少两个字"));
    }
    let kinds = call.write(|tx, shop| {
        let open = open_conflicts(tx)?;
        let same = |row: &&Row| {
            row.get("device") == Some(&json!(which.device))
                && row.get("epoch") == Some(&json!(which.epoch))
                && row.get("seq") == Some(&json!(which.seq))
        };
        let row = open.iter().find(same).ok_or_else(Refusal::not_found)?;
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
        let (kind, id) = (registry::kind(text("kind"))?, text("record"));
        let reason = tx.seal(&shop.seat.device, id, &json!(which.reason.trim()))?;
        let what = json!({ "device": which.device, "epoch": which.epoch, "seq": which.seq, "reason": reason });
        note_access(&shop.seat, tx, actor, call.now, Access { kind, id, event: SETTLED, what })?;
        Ok(vec![kind.name.to_owned()])
    })?;
    call.note_changed(kinds);
    Ok(Nothing {})
}
