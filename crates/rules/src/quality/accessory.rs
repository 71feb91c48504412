//! Accessories of mobile phones: exchanged, not repaired; returned after two exchanges (reading 19).

use super::Case;
use crate::options::{Choice, Choices};
use crate::ruling::Working;

pub(super) fn options(case: &Case<'_>, working: &mut Working) -> Choices {
    let done = case.facts.accessory_exchanges.unwrap_or(0);
    let clause = case.family.title();
    let result = if done >= 2 { Choice::ReturnAccessory.label().to_owned() } else { format!("附件可{}", case.exchange().label()) };
    working.test(format!("附件已更换 {done} 次，满两次可退货"), clause, done >= 2, result);
    if done >= 2 {
        price_of_accessory(working);
        return Choices::from([Choice::ReturnAccessory]);
    }
    let mut options = Choices::from([case.exchange()]);
    if !case.same_model() {
        working.test("没有同型号附件", clause, false, "换其他型号，或附件退货");
        price_of_accessory(working);
        options.insert(Choice::ReturnAccessory);
    }
    options
}

fn price_of_accessory(working: &mut Working) {
    working.warn("退附件按附件自身的发票价格；随机附带的，按退货当日单独出售的价格，请确认所填价格是附件价格");
}
