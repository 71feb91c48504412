//! The papers of a repair: that the unit came in, what was done, why it takes longer, that the exchange stands.

use serde_json::Value;
use shounuo_notices::{CitedClause, Column, Document, Letter, Paper, Table};
use shounuo_rules::{DayCount, Fen};

use super::fields::CHECKS;
use super::history::{corrected, day, delays_of, text as of};
use super::limits::{days_of, limits_of};
use super::part::REPAIR_PART;
use super::period::cover_of;
use super::provider::REPAIR_PROVIDER;
use super::{OPEN, REPAIR};
use crate::capabilities::notice::refused;
use crate::kernel::actor::{COUNTER, EVERYONE};
use crate::kernel::field::Mask;
use crate::kernel::mask::mask;
use crate::kernel::paper::{PaperJob, PaperRule};
use crate::kernel::{Refusal, registry};

const ANY_SIZE: &[Paper] = &[Paper::A4, Paper::Slip80, Paper::Slip58];
/// Where the consumer may turn otherwise.
const ELSEWHERE: &str = "全国 12315 平台（电话 12315）";
/// The duty to write down faults and repairs, as reported of its articles 6 and 7.
const RECORD_DUTY: &str =
    "《部分商品修理更换退货责任规定》第六条、第七条：认真记录故障及修理后的质量状况，修理记录是计算修理次数和修理占用时间的凭据";
/// Article 12, read in its wording.
const ARTICLE_12: &str = "《部分商品修理更换退货责任规定》第十二条";

pub(super) const PAPERS: &[PaperRule] = &[
    PaperRule { what: "repair_receipt", title: "接修单", states: OPEN, by: EVERYONE, sizes: ANY_SIZE, make: receipt },
    PaperRule {
        what: "repair_record",
        title: "维修记录单",
        states: &["done", "followed_up"],
        by: EVERYONE,
        sizes: &[Paper::A4],
        make: record,
    },
    PaperRule { what: "repair_overdue_note", title: "维修超期说明", states: OPEN, by: EVERYONE, sizes: &[Paper::A4], make: overdue },
    PaperRule { what: "exchange_notice", title: "换货通知", states: OPEN, by: COUNTER, sizes: &[Paper::A4], make: exchange },
];

fn receipt(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let working = job.get("period_working");
    let letter = unit(job, job.letter("接修单")?)?
        .must("送修日期", job.text("sent_in"))
        .facts([("送修方式", label(job, "way")), ("货位", job.text("shelf").to_owned()), ("接修人", job.by_name.to_owned())])
        .heading("故障（消费者所述）")
        .must_text("故障（消费者所述）", words(job.text("fault_text")))
        .heading("接修检查")
        .facts(checks(job.get("condition")))
        .remark(job.text("condition_words"))
        .facts([("未拍照的原因", job.text("no_photo_reason").to_owned())])
        .must("随机附件", job.text("accessories"))
        .heading("三包期检查")
        .text(of_json(working, "headline"))
        .facts([("三包期至", job.text("expires").to_owned())])
        .strong(if is_charged(job) {
            "本次为收费维修：检测后先报价，经您同意才修。"
        } else {
            "本次为免费维修，不收工时费和材料费。"
        })
        .text("取机时请带本单。修理占用的天数不计入三包期，交付时另给维修记录单。")
        .complaint(ELSEWHERE)
        .acknowledged(&["消费者签字", "接修人", "日期"])
        .basis([cited(RECORD_DUTY, false)]);
    letter.document().map_err(refused)
}

fn record(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let row = corrected(job.tx, job.record.clone())?;
    let job = &PaperJob { record: &row, ..*job };
    let days = days_of(job.tx, &row, job.day)?;
    let cover = cover_of(job.tx, &row, job.day)?;
    let repaired = job.text("outcome") == "repaired";
    let letter = unit(job, job.letter("维修记录单")?)?
        .must("送修日期", job.text("sent_in"))
        .must("交付日期", job.text("handed_over_on"))
        .must("办理结局", label(job, "outcome"))
        .facts([("修好日期", job.text("finished_on").to_owned())])
        .facts(by_cause(&days))
        .heading("故障与检测")
        .must_text("故障（消费者所述）", words(job.text("fault_text")));
    let letter = if matches!(job.text("outcome"), "repaired" | "unrepairable") {
        letter.must("检测出的故障", job.text("fault_found")).heading("维修结果").must_text("维修结果", job.text("result"))
    } else {
        letter.facts([("检测出的故障", job.text("fault_found").to_owned())])
    };
    let letter = if repaired { letter.must("检验", job.text("test_words")).table(parts(job)?) } else { letter.table(parts(job)?) };
    let letter = match job.get("quote_fen").as_i64() {
        Some(fen) if is_charged(job) && repaired => letter.amount("维修费", Fen(fen)),
        _ => letter,
    };
    let counted = cover.map(|cover| (cover.counted.len(), cover.unit));
    let sums = match &counted {
        Some((times, Some(term))) => format!(
            "本机在三包期内已免费修理并交付 {times} 次，三包期因修理顺延 {} 天，至 {}。",
            term.extension_days,
            term.expires.map(|day| day.to_string()).unwrap_or_default()
        ),
        Some((times, None)) => format!("本机已免费修理并交付 {times} 次。"),
        None => String::new(),
    };
    let letter = letter.heading("三包期内的修理").text(sums).complaint(ELSEWHERE).acknowledged(&["消费者签字", "日期"]);
    letter.basis([cited(RECORD_DUTY, false)]).document().map_err(refused)
}

fn overdue(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let days = days_of(job.tx, job.record, job.day)?;
    let Some(limits) = limits_of(job.tx, job.record)? else {
        return Err(Refusal::guard("这张单没有修理期限（收费维修，或目录外商品），不需要超期说明"));
    };
    let waits = days.parts_wait() > 0;
    let letter = unit(job, job.letter("维修超期说明")?)?
        .must("送修日期", job.text("sent_in"))
        .facts(by_cause(&days))
        .heading("为什么还没有修好")
        .table(intervals(job)?);
    let letter = if waits { letter.must_text("待件说明", job.text("wait_note")) } else { letter.text(job.text("wait_note")) };
    let (limit, clause) = if waits { (limits.parts, limits.parts_clause) } else { (limits.repairer, limits.repairer_clause) };
    let letter = letter
        .heading("您的权利")
        .must_text("您的权利", right_in_words(job, limit, waits))
        .complaint(ELSEWHERE)
        .basis([cited(&clause, clause == ARTICLE_12)]);
    letter.document().map_err(refused)
}

fn exchange(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let since = job.text("exchange_right_since");
    if since.is_empty() {
        return Err(Refusal::guard("换货权还没有成立，不能出具换货通知"));
    }
    let clause = limits_of(job.tx, job.record)?
        .map(|limits| if job.text("exchange_right_cause") == "repairer" { limits.repairer_clause } else { limits.parts_clause });
    let clause = clause.unwrap_or_else(|| ARTICLE_12.to_owned());
    let letter = unit(job, job.letter("换货通知")?)?
        .must("送修日期", job.text("sent_in"))
        .facts(by_cause(&days_of(job.tx, job.record, job.day)?))
        .heading("换货")
        .strong(format!("自 {since} 起，您可以要求为您免费更换同型号同规格的新商品。"))
        .text("没有同型号的，可换其他型号；不愿换的，可以退货。换货后的新商品，三包期自换货之日重新计算。")
        .facts([("待件说明", job.text("wait_note").to_owned()), ("决定理由", job.text("decision_reason").to_owned())])
        .complaint(ELSEWHERE)
        .acknowledged(&["消费者选择（换货／退货／继续修理）", "签字", "日期"])
        .basis([cited(&clause, clause == ARTICLE_12)]);
    letter.document().map_err(refused)
}

/// What unit it is, and whether it is covered.
fn unit(job: &PaperJob<'_>, letter: Letter) -> Result<Letter, Refusal> {
    let provider = job.linked(&REPAIR_PROVIDER, "provider_id")?.map(|row| of(&row, "name").to_owned());
    let serial = [job.text("serial"), job.text("no_unit_reason")].into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned();
    Ok(letter.must("维修单号", job.text("number")).must("商品", job.text("goods_title")).must("机号", serial).facts([
        ("维修服务方", provider.unwrap_or_else(|| "本店".to_owned())),
        ("费用", if is_charged(job) { "收费" } else { "免费" }.to_owned()),
    ]))
}

fn right_in_words(job: &PaperJob<'_>, limit: i64, waits: bool) -> String {
    let what = if waits {
        format!("自送修之日起待件超过 {limit} 日")
    } else {
        format!("因修理者自身原因使修理超过 {limit} 日")
    };
    match job.text("exchange_right_since") {
        "" => format!("{what}仍未修好的，您可以要求免费更换同型号同规格的商品。"),
        since => format!("{what}，自 {since} 起您可以要求免费更换同型号同规格的商品。"),
    }
}

/// Days in the shop and whose they are. A repair finished within a day took one (P4).
fn by_cause(days: &DayCount) -> Vec<(&'static str, String)> {
    let some = |count: i64| if count > 0 { format!("{count} 天") } else { String::new() };
    vec![
        ("在修天数", format!("{} 天", days.total.max(1))),
        ("其中正常修理", some(days.ordinary)),
        ("缺零配件", some(days.parts_not_supplied)),
        ("修理者原因", some(days.repairer)),
        ("消费者原因", some(days.consumer)),
        ("其他原因", some(days.other)),
    ]
}

fn intervals(job: &PaperJob<'_>) -> Result<Table, Refusal> {
    let rows = delays_of(job.tx, job.record, "")?.into_iter().map(|one| {
        let to = one.to.map_or_else(|| "至今".to_owned(), |to| to.to_string());
        vec![one.cause.label().to_owned(), one.from.to_string(), to]
    });
    Ok(Table { columns: vec![Column::left("原因", 2.0), Column::left("自", 1.0), Column::left("至", 1.0)], rows: rows.collect() })
}

fn parts(job: &PaperJob<'_>) -> Result<Table, Refusal> {
    let of_order = "case_id = ?1 AND state = 'installed' ORDER BY installed_on, id";
    let rows = job.tx.records(registry::shape(&REPAIR_PART), of_order, &[job.id.into()])?;
    let line = |row: &shounuo_store::Row| {
        let quantity = row.get("quantity").and_then(Value::as_i64).unwrap_or(1);
        let on = day(row, "installed_on").map(|day| day.to_string()).unwrap_or_default();
        vec![of(row, "name").to_owned(), of(row, "part_no").to_owned(), quantity.to_string(), of(row, "maker").to_owned(), on]
    };
    let columns = vec![
        Column::left("更换配件", 2.0),
        Column::left("编号", 1.5),
        Column::right("数量", 0.6),
        Column::left("生产者", 1.5),
        Column::left("装上日期", 1.2),
    ];
    Ok(Table { columns, rows: rows.iter().map(line).collect() })
}

/// The items in their fixed order.
/// Side by side, so that the receipt stays on one sheet.
fn checks(condition: &Value) -> Vec<(&'static str, String)> {
    CHECKS.iter().map(|(item, _)| (*item, of_json(condition, item).to_owned())).collect()
}

fn of_json<'v>(value: &'v Value, field: &str) -> &'v str {
    value.get(field).and_then(Value::as_str).unwrap_or_default()
}

fn is_charged(job: &PaperJob<'_>) -> bool {
    job.get("charged") == &Value::Bool(true)
}

fn label(job: &PaperJob<'_>, field: &str) -> String {
    REPAIR.choice_label(field, job.text(field)).to_owned()
}

fn words(text: &str) -> String {
    mask(Mask::Words, text)
}

fn cited(text: &str, verified: bool) -> CitedClause {
    CitedClause { text: text.to_owned(), verified }
}
