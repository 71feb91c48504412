use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use crypto_box::aead::OsRng;
use crypto_box::{PublicKey, SecretKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::kdf::Argon2Cost;
use super::keychain::Keychain;
use super::recovery::RecoveryCode;
use super::secret::{DataKey, KEY_LEN, random};
use super::{ShopIdentity, VaultFault, base64_text};

/// The data key, wrapped in every way it can be opened. Everything here may be read by anyone; it holds no secret.
///
/// Each wrapping is bound to shop, device, kind of slot and generation, so that a slot cut out of another file does not
/// fit. All slots are wrapped anew whenever the generation rises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeySlots {
    pub identity: ShopIdentity,
    /// Rises by one with every change; of two good copies the higher one is newer.
    pub generation: u64,
    /// Tells whether an unwrapped key is the right one.
    #[serde(with = "base64_text")]
    pub key_check: [u8; 16],
    pub keychain: Option<KeychainSlot>,
    pub recovery: RecoverySlot,
    /// The slot of the code before, until somebody proved to hold the new one: a crash between this file and the person's
    /// sheet must not leave a code that nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<RecoverySlot>,
}

/// The data key under a random key that the operating system's keychain holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeychainSlot {
    /// Names the keychain's entry. New with every enrolment, so that a crash between keychain and file leaves the
    /// older pair whole.
    pub entry: Uuid,
    #[serde(with = "base64_text")]
    nonce: [u8; 24],
    #[serde(with = "base64_text")]
    wrapped: Vec<u8>,
}

/// The data key sealed to the shop's recovery public key, and that key's private half under the printed code. The half
/// is the shop's: the same bytes lie on every device and in every backup, so one sheet opens all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecoverySlot {
    cost: Argon2Cost,
    #[serde(with = "base64_text")]
    salt: [u8; 16],
    #[serde(with = "base64_text")]
    public_key: [u8; KEY_LEN],
    #[serde(with = "base64_text")]
    nonce: [u8; 24],
    #[serde(with = "base64_text")]
    private_key: Vec<u8>,
    #[serde(with = "base64_text")]
    sealed: Vec<u8>,
}

impl KeySlots {
    /// The first generation: recovery slot only.
    pub fn new(identity: ShopIdentity, key: &DataKey, code: &RecoveryCode, cost: Argon2Cost) -> Result<Self, VaultFault> {
        Ok(Self {
            identity,
            generation: 1,
            key_check: key.check_value(),
            keychain: None,
            recovery: RecoverySlot::new(identity, 1, key, code, cost)?,
            former: None,
        })
    }

    /// The next generation with a fresh keychain slot, its key already in the keychain and read back.
    pub fn with_keychain(&self, key: &DataKey, keychain: &dyn Keychain) -> Result<Self, VaultFault> {
        let mut next = self.next(key)?;
        next.keychain = Some(KeychainSlot::enrol(next.identity, next.generation, key, keychain)?);
        Ok(next)
    }

    /// The next generation under a new code; the keychain slot must be enrolled anew. The code before still opens, until
    /// [`KeySlots::settled`]; of several changes not settled the first one's.
    pub fn with_code(&self, key: &DataKey, code: &RecoveryCode, cost: Argon2Cost) -> Result<Self, VaultFault> {
        let mut next = self.next(key)?;
        let new = RecoverySlot::new(next.identity, next.generation, key, code, cost)?;
        let old = std::mem::replace(&mut next.recovery, new);
        next.former.get_or_insert(old);
        Ok(next)
    }

    /// Without the code before; `None` when there is none.
    pub fn settled(&self) -> Option<Self> {
        self.former.is_some().then(|| Self { former: None, ..self.clone() })
    }

    /// The next generation without a keychain slot, for a folder that comes from a backup.
    pub fn without_keychain(&self, key: &DataKey) -> Result<Self, VaultFault> {
        if key.check_value() != self.key_check {
            return Err(VaultFault::KeysDamaged);
        }
        self.next(key)
    }

    /// The next generation around another data key, under the same code; the keychain slot must be enrolled anew.
    pub fn rotated(&self, key: &DataKey) -> Result<Self, VaultFault> {
        let mut next = self.next(key)?;
        next.key_check = key.check_value();
        Ok(next)
    }

    fn next(&self, key: &DataKey) -> Result<Self, VaultFault> {
        let generation = self.generation.checked_add(1).ok_or(VaultFault::KeysDamaged)?;
        let mut next = Self { generation, keychain: None, ..self.clone() };
        for slot in [&mut next.recovery].into_iter().chain(&mut next.former) {
            slot.sealed = seal(&slot.public_key, self.identity, generation, key)?;
        }
        Ok(next)
    }

    /// The data key by way of the keychain.
    pub fn open_with_keychain(&self, keychain: &dyn Keychain) -> Result<DataKey, VaultFault> {
        let slot = self.keychain.as_ref().ok_or(VaultFault::KeychainNotUsed)?;
        let kek = keychain.get(&account(self.identity, slot.entry))?.ok_or(VaultFault::KeychainNoEntry)?;
        let associated = context(self.identity, "keychain", self.generation);
        let key = decrypt(&kek, &slot.nonce, &slot.wrapped, &associated).ok_or(VaultFault::KeychainMismatch)?;
        self.checked(&key).ok_or(VaultFault::KeychainMismatch)
    }

    /// The data key by way of the printed code. The file's checksum has matched before, so what does not open was
    /// closed with another code.
    pub fn open_with_code(&self, code: &RecoveryCode) -> Result<DataKey, VaultFault> {
        for slot in [&self.recovery].into_iter().chain(&self.former) {
            if let Some(private) = slot.private_key(self.identity, code)? {
                return self.open_slot(slot, &private);
            }
        }
        Err(VaultFault::WrongCode)
    }

    fn open_slot(&self, slot: &RecoverySlot, private: &SecretKey) -> Result<DataKey, VaultFault> {
        let opened = private.unseal(&slot.sealed).map(Zeroizing::new).map_err(|_| VaultFault::KeysDamaged)?;
        let (key, bound) = opened.split_at_checked(KEY_LEN).ok_or(VaultFault::KeysDamaged)?;
        if bound != binding(self.identity, self.generation) {
            return Err(VaultFault::KeysDamaged);
        }
        self.checked(key).ok_or(VaultFault::KeysDamaged)
    }

    /// Whether this is the shop's code, the newest one.
    pub fn is_code(&self, code: &RecoveryCode) -> Result<bool, VaultFault> {
        Ok(self.recovery.private_key(self.identity, code)?.is_some())
    }

    pub(super) fn checked(&self, key: &[u8]) -> Option<DataKey> {
        DataKey::from_bytes(key).filter(|key| key.check_value() == self.key_check)
    }
}

impl KeychainSlot {
    fn enrol(identity: ShopIdentity, generation: u64, key: &DataKey, keychain: &dyn Keychain) -> Result<Self, VaultFault> {
        let kek = random::<KEY_LEN>()?;
        let nonce = *random()?;
        let entry = Uuid::from_bytes(*random()?);
        let wrapped = encrypt(&*kek, &nonce, key.expose(), &context(identity, "keychain", generation))?;
        let account = account(identity, entry);
        keychain.set(&account, &*kek)?;
        match keychain.get(&account)? {
            Some(stored) if stored[..] == kek[..] => Ok(Self { entry, nonce, wrapped }),
            _ => Err(VaultFault::KeychainMismatch),
        }
    }
}

impl RecoverySlot {
    fn new(identity: ShopIdentity, generation: u64, key: &DataKey, code: &RecoveryCode, cost: Argon2Cost) -> Result<Self, VaultFault> {
        let private = SecretKey::from_bytes(*random()?);
        let public_key = private.public_key().to_bytes();
        let (salt, nonce) = (*random()?, *random()?);
        let kek = cost.stretch(code.secret(), &salt)?;
        let bytes = Zeroizing::new(private.to_bytes());
        Ok(Self {
            cost,
            salt,
            public_key,
            nonce,
            private_key: encrypt(&*kek, &nonce, &*bytes, &shop_context(identity, &public_key))?,
            sealed: seal(&public_key, identity, generation, key)?,
        })
    }

    fn private_key(&self, identity: ShopIdentity, code: &RecoveryCode) -> Result<Option<SecretKey>, VaultFault> {
        let kek = self.cost.stretch(code.secret(), &self.salt)?;
        let bytes = decrypt(&*kek, &self.nonce, &self.private_key, &shop_context(identity, &self.public_key));
        Ok(bytes.and_then(|bytes| SecretKey::from_slice(&bytes).ok()))
    }
}

/// The keychain's name for one entry of one device of one shop.
pub(super) fn account(identity: ShopIdentity, entry: Uuid) -> String {
    format!("{}/{}/{}", identity.shop_id, identity.device_id, entry)
}

/// Anyone can seal to a public key and a sealed box carries no associated data; the binding travels inside it.
fn seal(public_key: &[u8; KEY_LEN], identity: ShopIdentity, generation: u64, key: &DataKey) -> Result<Vec<u8>, VaultFault> {
    let mut content = Zeroizing::new([0; 2 * KEY_LEN]);
    content[..KEY_LEN].copy_from_slice(key.expose());
    content[KEY_LEN..].copy_from_slice(&binding(identity, generation));
    PublicKey::from_bytes(*public_key).seal(&mut OsRng, &*content).map_err(|_| VaultFault::NoRandom)
}

fn binding(identity: ShopIdentity, generation: u64) -> [u8; KEY_LEN] {
    Sha256::digest(context(identity, "recovery", generation)).into()
}

/// Shop, device, kind and generation; all parts but the kind have a fixed length.
fn context(identity: ShopIdentity, kind: &str, generation: u64) -> Vec<u8> {
    let parts = [identity.shop_id.as_bytes(), identity.device_id.as_bytes(), &generation.to_be_bytes()[..]];
    [b"shounuo/v1/slot/", kind.as_bytes(), b"/", &parts.concat()].concat()
}

/// The recovery key is the shop's, not the device's, and outlives generations.
fn shop_context(identity: ShopIdentity, public_key: &[u8; KEY_LEN]) -> Vec<u8> {
    [b"shounuo/v1/recovery-key/", &identity.shop_id.as_bytes()[..], public_key].concat()
}

pub(super) fn encrypt(key: &[u8], nonce: &[u8; 24], plain: &[u8], associated: &[u8]) -> Result<Vec<u8>, VaultFault> {
    let cipher = XChaCha20Poly1305::new_from_slice(key).map_err(|_| VaultFault::KeysDamaged)?;
    cipher.encrypt(nonce.into(), Payload { msg: plain, aad: associated }).map_err(|_| VaultFault::OutOfMemory)
}

pub(super) fn decrypt(key: &[u8], nonce: &[u8; 24], sealed: &[u8], associated: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let cipher = XChaCha20Poly1305::new_from_slice(key).ok()?;
    cipher.decrypt(nonce.into(), Payload { msg: sealed, aad: associated }).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity() -> ShopIdentity {
        ShopIdentity { shop_id: Uuid::from_u128(1), device_id: Uuid::from_u128(2) }
    }

    fn slots() -> (KeySlots, DataKey, RecoveryCode) {
        let (key, code) = (DataKey::generate().unwrap(), RecoveryCode::generate().unwrap());
        (KeySlots::new(identity(), &key, &code, Argon2Cost::FLOOR).unwrap(), key, code)
    }

    #[test]
    fn a_slot_moved_to_another_shop_device_or_generation_does_not_open() {
        let (slots, key, code) = slots();
        assert_eq!(slots.open_with_code(&code), Ok(key));
        let moved = |change: fn(&mut KeySlots)| {
            let mut moved = slots.clone();
            change(&mut moved);
            moved.open_with_code(&code)
        };
        assert_eq!(moved(|slots| slots.identity.shop_id = Uuid::from_u128(9)), Err(VaultFault::WrongCode));
        assert_eq!(moved(|slots| slots.identity.device_id = Uuid::from_u128(9)), Err(VaultFault::KeysDamaged));
        assert_eq!(moved(|slots| slots.generation = 2), Err(VaultFault::KeysDamaged));
        assert_eq!(moved(|slots| slots.key_check = [0; 16]), Err(VaultFault::KeysDamaged));
        assert_eq!(moved(|slots| slots.recovery.sealed.truncate(10)), Err(VaultFault::KeysDamaged));
    }

    #[test]
    fn a_cost_out_of_bounds_is_refused_before_it_is_paid() {
        let (mut slots, _, code) = slots();
        slots.recovery.cost.memory_kib = u32::MAX;
        assert_eq!(slots.open_with_code(&code), Err(VaultFault::KdfOutOfBounds));
    }

    #[test]
    fn the_code_survives_generations_until_it_is_changed() {
        let (slots, key, code) = slots();
        let next = slots.next(&key).unwrap();
        assert_eq!(next.open_with_code(&code), Ok(key.clone()));
        let other = RecoveryCode::generate().unwrap();
        let changed = next.with_code(&key, &other, Argon2Cost::FLOOR).unwrap();
        assert_eq!(changed.generation, 3);
        assert_eq!(changed.open_with_code(&other), Ok(key.clone()));
        assert!(!changed.is_code(&code).unwrap() && changed.is_code(&other).unwrap());
        let settled = changed.settled().unwrap();
        assert_eq!(settled.open_with_code(&code), Err(VaultFault::WrongCode));
        assert_eq!(settled.open_with_code(&other), Ok(key));
        assert_eq!(settled.settled(), None);
    }

    /// Twice a new code, and nobody has typed one back: the sheet that somebody holds is the first one.
    #[test]
    fn until_a_new_code_is_proved_the_last_proved_one_opens() {
        let (slots, key, code) = slots();
        let [lost, held] = [(); 2].map(|()| RecoveryCode::generate().unwrap());
        let once = slots.with_code(&key, &lost, Argon2Cost::FLOOR).unwrap();
        let twice = once.with_code(&key, &held, Argon2Cost::FLOOR).unwrap().next(&key).unwrap();
        assert_eq!(twice.open_with_code(&code), Ok(key.clone()));
        assert_eq!(twice.open_with_code(&held), Ok(key));
        assert_eq!(twice.open_with_code(&lost), Err(VaultFault::WrongCode));
    }
}
