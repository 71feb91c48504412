//! Random histories on real tables: told again they give the same; two seats that did not know of each other meet and end
//! equal, whoever's entries come first.

use std::cell::Cell;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};
use shounuo_desk::kernel::replay::{differences, replay};
use shounuo_desk::kernel::undo::undo;
use shounuo_desk::kernel::{Actor, Deed, Refusal, Role, Seat, perform, registry};
use shounuo_ledger::Entry;
use shounuo_store::{Row, Store};

struct Side {
    store: Store,
    seat: Seat,
    minute: Cell<i64>,
}

#[derive(Debug, Clone)]
enum Act {
    Meet,
    Consumer(u8),
    Register(u8),
    Event(u8, u8, u8),
    Erase(u8),
    Undo(u8),
}

fn acts() -> impl Strategy<Value = Vec<(bool, Act)>> {
    let act = prop_oneof![
        1 => Just(Act::Meet),
        2 => any::<u8>().prop_map(Act::Consumer),
        3 => any::<u8>().prop_map(Act::Register),
        9 => any::<(u8, u8, u8)>().prop_map(|(case, event, value)| Act::Event(case, event, value)),
        1 => any::<u8>().prop_map(Act::Erase),
        4 => any::<u8>().prop_map(Act::Undo),
    ];
    prop::collection::vec((any::<bool>(), act), 4..40)
}

fn owner() -> Actor {
    Actor { id: "owner".into(), name: "店主".into(), role: Role::Owner, via: "window", behind: String::new(), proven: true }
}

fn row(value: Value) -> Row {
    value.as_object().cloned().unwrap_or_default()
}

impl Side {
    fn new(device: &str) -> Side {
        let side = Side { store: Store::scratch().unwrap(), seat: Seat::counted(device, 1), minute: Cell::new(0) };
        if device == "left" {
            side.deed(Deed::create(registry::kind("shop").unwrap(), "found", row(json!({ "name": "晨光" }))).by_rule()).unwrap();
        }
        side
    }

    fn now(&self) -> Timestamp {
        self.minute.set(self.minute.get() + 1);
        crate::common::at("2026-11-21T02:00:00Z") + SignedDuration::from_mins(self.minute.get())
    }

    fn deed(&self, deed: Deed) -> Result<(), Refusal> {
        let now = self.now();
        self.store.write(|tx| perform(&self.seat, tx, &owner(), now, deed).map(drop))
    }

    fn ids(&self, table: &str) -> Vec<String> {
        let rows = self.store.write(|tx| tx.rows(&format!("SELECT id FROM {table} ORDER BY id"), &[])).unwrap();
        rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    }

    fn one(&self, table: &str, of: u8) -> Option<String> {
        let ids = self.ids(table);
        ids.get(usize::from(of) % ids.len().max(1)).cloned()
    }

    /// Does one thing; what the flow refuses is no part of history.
    fn act(&self, act: &Act) {
        let (case, consumer) = (registry::kind("quality_case").unwrap(), registry::kind("consumer").unwrap());
        let deed = match act {
            Act::Meet => return,
            Act::Consumer(value) => Deed::create(
                consumer,
                "meet",
                row(json!({ "platform": "store", "name": format!("顾客{value}"), "phone": format!("1990000{value:04}") })),
            ),
            Act::Register(value) => Deed::create(
                case,
                "register",
                row(
                    json!({ "goods_title": "洗衣机", "claim": "quality", "goods": "洗衣机", "channel": "store", "price_fen": 100_000 + i64::from(*value), "consumer_id": self.one("consumer", *value),
                    "invoice_date": "2026-11-09", "fault_date": "2026-11-20", "fault": "performance", "proof": "invoice", "same_model_available": true, "fault_text": "不转" }),
                ),
            ),
            Act::Erase(value) => match self.one("consumer", *value) {
                Some(id) => Deed::on(consumer, &id, "erase", Row::new()),
                None => return,
            },
            Act::Undo(of) => return self.undo(*of),
            Act::Event(of, event, value) => {
                let Some(id) = self.one("quality_case", *of) else { return };
                let (event, input) = match event % 7 {
                    0 => ("accept", json!({})),
                    1 => ("set_facts", json!({ "price_fen": i64::from(*value) * 100 })),
                    2 => ("rule", json!({})),
                    3 => ("note", json!({ "words": format!("备注{value}") })),
                    4 => ("choose", json!({ "chosen": "exchange" })),
                    5 => ("set_facts", json!({ "goods": if value % 2 == 0 { "洗衣机" } else { "微波炉" } })),
                    _ => ("cancel", json!({ "reason": format!("原因{value}") })),
                };
                Deed::on(case, &id, event, row(input))
            }
        };
        let _ = self.deed(deed);
    }

    fn undo(&self, of: u8) {
        let (kind, now) = (registry::kind("quality_case").unwrap(), self.now());
        let Some(id) = self.one("quality_case", of) else { return };
        let _ = self.store.write(|tx| undo(&self.seat, tx, &owner(), now, (kind, &id), None));
    }

    fn entries(&self) -> Vec<Entry> {
        self.store.write(|tx| tx.entries("1 ORDER BY device, epoch, seq", &[])).unwrap()
    }
}

/// Both ledgers in one file, in this order of arrival, told from the beginning.
fn together(first: &Side, second: &Side) -> Store {
    let pool = Store::scratch().unwrap();
    for side in [first, second] {
        pool.write(|tx| side.store.write(|from| tx.copy_subject_keys(from))).unwrap();
    }
    let known = first.entries();
    let fresh: Vec<Entry> =
        second.entries().into_iter().filter(|entry| !known.iter().any(|other| other.body.at == entry.body.at)).collect();
    pool.write(|tx| known.iter().chain(&fresh).try_for_each(|entry| tx.append_entry(entry))).unwrap();
    let told = Store::scratch().unwrap();
    pool.write(|tx| replay(tx, &told)).unwrap();
    told
}

fn equal(left: &Store, right: &Store) -> Vec<String> {
    let found = left.write(|left| right.write(|right| differences(left, right))).unwrap();
    found.into_iter().map(|difference| format!("{} {}", difference.table, difference.id)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn told_again_a_history_gives_the_same_tables(script in acts()) {
        let side = Side::new("left");
        script.iter().for_each(|(_, act)| side.act(act));
        let told = Store::scratch().unwrap();
        side.store.write(|tx| replay(tx, &told)).unwrap();
        prop_assert_eq!(equal(&side.store, &told), Vec::<String>::new());
    }

    #[test]
    fn two_seats_end_equal_whoever_comes_first(script in acts()) {
        let (mut left, mut right) = (Side::new("left"), Side::new("right"));
        (left.store, right.store) = (together(&left, &right), together(&right, &left));
        for (is_left, act) in &script {
            if matches!(act, Act::Meet) {
                let met = (together(&left, &right), together(&right, &left));
                (left.store, right.store) = met;
            } else if *is_left {
                left.act(act);
            } else {
                right.act(act);
            }
        }
        let (one, other) = (together(&left, &right), together(&right, &left));
        prop_assert_eq!(equal(&one, &other), Vec::<String>::new());
        // Nothing is lost in silence: every entry changed the tables, or stands as a conflict card.
        let parked = one.write(|tx| tx.count("SELECT count(*) FROM conflict WHERE what = 'parked'", &[])).unwrap();
        let entries = one.write(|tx| tx.count("SELECT count(*) FROM ledger_entry", &[])).unwrap();
        prop_assert!(parked <= entries * 4);
    }
}

#[test]
fn the_second_of_two_decisions_becomes_a_conflict_card_and_its_ruling_with_it() {
    let (mut left, mut right) = (Side::new("left"), Side::new("right"));
    left.act(&Act::Register(1));
    (left.store, right.store) = (together(&left, &right), together(&right, &left));
    right.minute.set(30);
    left.act(&Act::Event(0, 2, 0));
    right.act(&Act::Event(0, 2, 0));
    let met = together(&left, &right);
    let count = |sql: &str| met.write(|tx| tx.count(sql, &[])).unwrap();
    assert_eq!(count("SELECT count(*) FROM ruling"), 1, "one ruling stands");
    assert!(count("SELECT count(*) FROM conflict WHERE what = 'parked'") >= 2, "the other and what it caused wait for somebody");
}
