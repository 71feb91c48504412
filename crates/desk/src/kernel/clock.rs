//! Deadlines. A clock is a record like any other, started and stopped by the events of a case, so that it is in the
//! ledger and comes back from it. Whether it is late is never stored: it follows from the times.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::actor::COUNTER;
use super::field::{Field, choice, date, instant, long_text, text};
use super::flow::{ClockRule, Lane, State, Step, ended, on, open};
use super::kind::{Kind, PLAIN};
use super::refusal::Refusal;
use super::registry;
use super::work::{Work, china, parse};

const LANES: &[(&str, &str)] = &[("law", "法"), ("platform", "平"), ("promise", "诺")];
const STATES: &[State] = &[open("running", "进行中"), ended("stopped", "已停"), ended("void", "作废")];
const FLOW: &[Step] = &[];

/// 时限 (capabilities 3.3). Started and stopped by the kernel alone.
pub static CLOCK: Kind = Kind {
    name: "clock",
    label: "时限",
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
        text("extends", "接续的时限"),
        long_text("reason", "延期原因"),
        text("told", "告知消费者"),
    ],
    states: STATES,
    flow: FLOW,
    remarks: &[
        "能力说明 3.3 的“按时、已超时、超时完成”不存为状态：是否超时由起止时间算出，因此事后怎么做都改不掉。",
        "延期不改原时限：原时限停在延期时，按时或超时照旧，另起一条同名时限。只有本店承诺的时限可以延，法定和平台的不能。",
        "撤销一步时，那一步所起的时限作废（void），不计超时；所停的时限接着走。",
    ],
    ..PLAIN
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
    /// Of a limit that was extended: why.
    pub reason: Option<String>,
    /// Of a limit that was extended: how the consumer was told.
    pub told: Option<String>,
    /// The step that started it was taken back: it counts as neither kept nor late.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub void: bool,
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
    rows.iter().map(|row| view(row, now)).collect()
}

fn view(row: &Row, now: Timestamp) -> Result<ClockView, Refusal> {
    let (clock, void) = (parse::<ClockView>(row)?, row.get("state") == Some(&json!("void")));
    Ok(ClockView { void, late: !void && is_late(&clock, now), ..clock })
}

fn is_late(clock: &ClockView, now: Timestamp) -> bool {
    let end = clock.stopped_at.as_deref().and_then(|text| text.parse().ok()).unwrap_or(now);
    clock.due_at.parse::<Timestamp>().is_ok_and(|due| due < end)
}

/// Starts and stops the clocks of a step. A clock that a step both stops and starts is set anew, and only if there is a new
/// limit: otherwise it runs on.
pub(super) fn tick(work: &mut Work<'_>, step: &Step) -> Result<(), Refusal> {
    let mut dues = Vec::with_capacity(step.starts.len());
    for rule in step.starts {
        dues.push((rule, (rule.due)(work)?));
    }
    let runs_on = |code: &str| dues.iter().any(|(rule, due)| rule.code == code && due.is_none());
    let stopped: Vec<&str> = step.stops.iter().filter(|code| !runs_on(code)).chain(step.resets).copied().collect();
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
        // What came here after its limit had run out is late from then on, not from now: the limit itself is told as it was.
        ("started_at", json!(work.now.min(due).to_string())),
        ("due_at", json!(due.to_string())),
    ];
    work.also(&CLOCK, &id, true, fields)
}

const CODE: Field = text("clock", "时限").required().help("要延期的时限的代码，见右侧时限");
const NEW_DUE: Field = date("new_due", "延至").required().help("到这一天的 24:00");
const REASON: Field = long_text("extension_reason", "延期原因").required();
const TOLD: Field = text("told", "怎样告知了消费者").required().help("如 平台留言、电话；没有告知不能延期");

/// 延期 (capabilities 3.3, 002 9.2.4): a promised time is put off with a reason and the consumer told. The first limit keeps
/// what it was, late or not; a second one of the same code follows it. Limits of law and platform are not ours to move.
#[must_use]
pub const fn extension(from: &'static [&'static str]) -> Step {
    on("extend", "延期").from(from).by(COUNTER).asks(&[CODE, NEW_DUE, REASON, TOLD]).then(extend).cites("002 9.2.4")
}

fn extend(work: &mut Work<'_>) -> Result<(), Refusal> {
    let code = work.asked("clock").to_owned();
    let running = running(work, &[code.as_str()])?;
    let Some(old) = running.first() else {
        return Err(Refusal::bad("clock", "没有这个正在走的时限，请看右侧时限的名称"));
    };
    let of = |field: &str| old.get(field).cloned().unwrap_or(Value::Null);
    if of("lane") != json!(Lane::Promise.name()) {
        return Err(Refusal::bad("clock", "法定时限和平台时限不能自己延期，只能延本店承诺的时限"));
    }
    let due = end_of_day(work.asked("new_due"))?;
    if of("due_at").as_str().and_then(|text| text.parse().ok()).is_some_and(|was: Timestamp| due <= was) || due <= work.now {
        return Err(Refusal::bad("new_due", "新的时限要晚于原来的时限，也要晚于现在"));
    }
    let old_id = of("id").as_str().unwrap_or_default().to_owned();
    let now = json!(work.now.to_string());
    let (reason, told) = (json!(work.asked("extension_reason")), json!(work.asked("told")));
    work.also(&CLOCK, &old_id, false, vec![("state", json!("stopped")), ("stopped_at", now.clone())])?;
    let same = ["case_id", "code", "label", "lane", "clause", "at_zero"];
    let mut fields: Vec<(&str, Value)> = same.into_iter().map(|field| (field, of(field))).collect();
    fields.extend([("state", json!("running")), ("started_at", now), ("due_at", json!(due.to_string()))]);
    fields.extend([("extends", json!(old_id)), ("reason", reason), ("told", told)]);
    let id = work.seat.new_id(work.now);
    work.also(&CLOCK, &id, true, fields)
}

/// A day limit ends at 24:00 of its last day, Beijing time.
///
/// # Errors
/// When the text is no calendar date.
pub fn end_of_day(day: &str) -> Result<Timestamp, Refusal> {
    let end = |day: Date| day.tomorrow().ok()?.to_zoned(china()).ok().map(|end| end.timestamp());
    day.parse().ok().and_then(end).ok_or_else(|| Refusal::new("bad_facts", "日期无法识别，请写成 2026-03-05"))
}
