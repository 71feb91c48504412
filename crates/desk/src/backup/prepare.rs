//! A backup taken back beside the open shop, to be looked at before it takes its place.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use shounuo_store::vault::RecoveryCode;
use tempfile::TempDir;

use super::anew::{Known, begin_anew};
use super::cold::{self, Restored};
use super::room::{parent_of, room_beside, sync_folder};
use super::steps::Steps;
use super::swap::Swap;
use super::{io, open_with};
use crate::kernel::work::china;
use crate::kernel::{Actor, Refusal};
use crate::workbench::OpenShop;

/// Name of the folder that waits to take the shop's place, and of the one that was replaced.
const WAITING: &str = "待换入";
const REPLACED: &str = "被替换";

/// A restored shop in a room of its own, open for reading. It is thrown away when this is dropped before [`Prepared::swap`].
pub struct Prepared {
    /// What the cold restore found.
    pub restored: Restored,
    /// The restored shop, its schema brought up to date.
    pub shop: OpenShop,
    /// The code that opens it.
    pub code: RecoveryCode,
    // After the shop: what is open must be closed before its folder goes.
    room: TempDir,
}

/// What a swap did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swapped {
    /// The new name of the folder that was there.
    pub replaced: Option<String>,
    /// Consumers who were erased again.
    pub erased_again: usize,
}

impl Prepared {
    /// Restores `file` beside the shop's folder `dir` and checks it.
    ///
    /// # Errors
    /// `backup_differs` when the restored record is not sound, and as [`super::check`].
    pub fn new(file: &Path, dir: &Path, code: RecoveryCode, steps: &Steps<'_>) -> Result<Prepared, Refusal> {
        fs::create_dir_all(parent_of(dir)).map_err(io)?;
        let room = room_beside(dir)?;
        let (restored, shop) = cold::restore(file, &room.path().join("shop"), |keys| open_with(keys, &code), steps)?;
        if !restored.record_sound() {
            let why = restored.findings().join("；");
            return Err(Refusal::new("backup_differs", format!("备份已损坏，没有恢复：{why}。请换另一份备份")));
        }
        Ok(Prepared { restored, shop, code, room })
    }

    /// Begins the restored shop anew, closes it, and puts its folder in the place of `dir`, which nobody may hold open.
    ///
    /// # Errors
    /// What disk and vault say; the folder `dir` is then the one it was.
    pub fn swap(self, dir: &Path, known: &Known, actor: &Actor, now: Timestamp) -> Result<Swapped, Refusal> {
        let Prepared { restored, mut shop, room, .. } = self;
        let erased_again = begin_anew(&mut shop, &restored.manifest, known, actor, now)?;
        drop(shop);
        let there = fs::exists(dir).map_err(io)?;
        let (new, old) = (named(dir, WAITING, now), named(dir, REPLACED, now));
        let waiting = parent_of(dir).join(&new);
        fs::rename(room.path().join("shop"), &waiting).map_err(io)?;
        sync_folder(parent_of(dir))?;
        if let Err(no) = Swap::new(dir, &new, &old).run() {
            let _ = fs::remove_dir_all(waiting);
            return Err(no);
        }
        Ok(Swapped { replaced: there.then_some(old), erased_again })
    }
}

fn named(dir: &Path, what: &str, now: Timestamp) -> String {
    let name = dir.file_name().and_then(|name| name.to_str()).unwrap_or("shop");
    format!("{name}-{what}-{}", now.to_zoned(china()).strftime("%Y%m%d-%H%M%S"))
}

/// Folders that were replaced, with the day on which that was.
#[must_use]
pub fn replaced(dir: &Path) -> Vec<(PathBuf, jiff::civil::Date)> {
    let start = format!("{}-{REPLACED}-", dir.file_name().and_then(|name| name.to_str()).unwrap_or("shop"));
    let mut found: Vec<(PathBuf, jiff::civil::Date)> = fs::read_dir(parent_of(dir))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let day = jiff::civil::Date::strptime("%Y%m%d", name.strip_prefix(&start)?.get(..8)?).ok()?;
            entry.path().is_dir().then(|| (entry.path(), day))
        })
        .collect();
    found.sort();
    found
}
