//! 维修更正 (capabilities 3.13): a finished record is never edited. What was wrong is said beside it; the record stands, the
//! correction counts.

use jiff::civil::Date;
use serde_json::Value;
use shounuo_rules::{Repair, check_delays};
use shounuo_store::Row;

use super::history::{corrected, day, delays_of, sent_in, stays_of, text as of};
use super::{OPEN, REPAIR};
use crate::kernel::Refusal;
use crate::kernel::actor::{EVERYONE, Role};
use crate::kernel::field::{Field, Mask, choice, link, long_text};
use crate::kernel::flow::{State, Step, ended, on};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::work::Work;

/// What can be put right afterwards.
const FIELDS: &[(&str, &str)] = &[
    ("sent_in", "送修日期"),
    ("finished_on", "修好日期"),
    ("told_ready_on", "通知取机日期"),
    ("handed_over_on", "交付日期"),
    ("fault_found", "检测出的故障"),
    ("result", "维修结果"),
    ("test_words", "检验内容"),
    ("accessories", "随机附件"),
];
const DATES: &[&str] = &["sent_in", "finished_on", "told_ready_on", "handed_over_on"];

const CASE: Field = link("case_id", "维修单", "repair").required();
const CONSUMER: Field = link("consumer_id", "消费者", "consumer");
const WHICH: Field = choice("field", "更正哪一项", FIELDS).required().guarded();
const WAS: Field = long_text("was", "原来").guarded();
const IS: Field = long_text("is_now", "应为").required().guarded();
const REASON: Field = long_text("reason", "更正理由").required().personal(Mask::Words);

const FLOW: &[Step] = &[on("write", "登记更正").to("written").by(EVERYONE).asks(&[CASE, WHICH, IS, REASON]).then(write).cites("000 6.5.1")];
const STATES: &[State] = &[ended("written", "已登记")];

/// 维修更正.
pub static REPAIR_CORRECTION: Kind = Kind {
    name: "repair_correction",
    label: "维修更正",
    fields: &[CASE, CONSUMER, WHICH, WAS, IS, REASON],
    states: STATES,
    flow: FLOW,
    subject: Subject::In("consumer_id"),
    seen_by: EVERYONE,
    ..PLAIN
};

fn write(work: &mut Work<'_>) -> Result<(), Refusal> {
    let order = work.load(&REPAIR, work.text("case_id"))?.ok_or_else(Refusal::not_found)?;
    if OPEN.contains(&of(&order, "state")) {
        return Err(Refusal::bad("case_id", "维修单还没有办结，请直接在单上修改"));
    }
    if work.actor.role == Role::Technician && of(&order, "owner") != work.actor.id {
        return Err(Refusal::not_allowed("只能更正自己的维修单；别人的单由经理或店主更正"));
    }
    let (order, field) = (corrected(work.tx, order)?, work.text("field").to_owned());
    let was = order.get(&field).cloned().unwrap_or(Value::Null);
    if was.as_str() == Some(work.text("is_now")) {
        return Err(Refusal::bad("is_now", "与原来的内容相同，不需要更正"));
    }
    in_order(work, &order, &field)?;
    work.set("was", was);
    work.set("consumer_id", order.get("consumer_id").cloned().unwrap_or(Value::Null));
    Ok(())
}

/// A date is a date, none in the future, and they follow each other.
fn in_order(work: &Work<'_>, order: &Row, field: &str) -> Result<(), Refusal> {
    if !DATES.contains(&field) {
        return Ok(());
    }
    let Ok(is) = work.text("is_now").parse::<Date>() else {
        return Err(Refusal::bad("is_now", "日期应写成 2026-03-05 这样，且确有这一天"));
    };
    let mut order = order.clone();
    order.insert(field.into(), is.to_string().into());
    let [sent, finished, told, out] = ["sent_in", "finished_on", "told_ready_on", "handed_over_on"].map(|name| day(&order, name));
    let known: Vec<Date> = [sent, finished.max(sent), out].into_iter().flatten().collect();
    let wrong = known.windows(2).any(|pair| pair[0] > pair[1]) || told.is_some_and(|told| Some(told) < finished || Some(told) > out);
    if is > work.today() || wrong {
        return Err(Refusal::bad("is_now", "日期先后不对：应是先送修，再修好，再通知，再交付，且不晚于今天"));
    }
    check_delays(sent_in(&order)?, out, &delays_of(work.tx, &order, "")?).map_err(|bad| Refusal::bad("is_now", bad.message))?;
    apart_from_others(work, &order)
}

/// Two repairs of a unit never overlap; touching is legal.
fn apart_from_others(work: &Work<'_>, order: &Row) -> Result<(), Refusal> {
    let (unit, own) = (order.get("serial_unit_id").and_then(Value::as_str), of(order, "id"));
    let (from, to) = (sent_in(order)?, day(order, "handed_over_on").unwrap_or(Date::MAX));
    let overlaps = |other: &Repair| other.sent_in < to && from < other.handed_back.unwrap_or(Date::MAX);
    match unit.map(|unit| stays_of(work.tx, Some(unit), None, own)).transpose()?.unwrap_or_default().iter().find(|other| overlaps(other)) {
        Some(other) => Err(Refusal::bad("is_now", format!("与 {} 送修的那一次时间重叠，请核对", other.sent_in))),
        None => Ok(()),
    }
}
