//! Amounts as they are written on papers. Input is fen.

/// ¥1,234.50, with the minus sign before the currency sign.
pub(crate) fn figures(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let abs = fen.unsigned_abs();
    format!("{sign}¥{}.{:02}", grouped(abs / 100), abs % 100)
}

fn grouped(yuan: u64) -> String {
    let digits = yuan.to_string();
    let mut out = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(d);
    }
    out
}

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const SECTIONS: [&str; 5] = ["", "万", "亿", "万亿", "亿亿"];

/// 壹仟贰佰叁拾肆元伍角 (正确填写票据和结算凭证的基本规定: 整 after 元 and 角, not after 分).
pub(crate) fn capitals(fen: i64) -> String {
    let sign = if fen < 0 { "负" } else { "" };
    let abs = fen.unsigned_abs();
    let (yuan, jiao, cent) = (abs / 100, abs / 10 % 10, abs % 10);
    let whole = if yuan > 0 { format!("{}元", integer(yuan)) } else { String::new() };
    let tail = match (jiao, cent) {
        (0, 0) if yuan == 0 => "零元整".to_owned(),
        (0, 0) => "整".to_owned(),
        (0, c) if yuan == 0 => format!("{}分", digit(c)),
        (0, c) => format!("零{}分", digit(c)),
        (j, 0) => format!("{}角整", digit(j)),
        (j, c) => format!("{}角{}分", digit(j), digit(c)),
    };
    format!("{sign}{whole}{tail}")
}

fn digit(d: u64) -> char {
    usize::try_from(d).ok().and_then(|i| DIGITS.get(i)).copied().unwrap_or('零')
}

fn integer(mut yuan: u64) -> String {
    let mut sections = Vec::new();
    while yuan > 0 {
        sections.push(yuan % 10_000);
        yuan /= 10_000;
    }
    let mut out = String::new();
    let mut zero = false;
    for (i, &section) in sections.iter().enumerate().rev() {
        if section == 0 {
            zero = true;
            continue;
        }
        if !out.is_empty() && (zero || section < 1000) {
            out.push('零');
        }
        zero = false;
        out.push_str(&four(section));
        out.push_str(SECTIONS.get(i).copied().unwrap_or(""));
    }
    out
}

/// A section of four places, without a leading zero.
fn four(section: u64) -> String {
    let mut out = String::new();
    let mut zero = false;
    for place in (0u32..4).rev() {
        let d = section / 10u64.pow(place) % 10;
        if d == 0 {
            zero = !out.is_empty();
            continue;
        }
        if zero {
            out.push('零');
            zero = false;
        }
        out.push(digit(d));
        out.push_str(PLACES.get(place as usize).copied().unwrap_or(""));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{capitals, figures};

    #[test]
    fn amounts_in_figures_and_capitals() {
        for (fen, fig, cap) in [
            (0, "¥0.00", "零元整"),
            (1, "¥0.01", "壹分"),
            (10, "¥0.10", "壹角整"),
            (105, "¥1.05", "壹元零伍分"),
            (123_450, "¥1,234.50", "壹仟贰佰叁拾肆元伍角整"),
            (100_000_000, "¥1,000,000.00", "壹佰万元整"),
            (100_010_000, "¥1,000,100.00", "壹佰万零壹佰元整"),
            (1_000_001_00, "¥1,000,001.00", "壹佰万零壹元整"),
            (1_040_907_05, "¥1,040,907.05", "壹佰零肆万零玖佰零柒元零伍分"),
            (100_000_000_00, "¥100,000,000.00", "壹亿元整"),
            (-3999, "-¥39.99", "负叁拾玖元玖角玖分"),
        ] {
            assert_eq!(figures(fen), fig);
            assert_eq!(capitals(fen), cap, "{fen}");
        }
    }
}
