//! Heads that a seat has signed, and the keys it signs with (Ed25519, RFC 8032). docs/ledger-format.md tells a stranger how
//! to check them.

use ed25519_dalek::{Signature, Signer, VerifyingKey};
use serde::{Deserialize, Serialize};
use serde_json::json;
use zeroize::Zeroizing;

use crate::{Canonical, Hash, Head, Position, canonical};

/// Version of the statements signed now.
const VERSION: u16 = 1;
/// Separates what is signed here from any other use of the key, and a head from a change of keys.
const HEAD_DOMAIN: &[u8] = b"shounuo/ledger-head/v1\0";
const KEY_DOMAIN: &[u8] = b"shounuo/ledger-key/v1\0";
const BACKUP_DOMAIN: &[u8] = b"shounuo/backup/v1\0";

/// A seat's signing key. Made from 32 random bytes, wiped on drop, never printed.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key of a seed, which the seat keeps.
    #[must_use]
    pub fn from_seed(seed: &Zeroizing<[u8; 32]>) -> SigningKey {
        SigningKey(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// Its public half, 64 hexadecimal digits.
    #[must_use]
    pub fn public(&self) -> String {
        hex(self.0.verifying_key().as_bytes())
    }

    /// Signs that the chain of `head` in the shop `shop` ended there at `wall_ms` (milliseconds since 1970, UTC).
    ///
    /// # Errors
    /// None in practice: the statement has canonical bytes.
    pub fn sign_head(&self, shop: &str, head: &Head, wall_ms: i64) -> Result<SignedHead, Canonical> {
        let Head { at, hash } = head.clone();
        let unsigned =
            SignedHead { version: VERSION, shop: shop.into(), at, hash, wall_ms, public_key: self.public(), signature: String::new() };
        let signature = hex(&self.0.sign(&unsigned.statement()?).to_bytes());
        Ok(SignedHead { signature, ..unsigned })
    }

    /// Signs that `next` takes the place of this key on a device of a shop.
    ///
    /// # Errors
    /// As [`SigningKey::sign_head`].
    pub fn sign_change(&self, shop: &str, device: &str, next: &str) -> Result<String, Canonical> {
        Ok(hex(&self.0.sign(&change_statement(shop, device, next)?).to_bytes()))
    }

    /// Signs the SHA-256 of a backup file.
    #[must_use]
    pub fn sign_backup(&self, sha256: &[u8; 32]) -> [u8; 64] {
        self.0.sign(&[BACKUP_DOMAIN, sha256].concat()).to_bytes()
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

/// Where a chain ended at a moment, signed by its seat. Kept in the shop, put into backups, printed as a checkpoint: whoever
/// holds one can tell later whether the chain is still the one it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    /// Version of the statement.
    pub version: u16,
    /// Id of the shop.
    pub shop: String,
    /// Device, epoch and number of the last entry.
    #[serde(flatten)]
    pub at: Position,
    /// Hash of the last entry.
    pub hash: Hash,
    /// When it was signed by the seat's clock, milliseconds since 1970, UTC.
    pub wall_ms: i64,
    /// The seat's public key, 64 hexadecimal digits.
    pub public_key: String,
    /// Signature over the rest, 128 hexadecimal digits.
    pub signature: String,
}

impl SignedHead {
    /// The head that was signed.
    #[must_use]
    pub fn head(&self) -> Head {
        Head { at: self.at.clone(), hash: self.hash.clone() }
    }

    /// The signature is by the key that stands beside it. Whether that key is the seat's, the ledger says.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.version == VERSION && self.statement().is_ok_and(|statement| is_by(&self.public_key, &statement, &self.signature))
    }

    /// The bytes that are signed.
    fn statement(&self) -> Result<Vec<u8>, Canonical> {
        let Position { device, epoch, seq } = &self.at;
        let said = json!({
            "version": self.version, "shop": self.shop, "device": device, "epoch": epoch, "seq": seq, "hash": self.hash, "wall_ms": self.wall_ms,
        });
        Ok([HEAD_DOMAIN, &canonical(&said)?].concat())
    }
}

/// How a seat declares its public key in its chain: what the entry `signing_key` asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyDeclared {
    /// `ed25519`.
    pub algorithm: String,
    /// The key in use from here on.
    pub public_key: String,
    /// The key it takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// That key's signature over the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_by_before: Option<String>,
}

impl KeyDeclared {
    /// The first key of a seat, or the next one, signed by the one before.
    ///
    /// # Errors
    /// As [`SigningKey::sign_head`].
    pub fn of(key: &SigningKey, before: Option<&SigningKey>, shop: &str, device: &str) -> Result<KeyDeclared, Canonical> {
        let public_key = key.public();
        let signed_by_before = before.map(|before| before.sign_change(shop, device, &public_key)).transpose()?;
        Ok(KeyDeclared { algorithm: "ed25519".into(), public_key, before: before.map(SigningKey::public), signed_by_before })
    }

    /// May this key follow `known`, the keys declared before on the device? The first one may, the same one again (in a new
    /// epoch) too, another one if a known key signed for it.
    #[must_use]
    pub fn follows(&self, known: &[String], shop: &str, device: &str) -> bool {
        if known.is_empty() || known.contains(&self.public_key) {
            return true;
        }
        let (Some(before), Some(signature)) = (&self.before, &self.signed_by_before) else { return false };
        let statement = change_statement(shop, device, &self.public_key);
        known.contains(before) && statement.is_ok_and(|statement| is_by(before, &statement, signature))
    }
}

fn change_statement(shop: &str, device: &str, next: &str) -> Result<Vec<u8>, Canonical> {
    Ok([KEY_DOMAIN, &canonical(&json!({ "shop": shop, "device": device, "public_key": next }))?].concat())
}

/// Whether the key signed a backup file of this SHA-256. Both are hexadecimal.
#[must_use]
pub fn is_signed_backup(public_key: &str, sha256: &[u8; 32], signature: &str) -> bool {
    is_by(public_key, &[BACKUP_DOMAIN, sha256].concat(), signature)
}

fn is_by(public_key: &str, statement: &[u8], signature: &str) -> bool {
    let key = from_hex::<32>(public_key).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
    let signature = from_hex::<64>(signature).map(|bytes| Signature::from_bytes(&bytes));
    // Strict: a weak key or a second form of the same signature is none.
    key.zip(signature).is_some_and(|(key, signature)| key.verify_strict(statement, &signature).is_ok())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let lower_hex = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
    if text.len() != 2 * N || !text.bytes().all(|byte| lower_hex(&byte)) {
        return None;
    }
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_seed(&Zeroizing::new([seed; 32]))
    }

    fn head() -> Head {
        Head { at: Position { device: "d".into(), epoch: 1, seq: 7 }, hash: "ab".repeat(32) }
    }

    #[test]
    fn a_changed_part_of_a_signed_head_is_no_longer_signed() {
        let signed = key(1).sign_head("s", &head(), 5).unwrap();
        assert!(signed.is_signed());
        let at = |at: Position| SignedHead { at, ..signed.clone() };
        for changed in [
            SignedHead { version: 2, ..signed.clone() },
            SignedHead { shop: "t".into(), ..signed.clone() },
            at(Position { device: "e".into(), ..signed.at.clone() }),
            at(Position { epoch: 2, ..signed.at.clone() }),
            at(Position { seq: 8, ..signed.at.clone() }),
            SignedHead { hash: "ac".repeat(32), ..signed.clone() },
            SignedHead { wall_ms: 6, ..signed.clone() },
            SignedHead { public_key: key(2).public(), ..signed.clone() },
            SignedHead { signature: "0".repeat(128), ..signed.clone() },
            SignedHead { signature: signed.signature.to_uppercase(), ..signed.clone() },
            SignedHead { signature: "好".repeat(40), ..signed.clone() },
        ] {
            assert!(!changed.is_signed(), "{changed:?}");
        }
        assert_eq!(format!("{:?}", key(1)), "SigningKey(…)");
    }

    #[test]
    fn the_signature_of_a_backup_is_of_this_file_and_of_this_key() {
        let signature = hex(&key(1).sign_backup(&[7; 32]));
        assert!(is_signed_backup(&key(1).public(), &[7; 32], &signature));
        assert!(!is_signed_backup(&key(1).public(), &[8; 32], &signature));
        assert!(!is_signed_backup(&key(2).public(), &[7; 32], &signature));
    }

    #[test]
    fn a_new_key_follows_only_when_the_old_one_signed_for_it() {
        let (old, new) = (key(1), key(2));
        let known = [old.public()];
        let first = KeyDeclared::of(&new, None, "s", "d").unwrap();
        assert!(first.follows(&[], "s", "d"));
        assert!(!first.follows(&known, "s", "d"), "nobody signed for it");
        let change = KeyDeclared::of(&new, Some(&old), "s", "d").unwrap();
        assert!(change.follows(&known, "s", "d"));
        assert!(!change.follows(&known, "t", "d") && !change.follows(&known, "s", "e"), "of this shop and device alone");
        assert!(!change.follows(&[key(3).public()], "s", "d"), "by a key that was declared");
        assert!(change.follows(&[old.public(), new.public()], "t", "e"), "declared again in a new epoch");
        let stolen = KeyDeclared { public_key: key(4).public(), ..change };
        assert!(!stolen.follows(&known, "s", "d"));
    }
}
