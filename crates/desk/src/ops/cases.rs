//! The list of cases (one indexed query, paged by key) and one case with all that belongs to it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::ledger::{TimelineItem, timeline};
use super::{Call, Nothing};
use crate::capabilities::KINDS;
use crate::capabilities::consumer::CONSUMER;
use crate::capabilities::notice::NOTICE;
use crate::capabilities::orders::{ORDER_LINE, SALES_ORDER};
use crate::capabilities::quality_case::QUALITY_CASE;
use crate::capabilities::ruling::RULING;
use crate::kernel::clock::{ClockView, clocks_of};
use crate::kernel::flow::Lane;
use crate::kernel::mask::masked;
use crate::kernel::view::{RecordView, record_view};
use crate::kernel::{Refusal, registry};

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

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaseRow {
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// 中文 label of the kind.
    pub kind_label: String,
    /// Human number.
    pub number: String,
    /// What it is about, without personal data.
    pub title: String,
    /// State.
    pub state: String,
    /// 中文 label of the state.
    pub state_label: String,
    /// Nothing more is expected.
    pub ended: bool,
    /// Name of the person who has it.
    pub owner: Option<String>,
    /// The consumer, masked.
    pub consumer: Option<String>,
    /// Order number.
    pub order_no: Option<String>,
    /// Shop.
    pub shop: Option<String>,
    /// Lane of the nearest limit.
    pub lane: Option<Lane>,
    /// Nearest limit, UTC.
    pub due_at: Option<String>,
    /// When it was opened, UTC.
    pub opened_at: String,
}

/// A page of cases.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CasePage {
    /// The rows, nearest limit first.
    pub rows: Vec<CaseRow>,
    /// Key for the next page; `None` when this is the last.
    pub after: Option<String>,
}

/// How many cases stand in a state.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StateCount {
    /// Kind.
    pub kind: String,
    /// State.
    pub state: String,
    /// 中文 label of the state.
    pub state_label: String,
    /// Nothing more is expected.
    pub ended: bool,
    /// How many.
    pub count: i64,
    /// How many of them are past their nearest limit.
    pub late: i64,
}

/// A case by id.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CaseId {
    /// Id.
    pub id: String,
}

/// A case with all that belongs to it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CaseView {
    /// The case: facts and buttons.
    pub record: RecordView,
    /// Its order, with lines.
    pub order: Option<OrderView>,
    /// The consumer, masked; buttons left out.
    pub consumer: Option<ConsumerView>,
    /// Its limits, running ones first.
    pub clocks: Vec<ClockView>,
    /// Its rulings, newest first.
    pub rulings: Vec<RulingView>,
    /// Its notices, newest first.
    pub notices: Vec<RecordView>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineItem>,
    /// Name of the person who has it.
    pub owner: Option<String>,
}

/// An order as a case shows it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OrderView {
    /// Id.
    pub id: String,
    /// 中文 name of the platform.
    pub platform: String,
    /// Values, personal ones masked.
    #[ts(type = "Record<string, unknown>")]
    pub values: Row,
    /// Its lines.
    #[ts(type = "Record<string, unknown>[]")]
    pub lines: Vec<Row>,
}

/// A consumer as a case shows them.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ConsumerView {
    /// Id.
    pub id: String,
    /// Values, masked.
    #[ts(type = "Record<string, unknown>")]
    pub values: Row,
    /// Other cases of the same consumer.
    pub other_cases: i64,
}

/// A ruling with its answer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RulingView {
    /// The record: state and buttons.
    pub record: RecordView,
    /// What the rules said.
    #[ts(type = "Ruling")]
    pub answer: Value,
    /// The options as they stand, after a departure.
    pub options: Vec<String>,
    /// Name of the person who asked to depart.
    pub asked_by: Option<String>,
    /// Name of the person who decided on it.
    pub decided_by: Option<String>,
}

pub(super) fn list(call: &Call<'_>, filter: CaseFilter) -> Result<CasePage, Refusal> {
    let me = call.actor()?.id.clone();
    call.read(|tx, _| page(tx, &filter, &me))
}

/// One page of the index. Public for the benchmark.
///
/// # Errors
/// When the file fails.
pub fn page(tx: &Tx<'_>, filter: &CaseFilter, me: &str) -> Result<CasePage, Refusal> {
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
pub(super) fn found(tx: &Tx<'_>, words: &str) -> Result<Vec<Value>, Refusal> {
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

fn case_row(row: &Row) -> CaseRow {
    let kind = text(row, "kind").unwrap_or_default();
    let state = text(row, "state").unwrap_or_default();
    let declared = registry::kind(&kind).ok();
    let consumer: Row = [("name", "consumer_name"), ("account", "consumer_account")]
        .into_iter()
        .filter_map(|(to, from)| Some((to.to_owned(), row.get(from)?.clone())))
        .collect();
    let consumer = masked(&CONSUMER, consumer);
    CaseRow {
        id: text(row, "id").unwrap_or_default(),
        kind_label: declared.map_or_else(|| kind.clone(), |kind| kind.label.to_owned()),
        state_label: declared.map_or_else(|| state.clone(), |kind| kind.state_label(&state).to_owned()),
        kind,
        number: text(row, "number").unwrap_or_default(),
        title: text(row, "title").unwrap_or_default(),
        state,
        ended: row.get("ended") == Some(&json!(1)),
        owner: text(row, "owner_name"),
        consumer: text(&consumer, "name").or_else(|| text(&consumer, "account")),
        order_no: text(row, "order_no"),
        shop: text(row, "shop"),
        lane: row.get("lane").and_then(|lane| serde_json::from_value(lane.clone()).ok()),
        due_at: text(row, "due_at"),
        opened_at: text(row, "opened_at").unwrap_or_default(),
    }
}

fn text(row: &Row, name: &str) -> Option<String> {
    row.get(name).and_then(Value::as_str).map(str::to_owned)
}

pub(super) fn counts(call: &Call<'_>, _: Nothing) -> Result<Vec<StateCount>, Refusal> {
    let sql = "SELECT kind, state, ended, count(*) AS count, sum(ended = 0 AND due_at IS NOT NULL AND due_at < ?1) AS late FROM case_index GROUP BY kind, state, ended ORDER BY kind, ended, state";
    let rows = call.read(|tx, _| Ok(tx.rows(sql, &[json!(call.now.to_string())])?))?;
    Ok(rows.iter().map(state_count).collect())
}

fn state_count(row: &Row) -> StateCount {
    let (kind, state) = (text(row, "kind").unwrap_or_default(), text(row, "state").unwrap_or_default());
    let whole = |name: &str| row.get(name).and_then(Value::as_i64).unwrap_or(0);
    let state_label = registry::kind(&kind).map_or_else(|_| state.clone(), |kind| kind.state_label(&state).to_owned());
    StateCount { kind, state_label, state, ended: whole("ended") == 1, count: whole("count"), late: whole("late") }
}

pub(super) fn show(call: &Call<'_>, which: CaseId) -> Result<CaseView, Refusal> {
    let actor = call.actor()?;
    call.read(|tx, shop| {
        let record = record_view(&shop.seat, tx, actor, call.now, &QUALITY_CASE, &which.id)?;
        let view = |kind, id: &str| record_view(&shop.seat, tx, actor, call.now, kind, id);
        let of = |name: &str| record.values.get(name).and_then(Value::as_str).map(str::to_owned);
        let mut rulings = Vec::new();
        for row in tx.records(registry::shape(&RULING), "case_id = ?1 ORDER BY created_ms DESC, id DESC", &[json!(which.id)])? {
            let id = text(&row, "id").unwrap_or_default();
            rulings.push(ruling_view(tx, row, view(&RULING, &id)?)?);
        }
        let mut notices = Vec::new();
        for row in tx.rows("SELECT id FROM notice WHERE case_id = ?1 ORDER BY created_ms DESC, id DESC", &[json!(which.id)])? {
            notices.push(view(&NOTICE, &text(&row, "id").unwrap_or_default())?);
        }
        Ok(CaseView {
            order: order_view(tx, of("order_id").as_deref())?,
            consumer: consumer_view(tx, of("consumer_id").as_deref(), &which.id)?,
            clocks: clocks_of(tx, &which.id, call.now)?,
            rulings,
            notices,
            timeline: timeline(tx, &which.id)?,
            owner: name_of(tx, of("owner").as_deref())?,
            record,
        })
    })
}

fn ruling_view(tx: &Tx<'_>, row: Row, mut record: RecordView) -> Result<RulingView, Refusal> {
    let options = row.get("options").and_then(Value::as_array).cloned().unwrap_or_default();
    // The answer is large and stands beside the record.
    record.values.remove("answer");
    Ok(RulingView {
        record,
        answer: row.get("answer").cloned().unwrap_or(Value::Null),
        options: options.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        asked_by: name_of(tx, text(&row, "asked_by").as_deref())?,
        decided_by: name_of(tx, text(&row, "decided_by").as_deref())?,
    })
}

fn order_view(tx: &Tx<'_>, id: Option<&str>) -> Result<Option<OrderView>, Refusal> {
    let Some(id) = id else { return Ok(None) };
    let Some(row) = tx.record(registry::shape(&SALES_ORDER), id)? else { return Ok(None) };
    let lines = tx.records(registry::shape(&ORDER_LINE), "order_id = ?1 AND state = 'active' ORDER BY line_no", &[json!(id)])?;
    let platform = text(&row, "platform").unwrap_or_default();
    let platform = shounuo_exchange::Platform::from_code(&platform).map_or(platform, |platform| platform.label().to_owned());
    Ok(Some(OrderView { id: id.into(), platform, values: masked(&SALES_ORDER, row), lines }))
}

fn consumer_view(tx: &Tx<'_>, id: Option<&str>, case: &str) -> Result<Option<ConsumerView>, Refusal> {
    let Some(id) = id else { return Ok(None) };
    let Some(row) = tx.record(registry::shape(&CONSUMER), id)? else { return Ok(None) };
    let other_cases = tx.count("SELECT count(*) FROM case_index WHERE consumer = ?1 AND id <> ?2", &[json!(id), json!(case)])?;
    Ok(Some(ConsumerView { id: id.into(), values: masked(&CONSUMER, row), other_cases }))
}

pub(super) fn name_of(tx: &Tx<'_>, account: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(account) = account else { return Ok(None) };
    if account == "system" {
        return Ok(Some("系统".into()));
    }
    Ok(tx.value("SELECT name FROM account WHERE id = ?1", &[json!(account)])?.as_str().map(str::to_owned))
}
