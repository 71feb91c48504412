//! The limits on one repair: 30 days of the repairer's own, 90 or 60 of waiting for parts (000 6.5.2, X11). Their last day is
//! a deadline; the day after brings the exchange right, or the suggestion that a manager decides on.

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;
use shounuo_rules::{DayCount, LimitDays, RepairLimits, count_days, limit_days};
use shounuo_store::{Row, Tx};

use super::history::{day, delays_of, sent_in, text};
use super::{OPEN, REPAIR};
use crate::capabilities::quality_case;
use crate::capabilities::ruling::rulebook_for;
use crate::kernel::clock::end_of_day;
use crate::kernel::flow::{ClockRule, Lane};
use crate::kernel::wake::{MOST, Wake};
use crate::kernel::work::{Work, china_date};
use crate::kernel::{Deed, Refusal, registry};

/// T20: 36 hours for a quality issue, when no case carries that clock already.
pub(super) const ANSWER: ClockRule = ClockRule {
    due: |work| if work.text("quality_case_id").is_empty() { (quality_case::ANSWER.due)(work) } else { Ok(None) },
    ..quality_case::ANSWER
};

/// T21: at the door within 24 hours when urgent, else 72.
pub(super) const ON_SITE: ClockRule = ClockRule {
    code: "on_site",
    label: "上门到场",
    lane: Lane::Promise,
    at_zero: "超出上门时限，计入时效报告；改约须经消费者同意",
    clause: "003 一(一)",
    due: |work| {
        let hours = if work.text("urgency") == "urgent" { 24 } else { 72 };
        Ok(if work.text("way") == "on_site" { work.now.checked_add(hours.hours()).ok() } else { None })
    },
};

/// The last day of the repairer's own 30.
pub(super) const REPAIRER: ClockRule = ClockRule {
    code: "limit",
    label: "修理 30 日",
    lane: Lane::Law,
    at_zero: "次日起换货权成立：消费者可要求免费换同型号，费用由修理者承担",
    clause: "《部分商品修理更换退货责任规定》第十二条；000 6.5.2",
    due: |work| Ok(next(work)?.and_then(|next| if next.parts_first { None } else { Some(next.due) })),
};

/// The last day of waiting for parts: 90 from sending in, 60 for some families.
pub(super) const PARTS: ClockRule = ClockRule {
    code: "limit",
    label: "待件期限",
    lane: Lane::Law,
    at_zero: "次日起应在维修记录注明待件情况，由经理决定换货；销售者凭此据为消费者换货",
    clause: "各三包规定的待件期限（90 日或 60 日）；000 6.5.2",
    due: |work| Ok(next(work)?.and_then(|next| if next.parts_first { Some(next.due) } else { None })),
};

struct Next {
    due: Timestamp,
    parts_first: bool,
}

/// The limit that passes next, if this repair has one.
fn next(work: &Work<'_>) -> Result<Option<Next>, Refusal> {
    let Some(limits) = limits_of(work.tx, &work.record)? else { return Ok(None) };
    let days = foreseen(work.tx, &work.record, &limits)?;
    let parts_first = days.parts.is_some_and(|parts| days.repairer.is_none_or(|own| parts < own));
    let passes = if parts_first { days.parts } else { days.repairer };
    let Some(passes) = passes else { return Ok(None) };
    // An order may be written down after its limit has passed: such a clock starts late, and stays late.
    let due = end_of_day(&passes.saturating_sub(1.days()).to_string())?.max(work.now);
    Ok(Some(Next { due, parts_first }))
}

fn foreseen(tx: &Tx<'_>, order: &Row, limits: &RepairLimits) -> Result<LimitDays, Refusal> {
    Ok(limit_days(sent_in(order)?, day(order, "handed_over_on"), &delays_of(tx, order, "")?, limits))
}

/// The limits on an order: those of its goods on the day they were sold; none when the repair is charged.
///
/// # Errors
/// When the file fails.
pub fn limits_of(tx: &Tx<'_>, order: &Row) -> Result<Option<RepairLimits>, Refusal> {
    if order.get("charged") == Some(&true.into()) {
        return Ok(None);
    }
    let Some(sold) = day(order, "invoice_date").or(day(order, "received_date")).or(day(order, "sent_in")) else { return Ok(None) };
    let province = order.get("province").and_then(serde_json::Value::as_str);
    Ok(rulebook_for(tx, sold)?.repair_limits(text(order, "goods"), province))
}

/// Days of an order by cause up to `today`, or to its end.
///
/// # Errors
/// When the file fails.
pub fn days_of(tx: &Tx<'_>, order: &Row, today: Date) -> Result<DayCount, Refusal> {
    Ok(count_days(sent_in(order)?, day(order, "handed_over_on").unwrap_or(today), &delays_of(tx, order, "")?))
}

/// The days on which the limits of an order pass.
///
/// # Errors
/// When the file fails.
pub fn limit_days_of(tx: &Tx<'_>, order: &Row) -> Result<Option<LimitDays>, Refusal> {
    limits_of(tx, order)?.map(|limits| foreseen(tx, order, &limits)).transpose()
}

/// Day 31 and day 91 (or 61).
pub(super) const WAKES: &[Wake] = &[
    Wake { says: "修理超过 30 日（修理者原因）：换货权成立", deeds: day_31 },
    Wake { says: "待件超过期限（生产者缺件）：提请经理决定换货", deeds: day_91 },
];

fn day_31(tx: &Tx<'_>, now: Timestamp) -> Result<Vec<Deed>, Refusal> {
    passed(
        tx,
        now,
        "exchange_right_since",
        |days| days.repairer,
        |id, since| {
            let input = [("exchange_right_since", json!(since)), ("exchange_right_cause", json!("repairer"))];
            Deed::on(&REPAIR, id, "exchange_right", input.map(|(name, value)| (name.to_owned(), value)).into_iter().collect())
        },
    )
}

fn day_91(tx: &Tx<'_>, now: Timestamp) -> Result<Vec<Deed>, Refusal> {
    passed(
        tx,
        now,
        "exchange_suggested_on",
        |days| days.parts,
        |id, since| Deed::on(&REPAIR, id, "suggest_exchange", [("exchange_suggested_on".to_owned(), json!(since))].into_iter().collect()),
    )
}

/// Open orders whose limit has passed and which do not say so yet.
fn passed(
    tx: &Tx<'_>,
    now: Timestamp,
    unsaid: &str,
    limit: fn(&LimitDays) -> Option<Date>,
    deed: fn(&str, Date) -> Deed,
) -> Result<Vec<Deed>, Refusal> {
    let today = china_date(now);
    let states = OPEN.iter().map(|state| format!("'{state}'")).collect::<Vec<_>>().join(",");
    let tail = format!("{unsaid} IS NULL AND charged IS NOT 1 AND state IN ({states}) AND sent_in < ?1 ORDER BY sent_in, id");
    let earliest = today.saturating_sub(30.days());
    let mut deeds = Vec::new();
    for order in tx.records(registry::shape(&REPAIR), &tail, &[earliest.to_string().into()])? {
        let since = limit_days_of(tx, &order)?.and_then(|days| limit(&days)).filter(|since| *since <= today);
        deeds.extend(since.map(|since| deed(text(&order, "id"), since).by_rule()));
    }
    deeds.truncate(MOST);
    Ok(deeds)
}
