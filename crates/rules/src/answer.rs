//! One JSON line in, one JSON value out: the command line's contract.

use serde_json::{Map, Value, json};

use crate::deadlines::DeadlineFacts;
use crate::facts::{BadFacts, Facts};
use crate::rulebook::Rulebook;

/// Answers one line `{"id", "facts"}`. Never fails: what cannot be ruled on becomes `{"id", "error"}`.
#[must_use]
pub fn answer_line(book: &Rulebook, line: &str) -> Value {
    let parsed: Value = match serde_json::from_str(line.trim_start_matches('\u{feff}')) {
        Ok(value) => value,
        Err(_) => {
            return refusal(
                &Value::Null,
                &BadFacts {
                    code: "bad_json".to_owned(), message: "这一行不是完整的 JSON，请检查引号、逗号和括号".to_owned(), field: None
                },
            );
        }
    };
    let id = parsed.get("id").cloned().unwrap_or(Value::Null);
    match answer(book, &parsed) {
        Ok(fields) => with_id(&id, fields),
        Err(error) => refusal(&id, &error),
    }
}

fn answer(book: &Rulebook, line: &Value) -> Result<Value, BadFacts> {
    // A deadline may also stand in the line itself, beside its id.
    let bare = || line.get("deadline").and_then(|_| line.as_object()).map(without_id);
    let facts = line
        .get("facts")
        .cloned()
        .or_else(bare)
        .ok_or_else(|| BadFacts::new("facts", "这一行缺少 facts，应写成 {\"id\": …, \"facts\": {…}}"))?;
    if facts.get("deadline").is_some_and(|kind| !kind.is_null()) {
        let answer = book.deadline(&DeadlineFacts::from_json(&facts)?)?;
        return Ok(deadline_fields(book, &json!(answer)));
    }
    let ruling = book.rule(&Facts::from_json(&facts)?)?;
    Ok(json!(ruling))
}

fn without_id(line: &Map<String, Value>) -> Value {
    let mut facts = line.clone();
    facts.remove("id");
    Value::Object(facts)
}

/// A deadline has the same keys as a ruling; those that do not apply are null.
fn deadline_fields(book: &Rulebook, answer: &Value) -> Value {
    let mut fields = json!({
        "options": null, "expires_raw": null, "expires": null, "extension_days": null, "day7_last": null,
        "day15_last": null, "depreciation_days": null, "depreciation_fen": null, "refund_fen": null,
        "rule_set": "deadline", "catalogue_version": book.catalogue.version,
    });
    if let (Some(fields), Some(answer)) = (fields.as_object_mut(), answer.as_object()) {
        fields.extend(answer.clone());
    }
    fields
}

fn with_id(id: &Value, fields: Value) -> Value {
    let mut object = Map::new();
    object.insert("id".to_owned(), id.clone());
    if let Value::Object(fields) = fields {
        object.extend(fields);
    }
    Value::Object(object)
}

fn refusal(id: &Value, error: &BadFacts) -> Value {
    json!({"id": id, "error": {"code": error.code, "message": error.message, "field": error.field}})
}
