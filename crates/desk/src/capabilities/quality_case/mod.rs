//! 售后单(三包与无理由退货) (capabilities 3.12): a claim about goods, the facts it rests on, the ruling, the letter, the choice.

mod facts;
mod steps;
mod take_over;

pub use facts::*;
pub use steps::{ANSWER, new_fact};
pub use take_over::take_over;

use shounuo_store::Row;

use crate::capabilities::orders::{PLATFORM, PLATFORM_MOVED};
use crate::capabilities::repair::FROM_CASE;
use crate::capabilities::staff;
use crate::capabilities::{note, returns};
use crate::kernel::actor::{BY_RULE, COUNTER, DECIDERS, EVERYONE, Role};
use crate::kernel::clock;
use crate::kernel::field::{Field, Find, Mask, choice, joined, link, long_text, money, text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{CaseLook, Kind, PLAIN, Subject};

const SHOP: Field = text("shop", "店铺");
const ORDER: Field = link("order_id", "订单", "sales_order");
const LINE: Field = link("order_line_id", "订单行", "order_line");
const CONSUMER: Field = link("consumer_id", "消费者", "consumer");
const UNIT: Field = link("serial_unit_id", "序列号", "serial_unit");
const OWNER: Field = link("owner", "负责人", "account");
const GOODS_TITLE: Field = text("goods_title", "商品名称").required().find(Find::Name);
const FAULT_TEXT: Field = long_text("fault_text", "消费者所述").personal(Mask::Words).find(Find::Text);
const AFTERSALE_NO: Field = text("aftersale_no", "平台售后单号").find(Find::Number);
const AFTERSALE_KIND: Field = choice("aftersale_kind", "平台售后类型", AFTERSALE_KINDS);
const CHOSEN: Field = choice("chosen", "消费者所选", OPTIONS).guarded();
const OUTCOME: Field = long_text("outcome", "办理结果").required().personal(Mask::Words);
const CANCEL_REASON: Field = long_text("reason", "撤销原因").required().personal(Mask::Words);

/// Types of a platform's after-sale request, as `exchange` names them.
pub const AFTERSALE_KINDS: &[(&str, &str)] = &[
    ("refund_only", "仅退款"),
    ("return_refund", "退货退款"),
    ("exchange", "换货"),
    ("reship", "补寄"),
    ("repair", "维修"),
    ("price_difference", "退差价"),
    ("price_protection", "价保"),
    ("complaint", "投诉"),
    ("compensation", "赔付"),
    ("inquiry", "咨询"),
];

/// What a ruling can give, as the rules name it (a test compares the two).
pub const OPTIONS: &[(&str, &str)] = &[
    ("return_full", "全额退货"),
    ("exchange", "换同型号"),
    ("exchange_other_model", "换其他型号"),
    ("return_less_depreciation", "折旧退货"),
    ("repair_free", "免费修理"),
    ("part_repair_free", "主要部件免费修理"),
    ("return_accessory", "附件退货"),
    ("no_reason_return", "七日无理由退货"),
    ("no_reason_return_less_gift_price", "无理由退货（扣赠品价）"),
    ("loaner", "免费借用备用机"),
    ("wait", "等待修理完成"),
    ("manual_review", "人工复核"),
    ("paid_repair", "付费修理"),
    ("refuse", "不予支持"),
];

/// States in which the facts may still change.
const OPEN: &[&str] = &["registered", "accepted", "ruled", "told", "chosen", "executing"];
const STATES: &[State] = &[
    open("registered", "待受理"),
    open("accepted", "已受理"),
    open("ruled", "已判定"),
    open("told", "已告知"),
    open("chosen", "消费者已选"),
    open("executing", "执行中"),
    ended("done", "办结"),
    ended("cancelled", "已撤销"),
];

const FLOW: &[Step] = &[
    on("register", "登记")
        .to("registered")
        .by(COUNTER)
        .asks(steps::REGISTER)
        .then(steps::take_over_order)
        .starts(&[ANSWER, steps::LAW_DELAY])
        .cites("000 6.5.2"),
    on("arrive", "平台售后单").to("registered").by(BY_RULE).asks(steps::ARRIVE).then(steps::take_over_order).starts(&[
        PLATFORM,
        ANSWER,
        steps::LAW_DELAY,
    ]),
    on("arrive_ended", "平台已结束的售后单").to("done").by(BY_RULE).asks(steps::ARRIVE).then(steps::take_over_order),
    on("platform_update", "平台状态更新")
        .from(OPEN)
        .by(BY_RULE)
        .asks(steps::PLATFORM_UPDATE)
        .then(returns::forward_platform)
        .stops(&["platform"])
        .starts(&[PLATFORM_MOVED]),
    on("withdraw", "随批次撤销").from(&["registered", "done"]).to("cancelled").by(BY_RULE).stops(&["*"]),
    on("accept", "受理").from(&["registered"]).to("accepted").by(COUNTER).then(steps::own_it).cites("004 4.1"),
    on("set_facts", "填写事实").from(&["registered", "accepted"]).by(EVERYONE).asks(FACT_FIELDS),
    on("set_facts", "改事实")
        .from(&["ruled", "told", "chosen"])
        .to("ruled")
        .by(EVERYONE)
        .asks(FACT_FIELDS)
        .then(steps::rule)
        .cites("000 6.5.2"),
    on("rule", "判定")
        .from(&["registered", "accepted"])
        .to("ruled")
        .by(&[Role::AfterSales, Role::Technician, Role::Manager, Role::Owner])
        .then(steps::rule)
        .cites("000 6.5.2(4)–(8)"),
    on("tell", "出具告知书")
        .from(&["ruled"])
        .to("told")
        .by(COUNTER)
        .guard(&[steps::NOT_IN_REVIEW, steps::CAN_BE_TOLD])
        .then(steps::tell)
        .issues(&["ruling_letter"])
        .stops(&["answer", "delay"])
        .cites("000 6.6.3"),
    on("choose", "记录消费者选择")
        .from(&["told"])
        .to("chosen")
        .by(COUNTER)
        .asks(&[CHOSEN.required()])
        .then(steps::offered_only)
        .cites("000 6.5.2"),
    on("begin_repair", "送修")
        .from(&["chosen"])
        .to("executing")
        .by(COUNTER)
        .guard(&[steps::CHOSE_REPAIR])
        .asks(BEGIN_REPAIR)
        .then(steps::begin_repair)
        .cites("000 6.5.2"),
    on("continue_repair", "继续维修").from(&["chosen"]).to("executing").by(COUNTER).guard(&[steps::IN_REPAIR]),
    on("new_fact", "新事实")
        .from(&["ruled", "told", "chosen", "executing"])
        .to("ruled")
        .by(BY_RULE)
        .asks(&[NEW_FACT])
        .then(steps::rule)
        .cites("000 6.5.2"),
    on("resume", "执行中止").from(&["executing"]).to("accepted").by(BY_RULE).asks(&[NEW_FACT]),
    on("begin_return", "转退货")
        .from(&["chosen", "accepted"])
        .to("executing")
        .by(COUNTER)
        .guard(&[returns::CAN_RETURN])
        .asks(&[returns::QUANTITY, returns::GROUND.optional()])
        .then(returns::begin_return)
        .stops(&["answer", "platform"])
        .cites("000 6.3.1；000 6.5.2"),
    on("begin_exchange", "转换货")
        .from(&["chosen"])
        .to("executing")
        .by(COUNTER)
        .guard(&[returns::CAN_EXCHANGE])
        .asks(&[returns::QUANTITY])
        .then(returns::begin_exchange)
        .stops(&["answer", "platform"])
        .cites("000 6.5.2"),
    on("called_off", "未执行").from(&["executing"]).to("chosen").by(BY_RULE).then(steps::back_to_choice),
    on("carried_out", "已执行").from(&["executing"]).to("done").by(BY_RULE).stops(&["*"]),
    on("finish", "办结").from(&["chosen"]).to("done").by(COUNTER).asks(&[OUTCOME]).stops(&["*"]),
    on("cancel", "消费者撤销").from(OPEN).to("cancelled").by(COUNTER).asks(&[CANCEL_REASON]).stops(&["*"]).grave(),
    clock::extension(OPEN),
    on("assign", "转交").from(OPEN).by(COUNTER).asks(&[OWNER.required()]),
    staff::release(OPEN),
    note::step(OPEN),
    on("reopen", "重新办理")
        .from(&["done", "cancelled"])
        .to("accepted")
        .by(DECIDERS)
        .asks(&[long_text("reason", "新情况").required().personal(Mask::Words)]),
];

const NEW_FACT: Field = text("new_fact", "新事实").required();
const BEGIN_REPAIR: &[Field] = joined!(FROM_CASE, &[FAULT_TEXT]);

/// What the case holds besides the facts.
const BEFORE: &[Field] = &[
    SHOP,
    ORDER,
    LINE,
    CONSUMER,
    UNIT,
    OWNER,
    GOODS_TITLE,
    FAULT_TEXT,
    AFTERSALE_NO,
    AFTERSALE_KIND,
    text("platform_status", "平台状态"),
    money("refund_asked_fen", "申请退款"),
    text("platform_due", "平台时限"),
    text("batch_id", "导入批次"),
];
const AFTER: &[Field] = &[link("ruling_id", "现行判定", "ruling").guarded(), CHOSEN, OUTCOME];

/// 售后单.
pub static QUALITY_CASE: Kind = Kind {
    name: "quality_case",
    label: "售后单",
    prefix: "SH",
    fields: joined!(BEFORE, FACT_FIELDS, AFTER),
    states: STATES,
    flow: FLOW,
    case: Some(CaseLook { title, owner: "owner", consumer: "consumer_id", order: "order_id", shop: "shop" }),
    subject: Subject::In("consumer_id"),
    papers: &[crate::capabilities::notice::ruling_letter::RULE],
    remarks: &[
        "能力说明 3.12 把判定和它的执行写在一张表里；这里判定（PD）只管算、复核、告知、替代，消费者选择、执行、办结在售后单上。",
        "“草稿”没有单独的状态：事实写在售后单上，判定由系统算出即为“已判定”。",
        "“执行中”只在送修、退货、换货开出相应单据后成立，那张单据结束时由系统办结；其余处理由客服直接办结。",
    ],
    ..PLAIN
};

fn title(row: &Row) -> String {
    let text = |name: &str| row.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
    text("goods_title").to_owned()
}
