//! What the steps of a complaint demand and do.

use serde_json::{Value, json};
use shounuo_store::Row;

use super::plan::{self, COMPLAINT_PLAN, GIVEN_BY_WORDS};
use super::report::{self, COMPLAINT_REPORT};
use super::{classes, clocks, task};
use crate::kernel::flow::Guard;
use crate::kernel::work::{Work, china_moment};
use crate::kernel::{Deed, Refusal};

pub(super) const NO_OPEN_TASK: Guard = Guard { name: "no_open_task", says: "子任务都已回复", test: no_open_task };
pub(super) const HAS_EVIDENCE: Guard = Guard { name: "has_evidence", says: "至少有一份证据", test: has_evidence };
pub(super) const REPORT_WHOLE: Guard =
    Guard {
        name: "report_whole", says: "调查报告写齐订单核对、部门沟通、证据核实、查明的事实和责任方", test: report_whole
    };
pub(super) const HAS_REPORT: Guard = Guard { name: "has_report", says: "已有存档的调查报告", test: has_report };
pub(super) const WAITED: Guard = Guard { name: "waited", says: "告知后已等满 7 天没有答复", test: waited };

fn no_open_task(work: &Work<'_>) -> Result<(), Refusal> {
    let open =
        work.tx.rows("SELECT department FROM complaint_task WHERE case_id = ?1 AND state = 'todo' ORDER BY id", &[json!(work.id)])?;
    if open.is_empty() {
        return Ok(());
    }
    let of = |row: &Row| classes::label(task::DEPARTMENTS, row.get("department").and_then(Value::as_str).unwrap_or_default());
    let departments: Vec<&str> = open.iter().map(of).collect();
    Err(Refusal::guard(format!("还有 {} 个子任务没有回复：{}", open.len(), departments.join("、"))))
}

fn has_evidence(work: &Work<'_>) -> Result<(), Refusal> {
    let kept = work.tx.count("SELECT count(*) FROM complaint_evidence WHERE case_id = ?1 AND state = 'kept'", &[json!(work.id)])?;
    if kept > 0 {
        Ok(())
    } else {
        Err(Refusal::guard("还没有证据，请先收集至少一份（订单记录、聊天记录、照片……）"))
    }
}

fn report_whole(work: &Work<'_>) -> Result<(), Refusal> {
    report::complete_draft(work.tx, &work.id).map(drop)
}

fn has_report(work: &Work<'_>) -> Result<(), Refusal> {
    match report::stored(work.tx, &work.id)? {
        Some(_) => Ok(()),
        None => Err(Refusal::guard("还没有存档的调查报告，请先“开始调查”并写好报告，再拟方案")),
    }
}

fn waited(work: &Work<'_>) -> Result<(), Refusal> {
    let until = work.text("told_at").parse().ok().and_then(clocks::waited_until);
    match until {
        Some(until) if until <= work.now => Ok(()),
        Some(until) => Err(Refusal::guard(format!("告知后要等满 7 天，到 {} 仍没有答复才能关闭", china_moment(until)))),
        None => Err(Refusal::guard("还没有告知处理结果")),
    }
}

pub(super) fn own_it(work: &mut Work<'_>) -> Result<(), Refusal> {
    let actor = work.actor.id.clone();
    work.set("owner", actor);
    Ok(())
}

/// Begins the investigation: the department that the class brings with it is asked, and several need a coordinator.
pub(super) fn investigate(work: &mut Work<'_>) -> Result<(), Refusal> {
    let mut asked = task::departments(work.tx, &work.id)?;
    if let Some(department) = classes::department_of(work.text("class")).filter(|own| !asked.iter().any(|known| known == own)) {
        let about = classes::label(classes::CLASSES, work.text("class"));
        let question = format!("请核实这件投诉反映的{about}问题，给出查明情况和处理建议");
        work.then(task::by_class(work, department, &question));
        asked.push(department.to_owned());
    }
    if task::several(asked) && work.get("coordinator").is_null() {
        return Err(Refusal::bad("coordinator", "这件投诉涉及两个以上部门，请指定协调人"));
    }
    Ok(())
}

pub(super) fn store_report(work: &mut Work<'_>) -> Result<(), Refusal> {
    let draft = report::complete_draft(work.tx, &work.id)?;
    let id = draft.get("id").and_then(Value::as_str).unwrap_or_default();
    work.then(Deed::on(&COMPLAINT_REPORT, id, "store", Row::new()).by_rule());
    Ok(())
}

pub(super) fn make_plan(work: &mut Work<'_>) -> Result<(), Refusal> {
    let report = report::stored(work.tx, &work.id)?;
    plan::check(work, report.as_ref())?;
    plan::next(work, "draft", report.as_ref())
}

/// A result on the spot is a plan that was told at once. More than was paid is never given away at the counter.
pub(super) fn resolve_now(work: &mut Work<'_>) -> Result<(), Refusal> {
    plan::check(work, None)?;
    let amount = work.input.get("amount_fen").and_then(Value::as_i64).unwrap_or(0);
    if !plan::within_paid(&work.record, amount) {
        return Err(Refusal::bad("amount_fen", "金额高于实付，或不知道实付金额：请走调查和方案，由经理写明理由"));
    }
    plan::next(work, "on_the_spot", None)?;
    let (remedy, done_by) = (work.asked("remedy").to_owned(), json!(work.asked("done_by")));
    told(work, &remedy, done_by);
    Ok(())
}

pub(super) fn confirm_plan(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.input.get("legal_checked") != Some(&Value::Bool(true)) {
        return Err(Refusal::bad("legal_checked", "确认方案前，请核对结果合法合规、依据与投诉类别相符，并勾选"));
    }
    let plan = work.linked(&COMPLAINT_PLAN, "plan_id")?.ok_or_else(Refusal::not_found)?;
    let amount = plan.get("amount_fen").and_then(Value::as_i64).unwrap_or(0);
    if !plan::within_paid(&work.record, amount) && work.asked("over_reason").is_empty() {
        return Err(Refusal::bad("over_reason", "方案金额高于实付，或不知道实付金额：请写明“超出实付金额的理由”"));
    }
    let mut input = Row::new();
    input.insert("confirmed_by".into(), json!(work.actor.id));
    input.insert("over_reason".into(), work.input.get("over_reason").cloned().unwrap_or_default());
    plan::move_on(work, &["pending"], "confirm", input)
}

/// The result goes out: conclusion, basis (of the plan) and follow-up (000 6.6.3).
pub(super) fn tell(work: &mut Work<'_>) -> Result<(), Refusal> {
    let plan = work.linked(&COMPLAINT_PLAN, "plan_id")?.ok_or_else(Refusal::not_found)?;
    if work.asked("follow_up").is_empty() {
        work.set("follow_up", plan.get("follow_up").cloned().unwrap_or_default());
    }
    let remedy = plan.get("remedy").and_then(Value::as_str).unwrap_or_default().to_owned();
    told(work, &remedy, plan.get("done_by").cloned().unwrap_or_default());
    plan::move_on(work, &["confirmed"], "tell", Row::new())
}

fn told(work: &mut Work<'_>, remedy: &str, done_by: Value) {
    work.set("told_at", work.now.to_string());
    work.set("satisfied", Value::Null);
    work.set("remedy_due", if GIVEN_BY_WORDS.contains(&remedy) { Value::Null } else { done_by });
}

pub(super) fn satisfied(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.set("satisfied", true);
    work.set("outcome", "handled");
    plan::move_on(work, &["told", "delivered"], "accept", answer(work))
}

pub(super) fn unsatisfied(work: &mut Work<'_>) -> Result<(), Refusal> {
    let round = work.get("round").as_i64().unwrap_or(1);
    work.set("round", round + 1);
    work.set("satisfied", false);
    work.set("remedy_due", Value::Null);
    plan::move_on(work, &["told", "delivered"], "decline", answer(work))
}

/// The consumer's words belong to the plan they are about: the next round does not overwrite them.
fn answer(work: &Work<'_>) -> Row {
    ["answer", "answer_by"].iter().filter_map(|name| Some(((*name).to_owned(), work.input.get(*name)?.clone()))).collect()
}

/// Every end but a satisfied answer: it never counts as one.
pub(super) fn end(work: &mut Work<'_>, outcome: &str) -> Result<(), Refusal> {
    work.set("outcome", outcome);
    plan::lapse(work)
}

pub(super) fn escalate(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.set("escalated", true);
    Ok(())
}

/// A reason that a person gave before stays.
pub(super) fn escalate_late(work: &mut Work<'_>) -> Result<(), Refusal> {
    let reason = json!(format!("“{}”超时", work.asked("late")));
    work.fill("escalated_reason", Some(&reason));
    escalate(work)
}

/// What a manager set by hand says so.
pub(super) fn set_priority(work: &mut Work<'_>) -> Result<(), Refusal> {
    let by = work.actor.person().to_owned();
    work.set("priority_reason", format!("{by}改定，理由见经过"));
    Ok(())
}
