//! What is known of the ledger outside this computer: listed, printed, and held against it.

use serde::{Deserialize, Serialize};
use serde_json::json;
use shounuo_ledger::{Position, SignedHead, typed_hash};
use shounuo_store::{Anchor, Tx};
use ts_rs::TS;

use super::health::HealthNote;
use super::{Call, Nothing};
use crate::capabilities::checkpoint::{CHECKPOINT, seat_letters};
use crate::capabilities::shop::{is_demo, the_shop};
use crate::kernel::signing::{declared_key, key_entries};
use crate::kernel::verify::{Compared, compare};
use crate::kernel::{Deed, Refusal, perform};
use crate::workbench::object;

/// Digits of a typed fingerprint that are enough: four groups. Nobody finds another entry with the same ones.
const ENOUGH: usize = 16;
/// A month, and a few days to print the paper.
const UNANCHORED_DAYS: i64 = 35;

/// A head that was taken out of this computer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AnchorView {
    /// `backup`, `paper` or `peer`.
    pub kind: String,
    /// 中文 name of it.
    pub label: String,
    /// When it was taken out, UTC.
    pub at: String,
    /// Where it lies: name of the backup, number of the paper.
    pub place: String,
    /// The seat, as its numbers show it, and its epoch.
    pub seat: String,
    /// Up to which entry.
    #[ts(type = "number")]
    pub seq: u64,
    /// Hash of that entry.
    pub hash: String,
    /// `same`, `altered` or `cut_off`: whether the ledger still is what it was.
    pub state: String,
}

/// The anchors, and what none of them covers.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Anchors {
    /// Newest first.
    pub anchors: Vec<AnchorView>,
    /// Entries of this seat after the last anchor.
    #[ts(type = "number")]
    pub unanchored: u64,
}

/// A checkpoint that was printed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PrintedCheckpoint {
    /// Its record.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Id of the issued paper: `notices.file` gives its bytes.
    pub notice: String,
    /// Up to which entry.
    #[ts(type = "number")]
    pub seq: u64,
}

/// A printed checkpoint as somebody holds it in hand: scanned, or typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PaperInHand {
    /// Content of its QR code.
    pub text: Option<String>,
    /// Number of the entry, as printed.
    #[ts(type = "number | null")]
    pub seq: Option<u64>,
    /// The fingerprint, its first four groups or more.
    pub hash: Option<String>,
}

/// What the ledger says to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperChecked {
    /// `same`, `altered`, `cut_off`, `other_shop` or `not_signed`.
    pub result: String,
    /// In Chinese: what it means and what to do.
    pub words: String,
    /// The entry it is about.
    #[ts(type = "number")]
    pub seq: u64,
    /// The signature was there and is right; typed ones have none.
    pub signed: bool,
}

pub(super) fn list(call: &Call<'_>, _: Nothing) -> Result<Anchors, Refusal> {
    call.read(|tx, shop| {
        let anchors: Vec<AnchorView> = tx.anchors()?.iter().map(|anchor| view(tx, anchor)).collect::<Result<_, _>>()?;
        let (device, epoch) = (&shop.seat.device, shop.seat.epoch);
        let own = format!("{}/{epoch}", seat_letters(device));
        let covered = anchors.iter().filter(|anchor| anchor.seat == own && anchor.state == "same").map(|anchor| anchor.seq).max();
        Ok(Anchors { anchors, unanchored: tx.chain_end(device, epoch)?.saturating_sub(covered.unwrap_or(0)) })
    })
}

fn view(tx: &Tx<'_>, anchor: &Anchor) -> Result<AnchorView, Refusal> {
    let Position { device, epoch, seq } = &anchor.head.at;
    let label = match anchor.kind.as_str() {
        "backup" => "备份",
        "paper" => "打印的核验点",
        _ => "另一席位",
    };
    Ok(AnchorView {
        kind: anchor.kind.clone(),
        label: label.into(),
        at: jiff::Timestamp::from_millisecond(anchor.made_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string(),
        place: anchor.place.clone(),
        seat: format!("{}/{epoch}", seat_letters(device)),
        seq: *seq,
        hash: anchor.head.hash.clone(),
        state: code(compare(tx, &anchor.head.head())?).into(),
    })
}

fn code(compared: Compared) -> &'static str {
    match compared {
        Compared::Same => "same",
        Compared::Altered => "altered",
        Compared::CutOff => "cut_off",
    }
}

/// Warns when nothing of the last weeks is known outside this computer.
pub(super) fn not_anchored(call: &Call<'_>) -> Result<Option<HealthNote>, Refusal> {
    let since = call.read(|tx, shop| {
        if is_demo(&the_shop(tx)?) {
            return Ok(None);
        }
        let first = Position { device: shop.seat.device.clone(), epoch: shop.seat.epoch, seq: 1 };
        let newest = tx.anchors()?.first().map(|anchor| anchor.made_ms);
        Ok(newest.or(tx.entry_wall(&first)?))
    })?;
    let since = since.and_then(|since| jiff::Timestamp::from_millisecond(since).ok());
    let days = since.map_or(0, |since| call.now.duration_since(since).as_hours() / 24);
    let words = format!(
        "台账已有 {days} 天没有在这块盘以外留底：这段记录万一被整个改写，就无从查证。请备份到 U 盘或别的盘（与店铺同一块盘上的备份不算），或打印一张台账核验点。"
    );
    Ok((days > UNANCHORED_DAYS).then(|| HealthNote::warning("not_anchored", words).at("/ledger")))
}

/// Signs where the ledger ends, keeps it as a record with a number, and issues its paper, in one transaction.
pub(super) fn print(call: &Call<'_>, _: Nothing) -> Result<PrintedCheckpoint, Refusal> {
    let actor = call.actor()?;
    let printed = call.write(|tx, shop| {
        let head = shop.sign_head(tx, call.now)?;
        let code = head.to_checkpoint().ok_or_else(|| Refusal::new("bad_output", "这个席位的名称放不进二维码"))?;
        let done = perform(&shop.seat, tx, actor, call.now, Deed::create(&CHECKPOINT, "print", object(json!({ "code": code }))))?;
        let text = |sql: &str| Ok::<_, Refusal>(tx.value(sql, &[done.id.as_str().into()])?.as_str().unwrap_or_default().to_owned());
        let number = text("SELECT number FROM checkpoint WHERE id = ?1")?;
        let notice = text("SELECT id FROM notice WHERE about_id = ?1 ORDER BY created_ms, id LIMIT 1")?;
        tx.note_anchor(&Anchor { kind: "paper".into(), head: head.clone(), made_ms: call.now.as_millisecond(), place: number.clone() })?;
        Ok((PrintedCheckpoint { id: done.id.clone(), number, notice, seq: head.at.seq }, done.kinds))
    })?;
    call.note_changed(printed.1);
    Ok(printed.0)
}

/// Holds a paper against the ledger.
pub(super) fn check(call: &Call<'_>, paper: PaperInHand) -> Result<PaperChecked, Refusal> {
    match paper.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => {
            let head = SignedHead::from_checkpoint(text).map_err(|fault| Refusal::bad("text", fault.to_string()))?;
            call.read(|tx, shop| scanned(tx, &shop.shop_id(), &head))
        }
        None => {
            let (seq, hash) = typed(&paper)?;
            call.read(|tx, _| found(tx, seq, &hash))
        }
    }
}

fn scanned(tx: &Tx<'_>, shop: &str, head: &SignedHead) -> Result<PaperChecked, Refusal> {
    let seq = head.at.seq;
    if head.shop != shop {
        return Ok(told("other_shop", seq, false));
    }
    let keys = key_entries(tx)?;
    let declared = keys.iter().filter(|entry| entry.body.at.device == head.at.device).filter_map(declared_key);
    let compared = compare(tx, &head.head())?;
    if !head.is_signed() || (compared == Compared::Same && !declared.into_iter().any(|key| key.public_key == head.public_key)) {
        return Ok(told("not_signed", seq, false));
    }
    Ok(told(code(compared), seq, true))
}

fn typed(paper: &PaperInHand) -> Result<(u64, String), Refusal> {
    let seq = paper.seq.filter(|seq| *seq > 0).ok_or_else(|| Refusal::bad("seq", "请输入纸上的台账条数，或扫描二维码"))?;
    let hash = paper
        .hash
        .as_deref()
        .and_then(typed_hash)
        .ok_or_else(|| Refusal::bad("hash", "指纹只有数字 0 到 9 和字母 A 到 F，请对照纸再输"))?;
    if !(ENOUGH..=64).contains(&hash.len()) {
        return Err(Refusal::bad("hash", "请至少输入指纹的前 4 组（16 位），最多 16 组"));
    }
    Ok((seq, hash))
}

/// A paper that was typed names no seat: it is compared with the entry of that number on every chain.
fn found(tx: &Tx<'_>, seq: u64, hash: &str) -> Result<PaperChecked, Refusal> {
    let mut compared = Compared::CutOff;
    for (device, epoch) in tx.chains()? {
        let Some(stands) = tx.entry_hash(&Position { device, epoch, seq })? else { continue };
        if stands.starts_with(hash) {
            return Ok(told("same", seq, false));
        }
        compared = Compared::Altered;
    }
    Ok(told(code(compared), seq, false))
}

fn told(result: &str, seq: u64, signed: bool) -> PaperChecked {
    let words = match result {
        "same" => format!("一致：第 1 条到第 {seq} 条都是打印时的样子，没有一条被改动、删除或插入。"),
        "altered" => format!("不一致：第 {seq} 条或它之前的记录被改写过。请不要再使用这台电脑，先复制整个店铺文件夹留底，再与备份核对。"),
        "cut_off" => format!("台账不到第 {seq} 条：末尾被截短，或被换成了旧文件。请先复制整个店铺文件夹留底，再从最近的备份恢复。"),
        "other_shop" => "这是另一家店铺的核验点，请换本店的纸核对。".into(),
        _ => "二维码里的签名不对，或不是本店用过的签名钥匙签的：请重新扫描；仍然这样，请改为输入条数和指纹核对。".into(),
    };
    PaperChecked { result: result.into(), words, seq, signed }
}
