//! Rows of one order, brought together and compared with what is stored: new, changed or as it was.

use jiff::civil::DateTime;
use serde_json::{Value, json};
use shounuo_exchange::{Buyer, OrderRow, Platform, Recognised};
use shounuo_store::Row;

use super::import::{ImportCounts, Job, goods_of};
use super::records::Companion;
use super::{ORDER_LINE, SALES_ORDER};
use crate::capabilities::consumer::CONSUMER;
use crate::kernel::perform::perform_because;
use crate::kernel::seat::derived_id;
use crate::kernel::{Deed, Refusal, registry};

/// Line number of the goods of an order whose file does not tell its lines apart.
const SUMMARY: &str = "*";

/// What has been taken so far.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub cause: Option<u64>,
    pub batch: String,
    pub counts: ImportCounts,
}

/// How a file tells of the goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goods {
    /// Once for the whole order.
    Summary,
    /// Line by line.
    Lines,
}

/// Brings consecutive rows of one order together.
pub(super) struct Taker<'j> {
    job: &'j Job<'j>,
    file: &'j Recognised,
    waiting: Vec<OrderRow>,
}

impl<'j> Taker<'j> {
    pub fn new(job: &'j Job<'j>, file: &'j Recognised) -> Self {
        Taker { job, file, waiting: Vec::new() }
    }

    pub fn push(&mut self, taken: &mut Taken, row: OrderRow) -> Result<(), Refusal> {
        if self.waiting.last().is_some_and(|last| last.order_no != row.order_no) {
            self.finish(taken)?;
        }
        self.waiting.push(row);
        Ok(())
    }

    pub fn finish(&mut self, taken: &mut Taken) -> Result<(), Refusal> {
        let rows = std::mem::take(&mut self.waiting);
        let Some(first) = rows.first() else { return Ok(()) };
        let goods = goods_of(self.file, first);
        take_order(self.job, taken, &rows, goods)
    }
}

fn take_order(job: &Job<'_>, taken: &mut Taken, rows: &[OrderRow], goods: Goods) -> Result<(), Refusal> {
    let Some(first) = rows.first() else { return Ok(()) };
    let shape = registry::shape(&SALES_ORDER);
    let key = [first.platform.code().into(), job.shop.into(), first.order_no.as_str().into()];
    let known = job.tx.records(shape, "platform = ?1 AND shop = ?2 AND order_no = ?3", &key)?.into_iter().next();
    let buyer = buyer_of(job, first, known.as_ref())?;
    let mut fields = order_fields(rows);
    let id = known.as_ref().and_then(|row| row.get("id")).and_then(Value::as_str).map(str::to_owned);
    let order_id = order_id(job, first);
    let lines = changed_lines(job, &order_id, id.is_some(), rows, goods)?;
    count_lines(&mut taken.counts, &lines);
    match known {
        None => {
            fields.extend([("platform".to_owned(), json!(first.platform.code())), ("shop".to_owned(), json!(job.shop))]);
            fields.extend([("order_no".to_owned(), json!(first.order_no)), ("batch_id".to_owned(), json!(taken.batch))]);
            taken.counts.orders_new += 1;
            let deed = Deed { new_id: Some(order_id), ..Deed::create(&SALES_ORDER, "import", input(fields, buyer, lines)) };
            run(job, taken, deed)
        }
        Some(known) => {
            fields.retain(|name, value| known.get(name) != Some(value));
            let withdrawn = known.get("state") == Some(&json!("withdrawn"));
            if fields.is_empty() && lines.is_empty() && buyer.changes.is_none() && !withdrawn {
                taken.counts.unchanged += 1;
                return Ok(());
            }
            if withdrawn {
                taken.counts.orders_new += 1;
                fields.insert("batch_id".into(), json!(taken.batch));
            } else {
                taken.counts.orders_updated += 1;
            }
            let event = if withdrawn { "return" } else { "update" };
            run(job, taken, Deed::on(&SALES_ORDER, &order_id, event, input(fields, buyer, lines)))
        }
    }
}

/// The same order has the same id on every seat; so have its lines, and the consumer it brings.
fn order_id(job: &Job<'_>, row: &OrderRow) -> String {
    derived_id(&["sales_order", row.platform.code(), job.shop, &row.order_no])
}

fn run(job: &Job<'_>, taken: &Taken, deed: Deed) -> Result<(), Refusal> {
    perform_because(job.seat, job.tx, job.actor, job.now, deed.by_rule(), taken.cause).map(drop)
}

fn input(mut fields: Row, buyer: BuyerOf, lines: Vec<Companion>) -> Row {
    // An order that has yet to name its consumer takes the one that comes with it, changed or not.
    let named = buyer.id.filter(|_| buyer.attach).map(|id| Companion { id, new: false, fields: Row::new() });
    if let Some(buyer) = buyer.changes.or(named) {
        fields.insert("buyer".into(), json!([buyer]));
    }
    if !lines.is_empty() {
        fields.insert("lines".into(), json!(lines));
    }
    fields
}

fn count_lines(counts: &mut ImportCounts, lines: &[Companion]) {
    let new = lines.iter().filter(|line| line.new).count();
    counts.lines_new += u32::try_from(new).unwrap_or(u32::MAX);
    counts.lines_updated += u32::try_from(lines.len() - new).unwrap_or(u32::MAX);
}

/// What a file says of an order; what it does not say is left as it stands.
fn order_fields(rows: &[OrderRow]) -> Row {
    let Some(first) = rows.first() else { return Row::new() };
    // Platforms that list an order line by line repeat the order's data: the sums belong to the lines then.
    let by_line = rows.len() > 1 && rows.iter().any(|row| row.line_no.is_some());
    let total = |of: fn(&OrderRow) -> Option<i64>| if by_line { sum(rows, of) } else { of(first) };
    let paid = total(|row| row.paid_fen);
    let after_sale = first.after_sale.map(|state| state.label().to_owned()).or_else(|| first.after_sale_raw.clone());
    let values = [
        ("status", first.status.map(|status| json!(status.code()))),
        ("raw_status", text(&first.raw_status)),
        ("paid_fen", paid.filter(|fen| *fen >= 0).map(Value::from)),
        ("freight_fen", first.freight_fen.filter(|fen| *fen >= 0).map(Value::from)),
        ("refunded_fen", first.refunded_fen.filter(|fen| *fen >= 0).map(Value::from)),
        ("shop_discount_fen", total(shop_discount).map(Value::from)),
        ("platform_discount_fen", total(|row| row.platform_discount_fen.map(i64::saturating_abs)).map(Value::from)),
        ("ordered_at", moment(first.ordered_at)),
        ("paid_at", moment(first.paid_at)),
        ("shipped_at", moment(first.shipped_at)),
        ("received_at", moment(first.received_at)),
        ("carrier", text(&first.carrier)),
        ("tracking_no", text(&first.tracking_no)),
        ("after_sale", text(&after_sale)),
        ("memo", text(&first.memos.seller)),
        ("buyer_memo", text(&first.memos.buyer)),
        ("more", (!first.extra.is_empty()).then(|| json!(first.extra))),
    ];
    values.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// What the shop took off, not negative. 1688 writes one column for both ways: what was added is above zero there.
fn shop_discount(row: &OrderRow) -> Option<i64> {
    let told = row.discount_fen?;
    Some(if row.platform == Platform::Ali1688 { told.saturating_neg().max(0) } else { told.saturating_abs() })
}

/// Price of one piece where the file gives only the sum of the line.
fn part_of_the_sum(row: &OrderRow) -> Option<i64> {
    let (sum, pieces) = (row.goods_total_fen.filter(|sum| *sum >= 0)?, row.quantity.filter(|pieces| *pieces > 0)?);
    (sum % pieces == 0).then(|| sum / pieces)
}

fn sum(rows: &[OrderRow], of: impl Fn(&OrderRow) -> Option<i64>) -> Option<i64> {
    rows.iter().filter_map(of).reduce(i64::saturating_add)
}

fn text(value: &Option<String>) -> Option<Value> {
    // The kernel's input check bounds a line of text; what is longer is kept in part rather than lost in whole.
    let kept: String = value.as_deref()?.chars().filter(|character| !character.is_control()).take(200).collect();
    let kept = kept.trim();
    if kept.is_empty() { None } else { Some(json!(kept)) }
}

fn moment(at: Option<DateTime>) -> Option<Value> {
    at.map(|at| json!(at.strftime("%Y-%m-%dT%H:%M:%S").to_string()))
}

fn changed_lines(job: &Job<'_>, order_id: &str, known: bool, rows: &[OrderRow], goods: Goods) -> Result<Vec<Companion>, Refusal> {
    let shape = registry::shape(&ORDER_LINE);
    let stored = if known { job.tx.records(shape, "order_id = ?1", &[order_id.into()])? } else { Vec::new() };
    let is_summary = |line: &Row| line.get("line_no") == Some(&json!(SUMMARY));
    let mut out = Vec::new();
    if goods == Goods::Summary && stored.iter().any(|line| !is_summary(line) && line.get("state") == Some(&json!("active"))) {
        // The lines are known one by one already: the summary adds nothing.
        return Ok(out);
    }
    for (index, row) in rows.iter().enumerate() {
        let line_no = match goods {
            Goods::Summary if index > 0 => continue,
            Goods::Summary => SUMMARY.to_owned(),
            Goods::Lines => row.line_no.clone().unwrap_or_else(|| (index + 1).to_string()),
        };
        out.extend(line(order_id, &stored, row, &line_no));
    }
    if goods == Goods::Lines {
        out.extend(stored.iter().filter(|line| is_summary(line) && line.get("state") == Some(&json!("active"))).map(withdrawn));
    }
    Ok(out)
}

fn withdrawn(line: &Row) -> Companion {
    let id = line.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    Companion { id, new: false, fields: [("state".to_owned(), json!("withdrawn"))].into_iter().collect() }
}

fn line(order_id: &str, stored: &[Row], row: &OrderRow, line_no: &str) -> Option<Companion> {
    let values = [
        ("title", text(&row.title)),
        ("sku", text(&row.sku)),
        ("sku_code", text(&row.sku_code)),
        ("quantity", row.quantity.map(Value::from)),
        ("unit_price_fen", row.unit_price_fen.or_else(|| part_of_the_sum(row)).map(Value::from)),
        ("paid_fen", row.paid_fen.map(Value::from)),
        ("state", Some(json!("active"))),
    ];
    let mut fields: Row = values.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    match stored.iter().find(|line| line.get("line_no") == Some(&json!(line_no))) {
        Some(known) => {
            fields.retain(|name, value| known.get(name) != Some(value));
            let id = known.get("id").and_then(Value::as_str)?.to_owned();
            if fields.is_empty() { None } else { Some(Companion { id, new: false, fields }) }
        }
        None => {
            fields.extend([("order_id".to_owned(), json!(order_id)), ("line_no".to_owned(), json!(line_no))]);
            Some(Companion { id: derived_id(&["order_line", order_id, line_no]), new: true, fields })
        }
    }
}

/// The consumer of an order: who, whether the order has yet to name them, and what changes about them.
struct BuyerOf {
    id: Option<String>,
    attach: bool,
    changes: Option<Companion>,
}

fn buyer_of(job: &Job<'_>, row: &OrderRow, known: Option<&Row>) -> Result<BuyerOf, Refusal> {
    let fields = buyer_fields(&row.buyer);
    let named = known.and_then(|order| order.get("consumer_id")).and_then(Value::as_str).map(str::to_owned);
    if fields.is_empty() {
        return Ok(BuyerOf { id: named, attach: false, changes: None });
    }
    let attach = named.is_none();
    let found = match named {
        Some(id) => job.tx.record(registry::shape(&CONSUMER), &id)?,
        None => same_account(job, row)?,
    };
    let Some(stored) = found else { return new_buyer(job, row, fields) };
    let id = stored.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let changed: Row = fields.into_iter().filter(|(name, value)| stored.get(name) != Some(value)).collect();
    // An erased person is never filled in again by an old file.
    let erased = stored.get("state") == Some(&json!("erased"));
    let changes = (!changed.is_empty() && !erased).then(|| Companion { id: id.clone(), new: false, fields: changed });
    Ok(BuyerOf { id: Some(id), attach, changes })
}

fn new_buyer(job: &Job<'_>, row: &OrderRow, mut fields: Row) -> Result<BuyerOf, Refusal> {
    let id = derived_id(&["consumer", &order_id(job, row)]);
    if job.tx.is_erased(&id)? {
        // Erased, and then an older backup was restored that does not know them.
        return Ok(BuyerOf { id: None, attach: false, changes: None });
    }
    fields.extend([("platform".to_owned(), json!(row.platform.code())), ("state".to_owned(), json!("active"))]);
    Ok(BuyerOf { id: Some(id.clone()), attach: true, changes: Some(Companion { id, new: true, fields }) })
}

/// The consumer with the same account on the same platform. Masked accounts are never taken for the same person.
fn same_account(job: &Job<'_>, row: &OrderRow) -> Result<Option<Row>, Refusal> {
    let Some(account) = row.buyer.account.as_deref().filter(|_| !row.buyer.account_masked) else { return Ok(None) };
    let tail = "platform = ?1 AND account = ?2 AND masked = 0 AND state = 'active' LIMIT 1";
    Ok(job.tx.records(registry::shape(&CONSUMER), tail, &[row.platform.code().into(), account.into()])?.into_iter().next())
}

fn buyer_fields(buyer: &Buyer) -> Row {
    let values =
        [("account", text(&buyer.account)), ("name", text(&buyer.name)), ("phone", text(&buyer.phone)), ("address", text(&buyer.address))];
    let mut fields: Row = values.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    if !fields.is_empty() {
        fields.insert("masked".into(), json!(buyer.account_masked || buyer.account.is_none()));
    }
    fields
}
