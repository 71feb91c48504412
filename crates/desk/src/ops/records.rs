//! One record of any kind: shown, listed, moved on, one field revealed.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::Row;
use ts_rs::TS;

use super::only::{Only, conditions, holds};
use super::{Call, Nothing};
use crate::capabilities::KINDS;
use crate::kernel::field::Mask;
use crate::kernel::kind::Kind;
use crate::kernel::mask::masked;
use crate::kernel::undo::{may_undo, undo as undo_step};
use crate::kernel::view::FieldView;
use crate::kernel::view::{Button, RecordView, buttons, field_view, record_view};
use crate::kernel::{Deed, Done, Refusal, registry};

const PAGE: i64 = 50;

/// A record by kind and id.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// Kind.
    pub kind: String,
    /// Id.
    pub id: String,
}

/// A kind by name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KindName {
    /// Kind.
    pub kind: String,
}

/// A kind that the person may see.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct KindView {
    /// Name.
    pub kind: String,
    /// 中文 label.
    pub label: String,
    /// The states, (stored name, 中文 label).
    pub states: Vec<(String, String)>,
    /// The person may create one by hand.
    pub creates: bool,
    /// Stands in the queue of cases.
    pub is_case: bool,
}

/// Which records of a kind.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListInput {
    /// Kind.
    pub kind: String,
    /// Words to find, as in the search.
    #[serde(default)]
    pub words: String,
    /// Only this state.
    pub state: Option<String>,
    /// Only rows whose fields say this: how a figure opens its rows.
    #[serde(default)]
    #[ts(optional)]
    pub only: Option<Vec<Only>>,
    /// Key of the last row of the page before.
    pub after: Option<String>,
}

/// One row of a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListRow {
    /// Id.
    pub id: String,
    /// Human number.
    pub number: String,
    /// 中文 label of the state.
    pub state_label: String,
    /// Values, personal ones masked.
    #[ts(type = "Record<string, unknown>")]
    pub values: Row,
}

/// A page of a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListOutput {
    /// 中文 label of the kind.
    pub label: String,
    /// The declared fields: the columns.
    pub fields: Vec<FieldView>,
    /// The rows, newest first.
    pub rows: Vec<ListRow>,
    /// Key for the next page; `None` when this is the last.
    pub after: Option<String>,
}

/// An event on a record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DoInput {
    /// Kind.
    pub kind: String,
    /// The record; absent to create one.
    pub id: Option<String>,
    /// Event.
    pub event: String,
    /// Answers to what the event asks for.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub input: Row,
    /// The version the person saw.
    pub version: Option<i64>,
}

/// What was done.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DoneView {
    /// The record.
    pub id: String,
    /// Its number; empty when the kind has none.
    pub number: String,
    /// Its state now.
    pub state: String,
    /// 中文 label of the state.
    pub state_label: String,
    /// Its version now.
    pub version: i64,
    /// Kinds that changed.
    pub kinds: Vec<String>,
    /// Can be taken back by the caller now (`records.undo`).
    pub undoable: bool,
}

/// A record and the version that the person saw.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// Kind.
    pub kind: String,
    /// Id.
    pub id: String,
    /// The version the person saw.
    pub version: i64,
}

pub(super) fn show(call: &Call<'_>, which: Which) -> Result<RecordView, Refusal> {
    let (kind, actor) = (registry::kind(&which.kind)?, call.actor()?);
    call.read(|tx, shop| record_view(&shop.seat, tx, actor, call.now, kind, &which.id))
}

pub(super) fn kinds(call: &Call<'_>, _: Nothing) -> Result<Vec<KindView>, Refusal> {
    let role = call.actor()?.role;
    let seen = KINDS.iter().filter(|kind| kind.seen_by.contains(&role));
    Ok(seen
        .map(|kind| KindView {
            kind: kind.name.into(),
            label: kind.label.into(),
            states: kind.states.iter().map(|state| (state.name.to_owned(), state.label.to_owned())).collect(),
            creates: kind.flow.iter().any(|step| step.creates() && !step.internal && step.by.contains(&role)),
            is_case: kind.case.is_some(),
        })
        .collect())
}

pub(super) fn new(call: &Call<'_>, which: KindName) -> Result<Vec<Button>, Refusal> {
    let (kind, actor) = (registry::kind(&which.kind)?, call.actor()?);
    call.read(|tx, shop| Ok(buttons(&shop.seat, tx, actor, call.now, kind, None)))
}

pub(super) fn list(call: &Call<'_>, asked: ListInput) -> Result<ListOutput, Refusal> {
    let kind = registry::kind(&asked.kind)?;
    if !kind.seen_by.contains(&call.actor()?.role) {
        return Err(Refusal::not_allowed(format!("您的岗位不能查看{}", kind.label)));
    }
    let rows = call.read(|tx, _| {
        if !asked.words.trim().is_empty() {
            return found(tx, kind, &asked);
        }
        let (tail, params) = page_query(kind, &asked)?;
        Ok(tx.records(registry::shape(kind), &tail, &params)?)
    })?;
    let after = if asked.words.trim().is_empty() && rows.len() as i64 == PAGE { rows.last().map(key) } else { None };
    let fields = kind.fields.iter().filter(|field| field.mask != Mask::Hidden).map(field_view).collect();
    Ok(ListOutput { label: kind.label.into(), fields, rows: rows.into_iter().map(|row| list_row(kind, row)).collect(), after })
}

fn found(tx: &shounuo_store::Tx<'_>, kind: &'static Kind, asked: &ListInput) -> Result<Vec<Row>, Refusal> {
    let mut rows = Vec::new();
    for hit in tx.find_of(kind.name, &asked.words, 200)? {
        rows.extend(tx.record(registry::shape(kind), &hit.id)?);
    }
    rows.retain(|row| asked.state.is_none() || row.get("state").and_then(Value::as_str) == asked.state.as_deref());
    let only = asked.only.as_deref().unwrap_or_default();
    rows.into_iter().map(|row| Ok(holds(kind, only, &row)?.then_some(row))).filter_map(Result::transpose).collect()
}

fn page_query(kind: &Kind, asked: &ListInput) -> Result<(String, Vec<Value>), Refusal> {
    let mut params = Vec::new();
    let mut all = conditions(kind, asked.only.as_deref().unwrap_or_default(), &mut params)?;
    if let Some(state) = &asked.state {
        params.push(json!(state));
        all.push(format!("state = ?{}", params.len()));
    }
    if let Some((millis, id)) = asked.after.as_deref().and_then(|after| after.split_once('/')) {
        params.extend([json!(millis.parse::<i64>().unwrap_or(0)), json!(id)]);
        all.push(format!("(updated_ms, id) < (?{}, ?{})", params.len() - 1, params.len()));
    }
    all.push("1".to_owned());
    Ok((format!("{} ORDER BY updated_ms DESC, id DESC LIMIT {PAGE}", all.join(" AND ")), params))
}

fn key(row: &Row) -> String {
    let millis = row.get("updated_ms").and_then(Value::as_i64).unwrap_or(0);
    format!("{millis}/{}", row.get("id").and_then(Value::as_str).unwrap_or_default())
}

pub(super) fn list_row(kind: &'static Kind, row: Row) -> ListRow {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    ListRow { id: text("id"), number: text("number"), state_label: kind.state_label(&text("state")).into(), values: masked(kind, row) }
}

pub(super) fn act(call: &Call<'_>, asked: DoInput) -> Result<DoneView, Refusal> {
    let kind = registry::kind(&asked.kind)?;
    if kind.steps(&asked.event).any(|step| step.internal) {
        return Err(Refusal::new("not_here", format!("{}的这一步要在它自己的页面上做", kind.label)));
    }
    let deed = Deed { kind, id: asked.id, new_id: None, event: asked.event, input: asked.input, seen: asked.version, by_rule: false };
    let done = call.perform(deed)?;
    DoneView::of(call, kind, done)
}

impl DoneView {
    /// What was done, with the record as it stands now.
    pub(super) fn of(call: &Call<'_>, kind: &'static Kind, done: Done) -> Result<DoneView, Refusal> {
        let (row, undoable) = call.read(|tx, shop| {
            let row = tx.record(registry::shape(kind), &done.id)?.unwrap_or_default();
            Ok((row, may_undo(&shop.seat, tx, call.actor()?, call.now, kind, &done.id).is_ok()))
        })?;
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let state = text("state");
        Ok(DoneView {
            id: done.id,
            number: text("number"),
            state_label: kind.state_label(&state).into(),
            state,
            version: row.get("version").and_then(Value::as_i64).unwrap_or(0),
            kinds: done.kinds.into_iter().collect(),
            undoable,
        })
    }
}

/// Takes the caller's last step on a record back.
pub(super) fn undo(call: &Call<'_>, which: Seen) -> Result<DoneView, Refusal> {
    let (kind, actor) = (registry::kind(&which.kind)?, call.actor()?);
    let done = call.write(|tx, shop| undo_step(&shop.seat, tx, actor, call.now, (kind, &which.id), Some(which.version)))?;
    call.note_changed(done.kinds.iter().cloned());
    DoneView::of(call, kind, done)
}
