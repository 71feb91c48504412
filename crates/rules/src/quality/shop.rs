//! The unit in the shop: the 30/60/90-day limits, the loan unit, waiting (readings 5-7, 10-13).

use super::Case;
use crate::delay::{DayCount, DelayInterval, REPAIRER_LIMIT, count_days, limit_days};
use crate::facts::{BadFacts, Delay, Repair};
use crate::family::Topic;
use crate::options::Choice;
use crate::province::{Province, SHANDONG_27, ZHEJIANG_26, ZHEJIANG_LOANER, ZHEJIANG_TOTAL};
use crate::repairs::days_between;
use crate::ruling::Working;

/// What the unit's stay with the repairer adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stay {
    /// Not in the shop, no limit passed.
    Nothing,
    /// In the shop within the limits: `wait` or `loaner`.
    Running(Choice),
    /// A limit is passed; `full` where the province gives the full price back.
    OverLimit { full: bool },
}

/// The stay that counts for the present fault.
pub(super) fn stay(case: &Case<'_>, working: &mut Working) -> Stay {
    if let Some(over) = zhejiang_total(case, working) {
        return over;
    }
    if let Some(open) = case.history.open {
        let days = days_between(open.sent_in, case.facts.as_of);
        return over_limit(case, open, working).unwrap_or_else(|| Stay::Running(running(case, days, working)));
    }
    handed_back_today(case).and_then(|repair| over_limit(case, repair, working)).unwrap_or(Stay::Nothing)
}

/// Over the limit, but handed back: only on that day, for the fault sent in or not cured (reading 11).
fn handed_back_today<'a>(case: &Case<'a>) -> Option<&'a Repair> {
    let last = case.history.closed.last().copied()?;
    let out = last.handed_back?;
    (out == case.facts.as_of && case.facts.fault_date <= out).then_some(last)
}

/// A limit that a stay has passed.
struct Passed {
    limit: i64,
    /// Days held against it.
    days: i64,
    topic: Topic,
}

/// The days of a stay up to now by cause, and the limit that was passed first, if any.
fn limit_passed(case: &Case<'_>, repair: &Repair) -> (DayCount, Option<Passed>) {
    let (end, causes) = (repair.handed_back.unwrap_or(case.facts.as_of), repair.causes());
    let limits = case.family.repair_limits(&case.province);
    let count = count_days(repair.sent_in, end, &causes);
    let days = limit_days(repair.sent_in, Some(end), &causes, &limits);
    let repairer = days.repairer.filter(|own| days.parts.is_none_or(|parts| *own <= parts));
    let passed = match (repairer, days.parts) {
        (Some(_), _) => Some(Passed { limit: limits.repairer, days: count.against_repairer(), topic: Topic::RepairerDelay }),
        (None, Some(_)) => Some(Passed { limit: limits.parts, days: count.parts_wait(), topic: Topic::PartsWait }),
        (None, None) => None,
    };
    (count, passed)
}

fn over_limit(case: &Case<'_>, repair: &Repair, working: &mut Working) -> Option<Stay> {
    let cause = cause_in_words(repair);
    let (count, passed) = limit_passed(case, repair);
    let Some(Passed { limit, days, topic }) = passed else {
        if count.total > REPAIRER_LIMIT && count.consumer + count.other > 0 {
            let days = count.total;
            working.warn(format!("修理已满 {days} 天（{cause}），不按超期换货；请保存原因的证据，消费者不认可的应复核"));
        }
        return None;
    };
    let full = case.province == Province::Shandong;
    let clause = if full { SHANDONG_27.to_owned() } else { case.clause(topic) };
    working.test(
        format!("送修次日起第 {days} 天，限 {limit} 天（{cause}）"),
        &format!("{clause}（P12）"),
        true,
        format!("超过 {limit} 日，可{}", case.exchange().label()),
    );
    if topic == Topic::RepairerDelay {
        working.warn("修理者自身原因超期，换货费用由修理者承担");
    }
    if topic == Topic::PartsWait && limit == 60 && limits_from_memory(case) {
        working.warn("60 日待件期限凭记忆，未核对该类商品的原文，使用前请查证");
    }
    Some(Stay::OverLimit { full })
}

/// The cause of a stay, or its causes with the days in between.
fn cause_in_words(repair: &Repair) -> String {
    let span = |one: &DelayInterval| {
        let to = one.to.map_or_else(|| "至今".to_owned(), |to| format!("至 {to}"));
        format!("{} 自 {} {to}", one.cause.label(), one.from)
    };
    match repair.delay {
        Some(cause) => cause.label().to_owned(),
        None if repair.delays.is_empty() => "未写明原因，按修理者自身原因".to_owned(),
        None => repair.delays.iter().map(span).collect::<Vec<_>>().join("；"),
    }
}

fn limits_from_memory(case: &Case<'_>) -> bool {
    matches!(case.family, crate::family::RuleFamily::MicroComputer2002 | crate::family::RuleFamily::HomeAv2002)
}

/// Zhejiang: a total of more than 35 days lives on, running time counts to the day of decision.
fn zhejiang_total(case: &Case<'_>, working: &mut Working) -> Option<Stay> {
    if !case.is_zhejiang() {
        return None;
    }
    let total = total_days(case);
    let over = total > ZHEJIANG_TOTAL;
    if total > 0 {
        working.test(
            format!("修理时间累计 {total} 天，限 {ZHEJIANG_TOTAL} 天"),
            ZHEJIANG_26,
            over,
            if over { format!("累计超过 {ZHEJIANG_TOTAL} 日，可{}", case.exchange().label()) } else { "未超过".to_owned() },
        );
    }
    let by_consumer = case.history.open.is_some_and(|r| r.causes().iter().any(|one| one.cause == Delay::Consumer));
    if over && by_consumer {
        working.warn("累计天数含消费者原因的拖延，规定未写明是否扣除，按对消费者有利处理，请复核");
    }
    over.then_some(Stay::OverLimit { full: true })
}

fn total_days(case: &Case<'_>) -> i64 {
    case.sale.period_from.map_or(0, |from| case.history.days_until(case.facts.as_of, from, case.book.conventions.repair_days))
}

/// Wait, or the loan unit where the family or the province wants one by now.
fn running(case: &Case<'_>, days: i64, working: &mut Working) -> Choice {
    let zhejiang = case.is_zhejiang().then_some(ZHEJIANG_LOANER);
    let after = case.family.loaner_after().into_iter().chain(zhejiang).min();
    match after {
        Some(limit) if days > limit => {
            let clause = if case.family.loaner_after() == Some(limit) { case.clause(Topic::Loaner) } else { ZHEJIANG_26.to_owned() };
            working.test(
                format!("送修次日起第 {days} 天，{limit} 天内未修好"),
                &format!("{clause}（P12）"),
                true,
                format!("应{}", Choice::Loaner.label()),
            );
            Choice::Loaner
        }
        _ => {
            explain_running(case, working);
            Choice::Wait
        }
    }
}

/// How long the unit has been there, and when the next limit falls.
pub(super) fn explain_running(case: &Case<'_>, working: &mut Working) {
    let Some(open) = case.history.open else { return };
    let days = days_between(open.sent_in, case.facts.as_of);
    let clause = format!("{}（P12）", case.clause(Topic::RepairerDelay));
    working.figure(format!("{} 送修，至 {} 为第 {days} 天，尚未交还", open.sent_in, case.facts.as_of), &clause, Choice::Wait.label());
}

/// Back in time, decided later, nothing new: there is no claim to rule on.
pub(super) fn refuse_settled_fault(case: &Case<'_>) -> Result<(), BadFacts> {
    if case.history.open.is_some() || case.is_accessory() {
        return Ok(());
    }
    let Some((last, out)) = case.history.closed.last().and_then(|r| r.handed_back.map(|out| (*r, out))) else { return Ok(()) };
    let same_fault = case.facts.fault_date < out && case.facts.as_of > out;
    let in_time = limit_passed(case, last).1.is_none();
    let total_lives = case.is_zhejiang() && total_days(case) > ZHEJIANG_TOTAL;
    if same_fault && in_time && !total_lives {
        let message = "该故障已送修并按期交还。若交还后又出现故障，请把故障日期改为再次出现的日期；若仍在修理，请补填修理记录";
        return Err(BadFacts::new("fault_date", message));
    }
    Ok(())
}
