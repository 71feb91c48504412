//! Reading facts from JSON: absent and null alike, whole numbers however written, the field at fault named.

use serde_json::{Map, Value, json};

use crate::facts::{AssumedDay, BadFacts, Facts, parse_ymd};

/// A valid object, used to find out which single field of a refused one is at fault.
fn template() -> Map<String, Value> {
    let value = json!({"claim": "quality", "goods": "x", "channel": "store", "fault_date": "2026-01-01", "as_of": "2026-01-01"});
    value.as_object().cloned().unwrap_or_default()
}

/// Facts without which no ruling is possible; everything else is taken as far as known.
const REQUIRED: [(&str, &str); 3] = [
    ("claim", "请填写诉求：quality（质量问题）或 no_reason（七日无理由）"),
    ("goods", "请填写商品名称"),
    ("channel", "请填写销售渠道：store（门店）或 online（网络）"),
];

impl Facts {
    /// Reads facts from JSON, naming the field at fault; null is the same as absent. Does not yet look for contradictions.
    pub fn from_json(value: &Value) -> Result<Self, BadFacts> {
        let mut value = value.clone();
        whole_numbers(&mut value);
        let object = value.as_object_mut().ok_or_else(|| BadFacts::new("facts", "facts 应是一个对象"))?;
        object.retain(|_, value| !value.is_null());
        for (field, message) in REQUIRED {
            if !object.contains_key(field) {
                return Err(BadFacts::new(field, message));
            }
        }
        let assumed_day = assume_day(object)?;
        for (field, value) in object {
            check_field(field, value)?;
        }
        let facts: Self = serde_json::from_value(value).map_err(|_| BadFacts::new("facts", "事实的写法无法识别，请对照字段表改正"))?;
        Ok(Self { assumed_day, ..facts })
    }
}

/// Puts the known one of the two days in the place of the unknown one.
fn assume_day(facts: &mut Map<String, Value>) -> Result<Option<AssumedDay>, BadFacts> {
    let day = |field: &str| facts.get(field).cloned();
    let (field, known, assumed) = match (day("fault_date"), day("as_of")) {
        (Some(_), Some(_)) => return Ok(None),
        (None, None) => return Err(BadFacts::new("fault_date", "请填写故障日期（无理由退货填提出退货的日期）")),
        (None, Some(as_of)) => ("fault_date", as_of, AssumedDay::Fault),
        (Some(fault), None) => ("as_of", fault, AssumedDay::Decision),
    };
    facts.insert(field.to_owned(), known);
    Ok(Some(assumed))
}

/// Spreadsheets and scripts write `299900.0` for 299900; a number with a fraction is left as it is and refused.
fn whole_numbers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(whole) = number.as_f64().filter(|_| number.is_f64()).and_then(exact_integer) {
                *value = whole.into();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(whole_numbers),
        Value::Object(fields) => fields.values_mut().for_each(whole_numbers),
        _ => {}
    }
}

/// The integer a float stands for, while floats still hold every integer exactly.
fn exact_integer(float: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (float.fract() == 0.0 && float.abs() < EXACT).then(|| format!("{float:.0}").parse().ok()).flatten()
}

fn check_field(field: &str, value: &Value) -> Result<(), BadFacts> {
    dates_are_real(field, value).map_err(|()| BadFacts::new(field, "日期应写成 2026-03-02 的样子，且日历上确有这一天"))?;
    let mut probe = template();
    if !probe.contains_key(field) && !KNOWN_FIELDS.contains(&field) {
        return Err(BadFacts::new(field, "不认识的字段，请对照字段表改正或删去"));
    }
    probe.insert(field.to_owned(), value.clone());
    match serde_json::from_value::<Facts>(Value::Object(probe)) {
        Ok(_) => Ok(()),
        Err(_) => Err(BadFacts::new(field, "此项的写法或取值不对，请对照字段表改正（金额为整数分，天数为非负整数）")),
    }
}

const KNOWN_FIELDS: &[&str] = &[
    "province",
    "price_fen",
    "invoice_date",
    "received_date",
    "installed_date",
    "exchanged_date",
    "produced_date",
    "part",
    "part_replaced_date",
    "repairs",
    "parts_wait_days_at_home",
    "fault",
    "proof",
    "same_model_available",
    "wants",
    "accessory_exchanges",
    "no_reason",
];

/// The date type itself accepts more spellings than the contract does, so the texts are checked first.
fn dates_are_real(field: &str, value: &Value) -> Result<(), ()> {
    let is_date = field.ends_with("_date") || matches!(field, "as_of" | "in" | "out");
    match value {
        Value::String(text) if is_date && parse_ymd(text).is_none() => Err(()),
        Value::Array(items) if field == "repairs" => {
            items.iter().filter_map(Value::as_object).flatten().try_for_each(|(key, value)| dates_are_real(key, value))
        }
        _ => Ok(()),
    }
}
