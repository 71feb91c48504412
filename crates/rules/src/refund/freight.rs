//! Who bears the freight: by the ground of the return, never by taste.

use super::facts::{RefundFacts, RefundGround};
use super::split::part_of;
use super::{CONTRACT, LAW_24, LAW_25, MEASURE};
use crate::money::Fen;
use crate::ruling::Working;

/// How much of the goods had gone back before and goes back now, by what was paid for them.
#[derive(Debug, Clone, Copy)]
pub(super) struct GoodsBack {
    pub before: i64,
    pub now: i64,
    pub all: i64,
}

/// Outward freight that is paid back now.
pub(super) fn outward(facts: &RefundFacts, paid: i64, goods: GoodsBack, working: &mut Working) -> i64 {
    let left = (paid - facts.freight_refunded_fen.0).max(0);
    if paid == 0 {
        working.figure("消费者没有支付首次运费", "订单", "不涉及");
        return 0;
    }
    let whole = facts.all_goes_back();
    let back = match facts.ground {
        ground if ground.is_the_shops_fault() => by_share(paid, left, whole, goods),
        RefundGround::Unshipped if !whole => 0,
        _ if whole => left,
        _ => 0,
    };
    let (text, clause) = words(facts.ground, whole);
    working.figure(format!("{text}：首次运费 {}，已退 {}", Fen(paid), Fen(paid - left)), &clause, Fen(back).to_string());
    if facts.ground == RefundGround::NoReason && whole {
        working.note("RF1", "全部退货时一并退还首次运费", "第二十五条只写明返还商品价款，也有理解为不退首次运费");
    }
    back
}

/// By the value that goes back, so that several returns never add up to more than was paid.
fn by_share(paid: i64, left: i64, whole: bool, goods: GoodsBack) -> i64 {
    if whole { left } else { part_of(paid, goods.before, goods.now, goods.all).min(left) }
}

fn words(ground: RefundGround, whole: bool) -> (String, String) {
    let label = ground.label();
    match ground {
        _ if ground.is_the_shops_fault() && whole => (format!("{label}，责任在商家，全退"), LAW_24.to_owned()),
        _ if ground.is_the_shops_fault() => (format!("{label}，责任在商家，按退回部分的实付分摊"), LAW_24.to_owned()),
        RefundGround::Unshipped if whole => ("未发货，全部取消".to_owned(), CONTRACT.to_owned()),
        RefundGround::Unshipped => ("未发货，只取消一部分，其余仍要寄送，不退".to_owned(), CONTRACT.to_owned()),
        RefundGround::NoReason if whole => ("无理由退货，全部商品退回".to_owned(), LAW_25.to_owned()),
        RefundGround::NoReason => ("无理由退货，只退一部分，不退".to_owned(), format!("{LAW_25}；{MEASURE}")),
        _ if whole => ("协商一致，全部商品退回".to_owned(), "双方约定".to_owned()),
        _ => ("协商一致，只退一部分，不退".to_owned(), "双方约定".to_owned()),
    }
}

/// What the consumer laid out for the way back and the shop owes beside the refund.
pub(super) fn back(facts: &RefundFacts, working: &mut Working) -> i64 {
    let laid_out = facts.return_freight_fen;
    let shop = facts.ground.is_the_shops_fault() || facts.return_freight_by_shop;
    let (text, clause) = match facts.ground {
        RefundGround::Unshipped => return 0,
        ground if ground.is_the_shops_fault() => (format!("退回运费由商家承担（{}）", ground.label()), LAW_24),
        _ if facts.return_freight_by_shop => ("退回运费约定由商家承担".to_owned(), "双方约定、商家承诺"),
        _ => ("退回运费由消费者承担，另有约定的除外".to_owned(), LAW_25),
    };
    let due = if shop { laid_out.0 } else { 0 };
    working.figure(format!("{text}，消费者垫付 {laid_out}"), clause, Fen(due).to_string());
    due
}
