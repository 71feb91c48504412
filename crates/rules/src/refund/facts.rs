use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::facts::BadFacts;
use crate::money::Fen;

/// Largest sum of an order: what every screen and file can hold exactly.
const MOST: i64 = 9_007_199_254_740_991;

/// Why goods go back, as far as money depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RefundGround {
    /// Seven days, without reason.
    NoReason,
    /// A fault of the goods.
    Quality,
    /// Other goods than were ordered.
    WrongItem,
    /// Less than was ordered.
    MissingItem,
    /// Not as the page said.
    NotAsDescribed,
    /// Agreed between the two.
    Negotiated,
    /// Not sent yet.
    Unshipped,
}

impl RefundGround {
    /// The Chinese name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::NoReason => "七日无理由",
            Self::Quality => "质量问题",
            Self::WrongItem => "发错商品",
            Self::MissingItem => "少发漏发",
            Self::NotAsDescribed => "与描述不符",
            Self::Negotiated => "协商一致",
            Self::Unshipped => "未发货",
        }
    }

    /// The shop performed badly: it bears the freight, both ways.
    #[must_use]
    pub fn is_the_shops_fault(self) -> bool {
        matches!(self, Self::Quality | Self::WrongItem | Self::MissingItem | Self::NotAsDescribed)
    }
}

/// Who bore a discount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Bearer {
    /// The shop's coupon or promotion.
    Shop,
    /// The platform's coupon.
    Platform,
    /// Points of the consumer.
    Points,
    /// Red packets and vouchers that the consumer held.
    RedPacket,
}

impl Bearer {
    /// How it comes back.
    #[must_use]
    pub fn comes_back(self) -> &'static str {
        match self {
            Self::Shop => "商家优惠：不折现，优惠券能否再用按其规则",
            Self::Platform => "平台优惠：不折现，由平台按其规则退回",
            Self::Points => "积分：按比例原样退回，不折现",
            Self::RedPacket => "红包、购物金：按比例原样退回，不折现",
        }
    }

    /// It goes back to the consumer as what it was, by the share of the goods.
    #[must_use]
    pub fn is_in_kind(self) -> bool {
        matches!(self, Self::Points | Self::RedPacket)
    }
}

/// A discount on the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OrderDiscount {
    /// Its name, e.g. 满 300 减 30.
    pub label: String,
    /// Who bore it.
    pub bearer: Bearer,
    /// Its sum.
    pub amount_fen: Fen,
    /// Lines it applies to; empty for all.
    #[serde(default)]
    pub lines: Vec<String>,
}

/// A line of the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RefundLine {
    /// Id, as the discounts name it.
    pub id: String,
    /// What was sold.
    pub title: String,
    /// Price of one piece before discounts.
    pub unit_price_fen: Fen,
    /// Pieces bought, at least one.
    #[ts(type = "number")]
    pub quantity: i64,
    /// What was paid for the line, when the platform has split the order itself.
    #[serde(default)]
    pub paid_fen: Option<Fen>,
    /// Pieces that went back before.
    #[serde(default)]
    #[ts(type = "number")]
    pub returned_before: i64,
    /// Money paid back on the line before.
    #[serde(default)]
    pub refunded_before_fen: Fen,
    /// Pieces that go back now.
    #[serde(default)]
    #[ts(type = "number")]
    pub returning: i64,
}

/// Freight that was waived because the order reached a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WaivedFreight {
    /// The sum from which freight is free.
    pub free_from_fen: Fen,
    /// What it would have cost.
    pub freight_fen: Fen,
}

/// What a refund is computed from: the whole order, not only what goes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RefundFacts {
    /// Why.
    pub ground: RefundGround,
    /// All lines of the order.
    pub lines: Vec<RefundLine>,
    /// Its discounts, in the order in which they were applied.
    #[serde(default)]
    pub discounts: Vec<OrderDiscount>,
    /// What was paid in all, freight included, when it is known.
    #[serde(default)]
    pub paid_fen: Option<Fen>,
    /// Outward freight that the consumer paid.
    #[serde(default)]
    pub freight_fen: Fen,
    /// Part of it that was paid back before.
    #[serde(default)]
    pub freight_refunded_fen: Fen,
    /// Everything paid back on the order before, when that is more than the lines and the freight say.
    #[serde(default)]
    pub refunded_before_fen: Fen,
    /// What the consumer laid out to send the goods back.
    #[serde(default)]
    pub return_freight_fen: Fen,
    /// It was agreed that the shop bears the way back.
    #[serde(default)]
    pub return_freight_by_shop: bool,
    /// Freight waived for the sum of the order, when the shop wants it back.
    #[serde(default)]
    pub waived_freight: Option<WaivedFreight>,
    /// Marked price of a gift that does not come back.
    #[serde(default)]
    pub missing_gift_fen: Fen,
    /// Depreciation by the 三包 ruling.
    #[serde(default)]
    pub depreciation_fen: Fen,
}

impl RefundFacts {
    pub(super) fn check(&self) -> Result<(), BadFacts> {
        if self.lines.is_empty() {
            return Err(BadFacts::new("lines", "订单没有商品行，无法计算退款，请先补齐订单明细"));
        }
        let ids: BTreeSet<&str> = self.lines.iter().map(|line| line.id.as_str()).collect();
        if ids.len() != self.lines.len() {
            return Err(BadFacts::new("lines", "订单行重复，请核对订单明细"));
        }
        self.lines.iter().try_for_each(RefundLine::check)?;
        for discount in &self.discounts {
            not_negative("discounts", discount.amount_fen)?;
            if discount.lines.iter().any(|line| !ids.contains(line.as_str())) {
                return Err(BadFacts::new("discounts", "优惠所指的商品行不在这笔订单里，请重新选择"));
            }
        }
        self.sums_are_sound()
    }

    fn sums_are_sound(&self) -> Result<(), BadFacts> {
        for (field, sum) in [
            ("paid_fen", self.paid_fen.unwrap_or_default()),
            ("freight_fen", self.freight_fen),
            ("freight_refunded_fen", self.freight_refunded_fen),
            ("refunded_before_fen", self.refunded_before_fen),
            ("return_freight_fen", self.return_freight_fen),
            ("missing_gift_fen", self.missing_gift_fen),
            ("depreciation_fen", self.depreciation_fen),
        ] {
            not_negative(field, sum)?;
        }
        if let Some(waived) = self.waived_freight {
            not_negative("waived_freight", waived.free_from_fen)?;
            not_negative("waived_freight", waived.freight_fen)?;
        }
        // What follows adds and subtracts parts of these: bounded here, nothing can overflow later.
        let lists = self.lines.iter().map(|line| i128::from(line.unit_price_fen.0) * i128::from(line.quantity));
        let paid = self.lines.iter().map(|line| i128::from(line.paid_fen.unwrap_or_default().0));
        let refunded = self.lines.iter().map(|line| i128::from(line.refunded_before_fen.0));
        let all = lists.chain(paid).chain(refunded).sum::<i128>() + i128::from(self.freight_fen.0);
        if all > i128::from(MOST) { Err(BadFacts::new("lines", "金额过大，请核对单价与数量")) } else { Ok(()) }
    }

    /// Every piece of the order has gone back, with this refund.
    pub(super) fn all_goes_back(&self) -> bool {
        self.lines.iter().all(|line| line.returned_before + line.returning == line.quantity)
    }
}

impl RefundLine {
    fn check(&self) -> Result<(), BadFacts> {
        for sum in [self.unit_price_fen, self.paid_fen.unwrap_or_default(), self.refunded_before_fen] {
            not_negative("lines", sum)?;
        }
        if !(1..=MOST).contains(&self.quantity) {
            return Err(BadFacts::new("quantity", "购买数量至少为 1，请核对订单明细"));
        }
        let room = self.quantity.checked_sub(self.returned_before).filter(|room| *room >= 0 && self.returned_before >= 0);
        match room {
            Some(room) if (0..=room).contains(&self.returning) => Ok(()),
            _ => Err(BadFacts::new(
                "quantity",
                &format!("“{}”买了 {} 件，已退 {} 件，不能再退 {} 件", self.title, self.quantity, self.returned_before, self.returning),
            )),
        }
    }

    /// Pieces times price.
    pub(super) fn list(&self) -> i64 {
        self.unit_price_fen.0.saturating_mul(self.quantity)
    }
}

fn not_negative(field: &str, sum: Fen) -> Result<(), BadFacts> {
    if (0..=MOST).contains(&sum.0) {
        Ok(())
    } else {
        Err(BadFacts::new(field, "金额不能为负，也不能大到无法计算，请核对"))
    }
}
