//! The shortest honest slice on a real file: order file → case → ruling → letter → reopened.

use crate::common::{PASSWORD, Shop};
use serde_json::{Value, json};
use shounuo_desk::workbench::Workbench;

#[test]
fn from_facts_to_letter_and_back_after_reopening() {
    let shop = Shop::new();
    let case = shop.case();
    shop.act(&case, "rule", json!({})).unwrap();
    let view = shop.ok("cases.show", json!({ "id": case }));
    assert_eq!(view["record"]["state"], "ruled");
    assert_eq!(view["rulings"][0]["options"], json!(["exchange", "return_less_depreciation", "repair_free"]), "{}", view["rulings"][0]);
    shop.act(&case, "tell", json!({})).unwrap();
    let view = shop.ok("cases.show", json!({ "id": case }));
    assert_eq!(view["record"]["state"], "told");
    let notice = &view["notices"][0];
    assert!(notice["number"].as_str().unwrap().starts_with("TZ-"));
    let file = shop.ok("notices.file", json!({ "id": notice["id"] }));
    let again = shop.ok("notices.file", json!({ "id": notice["id"] }));
    assert_eq!(file["pdf"], again["pdf"], "printed again byte for byte");
    shop.act(&case, "choose", json!({ "chosen": "exchange" })).unwrap();
    shop.act(&case, "finish", json!({ "outcome": "已换新机" })).unwrap();

    let verdict = shop.ok("ledger.verify", json!({}));
    assert_eq!(verdict["sound"], true, "{verdict}");

    let (code, dir, told) = (shop.code, shop.dir, shop.told);
    shop.bench.close();
    drop(shop.bench);
    let bench = Workbench::new(crate::common::host(&dir.path().join("shop"), &told));
    let now = crate::common::at("2026-11-22T02:00:00Z");
    bench.open(Some(&code)).unwrap();
    bench.sign_in("owner", PASSWORD, now).unwrap();
    let view = bench.call("cases.show", json!({ "id": case }), None, now).unwrap();
    assert_eq!(view["record"]["state"], "done");
    assert_eq!(view["notices"].as_array().map(Vec::len), Some(1));
    assert!(view["timeline"].as_array().is_some_and(|items| items.len() >= 6), "{}", view["timeline"]);
}

#[test]
fn a_changed_fact_makes_a_new_ruling_and_keeps_the_old() {
    let shop = Shop::new();
    let case = shop.case();
    shop.act(&case, "rule", json!({})).unwrap();
    shop.act(&case, "set_facts", json!({ "fault_date": "2026-11-15" })).unwrap();
    let view = shop.ok("cases.show", json!({ "id": case }));
    let rulings = view["rulings"].as_array().unwrap();
    assert_eq!(rulings.len(), 2);
    assert_eq!(rulings[0]["options"], json!(["return_full", "exchange", "repair_free"]));
    assert_eq!((rulings[0]["record"]["state"].as_str(), rulings[1]["record"]["state"].as_str()), (Some("ruled"), Some("superseded")));
}

#[test]
fn leaving_the_ruling_needs_a_reason_and_a_second_person() {
    let shop = Shop::new();
    shop.person("manager", "manager");
    let case = shop.case();
    shop.act(&case, "rule", json!({})).unwrap();
    let ruling = |field: &str| shop.ok("cases.show", json!({ "id": case }))["rulings"][0][field].clone();
    let id = ruling("record")["id"].clone();
    let act = |event: &str, input: Value| shop.call("records.do", json!({ "kind": "ruling", "id": id, "event": event, "input": input }));
    let wanted = json!(["return_full", "exchange", "return_less_depreciation", "repair_free"]);
    assert_eq!(act("ask_review", json!({ "departure": wanted })).unwrap_err().field.as_deref(), Some("departure_reason"));
    let less = act("ask_review", json!({ "departure": ["repair_free"], "departure_reason": "老客户" })).unwrap_err();
    assert!(less.message.contains("不能去掉"), "{less:?}");
    act("ask_review", json!({ "departure": wanted, "departure_reason": "老客户，店主同意全额退" })).unwrap();
    let alone = act("decide", json!({})).unwrap_err();
    assert_eq!(alone.guard.as_deref(), Some("second_person"));
    assert!(shop.act(&case, "tell", json!({})).unwrap_err().message.contains("复核"));
    shop.sign_in("manager");
    act("decide", json!({})).unwrap();
    assert_eq!(ruling("options"), wanted);
    shop.act(&case, "tell", json!({})).unwrap();
}

#[test]
fn screens_hear_of_a_change_after_the_commit_and_never_of_a_refusal() {
    let shop = Shop::new();
    shop.told.lock().unwrap().clear();
    let case = shop.case();
    assert!(shop.told.lock().unwrap().contains(&"quality_case".to_owned()));
    shop.told.lock().unwrap().clear();
    shop.act(&case, "choose", json!({ "chosen": "exchange" })).unwrap_err();
    assert!(shop.told.lock().unwrap().is_empty());
}

#[test]
fn notices_are_voided_and_reissued_and_their_numbers_have_no_gaps() {
    let shop = Shop::new();
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let case = shop.case();
        shop.act(&case, "rule", json!({})).unwrap();
        shop.act(&case, "tell", json!({})).unwrap();
        let notice = shop.ok("cases.show", json!({ "id": case }))["notices"][0].clone();
        let act = |event: &str, input: Value| {
            shop.call("records.do", json!({ "kind": "notice", "id": notice["id"], "event": event, "input": input }))
        };
        assert_eq!(act("reissue", json!({})).unwrap_err().field.as_deref(), Some("void_reason"));
        act("reissue", json!({ "void_reason": "店名写错" })).unwrap();
        let notices = shop.ok("cases.show", json!({ "id": case }))["notices"].clone();
        assert_eq!((notices[0]["state"].as_str(), notices[1]["state"].as_str()), (Some("issued"), Some("void")));
        assert_eq!(notices[0]["values"]["replaces"], notices[1]["number"]);
        // A refused event takes no number.
        shop.act(&case, "tell", json!({})).unwrap_err();
        // The void paper can still be printed as it was issued.
        assert!(shop.ok("notices.file", json!({ "id": notice["id"] }))["pdf"].as_str().is_some_and(|pdf| pdf.len() > 10_000));
        numbers.extend([notices[1]["number"].clone(), notices[0]["number"].clone()]);
    }
    let running: Vec<&str> = numbers.iter().map(|number| number.as_str().unwrap().split('-').nth(2).unwrap()).collect();
    assert_eq!(running, ["00001", "00002", "00003", "00004"]);
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn two_people_on_one_case_the_second_is_told_and_loses_nothing() {
    let shop = Shop::new();
    let case = shop.case();
    let seen = shop.ok("cases.show", json!({ "id": case }))["record"]["version"].clone();
    shop.act(&case, "set_facts", json!({ "price_fen": 100 })).unwrap();
    let late = shop
        .call(
            "records.do",
            json!({ "kind": "quality_case", "id": case, "event": "set_facts", "version": seen, "input": { "price_fen": 200 } }),
        )
        .unwrap_err();
    assert_eq!((late.code.as_str(), late.retryable), ("conflict", true));
    assert_eq!(shop.ok("cases.show", json!({ "id": case }))["record"]["values"]["price_fen"], 100);
}
