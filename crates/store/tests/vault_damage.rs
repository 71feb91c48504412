//! Damaged files: found, told apart from a wrong key, and never mended without being asked.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod vault_support;

use std::fs;

use shounuo_store::migrate::{Migration, migrate};
use shounuo_store::vault::{KeyFiles, Soundness, VaultFault, integrity, open_database, unlock_with_code, unlock_with_keychain};
use vault_support::{Shop, snapshot};

const PAGE: usize = 4096;

#[test]
fn one_damaged_copy_of_the_key_file_is_passed_over_and_told() {
    for name in ["shounuo.keys", "shounuo.keys.2"] {
        let changes: [fn(&mut Vec<u8>); 5] = [
            |bytes| bytes.clear(),
            |bytes| bytes.truncate(bytes.len() / 2),
            |bytes| *bytes.last_mut().unwrap() ^= 1,
            |bytes| bytes[0] ^= 1,
            |bytes| bytes.resize(200_000, b'x'),
        ];
        for change in changes {
            let shop = Shop::new();
            shop.patch(name, change);
            let before = snapshot(shop.dir());
            assert_eq!(unlock_with_keychain(shop.dir(), &shop.keychain).unwrap().key_files(), KeyFiles::OneCopy);
            let mut vault = shop.unlock();
            assert_eq!(vault.key_files(), KeyFiles::OneCopy);
            assert_eq!(snapshot(shop.dir()), before, "nothing is repaired unasked");
            vault.rewrite_key_files().unwrap();
            drop(vault);
            assert_eq!(shop.unlock().key_files(), KeyFiles::Whole);
        }
    }
}

#[test]
fn a_missing_copy_is_passed_over_and_told() {
    for name in ["shounuo.keys", "shounuo.keys.2"] {
        let shop = Shop::new();
        fs::remove_file(shop.dir().join(name)).unwrap();
        assert_eq!(shop.unlock().key_files(), KeyFiles::OneCopy);
    }
}

#[test]
fn two_damaged_copies_are_not_called_a_wrong_code() {
    let shop = Shop::new();
    for name in ["shounuo.keys", "shounuo.keys.2"] {
        shop.patch(name, |bytes| *bytes.last_mut().unwrap() ^= 1);
    }
    let before = snapshot(shop.dir());
    assert_eq!(unlock_with_code(shop.dir(), &shop.code).unwrap_err(), VaultFault::KeysDamaged);
    assert_eq!(unlock_with_keychain(shop.dir(), &shop.keychain).unwrap_err(), VaultFault::KeysDamaged);
    assert_eq!(snapshot(shop.dir()), before);
}

#[test]
fn every_flipped_byte_of_both_key_files_is_damage() {
    let shop = Shop::new();
    let good = fs::read(shop.dir().join("shounuo.keys")).unwrap();
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0x10;
        for name in ["shounuo.keys", "shounuo.keys.2"] {
            fs::write(shop.dir().join(name), &bad).unwrap();
        }
        assert_eq!(unlock_with_keychain(shop.dir(), &shop.keychain).unwrap_err(), VaultFault::KeysDamaged, "byte {at}");
    }
}

#[test]
fn a_repair_cut_off_between_the_copies_opens_with_either_entry() {
    let shop = Shop::new();
    let (old_file, old_entries) = (fs::read(shop.dir().join("shounuo.keys.2")).unwrap(), shop.keychain.entries());
    shop.unlock().repair_keychain_slot(&shop.keychain).unwrap();
    let new_entries = shop.keychain.entries();
    // The moment after the first copy: the second is still the old one, and both entries are in the keychain.
    fs::write(shop.dir().join("shounuo.keys.2"), &old_file).unwrap();
    for entries in [&new_entries, &old_entries, &old_entries.clone().into_iter().chain(new_entries.clone()).collect()] {
        shop.keychain.replace(entries.clone());
        let vault = unlock_with_keychain(shop.dir(), &shop.keychain).unwrap();
        assert_eq!(vault.key_files(), KeyFiles::OneCopy);
    }
    shop.unlock();
    // The moment before: both files old, the new entry already there.
    fs::write(shop.dir().join("shounuo.keys"), &old_file).unwrap();
    shop.keychain.replace(old_entries.into_iter().chain(new_entries).collect());
    unlock_with_keychain(shop.dir(), &shop.keychain).unwrap();
}

#[test]
fn a_damaged_first_page_is_damage_because_the_key_is_known_to_be_right() {
    let changes: [fn(&mut Vec<u8>); 4] =
        [|bytes| bytes[100] ^= 1, |bytes| bytes[20] ^= 1, |bytes| bytes[..PAGE].fill(0), |bytes| bytes.clear()];
    for change in changes {
        let shop = Shop::new();
        shop.patch("shounuo.db", change);
        let before = snapshot(shop.dir());
        let vault = shop.unlock();
        assert_eq!(vault.open_writer().unwrap_err(), VaultFault::DatabaseDamaged);
        assert_eq!(vault.open_reader().unwrap_err(), VaultFault::DatabaseDamaged);
        drop(vault);
        assert_eq!(snapshot(shop.dir()), before);
    }
}

#[test]
fn another_shops_database_does_not_open() {
    let (shop, other) = (Shop::new(), Shop::new());
    fs::copy(other.dir().join("shounuo.db"), shop.dir().join("shounuo.db")).unwrap();
    assert_eq!(shop.unlock().open_writer().unwrap_err(), VaultFault::DatabaseDamaged);
}

#[test]
fn a_database_gone_after_unlocking_is_not_made_anew() {
    let shop = Shop::new();
    let vault = shop.unlock();
    fs::remove_file(shop.dir().join("shounuo.db")).unwrap();
    assert_eq!(vault.open_writer().unwrap_err(), VaultFault::DatabaseMissing);
    assert_eq!(open_database(shop.dir(), vault.data_key()).unwrap_err(), VaultFault::DatabaseMissing);
    assert!(!shop.dir().join("shounuo.db").exists());
}

/// A shop with a table of a few dozen pages, closed, so that everything is in the main file.
fn filled() -> Shop {
    let shop = Shop::new();
    let sql = "CREATE TABLE t(id INTEGER PRIMARY KEY, x TEXT) STRICT;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
        INSERT INTO t SELECT i, printf('%050d', i) FROM n;";
    shop.unlock().open_writer().unwrap().execute_batch(sql).unwrap();
    shop
}

#[test]
fn a_sound_database_is_called_sound() {
    let shop = filled();
    let vault = shop.unlock();
    let found = integrity(&vault.open_writer().unwrap()).unwrap();
    assert_eq!(found, Default::default());
    assert_eq!(found.soundness(), Soundness::Sound);
}

#[test]
fn an_altered_page_is_named() {
    let shop = filled();
    shop.patch("shounuo.db", |bytes| bytes[9 * PAGE + 77] ^= 4);
    let found = integrity(&shop.unlock().open_writer().unwrap()).unwrap();
    assert_eq!(found.altered_pages, [10]);
    assert_eq!(found.soundness(), Soundness::Damaged);
}

#[test]
fn swapped_and_zeroed_pages_are_named() {
    let shop = filled();
    shop.patch("shounuo.db", |bytes| {
        let (front, back) = bytes.split_at_mut(6 * PAGE);
        front[4 * PAGE..5 * PAGE].swap_with_slice(&mut back[..PAGE]);
        bytes[8 * PAGE..9 * PAGE].fill(0);
    });
    assert_eq!(integrity(&shop.unlock().open_writer().unwrap()).unwrap().altered_pages, [5, 7, 9]);
}

#[test]
fn an_altered_unused_page_is_suspect_not_damaged() {
    let shop = filled();
    shop.unlock().open_writer().unwrap().execute_batch("DELETE FROM t WHERE id > 100").unwrap();
    // Leaves of the free list are never read by the structure check; the last page is one of them.
    shop.patch("shounuo.db", |bytes| *bytes.last_mut().unwrap() ^= 1);
    let found = integrity(&shop.unlock().open_writer().unwrap()).unwrap();
    assert_eq!(found.altered_pages.len(), 1);
    assert_eq!(found.soundness(), Soundness::Suspect);
}

#[test]
fn broken_links_between_rows_are_told_apart() {
    let shop = Shop::new();
    let conn = shop.unlock().open_writer().unwrap();
    let sql = "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(p INTEGER REFERENCES p(id));
        PRAGMA foreign_keys = OFF; INSERT INTO c VALUES (5)";
    conn.execute_batch(sql).unwrap();
    let found = integrity(&conn).unwrap();
    assert_eq!((found.altered_pages.len(), found.structure.len(), found.broken_links.len()), (0, 0, 1));
    assert_eq!((found.broken_links[0].table.as_str(), found.broken_links[0].parent.as_str()), ("c", "p"));
}

#[test]
fn a_newer_database_is_left_byte_for_byte() {
    let one = Migration { number: 1, name: "0001_a", sql: "CREATE TABLE a(x)" };
    let two = Migration { number: 2, name: "0002_b", sql: "CREATE TABLE b(x)" };
    let nothing = |_: &_| Ok::<_, ()>(());
    let shop = Shop::new();
    migrate(&mut shop.unlock().open_writer().unwrap(), &[one, two], nothing).unwrap();
    let before = fs::read(shop.dir().join("shounuo.db")).unwrap();
    let refused = migrate(&mut shop.unlock().open_writer().unwrap(), &[one], nothing);
    assert_eq!(refused, Err(VaultFault::DatabaseNewer));
    assert_eq!(fs::read(shop.dir().join("shounuo.db")).unwrap(), before);
}
