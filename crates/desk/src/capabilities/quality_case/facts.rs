//! The facts of a case as the rules take them: one field of the case for each field of the question.

use jiff::civil::Date;
use serde_json::{Map, Value, json};
use shounuo_rules::{Facts, Repair};
use shounuo_store::{Row, Tx};

use crate::capabilities::repair::stays_of;
use crate::kernel::Refusal;
use crate::kernel::field::{Field, choice, date, flag, int, json as structure, money, text};

const CLAIM: &[(&str, &str)] = &[("quality", "质量问题（三包）"), ("no_reason", "七日无理由退货")];
const CHANNELS: &[(&str, &str)] = &[("online", "网络销售"), ("store", "门店")];
const FAULTS: &[(&str, &str)] = &[
    ("performance", "性能故障"),
    ("outside_fault_table", "不在性能故障表内的故障"),
    ("misuse", "使用、维护、保管不当"),
    ("unauthorised_repair", "非三包修理者拆动"),
    ("force_majeure", "不可抗力"),
    ("virus_or_pirated_software", "病毒或盗版软件"),
    ("disputed", "是否质量问题有争议"),
    ("none", "未发现故障"),
];
const PROOFS: &[(&str, &str)] = &[
    ("invoice", "发票或三包凭证"),
    ("order_record", "订单记录等其他购买证明"),
    ("production_date", "仅有出厂日期"),
    ("none", "没有购买证明"),
    ("mismatch", "凭证与商品不符或涂改"),
];
const WANTS: &[(&str, &str)] = &[("return", "退货"), ("exchange", "换货"), ("repair", "修理")];

/// Catalogue name.
pub const GOODS: Field = text("goods", "三包目录品名").guarded().help("目录外的商品照实填写");
/// How it was sold.
pub const CHANNEL: Field = choice("channel", "销售渠道", CHANNELS).guarded();
/// Whose law applies.
pub const PROVINCE: Field = text("province", "适用省份").guarded().help("留空按全国规定");
/// Day of the invoice.
pub const INVOICED: Field = date("invoice_date", "发票日期").guarded();
/// Day of sign-off.
pub const RECEIVED: Field = date("received_date", "签收日期").guarded();
/// Day it was installed.
pub const INSTALLED: Field = date("installed_date", "安装日期").guarded();
/// Day it was exchanged for the present unit.
pub const EXCHANGED: Field = date("exchanged_date", "换货日期").guarded();
/// Day of the fault.
pub const FAULT_DATE: Field = date("fault_date", "故障或申请日期").guarded();
/// The part in question.
pub const PART: Field = text("part", "故障部件").guarded();
/// What was found.
pub const FAULT: Field = choice("fault", "故障性质", FAULTS).guarded();
/// What proves the purchase.
pub const PROOF: Field = choice("proof", "购买凭证", PROOFS).guarded();

/// Every fact, in the order in which a form asks for them.
pub const FACT_FIELDS: &[Field] = &[
    choice("claim", "诉求依据", CLAIM).guarded(),
    GOODS,
    CHANNEL,
    PROVINCE,
    money("price_fen", "发票价款"),
    INVOICED,
    RECEIVED,
    INSTALLED,
    EXCHANGED,
    date("produced_date", "出厂日期").guarded(),
    FAULT_DATE,
    date("as_of", "判定日").guarded().help("留空为今天"),
    PART,
    date("part_replaced_date", "部件更换日期").guarded(),
    structure("repairs", "维修记录").guarded(),
    int("parts_wait_days_at_home", "在家待件天数").guarded(),
    FAULT,
    PROOF,
    flag("same_model_available", "有同型号现货").guarded(),
    choice("wants", "消费者要求", WANTS).guarded(),
    int("accessory_exchanges", "附件已换次数").guarded(),
    structure("no_reason", "无理由退货事实").guarded(),
];

/// The facts of a stored case, judged on `today` unless the case names another day. The stays with the repairer are those
/// that the repair orders know, and those typed in for repairs done elsewhere.
///
/// # Errors
/// `bad_facts` with the field when they cannot be a question to the rules.
pub fn facts_of(tx: &Tx<'_>, case: &Row, today: Date) -> Result<Facts, Refusal> {
    let mut facts = Map::new();
    for field in FACT_FIELDS {
        match case.get(field.name) {
            None | Some(Value::Null) => {}
            Some(value) => {
                facts.insert(field.name.into(), value.clone());
            }
        }
    }
    facts.entry("as_of").or_insert_with(|| json!(today.to_string()));
    let mut facts =
        Facts::from_json(&Value::Object(facts)).map_err(|bad| Refusal { field: bad.field, ..Refusal::new(&bad.code, bad.message) })?;
    let (unit, id) = (case.get("serial_unit_id").and_then(Value::as_str), case.get("id").and_then(Value::as_str));
    facts.repairs = joined(facts.repairs, stays_of(tx, unit, id, "")?, facts.as_of);
    Ok(facts)
}

/// Typed stays and those of the orders, as they stood on the day of the decision. An order stands before a typed stay that
/// began on the same day: it is the same one.
pub fn joined(typed: Vec<Repair>, orders: Vec<Repair>, as_of: Date) -> Vec<Repair> {
    let elsewhere = typed.into_iter().filter(|stay| !orders.iter().any(|order| order.sent_in == stay.sent_in)).collect::<Vec<_>>();
    let known = orders.into_iter().filter(|order| order.sent_in <= as_of);
    let mut all: Vec<Repair> = elsewhere.into_iter().chain(known.map(|order| as_it_stood(order, as_of))).collect();
    all.sort_by_key(|stay| (stay.sent_in, stay.handed_back));
    all
}

/// What came later was not known on that day.
fn as_it_stood(mut stay: Repair, as_of: Date) -> Repair {
    stay.handed_back = stay.handed_back.filter(|out| *out <= as_of);
    stay.delays.retain(|delay| delay.from <= as_of);
    for delay in &mut stay.delays {
        delay.to = delay.to.filter(|to| *to <= as_of);
    }
    stay
}
