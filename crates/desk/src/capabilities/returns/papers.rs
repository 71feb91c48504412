//! 退换货受理单 and 退换货结果通知书: what was taken in, and what came of it.

use serde_json::Value;
use shounuo_notices::{CitedClause, Column, Document, Letter, Paper, SumLine, Table, WorkingLine};
use shounuo_rules::{Confidence, Fen, RefundTable};
use shounuo_store::Row;

use super::fields::{APPLICATIONS, GROUNDS, REFUSAL_GROUNDS};
use super::{item, label};
use crate::capabilities::notice::refused;
use crate::capabilities::shop;
use crate::kernel::Refusal;
use crate::kernel::actor::COUNTER;
use crate::kernel::paper::{PaperJob, PaperRule};

const SIZES: &[Paper] = &[Paper::A4, Paper::Slip80, Paper::Slip58];
const COMPLAINT: &str = "购买平台的客服，或全国 12315 平台（电话 12315）";
const LAW_24: &str = "《消费者权益保护法》第二十四条";
const LAW_25: &str = "《消费者权益保护法》第二十五条";
const MEASURE: &str = "《网络购买商品七日无理由退货暂行办法》";

/// The papers of a return.
pub const PAPERS: &[PaperRule] = &[
    PaperRule {
        what: "return_receipt",
        title: "退换货受理单",
        states: &[
            "review",
            "awaiting_goods",
            "inspecting",
            "disputed",
            "to_replace",
            "replacing",
            "to_refund",
            "refunding",
            "refunded",
            "replaced",
            "done",
        ],
        by: COUNTER,
        sizes: SIZES,
        make: receipt,
    },
    PaperRule {
        what: "return_result",
        title: "退换货结果通知书",
        states: &["refused", "refunded", "replaced", "done"],
        by: COUNTER,
        sizes: SIZES,
        make: result,
    },
];

fn receipt(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let letter = about(job, "退换货受理单")?
        .facts([("受理日期", job.day.to_string()), ("经办", job.by_name.to_owned())])
        .heading("退换的商品")
        .table(goods(job)?)
        .heading("接下来怎么做")
        .list(next_steps(job)?);
    let letter = if sends_back(job) && job.text("return_to").is_empty() {
        letter.blanks(["退回地址", "收件人和电话"])
    } else {
        letter.facts([("退回地址", job.text("return_to").to_owned())])
    };
    letter
        .heading("运费与期限")
        .text(freight_words(job.text("ground")))
        .text(refund_words(job.text("ground"), job.text("application")))
        .complaint(COMPLAINT)
        .acknowledged(&["消费者签字", "日期"])
        .basis(clauses(job.text("ground")))
        .document()
        .map_err(refused)
}

fn sends_back(job: &PaperJob<'_>) -> bool {
    matches!(job.text("goods_state"), "not_returned" | "in_transit")
}

/// A letter with what was asked for, by whom and on which ground.
fn about(job: &PaperJob<'_>, title: &str) -> Result<Letter, Refusal> {
    Ok(job.letter(title)?.facts([
        ("退换货单号", job.text("number").to_owned()),
        ("平台售后单号", job.text("aftersale_no").to_owned()),
        ("申请", label(APPLICATIONS, job.text("application")).to_owned()),
        ("理由", label(GROUNDS, job.text("ground")).to_owned()),
        ("申请日期", job.text("applied_on").to_owned()),
        ("商品签收", job.text("received_date").to_owned()),
        ("七日末日", job.text("no_reason_last").to_owned()),
    ]))
}

fn goods(job: &PaperJob<'_>) -> Result<Table, Refusal> {
    let rows = item::items(job.tx, job.id)?.iter().map(|item| vec![text(item, "title").to_owned(), pieces(item)]).collect();
    Ok(Table { columns: vec![Column::left("商品", 4.0), Column::right("件数", 1.0)], rows })
}

fn pieces(item: &Row) -> String {
    item.get("quantity").and_then(Value::as_i64).unwrap_or(1).to_string()
}

fn next_steps(job: &PaperJob<'_>) -> Result<Vec<String>, Refusal> {
    let contact = shop::the_shop(job.tx)?.get("contact").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut steps = Vec::new();
    if sends_back(job) {
        steps.push(format!("请将商品连同配件、赠品、包装一并寄回，并把本单或单号 {} 放进包裹，方便本店认领。", job.text("number")));
        steps.push("寄出后请把快递公司和单号告诉本店；请勿寄到付或平邮件，另有约定的除外。".into());
        steps.push("本店收到后验收；拆封查看、合理试用不影响完好的认定。".into());
    }
    steps.push(match job.text("application") {
        "exchange" => "验收合格后发出新货。".into(),
        "reship" => "本店将补寄缺少或发错的商品。".into(),
        _ => "退款按原支付方式退回；积分、红包原样退回，优惠券按其规则。".into(),
    });
    if !contact.is_empty() {
        steps.push(format!("有疑问请联系：{contact}。"));
    }
    Ok(steps)
}

fn freight_words(ground: &str) -> &'static str {
    match ground {
        "quality" | "wrong_item" | "missing_item" | "not_as_described" => {
            "责任在本店的退换，往返运费由本店承担；您垫付的退回运费凭单据退还。"
        }
        "no_reason" => "无理由退货，退回商品的运费由您承担，另有约定的按约定。",
        _ => "运费按双方约定承担。",
    }
}

fn refund_words(ground: &str, application: &str) -> &'static str {
    match (ground, application) {
        (_, "exchange" | "reship") => "",
        ("no_reason", _) => "本店自收到退回商品之日起七日内退还您支付的商品价款。",
        _ => "本店收到退回商品并验收后即办理退款，不故意拖延。",
    }
}

fn clauses(ground: &str) -> Vec<CitedClause> {
    let verified = |text: &str| CitedClause { text: text.into(), verified: true };
    match ground {
        "no_reason" => vec![verified(LAW_25), CitedClause { text: MEASURE.into(), verified: false }],
        _ => vec![verified(LAW_24)],
    }
}

fn result(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let letter = about(job, "退换货结果通知书")?.heading("退换的商品").table(goods(job)?).heading("处理结果");
    let letter = match job.text("state") {
        "refused" => refusal(job, letter),
        _ => carried_out(job, letter)?,
    };
    letter.complaint(COMPLAINT).document().map_err(refused)
}

fn refusal(job: &PaperJob<'_>, letter: Letter) -> Letter {
    let ground = label(REFUSAL_GROUNDS, job.text("refusal_ground"));
    let of_ground = clauses(job.text("ground")).into_iter();
    letter
        .strong(format!("经核实并由第二人复核，本店不能支持您的{}申请：{ground}。", label(APPLICATIONS, job.text("application"))))
        .must_text("拒绝的事实与说明", job.text("refusal_reason"))
        .text("商品已寄回本店的，本店将原物寄还。您可以补充材料请本店重新办理，也可以申请平台介入。")
        .basis(of_ground)
}

fn carried_out(job: &PaperJob<'_>, letter: Letter) -> Result<Letter, Refusal> {
    let letter = if job.text("replaced_on").is_empty() { letter } else { replaced(job, letter) };
    let basis = clauses(job.text("ground"));
    if job.get("refunded_fen").is_null() {
        return Ok(letter.basis(basis));
    }
    let table: RefundTable =
        serde_json::from_value(job.get("refund_table").clone()).map_err(|_| Refusal::new("shape", "退款计算无法识别，请重新申请退款"))?;
    let basis = with_working(basis, &table);
    Ok(refunded(job, letter, &table).basis(basis))
}

fn replaced(job: &PaperJob<'_>, letter: Letter) -> Letter {
    let what = if job.text("application") == "exchange" { "换货" } else { "补寄" };
    let restarts = if what == "换货" { "三包有效期自换货之日起重新计算，请妥善保存本通知书。" } else { "" };
    letter
        .strong(format!("{what}的新货已于 {} 签收。", job.text("replaced_on")))
        .facts([
            ("新货规格", job.text("new_sku").to_owned()),
            ("新货快递", job.text("new_carrier").to_owned()),
            ("新货单号", job.text("new_tracking_no").to_owned()),
        ])
        .text(restarts)
}

fn refunded(job: &PaperJob<'_>, letter: Letter, table: &RefundTable) -> Letter {
    let sum = Fen(job.get("refunded_fen").as_i64().unwrap_or(0));
    let letter = letter
        .strong(format!("本店已于 {} 按原支付方式退款 {sum}。", job.text("refunded_on")))
        .table(lines(table))
        .sums(&parts(job, table, sum), Some(&SumLine { label: "退款金额".into(), amount: sum }));
    let extra = job.get("return_freight_due_fen").as_i64().filter(|fen| *fen > 0);
    let letter = match extra {
        Some(fen) => letter.text(format!("另退还您垫付的退回运费 {}。", Fen(fen))),
        None => letter,
    };
    letter.remark(job.text("departure_reason").to_owned()).heading("计算过程").working(working(table))
}

/// List price − discounts = paid, and what of it goes back, line by line.
fn lines(table: &RefundTable) -> Table {
    let columns = vec![
        Column::left("商品", 3.0),
        Column::right("标价", 1.0),
        Column::right("优惠", 1.0),
        Column::right("实付", 1.0),
        Column::right("退件", 0.6),
        Column::right("退款", 1.0),
    ];
    let of_row = |row: &shounuo_rules::RefundRow| {
        let off = row.shares_fen.iter().map(|share| share.0).sum::<i64>();
        vec![
            row.title.clone(),
            row.list_fen.to_string(),
            Fen(-off).to_string(),
            row.net_paid_fen.to_string(),
            row.returning.to_string(),
            row.refundable_fen.to_string(),
        ]
    };
    Table { columns, rows: table.rows.iter().filter(|row| row.returning > 0).map(of_row).collect() }
}

/// The parts of the sum; what a manager changed stands among them, so that they add up.
fn parts(job: &PaperJob<'_>, table: &RefundTable, sum: Fen) -> Vec<SumLine> {
    let part = |label: &str, fen: i64| SumLine { label: label.into(), amount: Fen(fen) };
    if super::lanes::is_replacing(job.text("application")) {
        let gap = job.get("gap_fen").as_i64().unwrap_or(0);
        return with_change(vec![part("退差价", gap)], sum);
    }
    let mut parts = vec![part("商品", table.goods_fen.0), part("首次运费", table.freight_fen.0)];
    parts.extend(table.deductions.iter().map(|deduction| part(&format!("减：{}", deduction.label), -deduction.taken_fen.0)));
    let told: i64 = parts.iter().map(|part| part.amount.0).sum();
    if told > table.refund_fen.0 {
        parts.push(part("减：超过实付减已退的部分", table.refund_fen.0 - told));
    }
    with_change(parts, sum)
}

fn with_change(mut parts: Vec<SumLine>, sum: Fen) -> Vec<SumLine> {
    let told: i64 = parts.iter().map(|part| part.amount.0).sum();
    if told != sum.0 {
        parts.push(SumLine { label: "经理核定调整".into(), amount: Fen(sum.0 - told) });
    }
    parts.retain(|part| part.amount != Fen::ZERO);
    parts
}

fn working(table: &RefundTable) -> Vec<WorkingLine> {
    let step = |line: &shounuo_rules::WorkingLine| WorkingLine {
        text: line.text.clone(),
        result: line.result.clone(),
        clause: line.clause.clone(),
        passed: line.passed,
    };
    table.working.iter().map(step).collect()
}

/// The laws that the working names, beside those of the ground.
fn with_working(mut basis: Vec<CitedClause>, table: &RefundTable) -> Vec<CitedClause> {
    for line in table.working.iter().filter(|line| line.clause.starts_with('《') && !line.clause.contains('；')) {
        if !basis.iter().any(|clause| clause.text == line.clause) {
            basis.push(CitedClause { text: line.clause.clone(), verified: line.confidence == Confidence::Verified });
        }
    }
    basis
}

fn text<'r>(row: &'r Row, field: &str) -> &'r str {
    row.get(field).and_then(Value::as_str).unwrap_or_default()
}
