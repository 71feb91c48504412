//! Every sample twice, taken back, tried dry, mapped by hand, refused.

use std::fs;

use serde_json::{Value, json};

use crate::common::{Shop, contents, sample};

const KEYS: [&str; 11] = [
    "batch",
    "platform",
    "encoding",
    "rows",
    "orders_new",
    "orders_updated",
    "lines_new",
    "lines_updated",
    "cases_new",
    "unchanged",
    "refused",
];

/// File, platform, encoding, rows, orders, cases, refused rows.
const SAMPLES: [(&str, &str, &str, u64, u64, u64, usize); 8] = [
    ("taobao_orders_gbk.csv", "taobao", "GB18030", 57, 55, 0, 2),
    ("tmall_refunds.xlsx", "tmall", "xlsx", 8, 0, 8, 0),
    ("jd_orders_gbk.csv", "jd", "GB18030", 8, 8, 0, 0),
    ("pdd_orders_utf8.csv", "pdd", "UTF-8", 8, 8, 0, 0),
    ("douyin_aftersale_utf8.csv", "douyin", "UTF-8", 7, 0, 7, 0),
    ("douyin_orders_utf8.csv", "douyin", "UTF-8", 7, 6, 0, 0),
    ("xiaohongshu_parcels.xlsx", "xiaohongshu", "xlsx", 6, 6, 0, 0),
    ("1688_orders.xls", "1688", "xls", 5, 5, 0, 0),
];

fn exact_keys(answer: &Value) {
    let mut keys: Vec<_> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    let mut known = KEYS.to_vec();
    keys.sort_unstable();
    known.sort_unstable();
    assert_eq!(keys, known);
}

#[test]
fn every_sample_is_taken_and_a_second_time_changes_nothing() {
    let shop = Shop::new();
    for (file, platform, encoding, rows, orders, cases, refused) in SAMPLES {
        let first = shop.run(&["import", &sample(file)]).done();
        exact_keys(&first);
        assert_eq!((&first["platform"], &first["encoding"], &first["rows"]), (&json!(platform), &json!(encoding), &json!(rows)), "{file}");
        assert_eq!((&first["orders_new"], &first["cases_new"]), (&json!(orders), &json!(cases)), "{file}");
        assert_eq!(first["refused"].as_array().unwrap().len(), refused, "{file}");
        assert!(first["batch"].as_str().unwrap().starts_with("DR-"));
        let second = shop.run(&["import", &sample(file)]).done();
        for name in ["orders_new", "orders_updated", "lines_new", "lines_updated", "cases_new"] {
            assert_eq!(second[name], 0, "{file} {name}");
        }
        assert_eq!(second["unchanged"], json!(orders + cases), "{file}");
        assert_eq!(second["refused"], first["refused"]);
    }
    assert_eq!(shop.run(&["verify"]).done()["sound"], true);
}

#[test]
fn a_refused_row_names_row_column_and_reason() {
    let shop = Shop::new();
    let answer =
        shop.run(&["import", &sample("taobao_orders_gbk.csv"), "--platform", "taobao", "--as", "orders", "--shop", "守诺样例店"]).done();
    let first = &answer["refused"][0];
    assert_eq!((&first["row"], &first["column"]), (&json!(13), &json!("订单编号")));
    let text = shop.say(&["import", &sample("taobao_orders_gbk.csv"), "--shop", "守诺样例店"]);
    assert!(text.out.contains("未变 55") && text.out.contains("第 13 行「订单编号」"), "{}", text.out);
    assert!(text.err.contains("淘宝 订单列表") && text.err.contains("57 行"), "{}", text.err);
}

#[test]
fn a_dry_run_answers_the_same_and_writes_nothing() {
    let shop = Shop::new();
    let dry = shop.run(&["import", &sample("pdd_orders_utf8.csv"), "--dry-run"]).done();
    exact_keys(&dry);
    assert_eq!((&dry["batch"], &dry["orders_new"]), (&Value::Null, &json!(8)));
    assert_eq!(shop.run(&["import", &sample("pdd_orders_utf8.csv")]).done()["orders_new"], 8);
}

#[test]
fn a_batch_is_taken_back_once_and_its_file_can_come_again() {
    let shop = Shop::new();
    let batch = shop.run(&["import", &sample("jd_orders_gbk.csv")]).done()["batch"].as_str().unwrap().to_owned();
    let undone = shop.run(&["import", "--undo", &batch]).done();
    assert_eq!((&undone["withdrawn"], &undone["restored"], &undone["kept"]), (&json!(8), &json!(0), &json!([])));
    assert_eq!(shop.run(&["import", "--undo", &batch]).refused(), "wrong_state");
    assert_eq!(shop.run(&["import", "--undo", undone["batch"].as_str().unwrap()]).refused(), "wrong_state", "by id too");
    assert_eq!(shop.run(&["import", "--undo", "DR-00-00000-0"]).refused(), "not_found");
    assert_ne!(shop.run(&["import", &sample("jd_orders_gbk.csv")]).done()["unchanged"], 8, "the orders come back");
    assert_eq!(shop.run(&["verify"]).done()["sound"], true);
}

#[test]
fn what_is_no_platforms_file_is_refused_with_its_headings() {
    let shop = Shop::new();
    let file = shop.path("own.csv");
    fs::write(&file, "编号,买了什么,多少钱,13900001111\n900000000000000001,电热水壶,199.00,张三\n").unwrap();
    let refused = shop.run(&["import", &file]);
    assert_eq!(refused.refused(), "not_recognised");
    assert!(
        refused.out.contains("编号、买了什么、多少钱") && refused.out.contains("--mapping") && !refused.out.contains("1390000"),
        "{}",
        refused.out
    );
    assert_eq!(shop.say(&["import", &file]).code, 1);
    for (name, bytes) in [("empty.csv", &b""[..]), ("x.xlsx", b"PK\x03\x04 no"), ("x.exe", b"MZ\x00\x00")] {
        fs::write(shop.path(name), bytes).unwrap();
        assert!(["bad_file", "not_recognised"].contains(&shop.run(&["import", &shop.path(name)]).refused().as_str()), "{name}");
    }
    assert_eq!(shop.run(&["import", &shop.path("none.csv")]).refused(), "cannot_read");
    let wrong = shop.run(&["import", &sample("jd_orders_gbk.csv"), "--platform", "pdd"]);
    assert_eq!(wrong.refused(), "bad_file");
    assert!(wrong.out.contains("京东"), "{}", wrong.out);
    assert_eq!(shop.run(&["import", &sample("jd_orders_gbk.csv"), "--as", "aftersale"]).refused(), "bad_file");
}

#[test]
fn a_file_of_ones_own_is_read_by_a_mapping() {
    let shop = Shop::new();
    let (file, mapping) = (shop.path("own.csv"), shop.path("mapping.json"));
    fs::write(&file, "编号,买了什么,多少钱\n900000000000000001,电热水壶,199.00\n900000000000000002,微波炉,399.00\n").unwrap();
    fs::write(&mapping, "[]").unwrap();
    assert_eq!(shop.run(&["import", &file, "--mapping", &mapping]).refused(), "bad_input");
    fs::write(&mapping, r#"{"order_no": "编号", "title": "买了什么", "paid": "多少钱"}"#).unwrap();
    let answer = shop.run(&["import", &file, "--mapping", &mapping]);
    assert_eq!(answer.done()["orders_new"], 2, "{}", answer.out);
}

#[test]
fn lines_then_orders_of_the_same_shop_join() {
    let shop = Shop::new();
    let lines = shop.run(&["import", &sample("taobao_lines_gbk.csv"), "--as", "orders"]).done();
    assert_eq!((&lines["orders_new"], &lines["lines_new"]), (&json!(57), &json!(57)));
    let orders = shop.run(&["import", &sample("taobao_orders_gbk.csv")]).done();
    assert_eq!((&orders["orders_new"], &orders["orders_updated"]), (&json!(0), &json!(55)));
}

#[test]
fn after_sale_rows_are_taken_when_their_orders_are_known() {
    let shop = Shop::new();
    shop.run(&["import", &sample("douyin_orders_utf8.csv")]).done();
    assert_eq!(shop.run(&["import", &sample("douyin_aftersale_utf8.csv")]).done()["cases_new"], 7);
}

#[test]
fn a_refused_import_leaves_the_record_as_it_was() {
    let shop = Shop::new();
    let before = contents(&shop.path("shop"));
    shop.run(&["import", &shop.path("code.txt")]).refused();
    let after = contents(&shop.path("shop"));
    let database = |all: &[(std::path::PathBuf, Vec<u8>)]| all.iter().find(|(path, _)| path.ends_with("shounuo.db")).unwrap().1.clone();
    assert_eq!(database(&before), database(&after));
}
