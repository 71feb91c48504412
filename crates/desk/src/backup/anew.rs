//! A restored shop begins anew: a new epoch of its chain, with an entry that says where it goes on from. Numbers that the lost
//! or replaced file may have used are never used again.

use jiff::Timestamp;
use serde_json::{Value, json};
use shounuo_store::Tx;

use super::content::Manifest;
use crate::capabilities::consumer::CONSUMER;
use crate::capabilities::shop::{SHOP, the_shop};
use crate::kernel::{Access, Actor, Deed, Refusal, note_access, perform, registry};
use crate::workbench::{OpenShop, RESTORED};

/// What the shop that is replaced knew and the backup does not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The last epoch of this device's chain.
    pub epoch: Option<u32>,
    /// Consumers whose data was erased, by the tombstones of their keys: what their records say may be lost, or not be told
    /// of somebody met and erased since.
    pub erased: Vec<String>,
}

impl Known {
    /// Of an open shop.
    ///
    /// # Errors
    /// When the file fails.
    pub fn of(shop: &OpenShop) -> Result<Known, Refusal> {
        let erased = shop.store.read(|tx| tx.erased_subjects())?;
        Ok(Known { epoch: Some(shop.seat.epoch), erased })
    }

    /// As [`Known::of`], of a shop that may be damaged: what can be read of it.
    #[must_use]
    pub fn of_damaged(shop: &OpenShop) -> Known {
        let epoch = Some(shop.seat.epoch);
        Known::of(shop).unwrap_or(Known { epoch, erased: Vec::new() })
    }
}

/// Begins the new epoch, writes the entry, erases again who was erased since, and signs the end. Gives how many were erased.
///
/// # Errors
/// When the file fails, or somebody cannot be erased again: then the restored shop must not be used.
pub(super) fn begin_anew(shop: &mut OpenShop, manifest: &Manifest, known: &Known, actor: &Actor, now: Timestamp) -> Result<usize, Refusal> {
    shop.seat.epoch = next_epoch(shop.seat.epoch, known.epoch, now);
    let end = manifest.heads.iter().rfind(|end| end.device == shop.seat.device);
    let what = json!({
        "made_at": manifest.made_at, "entries": manifest.entries, "epoch": end.map(|end| end.epoch), "seq": end.map(|end| end.seq),
        "hash": end.map(|end| &end.hash), "erased_again": known.erased.len(),
    });
    let shop = &*shop;
    let erased = shop.store.write(|tx| {
        let id = the_shop(tx)?.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        note_access(&shop.seat, tx, actor, now, Access { kind: &SHOP, id: &id, event: RESTORED, what })?;
        let mut erased = 0;
        for person in &known.erased {
            erased += usize::from(erase_again(shop, tx, person, actor, now)?);
        }
        Ok::<_, Refusal>(erased)
    })?;
    shop.signed_head(now)?;
    Ok(erased)
}

/// Empties the records that the backup holds of a person; whether there were any. The key goes in any case: the tombstone keeps
/// whoever is not in the backup from coming back out of a file that is imported later.
fn erase_again(shop: &OpenShop, tx: &Tx<'_>, person: &str, actor: &Actor, now: Timestamp) -> Result<bool, Refusal> {
    let stands = tx.record(registry::shape(&CONSUMER), person)?;
    let active = stands.is_some_and(|row| row.get("state") == Some(&json!("active")));
    if active {
        perform(&shop.seat, tx, actor, now, Deed::on(&CONSUMER, person, "erase_again", shounuo_store::Row::new()).by_rule())?;
    } else if !tx.is_erased(person)? {
        tx.destroy_subject(person)?;
    }
    Ok(active)
}

/// Above every epoch that is known. Where the file that was there is lost, somebody may have restored this backup before: then
/// the minutes since 2026 stand above whatever that one began.
fn next_epoch(backup: u32, known: Option<u32>, now: Timestamp) -> u32 {
    let minutes = || u32::try_from(now.duration_since(BEGINNING).as_mins()).unwrap_or(0);
    let last = backup.max(known.unwrap_or_else(minutes));
    last.saturating_add(1)
}

/// 2026-01-01, UTC.
const BEGINNING: Timestamp = Timestamp::constant(1_767_225_600, 0);

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn an_epoch_is_never_begun_twice() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2026-11-22T02:00:00Z");
        assert_eq!(BEGINNING, at("2026-01-01T00:00:00Z"));
        assert_eq!(next_epoch(1, Some(1), now), 2);
        assert_eq!(next_epoch(1, Some(4), now), 5, "what was there had gone on");
        assert_eq!(next_epoch(7, Some(4), now), 8);
        let first = next_epoch(1, None, now);
        assert!(next_epoch(1, None, now + SignedDuration::from_mins(1)) > first, "the same backup restored twice on empty computers");
        assert_eq!(next_epoch(first, None, at("2020-01-01T00:00:00Z")), first + 1, "with a clock set back");
    }
}
