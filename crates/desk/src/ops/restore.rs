//! A shop out of a backup: looked at beside the one that is open, then put in its place; or on a computer that has none.

use std::sync::PoisonError;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::Tx;
use shounuo_store::vault;
use ts_rs::TS;

use super::backups::{BackupWithCode, chosen};
use super::ledger::{TimelineItem, item};
use super::shop::parse_code;
use super::{Call, Nothing};
use crate::backup::{Known, Prepared, Steps};
use crate::capabilities::KINDS;
use crate::capabilities::shop::the_shop;
use crate::kernel::{Actor, Refusal};
use crate::workbench::OpenShop;

/// How many of the entries that would be lost are told one by one.
const TOLD: u32 = 20;

/// What a backup holds, against the shop that is open.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RestorePreview {
    /// Name of the shop in it.
    pub shop: String,
    /// It is a backup of the shop that is open.
    pub same_shop: bool,
    /// When it was made, UTC.
    pub made_at: String,
    /// How many records of each kind there are now and in the backup; kinds of which there are none left out.
    pub kinds: Vec<KindCounts>,
    /// Entries of the ledger that are not in the backup: what would be lost.
    #[ts(type = "number")]
    pub lost: u64,
    /// The last of them.
    pub last_lost: Vec<TimelineItem>,
    /// Consumers erased since, who will be erased again.
    pub erased_again: usize,
    /// What is wrong with files of attachments, each in a sentence.
    pub findings: Vec<String>,
}

/// Records of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KindCounts {
    /// 中文 label of the kind.
    pub label: String,
    /// Now.
    pub now: i64,
    /// In the backup.
    pub then: i64,
}

/// The name of the shop, typed by whoever replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TypedName {
    /// As typed.
    pub name: String,
}

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RestoreDone {
    /// What the replaced folder is called now; it lies beside the shop's folder.
    pub replaced: Option<String>,
    /// When the backup was made, UTC.
    pub made_at: String,
    /// Consumers who were erased again.
    pub erased_again: usize,
}

pub(super) fn inspect(call: &Call<'_>, asked: BackupWithCode) -> Result<RestorePreview, Refusal> {
    let (file, code) = (chosen(call, &asked.file)?, parse_code(&asked.code)?);
    let run = call.begin(asked.job.as_deref());
    drop_prepared(call);
    let prepared = Prepared::new(&file, &call.bench.host.dir, code, &Steps::new(&run.progress))?;
    let preview = compare(&*call.shop()?, &prepared)?;
    *call.bench.prepared.lock().unwrap_or_else(PoisonError::into_inner) = Some(prepared);
    Ok(preview)
}

/// The restored copy is not wanted.
pub(super) fn forget(call: &Call<'_>, _: Nothing) -> Result<Nothing, Refusal> {
    drop_prepared(call);
    Ok(Nothing {})
}

fn drop_prepared(call: &Call<'_>) {
    drop(call.bench.prepared.lock().unwrap_or_else(PoisonError::into_inner).take());
}

fn compare(open: &OpenShop, prepared: &Prepared) -> Result<RestorePreview, Refusal> {
    let name = prepared.shop.store.read(name_of)?;
    let then = prepared.shop.store.read(counts)?;
    let now = open.store.read(counts)?;
    let kinds = now.into_iter().zip(then).map(|((label, now), (_, then))| KindCounts { label: label.into(), now, then });
    let (lost, last_lost) = open.store.read(|tx| lost(tx, prepared))?;
    let erased = Known::of(open)?.erased;
    Ok(RestorePreview {
        shop: name,
        same_shop: prepared.shop.shop_id() == open.shop_id(),
        made_at: prepared.restored.manifest.made_at.clone(),
        kinds: kinds.filter(|kind| kind.now + kind.then > 0).collect(),
        lost,
        last_lost,
        erased_again: prepared.shop.store.read(|tx| still_there(tx, &erased))?,
        findings: prepared.restored.findings(),
    })
}

fn name_of(tx: &Tx<'_>) -> Result<String, Refusal> {
    Ok(the_shop(tx)?.get("name").and_then(Value::as_str).unwrap_or_default().to_owned())
}

fn counts(tx: &Tx<'_>) -> Result<Vec<(&'static str, i64)>, Refusal> {
    KINDS.iter().map(|kind| Ok((kind.label, tx.count(&format!("SELECT count(*) FROM {}", kind.name), &[])?))).collect()
}

fn still_there(tx: &Tx<'_>, erased: &[String]) -> Result<usize, Refusal> {
    let sql = "SELECT count(*) FROM consumer WHERE state = 'active' AND id IN (SELECT value FROM json_each(?1))";
    Ok(usize::try_from(tx.count(sql, &[json!(json!(erased).to_string())])?).unwrap_or(0))
}

/// The entries of the open shop that the backup does not hold, chain by chain: how many, and the last of them.
fn lost(tx: &Tx<'_>, prepared: &Prepared) -> Result<(u64, Vec<TimelineItem>), Refusal> {
    let (mut count, mut last) = (0, Vec::new());
    for (device, epoch) in tx.chains()? {
        let held = prepared.restored.manifest.heads.iter().find(|end| end.device == device && end.epoch == epoch).map_or(0, |end| end.seq);
        let params = [json!(device), json!(epoch), json!(held)];
        count += tx.count("SELECT count(*) FROM ledger_entry WHERE device = ?1 AND epoch = ?2 AND seq > ?3", &params)?;
        last.extend(tx.entries(&format!("device = ?1 AND epoch = ?2 AND seq > ?3 ORDER BY seq DESC LIMIT {TOLD}"), &params)?);
    }
    last.sort_by_key(|entry| std::cmp::Reverse(entry.body.hlc));
    let told = last.iter().take(TOLD as usize).map(|entry| item(tx, entry)).collect::<Result<_, _>>()?;
    Ok((u64::try_from(count).unwrap_or(0), told))
}

pub(super) fn swap(call: &Call<'_>, typed: TypedName) -> Result<RestoreDone, Refusal> {
    let (actor, shop) = (call.actor()?, call.shop()?);
    if shop.store.read(name_of)?.trim() != typed.name.trim() {
        return Err(Refusal::bad("name", "店铺名称不对，没有恢复；请照现在的店名输入"));
    }
    let mut waiting = call.bench.prepared.lock().unwrap_or_else(PoisonError::into_inner);
    let prepared = waiting.take().ok_or_else(|| Refusal::new("not_prepared", "请先选择备份文件并看过差别"))?;
    if prepared.shop.shop_id() != shop.shop_id() {
        return Err(Refusal::new("other_shop", "这是另一家店铺的备份，不能换掉这家店；请在另一台电脑或另一个文件夹里恢复"));
    }
    drop(waiting);
    let known = Known::of(&shop)?;
    drop(shop);
    replace(call, prepared, &known, actor)
}

/// Where there is no shop, or one that does not open: whoever has the code of the backup is its owner.
pub(super) fn begin(call: &Call<'_>, asked: BackupWithCode) -> Result<RestoreDone, Refusal> {
    if call.bench.open(None).is_ok() {
        return Err(Refusal::new("shop_open", "店铺已经打开，请店主登录后在“备份与恢复”里恢复"));
    }
    let (file, code) = (chosen(call, &asked.file)?, parse_code(&asked.code)?);
    let run = call.begin(asked.job.as_deref());
    let known = known_to_closed(call, &code)?;
    let prepared = Prepared::new(&file, &call.bench.host.dir, code, &Steps::new(&run.progress))?;
    replace(call, prepared, &known, &Actor::system())
}

/// What a closed shop in the folder still tells: everything if the code opens it, nothing if it is damaged or not there.
fn known_to_closed(call: &Call<'_>, code: &vault::RecoveryCode) -> Result<Known, Refusal> {
    match vault::unlock_with_code(&call.bench.host.dir, code) {
        Ok(vault) => Ok(OpenShop::open(vault, false).map(|shop| Known::of_damaged(&shop)).unwrap_or_default()),
        Err(no @ (vault::VaultFault::InUse | vault::VaultFault::WrongCode)) => Err(no.into()),
        Err(_) => Ok(Known::default()),
    }
}

fn replace(call: &Call<'_>, prepared: Prepared, known: &Known, actor: &Actor) -> Result<RestoreDone, Refusal> {
    let made_at = prepared.restored.manifest.made_at.clone();
    let done = call.bench.exchange(prepared.code.clone(), |dir| prepared.swap(dir, known, actor, call.now))?;
    Ok(RestoreDone { replaced: done.replaced, made_at, erased_again: done.erased_again })
}
