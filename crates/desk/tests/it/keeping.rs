//! Backups by themselves: one a day, a second copy off the computer, the oldest away, and what is told when that fails.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, ToSpan};
use serde_json::{Value, json};
use shounuo_desk::backup::{Book, Kept, Second};

use crate::backups::checked;
use crate::common::{PASSWORD, Shop};

impl Shop {
    fn later(&self, by: SignedDuration) {
        *self.now.lock().unwrap() += by;
        self.sign_in("owner");
    }

    fn daily(&self) -> bool {
        self.ok("backups.daily", json!({ "job": "daily" }))["made"].as_bool().unwrap()
    }

    fn listed(&self) -> Value {
        self.ok("backups.list", json!({}))
    }

    fn told(&self) -> Vec<String> {
        let notes = self.ok("shop.health", json!({}));
        let ours = |code: &&str| matches!(*code, "no_backup" | "backup_failed" | "second_place_missing" | "replaced_folder");
        notes.as_array().unwrap().iter().filter_map(|note| note["code"].as_str()).filter(ours).map(str::to_owned).collect()
    }

    pub fn place(&self, name: &str) -> (PathBuf, String) {
        let path = self.dir.path().join(name);
        fs::create_dir_all(&path).unwrap();
        (path.clone(), self.bench.places.hold(path))
    }
}

fn files(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn one_is_made_a_day_and_of_a_day_the_last_is_kept() {
    let shop = Shop::new();
    assert!(shop.daily());
    assert!(!shop.daily(), "not twice a day");
    let (listed, dir) = (shop.listed(), shop.dir.path().join("backups"));
    assert_eq!((listed["items"].as_array().unwrap().len(), &listed["good"], &listed["may_change"]), (1, &true.into(), &true.into()));
    assert!(listed["words"].as_str().unwrap().contains("今天"), "{listed}");
    let first = files(&dir);
    assert!(checked(&dir.join(&first[0]), &shop.code).unwrap().sound());
    shop.ok("backups.make", json!({ "job": "a" }));
    assert!(files(&dir).len() == 1 && files(&dir) != first, "the newer one of the day");
    shop.later(SignedDuration::from_hours(24));
    assert!(shop.daily());
    assert_eq!(files(&dir).len(), 2);
    fs::write(dir.join("shounuo-00000000-20200101-000000.shounuo"), "somebody else's").unwrap();
    shop.ok("backups.make", json!({ "job": "a" }));
    assert_eq!(files(&dir).len(), 3, "what is not in the list is not ours to take away");
    shop.ok("backups.settings", json!({ "daily": false }));
    shop.later(SignedDuration::from_hours(24));
    assert!(!shop.daily());
    let anchored = "SELECT count(*) FROM anchor WHERE kind = 'backup'";
    let anchors = shop.bench.shop().unwrap().store.read(|tx| tx.count(anchored, &[])).unwrap();
    assert_eq!(anchors, 0, "on the shop's own disk it is no anchor");
}

#[test]
fn what_failed_is_told_and_tried_again_and_the_old_one_stays() {
    let shop = Shop::new();
    let (folder, token) = shop.place("disk");
    shop.ok("backups.settings", json!({ "folder": token }));
    assert!(shop.daily());
    let kept = files(&folder);
    let bytes = fs::read(folder.join(&kept[0])).unwrap();
    let away = shop.dir.path().join("away");
    fs::rename(&folder, &away).unwrap();
    shop.later(SignedDuration::from_hours(24));
    assert_eq!(shop.call("backups.daily", json!({ "job": "d" })).unwrap_err().code, "backup_folder_missing");
    assert!(!folder.exists(), "a folder that somebody chose is not made anew in another place");
    assert_eq!(shop.told(), ["backup_failed"]);
    assert!(!shop.daily(), "not every minute");
    shop.later(SignedDuration::from_hours(1));
    assert_eq!(shop.call("backups.daily", json!({ "job": "d" })).unwrap_err().code, "backup_folder_missing");
    fs::rename(&away, &folder).unwrap();
    shop.later(SignedDuration::from_hours(2));
    assert!(shop.daily());
    assert_eq!(shop.told(), Vec::<String>::new());
    assert_eq!(fs::read(folder.join(&kept[0])).unwrap(), bytes);
}

#[test]
fn a_second_copy_goes_off_the_computer_and_its_absence_is_told() {
    let shop = Shop::new();
    let (disk, token) = shop.place("u-disk");
    shop.ok("backups.settings", json!({ "second": token }));
    shop.ok("backups.make", json!({ "job": "a" }));
    let name = files(&disk).remove(0);
    assert_eq!(fs::read(disk.join(&name)).unwrap(), fs::read(shop.dir.path().join("backups").join(&name)).unwrap());
    fs::rename(&disk, shop.dir.path().join("unplugged")).unwrap();
    assert_eq!(shop.told(), Vec::<String>::new(), "the last one is there");
    let made = shop.ok("backups.make", json!({ "job": "a" }));
    assert_eq!(made["second"], "第二个位置没接上");
    assert_eq!(shop.told(), ["second_place_missing"]);
    fs::rename(shop.dir.path().join("unplugged"), &disk).unwrap();
    shop.ok("backups.make", json!({ "job": "a" }));
    assert_eq!((shop.told(), files(&disk).len()), (Vec::<String>::new(), 2), "what was away when its time came stays");
}

#[test]
fn three_days_without_a_good_backup_are_told_in_red() {
    let shop = Shop::new();
    shop.later(SignedDuration::from_hours(71));
    assert_eq!(shop.told(), Vec::<String>::new());
    shop.later(SignedDuration::from_hours(2));
    assert_eq!(shop.told(), ["no_backup"]);
    assert_eq!(shop.ok("shop.health", json!({}))[0]["level"], "error");
    shop.ok("backups.make", json!({ "job": "a" }));
    assert_eq!(shop.told(), Vec::<String>::new());
    shop.later(SignedDuration::from_hours(73));
    assert_eq!(shop.told(), ["no_backup"]);
    assert_eq!(shop.listed()["good"], false);
}

#[test]
fn places_that_are_none_are_refused_and_only_the_owner_chooses() {
    let shop = Shop::new();
    shop.person("chen", "manager");
    shop.person("wu", "technician");
    let (_, good) = shop.place("disk");
    let inside = shop.bench.places.hold(shop.dir.path().join("shop"));
    let file = shop.bench.places.hold(shop.dir.path().join("shop/shounuo.db"));
    for (input, code) in [
        (json!({ "folder": inside }), "bad_input"),
        (json!({ "folder": file }), "bad_input"),
        (json!({ "folder": "99" }), "not_found"),
        (json!({ "folder": good, "second": good }), "bad_input"),
        (json!({ "folder": "/tmp" }), "not_found"),
    ] {
        assert_eq!(shop.call("backups.settings", input.clone()).unwrap_err().code, code, "{input}");
    }
    shop.sign_in("chen");
    assert_eq!(shop.listed()["may_change"], false);
    shop.ok("backups.make", json!({ "job": "a" }));
    assert_eq!(shop.call("backups.settings", json!({ "daily": false })).unwrap_err().code, "not_allowed");
    shop.sign_in("wu");
    assert_eq!(shop.call("backups.list", json!({})).unwrap_err().code, "not_allowed");
    assert_eq!(shop.call("backups.make", json!({ "job": "a" })).unwrap_err().code, "not_allowed");
}

#[test]
fn one_is_checked_by_its_code_and_a_damaged_one_is_told() {
    let shop = Shop::new();
    let name = shop.ok("backups.make", json!({ "job": "a" }))["name"].clone();
    let asked = json!({ "file": { "name": name }, "code": shop.code.line().as_str() });
    assert_eq!(shop.ok("backups.check", asked.clone())["sound"], true);
    let other = Shop::new().code.line().to_string();
    assert_eq!(shop.call("backups.check", json!({ "file": { "name": name }, "code": other })).unwrap_err().code, "wrong_code");
    let file = shop.dir.path().join("backups").join(name.as_str().unwrap());
    let mut bytes = fs::read(&file).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    fs::write(&file, bytes).unwrap();
    assert_eq!(shop.call("backups.check", asked).unwrap_err().code, "backup_damaged");
    assert_eq!(
        shop.call("backups.check", json!({ "file": { "name": "../shop/shounuo.db" }, "code": other })).unwrap_err().code,
        "not_found"
    );
}

/// Two years of days over one list: what goes away is what the rotation says, in both places.
#[test]
fn the_list_and_both_places_are_rotated_together() {
    let (mut book, start) = (Book::default(), crate::common::at("2025-01-01T01:00:00Z"));
    let mut on_disk = std::collections::BTreeSet::new();
    for day in 0..730_i64 {
        let made_at = start + (day * 24).hours();
        let name = format!("shounuo-0000abcd-{day}.shounuo");
        let folders = [PathBuf::from("main"), PathBuf::from("second")];
        on_disk.extend(folders.iter().map(|folder| folder.join(&name)));
        book.kept.push(Kept {
            name,
            folder: folders[0].clone(),
            made_at,
            bytes: 1,
            entries: 1,
            head: String::new(),
            verified: true,
            by_itself: true,
            second: Second::There,
            second_folder: Some(folders[1].clone()),
        });
        for gone in book.rotate() {
            assert!(on_disk.remove(&gone), "{gone:?} is taken away once");
        }
        assert_eq!(on_disk.len(), book.kept.len() * 2);
        assert_eq!(book.last_good().unwrap().made_at, made_at);
    }
    assert_eq!(book.kept.len(), 20);
}

#[test]
fn who_asks_while_the_one_of_the_day_is_made_waits_for_their_own() {
    let shop = Shop::new();
    let (bench, now) = (&shop.bench, shop.now());
    std::thread::scope(|scope| {
        let daily = scope.spawn(move || bench.call("backups.daily", json!({ "job": "daily" }), None, now));
        let own = scope.spawn(move || bench.call("backups.make", json!({ "job": "own" }), None, now));
        assert!(own.join().unwrap().is_ok());
        assert!(daily.join().unwrap().is_ok());
    });
    assert_eq!(files(&shop.dir.path().join("backups")).len(), 1);
}

#[test]
fn two_of_one_second_have_two_names_and_the_later_one_is_kept() {
    let shop = Shop::new();
    let (now, dir) = (shop.now(), shop.dir.path().join("backups"));
    let (second, handle) = shop.place("u-disk");
    shop.ok("backups.settings", json!({ "second": handle }));
    let make = || shop.bench.call("backups.make", json!({ "job": "a" }), None, now).unwrap();
    make();
    let first = files(&dir);
    make();
    assert_eq!((files(&dir).len(), files(&second).len()), (1, 1), "of a day the last");
    assert!(files(&dir) != first && files(&dir) == files(&second), "{first:?}, then {:?}", files(&dir));
    assert!(checked(&dir.join(&files(&dir)[0]), &shop.code).unwrap().sound());
}

#[test]
fn an_owner_who_forgot_the_password_sets_a_new_one_by_the_code_and_nobody_else_does() {
    let shop = Shop::new();
    shop.person("kefu", "after_sales");
    shop.ok("session.sign_out", json!({}));
    let anew = |login: &str, code: &str| {
        shop.call("session.first_password", json!({ "login": login, "code": code, "password": "柜台-新的-2026" })).map_err(|no| no.code)
    };
    let other = shounuo_store::vault::RecoveryCode::generate().unwrap();
    assert_eq!(anew("owner", &other.line()).unwrap_err(), "wrong_code");
    assert_eq!(anew("kefu", &shop.code.line()).unwrap_err(), "not_found");
    anew("owner", &shop.code.line()).unwrap();
    assert!(shop.bench.sign_in("owner", PASSWORD, shop.now()).is_err(), "the forgotten one is gone");
    shop.bench.sign_in("owner", "柜台-新的-2026", shop.now()).unwrap();
}

#[test]
fn a_database_without_its_key_files_is_no_empty_folder() {
    let shop = Shop::new();
    shop.bench.close();
    for keys in ["shounuo.keys", "shounuo.keys.2"] {
        fs::remove_file(shop.dir.path().join("shop").join(keys)).unwrap();
    }
    let status = shop.ok("shop.status", json!({}));
    assert_eq!((&status["state"], &status["why"]["code"]), (&json!("locked"), &json!("keys_missing")));
}
