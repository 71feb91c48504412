//! An order list of 100,000 lines, opened and taken in as one batch, against the same cells put into one bare table.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;
use shounuo_store::bare::Bare;

use crate::environment::peak_memory;
use crate::measure::{Figure, compare, rounded, timed};
use crate::orders::{HEADINGS, cells, file};
use crate::shop::{Shop, refused};
use crate::world::{World, size_on_disk};
use crate::{Outcome, event};

const MB: f64 = 1024.0 * 1024.0;

/// What the importing program found, left beside its shop.
#[derive(Serialize, Deserialize)]
pub struct ImportResult {
    /// Seconds to open and recognise the file, and to take it in and commit.
    pub open_s: f64,
    pub run_s: f64,
    pub orders_new: u64,
    pub refused: usize,
    pub ledger_bytes: i64,
    pub database_bytes: u64,
    pub peak_before: Option<u64>,
    pub peak: Option<u64>,
    /// Recovery code of the shop, to open it again.
    pub code: String,
}

pub fn measure(world: &mut World) -> Outcome<Vec<Figure>> {
    let rows = world.many();
    let cells: Vec<Vec<String>> = (0..rows).map(cells).collect();
    let rounds = world.size(3, 1);
    let mut results = Vec::new();
    let bare_dirs: Vec<_> = (0..rounds).map(|round| world.dir(&format!("import-bare-{round}"))).collect();
    let candidate = |_| {
        let result = run_child(world)?;
        let took = Duration::from_secs_f64(result.open_s + result.run_s);
        results.push(result);
        Ok(took)
    };
    let baseline = |round: usize| bare_bulk(&bare_dirs[round], cells.clone());
    let says = (
        "order list opened, recognised, taken in as one batch with its ledger, committed",
        "the same cells into one bare table, one transaction",
    );
    let figure = compare("import", says, rounds, candidate, baseline)?;
    let Some(result) = results.last() else { return Ok(Vec::new()) };
    if result.orders_new != rows as u64 {
        return Err(format!("{} of {rows} orders were taken, {} refused", result.orders_new, result.refused).into());
    }
    let rate = rows as f64 / (figure.candidate.median_us / 1e6);
    let mb = |bytes: Option<u64>| bytes.map(|bytes| rounded(bytes as f64 / MB));
    Ok(vec![
        figure
            .with("rows", rows)
            .with("rows_per_second", rate.round())
            .with("open_s", rounded(result.open_s))
            .with("run_s", rounded(result.run_s))
            .with("peak_MB", json!(mb(results.iter().filter_map(|result| result.peak).max())))
            .with("peak_before_MB", json!(mb(result.peak_before)))
            .with("ledger_bytes_per_row", result.ledger_bytes / rows as i64)
            .with("database_MB", rounded(result.database_bytes as f64 / MB)),
    ])
}

fn bare_bulk(dir: &Path, rows: Vec<Vec<String>>) -> Outcome<Duration> {
    let mut bare = Bare::create(dir)?;
    let columns: Vec<String> = (0..HEADINGS.len()).map(|at| format!("c{at} TEXT NOT NULL")).collect();
    bare.batch(&format!("CREATE TABLE line (id INTEGER PRIMARY KEY, {}) STRICT", columns.join(", ")))?;
    let marks = vec!["?"; HEADINGS.len()].join(", ");
    let (took, _) = timed(|| Ok(bare.insert_all(&format!("INSERT INTO line VALUES (NULL, {marks})"), rows.into_iter())?))?;
    Ok(took)
}

/// Imports in a program of its own, so that its peak of memory is its own. The shop stays, for the other measurements.
pub fn run_child(world: &mut World) -> Outcome<ImportResult> {
    let (rows, dir) = (world.many(), world.imported());
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    std::fs::create_dir(&dir)?;
    std::fs::write(dir.join("ExportOrderList.csv"), file(rows))?;
    let status = Command::new(std::env::current_exe()?).arg("--import-into").arg(&dir).status()?;
    if status.success() { result(&dir) } else { Err("the importing program failed".into()) }
}

pub fn result(dir: &Path) -> Outcome<ImportResult> {
    Ok(serde_json::from_slice(&std::fs::read(dir.join("result.json"))?)?)
}

/// The importing program.
pub fn child(dir: &Path) -> Outcome<()> {
    let shop = Shop::found(&dir.join("shop"))?;
    let bytes = std::fs::read(dir.join("ExportOrderList.csv"))?;
    let last = shop.count("SELECT max(seq) FROM ledger_entry", &[])?;
    let peak_before = peak_memory();
    let (open, seen) =
        timed(|| shop.bench.call("imports.open", json!({ "name": "ExportOrderList.csv" }), Some(bytes), shop.now()).map_err(refused))?;
    let (run, taken) = timed(|| shop.call("imports.run", json!({ "look": { "token": seen["token"] }, "dry_run": false })))?;
    let peak = peak_memory();
    let ledger_bytes = event::ledger_bytes(&shop, last)?;
    let code = shop.code.line().to_string();
    shop.bench.close();
    let result = ImportResult {
        open_s: open.as_secs_f64(),
        run_s: run.as_secs_f64(),
        orders_new: taken["orders_new"].as_u64().unwrap_or(0),
        refused: taken["refused"].as_array().map_or(0, Vec::len),
        ledger_bytes,
        database_bytes: size_on_disk(&dir.join("shop"))?,
        peak_before,
        peak,
        code,
    };
    Ok(std::fs::write(dir.join("result.json"), serde_json::to_vec(&result)?)?)
}
