//! The facts of a case as the rules take them: one field of the case for each field of the question.

use jiff::civil::Date;
use serde_json::{Map, Value, json};
use shounuo_rules::Facts;
use shounuo_store::Row;

use crate::kernel::Refusal;
use crate::kernel::field::{Field, choice, date, flag, int, json as structure, money, text};

const CLAIM: &[(&str, &str)] = &[("quality", "质量问题（三包）"), ("no_reason", "七日无理由退货")];
const CHANNEL: &[(&str, &str)] = &[("online", "网络销售"), ("store", "门店")];
const FAULT: &[(&str, &str)] = &[
    ("performance", "性能故障"),
    ("outside_fault_table", "不在性能故障表内的故障"),
    ("misuse", "使用、维护、保管不当"),
    ("unauthorised_repair", "非三包修理者拆动"),
    ("force_majeure", "不可抗力"),
    ("virus_or_pirated_software", "病毒或盗版软件"),
    ("disputed", "是否质量问题有争议"),
    ("none", "未发现故障"),
];
const PROOF: &[(&str, &str)] = &[
    ("invoice", "发票或三包凭证"),
    ("order_record", "订单记录等其他购买证明"),
    ("production_date", "仅有出厂日期"),
    ("none", "没有购买证明"),
    ("mismatch", "凭证与商品不符或涂改"),
];
const WANTS: &[(&str, &str)] = &[("return", "退货"), ("exchange", "换货"), ("repair", "修理")];

/// Every fact, in the order in which a form asks for them.
pub const FACT_FIELDS: &[Field] = &[
    choice("claim", "诉求依据", CLAIM).guarded(),
    text("goods", "三包目录品名").guarded().help("目录外的商品照实填写"),
    choice("channel", "销售渠道", CHANNEL).guarded(),
    text("province", "适用省份").guarded().help("留空按全国规定"),
    money("price_fen", "发票价款"),
    date("invoice_date", "发票日期").guarded(),
    date("received_date", "签收日期").guarded(),
    date("installed_date", "安装日期").guarded(),
    date("exchanged_date", "换货日期").guarded(),
    date("produced_date", "出厂日期").guarded(),
    date("fault_date", "故障或申请日期").guarded(),
    date("as_of", "判定日").guarded().help("留空为今天"),
    text("part", "故障部件").guarded(),
    date("part_replaced_date", "部件更换日期").guarded(),
    structure("repairs", "维修记录").guarded(),
    int("parts_wait_days_at_home", "在家待件天数").guarded(),
    choice("fault", "故障性质", FAULT).guarded(),
    choice("proof", "购买凭证", PROOF).guarded(),
    flag("same_model_available", "有同型号现货").guarded(),
    choice("wants", "消费者要求", WANTS).guarded(),
    int("accessory_exchanges", "附件已换次数").guarded(),
    structure("no_reason", "无理由退货事实").guarded(),
];

/// The facts of a stored case, judged on `today` unless the case names another day.
///
/// # Errors
/// `bad_facts` with the field when they cannot be a question to the rules.
pub fn facts_of(case: &Row, today: Date) -> Result<Facts, Refusal> {
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
    Facts::from_json(&Value::Object(facts)).map_err(|bad| Refusal { field: bad.field, ..Refusal::new(&bad.code, bad.message) })
}
