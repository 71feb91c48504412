//! Facts that are impossible or contradict each other are refused, with the field to correct.

use jiff::civil::Date;

use crate::delay::check_delays;
use crate::facts::{BadFacts, Facts, Repair, is_plausible};
use crate::money::Fen;
use crate::repairs::{days_between, is_of_present_unit};
use crate::sale::sale_date;

/// All checks that need no catalogue.
pub(crate) fn check(facts: &Facts) -> Result<(), BadFacts> {
    named(facts)?;
    sums(facts)?;
    years(facts)?;
    order(facts)?;
    nothing_after_the_decision(facts)?;
    repairs(facts)?;
    waiting(facts)
}

fn refuse_if(wrong: bool, field: &str, message: &str) -> Result<(), BadFacts> {
    if wrong { Err(BadFacts::new(field, message)) } else { Ok(()) }
}

fn named(facts: &Facts) -> Result<(), BadFacts> {
    refuse_if(facts.goods.trim().is_empty(), "goods", "请填写商品名称")
}

fn sums(facts: &Facts) -> Result<(), BadFacts> {
    let negative = |sum: Option<Fen>| sum.is_some_and(|fen| fen < Fen::ZERO);
    refuse_if(negative(facts.price_fen), "price_fen", "价格不能为负数，请改正（单位：分）")?;
    let gift = facts.no_reason.as_ref().and_then(|n| n.missing_gift_fen);
    refuse_if(negative(gift), "no_reason", "赠品价格不能为负数，请改正（单位：分）")
}

/// Every day told of the goods, with its field.
fn told_days(facts: &Facts) -> impl Iterator<Item = (&'static str, Date)> {
    let days = [
        ("fault_date", Some(facts.fault_date)),
        ("invoice_date", facts.invoice_date),
        ("received_date", facts.received_date),
        ("installed_date", facts.installed_date),
        ("exchanged_date", facts.exchanged_date),
        ("produced_date", facts.produced_date),
        ("part_replaced_date", facts.part_replaced_date),
    ];
    days.into_iter().filter_map(|(field, date)| date.map(|date| (field, date)))
}

fn years(facts: &Facts) -> Result<(), BadFacts> {
    refuse_if(!is_plausible(facts.as_of), "as_of", "判定日期的年份不合理，请核对")?;
    told_days(facts).try_for_each(|(field, date)| refuse_if(!is_plausible(date), field, "日期的年份不合理，请核对"))
}

/// Checked after the order of the days among themselves: a fault before the sale is mostly decided on the day of the
/// fault, and it is the fault's date that must be named then.
fn nothing_after_the_decision(facts: &Facts) -> Result<(), BadFacts> {
    told_days(facts).try_for_each(|(field, date)| refuse_if(date > facts.as_of, field, "此日期晚于判定日期，请核对两者"))
}

fn order(facts: &Facts) -> Result<(), BadFacts> {
    let before = |date: Option<Date>, limit: Option<Date>| matches!((date, limit), (Some(d), Some(l)) if d < l);
    let (fault, sale) = (Some(facts.fault_date), sale_date(facts));
    refuse_if(before(fault, sale), "fault_date", "故障（或申请）日期早于售出（签收）日期，请核对两者")?;
    refuse_if(before(fault, facts.produced_date), "fault_date", "故障日期早于出厂日期，请核对两者")?;
    refuse_if(before(sale, facts.produced_date), "produced_date", "出厂日期晚于售出日期，请核对两者")?;
    refuse_if(before(facts.exchanged_date, sale), "exchanged_date", "换货日期早于售出日期，请核对两者")?;
    refuse_if(before(fault, facts.exchanged_date), "exchanged_date", "故障早于换货：该故障已随换货解决，请填写换货后的故障日期")?;
    refuse_if(before(facts.part_replaced_date, sale), "part_replaced_date", "部件更换日期早于售出日期，请核对两者")?;
    refuse_if(before(fault, facts.part_replaced_date), "part_replaced_date", "部件更换晚于故障日期，请填写更换后的故障日期")
}

fn repairs(facts: &Facts) -> Result<(), BadFacts> {
    let sale = sale_date(facts);
    for repair in &facts.repairs {
        let days = [Some(repair.sent_in), repair.handed_back];
        refuse_if(days.iter().flatten().any(|d| !is_plausible(*d)), "repairs", "修理日期的年份不合理，请核对")?;
        refuse_if(repair.handed_back.is_some_and(|out| out < repair.sent_in), "repairs", "修理的交还日期早于送修日期，请改正")?;
        refuse_if(days.iter().flatten().any(|d| *d > facts.as_of), "repairs", "修理日期晚于判定日期，请核对")?;
        refuse_if(sale.is_some_and(|s| repair.sent_in < s), "repairs", "送修日期早于售出日期，请核对")?;
        let twice = repair.delay.is_some() && !repair.delays.is_empty();
        refuse_if(twice, "repairs", "一次修理的原因或按整次填写，或按区间填写，请只留一种")?;
        check_delays(repair.sent_in, repair.handed_back.or(Some(facts.as_of)), &repair.delays)?;
    }
    let (present, earlier): (Vec<_>, Vec<_>) = facts.repairs.iter().partition(|repair| is_of_present_unit(repair, facts));
    refuse_if(overlap(present) || overlap(earlier), "repairs", "两次修理的时间重叠，请改正（交还当日再送修可以）")
}

fn overlap(mut repairs: Vec<&Repair>) -> bool {
    repairs.sort_by_key(|repair| (repair.sent_in, repair.handed_back.unwrap_or(Date::MAX)));
    repairs.windows(2).any(|pair| match pair {
        [first, second] => first.handed_back.is_none_or(|out| out > second.sent_in),
        _ => false,
    })
}

fn waiting(facts: &Facts) -> Result<(), BadFacts> {
    let wait = i64::from(facts.parts_wait_days_at_home.unwrap_or(0));
    let field = "parts_wait_days_at_home";
    refuse_if(wait > 0 && facts.exchanged_date.is_some(), field, "已换货的，无法判断在家待件属于哪一台，请只填换货后的修理记录并删去此项")?;
    let start = sale_date(facts).or(facts.produced_date);
    let longest = start.map_or(36_500, |sale| days_between(sale, facts.as_of));
    refuse_if(wait > longest, field, "在家待件的天数比售出至今还长，请核对")
}
