use serde::{Deserialize, Serialize};
use serde_json::Value;
use shounuo_rules::{Choice, ConventionInfo, Conventions, Facts, Ruling};
use ts_rs::TS;

use super::cases::CaseId;
use super::{Call, Nothing};
use crate::capabilities::quality_case::{QUALITY_CASE, facts_of};
use crate::capabilities::{ruling, shop};
use crate::kernel::{Refusal, registry};

/// A "what if".
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The facts, as on the command line.
    #[ts(type = "Record<string, unknown>")]
    pub facts: Value,
}

/// An option and its Chinese name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OptionName {
    /// Code.
    pub code: String,
    /// 中文 name.
    pub label: String,
    /// The consumer gets it without paying.
    pub free: bool,
}

pub(super) fn sandbox(call: &Call<'_>, question: Question) -> Result<Ruling, Refusal> {
    let mut facts = question.facts;
    if let Some(facts) = facts.as_object_mut() {
        facts.entry("as_of").or_insert_with(|| call.today().to_string().into());
    }
    let facts = Facts::from_json(&facts).map_err(|bad| Refusal { field: bad.field, ..Refusal::new(&bad.code, bad.message) })?;
    call.read(|tx, _| ruling::answer(tx, &facts, call.today()))
}

pub(super) fn preview(call: &Call<'_>, which: CaseId) -> Result<Ruling, Refusal> {
    call.read(|tx, _| {
        let case = tx.record(registry::shape(&QUALITY_CASE), &which.id)?.ok_or_else(Refusal::not_found)?;
        ruling::answer(tx, &facts_of(tx, &case, call.today())?, call.today())
    })
}

pub(super) fn options(_: &Call<'_>, _: Nothing) -> Result<Vec<OptionName>, Refusal> {
    let name = |choice: &Choice| OptionName {
        code: serde_json::to_value(choice).ok().and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default(),
        label: choice.label().into(),
        free: choice.is_free_right(),
    };
    Ok(Choice::ALL.iter().map(name).collect())
}

pub(super) fn conventions(call: &Call<'_>, _: Nothing) -> Result<Vec<ConventionInfo>, Refusal> {
    let chosen = call.read(|tx, _| shop::the_shop(tx))?.remove("conventions").unwrap_or(Value::Null);
    let chosen: Conventions = if chosen.is_null() { Conventions::default() } else { serde_json::from_value(chosen).unwrap_or_default() };
    Ok(chosen.describe())
}
