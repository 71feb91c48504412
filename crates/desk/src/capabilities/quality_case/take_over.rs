//! What a case takes over from the records it names: goods, consumer, dates, price. What the person typed stands.

use serde_json::{Value, json};
use shounuo_store::Row;

use crate::capabilities::goods::{GOODS, SERIAL_UNIT};
use crate::capabilities::orders::{ORDER_LINE, SALES_ORDER};
use crate::capabilities::shop;
use crate::kernel::work::Work;
use crate::kernel::{Refusal, registry};

/// Fills the empty fields of a case from its unit, its order and the shop, as far as its kind has them.
///
/// # Errors
/// When the file fails, or nothing says which goods the case is about.
pub fn take_over(work: &mut Work<'_>) -> Result<(), Refusal> {
    if let Some(unit) = work.linked(&SERIAL_UNIT, "serial_unit_id")? {
        take_unit(work, &unit)?;
    }
    if let Some(order) = work.linked(&SALES_ORDER, "order_id")? {
        take_order(work, &order)?;
    }
    let province = shop::the_shop(work.tx)?.remove("province");
    work.fill("province", province.as_ref());
    if work.text("goods_title").is_empty() {
        return Err(Refusal::bad("goods_title", "请填写“商品名称”，或选一个订单"));
    }
    Ok(())
}

/// The unit names the line it was sold on, and so the order; its own dates stand before those of the order.
fn take_unit(work: &mut Work<'_>, unit: &Row) -> Result<(), Refusal> {
    for field in ["invoice_date", "received_date", "installed_date", "exchanged_date", "order_line_id"] {
        work.fill(field, unit.get(field));
    }
    work.fill("serial", unit.get("serial"));
    if let Some(line) = work.linked(&ORDER_LINE, "order_line_id")? {
        work.fill("order_id", line.get("order_id"));
    }
    let goods = unit.get("goods_id").and_then(Value::as_str).map(|id| work.load(&GOODS, id)).transpose()?.flatten();
    if let Some(goods) = goods {
        work.fill("goods_title", goods.get("title"));
        work.fill("goods", goods.get("product"));
    }
    Ok(())
}

fn take_order(work: &mut Work<'_>, order: &Row) -> Result<(), Refusal> {
    work.fill("shop", order.get("shop"));
    work.fill("consumer_id", order.get("consumer_id"));
    work.fill("channel", Some(&json!("online")));
    work.fill("proof", Some(&json!("order_record")));
    take_date(work, "invoice_date", order.get("paid_at"));
    take_date(work, "received_date", order.get("received_at"));
    take_line(work, order)
}

fn take_line(work: &mut Work<'_>, order: &Row) -> Result<(), Refusal> {
    let line = match work.linked(&ORDER_LINE, "order_line_id")? {
        Some(line) => Some(line),
        None => {
            let lines = work.tx.records(
                registry::shape(&ORDER_LINE),
                "order_id = ?1 AND state = 'active' ORDER BY line_no LIMIT 2",
                &[work.get("order_id").clone()],
            )?;
            // Of several lines nobody but a person can tell which one is meant.
            if let [only] = lines.as_slice() { Some(only.clone()) } else { None }
        }
    };
    let Some(line) = line else { return Ok(()) };
    work.fill("order_line_id", line.get("id"));
    work.fill("goods_title", line.get("title"));
    let price = line.get("paid_fen").filter(|paid| !paid.is_null()).or_else(|| order.get("paid_fen"));
    work.fill("price_fen", price);
    let by_code = "SELECT product FROM goods WHERE state = 'active' AND (id = ?1 OR (sku_code IS NOT NULL AND sku_code = ?2)) LIMIT 1";
    let product =
        work.tx.value(by_code, &[line.get("goods_id").cloned().unwrap_or_default(), line.get("sku_code").cloned().unwrap_or_default()])?;
    work.fill("goods", Some(&product));
    Ok(())
}

fn take_date(work: &mut Work<'_>, field: &str, moment: Option<&Value>) {
    let day = moment.and_then(Value::as_str).and_then(|text| text.get(..10)).map(Value::from);
    work.fill(field, day.as_ref());
}
