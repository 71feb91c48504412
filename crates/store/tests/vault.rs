//! A shop's folder from the outside: made, opened, damaged, held.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod vault_support;

use std::fs;

use shounuo_store::vault::{
    self, Argon2Cost, KeyFiles, Keychain, KeychainFault, MemoryKeychain, RecoveryCode, VaultFault, create, discard_unfinished_setup,
    unlock_with_code, unlock_with_keychain,
};
use vault_support::{Shop, identity, snapshot};

#[test]
fn a_shop_opens_with_keychain_and_with_code_and_gives_the_same_key() {
    let shop = Shop::new();
    let by_keychain = unlock_with_keychain(shop.dir(), &shop.keychain).unwrap();
    let key = by_keychain.data_key().clone();
    assert_eq!(by_keychain.identity(), identity());
    assert!(by_keychain.has_keychain_slot());
    assert_eq!(by_keychain.key_files(), KeyFiles::Whole);
    drop(by_keychain);
    assert_eq!(*unlock_with_code(shop.dir(), &shop.code).unwrap().data_key(), key);
}

#[test]
fn what_is_written_is_there_after_opening_again() {
    let shop = Shop::new();
    let vault = shop.unlock();
    vault.open_writer().unwrap().execute_batch("CREATE TABLE t(x) STRICT").unwrap_err();
    vault.open_writer().unwrap().execute_batch("CREATE TABLE t(x TEXT) STRICT; INSERT INTO t VALUES ('马')").unwrap();
    drop(vault);
    let vault = shop.unlock();
    let text: String = vault.open_reader().unwrap().query_row("SELECT x FROM t", [], |row| row.get(0)).unwrap();
    assert_eq!(text, "马");
}

#[test]
fn a_keychain_that_fails_is_told_before_any_file_is_made() {
    for fault in [KeychainFault::Missing, KeychainFault::Locked, KeychainFault::Other("test")] {
        let dir = tempfile::tempdir().unwrap();
        let keychain = MemoryKeychain::default();
        keychain.fail(Some(fault));
        let refused = create(dir.path(), identity(), Some(&keychain), Argon2Cost::FLOOR).unwrap_err();
        assert_eq!(refused, VaultFault::from(fault));
        assert!(refused.wants_recovery_code());
        let (vault, code) = create(dir.path(), identity(), None, Argon2Cost::FLOOR).unwrap();
        assert!(!vault.has_keychain_slot());
        drop(vault);
        assert_eq!(unlock_with_keychain(dir.path(), &keychain).unwrap_err(), VaultFault::KeychainNotUsed);
        unlock_with_code(dir.path(), &code).unwrap();
    }
}

/// Takes everything and keeps nothing, as a keychain in memory only would after a restart.
struct Forgetful;

impl Keychain for Forgetful {
    fn get(&self, _: &str) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>, KeychainFault> {
        Ok(None)
    }
    fn set(&self, _: &str, _: &[u8]) -> Result<(), KeychainFault> {
        Ok(())
    }
    fn delete(&self, _: &str) -> Result<(), KeychainFault> {
        Ok(())
    }
}

#[test]
fn a_keychain_that_does_not_keep_is_found_at_set_up() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(create(dir.path(), identity(), Some(&Forgetful), Argon2Cost::FLOOR).unwrap_err(), VaultFault::KeychainMismatch);
    assert_eq!(unlock_with_keychain(dir.path(), &Forgetful).unwrap_err(), VaultFault::NoShop);
}

#[test]
fn keychain_states_are_told_apart_and_change_nothing() {
    let shop = Shop::new();
    let before = snapshot(shop.dir());
    let good = shop.keychain.entries();
    for fault in [KeychainFault::Missing, KeychainFault::Locked, KeychainFault::Other("test")] {
        shop.keychain.fail(Some(fault));
        assert_eq!(unlock_with_keychain(shop.dir(), &shop.keychain).unwrap_err(), VaultFault::from(fault));
    }
    shop.keychain.fail(None);
    for garbage in [vec![], vec![0; 32], vec![7; 31], vec![7; 5000]] {
        let entries = good.keys().map(|account| (account.clone(), garbage.clone())).collect();
        shop.keychain.replace(entries);
        assert_eq!(unlock_with_keychain(shop.dir(), &shop.keychain).unwrap_err(), VaultFault::KeychainMismatch);
    }
    shop.keychain.replace(Default::default());
    assert_eq!(unlock_with_keychain(shop.dir(), &shop.keychain).unwrap_err(), VaultFault::KeychainNoEntry);
    assert!(shop.keychain.entries().is_empty(), "no key is made anew");
    assert_eq!(snapshot(shop.dir()), before);
}

#[test]
fn a_wrong_code_is_told_and_touches_nothing() {
    let shop = Shop::new();
    let before = snapshot(shop.dir());
    let other = RecoveryCode::generate().unwrap();
    assert_eq!(unlock_with_code(shop.dir(), &other).unwrap_err(), VaultFault::WrongCode);
    assert_eq!(snapshot(shop.dir()), before);
    let vault = shop.unlock();
    assert_eq!(vault.check_code(&other), Ok(false));
    assert_eq!(vault.check_code(&shop.code), Ok(true));
}

#[test]
fn a_lost_keychain_entry_is_repaired_after_the_code() {
    let shop = Shop::new();
    shop.keychain.replace(Default::default());
    let mut vault = shop.unlock();
    assert_eq!(vault.check_keychain(&shop.keychain), Err(VaultFault::KeychainNoEntry));
    vault.repair_keychain_slot(&shop.keychain).unwrap();
    vault.check_keychain(&shop.keychain).unwrap();
    drop(vault);
    unlock_with_keychain(shop.dir(), &shop.keychain).unwrap();
    shop.unlock();
}

#[test]
fn a_repair_replaces_the_entry_and_a_failed_one_leaves_the_old() {
    let shop = Shop::new();
    let old = shop.keychain.entries();
    let mut vault = shop.unlock();
    shop.keychain.fail(Some(KeychainFault::Locked));
    assert_eq!(vault.repair_keychain_slot(&shop.keychain), Err(VaultFault::KeychainLocked));
    shop.keychain.fail(None);
    vault.check_keychain(&shop.keychain).unwrap();
    assert_eq!(shop.keychain.entries(), old);
    vault.repair_keychain_slot(&shop.keychain).unwrap();
    let new = shop.keychain.entries();
    assert_eq!(new.len(), 1);
    assert_ne!(new, old);
}

#[test]
fn a_new_code_replaces_the_old_one_when_it_was_typed_back() {
    let shop = Shop::new();
    let mut vault = shop.unlock();
    let new = vault.change_code(Some(&shop.keychain), Argon2Cost::FLOOR).unwrap();
    drop(vault);
    // A crash now, before anybody saw the new code: the old sheet is the only one there is.
    let mut vault = shop.unlock();
    vault.settle_code().unwrap();
    drop(vault);
    assert_eq!(unlock_with_code(shop.dir(), &shop.code).unwrap_err(), VaultFault::WrongCode);
    unlock_with_code(shop.dir(), &new).unwrap();
    unlock_with_keychain(shop.dir(), &shop.keychain).unwrap();
}

#[test]
fn nothing_is_made_where_something_is() {
    let shop = Shop::new();
    for name in ["shounuo.db", "shounuo.keys", "shounuo.keys.2", "shounuo.db-wal"] {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(name), b"").unwrap();
        let before = snapshot(dir.path());
        assert_eq!(create(dir.path(), identity(), None, Argon2Cost::FLOOR).unwrap_err(), VaultFault::ShopExists, "{name}");
        assert_eq!(snapshot(dir.path()), before);
    }
    let before = snapshot(shop.dir());
    assert_eq!(create(shop.dir(), identity(), Some(&shop.keychain), Argon2Cost::FLOOR).unwrap_err(), VaultFault::ShopExists);
    assert_eq!(snapshot(shop.dir()), before);
    assert_eq!(shop.keychain.entries().len(), 1);
}

#[test]
fn missing_parts_are_told_and_never_made_anew() {
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(unlock_with_keychain(empty.path(), &MemoryKeychain::default()).unwrap_err(), VaultFault::NoShop);
    assert!(snapshot(empty.path()).is_empty(), "a folder without a shop is not touched");
    for (gone, expected) in
        [(&["shounuo.db"][..], VaultFault::DatabaseMissing), (&["shounuo.keys", "shounuo.keys.2"], VaultFault::KeysMissing)]
    {
        let shop = Shop::new();
        gone.iter().for_each(|name| fs::remove_file(shop.dir().join(name)).unwrap());
        let before = snapshot(shop.dir());
        assert_eq!(unlock_with_code(shop.dir(), &shop.code).unwrap_err(), expected);
        assert_eq!(unlock_with_keychain(shop.dir(), &shop.keychain).unwrap_err(), expected);
        assert_eq!(create(shop.dir(), identity(), None, Argon2Cost::FLOOR).unwrap_err(), VaultFault::ShopExists);
        assert_eq!(snapshot(shop.dir()), before);
    }
}

#[test]
fn an_unfinished_set_up_is_told_and_cleared_only_on_request() {
    let shop = Shop::new();
    assert_eq!(discard_unfinished_setup(shop.dir()), Err(VaultFault::ShopExists));
    fs::write(shop.dir().join("shounuo.setup"), b"").unwrap();
    let before = snapshot(shop.dir());
    assert_eq!(unlock_with_code(shop.dir(), &shop.code).unwrap_err(), VaultFault::SetupUnfinished);
    assert_eq!(create(shop.dir(), identity(), None, Argon2Cost::FLOOR).unwrap_err(), VaultFault::SetupUnfinished);
    assert_eq!(snapshot(shop.dir()), before);
    discard_unfinished_setup(shop.dir()).unwrap();
    create(shop.dir(), identity(), None, Argon2Cost::FLOOR).unwrap();
}

#[test]
fn one_program_holds_the_shop_and_lets_it_go() {
    let shop = Shop::new();
    let first = shop.unlock();
    assert_eq!(unlock_with_code(shop.dir(), &shop.code).unwrap_err(), VaultFault::InUse);
    assert_eq!(create(shop.dir(), identity(), None, Argon2Cost::FLOOR).unwrap_err(), VaultFault::InUse);
    drop(first);
    shop.unlock();
}

#[test]
fn many_at_once_make_one_shop() {
    let dir = tempfile::tempdir().unwrap();
    let made = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..8).map(|_| scope.spawn(|| create(dir.path(), identity(), None, Argon2Cost::FLOOR).map(|_| ()))).collect();
        tries.into_iter().map(|one| one.join().unwrap()).filter(Result::is_ok).count()
    });
    assert_eq!(made, 1);
}

#[test]
fn costs_out_of_bounds_make_no_shop() {
    let dir = tempfile::tempdir().unwrap();
    let cost = Argon2Cost { passes: 1, ..Argon2Cost::FLOOR };
    assert_eq!(create(dir.path(), identity(), None, cost).unwrap_err(), VaultFault::KdfOutOfBounds);
    assert!(snapshot(dir.path()).is_empty());
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, b"").unwrap();
    let fault = create(&file.join("shop"), identity(), None, Argon2Cost::FLOOR).unwrap_err();
    assert_eq!(fault.code(), "io");
    assert!(!fault.to_string().contains("shop"), "no path in the words");
}

#[test]
fn the_key_file_in_a_backup_is_the_one_on_disk() {
    let shop = Shop::new();
    let vault = shop.unlock();
    assert_eq!(vault.key_file_bytes().unwrap(), fs::read(shop.dir().join("shounuo.keys")).unwrap());
    assert_ne!(*vault.data_key().derive("subject"), *vault.data_key().derive("drafts"));
    assert!(!format!("{vault:?}").contains(&format!("{:?}", &vault.data_key().derive("x")[..4])));
    let _: &vault::DataKey = vault.data_key();
}

#[test]
fn a_database_of_another_program_is_refused() {
    let shop = Shop::new();
    let vault = shop.unlock();
    vault.open_writer().unwrap().execute_batch("PRAGMA application_id = 7").unwrap();
    assert_eq!(vault.open_writer().unwrap_err(), VaultFault::DatabaseForeign);
    assert_eq!(vault.open_reader().unwrap_err(), VaultFault::DatabaseForeign);
}
