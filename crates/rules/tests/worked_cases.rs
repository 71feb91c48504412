//! The worked cases, through the same door as the command line.

use std::collections::BTreeSet;

use serde_json::Value;
use shounuo_rules::{Rulebook, answer_line};

const CASES: &str = include_str!("../data/ruling_cases.jsonl");

fn same(key: &str, got: &Value, want: &Value) -> bool {
    let set = |v: &Value| v.as_array().map(|a| a.iter().map(Value::to_string).collect::<BTreeSet<_>>());
    if key == "options" { set(got) == set(want) } else { got == want }
}

#[test]
fn every_worked_case_comes_out_as_expected() {
    let (book, mut wrong, mut seen) = (Rulebook::builtin(), Vec::new(), 0);
    for line in CASES.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let got = answer_line(&book, line);
        assert_eq!(got["id"], case["id"]);
        for (key, want) in case["expect"].as_object().unwrap() {
            if !same(key, &got[key], want) {
                wrong.push(format!("{} {key}: got {}, want {want}", case["id"], got[key]));
            }
        }
        seen += 1;
    }
    assert_eq!(seen, 73);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
