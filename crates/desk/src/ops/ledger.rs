//! The ledger as people read it, and its verification.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_ledger::{Entry, Head, MergeRule, Position};
use shounuo_store::Tx;
use ts_rs::TS;

use super::Call;
use super::cases::name_of;
use crate::kernel::field::{FieldType, Mask};
use crate::kernel::kind::Kind;
use crate::kernel::mask::mask;
use crate::kernel::signing::SIGNING_KEY;
use crate::kernel::undo::UNDO;
use crate::kernel::verify::{self, Going, Known, Verification};
use crate::kernel::work::china_moment;
use crate::kernel::{Access, Refusal, note_access, registry};
use crate::workbench::{Freshness, OpenShop};

const PAGE: usize = 50;

/// What happened, as a line of a timeline.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TimelineItem {
    /// Device, epoch and number: the entry's place, e.g. `3F/1/207`.
    pub place: String,
    /// When, UTC.
    pub at: String,
    /// Name of who did it.
    pub who: String,
    /// 中文 label of the kind.
    pub kind_label: String,
    /// Kind.
    pub kind: String,
    /// Id of the record.
    pub record: String,
    /// Event.
    pub event: String,
    /// 中文 label of the event.
    pub label: String,
    /// What changed: field label, before, after (personal values masked).
    pub changes: Vec<ChangeView>,
    /// Hash of the entry.
    pub hash: String,
}

/// One change as people read it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChangeView {
    /// 中文 label of the field.
    pub label: String,
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
    /// A decision, money or date: merged by compare-and-set.
    pub guarded: bool,
}

/// Which entries.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LedgerFilter {
    /// Only of this record.
    pub record: Option<String>,
    /// Only by this account.
    pub actor: Option<String>,
    /// Key of the last row of the page before.
    pub before: Option<String>,
}

/// A page of the ledger.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LedgerPage {
    /// Entries, newest first.
    pub items: Vec<TimelineItem>,
    /// Key for the next page; `None` when this is the last.
    pub before: Option<String>,
    /// Entries in all.
    pub total: i64,
}

/// A verification that a screen may ask after, and stop.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VerifyAsked {
    /// Name under which the screen asks how far it is.
    #[serde(default)]
    #[ts(optional)]
    pub job: Option<String>,
}

/// The result of a verification.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Verdict {
    /// Nothing was found.
    pub sound: bool,
    /// In one sentence.
    pub headline: String,
    /// The findings, each in a sentence.
    pub findings: Vec<String>,
    /// The whole result, as the command line gives it.
    pub details: Verification,
}

pub(super) fn timeline(tx: &Tx<'_>, case: &str) -> Result<Vec<TimelineItem>, Refusal> {
    let entries = tx.entries("case_id = ?1 ORDER BY hlc DESC, seq DESC LIMIT 500", &[json!(case)])?;
    entries.iter().map(|entry| item(tx, entry)).collect()
}

pub(super) fn list(call: &Call<'_>, filter: LedgerFilter) -> Result<LedgerPage, Refusal> {
    call.read(|tx, _| {
        let (mut conditions, mut params) = (vec!["1".to_owned()], Vec::new());
        for (column, value) in [("record", &filter.record), ("actor", &filter.actor)] {
            if let Some(value) = value {
                params.push(json!(value));
                conditions.push(format!("{column} = ?{}", params.len()));
            }
        }
        if let Some(hlc) = filter.before.as_deref().and_then(|before| before.parse::<i64>().ok()) {
            params.push(json!(hlc));
            conditions.push(format!("hlc < ?{}", params.len()));
        }
        let tail = format!("{} ORDER BY hlc DESC LIMIT {}", conditions.join(" AND "), PAGE);
        let entries = tx.entries(&tail, &params)?;
        let before = if entries.len() == PAGE { entries.last().map(|entry| entry.body.hlc.0.to_string()) } else { None };
        let items = entries.iter().map(|entry| item(tx, entry)).collect::<Result<_, _>>()?;
        Ok(LedgerPage { items, before, total: tx.count("SELECT count(*) FROM ledger_entry", &[])? })
    })
}

pub(super) fn item(tx: &Tx<'_>, entry: &Entry) -> Result<TimelineItem, Refusal> {
    let body = &entry.body;
    let kind = registry::kind(&body.kind).ok();
    let mut changes = Vec::new();
    for change in body.changes.iter().filter(|change| change.kind == body.kind && change.id == body.record) {
        for field in &change.fields {
            changes.extend(change_view(tx, kind, &field.field, &field.old, &field.new, field.rule)?);
        }
    }
    let said = body.asked.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
    for (name, value) in said {
        let asked = kind.and_then(|kind| kind.steps(&body.event).flat_map(|step| step.asks).find(|field| field.name == name));
        let label = known_words(name).or(asked.map(|field| field.label)).unwrap_or(name);
        let revealed = kind.filter(|_| name == "field").and_then(|kind| kind.field(value.as_str()?));
        let taken_back = value.as_str().filter(|_| body.event == UNDO && name == "event").map(|event| event_label(kind, event));
        let new = match taken_back {
            Some(step) => step,
            None => revealed.map_or_else(|| shown(tx, asked, value), |field| Ok(field.label.to_owned()))?,
        };
        changes.push(ChangeView { label: label.into(), old: String::new(), new, guarded: false });
    }
    let at = Timestamp::from_millisecond(body.wall_ms).unwrap_or(Timestamp::UNIX_EPOCH).to_string();
    Ok(TimelineItem {
        place: format!("{}/{}/{}", crate::kernel::Seat::new(&body.at.device, 1).code, body.at.epoch, body.at.seq),
        at,
        who: name_of(tx, Some(&body.actor))?.unwrap_or_else(|| body.actor.clone()),
        kind_label: kind.map_or_else(|| body.kind.clone(), |kind| kind.label.to_owned()),
        kind: body.kind.clone(),
        record: body.record.clone(),
        label: event_label(kind, &body.event),
        event: body.event.clone(),
        changes,
        hash: entry.hash.clone(),
    })
}

/// Words for what the app itself notes when something is looked at or taken out.
fn known_words(name: &str) -> Option<&'static str> {
    Some(match name {
        "field" => "查看的内容",
        "reason" => "理由",
        "result" => "结果",
        "kind" => "内容",
        "format" => "格式",
        "purpose" => "用途",
        "event" => "撤回的步骤",
        "seq" => "台账序号",
        "size" => "规格",
        "copies" => "份数",
        "operation" => "操作",
        "more" => "此前一小时另有次数",
        "unmasked" => "不打码",
        "approved_by" => "同意人",
        "rows" => "行数",
        "from" => "自",
        "to" => "至",
        "algorithm" => "算法",
        "public_key" => "公钥",
        "copies_removed" => "已删除的升级前副本",
        "copies_left" => "没能删除的升级前副本",
        _ => return None,
    })
}

fn event_label(kind: Option<&'static Kind>, event: &str) -> String {
    let declared = kind.and_then(|kind| kind.steps(event).next()).map(|step| step.label);
    let known = match event {
        "reveal" => Some("查看个人信息"),
        "print" => Some("取出原件"),
        "open" => Some("打开附件"),
        "export" => Some("导出"),
        "verify" => Some("核验台账"),
        "denied" => Some("被拒绝"),
        "label" => Some("打印标签"),
        "rotate_key" => Some("更换数据钥匙"),
        "salvaged" => Some("从损坏的数据里抢救"),
        "continue_older" => Some("按旧文件继续"),
        "restored" => Some("从备份恢复，接在备份之后"),
        SIGNING_KEY => Some("启用签名钥匙"),
        UNDO => Some("撤回上一步"),
        _ => None,
    };
    declared.or(known).unwrap_or(event).to_owned()
}

fn change_view(
    tx: &Tx<'_>,
    kind: Option<&'static Kind>,
    name: &str,
    old: &Value,
    new: &Value,
    rule: MergeRule,
) -> Result<Option<ChangeView>, Refusal> {
    if name == "number" {
        return Ok(None);
    }
    if name == "case_id" {
        let number = |id: &Value| tx.value("SELECT number FROM case_index WHERE id = ?1", std::slice::from_ref(id));
        let (old, new) = (plain(&number(old)?), plain(&number(new)?));
        return Ok(Some(ChangeView { label: "售后单".into(), old, new, guarded: false }));
    }
    let field = kind.and_then(|kind| kind.field(name));
    if name == "state" {
        let label =
            |value: &Value| value.as_str().map(|state| kind.map_or(state, |kind| kind.state_label(state)).to_owned()).unwrap_or_default();
        return Ok(Some(ChangeView { label: "状态".into(), old: label(old), new: label(new), guarded: true }));
    }
    let label = field.map_or(name, |field| field.label);
    Ok(Some(ChangeView {
        label: label.into(),
        old: shown(tx, field, old)?,
        new: shown(tx, field, new)?,
        guarded: rule == MergeRule::Guarded,
    }))
}

/// Answers to a list of items, in the order of the list.
fn in_order(of: &[(&str, &[&str])], answers: &serde_json::Map<String, Value>) -> String {
    let answered = of.iter().filter_map(|(item, _)| Some(format!("{item} {}", answers.get(*item)?.as_str()?)));
    answered.collect::<Vec<_>>().join("，")
}

/// A ledger value as people read it: opened if it can be, masked by its field, the large ones in a word.
fn shown(tx: &Tx<'_>, field: Option<&'static crate::kernel::field::Field>, value: &Value) -> Result<String, Refusal> {
    if value.get("sealed").is_some() && tx.open_sealed(value)?.is_null() {
        return Ok("（个人信息已删除）".into());
    }
    let value = tx.open_sealed(value)?;
    let Some(field) = field else { return Ok(plain(&value)) };
    if field.mask == Mask::Hidden {
        return Ok(if value.is_null() { String::new() } else { "（已设置）".into() });
    }
    Ok(match (field.ty, &value) {
        (_, Value::Null) => String::new(),
        (FieldType::Choice(of), Value::String(code)) => {
            of.iter().find(|(name, _)| name == code).map_or_else(|| code.clone(), |(_, label)| (*label).to_owned())
        }
        (FieldType::Money, Value::Number(fen)) => shounuo_rules::Fen(fen.as_i64().unwrap_or(0)).to_string(),
        (FieldType::Bool, Value::Bool(flag)) => if *flag { "是" } else { "否" }.into(),
        (FieldType::Ref(kind), Value::String(id)) => named(tx, kind, id)?,
        (FieldType::Json, Value::Array(items)) => format!("{} 项", items.len()),
        (FieldType::Checks(of), Value::Object(answers)) => in_order(of, answers),
        (FieldType::Json, _) => "…".into(),
        (FieldType::Instant, Value::String(utc)) => utc.parse().map_or_else(|_| utc.clone(), china_moment),
        (_, Value::String(text)) => mask(field.mask, text),
        (_, other) => plain(other),
    })
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "是".into(),
        Value::Bool(false) => "否".into(),
        other => other.to_string(),
    }
}

/// What a reference points to, by its number or name; a person masked.
fn named(tx: &Tx<'_>, kind: &str, id: &str) -> Result<String, Refusal> {
    if kind == "consumer" {
        let name = tx.value("SELECT name FROM consumer WHERE id = ?1", &[json!(id)])?;
        return Ok(name.as_str().map_or_else(|| "已登记".into(), |name| mask(Mask::Name, name)));
    }
    let column = match kind {
        "account" => "name",
        "sales_order" => "order_no",
        "serial_unit" => "serial",
        "goods" | "order_line" => "title",
        _ => "number",
    };
    let value = tx.value(&format!("SELECT {column} FROM {kind} WHERE id = ?1"), &[json!(id)])?;
    Ok(value.as_str().map_or_else(|| registry::kind(kind).map_or_else(|_| kind.to_owned(), |kind| kind.label.to_owned()), str::to_owned))
}

/// What is remembered outside the file and is not in it.
fn remembered(shop: &OpenShop) -> Vec<Known> {
    let Freshness::Older { known, .. } = shop.freshness() else { return Vec::new() };
    let at = Position { device: shop.seat.device.clone(), epoch: known.epoch, seq: known.seq };
    vec![Known { by: "remembered".into(), head: Head { at, hash: known.hash }, taken_ms: 0, place: String::new() }]
}

pub(super) fn verify(call: &Call<'_>, asked: VerifyAsked) -> Result<Verdict, Refusal> {
    let actor = call.actor()?;
    let shop = call.shop()?;
    let run = call.begin(asked.job.as_deref());
    let going = |percent| run.progress.advance(percent);
    let details = verify::verify_in_steps(&shop, &remembered(&shop), &Going::telling(&going))?;
    if details.has_unreadable() {
        shop.note_damage();
    }
    let outcome = json!({ "result": if details.sound() { "完整" } else { "有问题" } });
    let noted = call.write(|tx, shop| {
        let id = crate::capabilities::shop::the_shop(tx)?.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        note_access(
            &shop.seat,
            tx,
            actor,
            call.now,
            Access { kind: &crate::capabilities::shop::SHOP, id: &id, event: "verify", what: outcome },
        )
    });
    // A damaged file may not take the note any more; what was found is said all the same.
    if details.sound() {
        noted?;
    }
    Ok(Verdict { sound: details.sound(), headline: details.headline(), findings: details.findings(), details })
}
