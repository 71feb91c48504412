//! What is paid back when goods of an order come back, or never left: list price, discounts split to the fen, what was
//! paid back before, freight by the ground of the return, deductions.
//!
//! Money is what the consumer paid in cash. Discounts are never paid out; points and red packets go back in kind. Part of
//! an order is settled at the prices of the purchase: what stays with the consumer is not priced anew.

mod deductions;
mod facts;
mod freight;
mod split;
mod table;

pub use facts::{Bearer, OrderDiscount, RefundFacts, RefundGround, RefundLine, WaivedFreight};
pub use split::{part_of, shares};
pub use table::{Deduction, DiscountColumn, RefundRow, RefundTable};

use crate::facts::BadFacts;

/// Quality goods, article 24: the seller bears necessary costs such as transport.
pub(crate) const LAW_24: &str = "《消费者权益保护法》第二十四条";
/// Returns without reason, article 25: the price goes back within seven days of the goods.
pub(crate) const LAW_25: &str = "《消费者权益保护法》第二十五条";
/// The measure on those returns.
pub(crate) const MEASURE: &str = "《网络购买商品七日无理由退货暂行办法》";
/// A sale that was not performed is undone.
pub(crate) const CONTRACT: &str = "《民法典》第五百六十六条";

/// Computes the table of a refund. The same facts give the same table.
///
/// # Errors
/// `bad_facts` with the field: sums that contradict each other, or more pieces than were bought.
pub fn refund(facts: &RefundFacts) -> Result<RefundTable, BadFacts> {
    facts.check()?;
    table::compute(facts)
}

#[cfg(test)]
mod tests;
