//! The money lane: computed, asked of the platform by the way it was paid, compared with what the platform says it paid.

use serde_json::{Value, json};
use shounuo_rules::{Fen, RefundTable, shares};
use shounuo_store::Row;

use super::apply::dispatch_of;
use super::item::{self, RETURN_ITEM};
use super::lanes::{self, money};
use super::{RETURNS_EXCHANGE, sums};
use crate::capabilities::orders::SALES_ORDER;
use crate::kernel::actor::DECIDERS;
use crate::kernel::flow::Guard;
use crate::kernel::work::Work;
use crate::kernel::{Deed, Refusal};

pub const MONEY_DUE: Guard = Guard { name: "money_due", says: "有待退的款", test: money_due };
pub const MONEY_ASKED: Guard = Guard { name: "money_asked", says: "已向平台申请退款", test: money_asked };
pub const SUM_STILL_OPEN: Guard = Guard { name: "sum_still_open", says: "还没有申请退款", test: sum_still_open };

fn money_due(work: &Work<'_>) -> Result<(), Refusal> {
    match work.text("money_state") {
        money::DUE => Ok(()),
        money::NONE => Err(Refusal::guard("这一单不涉及退款")),
        _ => Err(Refusal::guard("已经向平台申请过退款")),
    }
}

fn money_asked(work: &Work<'_>) -> Result<(), Refusal> {
    match work.text("money_state") {
        money::REQUESTED | money::MISMATCH => Ok(()),
        money::REFUNDED => Err(Refusal::guard("退款已经登记")),
        _ => Err(Refusal::guard("还没有向平台申请退款")),
    }
}

fn sum_still_open(work: &Work<'_>) -> Result<(), Refusal> {
    match work.text("money_state") {
        money::NONE | money::DUE => Ok(()),
        _ => Err(Refusal::guard("已经申请退款，计算的依据不能再改")),
    }
}

/// The figures of the table are checked while they are typed, not only when the money goes.
pub fn check_sums(work: &mut Work<'_>) -> Result<(), Refusal> {
    sums::table(work.tx, &work.id, &work.record).map(drop)
}

/// Freezes the table and the sum, and hands the refund to the platform.
pub fn request(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("route") != "original" {
        return Err(Refusal::bad("route", "退款只能按原支付方式退回，不能退到其他账户"));
    }
    still_unsent(work)?;
    let table = sums::table(work.tx, &work.id, &work.record)?;
    let computed = computed(work, &table);
    let sum = work.input.get("refund_fen").and_then(Value::as_i64).unwrap_or(computed);
    may_be(work, sum, computed, table.most_fen.0)?;
    spread(work, &table, sum)?;
    work.set("computed_fen", computed);
    work.set("refund_fen", sum);
    work.set("return_freight_due_fen", table.return_freight_fen.0);
    work.set("refund_table", json!(table));
    lanes::move_money(work, money::REQUESTED);
    Ok(())
}

/// Goods that left after all are not given away with the money.
fn still_unsent(work: &Work<'_>) -> Result<(), Refusal> {
    match work.linked(&SALES_ORDER, "order_id")? {
        Some(order) if work.text("dispatch") == "unshipped" && dispatch_of(&order) == "shipped" => {
            Err(Refusal::guard("订单后来已经发货，不能再按未发货退款；请撤销本单，改登记退货退款，或先追回包裹"))
        }
        _ => Ok(()),
    }
}

/// Of an exchange only the price gap goes back.
fn computed(work: &Work<'_>, table: &RefundTable) -> i64 {
    if lanes::is_replacing(work.text("application")) { work.get("gap_fen").as_i64().unwrap_or(0) } else { table.refund_fen.0 }
}

fn may_be(work: &mut Work<'_>, sum: i64, computed: i64, most: i64) -> Result<(), Refusal> {
    if sum > most {
        return Err(Refusal::bad("refund_fen", format!("退款不能超过实付减已退的 {}", Fen(most))));
    }
    if sum == computed {
        return Ok(());
    }
    if !DECIDERS.contains(&work.actor.role) {
        return Err(Refusal::bad("refund_fen", format!("与计算的 {} 不同，须由经理核定并写明理由", Fen(computed))));
    }
    if work.asked("departure_reason").is_empty() {
        return Err(Refusal::bad("departure_reason", format!("与计算的 {} 不同，请写明理由", Fen(computed))));
    }
    work.set("departed_by", work.actor.id.clone());
    Ok(())
}

/// Puts the sum on the lines it is paid for, and on the freight: what a later refund may still give is counted from there.
fn spread(work: &mut Work<'_>, table: &RefundTable, sum: i64) -> Result<(), Refusal> {
    let items = item::items(work.tx, &work.id)?;
    let row = |item: &Row| {
        let line = item.get("order_line_id").filter(|line| line.is_string()).or_else(|| item.get("id")).cloned().unwrap_or_default();
        table.rows.iter().find(|row| json!(row.id) == line)
    };
    let mut weights: Vec<i64> = items.iter().map(|item| row(item).map_or(0, |row| row.refundable_fen.0)).collect();
    weights.push(table.freight_fen.0);
    if weights.iter().all(|weight| *weight == 0) {
        weights = items.iter().map(|item| row(item).map_or(1, |row| (row.net_paid_fen.0 - row.refunded_before_fen.0).max(1))).collect();
        weights.push(0);
    }
    let parts = shares(sum, &weights);
    for (item, part) in items.iter().zip(&parts) {
        let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
        work.also(&RETURN_ITEM, id, false, vec![("amount_fen", json!(part))])?;
    }
    work.set("freight_back_fen", parts.last().copied().unwrap_or(0));
    Ok(())
}

/// The platform did not pay: to be asked again.
pub fn failed(work: &mut Work<'_>) -> Result<(), Refusal> {
    lanes::move_money(work, money::DUE);
    Ok(())
}

/// What the platform says it paid, compared with what was asked.
pub fn result(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("refunded_on") > work.today().to_string().as_str() {
        return Err(Refusal::bad("refunded_on", "退款日期不能晚于今天"));
    }
    if work.get("refunded_fen").as_i64() != work.get("refund_fen").as_i64() {
        lanes::move_money(work, money::MISMATCH);
        return Ok(());
    }
    lanes::move_money(work, money::REFUNDED);
    let id = work.id.clone();
    work.then(Deed::on(&RETURNS_EXCHANGE, &id, "money_settled", Row::new()));
    Ok(())
}
