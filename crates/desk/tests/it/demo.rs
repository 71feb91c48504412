//! The demo shop is made by the ordinary rules, is the same every time, and its ledger tells it again.

use std::sync::Arc;

use serde_json::{Value, json};
use shounuo_desk::workbench::{Founding, Workbench};

fn demo() -> (Workbench, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let bench = Workbench::new(crate::common::host(&dir.path().join("shop"), &Arc::default()));
    let now = crate::common::at("2026-11-21T02:00:00Z");
    let founding =
        Founding { shop: "守诺演示店", owner: "林晓岚", login: "owner", password: None, demo: true, use_keychain: false };
    bench.found(&founding, shounuo_desk::demo::founded(now)).unwrap();
    shounuo_desk::demo::fill(&bench, now).unwrap();
    bench.act_as_owner(now).unwrap();
    (bench, dir)
}

fn call(bench: &Workbench, name: &str, input: Value) -> Value {
    bench.call(name, input, None, crate::common::at("2026-11-21T02:00:30Z")).unwrap()
}

fn count(bench: &Workbench, table: &str) -> i64 {
    bench.shop().unwrap().store.read(|tx| tx.count(&format!("SELECT count(*) FROM {table}"), &[])).unwrap()
}

#[test]
fn the_demo_shop_is_whole_the_same_every_time_and_told_again_gives_the_same() {
    let (bench, _dir) = demo();
    assert_eq!(
        (count(&bench, "sales_order"), count(&bench, "quality_case"), count(&bench, "complaint"), count(&bench, "repair")),
        (2_000, 150, 40, 52)
    );
    assert!(count(&bench, "ruling") >= 100 && count(&bench, "notice") >= 60);
    let states = call(&bench, "cases.counts", json!({}));
    assert!(states.as_array().unwrap().len() >= 15, "{states}");
    let cards = call(&bench, "conflicts.list", json!({}));
    let chosen = cards.as_array().unwrap().iter().filter(|card| card["field_label"] == "消费者所选").count();
    assert_eq!(chosen, 1, "one conflict waits for somebody: {cards}");
    let (again, _other) = demo();
    let list = |bench: &Workbench| call(bench, "cases.list", json!({ "which": "all" }));
    assert_eq!(list(&bench), list(&again));
    let verdict = call(&bench, "ledger.verify", json!({}));
    assert_eq!(verdict["sound"], true, "{verdict}");
}
