//! The one door: permit → load → flow → guard → apply → clocks → index → ledger entry.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::Value;
use shounuo_ledger::{Body, Entry, FieldChange, Hlc, Position, RecordChange, Tables, seal};
use shounuo_store::{Row, Tx};

use super::actor::{Actor, labels};
use super::flow::Step;
use super::kind::{Kind, Subject};
use super::refusal::Refusal;
use super::seat::Seat;
use super::tables::KindTables;
use super::work::Work;
use super::{clock, input, registry};

/// Version of the entries written now.
const ENTRY_VERSION: u16 = 1;

/// Something to be done: an event on a record, with its input.
#[derive(Clone)]
pub struct Deed {
    /// Kind of the record.
    pub kind: &'static Kind,
    /// The record; `None` to create one.
    pub id: Option<String>,
    /// The id the created record is to have; one is made when absent.
    pub new_id: Option<String>,
    /// Event name.
    pub event: String,
    /// Answers to what the step asks.
    pub input: Row,
    /// The version the person saw; another one stored is a conflict.
    pub seen: Option<i64>,
    /// Act as the app itself, by rule.
    pub by_rule: bool,
}

impl Deed {
    /// Creates a record.
    #[must_use]
    pub fn create(kind: &'static Kind, event: &str, input: Row) -> Deed {
        Deed { kind, id: None, new_id: None, event: event.into(), input, seen: None, by_rule: false }
    }

    /// An event on an existing record.
    #[must_use]
    pub fn on(kind: &'static Kind, id: &str, event: &str, input: Row) -> Deed {
        Deed { id: Some(id.into()), ..Deed::create(kind, event, input) }
    }

    /// Done by the app itself, because a rule says so.
    #[must_use]
    pub fn by_rule(self) -> Deed {
        Deed { by_rule: true, ..self }
    }
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// The record.
    pub id: String,
    /// Kinds whose records changed: screens refresh by them.
    pub kinds: BTreeSet<String>,
}

/// Does a deed and everything that follows from it, or nothing.
///
/// # Errors
/// The refusal, with the guard or the field. The caller's transaction must then be given up.
pub fn perform(seat: &Seat, tx: &Tx<'_>, actor: &Actor, now: Timestamp, deed: Deed) -> Result<Done, Refusal> {
    perform_because(seat, tx, actor, now, deed, None)
}

/// Sequence of this seat's last entry: what follows in the same transaction may name it as its cause.
///
/// # Errors
/// When the file fails.
pub fn last_sequence(seat: &Seat, tx: &Tx<'_>) -> Result<Option<u64>, Refusal> {
    Ok(tx.ledger_head(&seat.device, seat.epoch)?.map(|(head, _)| head.at.seq))
}

/// As [`perform`], for a deed that follows from the entry with sequence `cause` of this seat.
///
/// # Errors
/// As [`perform`].
pub fn perform_because(seat: &Seat, tx: &Tx<'_>, actor: &Actor, now: Timestamp, deed: Deed, cause: Option<u64>) -> Result<Done, Refusal> {
    let system = actor.system_after();
    let actor = if deed.by_rule { &system } else { actor };
    permit(actor, &deed)?;
    let before = load(tx, &deed)?;
    let step = choose(actor, &deed, before.as_ref())?;
    if step.again {
        actor.proven_now()?;
    }
    let id = deed.id.or(deed.new_id).unwrap_or_else(|| seat.new_id(now));
    let mut work = Work::new(tx, seat, actor, now, deed.kind, id, before);
    work_out(&mut work, step, deed.input)?;
    let entry = write(&mut work, step, cause)?;
    let mut done = Done { id: work.id, kinds: entry.body.changes.iter().map(|change| change.kind.clone()).collect() };
    for next in work.queue {
        done.kinds.extend(perform_because(seat, tx, actor, now, next, Some(entry.body.at.seq))?.kinds);
    }
    Ok(done)
}

/// The role is asked before the record: who may not, learns nothing of what exists.
fn permit(actor: &Actor, deed: &Deed) -> Result<(), Refusal> {
    let mut steps = deed.kind.steps(&deed.event).peekable();
    if steps.peek().is_none() {
        return Err(Refusal::new("unknown_event", format!("{}没有“{}”这一步", deed.kind.label, deed.event)));
    }
    let steps: Vec<&Step> = steps.collect();
    if steps.iter().any(|step| step.by.contains(&actor.role)) {
        return Ok(());
    }
    let who: Vec<_> = steps.iter().flat_map(|step| step.by.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect();
    Err(Refusal::not_allowed(format!("“{}”需要{}来做，您的岗位是{}", steps[0].label, labels(&who), actor.role.label())))
}

fn load(tx: &Tx<'_>, deed: &Deed) -> Result<Option<Row>, Refusal> {
    let Some(id) = &deed.id else { return Ok(None) };
    let record = tx.record(registry::shape(deed.kind), id)?.ok_or_else(Refusal::not_found)?;
    let stored = record.get("version").and_then(Value::as_i64);
    if deed.seen.is_some() && deed.seen != stored {
        return Err(Refusal {
            retryable: true,
            ..Refusal::new("conflict", "这条记录刚被别人改过。您填写的内容还在，请看过新内容后再提交")
        });
    }
    Ok(Some(record))
}

fn choose(actor: &Actor, deed: &Deed, before: Option<&Row>) -> Result<&'static Step, Refusal> {
    let state = before.and_then(|row| row.get("state")).and_then(Value::as_str);
    let fits = |step: &&'static Step| match state {
        Some(state) => step.from.contains(&state),
        None => step.creates(),
    };
    let step = deed.kind.steps(&deed.event).find(fits).ok_or_else(|| wrong_state(deed, state))?;
    if step.by.contains(&actor.role) {
        Ok(step)
    } else {
        Err(Refusal::not_allowed(format!("“{}”需要{}来做", step.label, labels(step.by))))
    }
}

fn wrong_state(deed: &Deed, state: Option<&str>) -> Refusal {
    let label = deed.kind.steps(&deed.event).next().map_or("", |step| step.label);
    match state {
        Some(state) => Refusal::new("wrong_state", format!("{}现在是“{}”，不能“{label}”", deed.kind.label, deed.kind.state_label(state))),
        None => Refusal::new("wrong_state", format!("“{label}”要在已有的{}上做", deed.kind.label)),
    }
}

fn work_out(work: &mut Work<'_>, step: &'static Step, given: Row) -> Result<(), Refusal> {
    for guard in step.guards {
        (guard.test)(work).map_err(|no| Refusal { guard: Some(guard.name.into()), ..no })?;
    }
    work.input = input::checked(work.tx, step.asks, given)?;
    let to = if step.to.is_empty() && step.creates() { work.kind.states.first().map_or("", |state| state.name) } else { step.to };
    if !to.is_empty() {
        work.set("state", to);
    }
    if step.creates() && !work.kind.prefix.is_empty() {
        let number = work.seat.next_number(work.tx, work.kind.name, work.kind.prefix)?;
        work.set("number", number);
    }
    let own: Vec<(String, Value)> =
        work.input.iter().filter(|(name, _)| work.kind.field(name).is_some()).map(|(n, v)| (n.clone(), v.clone())).collect();
    for (name, value) in own {
        work.set(&name, value);
    }
    if let Some(effect) = step.effect {
        effect(work)?;
    }
    for what in step.issues {
        issue(work, what)?;
    }
    clock::tick(work, step)
}

/// Has a paper on the record issued after this step.
fn issue(work: &mut Work<'_>, what: &str) -> Result<(), Refusal> {
    let consumer = match work.kind.subject {
        Subject::In(field) => work.get(field).clone(),
        Subject::Itself | Subject::Nobody => Value::Null,
    };
    let fields = [
        ("what", Value::from(what)),
        ("about_kind", work.kind.name.into()),
        ("about_id", work.id.as_str().into()),
        ("case_id", case_of(work).map_or(Value::Null, Value::from)),
        ("consumer_id", consumer),
    ];
    let input = fields.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.to_owned(), value)).collect();
    work.then(Deed::create(registry::kind("notice")?, "issue", input).by_rule());
    Ok(())
}

/// The case in whose timeline the record's events stand: itself, or the one it belongs to.
fn case_of(work: &Work<'_>) -> Option<String> {
    if work.kind.case.is_some() {
        return Some(work.id.clone());
    }
    work.record.get("case_id").and_then(Value::as_str).map(str::to_owned)
}

fn write(work: &mut Work<'_>, step: &Step, cause: Option<u64>) -> Result<Entry, Refusal> {
    let changes = std::mem::take(&mut work.changes);
    let case = case_of(work);
    let asked = sealed_answers(work, step)?;
    let event = Event { kind: work.kind, record: work.id.clone(), case, event: step.event, asked, cause };
    append(work.tx, work.seat, work.actor, work.now, event, changes)
}

/// What an entry says besides its changes.
pub(super) struct Event {
    pub kind: &'static Kind,
    pub record: String,
    pub case: Option<String>,
    pub event: &'static str,
    pub asked: Value,
    pub cause: Option<u64>,
}

/// Writes the changes into the tables and the entry into the ledger.
pub(super) fn append(
    tx: &Tx<'_>,
    seat: &Seat,
    actor: &Actor,
    now: Timestamp,
    event: Event,
    changes: Vec<RecordChange>,
) -> Result<Entry, Refusal> {
    let head = tx.ledger_head(&seat.device, seat.epoch)?;
    let (seq, prev) = head.map_or((1, String::new()), |(head, _)| (head.at.seq + 1, head.hash));
    let mut plain = Vec::with_capacity(changes.len());
    let mut sealed = Vec::with_capacity(changes.len());
    for change in changes.into_iter().filter(|change| change.new || !change.fields.is_empty()) {
        sealed.push(seal_personal(tx, seat, &change)?);
        plain.push(change);
    }
    let body = Body {
        version: ENTRY_VERSION,
        at: Position { device: seat.device.clone(), epoch: seat.epoch, seq },
        hlc: Hlc::tick(tx.latest_hlc()?, u64::try_from(now.as_millisecond()).unwrap_or(0)),
        wall_ms: now.as_millisecond(),
        actor: actor.id.clone(),
        via: actor.via.into(),
        kind: event.kind.name.into(),
        record: event.record,
        case: event.case,
        event: event.event.into(),
        asked: event.asked,
        changes: sealed,
        cause: event.cause,
    };
    let entry = seal(body, prev).map_err(shounuo_store::StoreError::from)?;
    for change in &plain {
        let values: Vec<(&str, Value)> = change.fields.iter().map(|field| (field.field.as_str(), field.new.clone())).collect();
        KindTables::of(tx).write(&entry, change, &values)?;
    }
    tx.append_entry(&entry)?;
    Ok(entry)
}

fn seal_personal(tx: &Tx<'_>, seat: &Seat, change: &RecordChange) -> Result<RecordChange, Refusal> {
    let kind = registry::kind(&change.kind)?;
    let personal = |field: &FieldChange| kind.field(&field.field).is_some_and(|declared| declared.personal);
    if !change.fields.iter().any(personal) {
        return Ok(change.clone());
    }
    let person = subject_of(tx, kind, change)?;
    let subject = readable(tx, Some(&person), &change.id)?;
    let mut out = change.clone();
    for field in out.fields.iter_mut().filter(|field| personal(field)) {
        // What was there is the person's: when they were erased just now, it must not come back under another key.
        field.old = tx.seal(&seat.device, &person, &field.old)?;
        field.new = tx.seal(&seat.device, &subject, &field.new)?;
    }
    Ok(out)
}

/// The person a record is about; the record itself when it names nobody.
fn subject_of(tx: &Tx<'_>, kind: &'static Kind, change: &RecordChange) -> Result<String, Refusal> {
    let Subject::In(name) = kind.subject else { return Ok(change.id.clone()) };
    let fresh = change.fields.iter().find(|field| field.field == name).map(|field| field.new.clone());
    let person = match fresh {
        Some(person) => person,
        None if change.new => Value::Null,
        None => tx.record_value(registry::shape(kind), &change.id, name)?,
    };
    Ok(person.as_str().unwrap_or(&change.id).to_owned())
}

/// Under whose key new words go: those of an erased person under the record's own, so that they can be read, and erased, on
/// their own.
fn readable(tx: &Tx<'_>, person: Option<&str>, record: &str) -> Result<String, Refusal> {
    match person {
        Some(person) if !tx.is_erased(person)? => Ok(person.to_owned()),
        _ => Ok(record.to_owned()),
    }
}

/// Under whose key words about a record go, when they are no field of it: those of the person it is about.
///
/// # Errors
/// When the file fails.
pub fn key_for_words(tx: &Tx<'_>, kind: &'static Kind, id: &str) -> Result<String, Refusal> {
    let person = match kind.subject {
        Subject::In(field) => tx.record_value(registry::shape(kind), id, field)?,
        Subject::Itself | Subject::Nobody => Value::Null,
    };
    readable(tx, person.as_str(), id)
}

fn sealed_answers(work: &Work<'_>, step: &Step) -> Result<Value, Refusal> {
    let subject = match work.kind.subject {
        Subject::In(name) => readable(work.tx, work.get(name).as_str(), &work.id)?,
        Subject::Itself | Subject::Nobody => work.id.clone(),
    };
    let mut out = Row::new();
    for (name, value) in &work.input {
        let declared = step.asks.iter().find(|field| field.name == name.as_str());
        // What became a field of this or another record stands among the changes already.
        if declared.is_some_and(|field| field.carried) || work.kind.field(name).is_some() {
            continue;
        }
        let personal = declared.is_some_and(|field| field.personal);
        out.insert(name.clone(), if personal { work.tx.seal(&work.seat.device, &subject, value)? } else { value.clone() });
    }
    Ok(Value::Object(out))
}

/// Something that was looked at or taken out.
pub struct Access<'a> {
    /// Kind of the record.
    pub kind: &'static Kind,
    /// Its id.
    pub id: &'a str,
    /// `reveal`, `print`, `export`, `verify`.
    pub event: &'static str,
    /// What exactly, and why.
    pub what: Value,
}

/// Writes down that something was looked at: an entry without changes.
///
/// # Errors
/// When the file fails; then nothing may be shown.
pub fn note_access(seat: &Seat, tx: &Tx<'_>, actor: &Actor, now: Timestamp, access: Access<'_>) -> Result<(), Refusal> {
    let Access { kind, id, event, what } = access;
    let case = if kind.case.is_some() { Some(id.to_owned()) } else { None };
    let event = Event { kind, record: id.into(), case, event, asked: what, cause: None };
    append(tx, seat, actor, now, event, Vec::new()).map(drop)
}
