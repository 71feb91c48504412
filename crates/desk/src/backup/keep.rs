//! Which backups are kept: of the last 7 days, 4 weeks and 12 months that have one, the newest each.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// A backup as the rotation sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// File name.
    pub name: String,
    /// When it was made, in China.
    pub made: DateTime,
    /// A cold restore of it matched.
    pub verified: bool,
}

/// Names of those that may go. Never the newest verified one, and nothing that was not given: what others put into the folder
/// is not ours to judge. One that was never verified takes no place from one that was.
#[must_use]
pub fn expired(stored: &[Stored]) -> Vec<String> {
    let mut newest_first: Vec<&Stored> = stored.iter().collect();
    newest_first.sort_by(|left, right| (right.made, &right.name).cmp(&(left.made, &left.name)));
    let mut kept: BTreeSet<&str> = BTreeSet::new();
    let good = || newest_first.iter().copied().filter(|one| one.verified);
    kept.extend(newest_of(good(), DAYS, |day| day));
    kept.extend(newest_of(good(), WEEKS, monday_of));
    kept.extend(newest_of(good(), MONTHS, |day| day.first_of_month()));
    let last_good = good().next().map(|one| one.made);
    let may_go = |one: &&&Stored| {
        // One that failed its check after the last good one is looked at by a person first.
        !kept.contains(one.name.as_str()) && (one.verified || last_good.is_some_and(|last| one.made < last))
    };
    newest_first.iter().filter(may_go).map(|one| one.name.clone()).collect()
}

/// The newest of each of the last `many` stretches that have one.
fn newest_of<'s>(newest_first: impl Iterator<Item = &'s Stored>, many: usize, stretch: impl Fn(Date) -> Date) -> Vec<&'s str> {
    let mut seen = BTreeSet::new();
    let first_of_its = |one: &&Stored| seen.insert(stretch(one.made.date()));
    newest_first.filter(first_of_its).take(many).map(|one| one.name.as_str()).collect()
}

fn monday_of(day: Date) -> Date {
    let since = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(jiff::Span::new().days(since)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn one(made: DateTime, verified: bool) -> Stored {
        Stored { name: format!("{made}{verified}"), made, verified }
    }

    fn left(stored: &[Stored]) -> Vec<Stored> {
        let gone = expired(stored);
        stored.iter().filter(|one| !gone.contains(&one.name)).cloned().collect()
    }

    #[test]
    fn after_two_years_of_daily_backups_a_week_a_month_and_a_year_are_kept() {
        let mut stored = Vec::new();
        for day in 0..730 {
            stored.push(one(date(2025, 1, 1).at(9, 0, 0, 0) + day.days(), true));
            stored = left(&stored);
        }
        let days: Vec<String> = stored.iter().map(|one| one.made.date().to_string()).collect();
        assert_eq!(
            days,
            [
                "2026-01-31",
                "2026-02-28",
                "2026-03-31",
                "2026-04-30",
                "2026-05-31",
                "2026-06-30",
                "2026-07-31",
                "2026-08-31",
                "2026-09-30",
                "2026-10-31",
                "2026-11-30",
                "2026-12-13",
                "2026-12-20",
                "2026-12-25",
                "2026-12-26",
                "2026-12-27",
                "2026-12-28",
                "2026-12-29",
                "2026-12-30",
                "2026-12-31",
            ]
        );
    }

    #[test]
    fn of_a_day_the_newest_stays_and_a_shop_that_was_away_keeps_what_it_has() {
        let at = |day: i8, hour: i8| date(2026, 11, day).at(hour, 0, 0, 0);
        assert_eq!(expired(&[one(at(2, 9), true), one(at(2, 18), true)]), [one(at(2, 9), true).name]);
        let rare: Vec<Stored> = (1..=7).map(|month| one(date(2020, month, 3).at(9, 0, 0, 0), true)).collect();
        assert_eq!(expired(&rare), Vec::<String>::new());
    }

    #[test]
    fn one_that_was_never_verified_pushes_no_good_one_out() {
        let good = one(date(2026, 11, 1).at(9, 0, 0, 0), true);
        let bad: Vec<Stored> = (2..=28).map(|day| one(date(2026, 11, day).at(9, 0, 0, 0), false)).collect();
        let all: Vec<Stored> = bad.iter().cloned().chain([good]).collect();
        assert_eq!(expired(&all), Vec::<String>::new());
        let later = one(date(2026, 11, 30).at(9, 0, 0, 0), true);
        assert_eq!(expired(&all.into_iter().chain([later]).collect::<Vec<_>>()).len(), bad.len());
    }

    proptest! {
        #[test]
        fn whatever_lies_there_the_newest_good_one_stays_and_little_is_kept(
            made in prop::collection::vec((0_i64..1_000, 0_i64..24, any::<bool>()), 0..120)
        ) {
            let stored: Vec<Stored> = made.iter().enumerate().map(|(at, (day, hour, verified))| Stored {
                name: at.to_string(), made: date(2025, 1, 1).at(0, 0, 0, 0) + (*day * 24 + *hour).hours(), verified: *verified,
            }).collect();
            let kept = left(&stored);
            let newest = stored.iter().filter(|one| one.verified).max_by(|left, right| (left.made, &left.name).cmp(&(right.made, &right.name)));
            if let Some(newest) = newest {
                prop_assert!(kept.contains(newest));
            } else {
                prop_assert_eq!(&kept, &stored);
            }
            prop_assert!(kept.iter().filter(|one| one.verified).count() <= DAYS + WEEKS + MONTHS);
            prop_assert_eq!(left(&kept), kept, "a second look takes nothing more");
        }
    }
}
