//! One event, from the call to the commit, against one bare row of as many bytes, committed the same way.

use std::time::Duration;

use serde_json::{Value, json};
use shounuo_store::bare::Bare;

use crate::Outcome;
use crate::measure::{Figure, compare, timed};
use crate::shop::Shop;
use crate::world::World;

const BYTES: &str = "SELECT sum(length(device) + length(actor) + length(via) + length(kind) + length(record) + ifnull(length(case_id), 0)
    + length(event) + octet_length(asked) + octet_length(changes) + length(prev) + length(hash) + 48) FROM ledger_entry WHERE seq > ?1";

/// Event, its input, and whether it can happen only once in a case.
type Kind = (&'static str, fn(usize) -> Value, &'static str);

const EVENTS: &[Kind] = &[
    ("accept", |_| json!({}), "受理: one entry"),
    ("set_facts", |round| json!({ "price_fen": 100_000 + round, "fault_date": "2026-11-19" }), "填写事实: one entry, two fields"),
    ("note", |round| json!({ "words": format!("已电话联系，消费者愿意配合拍照，第 {round} 次") }), "备注: two entries, the second sealed"),
];

pub fn measure(world: &mut World) -> Outcome<Vec<Figure>> {
    let shop = Shop::found(&world.dir("event"))?;
    let mut bare = Bare::create(&world.dir("event-bare"))?;
    bare.batch("CREATE TABLE entry (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT")?;
    let rounds = world.size(200, 40);
    let cases = (0..rounds).map(|index| shop.case(index)).collect::<Outcome<Vec<_>>>()?;
    EVENTS.iter().map(|event| one(&shop, &mut bare, &cases, event)).collect()
}

fn one(shop: &Shop, bare: &mut Bare, cases: &[String], (event, input, says): &Kind) -> Outcome<Figure> {
    let size = size_of(shop, &cases[0], event, input(0))?;
    let bytes = vec![0x5A_u8; usize::try_from(size)?];
    let candidate = |round: usize| -> Outcome<Duration> {
        let (case, input) = (&cases[round + 1], input(round + 1));
        Ok(timed(|| shop.act("quality_case", Some(case), event, input))?.0)
    };
    let baseline = |_| Ok(timed(|| Ok(bare.insert_one("INSERT INTO entry (bytes) VALUES (?1)", &bytes)?))?.0);
    let figure = compare(&format!("event {event}"), (says, "one bare row, committed"), cases.len() - 1, candidate, baseline)?;
    Ok(figure.with("ledger_bytes", size))
}

/// Bytes that one such event adds to the ledger.
fn size_of(shop: &Shop, case: &str, event: &str, input: Value) -> Outcome<i64> {
    let last = shop.count("SELECT max(seq) FROM ledger_entry", &[])?;
    shop.act("quality_case", Some(case), event, input)?;
    ledger_bytes(shop, last)
}

/// Bytes of the entries after a sequence number.
pub fn ledger_bytes(shop: &Shop, after: i64) -> Outcome<i64> {
    shop.count(BYTES, &[after.into()])
}
