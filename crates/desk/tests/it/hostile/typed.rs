//! The same texts typed: kept as typed, or refused with the field's name; in every text that a first step asks for.

use serde_json::{Map, Value, json};
use shounuo_desk::capabilities::KINDS;
use shounuo_desk::kernel::field::{Field, FieldType};
use shounuo_desk::kernel::flow::Step;
use shounuo_desk::kernel::kind::Kind;
use shounuo_desk::kernel::{Actor, Deed, Refusal, Role, perform, registry};
use shounuo_store::Tx;

use super::texts::{as_typed, other_value, room, texts};
use crate::common::Shop;

#[test]
fn every_text_that_a_step_asks_for_is_kept_as_typed_or_refused_by_name() {
    let (shop, texts) = (Shop::new(), texts());
    let case = shop.case();
    let (mut kept, mut refused, mut fields, mut closed) = (0, 0, 0, Vec::new());
    for kind in KINDS {
        for step in kind.flow.iter().filter(|step| step.creates()) {
            for asked in step.asks.iter().filter(|field| room(field.ty).is_some()) {
                let outcome = type_all(&shop, (kind, step, asked), &case, &texts);
                match outcome {
                    Some((ok, no)) => (kept, refused, fields) = (kept + ok, refused + no, fields + 1),
                    None => closed.push(format!("{}.{}.{}", kind.name, step.event, asked.name)),
                }
            }
        }
    }
    println!("typed into {fields} fields: {kept} kept as typed, {refused} refused by name; not reached {closed:#?}");
}

/// Types every text into one field of a first step; `None` when that step cannot be taken with plain answers. Each try is
/// taken back: the next one finds the shop as it was.
fn type_all(
    shop: &Shop,
    (kind, step, asked): (&'static Kind, &'static Step, &Field),
    case: &str,
    texts: &[String],
) -> Option<(usize, usize)> {
    let plain: Map<String, Value> =
        step.asks.iter().filter_map(|field| Some((field.name.to_owned(), plain_value(shop, field, case)?))).collect();
    let open = shop.bench.shop().unwrap();
    let owner = Actor { id: "owner".into(), name: "林店主".into(), role: Role::Owner, via: "window", behind: String::new(), proven: true };
    let go = |tx: &Tx<'_>, text: &str| -> Result<String, Refusal> {
        let mut input = plain.clone();
        input.insert(asked.name.into(), json!(text));
        let deed = Deed { by_rule: !step.by.contains(&Role::Owner), ..Deed::create(kind, step.event, input) };
        let mut held = String::new();
        let tried = tx.attempt(|| {
            let done = perform(&open.seat, tx, &owner, shop.now(), deed)?;
            held = tx
                .record_value(registry::shape(kind), &done.id, asked.name)
                .ok()
                .and_then(|value| value.as_str().map(str::to_owned))
                .unwrap_or_default();
            Err::<(), _>(Refusal::new("taken_back", ""))
        });
        match tried {
            Err(no) if no.code == "taken_back" => Ok(held),
            Err(no) => Err(no),
            Ok(()) => unreachable!(),
        }
    };
    let (mut kept, mut refused) = (0, 0);
    let whole = open.store.write(|tx| {
        go(tx, "平常的话1234")?;
        for text in texts {
            match (go(tx, text), as_typed(text, asked.ty)) {
                (Ok(held), Some(expected)) => {
                    let stored = kind.field(asked.name).is_some();
                    assert!(!stored || held == expected, "{}.{} holds {held:?} for {expected:?}", kind.name, asked.name);
                    kept += 1;
                }
                (Err(no), _) => {
                    assert!(
                        !matches!(no.code.as_str(), "internal" | "store" | "bad_output"),
                        "{}.{} {text:?}: {no:?}",
                        kind.name,
                        asked.name
                    );
                    refused += 1;
                }
                (Ok(_), None) => panic!("{}.{} took {text:?}", kind.name, asked.name),
            }
        }
        Ok::<_, Refusal>(())
    });
    match whole {
        Ok(()) => Some((kept, refused)),
        Err(no) => {
            println!("{}.{}.{}: {} {}", kind.name, step.event, asked.name, no.code, no.message);
            None
        }
    }
}

/// An answer that a person would give, if one is needed.
fn plain_value(shop: &Shop, field: &Field, case: &str) -> Option<Value> {
    match field.ty {
        FieldType::Text | FieldType::LongText => field.required.then(|| json!("平常的话")),
        FieldType::Ref("quality_case") => Some(json!(case)),
        FieldType::Ref(kind) => {
            let sql = format!("SELECT id FROM {kind} ORDER BY created_ms DESC LIMIT 1");
            let id = shop.bench.shop().unwrap().store.read(|tx| tx.value(&sql, &[])).unwrap();
            id.is_string().then_some(id)
        }
        FieldType::Json => None,
        _ if field.required => other_value(field, 0),
        _ => None,
    }
}
