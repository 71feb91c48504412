//! A verifier by somebody who has docs/ledger-format.md and nothing of ours: SHA-256, Ed25519 and JSON.

use std::collections::BTreeMap;

use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::common::Shop;

fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => *out += &value.to_string(),
        Value::String(text) => quoted(text, out),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                *out += if at > 0 { "," } else { "" };
                canonical(item, out);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            let sorted: BTreeMap<&[u8], (&String, &Value)> = fields.iter().map(|(name, item)| (name.as_bytes(), (name, item))).collect();
            out.push('{');
            for (at, (name, item)) in sorted.values().enumerate() {
                *out += if at > 0 { "," } else { "" };
                quoted(name, out);
                out.push(':');
                canonical(item, out);
            }
            out.push('}');
        }
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => *out += "\\\"",
            '\\' => *out += "\\\\",
            '\u{8}' => *out += "\\b",
            '\t' => *out += "\\t",
            '\n' => *out += "\\n",
            '\u{c}' => *out += "\\f",
            '\r' => *out += "\\r",
            low if low < ' ' => *out += &format!("\\u{:04x}", u32::from(low)),
            other => out.push(other),
        }
    }
    out.push('"');
}

fn bytes_of(domain: &str, value: &Value) -> Vec<u8> {
    let mut text = String::new();
    canonical(value, &mut text);
    [domain.as_bytes(), &[0], text.as_bytes()].concat()
}

fn unhex<const N: usize>(text: &str) -> [u8; N] {
    let byte = |at: usize| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap();
    (0..N).map(byte).collect::<Vec<u8>>().try_into().unwrap()
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

fn is_signed(key: &str, message: &[u8], signature: &str) -> bool {
    key.len() == 64
        && signature.len() == 128
        && VerifyingKey::from_bytes(&unhex(key))
            .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(&unhex(signature))).is_ok())
}

fn hash_of(entry: &Map<String, Value>) -> String {
    let mut body = entry.clone();
    let prev = body.remove("prev").unwrap();
    body.remove("hash");
    let prev = prev.as_str().unwrap();
    let mut json = String::new();
    canonical(&Value::Object(body), &mut json);
    let mut sum = Sha256::new();
    sum.update(b"shounuo/ledger-entry/v1\0");
    sum.update((prev.len() as u64).to_be_bytes());
    sum.update(prev);
    sum.update(json);
    sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the stranger says: entries and heads that were right, or the first thing that is not.
fn verify(exported: &str) -> Result<(usize, usize), String> {
    let lines: Vec<Value> = exported.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let shop = text(&lines[0], "shop").to_owned();
    let chain = |of: &Value| (text(of, "device").to_owned(), of["epoch"].as_u64().unwrap());
    let mut hashes: BTreeMap<(String, u64), Vec<String>> = BTreeMap::new();
    let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut counts = (0, 0);
    for line in &lines[1..] {
        if let Value::Object(entry) = &line["entry"] {
            let whole = &line["entry"];
            let before = hashes.entry(chain(whole)).or_default();
            let seq = entry["seq"].as_u64().unwrap();
            if seq != before.len() as u64 + 1 || text(whole, "prev") != before.last().map_or("", String::as_str) {
                return Err(format!("entry {seq} does not follow"));
            }
            if hash_of(entry) != text(whole, "hash") {
                return Err(format!("entry {seq} was altered"));
            }
            before.push(text(whole, "hash").to_owned());
            if text(whole, "event") == "signing_key" {
                declare(&shop, whole, &mut keys)?;
            }
            counts.0 += 1;
        } else {
            head(&shop, &line["signed_head"], &hashes, &keys)?;
            counts.1 += 1;
        }
    }
    Ok(counts)
}

fn declare(shop: &str, entry: &Value, keys: &mut BTreeMap<String, Vec<String>>) -> Result<(), String> {
    let (device, asked) = (text(entry, "device"), &entry["asked"]);
    let known = keys.entry(device.to_owned()).or_default();
    let next = text(asked, "public_key").to_owned();
    let change = bytes_of("shounuo/ledger-key/v1", &json!({ "shop": shop, "device": device, "public_key": next }));
    let before = text(asked, "before");
    let signed_for = known.iter().any(|key| key == before) && is_signed(before, &change, text(asked, "signed_by_before"));
    if !known.is_empty() && !known.contains(&next) && !signed_for {
        return Err(format!("the key at entry {} was not signed for", entry["seq"]));
    }
    known.push(next);
    Ok(())
}

fn head(
    shop: &str,
    head: &Value,
    hashes: &BTreeMap<(String, u64), Vec<String>>,
    keys: &BTreeMap<String, Vec<String>>,
) -> Result<(), String> {
    let mut said = head.as_object().unwrap().clone();
    let (key, signature) = (said.remove("public_key").unwrap(), said.remove("signature").unwrap());
    let (key, device) = (key.as_str().unwrap(), text(head, "device").to_owned());
    let seq = head["seq"].as_u64().unwrap();
    let declared = keys.get(&device).is_some_and(|keys| keys.iter().any(|known| known == key));
    let message = bytes_of("shounuo/ledger-head/v1", &Value::Object(said));
    if text(head, "shop") != shop || !declared || !is_signed(key, &message, signature.as_str().unwrap()) {
        return Err(format!("the head at {seq} is not signed"));
    }
    let chain = hashes.get(&(device, head["epoch"].as_u64().unwrap()));
    match chain.and_then(|chain| chain.get(usize::try_from(seq).unwrap() - 1)) {
        Some(hash) if hash == text(head, "hash") => Ok(()),
        Some(_) => Err(format!("the head at {seq} is of another chain")),
        None => Err(format!("the chain was cut off before {seq}")),
    }
}

fn exported(shop: &Shop) -> String {
    let open = shop.bench.shop().unwrap();
    let mut out = Vec::new();
    open.store.read(|tx| shounuo_desk::kernel::verify::export(tx, &open.shop_id(), &mut out)).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_stranger_with_the_written_format_verifies_a_ledger_and_finds_what_was_done_to_it() {
    let shop = Shop::new();
    shop.import("taobao_orders_gbk.csv", include_bytes!("../../../exchange/samples/taobao_orders_gbk.csv"));
    let case = shop.case();
    shop.act(&case, "note", json!({ "words": "引号 \" 反斜杠 \\ 制表\t换行\n 表情 😀 扩展 𠮷" })).unwrap();
    shop.ok("session.lock", json!({}));
    shop.sign_in("owner");
    shop.act(&case, "accept", json!({})).unwrap();
    shop.ok("anchors.print", json!({}));
    let all = exported(&shop);
    let count = shop.ok("ledger.verify", json!({}))["details"]["entries"].as_u64().unwrap();
    assert_eq!(verify(&all), Ok((usize::try_from(count).unwrap(), 2)), "as our own verification counts");

    let changed = all.replacen("\"wall_ms\":", "\"wall_ms\":1", 1);
    assert_eq!(verify(&changed), Err("entry 1 was altered".into()));
    let lines: Vec<&str> = all.lines().collect();
    let without = |at: usize| [&lines[..at], &lines[at + 1..]].concat().join("\n");
    assert_eq!(verify(&without(4)), Err("entry 5 does not follow".into()));
    let last_entry = lines.iter().rposition(|line| line.starts_with("{\"entry\"")).unwrap();
    assert!(verify(&without(last_entry)).is_ok(), "after the last signature nobody can tell");
    let signed = lines.last().unwrap();
    let seq = serde_json::from_str::<Value>(signed).unwrap()["signed_head"]["seq"].as_u64().unwrap();
    let cut = lines.iter().enumerate().filter(|(at, line)| !line.starts_with("{\"entry\"") || (*at as u64) < seq);
    let cut: Vec<&str> = cut.map(|(_, line)| *line).collect();
    assert_eq!(verify(&cut.join("\n")), Err(format!("the chain was cut off before {seq}")));
    let forged = all.replacen("\"signature\":\"", "\"signature\":\"00", 1);
    assert!(verify(&forged).unwrap_err().contains("is not signed"));
}
