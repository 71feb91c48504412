//! After a crash: what a log cut off, deleted or copied half way leaves; and a backup made and brought back.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod vault_support;

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use shounuo_store::vault::{
    DataKey, Integrity, RecoveryCode, Soundness, VaultFault, copy_database, integrity, open_database, open_key_file, restore,
    unlock_with_code, unlock_with_keychain,
};
use vault_support::{Shop, snapshot};

const COMMITS: i64 = 20;

/// Twenty commits, still in the log, as a copy of the folder taken while the program runs.
fn crashed() -> (Shop, tempfile::TempDir, DataKey) {
    let shop = Shop::new();
    let vault = shop.unlock();
    let conn = vault.open_writer().unwrap();
    conn.execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, x TEXT) STRICT").unwrap();
    for id in 1..=COMMITS {
        conn.execute("INSERT INTO t VALUES (?1, printf('%0500d', ?1))", [id]).unwrap();
    }
    let copy = tempfile::tempdir().unwrap();
    copy_folder(shop.dir(), copy.path());
    let key = vault.data_key().clone();
    drop((conn, vault));
    (shop, copy, key)
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

/// The ids that are there; nothing but a run from 1 without gaps is a state that once was committed.
fn rows(conn: &Connection) -> i64 {
    if !conn.table_exists(None, "t").unwrap() {
        return 0;
    }
    let (count, last): (i64, i64) =
        conn.query_row("SELECT count(*), coalesce(max(id), 0) FROM t", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(count, last);
    count
}

#[test]
fn a_crash_loses_no_commit() {
    let (shop, copy, _) = crashed();
    let vault = unlock_with_code(copy.path(), &shop.code).unwrap();
    let conn = vault.open_writer().unwrap();
    assert_eq!(rows(&conn), COMMITS);
    assert_eq!(integrity(&conn).unwrap().soundness(), Soundness::Sound);
}

#[test]
fn a_log_cut_anywhere_gives_a_state_that_was_committed() {
    let (_, copy, key) = crashed();
    let log = fs::read(copy.path().join("shounuo.db-wal")).unwrap();
    let mut seen = Vec::new();
    for cut in (0..log.len()).step_by(3001) {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(copy.path(), folder.path());
        fs::write(folder.path().join("shounuo.db-wal"), &log[..cut]).unwrap();
        let conn = open_database(folder.path(), &key).unwrap();
        seen.push(rows(&conn));
        assert_eq!(integrity(&conn).unwrap().soundness(), Soundness::Sound, "cut at {cut}");
    }
    assert!(seen.is_sorted() && seen.first() == Some(&0) && seen.last() > Some(&10), "{seen:?}");
}

#[test]
fn a_flipped_bit_in_the_log_ends_it_there() {
    let (_, copy, key) = crashed();
    let log = copy.path().join("shounuo.db-wal");
    let mut bytes = fs::read(&log).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&log, bytes).unwrap();
    let conn = open_database(copy.path(), &key).unwrap();
    assert!((1..COMMITS).contains(&rows(&conn)));
    assert_eq!(integrity(&conn).unwrap().soundness(), Soundness::Sound);
}

/// A crash while the log was being moved into the file: a page there is half old and half new, and whole in the log.
#[test]
fn a_page_torn_on_its_way_from_the_log_is_no_damage() {
    let (shop, copy, _) = crashed();
    let file = copy.path().join("shounuo.db");
    let mut bytes = fs::read(&file).unwrap();
    bytes[3000..3600].fill(7);
    fs::write(&file, bytes).unwrap();
    let vault = unlock_with_code(copy.path(), &shop.code).unwrap();
    assert_eq!(vault.integrity().unwrap(), Integrity::default());
    assert_eq!(rows(&vault.open_reader().unwrap()), COMMITS);
}

/// The salt of the encryption stands in the first bytes; a disk that loses that sector on the way from the log loses no shop.
#[test]
fn a_file_without_its_first_sector_opens_out_of_its_log() {
    let (shop, copy, _) = crashed();
    let file = copy.path().join("shounuo.db");
    let mut bytes = fs::read(&file).unwrap();
    bytes[..512].fill(7);
    fs::write(&file, bytes).unwrap();
    let vault = unlock_with_code(copy.path(), &shop.code).unwrap();
    assert_eq!(rows(&vault.open_writer().unwrap()), COMMITS);
    assert_eq!(vault.integrity().unwrap(), Integrity::default());
}

#[test]
fn first_bytes_lost_later_are_found_and_lose_nothing() {
    let (shop, copy, _) = crashed();
    let vault = unlock_with_code(copy.path(), &shop.code).unwrap();
    vault.open_writer().unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let file = copy.path().join("shounuo.db");
    let mut bytes = fs::read(&file).unwrap();
    bytes[3] ^= 1;
    fs::write(&file, bytes).unwrap();
    assert_eq!(rows(&vault.open_writer().unwrap()), COMMITS);
    assert_eq!(vault.integrity().unwrap().altered_pages, [1]);
}

#[test]
fn a_deleted_log_leaves_the_last_checkpoint() {
    let (_, copy, key) = crashed();
    fs::remove_file(copy.path().join("shounuo.db-wal")).unwrap();
    let conn = open_database(copy.path(), &key).unwrap();
    assert_eq!(rows(&conn), 0);
    assert_eq!(integrity(&conn).unwrap().soundness(), Soundness::Sound);
}

/// A backup as a program would make it: the key file, and a copy of the database.
fn backed_up() -> (Shop, Vec<u8>, tempfile::TempDir) {
    let shop = Shop::new();
    let vault = shop.unlock();
    let (writer, reader) = (vault.open_writer().unwrap(), vault.open_reader().unwrap());
    writer.execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, x TEXT) STRICT; INSERT INTO t VALUES (1, 'kept')").unwrap();
    let folder = tempfile::tempdir().unwrap();
    copy_database(&reader, vault.data_key(), &folder.path().join("copy")).unwrap();
    let key_file = vault.key_file_bytes().unwrap();
    (shop, key_file, folder)
}

fn put(from: &Path) -> impl FnOnce(&Path, &DataKey) -> Result<(), VaultFault> {
    let from = from.join("copy");
    move |to, _| Ok(fs::copy(from, to).map(|_| ())?)
}

#[test]
fn a_copy_is_one_whole_encrypted_file_and_never_overwrites() {
    let (shop, _, folder) = backed_up();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no log beside it");
    let bytes = fs::read(folder.path().join("copy")).unwrap();
    assert!(!bytes.windows(4).any(|window| window == b"kept") && !bytes.starts_with(b"SQLite"));
    let vault = shop.unlock();
    let again = copy_database(&vault.open_reader().unwrap(), vault.data_key(), &folder.path().join("copy"));
    assert_eq!(again, Err(VaultFault::ShopExists));
}

#[test]
fn a_backup_comes_back_with_the_code_alone() {
    let (shop, key_file, backup) = backed_up();
    let (identity, key) = open_key_file(&key_file, &shop.code).unwrap();
    assert_eq!(identity, vault_support::identity());
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("restored");
    let mut vault = restore(&dir, &key_file, key, put(backup.path())).unwrap();
    assert_eq!(rows(&vault.open_writer().unwrap()), 1);
    assert!(!vault.has_keychain_slot());
    vault.repair_keychain_slot(&shop.keychain).unwrap();
    drop(vault);
    unlock_with_keychain(&dir, &shop.keychain).unwrap();
    unlock_with_code(&dir, &shop.code).unwrap();
    unlock_with_keychain(shop.dir(), &shop.keychain).unwrap();
}

#[test]
fn a_backup_that_does_not_fit_leaves_nothing() {
    let (shop, key_file, backup) = backed_up();
    let other = Shop::new();
    assert_eq!(open_key_file(&key_file, &RecoveryCode::generate().unwrap()).unwrap_err(), VaultFault::WrongCode);
    assert_eq!(open_key_file(&key_file[1..], &shop.code).unwrap_err(), VaultFault::KeysDamaged);
    let other_key = other.unlock().data_key().clone();
    let key = shop.unlock().data_key().clone();
    let folder = tempfile::tempdir().unwrap();
    let left = || fs::read_dir(folder.path()).unwrap().filter(|e| e.as_ref().unwrap().file_name() != "shounuo.lock").count();
    assert_eq!(restore(folder.path(), &key_file, other_key, put(backup.path())).unwrap_err(), VaultFault::KeysDamaged);
    let foreign = |to: &Path, _: &DataKey| Ok::<_, VaultFault>(fs::copy(other.dir().join("shounuo.db"), to).map(|_| ())?);
    assert_eq!(restore(folder.path(), &key_file, key.clone(), foreign).unwrap_err(), VaultFault::DatabaseDamaged);
    assert_eq!(restore(folder.path(), &key_file, key.clone(), |_, _| Err(VaultFault::DiskFull)).unwrap_err(), VaultFault::DiskFull);
    assert_eq!(restore(folder.path(), &key_file, key.clone(), |_, _| Ok::<_, VaultFault>(())).unwrap_err(), VaultFault::DatabaseMissing);
    assert_eq!(left(), 0);
    let before = snapshot(shop.dir());
    assert_eq!(restore(shop.dir(), &key_file, key, put(backup.path())).unwrap_err(), VaultFault::ShopExists);
    assert_eq!(snapshot(shop.dir()), before);
}

/// What a backup tool that knows nothing of databases does: it copies file after file while the shop is written.
#[test]
fn a_copy_of_the_living_folder_opens_as_it_once_was_or_says_that_it_is_damaged() {
    let shop = Shop::new();
    let vault = shop.unlock();
    let key = vault.data_key().clone();
    let conn = vault.open_writer().unwrap();
    conn.execute_batch("CREATE TABLE t(id INTEGER PRIMARY KEY, x TEXT) STRICT; PRAGMA wal_autocheckpoint = 8").unwrap();
    let (mut sound, mut told) = (0, 0);
    let done = &std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writer = scope.spawn(move || {
            let mut id = 0;
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                id += 1;
                conn.execute("INSERT INTO t VALUES (?1, printf('%0900d', ?1))", [id]).unwrap();
            }
            id
        });
        for _ in 0..40 {
            let copy = tempfile::tempdir().unwrap();
            copy_folder(shop.dir(), copy.path());
            match open_database(copy.path(), &key).and_then(|conn| integrity(&conn).map(|found| (found.soundness(), conn))) {
                Ok((Soundness::Sound, conn)) => {
                    rows(&conn);
                    sound += 1;
                }
                Ok(_) | Err(VaultFault::DatabaseDamaged) => told += 1,
                Err(other) => panic!("{other:?}"),
            }
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(writer.join().unwrap() > 40, "the shop was written meanwhile");
    });
    assert_eq!(sound + told, 40);
    println!("copies of a living folder: {sound} sound, {told} said to be damaged");
}
