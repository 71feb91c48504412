//! Rule families: which text governs a product, and the figures and articles in which the texts differ.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::delay::{REPAIRER_LIMIT, RepairLimits};
use crate::province::{Province, SHANDONG_27};

/// The governing text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RuleFamily {
    /// The 1995 rule and its first list.
    #[serde(rename = "first_batch_1995")]
    FirstBatch1995,
    /// Flat televisions, announcement 2011-20 under the 1995 rule.
    #[serde(rename = "flat_tv_2011")]
    FlatTv2011,
    /// Mobile handsets.
    #[serde(rename = "mobile_phone_2001")]
    MobilePhone2001,
    /// Accessories of mobile phones: exchanged, not repaired.
    #[serde(rename = "mobile_phone_accessory_2001")]
    MobilePhoneAccessory2001,
    /// Fixed phones.
    #[serde(rename = "fixed_phone_2001")]
    FixedPhone2001,
    /// Computers and their peripherals.
    #[serde(rename = "micro_computer_2002")]
    MicroComputer2002,
    /// Disc players, amplifiers, loudspeakers.
    #[serde(rename = "home_av_2002")]
    HomeAv2002,
    /// Farm machines.
    AgriMachinery,
    /// Motorcycles: listed in 1995, own implementing rules not held.
    Motorcycle,
    /// Family cars.
    #[serde(rename = "car_2021")]
    Car2021,
    /// Products listed in Zhejiang only.
    #[serde(rename = "zhejiang_local_2018")]
    ZhejiangLocal2018,
    /// Known not to be on the national list: Consumer Law art. 24.
    NotNational,
}

/// A point of law an article is cited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    Period,
    Day7,
    Day15,
    TwoRepairs,
    PartsWait,
    RepairerDelay,
    NoSameModel,
    Depreciation,
    NewPeriod,
    PartRestart,
    FreeRepair,
    Exclusions,
    LostPapers,
    Loaner,
}

impl RuleFamily {
    /// Every family.
    pub const ALL: [Self; 12] = [
        Self::FirstBatch1995,
        Self::FlatTv2011,
        Self::MobilePhone2001,
        Self::MobilePhoneAccessory2001,
        Self::FixedPhone2001,
        Self::MicroComputer2002,
        Self::HomeAv2002,
        Self::AgriMachinery,
        Self::Motorcycle,
        Self::Car2021,
        Self::ZhejiangLocal2018,
        Self::NotNational,
    ];

    /// The code used in data files and in `rule_set`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::FirstBatch1995 => "first_batch_1995",
            Self::FlatTv2011 => "flat_tv_2011",
            Self::MobilePhone2001 => "mobile_phone_2001",
            Self::MobilePhoneAccessory2001 => "mobile_phone_accessory_2001",
            Self::FixedPhone2001 => "fixed_phone_2001",
            Self::MicroComputer2002 => "micro_computer_2002",
            Self::HomeAv2002 => "home_av_2002",
            Self::AgriMachinery => "agri_machinery",
            Self::Motorcycle => "motorcycle",
            Self::Car2021 => "car_2021",
            Self::ZhejiangLocal2018 => "zhejiang_local_2018",
            Self::NotNational => "not_national",
        }
    }

    /// The family with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.code() == code)
    }

    /// The short Chinese name of the governing text.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::FirstBatch1995 | Self::FlatTv2011 | Self::Motorcycle => "《部分商品修理更换退货责任规定》",
            Self::MobilePhone2001 | Self::MobilePhoneAccessory2001 => "《移动电话机商品修理更换退货责任规定》",
            Self::FixedPhone2001 => "《固定电话机商品修理更换退货责任规定》",
            Self::MicroComputer2002 => "《微型计算机商品修理更换退货责任规定》",
            Self::HomeAv2002 => "《家用视听商品修理更换退货责任规定》",
            Self::AgriMachinery => "《农业机械产品修理、更换、退货责任规定》",
            Self::Car2021 => "《家用汽车产品修理更换退货责任规定》（市场监管总局令第43号）",
            Self::ZhejiangLocal2018 => "浙江省实施《消费者权益保护法》办法",
            Self::NotNational => "《消费者权益保护法》",
        }
    }

    /// Days a repair may wait for parts the maker does not supply (reading 13).
    pub(crate) fn parts_wait_limit(self) -> i64 {
        match self {
            Self::MobilePhone2001 | Self::MobilePhoneAccessory2001 | Self::FixedPhone2001 | Self::MicroComputer2002 | Self::HomeAv2002 => {
                60
            }
            _ => 90,
        }
    }

    /// The limits on one stay with the repairer. In Shandong parts not supplied are no good reason against the consumer.
    pub(crate) fn repair_limits(self, province: &Province) -> RepairLimits {
        let parts = self.parts_wait_limit();
        let shandong = *province == Province::Shandong;
        let clause = |topic| if shandong { SHANDONG_27.to_owned() } else { self.clause(topic) };
        RepairLimits {
            repairer: REPAIRER_LIMIT,
            parts: if shandong { parts.min(REPAIRER_LIMIT) } else { parts },
            repairer_clause: clause(Topic::RepairerDelay),
            parts_clause: clause(Topic::PartsWait),
        }
    }

    /// Days after which a loan unit is due; fixed phones only (Zhejiang adds its own duty).
    pub(crate) fn loaner_after(self) -> Option<i64> {
        (self == Self::FixedPhone2001).then_some(3)
    }

    /// Whether the 7/15-day rights hang on an annexed fault table (reading 20).
    pub(crate) fn windows_need_fault_table(self) -> bool {
        matches!(self, Self::MobilePhone2001 | Self::FixedPhone2001 | Self::MicroComputer2002)
    }

    /// Whether the two-repair right hangs on it too (reading 20).
    pub(crate) fn two_repairs_need_fault_table(self) -> bool {
        self == Self::MicroComputer2002
    }

    /// Whether a replaced main part starts its own period anew (reading 18).
    pub(crate) fn part_restarts(self) -> bool {
        matches!(self, Self::MicroComputer2002 | Self::HomeAv2002 | Self::AgriMachinery)
    }

    /// Whether the engine holds enough of the text to grant rights (reading 23).
    pub(crate) fn rights_are_held(self) -> bool {
        !matches!(self, Self::AgriMachinery | Self::Motorcycle | Self::Car2021 | Self::ZhejiangLocal2018)
    }

    /// Whether the ordinary 7 and 15 day windows exist for the family.
    pub(crate) fn has_windows(self) -> bool {
        !matches!(self, Self::AgriMachinery | Self::Car2021 | Self::MobilePhoneAccessory2001)
    }

    /// Durable goods for which the seller must prove his case in the first six months (Consumer Law art. 23).
    pub(crate) fn is_durable(self) -> bool {
        !matches!(self, Self::NotNational | Self::MobilePhoneAccessory2001)
    }

    /// The text and, where it has been read, the article for a point of law.
    pub(crate) fn clause(self, topic: Topic) -> String {
        match self.article(topic) {
            Some(article) => format!("{}{article}", self.title()),
            None => self.title().to_owned(),
        }
    }

    fn article(self, topic: Topic) -> Option<&'static str> {
        match self {
            Self::FirstBatch1995 | Self::FlatTv2011 | Self::Motorcycle => article_1995(topic),
            Self::MobilePhone2001 | Self::MobilePhoneAccessory2001 => article_mobile(topic),
            Self::FixedPhone2001 => article_fixed(topic),
            Self::MicroComputer2002 => article_computer(topic),
            _ => None,
        }
    }
}

fn article_1995(topic: Topic) -> Option<&'static str> {
    Some(match topic {
        Topic::Period => "第八条",
        Topic::Day7 => "第九条",
        Topic::Day15 => "第十条",
        Topic::TwoRepairs => "第十一条",
        Topic::PartsWait | Topic::RepairerDelay => "第十二条",
        Topic::NoSameModel | Topic::Depreciation => "第十三条",
        Topic::NewPeriod => "第十四条",
        Topic::FreeRepair => "第十五条",
        Topic::Exclusions => "第十七条",
        Topic::PartRestart | Topic::LostPapers | Topic::Loaner => return None,
    })
}

fn article_mobile(topic: Topic) -> Option<&'static str> {
    Some(match topic {
        Topic::Day7 => "第十一条",
        Topic::Day15 => "第十二条",
        Topic::TwoRepairs => "第十三条",
        Topic::PartsWait => "第十六条",
        _ => return None,
    })
}

fn article_fixed(topic: Topic) -> Option<&'static str> {
    Some(match topic {
        Topic::NoSameModel => "第十五条",
        Topic::Depreciation => "第十六条",
        Topic::NewPeriod => "第十八条",
        Topic::Loaner => "第二十条",
        Topic::PartsWait => "第二十一条",
        Topic::RepairerDelay => "第二十二条",
        _ => return None,
    })
}

fn article_computer(topic: Topic) -> Option<&'static str> {
    Some(match topic {
        Topic::Period => "第八条",
        Topic::LostPapers => "第九条",
        Topic::FreeRepair => "第十条",
        Topic::NewPeriod => "第二十一条",
        Topic::PartRestart => "第二十二条",
        Topic::RepairerDelay => "第二十三条",
        _ => return None,
    })
}
