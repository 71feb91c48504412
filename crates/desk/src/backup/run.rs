//! The backup of a shop as it is made by hand or by itself: into the chosen folder, a copy to the second place, the oldest away.

use std::fs::{self, File};
use std::path::Path;

use jiff::Timestamp;
use tempfile::NamedTempFile;

use super::book::{Book, Failed, Kept, Second, is_name};
use super::content::digest_of;
use super::io;
use super::make::{How, make, witness};
use super::room::sync_folder;
use crate::kernel::Refusal;
use crate::workbench::OpenShop;

/// Makes one and writes down what became of it, a failure too.
///
/// # Errors
/// As [`make`]; `backup_folder_missing` when the chosen folder is not there.
pub fn run(shop: &OpenShop, now: Timestamp, by_itself: bool, how: &How<'_>) -> Result<Kept, Refusal> {
    let made = attempt(shop, now, by_itself, how);
    let noted = match &made {
        Ok(kept) => note(shop, kept.clone()),
        // Stopped by a person: nothing went wrong.
        Err(no) if no.code == "cancelled" => Ok(()),
        Err(no) => note_failure(shop, no, now),
    };
    match (made, noted) {
        // The shop's disk takes no writes any more, and the backup is on another: it stands.
        (Ok(kept), Err(no)) if no.is_of_storage() => Ok(kept),
        (made, noted) => made.and_then(|kept| noted.map(|()| kept)),
    }
}

fn attempt(shop: &OpenShop, now: Timestamp, by_itself: bool, how: &How<'_>) -> Result<Kept, Refusal> {
    let book = shop.store.read(Book::read)?;
    let folder = book.folder(&shop.with_vault(|vault| vault.dir().to_path_buf()));
    if book.settings.folder.is_none() {
        fs::create_dir_all(&folder).map_err(io)?;
    }
    if !folder.is_dir() {
        return Err(Refusal::new(
            "backup_folder_missing",
            "备份文件夹不见了（可能被移走，或所在的盘没有接上），没有备份；请接上或另选文件夹",
        ));
    }
    let name = book.free_name(&folder, &shop.shop_id(), now);
    let file = folder.join(&name);
    let restored = make(shop, &file, now, how)?;
    let (second, second_folder) = second_copy(&file, book.settings.second.as_deref());
    if let Some(place) = &second_folder {
        witness(shop, &place.join(&name), &restored, now);
    }
    let head = restored.manifest.signed_head.as_ref().map(|head| head.hash.clone()).unwrap_or_default();
    let bytes = fs::metadata(&file).map_err(io)?.len();
    let entries = restored.manifest.entries;
    Ok(Kept { name, folder, made_at: now, bytes, entries, head, verified: true, by_itself, second, second_folder })
}

/// A copy counts when it was read back from the disk it lies on. What fails here does not undo the backup; it is told.
fn second_copy(file: &Path, place: Option<&Path>) -> (Second, Option<std::path::PathBuf>) {
    match place {
        None => (Second::NotWanted, None),
        Some(place) if !place.is_dir() => (Second::Absent, None),
        Some(place) => match copy_to(file, place) {
            Ok(()) => (Second::There, Some(place.to_path_buf())),
            Err(_) => (Second::Failed, None),
        },
    }
}

fn copy_to(file: &Path, place: &Path) -> Result<(), Refusal> {
    let name = file.file_name().unwrap_or_default();
    let mut copy = NamedTempFile::with_prefix_in(".shounuo-", place).map_err(io)?;
    std::io::copy(&mut File::open(file).map_err(io)?, copy.as_file_mut()).map_err(io)?;
    copy.as_file().sync_all().map_err(io)?;
    let digest = |path: &Path| File::open(path).and_then(digest_of).map_err(io);
    if digest(copy.path())? != digest(file)? {
        return Err(super::damaged());
    }
    copy.persist_noclobber(place.join(name)).map_err(|failed| io(failed.error))?;
    sync_folder(place)
}

/// Into the list, and the oldest out of it. The list is written before files go: a file left over is only a file left over.
fn note(shop: &OpenShop, kept: Kept) -> Result<(), Refusal> {
    let over = shop.store.write(|tx| {
        let mut book = Book::read(tx)?;
        book.kept.insert(0, kept);
        book.failed = None;
        let over = book.rotate();
        book.write(tx)?;
        Ok::<_, Refusal>(over)
    })?;
    for file in over.iter().filter(|file| file.file_name().and_then(|name| name.to_str()).is_some_and(is_name)) {
        // On a disk that is not plugged in it stays.
        let _ = fs::remove_file(file);
    }
    Ok(())
}

fn note_failure(shop: &OpenShop, no: &Refusal, now: Timestamp) -> Result<(), Refusal> {
    shop.store.write(|tx| {
        let mut book = Book::read(tx)?;
        book.failed = Some(Failed { at: now, code: no.code.clone(), message: no.message.clone() });
        book.write(tx)
    })
}
