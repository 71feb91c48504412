//! 退换货单 (capabilities 3.8): an application on lines of an order. Goods and money go their own ways; a refusal needs a
//! permitted ground and a second person; no refund goes above what was paid, nor any other way than it came.

mod apply;
mod clocks;
mod decide;
mod fields;
mod from_case;
mod goods;
mod inspection;
mod item;
mod lanes;
mod money;
mod papers;
mod sums;

pub(crate) use fields::{GROUND, QUANTITY};
pub use from_case::{CAN_EXCHANGE, CAN_RETURN, begin_exchange, begin_return, forward_platform};
pub use inspection::INSPECTION;
pub use item::RETURN_ITEM;
pub use sums::table;

use serde_json::Value;
use shounuo_store::Row;

use self::fields::*;
use crate::capabilities::note;
use crate::capabilities::orders::{PLATFORM, PLATFORM_MOVED};
use crate::capabilities::staff;
use crate::kernel::actor::{BY_RULE, COUNTER, DECIDERS, EVERYONE};
use crate::kernel::clock;
use crate::kernel::field::{Field, Mask, long_text};
use crate::kernel::flow::{State, Step, View, ended, on, open};
use crate::kernel::kind::{CaseLook, Kind, PLAIN, Subject};

const STATES: &[State] = &[
    open("review", "待审核"),
    open("refusal_review", "拒绝待复核"),
    open("awaiting_goods", "待退回"),
    open("inspecting", "验收中").in_view(View::Inspect),
    open("disputed", "争议"),
    open("to_replace", "待换发"),
    open("replacing", "换发在途"),
    open("to_refund", "待退款"),
    open("refunding", "退款中"),
    open("refunded", "已退款"),
    open("replaced", "已换货"),
    ended("done", "完成"),
    ended("refused", "已拒绝"),
    ended("cancelled", "已撤销"),
];
const OPEN: &[&str] = &[
    "review",
    "refusal_review",
    "awaiting_goods",
    "inspecting",
    "disputed",
    "to_replace",
    "replacing",
    "to_refund",
    "refunding",
    "refunded",
    "replaced",
];
/// States in which the goods are still on their way, and the money may go ahead of them.
const MONEY_AHEAD: &[&str] = &["awaiting_goods", "inspecting", "disputed", "to_replace", "replacing"];

const REASON: Field = long_text("reason", "原因").required().personal(Mask::Words);
const SUMS: &[Field] =
    &[MATERIALS, RECEIVED_DATE, DISCOUNTS, RETURN_FREIGHT, RETURN_FREIGHT_BY_SHOP, FREE_FROM, WAIVED_FREIGHT, MISSING_GIFT];

const FLOW: &[Step] = &[
    on("apply", "登记申请")
        .to("review")
        .by(COUNTER)
        .asks(apply::APPLY)
        .then(apply::take)
        .starts(&[clocks::UNSHIPPED, clocks::ANSWER, clocks::RESHIP, clocks::DELAY, PLATFORM])
        .cites("000 6.3.1；消费者权益保护法第二十四条、第二十五条"),
    on("begin", "由售后单转来")
        .to("review")
        .by(COUNTER)
        .asks(apply::BEGIN)
        .then(apply::take_ruled)
        .starts(&[clocks::UNSHIPPED, clocks::ANSWER, clocks::RESHIP, PLATFORM])
        .internal()
        .cites("000 6.5.2"),
    on("platform_update", "平台状态更新")
        .from(OPEN)
        .by(BY_RULE)
        .asks(&[PLATFORM_STATUS, PLATFORM_DUE])
        .stops(&["platform"])
        .starts(&[PLATFORM_MOVED]),
    on("auto_approve", "未发货自动通过")
        .from(&["review"])
        .to("to_refund")
        .by(BY_RULE)
        .guard(&[decide::NOT_SENT, decide::HAS_ITEMS])
        .then(decide::auto_approve)
        .stops(&["answer", "delay"])
        .cites("000 6.3.2.2"),
    on("set_sums", "填写材料与退款事实")
        .from(&["review", "awaiting_goods", "inspecting", "disputed", "to_refund"])
        .by(COUNTER)
        .guard(&[money::SUM_STILL_OPEN])
        .asks(SUMS)
        .then(money::check_sums),
    on("rule", "判定七日无理由")
        .from(&["review", "inspecting", "disputed"])
        .by(COUNTER)
        .guard(&[decide::IS_NO_REASON])
        .asks(&[INTACT.required(), EXCLUSION, EXCLUSION_CONFIRMED, MISSING_GIFT])
        .then(decide::rule_no_reason)
        .cites("消费者权益保护法第二十五条"),
    on("approve", "同意")
        .from(&["review"])
        .to("awaiting_goods")
        .by(COUNTER)
        .guard(&[decide::HAS_ITEMS, decide::MATERIALS_COMPLETE])
        .asks(&[KEEP_GOODS, RETURN_TO])
        .then(decide::approve)
        .issues(&["return_receipt"])
        .stops(&["answer", "reship", "delay"])
        .cites("000 6.3.1"),
    on("ask_refusal", "提请拒绝")
        .from(&["review", "inspecting", "disputed"])
        .to("refusal_review")
        .by(COUNTER)
        .guard(&[decide::SENT, decide::MONEY_NOT_OUT])
        .asks(&[REFUSAL_GROUND, REFUSAL_REASON, EVIDENCE])
        .then(decide::ask_refusal)
        .cites("000 6.3.1.2")
        .grave(),
    on("refuse", "同意拒绝")
        .from(&["refusal_review"])
        .to("refused")
        .by(DECIDERS)
        .guard(&[decide::SECOND_PERSON])
        .then(decide::refuse)
        .issues(&["return_result"])
        .stops(&["*"])
        .cites("000 6.3.1.2")
        .grave(),
    on("keep_open", "不同意拒绝")
        .from(&["refusal_review"])
        .to("review")
        .by(DECIDERS)
        .guard(&[decide::SECOND_PERSON])
        .asks(&[REASON])
        .then(decide::keep_open),
    on("sent_back", "登记寄回")
        .from(&["awaiting_goods"])
        .by(COUNTER)
        .asks(&[CARRIER, TRACKING.required()])
        .then(goods::sent_back)
        .cites("000 6.3.1.2"),
    on("receive", "签收退货")
        .from(&["awaiting_goods"])
        .to("inspecting")
        .by(EVERYONE)
        .asks(&[BACK_ON, CARRIER, TRACKING])
        .then(goods::receive)
        .starts(&[clocks::REFUND_DUE, clocks::REFUND_DELAY])
        .cites("消费者权益保护法第二十五条"),
    on("accept_goods", "验收合格")
        .from(&["inspecting"])
        .to("to_refund")
        .by(COUNTER)
        .guard(&[goods::INSPECTED, goods::OUR_GOODS])
        .then(goods::accept)
        .cites("000 6.3.1"),
    on("dispute", "转争议")
        .from(&["inspecting"])
        .to("disputed")
        .by(COUNTER)
        .guard(&[goods::INSPECTED, decide::EVIDENCE_KEPT])
        .asks(&[EVIDENCE])
        .then(goods::dispute)
        .cites("000 6.6.4"),
    on("resolve", "争议了结，按合格处理")
        .from(&["disputed"])
        .to("to_refund")
        .by(DECIDERS)
        .guard(&[goods::OUR_GOODS])
        .asks(&[FINDING])
        .then(goods::accept)
        .cites("000 6.6.4"),
    on("request_refund", "申请平台退款")
        .from(&["to_refund"])
        .to("refunding")
        .by(COUNTER)
        .guard(&[money::MONEY_DUE])
        .asks(&[ROUTE, REFUND, DEPARTURE_REASON])
        .then(money::request)
        .again()
        .stops(&["unshipped"])
        .cites("消费者权益保护法第二十五条；000 6.3.1"),
    on("request_refund", "先行退款")
        .from(MONEY_AHEAD)
        .by(DECIDERS)
        .guard(&[money::MONEY_DUE])
        .asks(&[ROUTE, REFUND, DEPARTURE_REASON])
        .then(money::request)
        .again()
        .cites("002 9.7.3")
        .grave(),
    on("refund_failed", "平台退款未成")
        .from(&["refunding"])
        .to("to_refund")
        .by(COUNTER)
        .guard(&[money::MONEY_ASKED])
        .asks(&[REASON])
        .then(money::failed),
    on("refund_result", "登记退款结果")
        .from(&["refunding"])
        .to("refunded")
        .by(COUNTER)
        .guard(&[money::MONEY_ASKED])
        .asks(&[REFUNDED, REFUNDED_ON])
        .then(money::result)
        .cites("000 6.3.1"),
    on("refund_result", "登记退款结果")
        .from(MONEY_AHEAD)
        .by(COUNTER)
        .guard(&[money::MONEY_ASKED])
        .asks(&[REFUNDED, REFUNDED_ON])
        .then(money::result),
    on("money_settled", "退款相符")
        .from(OPEN)
        .by(COUNTER)
        .issues(&["return_result"])
        .stops(&["refund_due", "refund_delay", "unshipped"])
        .internal(),
    on("ship_replacement", "发出新货")
        .from(&["to_replace"])
        .to("replacing")
        .by(COUNTER)
        .asks(&[NEW_CARRIER, NEW_TRACKING.required(), NEW_SKU, GAP_PAID])
        .then(goods::ship)
        .cites("000 6.3.4.1"),
    on("replacement_signed", "新货已签收")
        .from(&["replacing"])
        .to("replaced")
        .by(COUNTER)
        .asks(&[REPLACED_ON, NEW_SERIAL])
        .then(goods::replacement_signed)
        .issues(&["return_result"])
        .cites("000 6.3.4.1；1995 三包规定第十四条"),
    on("close", "办结")
        .from(&["refunded", "replaced"])
        .to("done")
        .by(COUNTER)
        .asks(&[INVOICE])
        .then(decide::close)
        .stops(&["*"])
        .cites("000 6.9"),
    on("cancel", "消费者撤销")
        .from(OPEN)
        .to("cancelled")
        .by(COUNTER)
        .guard(&[decide::MONEY_NOT_OUT])
        .asks(&[REASON])
        .then(decide::call_off)
        .stops(&["*"])
        .grave(),
    on("reopen", "重新办理").from(&["refused", "cancelled"]).to("review").by(DECIDERS).asks(&[REASON]).then(decide::reopen),
    clock::extension(OPEN),
    on("assign", "转交").from(OPEN).by(COUNTER).asks(&[OWNER.required()]),
    staff::release(OPEN),
    note::step(OPEN),
];

/// 退换货单.
pub static RETURNS_EXCHANGE: Kind = Kind {
    name: "returns_exchange",
    label: "退换货单",
    prefix: "TH",
    fields: &ALL,
    states: STATES,
    flow: FLOW,
    case: Some(CaseLook { title, owner: "owner", consumer: "consumer_id", order: "order_id", shop: "shop" }),
    subject: Subject::In("consumer_id"),
    papers: papers::PAPERS,
    label_lines: on_the_label,
    remarks: &[
        "货与款分两条线（字段“货”“款”），单据状态由两条线推出：先看货，再看款；先行退款后货仍待退回。表中“到”列是通常的去向。",
        "规格 3.8 的“退款中”分为“待退款”与“退款中”，“待换发”分为“待换发”与“换发在途”，让每一步都有自己的下一步。",
        "未发货自动通过只在本店记账，款由人在平台上退；极速通道要有商品分级，尚未提供。",
    ],
    ..PLAIN
};

fn on_the_label(row: &Row) -> Vec<String> {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    let tracking: Vec<char> = text("return_tracking_no").chars().collect();
    let tail: String = tracking[tracking.len().saturating_sub(6)..].iter().collect();
    let lines = [label(GROUNDS, text("ground")).to_owned(), if tail.is_empty() { String::new() } else { format!("退回单号尾号 {tail}") }];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// The words for a stored value.
pub(crate) fn label(of: &'static [(&str, &str)], code: &str) -> &'static str {
    of.iter().find(|(name, _)| *name == code).map_or("", |(_, label)| label)
}

fn title(row: &Row) -> String {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    format!("{} · {}", label(APPLICATIONS, text("application")), text("goods_title"))
}
