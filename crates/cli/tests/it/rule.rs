//! `shounuo rule`: the worked cases, bad lines, endless lines, and readers that go away.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::common::{Shop, command, run, run_with};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../rules/data/ruling_cases.jsonl");

fn expect_all(answers: &[Value]) {
    let cases: Vec<Value> = fs::read_to_string(CASES).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(cases.len() >= 73 && cases.len() == answers.len());
    let set = |value: &Value| value.as_array().map(|items| items.iter().map(Value::to_string).collect::<BTreeSet<_>>());
    let (mut compared, mut wrong) = (0, Vec::new());
    for (case, got) in cases.iter().zip(answers) {
        assert_eq!(got["id"], case["id"]);
        for (key, want) in case["expect"].as_object().unwrap() {
            compared += 1;
            let same = if key == "options" { set(&got[key]) == set(want) } else { got[key] == *want };
            if !same {
                wrong.push(format!("{} {key}: got {}, want {want}", case["id"], got[key]));
            }
        }
    }
    assert!(compared > 300 && wrong.is_empty(), "{compared} {}", wrong.join("\n"));
}

#[test]
fn every_worked_case_by_the_built_in_rules() {
    let ran = run(&["rule", CASES]);
    assert_eq!(ran.code, 0);
    expect_all(&ran.lines());
    let piped = run_with(&["rule", "-", "--json"], &fs::read(CASES).unwrap());
    assert_eq!(piped.out, ran.out, "from a pipe, and with --json, the same bytes");
}

#[test]
fn every_worked_case_by_the_rules_of_a_new_shop() {
    let ran = Shop::new().run(&["rule", CASES]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    expect_all(&ran.lines());
}

#[test]
fn a_shop_without_versions_of_its_own_rules_by_the_national_list() {
    let shop = Shop::new();
    let facts = json!({ "claim": "quality", "goods": "洗衣机", "channel": "store", "price_fen": 299_900, "invoice_date": "2026-03-02",
        "fault_date": "2026-03-09", "as_of": "2026-03-09", "fault": "performance", "proof": "invoice", "same_model_available": true });
    let sale_before = json!({ "id": 1, "facts": facts }).to_string();
    let rule = || shop.run_with(&["rule", "-"], sale_before.as_bytes()).done();
    assert_eq!(rule()["options"], run_with(&["rule", "-"], sale_before.as_bytes()).only()["options"]);
    assert!(rule()["catalogue_version"].as_str().unwrap().starts_with("国家三包目录"));
}

#[test]
fn bad_lines_are_answered_one_by_one_and_the_run_goes_on() {
    let good = r#"{"id": "g", "facts": {"deadline": "no_reason_refund_due", "from": "2026-04-22"}}"#;
    let mut input = Vec::new();
    input.extend("\u{feff}{\"id\": \"bom\", \"facts\": {}}\n".as_bytes());
    input.extend(b"\n   \r\n");
    input.extend(b"{\"id\": 1, \xff\xfe}\n");
    input.extend(vec![b'['; 3 * 1024 * 1024]);
    input.extend(b"\n{broken\n");
    input.extend("[".repeat(100_000).as_bytes());
    input.extend(b"\n{\"id\": {\"deep\": [1]}, \"facts\": {\"claim\": \"quality\", \"nonsense\": 1}}\n");
    input.extend(b"{\"id\": \"past\", \"facts\": {\"claim\": \"quality\", \"goods\": \"x\", \"channel\": \"store\", \"fault_date\": \"2026-02-30\", \"as_of\": \"2026-03-01\"}}\n");
    input.extend(good.as_bytes());
    let ran = run_with(&["rule", "-"], &input);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let lines = ran.lines();
    let codes: Vec<_> = lines.iter().map(|line| line["error"]["code"].as_str()).collect();
    let expected = ["bad_facts", "bad_encoding", "line_too_long", "bad_json", "bad_json", "bad_facts", "bad_facts"].map(Some);
    assert_eq!(codes[..7], expected);
    assert_eq!((lines.len(), lines[7]["id"].as_str(), lines[7]["due"].as_str()), (8, Some("g"), Some("2026-04-29")));
    assert_eq!(lines[5]["id"], json!({ "deep": [1] }));
    assert_eq!(lines[6]["error"]["field"], "fault_date");
    for line in &lines[..7] {
        let keys: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["error", "id"]);
        assert!(line["error"]["message"].as_str().is_some_and(|words| !words.is_empty()) && line["error"].get("field").is_some());
    }
    assert!(ran.err.contains("8 行") && ran.err.contains("7 行无法判定"), "{}", ran.err);
}

#[test]
fn an_answer_comes_before_the_next_question() {
    let mut child = command().args(["rule", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let (mut ask, mut answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for id in 0..3 {
        writeln!(ask, "{{\"id\": {id}, \"facts\": {{}}}}").unwrap();
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["id"], id);
    }
    drop(ask);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let room = tempfile::tempdir().unwrap();
    let many = room.path().join("many.jsonl");
    fs::write(&many, fs::read_to_string(CASES).unwrap().repeat(40)).unwrap();
    let mut child = command().args(["rule", many.to_str().unwrap()]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn a_file_that_cannot_be_read_is_refused() {
    assert_eq!(run(&["rule", "/nonexistent/facts.jsonl", "--json"]).refused(), "cannot_read");
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(&["rule", folder.path().to_str().unwrap(), "--json"]).refused(), "cannot_read");
    let nothing = run_with(&["rule", "-"], b"");
    assert_eq!((nothing.code, nothing.out.as_str()), (0, ""));
}
