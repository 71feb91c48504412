//! How personal values are shown to those who have not asked for them, with a reason, in the ledger.

use serde_json::Value;
use shounuo_store::Row;

use super::field::Mask;
use super::kind::Kind;

/// A record as it may leave the core: personal fields masked.
#[must_use]
pub fn masked(kind: &Kind, mut row: Row) -> Row {
    for field in kind.fields.iter().filter(|field| field.mask != Mask::Open || field.personal) {
        let Some(value) = row.get_mut(field.name) else { continue };
        match value {
            Value::String(_) if field.mask == Mask::Hidden => *value = Value::Null,
            Value::String(text) => *text = mask(field.mask, text),
            // Columns of a file that nobody knows: any of them may speak of the buyer.
            Value::Object(columns) => columns.values_mut().for_each(|column| *column = Value::from("***")),
            _ => {}
        }
    }
    row
}

/// One value, masked. What came masked from a platform stays as it is.
#[must_use]
pub fn mask(how: Mask, text: &str) -> String {
    if how == Mask::Words {
        return without_numbers(text);
    }
    if how == Mask::Open || (how != Mask::Hidden && text.contains('*')) {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    match how {
        Mask::Open | Mask::Words => text.to_owned(),
        Mask::Hidden => String::new(),
        Mask::Name => keep(&characters, 1, 0, 2),
        Mask::Phone if characters.len() >= 11 => keep(&characters, 3, 4, 4),
        Mask::Phone => keep(&characters, 0, 2, 4),
        Mask::Account => keep(&characters, 1, 1, 3),
        Mask::Address => address(text),
    }
}

/// Words with their mobile numbers (11 digits from 1) and identity numbers (18 digits, the last may be X) masked.
fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for character in text.chars() {
        if character.is_ascii_digit() {
            run.push(character);
            continue;
        }
        // An X ends an identity number: what follows without a space is a number of its own.
        let ends = run.len() == 17 && matches!(character, 'X' | 'x');
        run.extend(ends.then_some(character));
        out.push_str(&number(&std::mem::take(&mut run)));
        out.extend((!ends).then_some(character));
    }
    out + &number(&run)
}

/// A run of digits among words, masked if it is somebody's.
fn number(run: &str) -> String {
    let personal = (run.len() == 11 && run.starts_with('1')) || run.len() == 18;
    if personal { keep(&run.chars().collect::<Vec<_>>(), 3, 4, 4) } else { run.to_owned() }
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
            (Mask::Words, "张三来电13812345678说不转", "张三来电138****5678说不转"),
            (Mask::Words, "身份证11010519900101123X，单号2646880103100003357", "身份证110****123X，单号2646880103100003357"),
            (Mask::Words, "11010519900101123X13812345678", "110****123X138****5678"),
            (Mask::Words, "第 10 天", "第 10 天"),
        ] {
            assert_eq!(mask(how, value), shown, "{value}");
        }
    }
}
