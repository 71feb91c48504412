//! Entries of another seat, folded into this file behind everything that stands here. What both decided is not decided
//! twice: the second decision is set aside whole and shown as a conflict card.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shounuo_ledger::{Entry, Head, Position, apply, check_chain, total_order};
use shounuo_store::Tx;

use super::refusal::Refusal;
use super::replay::conflict_row;
use super::tables::KindTables;

/// Takes in entries of other seats. They must go on from what is held of their chains and come after all entries here in
/// the common order; gives how many conflicts they brought.
///
/// # Errors
/// `broken_chain` when entries are missing or altered, `too_early` when some belong before what was told here already.
pub fn take_in(tx: &Tx<'_>, mut entries: Vec<Entry>) -> Result<usize, Refusal> {
    total_order(&mut entries);
    check(tx, &entries)?;
    let mut parked = parked(tx)?;
    let mut conflicts = 0;
    for entry in &entries {
        let verdict = apply(&mut KindTables::of(tx), entry, &mut parked)?;
        for conflict in &verdict.conflicts {
            tx.note_conflict(&conflict_row(conflict))?;
        }
        conflicts += verdict.conflicts.len();
        tx.append_entry(entry)?;
    }
    Ok(conflicts)
}

fn check(tx: &Tx<'_>, entries: &[Entry]) -> Result<(), Refusal> {
    let latest = tx.latest_hlc()?;
    if entries.iter().any(|entry| entry.body.hlc <= latest) {
        return Err(Refusal::new("too_early", "对方的记录早于本机已有的记录，要把台账重新排过才能并入"));
    }
    let chains: BTreeSet<(&str, u32)> = entries.iter().map(|entry| (entry.body.at.device.as_str(), entry.body.at.epoch)).collect();
    for (device, epoch) in chains {
        let before: Option<Head> = tx.ledger_head(device, epoch)?.map(|(head, _)| head);
        let of_chain = entries.iter().filter(|entry| entry.body.at.device == device && entry.body.at.epoch == epoch);
        check_chain(of_chain, before).map_err(|_| Refusal::new("broken_chain", "对方的台账缺少记录或被改动，没有并入任何内容"))?;
    }
    Ok(())
}

/// The entries set aside so far: what follows from them is set aside too.
fn parked(tx: &Tx<'_>) -> Result<BTreeSet<Position>, Refusal> {
    let rows = tx.rows("SELECT DISTINCT device, epoch, seq FROM conflict WHERE what = 'parked'", &[])?;
    let whole = |value: Option<&Value>| value.and_then(Value::as_u64).unwrap_or(0);
    Ok(rows
        .iter()
        .map(|row| Position {
            device: row.get("device").and_then(Value::as_str).unwrap_or_default().to_owned(),
            epoch: u32::try_from(whole(row.get("epoch"))).unwrap_or(0),
            seq: whole(row.get("seq")),
        })
        .collect())
}

/// Conflicts that nobody has dealt with yet, as stored.
///
/// # Errors
/// When the file fails.
pub fn open_conflicts(tx: &Tx<'_>) -> Result<Vec<shounuo_store::Row>, Refusal> {
    let sql = "SELECT c.*, e.actor, e.wall_ms, e.event, e.kind AS of_kind FROM conflict c
        JOIN ledger_entry e ON e.device = c.device AND e.epoch = c.epoch AND e.seq = c.seq
        WHERE NOT EXISTS (SELECT 1 FROM ledger_entry s WHERE s.record = c.record AND s.event = ?1
            AND json_extract(s.asked, '$.device') = c.device AND json_extract(s.asked, '$.epoch') = c.epoch AND json_extract(s.asked, '$.seq') = c.seq)
        ORDER BY e.hlc DESC, c.kind, c.record, c.field LIMIT 200";
    Ok(tx.rows(sql, &[json!(SETTLED)])?)
}

/// Event of the entry that says a conflict was dealt with.
pub const SETTLED: &str = "settle_conflict";
