//! Where the ledger ends is signed: at lock, sign-out and closing, every quarter of an hour while something is done, and on demand.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use serde_json::json;
use shounuo_desk::kernel::signing::{SIGNING_KEY, declared_key, key_entries};

use shounuo_desk::kernel::Refusal;
use shounuo_desk::workbench::{Freshness, Workbench};

use crate::common::{PASSWORD, Shop, host};

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

#[test]
fn whoever_closes_leaves_a_signed_end() {
    let shop = Shop::new();
    shop.case();
    shop.reopen();
    assert_eq!(signed(&shop), [entries(&shop)]);
    shop.reopen();
    assert_eq!(signed(&shop).len(), 1, "nothing was done since");
    shop.case();
    let written = shop.bench.shop().unwrap().last_written().unwrap();
    *shop.now.lock().unwrap() += SignedDuration::from_hours(9);
    shop.reopen();
    assert_eq!(signed(&shop).last(), Some(&entries(&shop)));
    let kept = shop.bench.shop().unwrap().signed_head(shop.now()).unwrap();
    assert_eq!(kept.wall_ms, written.as_millisecond(), "the time of the last entry is what is known of it");
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn a_seat_that_locks_itself_for_idleness_signs_too() {
    let shop = Shop::new();
    shop.case();
    *shop.now.lock().unwrap() += SignedDuration::from_mins(30);
    assert_eq!(shop.call("records.kinds", json!({})).unwrap_err().code, "locked_seat");
    assert_eq!(signed(&shop), [entries(&shop)]);
}

#[test]
fn closing_an_older_file_writes_nothing_into_it() {
    let shop = Shop::new();
    shop.case();
    shop.bench.close();
    let file = shop.dir.path().join("shop/shounuo.db");
    let old = std::fs::read(&file).unwrap();
    shop.reopen();
    shop.case();
    shop.bench.close();
    std::fs::write(&file, old).unwrap();
    shop.reopen();
    assert_ne!(shop.bench.shop().unwrap().freshness(), Freshness::Current);
    let before = entries(&shop);
    shop.ok("session.lock", json!({}));
    shop.reopen();
    assert_eq!(entries(&shop), before, "no new epoch begins because somebody looked");
}

/// The window's way: it waits a moment and goes, whoever holds the file.
#[test]
fn a_file_that_is_held_keeps_nobody_from_closing() {
    let shop = Shop::new();
    shop.case();
    shop.bench.close();
    let bench = Arc::new(Workbench::new(host(&shop.dir.path().join("shop"), &shop.told)));
    bench.open(Some(&shop.code)).unwrap();
    bench.sign_in("owner", PASSWORD, shop.now()).unwrap();
    bench.call("drafts.save", json!({ "name": "x", "value": 1 }), None, shop.now()).unwrap();
    bench
        .call("staff.create", json!({ "login": "chen", "name": "陈", "role": "manager", "password": PASSWORD }), None, shop.now())
        .unwrap();
    let open = bench.shop().unwrap();
    let began = Instant::now();
    std::thread::scope(|scope| {
        let (held, is_held) = std::sync::mpsc::channel();
        let (go, may_go) = std::sync::mpsc::channel::<()>();
        let open = &open;
        scope.spawn(move || {
            let _: Result<(), Refusal> = open.store.write(|_| {
                held.send(()).unwrap();
                let _ = may_go.recv();
                Ok(())
            });
        });
        is_held.recv().unwrap();
        assert!(!bench.close_within(Duration::from_millis(200)));
        assert!(began.elapsed() < Duration::from_secs(3));
        go.send(()).unwrap();
    });
    drop(open);
    assert!(bench.close_within(Duration::from_secs(10)));
    shop.reopen();
    assert_eq!(signed(&shop).last(), Some(&entries(&shop)), "what was late was done all the same");
}
