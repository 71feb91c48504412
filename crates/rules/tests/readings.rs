//! One test or more for each settled reading, named by its number.

#![allow(clippy::needless_pass_by_value, reason = "facts are written in place with json!")]

mod common;

use common::*;
use jiff::civil::date;
use serde_json::{Value, json};
use shounuo_rules::{Facts, Rulebook};

const R: &str = "repair_free";
const X: &str = "exchange return_less_depreciation";
const XR: &str = "exchange repair_free return_less_depreciation";
const FULL: &str = "exchange repair_free return_full";

/// A unit sent in 2025-10-09 and still there, the fault of that day, decided on `as_of`.
fn in_shop(as_of: &str, delay: Option<&str>, changes: Value) -> Value {
    let mut facts = washer("2025-10-09", json!({"as_of": as_of, "repairs": [{"in": "2025-10-09", "out": null}]}));
    if let Some(delay) = delay {
        facts["repairs"][0]["delay"] = delay.into();
    }
    joined(facts, changes)
}

#[test]
fn r01_extension_is_added_and_rolled_once_and_unknown_years_stand() {
    let repairs = json!([{"in": "2025-03-03", "out": "2025-03-05"}]);
    let answer = rule(&washer("2025-09-30", json!({"invoice_date": "2024-10-03", "repairs": repairs})));
    assert_eq!([&answer["expires_raw"], &answer["expires"]], ["2025-10-03", "2025-10-09"]);
    let answer = rule(&washer("2026-12-01", json!({"invoice_date": "2026-10-03"})));
    assert_eq!([&answer["expires_raw"], &answer["expires"]], ["2027-10-03", "2027-10-03"]);
    assert!(warned(&answer, "2027-10-03"));
    let on = |fault: &str| noted(&rule(&washer(fault, json!({"invoice_date": "2024-10-03"}))), "P3");
    assert_eq!([on("2025-09-30"), on("2025-10-09")], [false, true], "the other reading is told where it would decide otherwise");
    let answer = rule(&washer("2022-10-04", json!({"invoice_date": "2021-10-02"})));
    assert_eq!((options(&answer).as_str(), &answer["expires"]), ("paid_repair", &json!("2022-10-02")));
}

#[test]
fn r02_only_closed_free_repairs_in_the_period_extend() {
    let extension = |repairs: Value, wait: u32, fault: &str| {
        let facts = washer(fault, json!({"invoice_date": "2025-01-10", "repairs": repairs, "parts_wait_days_at_home": wait}));
        rule(&facts)["extension_days"].clone()
    };
    assert_eq!(extension(json!([{"in": "2025-06-01", "out": "2025-06-11"}]), 12, "2025-12-01"), 22);
    assert_eq!(extension(json!([{"in": "2025-06-01", "out": "2025-06-11", "charged": true}]), 0, "2025-12-01"), 0);
    assert_eq!(extension(json!([{"in": "2025-11-20", "out": null}]), 0, "2025-12-01"), 0);
    assert_eq!(extension(json!([{"in": "2026-01-13", "out": "2026-01-20"}]), 0, "2026-01-25"), 0, "after the end");
    let stretched = json!([{"in": "2025-12-20", "out": "2026-01-08"}, {"in": "2026-01-20", "out": "2026-01-25"}]);
    assert_eq!(extension(stretched, 0, "2026-01-30"), 24, "the second was sent in within the period as it then stood");
    assert_eq!(
        extension(json!([{"in": "2025-06-01", "out": "2025-06-11"}, {"in": "2025-06-11", "out": "2025-06-20"}]), 0, "2025-12-01"),
        19
    );
    assert_eq!(
        extension(json!([{"in": "2025-06-03", "out": "2025-06-03"}, {"in": "2025-06-03", "out": "2025-06-05"}]), 0, "2025-12-01"),
        2
    );
    let by_consumer = washer("2025-12-01", json!({"repairs": [{"in": "2025-09-01", "out": "2025-09-11", "delay": "consumer"}]}));
    let answer = rule(&by_consumer);
    assert_eq!(answer["extension_days"], 10);
    assert!(warned(&answer, "消费者原因"));
}

#[test]
fn r03_windows_start_by_channel_installation_and_province() {
    let day7 = |changes: Value| rule(&washer("2026-03-20", changes))["day7_last"].clone();
    let dates = |more: Value| joined(json!({"invoice_date": "2026-03-02", "received_date": "2026-03-05"}), more);
    assert_eq!(day7(dates(json!({}))), "2026-03-09");
    assert_eq!(day7(dates(json!({"channel": "online"}))), "2026-03-12");
    assert_eq!(day7(dates(json!({"province": "浙江"}))), "2026-03-12");
    assert_eq!(day7(dates(json!({"goods": "液晶电视机", "installed_date": "2026-03-10"}))), "2026-03-17");
    assert_eq!(day7(dates(json!({"goods": "液晶电视机", "channel": "online", "installed_date": "2026-03-04"}))), "2026-03-12");
    let answer = rule(&washer("2026-03-20", json!({"channel": "online", "invoice_date": "2026-03-02"})));
    assert_eq!(answer["day7_last"], "2026-03-09");
    assert!(warned(&answer, "签收"));
    let tv = rule(&washer("2026-03-20", dates(json!({"goods": "液晶电视机", "installed_date": "2026-03-10"}))));
    assert!(noted(&tv, "P7"));
}

#[test]
fn r03_windows_run_on_after_an_exchange() {
    let answer = rule(&washer("2026-03-20", json!({"invoice_date": "2026-02-26", "exchanged_date": "2026-03-19"})));
    assert_eq!(options(&answer), R);
    assert!(warned(&answer, "新机") && noted(&answer, "P10"));
    let same_day = json!({"exchanged_date": "2025-09-01", "repairs": [{"in": "2025-08-20", "out": "2025-08-25"}, {"in": "2025-09-01", "out": "2025-09-04"}]});
    let answer = rule(&washer("2025-12-01", same_day));
    assert_eq!(answer["extension_days"], 3, "a repair sent in on the day of the exchange is of the new unit");
    assert!(warned(&answer, "换货前"));
    let inside = washer("2026-03-12", json!({"invoice_date": "2026-03-02", "exchanged_date": "2026-03-06"}));
    assert_eq!(ruled(&inside), XR);
}

#[test]
fn r04_flat_tv_without_installation_counts_from_the_invoice_and_so_does_its_fee() {
    let tv = json!({"goods": "液晶电视机", "channel": "online", "invoice_date": "2025-11-11", "received_date": "2025-11-14", "price_fen": 529_900});
    let answer = rule(&washer("2026-03-02", tv.clone()));
    assert_eq!(answer["expires_raw"], "2026-11-11");
    let mut fitted = tv;
    fitted["installed_date"] = json!("2025-11-20");
    fitted["wants"] = json!("return");
    let answer = rule(&washer("2025-12-01", fitted));
    assert_eq!((&answer["expires_raw"], &answer["depreciation_days"]), (&json!("2026-11-20"), &json!(20)));
}

#[test]
fn r05_limits_never_roll() {
    // Day 30 is Saturday 2025-11-08: the right opens on Sunday all the same.
    assert_eq!(ruled(&in_shop("2025-11-08", None, json!({}))), "wait");
    assert_eq!(ruled(&in_shop("2025-11-09", None, json!({}))), X);
}

#[test]
fn r06_after_n_days_opens_on_the_next() {
    for (goods, delay, last, next) in [
        ("洗衣机", "repairer", "2025-11-08", "2025-11-09"),
        ("洗衣机", "parts_not_supplied", "2026-01-07", "2026-01-08"),
        ("移动电话机主机", "parts_not_supplied", "2025-12-08", "2025-12-09"),
    ] {
        assert_eq!(ruled(&in_shop(last, Some(delay), json!({"goods": goods}))), "wait", "{goods} {delay}");
        assert_eq!(ruled(&in_shop(next, Some(delay), json!({"goods": goods}))), X, "{goods} {delay}");
    }
}

#[test]
fn r07_in_the_shop_after_day_15_exactly_one_state() {
    assert_eq!(ruled(&in_shop("2025-10-09", None, json!({}))), "wait");
    assert_eq!(ruled(&in_shop("2025-10-13", None, json!({"goods": "固定电话机"}))), "loaner");
    assert_eq!(ruled(&in_shop("2025-11-10", None, json!({"goods": "固定电话机"}))), X);
}

#[test]
fn r08_inside_a_window_its_options_stay() {
    let early = |fault: &str, as_of: &str, more: Value| {
        let all = joined(json!({"as_of": as_of, "repairs": [{"in": fault, "out": null}]}), more);
        ruled(&washer(fault, all))
    };
    assert_eq!(early("2025-08-04", "2025-08-05", json!({})), format!("{FULL} wait"));
    assert_eq!(early("2025-08-12", "2025-08-14", json!({})), "exchange repair_free return_less_depreciation wait");
    assert_eq!(early("2025-08-04", "2025-08-11", json!({"province": "浙江"})), "exchange loaner repair_free return_full");
    assert_eq!(early("2025-08-12", "2025-09-30", json!({})), XR, "past the limit nothing is left to wait for");
}

fn two_repairs(more: Value) -> Value {
    let all = joined(json!({"repairs": [{"in": "2025-08-25", "out": "2025-08-28"}, {"in": "2025-09-10", "out": "2025-09-14"}]}), more);
    washer("2025-11-03", all)
}

#[test]
fn r09_a_third_repair_open_after_two() {
    let third = json!([{"in": "2025-08-25", "out": "2025-08-28"}, {"in": "2025-09-10", "out": "2025-09-14"}, {"in": "2025-11-03"}]);
    assert_eq!(ruled(&two_repairs(json!({"repairs": third}))), format!("{XR} wait"));
    let stale = json!({"repairs": third, "fault_date": "2025-08-25"});
    assert_eq!(ruled(&two_repairs(stale)), format!("{XR} wait"), "the repairs done before the third count whatever fault date is kept");
    assert_eq!(ruled(&two_repairs(json!({"repairs": third, "province": "浙江"}))), "exchange return_full wait");
}

#[test]
fn r10_causes_of_delay() {
    assert_eq!(ruled(&in_shop("2025-11-09", None, json!({}))), X);
    for cause in ["consumer", "other"] {
        let answer = rule(&in_shop("2025-11-20", Some(cause), json!({})));
        assert_eq!(options(&answer), "wait");
        assert!(warned(&answer, "不按超期换货"));
    }
    assert_eq!(ruled(&in_shop("2025-11-20", Some("parts_not_supplied"), json!({}))), "wait");
    assert_eq!(ruled(&in_shop("2025-11-20", Some("parts_not_supplied"), json!({"province": "山东"}))), "exchange return_full");
}

#[test]
fn r11_a_closed_repair_over_the_limit_counts_on_its_day_only() {
    let closed = |fault: &str, as_of: &str, more: Value| {
        let all = joined(json!({"as_of": as_of, "repairs": [{"in": "2025-10-09", "out": "2025-11-14"}]}), more);
        ruled(&washer(fault, all))
    };
    assert_eq!(closed("2025-10-09", "2025-11-14", json!({})), X);
    assert_eq!(closed("2025-11-14", "2025-11-14", json!({})), X, "handed back over time and not cured");
    assert_eq!(closed("2025-11-20", "2025-11-20", json!({})), R);
    assert_eq!(closed("2025-10-09", "2025-11-20", json!({})), R, "over time, but decided after the hand-back day");
    assert_eq!(closed("2025-11-20", "2025-11-20", json!({"province": "浙江"})), "exchange return_full", "36 days in all live on");
    let running = json!({"province": "浙江", "repairs": [{"in": "2025-09-01", "out": "2025-09-21"}, {"in": "2025-10-09", "out": null}]});
    assert_eq!(
        ruled(&washer("2025-10-09", {
            let mut r = running.clone();
            r["as_of"] = json!("2025-10-24");
            r
        })),
        "loaner",
        "35 days"
    );
    assert_eq!(
        ruled(&washer("2025-10-09", {
            let mut r = running;
            r["as_of"] = json!("2025-10-25");
            r
        })),
        "exchange return_full",
        "36 days"
    );
}

#[test]
fn r12_a_repair_counts_from_hand_back_and_charged_ones_never() {
    let on_hand_back = json!({"fault_date": "2025-09-14", "as_of": "2025-09-14"});
    assert_eq!(ruled(&two_repairs(on_hand_back)), XR);
    let during = json!({"fault_date": "2025-09-10", "as_of": "2025-09-14"});
    assert_eq!(ruled(&two_repairs(during)), R, "the second repair is of this very fault");
    let charged = json!([{"in": "2025-08-25", "out": "2025-08-28"}, {"in": "2025-09-10", "out": "2025-09-14", "charged": true}]);
    let answer = rule(&two_repairs(json!({"repairs": charged})));
    assert_eq!((options(&answer).as_str(), &answer["extension_days"]), (R, &json!(3)));
    let charged_open = json!({"as_of": "2025-11-30", "repairs": [{"in": "2025-10-09", "out": null, "charged": true}]});
    assert_eq!(ruled(&washer("2025-10-09", charged_open)), R);
}

#[test]
fn r13_parts_wait_and_loan_limits_by_family() {
    for (goods, day_60) in [("液晶电视机", "wait"), ("家用电冰箱", "wait"), ("移动电话机主机", X), ("笔记本电脑", X), ("音频功率放大器", X)]
    {
        assert_eq!(ruled(&in_shop("2025-12-09", Some("parts_not_supplied"), json!({"goods": goods}))), day_60, "{goods}");
    }
    for (province, goods, day3, day4, day5, day6) in [
        ("", "固定电话机", "wait", "loaner", "loaner", "loaner"),
        ("浙江", "洗衣机", "wait", "wait", "wait", "loaner"),
        ("浙江", "固定电话机", "wait", "loaner", "loaner", "loaner"),
        ("", "洗衣机", "wait", "wait", "wait", "wait"),
    ] {
        for (as_of, want) in [("2025-10-12", day3), ("2025-10-13", day4), ("2025-10-14", day5), ("2025-10-15", day6)] {
            assert_eq!(ruled(&in_shop(as_of, None, json!({"goods": goods, "province": province}))), want, "{province}{goods} {as_of}");
        }
    }
}

#[test]
fn r14_the_exchange_set_by_province() {
    assert_eq!(ruled(&two_repairs(json!({}))), XR);
    assert_eq!(ruled(&two_repairs(json!({"province": "浙江"}))), "exchange return_full");
    assert_eq!(ruled(&washer("2025-08-13", json!({"province": "浙江"}))), FULL);
    let shandong = rule(&two_repairs(json!({"province": "山东", "price_fen": 233_300, "wants": "return"})));
    assert_eq!(options(&shandong), XR);
    assert!(warned(&shandong, "山东") && noted(&shandong, "山东"));
    assert!(shandong["depreciation_fen"].as_i64().unwrap() > 0);
    let over = rule(&in_shop("2025-11-09", None, json!({"province": "山东省", "price_fen": 233_300})));
    assert_eq!(
        (options(&over).as_str(), &over["refund_fen"], &over["depreciation_fen"]),
        ("exchange return_full", &json!(233_300), &json!(0))
    );
}

#[test]
fn r15_no_same_model() {
    let none = json!({"same_model_available": false});
    let with = |fault: &str, more: Value| {
        let all = joined(none.clone(), more);
        washer(fault, all)
    };
    let other = "exchange_other_model repair_free return_full";
    assert_eq!(ruled(&with("2025-08-04", json!({}))), other);
    assert_eq!(ruled(&with("2025-08-13", json!({}))), other);
    assert_eq!(ruled(&with("2025-08-13", json!({"province": "浙江"}))), other);
    assert_eq!(ruled(&two_repairs(none.clone())), other);
    assert_eq!(ruled(&in_shop("2025-11-09", None, none.clone())), "exchange_other_model return_full");
    assert_eq!(ruled(&with("2025-08-04", json!({"goods": "智能手环"}))), other);
    assert_eq!(ruled(&with("2025-08-13", json!({"goods": "智能手环"}))), "exchange_other_model repair_free");
    assert_eq!(ruled(&with("2025-09-01", json!({"goods": "移动电话机附件", "part": "电池"}))), "exchange_other_model return_accessory");
    let unsaid = rule(&washer("2025-08-13", json!({"same_model_available": null})));
    assert_eq!(options(&unsaid), XR);
    assert!(warned(&unsaid, "同型号"));
}

#[test]
fn r16_windows_and_two_repairs_are_joined() {
    let twice = json!([{"in": "2025-08-02", "out": "2025-08-03"}, {"in": "2025-08-04", "out": "2025-08-05"}]);
    assert_eq!(ruled(&washer("2025-08-06", json!({"repairs": twice}))), FULL);
    assert_eq!(ruled(&washer("2025-08-13", json!({"repairs": twice}))), XR);
}

#[test]
fn r17_exclusions_and_proof_win_over_windows() {
    for fault in ["misuse", "unauthorised_repair", "force_majeure"] {
        for goods in ["洗衣机", "移动电话机主机", "智能手环", "摩托车"] {
            assert_eq!(ruled(&washer("2025-08-04", json!({"fault": fault, "goods": goods}))), "paid_repair", "{fault} {goods}");
        }
    }
    let virus = json!({"fault": "virus_or_pirated_software"});
    assert_eq!(ruled(&washer("2025-08-04", json!({"fault": "virus_or_pirated_software", "goods": "笔记本电脑"}))), "paid_repair");
    let phone = rule(&washer("2025-08-04", virus));
    assert_eq!(options(&phone), FULL);
    assert!(warned(&phone, "微型计算机"));
    for proof in ["none", "mismatch", "production_date"] {
        assert_eq!(ruled(&washer("2025-08-04", json!({"proof": proof}))), "paid_repair", "{proof}");
    }
    assert_eq!(ruled(&washer("2025-08-04", json!({"proof": "none", "invoice_date": null}))), "paid_repair");
    assert_eq!(ruled(&washer("2025-08-04", json!({"proof": "order_record"}))), FULL);
}

#[test]
fn r17_disputes_go_to_review_with_the_burden_named() {
    let disputed = |fault: &str, province: &str| rule(&washer(fault, json!({"fault": "disputed", "province": province})));
    let seller = |answer: &Value| warned(answer, "由商家举证");
    for (fault, province, by_seller) in
        [("2025-08-04", "", true), ("2026-02-01", "", true), ("2026-02-02", "", false), ("2026-06-01", "浙江", true)]
    {
        let answer = disputed(fault, province);
        assert_eq!((options(&answer).as_str(), seller(&answer)), ("manual_review", by_seller), "{fault} {province}");
    }
    assert_eq!(options(&disputed("2026-09-01", "")), "paid_repair", "expiry wins");
    assert_eq!(options(&disputed("2026-09-01", "浙江")), "paid_repair");
}

#[test]
fn r18_main_parts() {
    let part = |fault: &str, more: Value| {
        let all = joined(json!({"goods": "家用电冰箱", "invoice_date": "2024-07-10", "part": "压缩机"}), more);
        rule(&washer(fault, all))
    };
    let covered = part("2025-06-01", json!({}));
    assert_eq!((options(&covered).as_str(), &covered["expires_raw"]), (R, &json!("2027-07-10")));
    assert!(covered["working"].to_string().contains("2025-07-10"));
    let early = part("2024-07-12", json!({}));
    assert_eq!(options(&early), FULL);
    let later = part("2026-01-05", json!({"repairs": [{"in": "2025-09-01", "out": "2025-09-11"}]}));
    assert_eq!(
        (options(&later).as_str(), &later["extension_days"], &later["expires"]),
        ("part_repair_free", &json!(10), &json!("2027-07-20"))
    );
    assert_eq!(options(&part("2026-01-05", json!({"part": "门封条"}))), "paid_repair");
    assert_eq!(options(&part("2025-06-01", json!({"part": "门封条"}))), R);
    let silent = part("2026-01-05", json!({"part_replaced_date": "2025-09-01"}));
    assert_eq!(silent["expires_raw"], "2027-07-10");
    assert!(warned(&silent, "更换部件"));
    assert_eq!(part("2026-01-05", json!({"part_replaced_date": "2025-09-01", "province": "浙江"}))["expires_raw"], "2028-09-01");
    let open = part("2026-01-05", json!({"as_of": "2026-03-05", "repairs": [{"in": "2026-01-05"}]}));
    assert_eq!(options(&open), "part_repair_free");
}

#[test]
fn r18_a_replaced_part_is_extended_by_later_repairs_only() {
    let facts = json!({"goods": "笔记本电脑", "invoice_date": "2023-05-15", "part": "硬盘", "part_replaced_date": "2024-09-02",
        "repairs": [{"in": "2024-03-01", "out": "2024-03-11"}, {"in": "2025-03-03", "out": "2025-03-08"}]});
    let answer = rule(&washer("2026-06-01", facts));
    assert_eq!(
        (options(&answer).as_str(), &answer["extension_days"], &answer["expires"]),
        ("part_repair_free", &json!(5), &json!("2026-09-07"))
    );
}

#[test]
fn r19_accessories() {
    let accessory = |fault: &str, part: &str, exchanges: u32| {
        rule(&washer(fault, json!({"goods": "移动电话机附件", "part": part, "accessory_exchanges": exchanges, "price_fen": 9_900})))
    };
    let first = accessory("2025-08-02", "电池", 0);
    assert_eq!((options(&first).as_str(), &first["day7_last"], &first["refund_fen"]), ("exchange", &Value::Null, &Value::Null));
    assert_eq!(options(&accessory("2025-09-01", "充电器", 1)), "exchange");
    let third = accessory("2025-09-01", "充电器", 2);
    assert_eq!(
        (options(&third).as_str(), &third["refund_fen"], &third["depreciation_fen"]),
        ("return_accessory", &json!(9_900), &json!(0))
    );
    assert_eq!(options(&accessory("2025-11-04", "外接有线耳机", 0)), "paid_repair");
    assert_eq!(options(&accessory("2025-11-03", "外接有线耳机", 0)), "exchange", "Saturday 11-01 rolls to Monday");
    assert_eq!(options(&accessory("2025-09-01", "手机壳", 0)), "manual_review");
    assert_eq!(ruled(&washer("2025-09-01", json!({"goods": "移动电话机附件"}))), "!part");
}

#[test]
fn r20_faults_outside_the_table() {
    let outside = |goods: &str, fault: &str| washer(fault, json!({"goods": goods, "fault": "outside_fault_table"}));
    for goods in ["移动电话机主机", "固定电话机", "笔记本电脑", "台式微型计算机主机"] {
        assert_eq!(ruled(&outside(goods, "2025-08-04")), R, "{goods}");
    }
    for goods in ["洗衣机", "液晶电视机", "智能手环"] {
        assert_eq!(ruled(&outside(goods, "2025-08-04")), FULL, "{goods}");
    }
    assert_eq!(ruled(&two_repairs(json!({"goods": "笔记本电脑", "fault": "outside_fault_table"}))), R);
    assert_eq!(ruled(&two_repairs(json!({"goods": "移动电话机主机", "fault": "outside_fault_table"}))), XR);
    assert_eq!(ruled(&in_shop("2025-11-09", None, json!({"goods": "笔记本电脑", "fault": "outside_fault_table"}))), X);
    assert_eq!(ruled(&washer("2025-08-04", json!({"fault": "none"}))), "manual_review");
}

#[test]
fn r21_production_date() {
    let imei = |fault: &str, more: Value| {
        let all = joined(
            json!({"goods": "移动电话机主机", "proof": "production_date", "produced_date": "2025-01-10", "invoice_date": null}),
            more,
        );
        rule(&washer(fault, all))
    };
    let early = imei("2025-04-12", json!({}));
    assert_eq!((options(&early).as_str(), &early["day7_last"], &early["expires_raw"]), (R, &Value::Null, &json!("2026-04-10")));
    let twice =
        json!({"repairs": [{"in": "2025-06-01", "out": "2025-06-05"}, {"in": "2025-07-01", "out": "2025-07-05"}], "wants": "return"});
    assert_eq!(options(&imei("2025-08-01", twice)), R);
    assert_eq!(options(&imei("2025-08-01", json!({"produced_date": null}))), "!produced_date");
    assert_eq!(options(&imei("2025-08-01", json!({"proof": "none"}))), R, "the date itself is what the rule asks for");
    assert_eq!(options(&imei("2025-08-01", json!({"proof": "none", "produced_date": null}))), "paid_repair");
    assert_eq!(options(&imei("2025-08-01", json!({"as_of": "2025-09-20", "repairs": [{"in": "2025-08-01"}]}))), "wait");
    assert_eq!(
        ruled(&washer("2025-08-20", json!({"proof": "production_date", "produced_date": "2025-01-10", "invoice_date": null}))),
        "paid_repair"
    );
}

#[test]
fn r22_returns_without_reason() {
    let late = json!({"fault_date": "2026-04-21", "as_of": "2026-04-21"});
    assert_eq!(ruled(&no_reason(json!({"intact": true}), json!({"channel": "store"}))), "refuse");
    for ground in ["made_to_order", "perishable", "opened_media", "papers"] {
        assert_eq!(ruled(&no_reason(json!({"exclusion": ground, "exclusion_confirmed": false, "intact": true}), json!({}))), "refuse");
    }
    for ground in ["activated", "hygiene", "near_expiry"] {
        let ask = |confirmed: bool, intact: bool| json!({"exclusion": ground, "exclusion_confirmed": confirmed, "intact": intact});
        assert_eq!(ruled(&no_reason(ask(true, true), json!({}))), "refuse");
        assert_eq!(ruled(&no_reason(ask(false, true), json!({}))), "no_reason_return");
        assert_eq!(ruled(&no_reason(ask(false, false), json!({}))), "manual_review");
        assert_eq!(ruled(&no_reason(ask(false, false), late.clone())), "refuse");
    }
    assert_eq!(ruled(&no_reason(json!({"intact": false}), json!({}))), "refuse");
    assert_eq!(ruled(&no_reason(json!({"intact": true}), late)), "refuse");
    for (gift, refund) in [(9_900, 80_000), (100_000, 0)] {
        let answer = rule(&no_reason(json!({"intact": true, "missing_gift_fen": gift}), json!({})));
        assert_eq!((options(&answer).as_str(), &answer["refund_fen"]), ("no_reason_return_less_gift_price", &json!(refund)));
    }
    let answer = rule(&no_reason(json!({"intact": true, "missing_gift_fen": 0}), json!({})));
    assert_eq!((options(&answer).as_str(), &answer["depreciation_fen"]), ("no_reason_return", &Value::Null));
    assert_eq!(ruled(&no_reason(json!({}), json!({}))), "!no_reason");
}

#[test]
fn r23_goods_outside_the_catalogue_and_without_figures() {
    let band = |fault: &str, more: Value| {
        let all = joined(json!({"goods": "智能手环"}), more);
        rule(&washer(fault, all))
    };
    assert_eq!(options(&band("2025-08-08", json!({}))), FULL);
    let later = band("2026-01-15", json!({}));
    assert_eq!((options(&later).as_str(), &later["expires"], warned(&later, "六个月")), ("exchange repair_free", &Value::Null, false));
    assert!(warned(&band("2026-02-02", json!({})), "六个月"));
    let open = json!({"as_of": "2025-12-01", "repairs": [{"in": "2025-09-01"}]});
    assert_eq!(options(&band("2025-09-01", open)), "exchange repair_free wait");
    assert_eq!(options(&band("2026-02-02", json!({"fault": "disputed"}))), "manual_review");
    for (goods, expires) in [
        ("摩托车", json!("2026-08-01")),
        ("柴油机(单缸)", json!("2026-05-01")),
        ("收录机", Value::Null),
        ("家用汽车(三包有效期)", json!("2027-08-01")),
    ] {
        let answer = rule(&washer("2025-08-04", json!({"goods": goods})));
        assert_eq!((options(&answer).as_str(), &answer["expires_raw"]), ("manual_review", &expires), "{goods}");
    }
    assert_eq!(ruled(&washer("2025-08-04", json!({"goods": "平板电脑"}))), FULL);
    assert_eq!(ruled(&washer("2025-08-04", json!({"goods": "平板电脑", "province": "浙江"}))), "manual_review");
}

#[test]
fn r24_fee_days_rounding_cap_and_unknown_rate() {
    let fee = |more: Value| {
        let all = joined(json!({"wants": "return", "price_fen": 233_300}), more);
        let answer = rule(&two_repairs(all));
        (answer["depreciation_days"].clone(), answer["depreciation_fen"].clone(), answer["refund_fen"].clone(), answer)
    };
    let (days, _, _, _) = fee(json!({"parts_wait_days_at_home": 5}));
    assert_eq!(days, 94 - 7 - 5);
    let (days, sum, refund, answer) = fee(json!({"goods": "固定电话机"}));
    assert_eq!((days, sum, refund), (json!(87), Value::Null, Value::Null));
    assert!(options(&answer).contains("return_less_depreciation") && warned(&answer, "日折旧率"));
    let exchanged = json!({"exchanged_date": "2025-08-21", "repairs": [{"in": "2025-08-25", "out": "2025-08-28"}, {"in": "2025-09-10", "out": "2025-09-14"}]});
    assert_eq!(fee(exchanged).0, 74 - 7);
    let running = rule(&in_shop("2025-11-10", None, json!({"price_fen": 233_300, "wants": "return"})));
    assert_eq!(running["depreciation_days"], 101 - 32);
    let phone = json!({"goods": "移动电话机主机", "fault_date": "2026-07-01", "as_of": "2026-07-01"});
    let (_, sum, refund, answer) = fee(phone);
    assert_eq!((sum, refund), (json!(233_300), json!(0)));
    assert!(warned(&answer, "换货对消费者更有利"));
}

#[test]
fn r25_sums_only_where_a_return_is_offered_and_wanted() {
    let sums = |facts: &Value| {
        let answer = rule(facts);
        [answer["depreciation_days"].clone(), answer["depreciation_fen"].clone(), answer["refund_fen"].clone()]
    };
    let null = [Value::Null, Value::Null, Value::Null];
    assert_eq!(sums(&washer("2025-10-01", json!({"price_fen": 1, "wants": "return"}))), null);
    assert_eq!(sums(&washer("2025-08-13", json!({"price_fen": 233_300}))), null);
    assert_eq!(sums(&washer("2025-08-13", json!({"price_fen": 233_300, "wants": "exchange"}))), null);
    assert_eq!(sums(&washer("2025-08-13", json!({"price_fen": 233_300, "wants": "return"}))), [json!(12), json!(1_400), json!(231_900)]);
    assert_eq!(sums(&washer("2025-08-04", json!({}))), [json!(0), json!(0), Value::Null]);
}

#[test]
fn refused_facts_name_their_field() {
    for (changes, field) in [
        (json!({"fault_date": "2025-07-31"}), "!fault_date"),
        (json!({"repairs": [{"in": "2025-09-02", "out": "2025-09-01"}]}), "!repairs"),
        (json!({"repairs": [{"in": "2025-09-01", "out": "2025-09-10"}, {"in": "2025-09-09", "out": "2025-09-12"}]}), "!repairs"),
        (json!({"repairs": [{"in": "2025-09-01"}, {"in": "2025-09-09", "out": "2025-09-12"}]}), "!repairs"),
        (json!({"price_fen": -1}), "!price_fen"),
        (json!({"price_fen": "12.00"}), "!price_fen"),
        (json!({"invoice_date": "2025-02-30"}), "!invoice_date"),
        (json!({"invoice_date": "2025-2-3"}), "!invoice_date"),
        (json!({"repairs": [{"in": "2025-09-31", "out": null}]}), "!repairs"),
        (json!({"parts_wait_days_at_home": 3, "exchanged_date": "2025-09-01"}), "!parts_wait_days_at_home"),
        (json!({"as_of": "2025-11-20", "repairs": [{"in": "2025-11-03", "out": "2025-11-08"}]}), "!fault_date"),
        (json!({"invoice_date": null}), "!invoice_date"),
        (json!({"parts_wait_days_at_home": 95}), "!parts_wait_days_at_home"),
        (json!({"exchanged_date": "2025-11-04"}), "!exchanged_date"),
        (json!({"channel": "online", "received_date": "2025-11-04"}), "!fault_date"),
        (json!({"received_date": "2025-11-04"}), "!received_date"),
        (json!({"fault": "broken"}), "!fault"),
        (json!({"colour": "red"}), "!colour"),
        (json!({"as_of": "2025-11-02"}), "!fault_date"),
        (json!({"goods": "  "}), "!goods"),
        (json!({"claim": null}), "!claim"),
    ] {
        assert_eq!(ruled(&washer("2025-11-03", changes.clone())), field, "{changes}");
    }
    let touching = json!({"repairs": [{"in": "2025-09-01", "out": "2025-09-10"}, {"in": "2025-09-10", "out": "2025-09-12"}]});
    assert_eq!(ruled(&washer("2025-11-03", touching)), XR);
}

#[test]
fn cover_gives_every_part_and_what_each_repair_added() {
    let facts = washer(
        "2026-03-02",
        json!({"repairs": [
            {"in": "2025-09-01", "out": "2025-09-11"}, {"in": "2025-12-01", "out": "2025-12-01"}, {"in": "2025-10-01", "out": "2025-10-21", "charged": true}
        ]}),
    );
    let cover = Rulebook::builtin().cover(&Facts::from_json(&facts).unwrap(), &[("电动机".to_owned(), date(2025, 12, 1))]).unwrap();
    // Article 8: 12 months from 2025-08-01, pushed back by 10 days and by one for a repair within a day.
    let unit = cover.unit.unwrap();
    assert_eq!((unit.expires_raw, unit.extension_days, unit.expires), (Some(date(2026, 8, 1)), 11, Some(date(2026, 8, 12))));
    let days: Vec<i64> = cover.counted.iter().map(|repair| repair.days).collect();
    assert_eq!(days, [10, 1]);
    let motor = cover.parts.iter().find(|part| part.part.as_deref() == Some("电动机")).unwrap();
    // 36 months from the sale: the 1995 rule does not start a replaced part anew. 2028-08-12 is a Saturday.
    assert_eq!((motor.expires_raw, motor.restarted), (Some(date(2028, 8, 1)), false));
    assert_eq!(motor.expires, Some(date(2028, 8, 12)), "no calendar of 2028 is held: not rolled");
}

#[test]
fn causes_by_interval_decide_over_the_limits() {
    // 40 days in the shop, 12 of them for parts the maker does not supply: 28 are the repairer's own.
    let stay = |parts_until: &str| {
        washer(
            "2025-10-01",
            json!({"as_of": "2025-11-10", "repairs": [
                {"in": "2025-10-01", "out": null, "delays": [{"cause": "parts_not_supplied", "from": "2025-10-05", "to": parts_until}]}
            ]}),
        )
    };
    assert_eq!(ruled(&stay("2025-10-17")), "wait");
    // With 9 days of parts 31 are his own: one more than the 30 of article 12.
    assert_eq!(ruled(&stay("2025-10-14")), "exchange return_less_depreciation");
    let both = washer(
        "2025-10-01",
        json!({"as_of": "2025-10-03", "repairs": [
            {"in": "2025-10-01", "delay": "repairer", "delays": [{"cause": "consumer", "from": "2025-10-02"}]}
        ]}),
    );
    assert_eq!(ruled(&both), "!repairs");
}
