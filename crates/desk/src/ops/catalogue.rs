use serde::{Deserialize, Serialize};
use serde_json::Value;
use shounuo_rules::{Catalogue, CatalogueFault, Entry};
use ts_rs::TS;

use super::{Call, Nothing};
use crate::capabilities::calendar::calendar as calendar_of;
use crate::capabilities::catalogue::{CATALOGUE_VERSION, stored};
use crate::kernel::view::{Button, buttons};
use crate::kernel::{Refusal, registry};

/// Which version; the built-in list when absent.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WhichVersion {
    /// Id of a version of the shop.
    pub id: Option<String>,
}

/// A version in the list of versions.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct VersionRow {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// First day on which sales fall under it.
    pub effective_from: String,
    /// State.
    pub state: String,
    /// 中文 state; of published ones whether they hold today.
    pub state_label: String,
}

/// A catalogue with its entries, and the versions there are.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CatalogueView {
    /// The shop's versions, newest first.
    pub versions: Vec<VersionRow>,
    /// The one shown; `None` for the built-in list.
    pub shown: Option<VersionRow>,
    /// Stored version number of the one shown, for the next event on it.
    pub record_version: Option<i64>,
    /// Its entries.
    pub entries: Vec<Entry>,
    /// Why it cannot be published.
    pub faults: Vec<CatalogueFault>,
    /// What the person may do with it, or which may be begun.
    pub buttons: Vec<Button>,
}

/// Entries to be checked.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Entries {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// What the calendar knows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CalendarView {
    /// First year.
    pub first_year: Option<i16>,
    /// Last year; deadlines beyond it are not rolled.
    pub last_year: Option<i16>,
    /// (date, `holiday` or `makeup_workday`, name).
    pub days: Vec<(String, String, String)>,
    /// What the person may do.
    pub buttons: Vec<Button>,
}

pub(super) fn show(call: &Call<'_>, which: WhichVersion) -> Result<CatalogueView, Refusal> {
    let actor = call.actor()?;
    let today = call.today().to_string();
    call.read(|tx, shop| {
        let rows = tx.records(registry::shape(&CATALOGUE_VERSION), "1 ORDER BY effective_from DESC, created_ms DESC", &[])?;
        let in_force = rows.iter().find(|row| published(row) && text(row, "effective_from") <= today).map(|row| text(row, "id"));
        let shown = match &which.id {
            Some(id) => Some(rows.iter().find(|row| text(row, "id") == *id).ok_or_else(Refusal::not_found)?),
            None => None,
        };
        let catalogue = shown.map_or_else(|| Ok(Catalogue::builtin()), stored)?;
        let faults = if shown.is_some() { catalogue.check_against(&Catalogue::builtin()) } else { Vec::new() };
        let on = shown.map(|row| (which.id.as_deref().unwrap_or_default(), row));
        Ok(CatalogueView {
            versions: rows.iter().map(|row| version_row(row, in_force.as_deref(), &today)).collect(),
            shown: shown.map(|row| version_row(row, in_force.as_deref(), &today)),
            record_version: shown.and_then(|row| row.get("version")).and_then(Value::as_i64),
            entries: catalogue.entries,
            faults,
            buttons: buttons(&shop.seat, tx, actor, call.now, &CATALOGUE_VERSION, on),
        })
    })
}

fn published(row: &shounuo_store::Row) -> bool {
    text(row, "state") == "published"
}

fn version_row(row: &shounuo_store::Row, in_force: Option<&str>, today: &str) -> VersionRow {
    let (id, state, effective_from) = (text(row, "id"), text(row, "state"), text(row, "effective_from"));
    let state_label = match state.as_str() {
        "published" if in_force == Some(&id) => "生效中",
        "published" if effective_from.as_str() > today => "已发布，待生效",
        "published" => "已替代（仍用于当时售出的商品）",
        other => CATALOGUE_VERSION.state_label(other),
    };
    VersionRow { number: text(row, "number"), title: text(row, "title"), state_label: state_label.into(), id, effective_from, state }
}

fn text(row: &shounuo_store::Row, name: &str) -> String {
    row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

pub(super) fn check(_: &Call<'_>, given: Entries) -> Result<Vec<CatalogueFault>, Refusal> {
    let catalogue = Catalogue { version: "草稿".into(), effective_from: None, entries: given.entries };
    Ok(catalogue.check_against(&Catalogue::builtin()))
}

pub(super) fn calendar(call: &Call<'_>, _: Nothing) -> Result<CalendarView, Refusal> {
    let actor = call.actor()?;
    call.read(|tx, shop| {
        let calendar = calendar_of(tx)?;
        let code = |kind| serde_json::to_value(kind).ok().and_then(|code: Value| code.as_str().map(str::to_owned)).unwrap_or_default();
        Ok(CalendarView {
            first_year: calendar.first_year(),
            last_year: calendar.last_year(),
            days: calendar.days().map(|(date, day)| (date.to_string(), code(day.kind), day.name.clone())).collect(),
            buttons: buttons(&shop.seat, tx, actor, call.now, &crate::capabilities::calendar::CALENDAR_YEAR, None),
        })
    })
}
