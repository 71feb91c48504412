//! A program killed while it changes the key slots: the old or the new ones open the shop, never none.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod vault_support;

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use shounuo_store::vault::{Argon2Cost, Keychain, KeychainFault, create, unlock_with_code, unlock_with_keychain};
use vault_support::identity;
use zeroize::Zeroizing;

const FOLDER: &str = "SHOUNUO_TEST_FOLDER";
const ROUNDS: u64 = 25;

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

#[test]
fn killed_at_any_moment_the_shop_still_opens_both_ways() {
    let root = tempfile::tempdir().unwrap();
    let (shop, keychain) = parts(root.path());
    fs::create_dir(&keychain.0).unwrap();
    let (vault, code) = create(&shop, identity(), Some(&keychain), Argon2Cost::FLOOR).unwrap();
    let key = vault.data_key().clone();
    drop(vault);
    let first = fs::read(shop.join("shounuo.keys")).unwrap();
    for round in 0..ROUNDS {
        repair_until_killed(root.path(), Duration::from_micros(round * 1_300));
        assert_eq!(*unlock_with_keychain(&shop, &keychain).unwrap().data_key(), key, "round {round}");
        assert_eq!(*unlock_with_code(&shop, &code).unwrap().data_key(), key, "round {round}");
    }
    assert_ne!(fs::read(shop.join("shounuo.keys")).unwrap(), first, "the child did change the slots");
}

fn repair_until_killed(root: &Path, after: Duration) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "child_repairs_for_ever", "--nocapture"]).env(FOLDER, root).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("ready")), "the child could not open the shop");
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn child_repairs_for_ever() {
    let Some(root) = std::env::var_os(FOLDER) else {
        return;
    };
    let (shop, keychain) = parts(Path::new(&root));
    let mut vault = unlock_with_keychain(&shop, &keychain).unwrap();
    println!("ready");
    loop {
        vault.repair_keychain_slot(&keychain).unwrap();
    }
}
