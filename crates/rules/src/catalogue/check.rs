//! Judging a merchant's version: all six elements present, and nothing below the built-in floor.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Catalogue, Entry, PartTerm};
use crate::family::RuleFamily;

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CatalogueFaultKind {
    /// One of the six elements is missing.
    MissingElement,
    /// A period of zero months.
    PeriodNotPositive,
    /// The same product or part twice.
    Duplicate,
    /// A period shorter than the built-in one.
    ShorterThanFloor,
    /// A depreciation rate above the built-in one.
    RateAboveFloor,
    /// A main part of the built-in list left out.
    PartLeftOut,
}

/// One fault of a merchant's version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CatalogueFault {
    /// The product.
    pub product: String,
    /// The element in Chinese, e.g. 整机期.
    pub element: String,
    /// Kind of fault.
    pub kind: CatalogueFaultKind,
    /// What to do, in Chinese.
    pub message: String,
}

struct Faults<'a> {
    product: &'a str,
    found: Vec<CatalogueFault>,
}

impl Faults<'_> {
    fn add(&mut self, kind: CatalogueFaultKind, element: &str, message: String) {
        let product = self.product.to_owned();
        self.found.push(CatalogueFault { product, element: element.to_owned(), kind, message });
    }
}

impl Catalogue {
    /// All faults of a merchant's version against the built-in `floor`; empty means it may be published.
    #[must_use]
    pub fn check_against(&self, floor: &Self) -> Vec<CatalogueFault> {
        let mut found = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let mut faults = Faults { product: &entry.product, found: Vec::new() };
            if self.entries.iter().take(index).any(|earlier| earlier.product.trim() == entry.product.trim()) {
                faults.add(CatalogueFaultKind::Duplicate, "类目", "同一商品写了两条，请合并为一条".to_owned());
            }
            let base = floor.entry(&entry.product);
            elements_present(entry, base, &mut faults);
            periods_positive(entry, &mut faults);
            if let Some(base) = base {
                not_below(entry, base, &mut faults);
            }
            found.append(&mut faults.found);
        }
        found
    }
}

fn elements_present(entry: &Entry, base: Option<&Entry>, faults: &mut Faults<'_>) {
    let is_accessory = entry.family == RuleFamily::MobilePhoneAccessory2001;
    let blank = |text: &Option<String>| text.as_deref().is_none_or(|t| t.trim().is_empty());
    let missing = [
        ("类目", entry.product.trim().is_empty()),
        ("整机期", entry.whole_months.is_none() && !is_accessory),
        ("主要部件期", entry.parts.is_empty() && !(entry.no_main_parts && base.is_none_or(|b| b.parts.is_empty()))),
        ("特殊情形", blank(&entry.special_cases)),
        ("服务细则", blank(&entry.service_standard)),
        ("折旧算法", entry.daily_rate.is_none() && !is_accessory),
    ];
    for (element, _) in missing.iter().filter(|(_, is_missing)| *is_missing) {
        faults.add(CatalogueFaultKind::MissingElement, element, format!("缺少“{element}”，六项要素须填全"));
    }
}

fn periods_positive(entry: &Entry, faults: &mut Faults<'_>) {
    let message = "期限须至少一个月".to_owned();
    if entry.whole_months == Some(0) {
        faults.add(CatalogueFaultKind::PeriodNotPositive, "整机期", message.clone());
    }
    for (index, part) in entry.parts.iter().enumerate() {
        if part.months.is_none_or(|months| months == 0) {
            faults.add(CatalogueFaultKind::PeriodNotPositive, "主要部件期", format!("“{}”：{message}", part.name));
        }
        if entry.parts.iter().take(index).any(|earlier| earlier.name == part.name) {
            faults.add(CatalogueFaultKind::Duplicate, "主要部件期", format!("“{}”写了两次", part.name));
        }
    }
}

fn not_below(entry: &Entry, base: &Entry, faults: &mut Faults<'_>) {
    if let (Some(own), Some(law)) = (entry.whole_months, base.whole_months)
        && own < law
    {
        let message = format!("整机期不得短于 {law} 个月");
        faults.add(CatalogueFaultKind::ShorterThanFloor, "整机期", message);
    }
    if let (Some(own), Some(law)) = (entry.daily_rate, base.daily_rate)
        && own > law
    {
        faults.add(CatalogueFaultKind::RateAboveFloor, "折旧算法", format!("日折旧率不得高于 {law}"));
    }
    for part in &base.parts {
        part_not_below(entry, part, faults);
    }
}

fn part_not_below(entry: &Entry, law: &PartTerm, faults: &mut Faults<'_>) {
    let name = &law.name;
    match (entry.parts.iter().find(|own| own.name == *name), law.months) {
        (None, _) if !name.is_empty() => {
            faults.add(CatalogueFaultKind::PartLeftOut, "主要部件期", format!("不得漏列主要部件“{name}”"));
        }
        (Some(own), Some(months)) if own.months.is_some_and(|m| m < months) => {
            faults.add(CatalogueFaultKind::ShorterThanFloor, "主要部件期", format!("“{name}”不得短于 {months} 个月"));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Rate;

    fn merchant(change: impl Fn(&mut Entry)) -> Vec<CatalogueFaultKind> {
        let floor = Catalogue::builtin();
        let mut entry = floor.entry("洗衣机").unwrap().clone();
        entry.special_cases = Some("人为损坏除外".to_owned());
        entry.service_standard = Some("上门".to_owned());
        change(&mut entry);
        let own = Catalogue { version: "v1".to_owned(), effective_from: None, entries: vec![entry] };
        own.check_against(&floor).iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn faults_of_a_merchant_version() {
        use CatalogueFaultKind::*;
        assert_eq!(merchant(|_| ()), []);
        assert_eq!(merchant(|e| e.whole_months = Some(24)), []);
        assert_eq!(merchant(|e| e.whole_months = Some(11)), [ShorterThanFloor]);
        assert_eq!(merchant(|e| e.whole_months = None), [MissingElement]);
        assert_eq!(merchant(|e| e.whole_months = Some(0)), [PeriodNotPositive, ShorterThanFloor]);
        assert_eq!(merchant(|e| e.service_standard = Some("  ".to_owned())), [MissingElement]);
        assert_eq!(merchant(|e| e.special_cases = None), [MissingElement]);
        assert_eq!(merchant(|e| e.daily_rate = None), [MissingElement]);
        assert_eq!(merchant(|e| e.daily_rate = Some(Rate(501))), [RateAboveFloor]);
        assert_eq!(merchant(|e| e.parts.truncate(1)), [PartLeftOut]);
        assert_eq!(merchant(|e| e.parts[0].months = Some(35)), [ShorterThanFloor]);
        assert_eq!(
            merchant(|e| {
                let p = e.parts[0].clone();
                e.parts.push(p);
            }),
            [Duplicate]
        );
    }

    #[test]
    fn a_product_twice_is_refused() {
        let floor = Catalogue::builtin();
        let mut own = floor.clone();
        own.entries = vec![floor.entries[0].clone(), floor.entries[0].clone()];
        assert!(own.check_against(&floor).iter().any(|f| f.kind == CatalogueFaultKind::Duplicate));
    }

    #[test]
    fn longer_promises_win_and_shorter_ones_never_do() {
        let floor = Catalogue::builtin();
        let mut own = floor.clone();
        own.version = "本店 1".to_owned();
        own.entries.retain(|e| e.product == "洗衣机");
        own.entries[0].whole_months = Some(6);
        own.entries[0].parts[0].months = Some(60);
        let merged = own.laid_over(&floor);
        assert_eq!(merged.version, "本店 1");
        assert_eq!(merged.entry("洗衣机").unwrap().whole_months, Some(12));
        assert_eq!(merged.entry("洗衣机").unwrap().parts[0].months, Some(60));
        assert_eq!(merged.entries.len(), floor.entries.len());
    }
}
