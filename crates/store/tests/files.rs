//! Files beside the database: sealed, whole or told to be not, and clean after a crash.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use shounuo_store::files::{CHUNK, FileFault, FileKey, FileName, Files, ORPHANS_KEPT, Swept};
use shounuo_store::sha256_hex;
use tempfile::TempDir;

struct Room {
    shop: TempDir,
    files: Files,
    key: FileKey,
}

impl Room {
    fn new() -> Room {
        let shop = tempfile::tempdir().unwrap();
        Room { files: Files::of(shop.path()), shop, key: FileKey::generate().unwrap() }
    }

    fn folder(&self) -> PathBuf {
        self.shop.path().join("files")
    }

    fn path(&self, name: &FileName) -> PathBuf {
        self.folder().join(name.as_str())
    }

    fn put(&self, content: &[u8]) -> FileName {
        self.files.put(&self.key, content).unwrap()
    }

    /// The whole content, every chunk of it opened.
    fn read(&self, name: &FileName) -> Result<Vec<u8>, FileFault> {
        let mut file = self.files.open(name, &self.key)?;
        let content = file.read(0, usize::MAX)?;
        assert_eq!(file.sha256()?, sha256_hex(&content));
        assert_eq!(file.len(), content.len() as u64);
        Ok(content)
    }

    fn sweep(&self, named: &[&FileName], now: SystemTime) -> Swept {
        let named: BTreeSet<FileName> = named.iter().map(|name| (*name).clone()).collect();
        self.files.sweep(&named, now).unwrap()
    }

    fn names(&self) -> BTreeSet<String> {
        names(&self.folder())
    }
}

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn content(len: usize) -> Vec<u8> {
    (0..len).map(|at| (at * 31 % 251) as u8).collect()
}

#[test]
fn every_length_around_the_chunks_comes_back() {
    let room = Room::new();
    for len in [0, 1, 15, 16, 17, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7, 40 * CHUNK] {
        let name = room.put(&content(len));
        assert_eq!(room.read(&name).unwrap(), content(len), "{len}");
        assert_eq!(room.files.open(&name, &room.key).unwrap().is_empty(), len == 0);
    }
}

#[test]
fn any_part_is_read_without_the_rest() {
    let room = Room::new();
    let all = content(3 * CHUNK + 100);
    let mut file = room.files.open(&room.put(&all), &room.key).unwrap();
    for (from, most) in [(0, 1), (CHUNK - 1, 2), (CHUNK, CHUNK), (10, 3 * CHUNK), (3 * CHUNK + 99, 500), (all.len(), 1), (usize::MAX, 9)] {
        let end = all.len().min(from.saturating_add(most));
        assert_eq!(file.read(from as u64, most).unwrap(), all[from.min(end)..end], "{from} {most}");
    }
}

#[test]
fn nothing_of_content_or_key_stands_in_file_or_name() {
    let room = Room::new();
    let words = "张三的身份证".repeat(20);
    let (one, other) = (room.put(words.as_bytes()), room.put(words.as_bytes()));
    assert_ne!(one, other);
    let (first, second) = (fs::read(room.path(&one)).unwrap(), fs::read(room.path(&other)).unwrap());
    assert_ne!(first, second, "the same content twice does not show");
    assert!(!first.windows(9).any(|window| window == "张三的".as_bytes()));
    #[cfg(unix)]
    for path in [room.folder(), room.path(&one)] {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o077, 0, "only the owner reads it");
    }
}

#[test]
fn every_flipped_bit_is_found() {
    let room = Room::new();
    let name = room.put(&content(200));
    let good = fs::read(room.path(&name)).unwrap();
    for bit in 0..good.len() * 8 {
        let mut bad = good.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        fs::write(room.path(&name), bad).unwrap();
        assert_eq!(room.read(&name), Err(FileFault::Altered), "bit {bit}");
    }
    fs::write(room.path(&name), good).unwrap();
    assert_eq!(room.read(&name).unwrap(), content(200));
}

#[test]
fn a_file_cut_lengthened_or_with_chunks_moved_is_found() {
    let room = Room::new();
    let name = room.put(&content(3 * CHUNK));
    let good = fs::read(room.path(&name)).unwrap();
    let (head, chunks) = good.split_at(good.len() - 3 * (CHUNK + 16));
    let chunk = |at: usize| &chunks[at * (CHUNK + 16)..(at + 1) * (CHUNK + 16)];
    let cuts = (0..=head.len() + 20)
        .chain([good.len() - 1, good.len() - CHUNK - 16, good.len() - 2 * (CHUNK + 16)])
        .map(|cut| good[..cut].to_vec());
    let moved = [
        [head, chunk(1), chunk(0), chunk(2)].concat(),
        [head, chunk(0), chunk(2), chunk(1)].concat(),
        [head, chunk(0), chunk(0), chunk(2)].concat(),
        [head, chunk(1), chunk(2)].concat(),
        [head, chunk(2)].concat(),
        [head, chunk(0), chunk(1), chunk(2), chunk(2)].concat(),
        [&good[..], &[0]].concat(),
        [&good[..], &[0; 40]].concat(),
    ];
    for (at, bad) in cuts.chain(moved).enumerate() {
        fs::write(room.path(&name), bad).unwrap();
        assert_eq!(room.read(&name), Err(FileFault::Altered), "damage {at}");
    }
}

#[test]
fn another_files_bytes_and_another_files_key_do_not_open() {
    let room = Room::new();
    let (one, other) = (room.put(b"one"), room.put(b"other"));
    fs::copy(room.path(&one), room.path(&other)).unwrap();
    assert_eq!(room.read(&other), Err(FileFault::Altered), "the same key, another name");
    let stranger = FileKey::generate().unwrap();
    assert_eq!(room.files.open(&one, &stranger).unwrap().read(0, 3), Err(FileFault::Altered));
    fs::remove_file(room.path(&one)).unwrap();
    assert_eq!(room.read(&one), Err(FileFault::Missing));
    assert!(!room.files.has(&one) && room.files.has(&other));
}

#[test]
fn damage_in_one_chunk_leaves_the_others_readable() {
    let room = Room::new();
    let name = room.put(&content(3 * CHUNK));
    let mut bytes = fs::read(room.path(&name)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(room.path(&name), bytes).unwrap();
    let mut file = room.files.open(&name, &room.key).unwrap();
    assert_eq!(file.read(0, CHUNK).unwrap(), content(3 * CHUNK)[..CHUNK]);
    assert_eq!(file.read(CHUNK as u64, 1), Err(FileFault::Altered));
    assert_eq!(file.sha256(), Err(FileFault::Altered));
}

#[test]
fn a_folder_that_is_none_is_a_fault_and_no_panic() {
    let room = Room::new();
    fs::write(room.folder(), b"in the way").unwrap();
    assert!(matches!(room.files.put(&room.key, b"x"), Err(FileFault::Disk(_))));
    assert_eq!(fs::read(room.folder()).unwrap(), b"in the way");
}

#[test]
fn a_copy_that_ends_early_is_refused() {
    let (room, other) = (Room::new(), Room::new());
    let name = room.put(&content(100));
    let sealed = fs::read(room.path(&name)).unwrap();
    other.files.adopt(&name, &mut sealed.as_slice(), sealed.len() as u64).unwrap();
    assert_eq!(other.files.open(&name, &room.key).unwrap().read(0, 100).unwrap(), content(100));
    assert_eq!(other.files.adopt(&name, &mut sealed.as_slice(), sealed.len() as u64 + 1), Err(FileFault::Altered));
}

/// Every state in which a crash can leave the folder: nothing, any part of the temporary file, the renamed file.
#[test]
fn whatever_a_crash_left_is_swept_and_named_files_stay() {
    let made = Room::new();
    let orphan = made.put(&content(1000));
    let whole = fs::read(made.path(&orphan)).unwrap();
    for cut in (0..=whole.len()).step_by(97).chain([whole.len()]) {
        let room = Room::new();
        let named = room.put(b"named");
        fs::write(room.folder().join(format!(".{}.tmp", orphan.as_str())), &whole[..cut]).unwrap();
        assert_eq!(room.sweep(&[&named], SystemTime::now()), Swept { unfinished: 1, ..Swept::default() });
        assert_eq!(room.names(), BTreeSet::from([named.as_str().to_owned()]));
        assert_eq!(room.read(&named).unwrap(), b"named");
    }
    let room = Room::new();
    let named = room.put(b"named");
    fs::write(room.path(&orphan), &whole).unwrap();
    assert_eq!(room.sweep(&[&named], SystemTime::now()), Swept { set_aside: 1, ..Swept::default() });
    assert!(!room.files.has(&orphan) && room.files.has(&named));
    assert_eq!(room.sweep(&[&named], SystemTime::now()), Swept::default(), "a second sweep finds nothing to do");
}

#[test]
fn what_lay_aside_comes_back_with_its_record_or_goes_after_a_month() {
    let room = Room::new();
    let (one, other) = (room.put(b"one"), room.put(b"other"));
    let now = SystemTime::now();
    assert_eq!(room.sweep(&[], now).set_aside, 2, "an older database was put back");
    assert_eq!(room.sweep(&[&one], now + Duration::from_secs(60)), Swept { brought_back: 1, ..Swept::default() });
    assert_eq!(room.read(&one).unwrap(), b"one");
    assert_eq!(room.sweep(&[&one], now + ORPHANS_KEPT), Swept::default());
    assert_eq!(room.sweep(&[&one], now + ORPHANS_KEPT + Duration::from_secs(1)), Swept { removed: 1, ..Swept::default() });
    assert_eq!(room.names(), BTreeSet::from([one.as_str().to_owned()]));
    assert!(!room.files.has(&other));
}

#[test]
fn files_of_others_are_left_alone_and_no_folder_is_made_by_looking() {
    let room = Room::new();
    assert_eq!(room.sweep(&[], SystemTime::now()), Swept::default());
    assert!(!room.folder().exists());
    room.put(b"x");
    let strangers = ["readme.txt", ".DS_Store", "desktop.ini", ".x.tmp", "0123.orphan"];
    for name in strangers {
        fs::write(room.folder().join(name), b"not ours").unwrap();
    }
    fs::create_dir(room.folder().join("sub")).unwrap();
    room.sweep(&[], SystemTime::now());
    assert!(strangers.iter().all(|name| room.names().contains(*name)) && room.names().contains("sub"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_damage_anywhere_is_found_or_leaves_the_content(len in 0_usize..200_000, at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 1..40)) {
        let room = Room::new();
        let name = room.put(&content(len));
        let mut bad = fs::read(room.path(&name)).unwrap();
        let from = at.index(bad.len());
        let end = bad.len().min(from + bytes.len());
        let same = bad[from..end] == bytes[..end - from];
        bad[from..end].copy_from_slice(&bytes[..end - from]);
        fs::write(room.path(&name), bad).unwrap();
        let read = room.read(&name);
        prop_assert_eq!(read.is_ok(), same);
        prop_assert!(same || read == Err(FileFault::Altered));
    }
}
