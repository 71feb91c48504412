use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::sign::hex;
use crate::{Body, Canonical, Entry, Hash, Position, canonical};

/// Separates these hashes from any other use of SHA-256 in the product.
const DOMAIN: &[u8] = b"shounuo/ledger-entry/v1\0";

/// Head of a chain: the last position and its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Where the chain ends.
    pub at: Position,
    /// Hash of its last entry.
    pub hash: Hash,
}

/// What is wrong at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakKind {
    /// The content does not give the hash that stands beside it.
    Altered,
    /// The entry does not follow the one before it: its `prev` is another hash.
    NotLinked,
    /// Sequence numbers are missing or doubled before this entry.
    Gap,
}

/// The first place where a chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The entry at which it was found.
    pub at: Position,
    /// What was found.
    pub kind: BreakKind,
}

/// Puts a body behind `prev` in the chain.
///
/// # Errors
/// [`Canonical`] when the body has no canonical bytes.
pub fn seal(body: Body, prev: Hash) -> Result<Entry, Canonical> {
    let hash = hash_of(&body, &prev)?;
    Ok(Entry { body, prev, hash })
}

fn hash_of(body: &Body, prev: &str) -> Result<Hash, Canonical> {
    let mut hasher = Sha256::new();
    hasher.update(DOMAIN);
    hasher.update((prev.len() as u64).to_be_bytes());
    hasher.update(prev.as_bytes());
    hasher.update(canonical(body)?);
    Ok(hex(&hasher.finalize()))
}

/// Checks one chain (one device, one epoch, in sequence), after `before` if only a part is given.
///
/// # Errors
/// The first [`Break`]. A tail that was cut off cannot be seen from the chain alone: compare the returned head with a
/// head that was kept elsewhere.
pub fn check_chain<'a>(entries: impl Iterator<Item = &'a Entry>, before: Option<Head>) -> Result<Option<Head>, Break> {
    let mut head = before;
    for entry in entries {
        let broken = |kind| Err(Break { at: entry.body.at.clone(), kind });
        let expected = head.as_ref().map_or(1, |head| head.at.seq + 1);
        if entry.body.at.seq != expected {
            return broken(BreakKind::Gap);
        }
        if entry.prev != head.as_ref().map_or("", |head| head.hash.as_str()) {
            return broken(BreakKind::NotLinked);
        }
        if hash_of(&entry.body, &entry.prev).as_deref() != Ok(entry.hash.as_str()) {
            return broken(BreakKind::Altered);
        }
        head = Some(Head { at: entry.body.at.clone(), hash: entry.hash.clone() });
    }
    Ok(head)
}
