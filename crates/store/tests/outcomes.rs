//! Done, refused, unknown: what a write answers when the disk fails, and what is found afterwards.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod vault_support;

use std::fs;
use std::os::unix::fs::MetadataExt;

use serde_json::json;
use shounuo_store::bare::fail_syncs;
use shounuo_store::{Store, StoreError};
use vault_support::Shop;

fn note(store: &Store, name: &str) -> Result<(), StoreError> {
    store.write(|tx| tx.set_local(name, &json!(1)))
}

fn noted(store: &Store, name: &str) -> bool {
    store.read(|tx| tx.local(name)).unwrap() == json!(1)
}

#[test]
fn a_commit_whose_sync_failed_is_unknown_until_the_log_was_written_anew() {
    let shop = Shop::new();
    let vault = shop.unlock();
    let store = Store::open(&vault).unwrap();
    note(&store, "before").unwrap();
    let log = shop.dir().join("shounuo.db-wal");
    let old = fs::metadata(&log).unwrap().ino();
    fail_syncs(1);
    assert!(matches!(note(&store, "doubtful"), Err(StoreError::Unknown)));
    assert!(!store.settled() && store.trouble().is_some());
    assert!(noted(&store, "before") && noted(&store, "doubtful"), "the commit had reached the file");
    assert_ne!(fs::metadata(&log).unwrap().ino(), old, "a new file, synced for the first time");
    assert!(store.settled());
    note(&store, "after").unwrap();
    assert_eq!(store.trouble(), None);
    drop(store);
    assert!(noted(&Store::open(&vault).unwrap(), "doubtful"));
}

#[test]
fn a_reader_that_is_still_at_work_is_waited_for() {
    let shop = Shop::new();
    let store = Store::open(&shop.unlock()).unwrap();
    note(&store, "before").unwrap();
    std::thread::scope(|scope| {
        let (reading, wait) = std::sync::mpsc::channel();
        let reader = scope.spawn({
            let store = &store;
            move || {
                store.read(|tx| {
                    reading.send(()).unwrap();
                    std::thread::sleep(std::time::Duration::from_millis(200));
                    tx.count("SELECT count(*) FROM local WHERE name IN ('before', 'doubtful')", &[])
                })
            }
        });
        wait.recv().unwrap();
        fail_syncs(1);
        assert!(matches!(note(&store, "doubtful"), Err(StoreError::Unknown)));
        assert!(noted(&store, "doubtful"));
        assert_eq!(reader.join().unwrap().unwrap(), 2, "it read the picture of its statement's moment");
    });
}

#[test]
fn many_failures_in_a_row_lose_nothing_and_double_nothing() {
    let shop = Shop::new();
    let store = Store::open(&shop.unlock()).unwrap();
    for round in 0..20 {
        fail_syncs(u32::from(round % 3 != 0));
        let answer = note(&store, &format!("n{round}"));
        assert_eq!(answer.is_ok(), round % 3 == 0);
    }
    fail_syncs(0);
    let count = store.read(|tx| tx.count("SELECT count(*) FROM local WHERE name GLOB 'n[0-9]*'", &[])).unwrap();
    assert_eq!(count, 20);
}

#[test]
fn a_panic_in_the_middle_takes_its_work_back_and_the_next_one_goes_on() {
    let shop = Shop::new();
    let store = Store::open(&shop.unlock()).unwrap();
    let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _ = store.write::<(), StoreError>(|tx| {
            tx.set_local("half", &json!(1))?;
            std::panic::resume_unwind(Box::new("in the middle"))
        });
    }));
    assert!(broken.is_err() && !noted(&store, "half"));
    note(&store, "after").unwrap();
}
