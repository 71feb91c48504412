//! Letters: issued once by the flow, the same bytes ever after, never over another file.

use std::fs;

use serde_json::json;

use crate::common::Shop;

#[test]
fn a_letter_is_issued_once_and_fetched_again_byte_for_byte() {
    let shop = Shop::new();
    let number = shop.case();
    let (first, second, third) = (shop.path("a.pdf"), shop.path("b.pdf"), shop.path("c.pdf"));
    let early = shop.run(&["notice", "ruling_letter", &number, "--out", &first]);
    assert_eq!(early.refused(), "wrong_state", "no letter before there is a ruling");
    assert!(!fs::exists(&first).unwrap());
    shop.run(&["case", "do", &number, "rule"]).done();
    let issued = shop.run(&["notice", "三包处理告知书", &number, "--out", &first]).done();
    assert_eq!((&issued["issued"], &issued["out"]), (&json!(true), &json!(first)));
    let again = shop.run(&["notice", "ruling_letter", &number, "--out", &second]).done();
    assert_eq!((&again["issued"], &again["notice"]), (&json!(false), &issued["notice"]));
    let by_number = issued["notice"].as_str().unwrap();
    assert_eq!(shop.run(&["notice", "ruling_letter", by_number, "--out", &third]).done()["issued"], false);
    let bytes = fs::read(&first).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!((&fs::read(&second).unwrap(), &fs::read(&third).unwrap()), (&bytes, &bytes));
    fs::write(&second, "kept").unwrap();
    assert_eq!(shop.run(&["notice", "ruling_letter", &number, "--out", &second]).refused(), "file_exists");
    assert_eq!(fs::read_to_string(&second).unwrap(), "kept");
    shop.run(&["notice", "ruling_letter", &number, "--out", &second, "--force"]).done();
    assert_eq!(fs::read(&second).unwrap(), bytes);
    assert_eq!(shop.run(&["verify"]).done()["sound"], true);
}

#[test]
fn a_file_that_cannot_be_made_issues_nothing() {
    let shop = Shop::new();
    let number = shop.case();
    shop.run(&["case", "do", &number, "rule"]).done();
    assert_eq!(shop.run(&["notice", "ruling_letter", &number, "--out", &shop.path("no/a.pdf")]).refused(), "cannot_write");
    assert_eq!(shop.run(&["notice", "ruling_letter", &number, "--out", &shop.path("code.txt")]).refused(), "file_exists");
    assert_eq!(shop.run(&["case", "show", &number]).done()["record"]["state"], "ruled");
}

#[test]
fn a_changed_fact_makes_a_new_letter() {
    let shop = Shop::new();
    let number = shop.case();
    shop.run(&["case", "do", &number, "rule"]).done();
    let old = shop.run(&["notice", "ruling_letter", &number, "--out", &shop.path("a.pdf")]).done();
    shop.run(&["case", "do", &number, "set_facts", "--input", r#"{"fault_date": "2026-11-15", "as_of": "2026-11-20"}"#]).done();
    let new = shop.run(&["notice", "ruling_letter", &number, "--out", &shop.path("b.pdf")]).done();
    assert_eq!(new["issued"], true);
    assert_ne!(new["notice"], old["notice"]);
}

#[test]
fn unknown_letters_and_records_are_refused() {
    let shop = Shop::new();
    let out = shop.path("a.pdf");
    assert_eq!(shop.run(&["notice", "recovery_sheet", "x", "--out", &out]).refused(), "not_available");
    assert_eq!(shop.run(&["notice", "情书", "x", "--out", &out]).refused(), "bad_input");
    assert_eq!(shop.run(&["notice", "ruling_letter", "SH-00-00000-0", "--out", &out]).refused(), "not_found");
    assert_eq!(fs::read_dir(shop.room.path()).unwrap().count(), 2, "neither letter nor temporary file");
}
