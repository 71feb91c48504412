//! What a reader of a paper could be made to do: nothing but show it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use lopdf::{Document, Object};
use serde_json::json;

use super::texts::{flooded_kinds, id_of, room, text_fields, texts};
use crate::common::Shop;
use crate::{complaints, repairs};

/// Names in an object tree that make a reader act, fetch or run.
const ACTIONS: &[&[u8]] = &[
    b"JavaScript",
    b"JS",
    b"OpenAction",
    b"AA",
    b"URI",
    b"Launch",
    b"SubmitForm",
    b"ImportData",
    b"GoToR",
    b"GoToE",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"RichMedia",
    b"Movie",
    b"Sound",
    b"AcroForm",
    b"XFA",
    b"Annots",
    b"Rendition",
    b"Encrypt",
    b"ObjStm",
];

fn names(object: &Object, found: &mut Vec<Vec<u8>>) {
    match object {
        Object::Name(name) => found.push(name.clone()),
        Object::Array(items) => items.iter().for_each(|item| names(item, found)),
        // The writer gives every page a list of annotations; an empty one does nothing.
        Object::Dictionary(map) => map
            .iter()
            .filter(|(name, value)| name.as_slice() != b"Annots" || value.as_array().is_ok_and(|items| !items.is_empty()))
            .for_each(|(name, value)| {
                found.push(name.clone());
                names(value, found);
            }),
        Object::Stream(stream) => names(&Object::Dictionary(stream.dict.clone()), found),
        _ => {}
    }
}

fn check(pdf: &[u8], what: &str) {
    let document = Document::load_mem(pdf).unwrap_or_else(|fault| panic!("{what}: {fault}"));
    let mut found = Vec::new();
    document.objects.values().for_each(|object| names(object, &mut found));
    names(&Object::Dictionary(document.trailer.clone()), &mut found);
    assert!(found.len() > 50, "{what} was really read");
    for name in found {
        assert!(!ACTIONS.contains(&name.as_slice()), "{what}: /{}", String::from_utf8_lossy(&name));
    }
}

/// Each text goes through papers in turn, so that every paper meets many texts and every text a paper.
pub fn no_paper_has_an_action(shop: &Shop, texts: &[String]) -> usize {
    let rules: Vec<_> = flooded_kinds().flat_map(|kind| kind.papers.iter().map(move |rule| (kind, rule))).collect();
    let (mut made, mut by_rule) = (0, vec![0; rules.len()]);
    for which in 0..texts.len() {
        let at = which % rules.len();
        let (kind, rule) = rules[at];
        let asked = json!({ "kind": kind.name, "id": id_of(kind, which), "what": rule.what });
        let Ok(file) = shop.call("notices.preview", asked) else { continue };
        check(&BASE64.decode(file["pdf"].as_str().unwrap()).unwrap(), rule.what);
        (made, by_rule[at]) = (made + 1, by_rule[at] + 1);
    }
    let silent: Vec<&str> = rules.iter().zip(&by_rule).filter(|(_, made)| **made == 0).map(|((_, rule), _)| rule.what).collect();
    println!("{} kinds of paper, {} of them need a record with a past", rules.len(), silent.len());
    assert!(silent.iter().all(|what| OF_A_PAST.contains(what)), "never made: {silent:?}");
    made
}

/// What only a record with a past has: a ruling, days of repair, a limit that was put off.
const OF_A_PAST: [&str; 4] = ["ruling_letter", "repair_record", "repair_overdue_note", "complaint_extension"];

/// Texts by which the engine chooses: which goods, which rules, whose limit.
const CHOOSING: [&str; 4] = ["product", "goods", "rule_set", "case_id"];

/// Puts one text into every text of every record, behind the door.
fn flood(shop: &Shop, text: &str) {
    let open = shop.bench.shop().unwrap();
    open.with_vault(|vault| {
        let writer = vault.open_writer().unwrap();
        for kind in flooded_kinds() {
            for field in text_fields(kind).into_iter().filter(|field| !CHOOSING.contains(&field.name)) {
                let held: String = text.chars().take(room(field.ty).unwrap()).collect();
                let sql = format!("UPDATE {} SET {} = ?1 WHERE {} IS NOT NULL", kind.name, field.name, field.name);
                writer.execute(&sql, [held]).unwrap();
            }
        }
    });
}

#[test]
fn a_paper_of_a_record_with_a_past_has_no_action() {
    let ruled = Shop::new();
    let case = ruled.case();
    ruled.act(&case, "rule", json!({})).unwrap();
    let ((repaired, order), (late, waiting), (put_off, complaint)) = (repairs::finished(), repairs::late(), complaints::put_off());
    let records =
        [(ruled, "quality_case", case), (repaired, "repair", order), (late, "repair", waiting), (put_off, "complaint", complaint)];
    let mut made = 0;
    for ((shop, kind, id), what) in records.iter().zip(OF_A_PAST) {
        // What is blank is told as missing.
        for text in texts().iter().step_by(7).filter(|text| text.chars().any(char::is_alphanumeric)) {
            flood(shop, text);
            let file = shop.ok("notices.preview", json!({ "kind": kind, "id": id, "what": what }));
            check(&BASE64.decode(file["pdf"].as_str().unwrap()).unwrap(), what);
            made += 1;
        }
    }
    figure!("hostile texts: {made} papers of records with a past, 0 actions");
}
