//! The deadlines of a complaint (T12–T17). All count from the receipt, which may lie before the entry; the result has a limit
//! that moves: whichever comes first, 72 hours from receipt or two working days after the investigation.

use jiff::{Span, Timestamp, ToSpan};
use shounuo_rules::{DeadlineKind, RollRule};

use crate::capabilities::{calendar, ruling};
use crate::kernel::Refusal;
use crate::kernel::clock::{clocks_of, end_of_day};
use crate::kernel::flow::{ClockRule, Lane};
use crate::kernel::work::{Work, china_date};

/// Hours in which the result is told, from receipt (T15).
const RESULT_HOURS: i64 = 72;
/// Working days in which it is told after the investigation (T15).
const RESULT_WORKING_DAYS: u32 = 2;
const OUT_OF_STANDARD: &str = "超出服务标准：自动升级，计入时效报告";

/// T12: accepted and confirmed.
pub(super) const ACCEPT: ClockRule = of_receipt("accept", "受理并告知", "004 4.1；001 7.2", |work| hours(work, 24));
/// T13: preliminary handling told.
pub(super) const PRELIMINARY: ClockRule = of_receipt("preliminary", "初步处理并告知", "001 7.1；001 7.2", |work| hours(work, 24));
/// T14: investigation.
pub(super) const INVESTIGATE: ClockRule = of_receipt("investigate", "调查完成", "001 7.2", |work| hours(work, 48));
/// T15: result told, as it stands at receipt.
pub(super) const RESULT: ClockRule = of_receipt("result", "告知处理结果", "001 7.2；004 4.3", |work| hours(work, RESULT_HOURS));
/// T15 once the investigation has ended: only ever earlier.
pub(super) const RESULT_SOONER: ClockRule = ClockRule { due: sooner, ..RESULT };
/// T16: handled; closed it is only by the consumer's answer.
pub(super) const HANDLED: ClockRule = of_receipt("handled", "处理完毕", "001 7.2", |work| hours(work, 72));
/// The same two working days once more, when the consumer was not satisfied.
pub(super) const NEXT_ROUND: ClockRule = ClockRule {
    due: |work| after_today(work).map(Some),
    ..of_receipt("round", "告知新方案", "004 4.4（比照 4.3）", |_| Ok(None))
};

/// What the platform asks an answer by.
pub(super) const PLATFORM: ClockRule = ClockRule {
    code: "platform",
    label: "平台答复时限",
    lane: Lane::Platform,
    at_zero: "平台按自己的规则处理，通常有利于买家",
    clause: "平台来件所列时间",
    due: |work| asked_by(work, |source| source == "platform"),
};

/// What another body asks an answer by. No law sets the shop a limit for it: the seven working days of the Consumer Law are the
/// authority's own.
pub(super) const ASKED_BY: ClockRule = ClockRule {
    code: "asked_by",
    label: "来件要求的答复时间",
    lane: Lane::Promise,
    at_zero: "失信于转办部门",
    clause: "来件所列时间",
    due: |work| asked_by(work, |source| source != "platform"),
};

/// Inaction on a quality claim for over 15 days counts as deliberate delay.
pub(super) const DELAY: ClockRule = ClockRule {
    code: "delay",
    label: "不得故意拖延",
    lane: Lane::Law,
    at_zero: "超过 15 日未处理，视为故意拖延，可被行政处罚",
    clause: "侵害消费者权益行为处罚办法第八条",
    due: deliberate_delay,
};

/// The same, when a complaint turns out to be about the quality of goods before anything was told.
pub(super) const DELAY_AFTER_ALL: ClockRule = ClockRule { due: delay_after_all, ..DELAY };

/// The day on which the remedy was promised.
pub(super) const REMEDY: ClockRule = ClockRule {
    code: "remedy",
    label: "兑现方案",
    lane: Lane::Promise,
    at_zero: "答应的没有办到，消费者可再次投诉",
    clause: "002 9.2.4",
    due: |work| remedy_due(work),
};

type Due = fn(&Work<'_>) -> Result<Option<Timestamp>, Refusal>;

const fn of_receipt(code: &'static str, label: &'static str, clause: &'static str, due: Due) -> ClockRule {
    ClockRule { code, label, lane: Lane::Promise, at_zero: OUT_OF_STANDARD, clause, due }
}

fn received(work: &Work<'_>) -> Timestamp {
    work.text("received_at").parse().unwrap_or(work.now)
}

fn hours(work: &Work<'_>, count: i64) -> Result<Option<Timestamp>, Refusal> {
    Ok(received(work).checked_add(Span::new().hours(count)).ok())
}

/// The end of the second working day after today.
fn after_today(work: &Work<'_>) -> Result<Timestamp, Refusal> {
    let last = calendar::calendar(work.tx)?.add_working_days(work.today(), RESULT_WORKING_DAYS, RollRule::HolidaysAndWeekends);
    end_of_day(&last.date.to_string())
}

/// Two working days after the investigation if that is before the limit that runs. A limit that was put off, with the consumer
/// told, is a promise of its own and stays.
fn sooner(work: &Work<'_>) -> Result<Option<Timestamp>, Refusal> {
    let after = after_today(work)?;
    let original = hours(work, RESULT_HOURS)?;
    let clocks = clocks_of(work.tx, &work.id, work.now)?;
    let running = clocks.iter().find(|clock| clock.code == RESULT.code && clock.stopped_at.is_none());
    let due = running.and_then(|clock| clock.due_at.parse::<Timestamp>().ok());
    Ok(if due.is_some_and(|due| Some(due) == original && after < due) { Some(after) } else { None })
}

fn asked_by(work: &Work<'_>, meant: fn(&str) -> bool) -> Result<Option<Timestamp>, Refusal> {
    Ok(if meant(work.text("source")) { work.text("answer_due").parse().ok() } else { None })
}

fn deliberate_delay(work: &Work<'_>) -> Result<Option<Timestamp>, Refusal> {
    if work.text("class") != "quality" {
        return Ok(None);
    }
    ruling::end_of_limit(work.tx, DeadlineKind::QualityClaimDeliberateDelay, china_date(received(work))).map(Some)
}

fn delay_after_all(work: &Work<'_>) -> Result<Option<Timestamp>, Refusal> {
    let runs = clocks_of(work.tx, &work.id, work.now)?.iter().any(|clock| clock.code == DELAY.code && clock.stopped_at.is_none());
    if runs || !work.get("told_at").is_null() { Ok(None) } else { deliberate_delay(work) }
}

fn remedy_due(work: &Work<'_>) -> Result<Option<Timestamp>, Refusal> {
    match work.text("remedy_due") {
        "" => Ok(None),
        day => end_of_day(day).map(Some),
    }
}

/// Days without an answer after which a manager may close (T16, our proposal: the documents set none).
const WAIT_DAYS: i64 = 7;

/// When the waiting for an answer ends.
pub(super) fn waited_until(told_at: Timestamp) -> Option<Timestamp> {
    told_at.checked_add((WAIT_DAYS * 24).hours()).ok()
}
