//! What follows from the records: the index of cases and the search. Written with every event, never by a capability.

use jiff::Timestamp;
use serde_json::{Value, json};
use shounuo_ledger::RecordChange;
use shounuo_store::search::Findable;
use shounuo_store::{Row, Tx};

use super::clock::CLOCK;
use super::field::Find;
use super::kind::{CaseLook, Kind};
use super::refusal::Refusal;
use super::registry;

/// Brings the index, and the search if it is kept, up to date after one record changed.
pub(super) fn refresh(tx: &Tx<'_>, kind: &'static Kind, change: &RecordChange, searched: bool) -> Result<(), Refusal> {
    let finds = |name: &str| matches!(name, "number") || kind.field(name).is_some_and(|field| field.find != Find::No);
    let findable_changed = searched && change.fields.iter().any(|field| finds(&field.field));
    if kind.name == CLOCK.name {
        return refresh_case_of_clock(tx, &change.id);
    }
    if kind.case.is_none() && !findable_changed {
        return Ok(());
    }
    let Some(record) = tx.record(registry::shape(kind), &change.id)? else { return Ok(()) };
    if findable_changed {
        tx.index_for_search(kind.name, &change.id, &findable(kind, &record))?;
    }
    match &kind.case {
        Some(look) => index_case(tx, kind, look, &change.id, &record),
        None => Ok(()),
    }
}

/// Makes search and index of one record, whatever they held before.
pub(super) fn make_anew(tx: &Tx<'_>, kind: &'static Kind, id: &str) -> Result<(), Refusal> {
    let Some(record) = tx.record(registry::shape(kind), id)? else { return Ok(()) };
    let found_by = findable(kind, &record);
    if [&found_by.texts, &found_by.names, &found_by.numbers].iter().any(|words| words.iter().any(|word| !word.is_empty())) {
        tx.index_for_search(kind.name, id, &found_by)?;
    }
    kind.case.as_ref().map_or(Ok(()), |look| index_case(tx, kind, look, id, &record))
}

fn refresh_case_of_clock(tx: &Tx<'_>, clock: &str) -> Result<(), Refusal> {
    let case = tx.record_value(registry::shape(&CLOCK), clock, "case_id")?;
    let indexed = tx.value("SELECT kind FROM case_index WHERE id = ?1", std::slice::from_ref(&case))?;
    let (Some(case), Some(kind)) = (case.as_str(), indexed.as_str()) else { return Ok(()) };
    let kind = registry::kind(kind)?;
    match (&kind.case, tx.record(registry::shape(kind), case)?) {
        (Some(look), Some(record)) => index_case(tx, kind, look, case, &record),
        _ => Ok(()),
    }
}

fn index_case(tx: &Tx<'_>, kind: &'static Kind, look: &CaseLook, id: &str, record: &Row) -> Result<(), Refusal> {
    let state = text(record, "state");
    let ended = kind.state(&state).is_some_and(|state| state.ended);
    let nearest = "SELECT due_at, lane FROM clock WHERE case_id = ?1 AND stopped_at IS NULL ORDER BY due_at, id LIMIT 1";
    let due = tx.row(nearest, &[id.into()])?.unwrap_or_default();
    let of = |field: &str| if field.is_empty() { Value::Null } else { record.get(field).cloned().unwrap_or(Value::Null) };
    let row = [
        ("id", json!(id)),
        ("kind", json!(kind.name)),
        ("number", json!(text(record, "number"))),
        ("title", json!((look.title)(record))),
        ("state", json!(state)),
        ("ended", json!(i64::from(ended))),
        ("owner", of(look.owner)),
        ("consumer", of(look.consumer)),
        ("order", of(look.order)),
        ("shop", of(look.shop)),
        ("lane", due.get("lane").cloned().unwrap_or(Value::Null)),
        ("due_at", due.get("due_at").cloned().unwrap_or(Value::Null)),
        ("opened_at", json!(instant(record, "created_ms"))),
        ("touched_at", json!(instant(record, "updated_ms"))),
        ("version", record.get("version").cloned().unwrap_or_else(|| json!(0))),
    ];
    tx.index_case(&row.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())?;
    Ok(())
}

fn findable(kind: &Kind, record: &Row) -> Findable {
    let mut found_by = Findable::default();
    found_by.numbers.push(text(record, "number"));
    for field in kind.fields {
        let value = text(record, field.name);
        match field.find {
            _ if value.is_empty() => {}
            Find::No => {}
            Find::Text => found_by.texts.push(value),
            Find::Number => found_by.numbers.push(value),
            Find::Name => found_by.names.push(value),
        }
    }
    found_by
}

fn text(record: &Row, field: &str) -> String {
    record.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn instant(record: &Row, field: &str) -> String {
    let millis = record.get(field).and_then(Value::as_i64).unwrap_or(0);
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}
