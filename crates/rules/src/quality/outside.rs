//! Goods on no list: Consumer Law art. 24 (reading 23).

use jiff::ToSpan;

use super::{Case, shop};
use crate::facts::Fault;
use crate::options::{Choice, Choices};
use crate::province::Province;
use crate::ruling::Working;
use crate::windows::Stage;

const LAW: &str = "消费者权益保护法第二十四条";

pub(super) fn options(case: &Case<'_>, working: &mut Working) -> Choices {
    let fault = case.facts.fault_date;
    working.figure(format!("“{}”不在国家三包目录", case.facts.goods), LAW, "按消费者权益保护法判定，没有固定的三包到期日");
    if case.fault == Fault::OutsideFaultTable {
        working.figure("本商品没有性能故障表", LAW, "按性能故障判定");
    }
    let early = case.stage() == Stage::Day7;
    let last = case.windows.map_or_else(String::new, |w| format!("，末日 {}", w.day7.date));
    let (days, back) = if early { ("七日内", "全额退货、") } else { ("七日后", "") };
    let result = format!("{days}，可{back}{}、免费修理", case.exchange().label());
    working.test(format!("{fault} 出现故障{last}"), LAW, early, result);
    let mut options = Choices::from([case.exchange(), Choice::RepairFree]);
    if early {
        options.insert(Choice::ReturnFull);
    } else {
        working.warn("七日后退货须符合法定解除合同条件（民法典第五百六十三条）或约定，请另行核对");
    }
    if case.history.open.is_some() {
        options.insert(Choice::Wait);
        shop::explain_running(case, working);
    }
    late(case, working);
    options
}

fn late(case: &Case<'_>, working: &mut Working) {
    let six_months = case.windows.map(|w| w.from.saturating_add(6.months()));
    if six_months.is_none_or(|end| case.facts.fault_date <= end) {
        return;
    }
    working.warn("购买已超过六个月：商品是否有质量问题须结合约定的保修期、正常使用寿命判断，请核对");
    if case.province == Province::Beijing {
        working.warn("北京：没有国家规定和约定的，质量责任期为六个月");
    }
}
