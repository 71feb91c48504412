//! Backup, check and restore: the same record comes back, and a changed byte never does.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use crate::common::{Shop, command, copy_folder, run, sample};

#[test]
fn what_was_backed_up_comes_back() {
    let shop = Shop::new();
    shop.run(&["import", &sample("jd_orders_gbk.csv")]).done();
    let number = shop.case();
    let (file, code) = (shop.path("a.shounuo"), shop.path("code.txt"));
    let made = shop.run(&["backup", "--out", &file]).done();
    assert_eq!((&made["sound"], &made["compared"]), (&true.into(), &true.into()));
    assert_eq!(shop.run(&["backup", "--out", &file]).refused(), "file_exists");
    let bytes = fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"SHOUNUO-BACKUP 3 "));
    assert!(!String::from_utf8_lossy(&bytes).contains("晨光"), "nothing in the clear");

    let checked = run(&["verify", "--backup", &file, "--recovery-file", &code, "--json"]).done();
    assert_eq!((&checked["sound"], &checked["entries"]), (&true.into(), &made["entries"]));
    assert_eq!(run(&["verify", "--backup", &file, "--json"]).refused(), "locked");

    let new = shop.path("new");
    let restored = run(&["restore", &file, "--data", &new, "--recovery-file", &code, "--json"]).done();
    assert_eq!(restored["entries"], made["entries"]);
    let seen = run(&["case", "show", &number, "--data", &new, "--recovery-file", &code, "--json"]).done();
    assert_eq!(seen["record"]["number"], number);
    assert_eq!(run(&["restore", &file, "--data", &new, "--recovery-file", &code, "--json"]).refused(), "shop_exists");
    assert_eq!(run(&["restore", &file, "--data", &shop.path("shop"), "--recovery-file", &code, "--json"]).refused(), "shop_exists");
    let names: Vec<_> = fs::read_dir(shop.room.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 4, "no scraps: {names:?}");
}

#[test]
fn a_changed_or_cut_backup_is_never_called_good() {
    let shop = Shop::new();
    let (file, code, changed, new) = (shop.path("a.shounuo"), shop.path("code.txt"), shop.path("b.shounuo"), shop.path("new"));
    shop.run(&["backup", "--out", &file]).done();
    let whole = fs::read(&file).unwrap();
    let mut spoiled: Vec<Vec<u8>> = [0, 15, 20, 60, 100, 300, 500, 900, 1200, 1500, whole.len() / 2, whole.len() - 1]
        .iter()
        .map(|at| {
            let mut bytes = whole.clone();
            bytes[*at] ^= 1;
            bytes
        })
        .collect();
    spoiled.extend([Vec::new(), whole[..50].to_vec(), whole[..whole.len() - 1].to_vec(), [&whole[..], b"x"].concat()]);
    for (at, bytes) in spoiled.iter().enumerate() {
        fs::write(&changed, bytes).unwrap();
        let checked = run(&["verify", "--backup", &changed, "--recovery-file", &code, "--json"]);
        assert_eq!(checked.code, 1, "{at} {}", checked.out);
        assert_ne!(checked.only()["sound"], true);
        if at % 4 != 0 {
            continue;
        }
        run(&["restore", &changed, "--data", &new, "--recovery-file", &code, "--json"]).refused();
        assert!(!fs::exists(&new).unwrap(), "{at}: nothing is left of a failed restore");
    }
}

#[test]
fn a_backup_with_another_shops_code_or_of_a_damaged_shop_is_refused() {
    let shop = Shop::new();
    let (file, other) = (shop.path("a.shounuo"), shop.path("other.txt"));
    shop.run(&["backup", "--out", &file]).done();
    run(&["new", "--data", &shop.path("second"), "--shop", "别家", "--no-keychain", "--recovery-out", &other]);
    assert_eq!(run(&["restore", &file, "--data", &shop.path("new"), "--recovery-file", &other, "--json"]).refused(), "wrong_code");
    assert_eq!(run(&["verify", "--backup", &shop.path("none"), "--recovery-file", &other, "--json"]).refused(), "cannot_read");

    let damaged = Shop { room: tempfile::tempdir().unwrap() };
    fs::copy(shop.path("code.txt"), damaged.path("code.txt")).unwrap();
    copy_folder(&shop.path("shop"), &damaged.path("shop"));
    let database = damaged.path("shop/shounuo.db");
    let mut bytes = fs::read(&database).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    fs::write(&database, bytes).unwrap();
    let ran = damaged.run(&["backup", "--out", &damaged.path("a.shounuo")]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(!fs::exists(damaged.path("a.shounuo")).unwrap());
}

#[test]
fn the_process_that_restores_cold_answers_whatever_it_is_asked() {
    for asked in ["", "{}", "null", r#"{"file":"/none","dir":"/none","key":"zz"}"#] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shounuo"))
            .args(["--child", "cold-restore"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(asked.as_bytes()).unwrap();
        let done = child.wait_with_output().unwrap();
        let answer: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
        assert_eq!((done.status.success(), &answer["Err"]["code"]), (true, &"backup_unproved".into()), "{asked}");
    }
}

#[test]
fn a_backup_witnesses_whether_the_shop_is_still_the_one_it_was() {
    let shop = Shop::new();
    shop.case();
    let (file, older) = (shop.path("a.shounuo"), shop.path("older"));
    copy_folder(&shop.path("shop"), &older);
    // More than verifying the copy writes into it.
    (0..3).for_each(|_| drop(shop.case()));
    shop.run(&["backup", "--out", &file]).done();
    shop.case();
    let same = shop.run(&["verify", "--against", &file]).done();
    assert_eq!((&same["sound"], &same["against"]["same"]), (&true.into(), &true.into()), "{same}");
    assert!(shop.say(&["verify", "--against", &file]).out.contains("与这份备份记下的台账末尾一致"));

    // Yesterday's folder put back: sound in itself, and the backup knows better.
    let put_back = ["--data", &older, "--recovery-file", &shop.path("code.txt"), "--json"];
    assert_eq!(run(&[&["verify"], &put_back[..]].concat()).done()["sound"], true);
    let told = run(&[&["verify", "--against", &file], &put_back[..]].concat());
    assert_eq!((told.code, &told.only()["against"]["same"]), (1, &false.into()));
    assert!(told.only()["findings"][0].as_str().unwrap().contains("末尾至少缺"), "{}", told.out);

    let (other, code) = (shop.path("other"), shop.path("other.txt"));
    run(&["new", "--data", &other, "--shop", "别家", "--no-keychain", "--recovery-out", &code]);
    assert_eq!(run(&["verify", "--against", &file, "--data", &other, "--recovery-file", &code, "--json"]).refused(), "other_shop");
    assert_eq!(run(&["verify", "--against", &file]).code, 2);
    assert_eq!(run(&["verify", "--against", &file, "--backup", &file]).code, 2);
}

#[test]
fn a_backup_is_verified_without_a_shop_and_leaves_nothing_behind() {
    let shop = Shop::new();
    shop.case();
    let file = shop.path("a.shounuo");
    shop.run(&["backup", "--out", &file]).done();
    let (home, temp) = (shop.path("home"), shop.path("temp"));
    fs::create_dir(&home).unwrap();
    fs::create_dir(&temp).unwrap();
    // Another computer: nothing of the shop but the backup and the code, and no keychain.
    fs::rename(shop.path("shop"), shop.path("elsewhere")).unwrap();
    let before = fs::read(&file).unwrap();
    let ran = command()
        .args(["verify", "--backup", &file, "--recovery-file", &shop.path("code.txt"), "--json"])
        .current_dir(&home)
        .env("HOME", &home)
        .env("TMPDIR", &temp)
        .env("TEMP", &temp)
        .env("TMP", &temp)
        .output()
        .unwrap();
    let verdict: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert!(ran.status.success() && verdict["sound"] == true, "{verdict}");
    for folder in [home, temp] {
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "{folder} was left as it was");
    }
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn the_ledger_is_written_out_for_others_with_persons_sealed() {
    let shop = Shop::new();
    shop.case();
    let out = shop.path("ledger.jsonl");
    let verdict = shop.run(&["verify", "--ledger-out", &out]).done();
    let text = fs::read_to_string(&out).unwrap();
    let entries = text.lines().filter(|line| line.starts_with("{\"entry\":")).count() as u64;
    // The verdict counts what stood there when it was reached; that it was reached is written down after.
    assert_eq!((Some(entries), text.starts_with("{\"format\":\"shounuo-ledger/1\"")), (verdict["entries"].as_u64(), true));
    assert!(!text.contains("19900001234") && text.contains("\"sealed\":"));
    assert_eq!(shop.run(&["verify", "--ledger-out", &out]).refused(), "file_exists");
    assert_eq!(shop.run(&["verify", "--ledger-out", &out, "--against", &out]).code, 2);
}
