//! What the window is told of the state of the shop's keeping.

use std::fs;

use serde_json::{Value, json};

use crate::common::Shop;

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
