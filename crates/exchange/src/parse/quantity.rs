//! Whole pieces.

use crate::parse::id::clean;

/// Reads a count; `None` when empty. `2`, `2.00` and `2件` are two.
pub(crate) fn parse_quantity(text: &str) -> Result<Option<i64>, &'static str> {
    let text = clean(text).trim_end_matches(['件', '个', '台', '只']).trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(decimals) || decimals.bytes().any(|b| b != b'0') {
        return Err("数量必须是不小于零的整数");
    }
    match whole.parse() {
        Ok(count) if count <= 1_000_000 => Ok(Some(count)),
        _ => Err("数量过大"),
    }
}

#[cfg(test)]
mod tests {
    use super::parse_quantity;

    #[test]
    fn counts() {
        for (text, count) in [("1", 1), ("2.00", 2), ("3件", 3), (" 12 ", 12), ("0", 0)] {
            assert_eq!(parse_quantity(text), Ok(Some(count)), "{text}");
        }
        assert_eq!(parse_quantity(""), Ok(None));
        for bad in ["-1", "1.5", "两", "1.", "99999999999"] {
            assert!(parse_quantity(bad).is_err(), "{bad}");
        }
    }
}
