//! What keeps a claim out, in the order in which it counts: exclusions and proof, missing figures, expiry,
//! dispute. What passes goes on to the accessory, part or whole-unit rules.

use super::{Case, accessory, outside, whole_unit};
use crate::catalogue::Standing;
use crate::facts::{Fault, Proof};
use crate::family::{RuleFamily, Topic};
use crate::options::{Choice, Choices};
use crate::province::ZHEJIANG_30;
use crate::ruling::Working;

pub(super) fn decide(case: &Case<'_>, working: &mut Working) -> Choices {
    if excluded(case, working) || unproven(case, working) {
        return Choices::from([Choice::PaidRepair]);
    }
    if case.fault == Fault::None {
        working.test("未发现故障，却主张质量问题", "消费者权益保护法第二十三条、第二十四条", false, Choice::ManualReview.label());
        working.warn("未检出故障：请记录检测过程，必要时送第三方检测后再判定");
        return Choices::from([Choice::ManualReview]);
    }
    if let Standing::FiguresLacking(_) = case.goods.standing {
        return figures_lacking(case, working);
    }
    if case.is_outside() {
        return if disputed(case, working) { Choices::from([Choice::ManualReview]) } else { outside::options(case, working) };
    }
    covered(case, working)
}

/// The exclusions of the family (reading 17).
fn excluded(case: &Case<'_>, working: &mut Working) -> bool {
    let computer = case.family == RuleFamily::MicroComputer2002;
    let excluded = match case.fault {
        Fault::Misuse | Fault::UnauthorisedRepair | Fault::ForceMajeure => true,
        Fault::VirusOrPiratedSoftware => computer,
        _ => false,
    };
    if case.fault == Fault::VirusOrPiratedSoftware && !computer {
        working.warn("病毒或盗版软件只是微型计算机的除外情形，本商品按性能故障判定，请复核原因");
    }
    if excluded {
        let what = case.fault.label();
        working.test(format!("除外情形：{what}"), &case.clause(Topic::Exclusions), false, "不实行三包，可付费修理");
        working.warn(format!("主张“{what}”的，应由商家留存检测依据并告知消费者"));
    }
    excluded
}

fn unproven(case: &Case<'_>, working: &mut Working) -> bool {
    let (passed, result) = match case.proof {
        Proof::Invoice => (true, "凭证齐全"),
        Proof::OrderRecord => (true, "凭证遗失但能证明购买，三包权利不变"),
        Proof::ProductionDate if case.repair_only() => (true, "按出厂日期推算，仅免费修理"),
        Proof::ProductionDate => (false, "出厂日期只能用于移动电话机主机，不能证明购买，可付费修理"),
        Proof::None => (false, "既无凭证又不能证明购买，可付费修理"),
        Proof::Mismatch => (false, "凭证与商品不符或被涂改，可付费修理"),
    };
    let topic = if case.proof == Proof::OrderRecord { Topic::LostPapers } else { Topic::Exclusions };
    working.test(format!("购买凭证：{}", case.proof.label()), &case.clause(topic), passed, result);
    if !passed {
        working.warn("消费者补充订单、支付记录等购买证明后，应重新判定");
    }
    !passed
}

fn figures_lacking(case: &Case<'_>, working: &mut Working) -> Choices {
    working.test(format!("“{}”列入目录，但换货、退货的期限或条件未备齐原文", case.facts.goods), case.family.title(), false, "须人工复核");
    working.warn(match case.family {
        RuleFamily::Car2021 => {
            "家用汽车按市场监管总局令第43号办理：7 日、60 日/3000 公里、两次修理等条件须逐条核对，三包有效期另以里程为限"
        }
        RuleFamily::AgriMachinery => "农机按农业机械三包规定及三包凭证明示的期限办理，请对照凭证复核",
        RuleFamily::Motorcycle => "摩托车另有实施细则，期限还以里程为限，请对照三包凭证复核",
        RuleFamily::ZhejiangLocal2018 => "该商品列入浙江省地方三包目录，期限未查到，请对照目录原文复核",
        _ => "该商品的三包期限未查到，请对照规定附表复核",
    });
    if case.terms.shown().is_some_and(|term| !term.covers(case.facts.fault_date)) {
        working.warn("按已知的最低期限计算已过三包期，但以凭证明示的期限为准");
    }
    disputed(case, working);
    Choices::from([Choice::ManualReview])
}

/// Listed goods with figures: period, dispute, then the rights.
fn covered(case: &Case<'_>, working: &mut Working) -> Choices {
    let fault = case.facts.fault_date;
    let unit = case.terms.unit.as_ref().is_some_and(|term| term.covers(fault));
    let part_term = case.terms.part.as_ref().and_then(|part| part.term.as_ref());
    let part = part_term.is_some_and(|term| term.covers(fault));
    let unknown_part = !unit && !part && part_may_be_covered(case);
    let shown = case.terms.shown().map_or_else(|| "末日不明".to_owned(), |term| format!("末日 {}", term.end.date));
    let in_period = unit || part;
    working.test(format!("{fault} 出现故障，{shown}"), &case.clause(Topic::Period), in_period, period_result(in_period, unknown_part));
    if unknown_part {
        working.test("该部件在目录中没有写明三包期", &case.clause(Topic::Period), false, "须人工复核");
        working.warn("目录未写明该部件的三包期，请对照三包凭证附表确认后再判定");
        return Choices::from([Choice::ManualReview]);
    }
    if !in_period {
        return expired(case, working);
    }
    if disputed(case, working) {
        return Choices::from([Choice::ManualReview]);
    }
    match (case.is_accessory(), unit) {
        (true, _) => accessory::options(case, working),
        (false, true) => whole_unit::options(case, working),
        (false, false) => part_only(case, working),
    }
}

fn period_result(in_period: bool, unknown_part: bool) -> &'static str {
    match (in_period, unknown_part) {
        (true, _) => "在三包有效期内",
        (false, true) => "整机已过三包有效期",
        (false, false) => "已过三包有效期，可付费修理",
    }
}

/// A part the list does not name, of goods whose list says there are main parts or names no period for it.
fn part_may_be_covered(case: &Case<'_>) -> bool {
    let Some(name) = case.facts.part.as_deref() else { return false };
    let Some(entry) = case.entry else { return false };
    match entry.part(name) {
        Some(part) => part.months.is_none(),
        None if case.is_accessory() => true,
        None => case.sale.period_from.zip(entry.has_unnamed_parts()).is_some_and(|(from, part)| {
            let months = part.months.unwrap_or(0);
            let wait = i64::from(case.facts.parts_wait_days_at_home.unwrap_or(0));
            crate::period::Term::compute(case.book, from, months, &case.history, wait).covers(case.facts.fault_date)
        }),
    }
}

fn expired(case: &Case<'_>, working: &mut Working) -> Choices {
    let fault = case.facts.fault_date;
    let recent = |out| crate::repairs::days_between(out, fault) <= 30 && out <= fault;
    if case.history.closed.iter().filter_map(|repair| repair.handed_back).any(recent) {
        working.warn("最近一次修理交还未满 30 日：若是同一故障再现，修理者对修理质量负责，应免费返修，请核对");
    }
    Choices::from([Choice::PaidRepair])
}

/// Says who must prove the cause (Consumer Law art. 23).
fn disputed(case: &Case<'_>, working: &mut Working) -> bool {
    if case.fault != Fault::Disputed {
        return false;
    }
    let six_months = case.sale.held_since.map(|since| since.saturating_add(jiff::Span::new().months(6)));
    let early = six_months.is_some_and(|end| case.facts.fault_date <= end);
    let zhejiang = case.is_zhejiang() && !case.is_outside();
    let (clause, seller, burden) = if zhejiang {
        (ZHEJIANG_30, true, "三包有效期内由商家举证")
    } else if early && case.family.is_durable() {
        ("消费者权益保护法第二十三条", true, "六个月内的耐用商品由商家举证")
    } else if early {
        ("消费者权益保护法第二十三条", true, "六个月内；若属耐用商品，由商家举证")
    } else {
        ("消费者权益保护法第二十三条", false, "由消费者举证")
    };
    working.test("是否质量问题有争议，举证责任", clause, seller, format!("{burden}，人工复核"));
    working.warn(format!("原因有争议（{burden}），请安排检测或协商后再判定"));
    true
}

/// After the unit's period, within the part's.
fn part_only(case: &Case<'_>, working: &mut Working) -> Choices {
    let name = case.terms.part.as_ref().map_or("", |part| part.listed.name.as_str());
    working.test(format!("整机已过三包期，“{name}”仍在期内"), &case.clause(Topic::FreeRepair), true, "主要部件免费修理，工料均免");
    if case.history.open.is_some() {
        working.warn("商品仍在修理中：修理超过法定期限的，请与消费者协商处理");
    }
    Choices::from([Choice::PartRepairFree])
}
