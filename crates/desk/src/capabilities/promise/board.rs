//! How the promises are kept: counts per promise and period, each of which is a list of rows that can be opened.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::PROMISE;
use super::fields::TYPES;
use super::terms::Terms;
use crate::kernel::work::china;
use crate::kernel::{Refusal, registry};

/// How the fulfilments of a promise stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PromiseCounts {
    /// 已履行
    pub kept: i64,
    /// 违诺
    pub broken: i64,
    /// 待履行, those past their due moment among them.
    pub pending: i64,
    /// 待履行 whose due moment has passed: newer data will tell.
    pub overdue: i64,
    /// 待核定
    pub unclear: i64,
    /// 不适用
    pub void: i64,
}

impl PromiseCounts {
    /// Kept of all that is decided, in hundredths of a percent, rounded down; `None` while nothing is decided.
    #[must_use]
    pub fn rate(self) -> Option<i64> {
        let decided = self.kept + self.broken;
        (decided > 0).then(|| self.kept * 10_000 / decided)
    }
}

/// One promise on the board.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PromiseRow {
    /// Id.
    pub id: String,
    /// Number, naming the version.
    pub number: String,
    /// Name.
    pub title: String,
    /// 法定 or 增值.
    pub kind: String,
    /// 中文 type.
    pub type_label: String,
    /// State.
    pub state: String,
    /// 中文 label of the state.
    pub state_label: String,
    /// What starts it, until when, and what keeps it, in words.
    pub limit: String,
    /// What a breach costs, in words.
    pub compensation: String,
    /// First day.
    pub effective_from: Option<String>,
    /// How its orders fared.
    pub counts: PromiseCounts,
    /// Kept of all decided, in hundredths of a percent.
    pub rate: Option<i64>,
    /// The line below which it promises too much, in percent; `None` when nobody set one.
    pub warn_below: Option<i64>,
    /// The rate is below the line.
    pub over_promised: bool,
    /// Breaches that wait for their compensation.
    pub owed_cases: i64,
    /// What they are owed, fen.
    pub owed_fen: i64,
    /// What was paid in the period, fen.
    pub paid_fen: i64,
}

/// The board.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PromiseBoard {
    /// The promises, those in force first.
    pub rows: Vec<PromiseRow>,
}

/// Bounds of a period on `column`, as a condition and its parameters from `?2` on.
fn bounds(column: &str, from: Option<&str>, to: Option<&str>) -> Result<(String, Vec<Value>), Refusal> {
    let mut params = Vec::new();
    let mut condition = String::new();
    for (name, day, sign, later) in [("from", from, ">=", false), ("to", to, "<", true)] {
        let Some(day) = day.filter(|day| !day.is_empty()) else { continue };
        params.push(json!(start_of(name, day, later)?.to_string()));
        condition.push_str(&format!(" AND {column} {sign} ?{}", params.len() + 1));
    }
    Ok((condition, params))
}

fn start_of(name: &str, day: &str, next: bool) -> Result<Timestamp, Refusal> {
    let day = day.parse::<Date>().ok().and_then(|day| if next { day.tomorrow().ok() } else { Some(day) });
    let start = day.and_then(|day| day.to_zoned(china()).ok()).map(|start| start.timestamp());
    start.ok_or_else(|| Refusal::bad(name, "日期应写成 2026-03-05 这样，且确有这一天"))
}

/// PromiseCounts the fulfilments of a promise whose time began in the period (calendar days, both included; absent for no bound).
///
/// # Errors
/// When a bound is no date, or the file fails.
pub fn counts(tx: &Tx<'_>, promise: &str, from: Option<&str>, to: Option<&str>, now: Timestamp) -> Result<PromiseCounts, Refusal> {
    let (condition, period) = bounds("started_at", from, to)?;
    let params: Vec<Value> = std::iter::once(json!(promise)).chain(period).collect();
    let at = params.len() + 1;
    let sql =
        format!("SELECT state, count(*) AS n, sum(due_at < ?{at}) AS past FROM fulfilment WHERE promise_id = ?1{condition} GROUP BY state");
    let params: Vec<Value> = params.into_iter().chain([json!(now.to_string())]).collect();
    let mut counts = PromiseCounts::default();
    for row in tx.rows(&sql, &params)? {
        let whole = |name: &str| row.get(name).and_then(Value::as_i64).unwrap_or(0);
        let n = whole("n");
        match row.get("state").and_then(Value::as_str).unwrap_or_default() {
            "kept" => counts.kept = n,
            "broken" => counts.broken = n,
            "pending" => (counts.pending, counts.overdue) = (n, whole("past")),
            "unclear" => counts.unclear = n,
            _ => counts.void = n,
        }
    }
    Ok(counts)
}

/// Sums of the breaches, by promise.
fn sums(tx: &Tx<'_>, from: Option<&str>, to: Option<&str>) -> Result<BTreeMap<String, Row>, Refusal> {
    let day = |name: &str, value: Option<&str>, open: &str| match value.filter(|day| !day.is_empty()) {
        None => Ok(json!(open)),
        Some(day) => start_of(name, day, false).map(|_| json!(day)),
    };
    let sql = "SELECT promise_id, count(CASE WHEN state IN ('broken', 'paying') AND ifnull(amount_fen, 1) > 0 THEN 1 END) AS owed_cases,
            sum(CASE WHEN state IN ('broken', 'paying') THEN ifnull(amount_fen, 0) ELSE 0 END) AS owed_fen,
            sum(CASE WHEN state = 'paid' AND paid_on >= ?1 AND paid_on <= ?2 THEN paid_fen ELSE 0 END) AS paid_fen
        FROM breach GROUP BY promise_id";
    let rows = tx.rows(sql, &[day("from", from, "")?, day("to", to, "9999")?])?;
    let key = |row: &Row| row.get("promise_id").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(rows.into_iter().map(|row| (key(&row), row)).collect())
}

/// The board of a period: what is owed is what is owed now, whatever the period.
///
/// # Errors
/// When a bound is no date, or the file fails.
pub fn board(tx: &Tx<'_>, from: Option<&str>, to: Option<&str>, now: Timestamp) -> Result<PromiseBoard, Refusal> {
    let sums = sums(tx, from, to)?;
    let order = "1 ORDER BY state <> 'published', state IN ('withdrawn', 'expired'), updated_ms DESC, id";
    let mut rows = Vec::new();
    for promise in tx.records(registry::shape(&PROMISE), order, &[])? {
        let id = promise.get("id").and_then(Value::as_str).unwrap_or_default();
        rows.push(board_row(&promise, counts(tx, id, from, to, now)?, sums.get(id))?);
    }
    Ok(PromiseBoard { rows })
}

fn board_row(promise: &Row, counts: PromiseCounts, sums: Option<&Row>) -> Result<PromiseRow, Refusal> {
    let terms = Terms::of(promise)?;
    let text = |name: &str| promise.get(name).and_then(Value::as_str).map(str::to_owned);
    let sum = |name: &str| sums.and_then(|row| row.get(name)).and_then(Value::as_i64).unwrap_or(0);
    let warn_below = promise.get("warn_below").and_then(Value::as_i64);
    let rate = counts.rate();
    let state = text("state").unwrap_or_default();
    Ok(PromiseRow {
        kind: if terms.kind == "statutory" { "法定" } else { "增值" }.into(),
        type_label: TYPES.iter().find(|(name, _)| *name == terms.sort).map_or("", |(_, label)| label).into(),
        state_label: PROMISE.state_label(&state).into(),
        state,
        limit: format!("{}后 {}{}", terms.trigger.label(), terms.limit.words(), terms.fulfils.label()),
        compensation: terms.compensation.words(),
        effective_from: text("effective_from"),
        over_promised: rate.zip(warn_below).is_some_and(|(rate, line)| rate < line * 100),
        counts,
        rate,
        warn_below,
        owed_cases: sum("owed_cases"),
        owed_fen: sum("owed_fen"),
        paid_fen: sum("paid_fen"),
        id: terms.id,
        number: terms.number,
        title: terms.title,
    })
}
