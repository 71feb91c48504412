//! The stays of a unit with the repairer, as the rules take them: from the orders, their delays and their corrections.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};
use shounuo_rules::{Delay, DelayInterval, Repair};
use shounuo_store::{Row, Tx};

use super::correction::REPAIR_CORRECTION;
use super::delay::REPAIR_DELAY;
use super::part::REPAIR_PART;
use super::{OPEN, REPAIR};
use crate::kernel::{Refusal, registry};

/// Orders of a unit or of a case, oldest first, with their corrections laid over them.
///
/// # Errors
/// When the file fails.
pub fn orders_of(tx: &Tx<'_>, unit: Option<&str>, case: Option<&str>) -> Result<Vec<Row>, Refusal> {
    let of = "(serial_unit_id = ?1 OR quality_case_id = ?2) ORDER BY sent_in, created_ms, id";
    let rows = tx.records(registry::shape(&REPAIR), of, &[json!(unit), json!(case)])?;
    rows.into_iter().map(|row| corrected(tx, row)).collect()
}

/// Every order of a unit or a case on which work was done or is being done, as a stay; `except` leaves one out.
///
/// # Errors
/// When the file fails or a stored date cannot be read.
pub fn stays_of(tx: &Tx<'_>, unit: Option<&str>, case: Option<&str>, except: &str) -> Result<Vec<Repair>, Refusal> {
    let orders = orders_of(tx, unit, case)?;
    // What went back without having been worked on is no repair.
    let repaired = orders.iter().filter(|row| text(row, "id") != except && text(row, "outcome") != "returned");
    repaired.map(|row| stay(tx, row)).collect()
}

/// One order as a stay.
///
/// # Errors
/// When the file fails or a stored date cannot be read.
pub fn stay(tx: &Tx<'_>, row: &Row) -> Result<Repair, Refusal> {
    let handed_back = day(row, "handed_over_on");
    Ok(Repair {
        sent_in: sent_in(row)?,
        handed_back,
        delay: None,
        charged: (row.get("charged") == Some(&Value::Bool(true))).then_some(true),
        delays: delays_of(tx, row, "")?,
    })
}

/// The day the unit came in.
///
/// # Errors
/// When it cannot be read.
pub fn sent_in(row: &Row) -> Result<Date, Refusal> {
    day(row, "sent_in").ok_or_else(|| Refusal::new("shape", "维修单没有送修日期"))
}

/// Whose the days of an order are: what was written down, and from the day after the consumer was told that the unit is
/// ready, the consumer's. `except` leaves one entry out.
///
/// # Errors
/// When the file fails.
pub fn delays_of(tx: &Tx<'_>, row: &Row, except: &str) -> Result<Vec<DelayInterval>, Refusal> {
    let of = "case_id = ?1 AND id <> ?2 AND state <> 'voided' ORDER BY from_on, id";
    let rows = tx.records(registry::shape(&REPAIR_DELAY), of, &[text(row, "id").into(), except.into()])?;
    let mut all: Vec<DelayInterval> = rows.iter().filter_map(interval).collect();
    let end = day(row, "handed_over_on");
    let fetched_late = day(row, "told_ready_on").map(|told| told.saturating_add(1.days()));
    if let Some(from) = fetched_late.filter(|from| end.is_none_or(|end| *from < end)) {
        all.push(DelayInterval { cause: Delay::Consumer, from, to: end });
    }
    Ok(all)
}

fn interval(row: &Row) -> Option<DelayInterval> {
    let cause = serde_json::from_value(row.get("cause")?.clone()).ok()?;
    Some(DelayInterval { cause, from: day(row, "from_on")?, to: day(row, "to_on") })
}

/// Main parts put in during repairs of a unit, by name, with the day.
///
/// # Errors
/// When the file fails.
pub fn replaced_parts(tx: &Tx<'_>, unit: &str) -> Result<Vec<(String, Date)>, Refusal> {
    let of = "state = 'installed' AND case_id IN (SELECT id FROM repair WHERE serial_unit_id = ?1) ORDER BY installed_on, id";
    let rows = tx.records(registry::shape(&REPAIR_PART), of, &[unit.into()])?;
    Ok(rows.iter().filter_map(|row| Some((text(row, "name").to_owned(), day(row, "installed_on")?))).collect())
}

/// An order with its corrections: the entries stand, what they put right counts.
///
/// # Errors
/// When the file fails.
pub fn corrected(tx: &Tx<'_>, mut row: Row) -> Result<Row, Refusal> {
    if OPEN.contains(&text(&row, "state")) {
        return Ok(row);
    }
    let id = text(&row, "id").to_owned();
    for entry in tx.records(registry::shape(&REPAIR_CORRECTION), "case_id = ?1 ORDER BY created_ms, id", &[id.into()])? {
        if let (Some(field), Some(is)) = (entry.get("field").and_then(Value::as_str), entry.get("is_now")) {
            row.insert(field.to_owned(), is.clone());
        }
    }
    Ok(row)
}

pub(super) fn text<'r>(row: &'r Row, field: &str) -> &'r str {
    row.get(field).and_then(Value::as_str).unwrap_or_default()
}

pub(super) fn day(row: &Row, field: &str) -> Option<Date> {
    row.get(field).and_then(Value::as_str).and_then(|text| text.parse().ok())
}
