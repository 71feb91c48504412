//! Signing where the chain of this seat ends, so that what is known outside can be held against it later.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use shounuo_ledger::{Entry, KeyDeclared, SignedHead, SigningKey};
use shounuo_store::{Anchor, StoreError, Tx};

use super::actor::Actor;
use super::perform::{Access, note_access};
use super::refusal::Refusal;
use crate::capabilities::shop::{SHOP, the_shop};
use crate::workbench::OpenShop;

/// The event by which a seat declares its public key in its chain.
pub const SIGNING_KEY: &str = "signing_key";
/// The longest that what was done stays unsigned while the shop is open (reliability §5.5).
const AT_MOST: SignedDuration = SignedDuration::from_mins(15);

impl OpenShop {
    /// Signs where this seat's chain ends now. An end that was signed already is not signed again.
    ///
    /// # Errors
    /// When the file fails.
    pub fn signed_head(&self, now: Timestamp) -> Result<SignedHead, Refusal> {
        self.store.write(|tx| self.sign_head(tx, now))
    }

    /// As [`OpenShop::signed_head`], within a transaction: what is read in it is what was signed.
    ///
    /// # Errors
    /// When the file fails, or the chain is empty.
    pub fn sign_head(&self, tx: &Tx<'_>, now: Timestamp) -> Result<SignedHead, Refusal> {
        let key = self.signing_key(tx, now)?;
        let (head, _) = tx.ledger_head(&self.seat.device, self.seat.epoch)?.ok_or_else(|| Refusal::new("no_shop", "台账还没有开始"))?;
        let last = tx.last_signed_head(&self.seat.device, self.seat.epoch)?;
        if let Some(last) = last.filter(|last| last.head() == head && last.public_key == key.public() && last.is_signed()) {
            return Ok(last);
        }
        let signed = key.sign_head(&self.shop_id(), &head, now.as_millisecond()).map_err(StoreError::from)?;
        tx.note_signed_head(&signed)?;
        Ok(signed)
    }

    /// Signs when the last signature is older than [`AT_MOST`] and something was done since.
    ///
    /// # Errors
    /// When the file fails.
    pub fn sign_if_due(&self, now: Timestamp) -> Result<(), Refusal> {
        self.sign_when(now, |last| is_due(last.wall_ms, now))
    }

    /// Signs when something was done since the last signature. A file in whose epoch nothing was written, such as one that is
    /// older than known, stays as it is.
    ///
    /// # Errors
    /// When the file fails.
    pub fn sign_end(&self, now: Timestamp) -> Result<(), Refusal> {
        self.sign_when(now, |_| true)
    }

    fn sign_when(&self, now: Timestamp, due: impl Fn(&SignedHead) -> bool) -> Result<(), Refusal> {
        let (head, last) = self.store.read(|tx| {
            let (device, epoch) = (&self.seat.device, self.seat.epoch);
            Ok::<_, Refusal>((tx.ledger_head(device, epoch)?, tx.last_signed_head(device, epoch)?))
        })?;
        let Some((head, _)) = head else { return Ok(()) };
        if last.is_none_or(|last| last.head() != head && due(&last)) { self.signed_head(now).map(drop) } else { Ok(()) }
    }

    /// When this seat's last entry was written, by the clock of then.
    #[must_use]
    pub fn last_written(&self) -> Option<Timestamp> {
        let wall = self.store.read(|tx| match tx.ledger_head(&self.seat.device, self.seat.epoch)? {
            Some((head, _)) => tx.entry_wall(&head.at),
            None => Ok(None),
        });
        wall.ok().flatten().and_then(|wall| Timestamp::from_millisecond(wall).ok())
    }

    /// Notes that a signed head is now known outside this file: `kind` is `backup`, `paper` or `peer`, `place` says where.
    ///
    /// # Errors
    /// When the file fails.
    pub fn note_anchor(&self, kind: &str, head: &SignedHead, place: &str, now: Timestamp) -> Result<(), Refusal> {
        let anchor = Anchor { kind: kind.into(), head: head.clone(), made_ms: now.as_millisecond(), place: place.into() };
        self.store.write(|tx| Ok(tx.note_anchor(&anchor)?))
    }

    /// The seat's key, for signing a backup file.
    ///
    /// # Errors
    /// When the file fails.
    pub(crate) fn backup_key(&self, now: Timestamp) -> Result<SigningKey, Refusal> {
        let written = self.store.write(|tx| self.signing_key(tx, now));
        self.or_as_it_lies(written, |tx| self.declared_key(tx).map(|(key, is_declared)| key.filter(|_| is_declared)))
    }

    /// As [`OpenShop::signed_head`], for a backup: out of a disk that takes no writes any more comes the head that was signed last.
    ///
    /// # Errors
    /// When the file fails.
    pub(crate) fn backup_head(&self, now: Timestamp) -> Result<SignedHead, Refusal> {
        self.or_as_it_lies(self.signed_head(now), |tx| Ok(tx.last_signed_head(&self.seat.device, self.seat.epoch)?))
    }

    /// What was to be written, or what is there already where the disk does not take it.
    fn or_as_it_lies<T>(
        &self,
        written: Result<T, Refusal>,
        there: impl FnOnce(&Tx<'_>) -> Result<Option<T>, Refusal>,
    ) -> Result<T, Refusal> {
        match written {
            Err(no) if no.is_of_storage() => self.store.read(there)?.ok_or(no),
            written => written,
        }
    }

    /// Id of the shop, as signed heads name it.
    #[must_use]
    pub fn shop_id(&self) -> String {
        self.with_vault(|vault| vault.identity().shop_id.to_string())
    }

    /// The seat's key, declared in its chain. Where none is kept, or the kept one cannot be opened any more, a new one begins;
    /// a verification tells of a key that the one before did not sign for.
    fn signing_key(&self, tx: &Tx<'_>, now: Timestamp) -> Result<SigningKey, Refusal> {
        let (key, is_declared) = self.declared_key(tx)?;
        let key = match key {
            Some(key) => key,
            None => SigningKey::from_seed(&tx.new_signing_seed(&self.with_vault(|vault| vault.data_key().clone()))?),
        };
        if !is_declared {
            self.declare(tx, &key, now)?;
        }
        Ok(key)
    }

    /// The key that is kept, if it can be opened, and whether it is the one that this seat's chain declares.
    fn declared_key(&self, tx: &Tx<'_>) -> Result<(Option<SigningKey>, bool), Refusal> {
        let data_key = self.with_vault(|vault| vault.data_key().clone());
        let Some(key) = tx.signing_seed(&data_key)?.map(|seed| SigningKey::from_seed(&seed)) else { return Ok((None, false)) };
        let own = |entry: &Entry| entry.body.at.device == self.seat.device && entry.body.at.epoch == self.seat.epoch;
        let declared = key_entries(tx)?.iter().filter(|entry| own(entry)).filter_map(declared_key).next_back();
        let is_declared = declared.is_some_and(|declared| declared.public_key == key.public());
        Ok((Some(key), is_declared))
    }

    fn declare(&self, tx: &Tx<'_>, key: &SigningKey, now: Timestamp) -> Result<(), Refusal> {
        let declared = KeyDeclared::of(key, None, &self.shop_id(), &self.seat.device).map_err(StoreError::from)?;
        let what = serde_json::to_value(declared).map_err(|error| Refusal::new("bad_output", error.to_string()))?;
        let shop = the_shop(tx)?;
        let id = shop.get("id").and_then(Value::as_str).unwrap_or_default();
        note_access(&self.seat, tx, &Actor::system(), now, Access { kind: &SHOP, id, event: SIGNING_KEY, what })
    }
}

/// A clock set back makes it due too: the distance to a time to come says nothing.
fn is_due(last_ms: i64, now: Timestamp) -> bool {
    let since = now.as_millisecond() - last_ms;
    since < 0 || SignedDuration::from_millis(since) >= AT_MOST
}

/// The entries that declare keys, of all seats, in the order of their time.
///
/// # Errors
/// When the file fails.
pub fn key_entries(tx: &Tx<'_>) -> Result<Vec<Entry>, Refusal> {
    let shop = the_shop(tx)?;
    let id = shop.get("id").cloned().unwrap_or(Value::Null);
    Ok(tx.entries("record = ?1 AND event = ?2 ORDER BY hlc, device, epoch, seq", &[id, SIGNING_KEY.into()])?)
}

/// What such an entry declares; `None` when it cannot be read.
#[must_use]
pub fn declared_key(entry: &Entry) -> Option<KeyDeclared> {
    serde_json::from_value(entry.body.asked.clone()).ok()
}
