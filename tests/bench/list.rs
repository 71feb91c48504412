//! A page of the list of cases, as the window calls it, against the bare query for 50 rows of the one table.

use serde_json::{Value, json};
use shounuo_store::bare::Bare;

use crate::Outcome;
use crate::measure::{Figure, compare, timed};
use crate::orders::order_no;
use crate::plan::scans;
use crate::shop::{Shop, refused};
use crate::world::World;

const ORDER: &str = "ORDER BY ifnull(due_at, '9999'), id LIMIT 50";

/// A page: its name, the filter of the operation, the condition that the index was made for, its parameters.
struct Page {
    name: &'static str,
    filter: Value,
    bare: String,
    params: Vec<String>,
}

pub fn measure(world: &mut World) -> Outcome<Vec<Figure>> {
    let (rounds, many) = (world.size(200, 40), world.many());
    let shop = world.big()?;
    let bare = shop.bench.shop().map_err(refused)?.with_vault(|vault| Bare::reader(vault))?;
    let mut figures: Vec<Figure> =
        pages(shop, many)?.iter().map(|page| Ok(one(shop, &bare, page, rounds)?.with("cases", many))).collect::<Outcome<_>>()?;
    for (operation, says, counts) in COUNTS {
        figures.push(count(shop, &bare, (operation, says), counts, rounds)?.with("cases", many));
    }
    Ok(figures)
}

/// Counts beside the lists: the operation, what it counts, and one bare count of the rows it is about.
const COUNTS: &[(&str, &str, &str)] = &[
    ("cases.views", "the ready views, exact", "SELECT count(*) FROM case_index WHERE ended = 0"),
    ("cases.counts", "every state of every kind, and how many are late", "SELECT count(*) FROM case_index"),
];

fn count(shop: &Shop, bare: &Bare, (operation, says): (&str, &str), sql: &str, rounds: usize) -> Outcome<Figure> {
    let candidate = |_| Ok(timed(|| shop.call(operation, json!({})))?.0);
    let baseline = |_| Ok(timed(|| Ok(bare.select(sql, &[])?))?.0);
    compare(operation, (says, "one count over an index of case_index"), rounds, candidate, baseline)
}

fn pages(shop: &Shop, many: usize) -> Outcome<Vec<Page>> {
    let me = shop.call("session.who", Value::Null)?["person"]["id"].as_str().unwrap_or_default().to_owned();
    let (due, id) = middle(shop)?;
    let (soon, now) = (seventh(shop)?, shop.now().to_string());
    let page = |name, filter, condition: &str, params: &[&str]| Page {
        name,
        filter,
        bare: format!("SELECT * FROM case_index WHERE {condition} {ORDER}"),
        params: params.iter().map(|text| (*text).to_owned()).collect(),
    };
    let past = "ifnull(due_at, '9999') >= ?1 AND (ifnull(due_at, '9999'), id) > (?1, ?2)";
    Ok(vec![
        page("list first page", json!({}), "ended = 0", &[]),
        page("list middle page", json!({ "after": format!("{due}/{id}") }), &format!("ended = 0 AND {past}"), &[&due, &id]),
        page(
            "list kind and state",
            json!({ "kind": "quality_case", "state": "accepted" }),
            "kind = 'quality_case' AND state = 'accepted' AND ended = 0",
            &[],
        ),
        page("list state", json!({ "state": "accepted" }), "kind = 'quality_case' AND state = 'accepted' AND ended = 0", &[]),
        page("list rare state", json!({ "state": "done", "which": "all" }), "kind = 'quality_case' AND state = 'done' AND ended = 1", &[]),
        page("list mine", json!({ "mine": true }), "owner = ?1 AND ended = 0", &[&me]),
        page("list due soon", json!({ "due_before": soon }), "ended = 0 AND ifnull(due_at, '9999') < ?1", &[&soon]),
        page("list kind", json!({ "kind": "quality_case" }), "kind = 'quality_case' AND ended = 0", &[]),
        page("list lane", json!({ "lane": "promise" }), "lane = 'promise' AND ended = 0", &[]),
        page("list late", json!({ "late": true }), "ended = 0 AND ifnull(due_at, '9999') < ?1", &[&now]),
        page("list to do", json!({ "view": "to_do" }), "owner = ?1 AND ended = 0", &[&me]),
        page("list ended", json!({ "which": "ended" }), "ended = 1", &[]),
        page(
            "list words",
            json!({ "words": order_no(many / 3) }),
            "\"order\" = (SELECT id FROM search_doc WHERE doc = (SELECT doc FROM search_key WHERE token = ?1))",
            &[&order_no(many / 3)],
        ),
        page("list all", json!({ "which": "all" }), "ended = 0", &[]),
    ])
}

/// A limit that seven open cases are before: a page that ends early.
fn seventh(shop: &Shop) -> Outcome<String> {
    let sql = "SELECT due_at FROM case_index WHERE ended = 0 ORDER BY ifnull(due_at, '9999') LIMIT 1 OFFSET 7";
    let due = shop.bench.shop().and_then(|open| Ok(open.store.read(|tx| tx.value(sql, &[]))?)).map_err(refused)?;
    Ok(due.as_str().unwrap_or_default().to_owned())
}

/// The key of the row in the middle of the open cases.
fn middle(shop: &Shop) -> Outcome<(String, String)> {
    let half = shop.count("SELECT count(*) / 2 FROM case_index WHERE ended = 0", &[])?;
    let sql = format!("SELECT due_at, id FROM case_index WHERE ended = 0 ORDER BY ifnull(due_at, '9999'), id LIMIT 1 OFFSET {half}");
    let row = shop.bench.shop().and_then(|open| Ok(open.store.read(|tx| tx.row(&sql, &[]))?)).map_err(refused)?.unwrap_or_default();
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok((text("due_at"), text("id")))
}

fn one(shop: &Shop, bare: &Bare, page: &Page, rounds: usize) -> Outcome<Figure> {
    let mut rows = 0;
    let ask = || shop.call("cases.list", page.filter.clone());
    let candidate = |_| {
        let (took, answer) = timed(ask)?;
        rows = answer["rows"].as_array().map_or(0, Vec::len);
        Ok(took)
    };
    let params: Vec<&str> = page.params.iter().map(String::as_str).collect();
    let baseline = |_| Ok(timed(|| Ok(bare.select(&page.bare, &params)?))?.0);
    let says = ("cases.list, with names, labels and masks", "50 rows of case_index by its index");
    let figure = compare(page.name, says, rounds, candidate, baseline)?;
    Ok(figure.with("rows", rows).warn(scans(bare, || ask().map(drop))?))
}
