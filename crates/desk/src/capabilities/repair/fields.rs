//! What a repair order holds.

use crate::capabilities::quality_case as facts;
pub(super) use crate::capabilities::quality_case::{CHANNEL, EXCHANGED, FAULT, GOODS, INSTALLED, INVOICED, PROOF, PROVINCE, RECEIVED};
use crate::kernel::field::{Field, Find, Mask, checks, choice, date, flag, instant, joined, json, link, long_text, money, text};

/// Causes of delay, by the names the rules know.
pub(super) const CAUSES: &[(&str, &str)] =
    &[("parts_not_supplied", "缺零配件（生产商）"), ("repairer", "修理者"), ("consumer", "消费者"), ("other", "其他")];
const WAYS: &[(&str, &str)] = &[("on_site", "上门"), ("mail_in", "寄修"), ("walk_in", "到店")];
const URGENCY: &[(&str, &str)] = &[("urgent", "紧急（24 小时上门）"), ("normal", "一般（72 小时上门）")];
const OUTCOMES: &[(&str, &str)] =
    &[("repaired", "修复"), ("unrepairable", "未修复"), ("returned", "未修退回"), ("exchanged", "换货"), ("refunded", "退货")];
/// What is looked at before work begins, and the answers there are.
pub(super) const CHECKS: &[(&str, &[&str])] = &[
    ("外观", &["完好", "轻微划痕", "破损"]),
    ("整机齐全", &["齐全", "缺件"]),
    ("开机", &["能开机", "不能开机", "未试"]),
    ("屏幕或面板", &["完好", "有损", "无此项"]),
    ("按键与接口", &["完好", "有损", "无此项"]),
    ("进液或受潮痕迹", &["无", "有", "未查"]),
    ("拆动痕迹", &["无", "有", "未查"]),
    ("机号与凭证", &["相符", "不符", "未核"]),
];
/// How an order ends without the unit going back to the consumer.
const SETTLEMENTS: &[(&str, &str)] = &[("exchanged", "换货"), ("refunded", "退货")];
const DECISIONS: &[(&str, &str)] = &[("exchange", "换货"), ("wait", "经消费者同意继续等待")];
const ANSWERS: &[(&str, &str)] = &[("fixed", "使用正常"), ("again", "又有故障"), ("unreached", "联系不上")];

pub(super) const SHOP: Field = text("shop", "店铺");
pub(super) const ORDER: Field = link("order_id", "订单", "sales_order");
pub(super) const LINE: Field = link("order_line_id", "订单行", "order_line");
pub(super) const CONSUMER: Field = link("consumer_id", "消费者", "consumer");
pub(super) const CASE: Field = link("quality_case_id", "售后单", "quality_case");
pub(super) const UNIT: Field = link("serial_unit_id", "序列号", "serial_unit");
pub(super) const NO_UNIT: Field = text("no_unit_reason", "无序列号的原因").help("如 本机没有序列号、铭牌磨损");
pub(super) const OWNER: Field = link("owner", "维修技师", "account");
pub(super) const TITLE: Field = text("goods_title", "商品名称").find(Find::Name);
pub(super) const SENT_IN: Field = date("sent_in", "送修日期").guarded().help("留空为今天");
pub(super) const FAULT_TEXT: Field = long_text("fault_text", "故障（消费者所述）").required().personal(Mask::Words).find(Find::Text);
pub(super) const WAY: Field = choice("way", "送修方式", WAYS).required();
pub(super) const URGENT: Field = choice("urgency", "上门缓急", URGENCY).help("只在上门时填写；留空为一般");
pub(super) const CONDITION: Field = checks("condition", "接修检查", CHECKS).required();
pub(super) const CONDITION_WORDS: Field = long_text("condition_words", "检查补充");
pub(super) const ACCESSORIES: Field = long_text("accessories", "随机附件").required().help("逐件写明；没有的写“无”");
pub(super) const NO_PHOTO: Field = text("no_photo_reason", "未拍照的原因").help("接修要有照片；确实没拍的写明原因");
pub(super) const SHELF: Field = text("shelf", "货位").find(Find::Number);
pub(super) const PROVIDER: Field = link("provider_id", "维修服务方", "repair_provider").help("留空为本店自修");
pub(super) const ARRIVED_AT: Field = instant("arrived_at", "到场时间").guarded().help("留空为现在");
pub(super) const FAULT_FOUND: Field = long_text("fault_found", "检测出的故障").required();
pub(super) const QUOTE: Field = money("quote_fen", "报价").required();
pub(super) const QUOTE_WORDS: Field = long_text("quote_words", "报价包括").required().help("工时、配件和其他费用");
pub(super) const QUOTE_ANSWER: Field = long_text("quote_answer", "消费者答复").required().personal(Mask::Words);
pub(super) const TEST_WORDS: Field = long_text("test_words", "检验内容").required();
pub(super) const TEST_PASSED: Field = flag("test_passed", "检验合格").required().guarded();
pub(super) const RESULT: Field = long_text("result", "维修结果").required();
pub(super) const FINDING: Field = Field { label: "不能修复的结论", ..RESULT };
pub(super) const FINISHED: Field = date("finished_on", "修好日期").guarded().help("留空为今天");
pub(super) const TOLD_READY: Field = date("told_ready_on", "通知取机日期").guarded().help("留空为今天；次日起不取的，是消费者原因");
pub(super) const HANDED_OVER: Field = date("handed_over_on", "交付日期").guarded().help("留空为今天");
pub(super) const RECEIPT: Field = text("handover_proof", "交付凭据").required().personal(Mask::Words).help("消费者签字，或快递公司和单号");
pub(super) const SETTLEMENT: Field = choice("settlement", "结案方式", SETTLEMENTS).required();
pub(super) const WAIT_NOTE: Field = long_text("wait_note", "待件说明").required().help("缺什么件、何时向谁订、为何未到：换货以此为据");
pub(super) const DECISION: Field = choice("exchange_decision", "决定", DECISIONS).required().guarded();
pub(super) const DECISION_REASON: Field = long_text("decision_reason", "理由").required();
pub(super) const RIGHT_SINCE: Field = date("exchange_right_since", "换货权成立").guarded();
pub(super) const RIGHT_CAUSE: Field = choice("exchange_right_cause", "换货原因", CAUSES).guarded();
pub(super) const SUGGESTED: Field = date("exchange_suggested_on", "换货建议").guarded();
pub(super) const FOLLOW_UP: Field = choice("follow_up_answer", "回访答复", ANSWERS).required();
pub(super) const FOLLOW_UP_WORDS: Field = long_text("follow_up_words", "回访记录").required().personal(Mask::Words);
const OUTCOME: Field = choice("outcome", "办理结局", OUTCOMES).guarded();

/// Fields that the rules ask for, under the names they know.
pub(super) const FACTS: &[&str] = &[
    "goods",
    "channel",
    "province",
    "invoice_date",
    "received_date",
    "installed_date",
    "exchanged_date",
    "fault_date",
    "part",
    "fault",
    "proof",
];

/// All fields, in the order in which a page shows them.
pub(super) const ALL: &[Field] = joined!(KNOWN, TAKEN_IN, FOUND);
const KNOWN: &[Field] =
    &[SHOP, ORDER, LINE, CONSUMER, CASE, UNIT, text("serial", "机号").find(Find::Number), NO_UNIT, OWNER, TITLE, GOODS, CHANNEL, PROVINCE];
/// What is written down of the unit when it is taken in.
const TAKEN_IN: &[Field] = &[
    INVOICED,
    RECEIVED,
    INSTALLED,
    EXCHANGED,
    PROOF,
    PART,
    FAULT_DATE,
    SENT_IN,
    FAULT_TEXT,
    WAY,
    URGENT,
    CONDITION,
    CONDITION_WORDS,
    ACCESSORIES,
    NO_PHOTO,
    SHELF,
    PROVIDER,
];
const FOUND: &[Field] = &[
    flag("in_period", "在三包期内").guarded(),
    flag("charged", "收费维修").guarded(),
    date("expires", "三包期至").guarded(),
    text("rule_set", "适用规定"),
    json("period_working", "三包期检查"),
    ARRIVED_AT,
    FAULT_FOUND,
    FAULT,
    QUOTE,
    QUOTE_WORDS,
    QUOTE_ANSWER,
    flag("quote_accepted", "同意报价").guarded(),
    RESULT,
    OUTCOME,
    TEST_WORDS,
    TEST_PASSED,
    link("tested_by", "检验人", "account"),
    FINISHED,
    TOLD_READY,
    HANDED_OVER,
    RECEIPT,
    RIGHT_SINCE,
    RIGHT_CAUSE,
    SUGGESTED,
    WAIT_NOTE,
    DECISION,
    DECISION_REASON,
    link("decided_by", "决定人", "account"),
    FOLLOW_UP,
    FOLLOW_UP_WORDS,
];

pub(super) const FAULT_DATE: Field = Field { help: "留空为送修日期", ..facts::FAULT_DATE };
pub(super) const PART: Field = Field { help: "目录列有主要部件的，填部件名，按部件的三包期查", ..facts::PART };

/// What intake asks for when a person opens the order.
pub(super) const INTAKE: &[Field] = joined!(&[CASE, UNIT, NO_UNIT, ORDER, LINE, CONSUMER, TITLE, GOODS, CHANNEL], TAKEN_IN, &[OWNER]);

/// What may still be put right until the fault is found.
pub(super) const AMEND: &[Field] = &[
    UNIT,
    NO_UNIT,
    TITLE,
    GOODS,
    CHANNEL,
    INVOICED,
    RECEIVED,
    INSTALLED,
    EXCHANGED,
    PROOF,
    PART,
    FAULT_DATE,
    FAULT_TEXT.optional(),
    CONDITION.optional(),
    CONDITION_WORDS,
    ACCESSORIES.optional(),
    NO_PHOTO,
    PROVIDER,
];

/// What a case asks for when it goes into repair; the rest it knows.
pub const FROM_CASE: &[Field] = &[
    UNIT,
    NO_UNIT,
    PART,
    Field { carried: true, ..SENT_IN },
    WAY,
    URGENT,
    CONDITION.carried(),
    CONDITION_WORDS,
    ACCESSORIES,
    NO_PHOTO,
    SHELF,
    PROVIDER,
];
