//! Is the record whole? The verdict is the answer; damage that keeps the shop from opening is a verdict too.

use std::path::Path;
use std::time::Duration;

use serde_json::{Map, Value, json};
use shounuo_desk::backup::witness;
use shounuo_desk::kernel::{Refusal, verify};

use super::backup;
use crate::args::{ShopArgs, Verify};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::files::{Place, name};
use crate::output::{Output, error, say};

/// Name under which the verification is asked after.
const JOB: &str = "verify";
const EVERY: Duration = Duration::from_secs(3);

pub fn run(shop: &ShopArgs, asked: &Verify, out: &Output) -> Result<(), Failure> {
    match (&shop.data, &asked.backup, &asked.against) {
        (Some(_), Some(_), _) => Err(Failure::Usage("--data 和 --backup 只能给一个".to_owned())),
        (None, Some(file), _) => backup::verify(shop, file, out),
        (_, None, Some(file)) => tell(&against(shop, file)?, out),
        _ if asked.salvage.is_some() => salvage(shop, asked.salvage.as_deref(), out),
        _ => tell(&of_shop(shop, asked.ledger_out.as_deref())?, out),
    }
}

/// Done, whole or not: what could not be had is among the findings.
fn salvage(shop: &ShopArgs, to: Option<&Path>, out: &Output) -> Result<(), Failure> {
    say("正在抢救，原文件夹不会改动……");
    let salvaged = Desk::salvage(shop, to)?;
    let told = json!(salvaged);
    out.object(&told, || {
        let whole = if salvaged.whole { "全部读出" } else { "有读不出的内容" };
        let lines = salvaged.findings.iter().map(|line| format!("{line}\n")).collect::<String>();
        format!("已抢救到 {}：{} 条记录，附件文件 {} 个，{whole}\n{lines}", salvaged.folder, salvaged.read, salvaged.files)
    })
}

/// Writes the ledger for a verifier that is not ours.
fn write_out(desk: &Desk, target: &Path) -> Result<(), Failure> {
    let (place, open) = (Place::take(target, false)?, desk.shop()?);
    Ok(place.fill(|mut file| open.store.read(|tx| verify::export(tx, &open.shop_id(), &mut file)))?)
}

/// The shop as it is now against what a backup of it witnesses.
fn against(shop: &ShopArgs, file: &Path) -> Result<Value, Failure> {
    let desk = match Desk::open(shop) {
        Ok(desk) => desk,
        Err(Failure::Refused(no)) if is_damage(&no.code) => return Ok(unopened(&no)),
        Err(other) => return Err(other),
    };
    let open = desk.shop()?;
    // The shop's own key opens its backups; the code is for one from before the key was changed.
    let known = witness(file, &open, None).or_else(|no| match shop.recovery_code()? {
        Some(code) => witness(file, &open, Some(&code)),
        None => Err(no),
    })?;
    let found = verify::verify_against(&open, &known)?;
    let same = open.store.read(|tx| {
        let compared: Result<Vec<_>, Refusal> = known.iter().map(|known| verify::compare(tx, &known.head)).collect();
        Ok::<_, Refusal>(compared?.iter().all(|compared| *compared == verify::Compared::Same))
    })?;
    let words = if same {
        "与这份备份记下的台账末尾一致，备份之前的记录没有变。"
    } else {
        "与这份备份记下的台账对不上。"
    };
    let mut verdict = flat(told(&found));
    verdict["headline"] = json!(format!("{}{words}", found.headline()));
    verdict["against"] = json!({ "file": name(file), "same": same });
    Ok(verdict)
}

fn told(found: &verify::Verification) -> Value {
    json!({ "sound": found.sound(), "headline": found.headline(), "findings": found.findings(), "details": found })
}

/// Puts a verdict on stdout; one that is not sound ends with status 1.
pub fn tell(verdict: &Value, out: &Output) -> Result<(), Failure> {
    out.object(verdict, || text(verdict))?;
    if verdict["sound"] == true { Ok(()) } else { Err(Failure::Told) }
}

fn text(verdict: &Value) -> String {
    let findings = verdict["findings"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let lines = verdict["headline"].as_str().into_iter().chain(findings);
    lines.map(|line| format!("{line}\n")).collect()
}

fn of_shop(shop: &ShopArgs, ledger_out: Option<&Path>) -> Result<Value, Failure> {
    let desk = match Desk::open(shop) {
        Ok(desk) => desk,
        Err(Failure::Refused(no)) if is_damage(&no.code) => return Ok(unopened(&no)),
        Err(other) => return Err(other),
    };
    if !desk.shop()?.key_files_whole() {
        say("提醒：两份钥匙文件 shounuo.keys、shounuo.keys.2 中有一份缺失或损坏，用另一份打开了店铺。请尽快备份。");
    }
    if let Some(target) = ledger_out {
        write_out(&desk, target)?;
    }
    // A large ledger takes a while; nothing is written before the end, so it may be stopped. The operation also writes down that it
    // was done. Where damage stands in the way of that, the checks alone still tell.
    let telling = |percent| format!("正在核验……{percent}%（可以按 Ctrl+C 停止，数据不会改动）");
    match desk.watched(JOB, EVERY, telling, || desk.call("ledger.verify", json!({ "job": JOB }))) {
        Ok(verdict) => Ok(flat(verdict)),
        Err(no) if no.code == "not_allowed" || no.code == "signed_out" => Err(no.into()),
        Err(no) => checked(&desk, no),
    }
}

fn checked(desk: &Desk, refused: Refusal) -> Result<Value, Failure> {
    match desk.shop().and_then(|shop| verify::verify(&shop)) {
        Ok(found) if !found.sound() => Ok(flat(told(&found))),
        // Nothing is wrong with the record, only with writing: a full disk, a folder that cannot be written.
        Ok(_) => Err(refused.into()),
        Err(no) => Ok(unopened(&no)),
    }
}

/// The verdict with its details beside it.
fn flat(mut verdict: Value) -> Value {
    let details = verdict.get_mut("details").map(Value::take);
    let mut all: Map<String, Value> = verdict.as_object().cloned().unwrap_or_default();
    all.remove("details");
    if let Some(Value::Object(details)) = details {
        all.extend(details);
    }
    Value::Object(all)
}

/// Faults of opening that say something of the files and nothing of the caller.
fn is_damage(code: &str) -> bool {
    matches!(
        code,
        "database_damaged"
            | "page_damaged"
            | "database_missing"
            | "database_foreign"
            | "database"
            | "keys_damaged"
            | "keys_missing"
            | "migration_altered"
            | "migration_failed"
            | "store"
            | "shape"
    )
}

fn unopened(no: &Refusal) -> Value {
    json!({ "sound": false, "headline": "店铺数据有损坏，没能核验完。请先复制整个文件夹留底，再从备份恢复；没有备份时，可加 --salvage 新文件夹 抢救还能读出的内容。", "findings": [no.message], "error": error(no) })
}
