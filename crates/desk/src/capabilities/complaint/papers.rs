//! The papers of a complaint: that it was accepted, what was found, what came of it, why it takes longer.

use serde_json::Value;
use shounuo_notices::{Align, CitedClause, Column, Document, FollowUp, Letter, Paper, Table};
use shounuo_rules::Fen;
use shounuo_store::Row;

use super::basis::{Basis, basis_of};
use super::classes::label;
use super::plan::{COMPLAINT_PLAN, REMEDIES};
use super::{COMPLAINT, classes, evidence, report, task};
use crate::capabilities::notice::refused;
use crate::capabilities::shop;
use crate::kernel::actor::COUNTER;
use crate::kernel::clock::clocks_of;
use crate::kernel::field::{Field, FieldType, Mask};
use crate::kernel::kind::Kind;
use crate::kernel::mask::{mask, masked};
use crate::kernel::paper::{PaperJob, PaperRule};
use crate::kernel::work::{china_date, china_moment};
use crate::kernel::{Refusal, registry};

const SIZES: &[Paper] = &[Paper::A4, Paper::Slip80];
const FROM_ACCEPTANCE: &[&str] =
    &["accepted", "investigating", "investigated", "replanning", "plan_pending", "to_tell", "told", "handled", "archived"];
const FROM_REPORT: &[&str] =
    &["investigated", "replanning", "plan_pending", "to_tell", "told", "handled", "mediation", "legal", "archived"];
const FROM_RESULT: &[&str] = &["told", "handled", "mediation", "legal", "no_answer", "archived"];

pub(super) const PAPERS: &[PaperRule] = &[
    PaperRule {
        what: "complaint_acceptance",
        title: "投诉受理通知书",
        states: FROM_ACCEPTANCE,
        by: COUNTER,
        sizes: SIZES,
        make: acceptance,
    },
    PaperRule {
        what: "complaint_report_paper", title: "投诉调查报告", states: FROM_REPORT, by: COUNTER, sizes: SIZES, make: report_paper
    },
    PaperRule {
        what: "complaint_result", title: "投诉处理结果通知书", states: FROM_RESULT, by: COUNTER, sizes: SIZES, make: result
    },
    PaperRule {
        what: "complaint_extension",
        title: "投诉延期说明",
        states: super::OPEN_OR_HANDLED,
        by: COUNTER,
        sizes: SIZES,
        make: extension,
    },
];

/// Where the consumer may turn otherwise.
const ELSEWHERE: &str = "全国 12315 平台（电话 12315）";
/// Days given to answer the result, as long as the shop waits before it may close without an answer.
const ANSWER_DAYS: i64 = 7;

fn acceptance(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let owner = name_of(job, "owner")?;
    let due = clocks_of(job.tx, job.id, jiff::Timestamp::MAX)?
        .into_iter()
        .find(|clock| clock.code == "result")
        .map(|clock| moment(&clock.due_at));
    let letter = matter(job, job.letter("投诉受理通知书")?)?
        .must_text("受理情况", format!("本店已于{}受理您的投诉，将核对订单、向有关部门了解情况并收集证据。", chinese_day(job)))
        .facts([("经办人", owner), ("最迟告知结果", due.unwrap_or_default())])
        .text("处理期间如有新的情况或证据，请随时告知本店。")
        .complaint(ELSEWHERE)
        .basis([cited("《售后投诉处理制度》4.1"), cited("《电子商务平台客户服务规范手册》7.2")]);
    letter.document().map_err(refused)
}

fn report_paper(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let found = report::stored(job.tx, job.id)?.ok_or_else(|| Refusal::guard("还没有存档的调查报告"))?;
    let found = masked(&super::COMPLAINT_REPORT, found);
    let letter = matter(job, job.letter("投诉调查报告")?)?
        .facts([("联系方式", mask(Mask::Phone, job.text("contact")))])
        .heading("订单核对")
        .must_text("订单核对", of(&found, "order_check"))
        .heading("部门沟通")
        .must_text("部门沟通", of(&found, "talks"))
        .table(tasks(job)?)
        .heading("证据核实")
        .must_text("证据核实", of(&found, "evidence_check"))
        .table(proofs(job)?)
        .heading("查明的事实")
        .must_text("查明的事实", of(&found, "findings"))
        .strong(format!("责任方：{}。", label(report::RESPONSIBLE, &of(&found, "responsible"))))
        .basis([cited("《售后投诉处理制度》4.2"), cited("《电子商务平台客户服务规范手册》7.1")]);
    letter.document().map_err(refused)
}

fn result(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let plan = job.linked(&COMPLAINT_PLAN, "plan_id")?.ok_or_else(|| Refusal::guard("还没有告知消费者的方案"))?;
    let plan = masked(&COMPLAINT_PLAN, plan);
    let basis = basis_of(&of(&plan, "basis")).ok_or_else(|| Refusal::bad("basis", "请填写“处理依据”"))?;
    let shop = shop::the_shop(job.tx)?;
    let round = job.get("round").as_i64().unwrap_or(1);
    let letter = matter(job, job.letter("投诉处理结果通知书")?)?
        .facts([("处理轮次", if round > 1 { format!("第 {round} 轮") } else { String::new() })])
        .heading("处理结论")
        .must_text("处理结论", words(job.text("conclusion")))
        .heading("处理方案")
        .strong(format!("{}。", label(REMEDIES, &of(&plan, "remedy"))))
        .must_text("处理办法", of(&plan, "method"))
        .facts([("最迟办到", of(&plan, "done_by"))]);
    let letter = match plan.get("amount_fen").and_then(Value::as_i64) {
        Some(fen) if fen > 0 => letter.amount("金额", Fen(fen)),
        _ => letter,
    };
    let letter = letter
        .heading("后续跟进")
        .must_text("后续跟进", words(job.text("follow_up")))
        .follow_up(answer_by(&shop, job))
        .acknowledged(&["消费者意见", "签字", "日期"])
        .basis([spelled(basis), cited("《电子商务平台售后服务要求》6.6.3")]);
    letter.document().map_err(refused)
}

fn extension(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let clocks = clocks_of(job.tx, job.id, jiff::Timestamp::MAX)?;
    let last = clocks.iter().filter(|clock| clock.reason.is_some()).max_by_key(|clock| clock.started_at.clone());
    let last = last.ok_or_else(|| Refusal::guard("这件投诉没有延过期，不需要延期说明"))?;
    let first = clocks
        .iter()
        .filter(|clock| clock.code == last.code && clock.started_at < last.started_at)
        .max_by_key(|clock| clock.started_at.clone());
    let letter = matter(job, job.letter("投诉延期说明")?)?
        .facts([
            ("延期事项", last.label.clone()),
            ("原定时间", first.map(|clock| moment(&clock.due_at)).unwrap_or_default()),
            ("延至", moment(&last.due_at)),
            ("已告知方式", last.told.clone().unwrap_or_default()),
        ])
        .heading("延期原因")
        .must_text("延期原因", words(last.reason.as_deref().unwrap_or_default()))
        .text("给您带来不便，本店深表歉意。到上述时间仍未答复的，您可以要求本店说明。")
        .complaint(ELSEWHERE)
        .basis([cited("《电子商务平台品质服务通用要求》9.2.4")]);
    letter.document().map_err(refused)
}

/// What every paper of a complaint says of it.
fn matter(job: &PaperJob<'_>, letter: Letter) -> Result<Letter, Refusal> {
    let received = job.text("received_at").parse().map(china_date).map(|day| day.to_string()).unwrap_or_default();
    let order_no = if job.get("order_id").is_null() { job.text("order_no").to_owned() } else { String::new() };
    Ok(letter.facts([
        ("投诉编号", job.text("number").to_owned()),
        ("订单编号", order_no),
        ("商品", job.text("goods_title").to_owned()),
        ("投诉类别", label(classes::CLASSES, job.text("class")).to_owned()),
        ("收到日期", received),
        ("来件编号", job.text("source_no").to_owned()),
        ("您的诉求", label(choices(&COMPLAINT, "demand"), job.text("demand")).to_owned()),
        ("投诉内容", words(job.text("description"))),
    ]))
}

fn tasks(job: &PaperJob<'_>) -> Result<Table, Refusal> {
    let rows =
        job.tx.records(registry::shape(&task::COMPLAINT_TASK), "case_id = ?1 AND state = 'replied' ORDER BY id", &[job.id.into()])?;
    let rows = rows.into_iter().map(|row| masked(&task::COMPLAINT_TASK, row));
    let rows =
        rows.map(|row| vec![label(task::DEPARTMENTS, &of(&row, "department")).to_owned(), of(&row, "question"), of(&row, "finding")]);
    Ok(Table { columns: vec![column("部门", 1.0), column("所问", 3.0), column("查明", 4.0)], rows: rows.collect() })
}

fn proofs(job: &PaperJob<'_>) -> Result<Table, Refusal> {
    let kind = &evidence::COMPLAINT_EVIDENCE;
    let rows = job.tx.records(registry::shape(kind), "case_id = ?1 AND state = 'kept' ORDER BY id", &[job.id.into()])?;
    let rows = rows.into_iter().map(|row| masked(kind, row));
    let line = |row: Row| {
        let of_list = |field: &str| label(choices(kind, field), &of(&row, field)).to_owned();
        vec![of_list("kind"), of_list("source"), of(&row, "shows")]
    };
    Ok(Table { columns: vec![column("证据", 2.0), column("来源", 1.5), column("证明什么", 5.0)], rows: rows.map(line).collect() })
}

fn column(head: &str, weight: f32) -> Column {
    Column { head: head.into(), weight, align: Align::Left }
}

fn answer_by(shop: &Row, job: &PaperJob<'_>) -> FollowUp {
    let contact = of(shop, "contact");
    FollowUp {
        how: if contact.is_empty() { "在购买平台的订单页联系本店客服".into() } else { contact },
        until: job.day.checked_add(jiff::Span::new().days(ANSWER_DAYS)).unwrap_or(job.day),
        without_answer: "逾期未答复的，本店可以关闭本次投诉，但不视为您已满意，也不影响您依法享有的权利。".into(),
        complaint_channel: ELSEWHERE.into(),
    }
}

fn name_of(job: &PaperJob<'_>, field: &str) -> Result<String, Refusal> {
    Ok(job.tx.value("SELECT name FROM account WHERE id = ?1", &[job.get(field).clone()])?.as_str().unwrap_or_default().to_owned())
}

fn moment(utc: &str) -> String {
    utc.parse().map(china_moment).unwrap_or_default()
}

fn chinese_day(job: &PaperJob<'_>) -> String {
    job.day.strftime("%Y年%-m月%-d日").to_string()
}

/// Free words as they may leave the shop: a paper is handed around.
fn words(text: &str) -> String {
    mask(Mask::Words, text)
}

fn of(row: &Row, field: &str) -> String {
    row.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn choices(kind: &Kind, field: &str) -> &'static [(&'static str, &'static str)] {
    match kind.field(field) {
        Some(Field { ty: FieldType::Choice(of), .. }) => of,
        _ => &[],
    }
}

fn cited(clause: &str) -> CitedClause {
    CitedClause { text: clause.into(), verified: true }
}

fn spelled(basis: &Basis) -> CitedClause {
    cited(&format!("{}：{}", basis.clause, basis.says))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_to_answer_are_the_days_the_shop_waits() {
        let told: jiff::Timestamp = "2026-11-21T02:00:00Z".parse().unwrap();
        let waited = super::super::clocks::waited_until(told).unwrap();
        assert_eq!(china_date(told).checked_add(jiff::Span::new().days(ANSWER_DAYS)).unwrap(), china_date(waited));
    }
}
