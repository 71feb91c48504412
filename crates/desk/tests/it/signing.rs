//! Where the ledger ends is signed: at lock and sign-out, every quarter of an hour while something is done, and on demand.

use jiff::SignedDuration;
use serde_json::json;
use shounuo_desk::kernel::signing::{SIGNING_KEY, declared_key, key_entries};

use crate::common::Shop;

fn signed(shop: &Shop) -> Vec<u64> {
    let open = shop.bench.shop().unwrap();
    let rows = open.store.read(|tx| tx.rows("SELECT seq FROM signed_head ORDER BY seq", &[])).unwrap();
    rows.iter().map(|row| row["seq"].as_u64().unwrap()).collect()
}

fn entries(shop: &Shop) -> u64 {
    let open = shop.bench.shop().unwrap();
    open.store.read(|tx| tx.count("SELECT count(*) FROM ledger_entry", &[])).unwrap().unsigned_abs()
}

fn wait(shop: &Shop, minutes: i64) {
    *shop.now.lock().unwrap() += SignedDuration::from_mins(minutes);
    shop.ok("shop.tick", json!({}));
}

#[test]
fn a_head_is_signed_by_the_key_that_the_chain_declares() {
    let shop = Shop::new();
    let open = shop.bench.shop().unwrap();
    let head = open.signed_head(shop.now()).unwrap();
    assert!(head.is_signed());
    assert_eq!((head.at.seq, &head.at.device, head.shop.clone()), (entries(&shop), &open.seat.device, open.shop_id()));
    let declared = open.store.read(key_entries).unwrap();
    let keys: Vec<String> = declared.iter().map(|entry| declared_key(entry).unwrap().public_key).collect();
    assert_eq!(keys, std::slice::from_ref(&head.public_key));
    assert_eq!(open.signed_head(shop.now()).unwrap(), head, "an end signed once is not signed again");

    shop.case();
    let next = open.signed_head(shop.now()).unwrap();
    assert!(next.is_signed() && next.at.seq == entries(&shop) && next.public_key == head.public_key);
    drop(open);
    shop.reopen();
    let kept = shop.bench.shop().unwrap().signed_head(shop.now()).unwrap();
    assert_eq!(kept, next, "the key outlives a restart");
    assert_eq!(shop.bench.shop().unwrap().store.read(key_entries).unwrap().len(), 1);
    let item = shop.ok("ledger.list", json!({}))["items"].as_array().unwrap().iter().find(|item| item["event"] == SIGNING_KEY).cloned();
    assert_eq!(item.unwrap()["label"], "启用签名钥匙");
}

#[test]
fn it_is_signed_at_lock_and_sign_out_and_at_most_every_quarter_of_an_hour() {
    let shop = Shop::new();
    shop.ok("shop.tick", json!({}));
    let first = signed(&shop);
    assert_eq!(first, [entries(&shop)]);
    shop.case();
    wait(&shop, 1);
    assert_eq!(signed(&shop), first, "a minute later is too soon");
    for _ in 0..4 {
        wait(&shop, 4);
    }
    assert_eq!(signed(&shop), [first[0], entries(&shop)]);
    for _ in 0..4 {
        wait(&shop, 4);
    }
    assert_eq!(signed(&shop).len(), 2, "nothing was done since");
    shop.case();
    shop.ok("session.lock", json!({}));
    assert_eq!(signed(&shop).last(), Some(&entries(&shop)));
    shop.sign_in("owner");
    shop.case();
    shop.ok("session.sign_out", json!({}));
    assert_eq!(signed(&shop).last(), Some(&entries(&shop)));
    assert_eq!(signed(&shop).len(), 4);
}
