//! The goods lane: sent back, signed for, inspected; new goods sent and signed for.

use serde_json::{Value, json};
use shounuo_store::Row;

use super::inspection;
use super::lanes::{self, goods};
use crate::capabilities::goods::SERIAL_UNIT;
use crate::kernel::flow::Guard;
use crate::kernel::work::Work;
use crate::kernel::{Deed, Refusal};

pub const INSPECTED: Guard = Guard { name: "inspected", says: "已记录验收", test: inspected };
pub const OUR_GOODS: Guard = Guard { name: "our_goods", says: "验收不是“不是本店商品”", test: our_goods };

fn inspected(work: &Work<'_>) -> Result<(), Refusal> {
    match inspection::latest(work.tx, &work.id)? {
        Some(_) => Ok(()),
        None => Err(Refusal::guard("还没有验收记录，请先记录验收（等级、情况、责任方）")),
    }
}

fn our_goods(work: &Work<'_>) -> Result<(), Refusal> {
    match inspection::latest(work.tx, &work.id)? {
        Some(seen) if seen.get("grade") == Some(&json!("foreign")) => {
            Err(Refusal::guard("验收为“不是本店商品”，不能按合格处理；请转争议或提请拒绝"))
        }
        _ => Ok(()),
    }
}

/// The consumer has sent the goods back.
pub fn sent_back(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("return_tracking_no").is_empty() {
        return Err(Refusal::bad("return_tracking_no", "请填写退回快递单号"));
    }
    lanes::move_goods(work, goods::IN_TRANSIT);
    Ok(())
}

/// The parcel is here. From this day the law counts.
pub fn receive(work: &mut Work<'_>) -> Result<(), Refusal> {
    let (back, today) = (work.text("back_on"), work.today().to_string());
    if back > today.as_str() {
        return Err(Refusal::bad("back_on", "退货签收日期不能晚于今天"));
    }
    if back < work.text("applied_on") && work.text("return_tracking_no").is_empty() {
        return Err(Refusal::bad("back_on", "退货签收早于申请日期，请核对；确实先寄后申请的请填写退回快递单号"));
    }
    lanes::move_goods(work, goods::RECEIVED);
    Ok(())
}

/// The goods are as they should be, or whoever is at fault, it is not the consumer.
pub fn accept(work: &mut Work<'_>) -> Result<(), Refusal> {
    let next = lanes::after_goods(work.text("application"));
    lanes::move_goods(work, next);
    Ok(())
}

/// Their state is disputed: nothing without something to show (000 6.6.4).
pub fn dispute(work: &mut Work<'_>) -> Result<(), Refusal> {
    lanes::move_goods(work, goods::DISPUTED);
    Ok(())
}

/// New goods go out; a price gap on the consumer's side is paid first.
pub fn ship(work: &mut Work<'_>) -> Result<(), Refusal> {
    let gap = work.get("gap_fen").as_i64().unwrap_or(0);
    if work.text("gap_side") == "consumer" && work.input.get("gap_paid") != Some(&Value::Bool(true)) {
        return Err(Refusal::bad("gap_paid", format!("消费者应补差 {}，收到后再发出新货", shounuo_rules::Fen(gap))));
    }
    lanes::move_goods(work, goods::REPLACEMENT_SENT);
    Ok(())
}

/// The new goods are with the consumer; the old unit's chain goes on with the new one.
pub fn replacement_signed(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("replaced_on") > work.today().to_string().as_str() {
        return Err(Refusal::bad("replaced_on", "新货签收日期不能晚于今天"));
    }
    let new_serial = work.asked("new_serial").to_owned();
    let unit = work.get("serial_unit_id").as_str().map(str::to_owned);
    if let (false, Some(unit), "exchange") = (new_serial.is_empty(), unit, work.text("application")) {
        let mut input = Row::new();
        input.insert("new_serial".into(), json!(new_serial));
        input.insert("swap_reason".into(), json!(format!("换货 {}", work.text("number"))));
        work.then(Deed::on(&SERIAL_UNIT, &unit, "swap", input));
    }
    lanes::move_goods(work, goods::REPLACEMENT_SIGNED);
    Ok(())
}
