//! Dates and amounts as they are written on papers.

use jiff::civil::Date;

/// 2026年3月5日.
pub(crate) fn chinese_date(d: Date) -> String {
    format!("{}年{}月{}日", d.year(), d.month(), d.day())
}

const ORDINALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// 一 for 1; figures beyond ten.
pub(crate) fn chinese_ordinal(n: usize) -> String {
    n.checked_sub(1).and_then(|i| ORDINALS.get(i)).map_or_else(|| n.to_string(), |s| (*s).to_owned())
}
