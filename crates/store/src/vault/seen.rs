//! How far the ledger was known to be, remembered outside the database: in a small file beside it and in the keychain.
//!
//! The page seals of the database prove that every page was written with this key, not that it is the latest: an old copy of
//! the whole file, or a log cut short, opens without a word. What is remembered here is the end of this device's chain; a
//! database that does not hold that entry is older than what is known.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::VaultFault;
use super::keychain::{Keychain, KeychainFault};
use super::open::ShopIdentity;
use super::write_file::private;

pub(super) const SEEN_FILE: &str = "shounuo.seen";
const MAGIC: &str = "shounuo-seen";
const VERSION: &str = "1";
/// Each of the two places has a sector of its own: a write that is torn harms one of them.
const PLACE: usize = 512;
/// Hexadecimal digits of the checksum.
const SUM: usize = 16;

/// The last entry of this device's chain that is known to have been written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// Epoch of the chain.
    pub epoch: u32,
    /// Number of the entry.
    pub seq: u64,
    /// Its hash, hexadecimal.
    pub hash: String,
}

impl Seen {
    /// One line, with a checksum: found damaged before it is believed.
    fn line(&self) -> String {
        let body = format!("{MAGIC} {VERSION} {} {} {}", self.epoch, self.seq, self.hash);
        format!("{body} {}\n", checksum(&body))
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let (body, sum) = std::str::from_utf8(&bytes[..end]).ok()?.rsplit_once(' ')?;
        let [MAGIC, VERSION, epoch, seq, hash] = body.split(' ').collect::<Vec<_>>()[..] else {
            return None;
        };
        let whole = sum == checksum(body) && hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let (epoch, seq) = (epoch.parse().ok()?, seq.parse().ok()?);
        whole.then(|| Self { epoch, seq, hash: hash.to_owned() })
    }

    fn is_before(&self, other: &Self) -> bool {
        (self.epoch, self.seq) < (other.epoch, other.seq)
    }
}

fn checksum(body: &str) -> String {
    let sum = Sha256::digest(body);
    sum.iter().take(SUM / 2).map(|byte| format!("{byte:02x}")).collect()
}

/// The two places where it is remembered. Neither is ever set back: what was known stays known.
#[derive(Debug, Clone)]
pub struct Memory {
    path: PathBuf,
    account: String,
}

impl Memory {
    pub(super) fn of(dir: &Path, identity: ShopIdentity) -> Self {
        Self { path: dir.join(SEEN_FILE), account: format!("{}/{}/seen", identity.shop_id, identity.device_id) }
    }

    /// What the file beside the database remembers; nothing when it is absent or damaged.
    #[must_use]
    pub fn in_folder(&self) -> Option<Seen> {
        places(&self.path).into_iter().flatten().max_by_key(|seen| (seen.epoch, seen.seq))
    }

    /// What the keychain remembers.
    ///
    /// # Errors
    /// The keychain's.
    pub fn in_keychain(&self, keychain: &dyn Keychain) -> Result<Option<Seen>, KeychainFault> {
        Ok(keychain.get(&self.account)?.and_then(|bytes| Seen::parse(&bytes)))
    }

    /// Remembers `seen` in the file, unless later is known there. A few microseconds; with `wait` it is on the disk when this
    /// returns, for the moments when a person goes away.
    ///
    /// # Errors
    /// What the disk says. The other place of the file is whole whatever happens.
    pub fn note(&self, seen: &Seen, wait: bool) -> Result<(), VaultFault> {
        let known = places(&self.path);
        if known.iter().flatten().any(|known| !known.is_before(seen)) {
            return if wait { sync(&self.path) } else { Ok(()) };
        }
        // The place that knows less gives way.
        let at = usize::from(known[0] > known[1]);
        let mut file = private().write(true).create(true).truncate(false).open(&self.path)?;
        file.seek(SeekFrom::Start((at * PLACE) as u64))?;
        file.write_all(&padded(&seen.line()))?;
        if wait {
            file.sync_all()?;
        }
        Ok(())
    }

    /// Remembers `seen` in the keychain, unless later is known there, and reads it back.
    ///
    /// # Errors
    /// The keychain's; `Other` when it does not give back what it took.
    pub fn keep(&self, keychain: &dyn Keychain, seen: &Seen) -> Result<(), KeychainFault> {
        if self.in_keychain(keychain)?.is_some_and(|known| !known.is_before(seen)) {
            return Ok(());
        }
        keychain.set(&self.account, seen.line().as_bytes())?;
        if self.in_keychain(keychain)?.as_ref() == Some(seen) { Ok(()) } else { Err(KeychainFault::Other("not kept")) }
    }
}

fn sync(path: &Path) -> Result<(), VaultFault> {
    Ok(private().write(true).open(path)?.sync_all()?)
}

/// Blanks up to the end of the place, so that nothing of a longer line stays behind.
fn padded(line: &str) -> [u8; PLACE] {
    let mut place = [b' '; PLACE];
    let len = line.len().min(PLACE);
    place[..len].copy_from_slice(&line.as_bytes()[..len]);
    place
}

fn places(path: &Path) -> [Option<Seen>; 2] {
    let bytes = read(path).unwrap_or_default();
    let place = |at: usize| Seen::parse(bytes.get(at * PLACE..bytes.len().min((at + 1) * PLACE))?);
    [place(0), place(1)]
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match File::open(path) {
        Ok(file) => file.take(2 * PLACE as u64).read_to_end(&mut bytes).map(|_| bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(bytes),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use uuid::Uuid;

    use super::*;
    use crate::vault::MemoryKeychain;

    fn seen(epoch: u32, seq: u64) -> Seen {
        Seen { epoch, seq, hash: format!("{seq:064x}") }
    }

    fn memory(dir: &Path) -> Memory {
        Memory::of(dir, ShopIdentity { shop_id: Uuid::from_u128(1), device_id: Uuid::from_u128(2) })
    }

    #[test]
    fn the_latest_is_remembered_and_never_set_back() {
        let dir = tempfile::tempdir().unwrap();
        let memory = memory(dir.path());
        assert_eq!(memory.in_folder(), None);
        for (at, wait) in [(seen(1, 1), false), (seen(1, 2), true), (seen(1, 300), false), (seen(2, 1), true)] {
            memory.note(&at, wait).unwrap();
            assert_eq!(memory.in_folder(), Some(at));
        }
        memory.note(&seen(1, 999), true).unwrap();
        assert_eq!(memory.in_folder(), Some(seen(2, 1)));
    }

    #[test]
    fn a_torn_write_leaves_what_was_known_before() {
        let dir = tempfile::tempdir().unwrap();
        let memory = memory(dir.path());
        (1..=4).for_each(|seq| memory.note(&seen(1, seq), false).unwrap());
        let path = dir.path().join(SEEN_FILE);
        let good = fs::read(&path).unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            fs::write(&path, &bad).unwrap();
            let known = memory.in_folder().unwrap();
            assert!(known == seen(1, 4) || known == seen(1, 3), "byte {at}: {known:?}");
        }
        for len in 0..good.len() {
            fs::write(&path, &good[..len]).unwrap();
            assert!(memory.in_folder().is_none_or(|known| known == seen(1, 4) || known == seen(1, 3)), "length {len}");
        }
        memory.note(&seen(1, 5), true).unwrap();
        assert_eq!(memory.in_folder(), Some(seen(1, 5)));
    }

    #[test]
    fn the_keychain_keeps_a_small_entry_and_a_lying_one_is_found() {
        let dir = tempfile::tempdir().unwrap();
        let (memory, keychain) = (memory(dir.path()), MemoryKeychain::default());
        memory.keep(&keychain, &seen(1, 7)).unwrap();
        memory.keep(&keychain, &seen(1, 6)).unwrap();
        assert_eq!(memory.in_keychain(&keychain), Ok(Some(seen(1, 7))));
        assert!(keychain.entries().values().all(|entry| entry.len() < 200), "Windows keeps little more than a kilobyte");
        let garbage = keychain.entries().into_keys().map(|account| (account, vec![7; 90])).collect();
        keychain.replace(garbage);
        assert_eq!(memory.in_keychain(&keychain), Ok(None));
        keychain.fail(Some(KeychainFault::Locked));
        assert_eq!(memory.keep(&keychain, &seen(1, 8)), Err(KeychainFault::Locked));
    }
}
