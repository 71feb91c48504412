//! 证据: what was gathered while a complaint was looked into (001 7.1). Never changed; a manager may set one aside with a reason.

use super::parent::{CASE, CONSUMER, complaint_of, join, taken_in};
use crate::kernel::Refusal;
use crate::kernel::actor::{DECIDERS, EVERYONE};
use crate::kernel::field::{Field, Find, Mask, choice, date, long_text};
use crate::kernel::flow::{Guard, State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::work::Work;

const KINDS: &[(&str, &str)] = &[
    ("order_record", "订单记录"),
    ("chat", "聊天记录"),
    ("photo", "照片"),
    ("video", "视频"),
    ("track", "物流轨迹"),
    ("test_report", "检测报告"),
    ("call", "通话录音"),
    ("document", "书面材料"),
    ("statement", "当事人陈述"),
];
const SOURCES: &[(&str, &str)] =
    &[("consumer", "消费者"), ("shop", "本店"), ("platform", "平台"), ("carrier", "承运方"), ("supplier", "供应商"), ("third", "第三方")];
/// A complaint takes evidence until it has ended.
const OPEN_TO_EVIDENCE: &[&str] =
    &["registered", "accepted", "investigating", "investigated", "replanning", "plan_pending", "to_tell", "told", "handled"];

const KIND: Field = choice("kind", "种类", KINDS).required();
const SOURCE: Field = choice("source", "来源", SOURCES).required();
const SHOWS: Field = long_text("shows", "证明什么").required().personal(Mask::Words).find(Find::Text);
const TAKEN_ON: Field = date("taken_on", "形成日期");
const REASON: Field = long_text("reason", "不采用的理由").required().personal(Mask::Words);

const STATES: &[State] = &[open("kept", "在案"), ended("set_aside", "不采用")];
const FLOW: &[Step] = &[
    on("add", "收集").to("kept").by(EVERYONE).asks(&[CASE, KIND, SOURCE, SHOWS, TAKEN_ON]).then(add).cites("001 7.1；004 4.2"),
    on("set_aside", "不采用").from(&["kept"]).to("set_aside").by(DECIDERS).guard(&[STILL_OPEN]).asks(&[REASON]).grave(),
];

/// 投诉证据.
pub static COMPLAINT_EVIDENCE: Kind = Kind {
    name: "complaint_evidence",
    label: "投诉证据",
    fields: &[CASE, CONSUMER, KIND, SOURCE, SHOWS, TAKEN_ON, REASON],
    states: STATES,
    flow: FLOW,
    subject: Subject::In("consumer_id"),
    ..PLAIN
};

const STILL_OPEN: Guard = Guard { name: "still_open", says: "投诉还没有办结", test: still_open };

fn still_open(work: &Work<'_>) -> Result<(), Refusal> {
    taken_in(&complaint_of(work)?, OPEN_TO_EVIDENCE)
}

fn add(work: &mut Work<'_>) -> Result<(), Refusal> {
    join(work, OPEN_TO_EVIDENCE)?;
    if work.text("taken_on") > work.today().to_string().as_str() {
        return Err(Refusal::bad("taken_on", "形成日期不能晚于今天"));
    }
    Ok(())
}
