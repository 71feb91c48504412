//! The papers of promises: shown to everybody, sent to the consumer of a breach, answered to the platform.

use jiff::ToSpan;
use serde_json::Value;
use shounuo_notices::{CitedClause, Column, Document, Paper, Table, WorkingLine};
use shounuo_rules::Fen;
use shounuo_store::Row;

use super::PROMISE;
use super::breach::promise_of;
use super::fields::TYPES;
use super::fulfilment::{instant_of, load};
use super::terms::Terms;
use crate::capabilities::notice::refused;
use crate::kernel::Refusal;
use crate::kernel::actor::{COUNTER, DECIDERS};
use crate::kernel::paper::{PaperJob, PaperRule};
use crate::kernel::work::china_date;

/// The law stands before the standard that spells it out.
const PROMISE_LAW: &str = "《消费者权益保护法》第十六条：经营者和消费者有约定的，应当按照约定履行义务";
const STANDARD: &str = "《电子商务平台售后服务要求》（团体标准征求意见稿）6.10：承诺的公示、履行与补偿";

pub(super) const OF_PROMISE: &[PaperRule] = &[PaperRule {
    what: "promise_sheet",
    title: "服务承诺公示书",
    states: &["published"],
    by: DECIDERS,
    sizes: &[Paper::A4],
    make: promise_sheet,
}];

pub(super) const OF_BREACH: &[PaperRule] = &[PaperRule {
    what: "breach_notice",
    title: "违诺补偿通知书",
    states: &["paying", "paid"],
    by: COUNTER,
    sizes: &[Paper::A4, Paper::Slip80, Paper::Slip58],
    make: breach_notice,
}];

pub(super) const OF_INSPECTION: &[PaperRule] = &[PaperRule {
    what: "inspection_reply",
    title: "履约检查答复",
    states: &["answered", "closed"],
    by: DECIDERS,
    sizes: &[Paper::A4],
    make: inspection_reply,
}];

fn basis() -> [CitedClause; 2] {
    [CitedClause { text: PROMISE_LAW.into(), verified: false }, CitedClause { text: STANDARD.into(), verified: true }]
}

fn or(list: &[String], otherwise: &str) -> String {
    if list.is_empty() { otherwise.into() } else { list.join("、") }
}

fn platforms(record: &Row) -> String {
    or(&super::terms::lines(record.get("platforms").and_then(Value::as_str)), "全部平台")
}

fn scope(terms: &Terms, record: &Row) -> [(&'static str, String); 3] {
    let codes = terms.codes();
    [
        ("商品", if codes.is_empty() { "全部商品".into() } else { format!("商家编码 {}", codes.join("、")) }),
        ("平台", platforms(record)),
        ("店铺", or(&terms.shops(), "全部店铺")),
    ]
}

fn promise_sheet(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let terms = Terms::of(job.record)?;
    let sort = TYPES.iter().find(|(name, _)| *name == terms.sort).map_or("", |(_, label)| label);
    let kind = if terms.kind == "statutory" { "法定承诺" } else { "增值承诺（自愿）" };
    let until = job.get("effective_to").as_str().map_or_else(|| "长期".to_owned(), |day| format!("{day}（含当日）"));
    let term = terms.term().map(|term| format!("自签收次日起 {}", term.words())).unwrap_or_default();
    job.letter("服务承诺公示书")?
        .facts([("承诺编号", terms.number.clone()), ("性质", kind.to_owned()), ("类型", sort.to_owned())])
        .must("生效日期", job.text("effective_from"))
        .facts([("截止日期", until)])
        .strong(format!("本店承诺：{}", terms.title))
        .must_text("承诺全文", terms.text.clone())
        .heading("适用范围")
        .facts(scope(&terms, job.record))
        .heading("时限")
        .text(format!("自{}起 {}{}。", terms.trigger.label(), terms.limit.words(), terms.fulfils.label()))
        .facts([("权利期限", term)])
        .heading("违诺赔付")
        .text(format!("{}。", terms.compensation.words()))
        .heading("说明")
        .text("公示期间下的订单，在承诺撤回或者到期以后仍按本承诺履行。本承诺不减少您依法享有的任何权利。")
        .complaint("全国 12315 平台或者 12315 电话")
        .basis(basis())
        .document()
        .map_err(refused)
}

fn working(lines: &Value) -> impl Iterator<Item = WorkingLine> {
    let lines: Vec<String> =
        lines.as_array().map(|all| all.iter().filter_map(Value::as_str).map(str::to_owned).collect()).unwrap_or_default();
    lines.into_iter().map(|text| WorkingLine { text, result: String::new(), clause: String::new(), passed: None })
}

fn breach_notice(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let promise = promise_of(job)?;
    let terms = Terms::of(&promise)?;
    let fulfilment = load(job.tx, job.text("fulfilment_id"))?;
    let amount = job.get("amount_fen").as_i64().ok_or_else(|| Refusal::bad("amount_fen", "“应赔金额”还没有算出或核定"))?;
    let method = job.kind.field("pay_method").map(|field| label_of(field, job.text("pay_method"))).unwrap_or_default();
    job.letter("违诺补偿通知书")?
        .facts([("违诺单号", job.text("number").to_owned()), ("承诺编号", terms.number.clone())])
        .text(format!("本店没有按承诺履行，向您致歉，并按承诺的规则补偿如下。承诺内容：{}", terms.text))
        .heading("经过")
        // The first line names the promise, whose words stand above.
        .working(working(fulfilment.get("working").unwrap_or(&Value::Null)).skip(1))
        .heading("补偿金额")
        .working(working(job.get("working")))
        .amount("应赔金额", Fen(amount))
        .heading("支付")
        .must("支付方式", method)
        .facts([("支付日期", job.text("paid_on").to_owned()), ("实付", paid(job)), ("最迟到账", pay_by(job, &terms))])
        .complaint("全国 12315 平台或者 12315 电话")
        .basis(basis())
        .document()
        .map_err(refused)
}

fn paid(job: &PaperJob<'_>) -> String {
    job.get("paid_fen").as_i64().map(|fen| Fen(fen).to_string()).unwrap_or_default()
}

fn pay_by(job: &PaperJob<'_>, terms: &Terms) -> String {
    if !job.text("paid_on").is_empty() {
        return String::new();
    }
    let last = instant_of(job.get("due_at")).zip(terms.compensation.pay_days);
    last.map(|(due, days)| format!("{}（违诺之日起 {days} 日内）", china_date(due).saturating_add(i64::from(days).days())))
        .unwrap_or_default()
}

fn label_of(field: &crate::kernel::field::Field, stored: &str) -> String {
    match field.ty {
        crate::kernel::field::FieldType::Choice(of) => {
            of.iter().find(|(name, _)| *name == stored).map_or("", |(_, label)| label).to_owned()
        }
        _ => stored.to_owned(),
    }
}

fn inspection_reply(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let promise = job.linked(&PROMISE, "promise_id")?.ok_or_else(Refusal::not_found)?;
    let terms = Terms::of(&promise)?;
    let whole = |name: &str| job.get(name).as_i64().unwrap_or(0);
    let decided = whole("kept") + whole("broken");
    let rate = if decided > 0 {
        let rate = whole("kept") * 10_000 / decided;
        format!("{}.{:02}%（{} / {decided}）", rate / 100, rate % 100, whole("kept"))
    } else {
        "期间没有已判定的订单".into()
    };
    let platform = job.get("platform_rate").as_i64().map(|percent| format!("{percent}%")).unwrap_or_default();
    let row = |label: &str, count: i64| vec![label.to_owned(), count.to_string()];
    let rows = vec![row("已履行", whole("kept")), row("违诺", whole("broken")), row("待履行或待核定", whole("pending"))];
    job.letter("履约检查答复")?
        .facts([("检查单号", job.text("inspection_no").to_owned()), ("承诺", format!("{}《{}》", terms.number, terms.title))])
        .facts([("检查期间", format!("{} 至 {}（按起算时间）", job.text("period_from"), job.text("period_to")))])
        .heading("检查要求")
        .must_text("检查要求", job.text("asks"))
        .heading("履约情况")
        .table(Table { columns: vec![Column::left("项目", 3.0), Column::right("订单数", 1.0)], rows })
        .facts([("本店计算的履约率", rate), ("平台给出的履约率", platform)])
        .heading("说明")
        .must_text("答复说明", job.text("answer"))
        .basis(basis())
        .document()
        .map_err(refused)
}
