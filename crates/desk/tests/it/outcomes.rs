//! Done, refused, unknown: a step whose answer was lost is looked up by its id, and a repeated one is not done twice.

use serde_json::{Value, json};
use shounuo_store::bare::fail_syncs;
use uuid::Uuid;

use crate::common::{PASSWORD, Shop};

fn id() -> String {
    Uuid::now_v7().to_string()
}

fn call_as(shop: &Shop, id: &str, name: &str, input: Value) -> Result<Value, shounuo_desk::kernel::Refusal> {
    shop.bench.call_as(Some(id), name, input, None, shop.now())
}

fn outcome(shop: &Shop, id: &str, name: &str) -> Value {
    shop.ok("operations.outcome", json!({ "steps": [{ "id": id, "name": name }] }))[0].clone()
}

fn accept(case: &Value) -> Value {
    json!({ "kind": "quality_case", "id": case["id"], "version": case["version"], "event": "accept" })
}

fn shown(shop: &Shop, case: &str) -> Value {
    let record = shop.ok("records.show", json!({ "kind": "quality_case", "id": case }));
    json!({ "id": case, "version": record["version"], "state": record["state"] })
}

fn entries(shop: &Shop) -> i64 {
    shop.bench.shop().unwrap().store.read(|tx| tx.count("SELECT count(*) FROM ledger_entry", &[])).unwrap()
}

#[test]
fn a_step_of_unknown_outcome_is_found_as_what_it_was_also_after_a_restart() {
    let shop = Shop::new();
    let case = shop.case();
    let (before, step) = (shown(&shop, &case), id());
    fail_syncs(1);
    let no = call_as(&shop, &step, "records.do", accept(&before)).unwrap_err();
    assert_eq!((no.code.as_str(), no.retryable), ("unknown", false));
    let found = outcome(&shop, &step, "records.do");
    assert_eq!((&found["ended"], &found["record"]), (&json!("done"), &json!(case)), "{found}");
    assert!(found["words"].as_str().unwrap().contains("不用重做") && found["number"].is_string(), "{found}");
    let after = shown(&shop, &case);
    assert_ne!(after["state"], before["state"]);
    shop.bench.close();
    shop.bench.open(Some(&shop.code)).unwrap();
    shop.sign_in("owner");
    assert_eq!(outcome(&shop, &step, "records.do")["ended"], "done");
    assert_eq!(shown(&shop, &case), after);
}

#[test]
fn a_repeated_call_is_done_once() {
    let shop = Shop::new();
    let step = id();
    let person = json!({ "login": "kefu", "name": "小李", "role": "after_sales", "password": PASSWORD });
    call_as(&shop, &step, "staff.create", person.clone()).unwrap();
    let count = entries(&shop);
    let again =
        call_as(&shop, &step, "staff.create", json!({ "login": "kefu2", "name": "小王", "role": "after_sales", "password": PASSWORD }));
    assert_eq!(again.unwrap_err().code, "already_done");
    assert_eq!(entries(&shop), count);
}

#[test]
fn a_refused_step_and_an_unknown_id_leave_nothing() {
    let shop = Shop::new();
    let case = shop.case();
    let refused = id();
    let input = json!({ "kind": "quality_case", "id": case, "version": 999, "event": "accept" });
    assert_eq!(call_as(&shop, &refused, "records.do", input).unwrap_err().code, "conflict");
    for lost in [refused, id()] {
        let found = outcome(&shop, &lost, "records.do");
        assert_eq!((&found["ended"], &found["record"]), (&json!("absent"), &Value::Null), "{found}");
    }
    assert_eq!(outcome(&shop, &id(), "staff.reset_password")["ended"], "untraced");
    assert_eq!(call_as(&shop, "1; DROP TABLE", "records.do", json!({})).unwrap_err().code, "bad_input");
}

#[test]
fn nobody_hears_of_another_persons_steps() {
    let shop = Shop::new();
    let (case, step) = (shop.case(), id());
    call_as(&shop, &step, "records.do", accept(&shown(&shop, &case))).unwrap();
    shop.person("kefu", "after_sales");
    shop.sign_in("kefu");
    assert_eq!(outcome(&shop, &step, "records.do")["ended"], "absent");
}

#[test]
fn work_in_parts_that_was_cut_off_says_so() {
    let shop = Shop::new();
    let items: Vec<Value> = (0..3)
        .map(|_| shop.case())
        .map(|case| json!({ "kind": "quality_case", "id": case, "version": shown(&shop, &case)["version"] }))
        .collect();
    let (whole, cut) = (id(), id());
    call_as(&shop, &whole, "cases.bulk", json!({ "items": &items[..2], "event": "accept", "input": {}, "dry_run": false, "job": null }))
        .unwrap();
    assert_eq!(outcome(&shop, &whole, "cases.bulk")["ended"], "done");
    fail_syncs(1);
    let _ =
        call_as(&shop, &cut, "cases.bulk", json!({ "items": &items[2..], "event": "accept", "input": {}, "dry_run": false, "job": null }));
    fail_syncs(0);
    assert_eq!(outcome(&shop, &cut, "cases.bulk")["ended"], "part");
}

#[test]
fn without_its_line_in_the_ledger_nothing_is_done() {
    let shop = Shop::new();
    let case = shop.case();
    let before = shown(&shop, &case);
    let trigger = "CREATE TRIGGER full BEFORE INSERT ON ledger_entry BEGIN SELECT RAISE(ABORT, 'no room'); END";
    shop.bench.shop().unwrap().with_vault(|vault| vault.open_writer().unwrap().execute_batch(trigger).unwrap());
    assert!(call_as(&shop, &id(), "records.do", accept(&before)).is_err());
    assert_eq!(shown(&shop, &case), before);
    let phone = json!({ "kind": "quality_case", "id": case, "field": "phone", "reason": "核对" });
    assert!(shop.call("records.reveal", phone).is_err());
}

#[test]
fn a_disk_that_failed_is_told_over_every_screen_until_a_write_succeeds() {
    let shop = Shop::new();
    let codes = || shop.ok("shop.health", json!({})).as_array().unwrap().iter().map(|note| note["code"].clone()).collect::<Vec<_>>();
    fail_syncs(1);
    assert_eq!(shop.call("drafts.save", json!({ "name": "a", "value": 1 })).unwrap_err().code, "unknown");
    assert_eq!(codes(), [json!("database")]);
    shop.case();
    assert_eq!(codes(), Vec::<Value>::new());
}

#[test]
fn a_new_password_of_unknown_outcome_is_told_as_done() {
    let (shop, id) = (Shop::new(), id());
    fail_syncs(1);
    let new = json!({ "old": PASSWORD, "new": "a-new-word-2026" });
    assert_eq!(call_as(&shop, &id, "session.change_password", new).unwrap_err().code, "unknown");
    assert_eq!(outcome(&shop, &id, "session.change_password")["ended"], "done");
    shop.bench.sign_in("owner", "a-new-word-2026", shop.now()).unwrap();
}
