//! 维修台: one unit large, the next ones small, and what a scan at the bench means.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_rules::DayCount;
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::Call;
use super::records::{ListRow, list_row};
use crate::capabilities::attachment::ATTACHMENT;
use crate::capabilities::goods::SERIAL_UNIT;
use crate::capabilities::repair::{OPEN, REPAIR, REPAIR_PART, corrected, cover_of, days_of, next_step};
use crate::kernel::actor::Role;
use crate::kernel::clock::{ClockView, clocks_of};
use crate::kernel::view::{RecordView, record_view};
use crate::kernel::{Actor, Refusal, registry};

/// Small cards below the large one.
const CARDS: usize = 5;

/// Which unit is to lie on the bench; the nearest limit when none is named.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct BenchAsked {
    /// Id of an order.
    pub id: Option<String>,
}

/// A unit in a small card.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BenchCard {
    /// Id of the order.
    pub id: String,
    /// Its number.
    pub number: String,
    /// What it is.
    pub title: String,
    /// State.
    pub state: String,
    /// 中文 state.
    pub state_label: String,
    /// Where it lies.
    pub shelf: Option<String>,
    /// Nearest limit, UTC.
    pub due_at: Option<String>,
    /// Nobody has it yet.
    pub unclaimed: bool,
}

/// The unit on the bench.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BenchUnit {
    /// The order: fields, buttons.
    pub record: RecordView,
    /// Line that names it.
    pub title: String,
    /// The event that comes next; absent when it is not the bench's turn.
    pub next: Option<String>,
    /// Its days by cause.
    pub days: DayCount,
    /// How often it was repaired free within its period before; `None` when that cannot be told.
    pub repaired_before: Option<usize>,
    /// Days since it was last handed back after a repair.
    pub days_since_last: Option<i64>,
    /// Its limits, running ones first.
    pub clocks: Vec<ClockView>,
    /// Its parts, newest first.
    pub parts: Vec<ListRow>,
    /// The photo of the intake that has a small picture: id of the attachment.
    pub photo: Option<String>,
}

/// The bench.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Bench {
    /// The unit in hand; `None` when nothing is to be done.
    pub unit: Option<BenchUnit>,
    /// The next ones, nearest limit first.
    pub next: Vec<BenchCard>,
    /// How many more there are.
    pub more: usize,
}

/// A code that was read, and the unit in hand.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct BenchScan {
    /// The code.
    pub code: String,
    /// Id of the order on the bench.
    pub id: Option<String>,
}

/// What a code means at the bench.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "means", rename_all = "snake_case")]
pub enum ScanMeans {
    /// This order is to be laid on the bench.
    Order {
        /// Its id.
        id: String,
    },
    /// A unit without an open order: its passport.
    Unit {
        /// Its id.
        id: String,
    },
    /// A part of the order in hand: this event books it.
    Part {
        /// Id of the part's record.
        id: String,
        /// `arrive` or `install`.
        event: String,
        /// What is said when it is done.
        words: String,
    },
    /// Nothing known here, in words.
    Nothing {
        /// Why, and what to do.
        words: String,
    },
}

pub(super) fn show(call: &Call<'_>, asked: BenchAsked) -> Result<Bench, Refusal> {
    let actor = call.actor()?;
    call.read(|tx, shop| {
        let mut cards = cards(tx, actor)?;
        let wanted = asked.id.as_deref().filter(|id| !id.is_empty());
        let id = match wanted {
            Some(id) => Some(id.to_owned()),
            None => cards.first().map(|card| card.id.clone()),
        };
        cards.retain(|card| Some(&card.id) != id.as_ref());
        let more = cards.len().saturating_sub(CARDS);
        cards.truncate(CARDS);
        let unit = id.map(|id| {
            let record = record_view(&shop.seat, tx, actor, call.now, &REPAIR, &id)?;
            unit(tx, record, call)
        });
        Ok(Bench { unit: unit.transpose()?, next: cards, more })
    })
}

/// Open orders that the bench can go on with: mine and those nobody has; all for those who decide. Waiting ones stand last.
fn cards(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<BenchCard>, Refusal> {
    let states = OPEN.iter().map(|state| format!("'{state}'")).collect::<Vec<_>>().join(",");
    let mine = if actor.role == Role::Technician { "AND (owner = ?1 OR owner IS NULL)" } else { "AND ?1 IS NOT NULL" };
    let order = "ORDER BY state IN ('ready', 'returning', 'unrepairable'), state = 'waiting_parts', \
                 (SELECT min(due_at) FROM clock WHERE clock.case_id = repair.id AND stopped_at IS NULL) IS NULL, \
                 (SELECT min(due_at) FROM clock WHERE clock.case_id = repair.id AND stopped_at IS NULL), sent_in, id";
    let rows = tx.records(registry::shape(&REPAIR), &format!("state IN ({states}) {mine} {order}"), &[actor.id.as_str().into()])?;
    rows.iter().map(|row| card(tx, row)).collect()
}

fn card(tx: &Tx<'_>, row: &Row) -> Result<BenchCard, Refusal> {
    let id = of(row, "id").unwrap_or_default();
    let due = tx.value("SELECT min(due_at) FROM clock WHERE case_id = ?1 AND stopped_at IS NULL", &[json!(id)])?;
    let state = of(row, "state").unwrap_or_default();
    Ok(BenchCard {
        number: of(row, "number").unwrap_or_default(),
        title: title(row),
        state_label: REPAIR.state_label(&state).to_owned(),
        state,
        shelf: of(row, "shelf"),
        due_at: due.as_str().map(str::to_owned),
        unclaimed: of(row, "owner").is_none(),
        id,
    })
}

fn unit(tx: &Tx<'_>, record: RecordView, call: &Call<'_>) -> Result<BenchUnit, Refusal> {
    let today = call.today();
    let row = tx.record(registry::shape(&REPAIR), &record.id)?.ok_or_else(Refusal::not_found)?;
    let row = corrected(tx, row)?;
    let cover = cover_of(tx, &row, today)?;
    let sent_in: Option<Date> = of(&row, "sent_in").and_then(|day| day.parse().ok());
    let before = |one: &&shounuo_rules::CountedRepair| sent_in.is_none_or(|sent_in| one.out <= sent_in);
    let last = cover.iter().flat_map(|cover| &cover.counted).filter(before).map(|one| one.out).max();
    let parts =
        tx.records(registry::shape(&REPAIR_PART), "case_id = ?1 ORDER BY created_ms DESC, id DESC LIMIT 20", &[json!(record.id)])?;
    Ok(BenchUnit {
        title: title(&row),
        next: next_step(&row).map(str::to_owned),
        days: days_of(tx, &row, today)?,
        repaired_before: cover.as_ref().map(|cover| cover.counted.iter().filter(before).count()),
        days_since_last: last.zip(sent_in).map(|(out, sent_in)| i64::from((sent_in - out).get_days())),
        clocks: clocks_of(tx, &record.id, call.now)?,
        parts: parts.into_iter().map(|row| list_row(&REPAIR_PART, row)).collect(),
        photo: photo(tx, &record.id)?,
        record,
    })
}

/// The first photo of the intake that has a small picture: only that is seen without a note in the ledger.
fn photo(tx: &Tx<'_>, order: &str) -> Result<Option<String>, Refusal> {
    let of_order = "case_id = ?1 AND role = 'intake' AND state = 'added' AND thumb IS NOT NULL ORDER BY created_ms, id LIMIT 1";
    let rows = tx.records(registry::shape(&ATTACHMENT), of_order, &[json!(order)])?;
    Ok(rows.first().and_then(|row| of(row, "id")))
}

pub(super) fn scan(call: &Call<'_>, scan: BenchScan) -> Result<ScanMeans, Refusal> {
    let code = scan.code.trim();
    if code.is_empty() {
        return Err(Refusal::bad("code", "没有读到内容，请再扫一次"));
    }
    call.read(|tx, _| {
        if let Some(order) = scan.id.as_deref()
            && let Some(part) = part(tx, order, code)?
        {
            return Ok(part);
        }
        match order(tx, code)? {
            Some(means) => Ok(means),
            None => Ok(ScanMeans::Nothing { words: "读到的码不是维修单、机号，也不是手上这台的配件".into() }),
        }
    })
}

/// A number on a label, or the serial on the unit itself.
fn order(tx: &Tx<'_>, code: &str) -> Result<Option<ScanMeans>, Refusal> {
    let by_number = tx.records(registry::shape(&REPAIR), "number = upper(?1) LIMIT 1", &[code.into()])?;
    if let Some(id) = by_number.first().and_then(|row| of(row, "id")) {
        return Ok(Some(ScanMeans::Order { id }));
    }
    let units = tx.records(registry::shape(&SERIAL_UNIT), "serial = ?1 COLLATE NOCASE ORDER BY created_ms DESC LIMIT 1", &[code.into()])?;
    let Some(unit) = units.first().and_then(|row| of(row, "id")) else { return Ok(None) };
    let orders = tx.records(registry::shape(&REPAIR), "serial_unit_id = ?1 ORDER BY sent_in DESC, id DESC", &[json!(unit)])?;
    let open = orders.iter().find(|row| of(row, "state").is_some_and(|state| OPEN.contains(&state.as_str())));
    Ok(Some(open.and_then(|row| of(row, "id")).map_or(ScanMeans::Unit { id: unit }, |id| ScanMeans::Order { id })))
}

/// A part of this order by its number: what came is booked in, what is there is put in.
fn part(tx: &Tx<'_>, order: &str, code: &str) -> Result<Option<ScanMeans>, Refusal> {
    let of_order = "case_id = ?1 AND part_no = ?2 COLLATE NOCASE ORDER BY state = 'ordered' DESC, state = 'arrived' DESC, created_ms, id";
    let rows = tx.records(registry::shape(&REPAIR_PART), of_order, &[order.into(), code.into()])?;
    let Some(row) = rows.first() else { return Ok(None) };
    let (id, name) = (of(row, "id").unwrap_or_default(), of(row, "name").unwrap_or_default());
    Ok(Some(match of(row, "state").as_deref() {
        Some("ordered") => ScanMeans::Part { id, event: "arrive".into(), words: format!("{name} 已到货") },
        Some("arrived") => ScanMeans::Part { id, event: "install".into(), words: format!("{name} 已装上") },
        _ => ScanMeans::Nothing {
            words: format!("{name} 已经{}，不用再记", REPAIR_PART.state_label(&of(row, "state").unwrap_or_default())),
        },
    }))
}

fn title(row: &Row) -> String {
    REPAIR.case.as_ref().map_or_else(String::new, |look| (look.title)(row))
}

fn of(row: &Row, field: &str) -> Option<String> {
    row.get(field).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}
