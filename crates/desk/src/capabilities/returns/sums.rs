//! The refund of a case as the rules compute it, from the order, the other cases on it, and what the person filled in.

use serde_json::{Value, json};
use shounuo_rules::{Bearer, Fen, OrderDiscount, RefundFacts, RefundGround, RefundLine, RefundTable, WaivedFreight, refund};
use shounuo_store::{Row, Tx};

use super::{item, lanes};
use crate::capabilities::orders::{ORDER_LINE, SALES_ORDER};
use crate::capabilities::ruling::RULING;
use crate::kernel::{Refusal, registry};

/// The table of a case as its facts stand now.
///
/// # Errors
/// A refusal that names what is missing or contradicts itself.
pub fn table(tx: &Tx<'_>, id: &str, case: &Row) -> Result<RefundTable, Refusal> {
    let mut facts = facts(tx, id, case)?;
    let told_by_the_sheet = case.get("discounts").is_none_or(Value::is_null) && !facts.discounts.is_empty();
    match compute(&facts) {
        // A sheet may count discounts that its sums do not show: then the sums hold, and the split by bearer is left out.
        Err(no) if told_by_the_sheet && no.field.as_deref() == Some("discounts") => {
            facts.discounts.clear();
            let mut table = compute(&facts)?;
            table.warnings.push("订单表所列优惠与实付对不上，未按承担方分列；可在“填写退款事实”里逐项补填".into());
            Ok(table)
        }
        other => other,
    }
}

/// The same, as if the goods were paid back: what goods that are exchanged were paid with.
///
/// # Errors
/// As [`table`].
pub fn paid_for_goods(tx: &Tx<'_>, id: &str, case: &Row) -> Result<i64, Refusal> {
    let as_return = [("application".to_owned(), json!("return_refund"))];
    let case: Row = case.clone().into_iter().filter(|(name, _)| name != "application").chain(as_return).collect();
    Ok(table(tx, id, &case)?.goods_fen.0)
}

fn compute(facts: &RefundFacts) -> Result<RefundTable, Refusal> {
    refund(facts).map_err(|bad| Refusal { field: bad.field, ..Refusal::new(&bad.code, bad.message) })
}

fn facts(tx: &Tx<'_>, id: &str, case: &Row) -> Result<RefundFacts, Refusal> {
    let order = match case.get("order_id").and_then(Value::as_str) {
        Some(order) => tx.record(registry::shape(&SALES_ORDER), order)?,
        None => None,
    };
    let items = item::items(tx, id)?;
    let pays = !lanes::is_replacing(text(case, "application"));
    let lines = match &order {
        Some(order) => lines_of_order(tx, id, order, &items, pays)?,
        None => items.iter().map(|item| line_without_order(item, pays)).collect(),
    };
    let of_order = |field: &str| order.as_ref().and_then(|order| fen(order, field));
    Ok(RefundFacts {
        ground: ground(case),
        lines,
        discounts: discounts(case, order.as_ref())?,
        paid_fen: of_order("paid_fen"),
        freight_fen: of_order("freight_fen").unwrap_or_default(),
        freight_refunded_fen: Fen(freight_back(tx, id, case)?),
        refunded_before_fen: of_order("refunded_fen").unwrap_or_default(),
        return_freight_fen: fen(case, "return_freight_fen").unwrap_or_default(),
        return_freight_by_shop: case.get("return_freight_by_shop") == Some(&Value::Bool(true)),
        waived_freight: fen(case, "free_freight_from_fen").zip(fen(case, "waived_freight_fen")).map(waived),
        missing_gift_fen: fen(case, "missing_gift_fen").unwrap_or_default(),
        depreciation_fen: depreciation(tx, case)?,
    })
}

fn waived((free_from_fen, freight_fen): (Fen, Fen)) -> WaivedFreight {
    WaivedFreight { free_from_fen, freight_fen }
}

/// Why the money goes back, as the rules name it: what was not sent is undone, whatever the consumer's reason.
fn ground(case: &Row) -> RefundGround {
    if text(case, "dispatch") == "unshipped" && text(case, "application") == "refund_only" {
        return RefundGround::Unshipped;
    }
    serde_json::from_value(case.get("ground").cloned().unwrap_or_default()).unwrap_or(RefundGround::Negotiated)
}

/// The discounts that a person filled in, else those that the platform's sheet tells of.
fn discounts(case: &Row, order: Option<&Row>) -> Result<Vec<OrderDiscount>, Refusal> {
    match case.get("discounts") {
        None | Some(Value::Null) => Ok(order.map(of_sheet).unwrap_or_default()),
        Some(value) => serde_json::from_value(value.clone())
            .map_err(|_| Refusal::bad("discounts", "优惠明细应逐项写明名称、承担方（shop、platform、points、red_packet）和金额（分）")),
    }
}

fn of_sheet(order: &Row) -> Vec<OrderDiscount> {
    [("shop_discount_fen", "商家优惠", Bearer::Shop), ("platform_discount_fen", "平台优惠", Bearer::Platform)]
        .into_iter()
        .filter_map(|(field, label, bearer)| {
            let amount_fen = fen(order, field).filter(|sum| *sum > Fen::ZERO)?;
            Some(OrderDiscount { label: label.into(), bearer, amount_fen, lines: Vec::new() })
        })
        .collect()
}

fn lines_of_order(tx: &Tx<'_>, id: &str, order: &Row, items: &[Row], pays: bool) -> Result<Vec<RefundLine>, Refusal> {
    let key = [order.get("id").cloned().unwrap_or_default()];
    let stored = tx.records(registry::shape(&ORDER_LINE), "order_id = ?1 AND state = 'active' ORDER BY line_no, id", &key)?;
    let alone = stored.len() == 1;
    stored.iter().map(|line| line_of_order(tx, id, order, line, items, pays, alone)).collect()
}

fn line_of_order(tx: &Tx<'_>, id: &str, order: &Row, line: &Row, items: &[Row], pays: bool, alone: bool) -> Result<RefundLine, Refusal> {
    let line_id = text(line, "id");
    let quantity = item::bought(line);
    let paid = fen(line, "paid_fen");
    let whole = || fen(order, "paid_fen").filter(|_| alone).map(|paid| Fen(paid.0 - fen(order, "freight_fen").unwrap_or_default().0));
    // A sum without a price of one piece is spread over the pieces; the fen that is over shows as a discount.
    let spread = |sum: Fen| Fen(sum.0.max(0) / quantity + i64::from(sum.0.max(0) % quantity > 0));
    let unit = fen(line, "unit_price_fen").or_else(|| paid.or_else(whole).map(spread));
    let Some(unit) = unit else {
        return Err(Refusal::bad("order_id", format!("订单行“{}”没有单价也没有实付，请导入含商品金额的订单表", text(line, "title"))));
    };
    let now = items.iter().find(|item| item.get("order_line_id") == line.get("id")).and_then(|item| item.get("quantity")?.as_i64());
    Ok(RefundLine {
        id: line_id.to_owned(),
        title: text(line, "title").to_owned(),
        unit_price_fen: unit,
        quantity,
        paid_fen: paid,
        returned_before: item::returned(tx, line_id, id)?.min(quantity),
        refunded_before_fen: Fen(item::refunded(tx, line_id, id)?),
        returning: if pays { now.unwrap_or(0) } else { 0 },
    })
}

fn line_without_order(item: &Row, pays: bool) -> RefundLine {
    let quantity = item.get("quantity").and_then(Value::as_i64).unwrap_or(1).max(1);
    let paid = fen(item, "paid_fen").unwrap_or_default();
    RefundLine {
        id: text(item, "id").to_owned(),
        title: text(item, "title").to_owned(),
        unit_price_fen: Fen(paid.0 / quantity + i64::from(paid.0 % quantity > 0)),
        quantity,
        paid_fen: Some(paid),
        returned_before: 0,
        refunded_before_fen: Fen::ZERO,
        returning: if pays { quantity } else { 0 },
    }
}

/// Outward freight that other cases on the order have paid back.
fn freight_back(tx: &Tx<'_>, id: &str, case: &Row) -> Result<i64, Refusal> {
    let sql = "SELECT ifnull(sum(freight_back_fen), 0) FROM returns_exchange
               WHERE order_id = ?1 AND id <> ?2 AND money_state IN ('requested', 'refunded', 'mismatch')";
    Ok(tx.count(sql, &[case.get("order_id").cloned().unwrap_or_default(), id.into()])?)
}

/// The fee of the ruling, where the consumer took the return that carries one.
fn depreciation(tx: &Tx<'_>, case: &Row) -> Result<Fen, Refusal> {
    if text(case, "ruled_option") != "return_less_depreciation" {
        return Ok(Fen::ZERO);
    }
    let answer = tx.record_value(registry::shape(&RULING), text(case, "ruling_id"), "answer")?;
    match answer.get("depreciation_fen").and_then(Value::as_i64) {
        Some(fee) => Ok(Fen(fee)),
        None => Err(Refusal::bad("ruling_id", "判定没有给出折旧费，请在售后单里补填价款后重新判定")),
    }
}

fn fen(row: &Row, field: &str) -> Option<Fen> {
    row.get(field).and_then(Value::as_i64).map(Fen)
}

fn text<'r>(row: &'r Row, field: &str) -> &'r str {
    row.get(field).and_then(Value::as_str).unwrap_or_default()
}
