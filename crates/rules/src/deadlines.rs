//! Deadlines outside a ruling: refunds, deliberate delay, the authority's answer, the red-letter slip.

use jiff::civil::{Date, DateTime};
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::calendar::{Calendar, Rolled};
use crate::conventions::Conventions;
use crate::facts::{BadFacts, parse_ymd};
use crate::ruling::{Working, WorkingLine};

/// Which deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// Refund within 7 days of getting the goods back.
    NoReasonRefundDue,
    /// Refund unpaid for 15 days.
    RefundDeliberateDelay,
    /// Quality claim without action for 15 days.
    QualityClaimDeliberateDelay,
    /// The authority's 7 working days.
    AuthorityActsOnComplaint,
    /// 72 hours of a red-letter slip.
    RedLetterConfirmationLapses,
}

impl DeadlineKind {
    /// The Chinese name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::NoReasonRefundDue => "无理由退货退款期限",
            Self::RefundDeliberateDelay => "退款超期视为故意拖延",
            Self::QualityClaimDeliberateDelay => "质量诉求超期视为故意拖延",
            Self::AuthorityActsOnComplaint => "行政部门处理投诉期限",
            Self::RedLetterConfirmationLapses => "红字信息确认失效",
        }
    }

    fn clause(self) -> &'static str {
        match self {
            Self::NoReasonRefundDue => "《消费者权益保护法》第二十五条；民法典第二百零三条",
            Self::RefundDeliberateDelay => "《侵害消费者权益行为处罚办法》第九条第四项；民法典第二百零三条",
            Self::QualityClaimDeliberateDelay => "《侵害消费者权益行为处罚办法》第八条第二项；民法典第二百零三条",
            Self::AuthorityActsOnComplaint => "《消费者权益保护法》第四十六条",
            Self::RedLetterConfirmationLapses => "数电票红字信息确认规则",
        }
    }
}

/// Facts of a deadline. `from` is `YYYY-MM-DD`, with `THH:MM[:SS]` where hours count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeadlineFacts {
    /// Which deadline.
    pub deadline: DeadlineKind,
    /// Day or moment it counts from (not counted itself).
    pub from: String,
}

/// The deadline and how it was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeadlineAnswer {
    /// Last day, or the moment for the red-letter slip, written like `from`.
    pub due: String,
    /// The working.
    pub working: Vec<WorkingLine>,
    /// Things to look out for, in Chinese.
    pub warnings: Vec<String>,
}

/// A moment as written: the text around the civil time is kept so that the answer looks like the question.
struct Moment {
    date: Date,
    time: Option<Written>,
}

struct Written {
    separator: char,
    at: DateTime,
    seconds: bool,
    zone: String,
}

impl DeadlineFacts {
    /// Reads the facts of a deadline line, naming the field at fault.
    pub fn from_json(value: &Value) -> Result<Self, BadFacts> {
        let object = value.as_object().ok_or_else(|| BadFacts::new("facts", "facts 应是一个对象"))?;
        if let Some(field) = object.keys().find(|key| !matches!(key.as_str(), "deadline" | "from")) {
            return Err(BadFacts::new(field, "期限只需 deadline 与 from 两项，请删去其他字段"));
        }
        let kind = object.get("deadline").cloned().unwrap_or(Value::Null);
        let deadline = serde_json::from_value(kind).map_err(|_| BadFacts::new("deadline", "不认识的期限种类，请对照字段表改正"))?;
        match object.get("from").and_then(Value::as_str) {
            Some(from) => Ok(Self { deadline, from: from.to_owned() }),
            None => Err(BadFacts::new("from", "请填写起算日期，例如 2026-04-22")),
        }
    }

    fn moment(&self) -> Result<Moment, BadFacts> {
        read_moment(&self.from).ok_or_else(|| BadFacts::new("from", "起算日期应写成 2026-04-22 或 2026-04-22T10:30，且确有此日此时"))
    }
}

fn read_moment(text: &str) -> Option<Moment> {
    let (day, rest) = text.trim().split_at_checked(10)?;
    let date = parse_ymd(day)?;
    let Some(separator) = rest.chars().next() else { return Some(Moment { date, time: None }) };
    if !matches!(separator, 'T' | 't' | ' ') {
        return None;
    }
    let rest = rest.get(1..)?;
    let zone_at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at_checked(zone_at)?;
    let seconds = match clock.len() {
        5 => false,
        8 => true,
        _ => return None,
    };
    let at = format!("{day}T{clock}").parse().ok()?;
    let zone_fine = matches!(zone, "" | "Z" | "z") || (zone.len() == 6 && zone.get(3..4) == Some(":"));
    zone_fine.then(|| Moment { date, time: Some(Written { separator, at, seconds, zone: zone.to_owned() }) })
}

impl Written {
    fn text(&self, at: DateTime) -> String {
        let clock = if self.seconds { at.strftime("%H:%M:%S") } else { at.strftime("%H:%M") };
        format!("{}{}{clock}{}", at.date(), self.separator, self.zone)
    }
}

pub(crate) fn answer(facts: &DeadlineFacts, calendar: &Calendar, conventions: Conventions) -> Result<DeadlineAnswer, BadFacts> {
    let moment = facts.moment()?;
    let mut working = Working::default();
    let due = match facts.deadline {
        DeadlineKind::NoReasonRefundDue => days(&moment, 7, calendar, conventions, &mut working)?,
        DeadlineKind::RefundDeliberateDelay | DeadlineKind::QualityClaimDeliberateDelay => {
            days(&moment, 15, calendar, conventions, &mut working)?
        }
        DeadlineKind::AuthorityActsOnComplaint => {
            working.warn("七个工作日约束的是行政部门，不是商家的答复期限");
            let rolled = calendar.add_working_days(moment.date, 7, conventions.roll);
            unknown_year(rolled, &mut working);
            rolled.date.to_string()
        }
        DeadlineKind::RedLetterConfirmationLapses => seventy_two_hours(&moment, &mut working)?,
    };
    working.figure(format!("{}：自 {} 起算，当日不计", facts.deadline.label(), facts.from.trim()), facts.deadline.clause(), due.clone());
    Ok(DeadlineAnswer { due, working: working.lines, warnings: working.warnings })
}

fn too_far() -> BadFacts {
    BadFacts::new("from", "日期超出可计算的范围，请核对")
}

fn days(moment: &Moment, count: i64, calendar: &Calendar, conventions: Conventions, working: &mut Working) -> Result<String, BadFacts> {
    let raw = moment.date.checked_add(count.days()).map_err(|_| too_far())?;
    let rolled = calendar.roll(raw, conventions.roll);
    unknown_year(rolled, working);
    working.figure(format!("{} + {count} 天 = {raw}", moment.date), "民法典第二百零一条（P1）", raw.to_string());
    Ok(rolled.date.to_string())
}

fn unknown_year(rolled: Rolled, working: &mut Working) {
    if !rolled.known {
        working.warn(format!("{} 年的放假安排未导入，未作顺延，请导入后重算", rolled.raw.year()));
    }
}

/// Hours never roll. Without a time of day the answer is the third day and says so.
fn seventy_two_hours(moment: &Moment, working: &mut Working) -> Result<String, BadFacts> {
    let span: Span = 72.hours();
    match &moment.time {
        Some(written) => written.at.checked_add(span).map(|at| written.text(at)).map_err(|_| too_far()),
        None => {
            working.warn("未填时刻，72 小时只能算到日，请补填发起确认单的时刻");
            moment.date.checked_add(3.days()).map(|date| date.to_string()).map_err(|_| too_far())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(kind: DeadlineKind, from: &str) -> String {
        let facts = DeadlineFacts { deadline: kind, from: from.to_owned() };
        answer(&facts, &Calendar::builtin(), Conventions::default()).map_or_else(|e| e.code, |a| a.due)
    }

    #[test]
    fn days_roll_and_hours_do_not() {
        use DeadlineKind::*;
        for (kind, from, want) in [
            (NoReasonRefundDue, "2026-04-22", "2026-04-29"),
            (NoReasonRefundDue, "2026-04-25", "2026-05-06"),
            (RefundDeliberateDelay, "2026-04-22", "2026-05-07"),
            (QualityClaimDeliberateDelay, "2026-09-18", "2026-10-08"),
            (AuthorityActsOnComplaint, "2026-02-12", "2026-02-28"),
            (RedLetterConfirmationLapses, "2026-04-30T10:30", "2026-05-03T10:30"),
            (RedLetterConfirmationLapses, "2026-04-30 10:30:15", "2026-05-03 10:30:15"),
            (RedLetterConfirmationLapses, "2026-04-30T10:30:00+08:00", "2026-05-03T10:30:00+08:00"),
            (RedLetterConfirmationLapses, "2026-04-30", "2026-05-03"),
            (NoReasonRefundDue, "2026-04-22T23:59", "2026-04-29"),
        ] {
            assert_eq!(due(kind, from), want, "{kind:?} {from}");
        }
    }

    #[test]
    fn impossible_moments_are_refused() {
        for bad in ["2026-02-30", "2026-4-2", "", "2026-04-22T25:00", "2026-04-22x10:00", "二〇二六年四月二日"] {
            assert_eq!(due(DeadlineKind::NoReasonRefundDue, bad), "bad_facts", "{bad}");
        }
    }
}
