//! 三包判定 (capabilities 3.12): computed by the rules, kept for ever, replaced by a new one when a fact changes. To depart
//! from it needs a reason and a second person, and can only add to what the rule gives.

mod answer;

pub use answer::{answer, end_of_limit, rulebook_for, sandbox_rulebook};

use serde_json::{Value, json};

use crate::kernel::Refusal;
use crate::kernel::actor::{BY_RULE, COUNTER, DECIDERS};
use crate::kernel::field::{Field, Mask, json as structure, link, long_text, text};
use crate::kernel::flow::{Guard, State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::work::Work;

const CASE: Field = text("case_id", "售后单").required();
const CONSUMER: Field = link("consumer_id", "消费者", "consumer");
const FACTS: Field = structure("facts", "事实").guarded();
const ANSWER: Field = structure("answer", "判定").guarded();
const OPTIONS: Field = structure("options", "可选处理").guarded();
const CATALOGUE: Field = text("catalogue", "目录版本").guarded();
const DEPARTURE: Field = structure("departure", "偏离后的可选处理").guarded();
const REASON: Field = long_text("departure_reason", "偏离理由").personal(Mask::Words).guarded();
const REFUSAL: Field = long_text("refusal", "不同意的理由").required().personal(Mask::Words);

const STATES: &[State] = &[open("ruled", "已判定"), open("review", "复核中"), open("told", "已告知"), ended("superseded", "已替代")];
const FLOW: &[Step] = &[
    on("compute", "判定")
        .by(BY_RULE)
        .asks(&[CASE, CONSUMER, FACTS.required(), ANSWER.required(), OPTIONS.required(), CATALOGUE.required()])
        .cites("000 6.5.2(4)–(8)"),
    on("ask_review", "偏离判定")
        .from(&["ruled", "told"])
        .to("review")
        .by(COUNTER)
        .asks(&[DEPARTURE.required(), REASON.required()])
        .then(check_departure),
    on("decide", "同意偏离").from(&["review"]).to("ruled").by(DECIDERS).guard(&[SECOND_PERSON]).then(take_departure).again().grave(),
    on("decline", "维持原判定").from(&["review"]).to("ruled").by(DECIDERS).guard(&[SECOND_PERSON]).asks(&[REFUSAL]).then(drop_departure),
    on("tell", "告知").from(&["ruled"]).to("told").by(BY_RULE).cites("000 6.6.3"),
    on("supersede", "被新判定替代").from(&["ruled", "review", "told"]).to("superseded").by(BY_RULE),
];

/// 三包判定.
pub static RULING: Kind = Kind {
    name: "ruling",
    label: "三包判定",
    prefix: "PD",
    fields: &[
        CASE,
        CONSUMER,
        FACTS,
        ANSWER,
        OPTIONS,
        CATALOGUE,
        text("asked_by", "提请人").guarded(),
        DEPARTURE,
        REASON,
        text("decided_by", "复核人").guarded(),
    ],
    states: STATES,
    flow: FLOW,
    subject: Subject::In("consumer_id"),
    remarks: &[
        "复核只能增加消费者的选择（X4），并且由提请人以外的第二位决定；能力说明只写经理决定。",
        "新事实一律另算一份判定，旧的转为“已替代”，不改写。",
    ],
    ..PLAIN
};

const SECOND_PERSON: Guard = Guard { name: "second_person", says: "提请人不能复核自己的提请", test: second_person };

fn second_person(work: &Work<'_>) -> Result<(), Refusal> {
    if work.text("asked_by") == work.actor.id {
        Err(Refusal::guard("偏离判定要由提请人以外的第二位来复核"))
    } else {
        Ok(())
    }
}

/// A departure can only add: no option that the rule gives is removed (capabilities 3.12, X4).
fn check_departure(work: &mut Work<'_>) -> Result<(), Refusal> {
    let codes = |value: &Value| {
        value.as_array().map(|items| items.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()).unwrap_or_default()
    };
    let (wanted, given) = (codes(work.get("departure")), codes(work.get("options")));
    if let Some(unknown) = wanted.iter().find(|code| serde_json::from_value::<shounuo_rules::Choice>(json!(code)).is_err()) {
        return Err(Refusal::bad("departure", format!("没有“{unknown}”这种处理")));
    }
    if let Some(removed) = given.iter().find(|code| !is_burden(code) && !wanted.contains(code)) {
        let label = serde_json::from_value::<shounuo_rules::Choice>(json!(removed)).map(|code| code.label()).unwrap_or_default();
        return Err(Refusal::bad("departure", format!("不能去掉依法已有的“{label}”，偏离只能增加消费者的选择")));
    }
    if wanted == given {
        return Err(Refusal::bad("departure", "偏离后的处理与原判定相同，不需要偏离"));
    }
    work.set("asked_by", work.actor.id.clone());
    work.set("decided_by", Value::Null);
    Ok(())
}

/// Options that lay a burden on the consumer may be dropped for a better one.
fn is_burden(code: &str) -> bool {
    matches!(code, "paid_repair" | "refuse" | "wait" | "manual_review")
}

fn take_departure(work: &mut Work<'_>) -> Result<(), Refusal> {
    let wanted = work.get("departure").clone();
    work.set("options", wanted);
    work.set("decided_by", work.actor.id.clone());
    Ok(())
}

fn drop_departure(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.set("departure", Value::Null);
    work.set("decided_by", work.actor.id.clone());
    Ok(())
}
