//! Hostile texts in every text field of every kind, on every way out of the core: shown, listed, searched, exported, printed.

mod exports;
mod papers;
mod texts;
mod typed;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shounuo_desk::kernel::mask::mask;

use crate::common::Shop;
use texts::{flooded, flooded_kinds, id_of, text_at, text_fields};

/// Every record of a kind, as its list shows it.
fn listed(shop: &Shop, kind: &str) -> Vec<Value> {
    let (mut rows, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = shop.ok("records.list", json!({ "kind": kind, "after": after }));
        rows.extend(page["rows"].as_array().unwrap().iter().cloned());
        after = page["after"].clone();
        if after.is_null() {
            return rows;
        }
    }
}

#[test]
fn a_text_is_shown_searched_exported_and_printed_as_it_is() {
    let begun = std::time::Instant::now();
    let (shop, texts) = flooded();
    println!("flooded ({:?})", begun.elapsed());
    let typed = typed::type_everywhere(&shop, &texts);
    println!("typed into {} fields: {} texts kept, {} refused ({:?})", typed.fields, typed.kept, typed.refused, begun.elapsed());
    println!("{} texts of steps that plain answers do not open", typed.closed.len());
    assert!(typed.fields > 250 && typed.closed.len() < 200, "closed: {:#?}", typed.closed);
    assert!(typed.faults.is_empty(), "{:#?}", typed.faults);
    let shown = every_field_is_shown_as_it_is(&shop, &texts);
    println!("{shown} texts in fields shown as they are ({:?})", begun.elapsed());
    let found = every_text_is_a_search_word_and_finds_its_record(&shop, &texts);
    println!("{} search words, {found} found their record ({:?})", texts.len(), begun.elapsed());
    let cells = exports::no_cell_is_a_formula(&shop, &texts);
    println!("{cells} exported cells, 0 formulas ({:?})", begun.elapsed());
    let pdfs = papers::no_paper_has_an_action(&shop, &texts);
    println!("{pdfs} papers, 0 actions ({:?})", begun.elapsed());
    let calls = every_operation_takes_any_text(&shop, &texts);
    println!("{calls} calls with a hostile text in every text of their input ({:?})", begun.elapsed());
    let typed = typed.fields;
    figure!(
        "hostile texts: {} typed into {typed} fields, {shown} shown, {cells} cells, {pdfs} papers, {calls} calls: 0 faults",
        texts.len()
    );
    assert_eq!(shop.ok("ledger.verify", json!({}))["broken"], Value::Null);
}

/// On its list and on its own page: equal to what was brought, or masked as declared.
fn every_field_is_shown_as_it_is(shop: &Shop, texts: &[String]) -> usize {
    let mut count = 0;
    for kind in flooded_kinds() {
        let rows = listed(shop, kind.name);
        for (which, _) in texts.iter().enumerate() {
            let id = id_of(kind, which);
            let row = rows.iter().find(|row| row["id"] == json!(id)).unwrap_or_else(|| panic!("{id} is not listed"));
            for (at, field) in text_fields(kind).into_iter().enumerate() {
                let held = text_at(texts, field, at, which);
                let value = &row["values"][field.name];
                let expected = mask(field.mask, &held);
                assert!(value.as_str().unwrap_or_default() == expected, "{id}.{}: {held:?} shown as {value}", field.name);
                count += 1;
            }
            if which % 20 == 0 {
                let page = shop.ok("records.show", json!({ "kind": kind.name, "id": id }));
                assert_eq!(page["values"], row["values"], "{id}");
            }
        }
        if kind.case.is_some() {
            for which in (0..texts.len()).step_by(20) {
                shop.ok("cases.show", json!({ "id": id_of(kind, which) }));
            }
        }
    }
    count
}

fn every_text_is_a_search_word_and_finds_its_record(shop: &Shop, texts: &[String]) -> usize {
    let open = shop.bench.shop().unwrap();
    let goods = flooded_kinds().find(|kind| kind.name == "goods").unwrap();
    let mut found = 0;
    for (which, text) in texts.iter().enumerate() {
        shop.ok("search", json!({ "text": text }));
        if which % 7 == 0 {
            shop.ok("records.list", json!({ "kind": "goods", "words": text }));
            shop.ok("orders.find", json!({ "text": text }));
        }
        let held = text_at(texts, text_fields(goods)[0], 0, which);
        if !held.chars().any(char::is_alphanumeric) {
            continue;
        }
        let hits: BTreeSet<String> = open.store.read(|tx| tx.find(&held, 20_000)).unwrap().into_iter().map(|hit| hit.id).collect();
        assert!(hits.contains(&id_of(goods, which)), "{held:?} does not find what holds it");
        found += 1;
    }
    found
}

/// Name of an input type → its text fields and the others, as the generated TypeScript declares them.
fn inputs() -> Vec<(String, Vec<(String, String)>)> {
    let script = shounuo_desk::ops::typescript();
    let operations = script.split("export interface Operations {").nth(1).unwrap();
    let type_of = |name: &str| {
        let body = script.split(&format!("export type {name} = {{")).nth(1)?.split("};").next()?;
        let plain: String = body.split("/**").map(|part| part.split("*/").last().unwrap_or_default()).collect();
        Some(
            plain
                .split(", \n")
                .filter_map(|field| field.trim().trim_end_matches(',').split_once(": "))
                .map(|(name, ty)| (name.trim_end_matches('?').to_owned(), ty.to_owned()))
                .collect(),
        )
    };
    let line = |line: &str| {
        let (name, rest) = line.trim().strip_prefix('"')?.split_once("\": { input: ")?;
        Some((name.to_owned(), type_of(rest.split(';').next()?).unwrap_or_default()))
    };
    operations.lines().filter_map(line).collect()
}

/// Whatever it says, an answer is an answer: no fault of the file, none of ours.
fn every_operation_takes_any_text(shop: &Shop, texts: &[String]) -> usize {
    let with_text = |fields: &[(String, String)]| fields.iter().any(|(_, ty)| ty.starts_with("string") || ty == "unknown");
    // These stretch a password, end the session, or go through the whole shop at every call.
    let dear = [
        "session.sign_in",
        "session.first_password",
        "session.change_password",
        "shop.create",
        "shop.open",
        "staff.create",
        "staff.reset_password",
    ];
    let mut calls = 0;
    for (at, (name, fields)) in inputs().into_iter().filter(|(_, fields)| with_text(fields)).enumerate() {
        // Each operation meets its share, another one than its neighbour: together they meet all.
        let whole = ["keys.", "shop.", "backups.", "restore.", "anchors.", "ledger."].iter().any(|part| name.starts_with(part));
        let share = if whole || dear.contains(&name.as_str()) { 150 } else { 25 };
        for text in texts.iter().skip(at % share).step_by(share) {
            let value = |ty: &str| match ty {
                "number" => json!(1),
                "boolean" => json!(false),
                ty if ty.starts_with("string") || ty == "unknown" => json!(text),
                ty if ty.starts_with("Array") => json!([]),
                ty if ty.starts_with("Record") => json!({}),
                _ => Value::Null,
            };
            let input: serde_json::Map<String, Value> = fields.iter().map(|(name, ty)| (name.clone(), value(ty))).collect();
            if let Err(no) = shop.call(&name, input.into()) {
                let ours = matches!(no.code.as_str(), "internal" | "store" | "bad_output" | "unknown");
                assert!(!ours, "{name} with {text:?}: {no:?}");
                if matches!(no.code.as_str(), "signed_out" | "locked_seat") {
                    shop.sign_in("owner");
                }
            }
            calls += 1;
        }
    }
    calls
}
