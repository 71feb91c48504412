//! The check of the 三包 period: run when a unit comes in, and again when its fault is known. Decides whether the repair is
//! free, and keeps the working.

use jiff::civil::Date;
use serde_json::{Value, json};
use shounuo_rules::{BadFacts, Choice, Cover, Facts, Repair, Ruling};
use shounuo_store::{Row, Tx};

use super::fields::FACTS;
use super::history::{day, stay, stays_of};
use crate::capabilities::quality_case::{QUALITY_CASE, joined};
use crate::capabilities::ruling::{self, rulebook_for};
use crate::kernel::Refusal;
use crate::kernel::work::Work;

/// Runs the check and fills what it says.
pub(super) fn check_period(work: &mut Work<'_>) -> Result<(), Refusal> {
    let ruling = ruling::answer(work.tx, &facts(work)?, work.today())?;
    let charged = is_charged(work, &ruling)?;
    let in_period = match ruling.expires {
        Some(expires) => work.text("fault_date") <= expires.to_string().as_str(),
        // Goods outside the catalogue have no end date: the option says it (Consumer Law art. 24).
        None => ruling.options.contains(&Choice::RepairFree),
    };
    work.set("in_period", in_period);
    work.set("charged", charged);
    work.set("expires", json!(ruling.expires));
    work.set("rule_set", ruling.rule_set);
    work.set(
        "period_working",
        json!({ "headline": ruling.headline, "options": ruling.options, "lines": ruling.working, "warnings": ruling.warnings, "confidence": ruling.confidence }),
    );
    Ok(())
}

/// A repair is charged where the rules give a paid one alone. What the consumer chose from a ruling stands before that.
fn is_charged(work: &Work<'_>, ruling: &Ruling) -> Result<bool, Refusal> {
    let paid = ruling.options == [Choice::PaidRepair];
    let case = work.linked(&QUALITY_CASE, "quality_case_id")?;
    let chosen = case.as_ref().and_then(|case| case.get("chosen")).and_then(Value::as_str);
    Ok(match chosen {
        Some("repair_free" | "part_repair_free") => false,
        Some("paid_repair") => true,
        _ => paid,
    })
}

/// The question to the rules: the fault as it stands now, decided today, after all earlier stays of this unit.
fn facts(work: &Work<'_>) -> Result<Facts, Refusal> {
    let case = work.linked(&QUALITY_CASE, "quality_case_id")?.unwrap_or_default();
    facts_of(&work.record, stays_besides(work, &case)?, work.today())
}

fn stays_besides(work: &Work<'_>, case: &Row) -> Result<Vec<Repair>, Refusal> {
    let own = stays_of(work.tx, work.get("serial_unit_id").as_str(), work.get("quality_case_id").as_str(), &work.id)?;
    let elsewhere = case.get("repairs").filter(|typed| typed.is_array()).cloned().unwrap_or_else(|| json!([]));
    let elsewhere: Vec<Repair> =
        serde_json::from_value(elsewhere).map_err(|_| Refusal::bad("repairs", "售后单上的维修记录无法识别，请重新填写"))?;
    Ok(joined(elsewhere, own, work.today()))
}

fn facts_of(order: &Row, repairs: Vec<Repair>, today: Date) -> Result<Facts, Refusal> {
    let mut facts = serde_json::Map::new();
    for field in FACTS {
        match order.get(*field) {
            None | Some(Value::Null) => {}
            Some(value) => drop(facts.insert((*field).into(), value.clone())),
        }
    }
    facts.insert("claim".into(), json!("quality"));
    facts.entry("channel").or_insert_with(|| json!("store"));
    facts.insert("as_of".into(), json!(today.to_string()));
    facts.insert("repairs".into(), json!(repairs));
    Facts::from_json(&Value::Object(facts)).map_err(refused)
}

/// What covers the unit of an order on `today`, this order and all others of the unit counted; `None` without dates of sale.
///
/// # Errors
/// When the file fails.
pub fn cover_of(tx: &Tx<'_>, order: &Row, today: Date) -> Result<Option<Cover>, Refusal> {
    let unit = order.get("serial_unit_id").and_then(Value::as_str);
    let stays = match unit {
        Some(unit) => stays_of(tx, Some(unit), None, "")?,
        None => vec![stay(tx, order)?],
    };
    let sold = day(order, "invoice_date").or(day(order, "received_date"));
    let (Ok(facts), Some(sold)) = (facts_of(order, stays, today), sold) else { return Ok(None) };
    Ok(rulebook_for(tx, sold)?.cover(&facts, &[]).ok())
}

fn refused(bad: BadFacts) -> Refusal {
    Refusal { field: bad.field, ..Refusal::new(&bad.code, bad.message) }
}
