//! A fault of ours in the middle of any operation: answered, rolled back, and work goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};
use shounuo_desk::ops::OPERATIONS;
use shounuo_desk::workbench::Workbench;
use shounuo_store::breaking::{WORDS, breaking_at};

use crate::common::{Shop, at, host};

/// Who is at the seat is asked before and after: these would change it.
const OF_THE_SESSION: &[&str] = &["session.sign_out", "session.lock", "session.sign_in", "session.first_password"];

/// Another login each time: a person who was made is not made twice.
static LOGINS: AtomicU32 = AtomicU32::new(0);

/// Inputs that lead an operation far into its work.
fn input_of(operation: &str, case: &str) -> Value {
    match operation {
        "records.do" => json!({ "kind": "quality_case", "id": case, "event": "note", "input": { "words": "回电" } }),
        "records.show" | "records.related" => json!({ "kind": "quality_case", "id": case }),
        "records.list" | "records.new" => json!({ "kind": "quality_case" }),
        "records.reveal" => json!({ "kind": "note", "id": "none", "field": "words", "reason": "核对" }),
        "cases.show" | "rulings.preview" => json!({ "id": case }),
        "search" | "orders.find" => json!({ "text": "洗衣机" }),
        "drafts.save" => json!({ "name": "a", "value": { "words": "写了一半" } }),
        "drafts.load" => json!({ "name": "a" }),
        "look.save" => json!({ "value": { "dark": true } }),
        "exports.table" => json!({ "kind": "quality_case", "format": "xlsx", "purpose": "盘点" }),
        "notices.preview" | "notices.issue" => json!({ "kind": "quality_case", "id": case, "what": "ruling_letter" }),
        "labels.make" => json!({ "items": [{ "kind": "quality_case", "id": case }], "size": "40x30", "copies": 1 }),
        "staff.create" => {
            json!({ "login": format!("neu{}", LOGINS.fetch_add(1, Ordering::SeqCst)), "name": "新人", "role": "after_sales", "password": crate::common::PASSWORD })
        }
        _ => json!({}),
    }
}

fn entries(shop: &Shop) -> i64 {
    shop.bench.shop().unwrap().store.read(|tx| tx.count("SELECT count(*) FROM ledger_entry", &[])).unwrap()
}

/// What panics on purpose says so on standard error; the tests' output is not for that.
fn quietly<T>(work: impl FnOnce() -> T) -> T {
    static QUIET: std::sync::Once = std::sync::Once::new();
    QUIET.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let ours = info.payload().downcast_ref::<String>().is_some_and(|words| words == WORDS);
            if !ours {
                usual(info);
            }
        }));
    });
    work()
}

/// Breaks an operation off at every statement it runs. Gives how many entries of the ledger each left behind.
fn break_everywhere(shop: &Shop, operation: &'static str, case: &str) -> Vec<i64> {
    let mut left = Vec::new();
    for nth in 0..60 {
        let before = entries(shop);
        let (answer, reached) = breaking_at(nth, || shop.call(operation, input_of(operation, case)));
        if !reached {
            break;
        }
        let no = answer.unwrap_err();
        assert_eq!(no.code, "internal", "{operation} at {nth}: {no:?}");
        assert!(!no.message.contains("张三") && !no.message.contains("1990000"), "{no:?}");
        if operation == "keys.rotate" && shop.bench.shop().is_err() {
            // The new key goes into a closed shop. Broken off in between it stays closed, and opens with the same code.
            shop.bench.open(Some(&shop.code)).unwrap();
            shop.sign_in("owner");
        }
        assert_eq!(shop.ok("session.who", json!({}))["person"]["locked"], false, "{operation} at {nth}: signed out");
        left.push(entries(shop) - before);
    }
    left
}

#[test]
fn a_fault_at_any_statement_of_any_operation_is_answered_and_leaves_nothing_half_done() {
    let shop = Shop::new();
    let case = shop.case();
    shop.act(&case, "rule", json!({})).unwrap();
    // What time brings about is many deeds, each whole: here it has brought them about already.
    shop.ok("shop.tick", json!({}));
    let (mut broken, mut operations) = (0, 0);
    for operation in OPERATIONS.iter().filter(|operation| !OF_THE_SESSION.contains(&operation.name)) {
        let left = quietly(|| break_everywhere(&shop, operation.name, &case));
        let before = entries(&shop);
        let _ = shop.call(operation.name, input_of(operation.name, &case));
        let whole = entries(&shop) - before;
        assert!(left.iter().all(|left| *left == 0 || *left == whole), "{} writes {whole} entries, broken off {left:?}", operation.name);
        broken += left.len();
        operations += usize::from(!left.is_empty());
    }
    shop.act(&case, "note", json!({ "words": "都还在" })).unwrap();
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
    figure!("statements that fail: {broken} in {operations} operations, each answered");
    assert!(broken > 300 && operations > 60, "{broken} in {operations}");
}

#[test]
fn a_screen_that_cannot_be_told_does_not_undo_what_is_on_disk() {
    let dir = tempfile::tempdir().unwrap();
    let shop = Shop::new();
    let told = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&told);
    let mut deaf = host(&dir.path().join("shop"), &Arc::default());
    deaf.on_changed = Box::new(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        panic!("{WORDS}");
    });
    let bench = Workbench::new(deaf);
    let now = at("2026-11-21T02:00:00Z");
    let hash = shounuo_store::password::hash_password(crate::common::PASSWORD, shounuo_store::vault::Argon2Cost::FLOOR).unwrap();
    let founding = shounuo_desk::workbench::Founding {
        shop: "晨光",
        owner: "林店主",
        login: "owner",
        password: Some(hash),
        demo: false,
        use_keychain: false,
    };
    bench.found(&founding, now).unwrap();
    bench.sign_in("owner", crate::common::PASSWORD, now).unwrap();
    let case = json!({ "kind": "consumer", "event": "meet", "input": { "platform": "store", "name": "王小明" } });
    let done = quietly(|| bench.call("records.do", case, None, now)).unwrap();
    assert!(done["id"].is_string() && told.load(Ordering::SeqCst) == 1);
    drop(shop);
}
