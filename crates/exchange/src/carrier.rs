//! Carriers by name, alias and code, as data.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::heading::normalise;

/// One carrier. Codes are those of the two families in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carrier {
    /// Name for people.
    pub name: String,
    /// Code of 快递100.
    pub code: String,
    /// Code of 快递鸟.
    pub kdniao: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Beginnings of parcel numbers with the lengths they go with; they give a guess, never a certainty.
    #[serde(default)]
    pub numbers: Vec<NumberPattern>,
}

/// A beginning and the lengths of numbers that carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberPattern {
    /// First characters, upper case.
    pub prefix: String,
    /// Lengths of the whole number.
    pub lengths: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    carrier: Vec<Carrier>,
}

/// The table, embedded. A test proves that it parses.
#[must_use]
pub fn carriers() -> &'static [Carrier] {
    static CARRIERS: OnceLock<Vec<Carrier>> = OnceLock::new();
    CARRIERS.get_or_init(|| toml::from_str::<File>(include_str!("../presets/carriers.toml")).map(|file| file.carrier).unwrap_or_default())
}

/// The carrier a text names: by exact name, alias or code first, then by the longest name it begins with or holds.
#[must_use]
pub fn carrier_of(text: &str) -> Option<&'static Carrier> {
    let text = normalise(text);
    if text.is_empty() {
        return None;
    }
    let exact = carriers().iter().find(|carrier| words(carrier).any(|word| word == text));
    exact.or_else(|| {
        let held = |carrier: &'static Carrier| {
            let names = std::iter::once(&carrier.name).chain(&carrier.aliases).map(|name| normalise(name));
            names.filter(|name| !name.is_ascii() && text.contains(name)).map(|name| name.len()).max()
        };
        carriers().iter().filter_map(|carrier| held(carrier).map(|len| (len, carrier))).max_by_key(|(len, _)| *len).map(|(_, c)| c)
    })
}

fn words(carrier: &Carrier) -> impl Iterator<Item = String> {
    [&carrier.name, &carrier.code, &carrier.kdniao].into_iter().chain(&carrier.aliases).map(|word| normalise(word))
}

/// Carriers whose numbers look like this one. Show it as a guess; the person decides.
#[must_use]
pub fn carrier_guess(number: &str) -> Vec<&'static Carrier> {
    let number = number.trim().to_ascii_uppercase();
    let fits = |pattern: &NumberPattern| pattern.lengths.contains(&number.len()) && number.starts_with(&pattern.prefix);
    if !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Vec::new();
    }
    carriers().iter().filter(|carrier| carrier.numbers.iter().any(fits)).collect()
}

/// Takes a cell that holds carrier and number (`中通快递:7890…`, `中通快递 7890…`) apart. The first number is taken; `None`
/// when there is none.
#[must_use]
pub fn split_parcel(text: &str) -> Option<(Option<String>, String)> {
    let is_number = |word: &str| {
        word.len() >= 8 && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && word.bytes().any(|b| b.is_ascii_digit())
    };
    let separators = |c: char| c.is_whitespace() || ":：,，;；|/()（）".contains(c);
    let words: Vec<&str> = text.split(separators).filter(|word| !word.is_empty()).collect();
    let place = words.iter().position(|word| is_number(word))?;
    let carrier = words.iter().find(|word| !word.is_ascii()).map(|word| (*word).to_owned());
    Some((carrier, words[place].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_parses_and_is_unambiguous() {
        let parsed: File = toml::from_str(include_str!("../presets/carriers.toml")).unwrap();
        assert!(parsed.carrier.len() >= 17);
        let mut seen = BTreeSet::new();
        for carrier in carriers() {
            let own: BTreeSet<String> = words(carrier).collect();
            for word in own {
                assert!(seen.insert(word.clone()), "{word} names two carriers");
            }
        }
    }

    #[test]
    fn aliases_lead_to_codes() {
        for (text, code) in [
            ("顺丰", "shunfeng"),
            ("顺丰速运", "shunfeng"),
            ("顺丰快递", "shunfeng"),
            ("SF", "shunfeng"),
            ("极兔速递", "jtexpress"),
            ("中通快递(电联)", "zhongtong"),
            ("百世汇通", "huitongkuaidi"),
            ("邮政快递包裹", "youzhengguonei"),
            ("京东物流", "jd"),
            ("德邦物流", "debangwuliu"),
            ("德邦快递", "debangkuaidi"),
            ("EMS", "ems"),
            ("圆通速递有限公司", "yuantong"),
        ] {
            assert_eq!(carrier_of(text).map(|c| c.code.as_str()), Some(code), "{text}");
        }
        assert_eq!(carrier_of("自提"), None);
        assert_eq!(carrier_of(""), None);
    }

    #[test]
    fn numbers_give_a_guess() {
        assert_eq!(carrier_guess("SF1234567890123")[0].code, "shunfeng");
        assert!(carrier_guess("123").is_empty());
    }

    #[test]
    fn parcels_come_apart() {
        assert_eq!(split_parcel("中通快递:78901234567890"), Some((Some("中通快递".into()), "78901234567890".into())));
        assert_eq!(split_parcel("YT1234567890123"), Some((None, "YT1234567890123".into())));
        assert_eq!(split_parcel("已揽收"), None);
    }
}
