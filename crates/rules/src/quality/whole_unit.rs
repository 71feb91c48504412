//! The whole unit within its period: windows, two repairs, limits, and their union (readings 7-9, 14-16, 20).

use super::Case;
use super::shop::{self, Stay};
use crate::conventions::ShandongFee;
use crate::facts::Fault;
use crate::family::Topic;
use crate::options::{Choice, Choices};
use crate::province::{Province, SHANDONG_27, ZHEJIANG_26};
use crate::ruling::Working;
use crate::windows::Stage;

pub(super) fn options(case: &Case<'_>, working: &mut Working) -> Choices {
    if case.repair_only() {
        return repair_only(case, working);
    }
    let mut options = in_window(case, working);
    options.extend(after_two_repairs(case, working));
    match shop::stay(case, working) {
        Stay::Nothing => {}
        Stay::Running(choice) => {
            options.insert(choice);
        }
        Stay::OverLimit { full } => options.extend(exchange_set(case, full, working)),
    }
    if options.is_empty() {
        working.test("不符合换货或退货条件", &case.clause(Topic::FreeRepair), true, "免费修理，工料均免");
        options.insert(Choice::RepairFree);
    }
    options
}

/// A handset proven by its production date: repair, or waiting for it.
fn repair_only(case: &Case<'_>, working: &mut Working) -> Choices {
    let choice = match shop::stay(case, working) {
        Stay::Running(choice) => choice,
        Stay::OverLimit { .. } if case.history.open.is_some() => {
            working.warn("修理已超期，但仅凭出厂日期不能换货，请尽快修复或协商");
            shop::explain_running(case, working);
            Choice::Wait
        }
        _ => Choice::RepairFree,
    };
    Choices::from([choice])
}

/// Whether this fault carries the rights that hang on a fault table.
fn outside_table(case: &Case<'_>) -> bool {
    case.fault == Fault::OutsideFaultTable && case.family.windows_need_fault_table()
}

/// The options of the 7-day or 15-day window; empty outside both.
fn in_window(case: &Case<'_>, working: &mut Working) -> Choices {
    let stage = case.stage();
    if outside_table(case) {
        working.test("故障不在性能故障表内", case.family.title(), false, "没有 7/15 日的退换权，仍可修理");
        return Choices::new();
    }
    if case.fault == Fault::OutsideFaultTable {
        working.warn("本类商品没有性能故障表，按性能故障判定");
    }
    let day = case.windows.map_or(0, |w| crate::repairs::days_between(w.from, case.facts.fault_date));
    let exchange = case.exchange().label();
    let (topic, passed, result) = match stage {
        Stage::Day7 => (Topic::Day7, true, format!("7 日内，可全额退货、{exchange}、免费修理")),
        Stage::Day15 => (Topic::Day15, true, format!("15 日内，可{exchange}、免费修理")),
        Stage::After => (Topic::Day15, false, "已过 15 日".to_owned()),
    };
    let clause = if case.is_zhejiang() { ZHEJIANG_26.to_owned() } else { case.clause(topic) };
    working.test(format!("故障在第 {day} 天（{}）", case.facts.fault_date), &clause, passed, result);
    match stage {
        Stage::Day7 => Choices::from([Choice::ReturnFull, case.exchange(), Choice::RepairFree]),
        Stage::Day15 => {
            let mut options = exchange_set(case, false, working);
            options.insert(Choice::RepairFree);
            options
        }
        Stage::After => Choices::new(),
    }
}

/// Free repairs of this unit sent in within its period and handed back before the present fault (P9).
fn counted_repairs(case: &Case<'_>) -> usize {
    let present = case.history.open.map_or(case.facts.fault_date, |open| open.sent_in.max(case.facts.fault_date));
    let counted = case.terms.unit.iter().flat_map(|unit| &unit.counted);
    counted.filter(|repair| repair.handed_back.is_some_and(|out| out <= present)).count()
}

fn after_two_repairs(case: &Case<'_>, working: &mut Working) -> Choices {
    let count = counted_repairs(case);
    let clause = if case.is_zhejiang() { ZHEJIANG_26.to_owned() } else { case.clause(Topic::TwoRepairs) };
    let text = format!("有效期内免费修理并交还 {count} 次，满两次仍不能正常使用可换货");
    if count < 2 {
        working.test(text, &format!("{clause}（P9）"), false, "未满两次");
        return Choices::new();
    }
    if outside_table(case) && case.family.two_repairs_need_fault_table() {
        working.test(text, &clause, false, "故障不在性能故障表内，没有两次修理后的换货权");
        return Choices::new();
    }
    let repair = (!case.is_zhejiang()).then_some(Choice::RepairFree);
    let result = format!("可{}{}", case.exchange().label(), repair.map(|choice| format!("、{}", choice.label())).unwrap_or_default());
    working.test(text, &format!("{clause}（P9）"), true, result);
    let mut options = exchange_set(case, false, working);
    options.extend(repair);
    options
}

/// Exchange, and the return that goes with it: full where nothing of the same model is there or the province
/// forbids the fee, otherwise less depreciation (reading 14 and 15).
fn exchange_set(case: &Case<'_>, full: bool, working: &mut Working) -> Choices {
    if !case.same_model() {
        working.test("同型号有货", &case.clause(Topic::NoSameModel), false, "可换其他型号，不愿换的全额退货");
        return Choices::from([Choice::ExchangeOtherModel, Choice::ReturnFull]);
    }
    let back = if case.is_zhejiang() {
        working.figure("浙江不得收取折旧费", ZHEJIANG_26, "不换货的，全额退货");
        Choice::ReturnFull
    } else if full {
        working.figure("山东修理超过 30 日，按发票价一次退清", SHANDONG_27, "不换货的，全额退货");
        Choice::ReturnFull
    } else {
        let back = shandong_fee(case, working);
        working.figure(
            "同型号有货，消费者坚持退货的，收取折旧费",
            &case.clause(Topic::Depreciation),
            format!("不换货的，{}", back.label()),
        );
        back
    };
    Choices::from([Choice::Exchange, back])
}

fn shandong_fee(case: &Case<'_>, working: &mut Working) -> Choice {
    if case.province != Province::Shandong {
        return Choice::ReturnLessDepreciation;
    }
    let none = case.book.conventions.shandong_fee == ShandongFee::None;
    working.warn("山东条例要求按发票价一次退清，是否仍可收折旧费存在不同理解，请复核");
    let (reading, alternative) = if none {
        ("山东不收折旧费", "按国家规定收折旧费")
    } else {
        ("山东按国家规定收折旧费", "按发票价全额退款，不收折旧费")
    };
    working.note("山东", reading, alternative);
    if none { Choice::ReturnFull } else { Choice::ReturnLessDepreciation }
}
