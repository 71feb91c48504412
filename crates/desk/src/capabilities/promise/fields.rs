//! What a promise says (000 6.10.1–6.10.3): its words, whom it covers, when it starts to run, what a breach costs, and what
//! the shop has to keep it with.

use crate::kernel::field::{Field, Find, choice, date, instant, int, joined, link, long_text, money, text};

/// 法定 or 增值.
pub const KINDS: &[(&str, &str)] = &[("statutory", "法定"), ("added", "增值")];

/// Types (000 6.10.2(3), 002 9.7.4).
pub const TYPES: &[(&str, &str)] = &[
    ("maker_warranty", "原厂保修"),
    ("late_delivery", "延时交付必赔"),
    ("take_away_old", "免费取旧"),
    ("measure", "免费测量"),
    ("free_return", "退货免运费"),
    ("longer_return", "延长退换期"),
    ("exchange_only", "只换不修"),
    ("priority", "优先售后"),
    ("own", "自定"),
];

/// Which fact of an order starts the time.
pub const TRIGGERS: &[(&str, &str)] = &[
    ("ordered", "下单"),
    ("paid", "付款"),
    ("shipped", "发货"),
    ("received", "签收"),
    ("after_sale", "登记售后单"),
    ("asked", "消费者提出要求（人工登记）"),
];

/// Which fact keeps the promise.
pub const FULFILS: &[(&str, &str)] = &[("shipped", "发货"), ("received", "签收"), ("by_hand", "人工登记履行")];

/// Units of the limit.
pub const UNITS: &[(&str, &str)] = &[("hours", "小时"), ("days", "日"), ("working_days", "工作日")];

const GOODS: &[(&str, &str)] = &[("all", "全部商品"), ("codes", "指定商家编码")];
const TERM_UNITS: &[(&str, &str)] = &[("days", "日"), ("months", "个月")];
const COMPENSATIONS: &[(&str, &str)] = &[("fixed", "固定金额"), ("percent", "实付金额的百分比"), ("none", "无（只限法定承诺）")];

pub(super) const TITLE: Field = text("title", "承诺名称").required().find(Find::Name).help("如 付款后 48 小时内发货，超时必赔");
pub(super) const KIND: Field = choice("kind", "性质", KINDS).required().guarded();
pub(super) const TYPE: Field = choice("type", "类型", TYPES).required().guarded();
pub(super) const TEXT: Field =
    long_text("text", "承诺全文").required().guarded().find(Find::Text).help("原样公示；写明期限和金额，不用“尽快”“最好”等词");
pub(super) const SCOPE: Field = choice("goods", "商品范围", GOODS).required().guarded();
pub(super) const CODES: Field = long_text("codes", "商家编码").guarded().help("一行一个；商品范围为“指定商家编码”时填写");
pub(super) const PLATFORMS: Field = long_text("platforms", "平台").guarded().help("一行一个，如 淘宝、拼多多；留空为全部平台");
pub(super) const SHOPS: Field = long_text("shops", "店铺").guarded().help("一行一个；留空为全部店铺");
pub(super) const TRIGGER: Field = choice("trigger", "起算", TRIGGERS).required().guarded();
pub(super) const FULFIL: Field = choice("fulfils", "以什么为履行", FULFILS).required().guarded();
pub(super) const LIMIT: Field = int("limit_count", "时限").required().guarded();
pub(super) const UNIT: Field = choice("limit_unit", "时限单位", UNITS).required().guarded();
pub(super) const TERM: Field = int("term_count", "权利期限").guarded().help("自签收次日起多久内可以提出；原厂保修、延长退换期必填");
pub(super) const TERM_UNIT: Field = choice("term_unit", "权利期限单位", TERM_UNITS).guarded();
pub(super) const COMPENSATION: Field = choice("compensation", "违诺赔付", COMPENSATIONS).required().guarded();
pub(super) const FIXED: Field = money("fixed_fen", "固定赔付金额");
pub(super) const PERCENT: Field = int("percent", "赔付百分比").guarded().help("实付金额的百分之几，如 10");
pub(super) const LEAST: Field = money("least_fen", "最低赔付");
pub(super) const MOST: Field = money("most_fen", "最高赔付");
pub(super) const PAY_DAYS: Field = int("pay_days", "几日内赔付").guarded().help("违诺之日起，赔付在几日内到账");
pub(super) const OWNER: Field = link("owner", "负责人", "account");
pub(super) const PEOPLE: Field = long_text("people", "人员保障").help("谁来做、几个人、怎么排班");
pub(super) const RESOURCES: Field = long_text("resources", "资源保障").help("库存、仓位、车辆、资金等");
pub(super) const PROCESS: Field = long_text("process", "流程保障").help("从起算到履行的每一步由谁做");
pub(super) const WARN: Field = int("warn_below", "履约率预警线").help("百分之几以下提示承诺过度；留空不提示");
pub(super) const FROM: Field = date("effective_from", "生效日期").guarded();
pub(super) const TO: Field = date("effective_to", "截止日期").guarded().help("含当日；留空为长期");
pub(super) const REVIEW_NO: Field = text("review_no", "平台审核单号").find(Find::Number);
pub(super) const REVIEW_WORDS: Field = long_text("review_words", "平台审核意见");
pub(super) const END_REASON: Field = long_text("end_reason", "撤回原因");

/// What a draft is asked.
pub(super) const DRAFT: &[Field] = &[
    TITLE,
    KIND,
    TYPE,
    TEXT,
    SCOPE,
    CODES,
    PLATFORMS,
    SHOPS,
    TRIGGER,
    FULFIL,
    LIMIT,
    UNIT,
    TERM,
    TERM_UNIT,
    COMPENSATION,
    FIXED,
    PERCENT,
    LEAST,
    MOST,
    PAY_DAYS,
    OWNER,
    PEOPLE,
    RESOURCES,
    PROCESS,
    WARN,
    TO,
];

const OWN: &[Field] = &[
    FROM,
    instant("published_at", "公示时间").guarded(),
    instant("ends_at", "停止时间").guarded(),
    END_REASON,
    long_text("law_note", "与法定比对"),
    REVIEW_NO,
    REVIEW_WORDS,
    link("replaces", "代替的上一版", "promise").guarded(),
    link("replaced_by", "被代替为", "promise").guarded(),
];

/// Every field of a promise.
pub(super) const FIELDS: &[Field] = joined!(DRAFT, OWN);
