//! Facts for tests: a plain case, changed field by field, through the command line's door.
#![allow(dead_code, clippy::needless_pass_by_value, reason = "each test file uses its own share, with json! in place")]

use std::sync::LazyLock;

use serde_json::{Value, json};
use shounuo_rules::{Rulebook, answer_line};

/// A washing machine sold 2025-08-01 in a store, faulty on `fault`, decided the same day. `null` removes a field.
pub fn washer(fault: &str, changes: Value) -> Value {
    let mut facts = json!({
        "claim": "quality", "goods": "洗衣机", "channel": "store", "invoice_date": "2025-08-01",
        "fault_date": fault, "as_of": fault, "fault": "performance", "proof": "invoice", "same_model_available": true,
    });
    merge(&mut facts, changes);
    facts
}

/// An online return without reason, received Monday 2026-04-13, asked for on 2026-04-16.
pub fn no_reason(request: Value, changes: Value) -> Value {
    let mut facts = json!({
        "claim": "no_reason", "goods": "服装", "channel": "online", "price_fen": 89_900, "received_date": "2026-04-13",
        "fault_date": "2026-04-16", "as_of": "2026-04-16", "no_reason": request,
    });
    merge(&mut facts, changes);
    facts
}

/// `base` with the fields of `more` put in or, where null, taken out.
pub fn joined(mut base: Value, more: Value) -> Value {
    merge(&mut base, more);
    base
}

fn merge(facts: &mut Value, changes: Value) {
    let (Some(facts), Value::Object(changes)) = (facts.as_object_mut(), changes) else { return };
    for (key, value) in changes {
        if value.is_null() {
            facts.remove(&key)
        } else {
            facts.insert(key, value)
        };
    }
}

pub fn rule_with(book: &Rulebook, facts: &Value) -> Value {
    answer_line(book, &json!({"id": "t", "facts": facts}).to_string())
}

pub fn rule(facts: &Value) -> Value {
    static BOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::builtin);
    rule_with(&BOOK, facts)
}

/// The options in code order, joined by spaces; for a refusal `!field`.
pub fn options(answer: &Value) -> String {
    let Some(options) = answer["options"].as_array() else {
        return format!("!{}", answer["error"]["field"].as_str().unwrap_or("?"));
    };
    let mut names: Vec<&str> = options.iter().filter_map(Value::as_str).collect();
    names.sort_unstable();
    names.join(" ")
}

pub fn ruled(facts: &Value) -> String {
    options(&rule(facts))
}

pub fn warned(answer: &Value, about: &str) -> bool {
    answer["warnings"].as_array().is_some_and(|w| w.iter().any(|t| t.as_str().is_some_and(|t| t.contains(about))))
}

pub fn noted(answer: &Value, convention: &str) -> bool {
    answer["notes"].as_array().is_some_and(|n| n.iter().any(|note| note["convention"] == convention))
}
