//! The 7-day and 15-day windows: day n = start + n, the last day rolled (P1, P3).

use jiff::ToSpan;
use jiff::civil::Date;

use crate::calendar::Rolled;
use crate::rulebook::Rulebook;

/// Which window a fault falls into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Up to the last day of the first window, the day of sale included.
    Day7,
    /// Then up to the last day of the second.
    Day15,
    /// Later, or where there are no windows.
    After,
}

/// The last days of both windows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Windows {
    pub(crate) from: Date,
    pub(crate) day7: Rolled,
    pub(crate) day15: Rolled,
}

impl Windows {
    pub(crate) fn from(book: &Rulebook, from: Date) -> Self {
        let last = |days: i64| book.calendar.roll(from.saturating_add(days.days()), book.conventions.roll);
        Self { from, day7: last(7), day15: last(15) }
    }

    pub(crate) fn stage(&self, fault: Date) -> Stage {
        if fault <= self.day7.date {
            Stage::Day7
        } else if fault <= self.day15.date {
            Stage::Day15
        } else {
            Stage::After
        }
    }
}
