//! The user's own reading of a file no preset knows.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::FileFault;
use crate::heading::normalise;
use crate::preset::{Field, Preset, presets};
use crate::state::{Kind, Platform};

/// Field → heading of the column that holds it. Stored with the shop, so that the next file of the kind needs no questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Whose file it is.
    pub platform: Platform,
    /// What its rows are.
    pub kind: Kind,
    /// The heading of each field, as written in the file.
    pub fields: BTreeMap<Field, String>,
}

impl Mapping {
    /// The mapping as an ad-hoc preset. The words for states are those of all presets of the kind.
    ///
    /// # Errors
    /// A required field has no column, or one column serves two fields.
    pub(crate) fn as_preset(&self) -> Result<Preset, FileFault> {
        let required = self.required();
        if let Some(field) = required.iter().find(|field| !self.fields.contains_key(field)) {
            return Err(FileFault::does_not_fit(format!("还没有指定「{}」是哪一列", field.label())));
        }
        let headings: BTreeSet<String> = self.fields.values().map(|heading| normalise(heading)).collect();
        if headings.len() != self.fields.len() {
            return Err(FileFault::does_not_fit("同一列被指定了两种含义，请只保留一种"));
        }
        let mut preset = Preset {
            name: "mapping".to_owned(),
            label: self.kind.label().to_owned(),
            platforms: vec![self.platform],
            kind: self.kind,
            signature: Vec::new(),
            required: required.to_vec(),
            explanation_row: false,
            merged: None,
            hyphen_is_empty: true,
            date_from_order_no: false,
            fields: self.fields.iter().map(|(field, heading)| (*field, vec![normalise(heading)])).collect(),
            status: BTreeMap::new(),
            no_after_sale: Vec::new(),
            aftersale_kind: BTreeMap::new(),
            aftersale_status: BTreeMap::new(),
        };
        for known in self.vocabularies() {
            preset.status.extend(known.status.clone());
            preset.no_after_sale.extend(known.no_after_sale.clone());
            preset.aftersale_kind.extend(known.aftersale_kind.clone());
            preset.aftersale_status.extend(known.aftersale_status.clone());
        }
        Ok(preset)
    }

    fn required(&self) -> &'static [Field] {
        match self.kind {
            Kind::Orders | Kind::Lines => &[Field::OrderNo],
            Kind::AfterSale => &[Field::OrderNo, Field::AfterSaleNo],
        }
    }

    /// Presets whose words apply, the named platform's last so that they win.
    fn vocabularies(&self) -> impl Iterator<Item = &'static Preset> {
        let platform = self.platform;
        let own = move |preset: &&Preset| preset.serves(platform);
        let all = presets().iter().map(AsRef::as_ref);
        all.clone().filter(move |preset| !own(preset)).chain(all.filter(own))
    }
}

/// A first guess for the mapping screen: every heading some preset knows, by exact words. A file with an after-sale
/// number is taken for an after-sale list.
#[must_use]
pub fn suggest_mapping(headings: &[String]) -> Mapping {
    let mut fields: BTreeMap<Field, String> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for field in Field::ALL {
        let known = |heading: &str| {
            let heading = normalise(heading);
            presets().iter().any(|p| p.fields.get(field).is_some_and(|aliases| aliases.contains(&heading)))
        };
        if let Some(place) = (0..headings.len()).find(|place| !taken.contains(place) && known(&headings[*place])) {
            taken.insert(place);
            fields.insert(*field, headings[place].clone());
        }
    }
    let kind = if fields.contains_key(&Field::AfterSaleNo) { Kind::AfterSale } else { Kind::Orders };
    Mapping { platform: Platform::Other, kind, fields }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(fields: &[(Field, &str)]) -> Mapping {
        let fields = fields.iter().map(|(field, heading)| (*field, (*heading).to_owned())).collect();
        Mapping { platform: Platform::Other, kind: Kind::Orders, fields }
    }

    #[test]
    fn a_mapping_needs_the_order_number_and_single_use() {
        assert!(mapping(&[(Field::Title, "品名")]).as_preset().is_err());
        assert!(mapping(&[(Field::OrderNo, "单号"), (Field::Title, "单号 ")]).as_preset().is_err());
        assert!(mapping(&[(Field::OrderNo, "单号"), (Field::Title, "品名")]).as_preset().is_ok());
    }

    #[test]
    fn suggestions_use_each_column_once() {
        let headings: Vec<String> = ["订单号", "收件人", "实付金额", "不认识"].map(str::to_owned).to_vec();
        let found = suggest_mapping(&headings);
        assert_eq!(found.fields.get(&Field::OrderNo).map(String::as_str), Some("订单号"));
        assert_eq!(found.fields.get(&Field::BuyerName).map(String::as_str), Some("收件人"));
        assert_eq!(found.fields.len(), 3);
        assert_eq!(serde_json::from_str::<Mapping>(&serde_json::to_string(&found).unwrap()).unwrap(), found);
    }
}
