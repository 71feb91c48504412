//! One step on many cases: what the flow refuses is listed, the rest is done, and nothing goes round a guard.

use serde_json::{Value, json};

use crate::common::Shop;

fn item(shop: &Shop, case: &str) -> Value {
    let record = shop.ok("cases.show", json!({ "id": case }))["record"].clone();
    json!({ "kind": "quality_case", "id": case, "version": record["version"] })
}

fn items(shop: &Shop, cases: &[String]) -> Vec<Value> {
    cases.iter().map(|case| item(shop, case)).collect()
}

fn states(shop: &Shop, cases: &[String]) -> Vec<String> {
    cases.iter().map(|case| shop.ok("cases.show", json!({ "id": case }))["record"]["state"].as_str().unwrap().to_owned()).collect()
}

/// Three cases to be accepted, one that is further on, one that is over.
fn five(shop: &Shop) -> Vec<String> {
    let cases: Vec<String> = (0..5).map(|_| shop.case()).collect();
    shop.act(&cases[3], "rule", json!({})).unwrap();
    shop.act(&cases[4], "cancel", json!({ "reason": "消费者来电说已自行解决" })).unwrap();
    cases
}

#[test]
fn a_dry_run_says_what_would_be_and_changes_nothing() {
    let shop = Shop::new();
    let cases = five(&shop);
    let before = (states(&shop, &cases), shop.ok("ledger.list", json!({}))["total"].clone());
    shop.told.lock().unwrap().clear();
    let tried = shop.ok("cases.bulk", json!({ "items": items(&shop, &cases), "event": "accept", "dry_run": true }));
    assert_eq!((tried["done"].as_u64(), tried["refused"].as_u64()), (Some(3), Some(2)));
    assert!(tried["rows"][3]["message"].as_str().unwrap().contains("已判定"), "{tried:#}");
    assert!(tried["rows"][4]["number"].as_str().unwrap().starts_with("SH-"));
    assert_eq!((states(&shop, &cases), shop.ok("ledger.list", json!({}))["total"].clone()), before);
    assert!(shop.told.lock().unwrap().is_empty(), "screens hear of nothing that did not happen");
}

#[test]
fn the_refused_are_listed_and_the_rest_is_done_and_can_be_taken_back() {
    let shop = Shop::new();
    let cases = five(&shop);
    let done = shop.ok("cases.bulk", json!({ "items": items(&shop, &cases), "event": "accept", "dry_run": false }));
    assert_eq!((done["done"].as_u64(), done["refused"].as_u64(), done["cancelled"].as_bool()), (Some(3), Some(2), Some(false)));
    assert_eq!(states(&shop, &cases), ["accepted", "accepted", "accepted", "ruled", "cancelled"]);
    let rows = done["rows"].as_array().unwrap();
    assert_eq!(rows.iter().map(|row| row["undoable"] == true).collect::<Vec<_>>(), [true, true, true, false, false]);
    let back: Vec<Value> = rows
        .iter()
        .filter(|row| row["undoable"] == true)
        .map(|row| json!({ "kind": row["kind"], "id": row["id"], "version": row["version"] }))
        .collect();
    assert_eq!(shop.ok("cases.bulk_undo", json!({ "items": back }))["done"], 3);
    assert_eq!(states(&shop, &cases), ["registered", "registered", "registered", "ruled", "cancelled"]);
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn no_guard_no_version_and_no_duty_is_gone_round() {
    let shop = Shop::new();
    shop.person("jishi", "technician");
    let cases: Vec<String> = (0..3).map(|_| shop.case()).collect();
    cases.iter().for_each(|case| drop(shop.act(case, "rule", json!({})).unwrap()));
    let ruling = shop.ok("cases.show", json!({ "id": cases[0] }))["rulings"][0]["record"]["id"].clone();
    let wanted = json!({ "departure": ["return_full", "exchange", "return_less_depreciation", "repair_free"], "departure_reason": "老客户，店主同意" });
    shop.ok("records.do", json!({ "kind": "ruling", "id": ruling, "event": "ask_review", "input": wanted }));
    let mut chosen = items(&shop, &cases);
    chosen[1]["version"] = json!(1);
    let done = shop.ok("cases.bulk", json!({ "items": chosen, "event": "tell", "dry_run": false }));
    assert_eq!(done["rows"][0]["guard"], "not_in_review");
    assert!(done["rows"][1]["message"].as_str().unwrap().contains("改过"), "{done:#}");
    assert_eq!(states(&shop, &cases), ["ruled", "ruled", "told"]);
    let chosen = items(&shop, &cases);
    shop.sign_in("jishi");
    let not_theirs = shop.ok("cases.bulk", json!({ "items": chosen, "event": "tell", "dry_run": false }));
    assert_eq!(not_theirs["done"], 0);
    assert!(not_theirs["rows"][0]["message"].as_str().unwrap().contains("维修技师"));
}

#[test]
fn decisions_and_grave_steps_are_taken_one_by_one() {
    let shop = Shop::new();
    let cases = vec![shop.case()];
    for (event, input) in [("cancel", json!({ "reason": "消费者撤销" })), ("set_facts", json!({ "price_fen": 1 })), ("arrive", json!({}))]
    {
        let done = shop.ok("cases.bulk", json!({ "items": items(&shop, &cases), "event": event, "input": input, "dry_run": false }));
        assert_eq!(done["done"], 0, "{event}: {done}");
        assert!(done["rows"][0]["message"].as_str().unwrap().contains("逐件"), "{event}: {done}");
    }
    assert_eq!(states(&shop, &cases), ["registered"]);
}

#[test]
fn a_namesake_of_another_kind_is_not_done_by_the_way() {
    let shop = Shop::new();
    let cases = vec![shop.case()];
    let named =
        |verb: &str| shop.ok("cases.bulk", json!({ "items": items(&shop, &cases), "event": "accept", "verb": verb, "dry_run": true }));
    assert_eq!(named("受理")["done"], 1);
    let other = named("受理并告知");
    assert_eq!(other["done"], 0);
    assert!(other["rows"][0]["message"].as_str().unwrap().contains("不是“受理并告知”"), "{other:#}");
}

#[test]
fn the_offered_steps_are_those_of_the_selected_states() {
    let shop = Shop::new();
    let cases = five(&shop);
    let steps = shop.ok("cases.bulk_steps", json!({ "items": items(&shop, &cases) }));
    let fits =
        |event: &str| steps.as_array().unwrap().iter().find(|step| step["event"] == event).map(|step| step["fits"].as_u64().unwrap());
    assert_eq!((fits("accept"), fits("assign"), fits("note"), fits("tell")), (Some(3), Some(4), Some(4), Some(1)));
    assert_eq!((fits("cancel"), fits("set_facts"), fits("register")), (None, None, None));
}

#[test]
fn the_number_of_items_has_bounds_and_unknown_ones_stop_nobody() {
    let shop = Shop::new();
    let case = shop.case();
    let empty = shop.call("cases.bulk", json!({ "items": [], "event": "accept", "dry_run": true })).unwrap_err();
    assert_eq!(empty.field.as_deref(), Some("items"));
    let many = vec![item(&shop, &case); 501];
    assert!(shop.call("cases.bulk", json!({ "items": many, "event": "accept", "dry_run": true })).is_err());
    let unknown = json!({ "kind": "quality_case", "id": "no-such-case", "version": 1 });
    let done = shop.ok("cases.bulk", json!({ "items": [unknown, item(&shop, &case)], "event": "accept", "dry_run": false }));
    assert_eq!((done["done"].as_u64(), done["rows"][0]["number"].as_str()), (Some(1), Some("")));
}

#[test]
fn work_that_is_stopped_keeps_what_is_done_and_names_the_rest() {
    let shop = std::sync::Arc::new(Shop::new());
    let cases: Vec<String> = (0..40).map(|_| shop.case()).collect();
    let chosen = items(&shop, &cases);
    // The screen's second thread: as soon as something is done, it stops the rest.
    let watcher = {
        let shop = std::sync::Arc::clone(&shop);
        let now = shop.now();
        std::thread::spawn(move || {
            let begun = std::time::Instant::now();
            while begun.elapsed() < std::time::Duration::from_secs(60) {
                let done = shop.bench.call("jobs.progress", json!({ "job": "j1" }), None, now).unwrap()["done"].as_u64();
                if done >= Some(2) {
                    shop.bench.call("jobs.cancel", json!({ "job": "j1" }), None, now).unwrap();
                    return;
                }
                std::thread::yield_now();
            }
        })
    };
    let done = shop.ok(
        "cases.bulk",
        json!({ "items": chosen, "event": "note", "input": { "words": "平台故障，统一回访" }, "dry_run": false, "job": "j1" }),
    );
    watcher.join().unwrap();
    let (finished, left) = (done["done"].as_u64().unwrap(), done["refused"].as_u64().unwrap());
    assert_eq!(finished + left, 40);
    assert!(finished >= 2);
    assert_eq!(left > 0, done["cancelled"] == true, "{finished} done, {left} left");
    if let Some(row) = done["rows"].as_array().unwrap().iter().find(|row| row["ok"] == false) {
        assert!(row["message"].as_str().unwrap().contains("已取消"));
    }
    let notes = shop.bench.shop().unwrap().store.read(|tx| tx.count("SELECT count(*) FROM note", &[])).unwrap();
    assert_eq!(u64::try_from(notes).unwrap(), finished);
}
