//! What a return consists of: its fields and the words for their values.

use crate::kernel::field::{Field, Find, Mask, choice, date, flag, int, json as structure, link, long_text, money, text};

/// What is asked for.
pub const APPLICATIONS: &[(&str, &str)] =
    &[("refund_only", "仅退款"), ("return_refund", "退货退款"), ("exchange", "换货"), ("reship", "补寄")];

/// Why.
pub const GROUNDS: &[(&str, &str)] = &[
    ("no_reason", "七日无理由"),
    ("quality", "质量问题"),
    ("wrong_item", "发错商品"),
    ("missing_item", "少发漏发"),
    ("not_as_described", "与描述不符"),
    ("negotiated", "协商一致"),
];

/// Where the goods stood when it was asked for.
pub const DISPATCH: &[(&str, &str)] = &[("unshipped", "未发货"), ("shipped", "已发货"), ("unknown", "发货状态不明")];

/// The goods, apart from the money.
pub const GOODS_STATES: &[(&str, &str)] = &[
    ("not_returned", "未退回"),
    ("in_transit", "在途"),
    ("received", "已签收"),
    ("accepted", "验收合格"),
    ("disputed", "争议"),
    ("replacement_due", "换发待发"),
    ("replacement_sent", "换发在途"),
    ("replacement_signed", "换发已签收"),
    ("not_needed", "不需退回"),
];

/// The money, apart from the goods.
pub const MONEY_STATES: &[(&str, &str)] =
    &[("none", "不涉及"), ("due", "待退"), ("requested", "已申请平台退款"), ("refunded", "已退"), ("mismatch", "退款不符")];

/// The grounds on which an application may be refused at all; each needs its proof.
pub const REFUSAL_GROUNDS: &[(&str, &str)] = &[
    ("no_reason_not_valid", "不符合七日无理由退货条件（判定为不予支持）"),
    ("no_right_by_ruling", "判定没有退换货权利"),
    ("not_our_goods", "退回的不是本店商品（验收查明）"),
    ("facts_disproved", "所述少发、错发、不符不成立（有证据）"),
    ("no_agreement", "协商不成"),
];

const EXCLUSIONS: &[(&str, &str)] = &[
    ("made_to_order", "消费者定作"),
    ("perishable", "鲜活易腐"),
    ("opened_media", "拆封的音像制品、软件或已下载的数字商品"),
    ("papers", "交付的报纸、期刊"),
    ("activated", "激活或试用后价值贬损较大"),
    ("hygiene", "拆封后影响安全或健康"),
    ("near_expiry", "临近保质期或有瑕疵且已明示"),
];
const ROUTES: &[(&str, &str)] = &[("original", "原路退回"), ("other", "其他账户")];
const GAP_SIDES: &[(&str, &str)] = &[("none", "无差价"), ("consumer", "消费者补差"), ("shop", "本店退差")];
const INVOICES: &[(&str, &str)] = &[
    ("not_invoiced", "未开发票"),
    ("red_done", "已开红字发票"),
    ("not_needed", "换货、补寄，发票不变"),
    ("red_open", "已开发票，尚未红冲"),
];

pub const SHOP: Field = text("shop", "店铺");
pub const ORDER: Field = link("order_id", "订单", "sales_order");
pub const CONSUMER: Field = link("consumer_id", "消费者", "consumer");
pub const QUALITY_CASE: Field = link("quality_case_id", "由售后单转来", "quality_case");
pub const UNIT: Field = link("serial_unit_id", "序列号", "serial_unit");
pub const OWNER: Field = link("owner", "负责人", "account");
pub const GOODS_TITLE: Field = text("goods_title", "商品").find(Find::Name);
pub const APPLICATION: Field = choice("application", "申请", APPLICATIONS).required().guarded();
pub const GROUND: Field = choice("ground", "理由", GROUNDS).required().guarded();
pub const WORDS: Field = long_text("claim_text", "消费者所述").personal(Mask::Words).find(Find::Text);
pub const MATERIALS: Field = long_text("materials", "已收材料").help("如 故障视频、开箱照片、快递面单");
pub const APPLIED_ON: Field = date("applied_on", "申请日期").guarded().help("留空为今天");
pub const RECEIVED_DATE: Field = date("received_date", "消费者签收日期").guarded().help("留空按订单");
pub const AFTERSALE_NO: Field = text("aftersale_no", "平台售后单号").find(Find::Number);
pub const PLATFORM_STATUS: Field = text("platform_status", "平台状态");
pub const PLATFORM_DUE: Field = text("platform_due", "平台时限").help("平台售后单所列，如 2026-03-05T14:30:00");
pub const RULING: Field = link("ruling_id", "现行判定", "ruling").guarded();
pub const OPTION: Field = text("ruled_option", "所选处理").guarded();

pub const EXCLUSION: Field = choice("exclusion", "除外情形", EXCLUSIONS).guarded();
pub const EXCLUSION_CONFIRMED: Field = flag("exclusion_confirmed", "下单时已确认除外").guarded();
pub const INTACT: Field = flag("intact", "商品完好").guarded().help("拆封查看、合理试用仍算完好");
pub const MISSING_GIFT: Field = money("missing_gift_fen", "未退赠品标价");

pub const DISCOUNTS: Field =
    structure("discounts", "优惠明细").guarded().help("[{label, bearer: shop|platform|points|red_packet, amount_fen, lines}]");
pub const RETURN_FREIGHT: Field = money("return_freight_fen", "消费者垫付的退回运费");
pub const RETURN_FREIGHT_BY_SHOP: Field = flag("return_freight_by_shop", "约定退回运费由本店承担").guarded();
pub const FREE_FROM: Field = money("free_freight_from_fen", "免运费门槛").help("要扣减运费才填");
pub const WAIVED_FREIGHT: Field = money("waived_freight_fen", "免收的运费").help("要扣减运费才填");

pub const ROUTE: Field = choice("route", "退款方式", ROUTES).required().guarded().help("只能按原支付方式退回");
pub const REFUND: Field = money("refund_fen", "退款金额").help("留空按计算的金额");
pub const DEPARTURE_REASON: Field = long_text("departure_reason", "与计算不同的理由").guarded();
pub const REFUNDED: Field = money("refunded_fen", "平台实际退款").required();
pub const REFUNDED_ON: Field = date("refunded_on", "退款日期").required().guarded();

pub const CARRIER: Field = text("return_carrier", "退回快递");
pub const TRACKING: Field = text("return_tracking_no", "退回快递单号").find(Find::Number);
pub const BACK_ON: Field = date("back_on", "退货签收日期").required().guarded();
pub const EVIDENCE: Field = long_text("evidence_note", "证据说明").help("照片、视频、称重或检测记录上看到了什么；原件放在附件里");
pub const FINDING: Field = long_text("finding", "争议处理意见").required().guarded();

pub const NEW_SKU: Field = text("new_sku", "换成的规格");
pub const NEW_PRICE: Field = money("new_price_fen", "换成商品的价款").help("与原商品价款不同才填；按件数合计");
pub const GAP_SIDE: Field = choice("gap_side", "差价", GAP_SIDES).guarded();
pub const NEW_CARRIER: Field = text("new_carrier", "新货快递");
pub const NEW_TRACKING: Field = text("new_tracking_no", "新货快递单号").find(Find::Number);
pub const REPLACED_ON: Field = date("replaced_on", "新货签收日期").required().guarded();

pub const REFUSAL_GROUND: Field = choice("refusal_ground", "拒绝理由", REFUSAL_GROUNDS).required().guarded();
pub const REFUSAL_REASON: Field = long_text("refusal_reason", "拒绝的事实与说明").required().personal(Mask::Words).guarded();
pub const INVOICE: Field = choice("invoice", "发票", INVOICES).required().guarded();

// Asked for, not kept on the case itself.
pub const LINE: Field = link("order_line_id", "订单行", "order_line").help("订单只有一行可留空");
pub const QUANTITY: Field = int("quantity", "件数").help("留空为全部");
pub const PRICE: Field = money("price_fen", "实付货款").help("没有订单时填写，按件数合计");
pub const RETURN_TO: Field = text("return_to", "退回地址与收件人").help("寄回商品用；留空则印出空行手填");
pub const KEEP_GOODS: Field = flag("keep_goods", "商品不需寄回").help("如凭照片换新、退款不退货");
pub const GAP_PAID: Field = flag("gap_paid", "消费者已补差");
pub const NEW_SERIAL: Field = text("new_serial", "新机序列号").help("登记过原机序列号的，填写后自动换机");

/// The fields of the case, in the order of its page.
pub const ALL: [Field; 60] = [
    SHOP,
    ORDER,
    CONSUMER,
    QUALITY_CASE,
    UNIT,
    OWNER,
    GOODS_TITLE,
    APPLICATION,
    GROUND,
    WORDS,
    MATERIALS,
    choice("dispatch", "申请时", DISPATCH).guarded(),
    APPLIED_ON,
    RECEIVED_DATE,
    date("no_reason_last", "七日末日").guarded(),
    AFTERSALE_NO,
    PLATFORM_STATUS,
    PLATFORM_DUE,
    choice("goods_state", "货", GOODS_STATES).guarded(),
    choice("money_state", "款", MONEY_STATES).guarded(),
    RULING,
    OPTION,
    EXCLUSION,
    EXCLUSION_CONFIRMED,
    INTACT,
    MISSING_GIFT,
    DISCOUNTS,
    RETURN_FREIGHT,
    RETURN_FREIGHT_BY_SHOP,
    FREE_FROM,
    WAIVED_FREIGHT,
    date("approved_on", "同意日期").guarded(),
    RETURN_TO,
    ROUTE,
    money("computed_fen", "计算的退款"),
    REFUND,
    money("freight_back_fen", "其中首次运费"),
    money("return_freight_due_fen", "另付退回运费"),
    DEPARTURE_REASON,
    text("departed_by", "核定人").guarded(),
    structure("refund_table", "退款计算").guarded(),
    REFUNDED,
    REFUNDED_ON,
    CARRIER,
    TRACKING,
    BACK_ON,
    EVIDENCE,
    FINDING,
    NEW_SKU,
    NEW_PRICE,
    GAP_SIDE,
    money("gap_fen", "差价金额"),
    NEW_CARRIER,
    NEW_TRACKING,
    REPLACED_ON,
    REFUSAL_GROUND,
    REFUSAL_REASON,
    text("asked_by", "提请拒绝的人").guarded(),
    text("decided_by", "复核人").guarded(),
    INVOICE,
];
