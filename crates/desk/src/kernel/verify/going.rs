//! How far a verification is, and whether a person stopped it.

use crate::kernel::refusal::Refusal;

const STOPPED: &str = "cancelled";

/// A verification under way. It is told in percent, and asked after every page of the ledger whether it goes on.
pub struct Going<'g> {
    told: &'g dyn Fn(u32) -> bool,
    /// Entries in all.
    entries: u64,
}

impl<'g> Going<'g> {
    /// Nobody listens and nobody stops it.
    #[must_use]
    pub fn quietly() -> Going<'g> {
        Going { told: &|_| true, entries: 0 }
    }

    /// `told` hears how far it is and says whether to go on.
    #[must_use]
    pub fn telling(told: &'g dyn Fn(u32) -> bool) -> Going<'g> {
        Going { told, entries: 0 }
    }

    /// The same for a ledger of so many entries.
    pub(super) fn over(&self, entries: u64) -> Going<'g> {
        Going { told: self.told, entries }
    }

    /// `done` entries of the stretch between two percentages are behind.
    ///
    /// # Errors
    /// `cancelled` when somebody stopped it.
    pub(super) fn at(&self, (from, to): (u32, u32), done: u64) -> Result<(), Refusal> {
        let share = (done.min(self.entries) * u64::from(to - from)).checked_div(self.entries).unwrap_or(0);
        if (self.told)(from + u32::try_from(share).unwrap_or(0)) { Ok(()) } else { Err(stopped()) }
    }
}

fn stopped() -> Refusal {
    Refusal::new(STOPPED, "已停止核验，没有得出结论；数据没有改动。要知道台账是否完整，请再核验一次。")
}

pub(super) fn is_stopped(no: &Refusal) -> bool {
    no.code == STOPPED
}
