//! Money in integer fen and rates in exact parts per million. No floating point anywhere.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

/// An amount of money in fen (1/100 yuan).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Fen(pub i64);

/// Why a text is not an amount or a rate. The message is Chinese and says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NumberError {
    /// Empty text or something that is not a plain decimal number.
    #[error("金额或比率只能填数字，例如 1234.50")]
    NotANumber,
    /// More decimals than the unit can hold.
    #[error("小数位太多：金额最多两位小数（分），请改正后再填")]
    TooPrecise,
    /// Larger than can be held.
    #[error("数字过大，请核对是否多输了几位")]
    TooLarge,
}

/// Splits `-1,234.5` into sign, digits and decimals; the decimals are padded to `places`.
fn parse_scaled(text: &str, places: usize) -> Result<i64, NumberError> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let text = text.strip_prefix(['¥', '￥']).unwrap_or(text).replace([',', '，'], "");
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(decimals) || text.ends_with('.') {
        return Err(NumberError::NotANumber);
    }
    if decimals.len() > places {
        return Err(NumberError::TooPrecise);
    }
    let digits = format!("{whole}{decimals:0<places$}");
    let value: i64 = digits.parse().map_err(|_| NumberError::TooLarge)?;
    Ok(if negative { -value } else { value })
}

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Reads yuan as people write them (`1234.5`, `¥1,234.50`). Three decimals are refused, not rounded.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        parse_scaled(text, 2).map(Self)
    }

    /// Sum, `None` on overflow.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Difference, `None` on overflow.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Product with a count, `None` on overflow.
    #[must_use]
    pub fn checked_mul(self, count: i64) -> Option<Self> {
        self.0.checked_mul(count).map(Self)
    }

    /// `self - other`, but never below zero.
    #[must_use]
    pub fn minus_floor_zero(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).max(0))
    }

    /// The amount in Chinese capital numerals as invoices and receipts want it, e.g. 壹仟贰佰叁拾肆元伍角整.
    #[must_use]
    pub fn in_capitals(self) -> String {
        capitals(self.0)
    }
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}¥{}.{:02}", with_thousands(magnitude / 100), magnitude % 100)
    }
}

fn with_thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 6] = ["", "万", "亿", "万亿", "亿亿", "万亿亿"];

fn digit(n: u64) -> char {
    DIGITS.get((n % 10) as usize).copied().unwrap_or('零')
}

/// Capital numerals; the zero between two non-zero digits is written once, 角 zero before 分 is written 零.
fn capitals(fen: i64) -> String {
    let magnitude = fen.unsigned_abs();
    let (yuan, jiao, cents) = (magnitude / 100, magnitude / 10 % 10, magnitude % 10);
    let mut out = String::from(if fen < 0 { "负" } else { "" });
    if yuan > 0 || magnitude == 0 {
        out.push_str(&whole_capitals(yuan));
        out.push('元');
    }
    match (jiao, cents) {
        (0, 0) => out.push('整'),
        (_, 0) => out.extend([digit(jiao), '角', '整']),
        (0, _) if yuan > 0 => out.extend(['零', digit(cents), '分']),
        (0, _) => out.extend([digit(cents), '分']),
        _ => out.extend([digit(jiao), '角', digit(cents), '分']),
    }
    out
}

fn whole_capitals(yuan: u64) -> String {
    if yuan == 0 {
        return "零".to_owned();
    }
    let digits: Vec<u64> = yuan.to_string().bytes().map(|b| u64::from(b - b'0')).collect();
    let (mut out, mut zero_pending, mut group_has_digit) = (String::new(), false, false);
    for (i, &d) in digits.iter().enumerate() {
        let place = digits.len() - 1 - i;
        if d == 0 {
            zero_pending = true;
        } else {
            if zero_pending && !out.is_empty() {
                out.push('零');
            }
            zero_pending = false;
            group_has_digit = true;
            out.push(digit(d));
            out.push_str(PLACES.get(place % 4).copied().unwrap_or(""));
        }
        if place.is_multiple_of(4) && group_has_digit {
            out.push_str(GROUPS.get(place / 4).copied().unwrap_or(""));
            group_has_digit = false;
        }
    }
    out
}

/// A daily depreciation rate in parts per million, so that 0.05 % is 500. Exact, never a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Rate(pub u32);

impl Rate {
    /// Parts in one whole.
    pub const WHOLE: i128 = 1_000_000;

    /// Reads a fraction such as `0.0005`.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let parts = parse_scaled(text, 6)?;
        u32::try_from(parts).map(Self).map_err(|_| NumberError::TooLarge)
    }

    /// `price × rate × days`, rounded half up to the fen. Saturates instead of overflowing.
    #[must_use]
    pub fn of(self, price: Fen, days: i64) -> Fen {
        let exact = i128::from(price.0).saturating_mul(i128::from(self.0)).saturating_mul(i128::from(days.max(0)));
        let rounded = exact.saturating_add(Self::WHOLE / 2).div_euclid(Self::WHOLE);
        Fen(i64::try_from(rounded).unwrap_or(i64::MAX))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:04}", self.0 / 10_000, self.0 % 10_000);
        let shown = text.trim_end_matches('0').trim_end_matches('.');
        write!(f, "{shown}%")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_yuan_with_thousands() {
        for (fen, text) in [(123_450, "¥1,234.50"), (0, "¥0.00"), (-5, "-¥0.05"), (100_000_000, "¥1,000,000.00")] {
            assert_eq!(Fen(fen).to_string(), text);
        }
        assert_eq!(Fen(i64::MIN).to_string(), "-¥92,233,720,368,547,758.08");
    }

    #[test]
    fn capitals_follow_the_invoice_rules() {
        for (fen, text) in [
            (123_450, "壹仟贰佰叁拾肆元伍角整"),
            (0, "零元整"),
            (5, "伍分"),
            (50, "伍角整"),
            (10_005, "壹佰元零伍分"),
            (10_050, "壹佰元伍角整"),
            (100_100, "壹仟零壹元整"),
            (1_000_000, "壹万元整"),
            (10_000_100, "壹拾万零壹元整"),
            (10_010_000, "壹拾万零壹佰元整"),
            (10_000_000_000, "壹亿元整"),
            (10_000_100_000, "壹亿零壹仟元整"),
            (-123, "负壹元贰角叁分"),
        ] {
            assert_eq!(Fen(fen).in_capitals(), text, "{fen}");
        }
    }

    #[test]
    fn reads_yuan_and_refuses_a_third_decimal() {
        assert_eq!(Fen::parse("¥1,234.5"), Ok(Fen(123_450)));
        assert_eq!(Fen::parse(" -0.05 "), Ok(Fen(-5)));
        assert_eq!(Fen::parse("12.345"), Err(NumberError::TooPrecise));
        for bad in ["", "abc", "1.", ".5", "1e3", "１２", "--1"] {
            assert_eq!(Fen::parse(bad), Err(NumberError::NotANumber), "{bad}");
        }
        assert_eq!(Fen::parse("999999999999999999999"), Err(NumberError::TooLarge));
    }

    #[test]
    fn fee_rounds_half_up() {
        let rate = Rate::parse("0.001").unwrap();
        assert_eq!(rate.of(Fen(399_900), 365), Fen(145_964));
        assert_eq!(rate.of(Fen(459_900), 46), Fen(21_155));
        assert_eq!(Rate(500).to_string(), "0.05%");
        assert_eq!(Rate(5000).to_string(), "0.5%");
        assert_eq!(Rate(0).to_string(), "0%");
        assert_eq!(Rate(u32::MAX).of(Fen(i64::MAX), i64::MAX), Fen(i64::MAX));
    }
}
