//! Heads known outside: printed checkpoints and backups, held against the ledger later.

use serde_json::{Value, json};
use shounuo_desk::kernel::verify::{Going, Known, Verification, verify, verify_against, verify_in_steps};
use shounuo_ledger::{Entry, SignedHead, seal};

use crate::common::Shop;

fn with_history() -> Shop {
    let shop = Shop::new();
    for _ in 0..2 {
        let case = shop.case();
        shop.act(&case, "accept", json!({})).unwrap();
    }
    shop
}

/// What the printed code says, as the kept record holds it.
fn code_of(shop: &Shop, printed: &Value) -> String {
    shop.ok("records.show", json!({ "kind": "checkpoint", "id": printed["id"] }))["values"]["code"].as_str().unwrap().to_owned()
}

fn checked(shop: &Shop, input: Value) -> (String, bool) {
    let told = shop.ok("anchors.check", input);
    assert!(!told["words"].as_str().unwrap().is_empty());
    (told["result"].as_str().unwrap().to_owned(), told["signed"] == true)
}

fn found(shop: &Shop) -> Verification {
    verify(&shop.bench.shop().unwrap()).unwrap()
}

/// Rewrites the ledger from its entries as somebody with every key would: hashes and heads fit again.
pub fn rewrite(shop: &Shop, change: impl FnOnce(&mut Vec<Entry>)) {
    let open = shop.bench.shop().unwrap();
    let mut entries = open.store.read(|tx| tx.entries("1 ORDER BY seq", &[])).unwrap();
    change(&mut entries);
    let forget = "DROP TRIGGER IF EXISTS ledger_entry_is_never_changed; DROP TRIGGER IF EXISTS ledger_entry_is_never_deleted;
                  DELETE FROM ledger_entry; DELETE FROM ledger_head;";
    open.with_vault(|vault| vault.open_writer().unwrap().execute_batch(forget)).unwrap();
    open.store
        .write(|tx| {
            let mut prev = String::new();
            for (at, entry) in entries.into_iter().enumerate() {
                let mut body = entry.body;
                body.at.seq = at as u64 + 1;
                let sealed = seal(body, prev).unwrap();
                prev = sealed.hash.clone();
                tx.append_entry(&sealed)?;
            }
            Ok::<_, shounuo_store::StoreError>(())
        })
        .unwrap();
}

#[test]
fn a_printed_checkpoint_is_a_numbered_paper_and_an_anchor() {
    let shop = with_history();
    assert!(found(&shop).headline().contains("尚无店外锚点"));
    let printed = shop.ok("anchors.print", json!({}));
    assert!(printed["number"].as_str().unwrap().starts_with("HY-"), "{printed}");
    let pdf = shop.ok("notices.file", json!({ "id": printed["notice"] }));
    assert_eq!((pdf["pages"].as_u64(), pdf["name"].as_str().unwrap().contains("台账核验点")), (Some(1), true), "{}", pdf["name"]);

    let list = shop.ok("anchors.list", json!({}));
    let anchor = &list["anchors"][0];
    assert_eq!((&anchor["kind"], &anchor["state"], &anchor["place"]), (&json!("paper"), &json!("same"), &printed["number"]));
    assert_eq!(list["unanchored"], 3, "printing, its paper, and that the paper was taken out");
    let verdict = found(&shop);
    assert!(verdict.sound(), "{:?}", verdict.findings());
    let words = format!(
        "已锚定到第 {} 条（2026-11-21 打印的核验点「{}」）；其后 3 条尚未锚定。",
        printed["seq"],
        printed["number"].as_str().unwrap()
    );
    assert!(verdict.headline().ends_with(&words), "{}", verdict.headline());
    assert_eq!((verdict.unanchored, verdict.unanchored_since.is_some()), (3, true));

    let code = code_of(&shop, &printed);
    assert_eq!(checked(&shop, json!({ "text": code })), ("same".into(), true));
    let hash = anchor["hash"].as_str().unwrap();
    let groups = format!("{} {}-{} {}", &hash[..4], &hash[4..8], &hash[8..12], &hash[12..16]).to_uppercase();
    assert_eq!(checked(&shop, json!({ "seq": printed["seq"], "hash": groups })), ("same".into(), false));
    assert_eq!(checked(&shop, json!({ "seq": printed["seq"], "hash": "0".repeat(16) })), ("altered".into(), false));
    assert_eq!(checked(&shop, json!({ "seq": 99_999, "hash": groups })), ("cut_off".into(), false));
    for (input, field) in [
        (json!({}), "seq"),
        (json!({ "seq": 3 }), "hash"),
        (json!({ "seq": 3, "hash": "12 34" }), "hash"),
        (json!({ "seq": 3, "hash": "zz".repeat(8) }), "hash"),
        (json!({ "text": "https://example.invalid" }), "text"),
    ] {
        assert_eq!(shop.call("anchors.check", input.clone()).unwrap_err().field.as_deref(), Some(field), "{input}");
    }
}

#[test]
fn the_paper_of_another_shop_and_a_forged_one_are_told_apart() {
    let (shop, other) = (with_history(), with_history());
    let printed = other.ok("anchors.print", json!({}));
    let code = code_of(&other, &printed);
    assert_eq!(checked(&shop, json!({ "text": code })), ("other_shop".into(), false));
    let printed = shop.ok("anchors.print", json!({}));
    let mut head = SignedHead::from_checkpoint(&code_of(&shop, &printed)).unwrap();
    head.at.seq += 1;
    assert_eq!(checked(&shop, json!({ "text": head.to_checkpoint().unwrap() })), ("not_signed".into(), false));
    let forged = json!({ "kind": "checkpoint", "event": "print", "input": { "code": head.to_checkpoint().unwrap() } });
    shop.call("records.do", forged).unwrap_err();
    shop.person("kefu", "after_sales");
    shop.sign_in("kefu");
    for name in ["anchors.print", "anchors.list", "anchors.check"] {
        assert_eq!(shop.call(name, json!({})).unwrap_err().code, "not_allowed", "{name}");
    }
}

#[test]
fn a_ledger_rewritten_with_every_key_contradicts_its_paper() {
    let shop = with_history();
    let printed = shop.ok("anchors.print", json!({}));
    let code = code_of(&shop, &printed);
    rewrite(&shop, |entries| entries[4].body.wall_ms += 1);
    let verdict = found(&shop);
    assert!(verdict.broken.is_empty(), "the chain itself was made to fit");
    let told = verdict.contradicted.iter().find(|told| told.by == "paper").unwrap();
    assert_eq!((told.what.as_str(), told.at.seq), ("altered", printed["seq"].as_u64().unwrap()));
    assert!(verdict.findings().iter().any(|words| words.contains("被改写过") && words.contains("HY-")), "{:?}", verdict.findings());
    // Somebody thorough forgets the anchors kept here too: the paper still knows.
    let open = shop.bench.shop().unwrap();
    open.with_vault(|vault| vault.open_writer().unwrap().execute_batch("DELETE FROM anchor; DELETE FROM signed_head")).unwrap();
    assert!(found(&shop).contradicted.is_empty());
    assert_eq!(checked(&shop, json!({ "text": code })), ("altered".into(), true));
    let head = SignedHead::from_checkpoint(&code).unwrap();
    let known = Known { by: "given".into(), head: head.head(), taken_ms: head.wall_ms, place: String::new() };
    assert!(!verify_against(&open, &[known]).unwrap().sound());
}

#[test]
fn a_tail_that_was_cut_off_is_known_from_the_signature_and_the_paper() {
    let shop = with_history();
    let printed = shop.ok("anchors.print", json!({}));
    let code = code_of(&shop, &printed);
    rewrite(&shop, |entries| entries.truncate(5));
    let verdict = found(&shop);
    assert!(verdict.broken.is_empty() && verdict.cut_off.len() == 1, "{verdict:?}");
    let words = verdict.findings().join("\n");
    assert!(words.contains("现在只到第 5 条") && words.contains("本机的签名") && words.contains("打印的核验点"), "{words}");
    assert_eq!(checked(&shop, json!({ "text": code })), ("cut_off".into(), true));
}

#[test]
fn a_swapped_or_foreign_signature_is_told() {
    for change in [
        "UPDATE signed_head SET signature = substr(signature, 3) || '00'",
        "UPDATE signed_head SET wall_ms = wall_ms + 1",
        "UPDATE anchor SET shop = 'other'",
        "UPDATE anchor SET public_key = replace(public_key, substr(public_key, 1, 8), '00000000')",
    ] {
        let shop = with_history();
        shop.ok("anchors.print", json!({}));
        assert!(found(&shop).sound());
        let open = shop.bench.shop().unwrap();
        open.with_vault(|vault| vault.open_writer().unwrap().execute_batch(change)).unwrap();
        let verdict = found(&shop);
        assert_eq!(verdict.bad_signatures.len(), 1, "{change}");
        assert!(verdict.findings()[0].contains("签名不对"), "{:?}", verdict.findings());
    }
}

#[test]
fn a_new_key_that_the_old_one_did_not_sign_for_is_told() {
    let shop = with_history();
    let open = shop.bench.shop().unwrap();
    open.signed_head(shop.now()).unwrap();
    open.store.write(|tx| tx.set_local("signing_key", &Value::Null)).unwrap();
    open.signed_head(shop.now()).unwrap();
    let verdict = found(&shop);
    assert_eq!(verdict.bad_signatures.len(), 1, "the change itself, and what the new key signed there: {verdict:?}");
    assert!(verdict.findings()[0].contains("签名钥匙"));
}

/// A backup on the shop's own disk goes with it; one that a service carries away, or on another volume, stays.
#[test]
fn a_backup_counts_as_an_anchor_only_elsewhere() {
    let shop = with_history();
    let months = |shop: &Shop| {
        *shop.now.lock().unwrap() += jiff::SignedDuration::from_hours(40 * 24);
        shop.sign_in("owner");
        shop.ok("shop.health", json!({})).to_string().contains("not_anchored")
    };
    let anchors = |shop: &Shop| shop.ok("anchors.list", json!({}))["anchors"].as_array().unwrap().len();
    assert!(months(&shop));
    shop.ok("backups.make", json!({ "job": "a" }));
    assert_eq!(anchors(&shop), 0);
    assert!(shop.ok("shop.health", json!({})).to_string().contains("同一块盘上的备份不算"));
    assert!(found(&shop).headline().contains("尚无店外锚点"));
    // A second place on the same disk is no other place.
    let (same, cloud) = (shop.dir.path().join("second"), shop.dir.path().join("Dropbox"));
    let put = |place: &std::path::Path| {
        std::fs::create_dir(place).unwrap();
        shop.ok("backups.settings", json!({ "second": shop.bench.places.hold(place.to_path_buf()) }));
        shop.ok("backups.make", json!({ "job": "b" }));
        shop.ok("backups.list", json!({}))["words"].as_str().unwrap().to_owned()
    };
    assert!(put(&same).contains("在同一块盘上"));
    assert_eq!(anchors(&shop), 0);
    assert!(put(&cloud).contains("电脑外也有一份"));
    assert_eq!(anchors(&shop), 1);
    assert!(!shop.ok("shop.health", json!({})).to_string().contains("not_anchored"));
    let words = found(&shop).headline();
    assert!(words.contains("的备份「shounuo-"), "{words}");
    assert!(months(&shop), "and that lasts no longer than a paper");
}

/// On a large ledger a person sees how far it is and may stop it: nothing is concluded then, and nothing written.
#[test]
fn a_verification_tells_how_far_it_is_and_can_be_stopped_anywhere() {
    let shop = with_history();
    let open = shop.bench.shop().unwrap();
    let told = std::cell::RefCell::new(Vec::new());
    let listening = |percent| {
        told.borrow_mut().push(percent);
        true
    };
    assert!(verify_in_steps(&open, &[], &Going::telling(&listening)).unwrap().sound());
    let told = told.into_inner();
    assert!(told.is_sorted() && told.first() == Some(&0) && told.last().is_some_and(|last| *last > 90), "{told:?}");
    let before = open.store.read(|tx| tx.entries("1", &[])).unwrap();
    for stop_at in 0..told.len() {
        let heard = std::cell::Cell::new(0);
        let stopping = |_| {
            heard.set(heard.get() + 1);
            heard.get() <= stop_at
        };
        let no = verify_in_steps(&open, &[], &Going::telling(&stopping)).unwrap_err();
        assert_eq!((no.code.as_str(), heard.get()), ("cancelled", stop_at + 1), "{no:?}");
        assert!(no.message.contains("没有得出结论"));
    }
    // A damaged file does not turn a stop into a verdict.
    open.with_vault(|vault| vault.open_writer().unwrap().execute_batch("UPDATE quality_case SET goods_title = 'x'")).unwrap();
    assert_eq!(verify_in_steps(&open, &[], &Going::telling(&|percent| percent < 60)).unwrap_err().code, "cancelled");
    assert_eq!(open.store.read(|tx| tx.entries("1", &[])).unwrap(), before);
    assert_eq!(shop.ok("ledger.verify", json!({ "job": "check" }))["sound"], false);
    assert_eq!(shop.ok("jobs.progress", json!({ "job": "check" }))["done"], 0, "it is over");
}
