//! Two seats that did not know of each other: the second decision is a card, not a silent overwrite.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shounuo_desk::kernel::meet::take_in;
use shounuo_desk::kernel::{Actor, Deed, Refusal, Role, Seat, perform, registry};
use shounuo_ledger::Entry;

use crate::common::Shop;

/// What another seat wrote about the case as it stands now, without this seat knowing.
fn elsewhere(shop: &Shop, case: &str, event: &str, input: Value) -> Vec<Entry> {
    let open = shop.bench.shop().unwrap();
    let seat = Seat::counted("another-seat", 1);
    let actor =
        Actor { id: "owner".into(), name: "林店主".into(), role: Role::Owner, via: "window", behind: String::new(), proven: true };
    let mut written = Vec::new();
    let later = shop.now() + SignedDuration::from_mins(5);
    let forgotten = open.store.write(|tx| {
        let deed = Deed::on(registry::kind("quality_case")?, case, event, input.as_object().cloned().unwrap_or_default());
        perform(&seat, tx, &actor, later, deed)?;
        written = tx.entries("device = 'another-seat' ORDER BY seq", &[])?;
        Err::<(), _>(Refusal::new("rolled_back", ""))
    });
    assert_eq!(forgotten.unwrap_err().code, "rolled_back");
    written
}

fn told(shop: &Shop) -> String {
    let case = shop.case();
    shop.act(&case, "rule", json!({})).unwrap();
    shop.act(&case, "tell", json!({})).unwrap();
    case
}

fn meet(shop: &Shop, entries: Vec<Entry>) -> Result<usize, Refusal> {
    shop.bench.shop().unwrap().store.write(|tx| take_in(tx, entries))
}

#[test]
fn the_second_of_two_choices_becomes_a_card_that_stands_until_somebody_says_what_was_done() {
    let shop = Shop::new();
    let case = told(&shop);
    let theirs = elsewhere(&shop, &case, "choose", json!({ "chosen": "repair_free" }));
    shop.act(&case, "choose", json!({ "chosen": "exchange" })).unwrap();
    assert!(meet(&shop, theirs).unwrap() > 0);
    let cards = shop.ok("conflicts.list", json!({}));
    let card = cards.as_array().unwrap().iter().find(|card| card["field_label"] == "消费者所选").unwrap_or_else(|| panic!("{cards}"));
    assert_eq!((&card["stands"], &card["brought"], &card["parked"]), (&json!("换同型号"), &json!("免费修理"), &json!(true)));
    assert_eq!(card["event_label"], "记录消费者选择");
    assert_eq!(shop.ok("cases.show", json!({ "id": case }))["record"]["values"]["chosen"], "exchange");
    let settle = |reason: &str| json!({ "device": card["device"], "epoch": card["epoch"], "seq": card["seq"], "reason": reason });
    assert_eq!(shop.call("conflicts.settle", settle("")).unwrap_err().field.as_deref(), Some("reason"));
    shop.ok("conflicts.settle", settle("已电话确认，消费者要换货"));
    assert_eq!(shop.ok("conflicts.list", json!({})), json!([]));
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn entries_that_are_incomplete_or_belong_before_ours_bring_nothing() {
    let shop = Shop::new();
    let case = told(&shop);
    let theirs = elsewhere(&shop, &case, "note", json!({ "words": "对方席位的备注" }));
    assert!(theirs.len() > 1, "a note is an entry of its own");
    let refused = meet(&shop, theirs[1..].to_vec()).unwrap_err();
    assert_eq!(refused.code, "broken_chain");
    *shop.now.lock().unwrap() += SignedDuration::from_mins(30);
    shop.sign_in("owner");
    shop.act(&case, "choose", json!({ "chosen": "exchange" })).unwrap();
    assert_eq!(meet(&shop, theirs).unwrap_err().code, "too_early");
    assert_eq!(shop.ok("conflicts.list", json!({})), json!([]));
}
