//! The texts, and a shop in which every text field of every kind holds them.

use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};
use shounuo_desk::capabilities::KINDS;
use shounuo_desk::kernel::field::{Field, FieldType};
use shounuo_desk::kernel::kind::Kind;
use shounuo_desk::kernel::meet::take_in;
use shounuo_ledger::{Body, Entry, FieldChange, Hlc, Position, RecordChange, seal};

use crate::common::Shop;

#[derive(Deserialize)]
struct Hostile {
    text: String,
}

/// All of them, as somebody else's program could send them.
pub fn texts() -> Vec<String> {
    let all: Vec<Hostile> = serde_json::from_str(include_str!("../../../../../tests/e2e/hostile/texts.json")).unwrap();
    assert!(all.len() >= 500, "{}", all.len());
    all.into_iter().map(|hostile| hostile.text).collect()
}

/// The longest that a field of this type takes; `None` when it holds no text.
pub fn room(ty: FieldType) -> Option<usize> {
    match ty {
        FieldType::Text => Some(200),
        FieldType::LongText => Some(4_000),
        _ => None,
    }
}

/// What the door keeps of a typed text; `None` when it refuses it: control characters, or longer than the field.
pub fn as_typed(text: &str, ty: FieldType) -> Option<String> {
    let kept = text.trim();
    let refused = kept.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\t');
    (!refused && kept.chars().count() <= room(ty)?).then(|| kept.to_owned())
}

pub fn text_fields(kind: &'static Kind) -> Vec<&'static Field> {
    kind.fields.iter().filter(|field| room(field.ty).is_some()).collect()
}

/// The shop itself is one record, whom it employs signs in by name, and a file is named by the hash of its bytes: their
/// texts come in by the door alone.
const BY_THE_DOOR: &[&str] = &["shop", "account", "attachment"];

pub fn flooded_kinds() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().copied().filter(|kind| !text_fields(kind).is_empty() && !BY_THE_DOOR.contains(&kind.name))
}

pub fn id_of(kind: &Kind, which: usize) -> String {
    format!("hostile-{}-{which:04}", kind.name)
}

/// What the text field number `at` of a record holds: every field meets every text, in another record.
pub fn text_at(texts: &[String], field: &Field, at: usize, which: usize) -> String {
    texts[(which + at * 41) % texts.len()].chars().take(room(field.ty).unwrap_or(0)).collect()
}

/// Id of the owner's account.
pub fn owner(shop: &Shop) -> String {
    let id = shop.bench.shop().unwrap().store.read(|tx| tx.value("SELECT id FROM account", &[])).unwrap();
    id.as_str().unwrap().to_owned()
}

/// Every kind with a record for every text, brought by the entries of another seat: past every check of what is typed.
pub fn flooded() -> (Shop, Vec<String>) {
    let (shop, texts) = (Shop::new(), texts());
    let open = shop.bench.shop().unwrap();
    let account = owner(&shop);
    let mut prev = String::new();
    let mut seq = 0;
    for kind in flooded_kinds() {
        let latest = open.store.read(|tx| tx.latest_hlc()).unwrap();
        let entries: Vec<Entry> = (0..texts.len())
            .map(|which| {
                seq += 1;
                let wall = shop.now() + SignedDuration::from_millis(i64::try_from(which).unwrap());
                let hlc = Hlc(latest.0 + u64::try_from(which).unwrap() + 1);
                let entry = seal(body(kind, which, (&texts, &account), seq, hlc, wall.as_millisecond()), prev.clone()).unwrap();
                prev.clone_from(&entry.hash);
                entry
            })
            .collect();
        open.store.write(|tx| take_in(tx, entries)).unwrap_or_else(|no| panic!("{}: {no:?}", kind.name));
    }
    // A zero is kept as the sign that stands for it.
    (shop, texts.into_iter().map(|text| text.replace('\0', "\u{2400}")).collect())
}

fn body(kind: &'static Kind, which: usize, (texts, account): (&[String], &str), seq: u64, hlc: Hlc, wall_ms: i64) -> Body {
    let mut at = 0;
    let fields = kind.fields.iter().filter_map(|field| {
        let value = if room(field.ty).is_some() {
            at += 1;
            json!(text_at(texts, field, at - 1, which))
        } else {
            other_value(field, which, account)?
        };
        Some((field.name, value))
    });
    let state = kind.states.get(which % kind.states.len().max(1)).map_or("", |state| state.name);
    let number = if kind.prefix.is_empty() { Value::Null } else { json!(format!("{}-9Z-{which:05}", kind.prefix)) };
    let all = fields.chain([("state", json!(state)), ("number", number)]).filter(|(_, value)| !value.is_null());
    let change =
        |(field, new): (&str, Value)| FieldChange { field: field.into(), old: Value::Null, new, rule: shounuo_ledger::MergeRule::Free };
    let id = id_of(kind, which);
    Body {
        version: 1,
        at: Position { device: "another-seat".into(), epoch: 1, seq },
        hlc,
        wall_ms,
        actor: "another".into(),
        via: "window".into(),
        kind: kind.name.into(),
        record: id.clone(),
        case: kind.case.is_some().then(|| id.clone()),
        event: "register".into(),
        asked: json!({ "words": texts[which % texts.len()] }),
        changes: vec![RecordChange { kind: kind.name.into(), id, new: true, fields: all.map(change).collect() }],
        cause: None,
    }
}

/// What a field that holds no text is given, so that papers and pages have something to say.
pub fn other_value(field: &Field, which: usize, account: &str) -> Option<Value> {
    Some(match field.ty {
        FieldType::Int => json!(which + 1),
        FieldType::Money => json!(12_345),
        FieldType::Date => json!("2026-11-20"),
        FieldType::Instant => json!("2026-11-20T02:00:00Z"),
        FieldType::Bool => json!(true),
        FieldType::Choice(of) => json!(of.first()?.0),
        FieldType::Checks(of) => {
            of.iter().map(|(item, answers)| ((*item).to_owned(), json!(answers[0]))).collect::<serde_json::Map<_, _>>().into()
        }
        FieldType::Ref("account") => json!(account),
        FieldType::Ref(kind) => {
            let kind =
                shounuo_desk::kernel::registry::kind(kind).ok().filter(|kind| flooded_kinds().any(|flooded| flooded.name == kind.name))?;
            json!(id_of(kind, which))
        }
        FieldType::Json => json!([]),
        FieldType::Text | FieldType::LongText => return None,
    })
}
