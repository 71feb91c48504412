//! One step on many records. Every one passes the one door by itself, in a transaction of its own: what the flow refuses is
//! listed with its reason, the others are done. A dry run does the same and gives every transaction up.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use shounuo_ledger::MergeRule;
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use crate::kernel::field::{Field, FieldType};
use crate::kernel::flow::Step;
use crate::kernel::kind::Kind;
use crate::kernel::undo::{may_undo, undo};
use crate::kernel::view::{FieldView, field_view};
use crate::kernel::{Actor, Deed, Done, Refusal, perform, registry};
use crate::ops::Call;
use crate::ops::records::Seen;
use crate::workbench::OpenShop;

/// How many records one call takes.
const MOST: usize = 500;
/// What asks for more than this is no step for many at once.
const MOST_ASKS: usize = 4;

/// A step to be done on many records.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BulkInput {
    /// The records, at most 500.
    pub items: Vec<Seen>,
    /// Event.
    pub event: String,
    /// The verb that the person saw: where the same event has another name, another thing is done, and it is refused.
    #[serde(default)]
    pub verb: Option<String>,
    /// Answers to what the event asks for, the same for all.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub input: Row,
    /// Only try it out: nothing is kept.
    pub dry_run: bool,
    /// Name under which the screen asks how far it is; chosen by the screen.
    pub job: Option<String>,
}

/// Records whose last steps are to be taken back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BulkItems {
    /// The records, at most 500.
    pub items: Vec<Seen>,
    /// Name under which the screen asks how far it is; chosen by the screen.
    pub job: Option<String>,
}

/// What became of one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BulkRow {
    /// Kind.
    pub kind: String,
    /// Id.
    pub id: String,
    /// Human number; empty when it is not to be seen.
    pub number: String,
    /// It was done (or, in a dry run, would be).
    pub ok: bool,
    /// Why not.
    pub message: Option<String>,
    /// The guard that said no.
    pub guard: Option<String>,
    /// Its version now.
    pub version: i64,
    /// Can be taken back by the caller now.
    pub undoable: bool,
}

/// What became of them all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BulkDone {
    /// Every record, in the order they were named.
    pub rows: Vec<BulkRow>,
    /// How many were done.
    pub done: u32,
    /// How many were not.
    pub refused: u32,
    /// It was stopped before its end.
    pub cancelled: bool,
}

/// A step that can be done on a selection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BulkStep {
    /// Event.
    pub event: String,
    /// The verb.
    pub label: String,
    /// What it asks for, the same for all.
    pub asks: Vec<FieldView>,
    /// In how many of the selected cases the flow has it now; a guard may still say no.
    pub fits: u32,
}

/// Steps for many at once: those that ask nothing, or something that may well be the same for all. Decisions, sums, dates that
/// bind and grave steps are taken one by one.
fn in_bulk(step: &Step) -> bool {
    let plain = !step.internal && !step.creates() && !step.grave && !step.again;
    plain && step.asks.len() <= MOST_ASKS && step.asks.iter().all(may_be_the_same)
}

fn may_be_the_same(field: &Field) -> bool {
    let shared = match field.ty {
        FieldType::Text | FieldType::LongText | FieldType::Date | FieldType::Bool | FieldType::Choice(_) => true,
        FieldType::Ref(kind) => kind == "account",
        FieldType::Int | FieldType::Money | FieldType::Instant | FieldType::Checks(_) | FieldType::Json => false,
    };
    shared && field.merge == MergeRule::Free
}

pub(in crate::ops) fn bulk_steps(call: &Call<'_>, asked: BulkItems) -> Result<Vec<BulkStep>, Refusal> {
    let role = call.actor()?.role;
    let states = call.read(|tx, _| asked.items.iter().map(|item| state_of(tx, item)).collect::<Result<Vec<_>, Refusal>>())?;
    let mut found: Vec<(BulkStep, Vec<&str>)> = Vec::new();
    for (kind, state) in states.iter().flatten() {
        let fits = |step: &&Step| step.from.contains(&state.as_str()) && step.by.contains(&role) && in_bulk(step);
        for step in kind.flow.iter().filter(fits) {
            let asks: Vec<&str> = step.asks.iter().map(|field| field.name).collect();
            match found.iter_mut().find(|(known, named)| known.event == step.event && known.label == step.label && *named == asks) {
                Some((known, _)) => known.fits += 1,
                None => found.push((offer(step), asks)),
            }
        }
    }
    Ok(found.into_iter().map(|(step, _)| step).collect())
}

fn offer(step: &Step) -> BulkStep {
    BulkStep { event: step.event.into(), label: step.label.into(), asks: step.asks.iter().map(field_view).collect(), fits: 1 }
}

fn state_of(tx: &Tx<'_>, item: &Seen) -> Result<Option<(&'static Kind, String)>, Refusal> {
    let kind = registry::kind(&item.kind)?;
    let state = tx.record_value(registry::shape(kind), &item.id, "state")?;
    Ok(state.as_str().map(|state| (kind, state.to_owned())))
}

pub(in crate::ops) fn bulk(call: &Call<'_>, asked: BulkInput) -> Result<BulkDone, Refusal> {
    let one = |tx: &Tx<'_>, shop: &OpenShop, actor: &Actor, kind, item: &Seen| {
        let deed = Deed { seen: Some(item.version), ..Deed::on(kind, &item.id, &asked.event, asked.input.clone()) };
        for_many(kind, &asked.event)?;
        as_named(tx, kind, item, &asked)?;
        perform(&shop.seat, tx, actor, call.now, deed)
    };
    each(call, &asked.items, asked.job.as_deref(), asked.dry_run, one)
}

/// Takes the last step on each of many records back.
pub(in crate::ops) fn bulk_undo(call: &Call<'_>, asked: BulkItems) -> Result<BulkDone, Refusal> {
    let one = |tx: &Tx<'_>, shop: &OpenShop, actor: &Actor, kind, item: &Seen| {
        undo(&shop.seat, tx, actor, call.now, (kind, &item.id), Some(item.version))
    };
    each(call, &asked.items, asked.job.as_deref(), false, one)
}

fn for_many(kind: &'static Kind, event: &str) -> Result<(), Refusal> {
    match kind.steps(event).find(|step| !in_bulk(step)) {
        Some(step) => Err(Refusal::new("not_in_bulk", format!("“{}”要逐件办理，请打开{}再做", step.label, kind.label))),
        None => Ok(()),
    }
}

/// The step is the one that the person chose by its verb, not a namesake of another kind.
fn as_named(tx: &Tx<'_>, kind: &'static Kind, item: &Seen, asked: &BulkInput) -> Result<(), Refusal> {
    let Some((verb, (_, state))) = asked.verb.as_deref().zip(state_of(tx, item)?) else { return Ok(()) };
    match kind.steps(&asked.event).find(|step| step.from.contains(&state.as_str())) {
        Some(step) if step.label != verb => {
            Err(Refusal::new("not_in_bulk", format!("{}的这一步是“{}”，不是“{verb}”", kind.label, step.label)))
        }
        _ => Ok(()),
    }
}

/// Does `one` on each record in a transaction of its own, as far as nobody stops it.
fn each(
    call: &Call<'_>,
    items: &[Seen],
    job: Option<&str>,
    dry_run: bool,
    one: impl Fn(&Tx<'_>, &OpenShop, &Actor, &'static Kind, &Seen) -> Result<Done, Refusal>,
) -> Result<BulkDone, Refusal> {
    if items.is_empty() || items.len() > MOST {
        return Err(Refusal::bad("items", format!("请选 1 到 {MOST} 件，现在选了 {} 件", items.len())));
    }
    let actor = call.actor()?;
    let run = call.begin(job);
    let mut rows = Vec::with_capacity(items.len());
    for (item, at) in items.iter().zip(0..) {
        let result = if run.progress.advance(at) {
            let kind = registry::kind(&item.kind)?;
            tried(call, dry_run, |tx, shop| one(tx, shop, actor, kind, item))
        } else {
            Err(Refusal::new("cancelled", "已取消，这一件没有办理"))
        };
        if let Err(no) = &result {
            call.bench.note_denied(actor, "cases.bulk", no, call.now);
        }
        rows.push(row(call, item, result.err())?);
    }
    let done = u32::try_from(rows.iter().filter(|row| row.ok).count()).unwrap_or(u32::MAX);
    let refused = u32::try_from(rows.len()).unwrap_or(u32::MAX) - done;
    Ok(BulkDone { rows, done, refused, cancelled: run.progress.is_cancelled() })
}

/// One transaction: kept, or in a dry run given up once everything was really done.
fn tried(call: &Call<'_>, dry_run: bool, work: impl FnOnce(&Tx<'_>, &OpenShop) -> Result<Done, Refusal>) -> Result<(), Refusal> {
    let result = call.write(|tx, shop| {
        let done = work(tx, shop)?;
        if dry_run { Err(Refusal::new("dry_run", "")) } else { Ok(done) }
    });
    match result {
        Ok(done) => {
            call.note_changed(done.kinds);
            Ok(())
        }
        Err(given_up) if given_up.code == "dry_run" => Ok(()),
        Err(no) => Err(no),
    }
}

fn row(call: &Call<'_>, item: &Seen, no: Option<Refusal>) -> Result<BulkRow, Refusal> {
    let (kind, actor) = (registry::kind(&item.kind)?, call.actor()?);
    let (record, undoable) = call.read(|tx, shop| {
        let record = tx.record(registry::shape(kind), &item.id)?.filter(|_| kind.seen_by.contains(&actor.role)).unwrap_or_default();
        let undoable = no.is_none() && may_undo(&shop.seat, tx, actor, call.now, kind, &item.id).is_ok();
        Ok((record, undoable))
    })?;
    Ok(BulkRow {
        kind: item.kind.clone(),
        id: item.id.clone(),
        number: record.get("number").and_then(Value::as_str).unwrap_or_default().to_owned(),
        ok: no.is_none(),
        guard: no.as_ref().and_then(|no| no.guard.clone()),
        message: no.map(|no| no.message),
        version: record.get("version").and_then(Value::as_i64).unwrap_or(0),
        undoable,
    })
}
