//! The example of CONTRIBUTING.md: a capability declared in one folder has buttons, checks, ledger, search and export.

use serde_json::json;

use crate::common::Shop;

#[test]
fn a_declared_capability_works_on_every_surface() {
    let shop = Shop::new();
    let case = shop.case();
    let act = |id: serde_json::Value, event: &str, input: serde_json::Value| {
        shop.call("records.do", json!({ "kind": "loaner", "id": id, "event": event, "input": input }))
    };
    let lent = act(json!(null), "lend", json!({ "case_id": case, "unit": "备用洗衣机 XQB-7 号", "lent_on": "2026-11-20" })).unwrap();
    assert!(lent["number"].as_str().unwrap().starts_with("BJ-"));
    let view = shop.ok("records.show", json!({ "kind": "loaner", "id": lent["id"] }));
    assert_eq!((view["state_label"].as_str(), view["buttons"][0]["label"].as_str()), (Some("借出中"), Some("收回")));
    assert_eq!(
        act(lent["id"].clone(), "take_back", json!({ "returned_on": "2026-11-01" })).unwrap_err().field.as_deref(),
        Some("returned_on")
    );
    act(lent["id"].clone(), "take_back", json!({ "returned_on": "2026-11-21", "condition": "完好" })).unwrap();
    assert_eq!(shop.ok("search", json!({ "text": "备用洗衣机" }))[0]["kind"], "loaner");
    let timeline = shop.ok("cases.show", json!({ "id": case }))["timeline"].to_string();
    assert!(timeline.contains("借出") && timeline.contains("收回"), "{timeline}");
    assert_eq!(shop.ok("exports.table", json!({ "kind": "loaner", "format": "csv", "purpose": "盘点" }))["rows"], 1);
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}
