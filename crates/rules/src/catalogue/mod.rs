//! The 三包 catalogue: periods, main parts and depreciation rates per product, versioned and editable.

mod builtin;
mod check;
mod lookup;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::family::RuleFamily;
use crate::money::Rate;

pub use check::{CatalogueFault, CatalogueFaultKind};
pub use lookup::{Goods, Standing};

/// How far a figure can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read in the text itself.
    Verified,
    /// Read in a secondary text.
    Secondary,
    /// From memory.
    FromMemory,
    /// Not settled; must be looked up.
    Uncertain,
}

impl Confidence {
    /// The Chinese words shown to the merchant.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Verified => "已核对原文",
            Self::Secondary => "据二手资料",
            Self::FromMemory => "凭记忆，待核对",
            Self::Uncertain => "不确定，须查原文",
        }
    }
}

/// A main part and its own period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PartTerm {
    /// Name of the part or accessory.
    pub name: String,
    /// Period in months; absent when not found.
    pub months: Option<u32>,
    /// Where the figure comes from.
    pub source: String,
    /// How far it can be relied on.
    pub confidence: Confidence,
    /// Remark on the confidence, as recorded.
    pub remark: String,
}

/// Who answers for the 三包 duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Responsible {
    /// 商家
    Seller,
    /// 厂家
    Maker,
    /// 修理者
    Repairer,
}

/// One product. The six elements are 类目, 整机期, 主要部件期, 特殊情形, 服务细则, 折旧算法;
/// the built-in list leaves 特殊情形 and 服务细则 to the merchant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Entry {
    /// Governing text (类目).
    pub family: RuleFamily,
    /// Product name as in the list.
    pub product: String,
    /// Period of the whole unit in months (整机期); absent for accessories and where not found.
    pub whole_months: Option<u32>,
    /// Main parts or accessories (主要部件期).
    pub parts: Vec<PartTerm>,
    /// Said in so many words: this product has no main parts of its own.
    #[serde(default)]
    pub no_main_parts: bool,
    /// Daily depreciation rate in parts per million (折旧算法); absent when not found.
    pub daily_rate: Option<Rate>,
    /// 特殊情形
    #[serde(default)]
    pub special_cases: Option<String>,
    /// 服务细则
    #[serde(default)]
    pub service_standard: Option<String>,
    /// Scope of the promise.
    #[serde(default)]
    pub scope: Option<String>,
    /// Who answers for it.
    #[serde(default)]
    pub responsible: Option<Responsible>,
    /// Where the whole-unit figures come from.
    pub source: String,
    /// How far they can be relied on.
    pub confidence: Confidence,
    /// Remark on the confidence, as recorded.
    pub remark: String,
}

impl Entry {
    /// The main part or accessory of this name, everyday names included.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&PartTerm> {
        let name = lookup::as_listed(name);
        let exact = |wanted: &str| self.parts.iter().find(|part| !wanted.is_empty() && part.name == wanted);
        exact(&name).or_else(|| lookup::part_alias(&name).and_then(exact))
    }

    /// Whether replacing a main part starts that part's period anew under the governing text.
    #[must_use]
    pub fn part_restarts(&self) -> bool {
        self.family.part_restarts()
    }

    /// Whether the list says that main parts exist without naming them.
    pub(crate) fn has_unnamed_parts(&self) -> Option<&PartTerm> {
        self.parts.iter().find(|part| part.name.is_empty() && part.months.is_some())
    }
}

/// One version of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Catalogue {
    /// Version name, repeated in every ruling made with it.
    pub version: String,
    /// First day this version applies to sales; absent for the built-in one.
    #[ts(type = "string | null")]
    pub effective_from: Option<Date>,
    /// The products.
    pub entries: Vec<Entry>,
}

impl Catalogue {
    /// The list shipped with the program.
    #[must_use]
    pub fn builtin() -> Self {
        builtin::read()
    }

    /// The entry with exactly this product name.
    #[must_use]
    pub fn entry(&self, product: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.product == product.trim())
    }

    /// This version laid over `floor`: longer terms and lower rates win, products missing here come from the floor.
    #[must_use]
    pub fn laid_over(&self, floor: &Self) -> Self {
        let mut entries: Vec<Entry> = self
            .entries
            .iter()
            .map(|entry| match floor.entry(&entry.product) {
                Some(base) => better_of(entry, base),
                None => entry.clone(),
            })
            .collect();
        entries.extend(floor.entries.iter().filter(|base| self.entry(&base.product).is_none()).cloned());
        Self { version: self.version.clone(), effective_from: self.effective_from, entries }
    }
}

/// The consumer-friendlier figure of each element; the law decides the family.
fn better_of(promise: &Entry, base: &Entry) -> Entry {
    let mut entry = promise.clone();
    entry.family = base.family;
    entry.whole_months = promise.whole_months.max(base.whole_months);
    entry.daily_rate = match (promise.daily_rate, base.daily_rate) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    for part in &base.parts {
        match entry.parts.iter_mut().find(|own| own.name == part.name) {
            Some(own) => own.months = own.months.max(part.months),
            None => entry.parts.push(part.clone()),
        }
    }
    entry
}
