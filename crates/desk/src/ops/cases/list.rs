//! The list of cases: one indexed query, paged by key.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::row::{CaseRow, case_row};
use super::text;
use crate::capabilities::KINDS;
use crate::kernel::Refusal;
use crate::ops::Call;

const PAGE: usize = 50;

/// Which cases.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct CaseFilter {
    /// Only this kind.
    pub kind: Option<String>,
    /// Only this state.
    pub state: Option<String>,
    /// `open`, `ended` or `all`; open when absent.
    pub which: Option<String>,
    /// Only the caller's own.
    pub mine: bool,
    /// Only those with a limit before this instant (UTC).
    pub due_before: Option<String>,
    /// Words to find, as in the search.
    pub words: Option<String>,
    /// Key of the last row of the page before.
    pub after: Option<String>,
}

/// A page of cases.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CasePage {
    /// The rows, nearest limit first.
    pub rows: Vec<CaseRow>,
    /// Key for the next page; `None` when this is the last.
    pub after: Option<String>,
}

pub(in crate::ops) fn list(call: &Call<'_>, filter: CaseFilter) -> Result<CasePage, Refusal> {
    let me = call.actor()?.id.clone();
    call.read(|tx, _| page(tx, &filter, &me))
}

/// One page of the index.
fn page(tx: &Tx<'_>, filter: &CaseFilter, me: &str) -> Result<CasePage, Refusal> {
    let (conditions, params) = conditions(tx, filter, me)?;
    // Each branch walks one stretch of an index in its order and stops at the end of the page: no table is sorted.
    let branch = |stretch: String| {
        let most = PAGE + 1;
        format!("SELECT * FROM (SELECT * FROM case_index WHERE {stretch}{conditions} ORDER BY ifnull(due_at, '9999'), id LIMIT {most})")
    };
    let branches: Vec<String> = stretches(filter).into_iter().map(branch).collect();
    let sql = format!(
        "SELECT i.*, a.name AS owner_name, c.name AS consumer_name, c.account AS consumer_account, o.order_no
         FROM ({}) i
         LEFT JOIN account a ON a.id = i.owner LEFT JOIN consumer c ON c.id = i.consumer LEFT JOIN sales_order o ON o.id = i.\"order\"
         ORDER BY ifnull(i.due_at, '9999'), i.id LIMIT {}",
        branches.join(" UNION ALL "),
        PAGE + 1
    );
    let mut rows = tx.rows(&sql, &params)?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let after = if more { rows.last().map(key) } else { None };
    Ok(CasePage { rows: rows.iter().map(case_row).collect(), after })
}

fn key(row: &Row) -> String {
    format!("{}/{}", text(row, "due_at").unwrap_or_else(|| "9999".into()), text(row, "id").unwrap_or_default())
}

fn conditions(tx: &Tx<'_>, filter: &CaseFilter, me: &str) -> Result<(String, Vec<Value>), Refusal> {
    let (mut all, mut params, by_id) = (Vec::new(), Vec::new(), by_id(filter));
    let mut add = |condition: &str, value: Value| {
        params.push(value);
        all.push(condition.replace("?", &format!("?{}", params.len())));
    };
    if let Some(kind) = &filter.kind {
        add(&format!("{by_id}kind = ?"), json!(kind));
    }
    if let Some(state) = &filter.state {
        add(&format!("{by_id}state = ?"), json!(state));
    }
    if filter.mine {
        add(&format!("{by_id}owner = ?"), json!(me));
    }
    if let Some(before) = &filter.due_before {
        // The first half is what the index is ordered by and ends the walk; the second keeps "no limit" out.
        add(&format!("{by_id}ifnull(due_at, '9999') < ?"), json!(before));
        add("due_at < ?", json!(before));
    }
    if let Some(words) = words_of(filter) {
        add("id IN (SELECT value FROM json_each(?))", json!(found(tx, words)?));
    }
    if let Some((due, id)) = filter.after.as_deref().and_then(|after| after.split_once('/')) {
        params.extend([json!(due), json!(id)]);
        // The pair alone would be compared row by row from the beginning; its first half lets the index go to the place.
        let (due, id) = (params.len() - 1, params.len());
        all.push(format!("ifnull(due_at, '9999') >= ?{due} AND (ifnull(due_at, '9999'), id) > (?{due}, ?{id})"));
    }
    Ok((all.iter().map(|condition| format!(" AND {condition}")).collect(), params))
}

/// Where the cases of a filter lie: stretches of an index, each in the order of the page. The indexes begin with whether a
/// case is ended, or with kind and state; so both values of the one are named, and the kinds that have the other.
fn stretches(filter: &CaseFilter) -> Vec<String> {
    let ended: &[i64] = match filter.which.as_deref() {
        Some("all") => &[0, 1],
        Some("ended") => &[1],
        _ => &[0],
    };
    let by_id = by_id(filter);
    let has = |state: &String| KINDS.iter().filter(|kind| kind.case.is_some() && kind.state(state).is_some()).collect();
    let kinds: Vec<_> = filter.state.as_ref().map(has).unwrap_or_default();
    let open_or_not = ended.iter().map(|ended| format!("{by_id}ended = {ended}"));
    if kinds.is_empty() {
        return open_or_not.collect();
    }
    open_or_not.flat_map(|ended| kinds.iter().map(move |kind| format!("{by_id}kind = '{}' AND {ended}", kind.name))).collect()
}

/// Stands before what an index could be walked by. Cases that words lead to are few and looked up by id: the plus keeps the
/// engine from walking through all others in search of them.
fn by_id(filter: &CaseFilter) -> &'static str {
    if words_of(filter).is_some() { "+" } else { "" }
}

fn words_of(filter: &CaseFilter) -> Option<&str> {
    filter.words.as_deref().filter(|words| !words.trim().is_empty())
}

/// Ids of the cases that words lead to: the case itself, its order, its consumer, its notes and papers.
fn found(tx: &Tx<'_>, words: &str) -> Result<Vec<Value>, Refusal> {
    let mut ids = Vec::new();
    for hit in tx.find(words, 200)? {
        let by = match hit.kind.as_str() {
            "consumer" => "SELECT id FROM case_index WHERE consumer = ?1 LIMIT 50",
            "sales_order" => "SELECT id FROM case_index WHERE \"order\" = ?1 LIMIT 50",
            "order_line" => "SELECT id FROM case_index WHERE \"order\" = (SELECT order_id FROM order_line WHERE id = ?1) LIMIT 50",
            "note" => "SELECT case_id AS id FROM note WHERE id = ?1",
            "ruling" => "SELECT case_id AS id FROM ruling WHERE id = ?1",
            "notice" => "SELECT case_id AS id FROM notice WHERE id = ?1",
            _ => "SELECT id FROM case_index WHERE id = ?1",
        };
        ids.extend(tx.rows(by, &[json!(hit.id)])?.into_iter().filter_map(|mut row| row.remove("id")));
    }
    ids.dedup();
    Ok(ids)
}
