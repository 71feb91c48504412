use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::VaultFault;
use super::database::{DATABASE, open_database, open_reader};
use super::kdf::Argon2Cost;
use super::key_file::{self, KeyFiles};
use super::keychain::Keychain;
use super::lock::InstanceLock;
use super::recovery::RecoveryCode;
use super::secret::DataKey;
use super::seen::Memory;
use super::setup::SETUP_MARKER;
use super::slots::{KeySlots, account};
use crate::StateSum;

/// Which shop, and which of its devices, a folder belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShopIdentity {
    /// The shop; the same on all its devices.
    pub shop_id: Uuid,
    /// This device.
    pub device_id: Uuid,
}

/// A shop's folder, unlocked and held: no other program can open it until this is dropped.
#[derive(Debug)]
pub struct Vault {
    dir: PathBuf,
    key: DataKey,
    slots: KeySlots,
    key_files: KeyFiles,
    _lock: InstanceLock,
}

/// Opens the shop in `dir` with what the operating system's keychain holds. Changes no file. May block while the system
/// asks the person.
///
/// # Errors
/// Those of [`VaultFault::wants_recovery_code`]; [`VaultFault::InUse`] when another program holds the shop; and what
/// tells an absent, unfinished, incomplete or damaged shop apart.
pub fn unlock_with_keychain(dir: &Path, keychain: &dyn Keychain) -> Result<Vault, VaultFault> {
    unlock(dir, |slots| slots.open_with_keychain(keychain))
}

/// Opens the shop in `dir` with the printed code. Changes no file, whether the code is right or wrong. Takes about half
/// a second and the memory that the key file asks for, within [`Argon2Cost`]'s bounds.
///
/// # Errors
/// [`VaultFault::WrongCode`], and as for [`unlock_with_keychain`].
pub fn unlock_with_code(dir: &Path, code: &RecoveryCode) -> Result<Vault, VaultFault> {
    unlock(dir, |slots| slots.open_with_code(code))
}

/// Opens the shop in `dir` with the data key itself, which is in memory already: a folder just made, or one let go a moment ago.
///
/// # Errors
/// [`VaultFault::KeysDamaged`] when no key file is of this key, and as for [`unlock_with_keychain`].
pub fn unlock_with_key(dir: &Path, key: &DataKey) -> Result<Vault, VaultFault> {
    unlock(dir, |slots| slots.checked(key.expose()).ok_or(VaultFault::KeysDamaged))
}

/// Opens a key file that a backup carries, without a folder: which shop it is, and its data key.
///
/// # Errors
/// [`VaultFault::WrongCode`], [`VaultFault::KeysDamaged`], [`VaultFault::KeysNewer`].
pub fn open_key_file(bytes: &[u8], code: &RecoveryCode) -> Result<(ShopIdentity, DataKey), VaultFault> {
    let slots = key_file::parse(bytes)?;
    Ok((slots.identity, slots.open_with_code(code)?))
}

fn unlock(dir: &Path, open: impl Fn(&KeySlots) -> Result<DataKey, VaultFault>) -> Result<Vault, VaultFault> {
    require_shop(dir)?;
    let lock = InstanceLock::acquire(dir)?;
    let loaded = key_file::load(dir)?;
    let vault = |key, slots| Vault { dir: dir.to_owned(), key, slots, key_files: loaded.state, _lock: lock };
    // A change of the data key was cut off: of the two files the one counts that fits the database.
    let two_keys = loaded.candidates.iter().any(|slots| slots.key_check != loaded.candidates[0].key_check);
    let mut refusal = VaultFault::KeysDamaged;
    let mut first = None;
    // Newest first; the reason why the newest does not open is the one that counts.
    for (at, slots) in loaded.candidates.into_iter().enumerate() {
        match open(&slots) {
            Ok(key) if !two_keys || open_reader(dir, &key).is_ok() => return Ok(vault(key, slots)),
            Ok(key) => first = first.or(Some((key, slots))),
            Err(fault) if at == 0 => refusal = fault,
            Err(_) => {}
        }
    }
    first.map_or(Err(refusal), |(key, slots)| Ok(vault(key, slots)))
}

/// Tells an empty folder, half a shop and a whole one apart before anything is touched.
///
/// # Errors
/// [`VaultFault::NoShop`], [`VaultFault::SetupUnfinished`], [`VaultFault::DatabaseMissing`], [`VaultFault::KeysMissing`].
pub fn require_shop(dir: &Path) -> Result<(), VaultFault> {
    if fs::exists(dir.join(SETUP_MARKER))? {
        return Err(VaultFault::SetupUnfinished);
    }
    match (key_file::exists(dir)?, fs::exists(dir.join(DATABASE))?) {
        (true, true) => Ok(()),
        (true, false) => Err(VaultFault::DatabaseMissing),
        (false, true) => Err(VaultFault::KeysMissing),
        (false, false) => Err(VaultFault::NoShop),
    }
}

impl Vault {
    /// A vault just set up.
    pub(super) fn new(dir: &Path, key: DataKey, slots: KeySlots, lock: InstanceLock) -> Self {
        Self { dir: dir.to_owned(), key, slots, key_files: KeyFiles::Whole, _lock: lock }
    }

    /// The shop's folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The data key, for sub-keys.
    pub fn data_key(&self) -> &DataKey {
        &self.key
    }

    /// Shop and device.
    pub fn identity(&self) -> ShopIdentity {
        self.slots.identity
    }

    /// Whether the keychain can open this shop, as far as the key file says.
    pub fn has_keychain_slot(&self) -> bool {
        self.slots.keychain.is_some()
    }

    /// Whether both copies of the key file were good. If not, tell the person and offer [`Vault::rewrite_key_files`].
    pub fn key_files(&self) -> KeyFiles {
        self.key_files
    }

    /// The one writing connection.
    pub fn open_writer(&self) -> Result<Connection, VaultFault> {
        open_database(&self.dir, &self.key)
    }

    /// A reading connection beside the writer.
    pub fn open_reader(&self) -> Result<Connection, VaultFault> {
        open_reader(&self.dir, &self.key)
    }

    /// Sum of everything the database holds, as it lies: nothing is migrated for it.
    pub fn state_sum(&self) -> Result<StateSum, VaultFault> {
        Ok(StateSum::of(&self.open_reader()?)?)
    }

    /// The key file's bytes as they belong into a backup, which the printed code then opens too.
    pub fn key_file_bytes(&self) -> Result<Vec<u8>, VaultFault> {
        key_file::encode(&self.slots)
    }

    /// Where it is remembered how far the ledger was.
    pub fn memory(&self) -> Memory {
        Memory::of(&self.dir, self.slots.identity)
    }

    /// Whether the keychain still opens this shop: read it and compare.
    pub fn check_keychain(&self, keychain: &dyn Keychain) -> Result<(), VaultFault> {
        self.keychain_check().run(keychain)
    }

    /// The same as something to be run without holding the vault, because a keychain may take its time. For the weekly check.
    pub fn keychain_check(&self) -> KeychainCheck {
        KeychainCheck(self.slots.clone())
    }

    /// Whether this is the shop's recovery code. For the yearly re-test.
    pub fn check_code(&self, code: &RecoveryCode) -> Result<bool, VaultFault> {
        self.slots.is_code(code)
    }

    /// Puts a new key into the keychain and a new keychain slot into both key files. On any failure the old slot still
    /// stands: the new entry has a name of its own and the old one goes only after both files are written.
    pub fn repair_keychain_slot(&mut self, keychain: &dyn Keychain) -> Result<(), VaultFault> {
        let next = self.slots.with_keychain(&self.key, keychain)?;
        self.replace_slots(next, Some(keychain))
    }

    /// Makes a new recovery code. The old sheet opens this device too, until [`Vault::settle_code`]: whatever happens on the way
    /// to the person, a code that somebody knows opens. The keychain slot, if wanted, is made anew.
    pub fn change_code(&mut self, keychain: Option<&dyn Keychain>, cost: Argon2Cost) -> Result<RecoveryCode, VaultFault> {
        let code = RecoveryCode::generate()?;
        let mut next = self.slots.with_code(&self.key, &code, cost)?;
        if let Some(keychain) = keychain {
            next = next.with_keychain(&self.key, keychain)?;
        }
        self.replace_slots(next, keychain)?;
        Ok(code)
    }

    /// The person has proved to hold the newest code: the one before stops opening this device.
    pub fn settle_code(&mut self) -> Result<(), VaultFault> {
        let Some(settled) = self.slots.settled() else { return Ok(()) };
        key_file::save(&self.dir, &settled)?;
        self.slots = settled;
        self.key_files = KeyFiles::Whole;
        Ok(())
    }

    pub(super) fn slots(&self) -> &KeySlots {
        &self.slots
    }

    /// Goes on with another data key, already in the files; gives the slots it had.
    pub(super) fn take_over(&mut self, key: DataKey, slots: KeySlots) -> KeySlots {
        self.key = key;
        self.key_files = KeyFiles::Whole;
        std::mem::replace(&mut self.slots, slots)
    }

    /// Writes both copies of the key file again from the good one.
    pub fn rewrite_key_files(&mut self) -> Result<(), VaultFault> {
        key_file::save(&self.dir, &self.slots)?;
        self.key_files = KeyFiles::Whole;
        Ok(())
    }

    fn replace_slots(&mut self, next: KeySlots, keychain: Option<&dyn Keychain>) -> Result<(), VaultFault> {
        key_file::save(&self.dir, &next)?;
        let old = std::mem::replace(&mut self.slots, next);
        self.key_files = KeyFiles::Whole;
        if let (Some(slot), Some(keychain)) = (old.keychain, keychain) {
            // An entry left behind opens nothing any more; failing to remove it must not undo the repair.
            let _ = keychain.delete(&account(old.identity, slot.entry));
        }
        Ok(())
    }
}

/// A check of the keychain's entry against the key file of a shop.
#[derive(Debug, Clone)]
pub struct KeychainCheck(KeySlots);

impl KeychainCheck {
    /// Reads the keychain and compares.
    ///
    /// # Errors
    /// Those of [`VaultFault::wants_recovery_code`].
    pub fn run(&self, keychain: &dyn Keychain) -> Result<(), VaultFault> {
        self.0.open_with_keychain(keychain).map(|_| ())
    }
}
