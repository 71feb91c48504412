//! The shop's own catalogue and calendar: judged by the version of the sale date, never below the law, a new year taken in.

use serde_json::{Value, json};

use crate::common::Shop;

fn washing_machine(months: u32) -> Value {
    let mut entry = serde_json::to_value(shounuo_rules::Catalogue::builtin().entry("洗衣机").unwrap()).unwrap();
    for (field, value) in
        [("special_cases", "人为损坏除外"), ("service_standard", "48 小时上门"), ("scope", "全部型号"), ("responsible", "seller")]
    {
        entry[field] = json!(value);
    }
    entry["whole_months"] = json!(months);
    entry
}

fn draft(shop: &Shop, months: u32) -> Value {
    let input = json!({ "title": "自有承诺", "effective_from": "2026-06-01", "note": "延长", "entries": [washing_machine(months)] });
    shop.ok("records.do", json!({ "kind": "catalogue_version", "event": "draft", "input": input }))["id"].clone()
}

#[test]
fn a_sale_is_judged_by_the_version_of_its_day_and_a_shorter_promise_is_refused() {
    let shop = Shop::new();
    let act = |id: &Value, event: &str| shop.call("records.do", json!({ "kind": "catalogue_version", "id": id, "event": event }));
    let shorter = act(&draft(&shop, 6), "submit").unwrap_err();
    assert_eq!(shorter.guard.as_deref(), Some("not_below_law"), "{shorter:?}");
    let longer = draft(&shop, 36);
    act(&longer, "submit").unwrap();
    act(&longer, "approve").unwrap();
    let expires = |sold: &str| {
        let facts = json!({ "claim": "quality", "goods": "洗衣机", "channel": "store", "invoice_date": sold, "fault_date": "2026-11-20",
            "fault": "performance", "proof": "invoice", "same_model_available": true });
        shop.ok("rulings.sandbox", json!({ "facts": facts }))["expires_raw"].clone()
    };
    assert_eq!((expires("2026-05-31"), expires("2026-06-01")), (json!("2027-05-31"), json!("2029-06-01")));
}

#[test]
fn a_new_year_of_the_calendar_is_taken_in_once_and_faults_are_named() {
    let shop = Shop::new();
    let import = |csv: &str| {
        shop.call(
            "records.do",
            json!({ "kind": "calendar_year", "event": "import", "input": { "csv": csv, "source": "国务院办公厅通知" } }),
        )
    };
    assert_eq!(import("date,kind,name,year\n2027-02-30,holiday,春节,2027\n").unwrap_err().field.as_deref(), Some("csv"));
    import("date,kind,name,year\n2027-01-01,holiday,元旦,2027\n2027-02-05,holiday,春节,2027\n").unwrap();
    assert_eq!(shop.ok("calendar.show", json!({}))["last_year"], 2027);
    assert!(import("date,kind,name,year\n2027-01-01,holiday,元旦,2027\n").unwrap_err().message.contains("已经导入过"));
    assert_eq!(shop.ok("shop.status", json!({}))["calendar_last_year"], 2027);
}
