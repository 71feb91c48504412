//! The chains, entry by entry, a page at a time.

use jiff::Timestamp;
use shounuo_ledger::{BreakKind, Entry, Head, Position, check_chain};
use shounuo_store::Tx;

use super::{BrokenPlace, CHAINS, Going, Verification};
use crate::kernel::refusal::Refusal;
use crate::kernel::registry;
use crate::kernel::work::china_date;

const PAGE: u32 = 1_000;

/// Checks every chain, and that it ends where its noted head says.
pub(super) fn check(tx: &Tx<'_>, found: &mut Verification, going: &Going<'_>) -> Result<(), Refusal> {
    for (device, epoch) in tx.chains()? {
        chain(tx, &device, epoch, found, going)?;
    }
    noted_heads(tx, found)
}

fn chain(tx: &Tx<'_>, device: &str, epoch: u32, found: &mut Verification, going: &Going<'_>) -> Result<(), Refusal> {
    let (mut head, mut after) = (None, 0);
    loop {
        going.at(CHAINS, found.entries)?;
        let Ok(page) = tx.chain_page(device, epoch, after, PAGE) else {
            let seq = first_unreadable(tx, device, epoch, after);
            let at = Position { device: device.into(), epoch, seq };
            found.broken.push(place(tx, &at, "unreadable", None));
            return Ok(());
        };
        let Some(last) = page.last() else { return Ok(()) };
        after = last.body.at.seq;
        found.entries += page.len() as u64;
        match check_chain(page.iter(), head.take()) {
            Ok(next) => head = next,
            Err(broken) => {
                let entry = page.iter().find(|entry| entry.body.at == broken.at);
                found.broken.push(place(tx, &broken.at, what(broken.kind), entry));
                return Ok(());
            }
        }
    }
}

fn what(kind: BreakKind) -> &'static str {
    match kind {
        BreakKind::Altered => "altered",
        BreakKind::NotLinked => "not_linked",
        BreakKind::Gap => "gap",
    }
}

fn place(tx: &Tx<'_>, at: &Position, what: &str, entry: Option<&Entry>) -> BrokenPlace {
    BrokenPlace {
        device: at.device.clone(),
        epoch: at.epoch,
        seq: at.seq,
        what: what.into(),
        record: entry.and_then(|entry| record_of(tx, entry)),
        day: entry.and_then(|entry| Timestamp::from_millisecond(entry.body.wall_ms).ok()).map(|at| china_date(at).to_string()),
    }
}

/// What an entry is about, as far as it can still be said: it may be what was altered.
fn record_of(tx: &Tx<'_>, entry: &Entry) -> Option<String> {
    let kind = registry::kind(&entry.body.kind).ok()?;
    let number = tx.record_value(registry::shape(kind), &entry.body.record, "number").ok()?;
    Some(match number.as_str() {
        Some(number) => format!("{} {number}", kind.label),
        None => kind.label.to_owned(),
    })
}

/// The first entry after `after` that cannot be read, found one by one.
fn first_unreadable(tx: &Tx<'_>, device: &str, epoch: u32, after: u64) -> u64 {
    let mut last = after;
    while let Ok(page) = tx.chain_page(device, epoch, last, 1) {
        match page.last() {
            Some(entry) => last = entry.body.at.seq,
            None => break,
        }
    }
    last + 1
}

fn noted_heads(tx: &Tx<'_>, found: &mut Verification) -> Result<(), Refusal> {
    for Head { at, hash } in tx.ledger_heads()? {
        if tx.chain_end(&at.device, at.epoch)? != at.seq || tx.entry_hash(&at)?.as_deref() != Some(&*hash) {
            found.cut_off.push(format!("{}/{}", at.device, at.epoch));
        }
    }
    Ok(())
}
