//! The periods of the whole unit and of the part in question (reading 18).

use super::Case;
use crate::calendar::Rolled;
use crate::catalogue::{Entry, PartTerm};
use crate::facts::Facts;
use crate::family::{RuleFamily, Topic};
use crate::period::Term;
use crate::province::{Province, ZHEJIANG_26};
use crate::repairs::History;
use crate::rulebook::Rulebook;
use crate::ruling::Working;
use crate::sale::Sale;

/// The part named in the claim, when the list knows it.
#[derive(Debug, Clone)]
pub(super) struct NamedPart<'a> {
    pub(super) listed: &'a PartTerm,
    pub(super) term: Option<Term<'a>>,
    /// Whether an earlier replacement started this period.
    pub(super) restarted: bool,
}

/// Both periods.
#[derive(Debug, Clone)]
pub(super) struct Terms<'a> {
    pub(super) unit: Option<Term<'a>>,
    pub(super) part: Option<NamedPart<'a>>,
}

impl<'a> Terms<'a> {
    pub(super) fn compute(
        book: &Rulebook,
        facts: &'a Facts,
        entry: Option<&'a Entry>,
        family: RuleFamily,
        province: &Province,
        sale: &Sale,
        history: &History<'a>,
    ) -> Self {
        let wait = i64::from(facts.parts_wait_days_at_home.unwrap_or(0));
        // Waiting at home carries no date; it extends both periods, which keeps more of the consumer's rights.
        let term = |from, months| Term::compute(book, from, months, history, wait);
        let unit = sale.period_from.zip(entry.and_then(|e| e.whole_months)).map(|(from, months)| term(from, months));
        let listed = facts.part.as_deref().zip(entry).and_then(|(name, entry)| entry.part(name));
        let part = listed.map(|listed| {
            let restarts = family.part_restarts() || *province == Province::Zhejiang;
            let replaced = facts.part_replaced_date.filter(|_| restarts).filter(|day| Some(*day) >= sale.period_from);
            let from = replaced.or(sale.period_from);
            let term = from.zip(listed.months).map(|(from, months)| term(from, months));
            NamedPart { listed, term, restarted: replaced.is_some() }
        });
        Self { unit, part }
    }

    /// The period whose dates are given: the part's where a main part is claimed, else the unit's.
    pub(super) fn shown(&self) -> Option<&Term<'a>> {
        match &self.part {
            Some(part) => part.term.as_ref(),
            None => self.unit.as_ref(),
        }
    }
}

/// Puts the periods, windows and extension into the working.
pub(super) fn explain(case: &Case<'_>, working: &mut Working) {
    if let Some(unit) = &case.terms.unit {
        one_term(case, "整机", unit, case.confidence(), working);
    }
    if let Some(part) = &case.terms.part {
        named_part(case, part, working);
    } else if let Some(name) = case.facts.part.as_deref().filter(|_| !case.is_outside()) {
        working.figure(format!("“{name}”不是目录所列主要部件"), &case.clause(Topic::Period), "按整机判定");
    }
    if case.facts.part_replaced_date.is_some() {
        replaced(case, working);
    }
    windows(case, working);
}

fn one_term(case: &Case<'_>, what: &str, term: &Term<'_>, confidence: crate::catalogue::Confidence, working: &mut Working) {
    let clause = format!("{}；民法典第二百零二条（P2）", case.clause(Topic::Period));
    working.figure_from(format!("{what}三包期：{} 起 {} 个月", term.start, term.months), &clause, term.raw.to_string(), confidence);
    if term.extension > 0 {
        working.figure(
            format!("{} + 修理及待件 {} 天（有效期内送修 {} 次，重叠只算一次）", term.raw, term.extension, term.counted.len()),
            &format!("{}（P4、P5、P6）", case.clause(Topic::Period)),
            term.end.raw.to_string(),
        );
    }
    rolled(case, what, term.end, working);
}

/// Says that a last day moved; where this fault is in time only because of it, readings differ.
fn rolled(case: &Case<'_>, what: &str, end: Rolled, working: &mut Working) {
    if !end.known {
        working.warn(format!("{what}末日 {} 所在年份的放假安排未导入，未作顺延，以该日为准", end.raw));
    } else if end.date != end.raw {
        working.figure(format!("{what}末日 {} 为休息日，顺延", end.raw), "民法典第二百零三条（P3）", end.date.to_string());
        if end.raw < case.facts.fault_date && case.facts.fault_date <= end.date {
            working.note("P3", format!("{what}末日顺延至 {}", end.date), format!("不顺延则为 {}；官方两个示例落在周末未顺延", end.raw));
        }
    }
}

fn named_part(case: &Case<'_>, part: &NamedPart<'_>, working: &mut Working) {
    let name = &part.listed.name;
    match &part.term {
        Some(term) => one_term(case, &format!("“{name}”"), term, part.listed.confidence, working),
        None => working.warn(format!("“{name}”的三包期未查到，请核对三包凭证")),
    }
    if part.restarted {
        let clause = if case.is_zhejiang() { ZHEJIANG_26.to_owned() } else { case.clause(Topic::PartRestart) };
        working.figure(format!("“{name}”更换后重新计算三包期"), &format!("{clause}（P10）"), "自更换之日起算");
    }
}

fn replaced(case: &Case<'_>, working: &mut Working) {
    if !case.terms.part.as_ref().is_some_and(|part| part.restarted) && !case.is_outside() {
        working.warn("本类商品的规定没有写明更换部件后重新计算部件三包期，仍按原起算日；商家另有承诺的从其承诺");
    }
}

fn windows(case: &Case<'_>, working: &mut Working) {
    let Some(windows) = case.windows else { return };
    let clause = "民法典第二百零一条、第二百零三条（P1、P3）";
    let mut line = |days: i64, last: Rolled| {
        working.figure(format!("自 {} 起第 {days} 天为 {}", windows.from, last.raw), clause, last.date.to_string());
        rolled(case, &format!("第 {days} 天"), last, working);
    };
    line(7, windows.day7);
    if !case.is_outside() {
        line(15, windows.day15);
    }
}
