//! Random histories of several devices: the same entries give the same tables, in whatever order they arrive, and every
//! change of a chain is found.

#![allow(clippy::unwrap_used, reason = "a test says by panicking what is wrong")]

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use proptest::prelude::*;
use serde_json::{Value, json};
use shounuo_ledger::*;

#[derive(Default, Clone, PartialEq, Debug)]
struct Memory(BTreeMap<(String, String), BTreeMap<String, Value>>);

impl Tables for Memory {
    type Error = Infallible;
    fn exists(&self, kind: &str, id: &str) -> Result<bool, Infallible> {
        Ok(self.0.contains_key(&(kind.into(), id.into())))
    }
    fn value(&self, kind: &str, id: &str, field: &str) -> Result<Value, Infallible> {
        Ok(self.0.get(&(kind.into(), id.into())).and_then(|record| record.get(field)).cloned().unwrap_or(Value::Null))
    }
    fn open(&self, sealed: &Value) -> Result<Value, Infallible> {
        Ok(sealed.clone())
    }
    fn write(&mut self, _: &Entry, change: &RecordChange, values: &[(&str, Value)]) -> Result<(), Infallible> {
        let record = self.0.entry((change.kind.clone(), change.id.clone())).or_default();
        for (field, value) in values {
            record.insert((*field).into(), value.clone());
        }
        Ok(())
    }
}

/// One seat: its own view, which knows the entries it has written or received.
#[derive(Clone)]
struct Seat {
    name: &'static str,
    entries: Vec<Entry>,
    own: u64,
    head: String,
    hlc: Hlc,
}

#[derive(Debug, Clone)]
enum Act {
    Create(u8),
    Note(u8, u8),
    Decide(u8, u8),
    Meet,
}

impl Seat {
    fn new(name: &'static str) -> Self {
        Seat { name, entries: vec![], own: 0, head: String::new(), hlc: Hlc::default() }
    }

    fn tables(&self) -> (Memory, Vec<Conflict>) {
        fold(self.entries.clone())
    }

    fn act(&mut self, act: &Act, wall: u64) {
        let tables = self.tables().0;
        let change = match act {
            Act::Create(id) => RecordChange {
                kind: "case".into(),
                id: id.to_string(),
                new: true,
                fields: vec![field("state", Value::Null, json!("open"), MergeRule::Guarded)],
            },
            Act::Note(id, value) => RecordChange {
                kind: "case".into(),
                id: id.to_string(),
                new: false,
                fields: vec![field("owner", tables.value("case", &id.to_string(), "owner").unwrap(), json!(value), MergeRule::Free)],
            },
            Act::Decide(id, value) => RecordChange {
                kind: "case".into(),
                id: id.to_string(),
                new: false,
                fields: vec![field("sum", tables.value("case", &id.to_string(), "sum").unwrap(), json!(value), MergeRule::Guarded)],
            },
            Act::Meet => return,
        };
        if tables.exists("case", &change.id).unwrap() == change.new {
            return;
        }
        self.own += 1;
        self.hlc = Hlc::tick(self.hlc, wall);
        let body = Body {
            version: 1,
            at: Position { device: self.name.into(), epoch: 1, seq: self.own },
            hlc: self.hlc,
            wall_ms: wall as i64,
            actor: "p".into(),
            via: "system".into(),
            kind: "case".into(),
            record: change.id.clone(),
            case: Some(change.id.clone()),
            event: "e".into(),
            asked: Value::Null,
            changes: vec![change],
            cause: None,
        };
        let entry = seal(body, self.head.clone()).unwrap();
        self.head = entry.hash.clone();
        self.entries.push(entry);
    }

    fn take(&mut self, others: &[Entry]) {
        let known: BTreeSet<_> = self.entries.iter().map(|entry| entry.body.at.clone()).collect();
        for entry in others.iter().filter(|entry| !known.contains(&entry.body.at)) {
            self.hlc = self.hlc.max(entry.body.hlc);
            self.entries.push(entry.clone());
        }
    }
}

fn field(name: &str, old: Value, new: Value, rule: MergeRule) -> FieldChange {
    FieldChange { field: name.into(), old, new, rule }
}

fn fold(mut entries: Vec<Entry>) -> (Memory, Vec<Conflict>) {
    total_order(&mut entries);
    let (mut tables, mut parked, mut conflicts) = (Memory::default(), BTreeSet::new(), vec![]);
    for entry in &entries {
        conflicts.extend(apply(&mut tables, entry, &mut parked).unwrap().conflicts);
    }
    (tables, conflicts)
}

fn acts() -> impl Strategy<Value = Vec<(bool, Act, u16)>> {
    let act = prop_oneof![
        (0..4u8).prop_map(Act::Create),
        (0..4u8, any::<u8>()).prop_map(|(id, value)| Act::Note(id, value)),
        (0..4u8, any::<u8>()).prop_map(|(id, value)| Act::Decide(id, value)),
        Just(Act::Meet),
    ];
    prop::collection::vec((any::<bool>(), act, any::<u16>()), 1..40)
}

fn live(script: &[(bool, Act, u16)]) -> (Seat, Seat) {
    let (mut left, mut right) = (Seat::new("left"), Seat::new("right"));
    for (is_left, act, wall) in script {
        if matches!(act, Act::Meet) {
            let (from_left, from_right) = (left.entries.clone(), right.entries.clone());
            left.take(&from_right);
            right.take(&from_left);
        } else if *is_left {
            left.act(act, u64::from(*wall));
        } else {
            right.act(act, u64::from(*wall));
        }
    }
    (left, right)
}

proptest! {
    #[test]
    fn two_seats_end_equal_in_any_order_of_arrival(script in acts(), seed in any::<u64>()) {
        let (mut left, mut right) = live(&script);
        let (from_left, mut from_right) = (left.entries.clone(), right.entries.clone());
        from_right.sort_by_key(|entry| entry.hash.as_bytes()[0] as u64 ^ seed);
        left.take(&from_right);
        right.take(&from_left);
        prop_assert_eq!(left.tables(), right.tables());
    }

    #[test]
    fn no_guarded_value_is_silently_lost(script in acts()) {
        let (mut left, right) = live(&script);
        left.take(&right.entries);
        let (tables, conflicts) = left.tables();
        for entry in left.entries.iter().filter(|entry| !conflicts.iter().any(|conflict| conflict.at == entry.body.at && conflict.what == ConflictKind::Parked)) {
            // What was not parked was written: the record exists.
            for change in &entry.body.changes {
                prop_assert!(tables.exists(&change.kind, &change.id).unwrap());
            }
        }
    }

    #[test]
    fn any_altered_dropped_or_swapped_entry_is_found(script in acts(), at in any::<prop::sample::Index>(), how in 0..3u8) {
        let (left, _) = live(&script);
        let mut own: Vec<Entry> = left.entries.into_iter().filter(|entry| entry.body.at.device == "left").collect();
        prop_assume!(own.len() >= 3);
        prop_assert!(check_chain(own.iter(), None).is_ok());
        let at = at.index(own.len() - 1);
        match how {
            0 => own[at].body.wall_ms += 1,
            1 => { own.remove(at); }
            _ => own.swap(at, at + 1),
        }
        let found = check_chain(own.iter(), None).unwrap_err();
        prop_assert!(found.at.seq as usize <= at + 2);
    }
}

#[test]
fn a_second_decision_on_the_same_base_is_parked_and_its_consequences_with_it() {
    let (mut left, mut right) = (Seat::new("left"), Seat::new("right"));
    left.act(&Act::Create(1), 1);
    right.take(&left.entries.clone());
    left.act(&Act::Decide(1, 10), 2);
    right.act(&Act::Decide(1, 20), 3);
    left.take(&right.entries);
    let (tables, conflicts) = left.tables();
    assert_eq!(tables.value("case", "1", "sum").unwrap(), json!(10));
    assert_eq!(conflicts.len(), 1);
    assert_eq!((&conflicts[0].other, &conflicts[0].brought), (&json!(10), &json!(20)));
    assert_eq!(conflicts[0].what, ConflictKind::Parked);
}

#[test]
fn a_free_field_takes_the_later_value_and_shows_the_other() {
    let (mut left, mut right) = (Seat::new("left"), Seat::new("right"));
    left.act(&Act::Create(1), 1);
    right.take(&left.entries.clone());
    left.act(&Act::Note(1, 10), 5);
    right.act(&Act::Note(1, 20), 4);
    left.take(&right.entries);
    let (tables, conflicts) = left.tables();
    assert_eq!(tables.value("case", "1", "owner").unwrap(), json!(10));
    assert_eq!((conflicts.len(), conflicts[0].what), (1, ConflictKind::Overwrote));
}
