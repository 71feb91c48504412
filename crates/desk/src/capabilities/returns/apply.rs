//! An application is taken in: whose order, which lines, where the goods stand, what is to happen to goods and money.

use serde_json::{Value, json};
use shounuo_rules::Facts;
use shounuo_store::Row;

use super::RETURNS_EXCHANGE;
use super::fields::*;
use super::item::RETURN_ITEM;
use super::lanes::{self, goods, money};
use crate::capabilities::orders::{ORDER_LINE, SALES_ORDER};
use crate::capabilities::ruling;
use crate::kernel::field::Field;
use crate::kernel::work::Work;
use crate::kernel::{Deed, Refusal, Role, registry};

/// What a person is asked for.
pub const APPLY: &[Field] = &[
    ORDER,
    LINE,
    QUANTITY,
    APPLICATION,
    GROUND,
    WORDS,
    MATERIALS,
    APPLIED_ON,
    RECEIVED_DATE,
    SHOP,
    CONSUMER,
    GOODS_TITLE,
    PRICE,
    UNIT,
    NEW_SKU,
    NEW_PRICE,
    AFTERSALE_NO,
    PLATFORM_DUE,
    CARRIER,
    TRACKING,
];

/// What comes with a case that is turned into a return.
pub const BEGIN: &[Field] = &[
    ORDER,
    LINE,
    QUANTITY,
    APPLICATION,
    GROUND,
    WORDS,
    APPLIED_ON,
    RECEIVED_DATE,
    SHOP,
    CONSUMER,
    GOODS_TITLE,
    PRICE,
    UNIT,
    OWNER,
    AFTERSALE_NO,
    PLATFORM_STATUS,
    PLATFORM_DUE,
    QUALITY_CASE,
    RULING,
    OPTION,
    MISSING_GIFT,
];

/// Fills what the order knows and lists the lines. An order that was not sent is refunded by rule.
pub fn take(work: &mut Work<'_>) -> Result<(), Refusal> {
    let order = work.linked(&SALES_ORDER, "order_id")?;
    if order.as_ref().and_then(|order| order.get("status")) == Some(&json!("unpaid")) {
        return Err(Refusal::bad("order_id", "订单还没有付款，没有可以退换的；付款后重新导入订单再登记"));
    }
    from_order(work, order.as_ref());
    days(work)?;
    fits_together(work)?;
    set_lanes(work);
    list_items(work, order.as_ref())?;
    seven_days(work)?;
    if work.text("owner").is_empty() && work.actor.role != Role::System {
        work.set("owner", work.actor.id.clone());
    }
    if work.text("application") == "refund_only" && work.text("dispatch") == "unshipped" {
        let id = work.id.clone();
        work.then(Deed::on(&RETURNS_EXCHANGE, &id, "auto_approve", Row::new()).by_rule());
    }
    Ok(())
}

/// The same for a case whose ruling has decided already: it is approved at once.
pub fn take_ruled(work: &mut Work<'_>) -> Result<(), Refusal> {
    take(work)?;
    if !work.text("ruled_option").is_empty() {
        let id = work.id.clone();
        work.then(Deed::on(&RETURNS_EXCHANGE, &id, "approve", Row::new()));
    }
    Ok(())
}

fn from_order(work: &mut Work<'_>, order: Option<&Row>) {
    let Some(order) = order else {
        let dispatch = if work.text("received_date").is_empty() { "unknown" } else { "shipped" };
        work.set("dispatch", dispatch);
        return;
    };
    for field in ["shop", "consumer_id"] {
        work.fill(field, order.get(field));
    }
    let received = order.get("received_at").and_then(Value::as_str).and_then(|at| at.get(..10)).map(Value::from);
    work.fill("received_date", received.as_ref());
    work.set("dispatch", dispatch_of(order));
}

/// Whether the goods had left when it was asked for. The rule decides only where the platform leaves no doubt.
pub fn dispatch_of(order: &Row) -> &'static str {
    let sent = ["shipped_at", "received_at", "tracking_no"].iter().any(|field| order.get(*field).is_some_and(|value| !value.is_null()));
    match order.get("status").and_then(Value::as_str) {
        _ if sent => "shipped",
        Some("shipped" | "received" | "completed") => "shipped",
        Some("paid") => "unshipped",
        _ => "unknown",
    }
}

fn days(work: &mut Work<'_>) -> Result<(), Refusal> {
    let today = work.today().to_string();
    if work.text("applied_on").is_empty() {
        work.set("applied_on", today.clone());
    }
    if work.text("applied_on") > today.as_str() {
        return Err(Refusal::bad("applied_on", "申请日期不能晚于今天"));
    }
    if work.text("received_date") > today.as_str() {
        return Err(Refusal::bad("received_date", "签收日期不能晚于今天"));
    }
    Ok(())
}

fn fits_together(work: &Work<'_>) -> Result<(), Refusal> {
    let (application, sent) = (work.text("application"), work.text("dispatch") != "unshipped");
    match work.text("ground") {
        "no_reason" if lanes::is_replacing(application) => {
            Err(Refusal::bad("ground", "七日无理由只能退货；换货、补寄请按质量、发错或协商办理"))
        }
        "no_reason" if application == "refund_only" && sent => {
            Err(Refusal::bad("application", "已发货的无理由退货要退回商品，请选“退货退款”"))
        }
        _ if application == "return_refund" && !sent => Err(Refusal::bad("application", "订单还没有发货，请选“仅退款”，系统会自动通过")),
        _ => Ok(()),
    }
}

/// Where goods and money stand before anything was decided.
pub fn set_lanes(work: &mut Work<'_>) {
    let (goods, money) = match work.text("application") {
        "return_refund" => (goods::NOT_RETURNED, money::DUE),
        "exchange" => (goods::NOT_RETURNED, money::NONE),
        "reship" => (goods::NOT_NEEDED, money::NONE),
        _ => (goods::NOT_NEEDED, money::DUE),
    };
    work.set("goods_state", goods);
    work.set("money_state", money);
}

fn list_items(work: &mut Work<'_>, order: Option<&Row>) -> Result<(), Refusal> {
    let Some(order) = order else { return list_without_order(work) };
    let lines = chosen_lines(work, order)?;
    if work.text("goods_title").is_empty() {
        work.set("goods_title", title_of(&lines));
    }
    let quantity = work.input.get("quantity").cloned().filter(|_| lines.len() == 1);
    for line in &lines {
        let mut input = Row::new();
        input.insert("case_id".into(), json!(work.id));
        input.insert("order_line_id".into(), line.get("id").cloned().unwrap_or_default());
        input.extend(quantity.clone().map(|quantity| ("quantity".to_owned(), quantity)));
        work.then(Deed::create(&RETURN_ITEM, "list", input));
    }
    Ok(())
}

/// The line that was named, or the only one; of an order that was not sent, all of them.
fn chosen_lines(work: &Work<'_>, order: &Row) -> Result<Vec<Row>, Refusal> {
    let key = [order.get("id").cloned().unwrap_or_default()];
    let all = work.tx.records(registry::shape(&ORDER_LINE), "order_id = ?1 AND state = 'active' ORDER BY line_no, id", &key)?;
    let named = work.asked("order_line_id");
    if !named.is_empty() {
        let meant: Vec<Row> = all.into_iter().filter(|line| line.get("id").and_then(Value::as_str) == Some(named)).collect();
        return if meant.is_empty() {
            Err(Refusal::bad("order_line_id", "这一行不在所选订单里，请重新选择"))
        } else {
            Ok(meant)
        };
    }
    match all.len() {
        0 => Err(Refusal::bad("order_id", "这笔订单没有商品行，请先导入订单明细")),
        1 => Ok(all),
        _ if work.text("dispatch") == "unshipped" && work.text("application") == "refund_only" => Ok(all),
        many => Err(Refusal::bad("order_line_id", format!("这笔订单有 {many} 行商品，请选择是哪一行；其余的可在明细里再加"))),
    }
}

fn title_of(lines: &[Row]) -> String {
    let first = lines.first().and_then(|line| line.get("title")).and_then(Value::as_str).unwrap_or("商品");
    if lines.len() > 1 { format!("{first} 等 {} 种", lines.len()) } else { first.to_owned() }
}

fn list_without_order(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("goods_title").is_empty() {
        return Err(Refusal::bad("goods_title", "请选择订单；没有订单的请填写商品"));
    }
    let price = work.input.get("price_fen").cloned().unwrap_or(Value::Null);
    if price.is_null() && work.text("money_state") == money::DUE {
        return Err(Refusal::bad("price_fen", "没有订单的退款请填写实付货款"));
    }
    let mut input = Row::new();
    input.insert("case_id".into(), json!(work.id));
    input.insert("title".into(), json!(work.text("goods_title")));
    input.insert("quantity".into(), work.input.get("quantity").cloned().unwrap_or(Value::Null));
    input.insert("paid_fen".into(), price);
    work.then(Deed::create(&RETURN_ITEM, "list", input));
    Ok(())
}

/// The last day of the seven, as far as the days are known; whether the right holds is for the ruling.
fn seven_days(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("ground") != "no_reason" || work.text("received_date").is_empty() {
        return Ok(());
    }
    let mut facts = no_reason_facts(&work.record, &work.today().to_string());
    facts["no_reason"] = json!({ "intact": true });
    let Ok(facts) = Facts::from_json(&facts) else { return Ok(()) };
    let last = ruling::answer(work.tx, &facts, work.today())?.day7_last;
    work.set("no_reason_last", last.map(|day| day.to_string()));
    Ok(())
}

/// The question of a return without reason, as the rules take it.
pub fn no_reason_facts(case: &Row, today: &str) -> Value {
    let of = |field: &str| case.get(field).cloned().unwrap_or(Value::Null);
    let no_reason: Row = [
        ("exclusion", of("exclusion")),
        ("exclusion_confirmed", of("exclusion_confirmed")),
        ("intact", of("intact")),
        ("missing_gift_fen", of("missing_gift_fen")),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_null())
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    json!({
        "claim": "no_reason", "goods": of("goods_title"), "channel": "online", "received_date": of("received_date"),
        "fault_date": of("applied_on"), "as_of": today, "proof": "order_record", "no_reason": no_reason,
    })
}
