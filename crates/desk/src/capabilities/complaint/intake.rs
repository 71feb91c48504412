//! Taking a complaint in: the order it is about, the four things it must say, its class and priority, and whether it is the
//! same complaint again.

use jiff::Timestamp;
use serde_json::json;
use shounuo_store::Row;

use super::classes::{names_of, priority};
use super::steps;
use crate::capabilities::consumer::CONSUMER;
use crate::capabilities::orders::SALES_ORDER;
use crate::kernel::work::Work;
use crate::kernel::{Refusal, Role, registry};

/// Effect of the registration.
pub(super) fn take_in(work: &mut Work<'_>) -> Result<(), Refusal> {
    received(work)?;
    work.fill("source", Some(&json!("consumer")));
    match order_of(work)? {
        Some(order) => take_over(work, &order)?,
        None => unmatched(work)?,
    }
    contact_of_consumer(work)?;
    for (field, label) in [("goods_title", "商品名称"), ("contact", "联系方式")] {
        if work.text(field).is_empty() {
            return Err(Refusal::bad(field, format!("投诉要有订单号、商品名称、投诉内容和联系方式，请填写“{label}”")));
        }
    }
    classify(work)?;
    work.set("round", 1);
    if work.actor.role != Role::System {
        steps::own_it(work)?;
    }
    same_again(work)
}

/// Class, its names in the documents, and the priority with its reason.
pub(super) fn classify(work: &mut Work<'_>) -> Result<(), Refusal> {
    let names = names_of(work.text("class"));
    work.set("class_names", names);
    let (level, why) = priority(work.text("nature"), work.text("urgency"));
    work.set("priority", level);
    work.set("priority_reason", why);
    Ok(())
}

fn received(work: &mut Work<'_>) -> Result<(), Refusal> {
    let now = json!(work.now.to_string());
    work.fill("received_at", Some(&now));
    match work.text("received_at").parse::<Timestamp>() {
        Ok(received) if received <= work.now => Ok(()),
        _ => Err(Refusal::bad("received_at", "收到时间不能晚于现在")),
    }
}

/// The order that was picked, or the only one with the number that was typed.
fn order_of(work: &Work<'_>) -> Result<Option<Row>, Refusal> {
    if let Some(order) = work.linked(&SALES_ORDER, "order_id")? {
        return Ok(Some(order));
    }
    if work.text("order_no").is_empty() {
        return Err(Refusal::bad("order_no", "投诉要有订单号、商品名称、投诉内容和联系方式，请选订单或填写“订单号”"));
    }
    let mut found = work.tx.records(
        registry::shape(&SALES_ORDER),
        "order_no = ?1 AND state = 'active' ORDER BY id LIMIT 2",
        &[work.get("order_no").clone()],
    )?;
    match found.len() {
        2 => Err(Refusal::bad("order_id", "有两个店铺都有这个订单号，请直接选订单")),
        _ => Ok(found.pop()),
    }
}

fn take_over(work: &mut Work<'_>, order: &Row) -> Result<(), Refusal> {
    work.fill("order_id", order.get("id"));
    work.set("order_no", order.get("order_no").cloned().unwrap_or_default());
    for field in ["shop", "consumer_id", "paid_fen"] {
        work.fill(field, order.get(field));
    }
    let lines = "SELECT title FROM order_line WHERE order_id = ?1 AND state = 'active' ORDER BY line_no LIMIT 2";
    let lines = work.tx.rows(lines, &[work.get("order_id").clone()])?;
    // Of several goods nobody but a person can tell which one is meant.
    if let [only] = lines.as_slice() {
        work.fill("goods_title", only.get("title"));
    }
    Ok(())
}

/// A number that this shop does not know is taken with a reason: a slip of the pen is found here and not in the investigation.
fn unmatched(work: &Work<'_>) -> Result<(), Refusal> {
    if work.text("unmatched_reason").is_empty() {
        let no = work.text("order_no");
        return Err(Refusal::bad("unmatched_reason", format!("本店查不到订单号 {no}，请核对；确实没有的，写明“订单号对不上的原因”")));
    }
    Ok(())
}

/// The consumer's telephone number, unless the platform has masked it.
fn contact_of_consumer(work: &mut Work<'_>) -> Result<(), Refusal> {
    let consumer = work.linked(&CONSUMER, "consumer_id")?.unwrap_or_default();
    let phone = consumer.get("phone").filter(|phone| phone.as_str().is_some_and(|text| !text.contains('*'))).cloned();
    work.fill("contact", phone.as_ref());
    Ok(())
}

/// Links the complaint to the last one about the same order and class.
fn same_again(work: &mut Work<'_>) -> Result<(), Refusal> {
    let before = work.tx.value(
        "SELECT id FROM complaint WHERE order_no = ?1 AND class = ?2 AND id <> ?3 ORDER BY created_ms DESC, id DESC LIMIT 1",
        &[work.get("order_no").clone(), work.get("class").clone(), work.id.as_str().into()],
    )?;
    work.fill("repeat_of", Some(&before));
    Ok(())
}
