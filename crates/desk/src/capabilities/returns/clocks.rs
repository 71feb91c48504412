//! The deadlines of a return: the shop's service level, the law's, the platform's.

use jiff::{Timestamp, ToSpan};
use serde_json::json;
use shounuo_rules::{DeadlineFacts, DeadlineKind};

use super::lanes::is_replacing;
use crate::capabilities::ruling;
use crate::kernel::Refusal;
use crate::kernel::clock::end_of_day;
use crate::kernel::flow::{ClockRule, Lane};
use crate::kernel::work::Work;

/// T18: a refund before dispatch is automatic; where the rule cannot decide, and until the platform has it, one hour.
pub const UNSHIPPED: ClockRule = ClockRule {
    code: "unshipped",
    label: "未发货退款",
    lane: Lane::Promise,
    at_zero: "超出服务标准；货若发出，退款变成退货，消费者须多等一程",
    clause: "002 9.2.3；000 6.3.2.2",
    due: |work| Ok(if is_refund_before_dispatch(work) { work.now.checked_add(1.hour()).ok() } else { None }),
};

/// T19: return and refund after dispatch, 24 hours.
pub const ANSWER: ClockRule = ClockRule {
    code: "answer",
    label: "退货退款审核",
    lane: Lane::Promise,
    at_zero: "超出服务标准，计入时效报告",
    clause: "002 9.2.3",
    due: |work| {
        let mine = !is_replacing(work.text("application")) && !is_refund_before_dispatch(work);
        Ok(if mine { work.now.checked_add(24.hours()).ok() } else { None })
    },
};

/// T20: exchange or resend, 36 hours.
pub const RESHIP: ClockRule = ClockRule {
    code: "reship",
    label: "换货补寄审核",
    lane: Lane::Promise,
    at_zero: "超出服务标准，计入时效报告",
    clause: "002 9.2.3",
    due: |work| Ok(if is_replacing(work.text("application")) { work.now.checked_add(36.hours()).ok() } else { None }),
};

/// No formalities for over 15 days after the request: deliberate delay.
pub const DELAY: ClockRule = ClockRule {
    code: "delay",
    label: "不得故意拖延退换手续",
    lane: Lane::Law,
    at_zero: "超过 15 日未办理退换手续，视为故意拖延，可被行政处罚",
    clause: "侵害消费者权益行为处罚办法第八条",
    due: |work| by_law(work, DeadlineKind::QualityClaimDeliberateDelay, work.text("applied_on")),
};

/// Seven days from the goods coming back, for a return without reason.
pub const REFUND_DUE: ClockRule = ClockRule {
    code: "refund_due",
    label: "收到退货后七日内退款",
    lane: Lane::Law,
    at_zero: "超过七日未退款，违反消费者权益保护法第二十五条",
    clause: "消费者权益保护法第二十五条",
    due: |work| {
        let mine = work.text("ground") == "no_reason" && owes_money(work);
        if mine { by_law(work, DeadlineKind::NoReasonRefundDue, work.text("back_on")) } else { Ok(None) }
    },
};

/// Money kept for over 15 days after the goods came back: deliberate delay.
pub const REFUND_DELAY: ClockRule = ClockRule {
    code: "refund_delay",
    label: "不得故意拖延退款",
    lane: Lane::Law,
    at_zero: "收到退货超过 15 日未退款，视为故意拖延，可被行政处罚",
    clause: "侵害消费者权益行为处罚办法第九条",
    due: |work| {
        if owes_money(work) { by_law(work, DeadlineKind::RefundDeliberateDelay, work.text("back_on")) } else { Ok(None) }
    },
};

fn is_refund_before_dispatch(work: &Work<'_>) -> bool {
    work.text("application") == "refund_only" && work.text("dispatch") != "shipped"
}

fn owes_money(work: &Work<'_>) -> bool {
    matches!(work.text("money_state"), "due" | "requested" | "mismatch")
}

/// A limit of the law in days. One that is over already when it starts ends now: it is late, and stays late.
fn by_law(work: &Work<'_>, kind: DeadlineKind, from: &str) -> Result<Option<Timestamp>, Refusal> {
    let bad = |bad: shounuo_rules::BadFacts| Refusal::new(&bad.code, bad.message);
    let question = DeadlineFacts::from_json(&json!({ "deadline": kind, "from": from })).map_err(bad)?;
    let due = ruling::rulebook_for(work.tx, work.today())?.deadline(&question).map_err(bad)?.due;
    Ok(Some(end_of_day(&due)?.max(work.now)))
}
