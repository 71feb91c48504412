//! What a complaint holds, and what its steps ask for.

use super::classes::{CLASS, NATURE, PRIORITY, URGENCY};
use super::plan::{self, PARTS};
use crate::kernel::field::{Field, Find, Mask, choice, date, flag, instant, int, json, link, long_text, money, text};

const DEMANDS: &[(&str, &str)] = &[
    ("refund", "退款"),
    ("exchange", "换货"),
    ("compensation", "补偿"),
    ("upgrade", "服务升级"),
    ("apology", "道歉"),
    ("repair", "修理"),
    ("account", "要个说法"),
    ("other", "其他"),
];
/// Ways by which a complaint comes (000 6.6.1, 004 4.1).
const CHANNELS: &[(&str, &str)] = &[
    ("web", "网站"),
    ("app", "应用"),
    ("phone", "电话"),
    ("chat", "在线客服"),
    ("email", "邮件"),
    ("letter", "信函"),
    ("visit", "当面"),
    ("transfer", "转办单"),
];
/// Who brought it.
const SOURCES: &[(&str, &str)] = &[
    ("consumer", "消费者本人"),
    ("platform", "平台"),
    ("hotline_12315", "12315"),
    ("hotline_12345", "12345"),
    ("association", "消协"),
    ("other", "其他"),
];
/// How it ended; kept when the state says no more than 已归档.
const OUTCOMES: &[(&str, &str)] = &[
    ("handled", "消费者满意"),
    ("rejected", "不予受理"),
    ("mediation", "转调解"),
    ("legal", "转法律途径"),
    ("no_answer", "未答复关闭"),
    ("withdrawn", "消费者撤诉"),
];

pub(super) const SHOP: Field = text("shop", "店铺");
pub(super) const ORDER: Field = link("order_id", "订单", "sales_order");
pub(super) const ORDER_NO: Field = text("order_no", "订单号").find(Find::Number).help("选了订单就不必再填");
pub(super) const UNMATCHED: Field =
    long_text("unmatched_reason", "订单号对不上的原因").personal(Mask::Words).help("本店查不到这个订单号时必填");
pub(super) const CONSUMER: Field = link("consumer_id", "消费者", "consumer");
pub(super) const GOODS: Field = text("goods_title", "商品名称").find(Find::Name);
pub(super) const DESCRIPTION: Field = long_text("description", "投诉内容").required().personal(Mask::Words).find(Find::Text);
pub(super) const CONTACT: Field =
    text("contact", "联系方式").personal(Mask::Phone).find(Find::Number).help("电话、微信或邮箱；订单里有未打码的电话时可不填");
pub(super) const DEMAND: Field = choice("demand", "诉求", DEMANDS).required();
pub(super) const CHANNEL: Field = choice("channel", "怎样收到", CHANNELS).required();
pub(super) const SOURCE: Field = choice("source", "来源", SOURCES);
pub(super) const SOURCE_NO: Field = text("source_no", "来件编号").find(Find::Number).help("平台、12315、12345 的单号");
pub(super) const ANSWER_DUE: Field = instant("answer_due", "来件要求何时答复").guarded();
pub(super) const RECEIVED: Field = instant("received_at", "收到时间").guarded().help("留空为现在；时限从收到起算");
pub(super) const PAID: Field = money("paid_fen", "实付金额").help("订单里有的自动带入");
pub(super) const OWNER: Field = link("owner", "负责人", "account");
pub(super) const COORDINATOR: Field = link("coordinator", "协调人", "account");
pub(super) const PRIORITY_REASON: Field = text("priority_reason", "优先级怎样得出");
pub(super) const GROUND: Field = long_text("ground", "不予受理的理由").personal(Mask::Words);
pub(super) const CONCLUSION: Field = long_text("conclusion", "处理结论").personal(Mask::Words);
pub(super) const EXPLANATION: Field = long_text("explanation", "向消费者的说明").personal(Mask::Words);
pub(super) const CLOSING: Field = long_text("closing_note", "办结说明").personal(Mask::Words);
pub(super) const ESCALATION: Field = text("escalated_reason", "升级原因").personal(Mask::Words);

pub(super) const TOLD_BY: Field = text("told_by", "怎样告知了消费者").required().help("如 电话、短信、平台留言");
/// The consumer's words stand on the plan they are about.
pub(super) const ANSWER: Field = plan::ANSWER.carried();
pub(super) const ANSWER_BY: Field = plan::ANSWER_BY.carried();
pub(super) const PROGRESS: Field = long_text("progress", "告知的进展").required().personal(Mask::Words);
pub(super) const REASON: Field = long_text("reason", "原因").required().personal(Mask::Words);
pub(super) const CHECKED: Field = flag("legal_checked", "已核对合法合规").required().help("结果合法合规，依据与投诉类别相符");
pub(super) const TELL_FOLLOW_UP: Field = long_text("follow_up", "后续跟进").personal(Mask::Words).help("留空用方案里写的");

/// Intake: the four fields of 004 4.1 and what 001 7.1 adds.
pub(super) const REGISTER: &[Field] = &[
    ORDER,
    ORDER_NO,
    GOODS,
    DESCRIPTION,
    CONTACT,
    CLASS,
    DEMAND,
    CHANNEL,
    NATURE,
    URGENCY,
    SOURCE,
    SOURCE_NO,
    ANSWER_DUE,
    RECEIVED,
    SHOP,
    CONSUMER,
    PAID,
    UNMATCHED,
];

/// A result given at once: the plan and its telling in one.
pub(super) const ON_THE_SPOT: &[Field] =
    &[CONCLUSION.required(), PARTS[0], PARTS[1], PARTS[2], PARTS[3], PARTS[4], PARTS[5], PARTS[6], TOLD_BY];

/// The record.
pub(super) const FIELDS: &[Field] = &[
    SHOP,
    ORDER,
    ORDER_NO,
    UNMATCHED,
    CONSUMER,
    GOODS,
    DESCRIPTION,
    CONTACT,
    CLASS,
    text("class_names", "各规范中的类名"),
    NATURE,
    URGENCY,
    PRIORITY,
    PRIORITY_REASON,
    DEMAND,
    CHANNEL,
    SOURCE,
    SOURCE_NO,
    ANSWER_DUE,
    RECEIVED,
    PAID,
    link("repeat_of", "重复投诉，前一件", "complaint"),
    OWNER,
    COORDINATOR,
    int("round", "第几轮").guarded(),
    link("plan_id", "现行方案", "complaint_plan").guarded(),
    GROUND,
    CONCLUSION,
    TELL_FOLLOW_UP,
    TOLD_BY,
    instant("told_at", "告知时间").guarded(),
    date("remedy_due", "应兑现日期").guarded(),
    flag("satisfied", "消费者满意").guarded(),
    EXPLANATION,
    CLOSING,
    choice("outcome", "办结方式", OUTCOMES).guarded(),
    flag("escalated", "已升级"),
    ESCALATION,
    instant("first_late_at", "首次超时"),
    json("archive", "档案").guarded(),
    text("archive_hash", "档案指纹").guarded(),
    instant("archived_at", "归档时间").guarded(),
];
