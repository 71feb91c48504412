//! Whose the days of one repair are, and the first day on which a limit on them is passed (readings 5, 6, 10, 13).
//!
//! A stay runs from the day of sending in; day n of it is that day + n (P12). An interval names the cause of the days from
//! its first day up to, not including, the day it ends. Every day has one cause; days in no interval are ordinary repair
//! and count as the repairer's.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::facts::{BadFacts, Delay};
use crate::repairs::days_between;

/// Days a repairer may take for reasons of his own: more than these give the exchange.
pub(crate) const REPAIRER_LIMIT: i64 = 30;
/// Longest stay that is looked at, in days: ten years.
const HORIZON: i64 = 3_653;

/// Days of a stay with one cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DelayInterval {
    /// Whose days they are.
    pub cause: Delay,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// The day it ended, itself not counted; absent while it runs.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// Days of a stay by cause. They add up to `total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct DayCount {
    /// Days from sending in to the end.
    pub total: i64,
    /// Days in no interval.
    pub ordinary: i64,
    /// 生产者未供应零配件
    pub parts_not_supplied: i64,
    /// 修理者自身原因
    pub repairer: i64,
    /// 消费者原因
    pub consumer: i64,
    /// 其他原因
    pub other: i64,
}

impl DayCount {
    fn add(&mut self, cause: Option<Delay>) {
        self.total += 1;
        *match cause {
            None => &mut self.ordinary,
            Some(Delay::PartsNotSupplied) => &mut self.parts_not_supplied,
            Some(Delay::Repairer) => &mut self.repairer,
            Some(Delay::Consumer) => &mut self.consumer,
            Some(Delay::Other) => &mut self.other,
        } += 1;
    }

    /// Days held against the repairer: his own, and those for which nobody stated a cause (reading 10).
    #[must_use]
    pub fn against_repairer(&self) -> i64 {
        self.ordinary + self.repairer
    }

    /// Days of waiting for parts: it runs from sending in, the consumer's and other days left out.
    #[must_use]
    pub fn parts_wait(&self) -> i64 {
        if self.parts_not_supplied == 0 { 0 } else { self.total - self.consumer - self.other }
    }

    /// Days of this cause.
    #[must_use]
    pub fn of(&self, cause: Delay) -> i64 {
        match cause {
            Delay::PartsNotSupplied => self.parts_not_supplied,
            Delay::Repairer => self.repairer,
            Delay::Consumer => self.consumer,
            Delay::Other => self.other,
        }
    }
}

/// The limits on one stay, by the text that governs the goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RepairLimits {
    /// Days of the repairer's own.
    pub repairer: i64,
    /// Days of waiting for parts the maker does not supply.
    pub parts: i64,
    /// Article for the first.
    pub repairer_clause: String,
    /// Article for the second.
    pub parts_clause: String,
}

/// The first days on which a limit is passed; absent where it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct LimitDays {
    /// Day the repairer's limit is passed: with a limit of 30, day 31.
    #[ts(type = "string | null")]
    pub repairer: Option<Date>,
    /// Day the parts limit is passed: with a limit of 90, day 91.
    #[ts(type = "string | null")]
    pub parts: Option<Date>,
}

/// Refuses intervals that end before they begin, overlap, or lie outside the stay; touching is legal.
///
/// # Errors
/// `bad_facts` on `repairs`.
pub fn check_delays(sent_in: Date, end: Option<Date>, delays: &[DelayInterval]) -> Result<(), BadFacts> {
    let bad = |message| Err(BadFacts::new("repairs", message));
    let mut sorted = delays.to_vec();
    sorted.sort_by_key(|one| (one.from, one.to.unwrap_or(Date::MAX)));
    for one in &sorted {
        if one.to.is_some_and(|to| to < one.from) {
            return bad("延误区间的结束日早于开始日，请改正");
        }
        let last = one.to.unwrap_or(one.from);
        if one.from < sent_in || end.is_some_and(|end| last > end) {
            return bad("延误区间超出了送修日至交还日，请改正");
        }
    }
    if sorted.windows(2).any(|pair| matches!(pair, [first, second] if first.to.is_none_or(|to| to > second.from))) {
        return bad("两个延误区间重叠：每一天只能有一个原因，请改正（首尾相接可以）");
    }
    Ok(())
}

/// Days of a stay up to `end`, by cause. `delays` have passed [`check_delays`].
#[must_use]
pub fn count_days(sent_in: Date, end: Date, delays: &[DelayInterval]) -> DayCount {
    let mut count = DayCount::default();
    each_day(sent_in, end).for_each(|day| count.add(cause_of(day, delays)));
    count
}

/// The first days on which each limit is passed before or on `end`; a running stay (`end` absent) is carried on with the
/// cause it has last, so that the day is known beforehand.
#[must_use]
pub fn limit_days(sent_in: Date, end: Option<Date>, delays: &[DelayInterval], limits: &RepairLimits) -> LimitDays {
    let (mut count, mut days) = (DayCount::default(), LimitDays::default());
    for day in each_day(sent_in, end.unwrap_or_else(|| sent_in.saturating_add(HORIZON.days()))) {
        count.add(cause_of(day, delays));
        let reached = day.saturating_add(1.days());
        if count.against_repairer() > limits.repairer {
            days.repairer.get_or_insert(reached);
        }
        if count.parts_wait() > limits.parts {
            days.parts.get_or_insert(reached);
        }
        if days.repairer.is_some() && (days.parts.is_some() || count.parts_not_supplied == 0) {
            break;
        }
    }
    days
}

fn each_day(from: Date, end: Date) -> impl Iterator<Item = Date> {
    let days = days_between(from, end).clamp(0, HORIZON);
    (0..days).map(move |nth| from.saturating_add(nth.days()))
}

fn cause_of(day: Date, delays: &[DelayInterval]) -> Option<Delay> {
    delays.iter().find(|one| one.from <= day && one.to.is_none_or(|to| day < to)).map(|one| one.cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn limits(parts: i64) -> RepairLimits {
        RepairLimits { repairer: 30, parts, repairer_clause: String::new(), parts_clause: String::new() }
    }

    fn span(cause: Delay, from: i64, to: Option<i64>) -> DelayInterval {
        DelayInterval { cause, from: day(from), to: to.map(day) }
    }

    /// Day n of a stay sent in on 2026-03-02.
    fn day(nth: i64) -> Date {
        date(2026, 3, 2).saturating_add(nth.days())
    }

    #[test]
    fn limits_pass_on_the_day_after_their_last_day() {
        use Delay::{Consumer, Other, PartsNotSupplied as Parts, Repairer};
        for (delays, want) in [
            (vec![], (Some(31), None)),
            (vec![span(Repairer, 0, None)], (Some(31), None)),
            (vec![span(Consumer, 0, None)], (None, None)),
            (vec![span(Other, 10, None)], (None, None)),
            // Waiting for parts runs from sending in: five ordinary days first, then the part is missing.
            (vec![span(Parts, 5, None)], (None, Some(91))),
            // Twenty days of waiting are not the repairer's; his 31st day is day 51.
            (vec![span(Parts, 5, Some(25))], (Some(51), Some(91))),
            (vec![span(Consumer, 3, Some(13)), span(Parts, 13, None)], (None, Some(101))),
            (vec![span(Parts, 2, Some(2))], (Some(31), None)),
        ] {
            let got = limit_days(day(0), None, &delays, &limits(90));
            assert_eq!((got.repairer, got.parts), (want.0.map(day), want.1.map(day)), "{delays:?}");
        }
        assert_eq!(limit_days(day(0), None, &[span(Parts, 0, None)], &limits(60)).parts, Some(day(61)));
    }

    #[test]
    fn a_stay_that_ended_in_time_passes_nothing() {
        assert_eq!(limit_days(day(0), Some(day(30)), &[], &limits(90)), LimitDays::default());
        assert_eq!(limit_days(day(0), Some(day(31)), &[], &limits(90)).repairer, Some(day(31)));
        let waiting = [span(Delay::PartsNotSupplied, 0, None)];
        assert_eq!(limit_days(day(0), Some(day(90)), &waiting, &limits(90)), LimitDays::default());
        assert_eq!(limit_days(day(0), Some(day(91)), &waiting, &limits(90)).parts, Some(day(91)));
    }

    #[test]
    fn what_cannot_be_is_refused_and_touching_is_not() {
        use Delay::{Consumer, Repairer};
        for (delays, want) in [
            (vec![span(Consumer, 3, Some(5)), span(Repairer, 5, Some(9))], Ok(())),
            (vec![span(Repairer, 5, None), span(Consumer, 3, Some(5))], Ok(())),
            (vec![span(Consumer, 0, Some(10))], Ok(())),
            (vec![span(Consumer, 3, Some(6)), span(Repairer, 5, Some(9))], Err("重叠")),
            (vec![span(Consumer, 3, None), span(Repairer, 5, None)], Err("重叠")),
            (vec![span(Consumer, 5, Some(4))], Err("早于开始日")),
            (vec![span(Consumer, -1, Some(4))], Err("超出")),
            (vec![span(Consumer, 3, Some(11))], Err("超出")),
            (vec![span(Consumer, 11, None)], Err("超出")),
        ] {
            let got = check_delays(day(0), Some(day(10)), &delays);
            match want {
                Ok(()) => assert_eq!(got, Ok(()), "{delays:?}"),
                Err(words) => assert!(got.as_ref().is_err_and(|no| no.message.contains(words)), "{delays:?}: {got:?}"),
            }
        }
    }

    prop_compose! {
        fn intervals()(raw in proptest::collection::vec((0i64..20, 0i64..40, proptest::sample::select(Delay::ALL)), 0..6), runs in any::<bool>()) -> Vec<DelayInterval> {
            let mut at = 0;
            let mut all: Vec<_> = raw.into_iter().map(|(gap, length, cause)| {
                let from = at + gap;
                at = from + length;
                span(cause, from, Some(at))
            }).collect();
            if runs && let Some(last) = all.last_mut() { last.to = None; }
            all
        }
    }

    proptest! {
        #[test]
        fn each_day_has_one_cause(delays in intervals(), end in 0i64..400) {
            let count = count_days(day(0), day(end), &delays);
            let causes: i64 = Delay::ALL.iter().map(|cause| count.of(*cause)).sum();
            prop_assert_eq!(count.total, end);
            prop_assert_eq!(count.ordinary + causes, end);
        }

        #[test]
        fn order_of_writing_down_does_not_matter(delays in intervals(), end in 0i64..400) {
            let mut turned = delays.clone();
            turned.reverse();
            prop_assert_eq!(count_days(day(0), day(end), &delays), count_days(day(0), day(end), &turned));
            prop_assert_eq!(check_delays(day(0), None, &delays), check_delays(day(0), None, &turned));
        }

        #[test]
        fn a_limit_passes_exactly_when_the_count_exceeds_it(delays in intervals(), end in 0i64..400, parts in 30i64..91) {
            let limits = limits(parts);
            let (count, passed) = (count_days(day(0), day(end), &delays), limit_days(day(0), Some(day(end)), &delays, &limits));
            prop_assert_eq!(passed.repairer.is_some(), count.against_repairer() > 30);
            if passed.repairer.is_none() {
                prop_assert_eq!(passed.parts.is_some(), count.parts_wait() > parts);
            }
            // What is foreseen for a running stay is what comes about.
            let foreseen = limit_days(day(0), None, &delays, &limits);
            prop_assert_eq!(passed.repairer, foreseen.repairer.filter(|reached| *reached <= day(end)));
        }
    }
}
