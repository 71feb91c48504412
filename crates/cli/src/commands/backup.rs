//! Backup, restore, and the check of a backup.

use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value, json};
use shounuo_desk::backup::{self, How, Manifest, Restored, Steps};
use shounuo_desk::kernel::Refusal;
use shounuo_desk::vault::RecoveryCode;
use shounuo_desk::workbench::Progress;

use super::verify::tell;
use crate::args::{Backup, Restore, ShopArgs};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::files::name;
use crate::output::{Output, error, say};

pub fn run(shop: &ShopArgs, asked: &Backup, out: &Output) -> Result<(), Failure> {
    let desk = Desk::open(shop)?;
    say("正在备份，并恢复一遍核对……");
    let progress = Progress::default();
    let how = How { program: std::env::current_exe().ok(), steps: &Steps::new(&progress) };
    let restored = backup::make(&*desk.shop()?, &asked.out, Timestamp::now(), &how)?;
    let done = described(&restored, "out", &asked.out);
    warn(&restored);
    out.object(&done, || format!("已备份到 {}：{}，恢复一遍核对相符\n", name(&asked.out), counted(&restored)))
}

pub fn restore(shop: &ShopArgs, asked: &Restore, out: &Output) -> Result<(), Failure> {
    let (dir, code) = (shop.folder()?, code(shop)?);
    let restored = backup::restore(&asked.file, dir, &code, Timestamp::now(), &Steps::new(&Progress::default()))?;
    let done = described(&restored, "data", dir);
    warn(&restored);
    out.object(&done, || format!("已恢复到 {}：{}，核验无误\n", name(dir), counted(&restored)))
}

/// What is wrong with files of attachments does not stop a backup or a restore, but it is said.
fn warn(restored: &Restored) {
    for finding in restored.findings() {
        say(&format!("提醒：{finding}"));
    }
}

fn counted(restored: &Restored) -> String {
    let Manifest { entries, files, .. } = &restored.manifest;
    if files.is_empty() { format!("台账 {entries} 条") } else { format!("台账 {entries} 条，附件文件 {} 个", files.len()) }
}

/// The verdict on a backup, from a cold restore that is thrown away.
pub fn verify(shop: &ShopArgs, file: &Path, out: &Output) -> Result<(), Failure> {
    match backup::check(file, &code(shop)?, &Steps::new(&Progress::default())) {
        Ok(restored) => tell(&verdict(&restored), out),
        Err(no) if matches!(no.code.as_str(), "backup_damaged" | "database_damaged" | "keys_damaged" | "store") => {
            tell(&json!({ "sound": false, "headline": "这份备份不能用。", "findings": [no.message], "error": error(&no) }), out)
        }
        Err(no) => Err(no.into()),
    }
}

fn verdict(restored: &Restored) -> Value {
    let mut verdict = json!(restored.verification);
    verdict["sound"] = json!(restored.sound());
    verdict["headline"] =
        json!(if restored.same_heads { restored.verification.headline() } else { "备份与它自己的记录不符。".to_owned() });
    verdict["findings"] = json!(restored.findings());
    verdict["made_at"] = json!(restored.manifest.made_at);
    verdict
}

fn described(restored: &Restored, place: &str, path: &Path) -> Value {
    let manifest = &restored.manifest;
    json!({
        place: path.to_string_lossy(), "made_at": manifest.made_at, "entries": manifest.entries, "bytes": manifest.database_len,
        "sha256": manifest.database_sha256, "files": manifest.files.len(), "findings": restored.findings(), "sound": restored.sound(),
        "compared": true,
    })
}

/// A backup is opened by the printed code and by nothing else: it may be read on any computer.
fn code(shop: &ShopArgs) -> Result<RecoveryCode, Refusal> {
    shop.recovery_code()?.ok_or_else(|| Refusal::new("locked", "备份要用恢复码打开，请加 --recovery-file 文件，文件里是恢复码"))
}
