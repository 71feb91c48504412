//! First and last days: windows, months, rolls; and what each switch changes.

#![allow(clippy::unwrap_used, reason = "test helpers fail the test")]

mod common;

use common::*;
use serde_json::{Value, json};
use shounuo_rules::{Calendar, Catalogue, Conventions, Rulebook};

/// Options for a washer sold on `sold`, faulty on `fault`.
fn on(sold: &str, fault: &str) -> String {
    ruled(&washer(fault, json!({"invoice_date": sold})))
}

#[test]
fn day_7_8_15_16() {
    const FULL: &str = "exchange repair_free return_full";
    const XR: &str = "exchange repair_free return_less_depreciation";
    for (sold, table) in [
        // Plain week: Monday to Monday.
        ("2026-03-02", [("2026-03-09", FULL), ("2026-03-10", XR), ("2026-03-17", XR), ("2026-03-18", "repair_free")]),
        // Day 7 on Sunday 2026-03-08 and day 15 on Monday.
        ("2026-03-01", [("2026-03-09", FULL), ("2026-03-10", XR), ("2026-03-16", XR), ("2026-03-17", "repair_free")]),
        // Day 7 and day 15 both in the Spring Festival break: one day ends both windows.
        ("2026-02-08", [("2026-02-24", FULL), ("2026-02-23", FULL), ("2026-02-25", "repair_free"), ("2026-02-26", "repair_free")]),
        // Day 7 on a Saturday that is a make-up workday.
        ("2026-02-07", [("2026-02-14", FULL), ("2026-02-15", XR), ("2026-02-24", XR), ("2026-02-25", "repair_free")]),
        // Over 29 February.
        ("2024-02-22", [("2024-02-29", FULL), ("2024-03-01", XR), ("2024-03-08", XR), ("2024-03-09", "repair_free")]),
    ] {
        for (fault, want) in table {
            assert_eq!(on(sold, fault), want, "{sold} {fault}");
        }
    }
}

#[test]
fn month_ends() {
    for (goods, part, sold, raw) in [
        ("洗衣机", "", "2024-02-29", "2025-02-28"),
        ("移动电话机附件", "电池", "2023-08-31", "2024-02-29"),
        ("移动电话机附件", "电池", "2025-08-31", "2026-02-28"),
        ("移动电话机附件", "外接有线耳机", "2025-01-31", "2025-04-30"),
        ("家用电冰箱", "压缩机", "2024-02-29", "2027-02-28"),
        ("家用电冰箱", "压缩机", "2025-02-28", "2028-02-28"),
        // The last day of a year, and over the second at which 32 bits end (2038-01-19T03:14:07Z).
        ("洗衣机", "", "2026-12-31", "2027-12-31"),
        ("家用电冰箱", "压缩机", "2035-01-18", "2038-01-18"),
        ("家用电冰箱", "压缩机", "2035-01-19", "2038-01-19"),
        ("家用电冰箱", "压缩机", "2037-12-31", "2040-12-31"),
    ] {
        let facts = washer(sold, json!({"goods": goods, "part": part, "invoice_date": sold}));
        assert_eq!(rule(&facts)["expires_raw"], raw, "{goods} {sold}");
    }
}

#[test]
fn last_day_of_the_period_over_a_break() {
    // 2025-10-01 falls in the break that lasts to 10-08.
    assert_eq!(on("2024-10-01", "2025-10-09"), "repair_free");
    assert_eq!(on("2024-10-01", "2025-10-10"), "paid_repair");
    // Sunday 2026-01-04 is a make-up workday.
    assert_eq!(on("2025-01-04", "2026-01-04"), "repair_free");
    assert_eq!(on("2025-01-04", "2026-01-05"), "paid_repair");
}

#[test]
fn an_imported_year_rolls_what_was_unknown() {
    let mut book = Rulebook::builtin();
    let facts = washer("2026-12-01", json!({"invoice_date": "2026-10-02"}));
    assert_eq!(rule_with(&book, &facts)["expires"], "2027-10-02");
    let year = "date,kind,name,year\n2027-10-01,holiday,国庆节,2027\n2027-10-02,holiday,国庆节,2027\n2027-10-03,holiday,国庆节,2027\n";
    book.calendar = book.calendar.merged(Calendar::parse_csv(year).unwrap());
    assert_eq!(rule_with(&book, &facts)["expires"], "2027-10-04");
}

/// The answers under the default and under a changed switch.
fn switched(field: &str, code: &str, facts: &Value) -> (Value, Value) {
    let mut conventions = serde_json::to_value(Conventions::default()).unwrap();
    conventions[field] = code.into();
    let mut book = Rulebook::builtin();
    let before = rule_with(&book, facts);
    book.conventions = serde_json::from_value(conventions).unwrap();
    (before, rule_with(&book, facts))
}

#[test]
fn every_switch_changes_something() {
    let sunday = washer("2026-03-20", json!({"invoice_date": "2026-03-01"}));
    let online = washer("2026-03-13", json!({"channel": "online", "invoice_date": "2026-03-02", "received_date": "2026-03-06"}));
    let tv = washer("2026-03-20", json!({"goods": "液晶电视机", "invoice_date": "2026-03-02", "installed_date": "2026-03-16"}));
    let repaired = washer("2025-12-01", json!({"repairs": [{"in": "2025-09-01", "out": "2025-09-11"}]}));
    let fee = washer("2025-08-13", json!({"price_fen": 100_000, "wants": "return"}));
    let exchanged = washer("2026-03-20", json!({"invoice_date": "2026-02-26", "exchanged_date": "2026-03-18"}));
    let shandong = washer("2025-08-13", json!({"province": "山东", "price_fen": 100_000, "wants": "return"}));
    for (field, code, facts, key, before, after) in [
        ("roll", "none", &sunday, "day7_last", json!("2026-03-09"), json!("2026-03-08")),
        ("roll", "statutory_holidays", &sunday, "day7_last", json!("2026-03-09"), json!("2026-03-08")),
        ("online_start", "invoice", &online, "day7_last", json!("2026-03-13"), json!("2026-03-09")),
        ("flat_tv_start", "sale", &tv, "day7_last", json!("2026-03-23"), json!("2026-03-09")),
        ("repair_days", "both_days", &repaired, "extension_days", json!(10), json!(11)),
        ("fee_last_day", "included", &fee, "depreciation_days", json!(12), json!(13)),
        ("exchange_windows", "restart", &exchanged, "day7_last", json!("2026-03-05"), json!("2026-03-25")),
        ("shandong_fee", "none", &shandong, "refund_fen", json!(99_400), json!(100_000)),
    ] {
        let answers = switched(field, code, facts);
        assert_eq!((&answers.0[key], &answers.1[key]), (&before, &after), "{field} {code}");
    }
}

#[test]
fn a_longer_promise_is_ruled_by_and_named() {
    let floor = Catalogue::builtin();
    let mut own = floor.clone();
    own.version = "本店 2026-1".to_owned();
    own.entries.retain(|entry| entry.product == "洗衣机");
    own.entries[0].whole_months = Some(36);
    let book = Rulebook::builtin().with_catalogue(&own);
    let answer = rule_with(&book, &washer("2026-11-02", json!({})));
    assert_eq!((options(&answer).as_str(), &answer["catalogue_version"]), ("repair_free", &json!("本店 2026-1")));
    assert_eq!(ruled(&washer("2026-11-02", json!({}))), "paid_repair");
}

#[test]
fn catalogue_and_calendar_survive_json() {
    let book = Rulebook::builtin();
    let catalogue = serde_json::to_string(&book.catalogue).unwrap();
    assert_eq!(serde_json::from_str::<Catalogue>(&catalogue).unwrap(), book.catalogue);
    let calendar = serde_json::to_string(&book.calendar).unwrap();
    assert_eq!(serde_json::from_str::<Calendar>(&calendar).unwrap(), book.calendar);
}

#[test]
fn everyday_names_are_read_and_said() {
    for (name, listed, rule_set) in [
        ("手机", "移动电话机主机", "mobile_phone_2001"),
        ("冰箱", "家用电冰箱", "first_batch_1995"),
        ("笔记本", "笔记本电脑", "micro_computer_2002"),
    ] {
        let answer = rule(&washer("2025-08-04", json!({"goods": name})));
        assert_eq!(answer["rule_set"], rule_set);
        assert!(warned(&answer, listed) && answer["working"][0]["text"].as_str().unwrap().contains(listed));
    }
}
