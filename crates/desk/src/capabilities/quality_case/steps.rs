//! What the steps of a case ask for and do.

use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use shounuo_rules::DeadlineKind;
use shounuo_store::Row;

use super::*;
use crate::capabilities::repair::{self, REPAIR};
use crate::capabilities::ruling::{self, RULING};
use crate::kernel::flow::{ClockRule, Guard, Lane};
use crate::kernel::work::Work;
use crate::kernel::{Deed, Refusal};

const OWN: &[Field] = &[SHOP, ORDER, LINE, CONSUMER, UNIT, GOODS_TITLE.optional(), FAULT_TEXT];
const OF_PLATFORM: &[Field] = &[
    SHOP,
    ORDER,
    LINE,
    CONSUMER,
    GOODS_TITLE.optional(),
    FAULT_TEXT,
    AFTERSALE_NO.required(),
    AFTERSALE_KIND,
    text("platform_status", "平台状态"),
    money("refund_asked_fen", "申请退款"),
    text("platform_due", "平台时限"),
    text("batch_id", "导入批次"),
];

pub(super) const REGISTER: &[Field] = joined!(OWN, FACT_FIELDS);
pub(super) const ARRIVE: &[Field] = joined!(OF_PLATFORM, FACT_FIELDS);
pub(super) const PLATFORM_UPDATE: &[Field] =
    &[AFTERSALE_KIND, text("platform_status", "平台状态"), money("refund_asked_fen", "申请退款"), text("platform_due", "平台时限")];

/// T20: 36 hours for a quality issue (002 9.2.3), the shop's service level.
pub const ANSWER: ClockRule = ClockRule {
    code: "answer",
    label: "质量问题答复",
    lane: Lane::Promise,
    at_zero: "超出服务标准，计入时效报告",
    clause: "002 9.2.3",
    due: |work| Ok(work.now.checked_add(36.hours()).ok()),
};

/// Inaction on a quality claim for over 15 days counts as deliberate delay.
pub(super) const LAW_DELAY: ClockRule = ClockRule {
    code: "delay",
    label: "不得故意拖延",
    lane: Lane::Law,
    at_zero: "超过 15 日未处理，视为故意拖延，可被行政处罚",
    clause: "侵害消费者权益行为处罚办法第八条",
    due: law_delay,
};

fn law_delay(work: &Work<'_>) -> Result<Option<Timestamp>, Refusal> {
    ruling::end_of_limit(work.tx, DeadlineKind::QualityClaimDeliberateDelay, work.today()).map(Some)
}

/// Fills what order and unit know: goods, consumer, dates, price. What the person typed stands.
pub(super) fn take_over_order(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("claim").is_empty() {
        work.set("claim", "quality");
    }
    take_over(work)?;
    if work.text("owner").is_empty() && work.actor.role != Role::System {
        let actor = work.actor.id.clone();
        work.set("owner", actor);
    }
    Ok(())
}

pub(super) fn own_it(work: &mut Work<'_>) -> Result<(), Refusal> {
    let actor = work.actor.id.clone();
    work.set("owner", actor);
    Ok(())
}

/// Computes a new ruling and leaves the old one standing as superseded.
pub(super) fn rule(work: &mut Work<'_>) -> Result<(), Refusal> {
    let today = work.today();
    let facts = facts_of(work.tx, &work.record, today)?;
    let ruling = ruling::answer(work.tx, &facts, today)?;
    if let Some(before) = work.get("ruling_id").as_str().map(str::to_owned) {
        work.then(Deed::on(&RULING, &before, "supersede", Row::new()).by_rule());
    }
    let mut input = Row::new();
    input.insert("case_id".into(), json!(work.id));
    input.insert("consumer_id".into(), work.get("consumer_id").clone());
    input.insert("facts".into(), json!(facts));
    input.insert("options".into(), json!(ruling.options));
    input.insert("catalogue".into(), json!(ruling.catalogue_version));
    input.insert("answer".into(), json!(ruling));
    input.retain(|_, value| !value.is_null());
    let id = work.then(Deed::create(&RULING, "compute", input).by_rule());
    work.set("ruling_id", id);
    work.set("chosen", Value::Null);
    Ok(())
}

/// What the repair or another record brings about: the case is ruled anew when that changes what the consumer may have.
///
/// # Errors
/// When the file fails.
pub fn new_fact(work: &mut Work<'_>, case: &str, words: &str) -> Result<(), Refusal> {
    let Some(row) = work.load(&QUALITY_CASE, case)? else { return Ok(()) };
    let state = row.get("state").and_then(Value::as_str).unwrap_or_default();
    let ruled = row.get("ruling_id").and_then(Value::as_str).map(|id| work.load(&RULING, id)).transpose()?.flatten();
    let answer = facts_of(work.tx, &row, work.today()).and_then(|facts| ruling::answer(work.tx, &facts, work.today()));
    let changed = answer.as_ref().is_ok_and(|answer| ruled.is_none_or(|was| was.get("options") != Some(&json!(answer.options))));
    let event = match (state, &answer) {
        ("executing", Ok(_)) => "new_fact",
        ("executing", Err(_)) => "resume",
        ("ruled" | "told" | "chosen", Ok(_)) if changed => "new_fact",
        _ => return Ok(()),
    };
    let input = [("new_fact".to_owned(), json!(words))].into_iter().collect();
    work.then(Deed::on(&QUALITY_CASE, case, event, input).by_rule());
    Ok(())
}

/// Begins the repair that was chosen: the unit is taken in, the rest is known to the case.
pub(super) fn begin_repair(work: &mut Work<'_>) -> Result<(), Refusal> {
    let mut input = work.input.clone();
    let words = [work.asked("fault_text"), work.text("fault_text")].into_iter().find(|words| !words.is_empty()).map(str::to_owned);
    let words = words.ok_or_else(|| Refusal::bad("fault_text", "请填写消费者所述的故障"))?;
    input.insert("fault_text".into(), json!(words));
    input.insert("quality_case_id".into(), json!(work.id));
    input.retain(|_, value| !value.is_null());
    work.then(Deed::create(&REPAIR, "receive", input));
    Ok(())
}

pub(super) const CHOSE_REPAIR: Guard =
    Guard { name: "chose_repair", says: "消费者选了修理，或由经理办理", test: chose_repair };
pub(super) const IN_REPAIR: Guard = Guard { name: "in_repair", says: "维修单还没有办结", test: in_repair };

fn chose_repair(work: &Work<'_>) -> Result<(), Refusal> {
    let repair = matches!(work.text("chosen"), "repair_free" | "part_repair_free" | "paid_repair");
    if repair || matches!(work.actor.role, Role::Manager | Role::Owner) {
        Ok(())
    } else {
        Err(Refusal::guard("消费者选的不是修理；确要送修的，请经理办理"))
    }
}

fn in_repair(work: &Work<'_>) -> Result<(), Refusal> {
    match repair::open_order_of(work.tx, &work.id)? {
        Some(_) => Ok(()),
        None => Err(Refusal::guard("没有未办结的维修单")),
    }
}

pub(super) const NOT_IN_REVIEW: Guard = Guard { name: "not_in_review", says: "判定没有在复核中", test: not_in_review };
pub(super) const CAN_BE_TOLD: Guard =
    Guard { name: "can_be_told", says: "判定已有结论（不是“人工判断”）", test: can_be_told };

fn current(work: &Work<'_>) -> Result<Row, Refusal> {
    work.linked(&RULING, "ruling_id")?.ok_or_else(|| Refusal::guard("还没有判定，请先填写事实并判定"))
}

fn not_in_review(work: &Work<'_>) -> Result<(), Refusal> {
    match current(work)?.get("state").and_then(Value::as_str) {
        Some("review") => Err(Refusal::guard("判定正在复核，复核后才能告知消费者")),
        _ => Ok(()),
    }
}

fn can_be_told(work: &Work<'_>) -> Result<(), Refusal> {
    let options = current(work)?.get("options").cloned().unwrap_or_default();
    if options == json!(["manual_review"]) {
        return Err(Refusal::guard("判定为“人工判断”，请先由经理偏离判定，写明处理方式和理由"));
    }
    Ok(())
}

pub(super) fn tell(work: &mut Work<'_>) -> Result<(), Refusal> {
    let ruling = work.text("ruling_id").to_owned();
    work.then(Deed::on(&RULING, &ruling, "tell", Row::new()).by_rule());
    Ok(())
}

pub(super) fn offered_only(work: &mut Work<'_>) -> Result<(), Refusal> {
    let options = current(work)?.get("options").cloned().unwrap_or_default();
    let offered = options.as_array().is_some_and(|options| options.contains(work.get("chosen")));
    if offered { Ok(()) } else { Err(Refusal::bad("chosen", "只能从判定给出的处理方式里选")) }
}

/// What was begun came to nothing: the case stands where it stood.
pub(super) fn back_to_choice(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("chosen").is_empty() {
        work.set("state", "accepted");
    }
    Ok(())
}
