//! Stays with the repairer: which count, how many days they take, overlaps once (P4, P6, P9).

use jiff::ToSpan;
use jiff::civil::Date;

use crate::conventions::RepairDays;
use crate::facts::{Facts, Repair};

/// Days from `from` to `to`.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// Days covered by half-open intervals, each day once, in whatever order they come.
pub(crate) fn union_days(mut intervals: Vec<(Date, Date)>) -> i64 {
    intervals.sort_unstable();
    let (mut total, mut covered_to) = (0, None::<Date>);
    for (from, to) in intervals {
        let from = covered_to.map_or(from, |end| end.max(from));
        if to > from {
            total += days_between(from, to);
            covered_to = Some(to);
        }
    }
    total
}

/// The free repairs of the unit the consumer now has, in order of sending in.
#[derive(Debug, Clone, Default)]
pub(crate) struct History<'a> {
    /// Handed back.
    pub(crate) closed: Vec<&'a Repair>,
    /// Still in the shop.
    pub(crate) open: Option<&'a Repair>,
}

impl<'a> History<'a> {
    /// Leaves out what the consumer paid for and what happened to a unit since exchanged.
    pub(crate) fn of(facts: &'a Facts) -> Self {
        let mut free: Vec<&Repair> =
            facts.repairs.iter().filter(|repair| !repair.is_charged() && is_of_present_unit(repair, facts)).collect();
        free.sort_by_key(|repair| (repair.sent_in, repair.handed_back.unwrap_or(Date::MAX)));
        let open = free.iter().copied().find(|repair| repair.handed_back.is_none());
        free.retain(|repair| repair.handed_back.is_some());
        Self { closed: free, open }
    }

    /// Days of all free repairs up to `as_of`, a running one included, from `from` on.
    pub(crate) fn days_until(&self, as_of: Date, from: Date, rule: RepairDays) -> i64 {
        let all = self.closed.iter().copied().chain(self.open);
        union_days(all.filter_map(|repair| interval(repair, as_of, from, rule)).collect())
    }
}

/// A repair sent in before the exchange was of the old unit.
pub(crate) fn is_of_present_unit(repair: &Repair, facts: &Facts) -> bool {
    facts.exchanged_date.is_none_or(|exchanged| repair.sent_in >= exchanged)
}

/// The days a repair takes as a half-open interval; at least one day unless `from` cuts into it.
pub(crate) fn interval(repair: &Repair, as_of: Date, from: Date, rule: RepairDays) -> Option<(Date, Date)> {
    let end = repair.handed_back.unwrap_or(as_of);
    let next = |date: Date| date.saturating_add(1.days());
    let end = match rule {
        RepairDays::Elapsed => end.max(next(repair.sent_in)),
        RepairDays::BothDays => next(end),
    };
    let start = repair.sent_in.max(from);
    (end > start).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn overlaps_count_once_and_touching_adds_up() {
        let d = |day| date(2025, 6, day);
        assert_eq!(union_days(vec![(d(1), d(11)), (d(11), d(20))]), 19);
        assert_eq!(union_days(vec![(d(5), d(15)), (d(1), d(11))]), 14);
        assert_eq!(union_days(vec![(d(1), d(11)), (d(3), d(4))]), 10);
        assert_eq!(union_days(vec![(d(3), d(4)), (d(3), d(4))]), 1);
        assert_eq!(union_days(Vec::new()), 0);
    }

    proptest::proptest! {
        #[test]
        fn merging_does_not_depend_on_order(raw in proptest::collection::vec((0i64..400, 0i64..40), 0..8), seed in 0usize..8) {
            let make = |(from, len): &(i64, i64)| {
                let start = date(2025, 1, 1).saturating_add(from.days());
                (start, start.saturating_add(len.days()))
            };
            let one: Vec<_> = raw.iter().map(make).collect();
            let mut other = one.clone();
            other.reverse();
            if !other.is_empty() {
                let by = seed % other.len();
                other.rotate_left(by);
            }
            let each: i64 = raw.iter().map(|(_, len)| len).sum();
            proptest::prop_assert_eq!(union_days(one.clone()), union_days(other));
            proptest::prop_assert!(union_days(one) <= each);
        }
    }
}
