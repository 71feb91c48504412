//! The facts of one case as told by the shop: reading, and refusing what is impossible or contradicts itself.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;
use ts_rs::TS;

use crate::delay::DelayInterval;
use crate::money::Fen;

/// Facts that cannot be ruled on. Never repeats what the line contained, so it may be logged.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize, TS)]
#[error("{message}")]
pub struct BadFacts {
    /// `bad_facts`, or `bad_json` for a line that is no JSON at all.
    pub code: String,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
    /// The field to correct, as named in the line.
    pub field: Option<String>,
}

impl BadFacts {
    /// A fault in one field.
    #[must_use]
    pub fn new(field: &str, message: &str) -> Self {
        Self { code: "bad_facts".to_owned(), message: message.to_owned(), field: Some(field.to_owned()) }
    }
}

macro_rules! codes {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident => $label:literal),+ $(,)? }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$inner])* #[doc = $label] $variant),+ }
        impl $name {
            /// Every value, in the order shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The Chinese name.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }
    };
}

codes! {
    /// What the consumer claims.
    Claim { Quality => "质量问题（三包）", NoReason => "七日无理由退货" }
}
codes! {
    /// How the goods were sold.
    Channel { Store => "门店", Online => "网络销售" }
}
codes! {
    /// What was found on the unit.
    Fault {
        Performance => "性能故障",
        OutsideFaultTable => "不在性能故障表内的故障",
        Misuse => "使用、维护、保管不当",
        UnauthorisedRepair => "非三包修理者拆动",
        ForceMajeure => "不可抗力",
        VirusOrPiratedSoftware => "病毒或盗版软件",
        Disputed => "是否质量问题有争议",
        None => "未发现故障",
    }
}
codes! {
    /// What proves the purchase.
    Proof {
        Invoice => "发票或三包凭证",
        OrderRecord => "订单记录等其他购买证明",
        ProductionDate => "仅有出厂日期",
        None => "没有购买证明",
        Mismatch => "凭证与商品不符或涂改",
    }
}
codes! {
    /// What the consumer asks for.
    Wants { Return => "退货", Exchange => "换货", Repair => "修理" }
}
codes! {
    /// Why a repair takes long.
    Delay {
        PartsNotSupplied => "生产者未供应零配件",
        Repairer => "修理者自身原因",
        Consumer => "消费者原因",
        Other => "其他原因",
    }
}
codes! {
    /// Why goods may be kept out of the seven-day right.
    Exclusion {
        MadeToOrder => "消费者定作",
        Perishable => "鲜活易腐",
        OpenedMedia => "拆封的音像制品、软件或已下载的数字商品",
        Papers => "交付的报纸、期刊",
        Activated => "激活或试用后价值贬损较大",
        Hygiene => "拆封后影响安全或健康",
        NearExpiry => "临近保质期或有瑕疵且已明示",
    }
}

/// One stay of the unit with the repairer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct Repair {
    /// Day the unit was sent in.
    #[serde(rename = "in")]
    #[ts(type = "string")]
    pub sent_in: Date,
    /// Day it was handed back; absent while it is still in the shop.
    #[serde(default, rename = "out")]
    #[ts(type = "string | null")]
    pub handed_back: Option<Date>,
    /// Why it takes or took long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay: Option<Delay>,
    /// Whether the consumer paid for it; such repairs neither count nor extend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charged: Option<bool>,
    /// Whose its days are, interval by interval; without them all days have the cause `delay`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<DelayInterval>>")]
    pub delays: Vec<DelayInterval>,
}

impl Repair {
    /// The cause of its days as intervals: as told, or one cause from first to last.
    #[must_use]
    pub fn causes(&self) -> Vec<DelayInterval> {
        match self.delay {
            Some(cause) if self.delays.is_empty() => vec![DelayInterval { cause, from: self.sent_in, to: self.handed_back }],
            _ => self.delays.clone(),
        }
    }

    /// Paid by the consumer.
    #[must_use]
    pub fn is_charged(&self) -> bool {
        self.charged == Some(true)
    }
}

/// Facts of a return without reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct NoReason {
    /// Ground on which the shop would refuse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclusion: Option<Exclusion>,
    /// Whether the buyer confirmed that ground when ordering.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclusion_confirmed: Option<bool>,
    /// Whether the goods came back intact (opening to look and reasonable trying keep them so).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intact: Option<bool>,
    /// Marked price of a gift that did not come back, in fen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_gift_fen: Option<Fen>,
}

/// Everything known about one case. Dates are calendar dates, money is in fen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct Facts {
    /// What is claimed.
    pub claim: Claim,
    /// Catalogue name or any other name.
    pub goods: String,
    /// How it was sold.
    pub channel: Channel,
    /// Province whose law applies; absent means national law only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// Price paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_fen: Option<Fen>,
    /// Invoice date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(type = "string | null")]
    pub invoice_date: Option<Date>,
    /// Day of sign-off or delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(type = "string | null")]
    pub received_date: Option<Date>,
    /// Day installation and commissioning were finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(type = "string | null")]
    pub installed_date: Option<Date>,
    /// Day the unit was exchanged for the present one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(type = "string | null")]
    pub exchanged_date: Option<Date>,
    /// Production date read from the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(type = "string | null")]
    pub produced_date: Option<Date>,
    /// Day the fault showed, or of the request for `no_reason`.
    #[ts(type = "string")]
    pub fault_date: Date,
    /// Day of the decision.
    #[ts(type = "string")]
    pub as_of: Date,
    /// The part in question, or which accessory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Day that part was replaced before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(type = "string | null")]
    pub part_replaced_date: Option<Date>,
    /// All stays with the repairer.
    #[serde(default, deserialize_with = "null_as_empty", skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Repair>>")]
    pub repairs: Vec<Repair>,
    /// Days the unit waited for a part outside the shop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts_wait_days_at_home: Option<u32>,
    /// What was found; taken as a performance fault where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// What proves the purchase; taken as provable where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    /// Whether the same model and specification can be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_model_available: Option<bool>,
    /// What the consumer asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wants: Option<Wants>,
    /// How often this accessory has been exchanged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessory_exchanges: Option<u32>,
    /// Facts of a return without reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_reason: Option<NoReason>,
    /// The day that was not told and taken from the other one.
    #[serde(skip)]
    #[ts(skip)]
    pub assumed_day: Option<AssumedDay>,
}

/// One of the two days a ruling needs, assumed to be the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssumedDay {
    /// `fault_date` was absent.
    Fault,
    /// `as_of` was absent.
    Decision,
}

impl AssumedDay {
    /// What the reader of the ruling must be told.
    #[must_use]
    pub fn warning(self) -> &'static str {
        match self {
            Self::Fault => "未填故障（申请）日期，暂按判定日期；实际更早的请补填，可能对消费者更有利",
            Self::Decision => "未填判定日期，修理期限和折旧暂算到故障（申请）日期，请补填后重新判定",
        }
    }
}

/// A list that may be written as null.
fn null_as_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Repair>, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// A date written exactly `YYYY-MM-DD`, in a year a sale can lie in (1980-2199).
#[must_use]
pub fn parse_ymd(text: &str) -> Option<Date> {
    let shaped = text.len() == 10 && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    let date: Date = if shaped { text.parse().ok()? } else { return None };
    is_plausible(date).then_some(date)
}

pub(crate) fn is_plausible(date: Date) -> bool {
    (1980..=2199).contains(&date.year())
}
