//! What the platform does about promises (000 6.10.3(3), 6.10.4): inspections to answer, measures to correct or to appeal
//! against; and what consumers say of a promise.

use jiff::Timestamp;
use serde_json::Value;
use shounuo_store::Row;

use crate::capabilities::note;
use crate::capabilities::staff;
use crate::kernel::Refusal;
use crate::kernel::actor::{COUNTER, DECIDERS};
use crate::kernel::clock::end_of_day;
use crate::kernel::field::{Field, Find, Mask, choice, date, int, link, long_text, text};
use crate::kernel::flow::{ClockRule, Lane, Step, ended, on, open};
use crate::kernel::kind::{CaseLook, Kind, PLAIN, Subject};
use crate::kernel::work::Work;

const PROMISE: Field = link("promise_id", "服务承诺", "promise");
const OWNER: Field = link("owner", "负责人", "account");
const SHOP: Field = text("shop", "店铺");
const OUTCOME: Field = long_text("outcome", "结果").required();

const MEASURE_NO: Field = text("measure_no", "平台单号").find(Find::Number);
const WHAT: Field = text("what", "措施").required().find(Find::Text).help("如 警告、下架、限制公示承诺");
const EFFECT: Field = long_text("effect", "影响").required().help("哪些商品、哪些权限、多久");
const RECEIVED_ON: Field = date("received_on", "收到日期").required().guarded();
const ENDS_ON: Field = date("ends_on", "措施截止日期").guarded();
const APPEAL_BY: Field = date("appeal_by", "申诉截止日期").guarded();
const CORRECTION: Field = long_text("correction", "整改内容").required();
const APPEAL: Field = long_text("appeal", "申诉理由").required();
const MEASURE_OPEN: &[&str] = &["received", "correcting", "appealing"];

/// 平台管理措施.
pub static PROMISE_MEASURE: Kind = Kind {
    name: "promise_measure",
    label: "平台管理措施",
    prefix: "GL",
    fields: &[WHAT, PROMISE, SHOP, OWNER, MEASURE_NO, EFFECT, RECEIVED_ON, ENDS_ON, APPEAL_BY, CORRECTION, APPEAL, OUTCOME],
    states: &[open("received", "收到"), open("correcting", "整改中"), open("appealing", "申诉中"), ended("closed", "结束")],
    flow: MEASURE_FLOW,
    case: Some(CaseLook { title: measure_title, owner: "owner", consumer: "", order: "", shop: "shop" }),
    ..PLAIN
};

const MEASURE_FLOW: &[Step] = &[
    on("receive", "登记措施")
        .by(COUNTER)
        .asks(&[WHAT, PROMISE, SHOP, MEASURE_NO, EFFECT, RECEIVED_ON, ENDS_ON, APPEAL_BY])
        .then(days_in_order)
        .starts(&[APPEAL_UNTIL])
        .cites("000 6.10.4(2)"),
    on("correct", "开始整改").from(&["received", "appealing"]).to("correcting").by(DECIDERS).asks(&[CORRECTION]).cites("000 6.10.4(2)"),
    on("appeal", "提交申诉")
        .from(&["received", "correcting"])
        .to("appealing")
        .by(DECIDERS)
        .asks(&[APPEAL])
        .stops(&["appeal"])
        .cites("000 6.10.4(2)"),
    on("close", "结束").from(MEASURE_OPEN).to("closed").by(DECIDERS).asks(&[OUTCOME]).stops(&["*"]),
    on("assign", "转交").from(MEASURE_OPEN).by(COUNTER).asks(&[OWNER.required()]),
    staff::release(MEASURE_OPEN),
    note::step(MEASURE_OPEN),
];

const APPEAL_UNTIL: ClockRule = ClockRule {
    code: "appeal",
    label: "申诉截止",
    lane: Lane::Platform,
    at_zero: "过期平台不再受理申诉，措施照常执行",
    clause: "平台管理措施所列申诉期限",
    due: |work| end_of_day_in(work, "appeal_by"),
};

fn measure_title(row: &Row) -> String {
    row.get("what").and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn end_of_day_in(work: &Work<'_>, field: &str) -> Result<Option<Timestamp>, Refusal> {
    work.get(field).as_str().map(end_of_day).transpose()
}

fn days_in_order(work: &mut Work<'_>) -> Result<(), Refusal> {
    let received = work.text("received_on");
    if received > work.today().to_string().as_str() {
        return Err(Refusal::bad("received_on", "收到日期不能晚于今天"));
    }
    for (field, label) in [("ends_on", "措施截止日期"), ("appeal_by", "申诉截止日期")] {
        if !work.text(field).is_empty() && work.text(field) < received {
            return Err(Refusal::bad(field, format!("“{label}”早于收到日期，请核对")));
        }
    }
    Ok(())
}

const OF_PROMISE: Field = PROMISE.required().guarded();
const INSPECTION_NO: Field = text("inspection_no", "平台单号").find(Find::Number);
const ASKS: Field = long_text("asks", "检查要求").required().find(Find::Text);
const PERIOD_FROM: Field = date("period_from", "检查期间起").required().guarded();
const PERIOD_TO: Field = date("period_to", "检查期间止").required().guarded();
const ANSWER_BY: Field = date("answer_by", "答复截止日期").guarded();
const PLATFORM_RATE: Field = int("platform_rate", "平台给出的履约率").help("百分之几；平台没有给出则留空");
const ANSWER: Field = long_text("answer", "答复说明").required();
const INSPECTION_OPEN: &[&str] = &["received"];

/// 履约检查: the answer carries the shop's own count of the period, taken from the fulfilments when it is given.
pub static PROMISE_INSPECTION: Kind = Kind {
    name: "promise_inspection",
    label: "履约检查",
    prefix: "LJ",
    fields: &[
        OF_PROMISE,
        SHOP,
        OWNER,
        INSPECTION_NO,
        ASKS,
        PERIOD_FROM,
        PERIOD_TO,
        ANSWER_BY,
        int("kept", "已履行").guarded(),
        int("broken", "违诺").guarded(),
        int("pending", "待履行或待核定").guarded(),
        PLATFORM_RATE,
        ANSWER,
        OUTCOME,
    ],
    states: &[open("received", "待答复"), open("answered", "已答复"), ended("closed", "结束")],
    flow: INSPECTION_FLOW,
    case: Some(CaseLook { title: inspection_title, owner: "owner", consumer: "", order: "", shop: "shop" }),
    papers: super::papers::OF_INSPECTION,
    ..PLAIN
};

const INSPECTION_FLOW: &[Step] = &[
    on("receive", "登记检查")
        .to("received")
        .by(COUNTER)
        .asks(&[OF_PROMISE, SHOP, INSPECTION_NO, ASKS, PERIOD_FROM, PERIOD_TO, ANSWER_BY, PLATFORM_RATE])
        .then(period_in_order)
        .starts(&[ANSWER_UNTIL])
        .cites("000 6.10.4(1)"),
    on("answer", "答复")
        .from(INSPECTION_OPEN)
        .to("answered")
        .by(DECIDERS)
        .asks(&[ANSWER])
        .then(count)
        .stops(&["answer"])
        .issues(&["inspection_reply"])
        .cites("000 6.10.4(1)"),
    on("close", "登记检查结果").from(&["received", "answered"]).to("closed").by(DECIDERS).asks(&[OUTCOME]).stops(&["*"]),
    on("assign", "转交").from(&["received", "answered"]).by(COUNTER).asks(&[OWNER.required()]),
    staff::release(&["received", "answered"]),
    note::step(&["received", "answered"]),
];

const ANSWER_UNTIL: ClockRule = ClockRule {
    code: "answer",
    label: "检查答复",
    lane: Lane::Platform,
    at_zero: "过期未答复，平台按自己的记录认定",
    clause: "平台检查通知所列答复期限",
    due: |work| end_of_day_in(work, "answer_by"),
};

fn inspection_title(row: &Row) -> String {
    let of = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    format!("履约检查 {} 至 {}", of("period_from"), of("period_to"))
}

fn period_in_order(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("period_to") < work.text("period_from") {
        return Err(Refusal::bad("period_to", "检查期间的止日早于起日，请核对"));
    }
    Ok(())
}

/// Counts the fulfilments whose time began in the period, as they stand now; the answer keeps the figures.
fn count(work: &mut Work<'_>) -> Result<(), Refusal> {
    let counts =
        super::board::counts(work.tx, work.text("promise_id"), Some(work.text("period_from")), Some(work.text("period_to")), work.now)?;
    work.set("kept", counts.kept);
    work.set("broken", counts.broken);
    work.set("pending", counts.pending + counts.unclear);
    Ok(())
}

const CONTENT: &[(&str, &str)] = &[("yes", "满意"), ("partly", "部分满意"), ("no", "不满意")];
const ORDER: Field = link("order_id", "订单", "sales_order");
const CONSUMER: Field = link("consumer_id", "消费者", "consumer");
const CONTENT_WITH: Field = choice("content_with", "对履行是否满意", CONTENT).required();
const WORDS: Field = long_text("words", "消费者的话").personal(Mask::Words);

/// 履约反馈: what a consumer says of a promise (000 6.10.4(3)).
pub static PROMISE_FEEDBACK: Kind = Kind {
    name: "promise_feedback",
    label: "履约反馈",
    fields: &[OF_PROMISE, ORDER, CONSUMER, CONTENT_WITH, WORDS],
    states: &[ended("recorded", "已记录")],
    flow: &[on("record", "记录反馈").by(COUNTER).asks(&[OF_PROMISE, ORDER, CONTENT_WITH, WORDS]).then(who).cites("000 6.10.4(3)")],
    subject: Subject::In("consumer_id"),
    ..PLAIN
};

fn who(work: &mut Work<'_>) -> Result<(), Refusal> {
    let order = work.linked(&crate::capabilities::orders::SALES_ORDER, "order_id")?.unwrap_or_default();
    let consumer = order.get("consumer_id").cloned().unwrap_or(Value::Null);
    work.set("consumer_id", consumer);
    Ok(())
}
