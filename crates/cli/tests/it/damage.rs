//! One byte changed anywhere in a shop's file is found. It is never called sound.

use std::fs;

use crate::common::{Shop, sample};

fn full() -> Shop {
    let shop = Shop::new();
    for file in ["taobao_orders_gbk.csv", "tmall_refunds.xlsx"] {
        shop.run(&["import", &sample(file)]).done();
    }
    shop
}

#[test]
fn a_shop_at_rest_is_one_file() {
    let shop = full();
    let log = fs::metadata(shop.path("shop/shounuo.db-wal")).map_or(0, |log| log.len());
    assert_eq!(log, 0, "everything is in the sealed pages");
}

#[test]
fn one_changed_byte_anywhere_is_found() {
    let shop = full();
    assert_eq!(shop.run(&["verify"]).done()["sound"], true);
    let file = shop.path("shop/shounuo.db");
    let seen = shop.path("shop/shounuo.seen");
    let (whole, known) = (fs::read(&file).unwrap(), fs::read(&seen).unwrap());
    let spread = (0..16).map(|step| whole.len() * step / 16 + 37 * step);
    let edges = [3, 16, 4095, 4096, 4096 + 4020, whole.len() - 1];
    for at in spread.chain(edges) {
        let mut changed = whole.clone();
        changed[at] ^= 1 << (at % 8);
        fs::write(&file, &changed).unwrap();
        let ran = shop.run(&["verify"]);
        let verdict = ran.only();
        assert_eq!((ran.code, verdict["sound"].as_bool()), (1, Some(false)), "byte {at}: {}", ran.out);
        let findings = verdict["findings"].as_array().unwrap();
        assert!(!findings.is_empty(), "byte {at}: {verdict}");
        if let Some(pages) = verdict["altered_pages"].as_array() {
            assert!(pages.contains(&serde_json::json!(at / 4096 + 1)), "byte {at}: {verdict}");
        }
        // Whatever was written down on the way must not hide the damage from the next look; nor may the file put back look
        // older than what is known of it.
        fs::write(&file, &whole).unwrap();
        fs::write(&seen, &known).unwrap();
    }
    assert_eq!(shop.run(&["verify"]).done()["sound"], true);
}

#[test]
fn a_cut_or_missing_file_is_found() {
    let shop = full();
    let file = shop.path("shop/shounuo.db");
    let whole = fs::read(&file).unwrap();
    for len in [0, 100, 4096, whole.len() / 2, whole.len() - 4096] {
        fs::write(&file, &whole[..len]).unwrap();
        let ran = shop.run(&["verify"]);
        assert_eq!((ran.code, ran.only()["sound"].as_bool()), (1, Some(false)), "cut at {len}: {}", ran.out);
        assert_eq!(shop.say(&["verify"]).code, 1);
    }
    fs::remove_file(&file).unwrap();
    let ran = shop.run(&["verify"]);
    assert_eq!((ran.code, ran.only()["error"]["code"].as_str()), (1, Some("database_missing")));
    assert!(!fs::exists(&file).unwrap(), "no empty shop in its place");
}

#[test]
fn one_lost_key_file_is_told_and_two_are_refused() {
    let shop = Shop::new();
    let keys = shop.path("shop/shounuo.keys");
    fs::write(&keys, "rubbish").unwrap();
    let ran = shop.run(&["verify"]);
    assert_eq!(ran.done()["sound"], true);
    assert!(ran.err.contains("shounuo.keys"), "{}", ran.err);
    fs::write(shop.path("shop/shounuo.keys.2"), "rubbish").unwrap();
    let ran = shop.run(&["verify"]);
    assert_eq!((ran.code, ran.only()["error"]["code"].as_str()), (1, Some("keys_damaged")));
}
