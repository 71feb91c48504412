//! 退换货: every guard on a real file, the two lanes, the refund against figures worked by hand, the second person.

use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;

use crate::common::Shop;

const ORDERS: &str = "订单编号,买家会员名,买家应付货款,买家应付邮费,买家实际支付金额,打款商家金额,宝贝总数量,宝贝种类,是否手机订单,订单状态,订单付款时间,宝贝标题,收货人姓名,物流单号,确认收货时间";
const LINES: &str = "订单编号,标题,价格,购买数量,外部系统编号,套餐信息,订单状态,商家编码";

/// An order as the platform's two sheets tell of it.
struct Order<'o> {
    no: &'o str,
    status: &'o str,
    freight: &'o str,
    paid: &'o str,
    sent: &'o str,
    received: &'o str,
    lines: &'o [(&'o str, &'o str, i64)],
}

/// Three cups of ¥100 and one lid of ¥50, ¥10 freight, ¥35 off: ¥325 paid. Signed for on 2026-11-18.
const CUPS: Order<'static> = Order {
    no: "8800000000000000001",
    status: "交易成功",
    freight: "10.00",
    paid: "325.00",
    sent: "78090197825141",
    received: "2026-11-18 10:00:00",
    lines: &[("保温杯", "100.00", 3), ("杯盖", "50.00", 1)],
};

fn import(shop: &Shop, order: &Order<'_>) -> String {
    let Order { no, status, freight, paid, sent, received, lines } = order;
    let row = format!("{no},买家甲,350.00,{freight},{paid},{paid},4,2,是,{status},2026-11-15 09:00:00,保温杯,张三,{sent},{received}");
    shop.import("orders.csv", format!("{ORDERS}\n{row}\n").as_bytes());
    let rows: String = lines.iter().map(|(title, price, pieces)| format!("{no},{title},{price},{pieces},,,{status},{title}\n")).collect();
    shop.import("lines.csv", format!("{LINES}\n{rows}").as_bytes());
    one(shop, &format!("SELECT id FROM sales_order WHERE order_no = '{no}'"))
}

fn one(shop: &Shop, sql: &str) -> String {
    let value = shop.bench.shop().unwrap().store.read(|tx| tx.value(sql, &[])).unwrap();
    value.as_str().unwrap_or_else(|| panic!("{sql}: {value}")).to_owned()
}

fn line(shop: &Shop, title: &str) -> String {
    one(shop, &format!("SELECT id FROM order_line WHERE title = '{title}' AND state = 'active'"))
}

fn apply(shop: &Shop, input: Value) -> Result<String, Refusal> {
    let done = shop.call("records.do", json!({ "kind": "returns_exchange", "event": "apply", "input": input }))?;
    Ok(done["id"].as_str().unwrap().to_owned())
}

fn act(shop: &Shop, id: &str, event: &str, input: Value) -> Result<Value, Refusal> {
    shop.call("records.do", json!({ "kind": "returns_exchange", "id": id, "event": event, "input": input }))
}

fn show(shop: &Shop, id: &str) -> Value {
    shop.ok("cases.show", json!({ "id": id }))
}

fn value(shop: &Shop, id: &str, field: &str) -> Value {
    show(shop, id)["record"]["values"][field].clone()
}

fn state(shop: &Shop, id: &str) -> String {
    show(shop, id)["record"]["state"].as_str().unwrap().to_owned()
}

fn table(shop: &Shop, id: &str) -> Value {
    shop.ok("returns.refund_table", json!({ "id": id }))
}

fn inspect(shop: &Shop, id: &str, grade: &str, responsible: &str) -> Result<Value, Refusal> {
    let input = json!({ "case_id": id, "grade": grade, "found": "外盒完整，杯身无划痕", "responsible": responsible });
    shop.call("records.do", json!({ "kind": "inspection", "event": "record", "input": input }))
}

/// A return of cups without reason.
fn cups(shop: &Shop, order: &str, pieces: i64) -> Result<String, Refusal> {
    let input = json!({ "order_id": order, "order_line_id": line(shop, "保温杯"), "quantity": pieces, "application": "return_refund", "ground": "no_reason" });
    apply(shop, input)
}

fn refund(shop: &Shop, id: &str, fen: i64) {
    act(shop, id, "request_refund", json!({ "route": "original" })).unwrap();
    act(shop, id, "refund_result", json!({ "refunded_fen": fen, "refunded_on": "2026-11-21" })).unwrap();
}

fn back_and_fine(shop: &Shop, id: &str) {
    act(shop, id, "approve", json!({})).unwrap();
    act(shop, id, "receive", json!({ "back_on": "2026-11-21", "return_tracking_no": "SF1234567890" })).unwrap();
    inspect(shop, id, "intact", "none").unwrap();
    act(shop, id, "accept_goods", json!({})).unwrap();
}

#[test]
fn a_return_in_parts_pays_back_to_the_fen_what_was_paid() {
    let shop = Shop::new();
    let order = import(&shop, &CUPS);
    let first = cups(&shop, &order, 2).unwrap();
    // ¥35 off over ¥300 and ¥50: ¥30 and ¥5. Two of three cups: ¥180. Freight stays: only a part goes back.
    let told = table(&shop, &first);
    assert_eq!((&told["refund_fen"], &told["rows"][0]["net_paid_fen"], &told["freight_fen"]), (&json!(18_000), &json!(27_000), &json!(0)));
    assert_eq!(value(&shop, &first, "no_reason_last"), "2026-11-25");
    back_and_fine(&shop, &first);
    assert_eq!(state(&shop, &first), "to_refund");
    refund(&shop, &first, 18_000);
    assert_eq!((state(&shop, &first).as_str(), value(&shop, &first, "money_state")), ("refunded", json!("refunded")));
    let notices = show(&shop, &first)["notices"].clone();
    let papers: Vec<&str> = notices.as_array().unwrap().iter().map(|notice| notice["values"]["what"].as_str().unwrap()).collect();
    assert_eq!(papers, ["return_result", "return_receipt"]);
    act(&shop, &first, "close", json!({ "invoice": "not_invoiced" })).unwrap();

    let second = cups(&shop, &order, 1).unwrap();
    back_and_fine(&shop, &second);
    refund(&shop, &second, 9_000);
    act(&shop, &second, "close", json!({ "invoice": "red_done" })).unwrap();
    let input = json!({ "order_id": order, "order_line_id": line(&shop, "杯盖"), "application": "return_refund", "ground": "no_reason" });
    let last = apply(&shop, input).unwrap();
    assert_eq!(table(&shop, &last)["refund_fen"], 4_500 + 1_000, "the lid, and the freight now that all is back");
    assert_eq!(table(&shop, &last)["most_fen"], 5_500);
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn more_than_was_bought_and_a_second_open_application_are_refused() {
    let shop = Shop::new();
    let order = import(&shop, &CUPS);
    let many = cups(&shop, &order, 4).unwrap_err();
    assert_eq!((many.field.as_deref(), many.message.contains("最多还能退 3 件")), (Some("quantity"), true), "{many:?}");
    let first = cups(&shop, &order, 2).unwrap();
    let twice = cups(&shop, &order, 1).unwrap_err();
    assert!(twice.message.contains("已有在办的退换货单 TH-"), "{twice:?}");
    act(&shop, &first, "cancel", json!({ "reason": "不退了" })).unwrap();
    let again = cups(&shop, &order, 2).unwrap();
    back_and_fine(&shop, &again);
    refund(&shop, &again, 18_000);
    act(&shop, &again, "close", json!({ "invoice": "not_invoiced" })).unwrap();
    assert!(cups(&shop, &order, 2).unwrap_err().message.contains("已退 2 件"));
    let which = apply(&shop, json!({ "order_id": order, "application": "return_refund", "ground": "no_reason" })).unwrap_err();
    assert_eq!(which.field.as_deref(), Some("order_line_id"));
}

#[test]
fn an_order_that_was_not_sent_is_refunded_by_rule_and_one_in_doubt_within_the_hour() {
    let shop = Shop::new();
    let order = import(&shop, &Order { status: "买家已付款", sent: "", received: "", ..CUPS });
    let id = apply(&shop, json!({ "order_id": order, "application": "refund_only", "ground": "negotiated" })).unwrap();
    let view = show(&shop, &id);
    assert_eq!((state(&shop, &id).as_str(), &view["record"]["values"]["route"]), ("to_refund", &json!("original")));
    assert_eq!(view["clocks"][0]["code"], "unshipped");
    assert_eq!(table(&shop, &id)["refund_fen"], 32_500, "both lines and the freight");
    assert!(act(&shop, &id, "ask_refusal", json!({})).is_err());
    import(&shop, &Order { status: "卖家已发货", received: "", ..CUPS });
    let left = act(&shop, &id, "request_refund", json!({ "route": "original" })).unwrap_err();
    assert!(left.message.contains("已经发货"), "{left:?}");
    act(&shop, &id, "cancel", json!({ "reason": "货已发出，改为退货退款" })).unwrap();

    let doubtful = import(
        &shop,
        &Order { no: "8800000000000000002", status: "退款中", sent: "", received: "", lines: &[("雨伞", "325.00", 1)], ..CUPS },
    );
    let id = apply(&shop, json!({ "order_id": doubtful, "application": "refund_only", "ground": "negotiated" })).unwrap();
    assert_eq!((state(&shop, &id).as_str(), value(&shop, &id, "dispatch")), ("review", json!("unknown")));
    let clock = show(&shop, &id)["clocks"][0].clone();
    assert_eq!(clock["code"], "unshipped");
    let hour = |field: &str| crate::common::at(clock[field].as_str().unwrap());
    assert_eq!(hour("due_at").duration_since(hour("started_at")), jiff::SignedDuration::from_hours(1));
    let sent =
        import(&shop, &Order { no: "8800000000000000003", status: "卖家已发货", received: "", lines: &[("台灯", "325.00", 1)], ..CUPS });
    let unsent_only = apply(&shop, json!({ "order_id": sent, "application": "refund_only", "ground": "no_reason" })).unwrap_err();
    assert_eq!(unsent_only.field.as_deref(), Some("application"));
}

#[test]
fn a_valid_return_without_reason_cannot_be_refused_and_a_refusal_needs_a_second_person() {
    let shop = Shop::new();
    shop.person("manager", "manager");
    let order = import(&shop, &CUPS);
    let id = cups(&shop, &order, 1).unwrap();
    let ask = |ground: &str| act(&shop, &id, "ask_refusal", json!({ "refusal_ground": ground, "refusal_reason": "商品已拆封" }));
    assert!(ask("no_agreement").unwrap_err().message.contains("不能以“协商不成”拒绝"));
    assert!(ask("no_right_by_ruling").is_err());
    assert!(ask("no_reason_not_valid").unwrap_err().message.contains("还没有判定"));
    act(&shop, &id, "rule", json!({ "intact": true })).unwrap();
    assert!(ask("no_reason_not_valid").unwrap_err().message.contains("不得拒绝"));
    act(&shop, &id, "rule", json!({ "intact": false })).unwrap();
    assert_eq!(show(&shop, &id)["rulings"].as_array().map(Vec::len), Some(2));
    ask("no_reason_not_valid").unwrap();
    assert_eq!(state(&shop, &id), "refusal_review");
    assert_eq!(act(&shop, &id, "refuse", json!({})).unwrap_err().guard.as_deref(), Some("second_person"));
    shop.sign_in("manager");
    act(&shop, &id, "keep_open", json!({ "reason": "老客户，再看看" })).unwrap();
    assert_eq!(state(&shop, &id), "review");
    shop.sign_in("owner");
    ask("no_reason_not_valid").unwrap();
    shop.sign_in("manager");
    act(&shop, &id, "refuse", json!({})).unwrap();
    let view = show(&shop, &id);
    assert_eq!((view["record"]["state"].as_str(), view["notices"][0]["values"]["what"].as_str()), (Some("refused"), Some("return_result")));
    assert!(view["clocks"].as_array().unwrap().iter().all(|clock| !clock["stopped_at"].is_null()));
    act(&shop, &id, "reopen", json!({ "reason": "消费者补了照片" })).unwrap();
    assert_eq!(state(&shop, &id), "review");
}

#[test]
fn refusals_need_their_proof() {
    let shop = Shop::new();
    let order = import(&shop, &CUPS);
    let missing = json!({ "order_id": order, "order_line_id": line(&shop, "杯盖"), "application": "reship", "ground": "missing_item", "claim_text": "少一个盖" });
    let id = apply(&shop, missing).unwrap();
    assert_eq!(show(&shop, &id)["clocks"][0]["code"], "reship");
    let ask = |input: Value| act(&shop, &id, "ask_refusal", input);
    let disproved = json!({ "refusal_ground": "facts_disproved", "refusal_reason": "称重相符", "evidence_note": "出库称重照片" });
    assert!(ask(disproved.clone()).unwrap_err().message.contains("没有证据"), "words alone are none");
    let foreign = ask(json!({ "refusal_ground": "not_our_goods", "refusal_reason": "不是本店的" })).unwrap_err();
    assert!(foreign.message.contains("验收记录"), "{foreign:?}");
    shop.photo_of("returns_exchange", &id, "proof");
    ask(disproved).unwrap();
}

#[test]
fn money_goes_back_the_way_it_came_and_never_above_what_was_paid() {
    let shop = Shop::new();
    shop.person("kefu", "after_sales");
    shop.person("manager", "manager");
    let order = import(&shop, &CUPS);
    shop.sign_in("kefu");
    let id = cups(&shop, &order, 1).unwrap();
    assert_eq!(act(&shop, &id, "accept_goods", json!({})).unwrap_err().code, "wrong_state");
    back_and_fine(&shop, &id);
    let ask = |input: Value| act(&shop, &id, "request_refund", input);
    assert_eq!(ask(json!({ "route": "other" })).unwrap_err().field.as_deref(), Some("route"));
    let alone = ask(json!({ "route": "original", "refund_fen": 8_000, "departure_reason": "杯底有水痕" })).unwrap_err();
    assert!(alone.message.contains("须由经理核定"), "{alone:?}");
    shop.sign_in("manager");
    let above = ask(json!({ "route": "original", "refund_fen": 32_501, "departure_reason": "多退" })).unwrap_err();
    assert!(above.message.contains("不能超过实付减已退"), "{above:?}");
    assert_eq!(ask(json!({ "route": "original", "refund_fen": 8_000 })).unwrap_err().field.as_deref(), Some("departure_reason"));
    ask(json!({ "route": "original", "refund_fen": 8_000, "departure_reason": "双方同意扣 10 元" })).unwrap();
    assert_eq!((value(&shop, &id, "computed_fen"), value(&shop, &id, "refund_fen")), (json!(9_000), json!(8_000)));
    assert!(act(&shop, &id, "cancel", json!({ "reason": "x" })).unwrap_err().message.contains("已经退款"));
    let result = |fen: i64| act(&shop, &id, "refund_result", json!({ "refunded_fen": fen, "refunded_on": "2026-11-21" }));
    result(7_900).unwrap();
    assert_eq!((state(&shop, &id).as_str(), value(&shop, &id, "money_state")), ("refunding", json!("mismatch")));
    let open = |code: &str| {
        show(&shop, &id)["clocks"].as_array().unwrap().iter().any(|clock| clock["code"] == code && clock["stopped_at"].is_null())
    };
    assert!(open("refund_due"), "the law's limit runs on while the sums differ");
    result(8_000).unwrap();
    assert_eq!(state(&shop, &id), "refunded");
    assert!(!open("refund_due") && !open("refund_delay"));
    assert_eq!(act(&shop, &id, "close", json!({ "invoice": "red_open" })).unwrap_err().field.as_deref(), Some("invoice"));
}

#[test]
fn goods_and_money_go_their_own_ways() {
    let shop = Shop::new();
    shop.person("kefu", "after_sales");
    let order = import(&shop, &CUPS);
    let id = cups(&shop, &order, 3).unwrap();
    act(&shop, &id, "approve", json!({ "return_to": "杭州市样例路 1 号 售后组 0571-00000000" })).unwrap();
    shop.sign_in("kefu");
    assert_eq!(act(&shop, &id, "request_refund", json!({ "route": "original" })).unwrap_err().code, "not_allowed");
    shop.sign_in("owner");
    act(&shop, &id, "request_refund", json!({ "route": "original" })).unwrap();
    act(&shop, &id, "refund_result", json!({ "refunded_fen": 27_000, "refunded_on": "2026-11-21" })).unwrap();
    assert_eq!((state(&shop, &id).as_str(), value(&shop, &id, "money_state")), ("awaiting_goods", json!("refunded")));
    act(&shop, &id, "sent_back", json!({ "return_tracking_no": "YT0000000001" })).unwrap();
    assert_eq!(value(&shop, &id, "goods_state"), "in_transit");
    assert_eq!(shop.ok("search", json!({ "text": "YT0000000001" }))[0]["id"], json!(id), "found by the scanner at the door");
    act(&shop, &id, "receive", json!({ "back_on": "2026-11-21" })).unwrap();
    let clocks = show(&shop, &id)["clocks"].to_string();
    assert!(!clocks.contains("refund_due"), "the money is out: {clocks}");
    inspect(&shop, &id, "intact", "none").unwrap();
    act(&shop, &id, "accept_goods", json!({})).unwrap();
    assert_eq!(state(&shop, &id), "refunded");
}

#[test]
fn the_law_counts_from_the_day_the_goods_are_back() {
    let shop = Shop::new();
    let order = import(&shop, &CUPS);
    let id = cups(&shop, &order, 1).unwrap();
    let due = |code: &str| {
        let clocks = show(&shop, &id)["clocks"].clone();
        let clock = clocks.as_array().unwrap().iter().find(|clock| clock["code"] == code).cloned();
        clock.map(|clock| (clock["lane"].as_str().unwrap().to_owned(), clock["due_at"].as_str().unwrap().to_owned()))
    };
    assert_eq!(due("answer").unwrap().0, "promise");
    assert_eq!(due("delay").unwrap(), ("law".into(), "2026-12-07T16:00:00Z".into()), "15 days, from Sunday on to Monday");
    act(&shop, &id, "approve", json!({})).unwrap();
    act(&shop, &id, "receive", json!({ "back_on": "2026-11-20", "return_tracking_no": "SF1" })).unwrap();
    assert_eq!(due("refund_due").unwrap(), ("law".into(), "2026-11-27T16:00:00Z".into()));
    assert_eq!(due("refund_delay").unwrap(), ("law".into(), "2026-12-07T16:00:00Z".into()));
}

#[test]
fn inspection_comes_after_signing_and_a_dispute_needs_something_to_show() {
    let shop = Shop::new();
    shop.person("manager", "manager");
    let order = import(&shop, &CUPS);
    let id = cups(&shop, &order, 1).unwrap();
    act(&shop, &id, "approve", json!({})).unwrap();
    assert!(inspect(&shop, &id, "intact", "none").unwrap_err().message.contains("先在退换货单上“签收退货”"));
    act(&shop, &id, "receive", json!({ "back_on": "2026-11-21" })).unwrap();
    assert_eq!(act(&shop, &id, "accept_goods", json!({})).unwrap_err().guard.as_deref(), Some("inspected"));
    assert_eq!(inspect(&shop, &id, "damaged", "none").unwrap_err().field.as_deref(), Some("responsible"));
    inspect(&shop, &id, "foreign", "unclear").unwrap();
    assert_eq!(act(&shop, &id, "accept_goods", json!({})).unwrap_err().guard.as_deref(), Some("our_goods"));
    assert_eq!(act(&shop, &id, "dispute", json!({})).unwrap_err().guard.as_deref(), Some("evidence_kept"));
    let note = || json!({ "evidence_note": "开箱照片，杯身型号不同" });
    assert!(act(&shop, &id, "dispute", note()).is_err(), "words are no evidence");
    let photo = shop.photo_of("returns_exchange", &id, "proof");
    shop.ok("records.do", json!({ "kind": "attachment", "id": photo, "event": "withdraw", "input": { "reason": "别人的杯子" } }));
    assert!(act(&shop, &id, "dispute", note()).is_err(), "nor is a photo that was withdrawn");
    shop.photo_of("inspection", &one(&shop, "SELECT id FROM inspection"), "inspection");
    act(&shop, &id, "dispute", note()).unwrap();
    assert_eq!((state(&shop, &id).as_str(), value(&shop, &id, "goods_state")), ("disputed", json!("disputed")));
    act(&shop, &id, "ask_refusal", json!({ "refusal_ground": "not_our_goods", "refusal_reason": "型号与所售不符" })).unwrap();
    shop.sign_in("manager");
    act(&shop, &id, "keep_open", json!({ "reason": "再查发货记录" })).unwrap();
    assert_eq!(state(&shop, &id), "disputed");
    inspect(&shop, &id, "damaged", "carrier").unwrap();
    act(&shop, &id, "resolve", json!({ "finding": "发货记录证明是本店商品，破损由物流赔" })).unwrap();
    assert_eq!(state(&shop, &id), "to_refund");
}

#[test]
fn freight_both_ways_is_ours_when_the_fault_is() {
    let shop = Shop::new();
    let order = import(&shop, &CUPS);
    let input = json!({ "order_id": order, "order_line_id": line(&shop, "杯盖"), "application": "return_refund", "ground": "wrong_item", "claim_text": "盖子颜色发错" });
    let id = apply(&shop, input).unwrap();
    act(&shop, &id, "set_sums", json!({ "return_freight_fen": 1_200 })).unwrap();
    let told = table(&shop, &id);
    // ¥45 of ¥315: a seventh of the freight of ¥10, down to the fen.
    assert_eq!((&told["refund_fen"], &told["freight_fen"], &told["return_freight_fen"]), (&json!(4_642), &json!(142), &json!(1_200)));
    let bad =
        act(&shop, &id, "set_sums", json!({ "discounts": [{ "label": "满减", "bearer": "shop", "amount_fen": 99_999 }] })).unwrap_err();
    assert_eq!(bad.field.as_deref(), Some("discounts"));
    let coupons =
        json!([{ "label": "店铺券", "bearer": "shop", "amount_fen": 2_800 }, { "label": "积分", "bearer": "points", "amount_fen": 700 }]);
    act(&shop, &id, "set_sums", json!({ "discounts": coupons })).unwrap();
    let told = table(&shop, &id);
    assert_eq!(told["rows"][1]["shares_fen"], json!([400, 100]));
    assert_eq!((&told["refund_fen"], &told["discounts"][1]["back_fen"]), (&json!(4_642), &json!(100)));
}

#[test]
fn a_ruled_case_becomes_a_return_and_ends_with_it() {
    let shop = Shop::new();
    let order = import(&shop, &CUPS);
    let register = json!({ "order_id": order, "order_line_id": line(&shop, "保温杯"), "claim": "quality", "goods": "保温杯", "fault_date": "2026-11-20",
        "fault": "performance", "same_model_available": true, "wants": "return", "fault_text": "漏水" });
    let case =
        shop.ok("records.do", json!({ "kind": "quality_case", "event": "register", "input": register }))["id"].as_str().unwrap().to_owned();
    shop.act(&case, "accept", json!({})).unwrap();
    let early = shop.act(&case, "begin_return", json!({})).unwrap_err();
    assert_eq!(early.guard.as_deref(), Some("can_return"), "a claim of quality is ruled on first");
    for (event, input) in [("rule", json!({})), ("tell", json!({})), ("choose", json!({ "chosen": "return_full" }))] {
        shop.act(&case, event, input).unwrap();
    }
    assert_eq!(shop.act(&case, "begin_exchange", json!({})).unwrap_err().guard.as_deref(), Some("can_exchange"));
    shop.act(&case, "begin_return", json!({ "quantity": 1 })).unwrap();
    let id = one(&shop, "SELECT id FROM returns_exchange");
    assert_eq!(state(&shop, &id), "awaiting_goods", "the ruling decided already");
    let values = show(&shop, &id)["record"]["values"].clone();
    assert_eq!(
        (&values["ground"], &values["claim_text"], &values["ruled_option"]),
        (&json!("quality"), &json!("漏水"), &json!("return_full"))
    );
    assert_eq!(show(&shop, &case)["record"]["state"], "executing");
    act(&shop, &id, "cancel", json!({ "reason": "先不退" })).unwrap();
    assert_eq!(show(&shop, &case)["record"]["state"], "chosen");
    shop.act(&case, "begin_return", json!({ "quantity": 1 })).unwrap();
    let id = one(&shop, "SELECT id FROM returns_exchange WHERE state = 'awaiting_goods'");
    act(&shop, &id, "receive", json!({ "back_on": "2026-11-21" })).unwrap();
    inspect(&shop, &id, "flawed", "maker").unwrap();
    act(&shop, &id, "accept_goods", json!({})).unwrap();
    // ¥90 for the cup, and 90/315 of the freight.
    refund(&shop, &id, 9_285);
    act(&shop, &id, "close", json!({ "invoice": "not_invoiced" })).unwrap();
    assert_eq!(show(&shop, &case)["record"]["state"], "done");
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn an_exchange_sends_new_goods_and_swaps_the_serial() {
    let shop = Shop::new();
    let order = import(&shop, &CUPS);
    let unit = json!({ "serial": "SN-OLD-1", "order_line_id": line(&shop, "保温杯"), "invoice_date": "2026-11-15" });
    let unit = shop.ok("records.do", json!({ "kind": "serial_unit", "event": "register", "input": unit }))["id"].clone();
    let wrong = json!({ "order_id": order, "order_line_id": line(&shop, "保温杯"), "application": "exchange", "ground": "no_reason" });
    assert_eq!(apply(&shop, wrong).unwrap_err().field.as_deref(), Some("ground"));
    let input = json!({ "order_id": order, "order_line_id": line(&shop, "保温杯"), "quantity": 1, "application": "exchange", "ground": "negotiated",
        "serial_unit_id": unit, "new_sku": "大号", "new_price_fen": 12_000 });
    let id = apply(&shop, input).unwrap();
    act(&shop, &id, "approve", json!({ "keep_goods": true })).unwrap();
    assert_eq!(
        (state(&shop, &id).as_str(), value(&shop, &id, "gap_side"), value(&shop, &id, "gap_fen")),
        ("to_replace", json!("consumer"), json!(3_000))
    );
    assert_eq!(act(&shop, &id, "replacement_signed", json!({ "replaced_on": "2026-11-21" })).unwrap_err().code, "wrong_state");
    assert_eq!(act(&shop, &id, "ship_replacement", json!({ "new_tracking_no": "SF2" })).unwrap_err().field.as_deref(), Some("gap_paid"));
    act(&shop, &id, "ship_replacement", json!({ "new_tracking_no": "SF2", "gap_paid": true })).unwrap();
    act(&shop, &id, "replacement_signed", json!({ "replaced_on": "2026-11-21", "new_serial": "SN-NEW-1" })).unwrap();
    assert_eq!((state(&shop, &id).as_str(), value(&shop, &id, "money_state")), ("replaced", json!("none")));
    assert_eq!(
        one(&shop, "SELECT b.serial FROM serial_unit a JOIN serial_unit b ON b.id = a.replaced_by WHERE a.serial = 'SN-OLD-1'"),
        "SN-NEW-1"
    );
    act(&shop, &id, "close", json!({ "invoice": "not_needed" })).unwrap();
    // The exchanged piece is with the consumer again: it may still come back.
    cups(&shop, &order, 3).unwrap();
}

#[test]
fn a_cheaper_exchange_pays_the_gap_and_nothing_more() {
    let shop = Shop::new();
    let order = import(&shop, &CUPS);
    let input = json!({ "order_id": order, "order_line_id": line(&shop, "保温杯"), "quantity": 1, "application": "exchange", "ground": "negotiated", "new_price_fen": 6_000 });
    let id = apply(&shop, input).unwrap();
    act(&shop, &id, "approve", json!({ "keep_goods": true })).unwrap();
    act(&shop, &id, "ship_replacement", json!({ "new_tracking_no": "SF2" })).unwrap();
    act(&shop, &id, "replacement_signed", json!({ "replaced_on": "2026-11-21" })).unwrap();
    assert_eq!(state(&shop, &id), "to_refund");
    refund(&shop, &id, 3_000);
    assert_eq!(state(&shop, &id), "refunded");
}

#[test]
fn an_application_without_an_order_names_goods_and_price() {
    let shop = Shop::new();
    let bare = json!({ "application": "return_refund", "ground": "quality", "claim_text": "不通电" });
    assert_eq!(apply(&shop, bare).unwrap_err().field.as_deref(), Some("goods_title"));
    let cheap = json!({ "application": "return_refund", "ground": "quality", "claim_text": "不通电", "goods_title": "电水壶" });
    assert_eq!(apply(&shop, cheap).unwrap_err().field.as_deref(), Some("price_fen"));
    let full = json!({ "application": "return_refund", "ground": "quality", "claim_text": "不通电", "goods_title": "电水壶", "price_fen": 8_900, "received_date": "2026-11-10" });
    let id = apply(&shop, full).unwrap();
    assert_eq!(table(&shop, &id)["refund_fen"], 8_900);
    let later = json!({ "application": "reship", "ground": "missing_item", "goods_title": "电水壶", "applied_on": "2026-12-01" });
    assert_eq!(apply(&shop, later).unwrap_err().field.as_deref(), Some("applied_on"));
}

#[test]
fn the_sheet_of_the_platform_tells_who_bore_the_discount() {
    let shop = Shop::new();
    let sample = format!("{}/../exchange/samples/pdd_orders_utf8.csv", env!("CARGO_MANIFEST_DIR"));
    shop.import("pdd.csv", &std::fs::read(sample).unwrap());
    let order = one(&shop, "SELECT id FROM sales_order WHERE order_no = '260306-123456789012301'");
    let id =
        apply(&shop, json!({ "order_id": order, "application": "return_refund", "ground": "quality", "claim_text": "左耳无声" })).unwrap();
    let told = table(&shop, &id);
    assert_eq!((&told["rows"][0]["list_fen"], &told["rows"][0]["shares_fen"]), (&json!(39_900), &json!([500])));
    assert_eq!((&told["discounts"][0]["bearer"], &told["refund_fen"]), (&json!("shop"), &json!(39_400)));
    assert_eq!(told["warnings"], json!([]));
}

#[test]
fn papers_are_issued_on_every_size_and_in_large_type() {
    let shop = Shop::new();
    let order = import(&shop, &CUPS);
    let id = cups(&shop, &order, 1).unwrap();
    back_and_fine(&shop, &id);
    refund(&shop, &id, 9_000);
    for what in ["return_receipt", "return_result"] {
        for paper in ["a4", "slip80", "slip58"] {
            let asked = json!({ "kind": "returns_exchange", "id": id, "what": what, "paper": paper, "large_type": paper == "a4" });
            shop.ok("notices.issue", asked);
        }
    }
    let notice = show(&shop, &id)["notices"][0].clone();
    assert!(notice["values"]["basis"].as_str().unwrap().contains("第二十五条"), "{notice}");
    assert!(notice["values"]["warnings"].as_array().unwrap().is_empty(), "{notice}");
}
