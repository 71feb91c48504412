//! Presets: what a platform's file looks like, as data. See `presets/README.md` for the fields of a preset file.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::heading::normalise;
use crate::state::{AfterSaleKind, AfterSaleState, Kind, OrderState, Platform};

/// Declares the fields a column may serve, with code and Chinese label for the mapping screen.
macro_rules! fields {
    ($($variant:ident = $code:literal, $label:literal;)+) => {
        /// What a column means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "each field is described by its label")]
        pub enum Field {
            $(#[serde(rename = $code)] $variant,)+
        }

        impl Field {
            /// All fields, in the order of the mapping screen.
            pub const ALL: &'static [Field] = &[$(Field::$variant,)+];

            /// The code used in presets and mappings.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Field::$variant => $code,)+ }
            }

            /// The Chinese label for the mapping screen.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Field::$variant => $label,)+ }
            }
        }
    };
}

fields! {
    OrderNo = "order_no", "订单编号";
    LineNo = "line_no", "子订单编号";
    AfterSaleNo = "aftersale_no", "售后单号";
    BuyerAccount = "buyer_account", "买家账号";
    BuyerName = "buyer_name", "收货人";
    BuyerPhone = "buyer_phone", "手机";
    BuyerPhone2 = "buyer_phone_2", "电话";
    BuyerAddress = "buyer_address", "收货地址";
    BuyerAddressChanged = "buyer_address_changed", "修改后的收货地址";
    Title = "title", "商品名称";
    Sku = "sku", "规格";
    SkuCode = "sku_code", "商家编码";
    ProductId = "product_id", "商品ID";
    Quantity = "quantity", "数量";
    UnitPrice = "unit_price", "单价";
    GoodsTotal = "goods_total", "商品总价";
    Payable = "payable", "应付金额";
    Paid = "paid", "实付金额";
    Freight = "freight", "运费";
    Discount = "discount", "商家优惠";
    PlatformDiscount = "platform_discount", "平台优惠";
    Refunded = "refunded", "已退金额";
    OrderedAt = "ordered_at", "下单时间";
    PaidAt = "paid_at", "付款时间";
    ShippedAt = "shipped_at", "发货时间";
    ReceivedAt = "received_at", "收货时间";
    Status = "status", "订单状态";
    Carrier = "carrier", "快递公司";
    TrackingNo = "tracking_no", "快递单号";
    Parcel = "parcel", "快递信息";
    InvoiceTitle = "invoice_title", "发票抬头";
    BuyerMemo = "buyer_memo", "买家留言";
    SellerMemo = "seller_memo", "商家备注";
    AfterSale = "after_sale", "售后状态";
    CloseReason = "close_reason", "关闭原因";
    AfterSaleKindText = "aftersale_kind", "售后类型";
    AfterSaleStatus = "aftersale_status", "售后状态（售后单）";
    Reason = "reason", "退款原因";
    Explanation = "explanation", "退款说明";
    Refund = "refund", "退款金额";
    AppliedAt = "applied_at", "申请时间";
    DeadlineAt = "deadline_at", "超时时间";
    EvidenceDeadlineAt = "evidence_deadline_at", "举证超时";
    FinishedAt = "finished_at", "完结时间";
    ReturnedAt = "returned_at", "退货时间";
    ReturnCarrier = "return_carrier", "退货物流公司";
    ReturnTrackingNo = "return_tracking_no", "退货物流单号";
    ReturnParcel = "return_parcel", "退货物流信息";
    GoodsState = "goods_state", "货物状态";
    PlatformCase = "platform_case", "客服介入状态";
    Responsible = "responsible", "责任方";
    Phase = "phase", "售中或售后";
}

/// One file format: how to recognise it and how to read its values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// Unique name, also the file name.
    pub name: String,
    /// Chinese label of the list, without the platform.
    pub label: String,
    /// Platforms that write this format; the first is assumed unless the user says otherwise.
    pub platforms: Vec<Platform>,
    /// What the rows are.
    pub kind: Kind,
    /// Headings of which at least one must be present; empty for a user's mapping.
    pub signature: Vec<String>,
    /// Fields without whose column the file is not read.
    pub required: Vec<Field>,
    /// The row below the headings may explain them.
    #[serde(default)]
    pub explanation_row: bool,
    /// Separator of several lines merged into one row.
    #[serde(default)]
    pub merged: Option<char>,
    /// A lone hyphen means empty.
    #[serde(default)]
    pub hyphen_is_empty: bool,
    /// An empty order time is read from the yymmdd date in front of the order number.
    #[serde(default)]
    pub date_from_order_no: bool,
    /// Headings of each field, the most usual first.
    pub fields: BTreeMap<Field, Vec<String>>,
    /// Order states by their raw words.
    #[serde(default)]
    pub status: BTreeMap<String, OrderState>,
    /// Words in the after-sale column that mean none.
    #[serde(default)]
    pub no_after_sale: Vec<String>,
    /// After-sale types by their raw words.
    #[serde(default)]
    pub aftersale_kind: BTreeMap<String, AfterSaleKind>,
    /// After-sale states by their raw words.
    #[serde(default)]
    pub aftersale_status: BTreeMap<String, AfterSaleState>,
}

/// What a screen needs to know of a preset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PresetInfo {
    /// Unique name.
    pub name: String,
    /// Chinese label, e.g. "订单列表".
    pub label: String,
    /// Platforms that write this format.
    pub platforms: Vec<Platform>,
    /// What the rows are.
    pub kind: Kind,
}

impl Preset {
    /// Parses a preset and brings headings and raw words into the form they are compared in.
    fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let mut preset: Self = toml::from_str(text)?;
        preset.signature = normalised(&preset.signature);
        preset.no_after_sale = normalised(&preset.no_after_sale);
        preset.fields.values_mut().for_each(|aliases| *aliases = normalised(aliases));
        preset.status = normalised_keys(&preset.status);
        preset.aftersale_kind = normalised_keys(&preset.aftersale_kind);
        preset.aftersale_status = normalised_keys(&preset.aftersale_status);
        Ok(preset)
    }

    /// True when files of this format may come from the platform.
    #[must_use]
    pub fn serves(&self, platform: Platform) -> bool {
        self.platforms.contains(&platform)
    }

    /// Name, label, platforms and kind.
    #[must_use]
    pub fn info(&self) -> PresetInfo {
        PresetInfo { name: self.name.clone(), label: self.label.clone(), platforms: self.platforms.clone(), kind: self.kind }
    }
}

fn normalised(words: &[String]) -> Vec<String> {
    words.iter().map(|word| normalise(word)).collect()
}

fn normalised_keys<V: Copy>(map: &BTreeMap<String, V>) -> BTreeMap<String, V> {
    map.iter().map(|(key, value)| (normalise(key), *value)).collect()
}

/// The preset files, embedded.
const FILES: &[&str] = &[
    include_str!("../presets/taobao_orders.toml"),
    include_str!("../presets/taobao_lines.toml"),
    include_str!("../presets/tmall_refunds.toml"),
    include_str!("../presets/jd_orders.toml"),
    include_str!("../presets/pdd_orders.toml"),
    include_str!("../presets/douyin_orders.toml"),
    include_str!("../presets/douyin_aftersale.toml"),
    include_str!("../presets/xiaohongshu_parcels.toml"),
    include_str!("../presets/1688_orders.toml"),
];

/// All presets. A test proves that every embedded file parses, so none is missing here.
#[must_use]
pub fn presets() -> &'static [Arc<Preset>] {
    static PRESETS: OnceLock<Vec<Arc<Preset>>> = OnceLock::new();
    PRESETS.get_or_init(|| FILES.iter().filter_map(|text| Preset::parse(text).ok()).map(Arc::new).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_preset_file_parses() {
        for text in FILES {
            if let Err(error) = Preset::parse(text) {
                panic!("{error}\n{}", &text[..80.min(text.len())]);
            }
        }
    }

    #[test]
    fn presets_are_sound() {
        let names: BTreeSet<_> = presets().iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names.len(), FILES.len());
        for preset in presets() {
            let aliases: Vec<_> = preset.fields.values().flatten().collect();
            let unique: BTreeSet<_> = aliases.iter().collect();
            assert_eq!(aliases.len(), unique.len(), "{}: a heading serves two fields", preset.name);
            assert!(!preset.signature.is_empty() && !preset.platforms.is_empty(), "{}", preset.name);
            for field in &preset.required {
                assert!(preset.fields.contains_key(field), "{}: {field:?}", preset.name);
            }
        }
    }
}
