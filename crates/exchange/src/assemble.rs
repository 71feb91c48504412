//! Normalised rows out of the cells of a recognised file.

use jiff::civil::{Date, DateTime, Time};

use crate::cells::Cells;
use crate::fault::RowFault;
use crate::grid::RawRow;
use crate::heading::normalise;
use crate::preset::Field;
use crate::recognise::Recognised;
use crate::row::{AfterSaleRow, LineRow, Memos, OrderRow, Row};
use crate::state::Kind;

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

impl Cells<'_> {
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
}
