//! The computer is not ours alone: folders that other programs synchronise, files that they hold, copies that they take.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use shounuo_desk::kernel::verify::verify;
use shounuo_desk::workbench::{Founding, Freshness, Workbench};

use crate::common::{PASSWORD, Shop, host};

const FOUNDING: Founding<'static> =
    Founding { shop: "晨光电器", owner: "林店主", login: "owner", password: None, demo: false, use_keychain: false };

#[test]
fn no_shop_is_founded_in_a_folder_that_is_synchronised() {
    let shop = Shop::new();
    for (folder, service) in [("OneDrive", "OneDrive"), ("我的坚果云", "坚果云"), ("BaiduSyncdisk", "百度网盘")] {
        let dir = shop.dir.path().join(folder).join("shop");
        let bench = Workbench::new(host(&dir, &shop.told));
        let no = bench.found(&FOUNDING, shop.now()).unwrap_err();
        assert_eq!(no.code, "synced_folder");
        assert!(no.message.contains(service) && no.message.contains('请'), "which, and what to do: {}", no.message);
        assert!(!shop.dir.path().join(folder).exists(), "nothing was made");
        assert_eq!(bench.call("shop.status", json!({}), None, shop.now()).unwrap()["state"], "none");
    }
}

/// What is there already is told, and not refused: the records are the shop's.
#[test]
fn a_shop_that_was_moved_into_such_a_folder_opens_and_says_so() {
    let shop = Shop::new();
    let case = shop.case();
    shop.bench.close();
    let dir = shop.dir.path().join("Dropbox").join("shop");
    fs::create_dir(dir.parent().unwrap()).unwrap();
    fs::rename(shop.dir.path().join("shop"), &dir).unwrap();
    let bench = Workbench::new(host(&dir, &shop.told));
    bench.open(Some(&shop.code)).unwrap();
    bench.sign_in("owner", PASSWORD, shop.now()).unwrap();
    let call = |name: &str, input: Value| bench.call(name, input, None, shop.now()).unwrap();
    let notes = call("shop.health", json!({}));
    let told = notes.as_array().unwrap().iter().find(|note| note["code"] == "bad_place").unwrap();
    assert!(told["words"].as_str().unwrap().contains("“Dropbox”自动同步"), "{told}");
    assert_eq!(call("cases.show", json!({ "id": case }))["record"]["id"], case.as_str());
    let place = shop.dir.path().join("shop");
    bench.close();
    fs::rename(&dir, &place).unwrap();
    shop.reopen();
    assert!(!shop.ok("shop.health", json!({})).to_string().contains("bad_place"));
}

/// A scanner or a copy program holds the database for `time`, from outside the workbench.
fn held<T>(shop: &Shop, time: Duration, work: impl FnOnce() -> T) -> T {
    let open = shop.bench.shop().unwrap();
    std::thread::scope(|scope| {
        let (told, is_held) = mpsc::channel();
        scope.spawn(move || {
            let other = open.with_vault(|vault| vault.open_writer().unwrap());
            other.execute_batch("BEGIN IMMEDIATE").unwrap();
            told.send(()).unwrap();
            std::thread::sleep(time);
            other.execute_batch("ROLLBACK").unwrap();
        });
        is_held.recv().unwrap();
        work()
    })
}

#[test]
fn a_database_that_another_program_holds_is_waited_for_and_then_told() {
    let shop = Shop::new();
    let case = shop.case();
    let note = |words: &str| shop.act(&case, "note", json!({ "words": words }));
    held(&shop, Duration::from_millis(700), || note("等一会就好")).unwrap();
    let began = Instant::now();
    let (no, waited, read) = held(&shop, Duration::from_secs(8), || {
        let no = note("等不到").unwrap_err();
        (no, began.elapsed(), shop.call("cases.show", json!({ "id": case })).is_ok())
    });
    assert_eq!((no.code.as_str(), no.retryable), ("in_use", true), "{no:?}");
    assert!((Duration::from_secs(4)..Duration::from_secs(8)).contains(&waited), "the wait is bounded: {waited:?}");
    assert!(read, "reading goes on meanwhile");
    note("再按一次").unwrap();
    let shown = shop.ok("cases.show", json!({ "id": case })).to_string();
    assert!(shown.contains("等一会就好") && shown.contains("再按一次") && !shown.contains("等不到"), "{shown}");
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

/// What a copy program makes of the folder while it is worked in: file by file, in some order, a moment apart.
fn copied(from: &Path, to: &Path, round: usize) {
    let mut names: Vec<_> = fs::read_dir(from).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    let turn = round % names.len();
    names.rotate_left(turn);
    if round % 2 == 1 {
        names.reverse();
    }
    fs::create_dir(to).unwrap();
    for name in names {
        // One that went meanwhile is one that the copy does not have.
        let _ = fs::copy(from.join(&name), to.join(&name));
        std::thread::sleep(Duration::from_millis((round as u64 * 7) % 40));
    }
}

/// A copy of a shop in use is whole, or says that it is not: a refusal, older than known, or findings. Where nothing is said,
/// every entry is one that the shop has, and none before it is missing.
#[test]
fn a_copy_taken_while_people_work_is_whole_or_says_that_it_is_not() {
    let shop = Shop::new();
    let case = shop.case();
    let (over, room) = (AtomicBool::new(false), tempfile::tempdir().unwrap());
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0.. {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                shop.act(&case, "note", json!({ "words": format!("第 {n} 次回电") })).unwrap();
                if n % 25 == 0 {
                    // What the log holds goes into the database: the worst moment for a copy.
                    shop.bench.shop().unwrap().store.rest();
                }
            }
        });
        (0..40).for_each(|round| copied(&shop.dir.path().join("shop"), &room.path().join(round.to_string()), round));
        over.store(true, Ordering::Relaxed);
    });
    let entries = |bench: &Workbench| bench.shop().unwrap().store.read(|tx| tx.entries("1 ORDER BY seq", &[])).unwrap();
    let real: Vec<String> = entries(&shop.bench).into_iter().map(|entry| entry.hash).collect();
    let mut outcomes = std::collections::BTreeMap::<&str, u32>::new();
    for round in 0..40 {
        let bench = Workbench::new(host(&room.path().join(round.to_string()), &shop.told));
        let outcome = match bench.open(Some(&shop.code)) {
            Err(no) => {
                assert!(!no.message.is_empty(), "{no:?}");
                "refused"
            }
            Ok(()) if bench.shop().unwrap().freshness() != Freshness::Current => "older than known",
            Ok(()) => match verify(&bench.shop().unwrap()) {
                Ok(found) if found.sound() => {
                    let copy: Vec<String> = entries(&bench).into_iter().map(|entry| entry.hash).collect();
                    assert_eq!(copy, real[..copy.len()], "round {round}");
                    "whole"
                }
                _ => "findings",
            },
        };
        *outcomes.entry(outcome).or_default() += 1;
    }
    println!("copies taken while people work: {outcomes:?}");
    assert_eq!(outcomes.values().sum::<u32>(), 40);
    let known: BTreeSet<&str> = outcomes.keys().copied().collect();
    assert!(known.contains("whole"), "{outcomes:?}");
    assert!(verify(&shop.bench.shop().unwrap()).unwrap().sound(), "the shop itself took no harm");
}
