//! Lines and warnings that change no option but that a careful shop should see.

use super::Case;
use crate::catalogue::{Confidence, Standing};
use crate::conventions::ExchangeWindows;
use crate::facts::Delay;
use crate::family::RuleFamily;
use crate::options::{Choice, Choices};
use crate::province::Province;
use crate::ruling::Working;
use crate::windows::{Stage, Windows};

/// Which entry was used, and how far its figures can be relied on.
pub(super) fn name_of_goods(case: &Case<'_>, working: &mut Working) {
    let (Standing::Listed(entry) | Standing::FiguresLacking(entry)) = case.goods.standing else { return };
    let text = match case.goods.read_as {
        Some(name) => format!("“{}”按目录名称“{name}”判定", case.facts.goods),
        None => format!("目录商品“{}”", entry.product),
    };
    working.figure_from(text, case.family.title(), format!("适用{}", case.family.title()), entry.confidence);
    if let Some(name) = case.goods.read_as {
        working.warn(format!("商品名称按“{name}”理解，请确认是否相符"));
    }
    if entry.confidence > Confidence::Verified {
        working.warn(format!("目录中“{}”的期限和折旧率{}", entry.product, entry.confidence.label()));
    }
    if let Some(part) = case.terms.part.as_ref().filter(|part| part.listed.confidence > Confidence::Verified) {
        working.warn(format!("部件“{}”的三包期{}", part.listed.name, part.listed.confidence.label()));
    }
}

/// Everything said at the end.
pub(super) fn closing(case: &Case<'_>, options: &Choices, working: &mut Working) {
    untold(case, options, working);
    stock(case, options, working);
    after_exchange(case, working);
    repairs(case, working);
    waiting_at_home(case, working);
    province(case, options, working);
}

/// Facts the ruling had to do without.
fn untold(case: &Case<'_>, options: &Choices, working: &mut Working) {
    if case.facts.fault.is_none() {
        working.warn("未填检查结果，暂按性能故障判定，请检测后补填");
    }
    if case.facts.proof.is_none() && !options.contains(&Choice::PaidRepair) {
        working.warn("未填购买凭证，暂按能够证明购买判定，请核对发票或订单记录");
    }
}

fn stock(case: &Case<'_>, options: &Choices, working: &mut Working) {
    if case.facts.same_model_available.is_none() && options.contains(&Choice::Exchange) {
        working.warn("未填是否有同型号，暂按有货判定；无货时消费者可全额退货");
    }
    if options.contains(&Choice::ExchangeOtherModel) {
        working.warn("换其他型号须经消费者同意并留记录");
    }
    if options.contains(&Choice::ExchangeOtherModel) && case.family == RuleFamily::MicroComputer2002 {
        working.warn("原型号停产的，可换同品牌、性能不低于原型号的产品");
    }
}

/// The windows run on from the first sale: an early fault of the new unit is pointed out (P10).
fn after_exchange(case: &Case<'_>, working: &mut Working) {
    let Some(exchanged) = case.facts.exchanged_date.filter(|_| case.windows.is_some()) else { return };
    if case.book.conventions.exchange_windows == ExchangeWindows::Restart {
        working.note("P10", "换货后的 7/15 日自换货之日重新计算", "自首次售出连续计算");
        return;
    }
    if case.stage() == Stage::After && Windows::from(case.book, exchanged).stage(case.facts.fault_date) != Stage::After {
        working.warn("换货后的新机 15 日内又出现故障：规定未写明 7/15 日是否重新计算，消费者可能主张退换，请考虑协商");
        working.note("P10", "换货后的 7/15 日自首次售出连续计算", "自换货之日重新计算，则本次可换货或退货");
    }
}

fn repairs(case: &Case<'_>, working: &mut Working) {
    let used = case.history.closed.iter().copied().chain(case.history.open);
    if used.clone().any(|repair| repair.causes().iter().any(|one| one.cause == Delay::Consumer)) {
        working.warn("有修理因消费者原因拖延，其时间仍计入三包期顺延，请核对原因");
    }
    if case.facts.repairs.iter().any(|repair| repair.is_charged()) {
        working.warn("收费修理不计次数、不顺延三包期，也不从折旧天数中扣除");
    }
    let used = used.count() + case.facts.repairs.iter().filter(|r| r.is_charged()).count();
    if used < case.facts.repairs.len() {
        working.warn("换货前那台的修理记录不计入现在这台");
    }
    let late =
        case.history.closed.last().and_then(|r| r.handed_back).is_some_and(|out| case.facts.fault_date < out && case.facts.as_of > out);
    if late && case.history.open.is_none() {
        working.warn("修理曾经超期，但已交还：超期换货应在交还当日提出");
    }
}

fn waiting_at_home(case: &Case<'_>, working: &mut Working) {
    let wait = i64::from(case.facts.parts_wait_days_at_home.unwrap_or(0));
    if wait > case.family.parts_wait_limit() {
        working.warn(format!(
            "在家待件 {wait} 天已超过 {} 日：规定自送修之日计算，消费者若已报修，可能主张换货，请复核",
            case.family.parts_wait_limit()
        ));
    }
}

fn province(case: &Case<'_>, options: &Choices, working: &mut Working) {
    let returns = options.iter().any(|c| c.is_full_return() || *c == Choice::ReturnLessDepreciation);
    match case.province {
        Province::Beijing if returns => working.warn("北京：退货时按购买价与退货时市价中较高者退款"),
        Province::Shanghai if returns => working.warn("上海：退款应在七日内完成"),
        Province::Zhejiang if returns => working.warn("浙江：因质量问题退货的，赠品不必退还，也不得折抵"),
        Province::Other => working.warn("该省份的地方规定未收录，按国家规定判定，请留意地方规定"),
        _ => {}
    }
}
