//! 延误 (capabilities 3.13): days of a repair with one cause, from–to. One runs at a time; what was wrong is voided and
//! written anew, never changed.

use jiff::civil::Date;
use serde_json::{Value, json};
use shounuo_rules::{DelayInterval, check_delays};
use shounuo_store::Row;

use super::fields::CAUSES;
use super::history::{day, delays_of, sent_in};
use super::{OPEN, REPAIR};
use crate::kernel::actor::{BY_RULE, EVERYONE, Role};
use crate::kernel::field::{Field, Mask, choice, date, link, long_text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::work::Work;
use crate::kernel::{Deed, Refusal};

const CASE: Field = link("case_id", "维修单", "repair").required();
const CONSUMER: Field = link("consumer_id", "消费者", "consumer");
pub(super) const CAUSE: Field = choice("cause", "原因", CAUSES).required().guarded();
pub(super) const FROM: Field = date("from_on", "开始日期").guarded().help("留空为今天");
pub(super) const TO: Field = date("to_on", "结束日期").guarded().help("结束当日不计；还没有结束的留空");
pub(super) const NOTE: Field = long_text("note", "说明").personal(Mask::Words).help("有什么凭据：订货单、聊天记录、快递单");
const CORRECTION: Field = long_text("correction", "更正理由").required();
const REPLACES: Field = link("replaces", "更正自", "repair_delay");

/// A person, or the app when the part came.
const ALL: &[Role] = &[Role::AfterSales, Role::Technician, Role::Manager, Role::Owner, Role::System];
const STATES: &[State] = &[open("running", "进行中"), ended("closed", "已结束"), ended("voided", "已更正")];
const FLOW: &[Step] = &[
    on("begin", "开始").to("running").by(BY_RULE).asks(&[CASE, CAUSE, FROM.required(), NOTE]).then(begin).cites("000 6.5.2(9)"),
    on("record", "登记延误")
        .by(EVERYONE)
        .asks(&[CASE, CAUSE, FROM.required(), TO, NOTE.required(), REPLACES])
        .then(begin)
        .cites("000 6.5.2(9)"),
    on("close", "结束").from(&["running"]).to("closed").by(ALL).asks(&[TO]).then(close),
    on("correct", "更正")
        .from(&["running", "closed"])
        .to("voided")
        .by(EVERYONE)
        .asks(&[
            Field { name: "cause_is", ..CAUSE },
            Field { name: "from_is", ..FROM.required() },
            Field { name: "to_is", ..TO },
            CORRECTION,
        ])
        .then(correct),
];

/// 延误.
pub static REPAIR_DELAY: Kind = Kind {
    name: "repair_delay",
    label: "维修延误",
    fields: &[CASE, CONSUMER, CAUSE, FROM, TO, NOTE, CORRECTION, REPLACES],
    states: STATES,
    flow: FLOW,
    subject: Subject::In("consumer_id"),
    seen_by: EVERYONE,
    ..PLAIN
};

/// The order must be open, and its intervals with this one must hold together.
fn begin(work: &mut Work<'_>) -> Result<(), Refusal> {
    let order = order(work)?;
    let to = day(&work.record, "to_on");
    work.set("state", if to.is_some() { "closed" } else { "running" });
    work.set("consumer_id", order.get("consumer_id").cloned().unwrap_or(Value::Null));
    holds_together(work, &order)?;
    tell(work);
    Ok(())
}

fn close(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("to_on").is_empty() {
        work.set("to_on", work.today().to_string());
    }
    let order = order(work)?;
    holds_together(work, &order)?;
    tell(work);
    Ok(())
}

fn correct(work: &mut Work<'_>) -> Result<(), Refusal> {
    order(work)?;
    let mut input = Row::new();
    for (field, is) in [("cause", "cause_is"), ("from_on", "from_is"), ("to_on", "to_is")] {
        input.insert(field.into(), work.input.get(is).cloned().unwrap_or(Value::Null));
    }
    input.insert("case_id".into(), work.get("case_id").clone());
    input.insert("note".into(), json!(work.asked("correction")));
    input.insert("replaces".into(), json!(work.id));
    work.then(Deed::create(&REPAIR_DELAY, "record", input));
    Ok(())
}

fn order(work: &Work<'_>) -> Result<Row, Refusal> {
    let row = work.load(&REPAIR, work.text("case_id"))?.ok_or_else(Refusal::not_found)?;
    if OPEN.contains(&super::history::text(&row, "state")) {
        Ok(row)
    } else {
        Err(Refusal::bad("case_id", "维修单已经办结，延误不能再改；有误的请在维修单上登记更正"))
    }
}

/// Checked by the rules: within the order, no day with two causes.
fn holds_together(work: &Work<'_>, order: &Row) -> Result<(), Refusal> {
    let today = work.today();
    let (from, to) = (day(&work.record, "from_on"), day(&work.record, "to_on"));
    if from.into_iter().chain(to).any(|day| day > today) {
        return Err(Refusal::bad("from_on", "延误的日期不能晚于今天"));
    }
    let mut all = delays_of(work.tx, order, &work.id)?;
    all.extend(own(&work.record, from, to));
    check_delays(sent_in(order)?, Some(today), &all).map_err(|bad| Refusal::bad("from_on", bad.message))
}

/// This entry as it will be.
fn own(record: &Row, from: Option<Date>, to: Option<Date>) -> Option<DelayInterval> {
    let cause = serde_json::from_value(record.get("cause")?.clone()).ok()?;
    Some(DelayInterval { cause, from: from?, to })
}

/// The order's limits move with its intervals.
fn tell(work: &mut Work<'_>) {
    let order = work.text("case_id").to_owned();
    work.then(Deed::on(&REPAIR, &order, "days_changed", Row::new()).by_rule());
}
