//! The password again for what moves money, rights or personal values; and what wrong ones cost.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::common::{PASSWORD, Shop, host};
use jiff::SignedDuration;
use serde_json::{Value, json};
use shounuo_desk::capabilities::KINDS;
use shounuo_desk::ops::{OPERATIONS, Who};
use shounuo_desk::workbench::Workbench;

fn minutes(shop: &Shop, minutes: i64) {
    let mut now = shop.now.lock().unwrap();
    *now += SignedDuration::from_mins(minutes);
}

/// The owner at the seat, busy, the password typed more than five minutes ago.
fn stale() -> Shop {
    let shop = Shop::new();
    for _ in 0..2 {
        minutes(&shop, 3);
        shop.ok("cases.counts", json!({}));
    }
    shop
}

fn code(shop: &Shop, name: &str, input: Value) -> String {
    shop.once(name, input).map_or_else(|no| no.code, |_| "done".into())
}

fn asked_again(shop: &Shop, name: &str, input: Value) -> bool {
    code(shop, name, input) == "step_up"
}

const EXPORT: fn() -> Value = || json!({ "kind": "sales_order", "format": "csv", "purpose": "对账" });

#[test]
fn a_stale_password_closes_the_operations_that_ask_for_it_and_no_others() {
    let shop = stale();
    for operation in OPERATIONS.iter().filter(|operation| !matches!(operation.name, "session.lock" | "session.sign_out" | "shop.create")) {
        let declared = matches!(operation.who, Who::StepUp(_));
        assert_eq!(asked_again(&shop, operation.name, json!({})), declared, "{}", operation.name);
    }
    let asking: Vec<&str> =
        OPERATIONS.iter().filter(|operation| matches!(operation.who, Who::StepUp(_))).map(|operation| operation.name).collect();
    for must in ["records.reveal", "exports.table", "staff.create", "staff.reset_password"] {
        assert!(asking.contains(&must), "{must}");
    }
    println!("step-up: {} of {} operations: {}", asking.len(), OPERATIONS.len(), asking.join(", "));
}

#[test]
fn the_steps_that_move_money_rights_or_a_decision_declare_it() {
    let asking: Vec<String> = KINDS
        .iter()
        .flat_map(|kind| kind.flow.iter().filter(|step| step.again).map(|step| format!("{}.{}", kind.name, step.event)))
        .collect();
    for must in [
        "account.create",
        "account.change_role",
        "account.reactivate",
        "account.deactivate",
        "consumer.erase",
        "ruling.decide",
        "returns_exchange.request_refund",
        "breach.assess",
        "breach.begin_payment",
        "complaint.confirm_plan",
    ] {
        assert!(asking.iter().any(|step| step == must), "{must}");
    }
    println!("step-up: {} steps: {}", asking.len(), asking.join(", "));
}

#[test]
fn a_role_is_changed_with_a_fresh_password_only() {
    let shop = Shop::new();
    shop.person("kefu", "after_sales");
    minutes(&shop, 3);
    shop.ok("cases.counts", json!({}));
    minutes(&shop, 3);
    let people = shop.ok("staff.list", json!({}));
    let id = people.as_array().unwrap().iter().find(|person| person["login"] == "kefu").unwrap()["id"].clone();
    let raise = || json!({ "kind": "account", "id": id, "event": "change_role", "input": { "role": "technician" } });
    let no = shop.once("records.do", raise()).unwrap_err();
    assert_eq!((no.code.as_str(), no.message.as_str()), ("step_up", "这一步要再输入一次密码"));
    assert_eq!(code(&shop, "session.step_up", json!({ "password": "wrong-one" })), "wrong_password");
    assert!(asked_again(&shop, "records.do", raise()), "a wrong password opens nothing");
    shop.once("session.step_up", json!({ "password": PASSWORD })).unwrap();
    shop.once("records.do", raise()).unwrap();
}

#[test]
fn the_password_is_fresh_for_five_minutes_and_a_clock_set_back_brings_nothing_back() {
    let shop = stale();
    shop.once("session.step_up", json!({ "password": PASSWORD })).unwrap();
    *shop.now.lock().unwrap() += SignedDuration::from_secs(298);
    assert!(!asked_again(&shop, "exports.table", EXPORT()), "4:59");
    *shop.now.lock().unwrap() += SignedDuration::from_secs(1);
    assert!(asked_again(&shop, "exports.table", EXPORT()), "5:01");
    minutes(&shop, -2);
    assert!(asked_again(&shop, "exports.table", EXPORT()), "set back after it ran out");
    shop.once("session.step_up", json!({ "password": PASSWORD })).unwrap();
    minutes(&shop, 4);
    assert!(!asked_again(&shop, "exports.table", EXPORT()));
    minutes(&shop, -3);
    assert!(asked_again(&shop, "exports.table", EXPORT()), "set back to prolong it");
}

#[test]
fn the_holder_of_the_key_is_not_asked() {
    let shop = stale();
    shop.bench.act_as_owner(shop.now()).unwrap();
    for _ in 0..4 {
        minutes(&shop, 4);
        assert!(!asked_again(&shop, "exports.table", EXPORT()));
    }
}

#[test]
fn unlocking_the_seat_is_typing_the_password() {
    let shop = stale();
    shop.ok("session.lock", json!({}));
    assert_eq!(code(&shop, "session.step_up", json!({ "password": PASSWORD })), "locked_seat", "a locked seat is unlocked, not stepped up");
    shop.sign_in("owner");
    assert!(!asked_again(&shop, "exports.table", EXPORT()));
}

#[test]
fn wrong_passwords_of_every_door_count_together() {
    let shop = stale();
    let wrong = json!({ "password": "falsch-falsch" });
    for _ in 0..2 {
        assert_eq!(code(&shop, "session.step_up", wrong.clone()), "wrong_password");
        assert_eq!(code(&shop, "shop.renew_recovery", wrong.clone()), "wrong_password");
    }
    assert_eq!(code(&shop, "session.change_password", json!({ "old": "falsch-falsch", "new": "柜台-2027" })), "bad_input");
    for (door, input) in [
        ("session.step_up", json!({ "password": PASSWORD })),
        ("shop.renew_recovery", json!({ "password": PASSWORD })),
        ("session.change_password", json!({ "old": PASSWORD, "new": "柜台-2027" })),
        ("session.sign_in", json!({ "login": "owner", "password": PASSWORD })),
    ] {
        assert_eq!(code(&shop, door, input), "wait", "{door}");
    }
}

/// A workbench whose steady clock the test moves.
fn timed(shop: &Shop, steady: &Arc<AtomicU64>) -> Workbench {
    let steady = Arc::clone(steady);
    let clock = Box::new(move || Duration::from_secs(steady.load(Ordering::Relaxed)));
    let bench = Workbench::timed(host(&shop.dir.path().join("shop"), &Arc::default()), clock);
    bench.open(Some(&shop.code)).unwrap();
    bench
}

#[test]
fn neither_the_date_nor_a_restart_shortens_the_wait() {
    let shop = Shop::new();
    shop.bench.close();
    let (steady, now) = (Arc::new(AtomicU64::new(1_000)), Mutex::new(shop.now()));
    let guess = |bench: &Workbench, password: &str| {
        let answer = bench.sign_in("owner", password, *now.lock().unwrap());
        answer.map_or_else(|no| no.code, |_| "in".into())
    };
    let bench = timed(&shop, &steady);
    for _ in 0..5 {
        assert_eq!(guess(&bench, "falsch-falsch"), "wrong_password");
    }
    let start = *now.lock().unwrap();
    for hours in [0, 1, 24 * 365, -24 * 365] {
        *now.lock().unwrap() = start + SignedDuration::from_hours(hours);
        assert_eq!(guess(&bench, PASSWORD), "wait", "the date moved by {hours} h");
    }
    *now.lock().unwrap() = start;
    bench.close();
    drop(bench);
    steady.fetch_add(3_600, Ordering::Relaxed);
    // An hour later by any clock, but the process is new: it waits from its own start.
    let bench = timed(&shop, &steady);
    assert_eq!(guess(&bench, PASSWORD), "wait");
    steady.fetch_add(14, Ordering::Relaxed);
    assert_eq!(guess(&bench, PASSWORD), "wait");
    steady.fetch_add(1, Ordering::Relaxed);
    assert_eq!(guess(&bench, "falsch-falsch"), "wrong_password");
    steady.fetch_add(29, Ordering::Relaxed);
    assert_eq!(guess(&bench, PASSWORD), "wait", "the sixth costs twice as much");
    steady.fetch_add(1, Ordering::Relaxed);
    assert_eq!(guess(&bench, PASSWORD), "in");
    assert_eq!(guess(&bench, "falsch-falsch"), "wrong_password");
    assert_eq!(guess(&bench, PASSWORD), "in", "a right one sets the counter back");
}

#[test]
fn a_hundred_guesses_at_once_cost_what_they_cost_in_a_row() {
    let shop = Shop::new();
    let now = shop.now();
    let answers: Vec<String> = std::thread::scope(|scope| {
        let guess = || shop.bench.sign_in("owner", "falsch-falsch", now).unwrap_err().code;
        let all: Vec<_> = (0..24).map(|_| scope.spawn(guess)).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|code| *code == "wrong_password").count(), 5, "{answers:?}");
    assert!(answers.iter().all(|code| code == "wrong_password" || code == "wait"));
}
