//! 服务承诺 (capabilities 3.16; 000 4.2.1(3), 6.10.1–6.10.4; 002 9.7.4): what the shop promises, checked before it is
//! shown; how every order fared under it, computed from the order's own facts; what a breach costs; what the platform says.

pub mod board;
mod breach;
mod checks;
mod compensation;
mod fields;
mod fulfilment;
mod judge;
mod limit;
mod papers;
mod platform;
mod steps;
mod terms;
mod wakes;
mod words;

pub use breach::BREACH;
pub use fulfilment::FULFILMENT;
pub use platform::{PROMISE_FEEDBACK, PROMISE_INSPECTION, PROMISE_MEASURE};

use crate::kernel::actor::{BY_RULE, DECIDERS};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN};
use fields::{DRAFT, END_REASON, FIELDS, FROM, REVIEW_NO, REVIEW_WORDS};

const STATES: &[State] = &[
    open("draft", "草稿"),
    open("checked", "自查通过"),
    open("review", "平台审核中"),
    open("approved", "已通过"),
    open("rejected", "已驳回"),
    open("published", "公示中"),
    ended("withdrawn", "已撤回"),
    ended("expired", "已到期"),
];

const FLOW: &[Step] = &[
    on("draft", "起草承诺").by(DECIDERS).asks(DRAFT).then(steps::readable).cites("000 6.10.1(1)"),
    on("draft_version", "另起新版").by(BY_RULE).asks(steps::VERSION).then(steps::readable).cites("000 6.10.1(1)"),
    on("edit", "修改").from(&["draft", "checked", "rejected"]).to("draft").by(DECIDERS).asks(DRAFT).then(steps::readable),
    on("check", "自查")
        .from(&["draft"])
        .to("checked")
        .by(DECIDERS)
        .guard(&[checks::CLEAR_WORDS, checks::CAPABLE, checks::COMPENSATED, checks::NOT_BELOW_LAW])
        .then(steps::compare_with_law)
        .cites("000 6.10.1(2)、6.10.2(1)、6.10.3"),
    on("submit", "提交平台审核").from(&["checked"]).to("review").by(DECIDERS).cites("000 6.10.2(2)"),
    on("pass", "登记审核通过").from(&["review"]).to("approved").by(DECIDERS).asks(&[REVIEW_NO, REVIEW_WORDS]).cites("000 6.10.2(2)"),
    on("reject", "登记审核驳回")
        .from(&["review"])
        .to("rejected")
        .by(DECIDERS)
        .asks(&[REVIEW_NO, REVIEW_WORDS.required()])
        .cites("000 6.10.2(2)"),
    on("publish", "公示")
        .from(&["approved"])
        .to("published")
        .by(DECIDERS)
        .guard(&[checks::CLEAR_WORDS, checks::CAPABLE, checks::COMPENSATED, checks::NOT_BELOW_LAW])
        .asks(&[FROM.required()])
        .then(steps::publish)
        .issues(&["promise_sheet"])
        .cites("000 6.10.1(1)"),
    on("new_version", "另起新版").from(&["published", "withdrawn", "expired"]).by(DECIDERS).then(steps::new_version),
    on("succeed", "被新版代替").from(&["published"]).by(BY_RULE).asks(steps::SUCCESSOR).then(steps::succeed),
    on("withdraw", "撤回")
        .from(&["published"])
        .to("withdrawn")
        .by(DECIDERS)
        .asks(&[END_REASON.required()])
        .then(steps::end_now)
        .grave()
        .cites("000 6.10.1(2)"),
    on("expire", "到期").from(&["published"]).to("expired").by(BY_RULE),
];

/// 服务承诺. There is no deletion: orders that were made under it keep it.
pub static PROMISE: Kind = Kind {
    name: "promise",
    label: "服务承诺",
    prefix: "CN",
    fields: FIELDS,
    states: STATES,
    flow: FLOW,
    papers: papers::OF_PROMISE,
    wakes: wakes::OF_PROMISE,
    remarks: &[
        "平台审核的结果由经理登记：没有接平台之前，“平台”一列由经理代行。",
        "“提交、登记审核、公示、撤回”都在公示前再查一次用词、能力和赔付规则；能力说明只在自查时查。",
        "“延长退换期”等加出来的天数目前不自动并入三包判定（X4），由偏离判定办理。",
    ],
    ..PLAIN
};
