//! 三包处理告知书 from a case and its ruling: what the consumer may choose, why, until when.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};
use shounuo_notices::{CitedClause, Document, FollowUp, LetterClaim, LetterOption, Paper, RulingLetter, Seal, SumLine, WorkingLine};
use shounuo_rules::{Choice, Confidence, Fen, Ruling};
use shounuo_store::{Row, Tx};

use crate::capabilities::consumer::CONSUMER;
use crate::capabilities::orders::SALES_ORDER;
use crate::capabilities::ruling::RULING;
use crate::capabilities::shop;
use crate::kernel::actor::COUNTER;
use crate::kernel::mask::masked;
use crate::kernel::paper::{PaperJob, PaperRule};
use crate::kernel::work::parse;
use crate::kernel::{Refusal, registry};

/// Days the consumer is given to answer; the rights themselves run by law, whatever the letter says.
const ANSWER_DAYS: i32 = 7;

#[derive(Deserialize)]
struct CaseFacts {
    claim: String,
    goods_title: String,
    fault_text: Option<String>,
    consumer_id: Option<String>,
    order_id: Option<String>,
    order_line_id: Option<String>,
    serial_unit_id: Option<String>,
    aftersale_no: Option<String>,
    invoice_date: Option<Date>,
    received_date: Option<Date>,
    fault_date: Option<Date>,
    wants: Option<String>,
    chosen: Option<String>,
    ruling_id: Option<String>,
}

#[derive(Deserialize)]
struct StoredRuling {
    number: String,
    answer: Ruling,
    options: Vec<Choice>,
    departure_reason: Option<String>,
    decided_by: Option<String>,
}

/// The paper.
pub const RULE: PaperRule = PaperRule {
    what: "ruling_letter",
    title: "三包处理告知书",
    states: &["told", "chosen", "executing", "done"],
    by: COUNTER,
    sizes: &[Paper::A4],
    make,
};

/// The letter on the case's current ruling.
fn make(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let case: CaseFacts = parse(job.record)?;
    let Some(ruling_id) = &case.ruling_id else { return Err(Refusal::guard("还没有判定，不能出具告知书")) };
    let ruling: StoredRuling = parse(&job.tx.record(registry::shape(&RULING), ruling_id)?.ok_or_else(Refusal::not_found)?)?;
    let letter = compose(job.tx, &case, &ruling, job.number, job.day)?;
    letter.document().map_err(super::refused)
}

fn compose(tx: &Tx<'_>, case: &CaseFacts, ruling: &StoredRuling, number: &str, day: Date) -> Result<RulingLetter, Refusal> {
    let shop = shop::the_shop(tx)?;
    let order = linked(tx, &SALES_ORDER, case.order_id.as_deref())?;
    let consumer = linked(tx, &CONSUMER, case.consumer_id.as_deref())?.map(|row| masked(&CONSUMER, row)).unwrap_or_default();
    let answer = &ruling.answer;
    let shop_name = of(&shop, "name");
    let seal = of(&shop, "seal_text");
    Ok(RulingLetter {
        claim: if case.claim == "no_reason" { LetterClaim::NoReason } else { LetterClaim::Quality },
        // Only a seal that the owner has set is printed; otherwise the place is left for the stamp.
        seal: if seal.is_empty() { Seal::Space } else { Seal::Printed { ring: seal, label: "售后专用章".into() } },
        shop_name,
        shop_contact: of(&shop, "contact"),
        number: number.into(),
        qr: Some(format!("{number} {}", ruling.number)),
        issued_on: day,
        consumer_name: [of(&consumer, "name"), of(&consumer, "account")]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_else(|| "消费者".into()),
        order_no: order.as_ref().map(|order| of(order, "order_no")).or(case.aftersale_no.clone()).unwrap_or_else(|| ruling.number.clone()),
        platform: order
            .as_ref()
            .and_then(|order| shounuo_exchange::Platform::from_code(&of(order, "platform")))
            .map(|platform| platform.label().to_owned())
            .unwrap_or_default(),
        goods: case.goods_title.clone(),
        model: model(tx, case)?,
        serial: serial(tx, case)?,
        invoice_date: case.invoice_date,
        received_date: case.received_date,
        fault_date: case.fault_date.unwrap_or(day),
        fault_text: case.fault_text.clone().unwrap_or_else(|| "见售后单记录".into()),
        options: ruling.options.iter().map(|choice| option(*choice, answer)).collect(),
        conclusion: conclusion(ruling),
        wanted: case.wants.as_deref().map(wanted).unwrap_or_default().into(),
        chosen: case.chosen.as_deref().map(label_of).unwrap_or_default(),
        working: answer
            .working
            .iter()
            .map(|line| WorkingLine {
                text: line.text.clone(),
                clause: plain_clause(&line.clause),
                result: line.result.clone(),
                passed: line.passed,
            })
            .collect(),
        sums: sums(answer),
        total: answer.refund_fen.map(|amount| SumLine { label: "应退金额".into(), amount }),
        expires: answer.expires,
        remarks: answer.warnings.clone(),
        confidence_remark: confidence_remark(answer),
        follow_up: follow_up(&shop, day),
        basis: basis(answer),
        void: None,
        reprint: None,
    })
}

fn linked(tx: &Tx<'_>, kind: &'static crate::kernel::kind::Kind, id: Option<&str>) -> Result<Option<Row>, Refusal> {
    match id {
        Some(id) => Ok(tx.record(registry::shape(kind), id)?),
        None => Ok(None),
    }
}

/// The model as the shop listed the goods; empty when nobody did.
fn model(tx: &Tx<'_>, case: &CaseFacts) -> Result<String, Refusal> {
    let sql = "SELECT g.model FROM order_line l JOIN goods g ON g.id = l.goods_id OR g.sku_code = l.sku_code WHERE l.id = ?1 LIMIT 1";
    Ok(tx.value(sql, &[json!(case.order_line_id)])?.as_str().unwrap_or_default().to_owned())
}

fn serial(tx: &Tx<'_>, case: &CaseFacts) -> Result<String, Refusal> {
    let Some(unit) = &case.serial_unit_id else { return Ok(String::new()) };
    Ok(tx.value("SELECT serial FROM serial_unit WHERE id = ?1", &[unit.as_str().into()])?.as_str().unwrap_or_default().to_owned())
}

fn of(row: &Row, field: &str) -> String {
    row.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn label_of(code: &str) -> String {
    serde_json::from_value::<Choice>(json!(code)).map_or_else(|_| code.to_owned(), |choice| choice.label().to_owned())
}

fn wanted(code: &str) -> &'static str {
    match code {
        "return" => "退货",
        "exchange" => "换货",
        "repair" => "修理",
        _ => "",
    }
}

fn conclusion(ruling: &StoredRuling) -> String {
    match (&ruling.decided_by, &ruling.departure_reason) {
        (Some(_), Some(_)) if ruling.options != ruling.answer.options => {
            let labels: Vec<&str> = ruling.options.iter().map(|choice| choice.label()).collect();
            format!("{}。经本店复核，在此基础上另外同意：可选{}。", ruling.answer.headline.trim_end_matches('。'), labels.join("、"))
        }
        _ => ruling.answer.headline.clone(),
    }
}

fn option(choice: Choice, answer: &Ruling) -> LetterOption {
    let last_day = match choice {
        Choice::ReturnFull if in_window(answer, answer.day7_last) => answer.day7_last,
        Choice::NoReasonReturn | Choice::NoReasonReturnLessGiftPrice => answer.day7_last,
        Choice::Exchange | Choice::ReturnLessDepreciation if in_window(answer, answer.day15_last) => answer.day15_last,
        Choice::Refuse | Choice::PaidRepair | Choice::ManualReview | Choice::Wait => None,
        _ => answer.expires,
    };
    LetterOption { label: choice.label().into(), last_day, explanation: explanation(choice, answer), clause: clause(choice, answer) }
}

fn in_window(answer: &Ruling, last: Option<Date>) -> bool {
    last.is_some_and(|last| answer.bar.fault <= last)
}

fn explanation(choice: Choice, answer: &Ruling) -> String {
    let fee = answer.depreciation_fen.map(|fee| format!("，折旧费 {fee}")).unwrap_or_default();
    match choice {
        Choice::ReturnFull | Choice::ReturnAccessory => "按发票价款一次退清，不收折旧费".into(),
        Choice::Exchange => "免费调换同型号、同规格的新品，三包有效期自换货之日起重新计算".into(),
        Choice::ExchangeOtherModel => "无同型号商品，可调换其他型号".into(),
        Choice::ReturnLessDepreciation => format!("有同型号商品可换而要求退货的，按日折旧后退款{fee}"),
        Choice::RepairFree => "免费修理，包括工时费和材料费，修理占用时间顺延三包有效期".into(),
        Choice::PartRepairFree => "主要部件仍在三包有效期内，免费修理或更换该部件".into(),
        Choice::NoReasonReturn => "商品完好，退回后七日内原路退款，退货运费由消费者承担（另有约定的除外）".into(),
        Choice::NoReasonReturnLessGiftPrice => "商品完好而赠品未退回，按赠品标示价扣除后退款".into(),
        Choice::Loaner => "修理期间提供备用商品".into(),
        Choice::Wait => "修理尚在期限内，请等待修理完成".into(),
        Choice::ManualReview => "由本店人员进一步核实后答复".into(),
        Choice::PaidRepair => "不在三包范围内，可以收费修理，修理前先报价".into(),
        Choice::Refuse => "本次要求不在法定范围内，理由见下".into(),
    }
}

/// The clause that speaks of the option: the line of the working that names it, or the last test that was passed.
fn clause(choice: Choice, answer: &Ruling) -> String {
    let lines = &answer.working;
    let names = lines.iter().rev().find(|line| !line.clause.is_empty() && line.result.contains(choice.label()));
    let passed = lines.iter().rev().find(|line| !line.clause.is_empty() && line.passed == Some(true));
    names
        .or(passed)
        .or(lines.iter().find(|line| !line.clause.is_empty()))
        .map(|line| plain_clause(&line.clause))
        .unwrap_or_else(|| answer.rule_set.clone())
}

/// A clause without the names of our conventions (P1, P3…): they speak to the staff, not to the consumer.
fn plain_clause(clause: &str) -> String {
    match clause.rsplit_once('（') {
        Some((before, code)) if code.starts_with('P') && code.ends_with('）') && !before.is_empty() => before.to_owned(),
        _ => clause.to_owned(),
    }
}

fn sums(answer: &Ruling) -> Vec<SumLine> {
    let (Some(refund), Some(fee)) = (answer.refund_fen, answer.depreciation_fen) else { return Vec::new() };
    if fee == Fen(0) {
        return Vec::new();
    }
    vec![SumLine { label: "发票价款".into(), amount: Fen(refund.0 + fee.0) }, SumLine { label: "减：折旧费".into(), amount: Fen(-fee.0) }]
}

fn confidence_remark(answer: &Ruling) -> String {
    match answer.confidence {
        Confidence::Verified => String::new(),
        other => format!("本判定所用的部分数据置信度为“{}”，未与正式文本逐字核对；如与现行规定不一致，以规定为准。", other.label()),
    }
}

fn follow_up(shop: &Row, day: Date) -> FollowUp {
    let contact = of(shop, "contact");
    let until = day.checked_add(jiff::Span::new().days(ANSWER_DAYS)).unwrap_or(day);
    FollowUp {
        how: if contact.is_empty() {
            "在购买平台的订单页联系本店客服".into()
        } else {
            format!("{contact}，或在购买平台的订单页答复")
        },
        until,
        without_answer: "逾期未答复不影响您依法享有的权利。".into(),
        complaint_channel: "全国 12315 平台（电话 12315）".into(),
    }
}

fn basis(answer: &Ruling) -> Vec<CitedClause> {
    let mut seen: Vec<CitedClause> = Vec::new();
    for line in answer.working.iter().filter(|line| !line.clause.is_empty()) {
        let text = plain_clause(&line.clause);
        if !seen.iter().any(|clause| clause.text == text) {
            seen.push(CitedClause { text, verified: line.confidence == Confidence::Verified });
        }
    }
    seen
}
