//! When a promise is due: hours run without a stop; days and working days end at 24:00 of the last one.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use shounuo_rules::{Calendar, DayKind, RollRule};

use crate::kernel::work::{china, china_date, china_moment};

/// Unit of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 小时
    Hours,
    /// 日
    Days,
    /// 工作日
    WorkingDays,
}

/// The limit of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Limit {
    /// How many.
    #[serde(rename = "limit_count")]
    pub count: u32,
    /// Of what.
    #[serde(rename = "limit_unit")]
    pub unit: Unit,
}

/// When it is due, and how that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The moment.
    pub at: Timestamp,
    /// A year whose holidays are not known here, though the answer needs them: the moment may move.
    pub needs_year: Option<i16>,
    /// The working, in a line.
    pub line: String,
}

impl Limit {
    /// In words: 48 小时内.
    pub fn words(self) -> String {
        let unit = match self.unit {
            Unit::Hours => "小时",
            Unit::Days => "日",
            Unit::WorkingDays => "个工作日",
        };
        format!("{} {unit}内", self.count)
    }

    /// When it is due, counted from `start`. The day of the start is not counted.
    pub fn due(self, start: Timestamp, calendar: &Calendar) -> Due {
        let from = china_date(start);
        match self.unit {
            Unit::Hours => {
                let at = start.saturating_add(i64::from(self.count).hours()).unwrap_or(Timestamp::MAX);
                Due { at, needs_year: None, line: format!("时限 {} 小时，连续计算，到期 {}", self.count, china_moment(at)) }
            }
            Unit::Days => {
                let at = end_of(from.saturating_add(i64::from(self.count).days()));
                Due {
                    at, needs_year: None, line: format!("时限 {} 日，{from} 次日为第 1 日，到期 {}", self.count, china_moment(at))
                }
            }
            Unit::WorkingDays => self.working_days(from, calendar),
        }
    }

    fn working_days(self, from: Date, calendar: &Calendar) -> Due {
        let last = calendar.add_working_days(from, self.count, RollRule::HolidaysAndWeekends).date;
        let at = end_of(last);
        let needs_year = (from.year()..=last.year()).find(|year| !Date::new(*year, 1, 1).is_ok_and(|day| calendar.knows(day)));
        let passed = passed_over(from, last, calendar);
        let unknown = needs_year.map(|year| format!("；{year} 年放假安排未导入，暂只扣周末")).unwrap_or_default();
        let line = format!("时限 {} 个工作日，{from} 次日起算{passed}，到期 {}{unknown}", self.count, china_moment(at));
        Due { at, needs_year, line }
    }
}

/// What lay between: rest days that were not counted, and weekend days that were, because they are made up for.
fn passed_over(from: Date, last: Date, calendar: &Calendar) -> String {
    let between = || std::iter::successors(from.tomorrow().ok(), |day| day.tomorrow().ok()).take_while(|day| *day <= last);
    let rest = between().filter(|day| calendar.is_rest_day(*day, RollRule::HolidaysAndWeekends)).count();
    let made_up: Vec<String> = calendar
        .days()
        .filter(|(day, special)| *day > from && *day <= last && special.kind == DayKind::MakeupWorkday)
        .map(|(day, _)| day.to_string())
        .collect();
    let rest = if rest > 0 { format!("，其间休息 {rest} 日不计") } else { String::new() };
    let made_up = if made_up.is_empty() { String::new() } else { format!("，调休上班 {} 计入", made_up.join("、")) };
    rest + &made_up
}

fn end_of(day: Date) -> Timestamp {
    day.tomorrow().ok().and_then(|next| next.to_zoned(china()).ok()).map_or(Timestamp::MAX, |end| end.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(count: u32, unit: Unit, start: &str) -> (String, Option<i16>) {
        let due = Limit { count, unit }.due(start.parse().unwrap(), &Calendar::builtin());
        (china_moment(due.at), due.needs_year)
    }

    #[test]
    fn hours_run_through_and_days_end_at_midnight() {
        // 2026-09-30 10:00 in Beijing, the eve of a break of seven days with a make-up day on 10-10, a Saturday.
        let start = "2026-09-30T02:00:00Z";
        for (count, unit, expected) in [
            (48, Unit::Hours, "2026-10-02 10:00"),
            (3, Unit::Days, "2026-10-03 24:00"),
            (1, Unit::WorkingDays, "2026-10-08 24:00"),
            (3, Unit::WorkingDays, "2026-10-10 24:00"),
            (4, Unit::WorkingDays, "2026-10-12 24:00"),
        ] {
            assert_eq!(due(count, unit, start), (expected.to_owned(), None), "{count} {unit:?}");
        }
    }

    #[test]
    fn a_year_without_a_calendar_is_named() {
        let (_, needs) = due(5, Unit::WorkingDays, "2026-12-30T02:00:00Z");
        assert_eq!(needs, Some(2027));
        assert_eq!(due(5, Unit::Days, "2026-12-30T02:00:00Z").1, None);
    }

    #[test]
    fn the_working_names_what_was_passed_over() {
        let line = Limit { count: 3, unit: Unit::WorkingDays }.due("2026-09-30T02:00:00Z".parse().unwrap(), &Calendar::builtin()).line;
        assert!(line.contains("休息 7 日不计") && line.contains("调休上班 2026-10-10 计入"), "{line}");
    }
}
