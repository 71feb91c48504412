//! Names as people write them, to ids and stored names.

use serde_json::{Value, json};
use shounuo_desk::capabilities::KINDS;
use shounuo_desk::kernel::Refusal;
use shounuo_desk::kernel::kind::Kind;

use crate::desk::Desk;

/// A case as it stands in the list, by id or number.
pub fn case(desk: &Desk, named: &str) -> Result<Value, Refusal> {
    let number = named.trim().to_uppercase();
    let page = desk.call("cases.list", json!({ "words": number, "which": "all" }))?;
    let rows = page["rows"].as_array().into_iter().flatten();
    if let Some(row) = rows.clone().find(|row| row["number"] == json!(number)) {
        return Ok(row.clone());
    }
    let view = desk.call("cases.show", json!({ "id": named.trim() }))?;
    Ok(view["record"].clone())
}

/// A kind by its stored or Chinese name.
pub fn kind(named: &str) -> Result<&'static Kind, Refusal> {
    let named = named.trim();
    KINDS.iter().copied().find(|kind| kind.name == named || kind.label == named).ok_or_else(|| {
        let all: Vec<&str> = KINDS.iter().map(|kind| kind.label).collect();
        Refusal::new("unknown_kind", format!("没有“{named}”这一类记录，可用：{}", all.join("、")))
    })
}

/// The stored name of a state, given by it or by its Chinese name, of any kind that is a case.
pub fn case_state(named: &str) -> Result<&'static str, Refusal> {
    let states = || KINDS.iter().filter(|kind| kind.case.is_some()).flat_map(|kind| kind.states);
    states().find(|state| state.name == named || state.label == named).map(|state| state.name).ok_or_else(|| {
        let all: Vec<&str> = states().map(|state| state.label).collect();
        Refusal::bad("state", format!("没有“{named}”这个状态，可用：{}", all.join("、")))
    })
}

/// The stored name of an event, given by it or by the verb on its button.
pub fn event(kind: &str, named: &str) -> String {
    let kind = KINDS.iter().find(|known| known.name == kind);
    let step = kind.and_then(|kind| kind.flow.iter().find(|step| step.event == named || step.label == named));
    step.map_or(named, |step| step.event).to_owned()
}
