//! What a reader of a paper could be made to do: nothing but show it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use lopdf::{Document, Object};
use serde_json::json;

use super::texts::{flooded_kinds, id_of};
use crate::common::Shop;

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
    println!("{} kinds of paper, never made from such a record: {silent:?}", rules.len());
    made
}
