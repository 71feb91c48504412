//! 投诉 (capabilities 3.6): registered with four things, accepted, looked into, answered by a plan that a manager confirms, told,
//! and over only when the consumer is satisfied; another answer is another round with another version of the plan.

mod archive;
mod basis;
mod classes;
mod clocks;
mod evidence;
mod fields;
mod intake;
mod papers;
mod parent;
mod plan;
mod report;
mod steps;
mod task;
mod wakes;

pub use archive::fingerprint;
pub use basis::{BASES, Basis};
pub use classes::{CLASS_NAMES, ClassNames, priority};
pub use evidence::COMPLAINT_EVIDENCE;
pub use plan::COMPLAINT_PLAN;
pub use report::COMPLAINT_REPORT;
pub use task::COMPLAINT_TASK;

use shounuo_store::Row;

use crate::capabilities::note;
use crate::capabilities::staff;
use crate::kernel::actor::{BY_RULE, COUNTER, DECIDERS, Role};
use crate::kernel::clock;
use crate::kernel::field::{instant, text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{CaseLook, Kind, PLAIN, Subject};
use classes::{CLASS, NATURE, PRIORITY, URGENCY};
use fields::*;

/// The counter, and the app for what a platform sends.
const INTAKE: &[Role] = &[Role::AfterSales, Role::Manager, Role::Owner, Role::System];

const STATES: &[State] = &[
    open("registered", "待受理"),
    open("accepted", "已受理"),
    open("investigating", "调查中"),
    open("investigated", "调查完成"),
    open("replanning", "待改方案"),
    open("plan_pending", "方案待批"),
    open("to_tell", "待反馈"),
    open("told", "已反馈待确认"),
    open("handled", "已处理"),
    ended("rejected", "不予受理"),
    ended("mediation", "转调解"),
    ended("legal", "转法律途径"),
    ended("no_answer", "未答复关闭"),
    ended("withdrawn", "消费者撤诉"),
    ended("archived", "已归档"),
];
/// Being worked on: the shop owes the next step, or waits for the consumer's answer.
const OPEN: &[&str] = &["registered", "accepted", "investigating", "investigated", "replanning", "plan_pending", "to_tell", "told"];
/// Accepted and not yet told.
const IN_HAND: &[&str] = &["accepted", "investigating", "investigated", "replanning", "plan_pending", "to_tell"];
const OPEN_OR_HANDLED: &[&str] =
    &["registered", "accepted", "investigating", "investigated", "replanning", "plan_pending", "to_tell", "told", "handled"];
/// Over, but for the file.
const TO_ARCHIVE: &[&str] = &["handled", "rejected", "mediation", "legal", "no_answer", "withdrawn"];
/// Limits that end when the consumer is told a result.
const UNTIL_TOLD: &[&str] = &["accept", "preliminary", "investigate", "result", "handled", "round", "platform", "asked_by", "delay"];

const FLOW: &[Step] = &[
    on("register", "登记投诉")
        .to("registered")
        .by(INTAKE)
        .asks(REGISTER)
        .then(intake::take_in)
        .starts(&[
            clocks::ACCEPT,
            clocks::PRELIMINARY,
            clocks::INVESTIGATE,
            clocks::RESULT,
            clocks::HANDLED,
            clocks::PLATFORM,
            clocks::ASKED_BY,
            clocks::DELAY,
        ])
        .cites("004 4.1；001 7.1"),
    on("accept", "受理并告知")
        .from(&["registered"])
        .to("accepted")
        .by(COUNTER)
        .asks(&[TOLD_BY])
        .then(steps::own_it)
        .stops(&["accept"])
        .issues(&["complaint_acceptance"])
        .cites("004 4.1；001 7.2"),
    on("reject", "不予受理")
        .from(&["registered"])
        .to("rejected")
        .by(COUNTER)
        .asks(&[GROUND.required(), TOLD_BY])
        .then(|work| steps::end(work, "rejected"))
        .stops(&["*"])
        .grave()
        .cites("001 7.1"),
    on("tell_progress", "告知进展").from(IN_HAND).by(COUNTER).asks(&[PROGRESS, TOLD_BY]).stops(&["preliminary"]).cites("001 7.1；001 7.3"),
    on("investigate", "开始调查")
        .from(&["accepted", "replanning"])
        .to("investigating")
        .by(COUNTER)
        .asks(&[COORDINATOR])
        .then(steps::investigate)
        .cites("004 4.2；001 7.1"),
    on("resolve_now", "当场解决")
        .from(&["accepted"])
        .to("told")
        .by(COUNTER)
        .asks(ON_THE_SPOT)
        .then(steps::resolve_now)
        .stops(UNTIL_TOLD)
        .starts(&[clocks::REMEDY])
        .issues(&["complaint_result"])
        .cites("002 9.2.4"),
    on("appoint", "指定协调人").from(IN_HAND).by(COUNTER).asks(&[COORDINATOR.required()]).cites("001 7.1"),
    on("finish_investigation", "结束调查")
        .from(&["investigating"])
        .to("investigated")
        .by(COUNTER)
        .guard(&[steps::NO_OPEN_TASK, steps::HAS_EVIDENCE, steps::REPORT_WHOLE])
        .then(steps::store_report)
        .stops(&["investigate", "result"])
        .starts(&[clocks::RESULT_SOONER])
        .cites("004 4.2"),
    on("plan", "拟定方案")
        .from(&["investigated", "replanning"])
        .to("plan_pending")
        .by(COUNTER)
        .guard(&[steps::HAS_REPORT])
        .asks(plan::PARTS)
        .then(steps::make_plan)
        .cites("004 4.3"),
    on("return_plan", "退回方案")
        .from(&["plan_pending"])
        .to("replanning")
        .by(DECIDERS)
        .asks(&[REASON])
        .then(|work| plan::move_on(work, &["pending"], "return", Row::new()))
        .cites("001 7.4"),
    on("confirm_plan", "确认方案")
        .from(&["plan_pending"])
        .to("to_tell")
        .by(DECIDERS)
        .asks(&[CHECKED, plan::OVER_REASON.carried()])
        .then(steps::confirm_plan)
        .again()
        .cites("001 7.4"),
    on("tell", "告知处理结果")
        .from(&["to_tell"])
        .to("told")
        .by(COUNTER)
        .asks(&[CONCLUSION.required(), TELL_FOLLOW_UP, TOLD_BY])
        .then(steps::tell)
        .stops(UNTIL_TOLD)
        .starts(&[clocks::REMEDY])
        .issues(&["complaint_result"])
        .cites("000 6.6.3；004 4.3"),
    on("satisfied", "消费者满意")
        .from(&["told"])
        .to("handled")
        .by(COUNTER)
        .asks(&[ANSWER, ANSWER_BY])
        .then(steps::satisfied)
        .cites("004 4.4；004 4.5"),
    on("unsatisfied", "消费者不满意")
        .from(&["told"])
        .to("replanning")
        .by(COUNTER)
        .asks(&[ANSWER.required(), ANSWER_BY])
        .then(steps::unsatisfied)
        .stops(&["remedy"])
        .starts(&[clocks::NEXT_ROUND])
        .cites("004 4.4"),
    on("to_mediation", "转调解")
        .from(&["told"])
        .to("mediation")
        .by(DECIDERS)
        .asks(&[EXPLANATION.required(), TOLD_BY])
        .then(|work| steps::end(work, "mediation"))
        .stops(&["*"])
        .grave()
        .cites("001 7.2"),
    on("to_law", "转法律途径")
        .from(&["told"])
        .to("legal")
        .by(DECIDERS)
        .asks(&[EXPLANATION.required(), TOLD_BY])
        .then(|work| steps::end(work, "legal"))
        .stops(&["*"])
        .grave()
        .cites("001 7.2"),
    on("close_unanswered", "未答复关闭")
        .from(&["told"])
        .to("no_answer")
        .by(DECIDERS)
        .guard(&[steps::WAITED])
        .asks(&[CLOSING.required()])
        .then(|work| steps::end(work, "no_answer"))
        .stops(&["*"])
        .grave(),
    on("withdraw", "消费者撤诉")
        .from(OPEN)
        .to("withdrawn")
        .by(COUNTER)
        .asks(&[CLOSING.required(), ANSWER_BY])
        .then(|work| steps::end(work, "withdrawn"))
        .stops(&["*"])
        .grave(),
    on("escalate", "升级").from(OPEN).by(COUNTER).asks(&[ESCALATION.required()]).then(steps::escalate).cites("001 3.5"),
    on("escalate_late", "超时自动升级")
        .from(OPEN_OR_HANDLED)
        .by(BY_RULE)
        .asks(&[text("late", "超时的时限").required(), instant("first_late_at", "首次超时").required()])
        .then(steps::escalate_late)
        .cites("001 3.5"),
    on("remedy_delivered", "方案已兑现").from(&["told", "handled"]).by(BY_RULE).stops(&["remedy"]),
    on("archive", "归档").from(TO_ARCHIVE).to("archived").by(BY_RULE).then(archive::archive).cites("000 6.6.2；001 7.1"),
    on("reclassify", "改类别")
        .from(OPEN)
        .by(COUNTER)
        .asks(&[CLASS, NATURE, URGENCY])
        .then(intake::classify)
        .starts(&[clocks::DELAY_AFTER_ALL])
        .cites("000 6.6.1"),
    on("set_priority", "改优先级")
        .from(OPEN)
        .by(DECIDERS)
        .asks(&[PRIORITY.required(), REASON])
        .then(steps::set_priority)
        .cites("000 6.6.1"),
    on("assign", "转交").from(OPEN).by(COUNTER).asks(&[OWNER.required()]),
    staff::release(OPEN_OR_HANDLED),
    note::step(OPEN_OR_HANDLED),
    clock::extension(OPEN_OR_HANDLED),
];

/// 投诉.
pub static COMPLAINT: Kind = Kind {
    name: "complaint",
    label: "投诉",
    prefix: "TS",
    fields: FIELDS,
    states: STATES,
    flow: FLOW,
    case: Some(CaseLook { title, owner: "owner", consumer: "consumer_id", order: "order_id", shop: "shop" }),
    subject: Subject::In("consumer_id"),
    papers: papers::PAPERS,
    wakes: wakes::WAKES,
    remarks: REMARKS,
    ..PLAIN
};

const REMARKS: &[&str] = &[
    "消费者不满意先到“待改方案”：原话要当场记下，新一版方案另拟、另批，再到“待反馈”。",
    "“已处理”留在队列里，直到答应的退款、换货、补偿兑现，才归档。",
    "“处理完毕”的 72 小时在告知结果时停：再往后等的是消费者的答复。新一轮的告知时限比照 004 4.3 给两个工作日。",
    "“消费者撤诉”和“未答复关闭”要等的 7 天是本产品的约定，原文没有。",
    "12315、12345 转来的件没有法定的商家答复时限：只有来件自己写的时间，算承诺。",
];

fn title(row: &Row) -> String {
    let text = |name: &str| row.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
    let class = classes::label(classes::CLASSES, text("class"));
    let again = if text("repeat_of").is_empty() { "" } else { "（重复投诉）" };
    format!("{class}：{}{again}", text("goods_title"))
}
