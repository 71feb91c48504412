//! What is typed and not yet saved survives a crash: kept per person, on this seat, never in the ledger.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{Call, Nothing};
use crate::kernel::Refusal;

const LONGEST: usize = 200_000;

/// A draft by name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DraftName {
    /// Which form, e.g. `quality_case/<id>/set_facts`.
    pub name: String,
}

/// A draft.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Draft {
    /// What was typed; `null` when there is none.
    #[ts(type = "unknown")]
    pub value: Value,
}

/// A draft to be kept.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// Which form.
    pub name: String,
    /// What was typed; `null` lets it go.
    #[ts(type = "unknown")]
    pub value: Value,
}

/// How the window looks on this seat.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Look {
    /// The window's own affair: theme, size, density, columns.
    #[ts(type = "unknown")]
    pub value: Value,
}

fn key(call: &Call<'_>, name: &str) -> Result<String, Refusal> {
    Ok(format!("draft:{}:{name}", call.actor()?.id))
}

pub(super) fn load(call: &Call<'_>, which: DraftName) -> Result<Draft, Refusal> {
    let key = key(call, &which.name)?;
    Ok(Draft { value: call.read(|tx, _| Ok(tx.local(&key)?))? })
}

pub(super) fn save(call: &Call<'_>, draft: SaveDraft) -> Result<Nothing, Refusal> {
    keep(call, &key(call, &draft.name)?, &draft.value)
}

pub(super) fn load_look(call: &Call<'_>, _: Nothing) -> Result<Look, Refusal> {
    Ok(Look { value: call.read(|tx, _| Ok(tx.local("look")?)).unwrap_or(Value::Null) })
}

pub(super) fn save_look(call: &Call<'_>, look: Look) -> Result<Nothing, Refusal> {
    keep(call, "look", &look.value)
}

fn keep(call: &Call<'_>, name: &str, value: &Value) -> Result<Nothing, Refusal> {
    if value.to_string().len() > LONGEST {
        return Err(Refusal::new("bad_input", "草稿太长，没有保存"));
    }
    call.write(|tx, _| Ok(tx.set_local(name, value)?))?;
    Ok(Nothing {})
}
