//! Money as whole fen, read through decimal text and never through a float.

use crate::heading::half_width;
use crate::parse::id::clean;

/// Reads an amount in yuan as fen; `None` when empty. Drops 元, ¥ and thousands marks.
///
/// # Errors
/// A Chinese reason: more than two decimals (1.500 too), misplaced thousands marks, no number, out of range.
pub fn parse_fen(text: &str) -> Result<Option<i64>, &'static str> {
    let half: String = clean(text).chars().map(half_width).collect();
    let bare = strip_currency(&half);
    if bare.is_empty() {
        return Ok(None);
    }
    let (negative, digits) = match bare.strip_prefix('-') {
        Some(rest) => (true, strip_currency(rest)),
        None => (false, bare.strip_prefix('+').unwrap_or(bare)),
    };
    let fen = unsigned_fen(digits)?;
    Ok(Some(if negative { -fen } else { fen }))
}

fn strip_currency(text: &str) -> &str {
    let text = text.trim();
    let text = ["人民币", "RMB", "CNY", "¥", "￥"].iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text);
    text.strip_suffix('元').unwrap_or(text).trim()
}

fn unsigned_fen(text: &str) -> Result<i64, &'static str> {
    const NO_NUMBER: &str = "不是金额";
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let whole = without_thousands(whole).ok_or("金额的千分位写法不对")?;
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(&whole) || !all_digits(decimals) || text.ends_with('.') {
        return Err(NO_NUMBER);
    }
    if decimals.len() > 2 {
        return Err("金额最多两位小数");
    }
    format!("{whole}{decimals:0<2}").parse().map_err(|_| "金额过大")
}

/// Groups of three after the first mark, or no mark at all.
fn without_thousands(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let sound = rest.is_empty() || ((1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3));
    sound.then(|| whole.replace(',', ""))
}

/// Fen as yuan with two decimals, e.g. `-12.30`.
#[must_use]
pub fn format_fen(fen: i64) -> String {
    let (sign, abs) = (if fen < 0 { "-" } else { "" }, fen.unsigned_abs());
    format!("{sign}{}.{:02}", abs / 100, abs % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts() {
        let good = [
            ("1.50", 150),
            ("59.9", 5990),
            ("59", 5900),
            ("¥1,234.50", 123_450),
            ("1,234.50元", 123_450),
            ("￥ 0.01", 1),
            ("-12.30", -1230),
            ("１２．３０", 1230),
            ("+3", 300),
            ("\t'8.00", 800),
            ("-¥5", -500),
            ("=\"9.90\"", 990),
        ];
        for (text, fen) in good {
            assert_eq!(parse_fen(text), Ok(Some(fen)), "{text}");
        }
        assert_eq!(parse_fen(" "), Ok(None));
        for bad in ["1.500", "1.5.0", "1,23", "abc", "1.2E+3", "--1", ".", "5.", ".5", "99999999999999999999", "1 2", "一元"] {
            assert!(parse_fen(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn round_trip(fen in -1_000_000_000_000_000i64..1_000_000_000_000_000) {
            prop_assert_eq!(parse_fen(&format_fen(fen)), Ok(Some(fen)));
        }

        #[test]
        fn never_panics(text in "\\PC*", odd in "[-+.,0-9元¥ ]{0,24}") {
            let _ = (parse_fen(&text), parse_fen(&odd));
        }
    }
}
