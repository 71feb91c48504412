//! 调查报告: what the investigation found, in three parts (004 4.2). Written while it lasts, frozen when it ends.

use serde_json::{Value, json};
use shounuo_store::{Row, Tx};

use super::parent::{CASE, CONSUMER, join};
use crate::kernel::actor::{BY_RULE, COUNTER};
use crate::kernel::field::{Field, Find, Mask, choice, int, long_text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::work::Work;
use crate::kernel::{Refusal, registry};

/// Who answers for what happened, as the investigation found.
pub(super) const RESPONSIBLE: &[(&str, &str)] = &[
    ("shop", "本店"),
    ("supplier", "供应商或厂家"),
    ("carrier", "承运方"),
    ("platform", "平台"),
    ("consumer", "消费者"),
    ("several", "几方都有"),
    ("groundless", "投诉不成立"),
];

const ORDER_CHECK: Field = long_text("order_check", "一、订单核对").personal(Mask::Words);
const TALKS: Field = long_text("talks", "二、部门沟通").personal(Mask::Words);
const EVIDENCE_CHECK: Field = long_text("evidence_check", "三、证据核实").personal(Mask::Words);
const FINDINGS: Field = long_text("findings", "查明的事实").personal(Mask::Words).find(Find::Text);
const PARTY: Field = choice("responsible", "责任方", RESPONSIBLE).guarded();
const PARTS: &[Field] = &[ORDER_CHECK, TALKS, EVIDENCE_CHECK, FINDINGS, PARTY];

const STATES: &[State] = &[open("draft", "起草中"), ended("stored", "已存档")];
const FLOW: &[Step] = &[
    on("write", "写调查报告")
        .to("draft")
        .by(COUNTER)
        .asks(&[CASE, ORDER_CHECK, TALKS, EVIDENCE_CHECK, FINDINGS, PARTY])
        .then(begin)
        .cites("004 4.2"),
    on("edit", "补写").from(&["draft"]).by(COUNTER).asks(PARTS),
    on("store", "存档").from(&["draft"]).to("stored").by(BY_RULE).cites("004 4.2"),
];

/// 投诉调查报告.
pub static COMPLAINT_REPORT: Kind = Kind {
    name: "complaint_report",
    label: "投诉调查报告",
    fields: &[CASE, CONSUMER, int("edition", "第几份").guarded(), ORDER_CHECK, TALKS, EVIDENCE_CHECK, FINDINGS, PARTY],
    states: STATES,
    flow: FLOW,
    subject: Subject::In("consumer_id"),
    ..PLAIN
};

fn begin(work: &mut Work<'_>) -> Result<(), Refusal> {
    join(work, &["investigating"])?;
    let before = latest(work.tx, work.text("case_id"))?;
    if before.as_ref().is_some_and(|report| state(report) == "draft") {
        return Err(Refusal::guard("已有一份起草中的调查报告，请在那一份上“补写”"));
    }
    let version = before.and_then(|report| report.get("edition").and_then(Value::as_i64)).unwrap_or(0) + 1;
    work.set("edition", json!(version));
    Ok(())
}

fn state(report: &Row) -> &str {
    report.get("state").and_then(Value::as_str).unwrap_or_default()
}

/// The newest report of a complaint.
pub(super) fn latest(tx: &Tx<'_>, complaint: &str) -> Result<Option<Row>, Refusal> {
    let rows = tx.records(registry::shape(&COMPLAINT_REPORT), "case_id = ?1 ORDER BY edition DESC, id LIMIT 1", &[complaint.into()])?;
    Ok(rows.into_iter().next())
}

/// The newest report if it is stored: a plan rests on it.
pub(super) fn stored(tx: &Tx<'_>, complaint: &str) -> Result<Option<Row>, Refusal> {
    Ok(latest(tx, complaint)?.filter(|report| state(report) == "stored"))
}

/// The report in the making, whole: every part of it is written.
///
/// # Errors
/// A refusal that names what is missing.
pub(super) fn complete_draft(tx: &Tx<'_>, complaint: &str) -> Result<Row, Refusal> {
    let draft = latest(tx, complaint)?.filter(|report| state(report) == "draft");
    let draft = draft.ok_or_else(|| Refusal::guard("还没有调查报告，请先“写调查报告”"))?;
    let missing: Vec<&str> = PARTS.iter().filter(|part| draft.get(part.name).is_none_or(Value::is_null)).map(|part| part.label).collect();
    if missing.is_empty() { Ok(draft) } else { Err(Refusal::guard(format!("调查报告还缺：{}", missing.join("、")))) }
}
