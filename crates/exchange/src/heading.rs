//! Headings as they are compared: one form for the many ways programs write the same words.

/// Characters that never tell one heading from another.
const DROPPED: &[char] = &[
    '"', '\'', '“', '”', '‘', '’', '「', '」', '(', ')', '[', ']', '{', '}', '【', '】', '《', '》', '*', ':', '=', '`', '\u{feff}',
    '\u{200b}', '\u{200c}', '\u{200d}',
];

/// Units that may end a heading, in brackets or bare.
const UNITS: &[&str] = &["人民币", "rmb", "cny", "元", "￥", "¥", "件", "个", "kg", "克"];

/// Normalises a heading: full width to half width, lower case, without spaces, quotation marks, brackets and unit
/// tails; 帐 is read as 账. The raw text is kept elsewhere for display.
#[must_use]
pub fn normalise(raw: &str) -> String {
    let half: String = raw.chars().map(half_width).collect();
    let without_unit = strip_unit_in_brackets(&half);
    let bare: String = without_unit
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !DROPPED.contains(c))
        .map(|c| if c == '帐' { '账' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    strip_bare_unit(&bare).to_owned()
}

/// Full-width ASCII and the ideographic space as their half-width twins.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn strip_unit_in_brackets(text: &str) -> &str {
    let trimmed = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let Some(open) = trimmed.rfind(['(', '[', '【']) else { return trimmed };
    let inner = trimmed[open..].trim_matches(|c: char| c.is_whitespace() || "()[]【】".contains(c)).to_lowercase();
    let inner = inner.strip_prefix("单位").map_or(inner.as_str(), |rest| rest.trim_start_matches([':', ' ']));
    if UNITS.contains(&inner) { &trimmed[..open] } else { trimmed }
}

/// A bare 元 at the end, as in 打款商家金额元; other bare units could belong to the word.
fn strip_bare_unit(text: &str) -> &str {
    match text.strip_suffix('元') {
        Some(rest) if rest.chars().count() >= 3 => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn one_form_for_many_spellings() {
        let cases = [
            ("收货地址 ", "收货地址"),
            ("\"宝贝标题 \"", "宝贝标题"),
            ("商品总价(元)", "商品总价"),
            ("商品总价（元）", "商品总价"),
            ("商品数量（件）", "商品数量"),
            ("打款商家金额元", "打款商家金额"),
            ("金额(单位:元)", "金额"),
            ("下单帐号", "下单账号"),
            ("SKU件数", "sku件数"),
            ("ＳＫＵ件数", "sku件数"),
            ("\u{feff}订单编号", "订单编号"),
            ("退款的 申请时间", "退款的申请时间"),
            ("样式ID", "样式id"),
            ("单元", "单元"),
            ("", ""),
        ];
        for (raw, expected) in cases {
            assert_eq!(normalise(raw), expected, "{raw:?}");
            assert_eq!(normalise(expected), expected);
        }
    }
}
