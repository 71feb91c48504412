//! One import: every row of a recognised file taken in, in one transaction, as one batch that can be taken back.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shounuo_exchange::{Kind as FileKind, OrderRow, Recognised, Row as FileRow, Workbook};
use shounuo_store::Tx;
use ts_rs::TS;

use super::IMPORT_BATCH;
use super::after_sale::take_after_sale;
use super::take::{Goods, Taken, Taker};
use crate::kernel::perform::last_sequence;
use crate::kernel::{Actor, Deed, Refusal, Seat, perform};

/// How many refused rows a batch keeps word for word; more are counted.
const KEPT_REFUSALS: usize = 1_000;

/// Who imports what, on which seat, and who is told how far it is.
pub struct Job<'j> {
    /// This seat.
    pub seat: &'j Seat,
    /// The writing transaction.
    pub tx: &'j Tx<'j>,
    /// Who acts.
    pub actor: &'j Actor,
    /// When.
    pub now: Timestamp,
    /// The shop the orders belong to, as the platform names it.
    pub shop: &'j str,
    /// Told the number of rows done; `false` stops the import, and nothing of it stays.
    pub on_row: &'j dyn Fn(u32) -> bool,
}

/// A row that was not taken, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefusedRow {
    /// Row in the file, from 1.
    pub row: u32,
    /// Heading of the column in question; empty for the whole row.
    pub column: String,
    /// Reason, without the value.
    pub reason: String,
}

/// What came of the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportCounts {
    /// Orders that were not there before.
    pub orders_new: u32,
    /// Orders in which something changed.
    pub orders_updated: u32,
    /// Lines that were not there before.
    pub lines_new: u32,
    /// Lines in which something changed.
    pub lines_updated: u32,
    /// After-sale cases opened.
    pub cases_new: u32,
    /// After-sale cases in which something changed.
    pub cases_updated: u32,
    /// Orders and cases that stand as they were.
    pub unchanged: u32,
}

impl ImportCounts {
    /// Everything stands as it was.
    #[must_use]
    pub fn nothing_changed(&self) -> bool {
        ImportCounts { unchanged: 0, ..self.clone() } == ImportCounts::default()
    }
}

/// The result of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Imported {
    /// The batch, for undoing it; `None` after a dry run or when nothing changed.
    pub batch: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// Platform code.
    pub platform: String,
    /// Encoding of the file.
    pub encoding: String,
    /// Rows of data in the file.
    pub rows: u32,
    /// What came of them.
    #[serde(flatten)]
    pub counts: ImportCounts,
    /// Rows that were refused.
    pub refused: Vec<RefusedRow>,
}

/// Takes a file in. The caller commits, or gives the transaction up for a dry run.
///
/// # Errors
/// `cancelled` when `on_row` said stop; a refusal of the store. Faulty rows are refused one by one and are no error.
pub fn import(job: &Job<'_>, book: &Workbook, file: &Recognised) -> Result<Imported, Refusal> {
    let begun = begin(job, book, file)?;
    let cause = last_sequence(job.seat, job.tx)?;
    let mut taken = Taken { cause, batch: begun.clone(), ..Taken::default() };
    let (mut rows, mut refused) = (0, Vec::new());
    let mut taker = Taker::new(job, file);
    for row in book.rows(file) {
        rows += 1;
        if !(job.on_row)(rows) {
            return Err(Refusal::new("cancelled", "已取消导入，没有任何改动"));
        }
        match row {
            Err(fault) => refused.push(RefusedRow { row: fault.row, column: fault.column, reason: fault.reason }),
            Ok(FileRow::Order(order)) => taker.push(&mut taken, *order)?,
            Ok(FileRow::Line(line)) => taker.push(&mut taken, line_as_order(*line))?,
            Ok(FileRow::AfterSale(request)) => refused.extend(refused_row(take_after_sale(job, &mut taken, &request), request.row)?),
        }
    }
    taker.finish(&mut taken)?;
    finish(job, file, &begun, rows, taken.counts, refused)
}

/// What the input check refuses is refused as a row: it was refused before anything was written.
fn refused_row(taken: Result<(), Refusal>, row: u32) -> Result<Option<RefusedRow>, Refusal> {
    match taken {
        Ok(()) => Ok(None),
        Err(no) if no.code == "bad_input" => Ok(Some(RefusedRow { row, column: String::new(), reason: no.message })),
        Err(no) => Err(no),
    }
}

fn begin(job: &Job<'_>, book: &Workbook, file: &Recognised) -> Result<String, Refusal> {
    let input = json!({
        "file_name": clipped(book.name()), "platform": file.platform.code(), "shop": job.shop, "what": file.kind.code(),
        "encoding": file.encoding, "rows": file.rows,
    });
    let deed = Deed::create(&IMPORT_BATCH, "commit", input.as_object().cloned().unwrap_or_default());
    Ok(perform(job.seat, job.tx, job.actor, job.now, deed)?.id)
}

fn clipped(name: &str) -> String {
    name.chars().filter(|character| !character.is_control()).take(100).collect()
}

fn finish(
    job: &Job<'_>,
    file: &Recognised,
    batch: &str,
    rows: u32,
    counts: ImportCounts,
    refused: Vec<RefusedRow>,
) -> Result<Imported, Refusal> {
    let kept = &refused[..refused.len().min(KEPT_REFUSALS)];
    let input = json!({ "rows": rows, "counts": counts, "refused": kept });
    let deed = Deed::on(&IMPORT_BATCH, batch, "finish", input.as_object().cloned().unwrap_or_default()).by_rule();
    perform(job.seat, job.tx, job.actor, job.now, deed)?;
    let number = job.tx.value("SELECT number FROM import_batch WHERE id = ?1", &[batch.into()])?;
    Ok(Imported {
        batch: Some(batch.into()),
        number: number.as_str().map(str::to_owned),
        platform: file.platform.code().into(),
        encoding: file.encoding.clone(),
        rows,
        counts,
        refused,
    })
}

/// A row of a line list: an order of which nothing but the line is known.
fn line_as_order(line: shounuo_exchange::LineRow) -> OrderRow {
    OrderRow {
        row: line.row,
        platform: line.platform,
        order_no: line.order_no,
        line_no: line.line_no,
        buyer: shounuo_exchange::Buyer::default(),
        title: line.title,
        sku: line.sku,
        sku_code: line.sku_code,
        product_id: line.product_id,
        quantity: line.quantity,
        unit_price_fen: line.unit_price_fen,
        goods_total_fen: None,
        payable_fen: None,
        paid_fen: line.paid_fen,
        freight_fen: None,
        discount_fen: None,
        platform_discount_fen: None,
        refunded_fen: None,
        ordered_at: None,
        ordered_at_from_number: false,
        paid_at: None,
        shipped_at: None,
        received_at: None,
        raw_status: line.raw_status,
        status: line.status,
        carrier: None,
        tracking_no: None,
        invoice_title: None,
        memos: shounuo_exchange::Memos { buyer: None, seller: line.memo },
        after_sale_raw: line.after_sale_raw,
        after_sale: line.after_sale,
        close_reason: None,
        extra: line.extra,
    }
}

/// Whether a file says of its goods line by line, or only once for the whole order.
pub(super) fn goods_of(file: &Recognised, row: &OrderRow) -> Goods {
    let taobao_orders = file.kind == FileKind::Orders && row.line_no.is_none();
    if taobao_orders { Goods::Summary } else { Goods::Lines }
}
