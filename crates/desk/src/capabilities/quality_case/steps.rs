//! What the steps of a case ask for and do.

use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use shounuo_rules::DeadlineKind;
use shounuo_store::Row;

use super::facts::{FACT_FIELDS, facts_of};
use super::*;
use crate::capabilities::orders::{ORDER_LINE, SALES_ORDER};
use crate::capabilities::ruling::{self, RULING};
use crate::capabilities::shop;
use crate::kernel::flow::{ClockRule, Guard, Lane};
use crate::kernel::work::{Work, china};
use crate::kernel::{Deed, Refusal, registry};

const fn with_facts<const N: usize>(own: &[Field]) -> [Field; N] {
    let mut all = [FACT_FIELDS[0]; N];
    let mut at = 0;
    while at < N {
        all[at] = if at < own.len() { own[at] } else { FACT_FIELDS[at - own.len()] };
        at += 1;
    }
    all
}

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

pub(super) const REGISTER: &[Field] = &with_facts::<{ OWN.len() + FACT_FIELDS.len() }>(OWN);
pub(super) const ARRIVE: &[Field] = &with_facts::<{ OF_PLATFORM.len() + FACT_FIELDS.len() }>(OF_PLATFORM);
pub(super) const PLATFORM_UPDATE: &[Field] =
    &[AFTERSALE_KIND, text("platform_status", "平台状态"), money("refund_asked_fen", "申请退款"), text("platform_due", "平台时限")];

/// T20: 36 hours for a quality issue (002 9.2.3), the shop's service level.
pub(super) const ANSWER: ClockRule = ClockRule {
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

/// The platform's own limit, as its after-sale sheet gives it.
pub(super) const PLATFORM: ClockRule = ClockRule {
    code: "platform",
    label: "平台时限",
    lane: Lane::Platform,
    at_zero: "平台按自己的规则自动处理，通常有利于买家",
    clause: "平台售后单所列超时时间",
    due: platform_due,
};

/// The same limit, set anew when a later sheet names another one.
pub(super) const PLATFORM_MOVED: ClockRule =
    ClockRule { due: |work| if work.input.contains_key("platform_due") { platform_due(work) } else { Ok(None) }, ..PLATFORM };

fn law_delay(work: &Work<'_>) -> Result<Option<Timestamp>, Refusal> {
    ruling::end_of_limit(work.tx, DeadlineKind::QualityClaimDeliberateDelay, work.today()).map(Some)
}

fn platform_due(work: &Work<'_>) -> Result<Option<Timestamp>, Refusal> {
    let Ok(local) = work.text("platform_due").parse::<jiff::civil::DateTime>() else { return Ok(None) };
    let due = local.to_zoned(china()).map(|zoned| zoned.timestamp()).ok();
    // A sheet may be older than the limit it names: such a clock starts late, and stays late.
    Ok(due.map(|due| due.max(work.now)))
}

/// Fills what the order knows: goods, consumer, dates, price. What the person typed stands.
pub(super) fn take_over_order(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("claim").is_empty() {
        work.set("claim", "quality");
    }
    if let Some(order) = work.linked(&SALES_ORDER, "order_id")? {
        work.fill("shop", order.get("shop"));
        work.fill("consumer_id", order.get("consumer_id"));
        work.fill("channel", Some(&json!("online")));
        work.fill("proof", Some(&json!("order_record")));
        take_date(work, "invoice_date", order.get("paid_at"));
        take_date(work, "received_date", order.get("received_at"));
        take_line(work, &order)?;
    }
    let province = shop::the_shop(work.tx)?.remove("province");
    work.fill("province", province.as_ref());
    if work.text("goods_title").is_empty() {
        return Err(Refusal::bad("goods_title", "请填写“商品名称”，或选一个订单"));
    }
    if work.text("owner").is_empty() && work.actor.role != Role::System {
        let actor = work.actor.id.clone();
        work.set("owner", actor);
    }
    Ok(())
}

fn take_line(work: &mut Work<'_>, order: &Row) -> Result<(), Refusal> {
    let line = match work.linked(&ORDER_LINE, "order_line_id")? {
        Some(line) => Some(line),
        None => {
            let lines = work.tx.records(
                registry::shape(&ORDER_LINE),
                "order_id = ?1 AND state = 'active' ORDER BY line_no LIMIT 2",
                &[work.get("order_id").clone()],
            )?;
            // Of several lines nobody but a person can tell which one is meant.
            if let [only] = lines.as_slice() { Some(only.clone()) } else { None }
        }
    };
    let Some(line) = line else { return Ok(()) };
    work.fill("order_line_id", line.get("id"));
    work.fill("goods_title", line.get("title"));
    let price = line.get("paid_fen").filter(|paid| !paid.is_null()).or_else(|| order.get("paid_fen"));
    work.fill("price_fen", price);
    let by_code = "SELECT product FROM goods WHERE state = 'active' AND (id = ?1 OR (sku_code IS NOT NULL AND sku_code = ?2)) LIMIT 1";
    let product =
        work.tx.value(by_code, &[line.get("goods_id").cloned().unwrap_or_default(), line.get("sku_code").cloned().unwrap_or_default()])?;
    work.fill("goods", Some(&product));
    Ok(())
}

fn take_date(work: &mut Work<'_>, field: &str, moment: Option<&Value>) {
    let day = moment.and_then(Value::as_str).and_then(|text| text.get(..10)).map(Value::from);
    work.fill(field, day.as_ref());
}

pub(super) fn own_it(work: &mut Work<'_>) -> Result<(), Refusal> {
    let actor = work.actor.id.clone();
    work.set("owner", actor);
    Ok(())
}

/// Computes a new ruling and leaves the old one standing as superseded.
pub(super) fn rule(work: &mut Work<'_>) -> Result<(), Refusal> {
    let today = work.today();
    let facts = facts_of(&work.record, today)?;
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
