//! A backup in the place of the shop: looked at first, swapped in steps, begun anew, and never half of each.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use shounuo_desk::backup::{STEPS_OF_SWAP, Swap, settle};
use shounuo_desk::workbench::Workbench;

use crate::common::{PASSWORD, Shop, host};

impl Shop {
    fn asked(&self, file: &Path) -> Value {
        json!({ "file": { "token": self.bench.places.hold(file.to_path_buf()) }, "code": self.code.line().as_str() })
    }

    /// Looks at a backup and puts it in the place of the shop.
    fn take_back(&self, file: &Path) -> Value {
        self.ok("restore.inspect", self.asked(file));
        let done = self.ok("restore.swap", json!({ "name": "晨光电器" }));
        self.sign_in("owner");
        done
    }

    fn count(&self, sql: &str) -> i64 {
        self.bench.shop().unwrap().store.read(|tx| tx.count(sql, &[])).unwrap()
    }

    fn consumer(&self, name: &str) -> String {
        let input = json!({ "platform": "门店", "name": name, "phone": "13800001234" });
        self.ok("records.do", json!({ "kind": "consumer", "event": "meet", "input": input }))["id"].as_str().unwrap().to_owned()
    }

    fn folders(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(self.dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

const EPOCH: &str = "SELECT max(epoch) FROM ledger_head";
const RESTORED: &str = "SELECT count(*) FROM ledger_entry WHERE event = 'restored'";

#[test]
fn a_backup_is_compared_and_then_takes_the_place_of_the_shop() {
    let shop = Shop::new();
    shop.case();
    let file = shop.back_up("a.shounuo");
    let (late, before) = (shop.case(), shop.count("SELECT count(*) FROM ledger_entry"));
    let seen = shop.ok("restore.inspect", shop.asked(&file));
    assert_eq!((&seen["same_shop"], &seen["shop"]), (&true.into(), &"晨光电器".into()));
    let cases = seen["kinds"].as_array().unwrap().iter().find(|kind| kind["label"] == "三包售后单" || kind["now"] == 2).unwrap();
    assert_eq!((&cases["now"], &cases["then"]), (&2.into(), &1.into()));
    assert!(seen["lost"].as_u64().unwrap() >= 1 && seen["last_lost"][0]["record"] == late.as_str(), "{seen}");
    assert_eq!(shop.call("restore.swap", json!({ "name": "别家" })).unwrap_err().code, "bad_input");
    assert_eq!(shop.count("SELECT count(*) FROM ledger_entry"), before, "looking changes nothing");

    let done = shop.ok("restore.swap", json!({ "name": " 晨光电器 " }));
    assert_eq!(shop.call("records.kinds", json!({})).unwrap_err().code, "signed_out");
    shop.sign_in("owner");
    assert_eq!((shop.count("SELECT count(*) FROM quality_case"), shop.count(EPOCH), shop.count(RESTORED)), (1, 2, 1));
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
    let told = shop.ok("shop.health", json!({}));
    assert!(!told.as_array().unwrap().iter().any(|note| note["code"] == "older_than_known"), "{told}");
    shop.case();
    let doubled = "SELECT count(*) FROM (SELECT 1 FROM ledger_entry GROUP BY device, epoch, seq HAVING count(*) > 1)";
    assert_eq!((shop.count(doubled), shop.count(EPOCH)), (0, 2));

    let old = shop.dir.path().join(done["replaced"].as_str().unwrap());
    let kept = crate::backups::opened(&old, &shop.code);
    assert_eq!(kept.shop().unwrap().store.read(|tx| tx.count("SELECT count(*) FROM quality_case", &[])).unwrap(), 2);
    assert_eq!(shop.folders().len(), 3, "no scraps: {:?}", shop.folders());
    let listed = shop.ok("backups.list", json!({}));
    assert_eq!((&listed["replaced"][0]["name"], &listed["replaced"][0]["removable"]), (&done["replaced"], &false.into()));
    let name = json!({ "name": done["replaced"] });
    assert_eq!(shop.call("backups.remove_replaced", name.clone()).unwrap_err().code, "too_early");
    *shop.now.lock().unwrap() += jiff::SignedDuration::from_hours(30 * 24);
    shop.sign_in("owner");
    drop(kept);
    assert!(shop.ok("shop.health", json!({})).as_array().unwrap().iter().any(|note| note["code"] == "replaced_folder"));
    shop.ok("backups.remove_replaced", name);
    assert!(!old.exists());
    assert_eq!(shop.call("backups.remove_replaced", json!({ "name": "shop" })).unwrap_err().code, "not_found");
}

#[test]
fn numbers_are_never_used_twice_however_often_a_backup_comes_back() {
    let shop = Shop::new();
    let file = shop.back_up("a.shounuo");
    let mut written = std::collections::BTreeMap::new();
    for epoch in 2..5 {
        shop.case();
        let entries = shop.bench.shop().unwrap().store.read(|tx| tx.entries("1", &[])).unwrap();
        for entry in entries {
            let at = &entry.body.at;
            let known = written.entry((at.device.clone(), at.epoch, at.seq)).or_insert_with(|| entry.hash.clone());
            assert_eq!(*known, entry.hash, "{}/{} was written twice", at.epoch, at.seq);
        }
        shop.take_back(&file);
        assert_eq!(shop.count(EPOCH), epoch);
    }
}

#[test]
fn who_was_erased_since_is_erased_again_even_with_a_case_open_then() {
    let shop = Shop::new();
    let (gone, stays) = (shop.consumer("张三丰"), shop.consumer("李四光"));
    let input = json!({ "consumer_id": gone, "goods_title": "洗衣机", "fault_text": "张三丰说门铃坏了", "claim": "quality" });
    let case = shop.ok("records.do", json!({ "kind": "quality_case", "event": "register", "input": input }));
    let file = shop.back_up("a.shounuo");
    shop.act(case["id"].as_str().unwrap(), "cancel", json!({ "reason": "不修了" })).unwrap();
    shop.ok("records.do", json!({ "kind": "consumer", "id": gone, "event": "erase" }));
    let seen = shop.ok("restore.inspect", shop.asked(&file));
    assert_eq!(seen["erased_again"], 1);
    assert_eq!(shop.ok("restore.swap", json!({ "name": "晨光电器" }))["erased_again"], 1);
    shop.sign_in("owner");
    let names = shop.bench.shop().unwrap().store.read(|tx| tx.rows("SELECT id, name FROM consumer ORDER BY name", &[])).unwrap();
    let words = shop.bench.shop().unwrap().store.read(|tx| tx.value("SELECT fault_text FROM quality_case", &[])).unwrap();
    assert_eq!(words, Value::Null, "what his case says of him");
    assert_eq!((&names[0]["id"], &names[0]["name"]), (&gone.into(), &Value::Null));
    assert_eq!((&names[1]["id"], &names[1]["name"]), (&stays.into(), &"李四光".into()));
    assert_eq!(shop.count("SELECT count(*) FROM subject_key WHERE key IS NULL AND maker = ''"), 1);
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

/// Every value that the ledger holds of anybody, as far as it can be opened, and everything that the search finds of `text`.
fn readable(shop: &Shop, text: &str) -> bool {
    let open = shop.bench.shop().unwrap();
    let told = open.store.read(|tx| {
        let entries = tx.entries("1", &[])?;
        let fields = entries.iter().flat_map(|entry| &entry.body.changes).flat_map(|change| &change.fields);
        fields.flat_map(|field| [&field.old, &field.new]).map(|value| tx.open_sealed(value)).collect::<Result<Vec<_>, _>>()
    });
    json!(told.unwrap()).to_string().contains(text) || !shop.ok("search", json!({ "text": text })).as_array().unwrap().is_empty()
}

/// What was erased is known by the tombstones: the record of the person may be lost, or be told wrongly by a damaged table.
#[test]
fn an_erased_person_stays_erased_whatever_became_of_the_record() {
    for damage in ["", "DELETE FROM consumer", "UPDATE consumer SET state = 'active'"] {
        let shop = Shop::new();
        let gone = shop.consumer("麤羴犇");
        let file = shop.back_up("a.shounuo");
        assert!(readable(&shop, "麤羴犇"));
        shop.ok("records.do", json!({ "kind": "consumer", "id": gone, "event": "erase" }));
        shop.bench.shop().unwrap().with_vault(|vault| vault.open_writer().unwrap().execute_batch(damage)).unwrap();
        assert_eq!(shop.take_back(&file)["erased_again"], 1, "{damage}");
        assert!(!readable(&shop, "麤羴犇"), "{damage}");
        let stands = shop.bench.shop().unwrap().store.read(|tx| tx.row("SELECT state, name, phone FROM consumer", &[])).unwrap().unwrap();
        assert_eq!(Value::Object(stands), json!({ "state": "erased", "name": null, "phone": null }), "{damage}");
        assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true, "{damage}");
        // And once more, out of the restored shop.
        shop.take_back(&file);
        assert!(!readable(&shop, "麤羴犇"), "{damage}");
    }
}

/// Somebody met after the backup and erased before the restore: the backup knows nothing of them, an old file still does.
#[test]
fn who_is_not_in_the_backup_does_not_come_back_by_an_old_file() {
    let shop = Shop::new();
    let file = shop.back_up("a.shounuo");
    let orders =
        "订单编号,买家会员名,买家应付货款,订单状态,收货人姓名,联系手机,宝贝标题\n88001,buyer_1,199.00,交易成功,麤羴犇,13900007777,吸尘器\n";
    shop.import("a.csv", orders.as_bytes());
    assert!(readable(&shop, "13900007777"));
    let person = shop.bench.shop().unwrap().store.read(|tx| tx.value("SELECT id FROM consumer", &[])).unwrap();
    shop.ok("records.do", json!({ "kind": "consumer", "id": person, "event": "erase" }));
    shop.take_back(&file);
    assert_eq!(shop.count("SELECT count(*) FROM sales_order"), 0);
    shop.import("a.csv", orders.as_bytes());
    assert_eq!((shop.count("SELECT count(*) FROM sales_order"), shop.count("SELECT count(*) FROM consumer")), (1, 0));
    for text in ["13900007777", "麤羴犇"] {
        assert!(!readable(&shop, text), "{text}");
    }
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

/// A damaged shop that does not open any more but as far as its tombstones.
#[test]
fn a_damaged_shop_still_tells_who_was_erased() {
    let shop = Shop::new();
    let gone = shop.consumer("麤羴犇");
    let file = shop.back_up("a.shounuo");
    shop.ok("records.do", json!({ "kind": "consumer", "id": gone, "event": "erase" }));
    shop.bench.shop().unwrap().with_vault(|vault| vault.open_writer().unwrap().execute_batch("DROP TABLE consumer")).unwrap();
    shop.bench.close();
    fs::remove_file(shop.dir.path().join("shop/shounuo.seen")).unwrap();
    // The window does not get in by the keychain and takes the backup.
    let done = shop.bench.call("restore.begin", shop.asked(&file), None, shop.now()).unwrap();
    assert_eq!(done["erased_again"], 1);
    shop.sign_in("owner");
    assert!(!readable(&shop, "麤羴犇"));
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn only_the_owner_restores_and_only_this_shop() {
    let (shop, other) = (Shop::new(), Shop::new());
    let (own, foreign) = (shop.back_up("a.shounuo"), other.back_up("b.shounuo"));
    shop.person("chen", "manager");
    let asked = json!({ "file": { "token": shop.bench.places.hold(foreign) }, "code": other.code.line().as_str() });
    assert_eq!(shop.ok("restore.inspect", asked)["same_shop"], false);
    assert_eq!(shop.call("restore.swap", json!({ "name": "晨光电器" })).unwrap_err().code, "other_shop");
    assert_eq!(shop.call("restore.swap", json!({ "name": "晨光电器" })).unwrap_err().code, "not_prepared");
    assert_eq!(shop.call("restore.begin", shop.asked(&own)).unwrap_err().code, "shop_open");
    shop.sign_in("chen");
    assert_eq!(shop.call("restore.inspect", shop.asked(&own)).unwrap_err().code, "not_allowed");
    assert_eq!(shop.call("restore.swap", json!({ "name": "晨光电器" })).unwrap_err().code, "not_allowed");
    assert_eq!(shop.count(RESTORED), 0);
    assert_eq!(shop.folders(), ["a.shounuo", "shop"]);
}

#[test]
fn a_computer_without_a_shop_takes_one_from_a_backup() {
    let shop = Shop::new();
    let case = shop.case();
    let file = shop.back_up("a.shounuo");
    let room = tempfile::tempdir().unwrap();
    let bench = Workbench::new(host(&room.path().join("shop"), &Arc::default()));
    let call = |name: &str, input: Value| bench.call(name, input, None, shop.now());
    assert_eq!(call("shop.status", json!({})).unwrap()["state"], "none");
    let asked = |code: &str| json!({ "file": { "token": bench.places.hold(file.clone()) }, "code": code });
    let wrong = Shop::new().code.line().to_string();
    assert_eq!(call("restore.begin", asked(&wrong)).unwrap_err().code, "wrong_code");
    assert_eq!(call("shop.status", json!({})).unwrap()["state"], "none");
    let done = call("restore.begin", asked(&shop.code.line())).unwrap();
    assert_eq!(done["replaced"], Value::Null);
    assert_eq!(call("shop.status", json!({})).unwrap()["state"], "open");
    bench.sign_in("owner", PASSWORD, shop.now()).unwrap();
    assert_eq!(call("cases.show", json!({ "id": case })).unwrap()["record"]["id"], case.as_str());
    assert_eq!(call("ledger.verify", json!({})).unwrap()["sound"], true);
    let epoch = bench.shop().unwrap().store.read(|tx| tx.count(EPOCH, &[])).unwrap();
    assert!(epoch > 100_000, "whatever an earlier restore on an empty computer began is below: {epoch}");
    assert_eq!(fs::read_dir(room.path()).unwrap().count(), 1);
}

#[test]
fn a_damaged_shop_that_does_not_open_gives_way_and_is_kept() {
    let shop = Shop::new();
    let file = shop.back_up("a.shounuo");
    shop.bench.close();
    let database = shop.dir.path().join("shop/shounuo.db");
    fs::write(&database, vec![0; 8192]).unwrap();
    assert_eq!(shop.bench.open(Some(&shop.code)).unwrap_err().code, "database_damaged");
    let done = shop.bench.call("restore.begin", shop.asked(&file), None, shop.now()).unwrap();
    let old: PathBuf = shop.dir.path().join(done["replaced"].as_str().unwrap());
    assert_eq!(fs::read(old.join("shounuo.db")).unwrap(), vec![0; 8192]);
    shop.sign_in("owner");
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn a_swap_cut_off_between_any_two_steps_is_finished_or_taken_back() {
    for steps in 0..=STEPS_OF_SWAP {
        for again in 0..=1 {
            let room = tempfile::tempdir().unwrap();
            let dir = room.path().join("shop");
            for (name, what) in [("shop", "old"), ("waiting", "new")] {
                fs::create_dir(room.path().join(name)).unwrap();
                fs::write(room.path().join(name).join("which"), what).unwrap();
            }
            Swap::new(&dir, "waiting", "replaced").run_until(steps).unwrap();
            (0..=again).for_each(|_| settle(&dir).unwrap());
            let which = fs::read_to_string(dir.join("which")).unwrap();
            assert_eq!(which, if steps < 2 { "old" } else { "new" }, "after {steps} steps");
            let aside = if steps < 2 { "waiting" } else { "replaced" };
            let other = fs::read_to_string(room.path().join(aside).join("which")).unwrap();
            assert_eq!(other, if steps < 2 { "new" } else { "old" }, "nothing is lost after {steps} steps");
            assert_eq!(fs::read_dir(room.path()).unwrap().count(), 2);
        }
    }
}

#[test]
fn a_mark_that_leads_elsewhere_moves_nothing() {
    let room = tempfile::tempdir().unwrap();
    let dir = room.path().join("shop");
    for mark in ["", "{}", r#"{"new":"../x","old":"y"}"#, r#"{"new":"x","old":".."}"#, r#"{"new":"x/y","old":"z"}"#] {
        fs::write(room.path().join(".shop.swap"), mark).unwrap();
        assert_eq!(settle(&dir).unwrap_err().code, "swap_unclear", "{mark}");
    }
}
