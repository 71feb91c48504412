//! Pages of the list of cases: every filter gives what a person would pick by hand, and none reads a whole table.

use crate::common::Shop;
use serde_json::{Value, json};
use shounuo_store::bare::{Bare, statements_of};

fn ids(page: &Value) -> Vec<String> {
    page["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// 60 cases in four states, their limits at different times.
fn shop() -> Shop {
    let shop = Shop::new();
    for index in 0..60 {
        let case = shop.case();
        if index % 3 > 0 {
            shop.act(&case, "accept", json!({})).unwrap();
        }
        if index % 4 == 1 {
            shop.act(&case, "cancel", json!({ "reason": "消费者来电说已自行解决，不再需要处理" })).unwrap();
        }
    }
    shop
}

fn filters(shop: &Shop) -> Vec<(Value, &'static str)> {
    let soon = shop.ok("cases.list", json!({}))["rows"][7]["due_at"].clone();
    vec![
        (json!({}), "ended = 0"),
        (json!({ "which": "all" }), "1"),
        (json!({ "which": "ended" }), "ended = 1"),
        (json!({ "state": "accepted" }), "state = 'accepted' AND ended = 0"),
        (json!({ "state": "accepted", "which": "ended" }), "0"),
        (json!({ "state": "cancelled" }), "0"),
        (json!({ "state": "cancelled", "which": "all" }), "state = 'cancelled'"),
        (json!({ "state": "registered", "which": "all", "kind": "quality_case" }), "state = 'registered'"),
        (json!({ "state": "no_such_state", "which": "all" }), "0"),
        (json!({ "kind": "no_such_kind", "which": "all" }), "0"),
        (json!({ "mine": true }), "owner IS NOT NULL AND ended = 0"),
        (json!({ "words": "脱水时异响", "which": "all" }), "1"),
        (json!({ "words": "脱水时异响", "state": "accepted", "mine": true }), "state = 'accepted'"),
        (json!({ "words": "没有这样的字" }), "0"),
        (json!({ "due_before": soon }), "due_at < (SELECT due_at FROM case_index WHERE ended = 0 ORDER BY due_at, id LIMIT 1 OFFSET 7)"),
    ]
}

#[test]
fn every_filter_gives_what_the_table_holds_page_by_page() {
    let shop = shop();
    let open = shop.bench.shop().unwrap();
    for (filter, condition) in filters(&shop) {
        let condition = if condition.starts_with("due_at") { format!("{condition} AND ended = 0") } else { condition.to_owned() };
        let sql = format!("SELECT id FROM case_index WHERE {condition} ORDER BY ifnull(due_at, '9999'), id");
        let expected: Vec<String> =
            open.store.read(|tx| tx.rows(&sql, &[])).unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
        let (mut found, mut after) = (Vec::new(), Value::Null);
        loop {
            let mut asked = filter.clone();
            asked["after"] = after;
            let page = shop.ok("cases.list", asked);
            found.extend(ids(&page));
            after = page["after"].clone();
            if after.is_null() {
                break;
            }
        }
        assert_eq!(found, expected, "{filter}");
    }
}

#[test]
fn no_page_reads_the_whole_index() {
    let shop = shop();
    let bare = shop.bench.shop().unwrap().with_vault(|vault| Bare::reader(vault)).unwrap();
    let next = json!({ "which": "all", "after": shop.ok("cases.list", json!({ "which": "all" }))["after"] });
    assert!(next["after"].is_string());
    for filter in filters(&shop).into_iter().map(|(filter, _)| filter).chain([
        next,
        json!({ "words": "脱水" }),
        json!({ "words": "脱水", "state": "accepted" }),
    ]) {
        let (_, statements) = statements_of(|| shop.ok("cases.list", filter.clone()));
        let list =
            statements.iter().find(|sql| sql.contains("FROM case_index") && sql.contains("owner_name")).expect("the list asks the index");
        let plan = bare.plan(list).unwrap();
        assert!(plan.iter().all(|line| !line.starts_with("SCAN case_index")), "{filter}: {plan:#?}");
        assert!(plan.iter().any(|line| line.starts_with("SEARCH case_index USING INDEX")), "{filter}: {plan:#?}");
        if filter.get("words").is_some() {
            assert!(plan.iter().any(|line| line.contains("case_index_1 (id=?)")), "{filter}: {plan:#?}");
        }
        // A page with a key, or with an end, goes to its place in the order.
        if filter.get("after").is_some() || filter.get("due_before").is_some() {
            assert!(plan.iter().any(|line| line.contains("ended=? AND <expr>")), "{filter}: {plan:#?}");
        }
    }
}
