use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::VaultFault;
use super::database::{DATABASE, LOG, create_database, open_reader};
use super::kdf::Argon2Cost;
use super::key_file;
use super::keychain::Keychain;
use super::lock::InstanceLock;
use super::open::{ShopIdentity, Vault};
use super::recovery::RecoveryCode;
use super::secret::DataKey;
use super::seen::SEEN_FILE;
use super::slots::{KeySlots, account};
use super::write_file::{sync_folder, write_durably};

/// There only while a set-up runs: its removal is the moment the shop exists.
pub(super) const SETUP_MARKER: &str = "shounuo.setup";
const SIDE_FILES: [&str; 3] = [LOG, "shounuo.db-shm", "shounuo.db-journal"];

/// Makes a shop in `dir` (made too if absent) with an empty encrypted database, and finishes it at once: see [`begin`].
///
/// # Errors
/// As [`begin`].
pub fn create(
    dir: &Path,
    identity: ShopIdentity,
    keychain: Option<&dyn Keychain>,
    cost: Argon2Cost,
) -> Result<(Vault, RecoveryCode), VaultFault> {
    let (vault, code) = begin(dir, identity, keychain, cost)?;
    finish(vault).map(|vault| (vault, code))
}

/// Begins a shop in `dir` (made too if absent) with an empty encrypted database. Refused when any of our files is there. The
/// shop exists only when [`Vault::finish_setup`] returned: the caller writes what a shop begins with, and finishes. Cut off
/// before that, nothing is there but an unfinished set-up.
///
/// With a keychain the new key is written to it and read back first; a keychain that does not work is refused with its
/// own fault before any file is made, and the caller may ask the person and go on with `None`.
///
/// # Errors
/// [`VaultFault::ShopExists`], [`VaultFault::SetupUnfinished`], and what keychain and disk say.
pub fn begin(
    dir: &Path,
    identity: ShopIdentity,
    keychain: Option<&dyn Keychain>,
    cost: Argon2Cost,
) -> Result<(Vault, RecoveryCode), VaultFault> {
    cost.check()?;
    make_folder(dir)?;
    let lock = InstanceLock::acquire(dir)?;
    require_empty(dir)?;
    let (key, code) = (DataKey::generate()?, RecoveryCode::generate()?);
    let mut slots = KeySlots::new(identity, &key, &code, cost)?;
    if let Some(keychain) = keychain {
        slots = slots.with_keychain(&key, keychain)?;
    }
    if let Err(fault) = write_all(dir, &slots, || create_database(&dir.join(DATABASE), &key)) {
        undo(dir, &slots, keychain);
        return Err(fault);
    }
    Ok((Vault::new(dir, key, slots, lock), code))
}

/// Finishes a set-up to which nothing is added; on failure nothing stays.
fn finish(vault: Vault) -> Result<Vault, VaultFault> {
    match vault.finish_setup() {
        Ok(()) => Ok(vault),
        Err(fault) => {
            let _ = remove_files(vault.dir());
            Err(fault)
        }
    }
}

impl Vault {
    /// The set-up was begun and not finished.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        fs::exists(self.dir().join(SETUP_MARKER)).unwrap_or(true)
    }

    /// From now on the shop exists.
    ///
    /// # Errors
    /// What the disk says; then the set-up is unfinished as before.
    pub fn finish_setup(&self) -> Result<(), VaultFault> {
        let finished = fs::remove_file(self.dir().join(SETUP_MARKER)).map_err(VaultFault::from).and_then(|()| sync_folder(self.dir()));
        if finished.is_err() {
            // Whether the removal will outlive a power cut is not known: the marker back means no.
            let _ = write_durably(self.dir(), SETUP_MARKER, b"");
        }
        finished
    }
}

/// Makes a folder out of a backup: the key file it carried, opened to `key` by [`open_key_file`](super::open_key_file),
/// and the database that `put_database` writes at the path it is given. Refused when any of our files is there; on any
/// failure nothing stays behind. The keychain slot is left out, since its entry may serve the shop's old folder:
/// call [`Vault::repair_keychain_slot`] afterwards.
///
/// # Errors
/// [`VaultFault::KeysDamaged`] when key file and key do not belong together, [`VaultFault::DatabaseDamaged`] when the
/// database written does not open with the key, and whatever `put_database` says.
pub fn restore<E: From<VaultFault>>(
    dir: &Path,
    key_file: &[u8],
    key: DataKey,
    put_database: impl FnOnce(&Path, &DataKey) -> Result<(), E>,
) -> Result<Vault, E> {
    let slots = key_file::parse(key_file)?.without_keychain(&key)?;
    make_folder(dir)?;
    let lock = InstanceLock::acquire(dir)?;
    require_empty(dir)?;
    let put = || {
        put_database(&dir.join(DATABASE), &key)?;
        drop(open_reader(dir, &key)?);
        Ok(())
    };
    if let Err(fault) = write_all(dir, &slots, put) {
        undo(dir, &slots, None);
        return Err(fault);
    }
    Ok(finish(Vault::new(dir, key, slots, lock))?)
}

/// Removes what a cut-off set-up left. It never held business data: a set-up ends before anybody can work. Asked for by a
/// person, who founds a shop here again; never done by itself.
pub fn discard_unfinished_setup(dir: &Path) -> Result<(), VaultFault> {
    if !fs::exists(dir.join(SETUP_MARKER))? {
        return Err(VaultFault::ShopExists);
    }
    let _lock = InstanceLock::acquire(dir)?;
    remove_files(dir)
}

fn make_folder(dir: &Path) -> Result<(), VaultFault> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let new: Vec<&Path> = dir.ancestors().take_while(|folder| !folder.exists()).collect();
    builder.create(dir)?;
    // A folder is on the disk when the one that holds it was synced; one that may not be opened is the system's affair.
    for parent in new.iter().filter_map(|folder| folder.parent()) {
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        match sync_folder(parent) {
            Err(VaultFault::ReadOnly) | Ok(()) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

fn require_empty(dir: &Path) -> Result<(), VaultFault> {
    if fs::exists(dir.join(SETUP_MARKER))? {
        return Err(VaultFault::SetupUnfinished);
    }
    for name in shop_files() {
        if fs::exists(dir.join(name))? {
            return Err(VaultFault::ShopExists);
        }
    }
    Ok(())
}

fn shop_files() -> impl Iterator<Item = &'static str> {
    SIDE_FILES.into_iter().chain([DATABASE]).chain(key_file::COPIES)
}

fn write_all<E: From<VaultFault>>(dir: &Path, slots: &KeySlots, put_database: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
    write_durably(dir, SETUP_MARKER, b"")?;
    // Of a shop that was here before: a new one has no past.
    remove_if_there(dir, SEEN_FILE)?;
    put_database()?;
    Ok(key_file::save(dir, slots)?)
}

/// After a failed set-up, takes back what this very call made; nothing was there before it.
fn undo(dir: &Path, slots: &KeySlots, keychain: Option<&dyn Keychain>) {
    // If this fails too, the marker stays and says so at the next start.
    let _ = remove_files(dir);
    if let (Some(slot), Some(keychain)) = (&slots.keychain, keychain) {
        let _ = keychain.delete(&account(slots.identity, slot.entry));
    }
}

/// The marker goes last, so that a removal cut off half way is still known for what it is.
fn remove_files(dir: &Path) -> Result<(), VaultFault> {
    for name in shop_files() {
        remove_if_there(dir, name)?;
    }
    sync_folder(dir)?;
    remove_if_there(dir, SETUP_MARKER)?;
    sync_folder(dir)
}

fn remove_if_there(dir: &Path, name: &str) -> Result<(), VaultFault> {
    match fs::remove_file(dir.join(name)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
