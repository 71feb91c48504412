//! 三包 and seven-day rulings for small merchants in mainland China.
//!
//! Facts go in, a [`Ruling`] comes out: what the consumer may have, until when, for how much money, and the
//! working behind it with the article each step rests on. Nothing here reads a clock, a file or a network.
//!
//! ```
//! use shounuo_rules::{Facts, Rulebook, Choice};
//!
//! let facts = serde_json::json!({
//!     "claim": "quality", "goods": "洗衣机", "channel": "store", "price_fen": 299_900,
//!     "invoice_date": "2026-03-02", "fault_date": "2026-03-09", "as_of": "2026-03-09",
//!     "fault": "performance", "proof": "invoice", "same_model_available": true,
//! });
//! let ruling = Facts::from_json(&facts).and_then(|facts| Rulebook::builtin().rule(&facts)).unwrap();
//! assert_eq!(ruling.options, [Choice::ReturnFull, Choice::Exchange, Choice::RepairFree]);
//! assert_eq!(ruling.day15_last.map(|d| d.to_string()).as_deref(), Some("2026-03-17"));
//! ```

mod answer;
mod calendar;
mod catalogue;
mod conventions;
mod deadlines;
mod delay;
mod depreciation;
mod facts;
mod family;
mod headline;
mod money;
mod no_reason;
mod options;
mod period;
mod province;
mod quality;
mod reading;
mod refund;
mod repairs;
mod rulebook;
mod ruling;
mod sale;
mod validate;
mod windows;

pub use answer::answer_line;
pub use calendar::{Calendar, CalendarError, DayKind, RollRule, Rolled, SpecialDay};
pub use catalogue::{Catalogue, CatalogueFault, CatalogueFaultKind, Confidence, Entry, Goods, PartTerm, Responsible, Standing};
pub use conventions::{
    Alternative, ConventionInfo, Conventions, ExchangeWindows, FeeLastDay, FlatTvStart, OnlineStart, RepairDays, ShandongFee,
};
pub use deadlines::{DeadlineAnswer, DeadlineFacts, DeadlineKind};
pub use delay::{DayCount, DelayInterval, LimitDays, RepairLimits, check_delays, count_days, limit_days};
pub use facts::{AssumedDay, BadFacts, Channel, Claim, Delay, Exclusion, Facts, Fault, NoReason, Proof, Repair, Wants, parse_ymd};
pub use family::RuleFamily;
pub use money::{Fen, NumberError, Rate};
pub use options::Choice;
pub use province::{Province, ProvinceRule};
pub use quality::{CountedRepair, Cover, CoverTerm};
pub use refund::{
    Bearer, Deduction, DiscountColumn, OrderDiscount, RefundFacts, RefundGround, RefundLine, RefundRow, RefundTable, WaivedFreight,
    part_of, refund, shares,
};
pub use rulebook::Rulebook;
pub use ruling::{Bar, Note, Ruling, WorkingLine};
