//! Raw cells to normalised rows: every value parsed, every fault named by its column.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime, Time};

use crate::carrier::split_parcel;
use crate::fault::RowFault;
use crate::grid::{CellKind, RawCell, RawRow};
use crate::heading::normalise;
use crate::parse::date::{from_serial, parse_datetime};
use crate::parse::id::{ROUNDED, clean, is_scientific, looks_rounded, parse_id};
use crate::parse::mask::is_masked;
use crate::parse::money::parse_fen;
use crate::parse::quantity::parse_quantity;
use crate::preset::Field;
use crate::recognise::Recognised;
use crate::row::{AfterSaleRow, Buyer, LineRow, Memos, OrderRow, Row};
use crate::state::{AfterSaleState, Kind, OrderState};

/// Builds the row of a recognised file, or says all that is wrong with it.
pub(crate) fn assemble(raw: &RawRow<'_>, file: &Recognised, is_1904: bool) -> Result<Row, Vec<RowFault>> {
    let cells = Cells::new(raw, file, is_1904);
    let row = match file.kind {
        Kind::Orders => Row::Order(Box::new(cells.order())),
        Kind::Lines => Row::Line(Box::new(cells.line())),
        Kind::AfterSale => Row::AfterSale(Box::new(cells.after_sale())),
    };
    let faults = cells.faults.into_inner();
    if faults.is_empty() { Ok(row) } else { Err(faults) }
}

/// Typed access to one row. Faults gather on the side, so that one pass finds them all.
struct Cells<'r> {
    raw: &'r RawRow<'r>,
    file: &'r Recognised,
    is_1904: bool,
    faults: RefCell<Vec<RowFault>>,
    /// Columns whose value has a place in the row; the others go to `extra`.
    used: RefCell<BTreeSet<usize>>,
}

impl<'r> Cells<'r> {
    fn new(raw: &'r RawRow<'r>, file: &'r Recognised, is_1904: bool) -> Self {
        Self { raw, file, is_1904, faults: RefCell::default(), used: RefCell::default() }
    }

    fn fault(&self, field: Field, reason: &str) {
        let column = self.file.columns.iter().find(|column| column.field == Some(field));
        self.faults.borrow_mut().push(RowFault {
            row: self.raw.number,
            column: column.map_or_else(|| field.label().to_owned(), |column| column.heading.trim().to_owned()),
            reason: reason.to_owned(),
        });
    }

    /// The cell of a field, marked as used; `None` when there is no column or it is empty.
    fn cell(&self, field: Field) -> Option<&'r RawCell<'r>> {
        let column = self.file.columns.iter().find(|column| column.field == Some(field))?;
        self.used.borrow_mut().insert(column.index);
        let cell = self.raw.cells.get(column.index)?;
        if self.is_empty(&cell.text) {
            return None;
        }
        if cell.kind == CellKind::Error {
            self.fault(field, "单元格是错误值，请在表格软件里改正后重新导入");
            return None;
        }
        Some(cell)
    }

    fn is_empty(&self, text: &str) -> bool {
        let text = clean(text);
        text.is_empty() || matches!(text, "null" | "NULL") || (self.file.rules.hyphen_is_empty && matches!(text, "-" | "--" | "－" | "—"))
    }

    fn parsed<T>(&self, field: Field, parse: impl FnOnce(&RawCell<'_>) -> Result<Option<T>, &'static str>) -> Option<T> {
        match parse(self.cell(field)?) {
            Ok(value) => value,
            Err(reason) => {
                self.fault(field, reason);
                None
            }
        }
    }

    fn text(&self, field: Field) -> Option<String> {
        self.cell(field).map(|cell| clean(&cell.text).to_owned())
    }

    /// A code that must not have lost digits, but need not be a single id.
    fn code(&self, field: Field) -> Option<String> {
        self.parsed(field, |cell| {
            let text = clean(&cell.text);
            if cell.kind == CellKind::LostDigits || is_scientific(text) {
                return Err(ROUNDED);
            }
            Ok(Some(text.to_owned()))
        })
    }

    fn id(&self, field: Field) -> Option<String> {
        self.parsed(field, |cell| {
            let id = parse_id(&cell.text)?;
            let rounded = self.file.rounded_ids && id.as_deref().is_some_and(looks_rounded);
            match cell.kind {
                CellKind::LostDigits => Err(ROUNDED),
                CellKind::Date => Err("编号被表格软件当成了日期，请重新从平台下载"),
                CellKind::Number if clean(&cell.text).contains(['.', '-']) => Err("不是有效的编号"),
                _ if rounded => Err(ROUNDED),
                _ => Ok(id),
            }
        })
    }

    /// An id without which the row is nothing.
    fn key(&self, field: Field) -> String {
        let before = self.faults.borrow().len();
        let id = self.id(field);
        if id.is_none() && self.faults.borrow().len() == before {
            self.fault(field, "不能为空");
        }
        id.unwrap_or_default()
    }

    fn signed_fen(&self, field: Field) -> Option<i64> {
        self.parsed(field, |cell| match cell.kind {
            CellKind::LostDigits => Err("金额过大"),
            CellKind::Date => Err("不是金额"),
            _ => parse_fen(&cell.text),
        })
    }

    fn fen(&self, field: Field) -> Option<i64> {
        let fen = self.signed_fen(field)?;
        if fen < 0 {
            self.fault(field, "金额不能为负");
            return None;
        }
        Some(fen)
    }

    fn quantity(&self, field: Field) -> Option<i64> {
        self.parsed(field, |cell| parse_quantity(&cell.text))
    }

    fn date(&self, field: Field) -> Option<DateTime> {
        self.parsed(field, |cell| self.read_date(cell))
    }

    fn read_date(&self, cell: &RawCell<'_>) -> Result<Option<DateTime>, &'static str> {
        if cell.kind == CellKind::Number
            && let Ok(serial) = cell.text.parse::<f64>()
            && let Some(at) = from_serial(serial, self.is_1904)
        {
            return Ok(Some(at));
        }
        parse_datetime(&cell.text)
    }

    /// A limit as a point in time. Some lists write a remaining span or a flag there; such words are no fault and
    /// stay in `extra`.
    fn limit(&self, field: Field) -> Option<DateTime> {
        let cell = self.cell(field)?;
        let has_year = clean(&cell.text).as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
        if has_year || cell.kind != CellKind::Text {
            return self.date(field);
        }
        self.leave(field);
        None
    }

    /// Sends a column to `extra` after all.
    fn leave(&self, field: Field) {
        if let Some(column) = self.file.columns.iter().find(|column| column.field == Some(field)) {
            self.used.borrow_mut().remove(&column.index);
        }
    }

    fn buyer(&self) -> Buyer {
        let phone = self.code(Field::BuyerPhone).or_else(|| self.code(Field::BuyerPhone2));
        let address = self.text(Field::BuyerAddressChanged).or_else(|| self.text(Field::BuyerAddress));
        let (account, name) = (self.text(Field::BuyerAccount), self.text(Field::BuyerName));
        let masked = |value: &Option<String>| value.as_deref().is_some_and(is_masked);
        let marks = [masked(&account), masked(&name), masked(&phone), masked(&address)];
        Buyer {
            account,
            name,
            phone,
            address,
            masked: marks.contains(&true),
            account_masked: marks[0],
            name_masked: marks[1],
            phone_masked: marks[2],
            address_masked: marks[3],
        }
    }

    /// Carrier and number, from their own columns or from one column that holds both.
    fn parcel(&self, carrier: Field, number: Field, both: Field) -> (Option<String>, Option<String>) {
        let number_text = self.code(number).map(|text| without_prefix(&text));
        let carrier_text = self.text(carrier);
        if carrier_text.is_some() && number_text.is_some() {
            return (carrier_text, number_text);
        }
        match self.code(both).as_deref().map(split_parcel) {
            Some(Some((found_carrier, found_number))) => (carrier_text.or(found_carrier), number_text.or(Some(found_number))),
            _ => {
                self.leave(both);
                (carrier_text, number_text)
            }
        }
    }

    fn order_status(&self) -> (Option<String>, Option<OrderState>) {
        let raw = self.text(Field::Status);
        let known = raw.as_deref().and_then(|raw| self.file.rules.status.get(&normalise(raw)).copied());
        (raw, known)
    }

    fn after_sale_mark(&self) -> (Option<String>, Option<AfterSaleState>) {
        let rules = &self.file.rules;
        let raw = self.text(Field::AfterSale).filter(|raw| !rules.no_after_sale.contains(&normalise(raw)));
        let known = raw.as_deref().and_then(|raw| rules.aftersale_status.get(&normalise(raw)).copied());
        (raw, known)
    }

    /// Cells that have no place of their own, by heading. A second column of the same heading gets a number.
    fn extra(&self) -> BTreeMap<String, String> {
        let used = self.used.borrow();
        let mut extra = BTreeMap::new();
        for column in self.file.columns.iter().filter(|column| !used.contains(&column.index)) {
            let value = clean(self.raw.text(column.index));
            if self.is_empty(value) {
                continue;
            }
            let heading = heading_of(column.heading.trim(), column.index);
            let key = (2..).map(|n| format!("{heading} ({n})")).find(|key| !extra.contains_key(key));
            let key = if extra.contains_key(&heading) { key.unwrap_or(heading) } else { heading };
            extra.insert(key, value.to_owned());
        }
        extra
    }

    fn order(&self) -> OrderRow {
        let order_no = self.key(Field::OrderNo);
        let (raw_status, status) = self.order_status();
        let (after_sale_raw, after_sale) = self.after_sale_mark();
        let (carrier, tracking_no) = self.parcel(Field::Carrier, Field::TrackingNo, Field::Parcel);
        let paid_at = self.date(Field::PaidAt);
        let stated = self.date(Field::OrderedAt);
        let from_number = match (stated, self.file.rules.date_from_order_no) {
            (None, true) => date_in_order_no(&order_no),
            _ => None,
        };
        OrderRow {
            row: self.raw.number,
            platform: self.file.platform,
            line_no: self.id(Field::LineNo),
            buyer: self.buyer(),
            title: self.text(Field::Title),
            sku: self.text(Field::Sku),
            sku_code: self.code(Field::SkuCode),
            product_id: self.code(Field::ProductId),
            quantity: self.quantity(Field::Quantity),
            unit_price_fen: self.fen(Field::UnitPrice),
            goods_total_fen: self.fen(Field::GoodsTotal),
            payable_fen: self.fen(Field::Payable),
            paid_fen: self.fen(Field::Paid),
            freight_fen: self.fen(Field::Freight),
            discount_fen: self.signed_fen(Field::Discount),
            platform_discount_fen: self.signed_fen(Field::PlatformDiscount),
            refunded_fen: self.fen(Field::Refunded),
            ordered_at: stated.or(from_number),
            ordered_at_from_number: from_number.is_some(),
            paid_at,
            shipped_at: self.date(Field::ShippedAt),
            received_at: self.date(Field::ReceivedAt),
            raw_status,
            status,
            carrier,
            tracking_no,
            invoice_title: self.text(Field::InvoiceTitle),
            memos: Memos { buyer: self.text(Field::BuyerMemo), seller: self.text(Field::SellerMemo) },
            after_sale_raw,
            after_sale,
            close_reason: self.text(Field::CloseReason),
            order_no,
            extra: self.extra(),
        }
    }

    fn line(&self) -> LineRow {
        let (raw_status, status) = self.order_status();
        let (after_sale_raw, after_sale) = self.after_sale_mark();
        LineRow {
            row: self.raw.number,
            platform: self.file.platform,
            order_no: self.key(Field::OrderNo),
            line_no: self.id(Field::LineNo),
            title: self.text(Field::Title),
            sku: self.text(Field::Sku),
            sku_code: self.code(Field::SkuCode),
            product_id: self.code(Field::ProductId),
            quantity: self.quantity(Field::Quantity),
            unit_price_fen: self.fen(Field::UnitPrice),
            paid_fen: self.fen(Field::Paid),
            raw_status,
            status,
            after_sale_raw,
            after_sale,
            memo: self.text(Field::SellerMemo),
            extra: self.extra(),
        }
    }

    fn after_sale(&self) -> AfterSaleRow {
        let rules = &self.file.rules;
        let raw_kind = self.text(Field::AfterSaleKindText);
        let raw_status = self.text(Field::AfterSaleStatus);
        let (return_carrier, return_tracking_no) = self.parcel(Field::ReturnCarrier, Field::ReturnTrackingNo, Field::ReturnParcel);
        AfterSaleRow {
            row: self.raw.number,
            platform: self.file.platform,
            aftersale_no: self.key(Field::AfterSaleNo),
            order_no: self.key(Field::OrderNo),
            line_no: self.id(Field::LineNo),
            title: self.text(Field::Title),
            sku_code: self.code(Field::SkuCode),
            buyer: self.buyer(),
            kind: raw_kind.as_deref().and_then(|raw| rules.aftersale_kind.get(&normalise(raw)).copied()),
            raw_kind,
            status: raw_status.as_deref().and_then(|raw| rules.aftersale_status.get(&normalise(raw)).copied()),
            raw_status,
            reason: self.text(Field::Reason),
            explanation: self.text(Field::Explanation),
            refund_fen: self.fen(Field::Refund),
            paid_fen: self.fen(Field::Paid),
            paid_at: self.date(Field::PaidAt),
            applied_at: self.date(Field::AppliedAt),
            deadline_at: self.limit(Field::DeadlineAt),
            evidence_deadline_at: self.limit(Field::EvidenceDeadlineAt),
            finished_at: self.date(Field::FinishedAt),
            returned_at: self.date(Field::ReturnedAt),
            return_carrier,
            return_tracking_no,
            goods_state: self.text(Field::GoodsState),
            platform_case: self.text(Field::PlatformCase),
            responsible: self.text(Field::Responsible),
            phase: self.text(Field::Phase),
            memo: self.text(Field::SellerMemo),
            extra: self.extra(),
        }
    }
}

fn heading_of(heading: &str, index: usize) -> String {
    if heading.is_empty() { format!("第 {} 列", index + 1) } else { heading.to_owned() }
}

/// Taobao writes parcel numbers as `No:123`.
fn without_prefix(number: &str) -> String {
    let bare = ["No:", "NO:", "no:", "No：", "NO："].iter().find_map(|prefix| number.strip_prefix(prefix));
    bare.unwrap_or(number).trim().to_owned()
}

/// The yymmdd date in front of a Pinduoduo order number, at midnight.
fn date_in_order_no(order_no: &str) -> Option<DateTime> {
    let digits = order_no.get(..6).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let pair = |from: usize| digits.get(from..from + 2)?.parse::<i8>().ok();
    let date = Date::new(2000 + i16::from(pair(0)?), pair(2)?, pair(4)?).ok()?;
    Some(date.to_datetime(Time::midnight()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_order_numbers() {
        assert_eq!(date_in_order_no("260305-123"), Some(jiff::civil::datetime(2026, 3, 5, 0, 0, 0, 0)));
        for bad in ["261305-1", "26-305", "2603", "二六零三零五"] {
            assert_eq!(date_in_order_no(bad), None, "{bad}");
        }
    }

    #[test]
    fn parcel_prefix() {
        assert_eq!(without_prefix("No:78123"), "78123");
        assert_eq!(without_prefix("SF123"), "SF123");
    }
}
