//! The seat's signing key, the heads it signed, and which of them are known outside.

use serde_json::{Value, json};
use shounuo_ledger::{Position, SignedHead};

use super::column;
use crate::vault::{DataKey, SigningSeed, VaultFault};
use crate::{Row, StoreError, Tx};

const SEED: &str = "signing_key";
const HEAD: &str = "device, epoch, seq, hash, wall_ms, version, shop, public_key, signature";

/// A signed head that was taken out of this file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// `backup`, `paper` or `peer`.
    pub kind: String,
    /// What was taken out.
    pub head: SignedHead,
    /// When, milliseconds since 1970, UTC.
    pub made_ms: i64,
    /// Where it lies: name of the backup, number of the paper.
    pub place: String,
}

impl Tx<'_> {
    /// The seed of the seat's signing key: `None` when it has none yet, or one that this data key does not open.
    ///
    /// # Errors
    /// When the file fails.
    pub fn signing_seed(&self, key: &DataKey) -> Result<Option<SigningSeed>, StoreError> {
        Ok(self.local(SEED)?.as_str().and_then(|kept| key.open_signing_seed(kept)))
    }

    /// Makes and keeps a new seed.
    ///
    /// # Errors
    /// When the file or the system's random source fails.
    pub fn new_signing_seed(&self, key: &DataKey) -> Result<SigningSeed, StoreError> {
        let seed = DataKey::new_signing_seed().map_err(no_random)?;
        self.keep_signing_seed(key, &seed)?;
        Ok(seed)
    }

    /// Keeps the seed sealed under another data key: part of giving the database a new one. Without it the seat would have
    /// to begin a new signing key that nobody signed for.
    ///
    /// # Errors
    /// As [`Tx::new_signing_seed`].
    pub fn reseal_signing_seed(&self, old: &DataKey, new: &DataKey) -> Result<(), StoreError> {
        match self.signing_seed(old)? {
            Some(seed) => self.keep_signing_seed(new, &seed),
            None => Ok(()),
        }
    }

    fn keep_signing_seed(&self, key: &DataKey, seed: &SigningSeed) -> Result<(), StoreError> {
        self.set_local(SEED, &key.seal_signing_seed(seed).map_err(no_random)?.into())
    }

    /// Notes a head that was signed.
    ///
    /// # Errors
    /// When the file fails.
    pub fn note_signed_head(&self, head: &SignedHead) -> Result<(), StoreError> {
        self.run(&format!("INSERT OR REPLACE INTO signed_head ({HEAD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"), &columns(head))?;
        Ok(())
    }

    /// The head signed last on a chain.
    ///
    /// # Errors
    /// When the file fails.
    pub fn last_signed_head(&self, device: &str, epoch: u32) -> Result<Option<SignedHead>, StoreError> {
        let last = format!("SELECT {HEAD} FROM signed_head WHERE device = ?1 AND epoch = ?2 ORDER BY seq DESC LIMIT 1");
        self.row(&last, &[device.into(), epoch.into()])?.as_ref().map(read_head).transpose()
    }

    /// Heads signed on all chains, a page at a time, after a position.
    ///
    /// # Errors
    /// When the file fails.
    pub fn signed_heads_after(&self, after: &Position, limit: u32) -> Result<Vec<SignedHead>, StoreError> {
        let page = "WHERE (device, epoch, seq) > (?1, ?2, ?3) ORDER BY device, epoch, seq LIMIT ?4";
        let params = [after.device.as_str().into(), after.epoch.into(), after.seq.into(), limit.into()];
        self.rows(&format!("SELECT {HEAD} FROM signed_head {page}"), &params)?.iter().map(read_head).collect()
    }

    /// Notes that a signed head is now known outside.
    ///
    /// # Errors
    /// When the file fails.
    pub fn note_anchor(&self, anchor: &Anchor) -> Result<(), StoreError> {
        let own = [json!(anchor.kind), json!(anchor.made_ms), json!(anchor.place)];
        let write = format!("INSERT OR REPLACE INTO anchor (kind, made_ms, place, {HEAD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        self.run(&write, &[&own[..], &columns(&anchor.head)].concat())?;
        Ok(())
    }

    /// The anchors noted here, newest first.
    ///
    /// # Errors
    /// When the file fails.
    pub fn anchors(&self) -> Result<Vec<Anchor>, StoreError> {
        let rows = self.rows(&format!("SELECT kind, made_ms, place, {HEAD} FROM anchor ORDER BY made_ms DESC, seq DESC"), &[])?;
        let read = |row: &Row| {
            Ok(Anchor { kind: text(row, "kind")?, head: read_head(row)?, made_ms: number(row, "made_ms")?, place: text(row, "place")? })
        };
        rows.iter().map(read).collect()
    }
}

fn columns(head: &SignedHead) -> [Value; 9] {
    let at = &head.at;
    [
        json!(at.device),
        json!(at.epoch),
        json!(at.seq),
        json!(head.hash),
        json!(head.wall_ms),
        json!(head.version),
        json!(head.shop),
        json!(head.public_key),
        json!(head.signature),
    ]
}

fn read_head(row: &Row) -> Result<SignedHead, StoreError> {
    Ok(SignedHead {
        version: number(row, "version")?,
        shop: text(row, "shop")?,
        at: Position { device: text(row, "device")?, epoch: number(row, "epoch")?, seq: number(row, "seq")? },
        hash: text(row, "hash")?,
        wall_ms: number(row, "wall_ms")?,
        public_key: text(row, "public_key")?,
        signature: text(row, "signature")?,
    })
}

fn no_random(fault: VaultFault) -> StoreError {
    StoreError::Disk(fault)
}

fn text(row: &Row, name: &str) -> Result<String, StoreError> {
    column::text("signed_head", row, name)
}

fn number<T: TryFrom<i64>>(row: &Row, name: &str) -> Result<T, StoreError> {
    column::number("signed_head", row, name)
}
