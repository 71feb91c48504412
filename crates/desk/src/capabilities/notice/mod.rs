//! 通知书 (capabilities 3.35): issued once, with a number without gaps, its bytes kept; void and reissued, never changed.

mod letter;

pub use letter::{Letter, ruling_letter};

use serde_json::{Value, json};

use crate::kernel::Refusal;
use crate::kernel::actor::{BY_RULE, COUNTER, DECIDERS, EVERYONE};
use crate::kernel::field::{Field, Find, Mask, choice, int, json as structure, link, long_text, text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{Kind, Subject};
use crate::kernel::work::Work;

const WHAT: &[(&str, &str)] = &[("ruling_letter", "三包处理告知书")];
const CASE: Field = text("case_id", "售后单");
const CONSUMER: Field = link("consumer_id", "消费者", "consumer");
const KIND: Field = choice("what", "种类", WHAT).required();
const VOID_REASON: Field = long_text("void_reason", "作废理由").personal(Mask::Words);
const CHANNEL: Field = text("channel", "送达方式").required().help("如 当面、短信、平台留言");

const STATES: &[State] = &[open("issued", "已出具"), open("sent", "已送达"), ended("confirmed", "已确认"), ended("void", "作废")];
const FLOW: &[Step] = &[
    on("issue", "出具").by(BY_RULE).asks(&[CASE, CONSUMER, KIND, text("replaces", "代替")]).then(letter::issue).cites("000 6.6.3"),
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
        KIND,
        text("title", "标题"),
        text("basis", "依据"),
        text("file", "文件").guarded().find(Find::No),
        int("pages", "页数"),
        structure("warnings", "提醒"),
        VOID_REASON,
        text("replaces", "代替"),
    ],
    states: STATES,
    flow: FLOW,
    case: None,
    subject: Subject::In("consumer_id"),
    seen_by: EVERYONE,
};

fn reissue(work: &mut Work<'_>) -> Result<(), Refusal> {
    let mut input = shounuo_store::Row::new();
    for field in ["case_id", "consumer_id", "what"] {
        input.insert(field.into(), work.get(field).clone());
    }
    input.insert("replaces".into(), json!(work.text("number")));
    input.retain(|_, value| *value != Value::Null);
    work.then(crate::kernel::Deed::create(&NOTICE, "issue", input).by_rule());
    Ok(())
}
