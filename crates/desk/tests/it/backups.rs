//! Backups on a real shop: they come back whole, or nothing comes back.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::{Value, json};
use shounuo_desk::backup::{self, How, Restored, Steps};
use shounuo_desk::kernel::Refusal;
use shounuo_desk::kernel::verify::verify;
use shounuo_desk::vault::RecoveryCode;
use shounuo_desk::workbench::{Progress, Workbench};
use shounuo_store::bare::fail_syncs;
use shounuo_store::{migrate, sha256_hex};

use crate::common::{PASSWORD, Shop, host};

impl Shop {
    pub fn back_up(&self, name: &str) -> PathBuf {
        let to = self.dir.path().join(name);
        self.try_back_up(&to, &Progress::default()).unwrap();
        to
    }

    fn try_back_up(&self, to: &Path, progress: &Progress) -> Result<Restored, Refusal> {
        let how = How { program: None, steps: &Steps::new(progress) };
        backup::make(&self.bench.shop().unwrap(), to, self.now(), &how)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(self.dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

pub fn restored(file: &Path, dir: &Path, code: &RecoveryCode) -> Result<Restored, Refusal> {
    backup::restore(file, dir, code, crate::common::at("2026-11-22T02:00:00Z"), &Steps::new(&Progress::default()))
}

pub fn checked(file: &Path, code: &RecoveryCode) -> Result<Restored, Refusal> {
    backup::check(file, code, &Steps::new(&Progress::default()))
}

/// The restored folder, opened.
pub fn opened(dir: &Path, code: &RecoveryCode) -> Workbench {
    let bench = Workbench::new(host(dir, &std::sync::Arc::default()));
    bench.open(Some(code)).unwrap();
    bench
}

#[test]
fn out_of_a_disk_that_takes_no_writes_any_more_comes_a_backup_that_counts() {
    let shop = Shop::new();
    let case = shop.case();
    shop.ok("session.lock", json!({}));
    shop.sign_in("owner");
    // The log cannot be written anew: a folder lies where the new one would be made.
    let in_the_way = shop.dir.path().join("shop/.shounuo.db-wal.tmp");
    fs::create_dir(&in_the_way).unwrap();
    fail_syncs(1);
    assert_eq!(shop.call("drafts.save", json!({ "name": "a", "value": 1 })).unwrap_err().code, "unknown");
    assert!(shop.call("drafts.save", json!({ "name": "a", "value": 1 })).unwrap_err().is_of_storage());
    assert_eq!(shop.ok("cases.show", json!({ "id": case }))["record"]["id"], json!(case), "it can be read");
    assert!(verify(&shop.bench.shop().unwrap()).unwrap().sound(), "it can be verified");
    let file = shop.back_up("stick.shounuo");
    assert!(checked(&file, &shop.code).unwrap().sound());
    fs::remove_dir(&in_the_way).unwrap();
    shop.ok("drafts.save", json!({ "name": "a", "value": 1 }));
}

#[test]
fn a_shop_with_attachments_comes_back_whole_and_nothing_is_left_lying() {
    let shop = Shop::new();
    let case = shop.case();
    shop.photo_of("quality_case", &case, "intake");
    let file = shop.back_up("a.shounuo");
    let bytes = fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"SHOUNUO-BACKUP 3 "));
    for canary in ["晨光电器", "张三", "19900001234", "林店主"] {
        assert!(!bytes.windows(canary.len()).any(|window| window == canary.as_bytes()), "{canary}");
    }
    let found = checked(&file, &shop.code).unwrap();
    assert!(found.sound(), "{:?}", found.findings());
    let state = found.manifest.state.as_ref().unwrap();
    assert_eq!((state.rows["quality_case"], state.rows["attachment"], found.manifest.files.len()), (1, 1, 1));
    assert_eq!(found.manifest.signed_head.as_ref().unwrap().at.seq, found.manifest.entries);
    let dir = shop.dir.path().join("new");
    restored(&file, &dir, &shop.code).unwrap();
    let bench = opened(&dir, &shop.code);
    bench.sign_in("owner", PASSWORD, shop.now()).unwrap();
    let seen = bench.call("cases.show", json!({ "id": case }), None, shop.now()).unwrap();
    assert_eq!(seen["record"]["fields"], shop.ok("cases.show", json!({ "id": case }))["record"]["fields"]);
    assert_eq!(shop.names(), ["a.shounuo", "new", "shop"]);
}

/// What earlier versions wrote, with a case of their time in it: format 1 of a shop with the first three migrations, format 2 of
/// one with ten. Both are brought up to date in the restored copy.
#[test]
fn backups_of_earlier_formats_and_schemas_are_restored_in_a_copy() {
    for (name, schema, files) in [("format-1-schema-3", 3, 0), ("format-2-schema-10", 10, 1)] {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/backups").join(name);
        let (file, code) = (kept.with_extension("shounuo"), fs::read_to_string(kept.with_extension("code")).unwrap());
        let code = RecoveryCode::parse(&code).unwrap();
        let before = sha256_hex(&fs::read(&file).unwrap());
        let room = tempfile::tempdir().unwrap();
        let dir = room.path().join("shop");
        let found = restored(&file, &dir, &code).unwrap();
        assert!(found.sound(), "{name}: {:?}", found.findings());
        assert_eq!(found.manifest.files.len(), files, "{name}");
        let bench = opened(&dir, &code);
        let count = |sql: &str| bench.shop().unwrap().store.read(|tx| tx.count(sql, &[])).unwrap();
        assert_eq!(count("SELECT count(*) FROM quality_case"), 1, "{name}");
        assert_eq!(count("SELECT max(number) FROM schema_migration"), i64::from(migrate::schema()), "{name}");
        assert!(fs::exists(dir.join(format!("shounuo-before-upgrade-{schema}.db"))).unwrap(), "{name}");
        assert_eq!(sha256_hex(&fs::read(&file).unwrap()), before, "{name}: the backup is as it was");
    }
}

#[test]
fn a_backup_of_a_newer_format_or_schema_is_refused_and_stays_as_it_is() {
    let shop = Shop::new();
    let whole = fs::read(shop.back_up("a.shounuo")).unwrap();
    let line_end = whole.iter().position(|byte| *byte == b'\n').unwrap();
    let line = String::from_utf8(whole[..line_end].to_vec()).unwrap();
    let len: usize = line.split(' ').nth(2).unwrap().parse().unwrap();
    let mut head: Value = serde_json::from_slice(&whole[line_end + 1..line_end + 1 + len]).unwrap();
    head["schema"] = json!(migrate::schema() + 1);
    head["unheard_of"] = json!(1);
    let head = head.to_string();
    let newer_schema =
        [format!("SHOUNUO-BACKUP 3 {} {}\n{head}", head.len(), sha256_hex(head.as_bytes())).as_bytes(), &whole[line_end + 1 + len..]]
            .concat();
    let newer_format = [b"SHOUNUO-BACKUP 4 ", &whole[17..]].concat();
    for bytes in [newer_schema, newer_format] {
        let (file, dir) = (shop.dir.path().join("newer.shounuo"), shop.dir.path().join("new"));
        fs::write(&file, &bytes).unwrap();
        let no = restored(&file, &dir, &shop.code).unwrap_err();
        assert_eq!(no.code, "backup_newer");
        assert!(no.message.contains("升级"), "{}", no.message);
        assert_eq!(fs::read(&file).unwrap(), bytes);
        assert!(!fs::exists(&dir).unwrap());
    }
}

#[test]
fn another_shops_code_gives_nothing() {
    let (shop, other) = (Shop::new(), Shop::new());
    let (file, dir) = (shop.back_up("a.shounuo"), shop.dir.path().join("new"));
    assert_eq!(restored(&file, &dir, &other.code).unwrap_err().code, "wrong_code");
    assert_eq!(checked(&file, &other.code).unwrap_err().code, "wrong_code");
    assert_eq!(shop.names(), ["a.shounuo", "shop"]);
}

/// 1 200 backups with one byte changed at places spread over the whole file, 60 cut off, 6 with something behind: each is told
/// as damaged before anything is written, with the right code in hand.
#[test]
fn a_backup_damaged_at_any_byte_is_found_before_the_first_write() {
    let shop = Shop::new();
    let whole = fs::read(shop.back_up("a.shounuo")).unwrap();
    let (file, dir) = (shop.dir.path().join("b.shounuo"), shop.dir.path().join("new"));
    let refused = |bytes: &[u8], what: &str| {
        fs::write(&file, bytes).unwrap();
        let no = restored(&file, &dir, &shop.code).unwrap_err();
        // In the first line a changed byte may make another word of it.
        assert!(matches!(no.code.as_str(), "backup_damaged" | "bad_backup" | "backup_newer"), "{what}: {no:?}");
        assert!(!fs::exists(&dir).unwrap(), "{what}");
    };
    let spread = |many: usize| (0..many).map(|at| at * (whole.len() - 1) / (many - 1)).collect::<Vec<_>>();
    let places: Vec<usize> = spread(1_000).into_iter().chain(0..200).collect();
    for (nth, at) in places.iter().copied().enumerate() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (nth % 8);
        refused(&bytes, &format!("byte {at}"));
    }
    for at in spread(60) {
        refused(&whole[..at], &format!("cut at {at}"));
    }
    for behind in [&b"x"[..], b"\n", &[0; 16], &[0; 64], &whole[whole.len() - 64..], &whole] {
        refused(&[&whole, behind].concat(), "something behind");
    }
    figure!("damaged backups: {} with one bit changed, each refused before the first write", places.len());
    fs::remove_file(&file).unwrap();
    assert_eq!(shop.names(), ["a.shounuo", "shop"]);
}

#[test]
fn a_backup_that_is_stopped_or_fails_leaves_nothing_and_touches_nothing() {
    let shop = Shop::new();
    let kept = fs::read(shop.back_up("a.shounuo")).unwrap();
    let stopped = Progress::default();
    stopped.cancel();
    assert_eq!(shop.try_back_up(&shop.dir.path().join("b.shounuo"), &stopped).unwrap_err().code, "cancelled");
    let gone = shop.dir.path().join("pulled-out").join("b.shounuo");
    assert_eq!(shop.try_back_up(&gone, &Progress::default()).unwrap_err().code, "io");
    assert_eq!(shop.try_back_up(&shop.dir.path().join("a.shounuo"), &Progress::default()).unwrap_err().code, "file_exists");
    assert_eq!(fs::read(shop.dir.path().join("a.shounuo")).unwrap(), kept);
    assert_eq!(shop.names(), ["a.shounuo", "shop"]);
}

#[test]
fn what_no_other_process_has_proved_is_no_backup() {
    let shop = Shop::new();
    for program in ["no-such-program", "/bin/false", "/bin/cat"] {
        let (progress, to) = (Progress::default(), shop.dir.path().join("a.shounuo"));
        let how = How { program: Some(program.into()), steps: &Steps::new(&progress) };
        let no = backup::make(&shop.bench.shop().unwrap(), &to, shop.now(), &how).unwrap_err();
        assert_eq!(no.code, "backup_unproved", "{program}");
        assert_eq!(shop.names(), ["shop"], "{program}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_answered_and_none_is_a_backup(bytes in prop::collection::vec(any::<u8>(), 0..400), version in 0_u8..5, len in 0_usize..300) {
        let room = tempfile::tempdir().unwrap();
        let file = room.path().join("x");
        let code = RecoveryCode::generate().unwrap();
        let shaped = format!("SHOUNUO-BACKUP {version} {len} {}\n", sha256_hex(&bytes[..len.min(bytes.len())]));
        for content in [bytes.clone(), [shaped.as_bytes(), &bytes].concat()] {
            fs::write(&file, content).unwrap();
            prop_assert!(restored(&file, &room.path().join("shop"), &code).is_err());
            prop_assert!(!fs::exists(room.path().join("shop")).unwrap());
        }
    }
}
