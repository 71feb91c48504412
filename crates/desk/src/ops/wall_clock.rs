//! The computer's date and time against what is known: entries written before, and the day this program was made. Order never
//! hangs on it (the ledger has its own time), but every deadline does.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

use super::Call;
use super::health::HealthNote;
use crate::kernel::Refusal;
use crate::kernel::work::{china_date, china_moment};

/// Clocks are put right by minutes all the time.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);
/// A shop that was closed for longer has probably not been: the date is wrong, or was.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(400 * 24);
/// Nobody had this program before.
const FIRST_DAY: Date = date(2026, 1, 1);

/// Why the computer's time cannot be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    /// It is before the last entry.
    SetBack(Timestamp),
    /// It is long after the last entry.
    FarAhead(Timestamp),
    /// It is before this program existed.
    BeforeUs,
}

fn doubt(last: Option<Timestamp>, now: Timestamp) -> Option<Doubt> {
    let since = last.map(|last| (last, now.duration_since(last)));
    match since {
        Some((last, since)) if since < -TOLERANCE => Some(Doubt::SetBack(last)),
        _ if china_date(now) < FIRST_DAY => Some(Doubt::BeforeUs),
        Some((last, since)) if since > LONGEST_PAUSE => Some(Doubt::FarAhead(last)),
        _ => None,
    }
}

/// Tells when the computer's time is doubtful. Nothing is deleted by date anywhere; what would be must ask here first.
pub(super) fn clock_doubtful(call: &Call<'_>) -> Result<Option<HealthNote>, Refusal> {
    let last = call.shop()?.last_written();
    let now = china_moment(call.now);
    Ok(doubt(last, call.now).map(|doubt| match doubt {
        Doubt::SetBack(last) => HealthNote::warning(
            "clock_set_back",
            format!(
                "电脑时间是 {now}，早于最后一条台账的 {}。请先校准电脑的日期和时间，再登记和出具通知书，否则期限会算错。台账的先后顺序不受影响。",
                china_moment(last)
            ),
        ),
        Doubt::FarAhead(last) => HealthNote::warning(
            "clock_doubtful",
            format!("电脑时间是 {now}，离最后一条台账（{}）已超过一年。日期如果不对，请先校准，否则期限会提前到期。", china_moment(last)),
        ),
        Doubt::BeforeUs => HealthNote::warning(
            "clock_doubtful",
            format!("电脑时间是 {now}，显然不对。请先校准电脑的日期和时间，再登记和出具通知书，否则期限会算错。"),
        ),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_nothing_and_years_are_told() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let last = at("2026-11-21T02:00:00Z");
        for (now, told) in [
            ("2026-11-21T02:00:00Z", None),
            ("2026-11-21T01:56:00Z", None),
            ("2026-11-21T01:54:00Z", Some(Doubt::SetBack(last))),
            ("1970-01-01T00:00:00Z", Some(Doubt::SetBack(last))),
            ("2027-11-21T02:00:00Z", None),
            ("2028-11-21T02:00:00Z", Some(Doubt::FarAhead(last))),
        ] {
            assert_eq!(doubt(Some(last), at(now)), told, "{now}");
        }
        assert_eq!(doubt(None, at("2004-05-06T00:00:00Z")), Some(Doubt::BeforeUs));
        assert_eq!(doubt(Some(at("1970-01-01T00:00:00Z")), at("1970-01-02T00:00:00Z")), Some(Doubt::BeforeUs));
        assert_eq!(doubt(None, last), None);
    }
}
