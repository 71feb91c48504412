//! What a screen is told of a record: masked fields, the buttons, and why one is disabled.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::actor::Actor;
use super::field::{Field, FieldType, Mask};
use super::flow::Step;
use super::kind::Kind;
use super::mask::masked;
use super::paper::{PaperRule, SIZES, size_name};
use super::refusal::Refusal;
use super::registry;
use super::seat::Seat;
use super::work::Work;

/// A field as a form or a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldView {
    /// Column name.
    pub name: String,
    /// 中文 label.
    pub label: String,
    /// `text`, `long_text`, `int`, `money`, `date`, `instant`, `bool`, `choice`, `checks`, `ref` or `json`.
    #[serde(rename = "type")]
    pub ty: String,
    /// Of a choice: stored name and label. Of checks: item and one of its answers.
    pub choices: Vec<(String, String)>,
    /// Of a reference: the kind it points to.
    pub of: Option<String>,
    /// The event is refused without it.
    pub required: bool,
    /// Shown masked; the value is had by giving a reason.
    pub masked: bool,
    /// A word of help.
    pub help: String,
}

/// A transition that this person may make now, or the reason why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Button {
    /// Event name.
    pub event: String,
    /// The verb.
    pub label: String,
    /// May be pressed.
    pub enabled: bool,
    /// Why not, naming the guard.
    pub why: Option<String>,
    /// What it asks for.
    pub asks: Vec<FieldView>,
    /// Ask once more.
    pub grave: bool,
    /// Clause it rests on.
    pub clause: String,
}

/// A record as the screens see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordView {
    /// Kind.
    pub kind: String,
    /// 中文 label of the kind.
    pub kind_label: String,
    /// Id.
    pub id: String,
    /// Human number; empty when the kind has none.
    pub number: String,
    /// State.
    pub state: String,
    /// 中文 label of the state.
    pub state_label: String,
    /// To be sent back with the next event: another one stored is a conflict.
    pub version: i64,
    /// Created, UTC milliseconds since 1970.
    pub created_ms: i64,
    /// The declared fields, in order.
    pub fields: Vec<FieldView>,
    /// Their values, personal ones masked.
    #[ts(type = "Record<string, unknown>")]
    pub values: Row,
    /// What this person may do now.
    pub buttons: Vec<Button>,
    /// Papers that this person may issue by hand now.
    pub papers: Vec<PaperOffer>,
}

/// A paper that may be issued by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperOffer {
    /// Stored name.
    pub what: String,
    /// 中文 title.
    pub title: String,
    /// Sizes it fits on, (stored name, 中文 label); the first is its own.
    pub sizes: Vec<(String, String)>,
}

fn choices(ty: FieldType) -> Vec<(String, String)> {
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    match ty {
        FieldType::Choice(of) => of.iter().map(|(name, label)| pair(name, label)).collect(),
        FieldType::Checks(of) => of.iter().flat_map(|(item, answers)| answers.iter().map(move |answer| pair(item, answer))).collect(),
        _ => Vec::new(),
    }
}

/// A field as screens see it.
#[must_use]
pub fn field_view(field: &Field) -> FieldView {
    let (ty, of) = match field.ty {
        FieldType::Text => ("text", None),
        FieldType::LongText => ("long_text", None),
        FieldType::Int => ("int", None),
        FieldType::Money => ("money", None),
        FieldType::Date => ("date", None),
        FieldType::Instant => ("instant", None),
        FieldType::Bool => ("bool", None),
        FieldType::Choice(_) => ("choice", None),
        FieldType::Checks(_) => ("checks", None),
        FieldType::Ref(kind) => ("ref", Some(kind.to_owned())),
        FieldType::Json => ("json", None),
    };
    FieldView {
        name: field.name.into(),
        label: field.label.into(),
        ty: ty.into(),
        choices: choices(field.ty),
        of,
        required: field.required,
        masked: !matches!(field.mask, Mask::Open | Mask::Words),
        help: field.help.into(),
    }
}

/// A record for a screen.
///
/// # Errors
/// `not_found` when it does not exist or the person may not know of it.
pub fn record_view(seat: &Seat, tx: &Tx<'_>, actor: &Actor, now: Timestamp, kind: &'static Kind, id: &str) -> Result<RecordView, Refusal> {
    if !kind.seen_by.contains(&actor.role) {
        return Err(Refusal::not_found());
    }
    let record = tx.record(registry::shape(kind), id)?.ok_or_else(Refusal::not_found)?;
    let text = |name: &str| record.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let whole = |name: &str| record.get(name).and_then(Value::as_i64).unwrap_or(0);
    let state = text("state");
    Ok(RecordView {
        kind: kind.name.into(),
        kind_label: kind.label.into(),
        id: id.into(),
        number: text("number"),
        state_label: kind.state_label(&state).into(),
        state: state.clone(),
        version: whole("version"),
        created_ms: whole("created_ms"),
        fields: kind.fields.iter().filter(|field| field.mask != Mask::Hidden).map(field_view).collect(),
        papers: papers(actor, kind, &state),
        buttons: buttons(seat, tx, actor, now, kind, Some((id, &record))),
        values: masked(kind, record),
    })
}

fn papers(actor: &Actor, kind: &'static Kind, state: &str) -> Vec<PaperOffer> {
    let offered = kind.papers.iter().filter(|rule| rule.by.contains(&actor.role) && rule.states.contains(&state));
    offered.map(|rule| PaperOffer { what: rule.what.into(), title: rule.title.into(), sizes: sizes(rule) }).collect()
}

fn sizes(rule: &PaperRule) -> Vec<(String, String)> {
    let label = |name: &str| SIZES.iter().find(|(code, _)| *code == name).map_or("", |(_, label)| label).to_owned();
    rule.sizes.iter().map(|size| size_name(*size)).map(|name| (name.to_owned(), label(name))).collect()
}

/// What this person may do now: with a record, its next steps; without one, the steps that create.
#[must_use]
pub fn buttons(seat: &Seat, tx: &Tx<'_>, actor: &Actor, now: Timestamp, kind: &'static Kind, on: Option<(&str, &Row)>) -> Vec<Button> {
    let state = on.and_then(|(_, record)| record.get("state")).and_then(Value::as_str);
    let (id, record) = on.map_or((String::new(), None), |(id, record)| (id.to_owned(), Some(record.clone())));
    let work = Work::new(tx, seat, actor, now, kind, id, record);
    let fits =
        |step: &&Step| !step.internal && step.by.contains(&actor.role) && state.map_or(step.creates(), |state| step.from.contains(&state));
    kind.flow.iter().filter(fits).map(|step| button(&work, step)).collect()
}

fn button(work: &Work<'_>, step: &Step) -> Button {
    let why = step.guards.iter().find_map(|guard| (guard.test)(work).err()).map(|no| no.message);
    Button {
        event: step.event.into(),
        label: step.label.into(),
        enabled: why.is_none(),
        why,
        asks: step.asks.iter().map(field_view).collect(),
        grave: step.grave,
        clause: step.clause.into(),
    }
}
