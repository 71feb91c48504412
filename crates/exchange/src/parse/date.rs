//! Points in time as platforms write them. Beijing time, as in the file.

use jiff::civil::{Date, DateTime, Time};

use crate::heading::half_width;
use crate::parse::id::clean;

const BAD: &str = "不是有效的日期时间，应写成 2026-03-05 14:30:00";

/// Reads `2026-03-05 14:30:00` and its relatives (`/`, `.`, 年月日, `T`, no seconds, no time, `20260305`,
/// `20260305143000`); `None` when empty or all zero.
///
/// # Errors
/// A Chinese reason when the text is no date, does not exist, or leaves the order of day and month open.
pub fn parse_datetime(text: &str) -> Result<Option<DateTime>, &'static str> {
    let half: String = clean(text).chars().map(half_width).collect();
    if half.is_empty() || half.starts_with("0000-00-00") {
        return Ok(None);
    }
    let (date_text, time_text) = split(&half);
    let date = parse_date(date_text).ok_or(BAD)?;
    let time = parse_time(time_text.trim()).ok_or(BAD)?;
    Ok(Some(date.to_datetime(time)))
}

fn split(text: &str) -> (&str, &str) {
    if text.len() == 14 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.split_at(8);
    }
    if let Some((date, time)) = text.split_once('日') {
        return (date, time);
    }
    text.split_once([' ', 'T', '\t', '\n']).unwrap_or((text, ""))
}

fn parse_date(text: &str) -> Option<Date> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return date(&text[..4], &text[4..6], &text[6..]);
    }
    let mut parts = text.split(['-', '/', '.', '年', '月']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() { None } else { date(year, month, day) }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let short = |s: &str| (1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !year.starts_with(['1', '2']) || !short(month) || !short(day) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn parse_time(text: &str) -> Option<Time> {
    if text.is_empty() {
        return Some(Time::midnight());
    }
    if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Time::new(text[..2].parse().ok()?, text[2..4].parse().ok()?, text[4..].parse().ok()?, 0).ok();
    }
    let mut parts = text.split(':');
    let (hour, minute) = (unit(parts.next()?)?, unit(parts.next()?)?);
    let second = parts.next().map_or(Some(0), |seconds| unit(without_fraction(seconds)?))?;
    if parts.next().is_some() { None } else { Time::new(hour, minute, second, 0).ok() }
}

fn unit(text: &str) -> Option<i8> {
    ((1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn without_fraction(seconds: &str) -> Option<&str> {
    match seconds.split_once('.') {
        Some((whole, fraction)) => (!fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit())).then_some(whole),
        None => Some(seconds),
    }
}

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// An Excel serial number of the 1900 system (or the 1904 one) as a point in time, rounded to the second. Only
/// 1954 to 2118, so that a stray amount or count is not taken for a date.
pub(crate) fn from_serial(serial: f64, is_1904: bool) -> Option<DateTime> {
    let serial = if is_1904 { serial + 1462.0 } else { serial };
    if !(20_000.0..80_000.0).contains(&serial) {
        return None;
    }
    let epoch = Date::new(1899, 12, 30).ok()?;
    // In range by the check above, so the cast is exact.
    let seconds = (serial * DAY).round() as i64;
    epoch.to_datetime(Time::midnight()).checked_add(jiff::SignedDuration::from_secs(seconds)).ok()
}

/// How a point in time is written in previews and exports.
pub(crate) fn format_datetime(at: DateTime) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;
    use proptest::prelude::*;

    #[test]
    fn shapes() {
        let full = datetime(2026, 3, 5, 14, 30, 0, 0);
        for text in [
            "2026-03-05 14:30:00",
            "2026/3/5 14:30",
            "2026.03.05 14:30",
            "2026年3月5日 14:30",
            "2026-03-05T14:30:00",
            "20260305143000",
            "2026-03-05 14:30:00.0",
            "\t2026-03-05 14:30:00",
            "２０２６-03-05 14：30",
            "2026年3月5日14:30",
        ] {
            assert_eq!(parse_datetime(text), Ok(Some(full)), "{text}");
        }
        for text in ["2026-03-05", "20260305", "2026年03月05日", "2026/3/5"] {
            assert_eq!(parse_datetime(text), Ok(Some(datetime(2026, 3, 5, 0, 0, 0, 0))), "{text}");
        }
        assert_eq!(parse_datetime(""), Ok(None));
        assert_eq!(parse_datetime("0000-00-00 00:00:00"), Ok(None));
        for bad in [
            "2026-02-30",
            "2026-13-01",
            "3/5/2026",
            "05-03-26",
            "昨天",
            "46086.6",
            "2026-03-05 25:00",
            "2026-03-05 1430",
            "2026-03-05 14:30:00:00",
        ] {
            assert!(parse_datetime(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn serials() {
        assert_eq!(from_serial(46_086.604_166_666_664, false), Some(datetime(2026, 3, 5, 14, 30, 0, 0)));
        assert_eq!(from_serial(46_086.0 - 1462.0, true), Some(datetime(2026, 3, 5, 0, 0, 0, 0)));
        assert_eq!(from_serial(59.9, false), None);
        assert_eq!(from_serial(f64::NAN, false), None);
    }

    proptest! {
        #[test]
        fn round_trip(days in 0i32..60_000, seconds in 0i64..86_400) {
            let at = datetime(1970, 1, 1, 0, 0, 0, 0)
                .checked_add(jiff::SignedDuration::from_secs(i64::from(days) * 86_400 + seconds)).unwrap();
            prop_assert_eq!(parse_datetime(&format_datetime(at)), Ok(Some(at)));
        }

        #[test]
        fn never_panics(text in ".*", odd in "[0-9年月日:/. T-]{0,24}") {
            let _ = (parse_datetime(&text), parse_datetime(&odd));
        }
    }
}
