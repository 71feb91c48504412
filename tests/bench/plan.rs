//! What a screen really asks of the database, and how the engine answers: a whole table read is told.

use std::collections::BTreeSet;

use shounuo_store::bare::{Bare, statements_of};

use crate::Outcome;

/// Tables that grow with the shop. Reading all of one for one page is a fault.
const BIG: &[&str] =
    &["case_index", "quality_case", "sales_order", "order_line", "consumer", "clock", "ledger_entry", "search_doc", "search_key"];

/// Runs `work` and names the statements in it that read a whole big table.
pub fn scans(bare: &Bare, work: impl FnOnce() -> Outcome<()>) -> Outcome<Vec<String>> {
    let (done, statements) = statements_of(work);
    done?;
    let mut found = Vec::new();
    for sql in statements.into_iter().collect::<BTreeSet<String>>() {
        let lines = bare.plan(&sql)?;
        found.extend(lines.iter().filter(|line| reads_all(line)).map(|line| format!("{line} in: {}", one_line(&sql))));
    }
    Ok(found)
}

/// "SCAN t" and "SCAN t USING INDEX …" alike; "SEARCH" goes straight to the rows.
fn reads_all(line: &str) -> bool {
    let table = line.strip_prefix("SCAN ").and_then(|rest| rest.split_whitespace().next());
    table.is_some_and(|table| BIG.contains(&table))
}

fn one_line(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}
