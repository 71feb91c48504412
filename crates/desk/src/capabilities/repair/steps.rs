//! What the steps of a repair order demand and do.

use jiff::civil::Date;
use serde_json::{Value, json};
use shounuo_store::Row;

use super::delay::REPAIR_DELAY;
use super::history::{day, text};
use super::period::check_period;
use crate::capabilities::attachment;
use crate::capabilities::quality_case::{QUALITY_CASE, new_fact};
use crate::kernel::flow::Guard;
use crate::kernel::work::Work;
use crate::kernel::{Deed, Refusal, Role, registry};

pub(super) const MINE: Guard =
    Guard { name: "mine", says: "是自己的单，或还没有人领；别人的单由经理或店主办", test: mine };
pub(super) const PHOTOS: Guard = Guard { name: "photos", says: "有接修照片，或写明了未拍照的原因", test: photos };
pub(super) const FREE: Guard = Guard { name: "free", says: "免费维修", test: free };
pub(super) const CHARGED: Guard = Guard { name: "charged", says: "收费维修", test: charged };
pub(super) const QUOTED: Guard = Guard { name: "quoted", says: "已经报价", test: quoted };
pub(super) const PART_ORDERED: Guard = Guard { name: "part_ordered", says: "有已订未到的配件", test: part_ordered };
pub(super) const TESTED: Guard = Guard { name: "tested", says: "检验合格", test: tested };
pub(super) const SUGGESTED: Guard = Guard { name: "suggested", says: "已有换货建议", test: suggested };
pub(super) const NOTED: Guard = Guard { name: "noted", says: "已注明待件情况", test: noted };
pub(super) const ON_SITE: Guard = Guard { name: "on_site", says: "上门维修", test: on_site };

fn refuse_unless(holds: bool, words: &str) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(Refusal::guard(words)) }
}

fn mine(work: &Work<'_>) -> Result<(), Refusal> {
    let owner = work.text("owner");
    let holds = work.actor.role != Role::Technician || owner.is_empty() || owner == work.actor.id;
    refuse_unless(holds, "这张维修单由另一位技师负责，请经理转交或由经理办理")
}

fn photos(work: &Work<'_>) -> Result<(), Refusal> {
    let holds = attachment::has(work.tx, &work.id, "intake")? || !work.text("no_photo_reason").is_empty();
    refuse_unless(holds, "还没有接修照片。请先添加“接修照片”附件；没拍的，用“修改接修内容”写明未拍照的原因")
}

fn free(work: &Work<'_>) -> Result<(), Refusal> {
    refuse_unless(work.get("charged") != &json!(true), "收费维修要先报价，消费者同意后才能开始")
}

fn charged(work: &Work<'_>) -> Result<(), Refusal> {
    refuse_unless(work.get("charged") == &json!(true), "免费维修不能报价收费")
}

fn quoted(work: &Work<'_>) -> Result<(), Refusal> {
    refuse_unless(!work.get("quote_fen").is_null(), "还没有报价，请先报价")
}

fn part_ordered(work: &Work<'_>) -> Result<(), Refusal> {
    let ordered = work.tx.count("SELECT count(*) FROM repair_part WHERE case_id = ?1 AND state = 'ordered'", &[work.id.as_str().into()])?;
    refuse_unless(ordered > 0, "还没有订出的配件。请先在“维修配件”登记订货，再转待件")
}

fn tested(work: &Work<'_>) -> Result<(), Refusal> {
    let passed = work.get("test_passed") == &json!(true) && !work.text("test_words").is_empty();
    refuse_unless(passed, "还没有合格的检验记录。请先“检验”，写明内容，合格后才能转待取")
}

fn suggested(work: &Work<'_>) -> Result<(), Refusal> {
    refuse_unless(!work.text("exchange_suggested_on").is_empty(), "待件还没有超过期限，不需要决定")
}

fn noted(work: &Work<'_>) -> Result<(), Refusal> {
    refuse_unless(!work.text("wait_note").is_empty(), "请先“注明待件”：换货以维修记录上的注明为据")
}

fn on_site(work: &Work<'_>) -> Result<(), Refusal> {
    refuse_unless(work.text("way") == "on_site", "不是上门维修，没有到场")
}

/// Whoever begins to work on an order without a technician becomes its technician.
pub(super) fn own_it(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("owner").is_empty() {
        let actor = work.actor.id.clone();
        work.set("owner", actor);
    }
    Ok(())
}

pub(super) fn arrived(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("arrived_at").is_empty() {
        work.set("arrived_at", work.now.to_string());
    }
    let at = work.text("arrived_at").parse::<jiff::Timestamp>().ok();
    let called = work.get("created_ms").as_i64().unwrap_or(0);
    if at.is_none_or(|at| at > work.now || at.as_millisecond() < called) {
        return Err(Refusal::bad("arrived_at", "到场时间不能早于报修，也不能晚于现在"));
    }
    own_it(work)
}

/// The found fault may carry other rights than the told one: the period is checked again.
pub(super) fn diagnosed(work: &mut Work<'_>) -> Result<(), Refusal> {
    own_it(work)?;
    check_period(work)
}

pub(super) fn accepted(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.set("quote_accepted", true);
    Ok(())
}

pub(super) fn refused(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.set("quote_accepted", false);
    work.set("outcome", "returned");
    Ok(())
}

/// Opens the interval of waiting.
pub(super) fn wait(work: &mut Work<'_>) -> Result<(), Refusal> {
    // What was tested before is not what will be handed back.
    work.set("test_passed", Value::Null);
    let today = work.today().to_string();
    let mut input = Row::new();
    for field in ["cause", "from_on", "note"] {
        input.insert(field.into(), work.input.get(field).cloned().unwrap_or(Value::Null));
    }
    if input.get("from_on").is_none_or(Value::is_null) {
        input.insert("from_on".into(), today.into());
    }
    input.insert("case_id".into(), json!(work.id));
    work.then(Deed::create(&REPAIR_DELAY, "begin", input).by_rule());
    Ok(())
}

/// Closes the interval that runs, on the day given or today. The order stays open: its limits are counted anew.
pub(super) fn end_wait(work: &mut Work<'_>) -> Result<(), Refusal> {
    let to = if work.asked("to_on").is_empty() { work.today().to_string() } else { work.asked("to_on").to_owned() };
    for row in running(work)? {
        let input = [("to_on".to_owned(), json!(to))].into_iter().collect();
        work.then(Deed::on(&REPAIR_DELAY, text(&row, "id"), "close", input).by_rule());
    }
    Ok(())
}

/// Closes what still runs when the order ends, with the order.
fn end_with_order(work: &mut Work<'_>) -> Result<(), Refusal> {
    let end = work.text("handed_over_on").to_owned();
    for row in running(work)? {
        if text(&row, "from_on") > end.as_str() {
            return Err(Refusal::bad("handed_over_on", "还有一段延误在这一天之后才开始，请先更正那段延误"));
        }
        work.also(&REPAIR_DELAY, text(&row, "id"), false, vec![("state", json!("closed")), ("to_on", json!(end))])?;
    }
    Ok(())
}

fn running(work: &Work<'_>) -> Result<Vec<Row>, Refusal> {
    let of = "case_id = ?1 AND state = 'running' ORDER BY from_on, id";
    Ok(work.tx.records(registry::shape(&REPAIR_DELAY), of, &[work.id.as_str().into()])?)
}

pub(super) fn checked(work: &mut Work<'_>) -> Result<(), Refusal> {
    let actor = work.actor.id.clone();
    work.set("tested_by", actor);
    Ok(())
}

pub(super) fn finished(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.set("outcome", "repaired");
    dated(work, "finished_on", &["sent_in"])?;
    end_wait(work)
}

pub(super) fn not_repairable(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.set("outcome", "unrepairable");
    end_wait(work)?;
    case_hears(work, "维修单的结论是不能修复")
}

pub(super) fn taken_back(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.set("outcome", "returned");
    end_wait(work)
}

pub(super) fn told_ready(work: &mut Work<'_>) -> Result<(), Refusal> {
    dated(work, "told_ready_on", &["sent_in", "finished_on"])
}

/// The unit is with the consumer again: the order ends, and with it what the case had in hand.
pub(super) fn handed_over(work: &mut Work<'_>) -> Result<(), Refusal> {
    dated(work, "handed_over_on", &["sent_in", "finished_on", "told_ready_on"])?;
    end_with_order(work)?;
    carried_out(work)
}

pub(super) fn settled(work: &mut Work<'_>) -> Result<(), Refusal> {
    let how = work.asked("settlement").to_owned();
    work.set("outcome", how);
    dated(work, "handed_over_on", &["sent_in"])?;
    end_with_order(work)
}

/// An empty date is today; none lies in the future or before those it follows.
fn dated(work: &mut Work<'_>, field: &str, after: &[&str]) -> Result<(), Refusal> {
    if work.text(field).is_empty() {
        work.set(field, work.today().to_string());
    }
    let Some(is) = day(&work.record, field) else { return Err(Refusal::bad(field, "日期无法识别")) };
    let earliest: Option<Date> = after.iter().filter_map(|name| day(&work.record, name)).max();
    if is > work.today() {
        return Err(Refusal::bad(field, "日期不能晚于今天"));
    }
    match earliest {
        Some(before) if is < before => Err(Refusal::bad(field, format!("日期不能早于 {before}：先送修，再修好，再通知，再交付"))),
        _ => Ok(()),
    }
}

/// Day 31: the exchange stands as a right; the case is ruled anew.
pub(super) fn right_stands(work: &mut Work<'_>) -> Result<(), Refusal> {
    case_hears(work, "修理超过 30 日，换货权成立")
}

/// Day 91: to be decided by a manager; the case is ruled anew.
pub(super) fn exchange_suggested(work: &mut Work<'_>) -> Result<(), Refusal> {
    case_hears(work, "待件超过期限，建议换货")
}

pub(super) fn decided(work: &mut Work<'_>) -> Result<(), Refusal> {
    let (actor, today) = (work.actor.id.clone(), work.today().to_string());
    work.set("decided_by", actor);
    if work.text("exchange_decision") == "exchange" && work.text("exchange_right_since").is_empty() {
        work.set("exchange_right_since", today);
        work.set("exchange_right_cause", "parts_not_supplied");
    }
    Ok(())
}

/// A new fact for the parent case.
fn case_hears(work: &mut Work<'_>, words: &str) -> Result<(), Refusal> {
    match work.get("quality_case_id").as_str().map(str::to_owned) {
        Some(case) => new_fact(work, &case, words),
        None => Ok(()),
    }
}

fn carried_out(work: &mut Work<'_>) -> Result<(), Refusal> {
    let Some(case) = work.linked(&QUALITY_CASE, "quality_case_id")? else { return Ok(()) };
    if text(&case, "state") == "executing" {
        let case = text(&case, "id").to_owned();
        work.then(Deed::on(&QUALITY_CASE, &case, "carried_out", Row::new()).by_rule());
    }
    Ok(())
}
