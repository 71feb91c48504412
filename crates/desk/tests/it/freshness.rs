//! A file that is older than what is known is told, whatever its seals say; and what the keychain and the printed code are
//! worth is tried from time to time.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::SignedDuration;
use serde_json::{Value, json};
use shounuo_desk::kernel::verify::verify;
use shounuo_desk::workbench::{Freshness, Host, Workbench};
use shounuo_store::vault::{KeychainFault, MemoryKeychain};

use crate::common::{PASSWORD, Shop, host};

/// Every file of the shop's folder, as a backup tool would take it.
fn picture(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(dir).unwrap().map(Result::unwrap).filter(|entry| entry.metadata().unwrap().is_file());
    files.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// Puts a picture back, all of it or only the files named.
fn put_back(dir: &Path, picture: &BTreeMap<String, Vec<u8>>, only: &[&str]) {
    for (name, bytes) in picture.iter().filter(|(name, _)| only.is_empty() || only.contains(&name.as_str())) {
        fs::write(dir.join(name), bytes).unwrap();
    }
}

fn folder(shop: &Shop) -> std::path::PathBuf {
    shop.dir.path().join("shop")
}

fn codes(shop: &Shop) -> Vec<String> {
    let notes = shop.ok("shop.health", json!({}));
    let keys = ["older_than_known", "key_file_copy", "keychain_not_kept", "recovery_check_due"];
    let all = notes.as_array().unwrap().iter().map(|note| note["code"].as_str().unwrap().to_owned());
    all.filter(|code| keys.contains(&code.as_str())).collect()
}

/// A shop with one case, its picture at rest, and two cases more.
fn with_a_past() -> (Shop, BTreeMap<String, Vec<u8>>) {
    let shop = Shop::new();
    shop.case();
    shop.bench.close();
    let old = picture(&folder(&shop));
    shop.reopen();
    shop.case();
    shop.case();
    (shop, old)
}

fn head(shop: &Shop) -> (u32, u64) {
    let heads = shop.bench.shop().unwrap().store.read(|tx| tx.ledger_heads()).unwrap();
    let last = heads.last().unwrap();
    (last.at.epoch, last.at.seq)
}

#[test]
fn the_latest_file_is_never_called_old() {
    let shop = Shop::new();
    for _ in 0..3 {
        shop.case();
        shop.ok("session.lock", json!({}));
        shop.sign_in("owner");
        shop.ok("shop.tick", json!({}));
        assert_eq!(codes(&shop), Vec::<String>::new());
        shop.reopen();
    }
    assert_eq!(shop.bench.shop().unwrap().freshness(), Freshness::Current);
    assert_eq!(head(&shop).0, 1);
}

#[test]
fn yesterdays_file_put_back_is_told_and_its_missing_numbers_are_not_used_again() {
    let (shop, old) = with_a_past();
    let known = head(&shop);
    shop.bench.close();
    let new = picture(&folder(&shop));
    put_back(&folder(&shop), &old, &["shounuo.db"]);
    shop.reopen();
    assert_eq!(codes(&shop), ["older_than_known"]);
    let note = &shop.ok("shop.health", json!({}))[0];
    assert!(note["words"].as_str().unwrap().contains(&format!("第 {} 条", known.1)), "{note}");
    // Somebody who works on all the same writes a new epoch, and what is known stays known.
    shop.case();
    assert_eq!(head(&shop).0, 2);
    shop.reopen();
    assert_eq!(codes(&shop), ["older_than_known"]);
    shop.case();
    assert_eq!(head(&shop).0, 2);
    // The newer file found again: all is well.
    shop.bench.close();
    put_back(&folder(&shop), &new, &["shounuo.db"]);
    shop.reopen();
    assert_eq!((codes(&shop), head(&shop)), (vec![], known));
}

#[test]
fn the_owner_goes_on_with_an_older_file_once_and_it_is_written_down() {
    let (shop, old) = with_a_past();
    shop.bench.close();
    put_back(&folder(&shop), &old, &["shounuo.db"]);
    shop.reopen();
    shop.ok("keys.continue_older", json!({}));
    assert_eq!(codes(&shop), Vec::<String>::new());
    assert_eq!(shop.call("keys.continue_older", json!({})).unwrap_err().code, "not_older");
    shop.case();
    shop.reopen();
    assert_eq!((codes(&shop), head(&shop).0), (vec![], 2));
    let ledger = shop.ok("ledger.list", json!({ "record": null, "actor": null, "before": null }));
    assert!(ledger["items"].as_array().unwrap().iter().any(|item| item["label"] == "按旧文件继续"), "{ledger}");
    assert!(verify(&shop.bench.shop().unwrap()).unwrap().sound());
}

#[test]
fn a_log_that_lost_acknowledged_entries_is_told() {
    let shop = Shop::new();
    shop.case();
    // The program is killed: what lies in the folder now is all there is.
    let killed = picture(&folder(&shop));
    assert!(killed["shounuo.db-wal"].len() > 4096);
    let whole = tempfile::tempdir().unwrap();
    put_back(whole.path(), &killed, &[]);
    let without_log = tempfile::tempdir().unwrap();
    put_back(without_log.path(), &killed, &["shounuo.db", "shounuo.keys", "shounuo.keys.2", "shounuo.seen"]);
    for cut in [0, 1, 2, 3] {
        let dir = tempfile::tempdir().unwrap();
        put_back(dir.path(), &killed, &["shounuo.db", "shounuo.keys", "shounuo.keys.2", "shounuo.seen"]);
        let log = &killed["shounuo.db-wal"];
        fs::write(dir.path().join("shounuo.db-wal"), &log[..log.len() * cut / 4]).unwrap();
        let bench = Workbench::new(host(dir.path(), &shop.told));
        match bench.open(Some(&shop.code)) {
            Ok(()) => assert!(matches!(bench.shop().unwrap().freshness(), Freshness::Older { .. }), "{cut}/4 of the log"),
            // So much is gone that it is no shop any more.
            Err(no) => assert!(!no.message.is_empty(), "{cut}/4: {no:?}"),
        }
    }
    let bench = Workbench::new(host(whole.path(), &shop.told));
    bench.open(Some(&shop.code)).unwrap();
    assert_eq!(bench.shop().unwrap().freshness(), Freshness::Current, "a log that is whole loses nothing");
}

#[test]
fn a_damaged_memory_is_no_memory_and_no_alarm() {
    let (shop, _) = with_a_past();
    shop.bench.close();
    fs::write(folder(&shop).join("shounuo.seen"), vec![b'x'; 1024]).unwrap();
    shop.reopen();
    assert_eq!(codes(&shop), Vec::<String>::new());
}

/// A shop that uses a keychain, which the test holds.
fn with_keychain() -> (Shop, Arc<MemoryKeychain>) {
    let keychain = Arc::new(MemoryKeychain::default());
    let shop = Shop::on(|host| Host { keychain: Some(Box::new(Arc::clone(&keychain))), ..host });
    (shop, keychain)
}

fn open_again(shop: &Shop) {
    shop.bench.close();
    shop.bench.open(None).unwrap();
    shop.sign_in("owner");
}

#[test]
fn the_whole_folder_put_back_is_told_by_the_keychain() {
    let (shop, keychain) = with_keychain();
    shop.case();
    shop.bench.close();
    let old = picture(&folder(&shop));
    open_again(&shop);
    shop.case();
    shop.bench.close();
    assert_eq!(keychain.entries().len(), 2, "the key, and how far the ledger is");
    fs::remove_dir_all(folder(&shop)).unwrap();
    fs::create_dir(folder(&shop)).unwrap();
    put_back(&folder(&shop), &old, &[]);
    open_again(&shop);
    assert_eq!(codes(&shop), ["older_than_known"]);
    shop.ok("keys.continue_older", json!({}));
    open_again(&shop);
    assert_eq!(codes(&shop), Vec::<String>::new());
}

#[test]
fn a_keychain_that_lost_its_entry_is_found_within_a_week_and_mended() {
    let (shop, keychain) = with_keychain();
    shop.ok("shop.tick", json!({}));
    assert_eq!((codes(&shop), shop.ok("keys.state", json!({}))["keychain"].clone()), (vec![], json!("kept")));
    keychain.replace(BTreeMap::new());
    shop.ok("shop.tick", json!({}));
    assert_eq!(codes(&shop), Vec::<String>::new(), "not asked at every minute");
    *shop.now.lock().unwrap() += SignedDuration::from_hours(7 * 24);
    shop.sign_in("owner");
    shop.ok("shop.tick", json!({}));
    assert_eq!(codes(&shop), ["keychain_not_kept"]);
    assert_eq!(shop.ok("keys.state", json!({}))["keychain"], "keychain_no_entry");
    assert_eq!(shop.ok("keys.mend", json!({}))["keychain"], "kept");
    assert_eq!(codes(&shop), Vec::<String>::new());
    open_again(&shop);
    for (fault, code) in [(KeychainFault::Locked, "keychain_locked"), (KeychainFault::Slow, "keychain_slow")] {
        keychain.fail(Some(fault));
        assert_eq!(shop.ok("keys.check", json!({}))["keychain"], code);
        assert_eq!(codes(&shop), ["keychain_not_kept"]);
    }
    // A keychain that fails hinders no work and no closing.
    shop.case();
    shop.bench.close();
    assert!(shop.bench.open(None).unwrap_err().code.starts_with("keychain_"));
    shop.bench.open(Some(&shop.code)).unwrap();
}

#[test]
fn the_printed_code_is_asked_for_once_a_year() {
    let shop = Shop::new();
    assert_eq!(codes(&shop), Vec::<String>::new());
    *shop.now.lock().unwrap() += SignedDuration::from_hours(366 * 24);
    shop.sign_in("owner");
    assert_eq!(codes(&shop), ["recovery_check_due"]);
    let slip = shop.code.line().replacen(|c: char| c.is_ascii_digit(), "Z", 1);
    let no = shop.call("keys.check_code", json!({ "code": slip })).unwrap_err();
    assert_eq!((no.code.as_str(), no.field.as_deref()), ("bad_input", Some("code")), "one wrong character is told by the checksum");
    let other = shounuo_store::vault::RecoveryCode::generate().unwrap();
    assert_eq!(shop.call("keys.check_code", json!({ "code": other.line().to_string() })).unwrap_err().code, "wrong_code");
    assert_eq!(codes(&shop), ["recovery_check_due"]);
    let state: Value = shop.ok("keys.check_code", json!({ "code": shop.code.line().to_string() }));
    assert_eq!(state["code_check_due"], false);
    assert_eq!(codes(&shop), Vec::<String>::new());
}

#[test]
fn a_bad_copy_of_the_key_file_is_written_again_when_asked() {
    let shop = Shop::new();
    shop.bench.close();
    fs::write(folder(&shop).join("shounuo.keys"), "half").unwrap();
    shop.reopen();
    assert_eq!((codes(&shop), fs::read(folder(&shop).join("shounuo.keys")).unwrap()), (vec!["key_file_copy".into()], b"half".to_vec()));
    assert_eq!(shop.ok("keys.mend", json!({}))["key_files_whole"], true);
    assert_eq!(codes(&shop), Vec::<String>::new());
    let (one, other) = (fs::read(folder(&shop).join("shounuo.keys")), fs::read(folder(&shop).join("shounuo.keys.2")));
    assert_eq!(one.unwrap(), other.unwrap());
}

/// The drill: the computer is gone or was set up anew; what is left is the folder's disk and a sheet of paper.
#[test]
fn with_the_printed_code_alone_everything_opens() {
    let (shop, keychain) = with_keychain();
    let case = shop.case();
    shop.bench.close();
    keychain.replace(BTreeMap::new());
    fs::remove_file(folder(&shop).join("shounuo.keys")).unwrap();
    let bench = Workbench::new(host(&folder(&shop), &shop.told));
    assert!(bench.open(None).is_err());
    bench.open(Some(&shop.code)).unwrap();
    bench.sign_in("owner", PASSWORD, shop.now()).unwrap();
    let shown = bench.call("cases.show", json!({ "id": case }), None, shop.now()).unwrap();
    assert!(shown.to_string().contains("小天鹅"), "{shown}");
    assert!(verify(&bench.shop().unwrap()).unwrap().sound());
}

#[test]
fn the_owner_changes_the_data_key_while_others_work() {
    let (shop, keychain) = with_keychain();
    let case = shop.case();
    let (before, old) = (fs::read(folder(&shop).join("shounuo.keys")).unwrap(), picture(&folder(&shop)));
    let key = shop.bench.shop().unwrap().with_vault(|vault| vault.data_key().clone());
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| (0..200).all(|_| shop.bench.call("cases.show", json!({ "id": case }), None, shop.now()).is_ok()));
        shop.ok("keys.rotate", json!({}));
        assert!(reading.join().unwrap(), "whoever reads meanwhile waits and is served");
    });
    assert_ne!(shop.bench.shop().unwrap().with_vault(|vault| vault.data_key().clone()), key);
    assert_ne!(fs::read(folder(&shop).join("shounuo.keys")).unwrap(), before);
    shop.case();
    assert_eq!(codes(&shop), Vec::<String>::new());
    assert!(verify(&shop.bench.shop().unwrap()).unwrap().sound());
    open_again(&shop);
    assert_eq!((codes(&shop), keychain.entries().len()), (vec![], 2));
    shop.reopen();
    let ledger = shop.ok("ledger.list", json!({ "record": null, "actor": null, "before": null }));
    assert!(ledger["items"].as_array().unwrap().iter().any(|item| item["label"] == "更换数据钥匙"), "{ledger}");
    // The folder of before still opens with the code, and says that it is older.
    shop.bench.close();
    put_back(&folder(&shop), &old, &[]);
    shop.reopen();
    assert_eq!(codes(&shop), ["older_than_known"]);
}

#[test]
fn a_copy_from_before_an_upgrade_goes_with_the_old_key_and_it_is_told() {
    let shop = Shop::new();
    assert_eq!(shop.ok("keys.rotate", json!({}))["done"], Value::Null, "there was none");
    shop.bench.close();
    fs::copy(folder(&shop).join("shounuo.db"), folder(&shop).join("shounuo-before-upgrade-9.db")).unwrap();
    shop.reopen();
    let told = shop.ok("keys.rotate", json!({}));
    assert!(told["done"].as_str().unwrap().contains("1 份旧库副本"), "{told}");
    assert!(!picture(&folder(&shop)).keys().any(|name| name.contains("upgrade")));
    let newest = shop.ok("ledger.list", json!({}))["items"][0].to_string();
    assert!(newest.contains("更换数据钥匙") && newest.contains("已删除的升级前副本"), "{newest}");
}
