//! The provincial layer. Four provinces change or add something; elsewhere national law stands alone.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

const OVERRIDES: &str = include_str!("../data/province_overrides.csv");

/// One provincial rule as collected, with its source, for the screen that shows where the layer comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProvinceRule {
    /// Province, in English as collected.
    pub province: String,
    /// The text and article.
    pub rule: String,
    /// What it changes.
    pub effect_on_engine: String,
    /// Where it was read.
    pub source: String,
    /// How far it can be relied on, as recorded.
    pub confidence: String,
}

impl ProvinceRule {
    /// Every rule of the provincial layer.
    #[must_use]
    pub fn all() -> Vec<Self> {
        csv::Reader::from_reader(OVERRIDES.as_bytes()).into_deserialize().flatten().collect()
    }
}

/// Province whose consumer regulations apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Province {
    /// No province given.
    National,
    /// No depreciation, 7/15 days from delivery, 35-day total, loaner after five days.
    Zhejiang,
    /// Thirty days in the shop give exchange or full return.
    Shandong,
    /// Six months for quality claims where no period exists.
    Beijing,
    /// Refund within seven days.
    Shanghai,
    /// Named, but no rule of its own is held.
    Other,
}

impl Province {
    /// Reads 浙江, 浙江省, 浙江省杭州市; an empty name is national.
    #[must_use]
    pub fn read(name: Option<&str>) -> Self {
        let name = name.unwrap_or_default().trim();
        match name.chars().take(2).collect::<String>().as_str() {
            "" | "全国" | "中国" => Self::National,
            "浙江" => Self::Zhejiang,
            "山东" => Self::Shandong,
            "北京" => Self::Beijing,
            "上海" => Self::Shanghai,
            _ if name.eq_ignore_ascii_case("zhejiang") => Self::Zhejiang,
            _ if name.eq_ignore_ascii_case("shandong") => Self::Shandong,
            _ => Self::Other,
        }
    }

    /// Suffix of `rule_set`, empty where the province changes no outcome.
    pub(crate) fn layer(&self) -> &'static str {
        match self {
            Self::Zhejiang => "+zhejiang",
            Self::Shandong => "+shandong",
            _ => "",
        }
    }
}

pub(crate) const ZHEJIANG_26: &str = "《浙江省实施〈消费者权益保护法〉办法》第二十六条";
pub(crate) const ZHEJIANG_30: &str = "《浙江省实施〈消费者权益保护法〉办法》第三十条";
pub(crate) const SHANDONG_27: &str = "《山东省消费者权益保护条例》第二十七条";
/// Total days in repair above which Zhejiang gives exchange or return.
pub(crate) const ZHEJIANG_TOTAL: i64 = 35;
/// Days of repair after which Zhejiang wants a loan unit.
pub(crate) const ZHEJIANG_LOANER: i64 = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_collected_rule_is_read() {
        assert_eq!(ProvinceRule::all().len(), OVERRIDES.lines().count() - 1);
    }

    #[test]
    fn reads_common_spellings() {
        for (name, want) in [
            (None, Province::National),
            (Some(""), Province::National),
            (Some("浙江省"), Province::Zhejiang),
            (Some(" 山东 "), Province::Shandong),
            (Some("北京市"), Province::Beijing),
            (Some("四川"), Province::Other),
        ] {
            assert_eq!(Province::read(name), want);
        }
    }
}
