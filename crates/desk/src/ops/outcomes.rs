//! What became of steps whose answer was lost: looked up by the ids that the window gave them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shounuo_ledger::Entry;
use shounuo_store::{DoneOperation, Tx};
use ts_rs::TS;

use super::{Call, OPERATIONS};
use crate::kernel::{Actor, Refusal, Seat, registry};

/// Asked at once; a window holds only the few steps of its last minutes.
const MOST: usize = 100;
/// Operations that leave a line by which they are known again. The window gives these an id; any other one is simply tried again.
pub(crate) const TRACED: &[&str] = &[
    "attachments.add",
    "attachments.thumbnail",
    "cases.bulk",
    "cases.bulk_undo",
    "conflicts.settle",
    "exports.table",
    "imports.run",
    "imports.undo",
    "labels.make",
    "notices.issue",
    "records.do",
    "records.reveal",
    "records.undo",
    "session.change_password",
    "staff.create",
];

/// A step whose answer was lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LostStep {
    /// The id that the window gave the call.
    pub id: String,
    /// Name of the operation.
    pub name: String,
}

/// Steps whose answers were lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LostSteps {
    /// At most 100.
    pub steps: Vec<LostStep>,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// It is on the disk.
    Done,
    /// A part of it is on the disk: work over many records that was cut off.
    Part,
    /// Nothing of it is.
    Absent,
    /// It leaves no line by which it could be told.
    Untraced,
    /// The disk does not let it be told for good yet.
    Unknown,
}

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Outcome {
    /// The id asked for.
    pub id: String,
    /// How it ended.
    pub ended: Ended,
    /// What it was, in Chinese: the step, or the operation.
    pub what: String,
    /// Human number of the record, where there is one.
    pub number: Option<String>,
    /// Kind of the record.
    pub kind: Option<String>,
    /// Its id.
    pub record: Option<String>,
    /// When it was saved, UTC.
    pub at: Option<String>,
    /// The whole as a sentence for the person.
    pub words: String,
}

pub(super) fn outcome(call: &Call<'_>, lost: LostSteps) -> Result<Vec<Outcome>, Refusal> {
    let actor = call.actor()?;
    if lost.steps.len() > MOST {
        return Err(Refusal::bad("steps", format!("一次最多核对 {MOST} 步")));
    }
    call.shop()?.store.settle();
    call.read(|tx, shop| lost.steps.iter().map(|step| told(tx, &shop.seat, actor, shop.store.settled(), step)).collect())
}

fn told(tx: &Tx<'_>, seat: &Seat, actor: &Actor, settled: bool, step: &LostStep) -> Result<Outcome, Refusal> {
    let label = OPERATIONS.iter().find(|operation| operation.name == step.name).map_or("这一步", |operation| operation.says);
    // Somebody else's step and one that never was answer alike.
    let done = tx.operation(&step.id)?.filter(|done| done.actor == actor.id);
    let ended = match &done {
        _ if !settled => Ended::Unknown,
        Some(done) if done.whole => Ended::Done,
        Some(_) => Ended::Part,
        None if !TRACED.contains(&step.name.as_str()) => Ended::Untraced,
        None => Ended::Absent,
    };
    let entry = done.as_ref().map(|done| entry_of(tx, seat, done)).transpose()?.flatten();
    let mut outcome = Outcome {
        id: step.id.clone(),
        ended,
        what: label.into(),
        number: None,
        kind: None,
        record: None,
        at: done.and_then(|done| Timestamp::from_millisecond(done.at_ms).ok()).map(|at| at.to_string()),
        words: String::new(),
    };
    if let Some(entry) = entry {
        name_record(tx, actor, &entry, &mut outcome)?;
    }
    outcome.words = words(&outcome);
    Ok(outcome)
}

/// The entry that the person's step made; what followed by rule names it as its cause.
fn entry_of(tx: &Tx<'_>, seat: &Seat, done: &DoneOperation) -> Result<Option<Entry>, Refusal> {
    let mut seq = done.seq;
    let mut found = None;
    while seq > 0 {
        let tail = "device = ?1 AND epoch = ?2 AND seq = ?3";
        let Some(entry) = tx.entries(tail, &[seat.device.as_str().into(), done.epoch.into(), seq.into()])?.into_iter().next() else {
            break;
        };
        seq = entry.body.cause.filter(|cause| *cause < seq).unwrap_or(0);
        found = Some(entry);
    }
    Ok(found)
}

fn name_record(tx: &Tx<'_>, actor: &Actor, entry: &Entry, outcome: &mut Outcome) -> Result<(), Refusal> {
    let Ok(kind) = registry::kind(&entry.body.kind) else { return Ok(()) };
    if !kind.seen_by.contains(&actor.role) {
        return Ok(());
    }
    if let Some(step) = kind.steps(&entry.body.event).next() {
        outcome.what = step.label.into();
    }
    let record = tx.record(registry::shape(kind), &entry.body.record)?.unwrap_or_default();
    outcome.number = record.get("number").and_then(Value::as_str).map(str::to_owned);
    outcome.kind = Some(kind.name.into());
    outcome.record = Some(entry.body.record.clone());
    Ok(())
}

fn words(outcome: &Outcome) -> String {
    let number = outcome.number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
    let what = format!("“{}”{number}", outcome.what);
    match outcome.ended {
        Ended::Done => format!("{what}已经完成并保存，不用重做。"),
        Ended::Part => format!("{what}只做了一部分就中断了，已做的都已保存；请查看结果后再做余下的。"),
        Ended::Absent => format!("{what}没有保存，原有内容没有变化，请重做。"),
        Ended::Untraced => format!("{what}没有等到回答，请再试一次，看是否已经生效。"),
        Ended::Unknown => format!("{what}的结果还不能确定：磁盘暂时不能写。请先检查磁盘空间，恢复后会再核对，不要重做。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_traced_is_an_operation() {
        for name in TRACED {
            assert!(OPERATIONS.iter().any(|operation| operation.name == *name), "{name}");
        }
    }
}
