//! From stored facts to a ruling: which catalogue holds, which calendar, which readings of the law.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use shounuo_rules::{Conventions, DeadlineFacts, DeadlineKind, Facts, Rulebook, Ruling};
use shounuo_store::Tx;

use crate::capabilities::{calendar, catalogue, shop};
use crate::kernel::Refusal;
use crate::kernel::clock::end_of_day;

/// The rules as they hold in this shop for goods sold on `sold`.
///
/// # Errors
/// When the file fails.
pub fn rulebook_for(tx: &Tx<'_>, sold: Date) -> Result<Rulebook, Refusal> {
    let conventions = match shop::the_shop(tx)?.get("conventions") {
        None | Some(Value::Null) => Conventions::default(),
        Some(chosen) => {
            serde_json::from_value(chosen.clone()).map_err(|_| Refusal::new("shape", "店铺的计算约定无法识别，请店主重新选择"))?
        }
    };
    let mut book = Rulebook::builtin();
    if let Some(own) = catalogue::catalogue_for(tx, sold)? {
        book = book.with_catalogue(&own);
    }
    Ok(Rulebook { calendar: calendar::calendar(tx)?, conventions, ..book })
}

/// The rules for "what if": those of today's sale.
///
/// # Errors
/// When the file fails.
pub fn sandbox_rulebook(tx: &Tx<'_>, facts: &Facts, today: Date) -> Result<Rulebook, Refusal> {
    rulebook_for(tx, sale_date(facts).unwrap_or(today))
}

/// Rules on facts with the version of the sale date.
///
/// # Errors
/// When the facts cannot be ruled on, or the file fails.
pub fn answer(tx: &Tx<'_>, facts: &Facts, today: Date) -> Result<Ruling, Refusal> {
    let book = sandbox_rulebook(tx, facts, today)?;
    book.rule(facts).map_err(|bad| Refusal { field: bad.field, ..Refusal::new(&bad.code, bad.message) })
}

fn sale_date(facts: &Facts) -> Option<Date> {
    facts.invoice_date.or(facts.received_date).or(facts.produced_date)
}

/// The end of the last day of a limit set by law, counted from `from` (not counted itself): 24:00 Beijing time.
///
/// # Errors
/// When the file fails or the limit cannot be computed.
pub fn end_of_limit(tx: &Tx<'_>, limit: DeadlineKind, from: Date) -> Result<Timestamp, Refusal> {
    let question = DeadlineFacts { deadline: limit, from: from.to_string() };
    let answer = rulebook_for(tx, from)?.deadline(&question).map_err(|bad| Refusal::new(&bad.code, bad.message))?;
    end_of_day(answer.due.get(..10).unwrap_or(&answer.due))
}
