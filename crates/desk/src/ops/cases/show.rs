//! One case with all that belongs to it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::{CaseId, name_of, text};
use crate::capabilities::consumer::CONSUMER;
use crate::capabilities::note::NOTE;
use crate::capabilities::notice::NOTICE;
use crate::capabilities::orders::{ORDER_LINE, SALES_ORDER};
use crate::capabilities::ruling::RULING;
use crate::kernel::clock::{ClockView, clocks_of};
use crate::kernel::kind::Kind;
use crate::kernel::mask::masked;
use crate::kernel::view::{RecordView, record_view};
use crate::kernel::{Refusal, registry};
use crate::ops::Call;
use crate::ops::ledger::{TimelineItem, timeline};
use crate::ops::related::{RelatedGroup, groups};

/// A case with all that belongs to it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CaseView {
    /// The case: facts and buttons.
    pub record: RecordView,
    /// Its order, with lines.
    pub order: Option<OrderView>,
    /// The consumer, masked; buttons left out.
    pub consumer: Option<ConsumerView>,
    /// Its limits, running ones first.
    pub clocks: Vec<ClockView>,
    /// Its rulings, newest first.
    pub rulings: Vec<RulingView>,
    /// Its notices, newest first.
    pub notices: Vec<RecordView>,
    /// Other records that belong to it: its parts, its children, what points to it.
    pub related: Vec<RelatedGroup>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineItem>,
    /// Name of the person who has it.
    pub owner: Option<String>,
}

/// An order as a case shows it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OrderView {
    /// Id.
    pub id: String,
    /// 中文 name of the platform.
    pub platform: String,
    /// Values, personal ones masked.
    #[ts(type = "Record<string, unknown>")]
    pub values: Row,
    /// Its lines.
    #[ts(type = "Record<string, unknown>[]")]
    pub lines: Vec<Row>,
}

/// A consumer as a case shows them.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ConsumerView {
    /// Id.
    pub id: String,
    /// Values, masked.
    #[ts(type = "Record<string, unknown>")]
    pub values: Row,
    /// Other cases of the same consumer.
    pub other_cases: i64,
}

/// A ruling with its answer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RulingView {
    /// The record: state and buttons.
    pub record: RecordView,
    /// What the rules said.
    #[ts(type = "Ruling")]
    pub answer: Value,
    /// The options as they stand, after a departure.
    pub options: Vec<String>,
    /// Name of the person who asked to depart.
    pub asked_by: Option<String>,
    /// Name of the person who decided on it.
    pub decided_by: Option<String>,
}

pub(in crate::ops) fn show(call: &Call<'_>, which: CaseId) -> Result<CaseView, Refusal> {
    let actor = call.actor()?;
    call.read(|tx, shop| {
        let kind = kind_of(tx, &which.id)?;
        let record = record_view(&shop.seat, tx, actor, call.now, kind, &which.id)?;
        let view = |kind, id: &str| record_view(&shop.seat, tx, actor, call.now, kind, id);
        let of = |name: &str| record.values.get(name).and_then(Value::as_str).map(str::to_owned);
        let mut rulings = Vec::new();
        for row in tx.records(registry::shape(&RULING), "case_id = ?1 ORDER BY created_ms DESC, id DESC", &[json!(which.id)])? {
            let id = text(&row, "id").unwrap_or_default();
            rulings.push(ruling_view(tx, row, view(&RULING, &id)?)?);
        }
        let mut notices = Vec::new();
        for row in tx.rows("SELECT id FROM notice WHERE case_id = ?1 ORDER BY created_ms DESC, id DESC", &[json!(which.id)])? {
            notices.push(view(&NOTICE, &text(&row, "id").unwrap_or_default())?);
        }
        Ok(CaseView {
            related: part_groups(groups(tx, actor.role, kind, &which.id)?),
            order: order_view(tx, of("order_id").as_deref())?,
            consumer: consumer_view(tx, of("consumer_id").as_deref(), &which.id)?,
            clocks: clocks_of(tx, &which.id, call.now)?,
            rulings,
            notices,
            timeline: timeline(tx, &which.id)?,
            owner: name_of(tx, of("owner").as_deref())?,
            record,
        })
    })
}

/// The kind of a case, by its id alone.
fn kind_of(tx: &Tx<'_>, id: &str) -> Result<&'static Kind, Refusal> {
    let kind = tx.value("SELECT kind FROM case_index WHERE id = ?1", &[json!(id)])?;
    kind.as_str().map_or_else(|| Err(Refusal::not_found()), registry::kind)
}

/// Rulings and notices have places of their own on the page, notes stand in the timeline.
fn part_groups(mut all: Vec<RelatedGroup>) -> Vec<RelatedGroup> {
    all.retain(|group| ![RULING.name, NOTICE.name, NOTE.name].contains(&group.kind.as_str()));
    all
}

fn ruling_view(tx: &Tx<'_>, row: Row, mut record: RecordView) -> Result<RulingView, Refusal> {
    let options = row.get("options").and_then(Value::as_array).cloned().unwrap_or_default();
    // The answer is large and stands beside the record.
    record.values.remove("answer");
    Ok(RulingView {
        record,
        answer: row.get("answer").cloned().unwrap_or(Value::Null),
        options: options.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        asked_by: name_of(tx, text(&row, "asked_by").as_deref())?,
        decided_by: name_of(tx, text(&row, "decided_by").as_deref())?,
    })
}

fn order_view(tx: &Tx<'_>, id: Option<&str>) -> Result<Option<OrderView>, Refusal> {
    let Some(id) = id else { return Ok(None) };
    let Some(row) = tx.record(registry::shape(&SALES_ORDER), id)? else { return Ok(None) };
    let lines = tx.records(registry::shape(&ORDER_LINE), "order_id = ?1 AND state = 'active' ORDER BY line_no", &[json!(id)])?;
    let platform = text(&row, "platform").unwrap_or_default();
    let platform = shounuo_exchange::Platform::from_code(&platform).map_or(platform, |platform| platform.label().to_owned());
    Ok(Some(OrderView { id: id.into(), platform, values: masked(&SALES_ORDER, row), lines }))
}

fn consumer_view(tx: &Tx<'_>, id: Option<&str>, case: &str) -> Result<Option<ConsumerView>, Refusal> {
    let Some(id) = id else { return Ok(None) };
    let Some(row) = tx.record(registry::shape(&CONSUMER), id)? else { return Ok(None) };
    let other_cases = tx.count("SELECT count(*) FROM case_index WHERE consumer = ?1 AND id <> ?2", &[json!(id), json!(case)])?;
    Ok(Some(ConsumerView { id: id.into(), values: masked(&CONSUMER, row), other_cases }))
}
