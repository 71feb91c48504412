//! What the window is told of the state of the shop's keeping.

use std::fs;

use serde_json::{Value, json};
use shounuo_desk::workbench::Host;

use crate::common::{Shop, at};

fn codes(shop: &Shop) -> Vec<String> {
    let notes = shop.ok("shop.health", json!({}));
    notes.as_array().unwrap().iter().map(|note| note["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_broken_copy_of_the_key_file_is_told_to_everybody() {
    let shop = Shop::new();
    assert_eq!(codes(&shop), Vec::<String>::new());
    shop.bench.close();
    fs::write(shop.dir.path().join("shop/shounuo.keys.2"), "half").unwrap();
    shop.bench.open(Some(&shop.code)).unwrap();
    shop.sign_in("owner");
    assert_eq!(codes(&shop), ["key_file_copy"]);
    let note = &shop.ok("shop.health", json!({}))[0];
    assert_eq!((&note["level"], &note["route"]), (&Value::from("warning"), &Value::from("/settings/recovery")));
}

#[test]
fn a_clock_set_back_or_years_off_is_told_and_the_order_of_the_ledger_stays() {
    let shop = Shop::new();
    let case = shop.case();
    let right = shop.now();
    for (now, told) in [
        ("2026-11-21T01:00:00Z", "clock_set_back"),
        ("2001-01-01T00:00:00Z", "clock_set_back"),
        ("2031-01-01T00:00:00Z", "clock_doubtful"),
        ("9998-01-01T00:00:00Z", "clock_doubtful"),
    ] {
        *shop.now.lock().unwrap() = at(now);
        shop.sign_in("owner");
        assert!(codes(&shop).contains(&told.to_owned()), "{now}: {:?}", codes(&shop));
        shop.act(&case, "note", json!({ "words": now })).unwrap();
        assert!(!codes(&shop).contains(&"clock_set_back".to_owned()), "the entry of now is the last one");
        *shop.now.lock().unwrap() = right;
        shop.sign_in("owner");
        shop.act(&case, "note", json!({ "words": "again" })).unwrap();
    }
    assert_eq!(codes(&shop), Vec::<String>::new());
    let open = shop.bench.shop().unwrap();
    let rows = open.store.read(|tx| tx.rows("SELECT seq, hlc, wall_ms FROM ledger_entry ORDER BY hlc", &[])).unwrap();
    let seqs: Vec<u64> = rows.iter().map(|row| row["seq"].as_u64().unwrap()).collect();
    assert!(seqs.is_sorted(), "the hybrid time keeps the order: {seqs:?}");
    let walls: Vec<i64> = rows.iter().map(|row| row["wall_ms"].as_i64().unwrap()).collect();
    assert!(
        !walls.is_sorted() && walls.iter().any(|wall| *wall < at("2002-01-01T00:00:00Z").as_millisecond()),
        "and each entry says what the clock said"
    );
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn a_month_without_anything_outside_is_told_until_there_is_something() {
    let shop = Shop::new();
    let days = |days: i64| {
        *shop.now.lock().unwrap() += jiff::SignedDuration::from_hours(24 * days);
        shop.sign_in("owner");
        codes(&shop).contains(&"not_anchored".to_owned())
    };
    assert!(!days(34));
    assert!(days(2));
    shop.ok("anchors.print", json!({}));
    assert!(!codes(&shop).contains(&"not_anchored".to_owned()));
    assert!(days(37));
}

#[test]
fn room_is_put_aside_by_time_and_given_free_by_a_decider() {
    let shop = Shop::on(|host| Host { reserve: 100_000, ..host });
    let reserve = shop.dir.path().join("shop/shounuo.reserve");
    shop.ok("shop.tick", json!({}));
    assert_eq!(fs::metadata(&reserve).unwrap().len(), 100_000);
    shop.person("kefu", "after_sales");
    shop.sign_in("kefu");
    assert_eq!(shop.call("shop.free_reserve", json!({})).unwrap_err().code, "not_allowed");
    shop.sign_in("owner");
    assert_eq!(shop.ok("shop.free_reserve", json!({}))["bytes"], 100_000);
    assert!(!reserve.exists());
    assert_eq!(shop.ok("shop.free_reserve", json!({}))["bytes"], 0, "there was none any more");
}

#[test]
fn a_note_leads_nobody_to_a_screen_of_somebody_else() {
    let shop = Shop::new();
    shop.person("kefu", "after_sales");
    shop.bench.close();
    fs::write(shop.dir.path().join("shop/shounuo.keys.2"), "half").unwrap();
    shop.bench.open(Some(&shop.code)).unwrap();
    shop.sign_in("kefu");
    let note = &shop.ok("shop.health", json!({}))[0];
    assert_eq!((&note["code"], &note["route"]), (&Value::from("key_file_copy"), &Value::Null));
    assert!(note["words"].as_str().unwrap().ends_with("（请告诉店主）"), "{note}");
}
