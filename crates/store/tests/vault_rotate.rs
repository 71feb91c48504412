//! A new data key, cut off at any moment: the old or the new one opens the shop, never none, and nothing of it is lost.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod vault_support;

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use shounuo_store::Store;
use shounuo_store::vault::{
    Argon2Cost, DataKey, KeyFiles, Keychain, KeychainFault, MemoryKeychain, RecoveryCode, Rotated, RotationStep, VaultFault, copy_database,
    create, open_reader, unlock_with_code, unlock_with_keychain,
};
use vault_support::identity;
use zeroize::Zeroizing;

const FOLDER: &str = "SHOUNUO_TEST_FOLDER";
const STEP: &str = "SHOUNUO_TEST_STEP";
const STEPS: [RotationStep; 6] = [
    RotationStep::Copied,
    RotationStep::Checked,
    RotationStep::FirstKeys,
    RotationStep::Swapped,
    RotationStep::BothKeys,
    RotationStep::Shredded,
];

/// One file per entry, so that a killed program's keychain lives on as a real one's does.
struct FolderKeychain(PathBuf);

impl FolderKeychain {
    fn path(&self, account: &str) -> PathBuf {
        self.0.join(account.replace('/', "_"))
    }
}

impl Keychain for FolderKeychain {
    fn get(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainFault> {
        match fs::read(self.path(account)) {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(_) => Err(KeychainFault::Other("test")),
        }
    }

    fn set(&self, account: &str, secret: &[u8]) -> Result<(), KeychainFault> {
        fs::write(self.path(account), secret).map_err(|_| KeychainFault::Other("test"))
    }

    fn delete(&self, account: &str) -> Result<(), KeychainFault> {
        fs::remove_file(self.path(account)).map_err(|_| KeychainFault::Other("test"))
    }
}

fn parts(root: &Path) -> (PathBuf, FolderKeychain) {
    (root.join("shop"), FolderKeychain(root.join("keychain")))
}

/// A shop of the current schema with something in every sort of place: rows, long values, the search.
fn made(shop: &Path, keychain: Option<&dyn Keychain>) -> RecoveryCode {
    let (vault, code) = create(shop, identity(), keychain, Argon2Cost::FLOOR).unwrap();
    let store = Store::open(&vault).unwrap();
    let findable = shounuo_store::search::Findable { texts: vec!["小天鹅滚筒洗衣机".into()], ..Default::default() };
    let written: Result<(), shounuo_store::StoreError> = store.write(|tx| {
        (0..300).try_for_each(|n| tx.set_local(&format!("name{n}"), &format!("值{n}").repeat(30).into()))?;
        tx.keep_blob("application/pdf", &vec![7; 50_000])?;
        tx.new_signing_seed(vault.data_key())?;
        tx.index_for_search("quality_case", "x", &findable)
    });
    written.unwrap();
    code
}

fn count(vault: &shounuo_store::vault::Vault) -> (i64, i64, bool) {
    let store = Store::open(vault).unwrap();
    let read: Result<_, shounuo_store::StoreError> = store.read(|tx| {
        let found = tx.find("滚筒", 5)?.len() == 1 && tx.signing_seed(vault.data_key())?.is_some();
        Ok((tx.count("SELECT count(*) FROM local", &[])?, tx.count("SELECT sum(length(bytes)) FROM blob", &[])?, found))
    });
    read.unwrap()
}

const WHOLE: (i64, i64, bool) = (301, 50_000, true);

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_new_key_opens_the_same_shop_and_the_old_one_opens_nothing() {
    let root = tempfile::tempdir().unwrap();
    let (shop, keychain) = (root.path().join("shop"), MemoryKeychain::default());
    let code = made(&shop, Some(&keychain));
    let (before, entries) = (names(&shop), keychain.entries());
    let mut vault = unlock_with_code(&shop, &code).unwrap();
    let old = vault.data_key().clone();
    let steps = std::cell::RefCell::new(Vec::new());
    vault.rotate_key(Some(&keychain), &|step| steps.borrow_mut().push(step)).unwrap();
    assert_eq!(*steps.borrow(), STEPS);
    assert_ne!(*vault.data_key(), old);
    assert_eq!(count(&vault), WHOLE);
    drop(vault);
    assert_eq!(names(&shop), before, "no scraps");
    assert!(keychain.entries().len() == 1 && keychain.entries() != entries);
    assert_eq!(open_reader(&shop, &old).unwrap_err(), VaultFault::DatabaseDamaged);
    let vault = unlock_with_keychain(&shop, &keychain).unwrap();
    assert_eq!((count(&vault), vault.key_files()), (WHOLE, KeyFiles::Whole));
    drop(vault);
    assert_eq!(count(&unlock_with_code(&shop, &code).unwrap()), WHOLE);
}

const COPY: &str = "shounuo-before-upgrade-3.db";

/// A copy from before an upgrade, under the key of now, as an opening of an older file leaves it.
fn copied(shop: &Path, code: &RecoveryCode) -> DataKey {
    let vault = unlock_with_code(shop, code).unwrap();
    copy_database(&vault.open_writer().unwrap(), vault.data_key(), &shop.join(COPY)).unwrap();
    vault.data_key().clone()
}

#[test]
fn copies_from_before_an_upgrade_go_with_the_key_that_opens_them() {
    let root = tempfile::tempdir().unwrap();
    let shop = root.path().join("shop");
    let code = made(&shop, None);
    let before = names(&shop);
    copied(&shop, &code);
    fs::hard_link(shop.join(COPY), root.path().join("same")).unwrap();
    fs::write(shop.join("shounuo-before-upgrade-notes.txt"), "not ours").unwrap();
    let mut vault = unlock_with_code(&shop, &code).unwrap();
    let rotated = vault.rotate_key(None, &|_| {}).unwrap();
    assert_eq!(rotated, Rotated { copies_removed: 1, copies_left: 0 });
    assert!(fs::read(root.path().join("same")).unwrap().iter().all(|byte| *byte == 0), "it is overwritten");
    fs::remove_file(shop.join("shounuo-before-upgrade-notes.txt")).unwrap();
    assert_eq!(count(&vault), WHOLE);
    assert_eq!(names(&shop), before);
    // One of the key of now stays where no change of the key is at work.
    drop(vault);
    copied(&shop, &code);
    let mut vault = unlock_with_code(&shop, &code).unwrap();
    fs::write(shop.join("shounuo.rotating"), "").unwrap();
    vault.finish_rotation().unwrap();
    assert_eq!(names(&shop).len(), before.len() + 1, "cut off before the swap: the copy is of the key that opens the shop");
    // One of a key that was given up long ago goes with the next change.
    fs::write(shop.join("shounuo-before-upgrade-2.db"), vec![7; 8192]).unwrap();
    assert_eq!(vault.rotate_key(None, &|_| {}).unwrap().copies_removed, 2);
    assert_eq!(count(&vault), WHOLE);
    drop(vault);
    assert_eq!(names(&shop), before);
}

/// A change of the key in a child that dies at each step in turn: what `before` gives is there at the change, `then` looks on once
/// everything opens again.
fn killed_at_each_step<T>(before: impl Fn(&Path, &RecoveryCode) -> T, then: impl Fn(RotationStep, &Path, &T)) {
    for (at, step) in STEPS.iter().enumerate() {
        let root = tempfile::tempdir().unwrap();
        let (shop, keychain) = parts(root.path());
        fs::create_dir(&keychain.0).unwrap();
        let code = made(&shop, Some(&keychain));
        let there = before(&shop, &code);
        assert!(!child(root.path(), &at.to_string()).status().unwrap().success(), "the child did not die at {step:?}");
        opens(&shop, &keychain, &code, &format!("{step:?}"));
        then(*step, &shop, &there);
    }
}

#[test]
fn killed_at_any_step_no_copy_of_a_given_up_key_stays() {
    killed_at_each_step(copied, |step, shop, key| {
        let changed = open_reader(shop, key).is_err();
        assert_eq!(shop.join(COPY).exists(), !changed, "{step:?}");
        assert_eq!(changed, step >= RotationStep::Swapped, "{step:?}");
    });
}

#[test]
fn what_cannot_be_changed_stays_as_it_is() {
    let root = tempfile::tempdir().unwrap();
    let (shop, keychain) = (root.path().join("shop"), MemoryKeychain::default());
    let code = made(&shop, Some(&keychain));
    let good = fs::read(shop.join("shounuo.keys")).unwrap();
    keychain.fail(Some(KeychainFault::Locked));
    let mut vault = unlock_with_code(&shop, &code).unwrap();
    assert_eq!(vault.rotate_key(Some(&keychain), &|_| {}), Err(VaultFault::KeychainLocked));
    drop(vault);
    keychain.fail(None);
    // A damaged file is not given a new key: that would set good seals under bad content.
    let mut bytes = fs::read(shop.join("shounuo.db")).unwrap();
    let at = bytes.len() - 100;
    bytes[at] ^= 1;
    fs::write(shop.join("shounuo.db"), &bytes).unwrap();
    let mut vault = unlock_with_code(&shop, &code).unwrap();
    assert_eq!(vault.rotate_key(Some(&keychain), &|_| {}), Err(VaultFault::DatabaseDamaged));
    drop(vault);
    assert_eq!(fs::read(shop.join("shounuo.db")).unwrap(), bytes);
    assert_eq!(fs::read(shop.join("shounuo.keys")).unwrap(), good);
    assert!(!names(&shop).iter().any(|name| name.contains("next") || name.contains("old")), "{:?}", names(&shop));
    unlock_with_keychain(&shop, &keychain).unwrap();
}

#[test]
fn killed_at_any_step_the_old_or_the_new_key_opens_everything() {
    killed_at_each_step(|_, _| (), |_, _, ()| ());
}

#[test]
fn killed_at_any_moment_the_old_or_the_new_key_opens_everything() {
    let root = tempfile::tempdir().unwrap();
    let (shop, keychain) = parts(root.path());
    fs::create_dir(&keychain.0).unwrap();
    let code = made(&shop, Some(&keychain));
    let first = fs::read(shop.join("shounuo.keys")).unwrap();
    for round in 0..15_u64 {
        let mut child = child(root.path(), "never").stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().contains("ready")), "the child could not open the shop");
        std::thread::sleep(Duration::from_millis(round * 23 + 1));
        child.kill().unwrap();
        child.wait().unwrap();
        opens(&shop, &keychain, &code, &format!("round {round}"));
    }
    assert_ne!(fs::read(shop.join("shounuo.keys")).unwrap(), first, "the child did change the key");
}

/// Killed between the second name and the swap, the old name is that of the living database: it must not be overwritten.
#[test]
fn a_second_name_of_the_living_database_is_only_taken_away() {
    let root = tempfile::tempdir().unwrap();
    let (shop, keychain) = parts(root.path());
    fs::create_dir(&keychain.0).unwrap();
    let code = made(&shop, Some(&keychain));
    fs::hard_link(shop.join("shounuo.db"), shop.join("shounuo.db.old")).unwrap();
    opens(&shop, &keychain, &code, "second name");
}

/// A swap that fails leaves a shop that opens, and the next change succeeds.
#[test]
fn a_change_that_fails_at_the_swap_can_be_made_again() {
    let root = tempfile::tempdir().unwrap();
    let (shop, keychain) = parts(root.path());
    fs::create_dir(&keychain.0).unwrap();
    let code = made(&shop, Some(&keychain));
    let mut vault = unlock_with_code(&shop, &code).unwrap();
    let spoil = |step| {
        if step == RotationStep::FirstKeys {
            fs::rename(shop.join("shounuo.db.next"), root.path().join("gone")).unwrap();
        }
    };
    vault.rotate_key(Some(&keychain), &spoil).unwrap_err();
    assert_eq!(count(&vault), WHOLE);
    vault.finish_rotation().unwrap();
    vault.rotate_key(Some(&keychain), &|_| {}).unwrap();
    assert_eq!(count(&vault), WHOLE);
    drop(vault);
    opens(&shop, &keychain, &code, "again");
}

fn opens(shop: &Path, keychain: &FolderKeychain, code: &RecoveryCode, when: &str) {
    assert_eq!(count(&unlock_with_code(shop, code).unwrap()), WHOLE, "{when}");
    let mut vault = unlock_with_keychain(shop, keychain).unwrap_or_else(|fault| panic!("{when}: {fault:?}"));
    assert_eq!(count(&vault), WHOLE, "{when}");
    vault.finish_rotation().unwrap();
    drop(vault);
    let vault = unlock_with_keychain(shop, keychain).unwrap();
    assert_eq!((count(&vault), vault.key_files()), (WHOLE, KeyFiles::Whole), "{when}");
    let scraps: Vec<String> = names(shop).into_iter().filter(|name| name.contains("next") || name.contains("old")).collect();
    assert!(scraps.is_empty(), "{when}: {scraps:?}");
}

fn child(root: &Path, step: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "child_changes_the_key", "--nocapture"])
        .env(FOLDER, root)
        .env(STEP, step)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[test]
fn child_changes_the_key() {
    let Some(root) = std::env::var_os(FOLDER) else {
        return;
    };
    let (shop, keychain) = parts(Path::new(&root));
    let die_at = std::env::var(STEP).unwrap().parse::<usize>().ok().map(|step| STEPS[step]);
    println!("ready");
    let mut vault = unlock_with_keychain(&shop, &keychain).unwrap();
    loop {
        vault
            .rotate_key(Some(&keychain), &|step| {
                if die_at == Some(step) {
                    std::process::abort();
                }
            })
            .unwrap();
    }
}
