//! 通知书 (capabilities 3.35): issued once, with a number without gaps, its bytes kept; void and reissued, never changed.

mod head;
mod issue;
pub mod ruling_letter;

pub use issue::{Rendered, sample};

use serde_json::{Value, json};

use crate::kernel::Refusal;
use crate::kernel::actor::{BY_RULE, COUNTER, DECIDERS, EVERYONE};
use crate::kernel::field::{Field, Mask, choice, flag, int, json as structure, link, long_text, text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::paper::SIZES;
use crate::kernel::work::Work;

const CASE: Field = text("case_id", "售后单");
const CONSUMER: Field = link("consumer_id", "消费者", "consumer");
const WHAT: Field = text("what", "种类").required();
const ABOUT_KIND: Field = text("about_kind", "所据记录种类").required();
const ABOUT_ID: Field = text("about_id", "所据记录").required();
const SIZE: Field = choice("paper", "纸型", SIZES);
const LARGE: Field = flag("large_type", "大字版");
const REPLACES: Field = text("replaces", "代替");
const VOID_REASON: Field = long_text("void_reason", "作废理由").personal(Mask::Words);
const CHANNEL: Field = text("channel", "送达方式").required().help("如 当面、短信、平台留言");
const ASKED: &[Field] = &[CASE, CONSUMER, WHAT, ABOUT_KIND, ABOUT_ID, SIZE, LARGE, REPLACES];

const STATES: &[State] = &[open("issued", "已出具"), open("sent", "已送达"), ended("confirmed", "已确认"), ended("void", "作废")];
const FLOW: &[Step] = &[
    on("issue", "出具").by(BY_RULE).asks(ASKED).then(issue::issue).cites("000 6.6.3"),
    on("issue_by_hand", "另行出具").by(EVERYONE).asks(ASKED).then(issue::issue_by_hand).internal().cites("000 6.6.3"),
    on("send", "登记送达").from(&["issued"]).to("sent").by(COUNTER).asks(&[CHANNEL]).cites("000 6.6.3"),
    on("confirm", "消费者已确认").from(&["issued", "sent"]).to("confirmed").by(COUNTER),
    on("void", "作废").from(&["issued", "sent"]).to("void").by(DECIDERS).asks(&[VOID_REASON.required()]).grave(),
    on("reissue", "作废并重新出具").from(&["issued", "sent"]).to("void").by(DECIDERS).asks(&[VOID_REASON.required()]).then(reissue).grave(),
];

/// 通知书. `file` is the SHA-256 of the issued bytes, which are kept beside the tables and printed again as they are.
pub static NOTICE: Kind = Kind {
    name: "notice",
    label: "通知书",
    prefix: "TZ",
    fields: &[
        CASE,
        CONSUMER,
        WHAT,
        text("title", "标题"),
        text("basis", "依据"),
        text("file", "文件").guarded(),
        int("pages", "页数"),
        structure("warnings", "提醒"),
        VOID_REASON,
        REPLACES,
        ABOUT_KIND,
        ABOUT_ID,
        SIZE,
        LARGE,
    ],
    states: STATES,
    flow: FLOW,
    subject: Subject::In("consumer_id"),
    remarks: &[
        "能力说明 3.35 的“草稿、已检查”不存为状态：字段不全、没有依据、缺字体时，出具这一步整个被拒绝，不占编号。",
        "多数通知书由所据记录的一步自动出具；另行出具（换纸型、大字版）用新编号。“金额超线由经理出具”由所据的那一步把关。",
    ],
    ..PLAIN
};

/// What the crate of papers says against a document, as a refusal.
#[allow(clippy::needless_pass_by_value)] // Shaped for `map_err`.
pub(crate) fn refused(fault: shounuo_notices::NoticeFault) -> Refusal {
    Refusal::new("notice", fault.to_string())
}

fn reissue(work: &mut Work<'_>) -> Result<(), Refusal> {
    let mut input = shounuo_store::Row::new();
    for field in ["case_id", "consumer_id", "what", "paper", "large_type"] {
        input.insert(field.into(), work.get(field).clone());
    }
    let (kind, id) = issue::about(work);
    input.insert("about_kind".into(), kind.into());
    input.insert("about_id".into(), id.into());
    input.insert("replaces".into(), json!(work.text("number")));
    input.retain(|_, value| *value != Value::Null);
    work.then(crate::kernel::Deed::create(&NOTICE, "issue", input).by_rule());
    Ok(())
}
