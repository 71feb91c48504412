//! A shop in a temporary folder, and what a folder holds byte for byte.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use shounuo_store::vault::{Argon2Cost, MemoryKeychain, RecoveryCode, ShopIdentity, Vault, create, unlock_with_code};
use uuid::Uuid;

pub struct Shop {
    folder: tempfile::TempDir,
    pub keychain: MemoryKeychain,
    pub code: RecoveryCode,
}

impl Shop {
    /// Made with a keychain and the cheapest allowed key stretching, then closed.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let keychain = MemoryKeychain::default();
        let (_, code) = create(folder.path(), identity(), Some(&keychain), Argon2Cost::FLOOR).unwrap();
        Self { folder, keychain, code }
    }

    pub fn dir(&self) -> &Path {
        self.folder.path()
    }

    pub fn unlock(&self) -> Vault {
        unlock_with_code(self.dir(), &self.code).unwrap()
    }

    /// Changes one file with a function from bytes to bytes.
    pub fn patch(&self, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
        let path = self.dir().join(name);
        let mut bytes = fs::read(&path).unwrap();
        change(&mut bytes);
        fs::write(path, bytes).unwrap();
    }
}

pub fn identity() -> ShopIdentity {
    ShopIdentity { shop_id: Uuid::from_u128(0x0190), device_id: Uuid::from_u128(0x0191) }
}

/// Name, bytes and time of the last change of every file. The lock file is left out of an empty folder's picture only
/// by not being there.
pub fn snapshot(dir: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let entries = fs::read_dir(dir).unwrap().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_name() != "shounuo.lock")
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, (fs::read(entry.path()).unwrap(), entry.metadata().unwrap().modified().unwrap()))
        })
        .collect()
}
