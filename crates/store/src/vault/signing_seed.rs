use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use zeroize::Zeroizing;

use super::VaultFault;
use super::secret::{DataKey, KEY_LEN, random};
use super::slots::{decrypt, encrypt};

/// What the seat's signing key is made from.
pub type SigningSeed = Zeroizing<[u8; KEY_LEN]>;

const LABEL: &str = "ledger-signing-key";
const NONCE: usize = 24;

impl DataKey {
    /// A new random seed for a signing key.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new_signing_seed() -> Result<SigningSeed, VaultFault> {
        random()
    }

    /// The seed as the database keeps it: sealed under a sub-key of this key.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn seal_signing_seed(&self, seed: &SigningSeed) -> Result<String, VaultFault> {
        let nonce: [u8; NONCE] = *random()?;
        let sealed = encrypt(&*self.derive(LABEL), &nonce, &**seed, LABEL.as_bytes())?;
        Ok(BASE64.encode([&nonce[..], &sealed].concat()))
    }

    /// The seed out of the database; `None` when it was not sealed under this key.
    #[must_use]
    pub fn open_signing_seed(&self, kept: &str) -> Option<SigningSeed> {
        let bytes = BASE64.decode(kept).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        let seed = decrypt(&*self.derive(LABEL), nonce, sealed, LABEL.as_bytes())?;
        Some(Zeroizing::new(seed.as_slice().try_into().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_opens_under_its_own_data_key_alone() {
        let (key, other) = (DataKey::generate().unwrap(), DataKey::generate().unwrap());
        let seed = DataKey::new_signing_seed().unwrap();
        let kept = key.seal_signing_seed(&seed).unwrap();
        assert_eq!(key.open_signing_seed(&kept), Some(seed.clone()));
        assert_eq!(other.open_signing_seed(&kept), None);
        assert_ne!(key.seal_signing_seed(&seed).unwrap(), kept);
        for wrong in ["", "AAAA", "不是", &kept[1..]] {
            assert_eq!(key.open_signing_seed(wrong), None);
        }
    }
}
