//! The check of the 三包 period: run when a unit comes in, and again when its fault is known. Decides whether the repair is
//! free, and keeps the working.

use serde_json::{Value, json};
use shounuo_rules::{Choice, Facts, Ruling};

use super::fields::FACTS;
use super::history::stays_of;
use crate::capabilities::quality_case::QUALITY_CASE;
use crate::capabilities::ruling;
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
pub(super) fn facts(work: &Work<'_>) -> Result<Facts, Refusal> {
    let mut facts = serde_json::Map::new();
    for field in FACTS {
        match work.get(field) {
            Value::Null => {}
            value => drop(facts.insert((*field).into(), value.clone())),
        }
    }
    let (unit, case) = (work.get("serial_unit_id").as_str(), work.get("quality_case_id").as_str());
    facts.insert("claim".into(), json!("quality"));
    facts.entry("channel").or_insert_with(|| json!("store"));
    facts.insert("as_of".into(), json!(work.today().to_string()));
    facts.insert("repairs".into(), json!(stays_of(work.tx, unit, case, &work.id)?));
    Facts::from_json(&Value::Object(facts)).map_err(|bad| Refusal { field: bad.field, ..Refusal::new(&bad.code, bad.message) })
}
