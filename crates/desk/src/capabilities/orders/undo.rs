//! Taking a batch back, from the ledger itself: what its entries made is withdrawn, what they changed is as before.
//! What somebody has worked on since stays, and is named.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_ledger::{Entry, RecordChange};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::records::Companion;
use super::{IMPORT_BATCH, SALES_ORDER};
use crate::capabilities::quality_case::QUALITY_CASE;
use crate::kernel::perform::{last_sequence, perform_because};
use crate::kernel::{Actor, Deed, Refusal, Seat, perform, registry};

/// What came of taking a batch back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Undone {
    /// The batch.
    pub batch: String,
    /// Orders and cases that are withdrawn.
    pub withdrawn: u32,
    /// Orders that are as they were before.
    pub restored: u32,
    /// Numbers of orders and cases that stay, because somebody has worked on them since.
    pub kept: Vec<String>,
}

/// Takes a batch back.
///
/// # Errors
/// `not_found`, `wrong_state` when it was taken back before, or a refusal of the store.
pub fn undo_batch(seat: &Seat, tx: &Tx<'_>, actor: &Actor, now: Timestamp, batch: &str) -> Result<Undone, Refusal> {
    let id = find(tx, batch)?;
    let entries = entries_of(tx, &id)?;
    perform(seat, tx, actor, now, Deed::on(&IMPORT_BATCH, &id, "undo", Row::new()))?;
    let cause = last_sequence(seat, tx)?;
    let mut undone = Undone { batch: id, ..Undone::default() };
    for entry in entries.iter().rev() {
        let Some(deed) = reverse(tx, entry, &mut undone)? else { continue };
        perform_because(seat, tx, actor, now, deed.by_rule(), cause)?;
    }
    Ok(undone)
}

/// A batch by id or by number.
fn find(tx: &Tx<'_>, batch: &str) -> Result<String, Refusal> {
    let id = tx.value("SELECT id FROM import_batch WHERE id = ?1 OR number = ?1", &[batch.into()])?;
    id.as_str().map(str::to_owned).ok_or_else(Refusal::not_found)
}

/// The entries that the batch caused. They follow it in its chain without a gap, because they were written with it.
fn entries_of(tx: &Tx<'_>, batch: &str) -> Result<Vec<Entry>, Refusal> {
    let Some(begin) = tx.entries("record = ?1 AND event = 'commit' ORDER BY hlc LIMIT 1", &[batch.into()])?.into_iter().next() else {
        return Err(Refusal::not_found());
    };
    let at = &begin.body.at;
    let tail = "device = ?1 AND epoch = ?2 AND seq > ?3 AND cause = ?3
        AND seq < (SELECT min(seq) FROM ledger_entry WHERE device = ?1 AND epoch = ?2 AND record = ?4 AND event = 'finish') ORDER BY seq";
    Ok(tx.entries(tail, &[at.device.as_str().into(), at.epoch.into(), at.seq.into(), batch.into()])?)
}

fn reverse(tx: &Tx<'_>, entry: &Entry, undone: &mut Undone) -> Result<Option<Deed>, Refusal> {
    let (kind, id) = (entry.body.kind.as_str(), entry.body.record.as_str());
    match (kind, entry.body.event.as_str()) {
        ("sales_order", "import" | "return") => withdraw_order(tx, entry, id, undone).map(Some).or_else(kept),
        ("sales_order", "update") => restore_order(tx, entry, id, undone).map(Some).or_else(kept),
        ("quality_case", "arrive" | "arrive_ended") => withdraw_case(tx, id, undone),
        _ => Ok(None),
    }
}

/// Refusals named `kept` were noted already and stop nothing.
fn kept(no: Refusal) -> Result<Option<Deed>, Refusal> {
    if no.code == "kept" { Ok(None) } else { Err(no) }
}

fn keep(undone: &mut Undone, name: Value) -> Refusal {
    undone.kept.push(name.as_str().unwrap_or_default().to_owned());
    Refusal::new("kept", "")
}

fn withdraw_order(tx: &Tx<'_>, entry: &Entry, id: &str, undone: &mut Undone) -> Result<Deed, Refusal> {
    let worked_on = tx.count("SELECT count(*) FROM quality_case WHERE order_id = ?1 AND state <> 'cancelled'", &[id.into()])?;
    if worked_on > 0 || changed_since(tx, entry)? {
        let name = tx.value("SELECT order_no FROM sales_order WHERE id = ?1", &[id.into()])?;
        return Err(keep(undone, name));
    }
    undone.withdrawn += 1;
    let lines: Vec<Companion> =
        companions(entry, "order_line").map(|change| Companion { id: change.id.clone(), new: false, fields: state("withdrawn") }).collect();
    Ok(Deed::on(&SALES_ORDER, id, "withdraw", [("lines".to_owned(), json!(lines))].into_iter().collect()))
}

fn restore_order(tx: &Tx<'_>, entry: &Entry, id: &str, undone: &mut Undone) -> Result<Deed, Refusal> {
    if changed_since(tx, entry)? {
        let name = tx.value("SELECT order_no FROM sales_order WHERE id = ?1", &[id.into()])?;
        return Err(keep(undone, name));
    }
    undone.restored += 1;
    let mut input = Row::new();
    for change in entry.body.changes.iter().filter(|change| change.kind == "sales_order") {
        input.extend(before(tx, change)?);
    }
    let mut lines = Vec::new();
    for change in companions(entry, "order_line") {
        let fields = if change.new { state("withdrawn") } else { before(tx, change)? };
        lines.push(Companion { id: change.id.clone(), new: false, fields });
    }
    let mut buyers = Vec::new();
    for change in companions(entry, "consumer").filter(|change| !change.new) {
        buyers.push(Companion { id: change.id.clone(), new: false, fields: before(tx, change)? });
    }
    input.insert("lines".into(), json!(lines));
    input.insert("buyer".into(), json!(buyers));
    Ok(Deed::on(&SALES_ORDER, id, "restore", input))
}

fn withdraw_case(tx: &Tx<'_>, id: &str, undone: &mut Undone) -> Result<Option<Deed>, Refusal> {
    let case = tx.record(registry::shape(&QUALITY_CASE), id)?.ok_or_else(Refusal::not_found)?;
    let untouched = case.get("version") == Some(&json!(1));
    if !untouched {
        undone.kept.push(case.get("number").and_then(Value::as_str).unwrap_or_default().to_owned());
        return Ok(None);
    }
    undone.withdrawn += 1;
    Ok(Some(Deed::on(&QUALITY_CASE, id, "withdraw", Row::new())))
}

fn companions<'e>(entry: &'e Entry, kind: &'static str) -> impl Iterator<Item = &'e RecordChange> {
    entry.body.changes.iter().filter(move |change| change.kind == kind)
}

fn state(name: &str) -> Row {
    [("state".to_owned(), json!(name))].into_iter().collect()
}

fn before(tx: &Tx<'_>, change: &RecordChange) -> Result<Row, Refusal> {
    let mut fields = Row::new();
    for field in &change.fields {
        fields.insert(field.field.clone(), tx.open_sealed(&field.old)?);
    }
    Ok(fields)
}

/// Whether a later entry changed a record of this one.
fn changed_since(tx: &Tx<'_>, entry: &Entry) -> Result<bool, Refusal> {
    let order = &entry.body.record;
    let later = tx.count(
        "SELECT count(*) FROM ledger_entry WHERE record = ?1 AND hlc > ?2 AND event NOT IN ('reveal')",
        &[order.as_str().into(), json!(entry.body.hlc.0)],
    )?;
    Ok(later > 0)
}
