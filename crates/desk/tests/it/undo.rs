//! One's last step taken back: the old values return, the clocks run again, and the record of it all stays.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;

use crate::common::Shop;

fn undo(shop: &Shop, case: &str) -> Result<Value, Refusal> {
    let version = shop.ok("cases.show", json!({ "id": case }))["record"]["version"].clone();
    shop.call("records.undo", json!({ "kind": "quality_case", "id": case, "version": version }))
}

fn refused(shop: &Shop, case: &str) -> String {
    let no = undo(shop, case).unwrap_err();
    assert_eq!(no.code, "not_undoable", "{no:?}");
    no.message
}

fn wait(shop: &Shop, minutes: i64) {
    *shop.now.lock().unwrap() += SignedDuration::from_mins(minutes);
    shop.sign_in("owner");
}

fn record(shop: &Shop, case: &str) -> Value {
    shop.ok("cases.show", json!({ "id": case }))["record"].clone()
}

#[test]
fn a_step_taken_back_leaves_the_old_values_and_both_entries() {
    let shop = Shop::new();
    let case = shop.case();
    let before = record(&shop, &case);
    shop.act(&case, "set_facts", json!({ "price_fen": 100, "goods": "微波炉" })).unwrap();
    let done = shop.act(&case, "accept", json!({})).unwrap();
    assert_eq!((done["undoable"].as_bool(), done["state"].as_str()), (Some(true), Some("accepted")));
    let undone = undo(&shop, &case).unwrap();
    assert_eq!((undone["undoable"].as_bool(), undone["state"].as_str()), (Some(false), Some("registered")));
    assert_eq!(record(&shop, &case)["values"]["price_fen"], 100, "only the last step is taken back");
    assert_ne!(record(&shop, &case)["values"], before["values"]);
    let timeline = shop.ok("cases.show", json!({ "id": case }))["timeline"].clone();
    assert_eq!((timeline[0]["label"].as_str(), timeline[1]["label"].as_str()), (Some("撤回上一步"), Some("受理")));
    assert!(timeline[0]["changes"].to_string().contains("受理"), "{}", timeline[0]);
    assert!(refused(&shop, &case).contains("已经撤回"));
    assert_eq!(shop.ok("cases.list", json!({}))["rows"][0]["state"], "registered");
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn personal_words_come_back_as_they_were() {
    let shop = Shop::new();
    let input = json!({ "platform": "store", "name": "王小明", "phone": "19900001111" });
    let consumer = shop.ok("records.do", json!({ "kind": "consumer", "event": "meet", "input": input }))["id"].clone();
    let change = json!({ "kind": "consumer", "id": consumer, "event": "correct", "input": { "name": "王大明" } });
    let done = shop.ok("records.do", change);
    assert_eq!(done["undoable"], true);
    shop.ok("records.undo", json!({ "kind": "consumer", "id": consumer, "version": done["version"] }));
    let name = shop.ok("records.reveal", json!({ "kind": "consumer", "id": consumer, "field": "name", "reason": "核对姓名" }));
    assert_eq!(name["value"], "王小明");
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn what_cannot_be_taken_back_says_why() {
    let shop = Shop::new();
    let case = shop.case();
    assert!(refused(&shop, &case).contains("新登记"));
    shop.act(&case, "note", json!({ "words": "消费者下午再来电" })).unwrap();
    assert!(refused(&shop, &case).contains("新的记录"));
    shop.act(&case, "rule", json!({})).unwrap();
    assert!(refused(&shop, &case).contains("三包判定"));
    let told = shop.act(&case, "tell", json!({})).unwrap();
    assert_eq!(told["undoable"], false);
    assert!(refused(&shop, &case).contains("通知书"));
    shop.act(&case, "cancel", json!({ "reason": "消费者来电说已自行解决" })).unwrap();
    assert!(refused(&shop, &case).contains("决定"));
    shop.act(&case, "reopen", json!({ "reason": "消费者改变主意，仍要换货" })).unwrap();
    assert!(refused(&shop, &case).contains("决定"));
    assert!(shop.call("records.undo", json!({ "kind": "quality_case", "id": "nothing", "version": 1 })).unwrap_err().code == "not_found");
}

#[test]
fn only_the_same_person_and_only_for_ten_minutes() {
    let shop = Shop::new();
    shop.person("kefu", "after_sales");
    let case = shop.case();
    shop.act(&case, "accept", json!({})).unwrap();
    shop.sign_in("kefu");
    assert!(refused(&shop, &case).contains("不是您做的"));
    shop.sign_in("owner");
    // Having looked at the case is no step: it stays possible.
    shop.ok("records.reveal", json!({ "kind": "quality_case", "id": case, "field": "fault_text", "reason": "核对故障" }));
    wait(&shop, 4);
    wait(&shop, 4);
    undo(&shop, &case).unwrap();
    shop.act(&case, "accept", json!({})).unwrap();
    wait(&shop, 4);
    wait(&shop, 4);
    wait(&shop, 3);
    assert!(refused(&shop, &case).contains("10 分钟"));
}

#[test]
fn a_record_that_changed_meanwhile_is_not_overwritten() {
    let shop = Shop::new();
    let case = shop.case();
    shop.act(&case, "accept", json!({})).unwrap();
    let seen = record(&shop, &case)["version"].clone();
    shop.act(&case, "set_facts", json!({ "price_fen": 100 })).unwrap();
    let no = shop.call("records.undo", json!({ "kind": "quality_case", "id": case, "version": seen })).unwrap_err();
    assert_eq!((no.code.as_str(), no.retryable), ("conflict", true));
    undo(&shop, &case).unwrap();
    assert!(refused(&shop, &case).contains("已经撤回"), "one step back, never a walk through history");
}

/// A case that came from the platform, with its limit, on the way to its end.
fn platform_case(shop: &Shop, due: &str) -> String {
    let sheet = format!(
        "退款编号,订单编号,宝贝标题,买家退款金额,退款状态,退款的申请时间,超时时间\n7001,3456789012345838804,吸尘器,59.90,买家已经申请退款，等待卖家同意,2026-11-20 09:00:00,{due}\n"
    );
    shop.import("退款.csv", sheet.as_bytes());
    let case = shop.ok("cases.list", json!({}))["rows"][0]["id"].as_str().unwrap().to_owned();
    let facts = json!({ "goods": "吸尘器", "claim": "quality", "channel": "online", "price_fen": 5990, "invoice_date": "2026-11-09",
        "received_date": "2026-11-11", "fault_date": "2026-11-20", "fault": "performance", "proof": "invoice", "same_model_available": true });
    shop.act(&case, "set_facts", facts).unwrap();
    shop.act(&case, "rule", json!({})).unwrap();
    shop.act(&case, "tell", json!({})).unwrap();
    let options = shop.ok("cases.show", json!({ "id": case }))["rulings"][0]["options"].clone();
    shop.act(&case, "choose", json!({ "chosen": options[0] })).unwrap();
    case
}

fn clock(shop: &Shop, case: &str, code: &str) -> Value {
    let clocks = shop.ok("cases.show", json!({ "id": case }))["clocks"].as_array().unwrap().clone();
    clocks.into_iter().find(|clock| clock["code"] == code).unwrap()
}

#[test]
fn a_clock_that_the_step_stopped_runs_again_and_keeps_its_lateness() {
    for (due, late) in [("2026-11-23 18:00:00", false), ("2026-11-20 18:00:00", true)] {
        let shop = Shop::new();
        let case = platform_case(&shop, due);
        shop.act(&case, "finish", json!({ "outcome": "已退款" })).unwrap();
        assert!(clock(&shop, &case, "platform")["stopped_at"].is_string());
        undo(&shop, &case).unwrap();
        let running = clock(&shop, &case, "platform");
        assert_eq!((running["stopped_at"].clone(), running["late"].as_bool()), (Value::Null, Some(late)));
        assert_eq!(shop.ok("cases.list", json!({}))["rows"][0]["lane"], "platform");
        assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
    }
}

#[test]
fn a_clock_that_the_step_started_is_void_and_never_late() {
    let shop = Shop::new();
    let case = shop.case();
    let extension = json!({ "clock": "answer", "new_due": "2026-11-25", "extension_reason": "等厂家回复检测结果", "told": "电话" });
    shop.act(&case, "extend", extension).unwrap();
    undo(&shop, &case).unwrap();
    *shop.now.lock().unwrap() += SignedDuration::from_hours(24 * 30);
    shop.sign_in("owner");
    let clocks = shop.ok("cases.show", json!({ "id": case }))["clocks"].as_array().unwrap().clone();
    let answers: Vec<&Value> = clocks.iter().filter(|clock| clock["code"] == "answer").collect();
    assert_eq!(answers.len(), 2);
    let void = answers.iter().find(|clock| clock["void"] == true).unwrap();
    assert_eq!((void["late"].as_bool(), void["stopped_at"].is_string()), (Some(false), true));
    let first = answers.iter().find(|clock| clock["void"] == false).unwrap();
    assert_eq!((first["late"].as_bool(), first["stopped_at"].clone()), (Some(true), Value::Null));
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}
