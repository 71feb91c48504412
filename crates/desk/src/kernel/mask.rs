//! How personal values are shown to those who have not asked for them, with a reason, in the ledger.

use serde_json::Value;
use shounuo_store::Row;

use super::field::Mask;
use super::kind::Kind;

/// A record as it may leave the core: personal fields masked.
#[must_use]
pub fn masked(kind: &Kind, mut row: Row) -> Row {
    for field in kind.fields.iter().filter(|field| field.mask != Mask::Open) {
        if let Some(value) = row.get_mut(field.name)
            && let Some(text) = value.as_str()
        {
            *value = if field.mask == Mask::Hidden { Value::Null } else { Value::String(mask(field.mask, text)) };
        }
    }
    row
}

/// One value, masked. What came masked from a platform stays as it is.
#[must_use]
pub fn mask(how: Mask, text: &str) -> String {
    if how == Mask::Open || (how != Mask::Hidden && text.contains('*')) {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    match how {
        Mask::Open => text.to_owned(),
        Mask::Hidden => String::new(),
        Mask::Name => keep(&characters, 1, 0, 2),
        Mask::Phone if characters.len() >= 11 => keep(&characters, 3, 4, 4),
        Mask::Phone => keep(&characters, 0, 2, 4),
        Mask::Account => keep(&characters, 1, 1, 3),
        Mask::Address => address(text),
    }
}

/// The first and last so many characters with stars between; never more than half of the text.
fn keep(characters: &[char], first: usize, last: usize, stars: usize) -> String {
    if characters.len() < 2 * (first + last) && characters.len() < 11 {
        let head: String = characters.iter().take(first.min(characters.len() / 2)).collect();
        return head + &"*".repeat(stars);
    }
    let head: String = characters[..first].iter().collect();
    let tail: String = characters[characters.len() - last..].iter().collect();
    head + &"*".repeat(stars) + &tail
}

/// Province, city and district stay; street, house and room go.
fn address(text: &str) -> String {
    let cut = ["区", "县", "旗", "市", "州", "省"].iter().find_map(|end| text.find(end).map(|at| at + end.len()));
    match cut {
        Some(at) => format!("{}***", &text[..at]),
        None => "***".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_tells_more_than_its_mask_says() {
        for (how, value, shown) in [
            (Mask::Name, "张三丰", "张**"),
            (Mask::Name, "张三", "张**"),
            (Mask::Name, "张", "**"),
            (Mask::Phone, "13812345678", "138****5678"),
            (Mask::Phone, "62345678", "****78"),
            (Mask::Phone, "12", "****"),
            (Mask::Account, "tb_buyer_88", "t***8"),
            (Mask::Account, "ab", "a***"),
            (Mask::Address, "浙江省杭州市西湖区文三路 99 号 3 幢", "浙江省杭州市西湖区***"),
            (Mask::Address, "某处", "***"),
            (Mask::Name, "李**", "李**"),
        ] {
            assert_eq!(mask(how, value), shown, "{value}");
        }
    }
}
