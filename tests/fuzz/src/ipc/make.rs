//! Inputs out of bytes: of the type that an operation asks for most of the time, of any other now and then.

use serde_json::{Map, Value, json};
use shounuo_desk::capabilities::KINDS;
use shounuo_desk::kernel::field::{Field, FieldType};

use super::types::{DECLARED, Type};
use crate::take::Take;

const DEEPEST: usize = 6;

/// Texts that have hurt somebody somewhere.
const TEXTS: &[&str] = &[
    "",
    " ",
    "0",
    "-1",
    "1e309",
    "null",
    "true",
    "a",
    "owner",
    "柜台-2026",
    "洗衣机",
    "张三",
    "13900001111",
    "浙江",
    "2026-11-21",
    "2026-02-30",
    "9999-12-31",
    "-009999-01-01",
    "0000-00-00",
    "2026-11-21T02:00:00Z",
    "9999-12-30T23:59:59.999999999Z",
    "1",
    "15",
    "%",
    "_",
    "'",
    "\"",
    "' OR 1=1 --",
    "NEAR(",
    "a* OR b",
    "col:x",
    "\0",
    "\u{202e}gpj.exe",
    "../../x",
    "=1+1",
    "＝1",
    "<img src=x>",
    "{}",
    "[]",
    "SH-01-00001-0",
    "DR-01-00001-0",
    "taobao",
    "orders",
    "quality",
    "online",
    "invoice",
    "performance",
    "return",
    "xlsx",
    "A4",
    "Slip58",
    "customer",
    "import",
    "done",
    "open",
    "自定义用途",
    "\u{1F600}",
    "e\u{301}",
    "\u{feff}",
    "𠮷",
];
const NUMBERS: &[i64] = &[
    0,
    1,
    -1,
    2,
    7,
    15,
    30,
    31,
    90,
    91,
    100,
    365,
    500,
    501,
    299_900,
    65_535,
    65_536,
    2_147_483_647,
    2_147_483_648,
    4_294_967_295,
    4_294_967_296,
    9_007_199_254_740_991,
    9_007_199_254_740_992,
    i64::MAX,
    i64::MIN,
    -2_147_483_649,
];

/// What is known of the shop while inputs are made for it.
pub struct Known<'k> {
    /// Kind and id of records that were seen.
    pub records: &'k [(String, String)],
    /// Other texts that answers gave: tokens, numbers, names.
    pub texts: &'k [String],
}

/// A value of this type.
pub fn value(of: &Type, name: &str, take: &mut Take<'_>, known: &Known<'_>, deep: usize) -> Value {
    if deep >= DEEPEST {
        return Value::Null;
    }
    let inner = |of: &Type, name: &str, take: &mut Take<'_>| value(of, name, take, known, deep + 1);
    // Now and then something else than was asked for.
    if take.byte() == 0xEE {
        return anything(take);
    }
    match of {
        Type::Text => json!(text(name, take, known)),
        Type::Number => number(take),
        Type::Bool => json!(take.byte() & 1 == 1),
        Type::Null => Value::Null,
        Type::Word(word) => json!(word),
        Type::Any => anything(take),
        Type::List(of) => (0..take.below(4)).map(|_| inner(of, name, take)).collect(),
        Type::Tuple(all) => all.iter().map(|of| inner(of, name, take)).collect(),
        Type::Map(of) => (0..take.below(5)).map(|_| (a_name(take), inner(of, "", take))).collect::<Map<_, _>>().into(),
        Type::Either(all) => take.one(all).map_or(Value::Null, |of| inner(of, name, take)),
        Type::Both(all) => merged(all.iter().map(|of| inner(of, name, take))),
        Type::Named(other) => match DECLARED.types.get(other) {
            Some(of) => inner(of, name, take),
            None => anything(take),
        },
        Type::Object(fields) if has(fields, "event") && has(fields, "input") => deed(fields, take, known),
        Type::Object(fields) if has(fields, "kind") && has(fields, "id") => which(fields, take, known, deep),
        Type::Object(fields) => fields.iter().map(|(name, of)| (name.clone(), inner(of, name, take))).collect::<Map<_, _>>().into(),
    }
}

fn has(fields: &[(String, Type)], wanted: &str) -> bool {
    fields.iter().any(|(name, _)| name == wanted)
}

fn merged(parts: impl Iterator<Item = Value>) -> Value {
    let mut all = Map::new();
    for part in parts {
        if let Value::Object(part) = part {
            all.extend(part);
        }
    }
    all.into()
}

/// A record that exists, where one is asked for.
fn which(fields: &[(String, Type)], take: &mut Take<'_>, known: &Known<'_>, deep: usize) -> Value {
    let of = fields.iter().map(|(name, of)| (name.clone(), value(of, name, take, known, deep + 1)));
    let mut which: Map<String, Value> = of.collect();
    if let Some((kind, id)) = take.one(known.records) {
        which.insert("kind".into(), json!(kind));
        which.insert("id".into(), json!(id));
    }
    which.into()
}

/// A step of a flow, asked as its declaration says.
fn deed(fields: &[(String, Type)], take: &mut Take<'_>, known: &Known<'_>) -> Value {
    let of = fields.iter().map(|(name, of)| (name.clone(), value(of, name, take, known, 2)));
    let mut deed: Map<String, Value> = of.collect();
    let record = if take.byte() & 1 == 0 { None } else { take.one(known.records) };
    let kind = match record {
        Some((kind, _)) => KINDS.iter().find(|known| known.name == kind),
        None => take.one(KINDS),
    };
    let Some(kind) = kind else { return deed.into() };
    let Some(step) = take.one(kind.flow) else { return deed.into() };
    deed.insert("kind".into(), json!(kind.name));
    deed.insert("id".into(), record.filter(|_| !step.creates()).map_or(Value::Null, |(_, id)| json!(id)));
    deed.insert("event".into(), json!(step.event));
    deed.insert("version".into(), Value::Null);
    let input = step.asks.iter().filter_map(|field| Some((field.name.to_owned(), answer(field, take, known)?)));
    deed.insert("input".into(), input.collect::<Map<_, _>>().into());
    deed.into()
}

/// What a person writes into a field; `None` when they leave it out.
fn answer(field: &Field, take: &mut Take<'_>, known: &Known<'_>) -> Option<Value> {
    let how = take.byte();
    if how == 0xEE {
        return Some(anything(take));
    }
    if !field.required && how.is_multiple_of(4) {
        return None;
    }
    Some(match field.ty {
        FieldType::Text | FieldType::LongText => json!(text(field.name, take, known)),
        FieldType::Int | FieldType::Money => number(take),
        FieldType::Date => json!(day(take)),
        FieldType::Instant => json!(format!("{}T02:00:00Z", day(take))),
        FieldType::Bool => json!(take.byte() & 1 == 1),
        FieldType::Choice(all) => take.one(all).map_or(Value::Null, |(code, _)| json!(code)),
        FieldType::Checks(all) => {
            all.iter().filter_map(|(name, results)| Some((name.to_string(), json!(take.one(results)?)))).collect::<Map<_, _>>().into()
        }
        FieldType::Ref(kind) => {
            let ids: Vec<&str> = known.records.iter().filter(|(of, _)| of == kind).map(|(_, id)| id.as_str()).collect();
            take.one(&ids).map_or(Value::Null, |id| json!(id))
        }
        FieldType::Json => anything(take),
    })
}

fn text(name: &str, take: &mut Take<'_>, known: &Known<'_>) -> String {
    let kind = |take: &mut Take<'_>| take.one(KINDS).map_or("", |kind| kind.name).to_owned();
    match (name, take.byte() % 8) {
        ("kind", 0..5) => kind(take),
        ("what", 0..5) => {
            let papers: Vec<&str> = KINDS.iter().flat_map(|kind| kind.papers.iter().map(|paper| paper.what)).collect();
            take.one(&papers).map_or_else(String::new, |what| (*what).to_owned())
        }
        ("password", 0..6) => super::PASSWORD.to_owned(),
        (_, 0 | 1) => take.text(60),
        (_, 2) => take.one(known.texts).cloned().unwrap_or_default(),
        (_, 3) => take.one(known.records).map(|(_, id)| id.clone()).unwrap_or_default(),
        (_, 4) => take.text(4).repeat(take.below(3_000)),
        _ => take.one(TEXTS).map_or_else(String::new, |text| (*text).to_owned()),
    }
}

fn number(take: &mut Take<'_>) -> Value {
    match take.byte() % 4 {
        0 => json!(take.number()),
        1 => json!(f64::from_bits(take.number().cast_unsigned())),
        2 => json!(take.below(1_000)),
        _ => take.one(NUMBERS).map_or(Value::Null, |number| json!(number)),
    }
}

fn day(take: &mut Take<'_>) -> String {
    let near = jiff::civil::date(2025, 9, 1).saturating_add(jiff::Span::new().days(take.below(500) as i64));
    match take.byte() % 8 {
        0 => take.one(TEXTS).map_or_else(String::new, |text| (*text).to_owned()),
        _ => near.to_string(),
    }
}

fn a_name(take: &mut Take<'_>) -> String {
    let names: Vec<&str> = KINDS.iter().flat_map(|kind| kind.fields.iter().map(|field| field.name)).collect();
    if take.byte() & 3 == 0 { take.text(20) } else { take.one(&names).map_or_else(String::new, |name| (*name).to_owned()) }
}

fn anything(take: &mut Take<'_>) -> Value {
    match take.byte() % 8 {
        0 => Value::Null,
        1 => json!(take.byte() & 1 == 1),
        2 | 3 => number(take),
        4 => json!([take.text(10), take.number()]),
        5 => json!({ a_name(take): take.text(10) }),
        _ => json!(take.one(TEXTS)),
    }
}
