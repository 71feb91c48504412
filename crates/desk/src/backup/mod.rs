//! A backup: one file that the printed recovery code opens on any computer. Making one ends only after the file was
//! restored cold, into a folder of its own, and found to hold the same record.
//!
//! The shop is told apart from the file in three steps: what lies in the file ([`format`]), what a restored folder holds
//! ([`inspect`]), and whether that is what the shop held when the copy was taken.

mod format;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Serialize;
use shounuo_store::Tx;
use shounuo_store::files::{FileFault, FileName, Files};
use shounuo_store::vault::{self, DataKey, RecoveryCode, VaultFault, copy_database, open_key_file};
use tempfile::{Builder, NamedTempFile, TempDir};

pub use format::{ChainEnd, FileEntry, Manifest};

use crate::capabilities::attachment::named_files;
use crate::kernel::Refusal;
use crate::kernel::verify::{Verification, verify};
use crate::workbench::OpenShop;
use format::{Reader, digest_of, write_header};

/// What a cold restore of a backup found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// What the backup says of itself.
    pub manifest: Manifest,
    /// What the restored record says when it is checked from the beginning.
    pub verification: Verification,
    /// The restored chains end where the manifest says.
    pub same_heads: bool,
}

impl Restored {
    /// The record is whole, is the one that was backed up, and every attachment's file is there and whole.
    #[must_use]
    pub fn sound(&self) -> bool {
        self.same_heads && self.verification.sound()
    }

    /// The record is whole and is the one that was backed up. The files that came with it are, by their sums, those of the
    /// shop: one that is missing or altered was so there, and is no reason to give up the rest.
    #[must_use]
    pub fn record_sound(&self) -> bool {
        self.same_heads && self.verification.record_sound()
    }

    /// Every finding in a sentence.
    #[must_use]
    pub fn findings(&self) -> Vec<String> {
        let mut all = self.verification.findings();
        if !self.same_heads {
            all.push("恢复出的台账与备份时记下的末尾不一致".into());
        }
        all
    }
}

/// Backs the shop up to the new file `to`, restores it cold and compares. On any failure there is no file at `to`.
///
/// # Errors
/// `file_exists`, `backup_differs` when the restored copy is not the same or not sound, and what disk and vault say.
pub fn make(shop: &OpenShop, to: &Path, now: Timestamp) -> Result<Restored, Refusal> {
    if fs::symlink_metadata(to).is_ok() {
        return Err(exists());
    }
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let room = room_in(folder)?;
    let mut file = NamedTempFile::new_in(folder).map_err(io)?;
    let key = write(shop, room.path(), file.as_file_mut(), now)?;
    let restored = unpack(file.path(), &room.path().join("cold"), |_| Ok(key))?;
    if !restored.record_sound() {
        let why = restored.findings().join("；");
        return Err(Refusal::new("backup_differs", format!("备份恢复后与店铺不符，备份没有完成：{why}。请先核验台账")));
    }
    file.persist_noclobber(to)
        .map_err(|failed| if failed.error.kind() == std::io::ErrorKind::AlreadyExists { exists() } else { io(failed.error) })?;
    sync_folder(folder)?;
    Ok(restored)
}

/// Restores a backup into a folder of its own, checks it and throws it away.
///
/// # Errors
/// `bad_backup`, `wrong_code`, and what disk and vault say. A record that is not sound is no error.
pub fn check(file: &Path, code: &RecoveryCode) -> Result<Restored, Refusal> {
    let room = Builder::new().prefix(".shounuo-").tempdir().map_err(io)?;
    unpack(file, &room.path().join("cold"), |keys| open_with(keys, code))
}

/// Restores a backup into the new folder `dir`. A backup that is not sound leaves nothing behind.
///
/// # Errors
/// `shop_exists` when the folder is there and not empty, `backup_differs`, `bad_backup`, `wrong_code`, and what disk and
/// vault say.
pub fn restore(file: &Path, dir: &Path, code: &RecoveryCode) -> Result<Restored, Refusal> {
    require_new(dir)?;
    let parent = dir.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(io)?;
    let room = room_in(parent)?;
    let cold = room.path().join("shop");
    let restored = unpack(file, &cold, |keys| open_with(keys, code))?;
    if !restored.record_sound() {
        return Err(Refusal::new("backup_differs", format!("备份已损坏，没有恢复：{}。请换另一份备份", restored.findings().join("；"))));
    }
    // Empty, as was made sure of; some systems rename only onto nothing.
    let _ = fs::remove_dir(dir);
    fs::rename(&cold, dir).map_err(io)?;
    sync_folder(parent)?;
    Ok(restored)
}

/// Takes a copy and writes the file; gives the key that opens it.
fn write(shop: &OpenShop, room: &Path, out: &mut File, now: Timestamp) -> Result<DataKey, Refusal> {
    let copy = room.join("copy.db");
    // Held against writers while the copy is taken, so that the heads are those of the copy.
    let (heads, entries, named) = shop.store.write(|tx| {
        let heads = heads(tx)?;
        let entries = tx.count("SELECT count(*) FROM ledger_entry", &[])?;
        shop.with_vault(|vault| vault.open_reader().and_then(|reader| copy_database(&reader, vault.data_key(), &copy)))?;
        Ok::<_, Refusal>((heads, entries, named_files(tx)?))
    })?;
    let (keys, key) = shop.with_vault(|vault| Ok::<_, VaultFault>((vault.key_file_bytes()?, vault.data_key().clone())))?;
    let (database_len, database_sha256) = digest_of(File::open(&copy).map_err(io)?).map_err(io)?;
    let manifest = Manifest {
        made_at: now.to_string(),
        entries: u64::try_from(entries).unwrap_or(0),
        heads,
        keys_len: keys.len() as u64,
        database_len,
        database_sha256,
        files: entries_of(&shop.files, &named)?,
    };
    let mut out = BufWriter::new(out);
    write_header(&mut out, &manifest)?;
    out.write_all(&keys).map_err(io)?;
    std::io::copy(&mut File::open(&copy).map_err(io)?, &mut out).map_err(io)?;
    for name in manifest.files.iter().filter_map(|entry| FileName::parse(&entry.name)) {
        std::io::copy(&mut shop.files.sealed(&name)?, &mut out).map_err(io)?;
    }
    out.flush().map_err(io)?;
    out.get_ref().sync_all().map_err(io)?;
    fs::remove_file(&copy).map_err(io)?;
    Ok(key)
}

/// The files that are there, as they lie. A file never changes once it has its name, so the copy need not hold anybody up.
fn entries_of(files: &Files, named: &BTreeSet<FileName>) -> Result<Vec<FileEntry>, Refusal> {
    let mut entries = Vec::new();
    for name in named {
        match files.sealed(name) {
            Ok(file) => {
                let (len, sha256) = digest_of(file).map_err(io)?;
                entries.push(FileEntry { name: name.as_str().into(), len, sha256 });
            }
            Err(FileFault::Missing) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    Ok(entries)
}

/// Restores a file into the folder `dir`, which is made, and checks what is there.
fn unpack(file: &Path, dir: &Path, key_of: impl FnOnce(&[u8]) -> Result<DataKey, Refusal>) -> Result<Restored, Refusal> {
    let mut reader = Reader::open(BufReader::new(File::open(file).map_err(unreadable)?))?;
    let keys = reader.keys()?;
    let key = key_of(&keys)?;
    let manifest = reader.manifest.clone();
    let vault = vault::restore(dir, &keys, key, |path, _| reader.database_to(path))?;
    reader.files_to(&Files::of(dir))?;
    inspect(&OpenShop::open(vault, false)?, manifest)
}

fn inspect(shop: &OpenShop, manifest: Manifest) -> Result<Restored, Refusal> {
    let verification = verify(shop)?;
    let same_heads = shop.store.read(heads)? == manifest.heads && verification.entries == manifest.entries;
    Ok(Restored { manifest, verification, same_heads })
}

fn heads(tx: &Tx<'_>) -> Result<Vec<ChainEnd>, Refusal> {
    Ok(tx.ledger_heads()?.into_iter().map(ChainEnd::from).collect())
}

fn open_with(keys: &[u8], code: &RecoveryCode) -> Result<DataKey, Refusal> {
    Ok(open_key_file(keys, code).map(|(_, key)| key)?)
}

fn room_in(folder: &Path) -> Result<TempDir, Refusal> {
    Builder::new().prefix(".shounuo-").tempdir_in(folder).map_err(io)
}

fn require_new(dir: &Path) -> Result<(), Refusal> {
    let empty = match fs::read_dir(dir) {
        Ok(mut inside) => inside.next().is_none(),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    };
    if empty {
        Ok(())
    } else {
        Err(Refusal::new("shop_exists", "只能恢复到一个新文件夹，这里已经有内容，没有改动它；请另选一个"))
    }
}

fn exists() -> Refusal {
    Refusal::new("file_exists", "备份文件已经存在，没有改动它；请换一个文件名")
}

fn io(error: std::io::Error) -> Refusal {
    VaultFault::from(error).into()
}

fn unreadable(error: std::io::Error) -> Refusal {
    if error.kind() == std::io::ErrorKind::NotFound { Refusal::new("cannot_read", "没有这个备份文件") } else { io(error) }
}

/// Makes a new name outlive a power cut, where the system knows such a call.
fn sync_folder(folder: &Path) -> Result<(), Refusal> {
    if cfg!(unix) { File::open(PathBuf::from(folder)).and_then(|folder| folder.sync_all()).map_err(io) } else { Ok(()) }
}
