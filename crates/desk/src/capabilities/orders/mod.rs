//! 订单: what was sold, taken from the platforms' files. A batch is one import; it can be taken back as one.

mod after_sale;
mod import;
mod limit;
mod records;
mod take;
mod undo;

pub use import::{ImportCounts, Imported, Job, RefusedRow, import};
pub use limit::{PLATFORM, PLATFORM_MOVED};
pub use undo::{Undone, undo_batch};

use crate::kernel::actor::{BY_RULE, COUNTER};
use crate::kernel::field::{Field, FieldType, Find, Mask, choice, int, joined, json, link, long_text, money, text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN, Subject};

/// 导入批次.
pub static IMPORT_BATCH: Kind = Kind {
    name: "import_batch",
    label: "导入批次",
    prefix: "DR",
    fields: &[
        text("file_name", "文件名"),
        text("platform", "平台"),
        text("shop", "店铺"),
        choice("what", "内容", &[("orders", "订单"), ("lines", "订单明细"), ("aftersale", "售后单")]),
        text("encoding", "编码"),
        int("rows", "行数"),
        json("counts", "结果"),
        json("refused", "拒绝的行"),
    ],
    states: &[open("committed", "已导入"), ended("undone", "已撤销")],
    flow: &[
        on("commit", "导入")
            .by(COUNTER)
            .asks(&[
                text("file_name", "文件名").required(),
                text("platform", "平台").required(),
                text("shop", "店铺").required(),
                choice("what", "内容", &[("orders", "订单"), ("lines", "订单明细"), ("aftersale", "售后单")]).required(),
                text("encoding", "编码").required(),
                int("rows", "行数").required(),
                json("counts", "结果"),
                json("refused", "拒绝的行"),
            ])
            .internal(),
        on("finish", "导入完成").from(&["committed"]).by(BY_RULE).asks(&[
            int("rows", "行数"),
            json("counts", "结果"),
            json("refused", "拒绝的行"),
        ]),
        on("undo", "撤销本批").from(&["committed"]).to("undone").by(COUNTER).grave().internal(),
    ],
    seen_by: COUNTER,
    ..PLAIN
};

const STATUSES: &[(&str, &str)] = &[
    ("unpaid", "待付款"),
    ("paid", "待发货"),
    ("part_shipped", "部分发货"),
    ("shipped", "待收货"),
    ("received", "已签收"),
    ("completed", "已完成"),
    ("closed", "已关闭"),
    ("refunding", "退款中"),
];

const fn moment(name: &'static str, label: &'static str) -> Field {
    // A platform's wall-clock time in Beijing, to the second, as the file has it.
    Field { ty: FieldType::Text, ..text(name, label) }
}

pub(crate) const ORDER_FIELDS: &[Field] = &[
    text("platform", "平台"),
    text("shop", "店铺"),
    text("order_no", "订单号").find(Find::Number),
    link("consumer_id", "消费者", "consumer"),
    text("batch_id", "导入批次"),
    choice("status", "订单状态", STATUSES),
    text("raw_status", "平台状态"),
    money("paid_fen", "实付金额"),
    money("freight_fen", "运费"),
    money("refunded_fen", "已退金额"),
    money("shop_discount_fen", "商家优惠"),
    money("platform_discount_fen", "平台优惠"),
    moment("ordered_at", "下单时间"),
    moment("paid_at", "付款时间"),
    moment("shipped_at", "发货时间"),
    moment("received_at", "签收时间"),
    text("carrier", "快递公司"),
    text("tracking_no", "快递单号").find(Find::Number),
    text("after_sale", "平台售后状态"),
    long_text("memo", "商家备注").personal(Mask::Words),
    long_text("buyer_memo", "买家留言").personal(Mask::Words),
    json("more", "其他列").personal(Mask::Open),
];

/// The lines that change with the order: `[{id, new, fields}]`.
const RECORDS: Field = json("lines", "订单行").carried();
/// The consumer that comes with the order: `{id, new, fields}`.
const BUYER: Field = json("buyer", "买家").carried();
const WITH_RECORDS: &[Field] = joined!(ORDER_FIELDS, &[RECORDS, BUYER]);

const ORDER_STATES: &[State] = &[open("active", "有效"), ended("withdrawn", "随批次撤销")];
const ORDER_FLOW: &[Step] = &[
    on("import", "导入").by(BY_RULE).asks(WITH_RECORDS).then(records::write),
    on("update", "更新").from(&["active"]).by(BY_RULE).asks(WITH_RECORDS).then(records::write),
    on("return", "再次导入").from(&["withdrawn"]).to("active").by(BY_RULE).asks(WITH_RECORDS).then(records::write),
    on("restore", "恢复到导入之前").from(&["active"]).by(BY_RULE).asks(WITH_RECORDS).then(records::write),
    on("withdraw", "随批次撤销").from(&["active"]).to("withdrawn").by(BY_RULE).asks(WITH_RECORDS).then(records::write),
];

/// 订单. The platform owns it: people never edit it, a newer file does.
pub static SALES_ORDER: Kind = Kind {
    name: "sales_order",
    label: "订单",
    fields: ORDER_FIELDS,
    states: ORDER_STATES,
    flow: ORDER_FLOW,
    subject: Subject::In("consumer_id"),
    ..PLAIN
};

/// 订单行. Written together with its order.
pub static ORDER_LINE: Kind = Kind {
    name: "order_line",
    label: "订单行",
    fields: &[
        link("order_id", "订单", "sales_order"),
        text("line_no", "行号"),
        text("title", "商品").find(Find::Name),
        text("sku", "规格"),
        text("sku_code", "商家编码").find(Find::Number),
        int("quantity", "数量"),
        money("unit_price_fen", "单价"),
        money("paid_fen", "实付"),
        link("goods_id", "商品", "goods"),
    ],
    states: ORDER_STATES,
    flow: &[],
    ..PLAIN
};
