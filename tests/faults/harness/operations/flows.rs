//! Repair, return, promise and complaint: the steps that make papers, start clocks, or have others follow.

use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;

use super::files::{imported, with_unit};
use super::{Operation, op};
use crate::desk::Desk;

pub const ALL: &[Operation] = &[
    op("repair.receive", with_unit, |desk| receive(desk).map(drop)),
    op("repair.diagnose", in_repair, |desk| repair(desk, "diagnose", json!({ "fault_found": "电动机轴承磨损", "fault": "performance" }))),
    op("repair.hand_over", repaired, |desk| repair(desk, "hand_over", json!({ "handover_proof": "消费者签字" }))),
    op("repair_part.order", in_repair, order_part),
    op("return.apply", imported, |desk| apply(desk).map(drop)),
    op("return.inspect", returned, inspect),
    op("return.request_refund", accepted_goods, |desk| returns(desk, "request_refund", json!({ "route": "original" }))),
    op("return.refund_result", refunding, |desk| {
        returns(desk, "refund_result", json!({ "refunded_fen": 5990, "refunded_on": "2026-11-21" }))
    }),
    op("promise.draft", super::nothing, |desk| draft(desk).map(drop)),
    op("promise.publish", approved, publish),
    Operation { in_parts: true, ..op("shop.tick", broken_promise, |desk| desk.call("shop.tick", json!({})).map(drop)) },
    op("breach.begin_payment", a_breach, |desk| breach(desk, "begin_payment", json!({ "pay_method": "platform" }))),
    op("complaint.register", imported, |desk| complain(desk).map(drop)),
    op("complaint.accept", complained, |desk| complaint(desk, "accept", json!({ "told_by": "电话" }))),
    op("complaint.investigate", complaint_accepted, |desk| complaint(desk, "investigate", json!({}))),
];

fn condition() -> Value {
    json!({ "外观": "轻微划痕", "整机齐全": "齐全", "开机": "能开机", "屏幕或面板": "完好", "按键与接口": "完好", "进液或受潮痕迹": "无",
        "拆动痕迹": "无", "机号与凭证": "相符" })
}

fn receive(desk: &Desk) -> Result<String, Refusal> {
    let input = json!({ "serial_unit_id": desk.kept("unit"), "channel": "online", "fault_text": "不能脱水", "way": "walk_in", "accessories": "无",
        "condition": condition(), "no_photo_reason": "消费者送来时相机没电", "shelf": "A-03", "sent_in": "2026-11-20" });
    desk.act("repair", None, "receive", input)
}

fn in_repair(desk: &Desk) {
    with_unit(desk);
    desk.keep("repair", &receive(desk).unwrap());
}

fn repair(desk: &Desk, event: &str, input: Value) -> Result<(), Refusal> {
    desk.act("repair", Some(&desk.kept("repair")), event, input).map(drop)
}

fn repaired(desk: &Desk) {
    in_repair(desk);
    for (event, input) in [
        ("diagnose", json!({ "fault_found": "电动机轴承磨损", "fault": "performance" })),
        ("start", json!({})),
        ("check", json!({ "test_words": "脱水三次正常", "test_passed": true })),
        ("repaired", json!({ "result": "更换轴承", "finished_on": "2026-11-21" })),
    ] {
        repair(desk, event, input).unwrap_or_else(|no| panic!("{event}: {no:?}"));
    }
}

fn order_part(desk: &Desk) -> Result<(), Refusal> {
    let part = json!({ "case_id": desk.kept("repair"), "name": "电动机", "part_no": "DJ-7788", "maker": "晨光电机厂" });
    desk.act("repair_part", None, "order", part).map(drop)
}

fn apply(desk: &Desk) -> Result<String, Refusal> {
    let order = desk.text("SELECT id FROM sales_order WHERE order_no = '3456789012345838802'");
    let line = desk.text(&format!("SELECT id FROM order_line WHERE order_id = '{order}'"));
    let input = json!({ "order_id": order, "order_line_id": line, "quantity": 1, "application": "return_refund", "ground": "no_reason" });
    desk.act("returns_exchange", None, "apply", input)
}

fn returns(desk: &Desk, event: &str, input: Value) -> Result<(), Refusal> {
    desk.act("returns_exchange", Some(&desk.kept("return")), event, input).map(drop)
}

fn returned(desk: &Desk) {
    imported(desk);
    desk.keep("return", &apply(desk).unwrap());
    returns(desk, "approve", json!({})).unwrap();
    returns(desk, "receive", json!({ "back_on": "2026-11-21", "return_tracking_no": "SF1234567890" })).unwrap();
}

fn inspect(desk: &Desk) -> Result<(), Refusal> {
    let input = json!({ "case_id": desk.kept("return"), "grade": "intact", "found": "外盒完整，机身无划痕", "responsible": "none" });
    desk.act("inspection", None, "record", input).map(drop)
}

fn accepted_goods(desk: &Desk) {
    returned(desk);
    inspect(desk).unwrap();
    returns(desk, "accept_goods", json!({})).unwrap();
}

fn refunding(desk: &Desk) {
    accepted_goods(desk);
    returns(desk, "request_refund", json!({ "route": "original" })).unwrap();
}

fn draft(desk: &Desk) -> Result<String, Refusal> {
    let input = json!({
        "title": "付款后 48 小时内发货，超时必赔", "kind": "added", "type": "late_delivery",
        "text": "付款后 48 小时内发货；超时发货的，按实付金额的 5% 赔付，最低 5 元，最高 30 元，3 日内打款。",
        "goods": "all", "trigger": "paid", "fulfils": "shipped", "limit_count": 48, "limit_unit": "hours",
        "compensation": "percent", "percent": 5, "least_fen": 500, "most_fen": 3000, "pay_days": 3, "owner": desk.text("SELECT id FROM account"),
        "people": "仓库两班，每班 3 人", "resources": "现货入仓，日发货能力 800 单", "process": "付款后 1 小时内打单，当日 17 点前交快递" });
    desk.act("promise", None, "draft", input)
}

fn promise(desk: &Desk, event: &str, input: Value) -> Result<(), Refusal> {
    desk.act("promise", Some(&desk.kept("promise")), event, input).map(drop)
}

fn approved(desk: &Desk) {
    desk.keep("promise", &draft(desk).unwrap());
    for (event, input) in [("check", json!({})), ("submit", json!({})), ("pass", json!({ "review_no": "SH-1" }))] {
        promise(desk, event, input).unwrap_or_else(|no| panic!("{event}: {no:?}"));
    }
}

fn publish(desk: &Desk) -> Result<(), Refusal> {
    promise(desk, "publish", json!({ "effective_from": "2026-11-21" }))
}

/// Two orders sent too late, and nobody has looked yet.
fn broken_promise(desk: &Desk) {
    approved(desk);
    publish(desk).unwrap();
    desk.later(24 * 5);
    let row = |no: &str| {
        format!(
            "{no},甲{no},200.00,200.00,卖家已发货,王小明,浙江省杭州市西湖区某路,19900001234,2026-11-22 10:00:00,2026-11-22 10:00:00,2026-11-25 10:00:00,吸尘器,\n"
        )
    };
    let head = "订单编号,买家会员名,买家应付货款,买家实际支付金额,订单状态,收货人姓名,收货地址 ,联系手机,订单创建时间,订单付款时间 ,发货时间,宝贝标题 ,订单备注\n";
    desk.import("订单.csv", format!("{head}{}{}", row("1001"), row("1002")).as_bytes()).unwrap();
}

fn a_breach(desk: &Desk) {
    broken_promise(desk);
    desk.ok("shop.tick", json!({}));
    desk.keep("breach", &desk.text("SELECT id FROM breach"));
}

fn breach(desk: &Desk, event: &str, input: Value) -> Result<(), Refusal> {
    desk.act("breach", Some(&desk.kept("breach")), event, input).map(drop)
}

fn complain(desk: &Desk) -> Result<String, Refusal> {
    let input = json!({ "order_no": "3456789012345838802", "description": "收到就不转，客服三天不回", "class": "quality", "nature": "complex",
        "urgency": "urgent", "demand": "refund", "channel": "phone", "contact": "19900005678", "goods_title": "洗衣机" });
    desk.act("complaint", None, "register", input)
}

fn complained(desk: &Desk) {
    imported(desk);
    desk.keep("complaint", &complain(desk).unwrap());
}

fn complaint(desk: &Desk, event: &str, input: Value) -> Result<(), Refusal> {
    desk.act("complaint", Some(&desk.kept("complaint")), event, input).map(drop)
}

fn complaint_accepted(desk: &Desk) {
    complained(desk);
    complaint(desk, "accept", json!({ "told_by": "电话" })).unwrap();
}
