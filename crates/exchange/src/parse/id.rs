//! Ids are text for ever: order numbers, parcel numbers, phone numbers.

/// Longest id accepted, in characters.
const MAX_LEN: usize = 64;

/// Why an id in a rounded spelling is refused.
pub(crate) const ROUNDED: &str = "编号已被表格软件改写，后面的数字丢失了。请重新从平台下载，不要用表格软件打开后保存";

/// Takes off what programs wrap around a value to keep spreadsheets from changing it: white space and tabs, one
/// leading apostrophe, a formula wrapper `="…"`, and a pair of quotation marks.
#[must_use]
pub fn clean(text: &str) -> &str {
    let mut text = trim(text);
    if let Some(inner) = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        text = trim(inner);
    }
    text = trim(text.strip_prefix(['\'', '’', '‘']).unwrap_or(text));
    if text.len() >= 2
        && let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))
    {
        text = trim(inner);
    }
    text
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'))
}

/// Reads an id: `None` when empty, a reason when digits were lost or it is no id.
///
/// # Errors
/// A Chinese reason, when the text is a number in scientific notation or contains no digit, or anything but
/// letters, digits and `-_./`.
pub fn parse_id(text: &str) -> Result<Option<String>, &'static str> {
    let text = clean(text);
    if text.is_empty() {
        return Ok(None);
    }
    if is_scientific(text) {
        return Err(ROUNDED);
    }
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    if text.chars().count() > MAX_LEN || !text.chars().all(legal) || !text.contains(|c: char| c.is_ascii_digit()) {
        return Err("不是有效的编号");
    }
    Ok(Some(text.to_owned()))
}

/// `6.9E+18` and its like: what a spreadsheet makes of a long number.
pub(crate) fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let exponent_digits = exponent.strip_prefix('+').unwrap_or(exponent);
    let signed = exponent.starts_with('+');
    let mantissa = mantissa.strip_prefix(['+', '-']).unwrap_or(mantissa);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    // Without "+" only the form d.ddEnn is one; "1E5" may be a code of the shop.
    whole.len() == 1
        && digits(whole)
        && digits(fraction)
        && !exponent_digits.is_empty()
        && exponent_digits.len() <= 3
        && digits(exponent_digits)
        && (signed || mantissa.contains('.'))
}

/// A long number whose digits after the fifteenth are all zero, as after a round trip through a spreadsheet. One
/// such id proves nothing; see [`crate::Recognised::rounded_ids`].
pub(crate) fn looks_rounded(id: &str) -> bool {
    id.len() >= 17 && id.bytes().all(|b| b.is_ascii_digit()) && id.as_bytes()[15..].iter().all(|b| *b == b'0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wrappers_come_off() {
        for raw in [
            "1234567890123456789",
            "\t1234567890123456789",
            "'1234567890123456789",
            "=\"1234567890123456789\"",
            " 1234567890123456789\u{3000}",
            "\"1234567890123456789\"",
            "\u{feff}1234567890123456789",
            "\t'1234567890123456789",
        ] {
            assert_eq!(parse_id(raw), Ok(Some("1234567890123456789".to_owned())), "{raw:?}");
        }
        assert_eq!(parse_id(" \t'"), Ok(None));
        assert_eq!(clean("\""), "\"");
    }

    #[test]
    fn lost_digits_are_refused() {
        for raw in ["6.9E+18", "6.9e18", "=\"6.9E+18\"", "1E+10", "1.38E+10"] {
            assert_eq!(parse_id(raw), Err(ROUNDED), "{raw}");
        }
        assert_eq!(parse_id("1E5"), Ok(Some("1E5".to_owned())));
        assert_eq!(parse_id("260305-123456789012345"), Ok(Some("260305-123456789012345".to_owned())));
        assert!(parse_id("合计").is_err());
        assert!(looks_rounded("6900123456789010000"));
        assert!(!looks_rounded("6900123456789010230") && !looks_rounded("690012345678900"));
    }

    proptest! {
        #[test]
        fn any_digits_survive_any_wrapper(id in "[0-9]{1,30}", wrap in 0usize..5) {
            let raw = [id.clone(), format!("\t{id}"), format!("'{id}"), format!("=\"{id}\""), format!(" {id} ")];
            prop_assert_eq!(parse_id(&raw[wrap]), Ok(Some(id)));
        }

        #[test]
        fn never_panics(text in ".*") {
            let _ = (parse_id(&text), clean(&text).len());
        }
    }
}
