//! Normalised rows. Money is in fen, times are Beijing wall-clock times, ids are text.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use serde::Serialize;

use crate::state::{AfterSaleKind, AfterSaleState, OrderState, Platform};

/// The buyer as the file shows them. Masked values stand as they came; masked buyers must never be merged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Buyer {
    /// Account or member name.
    pub account: Option<String>,
    /// Receiver.
    pub name: Option<String>,
    /// Mobile number, or the land line where there is no mobile number.
    pub phone: Option<String>,
    /// Full address.
    pub address: Option<String>,
    /// Any of the four is masked.
    pub masked: bool,
    /// The account is masked.
    pub account_masked: bool,
    /// The name is masked.
    pub name_masked: bool,
    /// The phone is masked.
    pub phone_masked: bool,
    /// The address is masked.
    pub address_masked: bool,
}

/// Remarks on an order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Memos {
    /// What the buyer wrote.
    pub buyer: Option<String>,
    /// What the shop noted.
    pub seller: Option<String>,
}

/// One order, or one line of it with the order's data repeated: rows with the same `order_no` are one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderRow {
    /// 1-based row in the source.
    pub row: u32,
    /// Platform the file comes from.
    pub platform: Platform,
    /// Order number, never empty.
    pub order_no: String,
    /// Line number where the platform has one.
    pub line_no: Option<String>,
    /// The buyer.
    pub buyer: Buyer,
    /// Goods title.
    pub title: Option<String>,
    /// Variant in words.
    pub sku: Option<String>,
    /// The shop's own code.
    pub sku_code: Option<String>,
    /// The platform's goods id.
    pub product_id: Option<String>,
    /// Pieces.
    pub quantity: Option<i64>,
    /// Price of one piece.
    pub unit_price_fen: Option<i64>,
    /// Goods before freight and discounts.
    pub goods_total_fen: Option<i64>,
    /// Amount due.
    pub payable_fen: Option<i64>,
    /// Amount the buyer paid.
    pub paid_fen: Option<i64>,
    /// Freight.
    pub freight_fen: Option<i64>,
    /// Discount borne by the shop, sign as in the file.
    pub discount_fen: Option<i64>,
    /// Discount borne by the platform, sign as in the file.
    pub platform_discount_fen: Option<i64>,
    /// Amount already paid back.
    pub refunded_fen: Option<i64>,
    /// Time of the order.
    pub ordered_at: Option<DateTime>,
    /// `ordered_at` was read from the order number: the day is known, the time is not.
    pub ordered_at_from_number: bool,
    /// Time of payment.
    pub paid_at: Option<DateTime>,
    /// Time of shipping.
    pub shipped_at: Option<DateTime>,
    /// Time the buyer confirmed receipt.
    pub received_at: Option<DateTime>,
    /// State as in the file.
    pub raw_status: Option<String>,
    /// State in our words; `None` when the words are new to us.
    pub status: Option<OrderState>,
    /// Carrier as in the file.
    pub carrier: Option<String>,
    /// Parcel number.
    pub tracking_no: Option<String>,
    /// Invoice title.
    pub invoice_title: Option<String>,
    /// Remarks.
    pub memos: Memos,
    /// After-sale state as in the file; `None` when the file says there is none.
    pub after_sale_raw: Option<String>,
    /// After-sale state in our words.
    pub after_sale: Option<AfterSaleState>,
    /// Why the order was closed.
    pub close_reason: Option<String>,
    /// Non-empty cells of columns that serve no field, by heading.
    pub extra: BTreeMap<String, String>,
}

/// One line of an order, from a line list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineRow {
    /// 1-based row in the source.
    pub row: u32,
    /// Platform the file comes from.
    pub platform: Platform,
    /// Order number, never empty.
    pub order_no: String,
    /// Line number where the file has one.
    pub line_no: Option<String>,
    /// Goods title.
    pub title: Option<String>,
    /// Variant in words.
    pub sku: Option<String>,
    /// The shop's own code.
    pub sku_code: Option<String>,
    /// The platform's goods id.
    pub product_id: Option<String>,
    /// Pieces.
    pub quantity: Option<i64>,
    /// Price of one piece.
    pub unit_price_fen: Option<i64>,
    /// Amount paid for the line.
    pub paid_fen: Option<i64>,
    /// State as in the file.
    pub raw_status: Option<String>,
    /// State in our words.
    pub status: Option<OrderState>,
    /// After-sale state as in the file.
    pub after_sale_raw: Option<String>,
    /// After-sale state in our words.
    pub after_sale: Option<AfterSaleState>,
    /// The shop's remark.
    pub memo: Option<String>,
    /// Non-empty cells of columns that serve no field, by heading.
    pub extra: BTreeMap<String, String>,
}

/// One after-sale request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AfterSaleRow {
    /// 1-based row in the source.
    pub row: u32,
    /// Platform the file comes from.
    pub platform: Platform,
    /// Number of the request, never empty.
    pub aftersale_no: String,
    /// Order number, never empty.
    pub order_no: String,
    /// Line number where the file has one.
    pub line_no: Option<String>,
    /// Goods title.
    pub title: Option<String>,
    /// The shop's own code.
    pub sku_code: Option<String>,
    /// The buyer.
    pub buyer: Buyer,
    /// Type in our words; `None` when the file does not say or the words are new to us.
    pub kind: Option<AfterSaleKind>,
    /// Type as in the file.
    pub raw_kind: Option<String>,
    /// State in our words.
    pub status: Option<AfterSaleState>,
    /// State as in the file.
    pub raw_status: Option<String>,
    /// The buyer's reason.
    pub reason: Option<String>,
    /// The buyer's explanation.
    pub explanation: Option<String>,
    /// Amount asked back.
    pub refund_fen: Option<i64>,
    /// Amount the buyer paid for the order.
    pub paid_fen: Option<i64>,
    /// Time of payment of the order.
    pub paid_at: Option<DateTime>,
    /// Time of the request.
    pub applied_at: Option<DateTime>,
    /// The platform acts by itself after this.
    pub deadline_at: Option<DateTime>,
    /// Last moment for evidence.
    pub evidence_deadline_at: Option<DateTime>,
    /// Time the request ended.
    pub finished_at: Option<DateTime>,
    /// Time the buyer sent the goods back.
    pub returned_at: Option<DateTime>,
    /// Carrier of the return parcel.
    pub return_carrier: Option<String>,
    /// Number of the return parcel.
    pub return_tracking_no: Option<String>,
    /// Whether the buyer has the goods, as in the file.
    pub goods_state: Option<String>,
    /// Whether the platform's staff are involved, as in the file.
    pub platform_case: Option<String>,
    /// Who is held responsible, as in the file.
    pub responsible: Option<String>,
    /// Before or after the trade succeeded, as in the file.
    pub phase: Option<String>,
    /// The shop's remark.
    pub memo: Option<String>,
    /// Non-empty cells of columns that serve no field, by heading.
    pub extra: BTreeMap<String, String>,
}

/// A row of any kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "data")]
pub enum Row {
    /// Of an order list.
    #[serde(rename = "orders")]
    Order(Box<OrderRow>),
    /// Of a line list.
    #[serde(rename = "lines")]
    Line(Box<LineRow>),
    /// Of an after-sale list.
    #[serde(rename = "aftersale")]
    AfterSale(Box<AfterSaleRow>),
}

impl Row {
    /// 1-based row in the source.
    #[must_use]
    pub fn number(&self) -> u32 {
        match self {
            Self::Order(order) => order.row,
            Self::Line(line) => line.row,
            Self::AfterSale(request) => request.row,
        }
    }

    /// The order it belongs to.
    #[must_use]
    pub fn order_no(&self) -> &str {
        match self {
            Self::Order(order) => &order.order_no,
            Self::Line(line) => &line.order_no,
            Self::AfterSale(request) => &request.order_no,
        }
    }
}
