//! Rules about who may what that no table says: owners and managers, idle seats, guesses. The table is gone through by `matrix`.

use crate::common::Shop;
use serde_json::json;

fn staffed() -> Shop {
    let shop = Shop::new();
    for (login, role) in [("kefu", "after_sales"), ("jishi", "technician"), ("manager", "manager"), ("gone", "after_sales")] {
        shop.person(login, role);
    }
    shop
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
    let found = shop.ok("search", json!({ "text": "manager甲" }));
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
