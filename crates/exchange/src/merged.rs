//! A merged row: several order lines in one row, their values split by a semicolon.
//!
//! Line values are split where they have as many parts as there are lines, and shared where they have one. Amounts and
//! freight of the whole order stay with the first line only, so that sums do not count them twice.

use std::borrow::Cow;

use crate::fault::RowFault;
use crate::grid::{RawCell, RawRow};
use crate::preset::Field;
use crate::recognise::Column;

/// Fields that belong to the order and may not be repeated on its further lines.
const ONCE: &[Field] =
    &[Field::Payable, Field::Paid, Field::Freight, Field::Discount, Field::PlatformDiscount, Field::Refunded, Field::GoodsTotal];

/// Fields whose values are never split, as a semicolon in them is text.
const WHOLE: &[Field] =
    &[Field::BuyerAddress, Field::BuyerName, Field::BuyerMemo, Field::SellerMemo, Field::CloseReason, Field::InvoiceTitle, Field::Parcel];

/// The lines of a row: the row itself when it is not merged.
pub(crate) fn split<'a>(row: RawRow<'a>, columns: &[Column], mark: char) -> Result<Vec<RawRow<'a>>, RowFault> {
    let lines = columns
        .iter()
        .filter(|column| matches!(column.field, Some(Field::OrderNo | Field::LineNo)))
        .map(|column| parts(row.text(column.index), mark).len())
        .max()
        .unwrap_or(1);
    if lines <= 1 {
        return Ok(vec![row]);
    }
    if let Some(column) = columns.iter().find(|column| !splits_into(column, &row, mark, lines)) {
        return Err(RowFault {
            row: row.number,
            column: column.heading.trim().to_owned(),
            reason: format!("合并行有 {lines} 个子订单，这一列的个数对不上"),
        });
    }
    Ok((0..lines).map(|line| line_of(&row, columns, mark, line)).collect())
}

fn splits_into(column: &Column, row: &RawRow<'_>, mark: char, lines: usize) -> bool {
    let Some(field) = column.field else { return true };
    let count = parts(row.text(column.index), mark).len();
    WHOLE.contains(&field) || count <= 1 || count == lines
}

fn line_of<'a>(row: &RawRow<'a>, columns: &[Column], mark: char, line: usize) -> RawRow<'a> {
    let mut split = row.clone();
    for column in columns {
        let (Some(field), Some(cell)) = (column.field, split.cells.get_mut(column.index)) else { continue };
        if WHOLE.contains(&field) {
            continue;
        }
        let found = parts(&cell.text, mark);
        if found.len() > 1 {
            let part = found.get(line).map(|part| (*part).to_owned()).unwrap_or_default();
            *cell = RawCell { text: Cow::Owned(part), kind: cell.kind };
        } else if line > 0 && ONCE.contains(&field) {
            *cell = RawCell::EMPTY;
        }
    }
    split
}

/// The parts of a cell; a trailing separator makes no part.
fn parts(text: &str, mark: char) -> Vec<&str> {
    let text = text.trim().trim_end_matches([mark, '；']);
    text.split([mark, '；']).map(str::trim).collect()
}
