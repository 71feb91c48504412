//! 违诺: a promise that was not kept is a case. Its sum is computed by the promise's own rule and stands in the queue until
//! it is paid.

use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use shounuo_rules::Fen;
use shounuo_store::Row;

use super::PROMISE;
use super::compensation::Owed;
use super::fulfilment::{FULFILMENT, Pair, instant_of, load, pair};
use crate::capabilities::note;
use crate::capabilities::orders::ORDER_LINE;
use crate::capabilities::staff;
use crate::kernel::actor::{BY_RULE, COUNTER, DECIDERS};
use crate::kernel::clock::{end_of_day, extension};
use crate::kernel::field::{Field, Find, Mask, choice, date, instant, json as structure, link, long_text, money, text};
use crate::kernel::flow::{ClockRule, Guard, Lane, State, Step, View, ended, on, open as open_state};
use crate::kernel::kind::{CaseLook, Kind, PLAIN, Subject};
use crate::kernel::seat::derived_id;
use crate::kernel::work::{Work, china_date};
use crate::kernel::{Deed, Refusal, registry};

/// How compensation reaches the consumer.
const METHODS: &[(&str, &str)] =
    &[("platform", "平台小额打款"), ("refund", "原路退款"), ("transfer", "转账"), ("coupon", "优惠券（消费者同意）"), ("other", "其他")];

const OF_FULFILMENT: Field = link("fulfilment_id", "履约", "fulfilment").required().guarded();
const OWNER: Field = link("owner", "负责人", "account");
const AMOUNT: Field = money("amount_fen", "应赔金额");
const AMOUNT_REASON: Field = long_text("amount_reason", "核定理由").personal(Mask::Words);
const METHOD: Field = choice("pay_method", "赔付方式", METHODS).guarded();
const PAID: Field = money("paid_fen", "实赔金额");
const PAID_ON: Field = date("paid_on", "赔付日期").guarded();
const EVIDENCE: Field = long_text("evidence", "赔付凭据").personal(Mask::Words).help("打款单号、平台截图说明");
const DIFFERENCE: Field = long_text("difference_reason", "与应赔不同的理由").personal(Mask::Words).help("实赔与应赔不同时由经理填写");
const OUTCOME: Field = long_text("outcome", "处理结果").personal(Mask::Words);

const OPEN: &[&str] = &["broken", "paying"];
const STATES: &[State] = &[
    open_state("broken", "违诺").in_view(View::Owed),
    open_state("paying", "赔付中").in_view(View::Owed),
    ended("paid", "已赔付"),
    ended("settled", "已处理"),
    ended("dismissed", "不成立"),
];

const FLOW: &[Step] = &[
    on("open", "违诺").by(BY_RULE).asks(&[OF_FULFILMENT]).then(fill).starts(&[PAY]).cites("000 6.10.3(2)"),
    on("assess", "核定金额").from(&["broken"]).by(DECIDERS).asks(&[AMOUNT.required(), AMOUNT_REASON.required()]).then(assessed).again(),
    on("begin_payment", "发起赔付")
        .from(&["broken"])
        .to("paying")
        .by(COUNTER)
        .guard(&[AMOUNT_KNOWN, SOMETHING_OWED])
        .asks(&[METHOD.required()])
        .then(own_it)
        .issues(&["breach_notice"])
        .again()
        .cites("000 6.10.3(2)"),
    on("pay", "登记已赔付")
        .from(&["paying"])
        .to("paid")
        .by(COUNTER)
        .asks(&[PAID.required(), PAID_ON.required(), EVIDENCE.required(), DIFFERENCE])
        .then(paid)
        .stops(&["*"])
        .cites("000 6.10.3(2)"),
    on("settle", "登记处理结果")
        .from(&["broken"])
        .to("settled")
        .by(COUNTER)
        .guard(&[AMOUNT_KNOWN, NOTHING_OWED])
        .asks(&[OUTCOME.required()])
        .stops(&["*"]),
    on("dismiss", "认定不成立").from(OPEN).to("dismissed").by(DECIDERS).asks(&[OUTCOME.required()]).then(dismiss).stops(&["*"]).grave(),
    on("lapse", "履约已更正").from(OPEN).to("dismissed").by(BY_RULE).stops(&["*"]),
    on("reopen", "重新成立").from(&["dismissed"]).to("broken").by(BY_RULE).starts(&[PAY]),
    extension(OPEN),
    on("assign", "转交").from(OPEN).by(COUNTER).asks(&[OWNER.required()]),
    staff::release(OPEN),
    note::step(OPEN),
];

/// 违诺.
pub static BREACH: Kind = Kind {
    name: "breach",
    label: "违诺",
    prefix: "WN",
    fields: &[
        text("title", "事由").find(Find::Name),
        OF_FULFILMENT,
        link("promise_id", "服务承诺", "promise").guarded(),
        link("order_id", "订单", "sales_order").guarded(),
        text("order_no", "订单号").guarded().find(Find::Number),
        link("consumer_id", "消费者", "consumer"),
        text("shop", "店铺"),
        OWNER,
        instant("due_at", "承诺到期").guarded(),
        AMOUNT,
        structure("working", "计算").guarded(),
        AMOUNT_REASON,
        METHOD,
        PAID,
        PAID_ON,
        EVIDENCE,
        DIFFERENCE,
        OUTCOME,
    ],
    states: STATES,
    flow: FLOW,
    case: Some(CaseLook { title, owner: "owner", consumer: "consumer_id", order: "order_id", shop: "shop" }),
    subject: Subject::In("consumer_id"),
    papers: super::papers::OF_BREACH,
    remarks: &[
        "违诺由履约计算得出，单独成单，好让“已承诺未赔”排进工作台；履约记录本身不进队列。",
        "没有约定赔付金额的法定承诺不走赔付，登记处理结果后结束（已处理）。",
        "事后有按时履行的凭据，或经理认定不成立，违诺结束为“不成立”，理由留在台账。",
    ],
    ..PLAIN
};

fn title(row: &Row) -> String {
    row.get("title").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The limit that the promise sets for its own compensation.
const PAY: ClockRule = ClockRule {
    code: "pay",
    label: "违诺赔付",
    lane: Lane::Promise,
    at_zero: "承诺的赔付也未按时，平台可以采取管理措施（000 6.10.4）",
    clause: "000 6.10.3(2)",
    due: pay_due,
};

fn pay_due(work: &Work<'_>) -> Result<Option<Timestamp>, Refusal> {
    let terms = pair(work)?.terms;
    let (Some(days), Some(due)) = (terms.compensation.pay_days, instant_of(work.get("due_at"))) else { return Ok(None) };
    // What fell due at 24:00 was broken on the day that began then.
    let last = china_date(due).saturating_add(i64::from(days).days());
    end_of_day(&last.to_string()).map(Some)
}

fn breach_id(fulfilment: &str) -> String {
    derived_id(&["breach", fulfilment])
}

/// Opens the case of a fulfilment that was found broken: once, and again when its order came back.
pub(super) fn open(work: &mut Work<'_>) -> Result<(), Refusal> {
    let id = breach_id(&work.id);
    match work.tx.record_value(registry::shape(&BREACH), &id, "state")?.as_str() {
        None => {
            let input = [("fulfilment_id".to_owned(), json!(work.id))].into_iter().collect();
            work.then(Deed { new_id: Some(id), ..Deed::create(&BREACH, "open", input).by_rule() });
        }
        Some("dismissed") => {
            work.then(Deed::on(&BREACH, &id, "reopen", Row::new()).by_rule());
        }
        Some(_) => {}
    }
    Ok(())
}

/// Ends the case of a fulfilment that is broken no more, unless it was paid: what was given is given.
pub(super) fn lapse(work: &mut Work<'_>) -> Result<(), Refusal> {
    let id = breach_id(&work.id);
    let state = work.tx.record_value(registry::shape(&BREACH), &id, "state")?;
    if state.as_str().is_some_and(|state| OPEN.contains(&state)) {
        work.then(Deed::on(&BREACH, &id, "lapse", Row::new()).by_rule());
    }
    Ok(())
}

fn fill(work: &mut Work<'_>) -> Result<(), Refusal> {
    let fulfilment = load(work.tx, work.text("fulfilment_id"))?;
    for field in ["promise_id", "order_id", "order_no", "consumer_id", "shop", "due_at"] {
        work.set(field, fulfilment.get(field).cloned().unwrap_or(Value::Null));
    }
    let Pair { terms, order } = pair(work)?;
    work.set("title", format!("{}：{}", terms.number, terms.title));
    let (paid, base) = base(work, &terms.codes(), order.get("paid_fen").and_then(Value::as_i64))?;
    let Owed { amount, lines } = terms.compensation.owed(paid);
    work.set("amount_fen", amount.map_or(Value::Null, Value::from));
    let mut working = vec![format!("赔付规则：{}", terms.compensation.words())];
    working.extend(base);
    working.extend(lines);
    work.set("working", working);
    Ok(())
}

/// What was paid for what the promise covers: the goods it names, when all of them say it, otherwise the order.
fn base(work: &Work<'_>, codes: &[String], whole: Option<i64>) -> Result<(Option<i64>, Option<String>), Refusal> {
    if codes.is_empty() {
        return Ok((whole, None));
    }
    let tail = "order_id = ?1 AND state = 'active' AND sku_code IN (SELECT value FROM json_each(?2)) ORDER BY line_no";
    let lines = work.tx.records(registry::shape(&ORDER_LINE), tail, &[work.get("order_id").clone(), json!(json!(codes).to_string())])?;
    let sums: Option<Vec<i64>> = lines.iter().map(|line| line.get("paid_fen").and_then(Value::as_i64)).collect();
    Ok(match sums.filter(|sums| !sums.is_empty()) {
        Some(sums) => {
            let sum = sums.into_iter().fold(0_i64, i64::saturating_add);
            (Some(sum), Some(format!("承诺所指商品 {} 行，实付合计 {}", lines.len(), Fen(sum))))
        }
        None => (whole, Some("平台数据没有分行实付，按整单实付计算".into())),
    })
}

fn assessed(work: &mut Work<'_>) -> Result<(), Refusal> {
    let amount = Fen(work.get("amount_fen").as_i64().unwrap_or(0));
    let mut lines = work.get("working").as_array().cloned().unwrap_or_default();
    lines.push(json!(format!("经理核定 {amount}")));
    work.set("working", lines);
    Ok(())
}

const AMOUNT_KNOWN: Guard = Guard { name: "amount_known", says: "应赔金额已算出或核定", test: amount_known };
const SOMETHING_OWED: Guard = Guard { name: "something_owed", says: "应赔金额大于 0", test: something_owed };
const NOTHING_OWED: Guard = Guard { name: "nothing_owed", says: "没有应赔金额", test: nothing_owed };

fn amount_known(work: &Work<'_>) -> Result<(), Refusal> {
    if work.get("amount_fen").is_null() {
        return Err(Refusal::guard("赔付金额算不出来（没有实付金额），请经理先“核定金额”"));
    }
    Ok(())
}

fn something_owed(work: &Work<'_>) -> Result<(), Refusal> {
    match work.get("amount_fen").as_i64() {
        Some(0) => Err(Refusal::guard("应赔金额为 0，请用“登记处理结果”")),
        _ => Ok(()),
    }
}

fn nothing_owed(work: &Work<'_>) -> Result<(), Refusal> {
    match work.get("amount_fen").as_i64() {
        Some(owed) if owed > 0 => Err(Refusal::guard(format!("还应赔 {}，请先赔付", Fen(owed)))),
        _ => Ok(()),
    }
}

fn own_it(work: &mut Work<'_>) -> Result<(), Refusal> {
    let actor = json!(work.actor.id);
    work.fill("owner", Some(&actor));
    Ok(())
}

/// The sum that is owed is the sum that is paid; another one is a manager's, with a reason.
fn paid(work: &mut Work<'_>) -> Result<(), Refusal> {
    let (owed, paid) = (work.get("amount_fen").as_i64().unwrap_or(0), work.get("paid_fen").as_i64().unwrap_or(0));
    if work.asked("paid_on") > work.today().to_string().as_str() {
        return Err(Refusal::bad("paid_on", "赔付日期还没有到；打款以后再登记"));
    }
    if owed == paid {
        return Ok(());
    }
    if !DECIDERS.contains(&work.actor.role) {
        return Err(Refusal::bad("paid_fen", format!("应赔 {}，实赔 {}，不一致的要由经理登记并写明理由", Fen(owed), Fen(paid))));
    }
    if work.asked("difference_reason").chars().count() < 2 {
        return Err(Refusal::bad("difference_reason", format!("应赔 {}，实赔 {}，请写明为什么不同", Fen(owed), Fen(paid))));
    }
    Ok(())
}

fn dismiss(work: &mut Work<'_>) -> Result<(), Refusal> {
    let fulfilment = load(work.tx, work.text("fulfilment_id"))?;
    if fulfilment.get("state") == Some(&json!("broken")) {
        let reason = [("reason".to_owned(), json!(format!("违诺 {} 经认定不成立", work.text("number"))))].into_iter().collect();
        let id = work.text("fulfilment_id").to_owned();
        work.then(Deed::on(&FULFILMENT, &id, "set_aside", reason).by_rule());
    }
    Ok(())
}

/// The promise of a breach.
pub(super) fn promise_of(work: &crate::kernel::paper::PaperJob<'_>) -> Result<Row, Refusal> {
    work.linked(&PROMISE, "promise_id")?.ok_or_else(Refusal::not_found)
}
