//! Papers by hand: in the states and sizes that their kind declares, each with a number of its own.

use serde_json::{Value, json};

use crate::common::Shop;

fn told(shop: &Shop) -> String {
    let case = shop.case();
    shop.act(&case, "rule", json!({})).unwrap();
    shop.act(&case, "tell", json!({})).unwrap();
    case
}

fn asked(case: &str, size: &str) -> Value {
    json!({ "kind": "quality_case", "id": case, "what": "ruling_letter", "paper": size, "large_type": true })
}

#[test]
fn a_paper_is_issued_again_by_hand_in_large_type_under_a_new_number() {
    let shop = Shop::new();
    let case = told(&shop);
    let offers = shop.ok("cases.show", json!({ "id": case }))["record"]["papers"].clone();
    assert_eq!(offers, json!([{ "what": "ruling_letter", "title": "三包处理告知书", "sizes": [["a4", "A4"]] }]));
    shop.ok("notices.issue", asked(&case, "a4"));
    let notices = shop.ok("cases.show", json!({ "id": case }))["notices"].clone();
    assert_eq!(notices.as_array().unwrap().len(), 2);
    assert_eq!((&notices[0]["values"]["large_type"], &notices[0]["values"]["paper"]), (&json!(true), &json!("a4")));
    assert_ne!(notices[0]["values"]["file"], notices[1]["values"]["file"]);
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn a_paper_is_refused_too_early_on_a_size_it_does_not_fit_and_for_a_record_it_does_not_tell_of() {
    let shop = Shop::new();
    let early = shop.case();
    assert_eq!(shop.call("notices.issue", asked(&early, "")).unwrap_err().code, "guard");
    let case = told(&shop);
    assert_eq!(shop.call("notices.issue", asked(&case, "slip58")).unwrap_err().field.as_deref(), Some("paper"));
    let unknown = json!({ "kind": "quality_case", "id": case, "what": "love_letter" });
    assert_eq!(shop.call("notices.issue", unknown).unwrap_err().code, "unknown_paper");
    let note = json!({ "kind": "goods", "id": case, "what": "ruling_letter" });
    assert_eq!(shop.call("notices.issue", note).unwrap_err().code, "not_found");
}

#[test]
fn a_technician_looks_at_a_sample_but_does_not_issue_the_letter() {
    let shop = Shop::new();
    let case = told(&shop);
    shop.person("jishi", "technician");
    shop.sign_in("jishi");
    let sample = shop.ok("notices.preview", asked(&case, ""));
    assert_eq!(sample["name"], "三包处理告知书-样张.pdf");
    assert_eq!(shop.call("notices.issue", asked(&case, "")).unwrap_err().code, "not_allowed");
}

#[test]
fn what_belongs_to_a_record_is_found_from_the_declarations() {
    let shop = Shop::new();
    let case = shop.case();
    let lend = json!({ "case_id": case, "unit": "备用洗衣机 7kg", "lent_on": "2026-11-21" });
    shop.ok("records.do", json!({ "kind": "loaner", "event": "lend", "input": lend }));
    let related = shop.ok("cases.show", json!({ "id": case }))["related"].clone();
    assert_eq!((related[0]["kind"].as_str(), related[0]["field"].as_str()), (Some("loaner"), Some("case_id")));
    assert_eq!(related[0]["rows"][0]["state_label"], "借出中");
    assert_eq!(related.as_array().unwrap().len(), 1, "rulings, notices and notes have places of their own");
}
