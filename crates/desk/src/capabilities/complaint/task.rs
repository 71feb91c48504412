//! 子任务: a question to a department while a complaint is looked into (004 5.2–5.4). The investigation cannot end over an open one.

use jiff::civil::Date;

use super::parent::{CASE, CONSUMER, complaint_of, join, taken_in};
use crate::kernel::Refusal;
use crate::kernel::actor::{COUNTER, EVERYONE};
use crate::kernel::field::{Field, Find, Mask, choice, date, long_text};
use crate::kernel::flow::{Guard, State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::work::Work;
use crate::kernel::{Deed, registry};
use serde_json::{Value, json};
use shounuo_store::{Row, Tx};

/// Departments that may be asked.
pub(super) const DEPARTMENTS: &[(&str, &str)] = &[
    ("after_sales", "售后"),
    ("inspection", "质检"),
    ("logistics", "物流"),
    ("legal", "法务"),
    ("finance", "财务"),
    ("operations", "运营"),
    ("supplier", "供应商"),
];
const OPEN_TO_TASKS: &[&str] = &["accepted", "investigating"];

const DEPARTMENT: Field = choice("department", "部门", DEPARTMENTS).required();
const QUESTION: Field = long_text("question", "要查清什么").required().personal(Mask::Words).find(Find::Text);
const DUE: Field = date("due", "希望哪天答复");
const FINDING: Field = long_text("finding", "查明情况").required().personal(Mask::Words);
const PROPOSAL: Field = long_text("proposal", "处理建议").personal(Mask::Words);
const REASON: Field = long_text("reason", "撤回原因").required().personal(Mask::Words);

const STATES: &[State] = &[open("todo", "待办"), ended("replied", "已回复"), ended("withdrawn", "已撤回")];
const FLOW: &[Step] = &[
    on("ask", "交办").to("todo").by(COUNTER).asks(&[CASE, DEPARTMENT, QUESTION, DUE]).then(ask).cites("004 5.2–5.4"),
    on("assign_by_class", "按类别交办").to("todo").by(&[crate::kernel::Role::System]).asks(&[CASE, CONSUMER, DEPARTMENT, QUESTION]),
    on("reply", "回复")
        .from(&["todo"])
        .to("replied")
        .by(EVERYONE)
        .guard(&[STILL_ASKED])
        .asks(&[FINDING, PROPOSAL])
        .then(replied)
        .cites("004 4.2"),
    on("withdraw", "撤回").from(&["todo"]).to("withdrawn").by(COUNTER).asks(&[REASON]),
];

/// 投诉子任务.
pub static COMPLAINT_TASK: Kind = Kind {
    name: "complaint_task",
    label: "投诉子任务",
    prefix: "",
    fields: &[
        CASE,
        CONSUMER,
        DEPARTMENT,
        QUESTION,
        DUE,
        FINDING,
        PROPOSAL,
        crate::kernel::field::link("replied_by", "答复人", "account"),
        REASON,
    ],
    states: STATES,
    flow: FLOW,
    subject: Subject::In("consumer_id"),
    ..PLAIN
};

const STILL_ASKED: Guard = Guard { name: "still_asked", says: "投诉还在受理或调查中", test: still_asked };

fn still_asked(work: &Work<'_>) -> Result<(), Refusal> {
    taken_in(&complaint_of(work)?, OPEN_TO_TASKS)
}

fn ask(work: &mut Work<'_>) -> Result<(), Refusal> {
    let complaint = join(work, OPEN_TO_TASKS)?;
    if work.text("due").parse::<Date>().is_ok_and(|due| due < work.today()) {
        return Err(Refusal::bad("due", "答复日期不能早于今天"));
    }
    let investigating = super::parent::state_of(&complaint) == "investigating";
    let uncoordinated = complaint.get("coordinator").is_none_or(Value::is_null);
    let mut asked = departments(work.tx, work.text("case_id"))?;
    asked.push(work.text("department").to_owned());
    if investigating && uncoordinated && several(asked) {
        return Err(Refusal::guard("这件投诉已涉及两个以上部门，请先在投诉上“指定协调人”"));
    }
    Ok(())
}

fn replied(work: &mut Work<'_>) -> Result<(), Refusal> {
    let actor = work.actor.id.clone();
    work.set("replied_by", actor);
    Ok(())
}

/// Departments asked so far, without what was withdrawn.
pub(super) fn departments(tx: &Tx<'_>, complaint: &str) -> Result<Vec<String>, Refusal> {
    let rows = tx.records(registry::shape(&COMPLAINT_TASK), "case_id = ?1 AND state <> 'withdrawn' ORDER BY id", &[complaint.into()])?;
    Ok(rows.iter().filter_map(|row| row.get("department").and_then(Value::as_str).map(str::to_owned)).collect())
}

/// Whether more than one department is among them (001 7.1: then somebody coordinates).
pub(super) fn several(mut departments: Vec<String>) -> bool {
    departments.sort_unstable();
    departments.dedup();
    departments.len() > 1
}

/// The task that the class of a complaint brings with it.
pub(super) fn by_class(complaint: &Work<'_>, department: &str, question: &str) -> Deed {
    let mut input = Row::new();
    input.insert("case_id".into(), json!(complaint.id));
    input.insert("consumer_id".into(), complaint.get("consumer_id").clone());
    input.insert("department".into(), json!(department));
    input.insert("question".into(), json!(question));
    input.retain(|_, value| !value.is_null());
    Deed::create(&COMPLAINT_TASK, "assign_by_class", input).by_rule()
}
