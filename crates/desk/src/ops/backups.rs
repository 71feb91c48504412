//! Backups as a person sees them: the last one, the list, where they go; made by hand or by themselves.

use std::path::{Path, PathBuf};
use std::sync::{MutexGuard, TryLockError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shounuo_store::vault::is_elsewhere;
use ts_rs::TS;

use super::health::HealthNote;
use super::jobs::JobName;
use super::shop::parse_code;
use super::{Call, Nothing};
use crate::backup::{self, Book, How, Kept, Second, Steps};
use crate::capabilities::shop::{is_demo, the_shop};
use crate::kernel::work::china_date;
use crate::kernel::{Refusal, Role};
use crate::workbench::Progress;

const SCREEN: &str = "/vault";
/// After so long without a good backup it is told in red.
const LONGEST: SignedDuration = SignedDuration::from_hours(72);
/// How often it is looked whether the backup that runs is done.
const LOOK: Duration = Duration::from_millis(50);
/// How long a replaced folder is kept for certain, in days.
const REPLACED_KEPT: i32 = 30;

/// State of the backups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupsView {
    /// The last good one in a sentence.
    pub words: String,
    /// There is a good one, and it is not old.
    pub good: bool,
    /// The folder they go to.
    pub folder: String,
    /// That folder was chosen by the owner.
    pub folder_chosen: bool,
    /// The second place.
    pub second: Option<String>,
    /// The second place can be reached now.
    pub second_there: bool,
    /// One a day, by itself.
    pub daily: bool,
    /// What went wrong after the last good one.
    pub failed: Option<String>,
    /// Those that there are, newest first.
    pub items: Vec<BackupItem>,
    /// Folders that a restore replaced.
    pub replaced: Vec<ReplacedFolder>,
    /// The caller may change where they go, and restore.
    pub may_change: bool,
}

/// One backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupItem {
    /// File name.
    pub name: String,
    /// Folder.
    pub folder: String,
    /// When it was made, UTC.
    pub made_at: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Entries of the ledger in it.
    #[ts(type = "number")]
    pub entries: u64,
    /// A cold restore of it matched.
    pub verified: bool,
    /// Its file is where it was put.
    pub there: bool,
    /// It was made by itself.
    pub by_itself: bool,
    /// The second copy, in words; empty when none was wanted.
    pub second: String,
}

/// A folder that a restore replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReplacedFolder {
    /// Its name.
    pub name: String,
    /// Since when it is replaced, calendar day.
    pub since: String,
    /// It was kept long enough and may be removed.
    pub removable: bool,
}

/// Which backup file: one that was picked in a dialog, or one of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BackupFile {
    /// Token of the dialog.
    #[serde(default)]
    #[ts(optional)]
    pub token: Option<String>,
    /// Name in the list.
    #[serde(default)]
    #[ts(optional)]
    pub name: Option<String>,
}

/// A backup file and the code that opens it.
#[derive(Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BackupWithCode {
    /// Which file.
    pub file: BackupFile,
    /// The recovery code as typed.
    pub code: String,
    /// Name under which the screen asks how far it is.
    #[serde(default)]
    #[ts(optional)]
    pub job: Option<String>,
}

/// What a cold check of a file found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupVerdict {
    /// Nothing was found.
    pub sound: bool,
    /// In one sentence.
    pub headline: String,
    /// The findings, each in a sentence.
    pub findings: Vec<String>,
}

/// Where backups go. What is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BackupSettings {
    /// Token of a folder for the backups; the empty text stands for the folder beside the shop.
    #[serde(default)]
    #[ts(optional)]
    pub folder: Option<String>,
    /// Token of a second place; the empty text stands for none.
    #[serde(default)]
    #[ts(optional)]
    pub second: Option<String>,
    /// One a day, by itself.
    #[serde(default)]
    #[ts(optional)]
    pub daily: Option<bool>,
}

/// What the daily look did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DailyBackup {
    /// One was made now.
    pub made: bool,
}

/// Name of a folder that was replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReplacedName {
    /// As listed.
    pub name: String,
}

pub(super) fn list(call: &Call<'_>, _: Nothing) -> Result<BackupsView, Refusal> {
    let dir = call.bench.host.dir.as_path();
    let book = call.read(|tx, _| Book::read(tx))?;
    let shown = |path: &Path| path.to_string_lossy().into_owned();
    let last = book.last_good();
    Ok(BackupsView {
        words: last_words(last, dir, call.now),
        good: last.is_some_and(|last| call.now.duration_since(last.made_at).abs() < LONGEST),
        folder: shown(&book.folder(dir)),
        folder_chosen: book.settings.folder.is_some(),
        second: book.settings.second.as_deref().map(shown),
        second_there: book.settings.second.as_deref().is_some_and(Path::is_dir),
        daily: book.settings.daily,
        failed: book.failed.as_ref().map(|failed| failed.message.clone()),
        items: book.kept.iter().map(|kept| item(kept, dir)).collect(),
        replaced: replaced(call),
        may_change: call.actor()?.role == Role::Owner,
    })
}

/// A second copy on the shop's own disk is lost with it.
fn is_outside(kept: &Kept, shop: &Path) -> bool {
    kept.second_folder.as_deref().is_some_and(|place| is_elsewhere(shop, place))
}

fn last_words(last: Option<&Kept>, shop: &Path, now: Timestamp) -> String {
    let Some(last) = last else { return "还没有备份过。电脑坏了或丢了，里面的记录就找不回来。".into() };
    let days = (china_date(now) - china_date(last.made_at)).get_days();
    let when = match days {
        0 => "今天".to_owned(),
        1 => "昨天".to_owned(),
        days if days > 1 => format!("{days} 天前"),
        _ => "按这台电脑的时间是以后".to_owned(),
    };
    let second = match last.second {
        Second::There if is_outside(last, shop) => "，电脑外也有一份",
        Second::There => "，第二份与店铺在同一块盘上，盘坏了会一起丢",
        Second::Absent | Second::Failed => "，电脑外的那份没有做成",
        Second::NotWanted => "，只在这台电脑上",
    };
    format!("最近一份好的备份是{when}做的，恢复核对相符{second}。")
}

fn item(kept: &Kept, shop: &Path) -> BackupItem {
    let second = match kept.second {
        Second::NotWanted => "",
        Second::There if is_outside(kept, shop) => "第二份已存",
        Second::There => "第二份在同一块盘上",
        Second::Absent => "第二个位置没接上",
        Second::Failed => "第二份没存成",
    };
    BackupItem {
        name: kept.name.clone(),
        folder: kept.folder.to_string_lossy().into_owned(),
        made_at: kept.made_at.to_string(),
        bytes: kept.bytes,
        entries: kept.entries,
        verified: kept.verified,
        there: kept.folder.join(&kept.name).is_file(),
        by_itself: kept.by_itself,
        second: second.into(),
    }
}

fn replaced(call: &Call<'_>) -> Vec<ReplacedFolder> {
    let one = |(path, since): (PathBuf, jiff::civil::Date)| ReplacedFolder {
        name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        since: since.to_string(),
        removable: (call.today() - since).get_days() >= REPLACED_KEPT,
    };
    backup::replaced(&call.bench.host.dir).into_iter().map(one).collect()
}

pub(super) fn make(call: &Call<'_>, which: JobName) -> Result<BackupItem, Refusal> {
    let run = call.begin(Some(&which.job));
    made(call, &run.progress, false).map(|kept| item(&kept, &call.bench.host.dir))
}

/// One a day, whoever sits here: nobody has to think of it.
pub(super) fn daily(call: &Call<'_>, which: JobName) -> Result<DailyBackup, Refusal> {
    let due = call.read(|tx, _| Ok(Book::read(tx)?.is_due(call.now) && !is_demo(&the_shop(tx)?)))?;
    if !due {
        return Ok(DailyBackup { made: false });
    }
    let run = call.begin(Some(&which.job));
    match made(call, &run.progress, true) {
        Err(no) if no.code == "backup_running" => Ok(DailyBackup { made: false }),
        made => made.map(|_| DailyBackup { made: true }),
    }
}

fn made(call: &Call<'_>, progress: &Progress, by_itself: bool) -> Result<Kept, Refusal> {
    let _alone = alone(call, progress, !by_itself)?;
    let steps = Steps::new(progress);
    let kept = backup::run(&*call.shop()?, call.now, by_itself, &How { program: call.bench.host.program.clone(), steps: &steps })?;
    call.note_changed(["backups".to_owned()]);
    Ok(kept)
}

/// One at a time. A person who asks while the one of the day is made waits for their own.
fn alone<'c>(call: &Call<'c>, progress: &Progress, wait: bool) -> Result<MutexGuard<'c, ()>, Refusal> {
    loop {
        match call.bench.backing.try_lock() {
            Ok(alone) => return Ok(alone),
            Err(TryLockError::Poisoned(alone)) => return Ok(alone.into_inner()),
            Err(TryLockError::WouldBlock) if wait && !progress.is_cancelled() => std::thread::sleep(LOOK),
            Err(TryLockError::WouldBlock) => {
                return Err(Refusal {
                    retryable: true,
                    ..Refusal::new("backup_running", "正在做另一份备份，这一份没有做；请等它做完再试")
                });
            }
        }
    }
}

pub(super) fn check(call: &Call<'_>, asked: BackupWithCode) -> Result<BackupVerdict, Refusal> {
    let (file, code) = (chosen(call, &asked.file)?, parse_code(&asked.code)?);
    let run = call.begin(asked.job.as_deref());
    let found = backup::check(&file, &code, &Steps::new(&run.progress))?;
    let (sound, findings) = (found.sound(), found.findings());
    let entries = found.manifest.entries;
    let headline = if sound {
        format!("这份备份是好的：恢复出来的 {entries} 条台账首尾相接，数据与备份时一致，签名有效。")
    } else {
        format!("这份备份有 {} 处问题。", findings.len())
    };
    Ok(BackupVerdict { sound, headline, findings })
}

/// The file that is meant.
pub(super) fn chosen(call: &Call<'_>, which: &BackupFile) -> Result<PathBuf, Refusal> {
    if let Some(token) = &which.token {
        return call.bench.places.get(token);
    }
    let name = which.name.as_deref().unwrap_or_default();
    let book = call.read(|tx, _| Book::read(tx))?;
    let kept = book.kept.iter().find(|kept| kept.name == name);
    kept.map(|kept| kept.folder.join(&kept.name)).ok_or_else(|| Refusal::new("not_found", "没有这份备份，请重新选择"))
}

pub(super) fn settings(call: &Call<'_>, new: BackupSettings) -> Result<BackupsView, Refusal> {
    let place = |token: &Option<String>| match token.as_deref() {
        None => Ok(None),
        Some("") => Ok(Some(None)),
        Some(token) => call.bench.places.get(token).and_then(usable).map(Some).map(Some),
    };
    let (folder, second) = (place(&new.folder)?, place(&new.second)?);
    let shop = &call.bench.host.dir;
    if [&folder, &second].into_iter().flatten().flatten().any(|place| place.starts_with(shop)) {
        return Err(Refusal::bad("folder", "备份不能放在店铺自己的文件夹里，请另选一个"));
    }
    call.write(|tx, _| {
        let mut book = Book::read(tx)?;
        book.settings.folder = folder.unwrap_or(book.settings.folder);
        book.settings.second = second.unwrap_or(book.settings.second);
        book.settings.daily = new.daily.unwrap_or(book.settings.daily);
        if book.settings.second.is_some() && book.settings.second.as_deref() == Some(&book.folder(shop)) {
            return Err(Refusal::bad("second", "两处是同一个文件夹，请把第二份放到另一个盘或 U 盘上"));
        }
        book.write(tx)
    })?;
    list(call, Nothing {})
}

/// A folder that can be named again at the next start and takes files.
fn usable(place: PathBuf) -> Result<PathBuf, Refusal> {
    let no = || Refusal::bad("folder", "这个文件夹不能写入，请另选一个");
    if place.to_str().is_none() || !place.is_dir() {
        return Err(no());
    }
    tempfile::Builder::new().prefix(".shounuo-").tempfile_in(&place).map_err(|_| no())?;
    Ok(place)
}

/// Removes a folder that was replaced, after its time.
pub(super) fn remove_replaced(call: &Call<'_>, which: ReplacedName) -> Result<BackupsView, Refusal> {
    let found = replaced(call).into_iter().find(|folder| folder.name == which.name).ok_or_else(Refusal::not_found)?;
    if !found.removable {
        return Err(Refusal::new("too_early", format!("被替换的旧数据要留满 {REPLACED_KEPT} 天才能删除")));
    }
    let dir = backup::parent_of(&call.bench.host.dir).join(&found.name);
    std::fs::remove_dir_all(dir).map_err(|error| Refusal::from(shounuo_store::vault::VaultFault::from(error)))?;
    list(call, Nothing {})
}

/// Three days without a good backup.
pub(super) fn no_backup(call: &Call<'_>) -> Result<Option<HealthNote>, Refusal> {
    let (book, shop) = call.read(|tx, _| Ok((Book::read(tx)?, the_shop(tx)?)))?;
    if is_demo(&shop) {
        return Ok(None);
    }
    let founded = shop.get("created_ms").and_then(Value::as_i64).and_then(|ms| Timestamp::from_millisecond(ms).ok());
    let since = book.last_good().map(|last| last.made_at).or(founded).unwrap_or(call.now);
    let without = call.now.duration_since(since);
    let words = match book.last_good() {
        _ if without < LONGEST => return Ok(None),
        Some(_) => format!("已经 {} 天没有一份核对过的备份。请现在备份一次。", without.as_hours() / 24),
        None => "还没有一份核对过的备份。电脑坏了，记录就找不回来；请现在备份一次。".to_owned(),
    };
    Ok(Some(HealthNote::error("no_backup", words).at(SCREEN)))
}

/// The last try failed.
pub(super) fn backup_failed(call: &Call<'_>) -> Result<Option<HealthNote>, Refusal> {
    let failed = call.read(|tx, _| Ok(Book::read(tx)?.failed))?;
    Ok(failed.map(|failed| HealthNote::warning("backup_failed", format!("上次备份没有做成：{}", failed.message)).at(SCREEN)))
}

/// The second place was not there when the last one was made, and is not there now.
pub(super) fn second_place_missing(call: &Call<'_>) -> Result<Option<HealthNote>, Refusal> {
    let book = call.read(|tx, _| Book::read(tx))?;
    let away = book.settings.second.as_deref().is_some_and(|place| !place.is_dir());
    let missed = book.last_good().is_none_or(|last| last.second != Second::There);
    let words = "备份的第二个位置（如 U 盘）没有接上，最近的备份只在这台电脑上。请接上后再备份一次，或另选位置。";
    Ok((away && missed).then(|| HealthNote::warning("second_place_missing", words).at(SCREEN)))
}

/// A replaced folder has been kept long enough.
pub(super) fn replaced_folder(call: &Call<'_>) -> Result<Option<HealthNote>, Refusal> {
    let over = replaced(call).into_iter().any(|folder| folder.removable);
    let words = format!("恢复时被替换的旧数据已留满 {REPLACED_KEPT} 天，可以删除了。");
    Ok(over.then(|| HealthNote::warning("replaced_folder", words).at(SCREEN)))
}
