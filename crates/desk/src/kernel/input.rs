//! Input is checked here, once, by the declared type of the field: never only on a screen.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use shounuo_store::{Row, Tx};

use super::field::{Field, FieldType};
use super::refusal::Refusal;
use super::registry;

const LINE: usize = 200;
const PAGE: usize = 4_000;

/// The answers to what a step asks, checked and trimmed. Answers that were not asked for are refused.
///
/// # Errors
/// A refusal that names the field.
pub fn checked(tx: &Tx<'_>, asks: &[Field], given: Row) -> Result<Row, Refusal> {
    if let Some(stranger) = given.keys().find(|name| !asks.iter().any(|field| field.name == name.as_str())) {
        return Err(Refusal::bad(stranger, format!("这一步不需要填写“{stranger}”")));
    }
    let mut given = given;
    let mut out = Row::new();
    for field in asks {
        let Some(value) = given.remove(field.name) else {
            missing(field)?;
            continue;
        };
        let value = check(tx, field, value)?;
        if value.is_null() {
            missing(field)?;
        }
        out.insert(field.name.into(), value);
    }
    Ok(out)
}

fn missing(field: &Field) -> Result<(), Refusal> {
    if field.required { Err(Refusal::bad(field.name, format!("请填写“{}”", field.label))) } else { Ok(()) }
}

fn check(tx: &Tx<'_>, field: &Field, value: Value) -> Result<Value, Refusal> {
    if value.is_null() {
        return Ok(Value::Null);
    }
    match field.ty {
        FieldType::Text => text(field, &value, LINE),
        FieldType::LongText => text(field, &value, PAGE),
        FieldType::Int | FieldType::Money => whole(field, value),
        FieldType::Date => parsed::<Date>(field, value, "日期应写成 2026-03-05 这样，且确有这一天"),
        FieldType::Instant => parsed::<Timestamp>(field, value, "时间无法识别"),
        FieldType::Bool if value.is_boolean() => Ok(value),
        FieldType::Bool => Err(Refusal::bad(field.name, format!("“{}”只能选是或否", field.label))),
        FieldType::Choice(of) => one_of(field, of, value),
        FieldType::Ref(kind) => existing(tx, field, kind, value),
        FieldType::Checks(of) => answered(field, of, value),
        FieldType::Json => Ok(value),
    }
}

fn text(field: &Field, value: &Value, longest: usize) -> Result<Value, Refusal> {
    let Some(text) = value.as_str().map(str::trim) else {
        return Err(Refusal::bad(field.name, format!("“{}”应是文字", field.label)));
    };
    if text.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\t')) {
        return Err(Refusal::bad(field.name, format!("“{}”里有不可见的控制字符，请删去后重填", field.label)));
    }
    let length = text.chars().count();
    if length > longest {
        return Err(Refusal::bad(field.name, format!("“{}”最多 {longest} 字，现在 {length} 字", field.label)));
    }
    Ok(if text.is_empty() { Value::Null } else { text.into() })
}

fn whole(field: &Field, value: Value) -> Result<Value, Refusal> {
    match value.as_i64() {
        Some(number) if number >= 0 => Ok(value),
        _ if field.ty == FieldType::Money => Err(Refusal::bad(field.name, format!("“{}”应是不小于 0 的金额，最多两位小数", field.label))),
        _ => Err(Refusal::bad(field.name, format!("“{}”应是不小于 0 的整数", field.label))),
    }
}

fn parsed<T: std::str::FromStr>(field: &Field, value: Value, otherwise: &str) -> Result<Value, Refusal> {
    match value.as_str().map(str::trim) {
        Some("") => Ok(Value::Null),
        Some(text) if text.parse::<T>().is_ok() => Ok(text.into()),
        _ => Err(Refusal::bad(field.name, format!("“{}”：{otherwise}", field.label))),
    }
}

fn one_of(field: &Field, of: &[(&str, &str)], value: Value) -> Result<Value, Refusal> {
    match value.as_str() {
        Some("") => Ok(Value::Null),
        Some(text) if of.iter().any(|(name, _)| *name == text) => Ok(value),
        _ => {
            let labels: Vec<&str> = of.iter().map(|(_, label)| *label).collect();
            Err(Refusal::bad(field.name, format!("“{}”只能是：{}", field.label, labels.join("、"))))
        }
    }
}

/// Every item answered with one of its answers, and nothing else.
fn answered(field: &Field, of: &[(&str, &[&str])], value: Value) -> Result<Value, Refusal> {
    let bad = |message: String| Err(Refusal::bad(field.name, message));
    let Some(given) = value.as_object() else { return bad(format!("请逐项填写“{}”", field.label)) };
    if let Some(stranger) = given.keys().find(|item| !of.iter().any(|(name, _)| name == item)) {
        return bad(format!("“{}”里没有“{stranger}”这一项", field.label));
    }
    for (item, answers) in of {
        if !given.get(*item).and_then(Value::as_str).is_some_and(|answer| answers.contains(&answer)) {
            return bad(format!("“{}”里“{item}”请选：{}", field.label, answers.join("、")));
        }
    }
    Ok(value)
}

fn existing(tx: &Tx<'_>, field: &Field, kind: &str, value: Value) -> Result<Value, Refusal> {
    let known = match value.as_str() {
        Some("") => return Ok(Value::Null),
        // Nobody is given work who is not there any more; of whom that is, the answer says nothing.
        Some(id) if kind == "account" => tx.record_value(registry::shape(registry::kind(kind)?), id, "state")? == "active",
        Some(id) => tx.record_exists(registry::shape(registry::kind(kind)?), id)?,
        None => false,
    };
    if known {
        Ok(value)
    } else {
        Err(Refusal::bad(field.name, format!("“{}”所指的记录不存在，请重新选择", field.label)))
    }
}
