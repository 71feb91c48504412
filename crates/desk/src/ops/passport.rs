//! 保修护照: one unit, what covers it today and why, every repair, every exchange.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_rules::{Cover, DayCount, Facts};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::Call;
use crate::capabilities::goods::{GOODS, SERIAL_UNIT};
use crate::capabilities::orders::{ORDER_LINE, SALES_ORDER};
use crate::capabilities::repair::{REPAIR, days_of, orders_of, replaced_parts, stays_of};
use crate::capabilities::ruling::rulebook_for;
use crate::capabilities::{KINDS, shop};
use crate::kernel::kind::Kind;
use crate::kernel::{Refusal, registry};

/// Longest chain of exchanges that is followed.
const LONGEST: usize = 50;

/// Which unit: by what stands on it, or by its id.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct WhichUnit {
    /// Serial number.
    pub serial: Option<String>,
    /// Id.
    pub unit: Option<String>,
}

/// A repair of the unit.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PassportRepair {
    /// Id of the order.
    pub id: String,
    /// Its number.
    pub number: String,
    /// 中文 state.
    pub state_label: String,
    /// Day of sending in.
    pub sent_in: String,
    /// Day of hand-back; absent while it is in the shop.
    pub out: Option<String>,
    /// Its days by cause.
    pub days: DayCount,
    /// Days it gave to the period; absent when it does not count.
    pub counted_days: Option<i64>,
    /// Paid by the consumer.
    pub charged: bool,
    /// What was found.
    pub fault_found: Option<String>,
    /// 中文 outcome.
    pub outcome: Option<String>,
}

/// One unit of a chain of exchanges, oldest first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChainUnit {
    /// Id.
    pub id: String,
    /// Serial number.
    pub serial: String,
    /// 中文 state.
    pub state_label: String,
    /// Day it was given in exchange; absent for the unit first sold.
    pub exchanged_date: Option<String>,
    /// Why it was exchanged for the next one.
    pub swap_reason: Option<String>,
    /// The one this passport is of.
    pub here: bool,
}

/// A case that speaks of the unit.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PassportCase {
    /// Kind.
    pub kind: String,
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// 中文 label of the kind.
    pub kind_label: String,
    /// 中文 state.
    pub state_label: String,
}

/// Everything of one unit.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Passport {
    /// Id of the unit.
    pub id: String,
    /// Serial number.
    pub serial: String,
    /// 中文 state.
    pub state_label: String,
    /// What it is called.
    pub title: String,
    /// Name in the catalogue.
    pub product: String,
    /// Model.
    pub model: Option<String>,
    /// Order it was sold on.
    pub order_no: Option<String>,
    /// Day of the invoice.
    pub invoice_date: Option<String>,
    /// Day of sign-off.
    pub received_date: Option<String>,
    /// Day it was installed.
    pub installed_date: Option<String>,
    /// Day it was given in exchange.
    pub exchanged_date: Option<String>,
    /// Day all this is told for.
    pub as_of: String,
    /// What covers it.
    pub cover: Option<Cover>,
    /// Why nothing can be said of the period, and what to do.
    pub cover_problem: Option<String>,
    /// Its repairs, oldest first.
    pub repairs: Vec<PassportRepair>,
    /// Its exchanges, oldest first.
    pub chain: Vec<ChainUnit>,
    /// Cases that are not ended.
    pub open_cases: Vec<PassportCase>,
}

pub(super) fn show(call: &Call<'_>, which: WhichUnit) -> Result<Passport, Refusal> {
    let today = call.today();
    call.read(|tx, _| passport(tx, &unit(tx, &which)?, today))
}

fn unit(tx: &Tx<'_>, which: &WhichUnit) -> Result<Row, Refusal> {
    let (id, serial) = (which.unit.as_deref().unwrap_or_default(), which.serial.as_deref().map(str::trim).unwrap_or_default());
    let found = if id.is_empty() {
        tx.records(registry::shape(&SERIAL_UNIT), "serial = ?1 ORDER BY created_ms DESC LIMIT 1", &[serial.into()])?.into_iter().next()
    } else {
        tx.record(registry::shape(&SERIAL_UNIT), id)?
    };
    found.ok_or_else(Refusal::not_found)
}

fn passport(tx: &Tx<'_>, unit: &Row, today: Date) -> Result<Passport, Refusal> {
    let id = of(unit, "id").unwrap_or_default();
    let goods = linked(tx, &GOODS, unit, "goods_id")?.unwrap_or_default();
    let line = linked(tx, &ORDER_LINE, unit, "order_line_id")?.unwrap_or_default();
    let order = linked(tx, &SALES_ORDER, &line, "order_id")?.unwrap_or_default();
    let sold = sold(unit, &order);
    let orders = orders_of(tx, Some(&id), None)?;
    let product = of(&goods, "product").or_else(|| orders.iter().rev().find_map(|row| of(row, "goods"))).unwrap_or_default();
    let (cover, cover_problem) = match cover(tx, &id, &product, &sold, !order.is_empty(), today) {
        Ok(cover) => (Some(cover), None),
        Err(no) if matches!(no.code.as_str(), "bad_facts" | "bad_input") => (None, Some(no.message)),
        Err(no) => return Err(no),
    };
    let title = of(&goods, "title").or_else(|| of(&line, "title")).or_else(|| orders.iter().rev().find_map(|row| of(row, "goods_title")));
    let [invoice_date, received_date, installed_date, exchanged_date] = sold;
    Ok(Passport {
        serial: of(unit, "serial").unwrap_or_default(),
        state_label: state(&SERIAL_UNIT, unit),
        title: title.unwrap_or_default(),
        product,
        model: of(&goods, "model"),
        order_no: of(&order, "order_no"),
        invoice_date,
        received_date,
        installed_date,
        exchanged_date,
        as_of: today.to_string(),
        repairs: repairs(tx, &orders, cover.as_ref(), today)?,
        cover,
        cover_problem,
        chain: chain(tx, unit)?,
        open_cases: open_cases(tx, &id)?,
        id,
    })
}

/// Invoice, sign-off, installation, exchange: the unit's own days before those of the order.
fn sold(unit: &Row, order: &Row) -> [Option<String>; 4] {
    let day = |field: &str| of(order, field).and_then(|moment| moment.get(..10).map(str::to_owned));
    [
        of(unit, "invoice_date").or_else(|| day("paid_at")),
        of(unit, "received_date").or_else(|| day("received_at")),
        of(unit, "installed_date"),
        of(unit, "exchanged_date"),
    ]
}

fn cover(tx: &Tx<'_>, unit: &str, product: &str, sold: &[Option<String>; 4], has_order: bool, today: Date) -> Result<Cover, Refusal> {
    if product.is_empty() {
        return Err(Refusal::bad("goods_id", "没有登记商品的三包目录品名，请先在“商品”里登记并选到这台"));
    }
    let [invoice, received, installed, exchanged] = sold;
    // A day of sign-off is told of goods that were sent: without an order it, too, says that they were sold online.
    let online = has_order || received.is_some();
    let facts = json!({
        "claim": "quality", "goods": product, "channel": if online { "online" } else { "store" },
        "province": shop::the_shop(tx)?.get("province"), "invoice_date": invoice, "received_date": received, "installed_date": installed,
        "exchanged_date": exchanged, "fault_date": today.to_string(), "as_of": today.to_string(), "repairs": stays_of(tx, Some(unit), None, "")?,
    });
    let bad = |bad: shounuo_rules::BadFacts| Refusal { field: bad.field, ..Refusal::new(&bad.code, bad.message) };
    let facts = Facts::from_json(&facts).map_err(bad)?;
    let day = facts.invoice_date.or(facts.received_date).unwrap_or(today);
    rulebook_for(tx, day)?.cover(&facts, &replaced_parts(tx, unit)?).map_err(bad)
}

fn repairs(tx: &Tx<'_>, orders: &[Row], cover: Option<&Cover>, today: Date) -> Result<Vec<PassportRepair>, Refusal> {
    let one = |row: &Row| {
        let (sent_in, out) = (of(row, "sent_in").unwrap_or_default(), of(row, "handed_over_on"));
        let counts = |one: &&shounuo_rules::CountedRepair| Some(one.out.to_string()) == out && one.sent_in.to_string() == sent_in;
        let counted = cover.iter().flat_map(|cover| &cover.counted).find(counts);
        Ok(PassportRepair {
            id: of(row, "id").unwrap_or_default(),
            number: of(row, "number").unwrap_or_default(),
            state_label: state(&REPAIR, row),
            days: days_of(tx, row, today)?,
            counted_days: counted.map(|one| one.days),
            charged: row.get("charged") == Some(&Value::Bool(true)),
            fault_found: of(row, "fault_found"),
            outcome: of(row, "outcome").map(|outcome| REPAIR.choice_label("outcome", &outcome).to_owned()),
            sent_in,
            out,
        })
    };
    orders.iter().map(one).collect()
}

/// From the unit first sold to the one in use now.
fn chain(tx: &Tx<'_>, here: &Row) -> Result<Vec<ChainUnit>, Refusal> {
    let shape = registry::shape(&SERIAL_UNIT);
    let (mut older, mut at) = (Vec::new(), here.clone());
    while let Some(before) = tx.records(shape, "replaced_by = ?1 ORDER BY id LIMIT 1", &[json!(of(&at, "id"))])?.into_iter().next() {
        older.push(before.clone());
        at = before;
        if older.len() >= LONGEST {
            break;
        }
    }
    let mut all: Vec<Row> = older.into_iter().rev().chain([here.clone()]).collect();
    let mut at = here.clone();
    while let (Some(next), true) = (linked(tx, &SERIAL_UNIT, &at, "replaced_by")?, all.len() < 2 * LONGEST) {
        all.push(next.clone());
        at = next;
    }
    let link = |row: &Row| ChainUnit {
        id: of(row, "id").unwrap_or_default(),
        serial: of(row, "serial").unwrap_or_default(),
        state_label: state(&SERIAL_UNIT, row),
        exchanged_date: of(row, "exchanged_date"),
        swap_reason: of(row, "swap_reason"),
        here: of(row, "id") == of(here, "id"),
    };
    Ok(all.iter().map(link).collect())
}

/// Cases of any kind that name the unit and have not ended.
fn open_cases(tx: &Tx<'_>, unit: &str) -> Result<Vec<PassportCase>, Refusal> {
    let mut all = Vec::new();
    for kind in KINDS.iter().filter(|kind| kind.case.is_some() && kind.field("serial_unit_id").is_some()) {
        let rows = tx.records(registry::shape(kind), "serial_unit_id = ?1 ORDER BY created_ms DESC, id LIMIT 50", &[unit.into()])?;
        let open = rows.iter().filter(|row| of(row, "state").and_then(|state| kind.state(&state)).is_some_and(|state| !state.ended));
        all.extend(open.map(|row| PassportCase {
            kind: kind.name.into(),
            id: of(row, "id").unwrap_or_default(),
            number: of(row, "number").unwrap_or_default(),
            kind_label: kind.label.into(),
            state_label: state(kind, row),
        }));
    }
    Ok(all)
}

fn linked(tx: &Tx<'_>, kind: &'static Kind, row: &Row, field: &str) -> Result<Option<Row>, Refusal> {
    match of(row, field) {
        Some(id) => Ok(tx.record(registry::shape(kind), &id)?),
        None => Ok(None),
    }
}

fn state(kind: &Kind, row: &Row) -> String {
    kind.state_label(&of(row, "state").unwrap_or_default()).to_owned()
}

fn of(row: &Row, field: &str) -> Option<String> {
    row.get(field).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}
