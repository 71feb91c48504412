//! Which rows of a list: the rows behind a figure are those whose fields say what was counted.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::Row;
use ts_rs::TS;

use crate::kernel::Refusal;
use crate::kernel::clock::end_of_day;
use crate::kernel::field::FieldType;
use crate::kernel::kind::Kind;
use crate::kernel::work::china;

/// Only rows whose field is one of these, or lies between these two.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Only {
    /// A reference, a choice, a date or an instant of the kind; or `state`.
    pub field: String,
    /// One of these values; any when absent.
    #[serde(default)]
    #[ts(optional)]
    pub is: Option<Vec<String>>,
    /// Not before this calendar day, or this instant.
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<String>,
    /// Not after this calendar day, or before this instant.
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<String>,
}

/// Conditions on the table of a kind, with their parameters behind those that are there already.
///
/// # Errors
/// When the kind has no such field to choose by, or a bound is no day and no instant.
pub(super) fn conditions(kind: &Kind, only: &[Only], params: &mut Vec<Value>) -> Result<Vec<String>, Refusal> {
    let mut all = Vec::new();
    for one in only {
        let ty = chosen_by(kind, &one.field)?;
        let column = &one.field;
        if let Some(values) = &one.is {
            params.push(json!(json!(values).to_string()));
            all.push(format!("{column} IN (SELECT value FROM json_each(?{}))", params.len()));
        }
        for (sign, bound, end) in [(">=", &one.from, false), ("<", &one.to, true)] {
            let Some(bound) = bound.as_deref().filter(|bound| !bound.is_empty()) else { continue };
            let (sign, value) = if ty == FieldType::Date { (day_sign(sign), day(bound)?) } else { (sign, moment(bound, end)?) };
            params.push(json!(value));
            all.push(format!("{column} {sign} ?{}", params.len()));
        }
    }
    Ok(all)
}

/// Whether a row that was found by words is one of these; the values are compared as the table compares them.
///
/// # Errors
/// As [`conditions`].
pub(super) fn holds(kind: &Kind, only: &[Only], row: &Row) -> Result<bool, Refusal> {
    for one in only {
        let ty = chosen_by(kind, &one.field)?;
        let stands = row.get(&one.field).and_then(Value::as_str).unwrap_or_default();
        let bound = |bound: &Option<String>, end: bool| match bound.as_deref().filter(|bound| !bound.is_empty()) {
            None => Ok(None),
            Some(bound) if ty == FieldType::Date => day(bound).map(Some),
            Some(bound) => moment(bound, end).map(Some),
        };
        let (from, to) = (bound(&one.from, false)?, bound(&one.to, true)?);
        let after = to.is_some_and(|to| stands.is_empty() || if ty == FieldType::Date { *stands > *to } else { *stands >= *to });
        let before = from.is_some_and(|from| *stands < *from);
        let other = one.is.as_ref().is_some_and(|values| !values.iter().any(|value| value == stands));
        if after || before || other {
            return Ok(false);
        }
    }
    Ok(true)
}

fn chosen_by(kind: &Kind, field: &str) -> Result<FieldType, Refusal> {
    let declared = kind.field(field).filter(|field| !field.personal).map(|field| field.ty);
    match declared {
        None if field == "state" => Ok(FieldType::Text),
        Some(ty @ (FieldType::Ref(_) | FieldType::Choice(_) | FieldType::Date | FieldType::Instant)) => Ok(ty),
        _ => Err(Refusal::bad("only", format!("{}不能按“{field}”筛选", kind.label))),
    }
}

fn day_sign(sign: &str) -> &'static str {
    if sign == ">=" { ">=" } else { "<=" }
}

fn day(text: &str) -> Result<String, Refusal> {
    end_of_day(text).map(|_| text.to_owned())
}

/// A calendar day begins at 00:00 and ends at 24:00 of Beijing; an instant stands for itself.
fn moment(text: &str, end: bool) -> Result<String, Refusal> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(instant.to_string());
    }
    let over = end_of_day(text)?;
    if end {
        return Ok(over.to_string());
    }
    let begins = text.parse::<jiff::civil::Date>().ok().and_then(|day| day.to_zoned(china()).ok());
    Ok(begins.map_or(over, |begins| begins.timestamp()).to_string())
}
