//! 处理方案: one version per answer that was worked out (004 4.3, 4.4). A version never changes; another answer is another version.
//! What moves it are the steps of the complaint; only that the remedy was delivered is recorded here.

use serde_json::{Value, json};
use shounuo_store::{Row, Tx};

use super::COMPLAINT;
use super::basis::BASIS;
use super::parent::{CASE, CONSUMER};
use crate::kernel::actor::{BY_RULE, COUNTER};
use crate::kernel::field::{Field, Mask, choice, date, instant, int, joined, link, long_text, money, text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::work::Work;
use crate::kernel::{Deed, Refusal, registry};

/// What a plan may give (001 7.1). 说明 is for complaints without ground.
pub(super) const REMEDIES: &[(&str, &str)] = &[
    ("refund", "退款"),
    ("exchange", "换货"),
    ("compensation", "补偿"),
    ("upgrade", "服务升级"),
    ("apology", "道歉"),
    ("explanation", "说明（投诉不成立）"),
];
/// Remedies that are given by being told: nothing is left to deliver.
pub(super) const GIVEN_BY_WORDS: &[&str] = &["apology", "explanation"];

const METHOD: Field = long_text("method", "处理办法").required().personal(Mask::Words);
const DONE_BY: Field = date("done_by", "最迟哪天办到").required().guarded();
const FOLLOW_UP: Field = long_text("follow_up", "后续跟进").required().personal(Mask::Words);
const REMEDY: Field = choice("remedy", "给消费者什么", REMEDIES).required().guarded();
const AMOUNT: Field = money("amount_fen", "金额").help("退款、补偿必填");
const MISMATCH: Field = long_text("mismatch_reason", "与诉求不一致的理由").personal(Mask::Words);
pub(super) const OVER_REASON: Field =
    long_text("over_reason", "超出实付金额的理由").personal(Mask::Words).help("金额高于实付，或不知道实付时必填");
pub(super) const ANSWER: Field = long_text("answer", "消费者的答复").personal(Mask::Words);
pub(super) const ANSWER_BY: Field = text("answer_by", "怎样得到答复").required().help("如 电话、平台留言");
const DELIVERED_ON: Field = date("delivered_on", "兑现日期").required().guarded();
const PROOF: Field = long_text("proof", "怎么兑现的").required().personal(Mask::Words).help("如 原路退款流水号、换货快递单号");

/// What a person fills in for a plan. It goes into the plan's own record: the entry of the complaint does not say it twice.
pub(super) const PARTS: &[Field] =
    &[REMEDY.carried(), AMOUNT.carried(), METHOD.carried(), DONE_BY.carried(), FOLLOW_UP.carried(), BASIS.carried(), MISMATCH.carried()];

const STATES: &[State] = &[
    open("pending", "待批"),
    open("confirmed", "已确认"),
    open("told", "已告知"),
    open("accepted", "消费者满意"),
    ended("declined", "消费者不满意"),
    ended("returned", "已退回"),
    ended("lapsed", "未采用"),
    ended("delivered", "已兑现"),
];
/// States in which a plan may still come to nothing.
const UNDECIDED: &[&str] = &["pending", "confirmed", "told"];

const OF_COMPLAINT: &[Field] = &[
    CASE,
    CONSUMER,
    int("edition", "方案版本").required().guarded(),
    int("round", "第几轮").required().guarded(),
    link("report_id", "调查报告", "complaint_report"),
];
const FROM_COMPLAINT: &[Field] = joined!(OF_COMPLAINT, PARTS);
const ANSWER_TO_IT: &[Field] =
    &[OVER_REASON, CONFIRMED_BY, ANSWER, ANSWER_BY, instant("answered_at", "答复时间").guarded(), DELIVERED_ON, PROOF];

const FLOW: &[Step] = &[
    on("draft", "拟方案").to("pending").by(BY_RULE).asks(FROM_COMPLAINT).cites("004 4.3"),
    on("on_the_spot", "当场解决").to("told").by(BY_RULE).asks(FROM_COMPLAINT).cites("002 9.2.4"),
    on("return", "退回").from(&["pending"]).to("returned").by(BY_RULE),
    on("confirm", "确认").from(&["pending"]).to("confirmed").by(BY_RULE).asks(&[OVER_REASON, CONFIRMED_BY]).cites("001 7.4"),
    on("tell", "告知").from(&["confirmed"]).to("told").by(BY_RULE).cites("000 6.6.3"),
    on("accept", "消费者满意").from(&["told"]).to("accepted").by(BY_RULE).asks(ANSWERED).then(answered).cites("004 4.4"),
    on("accept", "消费者满意").from(&["delivered"]).by(BY_RULE).asks(ANSWERED).then(answered).cites("004 4.4"),
    on("decline", "消费者不满意").from(&["told"]).to("declined").by(BY_RULE).asks(ANSWERED).then(answered).cites("004 4.4"),
    on("decline", "消费者不满意").from(&["delivered"]).by(BY_RULE).asks(ANSWERED).then(answered).cites("004 4.4"),
    on("lapse", "不再采用").from(UNDECIDED).to("lapsed").by(BY_RULE),
    on("deliver", "登记兑现").from(&["told", "accepted"]).to("delivered").by(COUNTER).asks(&[DELIVERED_ON, PROOF]).then(deliver),
];

/// What the consumer said to this version. A version that was delivered before the answer came stays delivered.
const ANSWERED: &[Field] = &[ANSWER, ANSWER_BY];
const CONFIRMED_BY: Field = link("confirmed_by", "确认人", "account").required();

/// 投诉处理方案.
pub static COMPLAINT_PLAN: Kind = Kind {
    name: "complaint_plan",
    label: "投诉处理方案",
    fields: joined!(FROM_COMPLAINT, ANSWER_TO_IT),
    states: STATES,
    flow: FLOW,
    subject: Subject::In("consumer_id"),
    ..PLAIN
};

/// The newest plan of a complaint.
pub(super) fn latest(tx: &Tx<'_>, complaint: &str) -> Result<Option<Row>, Refusal> {
    let rows = tx.records(registry::shape(&COMPLAINT_PLAN), "case_id = ?1 ORDER BY edition DESC, id LIMIT 1", &[complaint.into()])?;
    Ok(rows.into_iter().next())
}

/// Has the newest plan take a step, if it is in one of `states`.
pub(super) fn move_on(work: &mut Work<'_>, states: &[&str], event: &str, input: Row) -> Result<(), Refusal> {
    let Some(plan) = latest(work.tx, &work.id)? else { return Ok(()) };
    let text = |name: &str| plan.get(name).and_then(Value::as_str).unwrap_or_default();
    if states.contains(&text("state")) {
        work.then(Deed::on(&COMPLAINT_PLAN, text("id"), event, input).by_rule());
    }
    Ok(())
}

/// A plan that the consumer neither took nor declined comes to nothing when the complaint ends otherwise.
pub(super) fn lapse(work: &mut Work<'_>) -> Result<(), Refusal> {
    move_on(work, UNDECIDED, "lapse", Row::new())
}

/// Makes the next version from the answers of a step of the complaint, and names it there as the current one.
pub(super) fn next(work: &mut Work<'_>, event: &str, report: Option<&Row>) -> Result<(), Refusal> {
    let last = latest(work.tx, &work.id)?.and_then(|plan| plan.get("edition").and_then(Value::as_i64)).unwrap_or(0);
    let mut input: Row = PARTS.iter().filter_map(|part| Some((part.name.to_owned(), work.input.get(part.name)?.clone()))).collect();
    input.insert("case_id".into(), json!(work.id));
    input.insert("consumer_id".into(), work.get("consumer_id").clone());
    input.insert("edition".into(), json!(last + 1));
    input.insert("round".into(), work.get("round").clone());
    input.insert("report_id".into(), report.and_then(|report| report.get("id").cloned()).unwrap_or_default());
    input.retain(|_, value| !value.is_null());
    let id = work.then(Deed::create(&COMPLAINT_PLAN, event, input).by_rule());
    work.set("plan_id", id);
    Ok(())
}

/// What the answers of a step would make a plan of, checked against the complaint.
///
/// # Errors
/// A refusal that names the field.
pub(super) fn check(work: &Work<'_>, report: Option<&Row>) -> Result<(), Refusal> {
    let (remedy, amount) = (work.asked("remedy"), work.input.get("amount_fen").and_then(Value::as_i64).unwrap_or(0));
    if work.asked("done_by") < work.today().to_string().as_str() {
        return Err(Refusal::bad("done_by", "办到的日期不能早于今天"));
    }
    if matches!(remedy, "refund" | "compensation") && amount == 0 {
        return Err(Refusal::bad("amount_fen", "退款、补偿要写明金额"));
    }
    let groundless = report.and_then(|report| report.get("responsible")).and_then(Value::as_str) == Some("groundless");
    if remedy == "explanation" && !groundless {
        return Err(Refusal::bad("remedy", "调查报告没有认定“投诉不成立”，方案要给出退款、换货、补偿、服务升级或道歉"));
    }
    fits_class(work)?;
    fits_demand(work, remedy)
}

fn fits_class(work: &Work<'_>) -> Result<(), Refusal> {
    let Some(basis) = super::basis::basis_of(work.asked("basis")) else { return Ok(()) };
    let class = super::classes::label(super::classes::CLASSES, work.text("class"));
    if basis.answers(work.text("class")) {
        Ok(())
    } else {
        Err(Refusal::bad("basis", format!("{}说的不是“{class}”，请另选一条依据", basis.clause)))
    }
}

/// A remedy other than the one that was demanded needs a word, so that nobody has to complain twice (001 7.4).
fn fits_demand(work: &Work<'_>, remedy: &str) -> Result<(), Refusal> {
    let demand = work.text("demand");
    let demanded = REMEDIES.iter().any(|(name, _)| *name == demand);
    if demanded && demand != remedy && work.asked("mismatch_reason").is_empty() {
        let label = super::classes::label(REMEDIES, demand);
        return Err(Refusal::bad("mismatch_reason", format!("消费者要的是“{label}”，方案给的不是，请写明理由")));
    }
    Ok(())
}

/// Whether an amount may be given without a reason: not more than what was paid, as far as that is known.
pub(super) fn within_paid(complaint: &Row, amount: i64) -> bool {
    amount == 0 || complaint.get("paid_fen").and_then(Value::as_i64).is_some_and(|paid| amount <= paid)
}

fn answered(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.set("answered_at", work.now.to_string());
    Ok(())
}

fn deliver(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("delivered_on") > work.today().to_string().as_str() {
        return Err(Refusal::bad("delivered_on", "兑现日期不能晚于今天"));
    }
    let complaint = work.text("case_id").to_owned();
    work.then(Deed::on(&COMPLAINT, &complaint, "remedy_delivered", Row::new()).by_rule());
    Ok(())
}
