//! Pages of the list of cases: every filter gives what a person would pick by hand, and none reads a whole table.

use crate::common::Shop;
use serde_json::{Value, json};
use shounuo_store::bare::{Bare, statements_of};

fn ids(page: &Value) -> Vec<String> {
    page["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// 60 cases in four states, their limits at different times: some late, some due today, some later. Every fifth is a
/// colleague's, every sixth has a consumer and every tenth an order.
fn shop() -> Shop {
    let shop = Shop::new();
    shop.person("kefu", "after_sales");
    shop.import("orders.csv", ORDERS.as_bytes());
    let (kefu, consumer, order) = (id_of(&shop, "account WHERE login = 'kefu'"), consumer(&shop), id_of(&shop, "sales_order"));
    for index in 0..60 {
        let link = |every: usize, id: &str| if index % every == 0 { json!(id) } else { Value::Null };
        let facts =
            json!({ "goods_title": "洗衣机", "fault_text": "脱水时异响", "consumer_id": link(6, &consumer), "order_id": link(10, &order) });
        let case = shop.ok("records.do", json!({ "kind": "quality_case", "event": "register", "input": facts }))["id"].clone();
        let case = case.as_str().unwrap().to_owned();
        if index % 3 > 0 {
            shop.act(&case, "accept", json!({})).unwrap();
        }
        if index % 5 == 0 {
            shop.act(&case, "assign", json!({ "owner": kefu })).unwrap();
        }
        if index % 4 == 1 {
            shop.act(&case, "cancel", json!({ "reason": "消费者来电说已自行解决，不再需要处理" })).unwrap();
        }
        if index % 20 == 19 {
            *shop.now.lock().unwrap() += jiff::SignedDuration::from_hours(13);
            shop.sign_in("owner");
        }
    }
    shop
}

const ORDERS: &str = "订单编号,买家会员名,买家应付货款,买家实际支付金额,订单状态,收货人姓名,收货地址,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝总数量\n3456789012345838804,zhang,59.90,59.90,交易成功,张三,浙江省 杭州市,19900001234,2026-11-01 09:00:00,2026-11-01 09:01:00,吸尘器,1\n";

fn id_of(shop: &Shop, from: &str) -> String {
    let open = shop.bench.shop().unwrap();
    open.store
        .read(|tx| tx.value(&format!("SELECT id FROM {from}"), &[]))
        .unwrap()
        .as_str()
        .unwrap_or_else(|| panic!("no {from}"))
        .to_owned()
}

fn consumer(shop: &Shop) -> String {
    let input = json!({ "platform": "store", "name": "王小明", "phone": "19900001111" });
    shop.ok("records.do", json!({ "kind": "consumer", "event": "meet", "input": input }))["id"].as_str().unwrap().to_owned()
}

/// Filters, each with what a person would ask the table for.
fn filters(shop: &Shop) -> Vec<(Value, String)> {
    let soon = shop.ok("cases.list", json!({}))["rows"][7]["due_at"].clone();
    let (me, kefu) = (id_of(shop, "account WHERE login = 'owner'"), id_of(shop, "account WHERE login = 'kefu'"));
    let order = id_of(shop, "sales_order");
    let consumer = id_of(shop, "consumer WHERE name = '王小明'");
    let now = (shop.now() + jiff::SignedDuration::from_secs(1)).to_string();
    let numbers =
        shop.ok("cases.list", json!({}))["rows"].as_array().unwrap().iter().take(3).map(|row| row["number"].clone()).collect::<Vec<_>>();
    let three = numbers.iter().map(|number| format!("'{}'", number.as_str().unwrap())).collect::<Vec<_>>().join(", ");
    // It is past midnight in China: the day began at 16:00 UTC.
    let due_today = format!("due_at >= '{now}' AND due_at < '2026-11-23T16:00:00Z' AND ended = 0");
    let to_do = "state IN ('registered', 'accepted') AND ended = 0 AND owner = 'ME'";
    let numbered = format!("number IN ({three})");
    let all: Vec<(Value, &str)> = vec![
        (json!({}), "ended = 0"),
        (json!({ "which": "all" }), "1"),
        (json!({ "which": "ended" }), "ended = 1"),
        (json!({ "kind": "quality_case" }), "ended = 0"),
        (json!({ "kind": "quality_case", "which": "all" }), "1"),
        (json!({ "state": "accepted" }), "state = 'accepted' AND ended = 0"),
        (json!({ "state": "accepted", "which": "ended" }), "0"),
        (json!({ "state": "cancelled" }), "0"),
        (json!({ "state": "cancelled", "which": "all" }), "state = 'cancelled'"),
        (json!({ "state": "registered", "which": "all", "kind": "quality_case" }), "state = 'registered'"),
        (json!({ "state": "no_such_state", "which": "all" }), "0"),
        (json!({ "kind": "no_such_kind", "which": "all" }), "0"),
        (json!({ "mine": true }), "owner = 'ME' AND ended = 0"),
        (json!({ "owner": kefu, "which": "all" }), "owner <> 'ME'"),
        (json!({ "owner": kefu, "state": "accepted" }), "owner <> 'ME' AND state = 'accepted'"),
        (json!({ "owner": "nobody" }), "0"),
        (json!({ "lane": "promise" }), "lane = 'promise' AND ended = 0"),
        (json!({ "lane": "platform", "which": "all" }), "0"),
        (json!({ "lane": "promise", "mine": true, "kind": "quality_case" }), "lane = 'promise' AND owner = 'ME' AND ended = 0"),
        (json!({ "consumer": consumer, "which": "all" }), "consumer = (SELECT id FROM consumer WHERE name = '王小明')"),
        (json!({ "order": order }), "\"order\" IS NOT NULL AND ended = 0"),
        (json!({ "order": order, "state": "accepted" }), "\"order\" IS NOT NULL AND state = 'accepted'"),
        (json!({ "late": true }), "due_at < 'NOW' AND ended = 0"),
        (json!({ "late": true, "which": "all", "mine": true }), "due_at < 'NOW' AND ended = 0 AND owner = 'ME'"),
        (json!({ "due_today": true }), due_today.as_str()),
        (json!({ "view": "late" }), "due_at < 'NOW' AND ended = 0"),
        (json!({ "view": "due_today" }), due_today.as_str()),
        (json!({ "view": "mine" }), "owner = 'ME' AND ended = 0"),
        (json!({ "view": "to_do" }), to_do),
        (json!({ "view": "to_do", "state": "accepted", "kind": "quality_case" }), "state = 'accepted' AND owner = 'ME'"),
        (json!({ "view": "to_do", "lane": "law" }), "0"),
        (json!({ "words": "脱水时异响", "which": "all" }), "1"),
        (json!({ "words": "脱水时异响", "state": "accepted", "mine": true }), "state = 'accepted' AND owner = 'ME'"),
        (json!({ "words": "没有这样的字" }), "0"),
        (json!({ "numbers": numbers }), &numbered),
        (json!({ "numbers": ["3456789012345838804"], "which": "all" }), "\"order\" IS NOT NULL"),
        (json!({ "numbers": ["没有"], "which": "all" }), "0"),
        (
            json!({ "due_before": soon }),
            "due_at < (SELECT due_at FROM case_index WHERE ended = 0 ORDER BY due_at, id LIMIT 1 OFFSET 7) AND ended = 0",
        ),
    ];
    all.into_iter().map(|(filter, condition)| (filter, condition.replace("ME", &me).replace("NOW", &now))).collect()
}

fn by_hand(shop: &Shop, condition: &str) -> Vec<String> {
    let sql = format!("SELECT id FROM case_index WHERE {condition} ORDER BY ifnull(due_at, '9999'), id");
    let rows = shop.bench.shop().unwrap().store.read(|tx| tx.rows(&sql, &[])).unwrap();
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_filter_gives_what_the_table_holds_page_by_page() {
    let shop = shop();
    let mut filled = 0;
    for (filter, condition) in filters(&shop) {
        let expected = by_hand(&shop, &condition);
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
        filled += usize::from(!found.is_empty());
    }
    assert!(filled >= 26, "the filters are asked of a shop that has something for each: {filled}");
}

#[test]
fn the_counts_of_the_views_are_those_of_their_lists() {
    let shop = shop();
    let views = shop.ok("cases.views", json!({}));
    let views = views.as_array().unwrap();
    assert_eq!(views.len(), 7);
    for view in views {
        let mut rows = shop.ok("cases.list", json!({ "view": view["name"] }));
        let mut found = ids(&rows).len();
        while rows["after"].is_string() {
            rows = shop.ok("cases.list", json!({ "view": view["name"], "after": rows["after"] }));
            found += ids(&rows).len();
        }
        assert_eq!(view["count"], json!(found), "{view}");
    }
    let count = |name: &str| views.iter().find(|view| view["name"] == name).unwrap()["count"].as_i64().unwrap();
    assert!(count("late") > 0 && count("due_today") > 0 && count("to_do") > 0, "{views:#?}");
    assert_eq!(shop.call("cases.list", json!({ "view": "no_such_view" })).unwrap_err().field.as_deref(), Some("view"));
}

#[test]
fn a_row_says_what_is_next_and_whether_it_is_late() {
    let shop = Shop::new();
    let case = shop.case();
    let row = shop.ok("cases.list", json!({}))["rows"][0].clone();
    assert_eq!((row["next"].as_str(), row["late"].as_bool(), row["version"].as_i64()), (Some("受理"), Some(false), Some(1)));
    shop.act(&case, "accept", json!({})).unwrap();
    *shop.now.lock().unwrap() += jiff::SignedDuration::from_hours(40);
    shop.sign_in("owner");
    let row = shop.ok("cases.list", json!({}))["rows"][0].clone();
    assert_eq!((row["next"].as_str(), row["late"].as_bool(), row["version"].as_i64()), (Some("判定"), Some(true), Some(2)));
}

#[test]
fn pasted_numbers_are_matched_one_by_one_and_the_misses_named() {
    let shop = shop();
    let rows = shop.ok("cases.list", json!({ "which": "all" }))["rows"].clone();
    let (first, second) = (rows[0]["number"].as_str().unwrap(), rows[1]["number"].as_str().unwrap());
    let pasted = json!([format!(" {first} "), second.to_lowercase(), first, "", "SH-XX-99999-0", "3456789012345838804"]);
    let page = shop.ok("cases.list", json!({ "numbers": pasted, "which": "all" }));
    assert_eq!(page["misses"], json!(["SH-XX-99999-0"]));
    assert!(ids(&page).len() > 2 && page["rows"].as_array().unwrap().iter().any(|row| row["order_no"] == "3456789012345838804"));
    let many: Vec<String> = (0..501).map(|number| number.to_string()).collect();
    let no = shop.call("cases.list", json!({ "numbers": many })).unwrap_err();
    assert_eq!(no.field.as_deref(), Some("numbers"));
}

#[test]
fn no_page_reads_a_whole_index_or_sorts_it() {
    let shop = shop();
    let bare = shop.bench.shop().unwrap().with_vault(|vault| Bare::reader(vault)).unwrap();
    let next = json!({ "which": "all", "after": shop.ok("cases.list", json!({ "which": "all" }))["after"] });
    assert!(next["after"].is_string());
    for filter in filters(&shop).into_iter().map(|(filter, _)| filter).chain([next]) {
        let (_, statements) = statements_of(|| shop.ok("cases.list", filter.clone()));
        let Some(list) = statements.iter().find(|sql| sql.contains("FROM case_index") && sql.contains("owner_name")) else {
            // Nothing is asked when no kind has such a state.
            assert_eq!(filter["state"], "no_such_state", "{filter}");
            continue;
        };
        let plan = bare.plan(list).unwrap();
        let by_id = filter.get("words").is_some() || filter.get("numbers").is_some();
        for line in plan.iter().filter(|line| line.contains("case_index")) {
            let index = if by_id { "case_index_1 (id=?)" } else { "USING INDEX case_by_" };
            assert!(line.starts_with("SEARCH case_index") && line.contains(index), "{filter}: {plan:#?}");
        }
        // The branches come in their order; only the rows of one page are put in order together.
        let sorts = plan.iter().filter(|line| line.contains("TEMP B-TREE")).count();
        assert!(sorts <= if by_id { 2 } else { 1 }, "{filter}: {plan:#?}");
        // A page with a key, or with an end, goes to its place in the order.
        if ["after", "due_before", "late", "due_today"].iter().any(|name| filter.get(name).is_some()) {
            assert!(plan.iter().any(|line| line.contains("ended=? AND <expr>")), "{filter}: {plan:#?}");
        }
    }
}

#[test]
fn counts_read_nothing_but_an_index() {
    let shop = shop();
    let bare = shop.bench.shop().unwrap().with_vault(|vault| Bare::reader(vault)).unwrap();
    for operation in ["cases.views", "cases.counts"] {
        let (_, statements) = statements_of(|| shop.ok(operation, json!({})));
        let asked: Vec<_> = statements.iter().filter(|sql| sql.contains("FROM case_index")).collect();
        assert!(!asked.is_empty());
        for sql in asked {
            let plan = bare.plan(sql).unwrap();
            for line in plan.iter().filter(|line| line.contains("case_index")) {
                assert!(line.contains("USING COVERING INDEX"), "{operation}: {plan:#?}");
                assert!(operation == "cases.counts" || line.starts_with("SEARCH"), "{operation}: {plan:#?}");
            }
            assert!(plan.iter().all(|line| !line.contains("TEMP B-TREE")), "{operation}: {plan:#?}");
        }
    }
}

/// Tables that grow with the shop, and the statements of an event that read one of them whole.
fn whole_tables(shop: &Shop, bare: &Bare, event: Value) -> Vec<String> {
    const GROWING: &[&str] =
        &["case_index", "quality_case", "complaint", "returns_exchange", "sales_order", "order_line", "consumer", "clock", "ledger_entry"];
    let (_, statements) = statements_of(|| shop.ok("records.do", event));
    let reads_all = |line: &String| {
        line.strip_prefix("SCAN ").and_then(|rest| rest.split_whitespace().next()).is_some_and(|table| GROWING.contains(&table))
    };
    let mut found = Vec::new();
    for sql in statements {
        let plan = bare.plan(&sql).unwrap();
        found.extend(plan.into_iter().filter(reads_all).map(|line| format!("{line}: {sql}")));
    }
    found
}

#[test]
fn opening_a_case_of_any_kind_reads_no_table_whole() {
    let shop = shop();
    let bare = shop.bench.shop().unwrap().with_vault(|vault| Bare::reader(vault)).unwrap();
    let order = id_of(&shop, "sales_order");
    let events = [
        json!({ "kind": "quality_case", "event": "register", "input": { "order_id": order, "fault_text": "脱水时异响" } }),
        json!({ "kind": "returns_exchange", "event": "apply", "input": { "order_id": order, "application": "return_refund", "ground": "negotiated" } }),
        json!({ "kind": "complaint", "event": "register", "input": { "order_id": order, "description": "三天不回", "class": "quality", "nature": "complex",
            "urgency": "urgent", "demand": "refund", "channel": "phone", "contact": "19900005678" } }),
    ];
    for event in events {
        let kind = event["kind"].clone();
        assert_eq!(whole_tables(&shop, &bare, event), Vec::<String>::new(), "{kind}");
    }
}
