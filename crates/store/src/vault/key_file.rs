use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::VaultFault;
use super::slots::KeySlots;
use super::write_file::write_durably;

/// The two copies, in the order they are written.
pub(super) const COPIES: [&str; 2] = ["shounuo.keys", "shounuo.keys.2"];
const MAGIC: &str = "shounuo-keys";
const VERSION: &str = "1";
/// Far above what a key file needs; nothing larger is read.
const MAX_LEN: u64 = 64 * 1024;

/// State of one copy on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Copy {
    Missing,
    Damaged,
    Newer,
    /// The system did not give its bytes: a bad sector, missing rights.
    Unreadable(VaultFault),
    Good(Box<KeySlots>),
}

/// What the two copies say about themselves. Nothing repairs them without being asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFiles {
    /// Both copies are good and equal.
    Whole,
    /// One copy is missing, damaged or left behind; the other one was used.
    OneCopy,
}

/// First line: magic, format version, SHA-256 of version and body. Then the slots as JSON.
pub(super) fn encode(slots: &KeySlots) -> Result<Vec<u8>, VaultFault> {
    let body = serde_json::to_vec(slots).map_err(|_| VaultFault::KeysDamaged)?;
    let head = format!("{MAGIC} {VERSION} {}\n", checksum(VERSION, &body));
    Ok([head.as_bytes(), &body].concat())
}

/// Reads what [`encode`] wrote; damage is found by the checksum before anything is believed.
pub(super) fn decode(bytes: &[u8]) -> Copy {
    read_parts(bytes).unwrap_or(Copy::Damaged)
}

/// The slots of a key file that came from elsewhere, a backup for instance.
pub(super) fn parse(bytes: &[u8]) -> Result<KeySlots, VaultFault> {
    match decode(bytes) {
        Copy::Good(slots) => Ok(*slots),
        Copy::Newer => Err(VaultFault::KeysNewer),
        Copy::Unreadable(fault) => Err(fault),
        Copy::Damaged | Copy::Missing => Err(VaultFault::KeysDamaged),
    }
}

/// Whether these bytes are a key file that can be read; for trying what any bytes do.
#[cfg(feature = "testing")]
#[must_use]
pub fn reads_key_file(bytes: &[u8]) -> bool {
    matches!(decode(bytes), Copy::Good(_))
}

/// A key file with this body and a sum that fits; for trying what lies behind the sum.
#[cfg(feature = "testing")]
#[must_use]
pub fn key_file_around(body: &[u8]) -> Vec<u8> {
    [format!("{MAGIC} {VERSION} {}\n", checksum(VERSION, body)).as_bytes(), body].concat()
}

fn read_parts(bytes: &[u8]) -> Option<Copy> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (head, body) = (std::str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]);
    let [MAGIC, version, sum] = head.split(' ').collect::<Vec<_>>()[..] else {
        return None;
    };
    if sum != checksum(version, body) {
        return None;
    }
    if version != VERSION {
        return Some(Copy::Newer);
    }
    serde_json::from_slice(body).ok().map(|slots| Copy::Good(Box::new(slots)))
}

/// Covers the version too, so that a flipped bit in it is damage and not a newer program's file.
fn checksum(version: &str, body: &[u8]) -> String {
    let sum = Sha256::new().chain_update(version).chain_update(b"\n").chain_update(body).finalize();
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The good copies, newest first, each content once.
pub(super) struct Loaded {
    pub candidates: Vec<KeySlots>,
    pub state: KeyFiles,
}

/// Reads both copies. Refused when neither is good: missing, damaged and newer are told apart.
pub(super) fn load(dir: &Path) -> Result<Loaded, VaultFault> {
    let copies = COPIES.map(|name| read(&dir.join(name)));
    if copies.contains(&Copy::Newer) {
        return Err(VaultFault::KeysNewer);
    }
    let state = if copies[0] == copies[1] { KeyFiles::Whole } else { KeyFiles::OneCopy };
    let refusal = refusal(&copies);
    let mut candidates: Vec<KeySlots> = copies.into_iter().filter_map(Copy::good).collect();
    candidates.sort_by_key(|slots| std::cmp::Reverse(slots.generation));
    candidates.dedup();
    if candidates.is_empty() { Err(refusal) } else { Ok(Loaded { candidates, state }) }
}

/// What to say when no copy is good.
fn refusal(copies: &[Copy; 2]) -> VaultFault {
    let unreadable = copies.iter().find_map(|copy| match copy {
        Copy::Unreadable(fault) => Some(fault.clone()),
        _ => None,
    });
    match copies {
        [Copy::Missing, Copy::Missing] => VaultFault::KeysMissing,
        _ => unreadable.unwrap_or(VaultFault::KeysDamaged),
    }
}

impl Copy {
    fn good(self) -> Option<KeySlots> {
        match self {
            Self::Good(slots) => Some(*slots),
            _ => None,
        }
    }
}

/// One copy that cannot be read must not keep the other one from being used.
fn read(path: &Path) -> Copy {
    match read_bytes(path) {
        Ok(bytes) if bytes.len() as u64 > MAX_LEN => Copy::Damaged,
        Ok(bytes) => decode(&bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => Copy::Missing,
        Err(error) => Copy::Unreadable(error.into()),
    }
}

fn read_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_LEN + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes both copies, one after the other: at every moment one of them is whole, old or new.
pub(super) fn save(dir: &Path, slots: &KeySlots) -> Result<(), VaultFault> {
    let bytes = encode(slots)?;
    COPIES.iter().try_for_each(|name| write_durably(dir, name, &bytes))
}

/// Whether any copy exists, in whatever state.
pub(super) fn exists(dir: &Path) -> Result<bool, VaultFault> {
    let found: Vec<bool> = COPIES.iter().map(|name| fs::exists(dir.join(name))).collect::<Result<_, _>>()?;
    Ok(found.contains(&true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::{Argon2Cost, DataKey, MemoryKeychain, RecoveryCode, ShopIdentity};
    use proptest::prelude::*;
    use std::sync::LazyLock;
    use uuid::Uuid;

    fn slots() -> (KeySlots, MemoryKeychain) {
        let identity = ShopIdentity { shop_id: Uuid::from_u128(1), device_id: Uuid::from_u128(2) };
        let (key, code, keychain) = (DataKey::generate().unwrap(), RecoveryCode::generate().unwrap(), MemoryKeychain::default());
        let slots = KeySlots::new(identity, &key, &code, Argon2Cost::FLOOR).unwrap();
        (slots.with_keychain(&key, &keychain).unwrap(), keychain)
    }

    /// A file with this version and body and a fitting checksum.
    fn file(version: &str, body: &[u8]) -> Vec<u8> {
        [format!("{MAGIC} {version} {}\n", checksum(version, body)).as_bytes(), body].concat()
    }

    #[test]
    fn slots_come_back_as_they_were() {
        let (slots, _) = slots();
        assert_eq!(parse(&encode(&slots).unwrap()), Ok(slots));
    }

    #[test]
    fn a_newer_format_is_not_called_damage_and_is_not_passed_over() {
        assert_eq!(parse(&file("2", b"whatever")), Err(VaultFault::KeysNewer));
        let dir = tempfile::tempdir().unwrap();
        save(dir.path(), &slots().0).unwrap();
        fs::write(dir.path().join(COPIES[1]), file("2", b"whatever")).unwrap();
        assert_eq!(load(dir.path()).err(), Some(VaultFault::KeysNewer));
    }

    #[test]
    fn a_copy_that_cannot_be_read_is_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        let (slots, _) = slots();
        fs::create_dir(dir.path().join(COPIES[0])).unwrap();
        assert!(matches!(load(dir.path()), Err(VaultFault::Io(_) | VaultFault::ReadOnly)));
        fs::write(dir.path().join(COPIES[1]), encode(&slots).unwrap()).unwrap();
        assert_eq!(load(dir.path()).unwrap().candidates, [slots]);
    }

    #[test]
    fn of_two_good_copies_the_newer_comes_first() {
        let dir = tempfile::tempdir().unwrap();
        let (old, _) = slots();
        let new = KeySlots { generation: old.generation + 1, ..old.clone() };
        for (first, second) in [(&old, &new), (&new, &old)] {
            fs::write(dir.path().join(COPIES[0]), encode(first).unwrap()).unwrap();
            fs::write(dir.path().join(COPIES[1]), encode(second).unwrap()).unwrap();
            let loaded = load(dir.path()).unwrap();
            assert_eq!((loaded.candidates, loaded.state), (vec![new.clone(), old.clone()], KeyFiles::OneCopy));
        }
    }

    #[test]
    fn a_write_that_fails_half_way_leaves_one_good_copy_and_no_scraps() {
        let dir = tempfile::tempdir().unwrap();
        let (slots, _) = slots();
        fs::create_dir(dir.path().join(COPIES[1])).unwrap();
        save(dir.path(), &slots).unwrap_err();
        assert_eq!(parse(&fs::read(dir.path().join(COPIES[0])).unwrap()), Ok(slots));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(parse(&bytes), Err(VaultFault::KeysDamaged));
        }

        /// Someone who can write the file can make the checksum fit too; that must not open anything.
        #[test]
        fn a_changed_body_with_a_fitting_checksum_opens_nothing_wrong(at: proptest::sample::Index, byte in 32u8..127) {
            static ONE: LazyLock<(KeySlots, MemoryKeychain)> = LazyLock::new(slots);
            let (slots, keychain) = &*ONE;
            let key = slots.open_with_keychain(keychain).unwrap();
            let mut body = serde_json::to_vec(slots).unwrap();
            let at = at.index(body.len());
            body[at] = byte;
            if let Ok(changed) = parse(&file(VERSION, &body)) && let Ok(opened) = changed.open_with_keychain(keychain) {
                prop_assert_eq!(opened, key);
            }
        }
    }
}
