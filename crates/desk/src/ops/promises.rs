//! The board of promises: how they are kept, what is owed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Call;
use crate::capabilities::promise::board::{PromiseBoard, board};
use crate::kernel::Refusal;

/// A period of calendar days, both included; absent for no bound.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct PromisePeriod {
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
}

pub(super) fn show(call: &Call<'_>, period: PromisePeriod) -> Result<PromiseBoard, Refusal> {
    call.read(|tx, _| board(tx, period.from.as_deref(), period.to.as_deref(), call.now))
}
