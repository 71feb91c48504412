//! Labels of any selection: made from what the kind declares, written down, and never with a name on them.

use serde_json::{Value, json};

use crate::common::Shop;

fn items(cases: &[String]) -> Vec<Value> {
    cases.iter().map(|case| json!({ "kind": "quality_case", "id": case })).collect()
}

#[test]
fn a_label_a_page_for_every_record_and_copy_and_an_entry_for_each_record() {
    let shop = Shop::new();
    let cases = [shop.case(), shop.case()];
    for size in ["40x30", "60x40"] {
        let file = shop.ok("labels.make", json!({ "items": items(&cases), "size": size, "copies": 3 }));
        assert_eq!((file["pages"].as_u64(), file["warnings"].as_array().map(Vec::len)), (Some(6), Some(0)), "{size}");
        assert!(file["name"].as_str().unwrap().contains(size));
    }
    let timeline = shop.ok("cases.show", json!({ "id": cases[0] }))["timeline"].clone();
    let made: Vec<&Value> = timeline.as_array().unwrap().iter().filter(|item| item["event"] == "label").collect();
    assert_eq!((made.len(), made[0]["label"].as_str()), (2, Some("打印标签")));
    assert!(made[0]["changes"].to_string().contains("60x40"), "{}", made[0]);
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn what_cannot_be_a_label_is_refused_and_nothing_is_written() {
    let shop = Shop::new();
    let case = [shop.case()];
    // That something was refused may be written down; nothing else is.
    let entries = "SELECT count(*) FROM ledger_entry WHERE event <> 'denied'";
    let written = || shop.bench.shop().unwrap().store.read(|tx| tx.count(entries, &[])).unwrap();
    let before = written();
    let refused = |input: Value| shop.call("labels.make", input).unwrap_err();
    assert_eq!(refused(json!({ "items": items(&case), "size": "A4", "copies": 1 })).field.as_deref(), Some("size"));
    assert_eq!(refused(json!({ "items": items(&case), "size": "40x30", "copies": 0 })).field.as_deref(), Some("copies"));
    assert_eq!(refused(json!({ "items": [], "size": "40x30", "copies": 1 })).field.as_deref(), Some("items"));
    let unknown = json!([items(&case)[0], { "kind": "quality_case", "id": "no-such-case" }]);
    assert_eq!(refused(json!({ "items": unknown, "size": "40x30", "copies": 1 })).code, "not_found");
    let shop_record = shop.bench.shop().unwrap().store.read(|tx| tx.value("SELECT id FROM shop", &[])).unwrap();
    let numberless = refused(json!({ "items": [{ "kind": "shop", "id": shop_record }], "size": "40x30", "copies": 1 }));
    assert!(numberless.message.contains("没有编号"), "{numberless:?}");
    assert_eq!(written(), before);
}

#[test]
fn a_unit_that_is_no_case_has_a_label_too() {
    let shop = Shop::new();
    let case = shop.case();
    let lent = json!({ "kind": "loaner", "event": "lend", "input": { "case_id": case, "unit": "小米电话机 SN12345678", "lent_on": "2026-11-21" } });
    let loaner = shop.ok("records.do", lent)["id"].clone();
    let file = shop.ok("labels.make", json!({ "items": [{ "kind": "loaner", "id": loaner }], "size": "40x30", "copies": 1 }));
    assert_eq!(file["pages"], 1);
}
