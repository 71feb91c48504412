//! Finding the entry for a name, everyday names included.

use super::{Catalogue, Entry};
use crate::family::RuleFamily;
use crate::province::Province;

const ALIASES: &str = include_str!("../../data/aliases.csv");

/// Where a product stands in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Listed, and the engine holds the figures.
    Listed(&'a Entry),
    /// Listed, but figures or articles are missing: a person decides.
    FiguresLacking(&'a Entry),
    /// Not listed: Consumer Law art. 24. An entry is present when the merchant promises a period of his own.
    Outside(Option<&'a Entry>),
}

/// A name and what was found for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goods<'a> {
    /// Standing in law.
    pub standing: Standing<'a>,
    /// The catalogue name an everyday name was read as.
    pub read_as: Option<&'a str>,
}

/// Rows of the alias table with this everyday name and scope.
fn alias(name: &str, scope: &str) -> Option<&'static str> {
    ALIASES.lines().skip(1).find_map(|line| {
        let mut cells = line.split(',');
        (cells.next() == Some(name))
            .then(|| (cells.next(), cells.next()))
            .and_then(|(target, found)| if found == Some(scope) { target } else { None })
    })
}

/// A name as the list writes it: full-width brackets and surrounding blanks are only typing.
pub(super) fn as_listed(name: &str) -> String {
    name.trim().replace('（', "(").replace('）', ")")
}

pub(super) fn part_alias(name: &str) -> Option<&'static str> {
    alias(name, "部件")
}

impl Catalogue {
    /// Finds the product and its standing in this province.
    #[must_use]
    pub fn find(&self, name: &str, province: &Province) -> Goods<'_> {
        let name = as_listed(name);
        let name = name.as_str();
        let listed = |wanted: &str| self.entry(wanted).filter(|entry| entry.family != RuleFamily::NotNational);
        let by_alias = || {
            let local = (*province == Province::Zhejiang).then(|| alias(name, "浙江")).flatten();
            local.or_else(|| alias(name, "")).and_then(listed)
        };
        if let Some(entry) = listed(name) {
            return Goods { standing: standing(entry, province), read_as: None };
        }
        if let Some(entry) = by_alias() {
            return Goods { standing: standing(entry, province), read_as: Some(&entry.product) };
        }
        Goods { standing: Standing::Outside(self.entry(name)), read_as: None }
    }
}

fn standing<'a>(entry: &'a Entry, province: &Province) -> Standing<'a> {
    if entry.family == RuleFamily::ZhejiangLocal2018 && *province != Province::Zhejiang {
        return Standing::Outside(Some(entry));
    }
    let is_accessory = entry.family == RuleFamily::MobilePhoneAccessory2001;
    if entry.family.rights_are_held() && (entry.whole_months.is_some() || is_accessory) {
        Standing::Listed(entry)
    } else {
        Standing::FiguresLacking(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alias_points_at_an_entry_or_a_part() {
        let catalogue = Catalogue::builtin();
        for line in ALIASES.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let hit = if cells[2] == "部件" {
                catalogue.entries.iter().any(|entry| entry.parts.iter().any(|part| part.name == cells[1]))
            } else {
                catalogue.entry(cells[1]).is_some()
            };
            assert!(hit, "{line}");
        }
    }

    #[test]
    fn province_decides_what_is_listed() {
        let catalogue = Catalogue::builtin();
        for (name, national, zhejiang) in [
            ("平板电脑", "outside", "lacking"),
            ("数码照相机", "outside", "lacking"),
            ("手机", "listed", "listed"),
            ("收录机", "lacking", "lacking"),
            ("智能手环", "outside", "outside"),
        ] {
            let kind = |province: &Province| match catalogue.find(name, province).standing {
                Standing::Listed(_) => "listed",
                Standing::FiguresLacking(_) => "lacking",
                Standing::Outside(_) => "outside",
            };
            assert_eq!((kind(&Province::National), kind(&Province::Zhejiang)), (national, zhejiang), "{name}");
        }
    }
}
