//! Making a backup: a copy of one moment, sealed and signed, and proved by a cold restore before it has its name.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use shounuo_ledger::SigningKey;
use shounuo_store::files::{FileFault, FileName, Files};
use shounuo_store::migrate;
use shounuo_store::vault::{DataKey, VaultFault, is_elsewhere};
use tempfile::NamedTempFile;

use super::child;
use super::cold::Restored;
use super::content::{ChainEnd, FileEntry, Manifest, Summing, digest_of, pump};
use super::io;
use super::room::{parent_of, room_beside, sync_folder};
use super::sealed::{Head, begin};
use super::steps::{Steps, cancelled};
use crate::capabilities::attachment::named_files;
use crate::kernel::Refusal;
use crate::workbench::OpenShop;

/// How a backup is made.
pub struct How<'h> {
    /// The program that restores it cold in a process of its own; in this process when absent.
    pub program: Option<PathBuf>,
    /// Hears how far it is and may stop it.
    pub steps: &'h Steps<'h>,
}

/// Backs the shop up to the new file `to`, restores it cold and compares. On any failure there is no file at `to`. The shop
/// can be worked in meanwhile: the copy is of the moment at which it began.
///
/// # Errors
/// `file_exists`, `cancelled`, `backup_differs` when the restored copy is not the same or not sound, and what disk and vault say.
pub fn make(shop: &OpenShop, to: &Path, now: Timestamp, how: &How<'_>) -> Result<Restored, Refusal> {
    if fs::symlink_metadata(to).is_ok() {
        return Err(exists());
    }
    let room = room_beside(to)?;
    let mut file = NamedTempFile::new_in(room.path()).map_err(io)?;
    let key = write(shop, room.path(), file.as_file_mut(), now, how.steps)?;
    let len = file.as_file().metadata().map_err(io)?.len();
    how.steps.begin(60, 100, len * 2)?;
    let restored = child::prove(file.path(), &room.path().join("cold"), &key, how)?;
    if !restored.record_sound() {
        let why = restored.findings().join("；");
        return Err(Refusal::new("backup_differs", format!("备份恢复后与店铺不符，备份没有完成：{why}。请先核验台账")));
    }
    file.persist_noclobber(to)
        .map_err(|failed| if failed.error.kind() == std::io::ErrorKind::AlreadyExists { exists() } else { io(failed.error) })?;
    // A file under its name counts as a backup: without a folder that is surely on the disk there is none.
    sync_folder(parent_of(to)).inspect_err(|_| drop(fs::remove_file(to)))?;
    witness(shop, to, &restored, now);
    Ok(restored)
}

/// A backup knows where the chain ended. It counts as an anchor when it lies elsewhere than the shop: whoever rewrites the shop on
/// this disk can take away what lies on it too. Where that cannot be noted the backup stands all the same.
pub(super) fn witness(shop: &OpenShop, to: &Path, restored: &Restored, now: Timestamp) {
    if let Some(head) = &restored.manifest.signed_head
        && shop.with_vault(|vault| is_elsewhere(vault.dir(), to))
    {
        let name = to.file_name().unwrap_or_default().to_string_lossy();
        let _ = shop.note_anchor("backup", head, &name, now);
    }
}

/// Takes a copy and writes the file; gives the key that opens it.
fn write(shop: &OpenShop, room: &Path, out: &mut File, now: Timestamp, steps: &Steps<'_>) -> Result<DataKey, Refusal> {
    let copy = room.join("copy.db");
    let signer = shop.backup_key(now)?;
    let (keys, key) = shop.with_vault(|vault| Ok::<_, VaultFault>((vault.key_file_bytes()?, vault.data_key().clone())))?;
    steps.begin(0, 30, 0)?;
    let manifest = copied(shop, &copy, &key, now, steps)?;
    let files: u64 = manifest.files.iter().map(|entry| entry.len).sum();
    steps.begin(30, 60, manifest.database_len + files)?;
    let head = Head {
        shop: shop.shop_id(),
        device: shop.seat.device.clone(),
        epoch: shop.seat.epoch,
        schema: migrate::schema(),
        salt: String::new(),
        nonce: String::new(),
        signer: signer.public(),
        keys: String::from_utf8(keys).map_err(|_| VaultFault::KeysDamaged)?,
    };
    seal(shop, (&head.fresh()?, &manifest, &key, &signer), &copy, out, steps)?;
    fs::remove_file(&copy).map_err(io)?;
    Ok(key)
}

/// Head, stream and signature, wholly on the disk.
fn seal(
    shop: &OpenShop,
    (head, manifest, key, signer): (&Head, &Manifest, &DataKey, &SigningKey),
    copy: &Path,
    out: &mut File,
    steps: &Steps<'_>,
) -> Result<(), Refusal> {
    let summed = Summing { through: BufWriter::new(out), sum: Sha256::new() };
    let mut stream = begin(head, manifest, key, summed)?;
    pump(&mut File::open(copy).map_err(io)?, &mut stream, manifest.database_len, steps)?;
    for entry in &manifest.files {
        if let Some(name) = FileName::parse(&entry.name) {
            pump(&mut shop.files.sealed(&name)?, &mut stream, entry.len, steps)?;
        }
    }
    let Summing { mut through, sum } = stream.finish().map_err(io)?;
    through.write_all(&signer.sign_backup(&sum.finalize().into())).and_then(|()| through.flush()).map_err(io)?;
    through.get_ref().sync_all().map_err(io)
}

/// Copies the database as it is at one moment, and says what it held then. Nobody is held up: the copy and all figures come
/// out of one reading transaction, while writers go on.
fn copied(shop: &OpenShop, copy: &Path, key: &DataKey, now: Timestamp, steps: &Steps<'_>) -> Result<Manifest, Refusal> {
    let signed_head = shop.backup_head(now)?;
    let (mut manifest, named) = shop.store.read(|tx| {
        let heads = tx.ledger_heads()?.into_iter().map(ChainEnd::from).collect();
        let entries = u64::try_from(tx.count("SELECT count(*) FROM ledger_entry", &[])?).unwrap_or(0);
        let state = Some(tx.state_sum()?);
        if !tx.copy_to(key, copy, |percent| steps.share(percent))? {
            return Err(cancelled());
        }
        let nothing = (0, String::new());
        let (database_len, database_sha256) = nothing;
        let signed_head = Some(signed_head);
        let manifest = Manifest {
            made_at: now.to_string(),
            entries,
            heads,
            keys_len: 0,
            database_len,
            database_sha256,
            files: Vec::new(),
            state,
            signed_head,
        };
        Ok((manifest, named_files(tx)?))
    })?;
    (manifest.database_len, manifest.database_sha256) = digest_of(File::open(copy).map_err(io)?).map_err(io)?;
    manifest.files = entries_of(&shop.files, &named)?;
    Ok(manifest)
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

fn exists() -> Refusal {
    Refusal::new("file_exists", "备份文件已经存在，没有改动它；请换一个文件名")
}
