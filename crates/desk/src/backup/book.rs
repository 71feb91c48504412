//! What this seat knows of its backups: where they go, which there are, what went wrong last. Local to the seat, so it stands in
//! the backups too, up to its moment.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shounuo_store::Tx;

use super::keep::{Stored, expired};
use crate::kernel::Refusal;
use crate::kernel::work::china;

const SETTINGS: &str = "backup_settings";
const KEPT: &str = "backups";
const FAILED: &str = "backup_failed";
const ENDING: &str = ".shounuo";

/// Where backups go, and whether by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The folder; beside the shop's folder when none was chosen.
    pub folder: Option<PathBuf>,
    /// A second place, off this computer.
    pub second: Option<PathBuf>,
    /// One a day, by itself.
    pub daily: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { folder: None, second: None, daily: true }
    }
}

/// What became of the copy in the second place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Second {
    /// None was wanted.
    #[default]
    NotWanted,
    /// It is there and was read back.
    There,
    /// The place was not there: a U-disk not plugged in.
    Absent,
    /// It was there and the copy did not succeed: full, pulled out.
    Failed,
}

/// A backup that was made and found good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// File name.
    pub name: String,
    /// Folder in which it was put.
    pub folder: PathBuf,
    /// When it was made.
    pub made_at: Timestamp,
    /// Its size.
    pub bytes: u64,
    /// Entries of the ledger in it.
    pub entries: u64,
    /// Hash of the end of this seat's chain.
    pub head: String,
    /// A cold restore of it matched.
    pub verified: bool,
    /// It was made by itself.
    pub by_itself: bool,
    /// The second copy.
    pub second: Second,
    /// Folder of the second copy.
    pub second_folder: Option<PathBuf>,
}

/// A backup that was not made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// When.
    pub at: Timestamp,
    /// Code of the refusal.
    pub code: String,
    /// Its words.
    pub message: String,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// Where they go.
    pub settings: Settings,
    /// Those that there are, newest first.
    pub kept: Vec<Kept>,
    /// What went wrong after the last good one.
    pub failed: Option<Failed>,
}

impl Book {
    /// Reads it. What cannot be read is as if it had never been written: the files themselves are not touched by that.
    ///
    /// # Errors
    /// When the file fails.
    pub fn read(tx: &Tx<'_>) -> Result<Book, Refusal> {
        Ok(Book {
            settings: serde_json::from_value(tx.local(SETTINGS)?).unwrap_or_default(),
            kept: serde_json::from_value(tx.local(KEPT)?).unwrap_or_default(),
            failed: serde_json::from_value(tx.local(FAILED)?).unwrap_or_default(),
        })
    }

    /// Writes it.
    ///
    /// # Errors
    /// When the file fails.
    pub fn write(&self, tx: &Tx<'_>) -> Result<(), Refusal> {
        tx.set_local(SETTINGS, &json!(self.settings))?;
        tx.set_local(KEPT, &json!(self.kept))?;
        Ok(tx.set_local(FAILED, &json!(self.failed))?)
    }

    /// The newest that was found good.
    #[must_use]
    pub fn last_good(&self) -> Option<&Kept> {
        self.kept.iter().filter(|kept| kept.verified).max_by_key(|kept| kept.made_at)
    }

    /// The folder for the next one.
    #[must_use]
    pub fn folder(&self, shop: &Path) -> PathBuf {
        self.settings.folder.clone().unwrap_or_else(|| super::room::parent_of(shop).join("backups"))
    }

    /// One is to be made today: none of this day is there. A failed one is tried again after an hour.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        let day = |at: Timestamp| at.to_zoned(china()).date();
        let today = self.last_good().is_some_and(|last| day(last.made_at) == day(now));
        let just_failed =
            self.failed.as_ref().is_some_and(|failed| now.duration_since(failed.at).abs() < jiff::SignedDuration::from_hours(1));
        self.settings.daily && !today && !just_failed
    }

    /// A name for the one that is made now into `folder`, which nothing has there, in the second place or in the list: one by
    /// itself and one by the button may fall into the same second.
    #[must_use]
    pub fn free_name(&self, folder: &Path, shop_id: &str, now: Timestamp) -> String {
        let listed = |name: &str| self.kept.iter().any(|kept| kept.name == name);
        let lies_in = |place: &Path, name: &str| place.join(name).symlink_metadata().is_ok();
        let taken = |name: &str| {
            listed(name) || lies_in(folder, name) || self.settings.second.as_deref().is_some_and(|second| lies_in(second, name))
        };
        let mut nth = 1;
        loop {
            let name = name_of(shop_id, now, nth);
            if !taken(&name) {
                return name;
            }
            nth += 1;
        }
    }

    /// Takes those whose time is over out of the list; gives their files, in both places.
    pub fn rotate(&mut self) -> Vec<PathBuf> {
        let stored =
            |kept: &Kept| Stored { name: kept.name.clone(), made: kept.made_at.to_zoned(china()).datetime(), verified: kept.verified };
        let gone = expired(&self.kept.iter().map(stored).collect::<Vec<_>>());
        let (over, kept) = std::mem::take(&mut self.kept).into_iter().partition(|kept| gone.contains(&kept.name));
        self.kept = kept;
        let over: Vec<Kept> = over;
        over.iter()
            .flat_map(|kept| [Some(&kept.folder), kept.second_folder.as_ref()].into_iter().flatten().map(|dir| dir.join(&kept.name)))
            .collect()
    }
}

/// Name of the `nth` backup's file of one second: whose it is and when it was made, in China. In the order of names a later one
/// stands behind.
fn name_of(shop_id: &str, now: Timestamp, nth: u32) -> String {
    let digits: Vec<char> = shop_id.chars().filter(char::is_ascii_hexdigit).collect();
    let tail: String = digits.iter().skip(digits.len().saturating_sub(8)).collect();
    let which = if nth > 1 { format!("_{nth}") } else { String::new() };
    format!("shounuo-{tail}-{}{which}{ENDING}", now.to_zoned(china()).strftime("%Y%m%d-%H%M%S"))
}

/// Whether a file may be taken away as one of ours, whatever stands in the list.
#[must_use]
pub fn is_name(name: &str) -> bool {
    name.starts_with("shounuo-") && name.ends_with(ENDING) && !name.contains(['/', '\\'])
}
