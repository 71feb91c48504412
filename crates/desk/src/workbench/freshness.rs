//! Is the open file the latest that is known? Its pages prove who wrote them, not when: see [`shounuo_store::vault::Seen`].
//!
//! While a file is older than known, nothing is remembered over what is known, and what is written goes into a new epoch of
//! this device's chain: the numbers that are missing may come back, and must never be used twice.

use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use shounuo_store::Tx;
use shounuo_store::vault::{Keychain, Seen};
use uuid::Uuid;

use super::OpenShop;
use crate::kernel::Refusal;

/// The entry by which the owner goes on with an older file.
pub const CONTINUE_OLDER: &str = "continue_older";
/// The entry by which a salvaged file begins.
pub const SALVAGED: &str = "salvaged";
/// The entry by which a restored backup begins.
pub const RESTORED: &str = "restored";

/// The open file against what is remembered outside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Freshness {
    /// It holds what is remembered, or nothing is remembered.
    #[default]
    Current,
    /// What is remembered is not in it.
    Older {
        /// The entry that is known to have been written.
        known: Seen,
        /// The last one of the same epoch, or of the last one there is, in the file.
        found: Option<Seen>,
    },
}

/// What a shop remembers while it is open.
#[derive(Debug, Default)]
pub(super) struct Looking {
    freshness: Mutex<Freshness>,
    noted: Mutex<Option<(u32, u64)>>,
    kept_at: Mutex<Option<Timestamp>>,
    /// The keychain failed once: it is not asked again, because it may ask a person each time.
    keychain_failed: AtomicBool,
}

impl OpenShop {
    /// Whether the file is the latest that is known.
    #[must_use]
    pub fn freshness(&self) -> Freshness {
        lock(&self.looking.freshness).clone()
    }

    /// Compares the file with what is remembered; called once, before anything is written.
    pub(super) fn look_back(&mut self, keychain: Option<&dyn Keychain>) {
        let known = self.remembered(keychain);
        let device = self.seat.device.clone();
        // A file that cannot be read is not old but damaged, and is told as such.
        let Ok(judged) = self.store.read(|tx| judge(tx, &device, &known)) else { return };
        if let Freshness::Older { known, .. } = &judged {
            self.seat.epoch = self.seat.epoch.max(known.epoch.saturating_add(1));
        }
        *lock(&self.looking.freshness) = judged;
    }

    fn remembered(&self, keychain: Option<&dyn Keychain>) -> Vec<Seen> {
        let memory = self.with_vault(|vault| vault.memory());
        let kept = self.kept_by(keychain).and_then(|keychain| match memory.in_keychain(keychain) {
            Ok(seen) => seen,
            Err(_) => {
                self.looking.keychain_failed.store(true, Ordering::Relaxed);
                None
            }
        });
        memory.in_folder().into_iter().chain(kept).collect()
    }

    /// The keychain, where this shop uses one. The demo shop is the same device everywhere and keeps nothing there.
    fn kept_by<'k>(&self, keychain: Option<&'k dyn Keychain>) -> Option<&'k dyn Keychain> {
        let own = self.with_vault(|vault| vault.has_keychain_slot() && vault.identity().shop_id != DEMO_SHOP);
        keychain.filter(|_| own && !self.looking.keychain_failed.load(Ordering::Relaxed))
    }

    /// Remembers beside the file how far the ledger is. Quick; a crash may lose the newest of it, never more.
    pub(crate) fn note_seen(&self) {
        self.remember(false);
    }

    /// As [`OpenShop::note_seen`], on the disk and in the keychain: when a person goes away, and every few minutes.
    pub(crate) fn keep_seen(&self, keychain: Option<&dyn Keychain>) {
        let Some(seen) = self.remember(true) else { return };
        let memory = self.with_vault(|vault| vault.memory());
        if let Some(keychain) = self.kept_by(keychain)
            && memory.keep(keychain, &seen).is_err()
        {
            self.looking.keychain_failed.store(true, Ordering::Relaxed);
        }
    }

    /// As [`OpenShop::keep_seen`], when that was long enough ago.
    pub(crate) fn keep_seen_every(&self, every: SignedDuration, keychain: Option<&dyn Keychain>, now: Timestamp) {
        let mut kept = lock(&self.looking.kept_at);
        if kept.is_none_or(|at| now.duration_since(at).abs() >= every) {
            *kept = Some(now);
            drop(kept);
            self.keep_seen(keychain);
        }
    }

    /// What is remembered is a help and never a hindrance: if it cannot be written, work goes on.
    fn remember(&self, wait: bool) -> Option<Seen> {
        if self.freshness() != Freshness::Current {
            return None;
        }
        let seen = self.store.read(|tx| last_of(tx, &self.seat.device, u32::MAX)).ok().flatten()?;
        let mut noted = lock(&self.looking.noted);
        if wait || *noted != Some((seen.epoch, seen.seq)) {
            self.with_vault(|vault| vault.memory()).note(&seen, wait).ok()?;
            *noted = Some((seen.epoch, seen.seq));
        }
        Some(seen)
    }

    /// The owner goes on with this file: from now on it is the one that is remembered.
    pub(crate) fn accept_older(&self) {
        *lock(&self.looking.freshness) = Freshness::Current;
    }
}

/// Shop id of every demo shop.
pub(super) const DEMO_SHOP: Uuid = Uuid::from_u128(1);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The epoch in which this device writes: the last one that it has begun.
pub(crate) fn own_epoch(tx: &Tx<'_>, device: &str) -> Result<u32, Refusal> {
    Ok(last_of(tx, device, u32::MAX)?.map_or(1, |seen| seen.epoch))
}

/// The end of the device's chain in the last epoch up to `epoch`.
fn last_of(tx: &Tx<'_>, device: &str, epoch: u32) -> Result<Option<Seen>, Refusal> {
    let heads = tx.ledger_heads()?.into_iter().filter(|head| head.at.device == device && head.at.epoch <= epoch);
    Ok(heads.max_by_key(|head| head.at.epoch).map(|head| Seen { epoch: head.at.epoch, seq: head.at.seq, hash: head.hash }))
}

fn judge(tx: &Tx<'_>, device: &str, known: &[Seen]) -> Result<Freshness, Refusal> {
    for known in known {
        if !holds(tx, device, known)? && !given_up(tx, device, known)? {
            return Ok(Freshness::Older { known: known.clone(), found: last_of(tx, device, known.epoch)? });
        }
    }
    Ok(Freshness::Current)
}

fn holds(tx: &Tx<'_>, device: &str, known: &Seen) -> Result<bool, Refusal> {
    let sql = "SELECT hash FROM ledger_entry WHERE device = ?1 AND epoch = ?2 AND seq = ?3";
    Ok(tx.value(sql, &[json!(device), json!(known.epoch), json!(known.seq)])?.as_str() == Some(&known.hash))
}

/// Somebody knew that it is missing and began a new epoch.
fn given_up(tx: &Tx<'_>, device: &str, known: &Seen) -> Result<bool, Refusal> {
    let sql = "SELECT 1 FROM ledger_entry WHERE device = ?1 AND epoch > ?2 AND event IN (?3, ?4, ?5) LIMIT 1";
    Ok(!tx.value(sql, &[json!(device), json!(known.epoch), json!(CONTINUE_OLDER), json!(RESTORED), json!(SALVAGED)])?.is_null())
}
