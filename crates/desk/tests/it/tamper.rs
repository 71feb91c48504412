//! Tampering with every key in hand (G10): whoever holds the data key, the signing key and the SQL may make the whole file
//! agree with itself again. What was anchored outside before is protected all the same; what was not, is not, and the table
//! says how much that is.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shounuo_desk::kernel::replay::replay_tables;
use shounuo_desk::kernel::verify::{Known, Verification, check_chains, verify_against};
use shounuo_desk::workbench::OpenShop;
use shounuo_ledger::{Entry, SignedHead, SigningKey, seal};
use shounuo_store::{Anchor, StoreError};

use crate::common::Shop;

const TRIES: usize = 1_000;
const SEED: u64 = 20_261_122;

/// What was done to the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tamper {
    ChangeEntry,
    ChangeAndRebuild,
    DeleteEntry,
    DeleteAndRebuild,
    InsertAndRebuild,
    SwapAndRebuild,
    CutTail,
    CutTailAndGoOn,
    ChangeTable,
    SwapSignature,
    PutOldFileBack,
}

use Tamper::*;
const ALL: [Tamper; 11] = [
    ChangeEntry,
    ChangeAndRebuild,
    DeleteEntry,
    DeleteAndRebuild,
    InsertAndRebuild,
    SwapAndRebuild,
    CutTail,
    CutTailAndGoOn,
    ChangeTable,
    SwapSignature,
    PutOldFileBack,
];

/// SplitMix64: the same tampers for the same seed.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % below as u64).unwrap()
    }
}

/// A shop with a past, the heads that lie outside, and everything needed to put it back as it was.
struct Scene {
    shop: Shop,
    open: std::sync::Arc<OpenShop>,
    /// A second writer, as somebody with the key would open one.
    raw: Box<dyn Fn(&str)>,
    key: SigningKey,
    entries: Vec<Entry>,
    signed: Vec<SignedHead>,
    anchors: Vec<Anchor>,
    outside: Vec<Known>,
    anchored: u64,
}

impl Scene {
    fn new() -> Scene {
        let shop = Shop::new();
        let step = |shop: &Shop| {
            let case = shop.case();
            shop.act(&case, "accept", json!({})).unwrap();
            shop.act(&case, "rule", json!({})).unwrap();
            shop.ok("session.lock", json!({}));
            shop.sign_in("owner");
        };
        step(&shop);
        shop.ok("anchors.print", json!({}));
        step(&shop);
        let open = shop.bench.shop().unwrap();
        let head = open.signed_head(shop.now()).unwrap();
        open.note_anchor("backup", &head, "周末.shounuo", shop.now()).unwrap();
        step(&shop);
        let key = open.store.read(|tx| open.with_vault(|vault| tx.signing_seed(vault.data_key()))).unwrap().unwrap();
        let (entries, anchors) = open.store.read(|tx| Ok::<_, StoreError>((tx.entries("1 ORDER BY seq", &[])?, tx.anchors()?))).unwrap();
        let nowhere = shounuo_ledger::Position { device: String::new(), epoch: 0, seq: 0 };
        let signed = open.store.read(|tx| tx.signed_heads_after(&nowhere, 100)).unwrap();
        let outside = anchors.iter().map(|anchor| Known {
            by: anchor.kind.clone(),
            head: anchor.head.head(),
            taken_ms: anchor.made_ms,
            place: anchor.place.clone(),
        });
        let (outside, anchored) = (outside.collect(), head.at.seq);
        let raw = writer(&open);
        raw("DROP TRIGGER ledger_entry_is_never_changed; DROP TRIGGER ledger_entry_is_never_deleted;");
        Scene { raw, key: SigningKey::from_seed(&key), shop, open, entries, signed, anchors, outside, anchored }
    }

    /// Puts these entries, heads and anchors into the file in place of those that are there.
    fn put(&self, entries: &[Entry], signed: &[SignedHead], anchors: &[Anchor]) {
        (self.raw)("BEGIN; DELETE FROM ledger_entry; DELETE FROM ledger_head; DELETE FROM signed_head; DELETE FROM anchor; COMMIT;");
        let write = self.open.store.write(|tx| {
            entries.iter().try_for_each(|entry| tx.append_entry(entry))?;
            signed.iter().try_for_each(|head| tx.note_signed_head(head))?;
            anchors.iter().try_for_each(|anchor| tx.note_anchor(anchor))
        });
        write.unwrap_or_else(|fault: StoreError| panic!("{fault}"));
    }

    /// Entries whose chain fits again, and every head and anchor kept in the file signed anew over it.
    fn put_rebuilt(&self, bodies: Vec<Entry>) {
        let mut prev = String::new();
        let mut entries = Vec::new();
        for (at, entry) in bodies.into_iter().enumerate() {
            let mut body = entry.body;
            body.at.seq = at as u64 + 1;
            let sealed = seal(body, prev).unwrap();
            prev = sealed.hash.clone();
            entries.push(sealed);
        }
        let again = |head: &SignedHead| {
            let entry = entries.get(usize::try_from(head.at.seq).unwrap() - 1)?;
            let head = shounuo_ledger::Head { at: entry.body.at.clone(), hash: entry.hash.clone() };
            self.key.sign_head(&self.open.shop_id(), &head, 1_795_000_000_000).ok()
        };
        let signed: Vec<SignedHead> = self.signed.iter().filter_map(again).collect();
        let anchors: Vec<Anchor> =
            self.anchors.iter().filter_map(|anchor| Some(Anchor { head: again(&anchor.head)?, ..anchor.clone() })).collect();
        self.put(&entries, &signed, &anchors);
    }

    fn chains(&self, known: &[Known]) -> Verification {
        let mut found = Verification { replayed: true, ..Verification::default() };
        self.open.store.read(|tx| check_chains(tx, &self.open.shop_id(), known, &mut found)).unwrap();
        found
    }

    /// Does one thing to the file. Gives the first entry it touched, and what is found of it.
    fn tamper(&self, what: Tamper, dice: &mut Dice) -> (u64, bool, bool) {
        let (last, at) = (self.entries.len(), dice.up_to(self.entries.len()));
        let mut changed = self.entries.clone();
        let mut first = at;
        let mut rebuilt = true;
        match what {
            ChangeEntry | ChangeAndRebuild => {
                touch(&mut changed[at], dice);
                rebuilt = what == ChangeAndRebuild;
            }
            DeleteEntry | DeleteAndRebuild => {
                changed.remove(at);
                rebuilt = what == DeleteAndRebuild;
                // The last one alone is a tail that was cut off.
                first = at.min(last - 1);
            }
            InsertAndRebuild => {
                let mut one = changed[dice.up_to(last)].clone();
                touch(&mut one, dice);
                changed.insert(at, one);
            }
            SwapAndRebuild => {
                let other = (at + 1 + dice.up_to(last - 1)) % last;
                changed.swap(at, other);
                first = at.min(other);
            }
            CutTail | PutOldFileBack => changed.truncate(at),
            CutTailAndGoOn => {
                changed.truncate(at);
                for _ in 0..=last - at + dice.up_to(3) {
                    let mut one = self.entries[dice.up_to(last)].clone();
                    touch(&mut one, dice);
                    changed.push(one);
                }
            }
            ChangeTable => return self.change_table(dice),
            SwapSignature => return self.swap_signature(dice),
        }
        if what == PutOldFileBack {
            let upto = |head: &&SignedHead| usize::try_from(head.at.seq).unwrap() <= at;
            let signed: Vec<SignedHead> = self.signed.iter().filter(upto).cloned().collect();
            let anchors: Vec<Anchor> = self.anchors.iter().filter(|anchor| upto(&&anchor.head)).cloned().collect();
            self.put(&changed, &signed, &anchors);
        } else if rebuilt {
            self.put_rebuilt(changed);
        } else {
            self.put(&changed, &self.signed, &self.anchors);
        }
        (first as u64 + 1, !self.chains(&self.outside).findings().is_empty(), rebuilt)
    }

    /// A table changed without the ledger is found wherever it is: nothing has to be anchored for that.
    fn change_table(&self, dice: &mut Dice) -> (u64, bool, bool) {
        self.put(&self.entries, &self.signed, &self.anchors);
        let change = [
            "UPDATE quality_case SET price_fen = price_fen + 1",
            "UPDATE quality_case SET state = 'closed'",
            "UPDATE account SET role = 'owner', name = name || '2'",
            "UPDATE shop SET province = '北京'",
            "UPDATE clock SET due_at = '2030-01-01T00:00:00Z'",
            "UPDATE checkpoint SET hash = upper(hash)",
            "UPDATE notice SET title = '别的'",
            "DELETE FROM ruling",
        ][dice.up_to(8)];
        (self.raw)(change);
        let found = verify_against(&self.open, &self.outside).unwrap();
        // Everything back: the tables are told again from the ledger, as a repair would.
        self.retell();
        (1, !found.different.is_empty(), false)
    }

    fn retell(&self) {
        let told = shounuo_store::Store::scratch().unwrap();
        self.open.store.read(|tx| replay_tables(tx, &told, &|_| Ok(()))).unwrap();
        let mut all = String::from("BEGIN;");
        for table in ["quality_case", "account", "shop", "clock", "checkpoint", "notice", "ruling"] {
            let rows = told.write(|tx| tx.table_rows(table, "id")).unwrap();
            all += &format!("DELETE FROM {table};");
            for row in rows {
                let names: Vec<String> = row.keys().map(|name| format!("\"{name}\"")).collect();
                let values: Vec<String> = row.values().map(sql).collect();
                all += &format!("INSERT INTO {table} ({}) VALUES ({});", names.join(","), values.join(","));
            }
        }
        (self.raw)(&(all + "COMMIT;"));
    }

    /// A signature exchanged for another head's, another key's, or none.
    fn swap_signature(&self, dice: &mut Dice) -> (u64, bool, bool) {
        let mut signed = self.signed.clone();
        let (one, other) = (dice.up_to(signed.len()), dice.up_to(signed.len()));
        let stranger = SigningKey::from_seed(&DataSeed::new([9; 32]));
        signed[one] = match dice.up_to(3) {
            0 if one != other => SignedHead { signature: self.signed[other].signature.clone(), ..signed[one].clone() },
            1 => SignedHead { signature: "0".repeat(128), ..signed[one].clone() },
            _ => stranger.sign_head(&self.open.shop_id(), &signed[one].head(), signed[one].wall_ms).unwrap(),
        };
        self.put(&self.entries, &signed, &self.anchors);
        (1, !self.chains(&self.outside).bad_signatures.is_empty(), false)
    }
}

type DataSeed = shounuo_store::vault::SigningSeed;

fn writer(open: &OpenShop) -> Box<dyn Fn(&str)> {
    let writer = open.with_vault(|vault| vault.open_writer()).unwrap();
    writer.execute_batch("PRAGMA synchronous = OFF").unwrap();
    Box::new(move |sql| writer.execute_batch(sql).unwrap())
}

fn sql(value: &Value) -> String {
    match value {
        Value::Null => "NULL".into(),
        Value::String(text) => format!("'{}'", text.replace('\'', "''")),
        other => other.to_string(),
    }
}

/// Another content: one that the chain, rebuilt, carries without complaint.
fn touch(entry: &mut Entry, dice: &mut Dice) {
    match dice.up_to(5) {
        0 => entry.body.wall_ms += 60_000 + i64::try_from(dice.up_to(1_000)).unwrap(),
        1 => entry.body.actor = format!("someone-{}", dice.up_to(1_000)),
        2 => entry.body.record.push('0'),
        3 => entry.body.asked = json!({ "reason": format!("改过 {}", dice.up_to(1_000)) }),
        _ => entry.body.hlc.0 += 1 + dice.up_to(1_000) as u64,
    }
}

#[derive(Default)]
struct Tally {
    tried: usize,
    found: usize,
    missed: usize,
    beyond: usize,
}

#[test]
fn what_was_anchored_is_protected_from_whoever_holds_every_key() {
    let scene = Scene::new();
    let mut dice = Dice(SEED);
    let mut table: BTreeMap<Tamper, Tally> = BTreeMap::new();
    for round in 0..TRIES {
        // Comparing tables takes longest; a few dozen of them are enough.
        let what = if round % 40 == 0 { ChangeTable } else { ALL[dice.up_to(ALL.len())] };
        let what = if what == ChangeTable && round % 40 != 0 { ChangeAndRebuild } else { what };
        let (first, found, rebuilt) = scene.tamper(what, &mut dice);
        let tally = table.entry(what).or_default();
        tally.tried += 1;
        if found {
            tally.found += 1;
        } else if first > scene.anchored && (rebuilt || what == PutOldFileBack) {
            tally.beyond += 1;
        } else {
            tally.missed += 1;
            assert!(first > scene.anchored, "seed {SEED} round {round}: {what:?} at entry {first} was not found");
        }
    }
    scene.put(&scene.entries, &scene.signed, &scene.anchors);
    assert!(verify_against(&scene.open, &scene.outside).unwrap().sound(), "the file is as it was");
    println!("seed {SEED}: {} entries, anchored up to {}", scene.entries.len(), scene.anchored);
    println!("{:<18}{:>7}{:>7}{:>8}{:>36}", "tamper", "tried", "found", "missed", "after the anchor, every key, unseen");
    for (what, tally) in &table {
        println!("{:<18}{:>7}{:>7}{:>8}{:>36}", format!("{what:?}"), tally.tried, tally.found, tally.missed, tally.beyond);
    }
    let sum = |count: fn(&Tally) -> usize| -> usize { table.values().map(count).sum() };
    let (found, beyond, missed) = (sum(|tally| tally.found), sum(|tally| tally.beyond), sum(|tally| tally.missed));
    figure!("ledgers changed with every key: {TRIES} tried, {found} found, {beyond} behind the last anchor, {missed} missed");
    assert_eq!((missed, sum(|tally| tally.tried)), (0, TRIES));
    assert_eq!(table.len(), ALL.len());
    drop(scene.shop);
}
