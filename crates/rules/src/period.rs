//! The 三包 period: start + months + extension, rolled once at the end (P2, P5).

use jiff::ToSpan;
use jiff::civil::Date;

use crate::calendar::Rolled;
use crate::facts::Repair;
use crate::repairs::{History, interval, union_days};
use crate::rulebook::Rulebook;

/// A period of the whole unit or of one part.
#[derive(Debug, Clone)]
pub(crate) struct Term<'a> {
    pub(crate) start: Date,
    pub(crate) months: u32,
    /// Start + months.
    pub(crate) raw: Date,
    /// Days of free repairs sent in within the period, and of waiting at home.
    pub(crate) extension: i64,
    /// Raw + extension, rolled.
    pub(crate) end: Rolled,
    /// The closed free repairs sent in within the period.
    pub(crate) counted: Vec<&'a Repair>,
    /// The days each of them takes, in the same order.
    pub(crate) stays: Vec<Option<(Date, Date)>>,
}

impl<'a> Term<'a> {
    /// Computes the period. Each repair is held against the period as it stood when the unit was sent in (reading 2).
    pub(crate) fn compute(book: &Rulebook, start: Date, months: u32, history: &History<'a>, wait: i64) -> Self {
        let raw = start.saturating_add(i64::from(months.min(1_200)).months());
        let rolled = |extension: i64| book.calendar.roll(raw.saturating_add(extension.days()), book.conventions.roll);
        let (mut counted, mut stays, mut extension) = (Vec::new(), Vec::new(), wait);
        for &repair in &history.closed {
            if repair.sent_in > rolled(extension).date {
                continue;
            }
            counted.push(repair);
            let end = repair.handed_back.unwrap_or(repair.sent_in);
            stays.push(interval(repair, end, start, book.conventions.repair_days));
            extension = wait + union_days(stays.iter().flatten().copied().collect());
        }
        Self { start, months, raw, extension, end: rolled(extension), counted, stays }
    }

    /// Whether a fault on this day is within the period, the last day included.
    pub(crate) fn covers(&self, fault: Date) -> bool {
        fault <= self.end.date
    }
}
