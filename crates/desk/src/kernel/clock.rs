//! Deadlines. A clock is a record like any other, started and stopped by the events of a case, so that it is in the
//! ledger and comes back from it. Whether it is late is never stored: it follows from the times.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::actor::{EVERYONE, Role};
use super::field::{choice, instant, text};
use super::flow::{ClockRule, Lane, State, Step, ended, open};
use super::kind::{Kind, Subject};
use super::refusal::Refusal;
use super::registry;
use super::work::{Work, parse};

const LANES: &[(&str, &str)] = &[("law", "法"), ("platform", "平"), ("promise", "诺")];
const STATES: &[State] = &[open("running", "进行中"), ended("stopped", "已停")];
const FLOW: &[Step] = &[];
const SEEN_BY: &[Role] = EVERYONE;

/// 时限 (capabilities 3.3). Started and stopped by the kernel alone.
pub static CLOCK: Kind = Kind {
    name: "clock",
    label: "时限",
    prefix: "",
    fields: &[
        text("case_id", "售后单"),
        text("code", "代码"),
        text("label", "时限"),
        choice("lane", "道", LANES),
        text("clause", "依据"),
        text("at_zero", "到期后果"),
        instant("started_at", "开始").guarded(),
        instant("due_at", "到期").guarded(),
        instant("stopped_at", "停止").guarded(),
    ],
    states: STATES,
    flow: FLOW,
    case: None,
    subject: Subject::Nobody,
    seen_by: SEEN_BY,
};

/// A deadline as the screens show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClockView {
    /// Short name within the kind.
    pub code: String,
    /// 中文 label.
    pub label: String,
    /// Lane.
    pub lane: Lane,
    /// What it rests on.
    pub clause: String,
    /// What happens when it runs out.
    pub at_zero: String,
    /// Start, UTC.
    pub started_at: String,
    /// Due, UTC.
    pub due_at: String,
    /// Stop, UTC; `None` while it runs.
    pub stopped_at: Option<String>,
    /// Ran out before it was stopped (or before now): stays so for ever.
    #[serde(default)]
    pub late: bool,
}

/// All clocks of a case, running ones first, by due time.
///
/// # Errors
/// When the file fails.
pub fn clocks_of(tx: &Tx<'_>, case: &str, now: Timestamp) -> Result<Vec<ClockView>, Refusal> {
    let rows = tx.records(registry::shape(&CLOCK), "case_id = ?1 ORDER BY stopped_at IS NOT NULL, due_at, id", &[case.into()])?;
    rows.iter().map(|row| parse::<ClockView>(row).map(|clock| ClockView { late: is_late(&clock, now), ..clock })).collect()
}

fn is_late(clock: &ClockView, now: Timestamp) -> bool {
    let end = clock.stopped_at.as_deref().and_then(|text| text.parse().ok()).unwrap_or(now);
    clock.due_at.parse::<Timestamp>().is_ok_and(|due| due < end)
}

/// Starts and stops the clocks of a step. A clock that a step both stops and starts is set anew, and only if there is a new
/// limit: otherwise it runs on.
pub(super) fn tick(work: &mut Work<'_>, starts: &[ClockRule], stops: &[&str]) -> Result<(), Refusal> {
    let mut dues = Vec::with_capacity(starts.len());
    for rule in starts {
        dues.push((rule, (rule.due)(work)?));
    }
    let runs_on = |code: &str| dues.iter().any(|(rule, due)| rule.code == code && due.is_none());
    let stopped: Vec<&str> = stops.iter().copied().filter(|code| !runs_on(code)).collect();
    for row in running(work, &stopped)? {
        let Some(id) = row.get("id").and_then(Value::as_str) else { continue };
        let fields = vec![("state", json!("stopped")), ("stopped_at", json!(work.now.to_string()))];
        work.also(&CLOCK, id, false, fields)?;
    }
    for (rule, due) in dues {
        if let Some(due) = due {
            start(work, rule, due)?;
        }
    }
    Ok(())
}

fn running(work: &Work<'_>, stops: &[&str]) -> Result<Vec<Row>, Refusal> {
    if stops.is_empty() {
        return Ok(Vec::new());
    }
    let rows = work.tx.records(registry::shape(&CLOCK), "case_id = ?1 AND stopped_at IS NULL ORDER BY id", &[work.id.as_str().into()])?;
    let meant = |row: &Row| stops.contains(&"*") || row.get("code").and_then(Value::as_str).is_some_and(|code| stops.contains(&code));
    Ok(rows.into_iter().filter(meant).collect())
}

fn start(work: &mut Work<'_>, rule: &ClockRule, due: Timestamp) -> Result<(), Refusal> {
    let id = work.seat.new_id(work.now);
    let fields = vec![
        ("state", json!("running")),
        ("case_id", json!(work.id)),
        ("code", json!(rule.code)),
        ("label", json!(rule.label)),
        ("lane", json!(rule.lane.name())),
        ("clause", json!(rule.clause)),
        ("at_zero", json!(rule.at_zero)),
        ("started_at", json!(work.now.to_string())),
        ("due_at", json!(due.to_string())),
    ];
    work.also(&CLOCK, &id, true, fields)
}
