//! One conflict: a colleague at another seat, without a network, recorded another choice of the same consumer.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shounuo_ledger::Entry;

use super::Demo;
use crate::kernel::meet::take_in;
use crate::kernel::{Deed, Refusal, Seat, perform, registry};
use crate::workbench::object;

/// Code of the refusal with which what the other seat wrote is taken back here.
const ELSEWHERE: &str = "elsewhere";

/// Takes the newest case whose consumer was told and may choose between two ways.
pub(super) fn meet(demo: &Demo<'_>) -> Result<(), Refusal> {
    let shop = demo.bench.shop()?;
    let find = "SELECT c.id, r.options FROM quality_case c JOIN ruling r ON r.id = c.ruling_id
        WHERE c.state = 'told' AND json_array_length(r.options) > 1 ORDER BY c.number DESC LIMIT 1";
    let Some(case) = shop.store.read(|tx| tx.row(find, &[]))? else { return Ok(()) };
    let id = case.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let options: Vec<String> =
        case.get("options").and_then(Value::as_str).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let [here, there, ..] = options.as_slice() else { return Ok(()) };
    let theirs = elsewhere(demo, &id, there)?;
    let at = demo.now.saturating_sub(SignedDuration::from_mins(3)).unwrap_or(demo.now);
    demo.act("kefu", at, "quality_case", Some(&id), "choose", json!({ "chosen": here }))?;
    shop.store.write(|tx| take_in(tx, theirs)).map(drop)
}

/// What the other seat wrote: done on this file as it stands and taken back, so that this seat knows nothing of it.
fn elsewhere(demo: &Demo<'_>, case: &str, chosen: &str) -> Result<Vec<Entry>, Refusal> {
    let (shop, mut written) = (demo.bench.shop()?, Vec::new());
    let at = demo.now.saturating_sub(SignedDuration::from_mins(1)).unwrap_or(demo.now);
    demo.bench.act_as("kefu2", at)?;
    let actor = demo.bench.current_actor(at)?;
    let seat = Seat::counted("demo-second-seat", 1);
    let taken_back = shop.store.write(|tx| {
        let deed = Deed::on(registry::kind("quality_case")?, case, "choose", object(json!({ "chosen": chosen })));
        perform(&seat, tx, &actor, at, deed)?;
        written = tx.entries("device = 'demo-second-seat' ORDER BY seq", &[])?;
        Err::<(), _>(Refusal::new(ELSEWHERE, ""))
    });
    match taken_back {
        Err(no) if no.code != ELSEWHERE => Err(no),
        _ => Ok(written),
    }
}
