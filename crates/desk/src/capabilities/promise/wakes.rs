//! What time and new orders bring about under a promise. Every look says only what is not yet as it should be, so that
//! looking again brings nothing.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};
use shounuo_store::{Row, Tx};

use super::PROMISE;
use super::fulfilment::{FULFILMENT, fresh_at, would_change};
use super::terms::{Terms, Trigger, moment};
use crate::capabilities::calendar::calendar;
use crate::kernel::seat::derived_id;
use crate::kernel::wake::{MOST, Wake};
use crate::kernel::work::china_date;
use crate::kernel::{Deed, Refusal, registry};

pub(super) const OF_PROMISE: &[Wake] = &[Wake { says: "截止日期已过，或新版生效，公示中的承诺到期", deeds: expiries }];
pub(super) const OF_FULFILMENT: &[Wake] = &[
    Wake { says: "承诺公示期间的订单有了起算的事实，计算履约", deeds: fresh_orders },
    Wake { says: "履行的事实到了，或已到期，重算履约", deeds: due_fulfilments },
];

fn expiries(tx: &Tx<'_>, now: Timestamp) -> Result<Vec<Deed>, Refusal> {
    let sql = "SELECT id, ends_at FROM promise WHERE state = 'published' AND (effective_to < ?1 OR ends_at IS NOT NULL) ORDER BY id";
    let today = china_date(now).to_string();
    let ended = |row: &Row| row.get("ends_at").and_then(Value::as_str).is_none_or(|end| end.parse().is_ok_and(|end: Timestamp| end <= now));
    let rows = tx.rows(sql, &[json!(today)])?;
    Ok(rows.iter().filter(|row| ended(row)).take(MOST).map(|row| Deed::on(&PROMISE, id(row), "expire", Row::new())).collect())
}

fn id(row: &Row) -> &str {
    row.get("id").and_then(Value::as_str).unwrap_or_default()
}

/// Promises that orders were ever made under.
fn promises(tx: &Tx<'_>) -> Result<Vec<Terms>, Refusal> {
    let rows = tx.records(registry::shape(&PROMISE), "state IN ('published', 'withdrawn', 'expired') ORDER BY published_at, id", &[])?;
    rows.iter().map(Terms::of).collect()
}

fn fresh_orders(tx: &Tx<'_>, _: Timestamp) -> Result<Vec<Deed>, Refusal> {
    let mut deeds = Vec::new();
    for terms in promises(tx)? {
        let left = MOST - deeds.len();
        if left == 0 {
            break;
        }
        for found in uncounted(tx, &terms, left)? {
            deeds.push(found_deed(&terms, &found));
        }
    }
    Ok(deeds)
}

/// An order that has yet to be counted: `order_id`, `occasion`, and `start` (wall clock) or `opened` (UTC).
fn found_deed(terms: &Terms, found: &Row) -> Deed {
    let of = |name: &str| found.get(name).and_then(Value::as_str).unwrap_or_default();
    let start = moment(found.get("start")).map_or_else(|| of("opened").to_owned(), |at| at.to_string());
    let mut input: Row = [("promise_id", json!(terms.id)), ("order_id", json!(of("order_id"))), ("started_at", json!(start))]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    if !of("occasion").is_empty() {
        input.insert("occasion".into(), json!(of("occasion")));
    }
    // Two seats that count the same order under the same promise give it the same id.
    let id = derived_id(&["fulfilment", &terms.id, of("order_id"), of("occasion")]);
    Deed { new_id: Some(id), ..Deed::create(&FULFILMENT, "compute", input) }
}

const MADE: &str = "coalesce(o.ordered_at, o.paid_at, o.shipped_at, o.received_at)";

/// Orders made while the promise was in force, covered by it, whose time has begun, that are not counted yet. What a file dates
/// before the promise (a payment earlier than its own order) does not start it.
fn uncounted(tx: &Tx<'_>, terms: &Terms, most: usize) -> Result<Vec<Row>, Refusal> {
    let Some((from, until)) = terms.in_force() else { return Ok(Vec::new()) };
    let platforms = terms.platforms().unwrap_or_default();
    let list = |items: Value| json!(items.to_string());
    // What a term leaves out is left out below; it must not use up the page.
    let page = if terms.term().is_some() { -1 } else { i64::try_from(most).unwrap_or(-1) };
    let params = [
        json!(terms.id),
        json!(from),
        json!(until),
        list(json!(terms.codes())),
        list(json!(terms.shops())),
        list(json!(platforms)),
        json!(page),
    ];
    let Some(sql) = uncounted_sql(terms) else { return Ok(Vec::new()) };
    let rows = tx.rows(&sql, &params)?;
    Ok(rows.into_iter().filter(|row| within_term(terms, row)).take(most).collect())
}

fn uncounted_sql(terms: &Terms) -> Option<String> {
    let scope =
        "(?4 = '[]' OR o.id IN (SELECT order_id FROM order_line WHERE state = 'active' AND sku_code IN (SELECT value FROM json_each(?4))))
        AND (?5 = '[]' OR o.shop IN (SELECT value FROM json_each(?5))) AND (?6 = '[]' OR o.platform IN (SELECT value FROM json_each(?6)))";
    let force = format!("o.state = 'active' AND {MADE} >= ?2 AND {MADE} < ?3");
    let new = |occasion: &str| {
        format!("NOT EXISTS (SELECT 1 FROM fulfilment f WHERE f.promise_id = ?1 AND f.order_id = o.id AND f.occasion = {occasion})")
    };
    match (terms.trigger, terms.trigger.column()) {
        (_, Some(fact)) => Some(format!(
            "SELECT o.id AS order_id, o.{fact} AS start, '' AS occasion, o.received_at FROM sales_order o
             WHERE {force} AND o.{fact} >= ?2 AND {scope} AND {} ORDER BY {MADE} LIMIT ?7",
            new("''")
        )),
        (Trigger::AfterSale, None) => Some(format!(
            "SELECT o.id AS order_id, i.opened_at AS opened, i.id AS occasion, o.received_at FROM sales_order o
             JOIN case_index i ON i.\"order\" = o.id AND i.kind <> 'breach'
             WHERE {force} AND {scope} AND {} ORDER BY {MADE} LIMIT ?7",
            new("i.id")
        )),
        _ => None,
    }
}

/// A right that has run out is not claimed by a later fact.
fn within_term(terms: &Terms, row: &Row) -> bool {
    let started =
        row.get("opened").and_then(Value::as_str).and_then(|text| text.parse::<Timestamp>().ok()).or_else(|| moment(row.get("start")));
    match (terms.term(), moment(row.get("received_at")), started) {
        (Some(term), Some(received), Some(started)) => china_date(started) <= term.last_day(china_date(received)),
        _ => true,
    }
}

/// Fulfilments of which something new may be said: the fact came, the time passed, the order was closed or came back, a
/// calendar came. What a person set aside has a reason and stays so.
const DUE: &str = "f.state = 'unclear'
    OR (f.state = 'pending' AND (f.due_at < ?1 OR f.needs_year IS NOT NULL OR o.status = 'closed'
        OR (p.fulfils = 'shipped' AND (o.shipped_at IS NOT NULL OR o.status IN ('shipped', 'received', 'completed')))
        OR (p.fulfils = 'received' AND (o.received_at IS NOT NULL OR o.status IN ('received', 'completed')))))
    OR (f.state = 'broken' AND f.done_at IS NULL
        AND ((p.fulfils = 'shipped' AND o.shipped_at IS NOT NULL) OR (p.fulfils = 'received' AND o.received_at IS NOT NULL)))
    OR (f.state = 'void' AND f.reason IS NULL AND o.state = 'active' AND ifnull(o.status, '') <> 'closed')";

const FACTS: &str =
    "f.due_at, f.id, f.state, f.promise_id, f.started_at, f.done_at, f.needs_year, o.state AS o_state, o.status, o.shop, o.platform,
    o.shipped_at, o.received_at";

fn due_fulfilments(tx: &Tx<'_>, now: Timestamp) -> Result<Vec<Deed>, Refusal> {
    let sql = format!(
        "SELECT {FACTS} FROM fulfilment f JOIN sales_order o ON o.id = f.order_id JOIN promise p ON p.id = f.promise_id
         WHERE f.state IN ('pending', 'unclear', 'broken', 'void') AND o.state = 'active' AND ({DUE})
         UNION ALL SELECT {FACTS} FROM import_batch b CROSS JOIN sales_order o CROSS JOIN fulfilment f
         WHERE b.state = 'undone' AND o.batch_id = b.id AND o.state = 'withdrawn' AND f.order_id = o.id AND f.state <> 'void'"
    );
    let terms: BTreeMap<String, Terms> = promises(tx)?.into_iter().map(|terms| (terms.id.clone(), terms)).collect();
    let calendar = calendar(tx)?;
    let mut fresh: BTreeMap<(String, String), Option<Timestamp>> = BTreeMap::new();
    let mut deeds = Vec::new();
    for row in tx.rows(&sql, &[json!(now.to_string())])? {
        let of = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let Some(terms) = terms.get(&of("promise_id")) else { continue };
        let key = (of("platform"), of("shop"));
        let order = order_of(&row);
        if !fresh.contains_key(&key) {
            fresh.insert(key.clone(), fresh_at(tx, &order)?);
        }
        if would_change(&row, &order, terms, &calendar, fresh.get(&key).copied().flatten(), now) {
            deeds.push(Deed::on(&FULFILMENT, id(&row), "recompute", Row::new()));
        }
        if deeds.len() == MOST {
            break;
        }
    }
    Ok(deeds)
}

fn order_of(row: &Row) -> Row {
    let mut order = row.clone();
    order.insert("state".into(), row.get("o_state").cloned().unwrap_or(Value::Null));
    order
}
