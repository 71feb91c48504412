//! 退换明细: a line of the order and how many pieces of it.

use serde_json::{Value, json};
use shounuo_store::{Row, Tx};

use crate::capabilities::orders::ORDER_LINE;
use crate::kernel::actor::COUNTER;
use crate::kernel::field::{Field, Find, int, link, money, text};
use crate::kernel::flow::{Guard, State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN};
use crate::kernel::work::Work;
use crate::kernel::{Refusal, registry};

const CASE: Field = link("case_id", "退换货单", "returns_exchange").required();
const LINE: Field = link("order_line_id", "订单行", "order_line");
const TITLE: Field = text("title", "商品").find(Find::Name).help("没有订单时填写");
const QUANTITY: Field = int("quantity", "件数").guarded().help("留空为全部");
const PAID: Field = money("paid_fen", "实付货款").help("没有订单时填写，按件数合计");

const STATES: &[State] = &[open("listed", "在办"), ended("dropped", "已移除")];
const FLOW: &[Step] = &[
    on("list", "加一行").to("listed").by(COUNTER).asks(&[CASE, LINE, TITLE, QUANTITY, PAID]).then(list).cites("000 6.3.1"),
    on("drop", "移除").from(&["listed"]).to("dropped").by(COUNTER).guard(&[IN_REVIEW]),
];

/// 退换明细.
pub static RETURN_ITEM: Kind = Kind {
    name: "return_item",
    label: "退换明细",
    fields: &[CASE, LINE, TITLE, QUANTITY, int("bought", "购买件数"), PAID, money("amount_fen", "退款")],
    states: STATES,
    flow: FLOW,
    ..PLAIN
};

const IN_REVIEW: Guard = Guard { name: "in_review", says: "退换货单还在审核", test: in_review };

fn in_review(work: &Work<'_>) -> Result<(), Refusal> {
    let state = work.tx.value("SELECT state FROM returns_exchange WHERE id = ?1", &[work.get("case_id").clone()])?;
    if state == "review" {
        Ok(())
    } else {
        Err(Refusal::guard("已经审核过，不能再改退换的商品；要改请撤销后重新申请"))
    }
}

fn list(work: &mut Work<'_>) -> Result<(), Refusal> {
    in_review(work)?;
    match work.get("order_line_id").as_str().map(str::to_owned) {
        Some(line) => of_order(work, &line),
        None => without_order(work),
    }
}

fn of_order(work: &mut Work<'_>, line_id: &str) -> Result<(), Refusal> {
    let line = work.load(&ORDER_LINE, line_id)?.ok_or_else(Refusal::not_found)?;
    let order = work.tx.value("SELECT order_id FROM returns_exchange WHERE id = ?1", &[work.get("case_id").clone()])?;
    if line.get("order_id") != Some(&order) {
        return Err(Refusal::bad("order_line_id", "这一行不在本单的订单里，请重新选择"));
    }
    no_open_application(work, line_id)?;
    let (bought, before) = (bought(&line), returned(work.tx, line_id, work.text("case_id"))?);
    let asked = work.get("quantity").as_i64().unwrap_or(bought - before);
    if asked < 1 || asked > bought - before {
        return Err(Refusal::bad("quantity", format!("买了 {bought} 件，已退 {before} 件，最多还能退 {} 件", (bought - before).max(0))));
    }
    work.set("title", line.get("title").cloned().unwrap_or_default());
    work.set("quantity", asked);
    work.set("bought", bought);
    Ok(())
}

fn without_order(work: &mut Work<'_>) -> Result<(), Refusal> {
    let order = work.tx.value("SELECT order_id FROM returns_exchange WHERE id = ?1", &[work.get("case_id").clone()])?;
    if order.is_string() {
        return Err(Refusal::bad("order_line_id", "请选择退的是订单的哪一行"));
    }
    if work.text("title").is_empty() {
        return Err(Refusal::bad("title", "请填写商品"));
    }
    let asked = work.get("quantity").as_i64().unwrap_or(1);
    if asked < 1 {
        return Err(Refusal::bad("quantity", "件数至少为 1"));
    }
    work.set("quantity", asked);
    work.set("bought", asked);
    Ok(())
}

/// One open application for a line at a time: what the first one takes back is not known before it ends.
fn no_open_application(work: &Work<'_>, line: &str) -> Result<(), Refusal> {
    let sql = "SELECT c.number FROM return_item i JOIN returns_exchange c ON c.id = i.case_id JOIN case_index x ON x.id = c.id
               WHERE i.order_line_id = ?1 AND i.state = 'listed' AND i.id <> ?2 AND x.ended = 0 ORDER BY c.number LIMIT 1";
    match work.tx.value(sql, &[line.into(), work.id.as_str().into()])?.as_str() {
        Some(number) => Err(Refusal::bad("order_line_id", format!("这件商品已有在办的退换货单 {number}，请在那一单里办理"))),
        None => Ok(()),
    }
}

/// Pieces bought; a line whose file names no quantity is one piece.
pub(super) fn bought(line: &Row) -> i64 {
    line.get("quantity").and_then(Value::as_i64).unwrap_or(1).max(1)
}

/// Pieces of a line that other cases have taken back for money, or never sent. An exchanged piece is with the consumer
/// again.
pub(super) fn returned(tx: &Tx<'_>, line: &str, other_than: &str) -> Result<i64, Refusal> {
    let sql = "SELECT ifnull(sum(i.quantity), 0) FROM return_item i JOIN returns_exchange c ON c.id = i.case_id
               WHERE i.order_line_id = ?1 AND i.state = 'listed' AND c.id <> ?2 AND c.state NOT IN ('refused', 'cancelled')
                 AND (c.application = 'return_refund' OR (c.application = 'refund_only' AND c.dispatch = 'unshipped'))";
    Ok(tx.count(sql, &[line.into(), other_than.into()])?)
}

/// Money paid back on a line by other cases, or on its way.
pub(super) fn refunded(tx: &Tx<'_>, line: &str, other_than: &str) -> Result<i64, Refusal> {
    let sql = "SELECT ifnull(sum(i.amount_fen), 0) FROM return_item i JOIN returns_exchange c ON c.id = i.case_id
               WHERE i.order_line_id = ?1 AND c.id <> ?2 AND c.money_state IN ('requested', 'refunded', 'mismatch')";
    Ok(tx.count(sql, &[line.into(), other_than.into()])?)
}

/// The items of a case, in the order in which they were listed.
pub(super) fn items(tx: &Tx<'_>, case: &str) -> Result<Vec<Row>, Refusal> {
    let tail = "case_id = ?1 AND state = 'listed' ORDER BY created_ms, id";
    Ok(tx.records(registry::shape(&RETURN_ITEM), tail, &[json!(case)])?)
}
