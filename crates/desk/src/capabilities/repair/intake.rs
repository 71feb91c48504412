//! A unit comes in: what it is, in what condition, whether its repair is free.

use jiff::civil::Date;
use serde_json::json;

use super::fields::FACTS;
use super::history::{corrected, day, text};
use super::period::check_period;
use super::provider::may_repair;
use super::{OPEN, REPAIR};
use crate::capabilities::quality_case::{QUALITY_CASE, take_over};
use crate::kernel::work::Work;
use crate::kernel::{Refusal, Role, registry};

/// Fills and checks a new order.
pub(super) fn receive(work: &mut Work<'_>) -> Result<(), Refusal> {
    take_case(work)?;
    take_over(work)?;
    checked_in(work)?;
    if work.text("owner").is_empty() && work.actor.role == Role::Technician {
        let actor = work.actor.id.clone();
        work.set("owner", actor);
    }
    let today = work.today();
    if work.text("sent_in").is_empty() {
        work.set("sent_in", today.to_string());
    }
    if work.text("fault_date").is_empty() {
        let sent_in = work.text("sent_in").to_owned();
        work.set("fault_date", sent_in);
    }
    came_in_between(work, today)?;
    on_site_only(work)?;
    check_period(work)
}

/// What the case knows already. A case that has ended goes on as a new one.
fn take_case(work: &mut Work<'_>) -> Result<(), Refusal> {
    let Some(case) = work.linked(&QUALITY_CASE, "quality_case_id")? else { return Ok(()) };
    if QUALITY_CASE.state(text(&case, "state")).is_some_and(|state| state.ended) {
        return Err(Refusal::bad("quality_case_id", "这张售后单已经办结，请先重新办理，或不填售后单"));
    }
    let of_case = ["shop", "order_id", "order_line_id", "consumer_id", "serial_unit_id", "goods_title"];
    for field in of_case.iter().chain(FACTS) {
        work.fill(field, case.get(*field));
    }
    Ok(())
}

/// The same checks after something was put right.
pub(super) fn amend(work: &mut Work<'_>) -> Result<(), Refusal> {
    take_over(work)?;
    checked_in(work)?;
    came_in_between(work, work.today())?;
    check_period(work)
}

fn checked_in(work: &Work<'_>) -> Result<(), Refusal> {
    if work.text("serial_unit_id").is_empty() && work.text("no_unit_reason").is_empty() {
        return Err(Refusal::bad("serial_unit_id", "请选序列号；没有的，写明“无序列号的原因”"));
    }
    if work.text("goods").is_empty() {
        return Err(Refusal::bad("goods", "请填写“三包目录品名”，如 洗衣机：查三包期要用；目录外的商品照实填写"));
    }
    may_repair(work.tx, work.text("provider_id"), work.today())
}

/// Not in the future, and not while another order of the same unit was running; touching is legal.
fn came_in_between(work: &Work<'_>, today: Date) -> Result<(), Refusal> {
    let bad = |message: String| Err(Refusal::bad("sent_in", message));
    let Some(sent_in) = day(&work.record, "sent_in") else { return bad("请填写“送修日期”".into()) };
    if sent_in > today {
        return bad("送修日期不能晚于今天".into());
    }
    let of = "serial_unit_id = ?1 AND id <> ?2 ORDER BY id";
    for other in work.tx.records(registry::shape(&REPAIR), of, &[work.get("serial_unit_id").clone(), json!(work.id)])? {
        let other = corrected(work.tx, other)?;
        let number = text(&other, "number");
        if OPEN.contains(&text(&other, "state")) {
            return Err(Refusal::bad("serial_unit_id", format!("这台还有未办结的维修单 {number}，请在那张单上办理")));
        }
        if day(&other, "handed_over_on").is_some_and(|out| sent_in < out) {
            return bad(format!("这台在维修单 {number} 上还没有交还，送修日期不能早于那次交还，请核对"));
        }
    }
    Ok(())
}

fn on_site_only(work: &Work<'_>) -> Result<(), Refusal> {
    if !work.text("urgency").is_empty() && work.text("way") != "on_site" {
        return Err(Refusal::bad("urgency", "“上门缓急”只在上门维修时填写"));
    }
    Ok(())
}
