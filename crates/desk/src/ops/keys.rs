//! The keys of the shop: what opens it, when that was last tried, and what is put right by the owner.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::Tx;
use shounuo_store::vault::{Place, Rotated, VaultFault, place_of};
use ts_rs::TS;

use super::health::HealthNote;
use super::shop::{OpenWith, parse_code};
use super::{Call, Nothing};
use crate::capabilities::shop::{SHOP, the_shop};
use crate::kernel::{Access, Refusal, note_access};
use crate::salvage::Salvaged;
use crate::workbench::{CONTINUE_OLDER, Freshness};

const KEYCHAIN_CHECK: &str = "keychain_check";
/// When the printed code was last seen to be right.
pub(super) const CODE_CHECKED: &str = "recovery_checked_at";
/// A keychain is looked at every week: reinstalling the system, or a new password set by an administrator, empties it.
const KEYCHAIN_EVERY: SignedDuration = SignedDuration::from_hours(7 * 24);
/// A sheet of paper is looked for every year.
const CODE_EVERY: SignedDuration = SignedDuration::from_hours(365 * 24);
/// How far the ledger is goes into the keychain at most this often while somebody works.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);
const SETTINGS: &str = "/settings/recovery";

/// What opens the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeysView {
    /// The system's keychain: `kept`, `not_used`, or the code of what is wrong with it.
    pub keychain: String,
    /// The same in words.
    pub keychain_words: String,
    /// When the keychain was last looked at.
    pub keychain_checked_at: Option<String>,
    /// Both copies of the key file are good.
    pub key_files_whole: bool,
    /// When the printed code was last typed rightly.
    pub code_checked_at: Option<String>,
    /// It should be tried again.
    pub code_check_due: bool,
    /// The file is older than what is known, in words; the owner may go on with it.
    pub older: Option<String>,
    /// What was done just now besides what was asked for, in words.
    pub done: Option<String>,
}

/// A code as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TypedCode {
    /// As typed.
    pub code: String,
}

/// What the last look at the keychain found.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Looked {
    at: Timestamp,
    /// Code of the fault, if any.
    fault: Option<String>,
    words: Option<String>,
}

pub(super) fn state(call: &Call<'_>, _: Nothing) -> Result<KeysView, Refusal> {
    let shop = call.shop()?;
    let used = shop.with_vault(|vault| vault.has_keychain_slot());
    let (looked, checked) = call.read(|tx, _| Ok((last_look(tx)?, code_checked(tx)?)))?;
    let (keychain, keychain_words) = keychain_state(used, looked.as_ref());
    Ok(KeysView {
        keychain,
        keychain_words,
        keychain_checked_at: looked.map(|looked| looked.at.to_string()),
        key_files_whole: shop.key_files_whole(),
        code_check_due: checked.is_some_and(|at| is_due(call.now, at, CODE_EVERY)),
        code_checked_at: checked.map(|at| at.to_string()),
        older: older_words(&shop.freshness()),
        done: None,
    })
}

fn keychain_state(used: bool, looked: Option<&Looked>) -> (String, String) {
    match looked {
        _ if !used => ("not_used".into(), "没有使用系统钥匙串，每次打开都要输入恢复码。".into()),
        Some(Looked { fault: Some(fault), words, .. }) => (fault.clone(), words.clone().unwrap_or_default()),
        _ => ("kept".into(), "系统钥匙串能打开这家店铺。".into()),
    }
}

/// Looks at the keychain now, and keeps what was found.
pub(super) fn check(call: &Call<'_>, _: Nothing) -> Result<KeysView, Refusal> {
    look_at_keychain(call)?;
    state(call, Nothing {})
}

/// The printed code, typed to see that the sheet is still there and right.
pub(super) fn check_code(call: &Call<'_>, typed: TypedCode) -> Result<KeysView, Refusal> {
    let code = parse_code(&typed.code)?;
    if !call.shop()?.with_vault(|vault| vault.check_code(&code))? {
        return Err(Refusal { field: Some("code".into()), ..VaultFault::WrongCode.into() });
    }
    call.shop()?.with_vault(|vault| vault.settle_code())?;
    call.write(|tx, _| Ok(tx.set_local(CODE_CHECKED, &json!(call.now.to_string()))?))?;
    state(call, Nothing {})
}

/// Writes both key files again from the good one, and a new key into the keychain where it lost the old one.
pub(super) fn mend(call: &Call<'_>, _: Nothing) -> Result<KeysView, Refusal> {
    let shop = call.shop()?;
    let keychain = call.bench.host.keychain.as_deref();
    shop.with_vault(|vault| match keychain.filter(|keychain| vault.has_keychain_slot() && vault.check_keychain(*keychain).is_err()) {
        Some(keychain) => vault.repair_keychain_slot(keychain),
        None => vault.rewrite_key_files(),
    })?;
    look_at_keychain(call)?;
    state(call, Nothing {})
}

/// A new data key, and with it a new database file. The recovery code stays as it is.
pub(super) fn rotate(call: &Call<'_>, _: Nothing) -> Result<KeysView, Refusal> {
    let rotated = call.bench.rotate_key(call.actor()?, call.now)?;
    call.bench.keep_seen();
    Ok(KeysView { done: copies_words(rotated), ..state(call, Nothing {})? })
}

/// Copies from before an upgrade go with the key that opened them.
fn copies_words(rotated: Rotated) -> Option<String> {
    let Rotated { copies_removed: removed, copies_left: left } = rotated;
    let gone = (removed > 0).then(|| format!("升级前留在店铺文件夹里的 {removed} 份旧库副本只有旧钥匙能打开，已一并删除。"));
    let stays = (left > 0).then(|| {
        format!("还有 {left} 份升级前的旧库副本没能删除（可能被别的程序占用），旧钥匙仍能打开它们：请关闭软件后，删除店铺文件夹里名称以 shounuo-before-upgrade- 开头的文件。")
    });
    gone.into_iter().chain(stays).reduce(|one, other| one + &other)
}

/// Goes on with a file that is older than known: written down, and remembered from now on.
pub(super) fn continue_older(call: &Call<'_>, _: Nothing) -> Result<Nothing, Refusal> {
    let actor = call.actor()?;
    let Freshness::Older { known, found } = call.shop()?.freshness() else {
        return Err(Refusal::new("not_older", "这份数据不比已知的旧，不需要确认"));
    };
    let what = json!({
        "known_epoch": known.epoch, "known_seq": known.seq, "known_hash": known.hash,
        "found_seq": found.as_ref().map(|found| found.seq),
    });
    call.write(|tx, shop| {
        let id = the_shop(tx)?.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        note_access(&shop.seat, tx, actor, call.now, Access { kind: &SHOP, id: &id, event: CONTINUE_OLDER, what })
    })?;
    call.shop()?.accept_older();
    call.bench.keep_seen();
    Ok(Nothing {})
}

/// Carries what can be read into a new folder beside this one, for a shop that does not open: its key is the right to it.
pub(super) fn salvage_closed(call: &Call<'_>, with: OpenWith) -> Result<Salvaged, Refusal> {
    if call.shop().is_ok() {
        return Err(Refusal::new("shop_open", "店铺已经打开。要抢救数据，请店主登录后在设置里操作"));
    }
    let code = with.code.as_deref().map(parse_code).transpose()?;
    call.bench.salvage(code.as_ref(), None, call.now)
}

/// The same for a shop that opens and is damaged.
pub(super) fn salvage(call: &Call<'_>, _: Nothing) -> Result<Salvaged, Refusal> {
    call.bench.salvage(None, None, call.now)
}

/// What is due from time to time: called at every tick.
pub(super) fn from_time_to_time(call: &Call<'_>) -> Result<(), Refusal> {
    let shop = call.shop()?;
    shop.keep_seen_every(SEEN_EVERY, call.bench.host.keychain.as_deref(), call.now);
    let looked = call.read(|tx, _| last_look(tx))?;
    let used = shop.with_vault(|vault| vault.has_keychain_slot());
    if used && looked.is_none_or(|looked| is_due(call.now, looked.at, KEYCHAIN_EVERY)) {
        look_at_keychain(call)?;
    }
    Ok(())
}

fn look_at_keychain(call: &Call<'_>) -> Result<(), Refusal> {
    let shop = call.shop()?;
    let Some(check) = shop.with_vault(|vault| vault.has_keychain_slot().then(|| vault.keychain_check())) else { return Ok(()) };
    // Not under the vault's lock: a keychain may ask a person and take its time.
    let found = call.bench.host.keychain.as_deref().map_or(Err(VaultFault::KeychainMissing), |keychain| check.run(keychain));
    let fault = found.err();
    let looked =
        Looked { at: call.now, fault: fault.as_ref().map(|fault| fault.code().into()), words: fault.as_ref().map(ToString::to_string) };
    call.write(|tx, _| Ok(tx.set_local(KEYCHAIN_CHECK, &json!(looked))?))
}

fn last_look(tx: &Tx<'_>) -> Result<Option<Looked>, Refusal> {
    Ok(serde_json::from_value(tx.local(KEYCHAIN_CHECK)?).ok())
}

/// When the code was last typed rightly; a shop whose groups were typed back at its founding counts from then.
fn code_checked(tx: &Tx<'_>) -> Result<Option<Timestamp>, Refusal> {
    if let Some(at) = instant(&tx.local(CODE_CHECKED)?) {
        return Ok(Some(at));
    }
    let founded = the_shop(tx)?.get("created_ms").and_then(Value::as_i64).unwrap_or(0);
    Ok(Timestamp::from_millisecond(founded).ok())
}

fn instant(value: &Value) -> Option<Timestamp> {
    value.as_str()?.parse().ok()
}

/// A clock set back makes nothing wait longer than it should.
fn is_due(now: Timestamp, last: Timestamp, every: SignedDuration) -> bool {
    now.duration_since(last).abs() >= every
}

fn older_words(freshness: &Freshness) -> Option<String> {
    let Freshness::Older { known, found } = freshness else { return None };
    let found = found.as_ref().map_or_else(|| "里没有这一代台账".to_owned(), |found| format!("只到第 {} 条", found.seq));
    Some(format!(
        "打开的数据比已知的旧：本机记得台账已写到第 {} 条（第 {} 代），这份数据{found}，或者那一条不是同一条。可能是放回了旧文件，或日志文件丢失。\
         请先关闭软件，找回较新的 shounuo.db 和 shounuo.db-wal，或从较新的备份恢复；确实找不回，再由店主在设置里确认按这份继续。",
        known.seq, known.epoch
    ))
}

pub(super) fn older_than_known(call: &Call<'_>) -> Result<Option<HealthNote>, Refusal> {
    let words = older_words(&call.shop()?.freshness());
    Ok(words.map(|words| HealthNote::error("older_than_known", words).at(SETTINGS)))
}

pub(super) fn keychain_not_kept(call: &Call<'_>) -> Result<Option<HealthNote>, Refusal> {
    let used = call.shop()?.with_vault(|vault| vault.has_keychain_slot());
    let looked = call.read(|tx, _| last_look(tx))?.filter(|_| used);
    let fault = looked.filter(|looked| looked.fault.is_some());
    let words =
        "系统钥匙串打不开这家店铺了（可能重装过系统、换了用户，或钥匙串已锁定）。请确认恢复码还在手边，并在设置里重新保存到钥匙串。";
    Ok(fault.map(|_| HealthNote::warning("keychain_not_kept", words).at(SETTINGS)))
}

/// A folder that is no good place for a database. Told, and not refused: the shop is there.
pub(super) fn bad_place(call: &Call<'_>) -> Result<Option<HealthNote>, Refusal> {
    let dir = call.shop()?.with_vault(|vault| vault.dir().to_path_buf());
    let words = match place_of(&dir) {
        Place::Local => return Ok(None),
        Place::Network => "店铺文件夹在网络位置上，数据可能损坏。请先做一份备份，再恢复到本机硬盘上的文件夹。".to_owned(),
        Place::Synced(service) => {
            format!("店铺文件夹由“{service}”自动同步，数据可能损坏，或被旧文件覆盖。请先做一份备份，再恢复到不同步的本机文件夹。")
        }
        Place::Removable => "店铺文件夹在可移动的盘上，拔出时可能丢失刚写的内容。请先做一份备份，再恢复到本机硬盘上。".to_owned(),
    };
    Ok(Some(HealthNote::warning("bad_place", words)))
}

pub(super) fn code_check_due(call: &Call<'_>) -> Result<Option<HealthNote>, Refusal> {
    let due = call.read(|tx, _| code_checked(tx))?.is_some_and(|at| is_due(call.now, at, CODE_EVERY));
    let words = "恢复码一年没有核对过了。请找出打印的恢复码，由店主在设置里输入一次，确认凭条还在、还能用。";
    Ok(due.then(|| HealthNote::warning("recovery_check_due", words).at(SETTINGS)))
}
