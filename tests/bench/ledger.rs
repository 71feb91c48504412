//! For information: the whole record of the big shop checked, chains, papers and tables.

use serde_json::json;

use crate::Outcome;
use crate::environment::peak_memory;
use crate::measure::{Figure, observe, rounded, timed};
use crate::world::World;

pub fn measure(world: &mut World) -> Outcome<Vec<Figure>> {
    let shop = world.big()?;
    let before = peak_memory();
    let (took, verdict) = timed(|| shop.call("ledger.verify", json!({})))?;
    if verdict["sound"] != json!(true) {
        return Err(format!("the big shop is not sound: {}", verdict["headline"]).into());
    }
    let entries = verdict["details"]["entries"].as_u64().unwrap_or(0);
    let rate = entries as f64 / took.as_secs_f64();
    let figure = observe("ledger verify", "file, chains, papers; all told again into an empty file and compared", took);
    let mb = |bytes: Option<u64>| json!(bytes.map(|bytes| rounded(bytes as f64 / 1024.0 / 1024.0)));
    Ok(vec![
        figure
            .with("entries", entries)
            .with("entries_per_second", rate.round())
            .with("peak_MB", mb(peak_memory()))
            .with("peak_before_MB", mb(before)),
    ])
}
