//! Our own words for what platforms call by many names. Codes are what is stored; labels are what is shown.

use serde::{Deserialize, Serialize};

/// Declares an enum of codes with Chinese labels.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// All values.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stored code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The Chinese label.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// The value of a stored code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}

coded! {
    /// Where a file comes from.
    Platform {
        /// 淘宝
        Taobao = "taobao", "淘宝";
        /// 天猫
        Tmall = "tmall", "天猫";
        /// 京东
        Jd = "jd", "京东";
        /// 拼多多
        Pdd = "pdd", "拼多多";
        /// 抖店
        Douyin = "douyin", "抖音";
        /// 小红书
        Xiaohongshu = "xiaohongshu", "小红书";
        /// 1688
        Ali1688 = "1688", "1688";
        /// Any other file, read with a mapping.
        Other = "other", "其他";
    }
}

coded! {
    /// What the rows of a file are.
    Kind {
        /// One order a row (or one order line with its order's data).
        Orders = "orders", "订单列表";
        /// Order lines alone, to be joined with an order list.
        Lines = "lines", "订单明细";
        /// After-sale requests.
        AfterSale = "aftersale", "售后单";
    }
}

coded! {
    /// Where an order stands.
    OrderState {
        /// Ordered, not paid.
        Unpaid = "unpaid", "待付款";
        /// Paid, not shipped.
        Paid = "paid", "待发货";
        /// Some parcels are on the way.
        PartShipped = "part_shipped", "部分发货";
        /// On the way to the buyer.
        Shipped = "shipped", "待收货";
        /// Signed for, trade still open.
        Received = "received", "已签收";
        /// The trade succeeded.
        Completed = "completed", "已完成";
        /// Cancelled or closed, with or without refund.
        Closed = "closed", "已关闭";
        /// A refund is under way.
        Refunding = "refunding", "退款中";
    }
}

coded! {
    /// What an after-sale request asks for.
    AfterSaleKind {
        /// Money back, goods stay.
        RefundOnly = "refund_only", "仅退款";
        /// Goods back, money back.
        ReturnRefund = "return_refund", "退货退款";
        /// Goods for goods.
        Exchange = "exchange", "换货";
        /// Send what was missing.
        Reship = "reship", "补寄";
        /// Repair.
        Repair = "repair", "维修";
        /// Difference in price paid back.
        PriceDifference = "price_difference", "退差价";
        /// Price protection.
        PriceProtection = "price_protection", "价保";
        /// Complaint.
        Complaint = "complaint", "投诉";
        /// Compensation.
        Compensation = "compensation", "赔付";
        /// Enquiry.
        Inquiry = "inquiry", "咨询";
    }
}

coded! {
    /// Whose move it is in an after-sale request.
    AfterSaleState {
        /// The merchant has to answer.
        NeedMerchant = "need_merchant", "待商家处理";
        /// The buyer has to send the goods back.
        NeedBuyerReturn = "need_buyer_return", "待买家退货";
        /// The merchant has to confirm receipt.
        NeedMerchantReceive = "need_merchant_receive", "待商家收货";
        /// The merchant has to ship.
        NeedMerchantShip = "need_merchant_ship", "待商家发货";
        /// The buyer has to confirm receipt.
        NeedBuyerReceive = "need_buyer_receive", "待买家收货";
        /// Refused; the buyer may act.
        Refused = "refused", "已拒绝";
        /// The platform decides.
        Platform = "platform", "平台处理中";
        /// Money is on its way.
        Refunding = "refunding", "退款中";
        /// The payment failed.
        RefundFailed = "refund_failed", "退款失败";
        /// Done.
        Success = "success", "已完成";
        /// Closed or withdrawn.
        Closed = "closed", "已关闭";
    }
}

impl AfterSaleState {
    /// True when nothing more is to come.
    #[must_use]
    pub fn is_terminal(self) -> bool {
        matches!(self, Self::Success | Self::Closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_round_trip_and_match_serde() {
        for kind in AfterSaleKind::ALL {
            assert_eq!(AfterSaleKind::from_code(kind.code()), Some(*kind));
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{}\"", kind.code()));
        }
        assert_eq!(Platform::from_code("1688"), Some(Platform::Ali1688));
        assert_eq!(Platform::from_code("ebay"), None);
    }
}
