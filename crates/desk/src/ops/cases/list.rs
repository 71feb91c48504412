//! The list of cases: one indexed query, paged by key.

use serde::{Deserialize, Serialize};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::filter::{Asker, CaseFilter, DUE, Walk};
use super::leads::cases_of;
use super::row::{CaseRow, case_row};
use super::text;
use crate::kernel::{Refusal, registry};
use crate::ops::Call;

const PAGE: usize = 50;
/// How many numbers may be looked for at once.
const MOST_NUMBERS: usize = 500;

/// A page of cases.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CasePage {
    /// The rows, nearest limit first.
    pub rows: Vec<CaseRow>,
    /// Key for the next page; `None` when this is the last.
    pub after: Option<String>,
    /// Numbers that lead to no case; told with the first page.
    pub misses: Vec<String>,
}

pub(in crate::ops) fn list(call: &Call<'_>, filter: CaseFilter) -> Result<CasePage, Refusal> {
    let asker = Asker { actor: call.actor()?, now: call.now };
    call.read(|tx, _| page(tx, &filter, asker))
}

/// One page of the index.
fn page(tx: &Tx<'_>, filter: &CaseFilter, asker: Asker<'_>) -> Result<CasePage, Refusal> {
    let (ids, misses) = looked_for(tx, filter, asker)?;
    let mut walk = Walk::of(filter, asker, ids)?;
    go_on_after(&mut walk, filter.after.as_deref());
    let mut rows = if walk.stretches.is_empty() { Vec::new() } else { tx.rows(&statement(&walk), &walk.params)? };
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let after = if more { rows.last().map(key) } else { None };
    Ok(CasePage { rows: rows.iter().map(|row| case_row(row, asker)).collect(), after, misses })
}

fn statement(walk: &Walk) -> String {
    let most = PAGE + 1;
    // Each branch walks one stretch of an index in its order and stops at the end of the page: no table is sorted.
    let branches = walk.all(|from| format!("SELECT * FROM (SELECT * {from} ORDER BY {DUE}, id LIMIT {most})"));
    format!(
        "SELECT i.*, a.name AS owner_name, c.name AS consumer_name, c.account AS consumer_account, o.order_no
         FROM ({branches}) i
         LEFT JOIN account a ON a.id = i.owner LEFT JOIN consumer c ON c.id = i.consumer LEFT JOIN sales_order o ON o.id = i.\"order\"
         ORDER BY ifnull(i.due_at, '9999'), i.id LIMIT {most}"
    )
}

fn go_on_after(walk: &mut Walk, after: Option<&str>) {
    if let Some((due, id)) = after.and_then(|after| after.split_once('/')) {
        // The pair alone would be compared row by row from the beginning; its first half lets the index go to the place.
        let (due, id) = (walk.bind(due), walk.bind(id));
        walk.and(&format!("{DUE} >= {due} AND ({DUE}, id) > ({due}, {id})"));
    }
}

fn key(row: &Row) -> String {
    format!("{}/{}", text(row, "due_at").unwrap_or_else(|| "9999".into()), text(row, "id").unwrap_or_default())
}

/// Ids of the cases that words and numbers lead to, `None` when neither was given; and the numbers that lead nowhere.
fn looked_for(tx: &Tx<'_>, filter: &CaseFilter, asker: Asker<'_>) -> Result<(Option<Vec<String>>, Vec<String>), Refusal> {
    let words = filter.words.as_deref().filter(|words| !words.trim().is_empty());
    let by_words = words.map(|words| led_to(tx, tx.find(words, 200)?, asker)).transpose()?;
    if filter.numbers.is_empty() {
        return Ok((by_words, Vec::new()));
    }
    let (mut ids, mut misses) = (Vec::new(), Vec::new());
    for number in numbers(filter)? {
        let found = led_to(tx, tx.find_number(&number, 50)?, asker)?;
        if found.is_empty() {
            misses.push(number);
        }
        ids.extend(found);
    }
    if let Some(words) = by_words {
        ids.retain(|id| words.contains(id));
    }
    Ok((Some(ids), if filter.after.is_none() { misses } else { Vec::new() }))
}

/// The numbers as they were pasted, each once.
fn numbers(filter: &CaseFilter) -> Result<Vec<String>, Refusal> {
    let mut all: Vec<String> = Vec::new();
    for number in filter.numbers.iter().map(|number| number.trim()).filter(|number| !number.is_empty()) {
        if !all.iter().any(|known| known == number) {
            all.push(number.to_owned());
        }
    }
    if all.len() > MOST_NUMBERS {
        return Err(Refusal::bad("numbers", format!("一次最多查 {MOST_NUMBERS} 个单号，现在有 {} 个，请分批粘贴", all.len())));
    }
    Ok(all)
}

/// What the person may not see leads them nowhere.
fn led_to(tx: &Tx<'_>, hits: Vec<shounuo_store::search::Hit>, asker: Asker<'_>) -> Result<Vec<String>, Refusal> {
    let mut ids = Vec::new();
    for hit in hits {
        if registry::kind(&hit.kind)?.seen_by.contains(&asker.actor.role) {
            ids.extend(cases_of(tx, &hit.kind, &hit.id)?);
        }
    }
    Ok(ids)
}
