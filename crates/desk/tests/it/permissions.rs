//! Every operation and every step of every flow, as every role: compared with what is declared.

use std::collections::BTreeMap;

use crate::common::Shop;
use serde_json::{Value, json};
use shounuo_desk::capabilities::KINDS;
use shounuo_desk::kernel::Role;
use shounuo_desk::ops::OPERATIONS;

/// Everybody who may stand at the seat: the four duties, nobody, and somebody whose account was deactivated meanwhile.
const PRINCIPALS: &[&str] = &["kefu", "jishi", "manager", "owner", "signed out", "deactivated"];

fn role_of(principal: &str) -> Option<Role> {
    match principal {
        "kefu" => Some(Role::AfterSales),
        "jishi" => Some(Role::Technician),
        "manager" => Some(Role::Manager),
        "owner" => Some(Role::Owner),
        _ => None,
    }
}

fn staffed() -> Shop {
    let shop = Shop::new();
    for (login, role) in [("kefu", "after_sales"), ("jishi", "technician"), ("manager", "manager"), ("gone", "after_sales")] {
        shop.person(login, role);
    }
    shop
}

fn stand(shop: &Shop, principal: &str) {
    shop.bench.sign_out();
    match principal {
        "signed out" => {}
        "deactivated" => {
            // Signed in first, deactivated while at the seat: the session must end with the account.
            shop.sign_in("owner");
            let people = shop.ok("staff.list", json!({}));
            let gone = people.as_array().unwrap().iter().find(|person| person["login"] == "gone").unwrap().clone();
            if gone["active"] == false {
                shop.ok("records.do", json!({ "kind": "account", "id": gone["id"], "event": "reactivate" }));
            }
            shop.sign_in("gone");
            let system = shounuo_desk::kernel::Actor { role: Role::Owner, ..shounuo_desk::kernel::Actor::system() };
            let open = shop.bench.shop().unwrap();
            let account = shounuo_desk::kernel::registry::kind("account").unwrap();
            let deed = shounuo_desk::kernel::Deed::on(account, gone["id"].as_str().unwrap(), "deactivate", Default::default());
            open.store.write(|tx| shounuo_desk::kernel::perform(&open.seat, tx, &system, shop.now(), deed)).unwrap();
        }
        login => shop.sign_in(login),
    }
}

#[test]
fn every_operation_as_every_principal_answers_as_declared() {
    let shop = staffed();
    let (mut tried, mut differences) = (0, Vec::new());
    for principal in PRINCIPALS {
        for operation in
            OPERATIONS.iter().filter(|operation| !matches!(operation.name, "session.sign_out" | "session.lock" | "shop.create"))
        {
            stand(&shop, principal);
            let answer = shop.call(operation.name, json!({}));
            let code = answer.err().map(|no| no.code).unwrap_or_default();
            let expected = match (operation.who.roles(), role_of(principal)) {
                (None, _) => None,
                (Some(_), None) => Some("signed_out"),
                (Some(roles), Some(role)) if roles.contains(&role) => None,
                (Some(_), Some(_)) => Some("not_allowed"),
            };
            let refused = matches!(code.as_str(), "signed_out" | "not_allowed" | "locked_seat").then_some(code.as_str());
            tried += 1;
            // `records.…` without a kind may be refused later on, for other reasons; what is compared is the door.
            if refused != expected {
                differences.push(format!("{} as {principal}: {refused:?}, declared {expected:?}", operation.name));
            }
        }
    }
    println!("permission matrix: {tried} operation × principal, {} differences", differences.len());
    assert!(differences.is_empty(), "{differences:#?}");
}

#[test]
fn every_step_of_every_flow_asks_for_the_declared_duty_first() {
    let shop = staffed();
    let mut tried = 0;
    for principal in PRINCIPALS {
        stand(&shop, principal);
        for kind in KINDS {
            let mut events: BTreeMap<&str, Vec<Role>> = BTreeMap::new();
            for step in kind.flow {
                events.entry(step.event).or_default().extend(step.by);
            }
            for (event, by) in events {
                for id in [Value::Null, json!("00000000-0000-7000-8000-000000000000")] {
                    let no = shop
                        .call("records.do", json!({ "kind": kind.name, "id": id, "event": event }))
                        .map_or_else(|no| no.code, |_| "done".into());
                    let expected_door = match role_of(principal) {
                        None => "signed_out",
                        Some(role) if by.contains(&role) => "",
                        Some(_) => "not_allowed",
                    };
                    // What is part of a larger operation is refused to everybody who is signed in.
                    let internal = kind.steps(event).any(|step| step.internal);
                    let expected_door = if internal && expected_door != "signed_out" { "not_here" } else { expected_door };
                    let door = if matches!(no.as_str(), "signed_out" | "not_allowed" | "not_here") { no.as_str() } else { "" };
                    tried += 1;
                    assert_eq!(door, expected_door, "{}.{event} as {principal}: {no}", kind.name);
                }
            }
        }
    }
    println!("permission matrix: {tried} step × principal × record, 0 differences");
}

#[test]
fn unknown_and_forbidden_ids_answer_alike() {
    let shop = staffed();
    let people = shop.ok("staff.list", json!({}));
    let account = people[0]["id"].clone();
    shop.sign_in("kefu");
    let forbidden = shop.call("records.show", json!({ "kind": "account", "id": account })).unwrap_err();
    let unknown = shop.call("records.show", json!({ "kind": "account", "id": "nobody" })).unwrap_err();
    assert_eq!(forbidden, unknown);
    // Nor does the search tell of what may not be seen.
    let found = shop.ok("search", json!({ "text": "owner甲" }));
    assert!(found.as_array().unwrap().iter().all(|hit| hit["kind"] != "account"), "{found}");
}

#[test]
fn a_manager_never_makes_an_owner() {
    let shop = staffed();
    shop.sign_in("manager");
    let made = shop.call("staff.create", json!({ "login": "x2", "name": "新店主", "role": "owner", "password": crate::common::PASSWORD }));
    assert_eq!(made.unwrap_err().code, "not_allowed");
    let people = shop.ok("staff.list", json!({}));
    let id_of = |login: &str| people.as_array().unwrap().iter().find(|person| person["login"] == login).unwrap()["id"].clone();
    let raise =
        shop.call("records.do", json!({ "kind": "account", "id": id_of("kefu"), "event": "change_role", "input": { "role": "owner" } }));
    assert_eq!(raise.unwrap_err().code, "not_allowed");
    let lower = shop
        .call("records.do", json!({ "kind": "account", "id": id_of("owner"), "event": "change_role", "input": { "role": "after_sales" } }));
    assert!(lower.is_err());
    assert_eq!(shop.call("staff.reset_password", json!({ "id": id_of("owner"), "password": "abcdefg" })).unwrap_err().code, "not_allowed");
}

#[test]
fn the_last_owner_cannot_be_lost() {
    let shop = staffed();
    let people = shop.ok("staff.list", json!({}));
    let owner = people.as_array().unwrap().iter().find(|person| person["login"] == "owner").unwrap()["id"].clone();
    let no = shop.call("records.do", json!({ "kind": "account", "id": owner, "event": "deactivate" })).unwrap_err();
    assert_eq!(no.guard.as_deref(), Some("not_the_last_owner"));
}

#[test]
fn idle_seats_lock_and_the_password_opens_them() {
    let shop = staffed();
    shop.sign_in("kefu");
    *shop.now.lock().unwrap() += jiff::SignedDuration::from_mins(6);
    assert_eq!(shop.call("cases.list", json!({})).unwrap_err().code, "locked_seat");
    assert_eq!(shop.ok("session.who", json!({}))["person"]["locked"], true);
    shop.sign_in("kefu");
    shop.ok("cases.list", json!({}));
    // A clock set back by hours locks as well.
    *shop.now.lock().unwrap() -= jiff::SignedDuration::from_hours(3);
    assert_eq!(shop.call("cases.list", json!({})).unwrap_err().code, "locked_seat");
}

#[test]
fn wrong_passwords_unknown_logins_and_deactivated_accounts_answer_alike_and_cost_time() {
    let shop = staffed();
    let wrong = shop.call("session.sign_in", json!({ "login": "kefu", "password": "falsch-falsch" })).unwrap_err();
    let unknown = shop.call("session.sign_in", json!({ "login": "nobody", "password": "falsch-falsch" })).unwrap_err();
    assert_eq!(wrong, unknown);
    for _ in 0..5 {
        let _ = shop.call("session.sign_in", json!({ "login": "kefu", "password": "falsch-falsch" }));
    }
    assert_eq!(shop.call("session.sign_in", json!({ "login": "kefu", "password": crate::common::PASSWORD })).unwrap_err().code, "wait");
}
