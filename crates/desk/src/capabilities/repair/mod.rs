//! 维修单 (capabilities 3.13): a unit from the counter to the bench and back, whose days its time is, and the proof of it.

mod correction;
mod delay;
mod fields;
mod history;
mod intake;
mod limits;
mod papers;
mod part;
mod period;
mod provider;
mod steps;

pub use correction::REPAIR_CORRECTION;
pub use delay::REPAIR_DELAY;
pub use fields::FROM_CASE;
pub use history::{corrected, orders_of, replaced_parts, stay, stays_of};
pub use limits::{days_of, limit_days_of, limits_of};
pub use part::REPAIR_PART;
pub use period::cover_of;
pub use provider::REPAIR_PROVIDER;

use fields::*;
use shounuo_store::{Row, Tx};

use crate::capabilities::note;
use crate::capabilities::staff;
use crate::kernel::actor::{BY_RULE, COUNTER, DECIDERS, EVERYONE, Role};
use crate::kernel::field::{Mask, long_text};
use crate::kernel::flow::{State, Step, View, ended, on, open};
use crate::kernel::kind::{CaseLook, Kind, PLAIN, Subject};
use crate::kernel::{Refusal, clock, registry};

/// Those who work at the bench.
const WORKSHOP: &[Role] = &[Role::Technician, Role::Manager, Role::Owner];
/// Those, and the app when the last part came.
const WORKSHOP_AND_RULE: &[Role] = &[Role::Technician, Role::Manager, Role::Owner, Role::System];

/// States in which the unit is with the repairer.
pub const OPEN: &[&str] = &["received", "diagnosed", "repairing", "waiting_parts", "ready", "returning", "unrepairable"];
const UNTIL_FOUND: &[&str] = &["received", "diagnosed"];
const AT_WORK: &[&str] = &["received", "diagnosed", "repairing", "waiting_parts"];
const TO_GO: &[&str] = &["ready", "returning", "unrepairable"];

/// `done` ends the order; a follow-up may still be written down.
const STATES: &[State] = &[
    open("received", "已接修").in_view(View::Repair),
    open("diagnosed", "已检测").in_view(View::Repair),
    open("repairing", "维修中").in_view(View::Repair),
    open("waiting_parts", "待件").in_view(View::Parts),
    open("ready", "待取"),
    open("returning", "退回待取"),
    open("unrepairable", "未修复"),
    ended("done", "完成"),
    ended("followed_up", "已回访"),
];

const FLOW: &[Step] = &[
    on("receive", "接修")
        .to("received")
        .by(EVERYONE)
        .asks(INTAKE)
        .then(intake::receive)
        .starts(&[limits::ANSWER, limits::ON_SITE, limits::REPAIRER, limits::PARTS])
        .issues(&["repair_receipt"])
        .cites("000 6.5.1"),
    on("amend", "修改接修内容")
        .from(UNTIL_FOUND)
        .by(EVERYONE)
        .asks(AMEND)
        .then(intake::amend)
        .resets(&["limit"])
        .starts(&[limits::REPAIRER, limits::PARTS]),
    on("take", "领单").from(AT_WORK).by(WORKSHOP).guard(&[steps::MINE]).then(steps::own_it),
    on("arrive", "到场")
        .from(&["received"])
        .by(WORKSHOP)
        .guard(&[steps::ON_SITE, steps::MINE])
        .asks(&[ARRIVED_AT])
        .then(steps::arrived)
        .stops(&["on_site"])
        .cites("003 一(一)"),
    on("diagnose", "检测")
        .from(UNTIL_FOUND)
        .to("diagnosed")
        .by(WORKSHOP)
        .guard(&[steps::MINE, steps::PHOTOS])
        .asks(&[FAULT_FOUND, FAULT.required(), PART])
        .then(steps::diagnosed)
        .stops(&["answer", "on_site"])
        .resets(&["limit"])
        .starts(&[limits::REPAIRER, limits::PARTS])
        .cites("000 6.5.1"),
    on("quote", "报价").from(&["diagnosed"]).by(EVERYONE).guard(&[steps::CHARGED]).asks(&[QUOTE, QUOTE_WORDS]).cites("003 一(三)"),
    on("accept_quote", "消费者同意报价")
        .from(&["diagnosed"])
        .to("repairing")
        .by(COUNTER)
        .guard(&[steps::CHARGED, steps::QUOTED])
        .asks(&[QUOTE_ANSWER])
        .then(steps::accepted)
        .cites("003 一(三)"),
    on("refuse_quote", "消费者不同意报价")
        .from(&["diagnosed"])
        .to("returning")
        .by(COUNTER)
        .guard(&[steps::CHARGED, steps::QUOTED])
        .asks(&[QUOTE_ANSWER])
        .then(steps::refused)
        .cites("003 一(三)"),
    on("start", "开始维修").from(&["diagnosed"]).to("repairing").by(WORKSHOP).guard(&[steps::MINE, steps::FREE]).then(steps::own_it),
    on("wait_for_parts", "转待件")
        .from(&["repairing"])
        .to("waiting_parts")
        .by(WORKSHOP)
        .guard(&[steps::MINE, steps::PART_ORDERED])
        .asks(&[delay::CAUSE, delay::FROM, delay::NOTE])
        .then(steps::wait)
        .aside()
        .cites("000 6.5.2(9)"),
    on("part_arrives", "配件已到").from(&["waiting_parts"]).to("repairing").by(WORKSHOP_AND_RULE).asks(&[delay::TO]).then(steps::end_wait),
    on("check", "检验")
        .from(&["repairing"])
        .by(WORKSHOP)
        .guard(&[steps::MINE])
        .asks(&[TEST_WORDS, TEST_PASSED])
        .then(steps::checked)
        .cites("000 6.5.1"),
    on("repaired", "修好")
        .from(&["repairing"])
        .to("ready")
        .by(WORKSHOP)
        .guard(&[steps::MINE, steps::TESTED])
        .asks(&[RESULT, FINISHED])
        .then(steps::finished)
        .cites("000 6.5.1"),
    on("unrepairable", "不能修复")
        .from(&["diagnosed", "repairing", "waiting_parts"])
        .to("unrepairable")
        .by(WORKSHOP)
        .guard(&[steps::MINE])
        .asks(&[FINDING])
        .then(steps::not_repairable)
        .grave(),
    on("withdraw", "消费者不修了")
        .from(AT_WORK)
        .to("returning")
        .by(COUNTER)
        .asks(&[long_text("reason", "消费者的说法").required().personal(Mask::Words)])
        .then(steps::taken_back)
        .aside(),
    on("tell_ready", "通知取机")
        .from(TO_GO)
        .by(COUNTER)
        .asks(&[TOLD_READY])
        .then(steps::told_ready)
        .resets(&["limit"])
        .starts(&[limits::REPAIRER, limits::PARTS]),
    on("hand_over", "交付")
        .from(TO_GO)
        .to("done")
        .by(COUNTER)
        .asks(&[RECEIPT, HANDED_OVER])
        .then(steps::handed_over)
        .issues(&["repair_record"])
        .stops(&["*"])
        .cites("000 6.5.1"),
    on("settle", "换货或退货结案")
        .from(OPEN)
        .to("done")
        .by(COUNTER)
        .asks(&[SETTLEMENT, HANDED_OVER, long_text("reason", "说明").required().personal(Mask::Words)])
        .then(steps::settled)
        .stops(&["*"])
        .grave(),
    on("follow_up", "回访").from(&["done"]).to("followed_up").by(COUNTER).asks(&[FOLLOW_UP, FOLLOW_UP_WORDS]).cites("000 6.5.1"),
    on("days_changed", "延误有变").from(OPEN).by(BY_RULE).resets(&["limit"]).starts(&[limits::REPAIRER, limits::PARTS]),
    on("exchange_right", "换货权成立")
        .from(OPEN)
        .by(BY_RULE)
        .asks(&[RIGHT_SINCE.required(), RIGHT_CAUSE.required()])
        .then(steps::right_stands)
        .cites("000 6.5.2"),
    on("suggest_exchange", "建议换货")
        .from(OPEN)
        .by(BY_RULE)
        .asks(&[SUGGESTED.required()])
        .then(steps::exchange_suggested)
        .cites("000 6.5.2"),
    on("write_wait_note", "注明待件").from(OPEN).by(WORKSHOP).guard(&[steps::MINE]).asks(&[WAIT_NOTE]).cites("000 6.5.2"),
    on("decide_exchange", "决定换货")
        .from(OPEN)
        .by(DECIDERS)
        .guard(&[steps::SUGGESTED, steps::NOTED])
        .asks(&[DECISION, DECISION_REASON])
        .then(steps::decided)
        .cites("000 6.5.2"),
    on("move", "移货位").from(OPEN).by(EVERYONE).asks(&[SHELF.required()]),
    on("assign", "转交").from(OPEN).by(COUNTER).asks(&[OWNER.required()]),
    staff::release(OPEN),
    clock::extension(OPEN),
    note::step(OPEN),
];

const REMARKS: &[&str] = &[
    "“完成”即已办结，离开队列；回访可以以后再记。",
    "修好后要“通知取机”：次日起不取的天数是消费者原因；没有通知的，仍算在修理者的 30 日里。",
    "“检验”单列一步，不合格的留在“维修中”；合格记录在转待件时作废，要重新检验。",
    "“消费者不修了”“换货或退货结案”不在原表里：前者未修退回，不计修理次数；后者由换货、退货了结这一次。",
    "30 日按每一天的原因数：修理者原因和没写原因的天数之和超过 30；待件从送修日起数，去掉消费者和其他原因的天数。",
    "没有选服务方的是本店自修；选了的必须已准入、资质未到期。",
];

/// 维修单.
pub static REPAIR: Kind = Kind {
    name: "repair",
    label: "维修单",
    prefix: "WX",
    fields: ALL,
    states: STATES,
    flow: FLOW,
    case: Some(CaseLook { title, owner: "owner", consumer: "consumer_id", order: "order_id", shop: "shop" }),
    subject: Subject::In("consumer_id"),
    papers: papers::PAPERS,
    wakes: limits::WAKES,
    label_lines,
    remarks: REMARKS,
    ..PLAIN
};

/// What a label on the unit says besides number and title.
fn label_lines(row: &Row) -> Vec<String> {
    let line =
        |label: &str, field: &str| Some(history::text(row, field)).filter(|text| !text.is_empty()).map(|text| format!("{label} {text}"));
    [line("货位", "shelf"), line("送修", "sent_in"), line("附件", "accessories")].into_iter().flatten().collect()
}

/// The goods and the tail of the serial: what a technician sees on the unit.
fn title(row: &Row) -> String {
    let (goods, serial) = (history::text(row, "goods_title"), history::text(row, "serial"));
    let tail: String = serial.chars().skip(serial.chars().count().saturating_sub(6)).collect();
    if tail.is_empty() { goods.to_owned() } else { format!("{goods} · 尾号 {tail}") }
}

/// The order of this case that has not ended, if any.
///
/// # Errors
/// When the file fails.
pub fn open_order_of(tx: &Tx<'_>, case: &str) -> Result<Option<Row>, Refusal> {
    let rows = tx.records(registry::shape(&REPAIR), "quality_case_id = ?1 ORDER BY created_ms DESC, id DESC", &[case.into()])?;
    Ok(rows.into_iter().find(|row| OPEN.contains(&history::text(row, "state"))))
}

/// What comes next at the bench: the one step that moves the order on. `None` where it is the counter's turn.
#[must_use]
pub fn next_step(order: &Row) -> Option<&'static str> {
    let is = |field: &str| order.get(field) == Some(&true.into());
    match history::text(order, "state") {
        "received" => Some("diagnose"),
        "diagnosed" if !is("charged") => Some("start"),
        "diagnosed" if order.get("quote_fen").is_none_or(serde_json::Value::is_null) => Some("quote"),
        "repairing" => Some(if is("test_passed") { "repaired" } else { "check" }),
        "waiting_parts" => Some("part_arrives"),
        _ => None,
    }
}
