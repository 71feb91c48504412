//! A folder that cannot be written. Root may write anywhere, so under root the child gives up its rights first.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod vault_support;

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use shounuo_store::vault::{Argon2Cost, RecoveryCode, VaultFault, create, unlock_with_code};
use vault_support::{Shop, identity, snapshot};

const FOLDER: &str = "SHOUNUO_TEST_FOLDER";
const CODE: &str = "SHOUNUO_TEST_CODE";
const NOBODY: u32 = 65_534;

#[test]
fn a_read_only_folder_is_told_and_stays_as_it_is() {
    let shop = Shop::new();
    let folder = shop.dir().to_owned();
    let before = snapshot(&folder);
    allow(&folder, 0o555);
    let reachable = tempfile::tempdir().unwrap();
    let child = child(&folder, &shop.code, reachable.path()).output().unwrap();
    allow(&folder, 0o755);
    let out = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && out.contains("1 passed"), "{out}{}", String::from_utf8_lossy(&child.stderr));
    assert_eq!(snapshot(&folder), before);
}

#[test]
fn child_meets_a_read_only_folder() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let code = RecoveryCode::parse(&std::env::var(CODE).unwrap()).unwrap();
    let vault = unlock_with_code(&folder, &code).unwrap();
    assert_eq!(vault.open_writer().unwrap_err(), VaultFault::ReadOnly);
    drop(vault);
    assert_eq!(create(&folder.join("inside"), identity(), None, Argon2Cost::FLOOR).unwrap_err(), VaultFault::ReadOnly);
    let mut vault = unlock_with_code(&folder, &code).unwrap();
    assert_eq!(vault.rewrite_key_files(), Err(VaultFault::ReadOnly));
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// This program again, playing the child's test, from a place that anyone can reach.
fn child(folder: &Path, code: &RecoveryCode, reachable: &Path) -> Command {
    let me = std::env::current_exe().unwrap();
    let mut command = if folder.metadata().unwrap().uid() == 0 {
        allow(reachable, 0o755);
        let copy = reachable.join("child");
        fs::copy(me, &copy).unwrap();
        give_to_nobody(folder);
        let mut command = Command::new(copy);
        command.uid(NOBODY).gid(NOBODY).current_dir("/");
        command
    } else {
        Command::new(me)
    };
    command.args(["--exact", "child_meets_a_read_only_folder"]).env(FOLDER, folder).env(CODE, &*code.line());
    command
}

fn give_to_nobody(folder: &Path) {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.chain([folder.to_owned()]).for_each(|path| chown(path, Some(NOBODY), Some(NOBODY)).unwrap());
}
