//! The sums: what comes back, and the depreciation fee (readings 24 and 25).

use jiff::civil::Date;

use crate::catalogue::Confidence;
use crate::conventions::FeeLastDay;
use crate::money::{Fen, Rate};
use crate::ruling::Working;

/// Days, fee and refund; each absent where it does not apply or cannot be known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    pub(crate) days: Option<i64>,
    pub(crate) fee: Option<Fen>,
    pub(crate) refund: Option<Fen>,
}

/// A return at the full price.
pub(crate) fn full(price: Option<Fen>, clause: &str, working: &mut Working) -> Sums {
    let shown = price.map_or_else(|| "价格未填".to_owned(), |fen| fen.to_string());
    working.figure("全额退货，不收折旧费", clause, shown);
    Sums { days: Some(0), fee: Some(Fen::ZERO), refund: price }
}

/// What the fee is computed from.
#[derive(Debug, Clone)]
pub(crate) struct FeeFacts {
    pub(crate) from: Date,
    pub(crate) as_of: Date,
    /// Days of repair, running ones included.
    pub(crate) repair_days: i64,
    /// Days of waiting at home.
    pub(crate) wait_days: i64,
    pub(crate) price: Option<Fen>,
    pub(crate) rate: Option<Rate>,
    pub(crate) confidence: Confidence,
    pub(crate) clause: String,
    pub(crate) last_day: FeeLastDay,
}

/// Fee = price × daily rate × days used, half up to the fen, never above the price.
pub(crate) fn less_fee(facts: &FeeFacts, working: &mut Working) -> Sums {
    let held = crate::repairs::days_between(facts.from, facts.as_of) + i64::from(facts.last_day == FeeLastDay::Included);
    let days = (held - facts.repair_days - facts.wait_days).max(0);
    working.figure(
        format!("{} 至 {} 共 {held} 天 − 修理 {} 天 − 待件 {} 天", facts.from, facts.as_of, facts.repair_days, facts.wait_days),
        &format!("{}（P8）", facts.clause),
        format!("折旧 {days} 天"),
    );
    let Some(rate) = facts.rate else {
        working.warn("未查到该商品的日折旧率，折旧退货的金额须查明文本后另算，不得自行估计");
        return Sums { days: Some(days), fee: None, refund: None };
    };
    let Some(price) = facts.price else {
        working.warn("未填价格，折旧费和退款额无法计算，请补填发票价格");
        return Sums { days: Some(days), fee: None, refund: None };
    };
    let uncapped = rate.of(price, days);
    let fee = uncapped.min(price);
    working.figure_from(format!("{price} × {rate} × {days} 天"), &facts.clause, format!("折旧费 {uncapped}"), facts.confidence);
    if uncapped >= price && price > Fen::ZERO {
        working.figure("折旧费不超过货款", "本店规则（P11）", fee.to_string());
        working.warn("折旧费已达到货款，退货将无款可退，换货对消费者更有利，请告知消费者");
        working.note("P11", "折旧费以货款为限", "文本没有写明上限");
    }
    Sums { days: Some(days), fee: Some(fee), refund: Some(price.minus_floor_zero(fee)) }
}
