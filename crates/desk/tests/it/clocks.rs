//! Deadlines: started and stopped by events, in three lanes; what is late stays late.

use serde_json::{Value, json};

use crate::common::Shop;

fn clocks(shop: &Shop, case: &str) -> Vec<Value> {
    shop.ok("cases.show", json!({ "id": case }))["clocks"].as_array().unwrap().clone()
}

fn clock<'c>(clocks: &'c [Value], code: &str) -> &'c Value {
    clocks.iter().find(|clock| clock["code"] == code).unwrap_or_else(|| panic!("no clock {code} in {clocks:?}"))
}

#[test]
fn a_case_starts_with_its_lanes_and_the_queue_shows_the_nearest() {
    let shop = Shop::new();
    let case = shop.case();
    let running = clocks(&shop, &case);
    // 36 hours after registration (T20), and the 15th day by law: 2026-12-06 is a Sunday, so until the end of Monday.
    assert_eq!(clock(&running, "answer")["due_at"], "2026-11-22T14:00:01Z");
    assert_eq!(clock(&running, "delay")["due_at"], "2026-12-07T16:00:00Z");
    let row = shop.ok("cases.list", json!({}))["rows"][0].clone();
    assert_eq!((row["lane"].as_str(), row["due_at"].as_str()), (Some("promise"), Some("2026-11-22T14:00:01Z")));
}

#[test]
fn a_stop_before_the_limit_is_kept_and_one_after_it_is_late_for_ever() {
    let (good, bad) = (Shop::new(), Shop::new());
    for (shop, hours, late) in [(&good, 0, false), (&bad, 40, true)] {
        let case = shop.case();
        *shop.now.lock().unwrap() += jiff::SignedDuration::from_hours(hours);
        shop.sign_in("owner");
        shop.act(&case, "rule", json!({})).unwrap();
        shop.act(&case, "tell", json!({})).unwrap();
        let answer = clock(&clocks(shop, &case), "answer").clone();
        assert!(answer["stopped_at"].is_string());
        assert_eq!(answer["late"], late);
        *shop.now.lock().unwrap() += jiff::SignedDuration::from_hours(100);
        shop.sign_in("owner");
        assert_eq!(clock(&clocks(shop, &case), "answer")["late"], late, "later looks change nothing");
    }
}

#[test]
fn a_platform_limit_comes_with_the_sheet_and_moves_only_when_the_sheet_moves_it() {
    let shop = Shop::new();
    let sheet = |state: &str, due: &str| {
        format!("退款编号,订单编号,宝贝标题,买家退款金额,退款状态,退款的申请时间,超时时间\n7001,3456789012345838804,吸尘器,59.90,{state},2026-11-20 09:00:00,{due}\n").into_bytes()
    };
    let first = shop.import("退款.csv", &sheet("买家已经申请退款，等待卖家同意", "2026-11-23 18:00:00"));
    assert_eq!(first["cases_new"], json!(1), "{first}");
    let case = shop.ok("cases.list", json!({}))["rows"][0]["id"].as_str().unwrap().to_owned();
    let due = |shop: &Shop| {
        clocks(shop, &case)
            .into_iter()
            .filter(|clock| clock["code"] == "platform" && clock["stopped_at"].is_null())
            .map(|clock| clock["due_at"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(due(&shop), [json!("2026-11-23T10:00:00Z")]);
    shop.import("退款.csv", &sheet("卖家已经同意退款，等待买家退货", "2026-11-23 18:00:00"));
    assert_eq!(due(&shop), [json!("2026-11-23T10:00:00Z")], "another state alone does not move it");
    shop.import("退款.csv", &sheet("卖家已经同意退款，等待买家退货", "2026-11-25 18:00:00"));
    assert_eq!(due(&shop), [json!("2026-11-25T10:00:00Z")]);
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn a_promised_limit_is_put_off_with_a_reason_and_the_first_one_stays_what_it_was() {
    let shop = Shop::new();
    let case = shop.case();
    *shop.now.lock().unwrap() += jiff::SignedDuration::from_hours(40);
    shop.sign_in("owner");
    let extend = |clock: &str, until: &str, told: &str| {
        shop.act(&case, "extend", json!({ "clock": clock, "new_due": until, "extension_reason": "等厂家回复", "told": told }))
    };
    assert_eq!(extend("answer", "2026-11-25", "").unwrap_err().field.as_deref(), Some("told"), "the consumer must be told");
    assert_eq!(extend("nothing", "2026-11-25", "电话").unwrap_err().field.as_deref(), Some("clock"));
    let law = extend("delay", "2026-12-25", "电话").unwrap_err();
    assert!(law.message.contains("法定时限"), "{}", law.message);
    assert_eq!(extend("answer", "2026-11-20", "电话").unwrap_err().field.as_deref(), Some("new_due"), "only later");
    extend("answer", "2026-11-25", "电话").unwrap();
    let answers: Vec<Value> = clocks(&shop, &case).into_iter().filter(|clock| clock["code"] == "answer").collect();
    let seen: Vec<_> = answers.iter().map(|clock| (clock["late"].clone(), clock["due_at"].clone(), clock["reason"].clone())).collect();
    assert_eq!(
        seen,
        [(json!(false), json!("2026-11-25T16:00:00Z"), json!("等厂家回复")), (json!(true), json!("2026-11-22T14:00:01Z"), Value::Null)]
    );
    assert_eq!(shop.ok("cases.list", json!({}))["rows"][0]["due_at"], "2026-11-25T16:00:00Z");
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn a_platform_limit_that_ran_out_before_its_sheet_came_is_told_as_it_was() {
    let shop = Shop::new();
    let sheet = "退款编号,订单编号,宝贝标题,买家退款金额,退款状态,退款的申请时间,超时时间\n7002,3456789012345838805,吸尘器,59.90,买家已经申请退款，等待卖家同意,2026-11-17 09:00:00,2026-11-19 18:00:00\n";
    let done = shop.import("退款.csv", sheet.as_bytes());
    assert_eq!(done["cases_new"], json!(1), "{done}");
    let case = shop.ok("cases.list", json!({}))["rows"][0]["id"].as_str().unwrap().to_owned();
    let platform = clock(&clocks(&shop, &case), "platform").clone();
    assert_eq!((&platform["due_at"], &platform["late"]), (&json!("2026-11-19T10:00:00Z"), &json!(true)));
}
