//! Quality claims: gathers what the law turns on, decides, and computes the sums.

mod accessory;
mod bars;
mod cover;
mod hints;
mod outside;
mod shop;
mod terms;
mod whole_unit;

use crate::catalogue::{Confidence, Entry, Goods, Standing};
use crate::depreciation::{self, FeeFacts, Sums};
use crate::facts::{BadFacts, Facts, Fault, Proof, Wants};
use crate::family::{RuleFamily, Topic};
use crate::headline;
use crate::options::{Choice, Choices};
use crate::province::{Province, SHANDONG_27, ZHEJIANG_26};
use crate::repairs::{History, days_between};
use crate::rulebook::Rulebook;
use crate::ruling::{Bar, Ruling, Working};
use crate::sale::{self, Sale};
use crate::windows::{Stage, Windows};
use terms::Terms;

pub(crate) use cover::cover;
pub use cover::{CountedRepair, Cover, CoverTerm};

/// Everything the decision turns on.
pub(crate) struct Case<'a> {
    book: &'a Rulebook,
    facts: &'a Facts,
    province: Province,
    goods: Goods<'a>,
    family: RuleFamily,
    entry: Option<&'a Entry>,
    fault: Fault,
    proof: Proof,
    sale: Sale,
    history: History<'a>,
    terms: Terms<'a>,
    windows: Option<Windows>,
}

impl<'a> Case<'a> {
    fn gather(book: &'a Rulebook, facts: &'a Facts, working: &mut Working) -> Result<Self, BadFacts> {
        let province = Province::read(facts.province.as_deref());
        let goods = book.catalogue.find(&facts.goods, &province);
        let (family, entry) = match goods.standing {
            Standing::Listed(entry) | Standing::FiguresLacking(entry) => (entry.family, Some(entry)),
            Standing::Outside(entry) => (RuleFamily::NotNational, entry),
        };
        if family == RuleFamily::MobilePhoneAccessory2001 && facts.part.as_deref().is_none_or(|p| p.trim().is_empty()) {
            return Err(BadFacts::new("part", "附件的三包期各不相同，请在 part 中写明是哪种附件，例如 电池"));
        }
        let sale = sale::read(facts, family, &province, book.conventions, working)?;
        let history = History::of(facts);
        let terms = Terms::compute(book, facts, entry, family, &province, &sale, &history);
        Ok(Self {
            windows: sale.windows_from.map(|from| Windows::from(book, from)),
            fault: facts.fault.unwrap_or(Fault::Performance),
            proof: sale::proof(facts, family),
            book,
            facts,
            province,
            goods,
            family,
            entry,
            sale,
            history,
            terms,
        })
    }

    fn is_zhejiang(&self) -> bool {
        self.province == Province::Zhejiang
    }

    fn is_accessory(&self) -> bool {
        self.family == RuleFamily::MobilePhoneAccessory2001
    }

    fn is_outside(&self) -> bool {
        matches!(self.goods.standing, Standing::Outside(_))
    }

    /// Proven by the production date only: repair, nothing else.
    fn repair_only(&self) -> bool {
        self.proof == Proof::ProductionDate && self.family == RuleFamily::MobilePhone2001
    }

    fn same_model(&self) -> bool {
        self.facts.same_model_available.unwrap_or(true)
    }

    fn stage(&self) -> Stage {
        self.windows.map_or(Stage::After, |windows| windows.stage(self.facts.fault_date))
    }

    fn clause(&self, topic: Topic) -> String {
        self.family.clause(topic)
    }

    fn confidence(&self) -> Confidence {
        self.entry.map_or(Confidence::Verified, |entry| entry.confidence)
    }

    /// The exchange, in the shape the stock allows.
    fn exchange(&self) -> Choice {
        if self.same_model() { Choice::Exchange } else { Choice::ExchangeOtherModel }
    }
}

pub(crate) fn rule(book: &Rulebook, facts: &Facts) -> Result<Ruling, BadFacts> {
    let (mut working, mut starts) = (Working::default(), Working::default());
    let case = Case::gather(book, facts, &mut starts)?;
    shop::refuse_settled_fault(&case)?;
    hints::name_of_goods(&case, &mut working);
    working.append(starts);
    terms::explain(&case, &mut working);
    let mut options = bars::decide(&case, &mut working);
    if options.contains(&Choice::ReturnFull) {
        options.remove(&Choice::ReturnLessDepreciation);
    }
    let sums = sums(&case, &options, &mut working);
    hints::closing(&case, &options, &mut working);
    Ok(assemble(&case, &options, sums, working))
}

/// Sums for the best return among the options.
fn sums(case: &Case<'_>, options: &Choices, working: &mut Working) -> Sums {
    if options.iter().any(|choice| choice.is_full_return()) {
        return depreciation::full(case.facts.price_fen, &full_clause(case), working);
    }
    let wanted = case.facts.wants == Some(Wants::Return) && options.contains(&Choice::ReturnLessDepreciation);
    let Some(from) = case.sale.fee_from.filter(|_| wanted) else { return Sums::default() };
    let fee = FeeFacts {
        from,
        as_of: case.facts.as_of,
        repair_days: case.history.days_until(case.facts.as_of, from, case.book.conventions.repair_days),
        wait_days: i64::from(case.facts.parts_wait_days_at_home.unwrap_or(0)),
        price: case.facts.price_fen,
        rate: case.entry.and_then(|entry| entry.daily_rate),
        confidence: case.confidence(),
        clause: case.clause(Topic::Depreciation),
        last_day: case.book.conventions.fee_last_day,
    };
    depreciation::less_fee(&fee, working)
}

/// Why the whole price comes back.
fn full_clause(case: &Case<'_>) -> String {
    match case.province {
        _ if case.is_outside() => "消费者权益保护法第二十四条".to_owned(),
        Province::Zhejiang => ZHEJIANG_26.to_owned(),
        _ if case.stage() == Stage::Day7 => case.clause(Topic::Day7),
        _ if !case.same_model() => case.clause(Topic::NoSameModel),
        Province::Shandong => SHANDONG_27.to_owned(),
        _ => case.family.title().to_owned(),
    }
}

fn lead(case: &Case<'_>) -> String {
    let from = case.windows.map(|w| w.from).or(case.sale.period_from);
    match from.map(|from| days_between(from, case.facts.fault_date)) {
        Some(day) if day > 0 => format!("第 {day} 天"),
        Some(0) => "起算当日".to_owned(),
        Some(_) => "起算日之前".to_owned(),
        None => "起算日不明".to_owned(),
    }
}

fn assemble(case: &Case<'_>, options: &Choices, sums: Sums, working: Working) -> Ruling {
    let exchanges = options.iter().any(|c| matches!(c, Choice::Exchange | Choice::ExchangeOtherModel));
    let stock = case.facts.same_model_available.filter(|_| exchanges);
    let headline = headline::sentence(&lead(case), options, sums, stock);
    let term = case.terms.shown();
    let (day7, day15) = (case.windows.map(|w| w.day7.date), case.windows.filter(|_| !case.is_outside()).map(|w| w.day15.date));
    let mut repairs = case.facts.repairs.clone();
    repairs.sort_by_key(|repair| repair.sent_in);
    Ruling {
        options: options.iter().copied().collect(),
        expires_raw: term.map(|t| t.raw),
        expires: term.map(|t| t.end.date),
        extension_days: term.map(|t| t.extension),
        day7_last: day7,
        day15_last: day15,
        depreciation_days: sums.days,
        depreciation_fen: sums.fee,
        refund_fen: sums.refund,
        due: None,
        rule_set: format!("{}{}", case.family.code(), case.province.layer()),
        catalogue_version: case.book.catalogue.version.clone(),
        confidence: working.weakest(),
        working: working.lines,
        warnings: working.warnings,
        headline,
        bar: Bar {
            start: case.windows.map(|w| w.from).or(case.sale.period_from),
            day7,
            day15,
            period_end_raw: term.map(|t| t.raw),
            period_end: term.map(|t| t.end.date),
            repairs,
            fault: case.facts.fault_date,
            as_of: case.facts.as_of,
        },
        notes: working.notes,
    }
}
