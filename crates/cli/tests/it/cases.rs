//! Cases on the command line: registered, listed, shown, moved on, searched.

use std::fs;

use serde_json::{Value, json};

use crate::common::{Shop, sample};

#[test]
fn a_case_goes_its_way_by_number_and_by_id() {
    let shop = Shop::new();
    let number = shop.case();
    let listed = shop.run(&["case", "list"]).lines();
    assert_eq!((listed.len(), &listed[0]["number"], &listed[0]["state"]), (1, &json!(number), &json!("registered")));
    let id = listed[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(shop.run(&["case", "do", &id, "accept"]).done()["state"], "accepted");
    assert_eq!(shop.run(&["case", "do", &number.to_lowercase(), "判定"]).done()["state_label"], "已判定");
    let wrong = shop.run(&["case", "do", &number, "choose", "--input", r#"{"chosen": "exchange"}"#]);
    assert_eq!(wrong.refused(), "wrong_state");
    shop.run(&["case", "do", &number, "tell"]).done();
    assert_eq!(shop.run(&["case", "do", &number, "choose", "--input", r#"{"chosen": "refuse"}"#]).refused(), "bad_input");
    fs::write(shop.path("chosen.json"), "\u{feff}{\"chosen\": \"exchange\"}").unwrap();
    shop.run(&["case", "do", &number, "choose", "--input", &format!("@{}", shop.path("chosen.json"))]).done();
    shop.run_with(&["case", "do", &number, "finish", "--input", "-"], r#"{"outcome": "已换新机"}"#.as_bytes()).done();
    let view = shop.run(&["case", "show", &number]).done();
    assert_eq!((&view["record"]["state"], &view["record"]["id"]), (&json!("done"), &json!(id)));
    assert_eq!(view["rulings"][0]["options"], json!(["exchange", "return_less_depreciation", "repair_free"]));
    let text = shop.say(&["case", "show", &id]);
    for words in ["小天鹅", "¥2,999.00", "换同型号", "TZ-", "林店主", "记录消费者选择"] {
        assert!(text.out.contains(words), "{words}: {}", text.out);
    }
    assert_eq!(shop.run(&["verify"]).done()["sound"], true);
}

#[test]
fn filters_choose_and_the_limit_holds() {
    let shop = Shop::new();
    for file in ["tmall_refunds.xlsx", "douyin_aftersale_utf8.csv"] {
        shop.run(&["import", &sample(file)]).done();
    }
    let own = shop.case();
    let numbers = |arguments: &[&str]| -> Vec<String> {
        let ran = shop.run(&[&["case", "list"], arguments].concat());
        assert_eq!(ran.code, 0, "{}", ran.out);
        ran.lines().iter().map(|row| row["number"].as_str().unwrap().to_owned()).collect()
    };
    let (open, ended, all) = (numbers(&[]), numbers(&["--which", "ended"]), numbers(&["--which", "all"]));
    assert_eq!((all.len(), open.len() + ended.len()), (16, 16));
    assert!(!ended.is_empty() && open.contains(&own));
    assert_eq!(numbers(&["--mine"]), std::slice::from_ref(&own));
    assert_eq!(numbers(&["--words", "小天鹅"]), std::slice::from_ref(&own));
    assert_eq!(numbers(&["--state", "待受理"]).len(), open.len());
    assert_eq!(numbers(&["--state", "done"]), ended, "a named state is found whether it is an end or not");
    assert_eq!(numbers(&["--limit", "3"]), all_first(&open, 3));
    assert_eq!(numbers(&["--kind", "售后单", "--which", "all"]).len(), 16);
    assert_eq!(shop.run(&["case", "list", "--state", "nonsense"]).refused(), "bad_input");
    assert_eq!(shop.run(&["case", "list", "--kind", "nonsense"]).refused(), "unknown_kind");
    assert_eq!(shop.run(&["case", "list", "--words", "没有这样的词"]).out, "");
}

fn all_first(numbers: &[String], most: usize) -> Vec<String> {
    numbers.iter().take(most).cloned().collect()
}

#[test]
fn a_long_list_is_paged_without_gap_or_double() {
    let shop = Shop::new();
    let mut rows = String::from("售后编号,原订单,类型,商品\n");
    for at in 0..120 {
        rows.push_str(&format!("7300000000000000{at:03},6900000000000000{at:03},退货退款,电热水壶\n"));
    }
    fs::write(shop.path("many.csv"), rows).unwrap();
    fs::write(
        shop.path("mapping.json"),
        r#"{"aftersale_no": "售后编号", "order_no": "原订单", "aftersale_kind": "类型", "title": "商品"}"#,
    )
    .unwrap();
    let done = shop.run(&["import", &shop.path("many.csv"), "--as", "aftersale", "--mapping", &shop.path("mapping.json")]);
    assert_eq!(done.done()["cases_new"], 120, "{}", done.out);
    let mut numbers: Vec<String> =
        shop.run(&["case", "list"]).lines().iter().map(|row| row["number"].as_str().unwrap().to_owned()).collect();
    assert_eq!(numbers.len(), 120);
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 120);
    assert_eq!(shop.run(&["case", "list", "--limit", "70"]).lines().len(), 70);
}

#[test]
fn what_is_not_there_or_makes_no_sense_is_refused() {
    let shop = Shop::new();
    let number = shop.case();
    assert_eq!(shop.run(&["case", "show", "SH-00-00000-0"]).refused(), "not_found");
    assert_eq!(shop.run(&["case", "do", "SH-00-00000-0", "accept"]).refused(), "not_found");
    assert_eq!(shop.run(&["case", "do", &number, "no_such_step"]).code, 1);
    for input in ["{", "[]", "1", "@/nonexistent.json"] {
        let code = shop.run(&["case", "do", &number, "note", "--input", input]).refused();
        assert!(["bad_input", "cannot_read"].contains(&code.as_str()), "{input} {code}");
    }
    assert_eq!(shop.run(&["case", "do", "new", "register", "--input", r#"{"goods_title": "x", "nonsense": 1}"#]).code, 1);
}

#[test]
fn search_finds_masked_and_one_object_per_line() {
    let shop = Shop::new();
    let number = shop.case();
    shop.run(&["import", &sample("1688_orders.xls")]).done();
    let found = shop.run(&["search", "小天鹅"]).lines();
    assert!(found.iter().any(|row| row["number"] == json!(number)), "{found:?}");
    for key in ["kind", "kind_label", "id", "number", "title", "state_label", "case"] {
        assert!(found[0].get(key).is_some(), "{key}");
    }
    assert!(shop.run(&["search", "2100000000000000000"]).lines().iter().any(|row| row["kind"] == "sales_order"));
    let nothing = shop.run(&["search", "没有这样的词"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (0, ""));
    assert!(shop.say(&["search", "小天鹅"]).out.starts_with("种类"));
}

#[test]
fn tables_leave_masked_and_never_over_another_file() {
    let shop = Shop::new();
    shop.run(&["import", &sample("1688_orders.xls")]).done();
    let csv = shop.path("consumers.csv");
    let done = shop.run(&["export", "消费者", "--out", &csv, "--purpose", "对账"]).done();
    assert_eq!((&done["kind"], &done["rows"]), (&json!("consumer"), &json!(5)));
    let text = fs::read_to_string(&csv).unwrap();
    assert!(text.starts_with("\u{feff}编号,状态") && text.contains("****"), "{text}");
    assert!(!text.contains("19900000100"), "masked: {text}");
    assert_eq!(shop.run(&["export", "consumer", "--out", &csv]).refused(), "file_exists");
    shop.run(&["export", "consumer", "--out", &csv, "--force"]).done();
    let xlsx = shop.path("orders.xlsx");
    shop.run(&["export", "订单", "--out", &xlsx]).done();
    assert!(fs::read(&xlsx).unwrap().starts_with(b"PK"));
    assert_eq!(shop.run(&["export", "不存在", "--out", &shop.path("x.csv")]).refused(), "unknown_kind");
    assert_eq!(shop.run(&["export", "订单", "--out", &shop.path("no/x.csv")]).refused(), "cannot_write");
    assert_eq!(shop.run(&["export", "订单", "--out", &shop.path("x.csv"), "--purpose", "a"]).refused(), "bad_input");
    assert!(!fs::exists(shop.path("x.csv")).unwrap());
    let names: Vec<Value> = fs::read_dir(shop.room.path()).unwrap().map(|entry| json!(entry.unwrap().file_name().to_str())).collect();
    assert_eq!(names.len(), 4, "no temporary files: {names:?}");
}
