//! Taking one's last step back. Nothing is removed: a reversing entry puts the old values back, lets the clocks that the step
//! stopped run on, and voids those that it started. What has left the desk (a paper, another record, a decision) stays.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shounuo_ledger::{Entry, RecordChange};
use shounuo_store::{Row, Tx};

use super::actor::{Actor, DECIDERS};
use super::clock::CLOCK;
use super::flow::Step;
use super::kind::Kind;
use super::perform::{Done, Event, append};
use super::refusal::Refusal;
use super::registry;
use super::seat::Seat;
use super::work::Work;

/// Name of the reversing event.
pub const UNDO: &str = "undo";
/// For how long a step can be taken back.
const WITHIN: SignedDuration = SignedDuration::from_mins(10);
/// How many entries are looked through for the last step: the others only say that something was looked at.
const RECENT: u32 = 50;
/// A step followed by more than this is no slip of the hand.
const MOST_FOLLOWING: u32 = 200;

/// What a step changed on one record, as the tables hold it.
struct Change {
    kind: &'static Kind,
    id: String,
    new: bool,
    fields: Vec<Before>,
}

/// A field before and after the step.
struct Before {
    name: String,
    old: Value,
    new: Value,
}

/// A step that can be taken back.
struct Reversal {
    entry: Entry,
    changes: Vec<Change>,
}

/// Whether the last step on a record can be taken back by this person now.
///
/// # Errors
/// `not_undoable` with the reason, in Chinese.
pub fn may_undo(seat: &Seat, tx: &Tx<'_>, actor: &Actor, now: Timestamp, kind: &'static Kind, id: &str) -> Result<(), Refusal> {
    reversal(seat, tx, actor, now, kind, id).map(drop)
}

/// Takes the last step on a record back. `seen` is the version the person saw.
///
/// # Errors
/// `not_undoable` with the reason; `conflict` when the record changed meanwhile. Then nothing may be written.
pub fn undo(
    seat: &Seat,
    tx: &Tx<'_>,
    actor: &Actor,
    now: Timestamp,
    (kind, id): (&'static Kind, &str),
    seen: Option<i64>,
) -> Result<Done, Refusal> {
    let record = tx.record(registry::shape(kind), id)?.filter(|_| kind.seen_by.contains(&actor.role)).ok_or_else(Refusal::not_found)?;
    if seen.is_some() && seen != record.get("version").and_then(Value::as_i64) {
        return Err(Refusal {
            retryable: true, ..Refusal::new("conflict", "这条记录刚被别人改过，没有撤回。请看过新内容后再决定")
        });
    }
    let Reversal { entry, changes } = reversal(seat, tx, actor, now, kind, id)?;
    if step_of(kind, &entry).is_some_and(|step| step.again) {
        actor.proven_now()?;
    }
    let mut work = Work::new(tx, seat, actor, now, kind, id.into(), Some(record));
    for change in changes {
        put_back(&mut work, change)?;
    }
    let asked = json!({ "event": entry.body.event, "seq": entry.body.at.seq });
    // Set aside together with the step, should that happen when seats meet.
    let event = Event { kind, record: id.into(), case: entry.body.case, event: UNDO, asked, cause: Some(entry.body.at.seq) };
    let written = append(tx, seat, actor, now, event, std::mem::take(&mut work.changes))?;
    Ok(Done { id: id.into(), kinds: written.body.changes.iter().map(|change| change.kind.clone()).collect() })
}

fn put_back(work: &mut Work<'_>, change: Change) -> Result<(), Refusal> {
    if change.new {
        // Never as if it had not been: the clock stays in the ledger, void, and counts as neither kept nor late.
        let now = json!(work.now.to_string());
        return work.also(&CLOCK, &change.id, false, vec![("state", json!("void")), ("stopped_at", now)]);
    }
    if change.kind.name == work.kind.name && change.id == work.id {
        change.fields.into_iter().for_each(|field| work.set(&field.name, field.old));
        return Ok(());
    }
    let fields = change.fields.iter().map(|field| (field.name.as_str(), field.old.clone())).collect();
    work.also(change.kind, &change.id, false, fields)
}

fn no(message: impl Into<String>) -> Refusal {
    Refusal::new("not_undoable", message)
}

fn reversal(seat: &Seat, tx: &Tx<'_>, actor: &Actor, now: Timestamp, kind: &'static Kind, id: &str) -> Result<Reversal, Refusal> {
    let entry = last_step(tx, kind, id)?.ok_or_else(|| no("没有可以撤回的步骤"))?;
    own_and_fresh(seat, &entry, actor, now)?;
    may_be_reversed(kind, &entry, actor)?;
    let following = following(tx, &entry)?;
    let mut changes = Vec::new();
    for each in std::iter::once(&entry).chain(&following) {
        for change in &each.body.changes {
            take_in(tx, &mut changes, change)?;
        }
    }
    for change in &changes {
        stands_as_left(tx, change, following.last().unwrap_or(&entry))?;
    }
    Ok(Reversal { entry, changes })
}

/// The last thing done to a record: a step of its flow, or a step taken back.
fn last_step(tx: &Tx<'_>, kind: &'static Kind, id: &str) -> Result<Option<Entry>, Refusal> {
    let tail = format!("record = ?1 ORDER BY hlc DESC, seq DESC LIMIT {RECENT}");
    let entries = tx.entries(&tail, &[id.into()])?;
    let step = |entry: &Entry| entry.body.kind == kind.name && (entry.body.event == UNDO || kind.steps(&entry.body.event).next().is_some());
    Ok(entries.into_iter().find(step))
}

fn own_and_fresh(seat: &Seat, entry: &Entry, actor: &Actor, now: Timestamp) -> Result<(), Refusal> {
    let body = &entry.body;
    if body.event == UNDO {
        return Err(no("上一步已经撤回。要再改，请按流程再做一步"));
    }
    if body.actor != actor.id {
        return Err(no("最近一步不是您做的，只能撤回自己刚做的一步"));
    }
    if (&body.at.device, body.at.epoch) != (&seat.device, seat.epoch) {
        return Err(no("最近一步是在另一台电脑上做的，不能在这里撤回"));
    }
    let age = now.as_millisecond() - body.wall_ms;
    if !(0..=i64::try_from(WITHIN.as_millis()).unwrap_or(0)).contains(&age) {
        return Err(no("最近一步已超过 10 分钟，不能撤回。要改正，请按流程再做一步并写明原因"));
    }
    if body.cause.is_some() {
        return Err(no("这一步是随另一步发生的，请到那一条记录上撤回"));
    }
    Ok(())
}

/// Slips of the hand are taken back; a birth, a decision, a paper or a part of a larger operation is not.
fn may_be_reversed(kind: &'static Kind, entry: &Entry, actor: &Actor) -> Result<(), Refusal> {
    let creates = entry.body.changes.iter().any(|change| change.new && change.id == entry.body.record);
    if creates {
        return Err(no(format!("新登记的{}不能撤回，可以按流程撤销", kind.label)));
    }
    let step = step_of(kind, entry).ok_or_else(|| no("这一步不能撤回"))?;
    if step.internal || !step.by.contains(&actor.role) {
        return Err(no(format!("“{}”不能在这里撤回", step.label)));
    }
    if !step.issues.is_empty() {
        return Err(no(format!("“{}”已经出具了通知书，不能撤回。请把通知书作废后重新出具", step.label)));
    }
    let decided = step.by.iter().all(|role| DECIDERS.contains(role));
    if step.grave || decided {
        return Err(no(format!("“{}”是不能撤回的决定，要改正请按流程再做一步", step.label)));
    }
    Ok(())
}

/// The row of the state table that the entry went by.
fn step_of(kind: &'static Kind, entry: &Entry) -> Option<&'static Step> {
    let own = entry.body.changes.iter().find(|change| change.id == entry.body.record);
    let left = own.and_then(|change| change.fields.iter().find(|field| field.field == "state")).and_then(|field| field.old.as_str());
    let mut steps = kind.steps(&entry.body.event).filter(|step| !step.creates());
    match left {
        Some(state) => steps.find(|step| step.from.contains(&state)),
        // The state stayed: the rows of the event that keep it are alike but for where they start.
        None => steps.next(),
    }
}

/// What the step caused, in the same transaction: the entries that stand behind it without a gap.
fn following(tx: &Tx<'_>, entry: &Entry) -> Result<Vec<Entry>, Refusal> {
    let at = &entry.body.at;
    let behind = tx.chain_page(&at.device, at.epoch, at.seq, MOST_FOLLOWING)?;
    let mut known = vec![at.seq];
    let mut caused = Vec::new();
    for next in behind {
        if !next.body.cause.is_some_and(|cause| known.contains(&cause)) || next.body.event == UNDO {
            return Ok(caused);
        }
        known.push(next.body.at.seq);
        caused.push(next);
    }
    if caused.len() < MOST_FOLLOWING as usize { Ok(caused) } else { Err(no("这一步牵连的记录太多，不能撤回")) }
}

/// Adds the changes of a record to those known: the first old and the last new count.
fn take_in(tx: &Tx<'_>, all: &mut Vec<Change>, change: &RecordChange) -> Result<(), Refusal> {
    let kind = registry::kind(&change.kind)?;
    if change.new && kind.name != CLOCK.name {
        let left = if kind.name == "notice" { "已经出具了通知书" } else { "已经生成了新的记录" };
        return Err(no(format!("这一步{left}（{}），不能撤回", kind.label)));
    }
    let at = match all.iter().position(|known| known.kind.name == kind.name && known.id == change.id) {
        Some(at) => at,
        None => {
            all.push(Change { kind, id: change.id.clone(), new: change.new, fields: Vec::new() });
            all.len() - 1
        }
    };
    for field in &change.fields {
        let (old, new) = (tx.open_sealed(&field.old)?, tx.open_sealed(&field.new)?);
        match all[at].fields.iter_mut().find(|known| known.name == field.field) {
            Some(known) => known.new = new,
            None => all[at].fields.push(Before { name: field.field.clone(), old, new }),
        }
    }
    Ok(())
}

/// Nobody has touched the record since, here or on another seat.
fn stands_as_left(tx: &Tx<'_>, change: &Change, last: &Entry) -> Result<(), Refusal> {
    let later = "SELECT count(*) FROM ledger_entry WHERE record = ?1 AND hlc > ?2 AND changes <> '[]'";
    let later = tx.count(later, &[change.id.as_str().into(), json!(last.body.hlc.0)])?;
    let record: Row = tx.record(registry::shape(change.kind), &change.id)?.unwrap_or_default();
    let stands = |field: &Before| record.get(&field.name).unwrap_or(&Value::Null) == &field.new;
    if later > 0 || !change.fields.iter().all(stands) {
        return Err(no("这一步之后又有改动，不能撤回"));
    }
    Ok(())
}
