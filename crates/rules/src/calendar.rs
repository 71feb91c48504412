//! The public-holiday calendar: which days are rest days, and how a last day rolls off one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

const BUILTIN: &str = include_str!("../data/china_calendar.csv");

/// What the State Council's notice says about a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Off, including weekend days inside a break.
    Holiday,
    /// A weekend day on which people work.
    MakeupWorkday,
}

/// One day of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpecialDay {
    /// Off or working.
    pub kind: DayKind,
    /// Name of the break, e.g. 春节.
    pub name: String,
}

/// Which days a last day may not fall on (P3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RollRule {
    /// Never moved.
    None,
    /// Moved off the days of the published breaks only.
    StatutoryHolidays,
    /// Moved off breaks and weekends; make-up workdays are working days.
    #[default]
    HolidaysAndWeekends,
}

/// A last day after rolling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rolled {
    /// The day as counted.
    pub raw: Date,
    /// The day after moving off rest days; equals `raw` outside the known years.
    pub date: Date,
    /// False when a year without a published schedule was needed: nothing was moved.
    pub known: bool,
}

/// A fault in a calendar file, with the row it stands in (1 = the header).
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, TS)]
#[error("第 {row} 行：{message}")]
pub struct CalendarError {
    /// Row of the file, counted from 1.
    #[ts(type = "number")]
    pub row: u64,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

/// Holidays and make-up workdays of the published years.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Calendar {
    /// Years whose schedule has been published.
    years: BTreeSet<i16>,
    /// Days that differ from the plain week.
    #[ts(type = "Record<string, SpecialDay>")]
    days: BTreeMap<Date, SpecialDay>,
}

#[derive(Deserialize)]
struct Row {
    date: String,
    kind: String,
    name: String,
    year: i16,
}

impl Row {
    fn read(self) -> Result<(i16, Date, SpecialDay), String> {
        let date = crate::facts::parse_ymd(&self.date).ok_or("日期应写成 2027-01-01 的样子，且确有这一天")?;
        if date.year() != self.year {
            return Err(format!("日期与“年份”一栏的 {} 不符，请核对", self.year));
        }
        let kind = match self.kind.as_str() {
            "holiday" => DayKind::Holiday,
            "makeup_workday" => DayKind::MakeupWorkday,
            _ => return Err("类型只能是 holiday（放假）或 makeup_workday（调休上班）".to_owned()),
        };
        if kind == DayKind::MakeupWorkday && !is_weekend(date) {
            return Err("调休上班日应是周六或周日，请核对".to_owned());
        }
        Ok((self.year, date, SpecialDay { kind, name: self.name }))
    }
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

impl Calendar {
    /// The schedule shipped with the program (2023-2026).
    #[must_use]
    pub fn builtin() -> Self {
        // The embedded file is checked by a test; a broken one would leave an empty calendar, which only warns.
        Self::parse_csv(BUILTIN).unwrap_or_default()
    }

    /// Reads a calendar file with the columns `date,kind,name,year`. All faults are reported, not just the first.
    pub fn parse_csv(text: &str) -> Result<Self, Vec<CalendarError>> {
        let text = text.trim_start_matches('\u{feff}');
        let (mut calendar, mut errors) = (Self::default(), Vec::new());
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        for (index, row) in reader.deserialize::<Row>().enumerate() {
            let number = index as u64 + 2;
            let read = row.map_err(|_| "应有四栏：date、kind、name、year".to_owned()).and_then(Row::read);
            match read {
                Ok((year, date, day)) => {
                    calendar.years.insert(year);
                    if calendar.days.insert(date, day).is_some() {
                        errors.push(CalendarError { row: number, message: "同一天写了两次，请删去一行".to_owned() });
                    }
                }
                Err(message) => errors.push(CalendarError { row: number, message }),
            }
        }
        if errors.is_empty() && calendar.years.is_empty() {
            errors.push(CalendarError { row: 1, message: "文件里没有任何一天，请检查是否选错了文件".to_owned() });
        }
        if errors.is_empty() { Ok(calendar) } else { Err(errors) }
    }

    /// Takes over the years of `imported`, replacing those years here whole.
    #[must_use]
    pub fn merged(mut self, imported: Self) -> Self {
        self.days.retain(|date, _| !imported.years.contains(&date.year()));
        self.days.extend(imported.days);
        self.years.extend(imported.years);
        self
    }

    /// First published year.
    #[must_use]
    pub fn first_year(&self) -> Option<i16> {
        self.years.first().copied()
    }

    /// Last published year.
    #[must_use]
    pub fn last_year(&self) -> Option<i16> {
        self.years.last().copied()
    }

    /// The special days, in order.
    pub fn days(&self) -> impl Iterator<Item = (Date, &SpecialDay)> {
        self.days.iter().map(|(date, day)| (*date, day))
    }

    /// Whether the schedule of this day's year has been published.
    #[must_use]
    pub fn knows(&self, date: Date) -> bool {
        self.years.contains(&date.year())
    }

    /// Whether a last day may not fall on this day under `rule`.
    #[must_use]
    pub fn is_rest_day(&self, date: Date, rule: RollRule) -> bool {
        match (rule, self.days.get(&date).map(|day| day.kind)) {
            (RollRule::None, _) | (_, Some(DayKind::MakeupWorkday)) => false,
            (_, Some(DayKind::Holiday)) => true,
            (RollRule::StatutoryHolidays, None) => false,
            (RollRule::HolidaysAndWeekends, None) => is_weekend(date),
        }
    }

    /// Moves a last day to the first day that is no rest day (Civil Code art. 203).
    /// Where an unpublished year would be needed nothing moves and `known` is false.
    #[must_use]
    pub fn roll(&self, raw: Date, rule: RollRule) -> Rolled {
        if rule == RollRule::None {
            return Rolled { raw, date: raw, known: true };
        }
        let mut date = raw;
        while self.knows(date) {
            if !self.is_rest_day(date, rule) {
                return Rolled { raw, date, known: true };
            }
            match date.tomorrow() {
                Ok(next) => date = next,
                Err(_) => break,
            }
        }
        Rolled { raw, date: raw, known: false }
    }

    /// The `count`-th working day after `from` (P13). `known` is false when unpublished years were crossed;
    /// there only weekends are taken as rest days.
    #[must_use]
    pub fn add_working_days(&self, from: Date, count: u32, rule: RollRule) -> Rolled {
        let (mut date, mut left, mut known) = (from, count, true);
        while left > 0 {
            let Ok(next) = date.tomorrow() else { break };
            date = next;
            known &= self.knows(date);
            if !self.is_rest_day(date, rule) {
                left -= 1;
            }
        }
        Rolled { raw: date, date, known }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn rolled(y: i16, m: i8, d: i8, rule: RollRule) -> Date {
        Calendar::builtin().roll(date(y, m, d), rule).date
    }

    #[test]
    fn builtin_covers_2023_to_2026() {
        let calendar = Calendar::builtin();
        assert_eq!((calendar.first_year(), calendar.last_year()), (Some(2023), Some(2026)));
        assert_eq!(calendar.days().count(), 141);
    }

    #[test]
    fn rolls_off_breaks_and_weekends_but_not_make_up_days() {
        let rule = RollRule::HolidaysAndWeekends;
        assert_eq!(rolled(2026, 2, 17, rule), date(2026, 2, 24));
        assert_eq!(rolled(2026, 9, 20, rule), date(2026, 9, 20));
        assert_eq!(rolled(2026, 3, 1, rule), date(2026, 3, 2));
        assert_eq!(rolled(2026, 2, 28, rule), date(2026, 2, 28));
        assert_eq!(rolled(2026, 10, 3, rule), date(2026, 10, 8));
        assert_eq!(rolled(2023, 12, 31, rule), date(2024, 1, 2));
    }

    #[test]
    fn the_narrower_rules_move_less() {
        assert_eq!(rolled(2026, 3, 1, RollRule::StatutoryHolidays), date(2026, 3, 1));
        assert_eq!(rolled(2026, 10, 3, RollRule::StatutoryHolidays), date(2026, 10, 8));
        assert_eq!(rolled(2026, 10, 3, RollRule::None), date(2026, 10, 3));
    }

    #[test]
    fn unknown_years_do_not_move() {
        let answer = Calendar::builtin().roll(date(2027, 10, 2), RollRule::HolidaysAndWeekends);
        assert_eq!((answer.date, answer.known), (date(2027, 10, 2), false));
        assert!(!Calendar::builtin().roll(date(2022, 10, 1), RollRule::default()).known);
    }

    #[test]
    fn an_imported_year_is_merged_and_replaces_only_itself() {
        let import = "date,kind,name,year\n2027-01-01,holiday,元旦,2027\n2027-01-03,makeup_workday,元旦,2027\n";
        let calendar = Calendar::builtin().merged(Calendar::parse_csv(import).unwrap());
        assert_eq!(calendar.last_year(), Some(2027));
        assert_eq!(calendar.roll(date(2027, 1, 1), RollRule::default()).date, date(2027, 1, 3));
        assert_eq!(calendar.days().count(), 143);
    }

    #[test]
    fn a_bad_file_names_every_row() {
        let bad = "date,kind,name,year\n2027-02-30,holiday,x,2027\n2027-01-01,day off,x,2027\n2027-01-01,holiday,x,2026\n2027-01-04,makeup_workday,x,2027\n";
        let rows: Vec<u64> = Calendar::parse_csv(bad).unwrap_err().iter().map(|e| e.row).collect();
        assert_eq!(rows, [2, 3, 4, 5]);
        assert_eq!(Calendar::parse_csv("date,kind,name,year\n").unwrap_err()[0].row, 1);
    }

    #[test]
    fn counts_working_days_over_the_spring_festival() {
        let due = Calendar::builtin().add_working_days(date(2026, 2, 12), 7, RollRule::default());
        assert_eq!((due.date, due.known), (date(2026, 2, 28), true));
    }
}
