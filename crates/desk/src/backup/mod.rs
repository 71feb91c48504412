//! A backup: one file that the printed recovery code opens on any computer. Making one ends only after the file was
//! restored cold, into a folder of its own and by a process of its own, and found to hold the same record.
//!
//! - what lies in the file: [`first`], then [`sealed`] (format 3, written now) or [`older`] (formats 1 and 2), both around
//!   [`content`];
//! - [`make`] writes one and has it proved by [`cold`];
//! - [`check`] and [`restore`] take one back; [`witness`] holds one against the shop as it is now.

mod anew;
mod book;
mod child;
mod cold;
mod content;
mod first;
mod keep;
mod make;
mod older;
mod prepare;
mod room;
mod run;
mod sealed;
mod steps;
mod swap;
mod witness;

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use jiff::Timestamp;
use shounuo_store::files::Files;
use shounuo_store::vault::{self, DataKey, RecoveryCode, Vault, VaultFault, open_key_file};

pub use anew::Known;
pub use book::{Book, Failed, Kept, Second, Settings};
pub use child::COLD_RESTORE;
pub use cold::Restored;
pub use content::{ChainEnd, FileEntry, Manifest};
pub use keep::{Stored, expired};
pub use make::{How, make};
pub use prepare::{Prepared, Swapped, replaced};
pub use run::run;
pub use steps::Steps;
pub use swap::{STEPS_OF_SWAP, Swap, settle};
pub use witness::witness;

use crate::kernel::{Actor, Refusal};
use content::{Content, Manifest as Says};
use first::{Format, read_first};
use older::Older;
pub(crate) use room::parent_of;
use room::sync_folder;
use sealed::Sealed;

/// Restores a backup into a folder of its own, checks it and throws it away.
///
/// # Errors
/// `bad_backup`, `backup_damaged`, `backup_newer`, `wrong_code`, and what disk and vault say. A record that is not sound is no
/// error.
pub fn check(file: &Path, code: &RecoveryCode, steps: &Steps<'_>) -> Result<Restored, Refusal> {
    let room = room::anywhere()?;
    cold::restore(file, &room.path().join("cold"), |keys| open_with(keys, code), steps).map(|(restored, _)| restored)
}

/// Reads of these bytes what can be read without the code; for trying what any bytes do.
///
/// # Errors
/// As [`check`].
#[cfg(feature = "testing")]
pub fn look(bytes: &[u8]) -> Result<(), Refusal> {
    let mut from = bytes;
    let first = read_first(&mut from)?;
    match first.format {
        Format::One | Format::Two => Older::read(&first, from)?.keys().map(drop),
        Format::Three => sealed::head_of(&first.head).and_then(|head| head.salt_and_nonce().map(drop).ok_or_else(damaged)),
    }
}

/// A head as a backup has it, with the line before it whose sum fits; for trying what lies behind the sum.
#[cfg(feature = "testing")]
#[must_use]
pub fn line_and_head(head: &[u8]) -> Vec<u8> {
    first::first_of(head)
}

/// Reads content by a manifest, as if both had come out of a seal; for trying what any bytes do.
///
/// # Errors
/// As [`check`].
#[cfg(feature = "testing")]
pub fn look_inside(manifest: &[u8], content: &[u8]) -> Result<(), Refusal> {
    let manifest: Says = serde_json::from_slice(manifest).map_err(|_| damaged())?;
    Content::new(manifest, content).check(&Steps::new(&crate::workbench::Progress::default()))
}

/// Restores a backup into the new folder `dir`, where it begins anew. A backup that is not sound leaves nothing behind.
///
/// # Errors
/// `shop_exists` when the folder is there and not empty, `backup_differs`, and as [`check`].
pub fn restore(file: &Path, dir: &Path, code: &RecoveryCode, now: Timestamp, steps: &Steps<'_>) -> Result<Restored, Refusal> {
    require_new(dir)?;
    let prepared = Prepared::new(file, dir, code.clone(), steps)?;
    let restored = prepared.restored.clone();
    // Empty, as was made sure of; some systems rename only onto nothing.
    let _ = fs::remove_dir(dir);
    prepared.swap(dir, &Known::default(), &Actor::system(), now)?;
    sync_folder(parent_of(dir))?;
    Ok(restored)
}

/// Reads a backup into the new folder `dir`. Of format 3 every byte was found to be right before the folder is made; what
/// fails later leaves no shop.
fn unpack(
    file: &Path,
    dir: &Path,
    key_of: impl FnOnce(&[u8]) -> Result<DataKey, Refusal>,
    steps: &Steps<'_>,
) -> Result<(Says, Vault), Refusal> {
    let file = File::open(file).map_err(unreadable)?;
    let mut from = BufReader::new(file.try_clone().map_err(io)?);
    let first = read_first(&mut from)?;
    if first.format == Format::Three {
        let sealed = Sealed::read(&first, file)?;
        // Before the code is stretched: what is damaged is told as damaged, also to who has no code.
        sealed.check_signature()?;
        let keys = sealed.head.keys.as_bytes();
        let key = key_of(keys)?;
        sealed.verify(&key, steps)?;
        put(dir, keys, key.clone(), sealed.content(&key)?, steps)
    } else {
        let (keys, content) = Older::read(&first, from)?.keys()?;
        put(dir, &keys, key_of(&keys)?, content, steps)
    }
}

fn put(
    dir: &Path,
    keys: &[u8],
    key: DataKey,
    mut content: Content<impl std::io::Read>,
    steps: &Steps<'_>,
) -> Result<(Says, Vault), Refusal> {
    let manifest = content.manifest.clone();
    let vault = vault::restore(dir, keys, key, |path, _| content.database_to(path, steps))?;
    content.files_to(&Files::of(dir))?;
    Ok((manifest, vault))
}

fn open_with(keys: &[u8], code: &RecoveryCode) -> Result<DataKey, Refusal> {
    Ok(open_key_file(keys, code).map(|(_, key)| key)?)
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

fn damaged() -> Refusal {
    Refusal::new("backup_damaged", "备份文件已损坏或没有复制完整，没有改动任何内容；请换另一份备份")
}

fn io(error: std::io::Error) -> Refusal {
    VaultFault::from(error).into()
}

fn unreadable(error: std::io::Error) -> Refusal {
    if error.kind() == std::io::ErrorKind::NotFound { Refusal::new("cannot_read", "没有这个备份文件") } else { io(error) }
}
