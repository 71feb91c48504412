//! 三包目录 (capabilities 3.11): versions with a date from which they hold. An order is judged by the version of its
//! sale date; the shop's own longer promise wins, a shorter one is refused.

use jiff::civil::Date;
use serde_json::{Value, json};
use shounuo_rules::Catalogue;
use shounuo_store::{Row, Tx};

use crate::kernel::actor::DECIDERS;
use crate::kernel::field::{Field, Find, date, json as structure, long_text, text};
use crate::kernel::flow::{Guard, State, Step, on, open};
use crate::kernel::kind::{Kind, PLAIN};
use crate::kernel::work::Work;
use crate::kernel::{Refusal, registry};

const TITLE: Field = text("title", "名称").required().find(Find::Text);
const EFFECTIVE: Field = date("effective_from", "生效日期").required().guarded().help("此日及以后售出的商品按本版判定");
const NOTE: Field = long_text("note", "变更说明").required();
const ENTRIES: Field = structure("entries", "条目").required().guarded();
const REASON: Field = long_text("reason", "理由").required();

const STATES: &[State] = &[open("draft", "草稿"), open("review", "待审"), open("published", "已发布")];
const FLOW: &[Step] = &[
    on("draft", "起草新版").by(DECIDERS).asks(&[TITLE, EFFECTIVE, NOTE, ENTRIES]).then(check_entries).cites("000 6.5.2(1)"),
    on("edit", "修改").from(&["draft"]).by(DECIDERS).asks(&[TITLE, EFFECTIVE, NOTE, ENTRIES]).then(check_entries).cites("000 6.5.2(2)"),
    on("submit", "提交审核").from(&["draft"]).to("review").by(DECIDERS).guard(&[NOT_BELOW_LAW]).then(remember_author).cites("000 6.5.2(2)"),
    on("return", "退回").from(&["review"]).to("draft").by(DECIDERS).asks(&[REASON]),
    on("approve", "发布")
        .from(&["review"])
        .to("published")
        .by(DECIDERS)
        .guard(&[NOT_BELOW_LAW, SECOND_MANAGER])
        .grave()
        .cites("000 6.5.2(1)"),
];

/// 三包目录版本.
pub static CATALOGUE_VERSION: Kind = Kind {
    name: "catalogue_version",
    label: "三包目录",
    prefix: "ML",
    fields: &[TITLE, EFFECTIVE, NOTE, text("author", "起草人").guarded(), ENTRIES],
    states: STATES,
    flow: FLOW,
    ..PLAIN
};

const NOT_BELOW_LAW: Guard =
    Guard { name: "not_below_law", says: "六要素齐全，且不低于国家和平台目录", test: not_below_law };
const SECOND_MANAGER: Guard =
    Guard { name: "second_manager", says: "店里有第二位经理或店主时，起草人不能自己发布", test: second_manager };

/// The shop's own version that holds for goods sold on `sold`; `None` when the built-in list holds alone.
///
/// # Errors
/// When the file fails or a stored version cannot be read.
pub fn catalogue_for(tx: &Tx<'_>, sold: Date) -> Result<Option<Catalogue>, Refusal> {
    let tail = "state = 'published' AND effective_from <= ?1 ORDER BY effective_from DESC, updated_ms DESC LIMIT 1";
    let row = tx.records(registry::shape(&CATALOGUE_VERSION), tail, &[sold.to_string().into()])?.into_iter().next();
    row.map(|row| stored(&row)).transpose()
}

/// A stored version as the catalogue the rules know.
///
/// # Errors
/// When the stored entries cannot be read.
pub fn stored(row: &Row) -> Result<Catalogue, Refusal> {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    let entries = serde_json::from_value(row.get("entries").cloned().unwrap_or(Value::Null))
        .map_err(|_| Refusal::bad("entries", "目录条目无法识别，请从已有版本另起一份草稿"))?;
    let number = text("number");
    let version = if number.is_empty() { text("title") } else { number };
    Ok(Catalogue { version: version.into(), effective_from: text("effective_from").parse().ok(), entries })
}

fn check_entries(work: &mut Work<'_>) -> Result<(), Refusal> {
    let catalogue = stored(&work.record)?;
    work.set("entries", json!(catalogue.entries));
    Ok(())
}

fn remember_author(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.set("author", work.actor.id.clone());
    Ok(())
}

fn not_below_law(work: &Work<'_>) -> Result<(), Refusal> {
    let faults = stored(&work.record)?.check_against(&Catalogue::builtin());
    let Some(first) = faults.first() else { return Ok(()) };
    let more = if faults.len() > 1 { format!("（另有 {} 处）", faults.len() - 1) } else { String::new() };
    Err(Refusal::guard(format!(
        "{}：{}{more}",
        if first.product.trim().is_empty() { "没有品名的条目" } else { &first.product },
        first.message
    )))
}

fn second_manager(work: &Work<'_>) -> Result<(), Refusal> {
    if work.text("author") != work.actor.id {
        return Ok(());
    }
    let others = "SELECT count(*) FROM account WHERE role IN ('manager', 'owner') AND state = 'active' AND id <> ?1";
    match work.tx.count(others, &[work.actor.id.as_str().into()])? {
        0 => Ok(()),
        _ => Err(Refusal::guard("您起草的版本要由另一位经理或店主发布")),
    }
}
