//! Order files taken in, again, in part, and back out.

use crate::common::Shop;
use serde_json::{Value, json};

const TAOBAO: &[u8] = include_bytes!("../../../exchange/samples/taobao_orders_gbk.csv");

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../exchange/samples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn orders(shop: &Shop) -> i64 {
    shop.bench.shop().unwrap().store.read(|tx| tx.count("SELECT count(*) FROM sales_order WHERE state = 'active'", &[])).unwrap()
}

#[test]
fn a_second_import_changes_nothing() {
    let shop = Shop::new();
    let first = shop.import("taobao_orders_gbk.csv", TAOBAO);
    assert_eq!((&first["platform"], &first["encoding"]), (&json!("taobao"), &json!("GB18030")));
    assert_eq!((&first["rows"], first["refused"].as_array().unwrap().len()), (&json!(57), 2));
    assert_eq!(first["orders_new"], json!(55));
    let entries = || shop.ok("ledger.list", json!({}))["total"].clone();
    let before = entries();
    let again = shop.import("taobao_orders_gbk.csv", TAOBAO);
    assert_eq!((&again["orders_new"], &again["orders_updated"], &again["unchanged"]), (&json!(0), &json!(0), &json!(55)), "{again}");
    assert_eq!((&again["batch"], entries()), (&Value::Null, before), "not even a line in the ledger");
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn every_sample_is_taken_in_and_again_changes_nothing() {
    for file in std::fs::read_dir(format!("{}/../exchange/samples", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".md") {
            continue;
        }
        let shop = Shop::new();
        let preview = shop.open_file(&name, &sample(&name)).unwrap_or_else(|no| panic!("{name}: {no:?}"));
        if preview["recognised"] == false {
            continue;
        }
        let first = shop.import(&name, &sample(&name));
        let new = |imported: &Value| {
            ["orders_new", "orders_updated", "lines_new", "lines_updated", "cases_new", "cases_updated"]
                .iter()
                .map(|count| imported[count].as_i64().unwrap())
                .sum::<i64>()
        };
        assert!(new(&first) > 0, "{name}: {first}");
        let again = shop.import(&name, &sample(&name));
        assert_eq!(new(&again), 0, "{name}: {again}");
        assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true, "{name}");
    }
}

#[test]
fn a_dry_run_says_the_same_and_changes_nothing() {
    let shop = Shop::new();
    let token = shop.open_file("a.csv", TAOBAO).unwrap()["token"].clone();
    let run = |dry: bool| shop.ok("imports.run", json!({ "look": { "token": token }, "dry_run": dry }));
    let tried = run(true);
    assert_eq!((orders(&shop), &tried["batch"]), (0, &Value::Null));
    assert_eq!(tried["orders_new"], run(false)["orders_new"]);
}

#[test]
fn a_batch_is_taken_back_and_what_was_worked_on_stays() {
    let shop = Shop::new();
    let batch = shop.import("taobao_orders_gbk.csv", TAOBAO)["batch"].clone();
    let order = shop.ok("records.list", json!({ "kind": "sales_order" }))["rows"][0].clone();
    shop.ok("records.do", json!({ "kind": "quality_case", "event": "register", "input": { "order_id": order["id"], "claim": "quality" } }));
    let undone = shop.ok("imports.undo", json!({ "batch": batch }));
    assert_eq!((&undone["withdrawn"], undone["kept"].as_array().unwrap().len()), (&json!(54), 1));
    assert_eq!(orders(&shop), 1);
    assert_eq!(shop.call("imports.undo", json!({ "batch": batch })).unwrap_err().code, "wrong_state");
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
    // And the file can be taken in again.
    assert_eq!(shop.import("taobao_orders_gbk.csv", TAOBAO)["orders_new"], json!(54));
    assert_eq!(orders(&shop), 55);
}

fn taobao(rows: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut text = String::from(
        "订单编号,买家会员名,买家应付货款,买家实际支付金额,订单状态,收货人姓名,收货地址 ,联系手机,订单创建时间,宝贝标题 ,订单备注\n",
    );
    for (order, state, buyer) in rows {
        text += &format!("{order},{buyer},100.00,100.00,{state},王小明,浙江省杭州市西湖区某路,19900001234,2026-11-01 10:00:00,吸尘器,\n");
    }
    text.into_bytes()
}

#[test]
fn a_changed_order_updates_keeps_its_history_and_is_restored_by_undo() {
    let shop = Shop::new();
    shop.import("one.csv", &taobao(&[("4628801310000012345", "买家已付款", "buyer_1")]));
    let second = shop.import("two.csv", &taobao(&[("4628801310000012345", "交易成功", "buyer_1")]));
    assert_eq!((&second["orders_new"], &second["orders_updated"]), (&json!(0), &json!(1)), "{second}");
    let row = |shop: &Shop| shop.ok("records.list", json!({ "kind": "sales_order" }))["rows"][0]["values"].clone();
    assert_eq!(row(&shop)["raw_status"], "交易成功");
    let history = shop.ok("ledger.list", json!({ "record": row(&shop)["id"] }));
    assert!(history.to_string().contains("买家已付款"), "{history}");
    shop.ok("imports.undo", json!({ "batch": second["batch"] }));
    assert_eq!(row(&shop)["raw_status"], "买家已付款");
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn the_same_account_is_one_consumer_and_masked_buyers_are_never_merged() {
    let shop = Shop::new();
    shop.import(
        "a.csv",
        &taobao(&[("1", "交易成功", "buyer_1"), ("2", "交易成功", "buyer_1"), ("3", "交易成功", "b***1"), ("4", "交易成功", "b***1")]),
    );
    let count = |sql: &str| shop.bench.shop().unwrap().store.read(|tx| tx.count(sql, &[])).unwrap();
    assert_eq!(count("SELECT count(*) FROM consumer"), 3);
    assert_eq!(count("SELECT count(DISTINCT consumer_id) FROM sales_order WHERE order_no IN ('3', '4')"), 2);
}

#[test]
fn a_line_list_completes_the_orders_and_neither_file_doubles_the_goods() {
    let shop = Shop::new();
    let list = taobao(&[("11", "交易成功", "buyer_1")]);
    let lines = "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码\n11,吸尘器,60.00,1,,,,,交易成功,XCQ-1\n11,滤网,40.00,1,,,,,交易成功,LW-1\n";
    shop.import("ExportOrderList.csv", &list);
    let joined = shop.import("ExportOrderDetailList.csv", lines.as_bytes());
    assert_eq!(joined["orders_new"], json!(0), "{joined}");
    let active = |shop: &Shop| {
        shop.bench.shop().unwrap().store.read(|tx| tx.count("SELECT count(*) FROM order_line WHERE state = 'active'", &[])).unwrap()
    };
    assert_eq!(active(&shop), 2);
    shop.import("ExportOrderList.csv", &list);
    assert_eq!(active(&shop), 2);
}

#[test]
fn an_after_sale_sheet_opens_cases_and_then_updates_them() {
    let shop = Shop::new();
    let sheet = |state: &str| {
        format!("售后单号,订单号,商品单号,售后类型,售后状态,售后申请时间,退商品金额(元)\n\t9001,\t77001,\t77001A,退货退款,{state},2026-11-20 09:00:00,59.90\n").into_bytes()
    };
    let first = shop.import("售后.csv", &sheet("待商家处理"));
    assert_eq!((&first["cases_new"], &first["orders_new"]), (&json!(1), &json!(0)), "{first}");
    let second = shop.import("售后.csv", &sheet("待买家退货"));
    assert_eq!((&second["cases_new"], &second["cases_updated"]), (&json!(0), &json!(1)), "{second}");
    assert_eq!(shop.import("售后.csv", &sheet("待买家退货"))["unchanged"], json!(1));
}

#[test]
fn hostile_files_are_refused_with_a_reason_and_change_nothing() {
    let shop = Shop::new();
    for (name, bytes) in [
        ("空.csv", Vec::new()),
        ("nul.csv", b"a,b\0c".to_vec()),
        ("zip.xlsx", b"PK\x03\x04broken".to_vec()),
        ("ole.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1].to_vec()),
    ] {
        let no = shop.open_file(name, &bytes).unwrap_err();
        assert_eq!(no.code, "bad_file", "{name}");
        assert!(no.message.contains("没有导入任何内容"), "{no:?}");
    }
    assert_eq!(orders(&shop), 0);
}

#[test]
fn a_file_of_no_known_platform_is_read_by_a_mapping_that_the_shop_remembers() {
    let shop = Shop::new();
    let file = "单据号,品名,钱\nA1,吸尘器,59.90\nA2,滤网,19.90\n".as_bytes();
    let preview = shop.open_file("小程序.csv", file).unwrap();
    assert_eq!(preview["recognised"], false);
    let mapping = json!({ "order_no": "单据号", "title": "品名", "paid": "钱" });
    let look = json!({ "token": preview["token"], "mapping": mapping });
    let imported = shop.ok("imports.run", json!({ "look": look, "dry_run": false }));
    assert_eq!(imported["orders_new"], json!(2), "{imported}");
    assert_eq!(shop.open_file("小程序.csv", file).unwrap()["recognised"], true, "remembered");
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    let shop = Shop::new();
    let token = shop.open_file("a.csv", TAOBAO).unwrap()["token"].as_str().unwrap().to_owned();
    let open = shop.bench.shop().unwrap();
    let actor = shounuo_desk::kernel::Actor { role: shounuo_desk::kernel::Role::Owner, ..shounuo_desk::kernel::Actor::system() };
    drop(token);
    let book = shounuo_exchange::open("a.csv", TAOBAO.to_vec(), &shounuo_exchange::Limits::default()).unwrap();
    let file = book.recognise(&shounuo_exchange::Wish::default()).unwrap();
    let stop_at_20 = |rows: u32| rows < 20;
    let no = open
        .store
        .write(|tx| {
            let job = shounuo_desk::capabilities::orders::Job {
                seat: &open.seat,
                tx,
                actor: &actor,
                now: shop.now(),
                shop: "店",
                on_row: &stop_at_20,
            };
            shounuo_desk::capabilities::orders::import(&job, &book, &file)
        })
        .unwrap_err();
    assert_eq!((no.code.as_str(), orders(&shop)), ("cancelled", 0));
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}
