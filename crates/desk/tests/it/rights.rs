//! Reveals by the hour, denials written down, tables taken out, and people who leave or change their duty.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::SignedDuration;
use serde_json::{Value, json};
use shounuo_desk::capabilities::KINDS;

use crate::common::{PASSWORD, Shop};

const SAMPLE: &[u8] = include_bytes!("../../../exchange/samples/taobao_orders_gbk.csv");

/// Imported orders, a manager, two of the counter and a technician.
fn shop() -> Shop {
    let shop = Shop::new();
    for (login, role) in [("kefu", "after_sales"), ("kefu2", "after_sales"), ("jishi", "technician"), ("manager", "manager")] {
        shop.person(login, role);
    }
    shop.import("taobao_orders_gbk.csv", SAMPLE);
    shop
}

fn one(shop: &Shop, sql: &str) -> String {
    shop.bench.shop().unwrap().store.read(|tx| tx.value(sql, &[])).unwrap().as_str().unwrap().to_owned()
}

fn consumer(shop: &Shop) -> String {
    one(shop, "SELECT id FROM consumer WHERE phone LIKE '199%' AND masked = 0 ORDER BY id LIMIT 1")
}

fn account(shop: &Shop, login: &str) -> String {
    one(shop, &format!("SELECT id FROM account WHERE login = '{login}'"))
}

fn reveal(shop: &Shop, id: &str) -> Result<Value, shounuo_desk::kernel::Refusal> {
    shop.call("records.reveal", json!({ "kind": "consumer", "id": id, "field": "phone", "reason": "回电核对" }))
}

/// The entries of an event, their answers.
fn entries(shop: &Shop, event: &str) -> Vec<Value> {
    let open = shop.bench.shop().unwrap();
    open.store
        .read(|tx| tx.entries("event = ?1 ORDER BY seq", &[event.into()]))
        .unwrap()
        .into_iter()
        .map(|entry| entry.body.asked)
        .collect()
}

#[test]
fn the_thirty_first_reveal_of_an_hour_is_refused_until_the_first_is_an_hour_old() {
    let shop = shop();
    shop.sign_in("kefu");
    let id = consumer(&shop);
    let first = shop.now() + SignedDuration::from_secs(1);
    for _ in 0..30 {
        reveal(&shop, &id).unwrap();
    }
    let no = reveal(&shop, &id).unwrap_err();
    assert_eq!(no.code, "too_many");
    let opens = shounuo_desk::kernel::work::china_moment(first + SignedDuration::from_hours(1));
    assert!(no.message.contains("30 项") && no.message.contains(&opens), "{}", no.message);
    assert_eq!(entries(&shop, "denied").last().unwrap()["result"], "超过次数");
    // A clock set back gives no more; another person has their own thirty.
    *shop.now.lock().unwrap() -= SignedDuration::from_mins(4);
    assert_eq!(reveal(&shop, &id).unwrap_err().code, "too_many");
    shop.sign_in("kefu2");
    reveal(&shop, &id).unwrap();
    *shop.now.lock().unwrap() += SignedDuration::from_mins(64);
    shop.sign_in("kefu");
    reveal(&shop, &id).unwrap();
}

#[test]
fn a_technician_sees_ten_an_hour_of_the_open_cases_in_their_hands() {
    let shop = shop();
    let order = one(
        &shop,
        "SELECT id FROM sales_order WHERE consumer_id = (SELECT id FROM consumer WHERE phone LIKE '199%' AND masked = 0 ORDER BY id LIMIT 1)",
    );
    let id = consumer(&shop);
    let input = json!({ "order_id": order, "fault_text": "不制冷" });
    let case =
        shop.ok("records.do", json!({ "kind": "quality_case", "event": "register", "input": input }))["id"].as_str().unwrap().to_owned();
    shop.sign_in("jishi");
    assert_eq!(reveal(&shop, &id).unwrap_err().code, "not_allowed");
    shop.sign_in("owner");
    shop.act(&case, "assign", json!({ "owner": account(&shop, "jishi") })).unwrap();
    shop.sign_in("jishi");
    for _ in 0..10 {
        reveal(&shop, &id).unwrap();
    }
    assert_eq!(reveal(&shop, &id).unwrap_err().code, "too_many");
    shop.sign_in("owner");
    shop.act(&case, "cancel", json!({ "reason": "消费者撤销" })).unwrap();
    *shop.now.lock().unwrap() += SignedDuration::from_mins(61);
    shop.sign_in("jishi");
    assert_eq!(reveal(&shop, &id).unwrap_err().code, "not_allowed", "once the case is closed");
}

#[test]
fn without_its_entry_nothing_is_revealed_and_nothing_is_done() {
    let shop = shop();
    let (id, case) = (consumer(&shop), shop.case());
    let open = shop.bench.shop().unwrap();
    let full = "CREATE TRIGGER full BEFORE INSERT ON ledger_entry BEGIN SELECT RAISE(ABORT, 'injected'); END";
    open.with_vault(|vault| vault.open_writer().unwrap().execute_batch(full)).unwrap();
    let before = shop.ok("cases.show", json!({ "id": case }))["record"]["values"].clone();
    let phone = one(&shop, "SELECT phone FROM consumer WHERE phone LIKE '199%' AND masked = 0 ORDER BY id LIMIT 1");
    let no = reveal(&shop, &id).unwrap_err();
    assert!(!json!(no).to_string().contains(&phone) && no.code != "done", "{no:?}");
    assert!(shop.call("exports.table", json!({ "kind": "consumer", "format": "csv", "purpose": "对账" })).is_err());
    assert!(shop.act(&case, "accept", json!({})).is_err());
    assert_eq!(shop.ok("cases.show", json!({ "id": case }))["record"]["values"], before);
    open.with_vault(|vault| vault.open_writer().unwrap().execute_batch("DROP TRIGGER full")).unwrap();
    reveal(&shop, &id).unwrap();
    shop.act(&case, "accept", json!({})).unwrap();
}

#[test]
fn denials_are_written_down_once_an_hour_and_counted_between() {
    let shop = shop();
    let case = shop.case();
    shop.sign_in("jishi");
    for _ in 0..5 {
        assert_eq!(shop.call("ledger.list", json!({})).unwrap_err().code, "not_allowed");
    }
    assert_eq!(shop.call("records.show", json!({ "kind": "account", "id": account(&shop, "owner") })).unwrap_err().code, "not_found");
    assert_eq!(shop.act(&case, "cancel", json!({ "reason": "x" })).unwrap_err().code, "not_allowed");
    let bulk = json!({ "items": [{ "kind": "quality_case", "id": case, "version": 1 }], "event": "assign", "input": {}, "dry_run": true, "job": null });
    assert_eq!(shop.ok("cases.bulk", bulk)["refused"], 1);
    let denied = entries(&shop, "denied");
    let of = |operation: &str| denied.iter().filter(|one| one["operation"] == operation).count();
    assert_eq!((of("ledger.list"), of("records.show"), of("records.do"), of("cases.bulk"), denied.len()), (1, 1, 1, 1, 4), "{denied:?}");
    // A guard, a missing field, a right taken up: no denials.
    shop.sign_in("owner");
    assert_eq!(shop.act(&case, "assign", json!({})).unwrap_err().code, "bad_input");
    shop.sign_in("jishi");
    *shop.now.lock().unwrap() += SignedDuration::from_mins(61);
    shop.sign_in("jishi");
    assert!(shop.call("ledger.list", json!({})).is_err());
    let last = entries(&shop, "denied").last().unwrap().clone();
    assert_eq!((&last["operation"], &last["more"]), (&json!("ledger.list"), &json!(4)), "the four between are told");
    shop.sign_in("manager");
    let page = shop.ok("ledger.list", json!({ "actor": account(&shop, "jishi") }));
    assert_eq!((&page["items"][0]["label"], &page["items"][0]["kind"]), (&json!("被拒绝"), &json!("account")));
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
    let days = shop.ok("reveals.summary", json!({ "days": 1 }));
    let jishi = days.as_array().unwrap().iter().find(|day| day["who"] == "jishi甲").unwrap();
    assert_eq!(jishi["denied"], 9, "{days}");
}

#[test]
fn the_summary_counts_by_person_and_day() {
    let shop = shop();
    let id = consumer(&shop);
    shop.sign_in("kefu");
    reveal(&shop, &id).unwrap();
    reveal(&shop, &id).unwrap();
    assert_eq!(shop.call("reveals.summary", json!({ "days": 7 })).unwrap_err().code, "not_allowed");
    *shop.now.lock().unwrap() += SignedDuration::from_hours(24);
    shop.sign_in("owner");
    reveal(&shop, &id).unwrap();
    shop.ok("exports.table", json!({ "kind": "goods", "format": "csv", "purpose": "盘点" }));
    let days = shop.ok("reveals.summary", json!({ "days": 7 }));
    let expected = json!([
        { "day": "2026-11-22", "who": "林店主", "reveals": 1, "exports": 1, "unmasked": 0, "denied": 0 },
        { "day": "2026-11-21", "who": "kefu甲", "reveals": 2, "exports": 0, "unmasked": 0, "denied": 1 },
    ]);
    assert_eq!(days, expected);
    assert_eq!(shop.ok("reveals.summary", json!({ "days": 1 })).as_array().unwrap().len(), 1);
}

fn export(shop: &Shop, more: Value) -> Result<String, shounuo_desk::kernel::Refusal> {
    let mut asked = json!({ "kind": "consumer", "format": "csv", "purpose": "平台申诉" });
    asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let file = shop.call("exports.table", asked)?;
    Ok(String::from_utf8(BASE64.decode(file["bytes"].as_str().unwrap()).unwrap()).unwrap())
}

#[test]
fn a_table_is_masked_and_says_who_took_it_out_when_and_what_for() {
    let shop = shop();
    shop.sign_in("manager");
    let phone = one(&shop, "SELECT phone FROM consumer WHERE phone LIKE '199%' AND masked = 0 ORDER BY id LIMIT 1");
    let csv = export(&shop, json!({})).unwrap();
    assert!(!csv.contains(&phone) && csv.contains("199****"));
    let mark = csv.lines().last().unwrap();
    for part in ["晨光电器", "manager甲", "2026-11-21", "用途：平台申诉", "个人信息已打码", "台账 "] {
        assert!(mark.contains(part), "{part}: {mark}");
    }
    let place: u64 = mark.trim_end_matches(',').rsplit('/').next().unwrap().trim_matches('"').parse().unwrap();
    let open = shop.bench.shop().unwrap();
    let named = open.store.read(|tx| tx.value("SELECT event FROM ledger_entry WHERE seq = ?1", &[place.into()])).unwrap();
    assert_eq!(named, json!("export"), "the mark leads to its entry");
    let xlsx = shop.ok("exports.table", json!({ "kind": "consumer", "format": "xlsx", "purpose": "平台申诉" }));
    assert!(xlsx["rows"].as_u64().unwrap() > 3);
}

#[test]
fn values_in_the_clear_leave_with_a_second_persons_own_password_only() {
    let shop = shop();
    let phone = one(&shop, "SELECT phone FROM consumer WHERE phone LIKE '199%' AND masked = 0 ORDER BY id LIMIT 1");
    shop.sign_in("manager");
    let agreed = |login: &str, password: &str| json!({ "approved_by": { "login": login, "password": password } });
    for (login, password, code) in [
        ("manager", PASSWORD, "not_approved"),
        ("kefu", PASSWORD, "not_approved"),
        ("owner", "falsch-falsch", "bad_input"),
        ("nobody", PASSWORD, "bad_input"),
    ] {
        let no = export(&shop, agreed(login, password)).unwrap_err();
        assert_eq!((no.code.as_str(), no.field.as_deref()), (code, Some("approved_by")), "{login}");
    }
    let csv = export(&shop, agreed("owner", PASSWORD)).unwrap();
    assert!(csv.contains(&phone) && csv.lines().last().unwrap().contains("个人信息未打码，林店主同意"));
    let noted = entries(&shop, "export").last().unwrap().clone();
    assert_eq!((&noted["unmasked"], &noted["approved_by"], &noted["purpose"]), (&json!(true), &json!("林店主"), &json!("平台申诉")));
    let accounts = shop.ok(
        "exports.table",
        json!({ "kind": "account", "format": "csv", "purpose": "花名册", "approved_by": agreed("owner", PASSWORD)["approved_by"] }),
    );
    let accounts = String::from_utf8(BASE64.decode(accounts["bytes"].as_str().unwrap()).unwrap()).unwrap();
    assert!(!accounts.contains("argon2"), "what is hidden stays hidden");
    assert_eq!(shop.ok("session.who", json!({}))["person"]["login"], "manager", "the second person is not signed in by it");
    let days = shop.ok("reveals.summary", json!({ "days": 1 }));
    assert_eq!(days.as_array().unwrap().iter().find(|day| day["who"] == "manager甲").unwrap()["unmasked"], 2);
}

#[test]
fn guesses_at_the_second_persons_password_count() {
    let shop = shop();
    shop.sign_in("manager");
    for _ in 0..5 {
        assert!(export(&shop, json!({ "approved_by": { "login": "owner", "password": "falsch-falsch" } })).is_err());
    }
    assert_eq!(export(&shop, json!({ "approved_by": { "login": "owner", "password": PASSWORD } })).unwrap_err().code, "wait");
}

#[test]
fn a_table_is_cut_by_days_and_never_silently() {
    let shop = shop();
    assert_eq!(export(&shop, json!({ "from": "2026-11-22" })).unwrap().lines().count(), 2, "headings and mark");
    assert!(export(&shop, json!({ "from": "2026-11-21", "to": "2026-11-21" })).unwrap().lines().count() > 3);
    assert_eq!(export(&shop, json!({ "to": "gestern" })).unwrap_err().field.as_deref(), Some("to"));
    let many = "INSERT INTO goods (id, state, version, created_ms, updated_ms, title, product) \
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2001) SELECT 'g' || i, 'active', 1, 1, 1, 't', 'p' FROM n";
    shop.bench.shop().unwrap().with_vault(|vault| vault.open_writer().unwrap().execute_batch(many)).unwrap();
    shop.person("manager2", "manager");
    let goods = |more: Value| {
        export(
            &shop,
            json!({ "kind": "goods" }).as_object().unwrap().clone().into_iter().chain(more.as_object().unwrap().clone()).collect(),
        )
    };
    let no = goods(json!({ "approved_by": { "login": "manager2", "password": PASSWORD } })).unwrap_err();
    assert!(no.message.contains("2000") && no.message.contains("2001") && no.message.contains("起止日期"), "{}", no.message);
    assert!(goods(json!({})).is_ok(), "masked there is room for more");
}

#[test]
fn who_leaves_leaves_open_cases_in_the_queue_and_their_name_in_the_history() {
    let shop = shop();
    shop.sign_in("kefu");
    let (first, second) = (shop.case(), shop.case());
    shop.sign_in("owner");
    let kefu = account(&shop, "kefu");
    for case in [&first, &second] {
        shop.act(case, "assign", json!({ "owner": kefu })).unwrap();
    }
    shop.act(&second, "cancel", json!({ "reason": "消费者撤销" })).unwrap();
    shop.sign_in("kefu");
    // At the seat while it happens: the next call finds nobody.
    let open = shop.bench.shop().unwrap();
    let system = shounuo_desk::kernel::Actor { role: shounuo_desk::kernel::Role::Owner, ..shounuo_desk::kernel::Actor::system() };
    let deed =
        shounuo_desk::kernel::Deed::on(shounuo_desk::kernel::registry::kind("account").unwrap(), &kefu, "deactivate", Default::default());
    open.store.write(|tx| shounuo_desk::kernel::perform(&open.seat, tx, &system, shop.now(), deed)).unwrap();
    assert_eq!(shop.call("cases.list", json!({})).unwrap_err().code, "signed_out");
    shop.sign_in("owner");
    let owner_of = |case: &str| shop.ok("cases.show", json!({ "id": case }))["record"]["values"]["owner"].clone();
    assert_eq!((owner_of(&first), owner_of(&second)), (Value::Null, json!(kefu)), "what has ended keeps its owner");
    let timeline = shop.ok("cases.show", json!({ "id": first }))["timeline"].clone();
    let events: Vec<(&str, &str)> =
        timeline.as_array().unwrap().iter().map(|item| (item["event"].as_str().unwrap(), item["who"].as_str().unwrap())).collect();
    assert!(events.contains(&("release", "系统")) && events.contains(&("register", "kefu甲")), "{events:?}");
    let again = shop.act(&first, "assign", json!({ "owner": kefu })).unwrap_err();
    let nobody = shop.act(&first, "assign", json!({ "owner": "nobody" })).unwrap_err();
    assert_eq!((again.field.as_deref(), &again), (Some("owner"), &nobody), "who is gone is given no work, and answers as nobody");
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn every_open_state_of_every_case_can_be_left_by_its_owner() {
    for kind in KINDS.iter().filter(|kind| kind.case.is_some()) {
        let from: Vec<&str> = kind.steps("release").flat_map(|step| step.from).copied().collect();
        for state in kind.states.iter().filter(|state| !state.ended) {
            assert!(from.contains(&state.name), "{}: {}", kind.name, state.name);
        }
    }
}

#[test]
fn a_duty_changed_while_its_holder_works_counts_from_the_next_call() {
    let shop = shop();
    shop.sign_in("manager");
    shop.ok("ledger.list", json!({}));
    let open = shop.bench.shop().unwrap();
    let role = |role: &str| {
        let actor = shounuo_desk::kernel::Actor { role: shounuo_desk::kernel::Role::Owner, ..shounuo_desk::kernel::Actor::system() };
        let input = json!({ "role": role, "login": "manager", "name": "manager甲" }).as_object().unwrap().clone();
        let input = input.into_iter().filter(|(name, _)| name == "role").collect();
        let kind = shounuo_desk::kernel::registry::kind("account").unwrap();
        let deed = shounuo_desk::kernel::Deed::on(kind, &account(&shop, "manager"), "change_role", input);
        open.store.write(|tx| shounuo_desk::kernel::perform(&open.seat, tx, &actor, shop.now(), deed)).unwrap();
    };
    role("technician");
    assert_eq!(shop.call("ledger.list", json!({})).unwrap_err().code, "not_allowed");
    assert_eq!(shop.ok("session.who", json!({}))["person"]["role"], "technician");
    role("manager");
    shop.ok("ledger.list", json!({}));
}
