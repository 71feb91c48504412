//! Cases whose answers were derived by hand from the texts, each with the sentence it rests on, through the command line's door.
//!
//! `expect` names fields of the answer; `warns` is a part of some warning, `noted` a convention
//! on which another reading is told, `refused` the field a refusal must name.

#![allow(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use std::collections::BTreeSet;

use serde_json::Value;
use shounuo_rules::{Choice, Rulebook, answer_line};

const CASES: &str = include_str!("data/derived_cases.jsonl");

#[test]
fn every_derived_case_comes_out_as_the_texts_say() {
    let book = Rulebook::builtin();
    let wrong: Vec<String> = CASES.lines().flat_map(|line| differences(&book, line)).collect();
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_case_is_written_twice() {
    let ids: Vec<Value> = CASES.lines().map(|line| parsed(line)["id"].clone()).collect();
    let distinct: BTreeSet<String> = ids.iter().map(Value::to_string).collect();
    assert_eq!(distinct.len(), ids.len());
}

/// A letter cites, for each option, the clause of the step that names it.
#[test]
fn every_option_is_named_by_a_step_of_the_working() {
    let book = Rulebook::builtin();
    for line in CASES.lines() {
        let got = answer_line(&book, line);
        for option in got["options"].as_array().into_iter().flatten() {
            let label = serde_json::from_value::<Choice>(option.clone()).unwrap().label();
            let named = got["working"].as_array().unwrap().iter().any(|step| step["result"].as_str().unwrap().contains(label));
            assert!(named, "{}: {label} in {}", got["id"], got["working"]);
        }
    }
}

fn parsed(line: &str) -> Value {
    serde_json::from_str(line).unwrap()
}

fn differences(book: &Rulebook, line: &str) -> Vec<String> {
    let (case, got) = (parsed(line), answer_line(book, line));
    let expected = case["expect"].as_object().unwrap();
    let told = |key: &String, want: &Value| {
        let found = found(&got, key);
        (!agrees(key, found, want)).then(|| format!("{} {key}: got {found}, want {want} ({}) {}", case["id"], case["basis"], got["error"]))
    };
    expected.iter().filter_map(|(key, want)| told(key, want)).collect()
}

fn found<'a>(got: &'a Value, key: &str) -> &'a Value {
    match key {
        "warns" => &got["warnings"],
        "noted" => &got["notes"],
        "refused" => &got["error"]["field"],
        _ => &got[key],
    }
}

fn agrees(key: &str, got: &Value, want: &Value) -> bool {
    let set = |v: &Value| v.as_array().map(|a| a.iter().map(Value::to_string).collect::<BTreeSet<_>>());
    match key {
        "options" => set(got) == set(want),
        "warns" | "noted" => got.as_array().is_some_and(|told| told.iter().any(|one| one.to_string().contains(want.as_str().unwrap()))),
        _ => got == want,
    }
}
