//! Personal values in the clear: one at a time, for a reason, written down before the value is read, and only so many an hour.
//! And what was looked at, taken out and refused, day by day, for those who answer for it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::Call;
use super::cases::name_of;
use crate::kernel::field::{Field, Mask};
use crate::kernel::kind::Kind;
use crate::kernel::perform::key_for_words;
use crate::kernel::work::{china_date, china_moment};
use crate::kernel::{Access, Actor, Refusal, Role, note_access, registry};

/// How many values a person may see in an hour.
const MOST: usize = 30;
/// How many a technician may see, of the cases in their own hands.
const MOST_OF_A_TECHNICIAN: usize = 10;
const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// Reveals that lie further ahead come of a clock that was wrong then: they count no more.
const CLOCK_WAS_WRONG: SignedDuration = SignedDuration::from_hours(24);
/// The longest summary.
const MOST_DAYS: u32 = 92;
const MOST_ENTRIES: u32 = 100_000;

/// One field to be seen.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RevealInput {
    /// Kind.
    pub kind: String,
    /// Id.
    pub id: String,
    /// Field.
    pub field: String,
    /// Why it has to be seen.
    pub reason: String,
}

/// A value in the clear.
#[derive(Serialize, Deserialize, TS)]
pub struct Revealed {
    /// The value; `None` when the field is empty.
    pub value: Option<String>,
    /// For how many seconds it may stand on a screen.
    pub seconds: u32,
}

/// For how many days, today included.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SummaryAsked {
    /// Days, 1 to 92.
    pub days: u32,
}

/// What one person looked at, took out and was refused on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccessDay {
    /// Calendar day in China.
    pub day: String,
    /// Name of the person.
    pub who: String,
    /// Personal values seen.
    pub reveals: u32,
    /// Tables taken out.
    pub exports: u32,
    /// Of these, with personal values in the clear.
    pub unmasked: u32,
    /// Tries at what they may not do.
    pub denied: u32,
}

/// The ledger is written and committed before the value is read: no entry, no value.
pub(super) fn reveal(call: &Call<'_>, asked: RevealInput) -> Result<Revealed, Refusal> {
    let (kind, actor) = (registry::kind(&asked.kind)?, call.actor()?);
    let reason = asked.reason.trim();
    if reason.chars().count() < 2 {
        return Err(Refusal::bad("reason", "请写明为什么要查看，至少两个字"));
    }
    let field = kind.field(&asked.field).filter(|field| is_masked(field)).ok_or_else(Refusal::not_found)?;
    call.write(|tx, shop| {
        let record = tx.record(registry::shape(kind), &asked.id)?.filter(|_| kind.seen_by.contains(&actor.role));
        may_see(tx, actor, kind, &record.ok_or_else(Refusal::not_found)?)?;
        within_limit(tx, actor, call.now)?;
        let what =
            json!({ "field": field.name, "reason": tx.seal(&shop.seat.device, &key_for_words(tx, kind, &asked.id)?, &json!(reason))? });
        note_access(&shop.seat, tx, actor, call.now, Access { kind, id: &asked.id, event: "reveal", what })
    })?;
    let value = call.read(|tx, _| Ok(tx.record_value(registry::shape(kind), &asked.id, field.name)?))?;
    let value = match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        structured => Some(structured.to_string()),
    };
    Ok(Revealed { value, seconds: 60 })
}

fn is_masked(field: &Field) -> bool {
    field.mask != Mask::Hidden && (field.mask != Mask::Open || field.personal)
}

/// A technician sees the person of a case in their own hands, as long as it is open.
fn may_see(tx: &Tx<'_>, actor: &Actor, kind: &Kind, record: &Row) -> Result<(), Refusal> {
    if actor.role != Role::Technician {
        return Ok(());
    }
    let id = record.get("id").cloned().unwrap_or_default();
    let case = if kind.case.is_some() { id.clone() } else { record.get("case_id").cloned().unwrap_or_default() };
    let sql = "SELECT count(*) FROM case_index WHERE owner = ?1 AND ended = 0 AND (id = ?2 OR consumer = ?3 OR \"order\" = ?3)";
    if tx.count(sql, &[actor.id.as_str().into(), case, id])? > 0 {
        return Ok(());
    }
    Err(Refusal::not_allowed("只能查看您负责、还没有办结的单里的个人信息；确有需要请单据的负责人或经理查看"))
}

fn within_limit(tx: &Tx<'_>, actor: &Actor, now: Timestamp) -> Result<(), Refusal> {
    let most = if actor.role == Role::Technician { MOST_OF_A_TECHNICIAN } else { MOST };
    let Some(opens) = opens_again(tx, actor, now, most)? else { return Ok(()) };
    let words = format!("一小时内最多查看 {most} 项个人信息，您已用完，{} 起可以再查看", china_moment(opens));
    Err(Refusal { retryable: true, ..Refusal::new("too_many", words) })
}

/// When the oldest of the last `most` reveals is an hour old; `None` when there is room now.
fn opens_again(tx: &Tx<'_>, actor: &Actor, now: Timestamp, most: usize) -> Result<Option<Timestamp>, Refusal> {
    let (from, to) = (now.saturating_sub(HOUR).unwrap_or(now), now.saturating_add(CLOCK_WAS_WRONG).unwrap_or(now));
    let sql = "SELECT wall_ms FROM ledger_entry WHERE hlc >= ?1 AND actor = ?2 AND event = 'reveal' AND wall_ms > ?3 AND wall_ms < ?4 \
               ORDER BY wall_ms DESC";
    let params = [hlc(from), actor.id.as_str().into(), from.as_millisecond().into(), to.as_millisecond().into()];
    let seen = tx.rows(sql, &params)?;
    let oldest = most.checked_sub(1).and_then(|last| seen.get(last)).and_then(|row| row.get("wall_ms")).and_then(Value::as_i64);
    Ok(oldest.and_then(|millis| Timestamp::from_millisecond(millis).ok()).and_then(|at| at.checked_add(HOUR).ok()))
}

/// The least hybrid time that an entry written at this moment can have.
fn hlc(at: Timestamp) -> Value {
    json!(at.as_millisecond().max(0) << 16)
}

/// What each person looked at, took out and was refused, the newest day first.
pub(super) fn summary(call: &Call<'_>, asked: SummaryAsked) -> Result<Vec<AccessDay>, Refusal> {
    let days = asked.days.clamp(1, MOST_DAYS);
    let first = call.today().saturating_sub(jiff::Span::new().days(i64::from(days - 1)));
    let since = call.now.saturating_sub(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(call.now);
    let tail = format!("hlc >= ?1 AND event IN ('reveal', 'export', 'denied') AND wall_ms >= ?2 ORDER BY hlc LIMIT {MOST_ENTRIES}");
    call.read(|tx, _| {
        let mut all: BTreeMap<(String, String), AccessDay> = BTreeMap::new();
        for entry in tx.entries(&tail, &[hlc(since), since.as_millisecond().into()])? {
            let day = china_date(Timestamp::from_millisecond(entry.body.wall_ms).unwrap_or(call.now));
            if day < first {
                continue;
            }
            let key = (day.to_string(), entry.body.actor.clone());
            let new = AccessDay { day: key.0.clone(), who: String::new(), reveals: 0, exports: 0, unmasked: 0, denied: 0 };
            add(all.entry(key).or_insert(new), &entry.body.event, &entry.body.asked);
        }
        all.into_iter().rev().map(|((_, actor), day)| Ok(AccessDay { who: name_of(tx, Some(&actor))?.unwrap_or(actor), ..day })).collect()
    })
}

fn add(day: &mut AccessDay, event: &str, asked: &Value) {
    match event {
        "reveal" => day.reveals += 1,
        "export" => {
            day.exports += 1;
            day.unmasked += u32::from(asked.get("unmasked") == Some(&Value::Bool(true)));
        }
        _ => {
            let more = asked.get("more").and_then(Value::as_u64).and_then(|more| u32::try_from(more).ok()).unwrap_or(0);
            day.denied = day.denied.saturating_add(more.saturating_add(1));
        }
    }
}
