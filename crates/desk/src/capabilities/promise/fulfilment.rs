//! 履约: one order under one promise, computed from the order's own facts with its working; a person speaks only where the
//! data cannot.

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::{Value, json};
use shounuo_rules::Calendar;
use shounuo_store::{Row, Tx};

use super::PROMISE;
use super::breach;
use super::judge::{Judgement, OrderFacts, Standing, judge};
use super::limit::Unit;
use super::terms::{Terms, Trigger, moment, moment_text};
use crate::capabilities::calendar::calendar;
use crate::capabilities::orders::SALES_ORDER;
use crate::kernel::actor::{BY_RULE, COUNTER, DECIDERS, Role};
use crate::kernel::field::{Field, Find, Mask, instant, int, json as structure, link, long_text, text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN, Subject};
use crate::kernel::work::{Work, china, china_date, china_moment};
use crate::kernel::{Refusal, registry};

const OF_PROMISE: Field = link("promise_id", "服务承诺", "promise").required().guarded();
const ORDER: Field = link("order_id", "订单", "sales_order").required().guarded();
const OCCASION: Field = text("occasion", "事由").guarded();
const STARTED: Field = instant("started_at", "起算").guarded();
const ASKED_AT: Field = text("asked_at", "提出时间").help("如 2026-11-21 14:30；留空为现在");
const DONE_AT: Field = text("done_at_local", "履行时间").required().help("如 2026-11-21 14:30，北京时间");
const EVIDENCE: Field = long_text("evidence", "凭据").personal(Mask::Words).help("怎样知道的：物流记录、聊天记录、上门单号");
const REASON: Field = long_text("reason", "理由").personal(Mask::Words);

const STATES: &[State] =
    &[open("pending", "待履行"), open("unclear", "待核定"), ended("kept", "已履行"), ended("broken", "违诺"), ended("void", "不适用")];

const FLOW: &[Step] = &[
    on("compute", "按订单计算").by(BY_RULE).asks(&[OF_PROMISE, ORDER, OCCASION, STARTED.required()]).then(compute).cites("000 6.10.3(3)"),
    on("register", "登记消费者要求").by(COUNTER).asks(&[OF_PROMISE, ORDER, ASKED_AT]).then(register).cites("000 6.10.1(1)"),
    on("recompute", "按新数据重算")
        .from(&["pending", "unclear", "broken", "kept", "void"])
        .by(BY_RULE)
        .then(recompute)
        .cites("000 6.10.3(3)"),
    on("keep", "登记履行")
        .from(&["pending", "unclear"])
        .by(COUNTER)
        .asks(&[DONE_AT, EVIDENCE.required()])
        .then(keep)
        .cites("000 6.10.3(1)"),
    on("find_broken", "认定违诺")
        .from(&["pending", "unclear"])
        .to("broken")
        .by(DECIDERS)
        .asks(&[REASON.required()])
        .then(find_broken)
        .grave()
        .cites("000 6.10.3(2)"),
    on("correct", "更正为按时履行").from(&["broken"]).to("kept").by(DECIDERS).asks(&[DONE_AT, EVIDENCE.required()]).then(correct).grave(),
    on("set_aside", "认定不适用")
        .from(&["pending", "unclear", "broken"])
        .to("void")
        .by(&[Role::Manager, Role::Owner, Role::System])
        .asks(&[REASON.required()])
        .then(breach::lapse)
        .grave(),
];

/// 履约.
pub static FULFILMENT: Kind = Kind {
    name: "fulfilment",
    label: "履约",
    fields: &[
        text("order_no", "订单号").guarded().find(Find::Number),
        OF_PROMISE,
        STARTED,
        instant("due_at", "到期").guarded(),
        instant("done_at", "履行").guarded(),
        text("shop", "店铺"),
        link("consumer_id", "消费者", "consumer"),
        ORDER,
        text("promise_no", "承诺编号").guarded().find(Find::Number),
        OCCASION,
        int("needs_year", "待导入日历的年份"),
        structure("working", "计算").guarded(),
        EVIDENCE,
        REASON,
    ],
    states: STATES,
    flow: FLOW,
    subject: Subject::In("consumer_id"),
    wakes: super::wakes::OF_FULFILMENT,
    ..PLAIN
};

/// A promise and an order, as an event needs them.
pub(super) struct Pair {
    pub terms: Terms,
    pub order: Row,
}

pub(super) fn pair(work: &Work<'_>) -> Result<Pair, Refusal> {
    let promise = work.load(&PROMISE, work.text("promise_id"))?.ok_or_else(Refusal::not_found)?;
    let order = work.load(&SALES_ORDER, work.text("order_id"))?.ok_or_else(Refusal::not_found)?;
    Ok(Pair { terms: Terms::of(&promise)?, order })
}

/// When the newest list of orders of this order's shop was taken in.
pub(super) fn fresh_at(tx: &Tx<'_>, order: &Row) -> Result<Option<Timestamp>, Refusal> {
    let of = |name: &str| order.get(name).cloned().unwrap_or(Value::Null);
    let newest = "SELECT max(created_ms) FROM import_batch WHERE state = 'committed' AND what = 'orders' AND platform = ?1 AND shop = ?2";
    Ok(tx.value(newest, &[of("platform"), of("shop")])?.as_i64().and_then(|millis| Timestamp::from_millisecond(millis).ok()))
}

/// The calendar, when the limit of the promise needs one.
fn calendar_for(tx: &Tx<'_>, terms: &Terms) -> Result<Calendar, Refusal> {
    if terms.limit.unit == Unit::WorkingDays { calendar(tx) } else { Ok(Calendar::default()) }
}

fn compute(work: &mut Work<'_>) -> Result<(), Refusal> {
    let pair = pair(work)?;
    let start = instant_of(work.get("started_at")).ok_or_else(|| Refusal::bad("started_at", "没有起算时间"))?;
    begin(work, &pair, start)
}

fn register(work: &mut Work<'_>) -> Result<(), Refusal> {
    let pair = pair(work)?;
    if pair.terms.trigger != Trigger::Asked {
        let words = format!("这项承诺自{}起算，由系统按订单计算，不需要登记", pair.terms.trigger.label());
        return Err(Refusal::bad("promise_id", words));
    }
    let start = typed_moment(work, "asked_at")?.unwrap_or(work.now);
    covered(work, &pair, start)?;
    let occasion = work.id.clone();
    work.set("occasion", occasion);
    work.set("started_at", start.to_string());
    begin(work, &pair, start)
}

/// Refuses what the promise does not cover, with the reason.
fn covered(work: &Work<'_>, pair: &Pair, start: Timestamp) -> Result<(), Refusal> {
    let no = |words: String| Err(Refusal::bad("order_id", words));
    let of = |name: &str| pair.order.get(name).and_then(Value::as_str).unwrap_or_default();
    let Some((from, until)) = pair.terms.in_force() else { return no("这项承诺还没有公示".into()) };
    let made = ["ordered_at", "paid_at", "shipped_at", "received_at"].into_iter().map(of).find(|text| !text.is_empty()).unwrap_or_default();
    if made < from.as_str() || made >= until.as_str() {
        return no(format!("订单不是在承诺公示期间下的（{} 起）", from.replace('T', " ")));
    }
    if !pair.terms.shops().is_empty() && !pair.terms.shops().iter().any(|shop| shop == of("shop")) {
        return no("这项承诺不包括这个店铺".into());
    }
    if pair.terms.platforms().is_ok_and(|platforms| !platforms.is_empty() && !platforms.contains(&of("platform"))) {
        return no("这项承诺不包括这个平台".into());
    }
    let codes = pair.terms.codes();
    let covered =
        "SELECT count(*) FROM order_line WHERE order_id = ?1 AND state = 'active' AND sku_code IN (SELECT value FROM json_each(?2))";
    if !codes.is_empty() && work.tx.count(covered, &[json!(of("id")), json!(json!(codes).to_string())])? == 0 {
        return no("订单里没有这项承诺所指的商品".into());
    }
    within_term(pair, start)
}

fn within_term(pair: &Pair, start: Timestamp) -> Result<(), Refusal> {
    let received = moment(pair.order.get("received_at"));
    match (pair.terms.term(), received) {
        (Some(term), Some(received)) if china_date(start) > term.last_day(china_date(received)) => {
            let last = term.last_day(china_date(received));
            Err(Refusal::bad("order_id", format!("签收后 {} 内可以提出，末日 {last}，已超过", term.words())))
        }
        _ => Ok(()),
    }
}

fn begin(work: &mut Work<'_>, pair: &Pair, start: Timestamp) -> Result<(), Refusal> {
    work.set("promise_no", pair.terms.number.clone());
    for field in ["order_no", "consumer_id", "shop"] {
        work.set(field, pair.order.get(field).cloned().unwrap_or(Value::Null));
    }
    if work.get("occasion").is_null() {
        work.set("occasion", "");
    }
    settle(work, pair, start)
}

fn recompute(work: &mut Work<'_>) -> Result<(), Refusal> {
    let pair = pair(work)?;
    let start = instant_of(work.get("started_at")).unwrap_or(work.now);
    settle(work, &pair, start)
}

/// Judges and writes the answer down. A breach opens a case; a breach that was none after all lets it lapse.
fn settle(work: &mut Work<'_>, pair: &Pair, start: Timestamp) -> Result<(), Refusal> {
    let facts = OrderFacts::of(&pair.order, fresh_at(work.tx, &pair.order)?);
    let judged = judge(&pair.terms, start, &facts, &calendar_for(work.tx, &pair.terms)?, work.now);
    let was = work.state().to_owned();
    work.set("state", judged.standing.state());
    work.set("due_at", judged.due.to_string());
    work.set("done_at", judged.done.map_or(Value::Null, |at| json!(at.to_string())));
    work.set("needs_year", judged.needs_year.map_or(Value::Null, Value::from));
    work.set("working", judged.lines);
    match (was.as_str(), judged.standing) {
        ("broken", Standing::Broken) => Ok(()),
        (_, Standing::Broken) => breach::open(work),
        ("broken", _) => breach::lapse(work),
        _ => Ok(()),
    }
}

/// Whether judging again would say anything else. A breach is only ever taken back by a fact that was in time, or with its order.
pub(super) fn would_change(row: &Row, order: &Row, terms: &Terms, calendar: &Calendar, fresh: Option<Timestamp>, now: Timestamp) -> bool {
    let of = |name: &str| row.get(name).and_then(Value::as_str);
    let Some(start) = of("started_at").and_then(|text| text.parse().ok()) else { return false };
    let Judgement { standing, due, done, needs_year, .. } = judge(terms, start, &OrderFacts::of(order, fresh), calendar, now);
    let was = of("state").unwrap_or_default();
    let may = match was {
        _ if standing == Standing::Void => was != "void",
        "broken" => done.is_some() && matches!(standing, Standing::Kept | Standing::Broken),
        "kept" => false,
        _ => true,
    };
    if !may {
        return false;
    }
    let known = row.get("needs_year").and_then(Value::as_i64);
    was != standing.state()
        || instant_of(row.get("due_at").unwrap_or(&Value::Null)) != Some(due)
        || of("done_at").and_then(|text| text.parse().ok()) != done
        || known != needs_year.map(i64::from)
}

fn keep(work: &mut Work<'_>) -> Result<(), Refusal> {
    let (done, due) = done_and_due(work)?;
    let late = done > due;
    work.set("state", if late { "broken" } else { "kept" });
    say(work, format!("登记履行 {}，{}到期 {}", china_moment(done), if late { "晚于" } else { "不晚于" }, china_moment(due)));
    if late { breach::open(work) } else { Ok(()) }
}

fn correct(work: &mut Work<'_>) -> Result<(), Refusal> {
    let (done, due) = done_and_due(work)?;
    if done > due {
        return Err(Refusal::bad("done_at_local", format!("这个时间晚于到期 {}，迟了就是迟了，不能更正为按时", china_moment(due))));
    }
    say(work, format!("经核对凭据，{} 已履行，不晚于到期，更正为按时", china_moment(done)));
    breach::lapse(work)
}

fn find_broken(work: &mut Work<'_>) -> Result<(), Refusal> {
    let due = instant_of(work.get("due_at")).unwrap_or(work.now);
    if due >= work.now {
        return Err(Refusal::guard(format!("还没有到期（{}），不能认定违诺", china_moment(due))));
    }
    let words = format!("{} 人工认定违诺", china_moment(work.now));
    say(work, words);
    breach::open(work)
}

fn done_and_due(work: &mut Work<'_>) -> Result<(Timestamp, Timestamp), Refusal> {
    let done = typed_moment(work, "done_at_local")?.unwrap_or(work.now);
    let start = instant_of(work.get("started_at")).unwrap_or(work.now);
    if done < start {
        return Err(Refusal::bad("done_at_local", format!("履行时间早于起算 {}，请核对", china_moment(start))));
    }
    work.set("done_at", done.to_string());
    Ok((done, instant_of(work.get("due_at")).unwrap_or(done)))
}

/// A moment that somebody typed: wall-clock time of Beijing, not in the future.
fn typed_moment(work: &Work<'_>, field: &str) -> Result<Option<Timestamp>, Refusal> {
    let typed = work.asked(field);
    if typed.is_empty() {
        return Ok(None);
    }
    let local = DateTime::strptime("%Y-%m-%d %H:%M", typed).or_else(|_| typed.parse());
    let at = local.ok().and_then(|local| local.to_zoned(china()).ok()).map(|zoned| zoned.timestamp());
    match at {
        Some(at) if at <= work.now => Ok(Some(at)),
        Some(_) => Err(Refusal::bad(field, format!("这个时间还没有到，现在是 {}", moment_text(work.now).replace('T', " ")))),
        None => Err(Refusal::bad(field, "时间应写成 2026-11-21 14:30 这样，且确有此日此时")),
    }
}

fn say(work: &mut Work<'_>, line: String) {
    let mut lines = work.get("working").as_array().cloned().unwrap_or_default();
    lines.push(line.into());
    work.set("working", lines);
}

pub(super) fn instant_of(value: &Value) -> Option<Timestamp> {
    value.as_str()?.parse().ok()
}

/// A fulfilment by id.
pub(super) fn load(tx: &Tx<'_>, id: &str) -> Result<Row, Refusal> {
    tx.record(registry::shape(&FULFILMENT), id)?.ok_or_else(Refusal::not_found)
}
