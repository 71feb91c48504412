//! What the consumer may be offered: the option codes, their Chinese names and their fixed order.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One thing the consumer may have. The order here is the order in which options are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "RulingOption")]
pub enum Choice {
    /// Return at the full price.
    ReturnFull,
    /// Exchange for the same model and specification.
    Exchange,
    /// Exchange for another model, none of the same being in stock.
    ExchangeOtherModel,
    /// Return at the price less the depreciation fee.
    ReturnLessDepreciation,
    /// Free repair of the whole unit.
    RepairFree,
    /// Free repair of a main part after the whole unit's period.
    PartRepairFree,
    /// Return of an accessory at its price.
    ReturnAccessory,
    /// Return without reason at the price paid.
    NoReasonReturn,
    /// Return without reason, the missing gift's price taken off.
    NoReasonReturnLessGiftPrice,
    /// A free unit to use while the repair lasts.
    Loaner,
    /// The repair is running and within its limits.
    Wait,
    /// A person must decide.
    ManualReview,
    /// Repair at the consumer's cost.
    PaidRepair,
    /// No right on these facts.
    Refuse,
}

impl Choice {
    /// Every option, in the order shown.
    pub const ALL: [Self; 14] = [
        Self::ReturnFull,
        Self::Exchange,
        Self::ExchangeOtherModel,
        Self::ReturnLessDepreciation,
        Self::RepairFree,
        Self::PartRepairFree,
        Self::ReturnAccessory,
        Self::NoReasonReturn,
        Self::NoReasonReturnLessGiftPrice,
        Self::Loaner,
        Self::Wait,
        Self::ManualReview,
        Self::PaidRepair,
        Self::Refuse,
    ];

    /// The Chinese name for buttons and letters.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ReturnFull => "全额退货",
            Self::Exchange => "换同型号",
            Self::ExchangeOtherModel => "换其他型号",
            Self::ReturnLessDepreciation => "折旧退货",
            Self::RepairFree => "免费修理",
            Self::PartRepairFree => "主要部件免费修理",
            Self::ReturnAccessory => "附件退货",
            Self::NoReasonReturn => "七日无理由退货",
            Self::NoReasonReturnLessGiftPrice => "无理由退货（扣赠品价）",
            Self::Loaner => "免费借用备用机",
            Self::Wait => "等待修理完成",
            Self::ManualReview => "人工复核",
            Self::PaidRepair => "付费修理",
            Self::Refuse => "不予支持",
        }
    }

    /// Whether this is something the consumer gets free of charge.
    #[must_use]
    pub fn is_free_right(self) -> bool {
        !matches!(self, Self::PaidRepair | Self::Refuse | Self::ManualReview)
    }

    /// Whether goods come back at the full price.
    #[must_use]
    pub fn is_full_return(self) -> bool {
        matches!(self, Self::ReturnFull | Self::ReturnAccessory)
    }
}

/// The options of one ruling, unique and in the fixed order.
pub(crate) type Choices = BTreeSet<Choice>;
