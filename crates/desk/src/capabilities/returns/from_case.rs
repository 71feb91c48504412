//! A case of quality or without reason is carried out as a return or an exchange.

use serde_json::{Value, json};
use shounuo_store::Row;

use super::RETURNS_EXCHANGE;
use crate::kernel::flow::Guard;
use crate::kernel::work::Work;
use crate::kernel::{Deed, Refusal};

/// Choices of the consumer that bring money back for goods.
const RETURNS: &[&str] =
    &["return_full", "return_less_depreciation", "return_accessory", "no_reason_return", "no_reason_return_less_gift_price"];
const EXCHANGES: &[&str] = &["exchange", "exchange_other_model"];

/// The case may become a return.
pub const CAN_RETURN: Guard =
    Guard { name: "can_return", says: "消费者选了退货，或无理由、仅退款、补寄的申请已受理", test: can_return };
/// The case may become an exchange.
pub const CAN_EXCHANGE: Guard = Guard { name: "can_exchange", says: "消费者选了换货", test: can_exchange };

fn can_return(work: &Work<'_>) -> Result<(), Refusal> {
    let chosen = work.text("chosen");
    if RETURNS.contains(&chosen) {
        return Ok(());
    }
    // What needs no ruling on quality may go on without one: its own checks follow in the return.
    let needs_no_ruling = work.text("claim") == "no_reason" || matches!(work.text("aftersale_kind"), "refund_only" | "reship");
    match work.state() {
        "accepted" if needs_no_ruling => Ok(()),
        "accepted" => Err(Refusal::guard("质量问题的退货要先判定，告知消费者并由其选择")),
        _ => Err(Refusal::guard("消费者选的不是退货")),
    }
}

fn can_exchange(work: &Work<'_>) -> Result<(), Refusal> {
    if EXCHANGES.contains(&work.text("chosen")) { Ok(()) } else { Err(Refusal::guard("消费者选的不是换货")) }
}

/// Opens the return that carries out this case.
///
/// # Errors
/// When the file fails.
pub fn begin_return(work: &mut Work<'_>) -> Result<(), Refusal> {
    let application = match (work.text("chosen"), work.text("aftersale_kind")) {
        ("", kind @ ("refund_only" | "reship")) => kind.to_owned(),
        _ => "return_refund".to_owned(),
    };
    begin(work, &application)
}

/// Opens the exchange that carries out this case.
///
/// # Errors
/// When the file fails.
pub fn begin_exchange(work: &mut Work<'_>) -> Result<(), Refusal> {
    begin(work, "exchange")
}

fn begin(work: &mut Work<'_>, application: &str) -> Result<(), Refusal> {
    let mut input = Row::new();
    let same = [
        ("shop", "shop"),
        ("order_id", "order_id"),
        ("order_line_id", "order_line_id"),
        ("consumer_id", "consumer_id"),
        ("serial_unit_id", "serial_unit_id"),
        ("owner", "owner"),
        ("goods_title", "goods_title"),
        ("fault_text", "claim_text"),
        ("received_date", "received_date"),
        ("price_fen", "price_fen"),
        ("aftersale_no", "aftersale_no"),
        ("platform_status", "platform_status"),
        ("platform_due", "platform_due"),
        ("ruling_id", "ruling_id"),
        ("chosen", "ruled_option"),
        ("fault_date", "applied_on"),
    ];
    for (from, to) in same {
        input.insert(to.into(), work.get(from).clone());
    }
    input.insert("quality_case_id".into(), json!(work.id));
    input.insert("application".into(), json!(application));
    input.insert("ground".into(), json!(ground(work, application)));
    input.insert("quantity".into(), work.input.get("quantity").cloned().unwrap_or(Value::Null));
    let gift = work.get("no_reason").get("missing_gift_fen").cloned().unwrap_or(Value::Null);
    input.insert("missing_gift_fen".into(), gift);
    input.retain(|_, value| !value.is_null());
    work.then(Deed::create(&RETURNS_EXCHANGE, "begin", input));
    Ok(())
}

fn ground(work: &Work<'_>, application: &str) -> String {
    match work.asked("ground") {
        "" if work.text("claim") == "no_reason" && application != "reship" => "no_reason".into(),
        "" if application == "reship" => "missing_item".into(),
        "" => "quality".into(),
        told => told.to_owned(),
    }
}

/// A later sheet of the platform tells of the case: the return that carries it out hears it too.
///
/// # Errors
/// When the file fails.
pub fn forward_platform(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.state() != "executing" {
        return Ok(());
    }
    let sql = "SELECT r.id FROM returns_exchange r JOIN case_index x ON x.id = r.id WHERE r.quality_case_id = ?1 AND x.ended = 0 LIMIT 1";
    let child = work.tx.value(sql, &[work.id.as_str().into()])?;
    let told: Row = ["platform_status", "platform_due"]
        .iter()
        .filter_map(|field| Some(((*field).to_owned(), work.input.get(*field)?.clone())))
        .collect();
    if let (Some(child), false) = (child.as_str(), told.is_empty()) {
        work.then(Deed::on(&RETURNS_EXCHANGE, child, "platform_update", told).by_rule());
    }
    Ok(())
}
